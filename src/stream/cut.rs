//! Where a page ends: at its form feed, else where the page limit cuts it.

use memchr::{memchr, memrchr};

use crate::read::{Measure, seam};

/// So much of a full page, at its end, is read to find where an article ends, in bytes: a few articles. On smaller pages it
/// is the last part.
const TAIL: usize = 16 << 10;
/// Below this limit, in bytes, no article is looked for: none is whole on such a page.
const LEAST_READ: usize = 4 << 10;

/// A full page is cut at a blank line only in this last part of it (1/2): so pages are at least half the limit long, and
/// a blank line near the top, with a long article behind it, does not make a page of a few lines.
const LAST_PART: usize = 2;

/// Finds the ends of pages, one page after another, and looks at each byte once: a text that grows byte by byte is not
/// searched again from its start.
///
/// What it decides depends on the text alone, never on how much of it was there at the time.
#[derive(Clone, Debug)]
pub(crate) struct Cutter {
    limit: usize,
    /// How many bytes of the page have been searched for a form feed.
    searched: usize,
}

impl Cutter {
    pub(crate) fn new(limit: usize) -> Cutter {
        Cutter { limit, searched: 0 }
    }

    /// The length of the page at the start of `text`, or `None` where that cannot be known before more text comes. `text`
    /// begins where the last page ended, and only ever grows until the next one is found. `measure` is what the pages before
    /// it showed.
    pub(crate) fn next_page(&mut self, text: &str, measure: &Measure) -> Option<usize> {
        let page = text.len().min(self.limit);
        let unsearched = text.as_bytes().get(self.searched..page).unwrap_or_default();
        if let Some(at) = memchr(b'\x0c', unsearched) {
            let end = self.searched + at + 1;
            self.searched = 0;
            return Some(end);
        }
        self.searched = page.max(self.searched);
        if text.len() <= self.limit {
            return None;
        }
        let (full, _) = text.split_at(char_start(text, self.limit));
        let end = self.article_end(full, measure).unwrap_or_else(|| cut_full(full));
        // Between the cut and the limit no form feed stands, so the next page need not search there.
        self.searched -= end;
        Some(end)
    }

    /// Where the last whole article of a full page ends, or at least its last whole paragraph. What is open there opens the
    /// next page.
    fn article_end(&self, full: &str, measure: &Measure) -> Option<usize> {
        if self.limit < LEAST_READ {
            return None;
        }
        let from = full.len() - TAIL.min(full.len() / LAST_PART);
        let start = from + memchr(b'\n', full.as_bytes().get(from..)?)? + 1;
        let tail = full.get(start..)?;
        Some(start + seam(tail, measure.clone().see(tail))?)
    }
}

/// Where to cut a page that is full, has no form feed, and shows no end of an article or a paragraph: `full` is the page as far as its limit, more text follows, and
/// what stands behind the cut opens the next page. The answer is above 0 and at a character's start.
///
/// The last blank line in the last part is best, as an article most likely ends there; else the last line end; and only
/// in a line longer than the whole limit a place between two characters.
pub(crate) fn cut_full(full: &str) -> usize {
    let bytes = full.as_bytes();
    let Some(last_line_end) = memrchr(b'\n', bytes).map(|at| at + 1) else {
        // The line feed of a cut CRLF may be the first byte behind the limit: the two stay together.
        return if full.len() > 1 && full.ends_with('\r') { full.len() - 1 } else { full.len() };
    };
    let mut end = last_line_end;
    while end > full.len() / LAST_PART {
        let line_end = end - 1;
        let start = memrchr(b'\n', bytes.get(..line_end).unwrap_or_default()).map_or(0, |at| at + 1);
        if is_blank(full.get(start..line_end).unwrap_or_default()) {
            return end;
        }
        end = start;
    }
    last_line_end
}

/// The start of the character that the byte `at` belongs to; `at` where a character ends there. (The standard library's
/// `floor_char_boundary` is younger than this crate's oldest compiler.)
pub(super) fn char_start(text: &str, at: usize) -> usize {
    let mut start = at.min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    start
}

/// Whether a line shows nothing: empty, or white space alone, of any width.
fn is_blank(line: &str) -> bool {
    line.chars().all(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_page_is_cut_behind_its_last_blank_line() {
        assert_eq!(cut_full("一\n二\n\n三\n四"), "一\n二\n\n".len());
        assert_eq!(cut_full("一\n二\n \u{3000}\r\n三\n四"), "一\n二\n \u{3000}\r\n".len());
        assert_eq!(cut_full("一\n二\n\n\n三"), "一\n二\n\n\n".len(), "a run of blank lines is not cut in two");
    }

    #[test]
    fn a_blank_line_near_the_top_is_no_place_to_cut() {
        assert_eq!(cut_full("一\n\n二二二二\n三三三三\n四"), "一\n\n二二二二\n三三三三\n".len());
    }

    #[test]
    fn without_blank_line_the_last_line_end_is_best() {
        assert_eq!(cut_full("一\n二\n三"), "一\n二\n".len());
        assert_eq!(cut_full("\n一二三"), 1);
    }

    #[test]
    fn a_line_longer_than_the_limit_is_cut_between_characters() {
        assert_eq!(cut_full("一二三"), 9);
        assert_eq!(cut_full("一二\r"), 6, "a carriage return waits for its line feed");
        assert_eq!(cut_full("\r"), 1, "a cut always takes something");
    }

    #[test]
    fn a_page_of_exactly_the_limit_waits_for_what_follows() {
        let (mut cutter, measure) = (Cutter::new(7), Measure::default());
        assert_eq!(cutter.next_page("一\n二", &measure), None);
        assert_eq!(cutter.next_page("一\n二三", &measure), Some(4));
        assert_eq!(
            cutter.next_page("二三\x0c", &measure),
            Some(7),
            "a form feed as the last byte within the limit ends its page"
        );
        assert_eq!(cutter.next_page("一二.\x0c", &measure), Some(7), "one byte behind the limit it comes too late");
        assert_eq!(cutter.next_page("\x0c", &measure), Some(1));
    }
}
