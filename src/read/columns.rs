//! Columns: how wide the column is that each line stands in, and whether its punctuation is set narrow.

use wide::{CmpGt, i8x16, i16x8, i16x16, u8x16};

use super::class::{CELL, Class, EM};
use super::cues::Cues;
use super::lines::Line;

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
/// A page of so few lines is an article, or a piece of one: two lines of one width and one beside it are a column. On longer
/// pages of other kinds that comes about by chance: of 4,000 files of code, docs and tables two more were changed by it, and none
/// with this bound.
const SHORT_PAGE: usize = 12;
/// What it costs, in hundredths, to change the column's width between two lines: at 500 two lines of a headline make a column of
/// their own, at 900 and more short notes are lost in the column beside them.
pub(super) const CHANGE: i16 = 700;

/// What it costs, in hundredths, that a line is at least so many tenths of a cell narrower than its column, and what it costs that
/// is wider still.
const MISFIT: [(i8, i16); 7] = [(-30, 200), (-14, 60), (-5, 20), (6, 50), (15, 120), (35, 160), (56, 240)];
const WIDER: i16 = 300;

/// Costs are counted in tens, so that each is a byte: the dearest misfit behind a change is below 256 of them.
const fn tens(cost: i16) -> i8 {
    assert!(cost % 10 == 0 && CHANGE + WIDER < 256 * 10);
    (cost / 10) as i8
}

/// What it costs, in tens, that a line has each of these widths less than its column.
fn misfit(short: i8x16) -> u8x16 {
    let mut cost = i8x16::splat(const { tens(WIDER) });
    let mut before = WIDER;
    for (least, costs) in MISFIT {
        cost += short.cmp_gt(i8x16::splat(least - 1)) & i8x16::splat(tens(costs - before));
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
pub(crate) fn widths(lines: &[Line], wide: &[i32]) -> Vec<i32> {
    let labels = frequent(lines, wide);
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
    let change = u8x16::splat(const { tens(CHANGE) } as u8);
    let mut cheapest = 0;
    for &w in wide {
        let w = i16x16::splat(w.clamp(0, 2 * WIDEST) as i16);
        let (mut stays, mut least) = (0, u8x16::MAX);
        for ((cost, column), n) in costs.iter_mut().zip(columns).zip(0..) {
            // the least of all is nothing: only differences are kept
            let before = cost.min(change);
            stays |= before.cmp_eq(*cost).move_mask().unsigned_abs() << (LANES * n);
            *cost = before + misfit(i8x16::from_i16x16_saturate(*column - w));
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

/// The widths that many lines of the page have: peaks of their histogram.
fn frequent(lines: &[Line], wide: &[i32]) -> Vec<i32> {
    const BIN: i32 = CELL;
    const BINS: usize = (WIDEST / BIN + 2) as usize;
    let mut count = [0u16; BINS];
    let mut sum = [0i32; BINS];
    for (line, &w) in lines.iter().zip(wide) {
        if (NARROWEST..WIDEST).contains(&w) && line.chars >= 7 && !line.cues.has(Cues::LATIN) {
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
mod tests {
    use proptest::prelude::*;

    use super::super::class::Class;
    use super::super::lines::measure;
    use super::*;

    /// The same programme in the plainest way: every label against every label.
    fn plainly(labels: &[i32], wide: &[i32]) -> Vec<i32> {
        let misfit = |short: i32| match short {
            ..-30 => 300,
            -30..-14 => 200,
            -14..-5 => 60,
            -5..=5 => 20,
            6..=14 => 50,
            15..=34 => 120,
            35..=55 => 160,
            _ => 240,
        };
        let mut ways: Vec<(u32, Vec<i32>)> = labels.iter().map(|_| (0, Vec::new())).collect();
        for w in wide {
            let cheapest = (0..ways.len()).min_by_key(|&n| ways[n].0).unwrap();
            ways = (0..labels.len())
                .map(|n| {
                    let (jump, stay) = (ways[cheapest].0 + CHANGE as u32, ways[n].0);
                    let (cost, from) = if stay <= jump { (stay, n) } else { (jump, cheapest) };
                    let mut way = ways[from].1.clone();
                    way.push(labels[n]);
                    (cost + misfit(labels[n] - w), way)
                })
                .collect();
        }
        let best = (0..ways.len()).min_by_key(|&n| ways[n].0).unwrap();
        ways.swap_remove(best).1
    }

    fn lines(wide: &[i32]) -> Vec<Line> {
        wide.iter().map(|&w| Line { chars: 20, wide: w as u16, last: Class::Han, ..measure("一") }).collect()
    }

    #[test]
    fn a_width_is_a_columns_where_three_lines_or_so_have_it() {
        let frequent = |wide: &[i32]| frequent(&lines(wide), wide);
        // on a longer page, beside lines that are all of other widths
        let page = |wide: &[i32]| {
            let others = (0..20i32).map(|n| 145 + 11 * n).filter(|w| (w - 305).abs() > 30);
            let wide: Vec<i32> = wide.iter().copied().chain(others).collect();
            let mut found = frequent(&wide);
            found.retain(|w| (w - 305).abs() < 12);
            found
        };
        assert_eq!(page(&[305, 305, 305]), [305]);
        assert_eq!(page(&[301, 303, 308]), [304], "their mean");
        assert!(page(&[305, 305]).is_empty());
        assert_eq!(page(&[305, 305, 311, 311]), [305, 311], "half of those beside it count");
        assert_eq!(page(&[305, 305, 299, 299]), [299, 305]);
        // on a short page two and one beside them are enough
        assert_eq!(frequent(&[305, 305, 311]), [305]);
        assert_eq!(frequent(&[305, 305, 299]), [305]);
        assert!(frequent(&[305, 305, 330]).is_empty());
    }

    #[test]
    fn no_width_is_a_columns_that_no_column_has() {
        let frequent = |wide: i32| frequent(&lines(&[wide; 4]), &[wide; 4]);
        assert_eq!(frequent(NARROWEST), [NARROWEST]);
        assert!(frequent(NARROWEST - 1).is_empty());
        assert_eq!(frequent(WIDEST - 1), [WIDEST - 1]);
        assert!(frequent(WIDEST).is_empty());
    }

    #[test]
    fn short_lines_and_latin_ones_show_no_column() {
        let frequent = |line: Line| frequent(&[line; 4], &[305; 4]);
        let line = lines(&[305])[0];
        assert_eq!(frequent(Line { chars: 7, ..line }), [305]);
        assert!(frequent(Line { chars: 6, ..line }).is_empty());
        let mut latin = line;
        latin.cues.set(Cues::LATIN);
        assert!(frequent(latin).is_empty());
    }

    #[test]
    fn of_many_widths_the_commonest_are_kept() {
        let wide: Vec<i32> = (0..30).flat_map(|n| std::iter::repeat_n(145 + 30 * n, 3 + (n % 5) as usize)).collect();
        let found = frequent(&lines(&wide), &wide);
        assert_eq!(found.len(), LABELS);
        let rarest = 6; // of 30 widths, six stand on three lines each, and are left out
        assert_eq!((0..30).filter(|n| !found.contains(&(145 + 30 * n))).collect::<Vec<_>>().len(), rarest);
        assert!((0..30).filter(|n| n % 5 > 0).all(|n| found.contains(&(145 + 30 * n))));
    }

    #[test]
    fn one_wide_column_is_as_wide_as_its_widest_lines_that_are_not_alone() {
        assert_eq!(widest(&[700, 690, 660, 300]), Some(700));
        assert_eq!(widest(&[700, 690, 649]), None, "too far apart");
        assert_eq!(widest(&[900, 700, 690, 660]), Some(700), "one alone");
        assert_eq!(widest(&[599, 590, 580]), None, "a newspaper's");
        assert_eq!(widest(&[1200, 1200, 1200]), None, "paragraphs");
        // and it is a label of the page where no other is near
        let wide = [700, 690, 660, 300, 420, 520, 240, 360, 480, 180, 220, 260, 340];
        assert_eq!(frequent(&lines(&wide), &wide), [700]);
    }

    #[test]
    fn marks_are_narrow_where_full_lines_are_of_one_width_so() {
        let page = |narrow: fn(i32, i32) -> i32| {
            let line = |n: i32| {
                let (marks, stops) = (n % 4, n % 2);
                let wide = 400 + narrow(marks, stops);
                let line = lines(&[wide])[0];
                Line { marks: marks as u8, stops: stops as u8, ..line }
            };
            (0..40).map(line).collect::<Vec<_>>()
        };
        assert_eq!(Squeeze::of(&page(|_, _| 0)), Squeeze::None);
        assert_eq!(Squeeze::of(&page(|marks, _| NARROW * marks)), Squeeze::All);
        assert_eq!(Squeeze::of(&page(|marks, stops| NARROW * (marks - stops))), Squeeze::NotStops);
        let mut short = page(|marks, _| NARROW * marks);
        short.iter_mut().step_by(2).for_each(|line| line.chars = 7);
        assert_eq!(Squeeze::of(&short), Squeeze::None, "short lines show nothing");
        let mut closed = page(|marks, _| NARROW * marks);
        closed.iter_mut().step_by(2).for_each(|line| line.last = Class::Stop);
        assert_eq!(Squeeze::of(&closed), Squeeze::None, "nor do those that end a sentence");
        let widths = [Squeeze::None, Squeeze::All, Squeeze::NotStops].map(|s| s.width(&page(|_, _| 0)[3]));
        assert_eq!(widths, [400, 400 - 3 * NARROW, 400 - 2 * NARROW]);
    }

    proptest! {
        #[test]
        fn in_vectors_the_widths_are_those_of_the_plain_programme(
            labels in prop::collection::vec(NARROWEST..WIDEST, 1..40),
            picks in prop::collection::vec((any::<prop::sample::Index>(), prop_oneof![4 => -3..3i32, 1 => -70..400, 1 => 0..70_000], 1usize..9), 1..40),
        ) {
            let mut wide = Vec::new();
            for (label, off, times) in picks {
                wide.extend(std::iter::repeat_n((label.get(&labels) + off).clamp(0, 65_535), times));
            }
            let lines: Vec<Line> = wide.iter().map(|&w| Line { chars: 20, wide: w as u16, last: Class::Han, ..measure("一") }).collect();
            let labels = frequent(&lines, &wide);
            let expected = if labels.is_empty() { vec![0; wide.len()] } else { plainly(&labels, &wide) };
            prop_assert_eq!(widths(&lines, &wide), expected);
        }
    }
}
