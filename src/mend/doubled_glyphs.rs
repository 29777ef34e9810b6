//! `doubled_glyphs`: glyphs printed twice, three or four times. The proof is the reading's, which sees the page without the
//! copies from its first step on.

use super::Sheet;
use crate::Rule;
use crate::page::change::{Change, PROVED, Reason};

/// Proposes to take away every copy but the first.
pub(crate) fn propose(sheet: &Sheet<'_>, out: &mut Vec<Change>) {
    out.extend(sheet.reading.copies.iter().map(|&span| Change {
        span,
        new: "",
        rule: Rule::DoubledGlyphs,
        margin: PROVED,
        reason: Reason::words("everything in the line is printed several times"),
    }));
}
