//! `radicals`: radicals and compatibility forms that stand for characters, as fonts map them: ⾏⼈ for 行人, ⻓ for 长.
//!
//! They look right and find nothing. In running text, between characters, they are never meant; where they stand apart (in
//! quotes, in a list, in a text about radicals) they are what is spoken of, and stay.

use std::ops::Range;

use once_cell::sync::Lazy;

use super::Sheet;
use crate::Rule;
use crate::page::change::{Change, PROVED, Reason, Span};
use crate::read::class::{is_han, is_hangul, is_kana};

/// The table: code, radical, character, source.
const TABLE: &str = include_str!("../../data/radicals.tsv");

/// More radicals than this in a row are a list of them. The longest row that running text makes of characters which have one
/// is 金木水火土, or a date in characters.
const LONGEST_RUN: usize = 6;

/// Radicals proved on a page before one that stands by itself (⼀、 （⼆）) is believed too.
const PROVED_ENOUGH: usize = 2;

/// What a text about radicals calls them.
const SPOKEN_OF: [&str; 6] = ["部首", "偏旁", "字根", "字旁", "字头", "字底"];

/// The blocks of the table, each as first code and characters in order; empty where a code has no character.
static BLOCKS: Lazy<[(u32, Vec<&'static str>); 3]> = Lazy::new(|| {
    let mut blocks = [(0x2e80, vec![""; 0x160]), (0xf900, vec![""; 0x200]), (0x2_f800, vec![""; 0x220])];
    for row in TABLE.lines().skip(1) {
        let mut columns = row.split('\t').skip(1);
        let (Some(radical), Some(character)) = (columns.next(), columns.next()) else { continue };
        let code = radical.chars().next().map_or(0, u32::from);
        for (first, characters) in &mut blocks {
            if let Some(place) = code.checked_sub(*first).and_then(|n| characters.get_mut(n as usize)) {
                *place = character;
            }
        }
    }
    blocks
});

/// The character that `c` stands for, if it is a radical or a compatibility form.
fn character(c: char) -> Option<&'static str> {
    let code = u32::from(c);
    let (first, characters) = BLOCKS.iter().find(|(first, all)| (*first..*first + all.len() as u32).contains(&code))?;
    characters.get((code - first) as usize).copied().filter(|character| !character.is_empty())
}

/// Proposes the character for each radical that stands in running text.
pub(crate) fn propose(sheet: &Sheet<'_>, out: &mut Vec<Change>) {
    let text = sheet.text;
    let mut apart: Vec<Range<usize>> = Vec::new();
    let mut from = 0;
    let before = out.len();
    let (mut line_end, mut spoken_of) = (0, false);
    for &start in &sheet.habits().forms {
        let start = start as usize;
        let run = text.get(start..).unwrap_or_default();
        let len = run.find(|c| character(c).is_none()).unwrap_or(run.len());
        if start < from || len == 0 {
            continue;
        }
        from = start + len;
        if start >= line_end {
            let line = line_around(text, start);
            (line_end, spoken_of) = (line.end, is_spoken_of(text.get(line).unwrap_or_default()));
        }
        if spoken_of || sheet.is_settled(Span::new(start as u32, from as u32)) {
            continue;
        }
        if is_running(sheet, start..from) {
            mend(text, start..from, out);
        } else {
            apart.push(start..from);
        }
    }
    let proved = out.len() - before;
    let alone: usize = apart.iter().map(|run| text.get(run.clone()).map_or(0, |run| run.chars().count())).sum();
    // A page set in a font that maps to radicals has them everywhere; a list of radicals has hardly any in running text.
    if proved >= PROVED_ENOUGH && proved >= alone {
        apart.into_iter().for_each(|run| mend(text, run, out));
    }
}

/// Whether a character that begins with these bytes is in the blocks of the table.
pub(super) fn is_near(a: u8, b: u8) -> bool {
    matches!((a, b), (0xe2, 0xba..=0xbf) | (0xef, 0xa4..=0xab) | (0xf0, 0xaf))
}

/// Whether the run stands in running text: a character that is no radical touches it, over a mended line end too.
fn is_running(sheet: &Sheet<'_>, run: Range<usize>) -> bool {
    let len = sheet.text.get(run.clone()).map_or(0, |run| run.chars().count());
    let touches = |c: Option<char>| c.is_some_and(|c| is_han(c) && character(c).is_none());
    len <= LONGEST_RUN
        && !is_heading(sheet.text, &run)
        && (touches(sheet.chars_before(run.start as u32).next()) || touches(sheet.chars_after(run.end as u32).next()))
}

/// Whether the radical is the heading of a dictionary: ⽔部 at the head of a line, and no character behind it.
fn is_heading(text: &str, run: &Range<usize>) -> bool {
    let before = text.get(..run.start).and_then(|before| before.chars().next_back());
    let behind = text.get(run.end..).and_then(|behind| behind.strip_prefix('部'));
    before.is_none_or(|c| matches!(c, '\n' | '\u{feff}')) && behind.is_some_and(|behind| !behind.starts_with(is_han))
}

/// Whether the line is about radicals, or in Japanese or Korean, where compatibility forms are meant.
fn is_spoken_of(line: &str) -> bool {
    line.chars().any(|c| is_kana(c) || is_hangul(c))
        || SPOKEN_OF.iter().any(|word| line.contains(word))
        || line.split('“').skip(1).filter(|rest| is_quoted_alone(rest)).count() >= QUOTED
}

/// Single characters in quotes from which on a line speaks of characters: “江”“河”都是⺡旁.
const QUOTED: usize = 2;

/// Whether the text behind an opening quote is a single character, and the quote that closes.
fn is_quoted_alone(behind: &str) -> bool {
    let mut chars = behind.chars();
    chars.next().is_some_and(is_han) && chars.next() == Some('”')
}

fn line_around(text: &str, at: usize) -> Range<usize> {
    let bytes = text.as_bytes();
    let start = bytes.get(..at).and_then(|before| memchr::memrchr(b'\n', before)).map_or(0, |n| n + 1);
    let end = bytes.get(at..).and_then(|behind| memchr::memchr(b'\n', behind)).map_or(text.len(), |n| at + n);
    start..end
}

fn mend(text: &str, run: Range<usize>, out: &mut Vec<Change>) {
    let start = run.start;
    for (n, c) in text.get(run).unwrap_or_default().char_indices() {
        let at = (start + n) as u32;
        out.extend(character(c).map(|new| Change {
            span: Span::new(at, at + c.len_utf8() as u32),
            new,
            rule: Rule::Radicals,
            margin: PROVED,
            reason: Reason::words("a radical in running text"),
        }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_normalization::UnicodeNormalization;

    fn rows() -> impl Iterator<Item = [&'static str; 4]> {
        TABLE.lines().skip(1).map(|row| {
            let columns: Vec<&str> = row.split('\t').collect();
            columns.try_into().expect("four columns")
        })
    }

    #[test]
    fn sorted_unique_closed() {
        let codes: Vec<u32> = rows().map(|[code, ..]| u32::from_str_radix(code, 16).unwrap()).collect();
        assert!(codes.is_sorted_by(|a, b| a < b));
        for ([_, radical, character, source], code) in rows().zip(codes) {
            assert_eq!(radical.chars().map(u32::from).collect::<Vec<_>>(), [code]);
            assert_eq!(character.chars().count(), 1);
            assert_eq!(super::character(radical.chars().next().unwrap()), Some(character));
            assert_eq!(super::character(character.chars().next().unwrap()), None, "{character} is itself an error");
            assert!(source.starts_with("Unicode "));
        }
    }

    /// Complete: every code of the blocks that Unicode decomposes, and nothing that it decomposes otherwise.
    #[test]
    fn as_unicode_has_it() {
        for code in (0x2f00..0x2fe0).chain(0xf900..0xfb00).chain(0x2_f800..0x2_fa20) {
            let c = char::from_u32(code).unwrap();
            let normal: String = std::iter::once(c).nfkc().collect();
            assert_eq!(character(c).unwrap_or(c.encode_utf8(&mut [0; 4])), normal, "{code:04X}");
        }
        // Equivalent_Unified_Ideograph has every radical of the supplement but ⺀, and 2E9A is no character.
        for code in 0x2e80..=0x2ef3 {
            assert_eq!(
                character(char::from_u32(code).unwrap()).is_some(),
                !matches!(code, 0x2e80 | 0x2e9a),
                "{code:04X}"
            );
        }
    }
}
