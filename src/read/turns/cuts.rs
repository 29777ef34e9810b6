//! Cuts: articles that stand one above the other in the same columns are read one after the other, each down all its columns.
//!
//! What [`links`](super::links) finds are columns from the top of the text to its bottom. Where an article in two columns stands above
//! another, each column is cut between them: the one is read down its first column and down its second, and then the other. Which a
//! page has is said by what meets. Uncut, the lines above and below in each column; cut, the last line above in each column and the
//! first one above in the next. The cheapest reading of the whole is the one whose lines go on best from those read before them.

use std::ops::Range;

use super::column::Column;
use super::costs::Costs;
use super::junction::Junctions;
use super::look::Look;

/// What a cut costs, in 1/64 nat: three nats. With one as many articles are whole on 230 printed pages by `pdftotext`, and five of our
/// cases are cut amid a paragraph; with five half of what is won is lost.
const CUT: i32 = 200;
/// Where a line goes on from the one above for less, in 1/64 nat, no cut is looked for: with 20 a third of what is won on those pages is lost.
const WEAK: i32 = -20;
/// Behind the first cut, there is another within so many places where one may be, or none: with 20 an eighth of what is won is lost, with 48
/// nothing comes on top but a fiftieth of the time.
const REACH: usize = 32;

/// What it costs to read one unit behind another.
struct Flow<'l> {
    looks: &'l [Look],
    junctions: &'l Junctions<'l>,
    costs: &'l Costs,
    /// What the column is behind each unit.
    columns: Vec<Column>,
    /// What it costs that each unit goes on from the one above it in its column.
    own: Vec<i32>,
}

impl Flow<'_> {
    fn cost(&self, from: usize, to: usize) -> i32 {
        let (Some(above), Some(unit), Some(column)) =
            (self.looks.get(from), self.looks.get(to), self.columns.get(from))
        else {
            return 0;
        };
        let meets = self.junctions.meeting(from, to);
        self.costs.between(meets, above.end, unit.kind)
            + self.costs.width(column.tail, unit.is_rest(), column.width(unit))
    }
}

/// What stands of one column between two cuts: its first unit, its last so far, and what it costs to read the next piece behind that.
#[derive(Clone, Copy, Debug)]
struct Piece {
    first: usize,
    last: usize,
    on: i32,
}

/// What is read from a place on: the pieces, in the order of their first units, which is that in which they are read; and of each chain
/// the number of its piece, and the unit from which on that was read.
#[derive(Debug)]
struct Pieces {
    list: Vec<Piece>,
    of: Vec<(usize, usize)>,
}

impl Pieces {
    /// The number of a chain's piece, if any of it was read from this unit on.
    fn of(&self, chain: usize, top: usize) -> Option<usize> {
        self.of.get(chain).filter(|own| own.0 == top).map(|own| own.1)
    }

    fn push(&mut self, chain: usize, top: usize, unit: usize) {
        if let Some(own) = self.of.get_mut(chain) {
            *own = (top, self.list.len());
        }
        self.list.push(Piece { first: unit, last: unit, on: 0 });
    }
}

/// A place where columns may be cut: the first unit below it, the least that it costs to read what stands above it, and the place of the
/// cut before it.
#[derive(Clone, Copy, Debug)]
struct Place {
    unit: usize,
    cost: i64,
    from: usize,
}

/// Takes away the links over which columns are cut. Each link leads from a unit above.
pub(super) fn cut(looks: &[Look], junctions: &Junctions<'_>, costs: &Costs, links: &mut [Option<usize>]) {
    let mut columns: Vec<Column> = Vec::with_capacity(looks.len());
    let mut chains: Vec<usize> = Vec::with_capacity(looks.len());
    // the last unit of each chain
    let mut ends: Vec<usize> = Vec::new();
    for (n, (look, link)) in looks.iter().zip(links.iter()).enumerate() {
        let above = link.and_then(|from| columns.get(from));
        columns.push(above.map_or_else(|| Column::new(look), |column| column.with(look)));
        let chain = link.and_then(|from| chains.get(from).copied()).unwrap_or(ends.len());
        chains.push(chain);
        match ends.get_mut(chain) {
            Some(end) => *end = n,
            None => ends.push(n),
        }
    }
    let mut flow = Flow { looks, junctions, costs, columns, own: Vec::new() };
    flow.own = links.iter().enumerate().map(|(n, link)| link.map_or(0, |from| flow.cost(from, n))).collect();
    let mut pieces = Pieces { list: Vec::new(), of: vec![(usize::MAX, 0); ends.len()] };
    // where no column goes on, the next ones are looked at by themselves
    let (mut start, mut last) = (0, 0);
    for (n, chain) in chains.iter().enumerate() {
        last = last.max(ends.get(*chain).copied().unwrap_or(n));
        if last == n {
            cut_columns(&flow, &chains, start..n + 1, &mut pieces, links);
            (start, last) = (n + 1, 0);
        }
    }
}

/// The same for units of columns that stand side by side.
fn cut_columns(
    flow: &Flow<'_>,
    chains: &[usize],
    units: Range<usize>,
    pieces: &mut Pieces,
    links: &mut [Option<usize>],
) {
    // that a column begins costs nothing, and it may be cut there
    let may_be_cut = |n: &usize| flow.own.get(*n).is_some_and(|cost| *cost >= WEAK);
    let place = |unit| Place { unit, cost: if unit == units.start { 0 } else { i64::MAX }, from: 0 };
    let mut places: Vec<Place> = units.clone().filter(may_be_cut).chain([units.end]).map(place).collect();
    for from in 0..places.len() {
        read_on(flow, chains, from, &mut places, pieces);
    }
    let mut at = places.last().map_or(0, |last| last.from);
    while let Some(cut) = places.get(at).filter(|_| at > 0) {
        let below = links.iter_mut().take(units.end).skip(cut.unit);
        below.filter(|link| link.is_some_and(|from| from < cut.unit)).for_each(|link| *link = None);
        at = cut.from;
    }
}

/// Reads on from a place, and finds what it costs to cut next at each of the places below.
fn read_on(flow: &Flow<'_>, chains: &[usize], from: usize, places: &mut [Place], pieces: &mut Pieces) {
    let Some((&mut top, below)) = places.get_mut(from..).and_then(<[Place]>::split_first_mut) else { return };
    let reach = if from == 0 { below.len() } else { REACH.min(below.len()) };
    let mut cost = top.cost + if from == 0 { 0 } else { i64::from(CUT) };
    pieces.list.clear();
    let mut n = top.unit;
    for place in below.iter_mut().take(reach) {
        for unit in n..place.unit {
            let Some(&chain) = chains.get(unit) else { return };
            if let Some(at) = pieces.of(chain, top.unit) {
                cost += flow.own.get(unit).copied().map_or(0, i64::from);
                let on = pieces.list.get(at + 1).map_or(0, |next| flow.cost(unit, next.first));
                if let Some(piece) = pieces.list.get_mut(at) {
                    cost += i64::from(on - piece.on);
                    (piece.last, piece.on) = (unit, on);
                }
            } else {
                if let Some(piece) = pieces.list.last_mut() {
                    piece.on = flow.cost(piece.last, unit);
                    cost += i64::from(piece.on);
                }
                pieces.push(chain, top.unit, unit);
            }
        }
        n = place.unit;
        let through = cost + pieces.list.last().map_or(0, |last| i64::from(flow.cost(last.last, n)));
        if through < place.cost {
            (place.cost, place.from) = (through, from);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::Page;
    use super::super::costs::COSTS;
    use super::super::units::{looks, units};
    use super::*;

    const FERRY: [&str; 15] = [
        "本报讯 柳湾村的渡船今年",
        "添了两条，渡船都是村里的木匠",
        "老乔造的。老乔造船用杉木，一条",
        "渡船要造两个月，杉木从上游的",
        "清溪镇运来。清溪镇的木材站站",
        "长说，给渡船用的杉木要挑二十",
        "年以上的，太嫩的杉木在水里泡",
        "不住。老乔带了两个徒弟，徒弟都",
        "是柳湾村的年轻人，学了三年才",
        "让上手刨船板。村里的孩子坐渡",
        "船上学，渡船一天走二十趟，不收",
        "一分钱。老乔说，造渡船的钱是在",
        "外打工的年轻人寄回来的，他们",
        "小时候上学要绕十二里山路，知",
        "道没有渡船的难处。",
    ];
    const LAMPS: [&str; 14] = [
        "本报讯 城南路的路灯上个",
        "月全部换成了新灯，电力公司的",
        "检修班连着换了九个晚上。检修",
        "班班长说，新路灯比旧路灯省电",
        "一半，坏了也好换，电工不用爬杆。",
        "城南路上开小吃店的人最高兴，",
        "旧路灯暗，晚上十点以后就没有",
        "客人；新路灯亮了以后，小吃店开",
        "到半夜。检修班接下来要换城北",
        "路的路灯，那边的路灯杆子太老，",
        "电力公司先请人验了一遍，杆子",
        "不行的一起换掉。电工们白天睡",
        "觉，夜里上班，小吃店的老板每天",
        "给他们留一锅热汤。",
    ];

    /// Lines of columns in turn, each line with the one above it in its column; where the columns of an article are not as long as each
    /// other, the first is longer.
    #[derive(Default)]
    struct Made {
        lines: Vec<&'static str>,
        links: Vec<Option<usize>>,
        /// The last line of each column, and of each article the first one in each.
        last: Vec<usize>,
        firsts: Vec<usize>,
    }

    impl Made {
        /// Articles one above the other, each of these columns.
        fn of(articles: &[&[&[&'static str]]]) -> Made {
            let mut made = Made::default();
            articles.iter().for_each(|columns| made.put(columns));
            made
        }

        fn put(&mut self, columns: &[&[&'static str]]) {
            self.last.resize(columns.len().max(self.last.len()), usize::MAX);
            for row in 0..columns.iter().map(|column| column.len()).max().unwrap() {
                for (last, column) in self.last.iter_mut().zip(columns) {
                    let Some(line) = column.get(row) else { continue };
                    self.firsts.extend((row == 0).then_some(self.lines.len()));
                    self.links.push((*last != usize::MAX).then_some(*last));
                    *last = self.lines.len();
                    self.lines.push(line);
                }
            }
        }

        /// The lines whose links are cut.
        fn cut(&self) -> Vec<usize> {
            let text = self.lines.join("\n\n");
            let page = Page::scan(&text, None);
            let units = units(&text, &page, &[]).unwrap();
            let junctions = Junctions::new(&text, &page.lines, &units);
            let mut links = self.links.clone();
            cut(&looks(&page, &units), &junctions, &COSTS, &mut links);
            let is_cut = |n: &usize| links[*n] != self.links[*n];
            assert!(links.iter().zip(&self.links).all(|(link, own)| link.is_none() || link == own));
            (0..links.len()).filter(is_cut).collect()
        }
    }

    const FERRY_IN_TWO: &[&[&str]] = &[FERRY.split_at(8).0, FERRY.split_at(8).1];
    const LAMPS_IN_TWO: &[&[&str]] = &[LAMPS.split_at(7).0, LAMPS.split_at(7).1];

    #[test]
    fn columns_are_cut_between_articles_one_above_the_other() {
        for articles in [&[FERRY_IN_TWO, LAMPS_IN_TWO][..], &[FERRY_IN_TWO, LAMPS_IN_TWO, FERRY_IN_TWO]] {
            let made = Made::of(articles);
            assert_eq!(made.cut(), made.firsts[2..]);
        }
    }

    #[test]
    fn articles_side_by_side_are_not_cut() {
        assert_eq!(Made::of(&[&[&FERRY, &LAMPS]]).cut(), []);
        assert_eq!(Made::of(&[FERRY_IN_TWO]).cut(), []);
        let one_column = Made::of(&[&[&FERRY[..8]], &[&LAMPS[..8]]]);
        assert_eq!(one_column.cut(), [], "it is read from its top to its bottom, cut or not");
    }
}
