//! The cheapest reading of a page: a state for each line, by dynamic programming over the table of costs.
//!
//! Rows of costs are padded to whole vectors and kept in 16 bits, so that a line takes a few dozen instructions; what a
//! reading costs is kept relative to the cheapest, and nothing is dearer than [`NEVER`].

use super::costs::{Costs, GAP_ROW, LINE_ROW};
use super::evidence::{Found, GAP_EVIDENCES, Witness};
use super::state::{COLUMN, STATES, State};

/// What was decided about one line.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Decision {
    pub state: State,
    /// What the cheapest reading costs more in which this line is joined where it is not, or is not where it is, in 1/64 nat.
    pub gap_margin: u16,
    /// What the cheapest reading costs more in which this line has each of the states.
    pub more: Row,
}

impl Decision {
    /// What the cheapest reading costs more in which this line has the state, in 1/64 nat.
    pub(crate) fn more(&self, state: State) -> i32 {
        self.more.get(state as usize).copied().unwrap_or(NEVER).into()
    }
}

/// Too much for any reading, in 1/64 nat: a step that cannot be.
const NEVER: i16 = 16_000;

/// A cost for each state; those behind the last state are never looked at.
pub(crate) type Row = [i16; LINE_ROW];

/// What is kept of a line while the page is read.
#[derive(Clone, Copy, Debug)]
struct Kept {
    /// The cheapest way to each state, relative to the cheapest of all.
    ahead: Row,
    /// What the line itself costs in each state.
    own: Row,
    /// What the gap before it costs, by column.
    gap: [i16; GAP_ROW],
}

fn add<const N: usize>(sum: &mut [i16; N], row: &[i16; N]) {
    for (s, c) in sum.iter_mut().zip(row) {
        *s = s.saturating_add(*c);
    }
}

fn gap_costs(costs: &Costs, gap: &Found) -> [i16; GAP_ROW] {
    let mut sum = [0; GAP_ROW];
    gap.ids().iter().filter_map(|&id| costs.gaps.get(usize::from(id))).for_each(|row| add(&mut sum, row));
    sum
}

fn line_costs(costs: &Costs, line: &Found) -> Row {
    let mut sum = [0; LINE_ROW];
    let rows = line.ids().iter().filter_map(|&id| costs.lines.get(usize::from(id).wrapping_sub(GAP_EVIDENCES)));
    rows.for_each(|row| add(&mut sum, row));
    sum
}

/// What every step out of a state costs over a gap: `NEVER` where it cannot be.
fn steps_from(costs: &Costs, gap: &[i16; GAP_ROW], from: usize) -> Row {
    let mut row = costs.steps.get(from).copied().unwrap_or([NEVER; LINE_ROW]);
    let columns = COLUMN.get(from).copied().unwrap_or([None; STATES]);
    for (cost, column) in row.iter_mut().zip(columns) {
        *cost = match column {
            Some(column) => cost.saturating_add(gap.get(usize::from(column)).copied().unwrap_or(NEVER)),
            None => NEVER,
        };
    }
    row
}

/// Takes the least of the row from all of it, and caps it.
fn settle(row: &mut Row) {
    let least = row.iter().take(STATES).copied().min().unwrap_or(0);
    row.iter_mut().for_each(|c| *c = c.saturating_sub(least).min(NEVER));
}

/// Finds the cheapest reading.
pub(crate) fn decode(witness: &Witness<'_>, count: usize, costs: &Costs) -> Vec<Decision> {
    let mut found = Found::default();
    let mut kept: Vec<Kept> = Vec::with_capacity(count);
    for n in 0..count {
        witness.gap(n, &mut found);
        let gap = gap_costs(costs, &found);
        witness.of_line(n, &mut found);
        let own = line_costs(costs, &found);
        let mut ahead: Row = [NEVER; LINE_ROW];
        match kept.last() {
            None => {
                for (place, (state, own)) in ahead.iter_mut().zip(State::ALL.iter().zip(own)) {
                    *place = if state.is_joined() { NEVER } else { own };
                }
            }
            Some(before) => {
                for (from, cost) in before.ahead.iter().take(STATES).enumerate() {
                    let row = steps_from(costs, &gap, from);
                    for (place, step) in ahead.iter_mut().zip(row) {
                        *place = (*place).min(cost.saturating_add(step));
                    }
                }
                add(&mut ahead, &own);
            }
        }
        settle(&mut ahead);
        kept.push(Kept { ahead, own, gap });
    }
    walk_back(costs, &kept)
}

/// Walks back along the cheapest reading, and finds for each line how far the next-best is.
fn walk_back(costs: &Costs, kept: &[Kept]) -> Vec<Decision> {
    let mut decisions = Vec::with_capacity(kept.len());
    let mut behind: Row = [0; LINE_ROW]; // the cheapest way from each state to the page's end
    let mut chosen: Option<usize> = None; // the state of the line behind, and so the way that was taken
    let mut last_gap: Option<&Kept> = None;
    for line in kept.iter().rev() {
        let mut more = line.ahead;
        add(&mut more, &behind);
        let state = match (chosen, last_gap) {
            // the state from which the chosen state of the line behind is reached most cheaply
            (Some(to), Some(next)) => (0..STATES)
                .min_by_key(|&from| {
                    let step = steps_from(costs, &next.gap, from).get(to).copied().unwrap_or(NEVER);
                    line.ahead.get(from).copied().unwrap_or(NEVER).saturating_add(step)
                })
                .unwrap_or(0),
            _ => (0..STATES).min_by_key(|&s| more.get(s)).unwrap_or(0),
        };
        let best = more.get(state).copied().unwrap_or(0);
        more.iter_mut().for_each(|c| *c = c.saturating_sub(best).clamp(0, NEVER));
        let at = State::ALL.get(state).copied().unwrap_or(State::Para);
        let other = State::ALL.iter().zip(more).filter(|(s, _)| s.is_joined() != at.is_joined()).map(|(_, c)| c).min();
        decisions.push(Decision { state: at, gap_margin: other.unwrap_or(NEVER).unsigned_abs(), more });

        let mut rest = behind;
        add(&mut rest, &line.own);
        let mut next = [NEVER; LINE_ROW];
        for (from, place) in next.iter_mut().take(STATES).enumerate() {
            let row = steps_from(costs, &line.gap, from);
            let ways = row.iter().zip(rest).take(STATES).map(|(step, rest)| step.saturating_add(rest));
            *place = ways.min().unwrap_or(NEVER);
        }
        settle(&mut next);
        behind = next;
        (chosen, last_gap) = (Some(state), Some(line));
    }
    decisions.reverse();
    decisions
}
