//! The seam: the cheapest way down through the white space of some rows.
//!
//! A place between two texts of a row is worth most where the right one begins, as the lines of a column begin at one place. Where
//! columns are set at other heights, the texts of one stand on rows of their own: then a place is worth something that has text on
//! one side in its row and on the other a row or two away. A seam crosses a text at a single space only, which costs. It begins and ends
//! where that is worth most.

use super::grid::{Region, Segment, is_space};

// What a place of a row is worth, in twentieths of a row with text on both sides. Set on 60 pages of `pdftotext -layout`, of whose
// articles .83 are whole with these; .80 and .76 where a seam must be worth three rows and four, and .74 where rows with text on one
// side count for nothing.

/// Between two texts, where the right one begins, or up to two places before that, and anywhere else.
const EDGE: i16 = 20;
const NEAR_EDGE: i16 = 18;
const BETWEEN: i16 = 12;
const NEAR: i32 = 2;
/// With text on either side in rows near by; and more where a text of the row begins there.
const ALTERNATE: i16 = 10;
const ALTERNATE_EDGE: i16 = 4;
/// So many rows are near.
const REACH: usize = 2;
/// At a single space inside a text.
const SPACE: i16 = -30;
/// For each place by which it goes aside from one row to the next, and how far at most: texts are counted in characters, so that a
/// column begins a place or two further right where there are digits left of it.
const ASIDE: i16 = -3;
const STEP: usize = 2;
/// A seam is worth so much at least: two rows.
const LEAST: i16 = 40;
/// No way leads there.
const BARRED: i16 = i16::MIN / 4;
const _: () = assert!((super::MOST_ROWS as i16) * EDGE < -BARRED, "sums fit their bits, and a text is dearer than any");

/// A way down between the texts of rows that follow each other.
#[derive(Clone, Debug)]
pub(super) struct Seam {
    pub worth: i16,
    /// Its first row, and its place on this and on those behind it.
    pub top: usize,
    pub places: Vec<i32>,
}

impl Seam {
    /// Its last row.
    pub(super) fn bottom(&self) -> usize {
        self.top + self.places.len().saturating_sub(1)
    }

    /// Its place on a row; above its first row it goes straight up, and below its last straight down.
    pub(super) fn place(&self, row: usize) -> i32 {
        let n = row.clamp(self.top, self.bottom()) - self.top;
        self.places.get(n).copied().unwrap_or(0)
    }

    /// The same with its rows counted from other ones, so many above.
    pub(super) fn below(self, rows: usize) -> Seam {
        Seam { top: self.top + rows, ..self }
    }
}

/// The texts on a row and on those near by, up to one that is blank.
fn near(region: &Region, row: usize, is_blank: impl Fn(usize) -> bool) -> &[Segment] {
    let above = (1..=REACH).take_while(|n| row.checked_sub(*n).is_some_and(|row| !is_blank(row))).count();
    let below = (1..=REACH).take_while(|n| !is_blank(row + n)).count();
    region.over(row - above..row + below + 1)
}

/// What a row's places are worth.
fn worths(text: &str, region: &Region, row: usize, is_blank: impl Fn(usize) -> bool, worths: &mut [i16]) {
    worths.fill(0);
    let segments = region.row(row);
    let places = |from: i32, to: i32| from.max(0) as usize..to.max(0) as usize;
    for segment in segments {
        let mut at = segment.from;
        for c in segment.span.of(text).chars() {
            at += 1;
            let worth = if is_space(c) { SPACE } else { BARRED };
            if let Some(place) = worths.get_mut(at as usize).filter(|_| at < segment.to) {
                *place = worth;
            }
        }
    }
    for pair in segments.windows(2) {
        let [left, right] = pair else { continue };
        for at in left.to..=right.from {
            let worth = match right.from - at {
                0 => EDGE,
                ..=NEAR => NEAR_EDGE,
                _ => BETWEEN,
            };
            if let Some(place) = worths.get_mut(at as usize) {
                *place = worth;
            }
        }
    }
    if segments.is_empty() {
        return;
    }
    let near = near(region, row, is_blank);
    let from = near.iter().map(|segment| segment.to).min().unwrap_or(0);
    let to = near.iter().map(|segment| segment.from).max().unwrap_or(0);
    if from > to {
        return;
    }
    for (place, at) in worths.get_mut(places(from, to + 1)).unwrap_or_default().iter_mut().zip(from..) {
        if *place == 0 {
            let begins = segments.iter().any(|segment| (0..=NEAR).contains(&(segment.from - at)));
            *place = ALTERNATE + if begins { ALTERNATE_EDGE } else { 0 };
        }
    }
}

/// The seam that is worth most, if one is worth enough. `is_barred` says which rows none goes through, and
/// `is_blank` which are blank.
pub(super) fn best(
    text: &str,
    region: &Region,
    is_barred: impl Fn(usize) -> bool,
    is_blank: impl Fn(usize) -> bool + Copy,
) -> Option<Seam> {
    let width = region.width() + 2;
    let mut row_worths = vec![0; width];
    // what the best way to each place is worth, row by row; beside each row so much room that all steps are inside
    let stride = width + 2 * STEP;
    let mut ways = vec![0i16; stride * (region.len() + 1)];
    let mut most = (0, 0);
    for row in 0..region.len() {
        if is_barred(row) {
            continue;
        }
        worths(text, region, row, is_blank, &mut row_worths);
        let (before, here) = ways.split_at_mut((row + 1) * stride);
        let before = before.get(row * stride..).unwrap_or_default();
        let from = |step: usize| before.get(step..step + width).unwrap_or_default().iter();
        let steps = from(0).zip(from(1)).zip(from(2)).zip(from(3)).zip(from(4)).zip(&row_worths);
        let here = here.get_mut(STEP..STEP + width).unwrap_or_default();
        for (here, (((((a, b), c), d), e), worth)) in here.iter_mut().zip(steps) {
            let way = (*c).max(*b.max(d) + ASIDE).max(*a.max(e) + 2 * ASIDE);
            *here = (way.max(0) + worth).max(0);
        }
        let best = here.iter().copied().max().unwrap_or(0);
        if best > most.0 {
            most = (best, row);
        }
    }
    let (worth, mut row) = most;
    if worth < LEAST {
        return None;
    }
    let way = |row: usize, at: usize| ways.get((row + 1) * stride + STEP + at).copied().unwrap_or(0);
    let mut at = (0..width).find(|&at| way(row, at) == worth)?;
    let mut places = vec![at as i32];
    while row > 0 {
        let nearest = [at, at.wrapping_sub(1), at + 1, at.wrapping_sub(2), at + 2];
        let sum = |from: usize| way(row - 1, from) + ASIDE * from.abs_diff(at) as i16;
        let Some(from) = nearest.into_iter().filter(|from| *from < width).rev().max_by_key(|from| sum(*from)) else {
            break;
        };
        if sum(from) <= 0 {
            break; // it begins here
        }
        (at, row) = (from, row - 1);
        places.push(at as i32);
    }
    places.reverse();
    trimmed(region, is_blank, Seam { worth, top: row, places })
}

const _: () = assert!(STEP == 2, "a step for each of five places");

/// The seam from the first row with text on both sides of it, there or near by, to the last.
fn trimmed(region: &Region, is_blank: impl Fn(usize) -> bool + Copy, seam: Seam) -> Option<Seam> {
    let parts = |(row, place): &(usize, &i32)| {
        let near = near(region, *row, is_blank);
        !region.row(*row).is_empty()
            && near.iter().any(|segment| segment.to <= **place + 1)
            && near.iter().any(|segment| segment.from >= **place - 1)
    };
    let rows = || (seam.top..).zip(&seam.places).filter(parts).map(|(row, _)| row);
    let (top, bottom) = (rows().next()?, rows().last()?);
    let places = seam.places.get(top - seam.top..bottom + 1 - seam.top)?.to_vec();
    Some(Seam { top, places, ..seam })
}

#[cfg(test)]
mod tests {
    use super::super::grid::Grid;
    use super::*;

    /// The places of the best seam of a text from its first row on, and that row.
    fn seam(text: &str) -> Option<(usize, Vec<i32>)> {
        barred(text, usize::MAX)
    }

    fn barred(text: &str, bar: usize) -> Option<(usize, Vec<i32>)> {
        let grid = Grid::of(text, &[]).unwrap();
        let seam = best(text, &grid.region, |row| row == bar, |row| grid.is_blank(row))?;
        Some((seam.top, seam.places))
    }

    #[test]
    fn a_seam_goes_down_where_the_right_texts_begin() {
        assert_eq!(seam("湖边   镇里\n的灯   换上\n亮了   路灯\n"), Some((0, vec![5, 5, 5])));
        assert_eq!(seam("湖边   镇里\n"), None, "one row is none");
        assert_eq!(seam("湖边 镇里\n的灯 换上\n亮了 路灯\n"), None, "single spaces are a text's own");
    }

    #[test]
    fn a_seam_follows_texts_that_are_pushed_aside() {
        assert_eq!(seam("湖边   镇里\n湖边的灯又亮  换上\n亮了   路灯\n"), Some((0, vec![5, 6, 5])));
        assert_eq!(seam("湖边   镇里\n湖边的灯又亮了行人  换上\n"), None, "not by more than so far at a time");
    }

    #[test]
    fn a_seam_crosses_a_text_at_a_space_if_that_pays() {
        let rows = "湖边的路灯又亮   镇里\n".repeat(3);
        let across = |middle: &str, behind: &str| seam(&format!("{rows}{middle}\n{behind}"));
        assert_eq!(across("湖边的路灯又都亮 镇里换上了", &rows), Some((0, vec![10, 10, 10, 9, 10, 10, 10])));
        assert_eq!(across("湖边的路灯又都亮 镇里换上了", ""), Some((0, vec![10; 3])), "with rows behind it");
        assert_eq!(
            across("湖边的路灯又都亮了镇里换上了", &rows),
            Some((0, vec![10; 3])),
            "no way leads through a text"
        );
    }

    #[test]
    fn texts_on_rows_of_their_own_have_a_seam_between() {
        let text = "湖边\n     镇里\n的灯\n     换上\n亮了\n     路灯\n";
        let (top, places) = seam(text).unwrap();
        assert_eq!((top, places.len()), (0, 6));
        assert!(places.iter().all(|place| (2..=5).contains(place)), "{places:?}");
        assert_eq!(seam("湖边\n\n     镇里\n\n的灯\n\n     换上\n"), None, "not across blank rows");
    }

    #[test]
    fn no_seam_goes_through_rows_that_are_barred() {
        let text = "湖边   镇里\n的灯   换上\n\n亮了   路灯\n湖水   步道\n夜里   行人\n";
        assert_eq!(seam(text), Some((0, vec![5; 6])));
        assert_eq!(barred(text, 2), Some((3, vec![5; 3])));
    }

    #[test]
    fn above_and_below_it_a_seam_goes_straight_on() {
        let seam = Seam { worth: 1, top: 2, places: vec![5, 6, 7] };
        assert_eq!([0, 2, 3, 4, 9].map(|row| seam.place(row)), [5, 5, 6, 7, 7]);
        assert_eq!((seam.bottom(), seam.below(3).top), (4, 5));
    }
}
