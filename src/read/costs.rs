//! The table of costs: every evidence by name.

use std::fmt;

/// No evidence stands here.
pub(crate) const NO_EVIDENCE: u16 = u16::MAX;

/// Writes the name of an evidence.
pub(crate) fn write_name(f: &mut fmt::Formatter<'_>, id: u16) -> fmt::Result {
    write!(f, "evidence {id}")
}
