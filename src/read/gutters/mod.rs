//! Gutters: the white space between columns that stand side by side on the lines of a text.
//!
//! Programs that keep a page's layout (`pdftotext -layout`) write the lines of all columns that stand at one height on one line, with
//! spaces between. Where a column begins is told by that alone: its segments begin at about the same place on line after line. A
//! gutter is the cheapest seam through the white space ([`seam`]); the page is cut along the tallest one, what is left of it is read
//! first, and each part is cut again ([`cut`]). That it is columns of running text, and no table, shows at the ends of their lines:
//! the characters that meet there usually stand together.

mod cut;
mod grid;
mod seam;

use cut::{Leaf, leaves};
use grid::Grid;
use memchr::memmem;

use super::class::{Class, EM};
use super::cues::Cues;
use super::lines::{self, measure, pair_of};
use super::neighbours::Pair;
use crate::page::change::{PROVED, Span};

/// A page of fewer rows with white space between two texts has no columns that could be told.
const FEWEST: usize = 6;
/// A printed page has at most so many rows, blank ones with them, and a row so many characters: of 200 pages of `pdftotext -layout` the
/// longest had 160 and the widest 190.
const MOST_ROWS: usize = 400;
pub(super) const WIDEST: usize = 400;
/// The characters at all line ends must be worth so much more than where a text ends, in 1/64 nat: four nats.
const GAIN: i32 = 256;
/// What speaks against it, in columns of items or of names, is at most one part in so many of what
/// speaks for it in all others: with 2 to 8 the same pages come out right.
const LOSS: i32 = 8;
/// A line that is full and ends in mid-sentence speaks as much for running text as a pair of characters that is rare speaks against it.
const FULL: i32 = -Pair::Rare.worth();
/// It is narrower than the widest of its column by no more than this, in tenths of a cell: narrow marks, and a character that found no
/// room. Narrower columns may be verse, which has seven characters a line.
const RAGGED: u16 = 3 * EM as u16;
const NARROWEST: u16 = 9 * EM as u16;
/// Bytes of what is kept of the white space that sets a line in: two spaces.
const INSET: u32 = 2;

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
    /// Blank rows behind it.
    pub blank: Span,
    /// It is the last of its column.
    pub is_last: bool,
}

/// Columns that stand side by side.
#[derive(Debug)]
pub(crate) struct Columns {
    /// All of the source in pieces, in the order in which it is read.
    pub pieces: Vec<Piece>,
    /// The wide spaces that are left inside the lines of columns.
    pub wide: Vec<Span>,
    /// How much likelier it is that the columns' lines go on so, in 1/64 nat.
    pub margin: u16,
}

/// Finds columns that stand side by side in a text with these lines.
pub(crate) fn find(text: &str, lines: &[lines::Line]) -> Option<Columns> {
    if !may_have_any(text) || lines::are_latin(lines) {
        return None;
    }
    let grid = Grid::of(text, lines)?;
    let leaves = leaves(text, &grid);
    let margin = gain(text, &leaves)?;
    let wide = leaves.iter().filter(|leaf| leaf.is_column).flat_map(|leaf| &leaf.gaps).copied().collect();
    Some(Columns { pieces: pieces(text, &grid, &leaves)?, wide, margin })
}

/// Whether some rows may be of several columns: a glance, as most pages have none.
fn may_have_any(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut row = 0; // behind the last line that counted
    let gaps = memmem::find_iter(bytes, b"  ").filter(|&at| {
        // between characters of three bytes or marks: neither an indent nor a gap of typewriting
        let is_gap = at >= row && at.checked_sub(1).and_then(|at| bytes.get(at)).is_some_and(|b| *b >= 0x80);
        if is_gap {
            row = at + memchr::memchr(b'\n', bytes.get(at..).unwrap_or_default()).unwrap_or(bytes.len());
        }
        is_gap
    });
    gaps.take(FEWEST).count() == FEWEST
}

/// How much likelier the lines of all columns go on as they stand below each other than not. `None` where they are no running text.
fn gain(text: &str, leaves: &[Leaf]) -> Option<u16> {
    let (mut gain, mut loss) = (0, 0);
    for leaf in leaves.iter().filter(|leaf| leaf.is_column) {
        let of_line = |line: &cut::Line| {
            let span = line.segment.span;
            lines::Line { span, ..measure(span.of(text)) }
        };
        let lines: Vec<lines::Line> = leaf.lines.iter().map(of_line).collect();
        let worth = |two: &[lines::Line]| match two {
            [before, line] => pair_of(text, before, line).worth(),
            _ => 0,
        };
        let own = lines.windows(2).map(worth).sum::<i32>() + FULL * full(&lines);
        *(if own < 0 { &mut loss } else { &mut gain }) += own.abs();
    }
    let is_text = gain - loss >= GAIN && loss * LOSS <= gain;
    is_text.then(|| u16::try_from(gain - loss).unwrap_or(PROVED - 1).min(PROVED - 1))
}

/// How many of these lines are as wide as their column and end with a character in mid-sentence, if it is no
/// narrower than one of a newspaper.
fn full(lines: &[lines::Line]) -> i32 {
    let widest = lines.iter().map(|line| line.wide).max().unwrap_or(0);
    if widest < NARROWEST {
        return 0;
    }
    let is_full =
        |line: &lines::Line| line.last == Class::Han && !line.cues.has(Cues::LATIN) && widest - line.wide <= RAGGED;
    lines.iter().map(|line| i32::from(is_full(line))).sum()
}

/// All of the source in the order of the columns. `None` where its last line cannot be made to end.
fn pieces(text: &str, grid: &Grid, leaves: &[Leaf]) -> Option<Vec<Piece>> {
    let lines: Vec<(cut::Line, bool)> = leaves
        .iter()
        .flat_map(|leaf| leaf.lines.iter().zip(1..).map(|(line, n)| (*line, n == leaf.lines.len())))
        .collect();
    // in the order of the source, each piece ends where the next one begins
    let mut in_source: Vec<usize> = (0..lines.len()).collect();
    in_source.sort_unstable_by_key(|&n| lines.get(n).map(|(line, _)| line.segment.span.start));
    let nothing = Span::new(0, 0);
    let mut pieces =
        vec![
            Piece { span: nothing, lead: nothing, begins: false, gap: nothing, blank: nothing, is_last: false };
            lines.len()
        ];
    let mut last: Option<(usize, usize)> = None;
    for &n in &in_source {
        let (&(line, is_last), piece) = lines.get(n).zip(pieces.get_mut(n))?;
        let row = grid.rows.get(line.row)?;
        let text_start = line.segment.span.start;
        let before = last.filter(|(_, row)| *row == line.row);
        // what sets it in is kept, as far as its gap has room for both
        let from = before.map_or(row.start, |_| text_start - spaces_before(text, text_start));
        let inset =
            if line.is_inset { INSET.min((text_start - from).saturating_sub(u32::from(before.is_some()))) } else { 0 };
        let begins = text_start - inset;
        let start = match last {
            None => 0,
            Some((_, row_before)) if row_before == line.row => begins,
            Some(_) => row.start,
        };
        *piece =
            Piece { span: Span::new(start, row.end), lead: Span::new(row.start.max(start), begins), is_last, ..*piece };
        piece.gap = Span::new(row.end, row.end);
        piece.blank = Span::new(row.end, row.end);
        if let Some((before, row_before)) = last {
            let end = start;
            let own = lines.get(before)?.0.segment.span.end;
            let before = pieces.get_mut(before)?;
            before.span.end = end;
            if row_before == line.row {
                (before.gap, before.blank) = (Span::new(own, end), Span::new(end, end));
            } else {
                before.blank = Span::new(before.blank.start, end);
            }
        }
        last = Some((n, line.row));
    }
    let (last, _) = last?;
    let end = pieces.get_mut(last)?;
    end.span.end = text.len() as u32;
    end.blank.end = end.span.end;
    let ends_open = !text.ends_with('\n');
    for next in 1..pieces.len() {
        let before = pieces.get(next - 1)?;
        if ends_open && next - 1 == last {
            begin(&mut pieces, next)?; // the text's last line stands in mid-page, and has no line end
        } else if before.is_last && before.gap.start == before.gap.end && before.blank.start == before.blank.end {
            begin(&mut pieces, next); // a blank line parts the columns, if there is room for one
        }
    }
    Some(pieces)
}

/// Makes a line end of the white space before a piece; `None` if there is none, or no more than ends the piece before it on its row.
fn begin(pieces: &mut [Piece], n: usize) -> Option<()> {
    let piece = *pieces.get(n)?;
    if piece.lead.start == piece.lead.end {
        let start = piece.span.start.checked_sub(1)?;
        let before = pieces.iter_mut().find(|before| before.gap.end == piece.span.start && before.gap.start < start)?;
        (before.gap.end, before.span.end, before.blank) = (start, start, Span::new(start, start));
        let piece = pieces.get_mut(n)?;
        (piece.span.start, piece.lead) = (start, Span::new(start, start + 1));
    }
    pieces.get_mut(n)?.begins = true;
    Some(())
}

/// Bytes of the spaces right before a byte.
fn spaces_before(text: &str, at: u32) -> u32 {
    let before = text.as_bytes().get(..at as usize).unwrap_or_default();
    before.iter().rev().take_while(|b| **b == b' ').count() as u32
}

#[cfg(test)]
mod tests {
    use super::super::lines::scan;
    use super::*;

    fn found(text: &str) -> Option<Columns> {
        find(text, &scan(text))
    }

    /// Two columns of running text, so many spaces apart.
    fn columns(rows: usize, apart: &str) -> String {
        let left = [
            "镇里给湖边的步道换上了路",
            "灯，傍晚的时候，散步的老",
            "人都停下来看灯。过去天一",
            "黑就没人敢走，如今吃过晚",
        ];
        let right = [
            "村里的果园开了花，蜜蜂从",
            "早上忙到傍晚，采来的花蜜",
            "装满了蜂箱，养蜂的人家说",
            "今年的蜂蜜比去年多了一倍",
        ];
        let row = |n: usize| format!("{}{apart}{}\n", left[n % 4], right[n % 4]);
        (0..rows).map(row).collect()
    }

    #[test]
    fn columns_are_found_where_some_rows_have_both() {
        assert!(found(&columns(FEWEST, "   ")).is_some());
        assert!(found(&columns(FEWEST - 1, "   ")).is_none(), "too few");
        assert!(found(&columns(12, " ")).is_none(), "a space is no gutter");
        let others = "let x = 1; // the first number of all\n".repeat(12);
        assert!(found(&(others + &columns(12, "   "))).is_none(), "a page in Latin script for the most part");
    }

    #[test]
    fn what_is_no_running_text_is_no_column() {
        let words = ["水渠", "风车", "灯笼", "竹林", "井台", "戏台", "柴房", "粮仓"];
        let row = |n: usize| format!("{}    {}    {}\n", words[n % 8], words[(n + 3) % 8], words[(n + 5) % 8]);
        assert!(found(&(0..24).map(row).collect::<String>()).is_none());
        // columns of names beside one of text
        let names = ["何苗", "林舟", "陈穗", "梁禾", "周远", "宋竹", "何穗", "林禾"];
        let text = columns(8, "   ");
        let row =
            |(n, line): (usize, &str)| format!("{}年    {}日    {}\n", names[n % 8], names[(n + 3) % 8], &line[..18]);
        assert!(found(&text.lines().enumerate().map(row).collect::<String>()).is_none());
    }

    #[test]
    fn the_pieces_are_the_source() {
        for text in
            [columns(9, "   "), columns(9, "  ").trim_end().to_owned(), format!("\n  {}\n\n", columns(9, "     "))]
        {
            let columns = found(&text).unwrap();
            let mut spans: Vec<Span> = columns.pieces.iter().map(|piece| piece.span).collect();
            spans.sort_unstable_by_key(|span| span.start);
            assert_eq!(spans.iter().map(|span| span.of(&text)).collect::<String>(), text);
            for piece in &columns.pieces {
                let around = [piece.lead, piece.gap, piece.blank];
                assert!(around.iter().all(|span| span.of(&text).trim().is_empty()), "{piece:?}");
                assert!(around.iter().all(|span| piece.span.start <= span.start && span.end <= piece.span.end));
            }
        }
    }

    /// The last line of a text without a line end is followed by the right column's first: its gap gives two line ends.
    #[test]
    fn a_last_line_in_mid_page_is_ended_by_the_gap_of_the_next() {
        let text = columns(8, "   ") + "饭，一家人都来走一圈。";
        let columns = found(&text).unwrap();
        let begins: Vec<&str> =
            columns.pieces.iter().filter(|piece| piece.begins).map(|piece| piece.span.of(&text)).collect();
        assert_eq!(begins, [" 村里的果园开了花，蜜蜂从\n"]);
    }
}
