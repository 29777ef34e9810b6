//! The measure: how wide the text of a stream is set where it stands in one wide column, as in a manual or a report.
//!
//! One sheet of a manual has few full lines between its headings, lists and code, too few to prove a column. So the lines of
//! the pages that were seen before count too, the further back the less. A page of newspaper columns has no measure.

use wide::u8x16;

use super::class::{EM, ends_in_character, is_han};
use super::together::has_any;
use super::width::{Width, widest};

/// A narrower column is a newspaper's: its pages are read by their own columns.
const LEAST: i32 = 24 * EM;
/// From here on it is no newspaper's. Below, newspapers set single articles so wide, and books all their pages.
pub(super) const SURE: i32 = 36 * EM;
/// So many pages with hardly a narrow line make a book: one line in so many.
const BOOK: u32 = 3;
const BOOK_SHARE: u32 = 20;
/// No line of print is wider: what is longer is a paragraph on one line.
const GREATEST: i32 = 60 * EM;
/// Lines are counted in steps of one em.
const BINS: usize = ((GREATEST - LEAST) / EM) as usize;
/// So many full lines prove a measure. Fewer stand below each other by chance.
const FEWEST: u32 = 4;
/// The further back a page is the less its lines count: all counts are halved when they are so many.
const MOST: u32 = 256;
/// So many more lines in mid-sentence with a blank line behind them than without one are no text of one column, but lines of
/// several that stand in turn, or are spaced doubly. Where neither is so, on 1,450 texts of printed and simulated pages, there were four
/// more at most, and in a manual three; where it is, dozens.
const PARTED: u32 = 8;
/// Narrower ones, in tables and boxes, are one to so many at most.
const NARROW_SHARE: u32 = 5;
/// Until lines are many, four narrow ones are no sign of columns.
const NARROW_FIRST: u32 = 16;
/// Full lines end so far before the margin at most: where the next word was too long, or in an item that is set in.
const RAGGED: usize = 6;
/// Text that is set in ends within so many steps, and is one line in so many at least.
const INSET: usize = 3;
const INSET_SHARE: u32 = 24;
/// No line is longer than the column that it stands in, but for marks that hang and Latin words measured too wide: one in so
/// many. Where paragraphs are whole, each is as long as it is.
const LONGER_SHARE: u32 = 8;
/// So far beyond the margin is longer, in steps.
const BEYOND: usize = 3;
/// Bytes of the shortest line in a newspaper's column that is counted: ten characters.
const SHORT: usize = 30;
/// Bytes of the shortest line of the least measure: all of it characters, or Latin for the most part.
const LONG: usize = 48;
/// Bytes of the shortest line of the least measure that is all of it characters.
const LONG_HAN: usize = 72;
/// Bytes of the longest line of the greatest measure.
const LONGEST: usize = 200;

/// How wide text is set, in tenths of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Column {
    pub wide: i32,
    /// The same of text that is set in, where there is much of it: notes, boxes, definitions.
    pub inset: Option<i32>,
}

/// What the pages of a stream have shown so far.
#[derive(Clone, Debug)]
pub(crate) struct Measure {
    /// How many full lines are so wide, from `LEAST` on, and the sum of their widths.
    bins: [(u32, u32); BINS],
    /// How many lines of any kind are so wide, and how many wider than all of these.
    all: [u32; BINS],
    wider: u32,
    /// How many of them there are, and how many were the last but one of a paragraph.
    lines: u32,
    ends: u32,
    /// How many full lines are narrower.
    narrow: u32,
    /// How many pages have full lines.
    pages: u32,
}

impl Default for Measure {
    fn default() -> Measure {
        Measure { bins: [(0, 0); BINS], all: [0; BINS], wider: 0, lines: 0, ends: 0, narrow: 0, pages: 0 }
    }
}

impl Measure {
    /// Looks at the next page of the stream, and says how wide its text is set; `None` where the text
    /// stands in narrow columns, or in none.
    pub(crate) fn see(&mut self, page: &str) -> Option<Column> {
        let (mut narrow, mut wide, mut parted) = (0u32, 0u32, 0u32);
        let mut last: Option<&str> = None; // of the page's last line nothing is known: what goes on behind it?
        each_line(page, |next| {
            if let Some(line) = last.replace(next) {
                match Step::of(line, next) {
                    Step::Other => self.count_other(line),
                    Step::Narrow => narrow += 1,
                    Step::Wide(w) => {
                        wide += 1;
                        self.count(w, ends_sentence(next));
                    }
                    Step::Wider => {}
                    Step::Parted => {
                        parted += 1;
                        self.count_other(line);
                    }
                }
            }
        });
        self.narrow += narrow;
        let in_columns = self.narrow * NARROW_SHARE > self.lines + NARROW_FIRST;
        if in_columns || narrow > wide.max(FEWEST) * 3 {
            return None;
        }
        self.pages = self.pages.saturating_add(u32::from(wide > 0));
        if parted > narrow + wide + PARTED {
            return None;
        }
        let column = self.widest()?;
        let book = self.pages >= BOOK && self.narrow * BOOK_SHARE <= self.lines;
        (column.wide >= SURE || book).then_some(column)
    }

    fn count(&mut self, wide: i32, ends: bool) {
        let bin = ((wide - LEAST) / EM) as usize;
        if let (Some((count, sum)), Some(all)) = (self.bins.get_mut(bin), self.all.get_mut(bin)) {
            (*count, *sum, *all) = (*count + 1, *sum + wide as u32, *all + 1);
        }
        self.lines += 1;
        self.ends += u32::from(ends);
        if self.lines >= MOST {
            self.bins.iter_mut().for_each(|(count, sum)| (*count, *sum) = (*count / 2, *sum / 2));
            self.lines = self.bins.iter().map(|bin| bin.0).sum();
            self.all.iter_mut().for_each(|count| *count /= 2);
            self.wider /= 2;
            self.ends /= 2;
            self.narrow /= 2;
        }
    }

    /// Counts a line that is not cut, if it is of characters for the most part and may be longer than the column.
    fn count_other(&mut self, line: &str) {
        if line.len() < LONG_HAN || !line.starts_with(is_han) {
            return;
        }
        let wide = if line.len() < LONGEST { Width::of(line).wide } else { GREATEST };
        let bin = usize::try_from((wide - LEAST) / EM).unwrap_or(0);
        match self.all.get_mut(bin) {
            Some(count) => *count += u32::from(wide >= LEAST),
            None => self.wider += 1,
        }
    }

    /// The width that a tenth of the full lines reach, where most of the others end near it, and paragraphs end among them.
    fn widest(&self) -> Option<Column> {
        if self.lines < FEWEST || self.ends * 8 < self.lines {
            return None;
        }
        let outliers = (self.lines / 10).max(1);
        let mut above = 0;
        let top = self.bins.iter().rposition(|bin| {
            above += bin.0;
            above > outliers
        })?;
        let longer: u32 = self.all.iter().skip(top + BEYOND).sum::<u32>() + self.wider;
        if longer * LONGER_SHARE > self.lines {
            return None;
        }
        let near = self.bins.get(top.saturating_sub(RAGGED)..).unwrap_or_default();
        let (count, sum) = self.bins.get(top).filter(|bin| bin.0 > 0)?;
        let most = near.iter().map(|bin| bin.0).sum::<u32>() * 2 >= self.lines;
        most.then(|| Column { wide: (sum / count) as i32, inset: self.inset(top.saturating_sub(RAGGED)) })
    }

    /// The width at which most lines end of those narrower than the step `below`, if they are many.
    fn inset(&self, below: usize) -> Option<i32> {
        let steps = self.bins.get(..below)?.windows(INSET);
        let peak = steps.max_by_key(|steps| steps.iter().map(|bin| bin.0).sum::<u32>())?;
        let count: u32 = peak.iter().map(|bin| bin.0).sum();
        let (lines, sum) = peak.iter().rfind(|bin| bin.0 > 0)?;
        (count >= FEWEST && count * INSET_SHARE >= self.lines).then(|| (sum / lines) as i32)
    }
}

/// What a line of a page says about its measure.
enum Step {
    /// No line of prose that goes on in the next, as far as can be seen.
    Other,
    /// Full, in a newspaper's column.
    Narrow,
    /// Full, and so wide, in tenths of a cell.
    Wide(i32),
    /// No line of print.
    Wider,
    /// Full, as far as can be seen, with a blank line behind it: most are where lines of columns stand in turn.
    Parted,
}

impl Step {
    /// What a line is, with the next line behind it.
    fn of(text: &str, next: &str) -> Step {
        // most lines are told by their length or their last character
        if !(SHORT..LONGEST).contains(&text.len()) || !ends_in_character(text) || !is_marked(text) {
            return Step::Other;
        }
        if next.is_empty() {
            return Step::Parted;
        }
        if text.len() < LONG || widest(text) < LEAST {
            return Step::Narrow;
        }
        match Width::of(text).wide {
            ..LEAST => Step::Narrow,
            w @ LEAST..GREATEST => Step::Wide(w),
            _ => Step::Wider,
        }
    }
}

/// Goes through the lines of a page, without the white space around them.
fn each_line<'t>(page: &'t str, mut seen: impl FnMut(&'t str)) {
    let mut start = 0;
    let ends = LineEnds { rest: page.as_bytes(), found: 0, next: 0 };
    for end in ends.chain([page.len()]) {
        seen(trimmed(page.get(start..end).unwrap_or_default()));
        start = end + 1;
    }
}

/// So many bytes are looked at together.
const TOGETHER: usize = 32;

/// The line feeds of a text: a bit for each of the bytes that are looked at, as most lines are too short for a search of their own.
struct LineEnds<'b> {
    /// What was not looked at yet, and where it begins.
    rest: &'b [u8],
    next: usize,
    /// The line feeds among the bytes before it, the first bit for the first byte.
    found: u32,
}

impl Iterator for LineEnds<'_> {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        while self.found == 0 {
            self.found = match self.rest.split_first_chunk::<TOGETHER>() {
                Some((bytes, rest)) => {
                    self.rest = rest;
                    feeds(bytes)
                }
                None if self.rest.is_empty() => return None,
                None => {
                    let mut last = [0; TOGETHER];
                    last.iter_mut().zip(self.rest).for_each(|(to, byte)| *to = *byte);
                    self.rest = &[];
                    feeds(&last)
                }
            };
            self.next += TOGETHER;
        }
        let at = self.next - TOGETHER + self.found.trailing_zeros() as usize;
        self.found &= self.found - 1;
        Some(at)
    }
}

/// Which of the bytes are line feeds.
fn feeds(bytes: &[u8; TOGETHER]) -> u32 {
    let halves = bytes.as_chunks().0.iter().zip([0, TOGETHER / 2]);
    halves.fold(0, |found, (&half, from)| {
        found | u8x16::new(half).cmp_eq(u8x16::splat(b'\n')).move_mask().unsigned_abs() << from
    })
}

/// Whether a comma or a full stop of full width stands in a line.
fn is_marked(line: &str) -> bool {
    has_any(line.as_bytes(), [[0xef, 0xbc, 0x8c], [0xe3, 0x80, 0x82]])
}

/// A line without the white space around it.
fn trimmed(line: &str) -> &str {
    // the first and the last byte of what is taken away
    let bytes = line.as_bytes();
    let begins_blank = bytes.first().is_some_and(|b| matches!(b, b' ' | b'\r' | 0x0c | 0xe3));
    let ends_blank = bytes.last().is_some_and(|b| matches!(b, b' ' | b'\r' | 0x0c | 0x80));
    if begins_blank || ends_blank { line.trim_matches([' ', '\r', '\x0c', '\u{3000}']) } else { line }
}

fn ends_sentence(line: &str) -> bool {
    line.ends_with(['。', '！', '？', '：'])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Paragraphs of `full` full lines each, so many characters wide, and a short one.
    fn page(wide: usize, paragraphs: usize, full: usize) -> String {
        let line = format!("一行，{}", "字".repeat(wide - 3));
        let paragraph = format!("{}末行。\n", format!("{line}\n").repeat(full));
        paragraph.repeat(paragraphs)
    }

    fn wide(column: Option<Column>) -> Option<i32> {
        column.map(|column| column.wide / EM)
    }

    #[test]
    fn a_page_tells_its_own_measure() {
        assert_eq!(wide(Measure::default().see(&page(42, 4, 2))), Some(42));
        assert_eq!(Measure::default().see(&page(42, 1, 2)), None, "two lines prove nothing");
        assert_eq!(Measure::default().see(&page(16, 9, 3)), None, "a newspaper's column");
        assert_eq!(Measure::default().see(&page(28, 9, 3)), None, "an article of a newspaper, or a page of a book");
    }

    #[test]
    fn lines_with_a_blank_line_behind_each_have_no_measure() {
        let parted = |count| format!("一行，{}\n\n", "字".repeat(39)).repeat(count);
        assert_eq!(wide(Measure::default().see(&(parted(16) + &page(42, 4, 2)))), Some(42), "few more than others");
        assert_eq!(Measure::default().see(&(parted(17) + &page(42, 4, 2))), None, "lines of columns in turn");
    }

    #[test]
    fn paragraphs_on_lines_of_their_own_have_no_measure() {
        let whole = format!("一行，{}\n", "字".repeat(80));
        assert_eq!(wide(Measure::default().see(&(page(42, 4, 2) + &whole))), Some(42), "a long line");
        assert_eq!(Measure::default().see(&(page(42, 4, 2) + &whole.repeat(2))), None);
    }

    #[test]
    fn what_pages_showed_counts_for_the_next() {
        let mut measure = Measure::default();
        assert_eq!(measure.see(&page(42, 1, 2)), None);
        assert_eq!(wide(measure.see(&page(42, 1, 2))), Some(42));
        assert_eq!(wide(measure.see("目录\n")), Some(42));
        for _ in 0..200 {
            measure.see(&page(16, 9, 3));
        }
        assert_eq!(measure.see("目录\n"), None, "newspapers since");
    }

    #[test]
    fn pages_of_one_width_are_a_book() {
        let mut measure = Measure::default();
        let seen: Vec<_> = (0..3).map(|_| wide(measure.see(&page(28, 4, 2)))).collect();
        assert_eq!(seen, [None, None, Some(28)]);
    }

    #[test]
    fn text_that_is_set_in_has_a_width_of_its_own() {
        let text = page(42, 20, 2) + &page(34, 5, 2);
        assert_eq!(Measure::default().see(&text).and_then(|column| column.inset), Some(34 * EM));
        assert_eq!(Measure::default().see(&page(42, 20, 2)).and_then(|column| column.inset), None);
    }

    /// What pages showed counts for half when lines are many: all that is counted, so that no share changes.
    #[test]
    fn all_that_was_counted_is_halved_together() {
        let mut measure = Measure::default();
        let long = format!("一行，{}\n", "字".repeat(80));
        measure.see(&(page(42, 60, 4) + &page(16, 20, 2) + &long.repeat(8)));
        let sums = |m: &Measure| (m.bins.iter().map(|bin| bin.0).sum::<u32>(), m.all.iter().sum::<u32>());
        assert_eq!((sums(&measure), measure.lines), ((240, 240), 240));
        let (ends, narrow, wider) = (measure.ends, measure.narrow, measure.wider);
        assert_eq!((ends, narrow, wider), (60, 40, 8));
        measure.see(&page(42, 4, 4));
        assert_eq!((sums(&measure), measure.lines), ((128, 128), 128));
        assert_eq!((measure.ends, measure.narrow, measure.wider), (32, 20, 4));
        assert_eq!(wide(measure.see("目录\n")), Some(42), "and the measure is what it was");
    }

    #[test]
    fn longer_lines_are_counted_where_they_are_of_characters() {
        let wider = |line: &str| {
            let mut measure = Measure::default();
            measure.see(&format!("{line}\n短\n"));
            (measure.wider, measure.all.iter().sum::<u32>())
        };
        assert_eq!(wider(&"字".repeat(61)), (1, 0), "wider than any column");
        assert_eq!(wider(&format!("{}。", "字".repeat(30))), (0, 1), "a line that ends");
        assert_eq!(wider(&format!("{}。", "字".repeat(20))), (0, 0), "too short to say anything");
        assert_eq!(wider(&format!("a{}。", "字".repeat(30))), (0, 0), "begins with no character");
    }

    proptest::proptest! {
        #[test]
        fn lines_are_those_of_the_page(page in "[一，。、〕ａa \u{3000}\r\u{c}\n]{0,60}") {
            let mut seen = Vec::new();
            each_line(&page, |line| seen.push((line, is_marked(line))));
            let white = [' ', '\r', '\x0c', '\u{3000}'];
            let lines = page.split('\n').map(|line| (line.trim_matches(white), line.trim_matches(white).contains(['，', '。'])));
            proptest::prop_assert_eq!(seen, lines.collect::<Vec<_>>());
        }
    }
}
