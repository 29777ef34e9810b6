//! Columns: how wide the column is that each line stands in, and whether its punctuation is set narrow.

use std::ops::RangeInclusive;

use wide::{CmpGt, i8x16, i16x8, i16x16, u8x16};

use super::class::{CELL, Class, EM};
use super::cues::Cues;
use super::lines::Line;
use super::ties::{SET_IN, Ties};

/// How a page sets its marks of full width.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Squeeze {
    /// In full.
    None,
    /// Every mark loses half an em.
    All,
    /// Every mark but 。！？ does.
    NotStops,
}

/// What a narrow mark loses: fonts take .4 to .5 em.
const NARROW: i32 = 9;

impl Squeeze {
    /// The width of a line as this page sets it, in tenths of a cell.
    pub(crate) fn width(self, line: &Line) -> i32 {
        let narrow = match self {
            Squeeze::None => 0,
            Squeeze::All => line.marks,
            Squeeze::NotStops => line.marks - line.stops,
        };
        i32::from(line.wide) - NARROW * i32::from(narrow)
    }

    /// Full lines of one column are of one width: the setting under which neighbours differ least is the page's.
    pub(crate) fn of(lines: &[Line]) -> Squeeze {
        let mut apart = [0i32; 3];
        let all = [Squeeze::None, Squeeze::All, Squeeze::NotStops];
        for pair in lines.windows(2) {
            let [a, b] = pair else { continue };
            if !(is_open(a.last) && is_open(b.last)) || a.chars < 8 || b.chars < 8 {
                continue;
            }
            for (sum, squeeze) in apart.iter_mut().zip(all) {
                *sum += (squeeze.width(a) - squeeze.width(b)).abs().min(3 * CELL);
            }
        }
        let [none, all, not_stops] = apart;
        // a twelfth better is no accident on a page of some fifty pairs
        if all * 12 < none * 11 && all <= not_stops {
            Squeeze::All
        } else if not_stops * 12 < none * 11 {
            Squeeze::NotStops
        } else {
            Squeeze::None
        }
    }
}

/// Whether a line that ends so leaves its sentence open.
pub(crate) fn is_open(last: Class) -> bool {
    matches!(
        last,
        Class::Han | Class::Comma | Class::Letter | Class::Digit | Class::Dash | Class::OpenBracket | Class::OpenQuote
    )
}

/// At most this many widths are tried for a page.
const LABELS: usize = 24;
/// Narrower is no column: seven characters, in tenths of a cell.
const NARROWEST: i32 = 7 * EM;
/// Wider is no column of print, but a paragraph on one line: sixty characters.
const WIDEST: i32 = 60 * EM;
/// A width counts if so many lines have it.
const LINES: u16 = 3;
/// A line that a word runs over the end of shows a width of its own where none that counts is wider by so much, in tenths of a cell: with 9
/// or 24 at most as many articles are whole, to one in a thousand.
const NEAR: RangeInclusive<i32> = -5..=14;
/// A page of so few lines is an article, or a piece of one: two lines of one width and one beside it are a column. On longer
/// pages of other kinds that comes about by chance: of 4,000 files of code, docs and tables two more were changed by it, and none
/// with this bound.
const SHORT_PAGE: usize = 12;
/// What it costs, in hundredths, to change the column's width between two lines. Where a sentence ends with the first of them another
/// article may begin; where a word runs from one to the other none does. On 360 printed pages, by five extractors, five in a
/// thousand fewer of their articles are whole with one cost for both; with 1850 amid a word none is read otherwise.
const CHANGE: i16 = 800;
const CHANGE_ENDED: i16 = 600;
const CHANGE_CUT: i16 = 1400;

/// What a line costs that is not as wide as its column.
struct Misfits {
    /// In hundredths, if it is at least so many tenths of a cell narrower,
    steps: [(i8, i16); 7],
    /// and if it is wider still.
    wider: i16,
}

/// Of a title, and whatever has no marks.
const TITLE: Misfits =
    Misfits { steps: [(-30, 200), (-14, 60), (-5, 20), (6, 50), (15, 120), (35, 160), (56, 240)], wider: 300 };
/// Of a line of prose: no line of a paragraph is wider than its column. On 260 printed pages, by five extractors, .770 of the articles are
/// whole, and .767 with the table of titles for both.
const PROSE: Misfits =
    Misfits { steps: [(-30, 300), (-14, 90), (-5, 20), (6, 50), (15, 120), (35, 160), (56, 240)], wider: 450 };
/// A line that a word runs over the end of costs so many times as much; once or three times as much, and .763 of those articles are whole.
const CUT: i16 = 2;

/// Costs are counted in tens, so that each is a byte: the dearest misfit behind a change is below 256 of them.
const fn tens(cost: i16) -> i16 {
    assert!(cost % 10 == 0 && CHANGE_CUT + CUT * PROSE.wider < 256 * 10);
    cost / 10
}

/// What it costs, in tens, that a line has each of these widths less than its column.
#[inline]
fn misfit<const IS_PROSE: bool>(short: i8x16) -> u8x16 {
    let misfits = const { if IS_PROSE { &PROSE } else { &TITLE } };
    let mut cost = i8x16::splat(tens(misfits.wider) as i8);
    let mut before = misfits.wider;
    for (least, costs) in misfits.steps {
        cost += short.cmp_gt(i8x16::splat(least - 1)) & i8x16::splat(tens(costs - before) as i8);
        before = costs;
    }
    u8x16::new(cost.to_array().map(|cost| cost as u8))
}

/// The least of the lanes.
fn least_of(costs: u8x16) -> u8 {
    i16x8::from_u8x16_low(costs).min(i16x8::from_u8x16_high(costs)).reduce_min() as u8
}

/// How a line's column follows from that of the line before: the labels that stay, a bit for each; all others come from the
/// cheapest.
#[derive(Clone, Copy, Debug, Default)]
struct Back {
    stays: u32,
    cheapest: u8,
}

/// The widths in vectors; in each lane that is over stands a width that no line has.
const VECTORS: usize = LABELS.div_ceil(LANES);
const LANES: usize = 16;

/// The width of the column that each line stands in, in tenths of a cell; 0 where the page has no columns.
pub(crate) fn widths(lines: &[Line], wide: &[i32], ties: &Ties) -> Vec<i32> {
    let mut labels = frequent(lines, wide);
    if ties.go_on() {
        add_cut(lines, wide, ties, &mut labels);
    }
    if labels.is_empty() {
        return vec![0; wide.len()];
    }
    // a lane that is over costs as much as the dearest of all, and stands behind all others: it is never the cheapest
    let mut columns = [i16x16::splat(i16::MIN / 4); VECTORS];
    for (lane, &label) in columns.iter_mut().flat_map(|lanes| lanes.as_array_mut()).zip(&labels) {
        *lane = label as i16; // at most WIDEST
    }
    let columns = columns.get(..labels.len().div_ceil(LANES)).unwrap_or_default();
    let mut costs = [u8x16::ZERO; VECTORS];
    let mut back = Vec::with_capacity(wide.len());
    let mut cheapest = 0;
    for (n, &w) in wide.iter().enumerate() {
        let change = u8x16::splat(tens(change(lines, ties, n)) as u8);
        let has_marks = lines.get(n).is_some_and(|line| line.marks > 0);
        let is_cut = ties.cut(n + 1) && is_prose(lines, n);
        let w = i16x16::splat(w.clamp(0, 2 * WIDEST) as i16);
        let (mut stays, mut least) = (0, u8x16::MAX);
        for ((cost, column), n) in costs.iter_mut().zip(columns).zip(0..) {
            // the least of all is nothing: only differences are kept
            let before = cost.min(change);
            stays |= before.cmp_eq(*cost).move_mask().unsigned_abs() << (LANES * n);
            let short = i8x16::from_i16x16_saturate(*column - w);
            let misfit = if has_marks { misfit::<true>(short) } else { misfit::<false>(short) };
            *cost = before + misfit;
            if is_cut {
                *cost += misfit;
            }
            least = least.min(*cost);
        }
        back.push(Back { stays, cheapest });
        let least = u8x16::splat(least_of(least));
        let mut cheap = 0;
        for (cost, n) in costs.iter_mut().zip(0..columns.len()) {
            *cost -= least;
            cheap |= cost.cmp_eq(u8x16::ZERO).move_mask().unsigned_abs() << (LANES * n);
        }
        cheapest = cheap.trailing_zeros() as u8;
    }
    let mut label = cheapest;
    let mut out = vec![0; wide.len()];
    for (place, back) in out.iter_mut().zip(&back).rev() {
        *place = labels.get(usize::from(label)).copied().unwrap_or(0);
        if back.stays >> label & 1 == 0 {
            label = back.cheapest;
        }
    }
    out
}

/// What it costs to change the column's width before line `n`.
fn change(lines: &[Line], ties: &Ties, n: usize) -> i16 {
    let ends = |line: &Line| matches!(line.last, Class::Stop | Class::StopClosed);
    match n.checked_sub(1).and_then(|before| lines.get(before)) {
        Some(_) if ties.cut(n) => CHANGE_CUT,
        Some(before) if ends(before) => CHANGE_ENDED,
        _ => CHANGE,
    }
}

/// The widths that many lines of the page have: peaks of their histogram.
fn frequent(lines: &[Line], wide: &[i32]) -> Vec<i32> {
    const BIN: i32 = CELL;
    const BINS: usize = (WIDEST / BIN + 2) as usize;
    let mut count = [0u16; BINS];
    let mut sum = [0i32; BINS];
    for (line, &w) in lines.iter().zip(wide) {
        if (NARROWEST..WIDEST).contains(&w) && may_show(line) {
            let bin = (w / BIN) as usize;
            if let (Some(c), Some(s)) = (count.get_mut(bin), sum.get_mut(bin)) {
                *c = c.saturating_add(1);
                *s += w;
            }
        }
    }
    let at = |k: usize| count.get(k).copied().unwrap_or(0);
    // a figure makes a full line half a cell narrower, and a line or two more or less: on a short page one of three may be so
    let is_short = lines.len() <= SHORT_PAGE;
    let is_peak = |k: usize| match at(k) {
        2 if is_short => at(k - 1) + at(k + 1) > 0,
        own => own + at(k + 1) / 2 + at(k - 1) / 2 >= LINES,
    };
    let mut peaks: Vec<(u16, i32)> = (1..BINS - 1)
        .filter(|&k| at(k) > 0 && is_peak(k) && at(k) >= at(k - 1) && at(k) >= at(k + 1))
        .map(|k| (at(k), sum.get(k).copied().unwrap_or(0) / i32::from(at(k).max(1))))
        .collect();
    if let Some(wide) = widest(wide)
        && !peaks.iter().any(|p| (wide - SPREAD..=wide + CELL).contains(&p.1))
    {
        peaks.push((LINES, wide));
    }
    if peaks.len() > LABELS {
        peaks.sort_unstable_by_key(|p| std::cmp::Reverse(p.0));
        peaks.truncate(LABELS);
    }
    peaks.into_iter().map(|p| p.1).collect()
}

/// A page with more than one line in so many that is wider than any column is in no columns.
const WHOLE_SHARE: usize = 10;

/// Whether paragraphs stand on a line each, by the widths of all lines.
pub(super) fn are_whole(wide: &[i32]) -> bool {
    wide.iter().filter(|&&wide| wide > WIDEST).count() * WHOLE_SHARE > wide.len()
}

/// Adds the widths of columns that lines show which a word runs over the ends of, where none of the page's is near: such a line is as wide
/// as its column, or set in.
fn add_cut(lines: &[Line], wide: &[i32], ties: &Ties, labels: &mut Vec<i32>) {
    let shown = |n: usize| {
        let line = lines.get(n).filter(|line| may_show(line));
        line.and(wide.get(n).copied()).filter(|w| (NARROWEST..WIDEST).contains(w))
    };
    let mut cut: Vec<i32> = (1..lines.len())
        .filter(|&n| ties.cut(n) && is_prose(lines, n - 1))
        .filter_map(|n| {
            let own = shown(n - 1)?;
            let beside = [n.checked_sub(2), Some(n)].into_iter().flatten().filter_map(shown);
            beside.filter(|w| *w <= own + SET_IN).chain([own]).max()
        })
        .collect();
    cut.sort_unstable_by_key(|w| std::cmp::Reverse(*w));
    for w in cut {
        if labels.len() < LABELS && !labels.iter().any(|label| NEAR.contains(&(label - w))) {
            labels.push(w);
        }
    }
}

/// Whether a mark of prose stands in the line, or in the next.
fn is_prose(lines: &[Line], n: usize) -> bool {
    lines.get(n..(n + 2).min(lines.len())).is_some_and(|two| two.iter().any(|line| line.marks > 0))
}

/// Whether a line's width says something: not of names, nor of Latin script, whose letters are not all of one width.
fn may_show(line: &Line) -> bool {
    line.chars >= 7 && !line.cues.has(Cues::LATIN)
}

/// A column wider than this is no newspaper's, but a page's: thirty characters. Latin words and numbers, whose widths are only
/// guessed, make its full lines differ by so much.
const WIDE: i32 = 30 * EM;
const SPREAD: i32 = 5 * CELL;

/// The width of a page's one wide column, where its full lines differ too much to make a peak: that of the widest line near
/// which two others are.
fn widest(wide: &[i32]) -> Option<i32> {
    let mut long: Vec<i32> = wide.iter().copied().filter(|w| (WIDE..WIDEST).contains(w)).collect();
    long.sort_unstable_by_key(|w| std::cmp::Reverse(*w));
    long.windows(usize::from(LINES))
        .find(|w| matches!(w, [a, .., b] if a - b <= SPREAD))
        .and_then(|w| w.first().copied())
}

#[cfg(test)]
mod tests;
