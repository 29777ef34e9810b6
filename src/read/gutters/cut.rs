//! Cutting: a page is cut along its tallest gutter, and each part again, until none is left.

use std::ops::Range;

use super::super::class::Class;
use super::common_head::{is_common_head, ranked};
use super::grid::{Grid, Region, Segment, is_space};
use super::seam::{Seam, best};
use crate::page::change::Span;

// How far gutters reach was set on 60 press pages and on 70 of another printing house; of their articles .83 and .61 are whole with these.

/// So many blank rows part two bands of a page: no seam goes through them. With three, .79 and .46.
const BAND: usize = 2;
/// Above a gutter's columns stand heads: its white space goes on over up to so many rows at a time, kicker and headline, behind so many
/// blank ones. With two rows, or behind one, as many or a hundredth fewer.
const HEAD: usize = 4;
const ABOVE: usize = 4;
/// Below them it goes on behind so many. Behind none, .81 and .59; behind three, .65 and .41: what stands there is another band's.
const BELOW: usize = 1;
/// Two places that are no further apart are one: so far a space that is cut at may be from its gutter, and a column's line from its margin.
pub(super) const NEAR: i32 = 2;
/// Parts are cut so often at most, and gutters looked for one inside the other: a page has a dozen columns and a few bands. Only so that
/// no text takes longer than it is long.
const MOST: usize = 30;
const INSIDE: usize = 8;
/// What sets a line in, in places: two characters or more, as spaces are narrower; what is set in further is in the middle.
const INDENT: Range<i32> = 2..7;
/// The rest of a broken line begins at most so many places before or behind the end of its first part: the mark's own, and `NEAR`.
const APART: i32 = 1 + NEAR;

/// A line of a column.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    /// The page's row that it stands on.
    pub row: usize,
    pub segment: Segment,
    /// It is set in.
    pub is_inset: bool,
}

/// A part of the page that no gutter parts.
#[derive(Debug)]
pub(super) struct Leaf {
    pub lines: Vec<Line>,
    /// The white space between two texts of one line.
    pub gaps: Vec<Span>,
    /// Whether it stands beside another one.
    pub is_column: bool,
}

/// The parts of the page in the order in which they are read.
pub(super) fn leaves(text: &str, grid: &Grid) -> Vec<Leaf> {
    let mut cutter = Cutter { text, grid, leaves: Vec::new() };
    cutter.cut(&grid.region, false, 0);
    cutter.leaves
}

struct Cutter<'g> {
    text: &'g str,
    grid: &'g Grid,
    leaves: Vec<Leaf>,
}

impl Cutter<'_> {
    /// Cuts a region, and keeps its parts.
    fn cut(&mut self, region: &Region, is_column: bool, depth: usize) {
        let filled = || (0..region.len()).filter(|&row| !region.row(row).is_empty());
        let Some((first, last)) = filled().next().zip(filled().next_back()) else { return };
        let region = &region.part(first..last + 1);
        let mut seams = Vec::new();
        if depth < MOST {
            self.gutters(region, 0, 0, &mut seams);
        }
        // of two that are as tall the first is that which is worth most
        let tallest = seams.iter().rev().map(|seam| (self.reach(region, seam), seam));
        let tallest = tallest.max_by_key(|(rows, seam)| (rows.end - rows.start, seam.worth));
        let Some((rows, seam)) = tallest else {
            self.leaves.push(leaf(self.text, region, is_column));
            return;
        };
        let [left, right] = self.part(region, rows.clone(), seam);
        self.cut(&region.part(0..rows.start), is_column, depth + 1);
        self.cut(&left, true, depth + 1);
        self.cut(&right, true, depth + 1);
        self.cut(&region.part(rows.end..region.len()), is_column, depth + 1);
    }

    /// Finds all gutters of a region, which begins so many rows below the one for which they are counted.
    fn gutters(&self, region: &Region, below: usize, depth: usize, seams: &mut Vec<Seam>) {
        if depth >= INSIDE {
            return;
        }
        let is_barred = |row: usize| self.parts_bands(region.first + row);
        let is_blank = |row: usize| self.grid.is_blank(region.first + row);
        let Some(mut seam) = best(self.text, region, is_barred, is_blank) else { return };
        let head = (seam.top..seam.bottom())
            .take(HEAD)
            .take_while(|&row| is_common_head(self.text, self.grid, region, &seam, row, false))
            .count();
        seam.places.drain(..head);
        seam.top += head;
        let rows = seam.top..seam.bottom() + 1;
        let [left, right] = self.part(region, rows.clone(), &seam);
        seams.push(seam.below(below));
        self.gutters(&region.part(0..rows.start), below, depth + 1, seams);
        self.gutters(&left, below + rows.start, depth + 1, seams);
        self.gutters(&right, below + rows.start, depth + 1, seams);
        self.gutters(&region.part(rows.end..region.len()), below + rows.end, depth + 1, seams);
    }

    /// Whether a row of the page is one of the blank ones between two bands.
    fn parts_bands(&self, row: usize) -> bool {
        let is_blank = |row: &usize| *row < self.grid.rows.len() && self.grid.is_blank(*row);
        let above = (0..=row).rev().take_while(is_blank).take(BAND).count();
        above > 0 && above + (row + 1..).take_while(is_blank).take(BAND).count() >= BAND
    }

    /// The rows over which a gutter's white space reaches.
    fn reach(&self, region: &Region, seam: &Seam) -> Range<usize> {
        let is_blank = |row: usize| self.grid.is_blank(region.first + row);
        let is_clear = |row: usize| {
            let place = seam.place(row);
            region.first + row >= self.grid.masthead
                && region.row(row).iter().all(|segment| segment.to <= place || segment.from >= place - 1)
        };
        let (mut top, mut blanks) = (seam.top, 0);
        for row in (0..seam.top).rev() {
            if is_blank(row) {
                blanks += 1;
                if blanks > ABOVE {
                    break;
                }
                continue;
            }
            if is_common_head(self.text, self.grid, region, seam, row, blanks > 0) {
                break;
            }
            let is_head = || (0..=row).rev().take_while(|&row| !is_blank(row)).take(HEAD + 1).count() <= HEAD;
            if !is_clear(row) || blanks > 0 && !is_head() {
                break;
            }
            (top, blanks) = (row, 0);
        }
        let (mut bottom, mut blanks) = (seam.bottom(), 0);
        for row in seam.bottom() + 1..region.len() {
            if is_blank(row) {
                blanks += 1;
                if blanks > BELOW {
                    break;
                }
                continue;
            }
            if !is_clear(row) {
                break;
            }
            (bottom, blanks) = (row, 0);
        }
        let is_filled = |row: &usize| !region.row(*row).is_empty();
        let top = (top..seam.top).find(is_filled).unwrap_or(seam.top);
        let bottom = (seam.bottom() + 1..bottom + 1).rev().find(is_filled).unwrap_or(seam.bottom());
        top..bottom + 1
    }

    /// What stands on these rows to the left of a gutter, and to its right.
    fn part(&self, region: &Region, rows: Range<usize>, seam: &Seam) -> [Region; 2] {
        let [mut left, mut right] = [(); 2].map(|()| Region::from(region.first + rows.start));
        let (mut of_left, mut of_right) = (Vec::new(), Vec::new());
        for row in rows {
            let place = seam.place(row);
            for &segment in region.row(row) {
                if segment.to <= place {
                    of_left.push(segment);
                } else if segment.from >= place - 1 {
                    of_right.push(segment);
                } else if let Some([one, other]) = split(self.text, segment, place) {
                    of_left.push(one);
                    of_right.push(other);
                } else if segment.from + segment.to < 2 * place {
                    of_left.push(segment);
                } else {
                    of_right.push(segment);
                }
            }
            left.push(of_left.drain(..));
            right.push(of_right.drain(..));
        }
        [left, right]
    }
}

/// Splits a segment at the single space nearest to a place.
fn split(text: &str, segment: Segment, place: i32) -> Option<[Segment; 2]> {
    let spaces = segment.span.of(text).char_indices().zip(segment.from..).filter(|((_, c), _)| is_space(*c));
    let ((at, space), before) = spaces.min_by_key(|(_, before)| (before + 1 - place).abs())?;
    let at = segment.span.start + at as u32;
    let mut parts = [segment; 2];
    let [left, right] = &mut parts;
    (left.span.end, left.to) = (at, before);
    (right.span.start, right.from) = (at + space.len_utf8() as u32, before + 1);
    ((before + 1 - place).abs() <= NEAR).then_some(parts)
}

/// A region that no gutter parts, a line a row.
fn leaf(text: &str, region: &Region, is_column: bool) -> Leaf {
    // a quarter of its lines may stand further left: heads, and rows that digits have pushed
    let margin = ranked((0..region.len()).filter_map(|row| Some(region.row(row).first()?.from)), 4);
    let lines = (0..region.len()).filter_map(|row| {
        let segments = region.row(row);
        let (&first, last) = segments.first().zip(segments.last())?;
        let span = Span::new(first.span.start, last.span.end);
        let segment = Segment { span, to: last.to, ..first };
        let is_inset = INDENT.contains(&(first.from - margin));
        Some(Line { row: region.first + row, segment, is_inset })
    });
    let pairs = (0..region.len()).flat_map(|row| region.row(row).windows(2));
    let gaps = pairs.filter_map(|pair| Some(Span::new(pair.first()?.span.end, pair.last()?.span.start)));
    let mut lines: Vec<Line> = lines.collect();
    for n in 1..lines.len() {
        if let Some([before, line]) = lines.get_mut(n - 1..n + 1)
            && line.is_inset
            && before.row + 1 == line.row
            && is_broken(text, before.segment)
            && (before.segment.to - line.segment.from).abs() <= APART
        {
            line.is_inset = false;
        }
    }
    Leaf { lines, gaps: gaps.collect(), is_column }
}

/// Whether a printed line may have been broken behind this: a mark that is set narrow makes the pen go back, and what follows comes out
/// on a row of its own, a little higher or lower.
fn is_broken(text: &str, segment: Segment) -> bool {
    let last = segment.span.of(text).chars().next_back().map(Class::of);
    matches!(last, Some(Class::Comma | Class::Semicolon | Class::Colon))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines of each part of a text, and whether it is a column.
    fn parts(text: &str) -> Vec<(String, bool)> {
        let grid = Grid::of(text, &[]).unwrap();
        let shown =
            |leaf: &Leaf| leaf.lines.iter().map(|line| line.segment.span.of(text)).collect::<Vec<_>>().join("/");
        leaves(text, &grid).iter().map(|leaf| (shown(leaf), leaf.is_column)).collect()
    }

    fn columns(text: &str) -> Vec<String> {
        parts(text).into_iter().map(|part| part.0).collect()
    }

    #[test]
    fn what_stands_left_is_read_first() {
        let text = "湖边   镇里   夜里\n的灯   换上   行人\n亮了   路灯   少了\n";
        assert_eq!(columns(text), ["湖边/的灯/亮了", "镇里/换上/路灯", "夜里/行人/少了"]);
        assert_eq!(parts("湖边的灯\n亮了\n"), [("湖边的灯/亮了".to_owned(), false)]);
    }

    #[test]
    fn a_head_over_two_columns_is_read_before_them() {
        let text = "湖边的路灯都亮了\n\n湖边   镇里\n的灯   换上\n亮了   路灯\n";
        assert_eq!(columns(text), ["湖边的路灯都亮了", "湖边/的灯/亮了", "镇里/换上/路灯"]);
    }

    #[test]
    fn a_head_stands_over_the_columns_on_its_side() {
        let text = "湖边       镇里\n\n湖边的灯   镇里换上\n又都亮了   了新路灯\n";
        assert_eq!(columns(text), ["湖边/湖边的灯/又都亮了", "镇里/镇里换上/了新路灯"]);
        // up to four rows of it
        let head =
            |rows: usize| format!("{}\n湖边的灯   镇里换上\n又都亮了   了新路灯\n", "           镇里\n".repeat(rows));
        assert_eq!(columns(&head(HEAD)).len(), 2);
        assert_eq!(columns(&head(HEAD + 1)).len(), 3);
    }

    #[test]
    fn a_head_in_the_middle_stands_over_all_columns() {
        let text = "        湖边亮灯\n\n湖边的灯又   镇里换上了   夜里的行人\n又都亮起来   新的路灯了   也多起来了\n";
        let found = columns(text);
        assert_eq!(found.first().map(String::as_str), Some("湖边亮灯"), "{found:?}");
        assert_eq!(found.len(), 4);
    }

    #[test]
    fn a_masthead_is_no_head() {
        let text = "第6版  星期六\n\n湖边的灯又   镇里换上了\n又都亮起来   新的路灯了\n行人也多了   都来看一看\n";
        let grid = Grid::of(text, &super::super::super::lines::scan(text)).unwrap();
        let first = leaves(text, &grid).remove(0);
        assert_eq!(first.lines.iter().map(|line| line.segment.span.of(text)).collect::<Vec<_>>(), ["第6版  星期六"]);
    }

    #[test]
    fn two_blank_rows_part_bands() {
        // what stands right above them is part of its band
        assert_eq!(columns("湖边   镇里\n的灯   换上\n\n\n夜里的行人也多了\n").len(), 3);
        // longer than a head
        let band = "湖边   镇里\n".repeat(HEAD + 1);
        assert_eq!(columns(&format!("{band}\n{band}")).len(), 2, "one does not");
        assert_eq!(columns(&format!("{band}\n\n{band}")).len(), 4);
    }

    #[test]
    fn a_line_that_is_set_in_is_known() {
        let inset = |text: &str| {
            let grid = Grid::of(text, &[]).unwrap();
            let leaves = leaves(text, &grid);
            leaves.iter().flat_map(|leaf| leaf.lines.iter().map(|line| line.is_inset)).collect::<Vec<_>>()
        };
        assert_eq!(inset("  湖边的灯又\n亮起来了行人\n也多起来了\n"), [true, false, false]);
        assert_eq!(inset(" 湖边的灯又\n亮起来了行人\n也多起来了\n"), [false; 3], "one place is none");
        assert_eq!(
            inset("湖边的灯，\n     又都亮了\n行人也多起来了\n"),
            [false; 3],
            "the rest of a line that was broken"
        );
        assert_eq!(inset("湖边的灯。\n     又都亮了\n行人也多起来了\n"), [false, true, false]);
    }
}
