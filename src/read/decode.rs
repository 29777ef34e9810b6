//! The cheapest reading of a page: a state for each line, by dynamic programming over the table of costs.

use super::costs::Costs;
use super::evidence::{Found, GAP_EVIDENCES, Witness};
use super::state::{COLUMN, COLUMNS, STATES, State};

/// What was decided about one line.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Decision {
    pub state: State,
    /// What the cheapest reading costs more in which this line is joined where it is not, or is not where it is, in 1/64 nat.
    pub gap_margin: u16,
    /// What the cheapest reading costs more in which this line has each of the states.
    pub more: Row,
}

/// Too much for any reading: a step that cannot be.
const NEVER: i32 = i32::MAX / 4;

pub(crate) type Row = [i32; STATES];

/// Costs of every step into a line: of the gap, by the two states.
fn step_costs(costs: &Costs, gap: &Found) -> [i32; COLUMNS] {
    let mut sum = [0; COLUMNS];
    for &id in gap.ids() {
        if let Some(row) = costs.gaps.get(usize::from(id)) {
            for (s, c) in sum.iter_mut().zip(row) {
                *s += c;
            }
        }
    }
    sum
}

fn line_costs(costs: &Costs, line: &Found) -> Row {
    let mut sum = [0; STATES];
    for &id in line.ids() {
        if let Some(row) = usize::from(id).checked_sub(GAP_EVIDENCES).and_then(|id| costs.lines.get(id)) {
            for (s, c) in sum.iter_mut().zip(row) {
                *s += c;
            }
        }
    }
    sum
}

/// Finds the cheapest reading.
pub(crate) fn decode(witness: &Witness<'_>, count: usize, costs: &Costs) -> Vec<Decision> {
    let (mut found, mut gaps, mut rows) = (Found::default(), Vec::with_capacity(count), Vec::with_capacity(count));
    let mut forward: Vec<Row> = Vec::with_capacity(count);
    let mut back: Vec<[u8; STATES]> = Vec::with_capacity(count);
    for n in 0..count {
        witness.gap(n, &mut found);
        let gap = step_costs(costs, &found);
        witness.of_line(n, &mut found);
        let own = line_costs(costs, &found);
        let mut here = [NEVER; STATES];
        let mut from = [0; STATES];
        match forward.last() {
            None => {
                for (state, (h, o)) in State::ALL.iter().zip(here.iter_mut().zip(own)) {
                    *h = if state.is_joined() { NEVER } else { o };
                }
            }
            Some(before) => {
                for (to, ((h, f), o)) in here.iter_mut().zip(&mut from).zip(own).enumerate() {
                    for (state, b) in before.iter().enumerate() {
                        let Some(step) = step(costs, &gap, state, to) else { continue };
                        if b + step < *h {
                            (*h, *f) = (b + step, state as u8);
                        }
                    }
                    *h = (*h + o).min(NEVER);
                }
            }
        }
        forward.push(here);
        back.push(from);
        gaps.push(gap);
        rows.push(own);
    }
    margins(costs, &forward, &back, &gaps, &rows)
}

fn step(costs: &Costs, gap: &[i32; COLUMNS], from: usize, to: usize) -> Option<i32> {
    let column = COLUMN.get(from)?.get(to)?.as_ref()?;
    Some(gap.get(usize::from(*column))? + costs.steps.get(from)?.get(to)?)
}

/// Walks back along the cheapest reading, and finds for each line how far the next-best is.
fn margins(
    costs: &Costs,
    forward: &[Row],
    back: &[[u8; STATES]],
    gaps: &[[i32; COLUMNS]],
    rows: &[Row],
) -> Vec<Decision> {
    let mut decisions = Vec::with_capacity(forward.len());
    let mut behind: Row = [0; STATES]; // the cheapest way from each state to the page's end
    let mut state = 0;
    for n in (0..forward.len()).rev() {
        let (Some(ahead), Some(from)) = (forward.get(n), back.get(n)) else { break };
        let through = |s: usize| ahead.get(s).unwrap_or(&NEVER).saturating_add(*behind.get(s).unwrap_or(&NEVER));
        if n + 1 == forward.len() {
            state = (0..STATES).min_by_key(|&s| through(s)).unwrap_or(0);
        }
        let best = through(state);
        let joined = State::ALL.get(state).is_some_and(|s| s.is_joined());
        let least = |keep: &dyn Fn(usize, State) -> bool| {
            let costs = State::ALL.iter().enumerate().filter(|&(s, &at)| keep(s, at)).map(|(s, _)| through(s));
            costs.min().unwrap_or(NEVER).saturating_sub(best).clamp(0, i32::from(u16::MAX - 1)) as u16
        };
        decisions.push(Decision {
            state: State::ALL.get(state).copied().unwrap_or(State::Para),
            gap_margin: least(&|_, at| at.is_joined() != joined),
            more: std::array::from_fn(|s| through(s).saturating_sub(best).clamp(0, 1 << 14)),
        });
        // one line further up
        let (Some(gap), Some(own)) = (gaps.get(n), rows.get(n)) else { break };
        let mut next = [NEVER; STATES];
        for (s, place) in next.iter_mut().enumerate() {
            for to in 0..STATES {
                if let (Some(step), Some(own), Some(b)) = (step(costs, gap, s, to), own.get(to), behind.get(to)) {
                    *place = (*place).min(step + own + b);
                }
            }
        }
        behind = next;
        state = usize::from(*from.get(state).unwrap_or(&0));
    }
    decisions.reverse();
    decisions
}
