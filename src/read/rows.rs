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
    let mut shown = [""; MOST];
    shown.iter_mut().zip(row).for_each(|(shown, line)| *shown = line.span.of(text));
    let mut sorted = shown;
    let (Some(shown), Some(sorted)) = (shown.get(..row.len()), sorted.get_mut(..row.len())) else { return };
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
    let mut copies = [false; MOST];
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

#[cfg(test)]
mod tests {
    use super::super::lines::scan;
    use super::*;

    /// What the lines of a row are, a letter each: copy, doubtful, whole.
    fn judged(row: &[&str]) -> String {
        let text = row.join("\n");
        let lines = scan(&text);
        let mut out = vec![Piece::Whole; lines.len()];
        judge(&text, &lines, &mut out);
        let letter = |piece: &Piece| match piece {
            Piece::Copy => 'c',
            Piece::Doubtful => 'd',
            Piece::Whole => 'w',
        };
        out.iter().map(letter).collect()
    }

    #[test]
    fn a_row_that_stands_twice_is_a_copy_of_itself() {
        assert_eq!(judged(&["第3版", "主编 陈穗", "第3版", "主编 陈穗"]), "wwcc");
        assert_eq!(judged(&["第3版", "第3版", "主编 陈穗", "主编 陈穗"]), "wcwc");
        assert_eq!(judged(&["第3版", "主编 陈穗", "第3版", "编辑 陈穗"]), "wwww", "the halves differ");
    }

    #[test]
    fn a_row_that_no_word_proves_stays_and_is_in_doubt() {
        assert_eq!(judged(&["陈穗", "梁禾", "陈穗", "梁禾"]), "dddd");
        assert_eq!(judged(&["陈穗", "陈穗", "梁禾", "梁禾"]), "dddd");
        assert_eq!(judged(&["08", "08"]), "dd", "a page number and a month");
        assert_eq!(judged(&["陈穗", "陈穗", "梁禾", "金田", "周远"]), "wwwww", "a name may come twice");
    }

    #[test]
    fn where_single_pieces_stand_between_three_pairs_prove_it() {
        let row = ["第3版", "第3版", "北塘晚报", "陈穗", "陈穗", "梁禾", "梁禾"];
        assert_eq!(judged(&row), "wcwwcwc");
        assert_eq!(judged(&row[..5]), "wwwww", "two are not enough");
        assert_eq!(judged(&["第3版", "第3版", "第3版", "第3版"]), "wwcc");
        assert_eq!(judged(&["第3版", "第3版", "陈穗", "陈穗", "陈穗", "陈穗"]), "wcwcwc", "a copy has no copy");
    }
}
