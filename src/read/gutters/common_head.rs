//! Heads over the columns on both sides of a gutter, though they stand on one side of it.

use super::super::columns::is_open;
use super::super::lines::measure;
use super::cut::NEAR;
use super::grid::{Grid, Region, Segment};
use super::seam::Seam;

/// A head that begins so much further right than the right column, in places, is not set in that column.
const INSET: i32 = 4;
/// A column that begins with a head of its own begins with a line that is narrower than so many quarters of its widest.
const QUARTERS: i32 = 3;

// What these decide was tried on 200 press pages and 70 of another printing house: of the latter .61 of the articles are whole, and .57
// where a head right of a gutter stands over the right column always; of the former as many. Where neither the rest of its row is
// asked of nor where the right column begins, .65 of the latter are, and of 60 of the former .79 where .83 are; where the row alone is, .68 and
// .81.

/// Whether what stands on a row, on one side of a gutter alone, is the head of the columns on both sides.
///
/// Nothing stands on the other side, on all of the page, from there down to the columns. It is in the middle over all of them, with a blank
/// row between (`is_apart`); or it stands right of the gutter, does not begin where the right column does, and the left one begins with no
/// head of its own and ends in mid-sentence.
pub(super) fn is_common_head(
    text: &str,
    grid: &Grid,
    region: &Region,
    seam: &Seam,
    row: usize,
    is_apart: bool,
) -> bool {
    let is_left = |row: usize, segment: &Segment| segment.to <= seam.place(row);
    let is_right = |row: usize, segment: &Segment| segment.from >= seam.place(row) - 1;
    let left = |row: usize| region.row(row).iter().rev().find(|segment| is_left(row, segment));
    let right = |row: usize| region.row(row).iter().find(|segment| is_right(row, segment));
    let (head, is_of_right) = match (left(row), right(row)) {
        (None, Some(head)) => (head, true),
        (Some(head), None) => (head, false),
        _ => return false,
    };
    let is_bare = |row: usize| {
        let page = grid.region.row(region.first + row);
        page.iter().all(|segment| if is_of_right { is_right(row, segment) } else { is_left(row, segment) })
    };
    let is_above = |row: &usize| if is_of_right { left(*row).is_none() } else { right(*row).is_none() };
    if !(row..=seam.bottom()).take_while(is_above).all(is_bare) {
        return false;
    }
    let rows = seam.top..=seam.bottom();
    let lefts = || rows.clone().filter_map(left);
    let begins = ranked(rows.clone().filter_map(right).map(|line| line.from), 2);
    let all = region.over(seam.top..seam.bottom() + 1).iter();
    let all = all.fold((i32::MAX, 0), |(from, to), line| (from.min(line.from), to.max(line.to)));
    let own = if is_of_right { (begins, all.1) } else { (all.0, lefts().map(|line| line.to).fold(0, i32::max)) };
    let is_amid = |(from, to): (i32, i32)| (head.from + head.to - from - to).abs() <= 2 * NEAR;
    if is_apart && is_amid(all) && !is_amid(own) {
        return true;
    }
    is_of_right && !(-NEAR..=INSET).contains(&(head.from - begins)) && goes_on(text, lefts)
}

/// Whether the column whose lines these are, or others further left, begins with no head and ends in mid-sentence.
fn goes_on<'r, I: DoubleEndedIterator<Item = &'r Segment>>(text: &str, lines: impl Fn() -> I) -> bool {
    // where the column next to the gutter is at its end, one further left may go on
    let margin = ranked(lines().map(|line| line.from), 2);
    let own = || lines().filter(|line| line.from + NEAR >= margin);
    let Some((first, last)) = own().next().zip(own().next_back()) else { return false };
    let wide = |line: &Segment| line.to - line.from;
    let widest = own().map(wide).max().unwrap_or(0);
    let last = measure(last.span.of(text));
    wide(first) * 4 >= widest * QUARTERS && is_open(last.last) && !last.cues.is_byline()
}

/// Of some places, in their order, the one behind one part in so many; 0 where there is none.
pub(super) fn ranked(places: impl Iterator<Item = i32>, part: usize) -> i32 {
    let mut places: Vec<i32> = places.collect();
    places.sort_unstable();
    places.get(places.len() / part).copied().unwrap_or(0)
}
