//! `confusions`: look-alike characters that recognition mistakes for each other, where the context proves which is right:
//! 深人 for 深入, 己经 for 已经, 第- for 第一.
//!
//! A row of the table is a wrong form that right text does not have: each was looked for in 1.57 million characters of
//! newspaper, and one that was found there even once is out. Where a wrong form can arise across two words (进人 in 引进人才),
//! the row names the characters that must not stand beside it.

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use once_cell::sync::Lazy;

use super::Sheet;
use crate::Rule;
use crate::page::change::{Change, PROVED, Reason, Span};
use crate::read::class::is_cjk;

/// The table: wrong form, right form, characters that must not stand before it and after it, how often the right form was
/// seen in the text that the row was tested on, and what was mistaken.
const TABLE: &str = include_str!("../../data/confusions.tsv");

/// Characters on each side of a mended line end that a row can reach over: the longest row has four.
const REACH: usize = 3;

/// White space that a neighbour is looked for behind: a blank line and an indent.
const GAP: usize = 8;

struct Row {
    bad: &'static str,
    good: &'static str,
    not_before: &'static str,
    not_after: &'static str,
    reason: &'static str,
}

impl Row {
    /// The characters that are wrong: where in the form, and what they should be.
    fn wrong(&self) -> impl Iterator<Item = (usize, char, &'static str)> {
        let good = self.good;
        self.bad.char_indices().zip(good.char_indices()).filter(|((_, bad), (_, right))| bad != right).map(
            move |((at, bad), (start, right))| (at, bad, good.get(start..start + right.len_utf8()).unwrap_or_default()),
        )
    }

    /// Whether the row holds between these neighbours. A hyphen or an equals sign is one, unless Chinese stands on both sides.
    fn holds(&self, before: Option<char>, after: Option<char>) -> bool {
        let open = |edge: Option<char>, beside: Option<char>| {
            !edge.is_some_and(|c| matches!(c, '-' | '=')) || beside.is_some_and(is_cjk)
        };
        !before.is_some_and(|c| self.not_before.contains(c))
            && !after.is_some_and(|c| self.not_after.contains(c))
            && open(self.bad.chars().next(), before)
            && open(self.bad.chars().next_back(), after)
    }
}

fn rows() -> impl Iterator<Item = Row> {
    TABLE.lines().skip(1).filter_map(|line| {
        let mut columns = line.split('\t');
        let [bad, good, not_before, not_after, _seen, reason] = std::array::from_fn(|_| columns.next());
        Some(Row { bad: bad?, good: good?, not_before: not_before?, not_after: not_after?, reason: reason? })
    })
}

static FORMS: Lazy<Option<(AhoCorasick, Vec<Row>)>> = Lazy::new(|| {
    let rows: Vec<Row> = rows().collect();
    let forms = AhoCorasick::builder().kind(Some(AhoCorasickKind::DFA)).build(rows.iter().map(|row| row.bad));
    Some((forms.ok()?, rows))
});

/// Proposes the right character wherever a row of the table proves it, across mended line ends too.
pub(crate) fn propose(sheet: &Sheet<'_>, out: &mut Vec<Change>) {
    let Some((forms, rows)) = FORMS.as_ref() else { return };
    for found in forms.find_overlapping_iter(sheet.text) {
        let Some(row) = rows.get(found.pattern().as_usize()) else { continue };
        if holds_here(sheet, row, found.start(), found.end()) {
            correct(sheet, row, |at| found.start() + at, out);
        }
    }
    let mut window = String::new();
    for seam in sheet.settled.iter().filter(|c| c.new.is_empty()) {
        let (start, end) = (seam.span.start as usize, seam.span.end as usize);
        let from = back(sheet.text, start, REACH);
        let to = ahead(sheet.text, end, REACH);
        let sides = [Span::new(from as u32, start as u32), Span::new(end as u32, to as u32)];
        if sides.iter().any(|&side| sheet.is_settled(side)) {
            continue;
        }
        window.clear();
        sides.iter().for_each(|side| window.push_str(side.of(sheet.text)));
        let seam = start - from;
        let place = |at: usize| if at < seam { from + at } else { end + at - seam };
        for found in forms.find_overlapping_iter(&window).filter(|found| found.start() < seam && seam < found.end()) {
            let Some(row) = rows.get(found.pattern().as_usize()) else { continue };
            if holds_here(sheet, row, place(found.start()), place(found.end())) {
                correct(sheet, row, |at| place(found.start() + at), out);
            }
        }
    }
}

fn holds_here(sheet: &Sheet<'_>, row: &Row, start: usize, end: usize) -> bool {
    let (start, end) = (start as u32, end as u32);
    // What must not stand beside the form may stand behind a line end too: 自 / 己是.
    let (before, after) = (sheet.chars_before(start).next(), sheet.chars_after(end).next());
    let over_before = sheet.chars_before(start).take(GAP).find(|c| !c.is_whitespace());
    let over_after = sheet.chars_after(end).take(GAP).find(|c| !c.is_whitespace());
    row.holds(before, after)
        && !over_before.is_some_and(|c| row.not_before.contains(c))
        && !over_after.is_some_and(|c| row.not_after.contains(c))
}

/// Proposes the right characters, `place` being where a byte of the form stands, but for what an earlier rule changed.
fn correct(sheet: &Sheet<'_>, row: &Row, place: impl Fn(usize) -> usize, out: &mut Vec<Change>) {
    for (at, bad, new) in row.wrong() {
        let at = place(at);
        let span = Span::new(at as u32, (at + bad.len_utf8()) as u32);
        if !sheet.is_settled(span) {
            out.push(Change { span, new, rule: Rule::Confusions, margin: PROVED, reason: Reason::words(row.reason) });
        }
    }
}

/// The place `n` characters before `at`, in its line.
fn back(text: &str, at: usize, n: usize) -> usize {
    let before = text.get(..at).unwrap_or_default();
    before.char_indices().rev().take(n).take_while(|&(_, c)| c != '\n').last().map_or(at, |(place, _)| place)
}

/// The place `n` characters behind `at`, in its line.
fn ahead(text: &str, at: usize, n: usize) -> usize {
    let behind = text.get(at..).unwrap_or_default();
    at + behind.chars().take(n).take_while(|&c| c != '\n').map(char::len_utf8).sum::<usize>()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The form corrected by every row that holds in it.
    fn corrected(text: &str, but: Option<&str>) -> String {
        let mut out: Vec<char> = text.chars().collect();
        for row in rows().filter(|row| Some(row.bad) != but) {
            for (start, _) in text.match_indices(row.bad) {
                let before = text[..start].chars().next_back();
                let after = text[start + row.bad.len()..].chars().next();
                if row.holds(before, after) {
                    let first = text[..start].chars().count();
                    for (n, c) in row.good.chars().enumerate() {
                        out[first + n] = c;
                    }
                }
            }
        }
        out.into_iter().collect()
    }

    #[test]
    fn sorted_unique_and_alike() {
        let forms: Vec<&str> = rows().map(|row| row.bad).collect();
        assert!(forms.is_sorted_by(|a, b| a < b));
        for row in rows() {
            assert_eq!(row.bad.chars().count(), row.good.chars().count(), "{}", row.bad);
            assert_eq!(row.wrong().count(), 1, "{}: one character a row", row.bad);
            assert!(row.bad.chars().count() <= REACH + 1);
            assert!(!row.reason.is_empty());
        }
    }

    #[test]
    fn closed() {
        for row in rows() {
            let clean = format!("，{}，", row.good);
            assert_eq!(corrected(&clean, None), clean, "the right form of {} is itself an error", row.bad);
        }
    }

    /// A form is seen across a line end that an earlier rule took away, and not across one that stays.
    #[test]
    fn over_a_mended_line_end() {
        let text = "各地要深\n人推进这项工作";
        let reading = crate::read::Reading::default();
        let at = text.find('\n').unwrap() as u32;
        let joined = Change {
            span: Span::new(at, at + 1),
            new: "",
            rule: Rule::ColumnBreaks,
            margin: PROVED,
            reason: Reason::words("test"),
        };
        let mut sheet = Sheet::new(text, &reading);
        let mut out = Vec::new();
        propose(&sheet, &mut out);
        assert!(out.is_empty());
        sheet.settled.push(joined);
        propose(&sheet, &mut out);
        assert!(!out.is_empty());
        assert!(out.iter().all(|change| change.new == "入" && change.span.of(text) == "人"));
    }

    /// Each row is needed: without it, its own form stays wrong in some place where it holds.
    #[test]
    fn needed() {
        for row in rows() {
            let around = ["，", "的", "在", "这", "会", "中"];
            let needed = around.iter().any(|before| {
                around.iter().any(|after| {
                    let text = format!("{before}{}{after}", row.bad);
                    row.holds(before.chars().next(), after.chars().next()) && corrected(&text, Some(row.bad)) == text
                })
            });
            assert!(needed, "{} changes nothing that another row does not", row.bad);
        }
    }
}
