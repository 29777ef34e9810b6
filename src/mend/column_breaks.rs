//! `column_breaks`: lines, and blank lines, that cut a sentence where a column ended.

use super::Sheet;
use crate::Rule;
use crate::page::change::{Change, PROVED, Reason, Why};
use crate::read::class::Class;

/// Proposes to take away each line break that the reading joins.
pub(crate) fn propose(sheet: &Sheet<'_>, out: &mut Vec<Change>) {
    for join in &sheet.reading.joins {
        let latin = |class| matches!(class, Class::Letter | Class::Digit);
        let spaced = join.row
            || join.before == Class::Letter && latin(join.behind)
            || latin(join.before) && join.behind == Class::Letter;
        out.push(Change {
            span: join.span,
            new: if spaced { " " } else { "" },
            rule: Rule::ColumnBreaks,
            margin: join.margin,
            reason: Reason(Why::Joined { line: join.line, before: join.state_before }),
        });
    }
    let reason = Reason::words("a printed line that was broken at its marks");
    for &span in &sheet.reading.pieces {
        out.push(Change { span, new: "", rule: Rule::ColumnBreaks, margin: PROVED, reason });
    }
}
