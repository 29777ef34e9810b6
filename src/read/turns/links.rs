//! Links: which unit goes on from which.
//!
//! Where lines of `k` columns stand in turn, each goes on `k` units behind the one before it in its column. How many there are
//! changes where a column begins or ends; in between it is the same. The cheapest course of that number over the page is
//! found by dynamic programming; a unit may leave it to begin a column, or to take up one that paused.

use super::super::class::EM;
use super::junction::Junctions;

/// So many columns may stand in turn.
pub(super) const TURNS: usize = 9;
/// So many units back a column may have paused.
const PAUSE: usize = 40;
/// Beyond an indent of two characters a line is short, in tenths of a cell.
pub(super) const INDENT: i32 = 2 * EM + 14;

// Costs in 1/64 nat.
/// The number stays, changes by one, by two, by more.
const STAYS: i32 = 3;
const BY_ONE: i32 = 128;
const BY_TWO: i32 = 166;
const BY_MORE: i32 = 256;
/// A unit begins a column.
pub(super) const BEGINS: i32 = 141;
/// The last line of a paragraph seldom stands at the head of a column.
pub(super) const BEGINS_WITH_REST: i32 = 64;
/// It goes on from another than its turn says: there are forty of them, and some share characters by accident.
pub(super) const LEAVES: i32 = 320;

/// What was found for one unit, for each number of columns.
#[derive(Clone, Copy)]
struct Step {
    /// The number at the unit before.
    number: [u8; TURNS],
    /// The unit that it goes on from.
    from: [Option<u32>; TURNS],
}

/// For each unit the one that it goes on from. None is gone on from twice.
pub(super) fn find(junctions: &Junctions<'_>, count: usize) -> Vec<Option<usize>> {
    let mut costs = [0i32; TURNS];
    let mut steps: Vec<Step> = Vec::with_capacity(count);
    for n in 0..count {
        let begins = BEGINS + if junctions.is_rest(n) { BEGINS_WITH_REST } else { 0 };
        let paused = junctions.likely(n.saturating_sub(PAUSE)..n, n);
        let paused = paused.map(|from| (junctions.cost(from, n) + LEAVES, Some(from as u32)));
        let free = paused.filter(|way| way.0 < begins).min().unwrap_or((begins, None));
        let mut step = Step { number: [0; TURNS], from: [None; TURNS] };
        let mut next = [0i32; TURNS];
        let own = next.iter_mut().zip(&mut step.number).zip(&mut step.from).zip(cheapest_before(&costs));
        for (turn, (((cost, number), link), before)) in own.enumerate() {
            let taken = n.checked_sub(turn + 1).map(|from| (junctions.cost(from, n), Some(from as u32)));
            let taken = taken.filter(|way| way.0 <= free.0).unwrap_or(free);
            (*cost, *number, *link) = (before.0 + taken.0, before.1, taken.1);
        }
        let least = next.iter().copied().min().unwrap_or(0);
        next.iter_mut().for_each(|cost| *cost -= least);
        costs = next;
        steps.push(step);
    }
    let mut before = walk_back(&costs, &steps, junctions);
    before.truncate(count);
    before
}

/// For each number of columns the number before it from which it is the cheapest, the least of them if several are, and what it costs.
fn cheapest_before(costs: &[i32; TURNS]) -> [(i32, u8); TURNS] {
    // cost and number as one number; on either side two numbers that cannot be
    let mut ways = [NEVER; TURNS + 4];
    for (n, (way, cost)) in ways.iter_mut().skip(2).zip(costs).enumerate() {
        *way = cost * NUMBERS + n as i32;
    }
    let any = ways.iter().fold(NEVER, |least, way| least.min(*way)) + BY_MORE * NUMBERS;
    let mut out = [(0, 0); TURNS];
    for (out, near) in out.iter_mut().zip(ways.windows(5)) {
        let &[a, b, c, d, e] = near else { continue };
        let best = (c + STAYS * NUMBERS).min(b.min(d) + BY_ONE * NUMBERS).min(a.min(e) + BY_TWO * NUMBERS).min(any);
        *out = (best / NUMBERS, (best % NUMBERS) as u8);
    }
    out
}

/// More numbers of columns there are not, and no course costs so much.
const NUMBERS: i32 = 16;
const NEVER: i32 = i32::MAX / 2;

/// Walks back along the cheapest course. Where two units go on from one, the cheaper does.
fn walk_back(costs: &[i32; TURNS], steps: &[Step], junctions: &Junctions<'_>) -> Vec<Option<usize>> {
    let mut before: Vec<Option<usize>> = vec![None; steps.len()];
    let mut taken: Vec<Option<(i32, usize)>> = vec![None; steps.len()];
    let mut turn = costs.iter().enumerate().min_by_key(|way| way.1).map_or(0, |way| way.0);
    for (n, step) in steps.iter().enumerate().rev() {
        if let Some(from) = step.from.get(turn).copied().flatten().map(|from| from as usize) {
            let leaves = if n - from == turn + 1 { 0 } else { LEAVES };
            let cost = junctions.cost(from, n) + leaves;
            if let Some(place) = taken.get_mut(from)
                && place.is_none_or(|(other, _)| cost <= other)
            {
                if let Some(loser) = place.and_then(|(_, loser)| before.get_mut(loser)) {
                    *loser = None;
                }
                *place = Some((cost, n));
                if let Some(link) = before.get_mut(n) {
                    *link = Some(from);
                }
            }
        }
        turn = step.number.get(turn).copied().unwrap_or(0).into();
    }
    before
}
