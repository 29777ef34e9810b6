//! Heads: which of the texts below a head it stands over.
//!
//! Between a head and its text others have their turns, and heads of several articles stand side by side, each in its own
//! size: whose turn it is says little there. So each head takes the beginning of a text near below that fits it best: by how near
//! it is, by what stands between, by how it begins, and by the words that both have.

use super::super::neighbours::Pair;
use super::super::pairs::each_pair;
use super::super::rarity;
use super::column::{Column, Tail};
use super::junction::{Junctions, Meeting};
use super::look::{Kind, Look};

/// So many units below a head its text is looked for: of 740 heads of printed texts in turn, 16 have it farther below.
const WINDOW: usize = 20;
/// So many units of a text are read: its first paragraph, which says what the head does.
const READ: usize = 10;

// Costs in 1/64 nat, fitted by logistic regression over the heads of 237 printed pages in turn, as RapidOCR gave them and sorted by
// place as OCR engines do; none of README's pages was among them.
/// What a head's standing over a text costs, before anything is known of them, and what it costs at most: one nat. With half a nat or
/// none, fewer headlines of 64 pages by RapidOCR stand over their texts (.33 to .40 with one nat, .29 to .35 with none).
const OVER: i32 = 97;
const MOST: i32 = 64;
/// The text begins with a dateline, or with anything else.
const DATELINE: i32 = -2;
const ELSE: i32 = 99;
/// Its first character is one that hardly ever begins a sentence, or is not.
const SELDOM: i32 = 128;
const OFTEN: i32 = -31;
/// Other heads stand between: none, one, two, more.
const HEADS_BETWEEN: [i32; 4] = [-29, -4, 43, 86];
/// Beginnings of other texts do: none to four or more.
const TEXTS_BETWEEN: [i32; 5] = [-33, 3, 15, 54, 58];
/// So many pairs of characters that are rare in newspapers are in both: none to four or more. Set by hand; half as much again makes
/// no difference on 260 pages but to one headline in a hundred.
const SHARED: [i32; 5] = [55, 10, -20, -40, -60];
/// Units between, two a step.
const UNITS_BETWEEN: [i32; 6] = [-26, -32, -31, -6, 63, 129];
/// By its turn the text goes on from this head, from nothing, from another head, from the end of a sentence, from another line.
const FROM_IT: i32 = -9;
const FROM_NOTHING: i32 = -10;
const FROM_HEAD: i32 = 17;
const FROM_END: i32 = 46;
const FROM_LINE: i32 = 53;

/// The value for so many; the last one for more.
fn at<const N: usize>(costs: [i32; N], count: usize) -> i32 {
    costs.get(count).or(costs.last()).copied().unwrap_or_default()
}

/// What the units are, by the links that they have.
struct Units<'a> {
    looks: &'a [Look],
    before: &'a [Option<usize>],
    after: Vec<Option<usize>>,
    columns: Vec<Column>,
}

impl<'a> Units<'a> {
    fn of(looks: &'a [Look], before: &'a [Option<usize>]) -> Units<'a> {
        let mut after = vec![None; looks.len()];
        let mut columns: Vec<Column> = Vec::with_capacity(looks.len());
        for (n, (look, from)) in looks.iter().zip(before).enumerate() {
            let column = from.and_then(|from| columns.get(from)).map_or(Column::new(look), |column| column.with(look));
            columns.push(column);
            if let Some(place) = from.and_then(|from| after.get_mut(from)) {
                *place = Some(n);
            }
        }
        Units { looks, before, after, columns }
    }

    fn before(&self, n: usize) -> Option<usize> {
        self.before.get(n).copied().flatten()
    }

    fn after(&self, n: usize) -> Option<usize> {
        self.after.get(n).copied().flatten()
    }

    fn kind(&self, n: usize) -> Option<Kind> {
        self.looks.get(n).map(|look| look.kind)
    }

    /// Whether a column stops in mid-sentence at the unit, with a line as wide as it.
    fn stops_inside(&self, n: usize) -> bool {
        self.columns.get(n).is_some_and(|column| column.tail == Tail::Open)
    }

    /// Whether the unit may be a line of a head.
    fn is_head(&self, n: usize, junctions: &Junctions<'_>) -> bool {
        let may_be = match self.kind(n) {
            Some(Kind::Bare) => !self.stops_inside(n),
            Some(Kind::Lines) => true,
            _ => false,
        };
        let goes_on_inside = self.before(n).is_some_and(|from| self.stops_inside(from));
        may_be
            && !goes_on_inside
            && !self.before(n).is_some_and(|from| go_together(junctions, from, n))
            && !self.after(n).is_some_and(|to| go_together(junctions, n, to))
    }

    /// Whether a text may begin with the unit.
    fn may_begin(&self, n: usize, junctions: &Junctions<'_>) -> bool {
        let from = self.before(n);
        let is_text = match self.kind(n) {
            Some(Kind::Dateline) => true,
            Some(Kind::Text | Kind::Lines) => !from.is_some_and(|from| self.stops_inside(from)),
            _ => false,
        };
        is_text && !from.is_some_and(|from| go_together(junctions, from, n))
    }
}

/// Whether the characters between two units say that the one goes on with the other.
fn go_together(junctions: &Junctions<'_>, from: usize, to: usize) -> bool {
    match junctions.meeting(from, to) {
        Meeting::Together(pair) => pair >= Pair::Usual,
        meeting => meeting == Meeting::Triple,
    }
}

/// A head over a text, and what that costs.
struct Over {
    cost: i32,
    text: usize,
    head: usize,
}

/// Puts heads over their texts: `before` says for each unit which it goes on from.
pub(super) fn put(looks: &[Look], junctions: &Junctions<'_>, before: &mut [Option<usize>]) {
    let units = Units::of(looks, before);
    let mut all = each_over(&units, junctions);
    let mut after = units.after;
    all.sort_by_key(|over| (over.cost, over.text, over.head));
    let mut has_text = vec![false; looks.len()];
    let mut has_head = vec![false; looks.len()];
    for Over { text, head, .. } in all {
        if has_head.get(text) != Some(&false) || has_text.get(head) != Some(&false) {
            continue;
        }
        let own = before.get(text).copied().flatten();
        let other = after.get(head).copied().flatten();
        set(&mut has_head, text, true);
        set(&mut has_text, head, true);
        if own == Some(head) {
            continue;
        }
        if let Some(other) = other {
            set(before, other, None);
        }
        if let Some(own) = own {
            set(&mut after, own, None);
        }
        set(before, text, Some(head));
        set(&mut after, head, Some(text));
    }
}

fn set<T>(list: &mut [T], n: usize, value: T) {
    if let Some(place) = list.get_mut(n) {
        *place = value;
    }
}

/// Every head over every text near below that it may stand over.
fn each_over(units: &Units<'_>, junctions: &Junctions<'_>) -> Vec<Over> {
    let count = units.looks.len();
    let is_head: Vec<bool> = (0..count).map(|n| units.is_head(n, junctions)).collect();
    let is_head = |n: usize| is_head.get(n) == Some(&true);
    let begins: Vec<usize> = (0..count).filter(|&n| units.may_begin(n, junctions)).collect();
    let begins_surely = |n: usize| units.kind(n) == Some(Kind::Dateline) || units.before(n).is_none_or(is_head);
    let mut all = Vec::new();
    let (mut body, mut words) = (Vec::new(), Vec::new());
    for &text in &begins {
        let (mut heads, mut texts) = (0, 0);
        let mut of_text = OVER + if units.kind(text) == Some(Kind::Dateline) { DATELINE } else { ELSE };
        of_text += if junctions.seldom_begins(text) { SELDOM } else { OFTEN };
        body.clear();
        for head in (text.saturating_sub(WINDOW)..text).rev() {
            let below = units.after(head).filter(|below| *below < text);
            let is_last = !below.is_some_and(is_head);
            if is_head(head) && is_last {
                if body.is_empty() {
                    read(units, junctions, text, is_head, &mut body);
                }
                words.clear();
                let upper = units.before(head).filter(|upper| is_head(*upper));
                upper.into_iter().chain([head]).for_each(|n| each_word(junctions.text_of(n), &mut words));
                let shared = words.iter().filter(|word| body.binary_search(word).is_ok()).count();
                let from = match units.before(text) {
                    None => FROM_NOTHING,
                    Some(from) if from == head => FROM_IT,
                    Some(from) if is_head(from) => FROM_HEAD,
                    Some(from) if units.looks.get(from).is_some_and(|look| look.closed) => FROM_END,
                    Some(_) => FROM_LINE,
                };
                let cost = of_text
                    + at(HEADS_BETWEEN, heads)
                    + at(TEXTS_BETWEEN, texts)
                    + at(SHARED, shared)
                    + at(UNITS_BETWEEN, (text - head - 1) / 2)
                    + from;
                if cost <= MOST {
                    all.push(Over { cost, text, head });
                }
                heads += 1;
            }
            texts += usize::from(begins.binary_search(&head).is_ok() && begins_surely(head));
        }
    }
    all
}

/// The pairs of characters of a text, from its first unit on, sorted.
fn read(
    units: &Units<'_>,
    junctions: &Junctions<'_>,
    text: usize,
    is_head: impl Fn(usize) -> bool,
    body: &mut Vec<u64>,
) {
    let own = std::iter::successors(Some(text), |&n| units.after(n).filter(|next| !is_head(*next)));
    own.take(READ).for_each(|n| each_word(junctions.text_of(n), body));
    body.sort_unstable();
}

/// The pairs of Chinese characters of a unit that are rare in newspapers.
fn each_word(unit: &str, words: &mut Vec<u64>) {
    each_pair(unit, |pair| {
        if rarity::class(pair) == rarity::RARE {
            words.push(pair);
        }
    });
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::super::Page;
    use super::super::units::{looks, units};
    use super::*;

    /// What stands under each head, where lines go on from others so.
    fn under(lines: &[&str], links: &[(usize, usize)]) -> Vec<(usize, usize)> {
        let text = lines.join("\n\n");
        let page = Page::scan(&text, None);
        let units = units(&text, &page, &[]).unwrap();
        let junctions = Junctions::new(&text, &page.lines, &units);
        let mut before = vec![None; units.len()];
        links.iter().for_each(|&(from, to)| before[to] = Some(from));
        put(&looks(&page, &units), &junctions, &mut before);
        before.iter().enumerate().filter_map(|(n, from)| Some(((*from)?, n))).collect()
    }

    const LINES: [&str; 6] = [
        "湖边步道点亮路灯",
        "柳湾渡口有新船",
        "本报讯 柳湾渡口停了二十年，新船",
        "本报讯 镇里给湖边步道换上路灯，散",
        "上周下水，渡口又热闹了。",
        "步的老人都停下来看灯。",
    ];

    #[test]
    fn a_head_stands_over_the_text_that_has_its_words() {
        let columns = [(2, 4), (3, 5)];
        let by_words = [(1, 2), (0, 3), (2, 4), (3, 5)];
        assert_eq!(under(&LINES, &columns), by_words);
        let by_turns = [(0, 2), (1, 3), (2, 4), (3, 5)];
        assert_eq!(under(&LINES, &by_turns), by_words, "whosever turn it was");
    }

    #[test]
    fn a_head_stands_over_one_text_and_a_text_under_one_head() {
        let [river, ferry, of_ferry, of_river, ..] = LINES;
        assert_eq!(under(&[river, of_river, of_ferry, of_river], &[]), [(0, 1)]);
        assert_eq!(under(&[ferry, river, river, of_river], &[]), [(2, 3)]);
    }

    #[test]
    fn a_head_of_two_lines_stands_over_its_text_with_the_lower() {
        let lines = ["湖边点亮路灯", "老人夜里也来散步了", "本报讯 镇里给湖边换上了路灯，散", "步的老人都停下来看灯。"];
        assert_eq!(under(&lines, &[(0, 1), (2, 3)]), [(0, 1), (1, 2), (2, 3)]);
    }

    #[test]
    fn far_below_and_in_mid_sentence_is_no_text_of_a_head() {
        let below = |between: usize, text| {
            let line = "散步的人停下来看灯，";
            let lines: Vec<&str> = ["湖边步道点亮路灯"].into_iter().chain(vec![line; between]).chain([text]).collect();
            under(&lines, &[])
        };
        let text = "本报讯 湖边步道换上路灯，散步";
        assert_eq!(below(1, text), [(0, 2)]);
        assert_eq!(below(WINDOW, text), []);
        assert_eq!(below(1, "的湖边步道换上路灯，散步"), []);
    }

    proptest! {
        // more than others have: what is settled half-way through a page must fit what comes behind it
        #![proptest_config(ProptestConfig::with_cases(1500))]

        /// Whatever the lines: each goes on from one above it, and none is gone on from twice.
        #[test]
        fn links_lead_down_and_never_meet(picked in prop::collection::vec((0usize..10, 1usize..9), 1..90)) {
            const WORDS: [&str; 10] =
                ["湖边步道", "路灯", "，", "。", "本报讯 ", "渡口", "新船", "的", "12", "通讯员 "];
            let lines: Vec<String> = picked.iter().map(|&(word, count)| WORDS[word].repeat(count)).collect();
            let text = lines.join("\n\n");
            let page = Page::scan(&text, None);
            let Some(units) = units(&text, &page, &[]) else { return Ok(()) };
            let junctions = Junctions::new(&text, &page.lines, &units);
            let looks = looks(&page, &units);
            let mut before = super::super::links::find(&looks, &junctions, &super::super::costs::COSTS);
            for _ in 0..2 {
                let mut used = vec![false; before.len()];
                for (n, from) in before.iter().enumerate() {
                    let Some(from) = *from else { continue };
                    prop_assert!(from < n && !used[from], "{} goes on from {}", n, from);
                    used[from] = true;
                }
                put(&looks, &junctions, &mut before);
            }
        }
    }
}
