//! Bundles: evidences that are always there together, whose costs are looked up at once.

#![expect(
    clippy::indexing_slicing,
    reason = "arrays as long as there are bundles or kinds of evidence, by the number of one"
)]

use super::cues::Cues;
use super::evidence::{Evidence, Takes, size};

/// Evidences that are looked up together, those of gaps first: for all values of such a bundle what they cost is added up once. Each
/// evidence is in one.
pub(super) const BUNDLES: [&[Evidence]; 18] = {
    use Evidence::{
        Apart, Around, Begin, Beyond, Blank, Broken, Closing, Columns, Cue, End, Frame, Gap, HangingQuote, Indent,
        Join, Late, Line, Long, OwnIndent, Pair, Place, Room, Run, Seam, Shape, Short, Width, Word,
    };
    [
        &[Gap, Room],
        &[Seam],
        &[Blank],
        &[Late, Width, Join],
        &[Indent, Columns],
        &[Cue, OwnIndent, Pair],
        &[HangingQuote],
        &[Broken],
        &[Line, Long],
        &[Short, Shape],
        &[End, Begin],
        &[Apart, Place],
        &[Around],
        &[Beyond],
        &[Word],
        &[Run],
        &[Frame],
        &[Closing],
    ]
};

/// The first row of each bundle, counted from its gaps' or its lines' first: a row for each of its values.
const ROWS: [usize; BUNDLES.len()] = {
    let mut rows = [0; BUNDLES.len()];
    let (mut n, mut next) = (0, 0);
    while n < BUNDLES.len() {
        if matches!(BUNDLES[n][0], Evidence::Line) {
            next = 0;
        }
        rows[n] = next;
        let (mut k, mut values) = (0, 1);
        while k < BUNDLES[n].len() {
            values *= size(BUNDLES[n][k]);
            k += 1;
        }
        next += values;
        n += 1;
    }
    rows
};

/// The bundle that begins with this evidence.
const fn bundle(first: Evidence) -> usize {
    let mut n = 0;
    while n < BUNDLES.len() && BUNDLES[n][0] as usize != first as usize {
        n += 1;
    }
    n
}

/// A line or a gap has at most so many: a line has a word for each of its cues, and at most one of each other bundle.
const MOST: usize = 41;
const _: () = assert!(Cues::EACH.len() + BUNDLES.len() - bundle(Evidence::Line) - 1 <= MOST);

/// The rows of what the evidences of a line or a gap cost, by bundle.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rows {
    rows: [u16; MOST],
    len: usize,
}

impl Rows {
    /// None yet.
    #[inline]
    pub(super) fn new() -> Rows {
        Rows { rows: [0; MOST], len: 0 }
    }

    /// The rows' numbers.
    #[inline]
    pub(super) fn list(&self) -> &[u16] {
        self.rows.get(..self.len).unwrap_or_default()
    }
}

impl Takes for Rows {
    #[inline]
    fn add(&mut self, kind: Evidence, value: usize) {
        self.add_all([(kind, value)]);
    }

    #[inline]
    fn add_all<const N: usize>(&mut self, values: [(Evidence, usize); N]) {
        let bundle = values.first().map_or(0, |first| bundle(first.0));
        debug_assert!(BUNDLES[bundle].iter().eq(values.iter().map(|value| &value.0)), "{values:?} is no bundle");
        let row = values.iter().fold(0, |row, &(kind, value)| row * size(kind) + value.min(size(kind) - 1));
        if let Some(place) = self.rows.get_mut(self.len) {
            *place = (ROWS[bundle] + row) as u16;
            self.len += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_evidence_stands_in_one_bundle_and_those_of_gaps_before_those_of_lines() {
        let mut kinds: Vec<usize> =
            BUNDLES.iter().flat_map(|bundle| bundle.iter().map(|kind| *kind as usize)).collect();
        let first = kinds.iter().position(|kind| *kind == Evidence::Line as usize).unwrap();
        assert!(kinds[..first].iter().all(|kind| *kind < Evidence::Line as usize));
        kinds.sort_unstable();
        assert!(kinds.into_iter().eq(0..Evidence::ALL.len()));
        assert!(Evidence::ALL.iter().enumerate().all(|(n, evidence)| evidence.0 as usize == n));
    }
}
