//! Gutters: the white space between columns that stand side by side on the lines of a text.
//!
//! Programs that keep a page's layout (`pdftotext -layout`) write the lines of all columns that stand at one height on one line, with
//! spaces between. Where a column begins is told by that alone: its segments begin at about the same place on line after line. A
//! gutter is the cheapest seam through the white space ([`seam`]); the page is cut along the tallest one, what is left of it is read
//! first, and each part is cut again ([`cut`]). That it is columns of running text, and no table, shows at the ends of their lines:
//! the characters that meet there usually stand together.

mod common_head;
mod cut;
mod grid;
mod pieces;
mod seam;

use cut::{Leaf, leaves};
use grid::Grid;
use memchr::memmem;
pub(crate) use pieces::Piece;
use pieces::pieces;

use super::class::{Class, EM};
use super::cues::Cues;
use super::lines::{self, measure, pair_of};
use super::neighbours::Pair;
use crate::page::change::{PROVED, Span};

/// A page of fewer rows with white space between two texts has no columns that could be told.
const FEWEST: usize = 6;
/// A printed page has at most so many rows, blank ones with them, and a row so many characters: of 490 pages of `pdftotext -layout` the
/// longest had 205 and the widest 140.
const MOST_ROWS: usize = 400;
pub(super) const WIDEST: usize = 400;
/// What meets at all line ends must be worth so much more than where a text ends, in 1/64 nat: four nats, as for columns in turn.
const GAIN: i32 = 256;
/// What speaks against it, in columns of items or of names, is at most one part in so many of what
/// speaks for it in all others: with 2 to 8 the same press pages are taken apart.
const LOSS: i32 = 8;
/// A line that is full and ends in mid-sentence speaks as much for running text as a pair of characters that is rare speaks against it.
const FULL: i32 = -Pair::Rare.worth();
/// It is narrower than the widest of its column by no more than this, in tenths of a cell: narrow marks, and a character that found no
/// room. Narrower columns may be verse, which has seven characters a line.
const RAGGED: u16 = 3 * EM as u16;
const NARROWEST: u16 = 9 * EM as u16;

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
    rows(text).take(FEWEST).count() == FEWEST
}

/// Where a row may be of several columns: white space between characters of three bytes or marks, neither an indent nor a gap of
/// typewriting. Once a row.
pub(super) fn rows(text: &str) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    let mut row = 0; // behind the last line that counted
    memmem::find_iter(bytes, b"  ").filter(move |&at| {
        let is_gap = at >= row && at.checked_sub(1).and_then(|at| bytes.get(at)).is_some_and(|b| *b >= 0x80);
        if is_gap {
            row = at + memchr::memchr(b'\n', bytes.get(at..).unwrap_or_default()).unwrap_or(bytes.len());
        }
        is_gap
    })
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

    /// A column of words that hardly stand below each other in a text speaks against columns, whatever stands beside it.
    #[test]
    fn a_column_of_items_speaks_against_columns() {
        let words = ["水渠", "人民", "年初", "日出", "大会", "中国", "上午", "国家", "天气", "会议", "年底", "水果"];
        let ends = |word: &str| (word.chars().next().unwrap() as u32, word.chars().next_back().unwrap() as u32);
        let mut items = vec!["水渠"];
        for n in 0..40 {
            let last = ends(items[n]).1;
            let rare = words.iter().find(|word| Pair::of(last, ends(word).0) == Pair::Rare);
            items.push(rare.copied().unwrap_or("人民"));
        }
        let text = columns(24, "   ");
        let beside = |words: bool| {
            let row = |(n, line): (usize, &str)| match words {
                true => format!("{}    {line}\n", items[n]),
                false => format!("{line}\n"),
            };
            text.lines().enumerate().map(row).collect::<String>()
        };
        assert!(found(&beside(false)).is_some());
        assert!(found(&beside(true)).is_none(), "{}", beside(true));
    }

    #[test]
    fn wide_spaces_within_a_column_are_told() {
        let text = columns(9, "     ") + "灯笼  挂起来了                    村里的果园开了花，蜜蜂从\n";
        let text = text + &columns(3, "     ");
        let columns = found(&text).unwrap();
        assert_eq!(columns.wide.iter().map(|span| span.of(&text)).collect::<Vec<_>>(), ["  "]);
        assert!(columns.wide.iter().all(|span| text[..span.start as usize].ends_with("灯笼")));
    }

    /// Whatever sets a line in, the piece before it on its row keeps white space to end in.
    #[test]
    fn an_indent_leaves_the_row_its_gap() {
        let text =
            columns(9, "   ") + "镇里给湖边的步道换上了新的路灯  村里的果园开了花，蜜蜂从\n" + &columns(3, "   ");
        let columns = found(&text).unwrap();
        let on_its_row = |piece: &&Piece| !piece.span.of(&text).contains('\n');
        let mut count = 0;
        for piece in columns.pieces.iter().filter(on_its_row) {
            count += 1;
            assert!(piece.gap.start < piece.gap.end, "{:?}", piece.span.of(&text));
        }
        assert_eq!(count, 13);
    }

    #[test]
    fn the_pieces_are_the_source() {
        let wide = columns(1, "\u{3000}\u{3000}\u{3000}") + columns(9, "   ").trim_end() + "\n饭";
        assert!(
            found(&wide).is_none_or(|columns| columns
                .pieces
                .iter()
                .all(|piece| wide.is_char_boundary(piece.span.start as usize)))
        );
        for text in
            [columns(9, "   "), columns(9, "  ").trim_end().to_owned(), format!("\n  {}\n\n", columns(9, "     "))]
        {
            let columns = found(&text).unwrap();
            let mut spans: Vec<Span> = columns.pieces.iter().map(|piece| piece.span).collect();
            spans.sort_unstable_by_key(|span| span.start);
            assert_eq!(spans.iter().map(|span| span.of(&text)).collect::<String>(), text);
            for piece in &columns.pieces {
                let around = [piece.lead, piece.gap, piece.tail, piece.blank];
                assert!(around.iter().all(|span| span.of(&text).trim().is_empty()), "{piece:?}");
                assert!(around.iter().all(|span| piece.span.start <= span.start && span.end <= piece.span.end));
            }
        }
    }

    /// Some programs fill each row up to the page's width, and end the last one with nothing.
    #[test]
    fn rows_may_be_filled_with_white_space() {
        let filled: String =
            columns(8, "   ").lines().chain(["饭。", "", ""]).map(|row| format!("{row:<40}\n")).collect();
        let text = filled.trim_end_matches('\n');
        let columns = found(text).unwrap();
        let tails: usize = columns.pieces.iter().filter(|piece| piece.tail.start < piece.tail.end).count();
        assert_eq!(tails, 9, "one a row with text");
        assert!(columns.pieces.iter().all(|piece| piece.tail.of(text).trim_matches(' ').is_empty()));
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
