//! White space inside lines: every run of it that no change made so far has taken, with what stands on either side.

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

/// A run of white space inside a block, never at its end.
#[derive(Clone, Copy, Debug)]
pub(super) struct Run {
    pub span: Span,
    /// The block's number.
    pub block: usize,
    pub shape: Shape,
}

/// A run of white space that no change made so far has taken.
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

pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}')
}

pub(super) fn is_white(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{a0}' | '\u{3000}') || is_invisible(c)
}

/// The spaces that no change made so far has taken and that stand between two characters which `wanted` names, in order.
pub(super) fn between(sheet: &Sheet<'_>, wanted: impl Fn(char, char) -> bool) -> Vec<Space> {
    let runs = &sheet.habits().runs;
    let mut spaces = Vec::with_capacity(runs.len());
    // The first change that ends behind where the run begins: both are sorted, so it only ever moves on.
    let mut next = 0;
    for &Run { span, block, shape } in runs {
        next += sheet.settled.iter().skip(next).take_while(|change| change.span.end <= span.start).count();
        let ahead = sheet.settled.get(next).map_or(u32::MAX, |change| change.span.start);
        if ahead < span.end {
            continue;
        }
        let behind = next.checked_sub(1).and_then(|n| sheet.settled.get(n)).map_or(0, |change| change.span.end);
        // A change right beside the run is rare; elsewhere the text itself stands there.
        let before = match sheet.text.get(behind as usize..span.start as usize) {
            Some(text) if !text.is_empty() => text.chars().next_back(),
            _ => sheet.chars_before(span.start).next(),
        };
        let after = match sheet.text.get(span.end as usize..) {
            Some(text) if ahead > span.end => text.chars().next(),
            _ => sheet.chars_after(span.end).next(),
        };
        if let (Some(before), Some(after)) = (before, after)
            && wanted(before, after)
            && !before.is_whitespace()
            && !after.is_whitespace()
        {
            spaces.push(Space { span, block, shape, before, after });
        }
    }
    spaces
}

/// Where the run of white space that begins at `at` ends, and what it is made of.
pub(super) fn run_at(text: &str, at: usize) -> (usize, Shape) {
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
