//! Settles what the mends proposed: sorts it, and where two want the same place, the one that runs first has it.

use std::collections::BTreeMap;

use super::change::{Change, Move, Span, Work};

/// Sorts the proposals by place and drops each that overlaps one of an earlier rule, or one of the same rule that begins
/// before it. An empty span is no change: nothing is inserted where nothing stood.
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

/// Makes sure of what [`Work`] promises, and drops what breaks it: spans within the text and between characters, changes
/// sorted and apart, moves apart, none crossed by a change. A mend at fault then does less, but nothing is lost and the
/// log stays true. A change that changes nothing is none.
pub(super) fn make_sound(text: &str, work: &mut Work) {
    let mut end = 0;
    work.changes.retain(|change| {
        let sound = is_within(text, change.span) && end <= change.span.start && change.span.of(text) != change.new;
        if sound {
            end = change.span.end;
        }
        sound
    });
    if !work.moves.is_empty() {
        settle_moves(text, &mut work.moves, &work.changes);
    }
}

/// Drops each move that a change crosses, that overlaps an earlier one, or whose target is inside a change. A target inside
/// another moved stretch is where that stretch was.
fn settle_moves(text: &str, moves: &mut Vec<Move>, changes: &[Change]) {
    let crosses = |at: u32| {
        let next = changes.get(changes.partition_point(|c| c.span.end <= at));
        next.is_some_and(|c| c.span.start < at)
    };
    let mut taken: BTreeMap<u32, u32> = BTreeMap::new();
    moves.retain(|m| {
        let sound = is_within(text, m.span)
            && text.is_char_boundary(m.to as usize)
            && ![m.span.start, m.span.end, m.to].into_iter().any(crosses)
            && taken.range(..m.span.end).next_back().is_none_or(|(_, &end)| end <= m.span.start);
        if sound {
            taken.insert(m.span.start, m.span.end);
        }
        sound
    });
}

/// Whether the span is some text: not empty, and from one character's start to another's.
fn is_within(text: &str, span: Span) -> bool {
    span.start < span.end && text.is_char_boundary(span.start as usize) && text.is_char_boundary(span.end as usize)
}
