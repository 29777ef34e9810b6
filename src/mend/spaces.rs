//! White space inside lines: every run of it that no change made so far has taken, with what stands on either side.

use memchr::memmem;

use super::Sheet;
use crate::page::change::Span;

/// What a run of white space is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// One space, or one no-break space.
    Single,
    /// One space of a character's width, U+3000.
    Wide,
    /// Characters without width alone.
    Invisible,
    /// Two or three spaces: an OCR engine's wide gap.
    Several,
    /// More than that, or a tab: columns.
    Columns,
}

/// A run of white space inside a block, never at its ends.
#[derive(Clone, Copy, Debug)]
pub(super) struct Space {
    pub span: Span,
    /// The block's number.
    pub block: usize,
    pub shape: Shape,
    /// The characters on either side, with the changes made so far.
    pub before: char,
    pub after: char,
}

/// White space other than U+0020 that pages of Chinese hold: no-break space, U+3000, and three characters without width
/// (zero width space, word joiner, byte order mark in mid-text). Joiners that shape emoji and Indic scripts are none of these.
const RARE: [&str; 5] = ["\u{a0}", "\u{3000}", "\u{200b}", "\u{2060}", "\u{feff}"];

pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}')
}

pub(super) fn is_white(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{a0}' | '\u{3000}') || is_invisible(c)
}

/// The runs of white space inside the page's blocks, in order.
pub(super) fn inside_blocks(sheet: &Sheet<'_>) -> Vec<Space> {
    let bytes = sheet.text.as_bytes();
    let mut rare: Vec<usize> = Vec::new();
    for needle in RARE {
        rare.extend(memmem::find_iter(bytes, needle.as_bytes()));
    }
    rare.sort_unstable();
    let mut rare = rare.into_iter().peekable();
    let mut plain = memchr::memchr_iter(b' ', bytes).peekable();
    let mut spaces = Vec::new();
    let (mut block, mut done) = (0, 0);
    loop {
        let at = match (plain.peek(), rare.peek()) {
            (Some(&a), Some(&b)) if a < b => plain.next(),
            (Some(_), None) => plain.next(),
            _ => rare.next(),
        };
        let Some(at) = at else { return spaces };
        if at < done {
            continue;
        }
        while sheet.blocks().get(block).is_some_and(|b| b.span.end as usize <= at) {
            block += 1;
        }
        let Some(home) = sheet.blocks().get(block) else { return spaces };
        if at < home.span.start as usize {
            continue;
        }
        let (end, shape) = run_at(sheet.text, at);
        done = end;
        let span = Span::new(at as u32, end as u32);
        if end >= home.span.end as usize || sheet.is_settled(span) {
            continue;
        }
        let around = (sheet.chars_before(span.start).next(), sheet.chars_after(span.end).next());
        if let (Some(before), Some(after)) = around
            && !before.is_whitespace()
            && !after.is_whitespace()
        {
            spaces.push(Space { span, block, shape, before, after });
        }
    }
}

/// Where the run of white space that begins at `at` ends, and what it is made of.
fn run_at(text: &str, at: usize) -> (usize, Shape) {
    let tab_before = at > 0 && text.as_bytes().get(at - 1) == Some(&b'\t');
    let (mut end, mut visible, mut wide, mut tab) = (at, 0_u32, 0_u32, tab_before);
    for c in text.get(at..).unwrap_or_default().chars().take_while(|&c| is_white(c)) {
        end += c.len_utf8();
        visible += u32::from(!is_invisible(c));
        wide += u32::from(c == '\u{3000}');
        tab |= c == '\t';
    }
    let shape = match (visible, wide) {
        _ if tab => Shape::Columns,
        (0, _) => Shape::Invisible,
        (1, 0) => Shape::Single,
        (1, _) => Shape::Wide,
        (2..=3, 0) => Shape::Several,
        _ => Shape::Columns,
    };
    (end, shape)
}
