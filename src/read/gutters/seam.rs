//! The seam: the cheapest way down through the white space of some rows.
//!
//! A place between two texts of a row is worth most where the right one begins, as the lines of a column begin at one place. Where
//! columns are set at other heights, the texts of one stand on rows of their own: then a place is worth something that has text on
//! one side in its row and on the other a row or two away. A seam crosses a text at a single space only, which costs. It begins and ends
//! where that is worth most.

use super::grid::{Region, Segment, is_space};

// What a place of a row is worth, in hundredths of a row with text on both sides. Set on 60 pages of `pdftotext -layout`, on which
// articles are whole in .81 with these; in .77 and .73 where a seam must be worth three rows and four, and in .51 where rows with
// text on one side count for nothing.

/// Between two texts, where the right one begins, or up to two places before that, and anywhere else.
const EDGE: i32 = 100;
const NEAR_EDGE: i32 = 90;
const BETWEEN: i32 = 60;
const NEAR: i32 = 2;
/// With text on either side in rows near by; and more where a text of the row begins there.
const ALTERNATE: i32 = 50;
const ALTERNATE_EDGE: i32 = 20;
/// So many rows are near.
const REACH: usize = 2;
/// At a single space inside a text.
const SPACE: i32 = -150;
/// For each place by which it goes aside from one row to the next, and how far at most: texts are counted in characters, so that a
/// column begins a place or two further right where there are digits left of it.
const ASIDE: i32 = -15;
const STEP: usize = 2;
/// A seam is worth so much at least: two rows.
const LEAST: i32 = 200;
/// No way leads there.
const BARRED: i32 = i32::MIN / 4;

/// A way down between the texts of rows that follow each other.
#[derive(Clone, Debug)]
pub(super) struct Seam {
    pub worth: i32,
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
fn worths(text: &str, region: &Region, row: usize, is_blank: impl Fn(usize) -> bool, worths: &mut [i32]) {
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

/// The seam that is worth most, if one is worth enough. `is_barred` says which rows none goes through.
pub(super) fn best(
    text: &str,
    region: &Region,
    is_barred: impl Fn(usize) -> bool,
    is_blank: impl Fn(usize) -> bool + Copy,
) -> Option<Seam> {
    let width = region.width() + 2;
    let mut row_worths = vec![0; width];
    let mut before = vec![0; width];
    let mut here = vec![0; width];
    // from which place of the row before, one more than how far to the right of the leftmost; 0 where it begins
    let mut back = vec![0u8; width * region.len()];
    let mut most = (0, 0, 0);
    for row in 0..region.len() {
        if is_barred(row) {
            here.fill(0);
        } else {
            worths(text, region, row, is_blank, &mut row_worths);
            let back = back.get_mut(row * width..(row + 1) * width).unwrap_or_default();
            for (at, ((here, back), worth)) in here.iter_mut().zip(back).zip(&row_worths).enumerate() {
                let left = at.saturating_sub(STEP);
                let ways = before.get(left..(at + STEP + 1).min(width)).unwrap_or_default();
                let way = ways.iter().zip(left..).filter(|(way, _)| **way > 0);
                let way = way.map(|(way, from)| (way + ASIDE * from.abs_diff(at) as i32, from));
                let (sum, from) = way.max_by_key(|way| way.0).filter(|way| way.0 > 0).unwrap_or((0, width));
                *here = (sum + worth).max(0);
                *back = if *here == 0 || from == width { 0 } else { (from + STEP + 1 - at) as u8 };
                if *here > most.0 {
                    most = (*here, row, at);
                }
            }
        }
        std::mem::swap(&mut before, &mut here);
    }
    let (worth, mut row, mut at) = most;
    if worth < LEAST {
        return None;
    }
    let mut places = vec![at as i32];
    while let Some(step @ 1..) = back.get(row * width + at).copied() {
        at = at + usize::from(step) - STEP - 1;
        row -= 1;
        places.push(at as i32);
    }
    places.reverse();
    trimmed(region, is_blank, Seam { worth, top: row, places })
}

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
