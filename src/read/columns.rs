//! Columns: how wide the column is that each line stands in, and whether its punctuation is set narrow.

use super::class::{CELL, Class, EM};
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
pub(super) const NARROW: i32 = 9;

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
/// What it costs, in hundredths, to change the column's width between two lines: at 500 two lines of a headline make a column of
/// their own, at 900 and more short notes are lost in the column beside them.
pub(super) const CHANGE: u32 = 700;

/// What it costs, in hundredths, that a line is so many tenths of a cell narrower than its column.
fn misfit(short: i32) -> u32 {
    match short {
        ..-30 => 300,
        -30..-14 => 200,
        -14..-5 => 60,
        -5..=5 => 20,
        6..=14 => 50,
        15..=34 => 120,
        35..=55 => 160,
        _ => 240,
    }
}

/// Beyond these the misfit is the same: 31 tenths wider, 56 narrower.
const MISFIT_LOW: i32 = 31;
const MISFIT_STEPS: usize = 88;

/// The width of the column that each line stands in, in tenths of a cell; 0 where the page has no columns.
pub(crate) fn widths(lines: &[Line], wide: &[i32]) -> Vec<i32> {
    let labels = frequent(lines, wide);
    if labels.is_empty() {
        return vec![0; wide.len()];
    }
    let n = labels.len();
    let misfits: [u32; MISFIT_STEPS] = std::array::from_fn(|k| misfit(k as i32 - MISFIT_LOW));
    let mut cost = vec![0u32; n];
    let mut back = vec![0u8; wide.len() * n];
    for (row, &w) in back.chunks_exact_mut(n).zip(wide) {
        let (cheapest, least) = cost.iter().enumerate().min_by_key(|(_, c)| **c).map_or((0, 0), |(k, c)| (k, *c));
        for ((step, c), (k, &label)) in row.iter_mut().zip(&mut cost).zip(labels.iter().enumerate()) {
            let stay = *c;
            (*step, *c) = if stay <= least + CHANGE { (k as u8, stay) } else { (cheapest as u8, least + CHANGE) };
            // the table's ends stand for all that is beyond them
            *c +=
                misfits.get((label - w + MISFIT_LOW).clamp(0, MISFIT_STEPS as i32 - 1) as usize).copied().unwrap_or(0);
        }
        // keep the sums small: only differences matter
        let least = cost.iter().copied().min().unwrap_or(0);
        cost.iter_mut().for_each(|c| *c -= least);
    }
    let mut label = cost.iter().enumerate().min_by_key(|(_, c)| **c).map_or(0, |(k, _)| k);
    let mut out = vec![0; wide.len()];
    for (place, row) in out.iter_mut().zip(back.chunks_exact(n)).rev() {
        *place = labels.get(label).copied().unwrap_or(0);
        label = row.get(label).copied().unwrap_or(0).into();
    }
    out
}

/// The widths that many lines of the page have: peaks of their histogram.
fn frequent(lines: &[Line], wide: &[i32]) -> Vec<i32> {
    const BIN: i32 = CELL;
    let bins = (WIDEST / BIN + 2) as usize;
    let mut count = vec![0u16; bins];
    let mut sum = vec![0i32; bins];
    for (line, &w) in lines.iter().zip(wide) {
        if (NARROWEST..WIDEST).contains(&w) && line.chars >= 7 {
            let bin = (w / BIN) as usize;
            if let (Some(c), Some(s)) = (count.get_mut(bin), sum.get_mut(bin)) {
                *c = c.saturating_add(1);
                *s += w;
            }
        }
    }
    let at = |k: usize| count.get(k).copied().unwrap_or(0);
    let mut peaks: Vec<(u16, i32)> = (1..bins - 1)
        .filter(|&k| {
            at(k) + at(k + 1) / 2 + at(k - 1) / 2 >= LINES && at(k) > 0 && at(k) >= at(k - 1) && at(k) >= at(k + 1)
        })
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
