//! `column_breaks`: lines, and blank lines, that cut a sentence where a column ended.

use super::Sheet;
use crate::page::change::Change;

/// Proposes to take away each line break that the reading joins.
pub(crate) fn propose(_sheet: &Sheet<'_>, _out: &mut Vec<Change>) {}
