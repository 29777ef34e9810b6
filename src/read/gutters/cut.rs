//! Cutting: a page is cut along its tallest gutter, and each part again, until none is left.

use std::ops::Range;

use super::super::class::Class;
use super::super::columns::is_open;
use super::super::lines::measure;
use super::grid::{Grid, Region, Segment, is_space};
use super::seam::{Seam, best};
use crate::page::change::Span;

/// So many blank rows part two bands of a page: no seam goes through them.
const BAND: usize = 2;
/// Above a gutter's columns stand heads: its white space goes on over up to so many rows at a time, behind so many blank ones.
const HEAD: usize = 4;
const ABOVE: usize = 4;
/// Below them it goes on behind so many.
const BELOW: usize = 1;
/// A gutter may be cut off to either side of a space that is no further away, in places.
const NEAR: i32 = 2;
/// Parts are cut so often at most: a page has a dozen columns and a few bands.
const MOST: usize = 30;
/// Gutters of one band are looked for one inside the other so often.
const INSIDE: usize = 8;
/// What sets a line in, in places.
const INDENT: Range<i32> = 2..7;

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

/// The rest of a broken line begins at most so many places before or behind the end of its first part.
const APART: i32 = 3;

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
            .take_while(|&row| self.is_common_head(region, &seam, row, false))
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
        let blank = (0..=row).rev().take(BAND).take_while(|&row| self.grid.is_blank(row)).count();
        let blank =
            blank + (row + 1..self.grid.rows.len()).take(BAND).take_while(|&row| self.grid.is_blank(row)).count();
        blank >= BAND
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
            if self.is_common_head(region, seam, row, blanks > 0) {
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

    /// Whether what stands on a row, on one side of a gutter alone, is the head of the columns on both sides: nothing stands on the other
    /// side down to them, and it is in the middle over all of them, with a blank row between; or it stands right of the gutter, does not begin where the right column
    /// does, and the left one begins with no head of its own and ends in mid-sentence.
    fn is_common_head(&self, region: &Region, seam: &Seam, row: usize, is_apart: bool) -> bool {
        let is_left = |row: usize, segment: &Segment| segment.to <= seam.place(row);
        let is_right = |row: usize, segment: &Segment| segment.from >= seam.place(row) - 1;
        let left = |row: usize| region.row(row).iter().rev().find(|segment| is_left(row, segment));
        let right = |row: usize| region.row(row).iter().find(|segment| is_right(row, segment));
        let (head, behind) = match (left(row), right(row)) {
            (None, Some(head)) => (head, true),
            (Some(head), None) => (head, false),
            _ => return false,
        };
        // on all of the page, from the head down to the columns
        let is_bare = |row: usize| {
            let page = self.grid.region.row(region.first + row);
            page.iter().all(|segment| if behind { is_right(row, segment) } else { is_left(row, segment) })
        };
        let above = |row: &usize| if behind { left(*row).is_none() } else { right(*row).is_none() };
        if !(row..=seam.bottom()).take_while(above).all(is_bare) {
            return false;
        }
        let rows = seam.top..=seam.bottom();
        let all = region.over(seam.top..seam.bottom() + 1).iter();
        let all = all.fold((i32::MAX, 0), |(from, to), line| (from.min(line.from), to.max(line.to)));
        let margin = middle(rows.clone().filter_map(right).map(|line| line.from));
        let is_amid = |(from, to): (i32, i32)| (head.from + head.to - from - to).abs() <= 2 * NEAR;
        let own = if behind {
            (margin, all.1)
        } else {
            (all.0, rows.clone().filter_map(left).map(|line| line.to).fold(0, i32::max))
        };
        if is_apart && is_amid(all) && !is_amid(own) {
            return true;
        }
        if !behind || (-NEAR..=2 * NEAR).contains(&(head.from - margin)) {
            return false;
        }
        // where the column next to the gutter is at its end, one further left may go on
        let margin = middle(rows.clone().filter_map(left).map(|line| line.from));
        let lines = || rows.clone().filter_map(left).filter(|line| line.from + NEAR >= margin);
        let wide = |line: &Segment| line.to - line.from;
        let Some((first, last)) = lines().next().zip(lines().next_back()) else { return false };
        let last = measure(last.span.of(self.text));
        let widest = lines().map(wide).max().unwrap_or(0);
        wide(first) * 4 >= widest * 3 && is_open(last.last) && !last.cues.is_byline()
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

/// The one in the middle of some places.
fn middle(places: impl Iterator<Item = i32>) -> i32 {
    let mut places: Vec<i32> = places.collect();
    places.sort_unstable();
    places.get(places.len() / 2).copied().unwrap_or(0)
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
    let mut margins: Vec<i32> = (0..region.len()).filter_map(|row| Some(region.row(row).first()?.from)).collect();
    margins.sort_unstable();
    // a quarter of its lines may stand further left: heads, and rows that digits have pushed
    let margin = margins.get(margins.len() / 4).copied().unwrap_or(0);
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
