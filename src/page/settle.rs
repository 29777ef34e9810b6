//! Settles what the mends proposed: sorts it, and where two want the same place, the one that runs first has it.

use std::collections::BTreeMap;

use super::change::{Change, Move, Span, Work};

/// Adds the proposals of one rule to what the rules before it change, which is sorted by place. A proposal is dropped where
/// it overlaps a change of another rule, or one of its own rule that begins before it. An empty span is no change: nothing
/// is inserted where nothing stood. No proposal is left.
pub(crate) fn settle(settled: &mut Vec<Change>, proposals: &mut Vec<Change>) {
    let place = |c: &Change| (c.span.start, c.span.end);
    if !proposals.is_sorted_by_key(place) {
        proposals.sort_by_key(place);
    }
    let mut end = 0;
    let mut next = 0;
    proposals.retain(|c| {
        // Proposals are few beside changes, or the other way round: each step is to be short in both cases.
        next += reach(settled.get(next..).unwrap_or_default(), c.span.start);
        let ahead = settled.get(next).map_or(u32::MAX, |s| s.span.start);
        let is_first = end <= c.span.start && c.span.start < ahead && c.span.start < c.span.end;
        if is_first {
            // Up to the change that it runs into, it keeps out the others of its rule all the same.
            end = c.span.end.min(ahead);
        }
        is_first && c.span.end <= ahead
    });
    // What remains overlaps nothing: the fewer are merged into the more, from the end, where there is room.
    if settled.len() < proposals.len() {
        std::mem::swap(settled, proposals);
    }
    let (mut kept, mut left) = (settled.len(), proposals.len());
    if let Some(&filler) = proposals.first() {
        settled.resize(kept + left, filler);
    }
    while let Some(proposal) = left.checked_sub(1).and_then(|n| proposals.get(n)) {
        let stay = settled.get(..kept).unwrap_or_default().partition_point(|s| s.span.start < proposal.span.start);
        settled.copy_within(stay..kept, stay + left);
        kept = stay;
        // With it go all the others that stand behind what is kept.
        let before = kept.checked_sub(1).and_then(|n| settled.get(n)).map_or(0, |s| s.span.end);
        let from = proposals.get(..left).unwrap_or_default().partition_point(|c| c.span.start < before);
        if let (Some(place), Some(run)) = (settled.get_mut(kept + from..kept + left), proposals.get(from..left)) {
            place.copy_from_slice(run);
        }
        left = from;
    }
    proposals.clear();
}

/// How many of the changes end before `at` or there: looked for in strides that double, as the next one is mostly near.
fn reach(changes: &[Change], at: u32) -> usize {
    let mut stride = 1;
    while changes.get(stride - 1).is_some_and(|c| c.span.end <= at) {
        stride *= 2;
    }
    let from = stride / 2;
    let near = changes.get(from..changes.len().min(stride)).unwrap_or_default();
    from + near.partition_point(|c| c.span.end <= at)
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
