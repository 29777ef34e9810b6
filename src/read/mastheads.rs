//! Mastheads: rows whose items an extractor parted are put together again, at the head of a page.
//!
//! The items of a row stand far apart, and so they come out as lines: with a blank line behind each and none between rows
//! (`pdftotext`), or with none between them and one behind the row (`mutool`). That it is so shows where a role, 编辑, stands on one
//! line and the name on the next. Rows whose items stand in turn are left as they are.

use super::class::is_han;
use super::cues::Cues;
use super::imprint::ends_in_role;
use super::lines::{Line, measure};
use super::soft::carry;
use super::wide::Closed;
use crate::page::change::Span;

const ITEM: &str = "an item of a masthead's row";

/// A masthead has so many lines at most, if each item is one: of 277 on printed pages none had more than fourteen.
const MOST: usize = 40;
/// Names on one line have so many characters at most: four names. Of those on printed pages none had more than six.
const NAMES: u8 = 16;
/// Characters of the longest name of a person, and of a section.
const LONGEST_NAME: usize = 4;
const LONGEST_SECTION: usize = 4;
/// Digits of the highest page number.
const PAGE_DIGITS: std::ops::RangeInclusive<usize> = 1..=3;

/// What stands on a line of a masthead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Item {
    /// A role whose name stands elsewhere.
    Role,
    /// The names behind a role.
    Names,
    /// One role and its names.
    Staff,
    /// All of those who made the page, or several of them.
    Row,
    /// A date, and what of it stands on a line of its own: a day, a day of the week.
    Date,
    DatePart,
    /// A page number, a telephone.
    Other,
}

impl Item {
    fn is_staff(self) -> bool {
        matches!(self, Item::Role | Item::Names | Item::Staff | Item::Row)
    }
}

/// How the items of a row were parted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Parted {
    ByBlanks,
    ByLineEnds,
}

/// Puts the items of rows together. The gaps that this closes are added to `closed`, in order.
pub(super) fn join(text: &str, lines: Vec<Line>, closed: &mut Vec<Closed>) -> Vec<Line> {
    let items = items(text, &lines);
    let Some(parted) = parted(text, &lines, &items) else { return lines };
    let mut out: Vec<Line> = Vec::with_capacity(lines.len());
    let mut row = Row::default();
    let mut whole = String::new();
    for (n, line) in lines.iter().enumerate() {
        let item = items.get(n).copied();
        match (item, out.last_mut()) {
            (Some(item), Some(last)) if n > 0 && row.goes_on(item, parted, line.blanks > 0) => {
                closed.push(Closed { span: Span::new(last.span.end, line.span.start), spaced: true, why: ITEM });
                whole.push(' ');
                whole.push_str(line.span.of(text));
                *last = carry(last, Span::new(last.span.start, line.span.end), measure(&whole));
            }
            _ => {
                row = Row { is_below: row.is_below, ..Row::default() };
                whole.clear();
                whole.push_str(line.span.of(text));
                out.push(*line);
            }
        }
        row.last = item;
        row.is_below |= n > 0 && line.blanks == 0;
        row.has_staff |= item.is_some_and(Item::is_staff);
        row.has_date |= item == Some(Item::Date);
    }
    out
}

/// A row as far as it was read.
#[derive(Clone, Copy, Debug, Default)]
struct Row {
    last: Option<Item>,
    has_staff: bool,
    has_date: bool,
    /// Whether rows stand below each other without a blank line between.
    is_below: bool,
}

impl Row {
    /// Whether an item stands in it. Dates stand before those who made the page, or in a row of their own.
    fn goes_on(self, item: Item, parted: Parted, behind_blank: bool) -> bool {
        if behind_blank != (parted == Parted::ByBlanks) {
            return false;
        }
        let is_next = match item {
            _ if self.last == Some(Item::Row) => false,
            Item::Row => false,
            Item::Names | Item::Other => true,
            Item::Role | Item::Staff => !(self.has_date && self.is_below),
            Item::Date | Item::DatePart => !self.has_staff,
        };
        is_next || parted == Parted::ByLineEnds
    }
}

/// The items at the head of the page, up to the first line that is none.
fn items(text: &str, lines: &[Line]) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    for line in lines.iter().take(MOST) {
        let body = line.span.of(text);
        let is_name = |word: &str| word.chars().all(is_han) && word.chars().count() <= LONGEST_NAME;
        let is_named = line.chars <= NAMES && body.split_whitespace().all(is_name);
        let item = match items.last() {
            Some(Item::Role) if is_named && !line.cues.is_masthead() => Item::Names,
            Some(Item::Date) if is_day(body) => Item::DatePart,
            _ if line.cues.has(Cues::ROLES) => Item::Row,
            _ if line.cues.has(Cues::ROLE) && ends_in_role(body) => Item::Role,
            _ if line.cues.has(Cues::ROLE) => Item::Staff,
            _ if line.cues.has(Cues::DATE) && body.starts_with(|c: char| c.is_ascii_digit()) => Item::Date,
            _ if line.cues.has(Cues::DATE) => Item::DatePart,
            _ if line.cues.is_masthead() || is_section(body) => Item::Other,
            _ => break,
        };
        items.push(item);
    }
    items
}

/// 8日
fn is_day(text: &str) -> bool {
    let number = text.trim_end_matches('日');
    number.len() < text.len() && (1..=2).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit())
}

/// 22 财经, 法治16, 8□财经: a page's number and its section.
fn is_section(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let name = text.trim_matches(|c: char| c.is_ascii_digit()).trim_matches([' ', '□', '■']);
    PAGE_DIGITS.contains(&digits) && name.chars().count() <= LONGEST_SECTION && name.chars().all(is_han)
}

/// How the items were parted, if something shows it and all agree: a role and its names, a date and its day, one role and the
/// next. That a role's names do not follow, or a date between roles, tells of rows in turn; items that come again, of copies.
fn parted(text: &str, lines: &[Line], items: &[Item]) -> Option<Parted> {
    let mut found = None;
    let staff: Vec<bool> = items.iter().map(|item| item.is_staff()).collect();
    let turns = staff.chunk_by(|a, b| a == b).filter(|run| run.first() == Some(&true)).count();
    let late = items.windows(2).any(|two| matches!(two, [before, Item::DatePart] if before.is_staff()));
    if turns > 1 || late || items.last() == Some(&Item::Role) || has_copies(text, lines.get(..items.len())?) {
        return None;
    }
    for (pair, line) in items.windows(2).zip(lines.iter().skip(1)) {
        let parted = if line.blanks > 0 { Parted::ByBlanks } else { Parted::ByLineEnds };
        match pair {
            [Item::Role, Item::Names] => {}
            [Item::Role, _] => return None,
            [Item::Date, Item::DatePart] | [Item::Staff, Item::Staff] if parted == Parted::ByBlanks => {}
            _ => continue,
        }
        if found.is_some_and(|other| other != parted) {
            return None;
        }
        found = Some(parted);
    }
    found
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
        let lines = join(text, scan(text), &mut closed);
        assert!(closed.iter().all(|gap| gap.spaced && gap.span.of(text).trim().is_empty()));
        assert_eq!(closed.len() + lines.len(), scan(text).len());
        lines
            .iter()
            .map(|line| line.span.of(text).lines().filter(|l| !l.is_empty()).collect::<Vec<_>>().join("|"))
            .collect()
    }

    #[test]
    fn what_follows_a_role_says_how_the_items_were_parted() {
        assert_eq!(joined("编辑\n\n梁禾\n\n校对\n\n林渡\n\n灯亮了。"), ["编辑|梁禾|校对|林渡", "灯亮了。"]);
        assert_eq!(joined("编辑\n梁禾\n\n校对\n林渡\n\n灯亮了。"), ["编辑|梁禾", "校对|林渡", "灯亮了。"]);
        assert_eq!(joined("编辑\n\n梁禾\n\n校对\n林渡\n"), ["编辑", "梁禾", "校对", "林渡"], "they do not agree");
        assert_eq!(joined("编辑\n\n校对\n\n林渡\n"), ["编辑", "校对", "林渡"], "a role without names");
        assert_eq!(joined("编辑\n\n梁禾\n\n校对\n"), ["编辑", "梁禾", "校对"], "a role without names at the end");
    }

    #[test]
    fn dates_and_single_roles_show_it_too_if_blank_lines_part_them() {
        assert_eq!(joined("6版\n\n2031年4月12日\n\n星期六\n\n灯"), ["6版|2031年4月12日|星期六", "灯"]);
        assert_eq!(joined("2031年4月\n\n12日\n\n星期六\n"), ["2031年4月|12日|星期六"]);
        assert_eq!(joined("编辑：梁禾\n\n校对：林渡\n"), ["编辑：梁禾|校对：林渡"]);
        assert_eq!(joined("编辑：梁禾\n校对：林渡\n"), ["编辑：梁禾", "校对：林渡"]);
        assert_eq!(joined("2031年4月12日\n星期六\n"), ["2031年4月12日", "星期六"]);
        assert_eq!(joined("6版\n\n编辑：梁禾\n\n灯"), ["6版", "编辑：梁禾", "灯"], "neither");
    }

    #[test]
    fn rows_end_where_others_begin() {
        let date = "2031年4月12日\n\n星期六";
        let staff = "编辑：梁禾\n\n校对：林渡";
        assert_eq!(joined(&format!("{date}\n\n{staff}")), ["2031年4月12日|星期六|编辑：梁禾|校对：林渡"]);
        assert_eq!(
            joined(&format!("6版\n{date}\n\n{staff}")),
            ["6版", "2031年4月12日|星期六", "编辑：梁禾|校对：林渡"]
        );
        assert_eq!(joined(&format!("{staff}\n\n{date}")), ["编辑：梁禾|校对：林渡", "2031年4月12日|星期六"]);
        let row = "编辑 梁禾 校对 林渡";
        assert_eq!(joined(&format!("{date}\n\n{row}\n\n6版")), ["2031年4月12日|星期六", row, "6版"]);
    }

    #[test]
    fn rows_in_turn_and_copies_are_left() {
        let left = |text: &str| assert_eq!(joined(text).len(), scan(text).len(), "{text}");
        left("编辑：梁禾\n\n校对：林渡\n\n2031年4月12日\n\n版式：何苗\n");
        left("编辑\n\n2031年4月12日\n\n梁禾\n");
        left("编辑：梁禾\n\n校对：林渡\n\n星期六\n");
        left("编辑\n梁禾\n编辑\n梁禾\n");
        left("湖边\n\n编辑\n\n梁禾\n");
        left("编辑\n\n湖边的路灯亮了\n");
    }

    #[test]
    fn a_section_is_a_number_and_a_few_characters() {
        assert!(["22 财经", "法治16", "8□财经", "6"].into_iter().all(is_section));
        assert!(!["财经", "2031年的灯", "4月12日", "灯火1234567", "6、灯"].into_iter().any(is_section));
        assert!(is_day("8日") && is_day("12日") && !is_day("日") && !is_day("112日") && !is_day("12"));
    }
}
