//! Links: which unit goes on from which.
//!
//! Where lines of several columns stand in turn, each column has one line a round, always in the same order; a column that begins
//! takes its place in the round, and one that ends leaves it. The units are walked through with the cheapest such rounds kept: a
//! unit goes on with the column whose turn it is, or with one behind it, whose turn those before it miss; or it begins a column. Where
//! an extractor took columns apart for a stretch, one unit goes on from the one before it, and again, and no other column misses a turn.

use std::ops::Range;

use super::super::pairs::spread;
use super::column::{Column, Tail};
use super::costs::Costs;
use super::junction::Junctions;
use super::look::Look;
use super::shared::{self, Above, from_below};

/// So many columns may have a turn, and so many places a round has; where it has no more, the column whose turn it is leaves it.
pub(super) const TURNS: usize = 9;
const PLACES: usize = 12;
/// So many columns that have left the round may come back. Set by hand: the last ones, for who left before stands out of reach.
const LEFT: usize = 4;
/// So many units on a column may be gone on with: of 21,800 true links in 191 printed texts, 43 are longer.
pub(super) const REACH: usize = 40;
/// What is so much dearer than the cheapest, in 1/64 nat, is never kept: ten nats. With twenty-five the 220 printed texts that were
/// tried come out the same; with five, of the line ends inside paragraphs of forty .64 are joined, and .73 with ten.
const DEAR: i32 = 640;
/// So many rounds are kept: of 8,094 links in 87 printed texts 1,177 are wrong, 1,234 with 16 rounds, and 1,171 with 32.
const WAYS: usize = 24;

/// So many units are kept in mind; what the oldest of them go on from is settled so many at a time, by the cheapest way then, and
/// ways that have it otherwise are given up. No one of 299 printed texts comes
/// out otherwise than if all were kept to the end.
const KEPT: usize = 48;
const SETTLED: usize = 8;
const _: () = assert!(KEPT - SETTLED >= REACH && KEPT.is_multiple_of(SETTLED));

/// What the last unit did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Did {
    /// It went on from a line in mid-sentence.
    GoOnInside,
    /// It went on from another.
    GoOn,
    /// It began a column.
    #[default]
    Begin,
}

impl Did {
    pub(super) const COUNT: usize = 3;

    /// What a unit does that goes on with a column which ends so.
    pub(super) fn on(tail: Tail) -> Did {
        if tail == Tail::Open { Did::GoOnInside } else { Did::GoOn }
    }
}

/// One unit in one of its places: where it goes on from, and what its column is then.
#[derive(Clone, Copy, Debug, Default)]
struct Step {
    unit: u32,
    from: Option<u32>,
    column: Column,
    /// The units of its column, as [`shared`](super::shared) numbers those above a unit.
    units: Above,
    /// The place of the step of the unit before it.
    before: u32,
    /// For which unit it was last asked what going on from here costs, and what that is.
    asked: u32,
    cost: i32,
}

/// A place in a round: the last unit of its column, in which step, and whether the column has missed its last turn. Who misses two
/// has left.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Place {
    pub unit: u32,
    pub step: u32,
    pub missed: bool,
}

/// The columns in their order, that whose turn it is first.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Round {
    places: [Place; PLACES],
    len: u8,
    /// Columns that have left it, the last one first: one may come back.
    left: [Place; LEFT],
    left_len: u8,
}

impl Round {
    pub(super) fn places(&self) -> &[Place] {
        self.places.get(..usize::from(self.len)).unwrap_or_default()
    }

    pub(super) fn push(&mut self, place: Place) {
        if usize::from(self.len) == PLACES {
            self.places.rotate_left(1);
            self.len -= 1;
        }
        if let Some(free) = self.places.get_mut(usize::from(self.len)) {
            *free = place;
            self.len += 1;
        }
    }

    pub(super) fn left(&self) -> &[Place] {
        self.left.get(..usize::from(self.left_len)).unwrap_or_default()
    }

    fn leave(&mut self, place: Place) {
        self.left.rotate_right(1);
        self.left_len = (self.left_len + 1).min(LEFT as u8);
        if let Some(first) = self.left.first_mut() {
            *first = place;
        }
    }

    /// The round behind a turn, but for the place of whoever takes it.
    pub(super) fn behind(&self, turn: Turn) -> Round {
        let mut round = Round { left: self.left, left_len: self.left_len, ..Round::default() };
        match (turn, self.places()) {
            (Turn::At(at), places) => {
                let (before, rest) = places.split_at_checked(usize::from(at)).unwrap_or((places, &[]));
                rest.iter().skip(1).for_each(|place| round.push(*place));
                for place in before {
                    if place.missed {
                        round.leave(*place);
                    } else {
                        round.push(Place { missed: true, ..*place });
                    }
                }
            }
            (Turn::Swapped, [first, _, rest @ ..]) => {
                round.push(*first);
                rest.iter().for_each(|place| round.push(*place));
            }
            (Turn::Late(at), places) => {
                places.iter().for_each(|place| round.push(*place));
                if let Some(rest) = round.left.get_mut(usize::from(at)..usize::from(self.left_len)) {
                    rest.rotate_left(1);
                    round.left_len -= 1;
                }
            }
            (Turn::Again, [rest @ .., _]) => rest.iter().for_each(|place| round.push(*place)),
            _ => round = *self,
        }
        round
    }

    /// The place of whoever takes the turn.
    pub(super) fn place(&self, turn: Turn) -> Option<&Place> {
        match turn {
            Turn::At(at) => self.places().get(usize::from(at)),
            Turn::Swapped => self.places().get(1),
            Turn::Late(at) => self.left().get(usize::from(at)),
            Turn::Again => self.places().last(),
            Turn::New => None,
        }
    }
}

/// Whose turn a unit takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    /// That of the column at this place of the round; those before it miss theirs.
    At(u8),
    /// That of the second, before the first has its own.
    Swapped,
    /// That of one that has left the round.
    Late(u8),
    /// That of the column that had the last one: it goes on, and no other misses its turn.
    Again,
    /// A new one.
    New,
}

/// A way to read the units so far.
#[derive(Clone, Copy, Debug, Default)]
struct Way {
    cost: i32,
    round: Round,
    /// The place of the last unit's step, and what that did.
    step: u32,
    did: Did,
    /// Whether the last unit goes on from the one before it.
    along: bool,
}

/// A way on from a way.
#[derive(Clone, Copy, Debug)]
struct Next {
    cost: i32,
    way: u16,
    turn: Turn,
    /// Tells rounds apart: which columns have their turns, in what order, and what the unit does.
    key: u64,
}

impl Next {
    /// Of ways on that cost the same, that from the cheaper way comes first.
    fn rank(&self) -> (i32, u16, u64) {
        (self.cost, self.way, self.key)
    }
}

/// The cheapest ways on, one for each round, in their order.
#[derive(Debug, Default)]
struct Cheapest {
    next: Vec<Next>,
}

impl Cheapest {
    fn clear(&mut self) {
        self.next.clear();
    }

    fn push(&mut self, next: Next) {
        if let [first, ..] = *self.next
            && next.cost.saturating_sub(first.cost) >= DEAR
        {
            return;
        }
        let is_full = self.next.len() == WAYS;
        if is_full && self.next.last().is_some_and(|last| last.rank() <= next.rank()) {
            return;
        }
        match self.next.iter().position(|other| other.key == next.key) {
            Some(other) if self.next.get(other).is_some_and(|other| other.rank() <= next.rank()) => return,
            Some(other) => drop(self.next.remove(other)),
            None if is_full => drop(self.next.pop()),
            None => {}
        }
        let behind = self.next.iter().rev().take_while(|other| next.rank() < other.rank()).count();
        self.next.insert(self.next.len() - behind, next);
    }

    /// Those that are not too dear.
    fn iter(&self) -> impl Iterator<Item = &Next> {
        let most = self.next.first().map_or(0, |first| first.cost.saturating_add(DEAR));
        self.next.iter().take_while(move |next| next.cost < most)
    }
}

/// The walk through the units.
struct Walk<'a> {
    looks: &'a [Look],
    /// With which units above it each unit shares words.
    shared: Vec<Above>,
    junctions: &'a Junctions<'a>,
    costs: &'a Costs,
    /// The steps of the units that are kept in mind, those of each together.
    steps: Vec<Step>,
    /// For the units that are kept in mind: for which unit it was last asked what that costs behind them, whatever the columns, and what
    /// that is.
    between: [(u32, i32); KEPT],
    next: Cheapest,
}

/// For each unit the one that it goes on from. None is gone on from twice.
pub(super) fn find(looks: &[Look], junctions: &Junctions<'_>, costs: &Costs) -> Vec<Option<usize>> {
    let mut before = vec![None; looks.len()];
    let rows = looks.len().min(KEPT);
    let mut walk = Walk {
        looks,
        shared: shared::find((0..looks.len()).map(|n| junctions.text_of(n))),
        junctions,
        costs,
        steps: vec![Step::default(); rows * WAYS],
        between: [(0, 0); KEPT],
        next: Cheapest { next: Vec::with_capacity(WAYS) },
    };
    let mut ways = vec![Way::default()];
    let mut kept = Vec::with_capacity(WAYS);
    for (n, unit) in looks.iter().enumerate() {
        if n >= KEPT && n % SETTLED == 0 {
            let settled = n - KEPT..n - KEPT + SETTLED;
            // what is settled one way is so in all that are kept
            let last = ways.first().map(|way| walk.step_of(settled.end - 1, n, way));
            ways.retain(|way| Some(walk.step_of(settled.end - 1, n, way)) == last);
            walk.settle(n, settled, &ways, &mut before);
        }
        walk.next.clear();
        for (at, way) in ways.iter().enumerate() {
            walk.each_next(n as u32, unit, at as u16, way);
        }
        walk.keep(n, unit, &ways, &mut kept);
        std::mem::swap(&mut ways, &mut kept);
    }
    let settled = looks.len().saturating_sub(KEPT).next_multiple_of(SETTLED);
    walk.settle(looks.len(), settled.min(looks.len())..looks.len(), &ways, &mut before);
    before
}

impl Walk<'_> {
    /// The place of the step that a way has for a unit, where unit `n` comes next.
    fn step_of(&self, unit: usize, n: usize, way: &Way) -> u32 {
        let before = |step: u32| self.steps.get(step as usize).map_or(step, |own| own.before);
        (unit + 1..n).fold(way.step, |step, _| before(step))
    }

    /// Settles what these units go on from, all of them before unit `n`, by the cheapest way.
    fn settle(&self, n: usize, units: Range<usize>, ways: &[Way], before: &mut [Option<usize>]) {
        let mut step = ways.first().map_or(0, |way| way.step);
        for unit in (units.start..n).rev() {
            let Some(own) = self.steps.get(step as usize) else { break };
            if let Some(place) = before.get_mut(unit).filter(|_| units.contains(&unit)) {
                *place = own.from.map(|from| from as usize);
            }
            step = own.before;
        }
    }

    /// How the column of a place ends, and what it costs that unit `n` goes on with it, whosever turn that is: nothing is known of one
    /// that ends too far above.
    fn cost(&mut self, n: u32, unit: &Look, place: &Place) -> Option<(Tail, i32)> {
        let costs = self.costs;
        let step = self.steps.get_mut(place.step as usize).filter(|step| step.unit == place.unit)?;
        if n - step.unit > REACH as u32 {
            return None;
        }
        if step.asked != n {
            let from = step.unit as usize;
            let (asked, between) = self.between.get_mut(from % KEPT)?;
            if *asked != n {
                let meeting = self.junctions.meeting(from, n as usize);
                (*asked, *between) = (n, costs.between(meeting, self.looks.get(from)?.end, unit.kind));
            }
            let width = costs.width(step.column.tail, unit.is_rest(), step.column.width(unit));
            // of its column's units, those with which it shares words
            let said = self.shared.get(n as usize).map_or(0, |above| above & from_below(step.units, n - step.unit));
            (step.asked, step.cost) = (n, *between + width + costs.said(said.count_ones()));
        }
        Some((step.column.tail, step.cost))
    }

    /// Each way on from a way with unit `n`.
    fn each_next(&mut self, n: u32, unit: &Look, at: u16, way: &Way) {
        let costs = self.costs;
        let places = way.round.places();
        // of the columns from each place on
        let mut keys = [0u64; PLACES + 1];
        let mut key = 0;
        for (place, own) in places.iter().zip(&mut keys).rev() {
            *own = key;
            key = place.key(key);
        }
        let goes_on = costs.goes_on(way.did);
        let mut missed = 0;
        let leaves = costs.leaves(way.along);
        for (turn, (place, &rest)) in places.iter().zip(&keys).enumerate().take(TURNS) {
            if place.unit + 1 == n {
                break;
            }
            let Some((tail, cost)) = self.cost(n, unit, place) else { continue };
            let own = way.cost + cost + goes_on + leaves + costs.place(turn, n - place.unit, place.missed);
            let does = Did::on(tail) as u64;
            self.next.push(Next { cost: own + missed, way: at, turn: Turn::At(turn as u8), key: rest ^ does });
            if let (1, [first, _, _, ..]) = (turn, places)
                && !first.missed
            {
                let key = first.key(rest) ^ does;
                self.next.push(Next { cost: own + costs.swapped(), way: at, turn: Turn::Swapped, key });
            }
            if let Some(look) = self.looks.get(place.unit as usize) {
                missed += costs.misses(tail, look.end, place.missed, turn > 0);
            }
        }
        for (at_left, place) in way.round.left().iter().enumerate() {
            let Some((tail, cost)) = self.cost(n, unit, place) else { continue };
            let cost = way.cost + cost + goes_on + leaves + costs.late(n - place.unit);
            let does = Did::on(tail) as u64;
            self.next.push(Next { cost, way: at, turn: Turn::Late(at_left as u8), key: key ^ does });
        }
        if let Some(last) = places.last()
            && let Some((tail, cost)) = self.cost(n, unit, last)
            && let Some(before) = self.looks.get(last.unit as usize)
        {
            let cost = way.cost + cost + goes_on + costs.again(way.did, way.along, before, unit);
            let does = Did::on(tail) as u64;
            let others = places.iter().rev().skip(1).fold(0, |key, place| place.key(key));
            self.next.push(Next { cost, way: at, turn: Turn::Again, key: others ^ does });
        }
        let cost = way.cost + leaves + costs.begins(way.did, unit);
        self.next.push(Next { cost, way: at, turn: Turn::New, key: key ^ Did::Begin as u64 });
    }

    /// Takes the ways on.
    fn keep(&mut self, n: usize, unit: &Look, ways: &[Way], kept: &mut Vec<Way>) {
        kept.clear();
        for next in self.next.iter() {
            let Some(way) = ways.get(usize::from(next.way)) else { continue };
            let from = way.round.place(next.turn).and_then(|place| self.steps.get(place.step as usize)).copied();
            let units = from.map_or(0, |step| from_below(step.units, n as u32 - step.unit)) | 1;
            let (column, did) = match from {
                None => (Column::new(unit), Did::Begin),
                Some(Step { column, .. }) => (column.with(unit), Did::on(column.tail)),
            };
            let step = n % KEPT * WAYS + kept.len();
            if let Some(place) = self.steps.get_mut(step) {
                let from = from.map(|step| step.unit);
                *place = Step { unit: n as u32, from, column, units, before: way.step, asked: 0, cost: 0 };
            }
            let step = step as u32;
            let mut round = way.round.behind(next.turn);
            round.push(Place { unit: n as u32, step, missed: false });
            kept.push(Way { cost: next.cost, round, step, did, along: next.turn == Turn::Again });
        }
    }
}

impl Place {
    /// The key of a round that begins with this place and goes on with those of a key.
    fn key(&self, rest: u64) -> u64 {
        // hardly two rounds of a page have one key, and then one of them is not kept
        if self.missed { rest } else { spread(rest ^ (u64::from(self.unit) + 1) << 2) }
    }
}

#[cfg(test)]
mod tests;
