//! Settles what the mends proposed: sorts it, and where two want the same place, the one that runs first has it.

use super::change::Change;

/// Sorts the proposals by place and drops each that overlaps one of an earlier rule. An empty span and a change that
/// changes nothing are no edits.
pub(crate) fn settle(mut proposals: Vec<Change>) -> Vec<Change> {
    proposals.retain(|c| c.span.start < c.span.end);
    if proposals.windows(2).all(|w| matches!(w, [a, b] if a.span.end <= b.span.start)) {
        return proposals;
    }
    proposals.sort_by_key(|c| (c.span.start, c.rule, c.span.end));
    let mut settled: Vec<Change> = Vec::with_capacity(proposals.len());
    for change in proposals {
        while let Some(last) = settled.last()
            && change.span.start < last.span.end
            && change.rule < last.rule
        {
            settled.pop();
        }
        if settled.last().is_none_or(|last| last.span.end <= change.span.start) {
            settled.push(change);
        }
    }
    settled
}
