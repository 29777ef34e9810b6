//! Pieces: the source cut where columns stand beside each other, in the order in which it is read.

use super::cut::{Leaf, Line};
use super::grid::{Grid, is_space};
use crate::page::change::Span;

/// A piece of the source that is a line of one column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    /// All of it: the pieces together are the source.
    pub span: Span,
    /// The white space before its text, which sets nothing in.
    pub lead: Span,
    /// A line ends in that white space.
    pub begins: bool,
    /// The white space behind its text, up to the next piece on its row; empty where it is the last.
    pub gap: Span,
    /// The white space behind it up to its row's end, if it is the last on it: some programs fill rows up to the page's width.
    pub tail: Span,
    /// Blank rows behind it.
    pub blank: Span,
    /// It is the last of its column.
    pub is_last: bool,
}

/// What is kept of the white space that sets a line in.
const INSETS: [&str; 2] = ["\u{3000}\u{3000}", "  "];

/// All of the source in the order of the columns. `None` where its last line cannot be made to end.
pub(super) fn pieces(text: &str, grid: &Grid, leaves: &[Leaf]) -> Option<Vec<Piece>> {
    let of_leaf = |leaf: &Leaf| {
        let last = leaf.lines.len();
        leaf.lines.iter().zip(1..).map(|(line, n)| (*line, n == last)).collect::<Vec<_>>()
    };
    let lines: Vec<(Line, bool)> = leaves.iter().flat_map(of_leaf).collect();
    let mut pieces: Vec<Piece> = lines.iter().map(|(line, is_last)| Piece::of(text, grid, line, *is_last)).collect();
    // in the order of the source, each goes on to where the next begins
    let mut in_source: Vec<usize> = (0..pieces.len()).collect();
    in_source.sort_unstable_by_key(|&n| pieces.get(n).map(|piece| piece.span.start));
    // rows of white space may stand behind the last text, the last of them without a line end
    let behind = in_source.last().and_then(|&n| text.get(pieces.get(n)?.span.end as usize..));
    let ends_open = behind.is_some_and(|behind| !behind.contains('\n'));
    let ends = in_source.iter().skip(1).map(|&n| pieces.get(n).map_or(0, |piece| piece.span.start));
    let ends: Vec<u32> = ends.chain([text.len() as u32]).collect();
    for (&n, &end) in in_source.iter().zip(&ends) {
        pieces.get_mut(n)?.go_on(end);
    }
    let first = pieces.get_mut(*in_source.first()?)?;
    first.span.start = 0;
    let last = *in_source.last()?;
    for next in 1..pieces.len() {
        let before = pieces.get(next - 1)?;
        if ends_open && next - 1 == last {
            begin(text, &mut pieces, next)?; // the text's last line stands in mid-page, and has no line end
        } else if before.is_last && is_empty(before.gap) && is_empty(before.blank) {
            begin(text, &mut pieces, next); // a blank line parts the columns, if there is room for one
        }
    }
    Some(pieces)
}

impl Piece {
    /// The piece of a line, as far as its row shows it: what is behind its text is not known yet.
    fn of(text: &str, grid: &Grid, line: &Line, is_last: bool) -> Piece {
        let row = grid.rows.get(line.row).copied().unwrap_or(line.segment.span);
        let begins = line.segment.span.start;
        let before = text.get(row.start as usize..begins as usize).unwrap_or_default();
        let is_first = before.trim_start_matches(is_space).is_empty();
        let gap = before.len() - before.trim_end_matches(is_space).len();
        // what ends the piece before it on its row takes a space
        let room = gap.saturating_sub(usize::from(!is_first));
        let inset = INSETS.iter().find(|inset| line.is_inset && before.ends_with(**inset) && inset.len() <= room);
        let begins = begins - inset.map_or(0, |inset| inset.len() as u32);
        let start = if is_first { row.start } else { begins };
        let end = Span::new(row.end, row.end);
        let lead = Span::new(start, begins);
        let ended = row.of(text).trim_end_matches(['\r', '\n']).len() as u32;
        let tail = Span::new(line.segment.span.end, row.start + ended);
        Piece {
            span: Span::new(start, line.segment.span.end),
            lead,
            begins: false,
            gap: end,
            tail,
            blank: end,
            is_last,
        }
    }

    /// Goes on to where the next piece of the source begins, on the same row or below it.
    fn go_on(&mut self, end: u32) {
        let text_end = self.span.end;
        self.span.end = end;
        if end < self.gap.start {
            let none = Span::new(end, end);
            (self.gap, self.tail, self.blank) = (Span::new(text_end, end), none, none);
        } else {
            self.blank = Span::new(self.gap.start, end);
        }
    }
}

fn is_empty(span: Span) -> bool {
    span.start == span.end
}

/// Makes a line end of the white space before a piece; `None` if there is none, or no more than ends the piece before it on its row.
fn begin(text: &str, pieces: &mut [Piece], n: usize) -> Option<()> {
    let piece = *pieces.get(n)?;
    if is_empty(piece.lead) {
        let start = piece.span.start.checked_sub(1)?;
        let space = Span::new(start, piece.span.start);
        let has_room = |before: &&mut Piece| before.gap.end == space.end && before.gap.start < start;
        let before = pieces.iter_mut().find(has_room).filter(|_| space.of(text) == " ")?;
        (before.gap.end, before.span.end, before.blank) = (start, start, Span::new(start, start));
        let piece = pieces.get_mut(n)?;
        (piece.span.start, piece.lead) = (start, space);
    }
    pieces.get_mut(n)?.begins = true;
    Some(())
}
