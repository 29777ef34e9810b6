//! `hyphens`: words of Latin script that a line end cuts: `gene-` / `rally` becomes generally. Compounds keep their hyphen.
//!
//! What says that a word goes on: letters, a hyphen that touches them, a line end, and a small letter. What says that it is
//! something else: a word that only stands alone (pre- / and post-war), code, a table, a list. Whether the hyphen was in the
//! word is told by the page, where it has the same word whole, else by a table of parts that make compounds.

use std::collections::HashMap;
use std::ops::Range;

use once_cell::sync::Lazy;

use super::Sheet;
use crate::Rule;
use crate::page::change::{Change, PROVED, Reason, Span};

/// The table: first part, second part, whether the hyphen stays, why. `*` is any part, `*-in` one that ends so, `#` a number
/// word, `^` a name.
const TABLE: &str = include_str!("../../data/hyphens.tsv");

/// Words that stand alone: behind a hyphen they tell of a dash, or of a part left out (Haus- und, pre- and).
const ALONE: [&str; 12] = ["and", "but", "bzw", "e", "et", "nor", "oder", "or", "ou", "the", "und", "y"];

const NUMBERS: [&str; 15] = [
    "eight", "eleven", "five", "four", "hundred", "nine", "one", "seven", "single", "six", "ten", "thousand", "three",
    "twelve", "two",
];

/// Longest word that is looked at, in bytes.
const WORD_MAX: usize = 40;

/// Names with a hyphen (Oxford-street) that make them the page's habit.
const A_HABIT: u32 = 2;

/// White space that the next line may begin with, in bytes: an indent, not a place in a table.
const INDENT: usize = 8;

/// What stands in code, tables and marked-up text, and not in prose.
const NO_PROSE: &[char] = &['{', '}', '<', '>', '=', '|', '`', '\\', '_', '\t'];

/// A word that a line end cuts.
struct Cut<'t> {
    first: &'t str,
    second: &'t str,
    /// The hyphen, and the break behind it.
    hyphen: Range<usize>,
    end: usize,
}

/// Proposes to mend each word that a line end cuts.
pub(crate) fn propose(sheet: &Sheet<'_>, out: &mut Vec<Change>) {
    let cuts = find(sheet.text);
    if cuts.is_empty() {
        return;
    }
    let seen = seen_whole(sheet.text, &cuts);
    for (cut, seen) in cuts.iter().zip(seen) {
        let Some((hyphen, words)) = decide(cut, seen) else { continue };
        let printed = sheet.text.get(cut.hyphen.clone()) == Some("-");
        let (start, new) = match hyphen {
            false => (cut.hyphen.start, ""),
            true if printed => (cut.hyphen.end, ""),
            true => (cut.hyphen.start, "-"),
        };
        let span = Span::new(start as u32, cut.end as u32);
        if !sheet.is_settled(span) {
            out.push(Change { span, new, rule: Rule::Hyphens, margin: PROVED, reason: Reason::words(words) });
        }
    }
}

/// The cut words of the text.
fn find(text: &str) -> Vec<Cut<'_>> {
    let bytes = text.as_bytes();
    let mut cuts = Vec::new();
    let mut line_start = 0;
    for at in memchr::memchr_iter(b'\n', bytes) {
        let start = std::mem::replace(&mut line_start, at + 1);
        // Nearly every line ends otherwise: one look at its last byte.
        if at == start || !matches!(bytes.get(at - 1), Some(b'-' | 0xac | 0xad | 0x90 | b' ' | b'\r')) {
            continue;
        }
        let line = text.get(start..at).unwrap_or_default();
        let rest = text.get(at + 1..).unwrap_or_default();
        cuts.extend(cut(line, start, rest, at + 1));
    }
    cuts
}

fn cut<'t>(line: &'t str, start: usize, rest: &'t str, behind: usize) -> Option<Cut<'t>> {
    let body = line.trim_end_matches([' ', '\r']);
    let hyphen = body.chars().next_back().filter(|c| matches!(c, '-' | '¬' | '\u{ad}' | '\u{2010}'))?;
    let before = body.get(..body.len() - hyphen.len_utf8())?;
    let first = before.rsplit(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’' | '-'))).next()?;
    let next = rest.split('\n').next()?;
    let indent = next.len() - next.trim_start_matches([' ', '\u{3000}']).len();
    let second = next.get(indent..)?.split(|c: char| !(is_latin(c) || matches!(c, '\'' | '’'))).next()?;
    let last = first.rsplit('-').next()?;
    // Addresses, options and paths are no words: what touches the word in front tells them.
    let outside = before.get(..before.len() - first.len())?.chars().next_back();
    let is_word = first.len() <= WORD_MAX
        && second.len() <= WORD_MAX
        && !last.is_empty()
        && !first.starts_with('-')
        && second.starts_with(is_latin)
        && (last.chars().all(|c| is_latin(c) || matches!(c, '\'' | '’')) || last.bytes().all(|b| b.is_ascii_digit()))
        && !outside
            .is_some_and(|c| matches!(c, '/' | '@' | '.' | ':' | '#' | '&' | '%' | '+') && !before.contains(' '))
        && indent <= INDENT;
    let listed = |line: &str| {
        let mut chars = line.trim_start().chars();
        chars.next().is_some_and(|c| matches!(c, '-' | '+' | '•' | '#' | '>' | '~'))
            && !chars.next().is_some_and(char::is_alphabetic)
    };
    if !is_word
        || line.contains(NO_PROSE)
        || next.contains(NO_PROSE)
        || listed(line)
        || is_spaced_out(body)
        || is_spaced_out(next)
    {
        return None;
    }
    let end = start + body.len();
    Some(Cut { first, second, hyphen: end - hyphen.len_utf8()..end, end: behind + indent })
}

/// Whether the line has wide gaps, as columns of a table have.
fn is_spaced_out(line: &str) -> bool {
    line.trim().contains("   ")
}

fn is_latin(c: char) -> bool {
    matches!(c, 'A'..='Z' | 'a'..='z' | '\u{c0}'..='\u{24f}') && !matches!(c, '×' | '÷')
}

/// How often the page has each cut word whole, with its hyphen and without, and how many
/// names it has with the second half behind a hyphen: Oxford-street.
fn seen_whole(text: &str, cuts: &[Cut<'_>]) -> Vec<[u32; 3]> {
    let whole = |cut: &Cut<'_>, hyphen: &str| format!("{}{hyphen}{}", part(cut), cut.second).to_lowercase();
    let mut words: HashMap<String, u32> = cuts.iter().flat_map(|c| [(whole(c, "-"), 0), (whole(c, ""), 0)]).collect();
    let mut lower = String::new();
    let mut names: HashMap<String, u32> = HashMap::new();
    for word in text.split(|c: char| !(is_latin(c) || matches!(c, '\'' | '’' | '-'))) {
        if (2..=2 * WORD_MAX).contains(&word.len()) {
            lower.clear();
            lower.extend(word.chars().flat_map(char::to_lowercase));
            if let Some(count) = words.get_mut(&lower) {
                *count += 1;
            }
            if let Some((_, end)) = lower.rsplit_once('-').filter(|(_, end)| row_for("Name", end).is_some()) {
                *names.entry(end.to_owned()).or_default() += 1;
            }
        }
    }
    let count = |word: String| words.get(&word).copied().unwrap_or(0);
    let named = |second: &str| names.get(second).copied().unwrap_or(0);
    cuts.iter().map(|cut| [count(whole(cut, "-")), count(whole(cut, "")), named(cut.second)]).collect()
}

/// The part of the first half that the line end cuts: `sick-head` / `ache` is about headache.
fn part<'t>(cut: &Cut<'t>) -> &'t str {
    cut.first.rsplit('-').next().unwrap_or(cut.first)
}

/// Whether the hyphen stays, and why; none: no cut word, or not to be told.
fn decide(cut: &Cut<'_>, [hyphened, joined, named]: [u32; 3]) -> Option<(bool, &'static str)> {
    let first = part(cut);
    let second = cut.second;
    if ALONE.contains(&second.to_lowercase().as_str()) {
        return None;
    }
    let starts_upper = |word: &str| word.starts_with(char::is_uppercase);
    let all_upper = |word: &str| word.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    // A hyphen or two elsewhere may be the printer's whim (goldfields and gold-fields in one column).
    if hyphened > joined + 2 {
        return Some((true, "the page has the word with its hyphen"));
    }
    if joined > 0 && starts_upper(second) == all_upper(first) {
        return Some((false, "the page has the word whole"));
    }
    if let Some(row) = row_for(cut.first, second).filter(|row| row.first != "^" || named >= A_HABIT) {
        return Some((row.keeps, row.reason));
    }
    if first.bytes().all(|b| b.is_ascii_digit()) {
        return (!starts_upper(second)).then_some((true, "a number and its measure"));
    }
    if first.chars().count() == 1 {
        let keeps = starts_upper(first) || first == "e";
        return (keeps && !starts_upper(second)).then_some((true, "a letter and its word"));
    }
    if starts_upper(second) && !(all_upper(first) && all_upper(second)) {
        return None; // Jean- / Paul, or a dash: not to be told
    }
    if all_upper(first) && first.len() > 1 && !starts_upper(second) {
        return None; // TV- / series
    }
    Some((false, "a word cut at a line end"))
}

struct Row {
    first: &'static str,
    second: &'static str,
    keeps: bool,
    reason: &'static str,
}

static ROWS: Lazy<Vec<Row>> = Lazy::new(|| {
    let row = |line: &'static str| {
        let mut columns = line.split('\t');
        let [first, second, hyphen, reason] = std::array::from_fn(|_| columns.next());
        Some(Row { first: first?, second: second?, keeps: hyphen? == "keep", reason: reason? })
    };
    TABLE.lines().skip(1).filter_map(row).collect()
});

/// The row for the two parts; one that names both goes before one that names the first.
fn row_for(first: &str, second: &str) -> Option<&'static Row> {
    let (lower, second) = (first.to_lowercase(), second.to_lowercase());
    let is_name = first.starts_with(char::is_uppercase) && first.chars().skip(1).any(char::is_lowercase);
    let last = lower.rsplit('-').next().unwrap_or(&lower);
    let holds = |row: &&Row| {
        let first = match row.first {
            "#" => NUMBERS.contains(&last),
            "^" => is_name,
            part => part.strip_prefix('*').map_or(last == part, |end| lower.ends_with(end)),
        };
        first && (row.second == "*" || row.second == second)
    };
    ROWS.iter().filter(holds).max_by_key(|row| row.second != "*")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table_sorted_and_unique() {
        let rows: Vec<(&str, &str)> = ROWS.iter().map(|row| (row.first, row.second)).collect();
        assert!(rows.is_sorted_by(|a, b| a < b));
        assert_eq!(rows.len(), TABLE.lines().count() - 1);
        assert!(ALONE.is_sorted() && NUMBERS.is_sorted());
    }

    /// Each row is needed: without it the word would be mended otherwise.
    #[test]
    fn rows_needed() {
        for row in ROWS.iter() {
            let first = match row.first {
                "#" => "three".to_owned(),
                "^" => "Hill".to_owned(),
                part => part.replace('*', "mother"),
            };
            let second = if row.second == "*" { "made" } else { row.second };
            assert!(std::ptr::eq(row_for(&first, second).unwrap(), row), "{first}-{second}");
            let others =
                ROWS.iter().any(|other| !std::ptr::eq(other, row) && other.first == row.first && other.second == "*");
            assert!(row.keeps || others, "{first}{second} is joined anyway");
        }
    }
}
