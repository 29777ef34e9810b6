//! The cheapest reading of a page: a state for each line, by dynamic programming over the table of costs.
//!
//! Rows of costs are whole vectors of 16 bits, so that a line takes a few dozen instructions: eight states are the lanes of one
//! vector, and the ninth, the byline, stands apart. What a reading costs is kept relative to the cheapest, and nothing is
//! dearer than [`NEVER`].

#![expect(
    clippy::indexing_slicing,
    reason = "arrays as long as there are states, groups or columns, by the number of one"
)]

use wide::{CmpEq, i16x8};

use super::bundles::Rows;
use super::costs::{Costs, GapCosts, LANES, LineCosts};
use super::state::{COLUMN, GROUPS, STATES, State, group, lane};
use super::witness::Witness;

/// What was decided about one line.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Decision {
    pub state: State,
    /// What the cheapest reading costs more in which this line is joined where it is not, or is not where it is, in 1/64 nat.
    pub gap_margin: u16,
    /// What the cheapest reading costs more in which this line has each of the states.
    more: Way,
}

impl Decision {
    /// What the cheapest reading costs more in which this line has the state, in 1/64 nat.
    pub(crate) fn more(&self, state: State) -> i32 {
        self.more.of(state as usize).into()
    }
}

/// Too much for any reading, in 1/64 nat: a step that cannot be. Twice that and the cost of a gap and of a line still fit 16
/// bits, so the order in which costs are added changes nothing.
const NEVER: i16 = 16_000;

/// What is kept of a line while the page is read.
#[derive(Clone, Copy, Debug)]
struct Kept {
    /// The cheapest way to each state, relative to the cheapest of all.
    ahead: Way,
    /// What the line itself costs in each state.
    own: Way,
    /// What the gap before it costs, by step.
    gap: GapCosts,
}

/// A cost for each state: of those of the lanes, and of the byline.
#[derive(Clone, Copy, Debug)]
struct Way {
    lanes: i16x8,
    byline: i16,
}

/// The byline's number, behind those of the lanes.
const BYLINE: usize = State::Byline as usize;
/// The states that are joined to the line before.
const JOINED: [usize; 2] = [State::Row as usize, State::Goes as usize];

impl Way {
    /// Takes the least from all, and caps them.
    fn settled(self) -> Way {
        let least = self.lanes.reduce_min().min(self.byline);
        Way {
            lanes: self.lanes.saturating_sub(i16x8::splat(least)).min(i16x8::splat(NEVER)),
            byline: self.byline.saturating_sub(least).min(NEVER),
        }
    }

    fn plus(&self, other: &Way) -> Way {
        Way { lanes: self.lanes.saturating_add(other.lanes), byline: self.byline.saturating_add(other.byline) }
    }

    fn of(&self, state: usize) -> i16 {
        self.lanes.as_array_ref().get(state).copied().unwrap_or(self.byline)
    }

    /// The first of the cheapest states.
    fn cheapest(&self) -> usize {
        let least = self.lanes.reduce_min();
        if self.byline < least {
            return BYLINE;
        }
        self.lanes.cmp_eq(i16x8::splat(least)).move_mask().trailing_zeros() as usize
    }

    /// How much more it is than `best`.
    fn more_than(&self, best: i16) -> Way {
        let lanes = self.lanes.saturating_sub(i16x8::splat(best));
        Way {
            lanes: lanes.max(i16x8::ZERO).min(i16x8::splat(NEVER)),
            byline: self.byline.saturating_sub(best).clamp(0, NEVER),
        }
    }

    /// The least over the states that are joined to the line before, or over those that are not.
    fn least_of(&self, joined: bool) -> i16 {
        if joined {
            return JOINED.into_iter().map(|state| self.of(state)).fold(NEVER, i16::min);
        }
        let mut lanes = self.lanes.to_array();
        JOINED.into_iter().for_each(|state| lanes[state] = NEVER);
        i16x8::new(lanes).reduce_min().min(self.byline)
    }
}

/// `NEVER` at each step that cannot be.
const IMPOSSIBLE: [[i16; LANES]; GROUPS + 2] = {
    let mut row = [[0; LANES]; GROUPS + 2];
    let mut from = 0;
    while from < STATES {
        let mut to = 0;
        while to < STATES {
            if COLUMN[from][to].is_none() {
                let lane = lane(State::ALL[from], State::ALL[to]);
                row[lane / LANES][lane % LANES] = NEVER;
            }
            to += 1;
        }
        from += 1;
    }
    row
};

/// What the evidences of a gap or of a line cost, on top of `base`.
fn sum<const N: usize>(costs: &[[i16x8; N]], rows: &[u16], base: [i16x8; N]) -> [i16x8; N] {
    rows.iter()
        .filter_map(|&row| costs.get(usize::from(row)))
        .fold(base, |sum, row| std::array::from_fn(|n| sum[n].saturating_add(row[n])))
}

fn first(lanes: i16x8) -> i16 {
    lanes.as_array_ref()[0]
}

/// What it costs that one state follows another, whatever the gap.
struct Steps {
    /// From each state to those of the lanes.
    from: [i16x8; STATES],
    /// From the states of the lanes to a byline.
    to_byline: i16x8,
    between_bylines: i16,
}

/// The group of each state.
const GROUP: [usize; STATES] = {
    let mut groups = [0; STATES];
    let mut n = 0;
    while n < STATES {
        groups[n] = group(State::ALL[n]);
        n += 1;
    }
    groups
};
/// Where a gap's costs to a byline stand, and between two.
const TO_BYLINE: usize = GROUPS;
const BETWEEN_BYLINES: usize = GROUPS + 1;

impl Steps {
    fn of(costs: &Costs) -> Steps {
        Steps {
            from: costs.steps.map(|row| row[0]),
            to_byline: i16x8::new(std::array::from_fn(|k| first(costs.steps[k][1]))),
            between_bylines: first(costs.steps[BYLINE][1]),
        }
    }

    /// The cheapest way to each state over a gap.
    fn ahead(&self, before: &Way, gap: &GapCosts) -> Way {
        // the cheapest from each group of states
        let mut ways = [i16x8::MAX; GROUPS];
        for state in 0..STATES {
            let way = self.from[state].saturating_add(i16x8::splat(before.of(state)));
            ways[GROUP[state]] = ways[GROUP[state]].min(way);
        }
        let lanes = (0..GROUPS).fold(i16x8::MAX, |least, group| least.min(ways[group].saturating_add(gap[group])));
        let through = before.lanes.saturating_add(self.to_byline).saturating_add(gap[TO_BYLINE]).reduce_min();
        let again = before.byline.saturating_add(self.between_bylines).saturating_add(first(gap[BETWEEN_BYLINES]));
        Way { lanes, byline: through.min(again) }
    }

    /// The cheapest way from each state over a gap to the page's end, where that of the states behind it is `rest`; and what
    /// each state's step costs to the state `to` of these.
    fn behind(&self, rest: &Way, gap: &GapCosts, to: usize) -> (Way, Way) {
        let ways = gap_from(gap).map(|costs| costs.saturating_add(rest.lanes));
        let from = std::array::from_fn(|state| self.from[state].saturating_add(ways[GROUP[state]]));
        let by_target = i16x8::transpose(from);
        let to_byline = self.to_byline.saturating_add(gap[TO_BYLINE]);
        let lanes = by_target.into_iter().fold(to_byline.saturating_add(i16x8::splat(rest.byline)), i16x8::min);
        let from_byline = self.from[BYLINE].saturating_add(ways[GROUP[BYLINE]]);
        let between = self.between_bylines.saturating_add(first(gap[BETWEEN_BYLINES]));
        let byline = from_byline.reduce_min().min(between.saturating_add(rest.byline));
        let steps = match by_target.get(to) {
            None => Way { lanes: to_byline, byline: between },
            Some(lanes) => {
                let beyond = rest.of(to);
                let byline = from_byline.as_array_ref()[to].saturating_sub(beyond);
                Way { lanes: lanes.saturating_sub(i16x8::splat(beyond)), byline }
            }
        };
        (Way { lanes, byline }, steps)
    }
}

fn gap_from(gap: &GapCosts) -> [i16x8; GROUPS] {
    std::array::from_fn(|group| gap[group])
}

/// Finds the cheapest reading.
pub(crate) fn decode(witness: &Witness<'_>, count: usize, costs: &Costs) -> Vec<Decision> {
    let steps = Steps::of(costs);
    let mut kept = weigh(witness, count, costs);
    walk_ahead(&steps, &mut kept);
    walk_back(&steps, &kept)
}

/// Weighs the evidences of each line, and of the gap before it.
fn weigh(witness: &Witness<'_>, count: usize, costs: &Costs) -> Vec<Kept> {
    let impossible = IMPOSSIBLE.map(i16x8::new);
    let weigh = |n| {
        let (mut of_gap, mut of_line) = (Rows::new(), Rows::new());
        witness.gap(n, &mut of_gap);
        witness.of_line(n, &mut of_line);
        let [lanes, byline] = sum(&costs.line_bundles, of_line.list(), LineCosts::default());
        let own = Way { lanes, byline: first(byline) };
        Kept { ahead: own, own, gap: sum(&costs.gap_bundles, of_gap.list(), impossible) }
    };
    (0..count).map(weigh).collect()
}

/// Finds the cheapest way to each state of each line.
fn walk_ahead(steps: &Steps, kept: &mut [Kept]) {
    let Some((line, rest)) = kept.split_first_mut() else { return };
    // the first line is joined to nothing
    let mut lanes = line.own.lanes.to_array();
    JOINED.into_iter().for_each(|state| lanes[state] = NEVER);
    line.ahead = Way { lanes: i16x8::new(lanes), ..line.own }.settled();
    let mut ahead = line.ahead;
    for line in rest {
        ahead = steps.ahead(&ahead, &line.gap).plus(&line.own).settled();
        line.ahead = ahead;
    }
}

/// Walks back along the cheapest reading, and finds for each line how far the next-best is.
fn walk_back(steps: &Steps, kept: &[Kept]) -> Vec<Decision> {
    let mut decisions = Vec::with_capacity(kept.len());
    let mut behind = Way { lanes: i16x8::ZERO, byline: 0 }; // the cheapest way from each state to the page's end
    let mut steps_on: Option<Way> = None; // what each state's step to the chosen state of the line behind costs
    for line in kept.iter().rev() {
        let ways = line.ahead.plus(&behind);
        let state = steps_on.map_or(ways, |steps| line.ahead.plus(&steps)).cheapest();
        let more = ways.more_than(ways.of(state));
        let at = State::ALL.get(state).copied().unwrap_or(State::Para);
        let gap_margin = more.least_of(!at.is_joined()).unsigned_abs();
        decisions.push(Decision { state: at, gap_margin, more });
        let (from, steps) = steps.behind(&behind.plus(&line.own), &line.gap, state);
        behind = from.settled();
        steps_on = Some(steps);
    }
    decisions.reverse();
    decisions
}

#[cfg(test)]
mod tests {
    use super::super::Page;
    use super::super::costs::COSTS;
    use super::super::evidence::{Found, GAP_EVIDENCES};
    use super::*;
    use proptest::prelude::*;

    /// The costs of the evidences one by one.
    fn plainly<const N: usize>(costs: &[[i16x8; N]], base: usize, found: &Found, all: [i16x8; N]) -> [i16x8; N] {
        let rows = found.ids().iter().map(|id| costs[usize::from(*id) - base]);
        rows.fold(all, |sum, row| std::array::from_fn(|n| sum[n].saturating_add(row[n])))
    }

    proptest! {
        #[test]
        fn in_bundles_evidences_cost_what_they_cost_one_by_one(
            lines in prop::collection::vec(("[一二三灯，。：“”（ 0-9a]{0,20}", "[一灯，。”）0a]\n{1,3}"), 1..30)
        ) {
            let text: String = lines.into_iter().map(|(line, end)| line + &end).collect();
            let page = Page::scan(&text, None);
            let witness = Witness::new(&page.lines, &page.wide, &page.columns);
            for (n, kept) in weigh(&witness, page.lines.len(), &COSTS).into_iter().enumerate() {
                let (mut gap, mut line) = (Found::default(), Found::default());
                witness.gap(n, &mut gap);
                witness.of_line(n, &mut line);
                prop_assert_eq!(kept.gap, plainly(&COSTS.gaps, 0, &gap, IMPOSSIBLE.map(i16x8::new)));
                let [lanes, byline] = plainly(&COSTS.lines, GAP_EVIDENCES, &line, LineCosts::default());
                prop_assert_eq!((kept.own.lanes, kept.own.byline), (lanes, first(byline)));
            }
        }
    }
}
