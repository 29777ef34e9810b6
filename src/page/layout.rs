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

/// The pieces of a stretch of source with the changes in it applied, in order.
#[derive(Clone)]
pub(crate) struct Stretch<'a, R> {
    source: &'a str,
    at: usize,
    end: usize,
    /// The changes that are still to come, sorted by start.
    changes: &'a [R],
}

impl<'a, R: Replacement> Stretch<'a, R> {
    /// The pieces of `source[range]`. `changes` is sorted by start.
    pub(crate) fn new(source: &'a str, range: Range<usize>, changes: &'a [R]) -> Stretch<'a, R> {
        let from = changes.partition_point(|c| c.start() < range.start);
        let changes = changes.get(from..).unwrap_or_default();
        Stretch { source, at: range.start, end: range.end, changes }
    }

    /// The next piece with the stretch of source that it stands for: an empty piece where something was taken away.
    pub(crate) fn next_span(&mut self) -> Option<(Range<usize>, &'a str)> {
        let span = match self.changes.split_first().filter(|(change, _)| change.start() < self.end) {
            Some((change, rest)) if change.start() <= self.at => {
                self.changes = rest;
                (change.start()..change.end(), change.new_text())
            }
            _ if self.at >= self.end => return None,
            next => {
                let end = next.map_or(self.end, |(change, _)| change.start());
                (self.at..end, self.source.get(self.at..end).unwrap_or_default())
            }
        };
        self.at = span.0.end;
        Some(span)
    }
}

impl<'a, R: Replacement> Iterator for Stretch<'a, R> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        loop {
            let (_, piece) = self.next_span()?;
            if !piece.is_empty() {
                return Some(piece);
            }
        }
    }
}
