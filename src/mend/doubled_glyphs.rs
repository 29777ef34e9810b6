//! `doubled_glyphs`: glyphs printed twice, three or four times. The proof is the reading's: [`crate::read::doubling`].

use super::Sheet;
use crate::Rule;
use crate::page::change::{Change, PROVED, Reason, Span};
use crate::read::doubling;

/// Proposes to take away every copy but the first.
pub(crate) fn propose(sheet: &Sheet<'_>, out: &mut Vec<Change>) {
    let lines: Vec<Span> = sheet.blocks().iter().map(|block| block.span).collect();
    out.extend(doubling::find(sheet.text, &lines).into_iter().map(|span| Change {
        span,
        new: "",
        rule: Rule::DoubledGlyphs,
        margin: PROVED,
        reason: Reason::words("everything in the line is printed several times"),
    }));
}
