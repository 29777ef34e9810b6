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
const ALONE: [&str; 14] =
    ["and", "but", "bzw", "e", "eller", "et", "nor", "och", "oder", "or", "ou", "the", "und", "y"];

const NUMBERS: [&str; 15] = [
    "eight", "eleven", "five", "four", "hundred", "nine", "one", "seven", "single", "six", "ten", "thousand", "three",
    "twelve", "two",
];

/// Longest word that is looked at, in bytes.
const WORD_MAX: usize = 40;

/// Names with a hyphen (Oxford-street) that make them the page's habit.
const A_HABIT: u32 = 2;

/// Of so many lines of Latin script or more, one in so many ends in a cut word where words are cut: of 98 columns of newspapers of more
/// than forty lines one in 53 on the poorest, and one in eight in the mean. In changelogs, where nobody cuts words, one in 55 to 200
/// ends in the hyphen of a compound.
const LONG: usize = 200;
const LINES: usize = 50;

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
    let is_habit = may_be_habit(sheet.text, cuts.len());
    let seen = seen_whole(sheet.text, &cuts);
    for (cut, seen) in cuts.iter().zip(seen) {
        let Some((hyphen, words)) = decide(cut, seen, is_habit) else { continue };
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

/// Whether so many cut words may be a printer's habit; on short pages a few may. Others leave a hyphen at a line end where a compound
/// has it.
fn may_be_habit(text: &str, cuts: usize) -> bool {
    let is_latin_line = |line: &&str| {
        let letters = line.bytes().filter(u8::is_ascii_alphabetic).count();
        letters * 2 > line.len()
    };
    let too_many = LONG.max(cuts * LINES + 1);
    text.lines().filter(is_latin_line).take(too_many).count() < too_many
}

/// The cut words of the text: looked for by the hyphens, which are fewer than the line ends.
fn find(text: &str) -> Vec<Cut<'_>> {
    let bytes = text.as_bytes();
    let mut ends: Vec<usize> = memchr::memchr_iter(b'-', bytes).filter_map(|at| line_end(bytes, at + 1)).collect();
    let plain = ends.len();
    // U+00AC and U+00AD; U+2010.
    ends.extend(memchr::memchr_iter(0xc2, bytes).filter_map(|at| match bytes.get(at + 1) {
        Some(0xac | 0xad) => line_end(bytes, at + 2),
        _ => None,
    }));
    ends.extend(memchr::memmem::find_iter(bytes, "\u{2010}").filter_map(|at| line_end(bytes, at + 3)));
    if ends.len() > plain {
        ends.sort_unstable();
    }
    let line_start = |at: usize| bytes.get(..at).and_then(|b| memchr::memrchr(b'\n', b)).map_or(0, |n| n + 1);
    let cuts = ends.into_iter().filter_map(|at| {
        let start = line_start(at);
        cut(text.get(start..at)?, start, text.get(at + 1..)?, at + 1)
    });
    cuts.collect()
}

/// The line feed that stands at the byte `at`, but for spaces.
fn line_end(bytes: &[u8], at: usize) -> Option<usize> {
    let rest = bytes.get(at..)?;
    let gap = rest.iter().take_while(|&&b| matches!(b, b' ' | b'\r')).count();
    (rest.get(gap) == Some(&b'\n')).then_some(at + gap)
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
    // Each word that is asked for has a number; the same word may be cut many times.
    let mut numbers: HashMap<String, usize> = HashMap::new();
    let mut lower = String::new();
    // Bit n: a word of n bytes is asked for.
    let mut lengths = 0_u128;
    let mut number = |word: [&str; 3]| {
        lower.clear();
        word.into_iter().for_each(|part| push_lower(&mut lower, part));
        lengths |= 1_u128.checked_shl(lower.len() as u32).unwrap_or(0);
        let next = numbers.len();
        numbers.get(lower.as_str()).copied().unwrap_or_else(|| *numbers.entry(lower.clone()).or_insert(next))
    };
    let asked: Vec<[usize; 2]> =
        cuts.iter().map(|cut| ["-", ""].map(|hyphen| number([part(cut), hyphen, cut.second]))).collect();
    let mut counts = vec![0; numbers.len()];
    let mut names = vec![0; ROWS.names.len()];
    for word in text.split(|c: char| !(is_latin(c) || matches!(c, '\'' | '’' | '-'))) {
        if (2..=2 * WORD_MAX).contains(&word.len()) {
            lower.clear();
            push_lower(&mut lower, word);
            let is_asked = 1_u128.checked_shl(lower.len() as u32).is_some_and(|bit| lengths & bit != 0);
            let asked = if is_asked { numbers.get(lower.as_str()) } else { None };
            if let Some(count) = asked.and_then(|&n| counts.get_mut(n)) {
                *count += 1;
            }
            let name = lower.rsplit_once('-').and_then(|(_, end)| ROWS.name(end));
            if let Some(count) = name.and_then(|n| names.get_mut(n)) {
                *count += 1;
            }
        }
    }
    let count = |counts: &[u32], n: usize| counts.get(n).copied().unwrap_or(0);
    let seen = asked.into_iter().zip(cuts).map(|([hyphened, joined], cut)| {
        let named = ROWS.name(cut.second).map_or(0, |n| count(&names, n));
        [count(&counts, hyphened), count(&counts, joined), named]
    });
    seen.collect()
}

fn push_lower(text: &mut String, word: &str) {
    if word.is_ascii() {
        let from = text.len();
        text.push_str(word);
        if let Some(added) = text.get_mut(from..) {
            added.make_ascii_lowercase();
        }
    } else {
        text.extend(word.chars().flat_map(char::to_lowercase));
    }
}

/// The part of the first half that the line end cuts: `sick-head` / `ache` is about headache.
fn part<'t>(cut: &Cut<'t>) -> &'t str {
    cut.first.rsplit('-').next().unwrap_or(cut.first)
}

/// Whether the hyphen stays, and why; none: no cut word, or not to be told. `is_habit`: words may be cut on the page.
fn decide(cut: &Cut<'_>, [hyphened, joined, named]: [u32; 3], is_habit: bool) -> Option<(bool, &'static str)> {
    let first = part(cut);
    let second = cut.second;
    if ALONE.iter().any(|word| word.eq_ignore_ascii_case(second)) {
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
    is_habit.then_some((false, "a word cut at a line end"))
}

struct Row {
    first: &'static str,
    second: &'static str,
    keeps: bool,
    reason: &'static str,
}

/// The table, to be found by the second part. It is ASCII throughout, so case is too.
struct Rows {
    /// By their second parts; those with the same in the order of the table.
    rows: Vec<Row>,
    /// The second parts behind a name, sorted.
    names: Vec<&'static str>,
}

static ROWS: Lazy<Rows> = Lazy::new(|| {
    let row = |line: &'static str| {
        let mut columns = line.split('\t');
        let [first, second, hyphen, reason] = std::array::from_fn(|_| columns.next());
        Some(Row { first: first?, second: second?, keeps: hyphen? == "keep", reason: reason? })
    };
    let mut rows: Vec<Row> = TABLE.lines().skip(1).filter_map(row).collect();
    rows.sort_by_key(|row| row.second);
    let names = rows.iter().filter(|row| row.first == "^").map(|row| row.second).collect();
    Rows { rows, names }
});

impl Rows {
    /// The number of the row for a name and this second part.
    fn name(&self, second: &str) -> Option<usize> {
        self.names.binary_search(&second).ok()
    }

    /// The rows for a second part, the last of the table first.
    fn behind(&self, second: &str) -> impl Iterator<Item = &Row> {
        let mut small = [0; WORD_MAX];
        let small = small.get_mut(..second.len()).map_or(&[][..], |small| {
            small.copy_from_slice(second.as_bytes());
            small.make_ascii_lowercase();
            small
        });
        let from = self.rows.partition_point(|row| row.second.as_bytes() < small);
        let rows = self.rows.get(from..).unwrap_or_default();
        let count = rows.iter().take_while(|row| row.second.as_bytes() == small).count();
        rows.get(..count).unwrap_or_default().iter().rev()
    }
}

/// The row for the two parts; one that names both goes before one that names the first.
fn row_for(first: &str, second: &str) -> Option<&'static Row> {
    let is_name = first.starts_with(char::is_uppercase) && first.chars().skip(1).any(char::is_lowercase);
    let last = first.rsplit('-').next().unwrap_or(first);
    let ends_so = |end: &str| {
        let tail = first.len().checked_sub(end.len()).and_then(|from| first.as_bytes().get(from..));
        tail.is_some_and(|tail| tail.eq_ignore_ascii_case(end.as_bytes()))
    };
    let holds = |row: &&Row| match row.first {
        "#" => NUMBERS.iter().any(|word| word.eq_ignore_ascii_case(last)),
        "^" => is_name,
        part => part.strip_prefix('*').map_or_else(|| last.eq_ignore_ascii_case(part), ends_so),
    };
    ROWS.behind(second).find(holds).or_else(|| ROWS.behind("*").find(holds))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table_sorted_and_unique() {
        let parts = |line: &'static str| line.rsplitn(3, '\t').last();
        assert!(TABLE.lines().skip(1).map(parts).is_sorted_by(|a, b| a < b));
        assert_eq!(ROWS.rows.len(), TABLE.lines().count() - 1);
        assert!(TABLE.is_ascii() && ROWS.names.is_sorted());
        assert!(ALONE.is_sorted() && NUMBERS.is_sorted());
    }

    #[test]
    fn on_a_long_page_one_line_in_fifty_is_cut_where_words_are() {
        let page = |lines: usize| "the ferry crossed the lake\n".repeat(lines);
        assert!(may_be_habit(&page(LONG - 1), 1) && !may_be_habit(&page(LONG), 1));
        assert!(may_be_habit(&page(250), 5) && !may_be_habit(&page(251), 5));
        let chinese = page(LONG - 1) + &"渡船过湖\n".repeat(LONG);
        assert!(may_be_habit(&chinese, 1), "lines of Chinese do not count");
    }

    /// Each row is needed: without it the word would be mended otherwise.
    #[test]
    fn rows_needed() {
        for row in &ROWS.rows {
            let first = match row.first {
                "#" => "three".to_owned(),
                "^" => "Hill".to_owned(),
                part => part.replace('*', "mother"),
            };
            let second = if row.second == "*" { "made" } else { row.second };
            assert!(std::ptr::eq(row_for(&first, second).unwrap(), row), "{first}-{second}");
            let others = ROWS
                .rows
                .iter()
                .any(|other| !std::ptr::eq(other, row) && other.first == row.first && other.second == "*");
            assert!(row.keeps || others, "{first}{second} is joined anyway");
        }
    }
}
