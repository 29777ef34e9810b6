//! `interleaved_columns`: lines of several columns that stand in turn.
//!
//! The other mends work on the text as it is read, column by column. What they propose is brought back here to where it
//! stands in the source, and the lines that were read elsewhere become moves.

use crate::Rule;
use crate::page::change::{Change, Move, PROVED, RawFlag, Reason, Span, Work};
use crate::page::moves::{Placed, moves};
use crate::page::order::{Order, sources};

const MOVED: Reason = Reason::words(
    "the lines of several columns, or the items of several rows, stand in turn; it goes on with this one",
);
const LEFT_OUT: Reason = Reason::words("a blank line between the lines of a column that stands in turn with others");

/// Brings what was found in the text of `order`, `len` bytes of source put in order, back to the source.
pub(crate) fn bring_back(order: Order, len: usize, margin: u16, work: Work) -> Work {
    let mut changes: Vec<Change> = Vec::with_capacity(work.changes.len() + order.in_source().len());
    for change in &work.changes {
        for (n, span) in sources(Some(&order), change.span).enumerate() {
            changes.push(Change { span, new: if n == 0 { change.new } else { "" }, ..*change });
        }
    }
    let mut at = 0;
    for span in order.in_source() {
        if at < span.start {
            let gone = Span::new(at, span.start);
            changes.push(Change {
                span: gone,
                new: "",
                rule: Rule::InterleavedColumns,
                margin: PROVED,
                reason: LEFT_OUT,
            });
        }
        at = at.max(span.end);
    }
    changes.sort_unstable_by_key(|change| change.span.start);
    let flags = work.flags.iter().filter_map(|flag| {
        let span = sources(Some(&order), flag.span).next()?;
        Some(RawFlag { span, ..*flag })
    });
    let mut flags: Vec<RawFlag> = flags.collect();
    flags.sort_by_key(|flag| flag.span.start);
    let rule = Rule::InterleavedColumns;
    let of_order = Move { span: Span::new(0, 0), to: 0, rule, margin, reason: MOVED };
    let moves = moves(&stretches(&order, &work.moves), len as u32, of_order);
    Work { changes, moves, flags, order: Some(order), ..work }
}

/// The stretches of source in the order of the output.
fn stretches(order: &Order, others: &[Move]) -> Vec<Placed> {
    let all = order.read();
    let mut marks: Vec<u32> = others.iter().flat_map(|m| [m.span.start, m.span.end, m.to]).collect();
    marks.extend([0, all.end]);
    marks.sort_unstable();
    marks.dedup();
    let mut pieces: Vec<(u32, usize, Span, Option<Move>)> = Vec::new();
    for pair in marks.windows(2) {
        let &[start, end] = pair else { continue };
        let moved = others.iter().enumerate().find(|(_, m)| m.span.start <= start && end <= m.span.end);
        // of those that stand before one byte, the moved ones come first, in their order
        let (at, rank) = moved.map_or((start, usize::MAX), |(n, m)| (m.to, n));
        pieces.push((at, rank, Span::new(start, end), moved.map(|(_, m)| *m)));
    }
    pieces.sort_by_key(|piece| (piece.0, piece.1, piece.2.start));
    let in_source = pieces
        .into_iter()
        .flat_map(|(_, _, span, moved)| sources(Some(order), span).map(move |span| Placed { span, moved }));
    in_source.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two columns of two lines in turn, and the order in which they are read.
    const TEXT: &str = "甲一\n乙一\n甲二\n乙二\n";

    fn in_turn() -> Order {
        Order::new([(0, 7), (14, 21), (7, 14), (21, 28)].map(|(a, b)| Span::new(a, b)))
    }

    fn change(span: Span, new: &'static str) -> Change {
        Change { span, new, rule: Rule::ColumnBreaks, margin: PROVED, reason: LEFT_OUT }
    }

    fn brought(order: Order, changes: Vec<Change>, moves: Vec<Move>) -> Work {
        let work = Work { changes, moves, ..Work::default() };
        bring_back(order, TEXT.len(), PROVED, work)
    }

    /// A line end and an indent behind it are of two lines, which stand apart in the source.
    #[test]
    fn what_a_change_puts_in_stands_once_where_it_begins() {
        let work = brought(in_turn(), vec![change(Span::new(6, 10), " ")], Vec::new());
        let changes: Vec<_> = work.changes.iter().map(|c| (c.span.start, c.span.end, c.new)).collect();
        assert_eq!(changes, [(6, 7, " "), (14, 17, "")]);
    }

    #[test]
    fn what_no_column_has_is_left_out() {
        let order = Order::new([(0, 7), (15, 21), (7, 14)].map(|(a, b)| Span::new(a, b)));
        let changes = brought(order, vec![change(Span::new(0, 3), "丙")], Vec::new()).changes;
        let changes: Vec<_> = changes.iter().map(|c| (c.span.start, c.span.end, c.rule)).collect();
        assert_eq!(changes, [(0, 3, Rule::ColumnBreaks), (14, 15, Rule::InterleavedColumns)]);
    }

    #[test]
    fn as_few_lines_move_as_can() {
        let moved = |order, others| {
            let moves = brought(order, Vec::new(), others).moves;
            moves.iter().map(|m| (m.span.start, m.span.end, m.to, m.rule)).collect::<Vec<_>>()
        };
        // of 1 3 2 4 one stands wrong: the second column's first line goes before its second
        assert_eq!(moved(in_turn(), Vec::new()), [(14, 21, 7, Rule::InterleavedColumns)]);
        let in_order = Order::new([(0, 28)].map(|(a, b)| Span::new(a, b)));
        assert_eq!(moved(in_order, Vec::new()), []);
        // the last line stands first: it alone moves
        let last_first = Order::new([(21, 28), (0, 21)].map(|(a, b)| Span::new(a, b)));
        assert_eq!(moved(last_first, Vec::new()), [(21, 28, 0, Rule::InterleavedColumns)]);
    }

    #[test]
    fn a_head_that_another_rule_moves_keeps_its_reason() {
        let head = |to| Move { span: Span::new(21, 28), to, rule: Rule::MisplacedHeadlines, margin: 7, reason: MOVED };
        let moves = |to| {
            let work = brought(in_turn(), Vec::new(), vec![head(to)]);
            work.moves.iter().map(|m| (m.span.start, m.to, m.rule, m.margin)).collect::<Vec<_>>()
        };
        let over_all = moves(0);
        assert!(over_all.contains(&(21, 0, Rule::MisplacedHeadlines, 7)), "{over_all:?}");
        assert_eq!(over_all.len(), 2, "{over_all:?}");
        // over the second column's first line: that line alone goes behind it
        assert_eq!(moves(14), [(7, 28, Rule::InterleavedColumns, PROVED)]);
    }
}
