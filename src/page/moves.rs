//! Moves: how stretches of source come to stand in another order.

use super::change::{Move, Span};

/// A stretch of source where the output has it, and the move that put it there, where one is known.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Placed {
    pub span: Span,
    pub moved: Option<Move>,
}

/// The moves that make the order of these stretches, which together are `len` bytes of source: as few as can. One that no move
/// is known for moves as `other` says.
pub(crate) fn moves(stretches: &[Placed], len: u32, other: Move) -> Vec<Move> {
    let stay = longest_rise(stretches);
    let mut out: Vec<Move> = Vec::new();
    let mut to = len;
    for (n, stretch) in stretches.iter().enumerate().rev() {
        if stay.get(n).copied().unwrap_or(false) {
            to = stretch.span.start;
            continue;
        }
        out.push(Move { span: stretch.span, to, ..stretch.moved.unwrap_or(other) });
    }
    out.reverse();
    out
}

/// Which of the stretches stay where they are: as many as can, in the order of the source.
fn longest_rise(stretches: &[Placed]) -> Vec<bool> {
    let mut ends: Vec<usize> = Vec::new(); // of the rises of each length, the one that ends first
    let mut before: Vec<Option<usize>> = Vec::with_capacity(stretches.len());
    for (n, stretch) in stretches.iter().enumerate() {
        let len = ends.partition_point(|&e| stretches.get(e).is_some_and(|s| s.span.start < stretch.span.start));
        before.push(len.checked_sub(1).and_then(|len| ends.get(len).copied()));
        match ends.get_mut(len) {
            Some(end) => *end = n,
            None => ends.push(n),
        }
    }
    let mut stay = vec![false; stretches.len()];
    let mut at = ends.last().copied();
    while let Some(n) = at {
        if let Some(place) = stay.get_mut(n) {
            *place = true;
        }
        at = before.get(n).copied().flatten();
    }
    stay
}
