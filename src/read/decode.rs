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

/// What every step from state to state costs over a gap: `NEVER` where it cannot be.
type Steps = [Row; STATES];

/// Column of each step, `IMPOSSIBLE` where there is none: there the cost of a gap says `NEVER`.
const IMPOSSIBLE: usize = GAP_ROW - 1;
const COLUMN_OF: [[u8; LINE_ROW]; STATES] = {
    let mut table = [[IMPOSSIBLE as u8; LINE_ROW]; STATES];
    let mut from = 0;
    while from < STATES {
        let mut to = 0;
        while to < STATES {
            if let Some(column) = COLUMN[from][to] {
                table[from][to] = column;
            }
            to += 1;
        }
        from += 1;
    }
    table
};

/// The steps over a gap of these costs.
fn steps(costs: &Costs, gap: &[i16; GAP_ROW]) -> Steps {
    let mut gap = *gap;
    gap[IMPOSSIBLE] = NEVER;
    let mut out = [[NEVER; LINE_ROW]; STATES];
    for ((row, columns), steps) in out.iter_mut().zip(&COLUMN_OF).zip(&costs.steps) {
        for ((place, column), step) in row.iter_mut().zip(columns).zip(steps) {
            // columns are below GAP_ROW by their making: the mask only tells the compiler
            *place = gap[usize::from(*column) & (GAP_ROW - 1)].saturating_add(*step);
        }
    }
    out
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
                for (cost, row) in before.ahead.iter().zip(&steps(costs, &gap)) {
                    for (place, step) in ahead.iter_mut().zip(row) {
                        *place = (*place).min(cost.saturating_add(*step));
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
    let mut chosen: Option<(usize, Steps)> = None; // the state of the line behind, and the steps into it
    for line in kept.iter().rev() {
        let mut more = line.ahead;
        add(&mut more, &behind);
        let state = match &chosen {
            // the state from which the chosen state of the line behind is reached most cheaply
            Some((to, steps)) => {
                let ways = line
                    .ahead
                    .iter()
                    .zip(steps)
                    .map(|(cost, row)| cost.saturating_add(row.get(*to).copied().unwrap_or(NEVER)));
                ways.enumerate().min_by_key(|way| way.1).map_or(0, |way| way.0)
            }
            None => more.iter().take(STATES).enumerate().min_by_key(|way| way.1).map_or(0, |way| way.0),
        };
        let best = more.get(state).copied().unwrap_or(0);
        more.iter_mut().for_each(|c| *c = c.saturating_sub(best).clamp(0, NEVER));
        let at = State::ALL.get(state).copied().unwrap_or(State::Para);
        let other = State::ALL.iter().zip(more).filter(|(s, _)| s.is_joined() != at.is_joined()).map(|(_, c)| c).min();
        decisions.push(Decision { state: at, gap_margin: other.unwrap_or(NEVER).unsigned_abs(), more });

        let mut rest = behind;
        add(&mut rest, &line.own);
        rest.iter_mut().skip(STATES).for_each(|c| *c = NEVER);
        let steps = steps(costs, &line.gap);
        let mut next = [NEVER; LINE_ROW];
        for (place, row) in next.iter_mut().zip(&steps) {
            let mut ways = *row;
            add(&mut ways, &rest);
            *place = ways.iter().copied().fold(NEVER, i16::min);
        }
        settle(&mut next);
        behind = next;
        chosen = Some((state, steps));
    }
    decisions.reverse();
    decisions
}
