//! Where each stretch of the source stands in the output: the one place that applies changes and moves.

use std::ops::Range;

/// A stretch of source taken out and put before the byte `to`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Moved {
    pub start: usize,
    pub end: usize,
    pub to: usize,
}

/// A stretch of source that something else stands for.
pub(crate) trait Replacement {
    fn start(&self) -> usize;
    fn end(&self) -> usize;
    fn new_text(&self) -> &str;
}

/// The stretches of a source of `len` bytes, in the order of the output. `moves` may come in any order of their spans; those
/// with one target keep theirs.
pub(crate) fn segments(len: usize, moves: &[Moved]) -> Vec<Range<usize>> {
    let mut marks: Vec<usize> = moves.iter().flat_map(|m| [m.start, m.end, m.to]).filter(|&at| at <= len).collect();
    marks.extend([0, len]);
    marks.sort_unstable();
    marks.dedup();
    let mut by_target: Vec<&Moved> = moves.iter().filter(|m| m.end <= len).collect();
    by_target.sort_by_key(|m| m.to); // stable: those with one target keep their order
    let mut taken: Vec<(usize, usize)> = by_target.iter().map(|m| (m.start, m.end)).collect();
    taken.sort_unstable();

    let mut out = Vec::with_capacity(marks.len());
    let (mut next, mut gone) = (0, 0);
    for (n, &at) in marks.iter().enumerate() {
        while let Some(m) = by_target.get(next).filter(|m| m.to == at) {
            push(&mut out, m.start..m.end);
            next += 1;
        }
        let Some(&end) = marks.get(n + 1) else { break };
        while taken.get(gone).is_some_and(|&(_, e)| e <= at) {
            gone += 1;
        }
        if !taken.get(gone).is_some_and(|&(s, e)| s <= at && end <= e) {
            push(&mut out, at..end);
        }
    }
    out
}

/// Adds a stretch; one that goes on where the last ended becomes part of it.
fn push(out: &mut Vec<Range<usize>>, stretch: Range<usize>) {
    if stretch.is_empty() {
        return;
    }
    match out.last_mut() {
        Some(last) if last.end == stretch.start => last.end = stretch.end,
        _ => out.push(stretch),
    }
}

/// The pieces of `source[range]` with the changes in it applied, in order. `changes` is sorted by start.
pub(crate) fn pieces<'a, R: Replacement>(
    source: &'a str,
    range: Range<usize>,
    changes: &'a [R],
) -> impl Iterator<Item = &'a str> {
    let mut at = range.start;
    let mut n = changes.partition_point(|c| c.start() < range.start);
    let mut pending: Option<&'a str> = None;
    std::iter::from_fn(move || {
        loop {
            if let Some(new) = pending.take()
                && !new.is_empty()
            {
                return Some(new);
            }
            if at >= range.end {
                return None;
            }
            match changes.get(n) {
                Some(change) if change.start() < range.end => {
                    let piece = source.get(at..change.start()).unwrap_or_default();
                    (at, n, pending) = (change.end(), n + 1, Some(change.new_text()));
                    if !piece.is_empty() {
                        return Some(piece);
                    }
                }
                _ => {
                    let piece = source.get(at..range.end).unwrap_or_default();
                    at = range.end;
                    return (!piece.is_empty()).then_some(piece);
                }
            }
        }
    })
}
