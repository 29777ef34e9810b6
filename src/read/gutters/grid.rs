//! The grid: the rows of a page that keeps its layout, and where the texts on each begin and end, counted in characters.
//!
//! That is how such programs count: a Chinese character takes one place of a row, as a letter and a space do.

use std::ops::Range;

use super::super::class::is_han;
use super::super::cues::Cues;
use super::super::lines::Line;
use super::{MOST_ROWS, WIDEST};
use crate::page::change::Span;

/// The rows of a masthead are among so many at the head of a page.
const MASTHEAD: usize = 14;
/// A page of columns has at most so many texts a row, in the mean: of 490 pages the richest had five, and no row more than nine.
const MOST_TEXTS: usize = 8;
/// Two spaces part two texts of a row; one stands within a text as well.
const APART: usize = 2;

/// A text on a row, with single spaces inside at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Segment {
    pub span: Span,
    /// The places that it takes: from the first up to the one behind its last.
    pub from: i32,
    pub to: i32,
}

/// Rows that follow each other, each with the segments on it that belong to the region.
#[derive(Clone, Debug, Default)]
pub(super) struct Region {
    /// The page's row that is its first.
    pub first: usize,
    rows: Vec<Range<usize>>,
    segments: Vec<Segment>,
}

impl Region {
    /// No rows yet.
    pub(super) fn from(first: usize) -> Region {
        Region { first, ..Region::default() }
    }

    /// Adds a row with these segments.
    pub(super) fn push(&mut self, segments: impl IntoIterator<Item = Segment>) {
        let start = self.segments.len();
        self.segments.extend(segments);
        self.rows.push(start..self.segments.len());
    }

    /// How many rows it has.
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// The segments of one of its rows, from left to right; none where there is no such row.
    pub(super) fn row(&self, n: usize) -> &[Segment] {
        self.rows.get(n).and_then(|row| self.segments.get(row.clone())).unwrap_or_default()
    }

    /// The segments of some rows.
    pub(super) fn over(&self, rows: Range<usize>) -> &[Segment] {
        let rows = self.rows.get(rows.start..rows.end.min(self.rows.len())).unwrap_or_default();
        let span = rows.first().zip(rows.last()).map_or(0..0, |(first, last)| first.start..last.end);
        self.segments.get(span).unwrap_or_default()
    }

    /// Some of its rows.
    pub(super) fn part(&self, rows: Range<usize>) -> Region {
        let mut part = Region::from(self.first + rows.start);
        rows.for_each(|n| part.push(self.row(n).iter().copied()));
        part
    }

    /// How far its rows reach.
    pub(super) fn width(&self) -> usize {
        self.segments.iter().map(|segment| segment.to as usize).max().unwrap_or(0)
    }
}

/// The page's rows.
#[derive(Debug)]
pub(super) struct Grid {
    /// Whole rows, with their line ends.
    pub rows: Vec<Span>,
    pub region: Region,
    /// The row behind the masthead's last.
    pub masthead: usize,
}

impl Grid {
    /// The rows of a text with these lines. A row of the masthead is one segment. `None` where a row or the page is longer than one
    /// that is printed, or most rows have more texts than a page has columns.
    pub(super) fn of(text: &str, lines: &[Line]) -> Option<Grid> {
        let mut lines = lines.iter().peekable();
        let mut segments: Vec<Segment> = Vec::new();
        let mut grid = Grid { rows: Vec::new(), region: Region::default(), masthead: 0 };
        let mut start = 0;
        for row in text.split_inclusive('\n') {
            let span = Span::new(start, start + row.len() as u32);
            start = span.end;
            find_segments(row, span.start, &mut segments)?;
            let mut is_masthead = false;
            while let Some(line) = lines.next_if(|line| line.span.start < span.end) {
                is_masthead |= is_row_of_masthead(line);
            }
            if is_masthead && grid.rows.len() < MASTHEAD {
                grid.masthead = grid.rows.len() + 1;
                if let [first, .., last] = segments[..] {
                    let whole = Segment { span: Span::new(first.span.start, last.span.end), to: last.to, ..first };
                    segments.clear();
                    segments.push(whole);
                }
            }
            grid.region.push(segments.drain(..));
            grid.rows.push(span);
            if grid.rows.len() > MOST_ROWS {
                return None;
            }
        }
        let texts = grid.region.over(0..grid.rows.len()).len();
        (texts <= MOST_TEXTS * grid.rows.len()).then_some(grid)
    }

    /// Whether a row of the page is blank.
    pub(super) fn is_blank(&self, row: usize) -> bool {
        self.region.row(row).is_empty()
    }
}

/// Whether a line is a row of a masthead, by its words.
fn is_row_of_masthead(line: &Line) -> bool {
    line.cues.is_masthead() && !line.cues.has(Cues::COMMA) && !line.cues.has(Cues::SENTENCE)
}

/// Whether a character is white space in a row.
#[inline]
pub(super) fn is_space(c: char) -> bool {
    // most are Chinese characters
    c == ' ' || !is_han(c) && c.is_whitespace()
}

/// Finds the segments of a row that begins at a byte of the text. `None` where it is longer than one that is printed.
fn find_segments(row: &str, start: u32, found: &mut Vec<Segment>) -> Option<()> {
    let mut spaces = APART;
    let mut place = 0;
    for (at, c) in row.char_indices() {
        if is_space(c) {
            spaces += 1;
        } else {
            let at = start + at as u32;
            let (end, to) = (at + c.len_utf8() as u32, place + 1);
            match found.last_mut().filter(|_| spaces < APART) {
                Some(last) => (last.span.end, last.to) = (end, to),
                None => found.push(Segment { span: Span::new(at, end), from: place, to }),
            }
            spaces = 0;
        }
        place += 1;
    }
    (place as usize <= WIDEST).then_some(())
}

#[cfg(test)]
mod tests {
    use super::super::super::lines::scan;
    use super::*;

    fn places(grid: &Grid, row: usize) -> Vec<(i32, i32)> {
        grid.region.row(row).iter().map(|segment| (segment.from, segment.to)).collect()
    }

    #[test]
    fn places_are_counted_in_characters_and_two_spaces_part() {
        let text = "  湖边的灯   1 月 5 日，\n\n镇里\n";
        let grid = Grid::of(text, &[]).unwrap();
        assert_eq!(places(&grid, 0), [(2, 6), (9, 17)]);
        let segment = grid.region.row(0)[1];
        assert_eq!(segment.span.of(text), "1 月 5 日，");
        assert!(grid.is_blank(1) && !grid.is_blank(2));
        assert_eq!(places(&grid, 2), [(0, 2)]);
        assert_eq!(grid.rows.iter().map(|row| row.of(text)).collect::<String>(), text);
    }

    #[test]
    fn a_row_of_the_masthead_is_one_segment() {
        let text = "第6版    编辑：梁禾\n湖边    镇里\n";
        let grid = Grid::of(text, &scan(text)).unwrap();
        assert_eq!(places(&grid, 0), [(0, 12)]);
        assert_eq!(places(&grid, 1), [(0, 2), (6, 8)]);
    }

    #[test]
    fn what_no_page_has_is_no_grid() {
        assert!(Grid::of(&"字\n".repeat(MOST_ROWS), &[]).is_some());
        assert!(Grid::of(&"字\n".repeat(MOST_ROWS + 1), &[]).is_none());
        let row = |chars: usize| "字".repeat(chars - 1) + "\n";
        assert!(Grid::of(&row(WIDEST), &[]).is_some());
        assert!(Grid::of(&row(WIDEST + 1), &[]).is_none());
        let texts = |count: usize| ["字"].repeat(count).join("  ") + "\n";
        assert!(Grid::of(&texts(MOST_TEXTS).repeat(9), &[]).is_some());
        assert!(Grid::of(&(texts(MOST_TEXTS).repeat(9) + &texts(MOST_TEXTS + 1)), &[]).is_none());
    }

    #[test]
    fn part_of_a_region_is_its_rows() {
        let grid = Grid::of("甲  乙\n\n丙\n丁  戊\n", &[]).unwrap();
        let part = grid.region.part(2..4);
        assert_eq!((part.first, part.len(), part.width()), (2, 2, 4));
        assert_eq!(part.row(0).len() + part.row(1).len(), part.over(0..9).len());
        assert_eq!(grid.region.over(0..2).len(), 2);
    }
}
