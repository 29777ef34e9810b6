//! Forms: the rows of the table of confusions, and where their wrong forms stand in a text.

use std::mem::replace;

use memchr::memchr2_iter;
use once_cell::sync::Lazy;

use crate::read::are_together;
use crate::read::class::{is_cjk, is_wide_mark};

/// The table: wrong form, right form, characters that must not stand before it and after it, how often the right form was
/// seen in the text that the row was tested on, and what was mistaken.
const TABLE: &str = include_str!("../../../data/confusions.tsv");

/// The characters that are mistaken for others: one stands in every row, and few stand in a text.
const MISTAKEN: &str = "人入千土士大天太夫己已干日曰未末";
/// Those of them that are signs.
pub(in crate::mend) const SIGNS: [u8; 2] = [b'-', b'='];

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

pub(super) struct Row {
    pub bad: &'static str,
    pub good: &'static str,
    pub not_before: &'static str,
    pub not_after: &'static str,
    pub reason: &'static str,
}

impl Row {
    /// The characters that are wrong: where in the form, and what they should be.
    pub(super) fn wrong(&self) -> impl Iterator<Item = (usize, char, &'static str)> {
        let good = self.good;
        self.bad.char_indices().zip(good.char_indices()).filter(|((_, bad), (_, right))| bad != right).map(
            move |((at, bad), (start, right))| (at, bad, good.get(start..start + right.len_utf8()).unwrap_or_default()),
        )
    }

    /// Whether the row holds between these neighbours. A hyphen or an equals sign is one, unless Chinese stands on both sides; and where
    /// what stands before it does not lead on to the right character, a word begins behind it: it parts nouns (首页-直播).
    pub(super) fn holds(&self, before: Option<char>, after: Option<char>) -> bool {
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
pub(in crate::mend) fn is_suspect(b: u8, c: u8) -> bool {
    SUSPECT.get(place(b, c)).is_some_and(|suspect| *suspect != 0)
}

/// Whether one of these characters is such.
#[inline]
pub(in crate::mend) fn has_suspect(characters: &[[u8; 3]]) -> bool {
    characters.iter().fold(0, |any, &[_, b, c]| any | SUSPECT.get(place(b, c)).copied().unwrap_or(0)) != 0
}

/// A place between two characters of a row's form.
#[derive(Clone, Copy)]
pub(super) struct Seam {
    pub row: u16,
    /// The byte of the form that the place is before.
    pub at: u8,
}

/// The rows, to be found by any two neighbours of their forms; and by two of which one is the mistaken character.
pub(super) struct Forms {
    pub rows: Vec<Row>,
    pub all: Seams,
    keys: Seams,
}

/// Seams by their neighbours.
pub(super) struct Seams {
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
pub(super) fn last_byte(bytes: &[u8], at: usize) -> Option<u8> {
    let first = *bytes.get(at)?;
    if first < 0x80 { Some(first) } else { bytes.get(at + 2).copied() }
}

pub(super) static FORMS: Lazy<Forms> = Lazy::new(|| {
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
    pub(super) fn with(&self, before: u8, after: u8) -> &[Seam] {
        let pair = pair(before, after);
        match self.starts.get(pair..pair + 2) {
            Some(&[from, to]) => self.seams.get(usize::from(from)..usize::from(to)).unwrap_or_default(),
            _ => &[],
        }
    }
}

impl Forms {
    pub(super) fn row(&self, seam: Seam) -> Option<&Row> {
        self.rows.get(usize::from(seam.row))
    }

    /// Finds the forms with a mistaken character at the byte `at`.
    pub(super) fn around(&self, bytes: &[u8], at: usize, found: &mut Vec<Found>) {
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
pub(super) struct Found {
    pub end: usize,
    pub start: usize,
    pub row: u16,
}

#[cfg(test)]
mod tests {
    use super::super::REACH;
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
