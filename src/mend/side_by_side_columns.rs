//! `side_by_side_columns`: columns that stand beside each other on the lines of the text.
//!
//! The columns' lines are put below each other and read again as a page whose lines are in order: the white space between two of them
//! becomes a line end, and what stands elsewhere in the order of the page moves there.

use crate::Rule;
use crate::page::change::{Change, Move, Reason, Span, Work};
use crate::page::moves::{Placed, moves};
use crate::read::gutters::Columns;

const BESIDE: Reason = Reason::words("the white space between two columns that stand side by side");
const MOVED: Reason = Reason::words("columns stand side by side on the lines of the page; it goes on with this line");
const LEFT_OUT: Reason = Reason::words("white space around the lines of a column that stands beside others");

/// Puts the lines of columns that stand side by side below each other.
pub(crate) fn part(text: &str, columns: &Columns) -> Work {
    let rule = Rule::SideBySideColumns;
    let ends = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut changes = Vec::with_capacity(columns.pieces.len() * 2);
    let mut change = |span: Span, new, reason| {
        if span.start < span.end {
            changes.push(Change { span, new, rule, margin: columns.margin, reason });
        }
    };
    for piece in &columns.pieces {
        change(piece.lead, if piece.begins { ends } else { "" }, LEFT_OUT);
        // two changes where there is room, so that later ones may come between
        let middle = if piece.is_last { piece.gap.end.min(piece.gap.start + 1) } else { piece.gap.end };
        change(Span::new(piece.gap.start, middle), ends, BESIDE);
        change(Span::new(middle, piece.gap.end), ends, BESIDE);
        change(piece.tail, "", LEFT_OUT);
        let kept = if piece.is_last { first_line(piece.blank.of(text)) } else { "" };
        let (line, filled) = (kept.len() as u32, kept.trim_end_matches(['\r', '\n']).len() as u32);
        change(Span::new(piece.blank.start, piece.blank.start + filled), "", LEFT_OUT);
        change(Span::new(piece.blank.start + line, piece.blank.end), "", LEFT_OUT);
    }
    columns.wide.iter().for_each(|gap| change(*gap, " ", LEFT_OUT));
    changes.sort_unstable_by_key(|change| change.span.start);
    let placed: Vec<Placed> = columns.pieces.iter().map(|piece| Placed { span: piece.span, moved: None }).collect();
    let of_order = Move { span: Span::new(0, 0), to: 0, rule, margin: columns.margin, reason: MOVED };
    let moves = moves(&placed, text.len() as u32, of_order);
    Work { changes, moves, is_unread: true, ..Work::default() }
}

/// The first line of some blank ones, with its end.
fn first_line(blank: &str) -> &str {
    blank.split_inclusive('\n').next().unwrap_or_default()
}
