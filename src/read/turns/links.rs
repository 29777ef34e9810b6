//! Links: which unit goes on from which.
//!
//! Where lines of `k` columns stand in turn, each goes on `k` units behind the one before it in its column. How many there are
//! changes where a column begins or ends; in between it is the same. The cheapest course of that number over the page is
//! found by dynamic programming; a unit may leave it to begin a column, or to take up one that paused. Where two units go on from
//! one by it, one of them takes another that is left.

use super::super::class::EM;
use super::junction::Junctions;

/// So many columns may stand in turn.
pub(super) const TURNS: usize = 9;
/// So many units back a column may have paused.
const PAUSE: usize = 40;
/// Beyond an indent of two characters a line is short, in tenths of a cell.
pub(super) const INDENT: i32 = 2 * EM + 14;

// Costs in 1/64 nat. Those of changes were tried on 94 printed pages in turn: dearer by a half than what was measured, as each
// is an accident to the next one (7,488 lines found the one before them, 7,582 do).
/// The number changes by one, by two, by more.
const BY_ONE: i32 = 193;
const BY_TWO: i32 = 270;
const BY_MORE: i32 = 340;
/// A unit begins a column.
pub(super) const BEGINS: i32 = 141;
/// The last line of a paragraph seldom stands at the head of a column.
pub(super) const BEGINS_WITH_REST: i32 = 64;
/// It goes on from another than its turn says: there are forty of them, and some share characters by accident.
pub(super) const LEAVES: i32 = 320;
/// The same, where its turn is taken: those near it that are left are few. Between 60 and 320 as many lines find the one before
/// them on those pages; the dearer, the fewer find a wrong one.
const LEAVES_FOR_LEFT: i32 = 160;

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
        let begins = begins(n, junctions);
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
        let best = c.min(b.min(d) + BY_ONE * NUMBERS).min(a.min(e) + BY_TWO * NUMBERS).min(any);
        *out = (best / NUMBERS, (best % NUMBERS) as u8);
    }
    out
}

/// More numbers of columns there are not, and no course costs so much.
const NUMBERS: i32 = 16;
const NEVER: i32 = i32::MAX / 2;

/// What one unit costs that goes on from another, and which it is.
type Owner = (i32, usize);

/// Walks back along the cheapest course. It does not know when two units go on from one.
fn walk_back(costs: &[i32; TURNS], steps: &[Step], junctions: &Junctions<'_>) -> Vec<Option<usize>> {
    let mut owners: Vec<Option<Owner>> = vec![None; steps.len()];
    let mut turns: Vec<u8> = vec![0; steps.len()];
    let mut losers: Vec<(usize, Owner)> = Vec::new();
    let mut turn = costs.iter().enumerate().min_by_key(|way| way.1).map_or(0, |way| way.0);
    let mut following = None;
    for (n, (step, kept)) in steps.iter().zip(&mut turns).enumerate().rev() {
        // the number before it would be its own, were it not for what it goes on from
        *kept = step.number.get(turn).copied().unwrap_or(0);
        if let Some(from) = step.from.get(turn).copied().flatten().map(|from| from as usize) {
            let leaves = match n - from == turn + 1 {
                true if following == Some(turn) => 0,
                true => change(usize::from(*kept), turn), // the number changed for this unit alone
                false => LEAVES,
            };
            let owner = (junctions.cost(from, n) + leaves, n);
            if let Some(place) = owners.get_mut(from) {
                let (owner, loser) = match *place {
                    Some(other) if other.0 < owner.0 => (other, Some(owner)),
                    other => (owner, other),
                };
                *place = Some(owner);
                losers.extend(loser.map(|loser| (from, loser)));
            }
        }
        following = Some(turn);
        turn = usize::from(*kept);
    }
    losers.sort_unstable_by_key(|(from, (_, n))| (*from, *n));
    settle(&losers, &turns, &mut owners, junctions);
    let mut before: Vec<Option<usize>> = vec![None; steps.len()];
    for (from, owner) in owners.iter().enumerate() {
        if let Some(place) = owner.and_then(|(_, n)| before.get_mut(n)) {
            *place = Some(from);
        }
    }
    before
}

/// Of two units that go on from one, one takes what is the cheapest for it among what is left: the one with which both cost less.
fn settle(losers: &[(usize, Owner)], turns: &[u8], owners: &mut [Option<Owner>], junctions: &Junctions<'_>) {
    for &(from, loser) in losers {
        let Some(owner) = owners.get(from).copied().flatten() else { continue };
        let [instead, left] = [owner.1, loser.1].map(|n| cheapest_left(n, turns, owners, junctions));
        let (owner, (cost, other), n) =
            if loser.0 + instead.0 < owner.0 + left.0 { (loser, instead, owner.1) } else { (owner, left, loser.1) };
        for (from, owner) in [(Some(from), owner), (other, (cost, n))] {
            if let Some(place) = from.and_then(|from| owners.get_mut(from)) {
                *place = Some(owner);
            }
        }
    }
}

/// The cheapest way for unit `n` from one that none goes on from, and what it costs; or that it begins a column.
fn cheapest_left(n: usize, turns: &[u8], owners: &[Option<Owner>], junctions: &Junctions<'_>) -> (i32, Option<usize>) {
    let turn = turns.get(n).map_or(0, |&turn| usize::from(turn));
    let is_left = |from: &usize| owners.get(*from).is_some_and(Option::is_none);
    let left = (n.saturating_sub(TURNS)..n).filter(is_left).map(|from| {
        let leaves = if n - from == turn + 1 { 0 } else { LEAVES_FOR_LEFT };
        (junctions.cost(from, n) + leaves, Some(from))
    });
    left.chain([(begins(n, junctions), None)]).min_by_key(|way| way.0).unwrap_or_default()
}

/// What it costs that the number of columns changes so.
fn change(before: usize, number: usize) -> i32 {
    match before.abs_diff(number) {
        0 => 0,
        1 => BY_ONE,
        2 => BY_TWO,
        _ => BY_MORE,
    }
}

/// What it costs that unit `n` begins a column.
fn begins(n: usize, junctions: &Junctions<'_>) -> i32 {
    BEGINS + if junctions.is_rest(n) { BEGINS_WITH_REST } else { 0 }
}
