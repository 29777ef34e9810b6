//! Rows of a masthead whose pieces a text layer holds twice, each on a line of its own: one below the other, or the whole row
//! and then all of it again. Verse does that too; the row of a masthead does not.

use super::cues::Cues;
use super::decode::Decision;
use super::lines::Line;
use super::state::State;

/// Pieces that a row is followed over: mastheads have a dozen, in two copies.
const MOST: usize = 32;
/// Fewer characters, all pieces together, prove nothing: 08 and 08 may be a page number and a month.
const FEWEST_CHARS: u32 = 6;
/// Where single pieces stand between the pairs, so many pairs prove it.
const FEWEST_PAIRS: usize = 3;

/// What a line is to the row that it stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    /// It stands in no row, or is a piece of it like any other.
    Whole,
    /// It is the copy of a piece before it.
    Copy,
    /// The row holds something twice, and nothing proves that it should not.
    Doubtful,
}

/// What each line is to its row.
pub(crate) fn pieces(text: &str, lines: &[Line], decisions: &[Decision]) -> Vec<Piece> {
    let mut out = vec![Piece::Whole; lines.len()];
    let mut at = 0;
    while let Some(decision) = decisions.get(at) {
        let more = decisions.iter().skip(at + 1).take(MOST - 1).take_while(|d| d.state == State::Row).count();
        if matches!(decision.state, State::Masthead | State::Row) && more > 0 {
            let row = lines.get(at..=at + more).unwrap_or_default();
            judge(text, row, out.get_mut(at..=at + more).unwrap_or_default());
        }
        at += more + 1;
    }
    out
}

fn judge(text: &str, row: &[Line], out: &mut [Piece]) {
    let shown: Vec<&str> = row.iter().map(|line| line.span.of(text)).collect();
    let mut sorted = shown.clone();
    sorted.sort_unstable();
    if !sorted.windows(2).any(|pair| matches!(pair, [a, b] if a == b)) {
        return;
    }
    let proved = row.iter().any(|line| line.cues.is_masthead())
        && !row.iter().any(|line| line.cues.has(Cues::DOUBLED))
        && row.iter().map(|line| u32::from(line.chars)).sum::<u32>() >= 2 * FEWEST_CHARS;
    let half = shown.len() / 2;
    if proved && shown.len().is_multiple_of(2) && shown.get(..half) == shown.get(half..) {
        out.iter_mut().skip(half).for_each(|piece| *piece = Piece::Copy);
        return;
    }
    let mut copies = vec![false; shown.len()];
    for n in 1..shown.len() {
        let copy = shown.get(n) == shown.get(n - 1) && copies.get(n - 1) == Some(&false);
        if let Some(place) = copies.get_mut(n) {
            *place = copy;
        }
    }
    let pairs = copies.iter().filter(|copy| **copy).count();
    let proved = proved && (pairs >= FEWEST_PAIRS || pairs > 1 && pairs * 2 == shown.len());
    let halves = shown.get(..half) == shown.get(half..);
    if !proved && !halves && pairs * 2 < shown.len() {
        return; // a name may come twice in a row
    }
    for (piece, copy) in out.iter_mut().zip(copies) {
        *piece = match (proved, copy) {
            (true, true) => Piece::Copy,
            (true, false) => Piece::Whole,
            _ => Piece::Doubtful,
        };
    }
}
