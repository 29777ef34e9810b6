//! `column_breaks`: lines, and blank lines, that cut a sentence where a column ended.

use super::Sheet;
use crate::Rule;
use crate::page::change::{Change, PROVED, Reason, Why};
use crate::read::Closed;
use crate::read::class::Class;

/// Proposes to take away each line break that the reading joins.
pub(crate) fn propose(sheet: &Sheet<'_>, out: &mut Vec<Change>) {
    let piece = |closed: Closed| Change {
        span: closed.span,
        new: if closed.spaced { " " } else { "" },
        rule: Rule::ColumnBreaks,
        margin: PROVED,
        reason: Reason::words(closed.why),
    };
    out.reserve(sheet.reading.joins.len() + sheet.reading.pieces.len());
    // Both are in order: merged, so that nobody has to sort them.
    let mut pieces = sheet.reading.pieces.iter().copied().peekable();
    for join in &sheet.reading.joins {
        let latin = |class| matches!(class, Class::Letter | Class::Digit);
        let spaced = join.row
            || join.before == Class::Letter && latin(join.behind)
            || latin(join.before) && join.behind == Class::Letter;
        while let Some(span) = pieces.next_if(|closed| closed.span.start < join.span.start) {
            out.push(piece(span));
        }
        out.push(Change {
            span: join.span,
            new: if spaced { " " } else { "" },
            rule: Rule::ColumnBreaks,
            margin: join.margin,
            reason: Reason(Why::Joined { line: join.line, before: join.state_before }),
        });
    }
    out.extend(pieces.map(piece));
}
