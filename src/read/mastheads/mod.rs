//! Mastheads: rows whose items an extractor parted are put together again, at the head of a page.
//!
//! The items of a row stand far apart, and so they come out as lines: with a blank line behind each and none between rows
//! (`pdftotext`), or with none between them and one behind the row (`mutool`). That it is so shows where a role, 编辑, stands on one
//! line and the name on another. Where the items of two rows come in turn, [`rows`] says which row each stands in.

mod items;
mod rows;

use std::borrow::Cow;

use items::{Item, Word, items};
pub(super) use items::{MOST as MOST_ITEMS, is_item, may_be_item};
use rows::Rows;

use super::cues::Cues;
use super::lines::{self, Line, measure};
use super::soft::carry;
use super::wide::Closed;
use crate::page::change::Span;
use crate::page::order::Order;

const ITEM: &str = "an item of a masthead's row";

/// The items at the head of the page, a line each. `copies` are those of doubled glyphs.
fn at_head(text: &str, lines: &[Line], copies: &[Span]) -> Vec<Item> {
    // 本报灯湖8月3日电: a dateline has a day and a place, and is no row
    let lines = lines.iter().take_while(|line| !line.cues.has(Cues::DATELINE));
    items(lines.map(|line| match copies.is_empty() {
        true => Cow::Borrowed(line.span.of(text)),
        false => Cow::Owned(lines::shown(text, line.span, copies)),
    }))
}

/// These items in rows, if something tells.
fn read(text: &str, lines: &[Line], items: &[Item]) -> Option<Rows> {
    let lines = lines.get(..items.len()).filter(|lines| lines.len() > 1)?;
    let apart: Vec<bool> = lines.iter().map(|line| line.blanks > 0).collect();
    if has_copies(text, lines) { None } else { Rows::of(items, &apart) }
}

impl Rows {
    /// Whether each row stands behind the one before it.
    fn is_in_order(&self) -> bool {
        self.order.is_sorted()
    }

    /// The order in which its rows stand one behind the other. `None` where lines do not end in line feeds.
    pub(super) fn order(&self, text: &str, lines: &[Line]) -> Option<Order> {
        // whole lines, and the blank lines between them
        let (mut whole, mut blanks): (Vec<Span>, Vec<Span>) = (Vec::new(), Vec::new());
        for line in lines.get(..self.of.len())? {
            let line = lines::whole(text, line.span);
            let at = whole.last().map_or(line.start, |last| last.end);
            if line.start < at || !line.of(text).ends_with('\n') {
                return None; // two lines between one line feed and the next, or the text's last line
            }
            blanks.extend(Some(Span::new(at, line.start)).filter(|_| at < line.start));
            whole.push(line);
        }
        let mut blanks = blanks.into_iter();
        let (first, last) = (whole.first()?, whole.last()?);
        let mut stretches = vec![Span::new(0, first.start)];
        let mut places = Vec::new();
        let mut end = first.start;
        let mut add = |span: Span, end: &mut u32| {
            stretches.push(span);
            *end += span.end - span.start;
        };
        for row in self.order.chunk_by(|a, b| self.of.get(*a) == self.of.get(*b)) {
            let start = end;
            row.iter().filter_map(|n| whole.get(*n)).for_each(|line| add(*line, &mut end));
            places.push(Span::new(start, end));
            // behind the last one stands the blank line that stood behind the last item
            if places.len() <= self.of.iter().copied().max()?.into() {
                blanks.next().into_iter().for_each(|gap| add(gap, &mut end));
            }
        }
        stretches.push(Span::new(last.end, text.len() as u32));
        Some(Order::new(stretches).with_rows(places))
    }
}

/// The page's masthead: at its head, or at its foot.
#[derive(Clone, Debug, Default)]
pub(crate) struct Masthead {
    /// Where it ends, if it stands at the head.
    pub end: u32,
    /// Where its rows begin, if they were put together.
    pub rows: Vec<u32>,
    /// Its rows, if their items stand in turn.
    pub in_turn: Option<Rows>,
}

/// Puts the items of rows together. The gaps that this closes are added to `closed`.
pub(super) fn join(text: &str, lines: Vec<Line>, copies: &[Span], closed: &mut Vec<Closed>) -> (Vec<Line>, Masthead) {
    let items = at_head(text, &lines, copies);
    let Some(last) = items.len().checked_sub(1).and_then(|n| lines.get(n)) else {
        return at_foot(text, lines, copies, closed);
    };
    let end = last.span.end;
    match read(text, &lines, &items) {
        None => (lines, Masthead { end, ..Masthead::default() }),
        Some(read) if read.is_in_order() => {
            let lines = together(text, lines, copies, &read.of, closed);
            let rows = begins(&lines, end);
            (lines, Masthead { end, rows, in_turn: None })
        }
        in_turn => (lines, Masthead { end, in_turn, ..Masthead::default() }),
    }
}

/// One of so many of its last lines is told by its words, a date or a role: of 176 printed mastheads that came last 175 have one. On most
/// pages none is, and nothing more is looked at.
const GLANCE: usize = 8;
/// Fewer lines at the foot of a page are no masthead: a date and its day of the week stand under a text as well. Of those 176 six have
/// fewer.
const FEWEST_AT_FOOT: usize = 3;

/// The same of a page whose masthead comes last in the stream.
fn at_foot(text: &str, lines: Vec<Line>, copies: &[Span], closed: &mut Vec<Closed>) -> (Vec<Line>, Masthead) {
    if !lines.iter().rev().take(GLANCE).any(|line| line.cues.is_masthead()) {
        return (lines, Masthead::default());
    }
    let shown = |line: &Line| lines::shown(text, line.span, copies);
    let is_item = |line: &&Line| !line.cues.has(Cues::DATELINE) && may_be_item(&shown(line));
    let count = lines.iter().rev().take(MOST_ITEMS).take_while(is_item).count();
    for first in lines.len() - count..(lines.len() + 1).saturating_sub(FEWEST_AT_FOOT) {
        let (above, foot) = lines.split_at(first);
        let items = items(foot.iter().map(|line| Cow::Owned(shown(line))));
        if items.len() < foot.len() || !items.iter().any(|item| item.first == Word::Date) {
            continue;
        }
        let Some(read) = read(text, foot, &items).filter(Rows::is_in_order) else { break };
        let foot = together(text, foot.to_vec(), copies, &read.of, closed);
        let rows = foot.iter().map(|line| line.span.start).collect();
        return ([above, &foot].concat(), Masthead { rows, ..Masthead::default() });
    }
    (lines, Masthead::default())
}

/// The lines, where the first ones stand in these rows.
fn together(text: &str, lines: Vec<Line>, copies: &[Span], rows: &[u8], closed: &mut Vec<Closed>) -> Vec<Line> {
    let mut out: Vec<Line> = Vec::with_capacity(lines.len());
    for (n, line) in lines.iter().enumerate() {
        let row = rows.get(n);
        let goes_on = n > 0 && row.is_some() && rows.get(n - 1) == row;
        match out.last_mut() {
            Some(last) if goes_on => {
                closed.push(Closed { span: Span::new(last.span.end, line.span.start), spaced: true, why: ITEM });
                let span = Span::new(last.span.start, line.span.end);
                let whole = lines::shown(text, span, copies).split_whitespace().collect::<Vec<_>>().join(" ");
                *last = carry(last, span, measure(&whole));
            }
            _ => out.push(*line),
        }
    }
    out
}

/// The same for rows that are known by where they stand.
pub(super) fn join_places(
    text: &str,
    lines: Vec<Line>,
    copies: &[Span],
    places: &[Span],
    closed: &mut Vec<Closed>,
) -> (Vec<Line>, Masthead) {
    let row = |line: &Line| places.iter().position(|row| row.start <= line.span.start && line.span.end <= row.end);
    let rows: Vec<u8> = lines.iter().map_while(row).map(|row| row as u8).collect();
    let end = places.iter().map(|row| row.end).max().unwrap_or(0);
    let lines = together(text, lines, copies, &rows, closed);
    let rows = begins(&lines, end);
    (lines, Masthead { end, rows, in_turn: None })
}

/// Where the lines before this byte begin.
fn begins(lines: &[Line], end: u32) -> Vec<u32> {
    lines.iter().map(|line| line.span.start).take_while(|&start| start < end).collect()
}

impl Masthead {
    /// How many of the lines stand in it.
    pub(super) fn lines(&self, lines: &[Line]) -> usize {
        lines.iter().take_while(|line| line.span.start < self.end).count()
    }

    /// Whether one of its rows, where they are known, begins with the line.
    pub(super) fn begins_row(&self, line: &Line) -> bool {
        self.rows.contains(&line.span.start)
    }
}

/// Whether two of the lines say the same.
fn has_copies(text: &str, lines: &[Line]) -> bool {
    let mut said: Vec<&str> = lines.iter().map(|line| line.span.of(text)).collect();
    said.sort_unstable();
    said.windows(2).any(|two| matches!(two, [a, b] if a == b))
}

#[cfg(test)]
mod tests {
    use super::super::lines::scan;
    use super::*;

    /// The lines of a text as they are put together; the gaps that were closed as `|`.
    fn joined(text: &str) -> Vec<String> {
        let mut closed = Vec::new();
        let (lines, _) = join(text, scan(text), &[], &mut closed);
        assert!(closed.iter().all(|gap| gap.spaced && gap.span.of(text).trim().is_empty()));
        assert_eq!(closed.len() + lines.len(), scan(text).len());
        lines
            .iter()
            .map(|line| line.span.of(text).lines().filter(|l| !l.is_empty()).collect::<Vec<_>>().join("|"))
            .collect()
    }

    /// The rows of a text in their order, their items apart by `|`; none where nothing tells.
    fn rows(text: &str) -> Vec<String> {
        let lines = scan(text);
        let items = at_head(text, &lines, &[]);
        let Some(found) = read(text, &lines, &items) else { return Vec::new() };
        let mut rows: Vec<(u8, String)> = Vec::new();
        for &n in &found.order {
            let item = lines[n].span.of(text);
            match rows.last_mut().filter(|last| last.0 == found.of[n]) {
                Some((_, row)) => *row = format!("{row}|{item}"),
                None => rows.push((found.of[n], item.to_owned())),
            }
        }
        rows.into_iter().map(|(_, row)| row).collect()
    }

    #[test]
    fn what_follows_a_role_says_how_the_items_were_parted() {
        assert_eq!(joined("编辑\n\n梁禾\n\n校对\n\n林渡\n\n灯亮了。"), ["编辑|梁禾|校对|林渡", "灯亮了。"]);
        assert_eq!(joined("编辑\n梁禾\n\n校对\n林渡\n\n灯亮了。"), ["编辑|梁禾", "校对|林渡", "灯亮了。"]);
    }

    #[test]
    fn dates_and_single_roles_show_it_too_if_blank_lines_part_them() {
        assert_eq!(joined("6版\n\n2031年4月12日\n\n星期六\n\n灯"), ["6版|2031年4月12日|星期六", "灯"]);
        assert_eq!(joined("2031年4月\n\n12日\n\n星期六\n"), ["2031年4月|12日|星期六"]);
        assert_eq!(joined("编辑：梁禾\n\n校对：林渡\n"), ["编辑：梁禾|校对：林渡"]);
        assert_eq!(joined("编辑：梁禾\n校对：林渡\n"), ["编辑：梁禾", "校对：林渡"], "a list");
        assert_eq!(joined("6版\n\n编辑：梁禾\n\n灯"), ["6版", "编辑：梁禾", "灯"], "neither");
        assert_eq!(joined("2031年4月12日\n\n编辑：梁禾\n\n灯"), ["2031年4月12日", "编辑：梁禾", "灯"], "neither");
    }

    #[test]
    fn rows_end_where_others_begin() {
        let (date, staff) = ("2031年4月12日\n\n星期六", "编辑：梁禾\n\n校对：林渡");
        let [one, other] = ["2031年4月12日|星期六", "编辑：梁禾|校对：林渡"];
        assert_eq!(joined(&format!("{date}\n\n{staff}")), [one, other]);
        assert_eq!(joined(&format!("{staff}\n\n{date}")), [other, one]);
        assert_eq!(joined(&format!("6版\n{date}\n{staff}")), ["6版", one, other]);
        assert_eq!(joined(&format!("6版\n\n{date}\n\n{staff}")), [format!("6版|{one}|{other}")]);
        let row = "编辑 梁禾 校对 林渡";
        assert_eq!(joined(&format!("{date}\n\n{row}")), [one, row], "what stands together is a row");
    }

    #[test]
    fn of_rows_in_turn_each_item_stands_behind_what_it_follows() {
        assert_eq!(
            rows("3版\n\n编辑：梁禾\n\n2031.4.12\n\n校对：林渡\n\n星期六\n\n灯亮了。"),
            ["3版|编辑：梁禾|校对：林渡", "2031.4.12|星期六"]
        );
        assert_eq!(
            rows("2031年4月12日\n编辑\n\n星期六\n\n梁禾 何苗\n\n3版\n\n校对\n\n林渡\n"),
            ["2031年4月12日|星期六|3版", "编辑|梁禾 何苗|校对|林渡"]
        );
        assert_eq!(rows("编辑：梁禾\n\n校对：林渡\n\n2031年4月12日\n\n版式：何苗\n").len(), 2);
    }

    #[test]
    fn without_blank_lines_a_row_begins_where_nothing_goes_on() {
        assert_eq!(
            rows("编辑\n梁禾\n校对\n林渡\n2031年4月12日\n星期六\n灯亮了。"),
            ["编辑|梁禾|校对|林渡", "2031年4月12日|星期六"]
        );
        assert!(rows("2031年4月12日\n3版\n灯亮了。").is_empty(), "one row or two");
        assert!(rows("6版\n2031年4月12日 星期六\n编辑 梁禾 校对 林渡\n灯").is_empty(), "rows, and nothing parted");
    }

    #[test]
    fn a_masthead_may_come_last_in_the_stream() {
        let prose = "湖边的路灯亮了，老人都停下来看灯。";
        assert_eq!(
            joined(&format!("{prose}\n编辑\n梁禾苗陈穗\n校对\n林渡\n2031年4月12日\n星期六\n")),
            [prose, "编辑|梁禾苗陈穗|校对|林渡", "2031年4月12日|星期六"]
        );
        assert_eq!(
            joined(&format!("{prose}\n2031年4月12日\n星期六\n编辑\n梁禾\n校对\n林渡\n")),
            [prose, "2031年4月12日|星期六", "编辑|梁禾|校对|林渡"]
        );
        let none = |foot: &str| {
            let text = format!("{prose}\n{foot}\n");
            assert_eq!(joined(&text).len(), text.lines().filter(|line| !line.is_empty()).count(), "{foot}");
        };
        none("编辑\n梁禾\n2031年4月12日\n本报灯湖3 月15 日电记者"); // a dateline
        none("2031年4月12日\n星期六\n梁禾\n编辑\n林渡"); // a name that waits for no role
        none("3版\n\n编辑：梁禾\n\n2031.4.12\n\n校对：林渡\n\n星期六"); // rows in turn
        none("编辑\n梁禾\n校对\n林渡"); // no date: a signature
        none("2031年4月12日\n星期六"); // two lines
        none("编辑\n梁禾\n2031年4月12日\n星期六\n湖边的路灯"); // more stands below
        none("编辑：梁禾\n2031年4月12日\n编辑：梁禾\n2031年4月12日"); // copies
    }

    #[test]
    fn a_day_of_the_week_stands_behind_its_date() {
        let row = ["3版|2031年4月12日|星期六|编辑|梁禾"];
        assert_eq!(rows("3版\n\n星期六\n\n2031年4月12日\n\n编辑\n\n梁禾\n"), row);
    }

    #[test]
    fn whose_the_names_are_must_be_plain() {
        assert!(rows("编辑\n\n校对\n\n梁禾\n\n林渡\n").is_empty(), "two roles wait");
        assert!(rows("编辑\n\n2031年4月12日\n\n校对\n\n梁禾\n").is_empty(), "they do here too");
        assert_eq!(rows("编辑\n\n梁禾\n\n校对\n\n一条新闻的题目\n"), ["编辑|梁禾|校对"], "lost on the way");
        assert!(rows("编辑\n梁禾\n编辑\n梁禾\n").is_empty(), "copies");
        assert!(rows("湖边的路灯\n\n编辑\n\n梁禾\n").is_empty(), "not at the head");
    }

    /// 本报灯湖3 looks like a page number with its section.
    #[test]
    fn a_dateline_is_no_row() {
        let text = "3版\n编辑\n梁禾\n2031年4月12日\n星期六\n本报灯湖3 月15 日电记者\n周远报道：灯亮了。";
        assert_eq!(at_head(text, &scan(text), &[]).len(), 5);
    }

    #[test]
    fn what_begins_a_row_is_known_where_rows_are() {
        let begins = |text: &str| {
            let (lines, masthead) = join(text, scan(text), &[], &mut Vec::new());
            let begins = lines.iter().map(|line| masthead.begins_row(line)).collect::<Vec<_>>();
            (begins, masthead.lines(&lines))
        };
        let known = begins("6版\n2031年4月12日\n编辑：梁禾\n\n校对：林渡\n\n灯亮了。\n");
        assert_eq!(known, (vec![true, true, true, false], 3));
        assert_eq!(begins("6版\n\n编辑：梁禾\n\n灯亮了。\n"), (vec![false; 3], 2), "nothing tells");
        assert_eq!(begins("灯亮了。\n6版\n"), (vec![false; 2], 0));
    }

    #[test]
    fn an_order_keeps_every_line_and_says_where_the_rows_stand() {
        let text = "\n3版\n2031.4.12\n\n编辑：梁禾\n\n星期六\n\n灯亮了。\n";
        let lines = scan(text);
        let found = read(text, &lines, &at_head(text, &lines, &[])).unwrap();
        let order = found.order(text, &lines).unwrap();
        let read = order.text(text);
        assert_eq!(read, "\n3版\n编辑：梁禾\n\n2031.4.12\n星期六\n\n灯亮了。\n");
        let places: Vec<&str> = order.rows().iter().map(|row| row.of(&read)).collect();
        assert_eq!(places, ["3版\n编辑：梁禾\n", "2031.4.12\n星期六\n"]);
    }

    proptest::proptest! {
        /// Two rows are printed, and given in turn from the second item of the first on.
        #[test]
        fn rows_that_were_given_in_turn_are_found(
            staff in proptest::sample::subsequence(
                vec![("编辑", "梁禾"), ("校对", "陈穗 林渡"), ("版式", "何苗"), ("美编", "周远")],
                2..=4,
            ),
            is_apart: bool,
            turns in proptest::collection::vec(proptest::bool::ANY, 12),
            number in 1..32u8,
        ) {
            let mut first = vec![format!("{number}版")];
            for (role, names) in staff {
                first.extend(if is_apart { vec![role.into(), names.into()] } else { vec![format!("{role}：{names}")] });
            }
            let second = ["2031年4月12日", "星期六"].map(str::to_owned);
            let printed = [first.join("|"), second.join("|")];
            let (mut first, mut second) = (first.into_iter(), second.into_iter());
            let mut given: Vec<String> = first.by_ref().take(2 + usize::from(is_apart)).collect();
            for is_second in turns {
                let next = if is_second { second.next() } else { first.next() };
                given.extend(next);
            }
            given.extend(first.chain(second));
            proptest::prop_assert_eq!(rows(&given.join("\n\n")), printed);
        }
    }
}
