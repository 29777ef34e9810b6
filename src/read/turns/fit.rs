//! Links, opened to the trainer of their costs. Only there with `--cfg pagemend_fit`; no part of the crate's interface.
#![allow(missing_docs, missing_debug_implementations)]

use super::super::{Measure, Page, simplified};
use super::column::Column;
use super::costs::list::ASKED;
use super::costs::{COSTS, Costs};
use super::junction::Junctions;
use super::links::{Did, Place, REACH, Round, TURNS, Turn};
use super::look::Look;
use super::shared::{self, Above, from_below};
use super::units::{Unit, alone, looks, seem_in_turn, units};
use super::{cuts, heads, links};

/// A page whose lines seem to stand in turn. It lives as long as the trainer.
pub struct InTurn {
    /// The first line of each unit, and its last.
    pub ends: Vec<(String, String)>,
    looks: Vec<Look>,
    junctions: Junctions<'static>,
}

impl InTurn {
    pub fn of(text: &str) -> Option<InTurn> {
        let text: &'static str = Box::leak(simplified(text).into_owned().into_boxed_str());
        let page: &'static Page = Box::leak(Box::new(Page::scan(text, Measure::default().see(text))));
        if page.wide_text || !seem_in_turn(&page.lines) {
            return None;
        }
        let units: &'static [Unit] = Box::leak(units(text, page, &alone(&page.lines))?.into_boxed_slice());
        let line = |n: usize| page.lines[n].span.of(text).to_owned();
        let ends = units.iter().map(|unit| (line(unit.first), line(unit.end - 1))).collect();
        let junctions = Junctions::new(text, &page.lines, units);
        Some(InTurn { ends, looks: looks(page, units), junctions })
    }

    /// The same before columns are cut and heads are put.
    pub fn links(&self, costs: &[i16]) -> Vec<Option<usize>> {
        links::find(&self.looks, &self.junctions, &Costs::of(costs))
    }

    /// What each unit goes on from, by these costs.
    pub fn read(&self, costs: &[i16]) -> Vec<Option<usize>> {
        let mut before = self.links(costs);
        cuts::cut(&self.looks, &self.junctions, &Costs::of(costs), &mut before);
        heads::put(&self.looks, &self.junctions, &mut before);
        before
    }
}

/// The costs, each with the name of what it is of.
pub fn costs() -> Vec<(&'static str, i16)> {
    let mut list = Vec::new();
    Costs::each(&mut COSTS.clone(), &mut |name, cost| list.push((name, *cost)));
    list
}

/// A way on that a unit has: what it goes on from, and the numbers of the costs that this takes.
pub struct Choice {
    pub from: Option<usize>,
    pub asked: Vec<u16>,
    turn: Turn,
    did: Did,
}

/// What is known of a unit's column, behind it.
#[derive(Clone, Copy, Default)]
struct Own {
    column: Column,
    units: Above,
}

impl InTurn {
    /// Reads the units one by one. `choose` is shown each unit's choices and says which is taken; `None` if there is none such, and
    /// then it goes on from where `links` says.
    pub fn walk(
        &self,
        costs: &[i16],
        links: &[Option<usize>],
        choose: &mut dyn FnMut(usize, &[Choice]) -> Option<usize>,
    ) {
        let costs = &Costs::of(costs);
        let shared = shared::find((0..self.looks.len()).map(|n| self.junctions.text_of(n)));
        let mut own: Vec<Own> = Vec::new();
        let mut round = Round::default();
        let (mut did, mut along) = (Did::Begin, false);
        for (n, unit) in self.looks.iter().enumerate() {
            let ask = |ask: &mut dyn FnMut()| {
                ASKED.with_borrow_mut(Vec::clear);
                ask();
                ASKED.with_borrow_mut(std::mem::take)
            };
            let on = |from: usize| {
                let Own { column, units } = own[from];
                let tail = column.tail;
                let asked = ask(&mut || {
                    costs.between(self.junctions.meeting(from, n), self.looks[from].end, unit.kind);
                    costs.width(tail, unit.is_rest(), column.width(unit));
                    let said = shared[n] & from_below(units, (n - from) as u32);
                    costs.said(said.count_ones());
                    costs.goes_on(did);
                });
                (tail, asked)
            };
            let with = |mut asked: Vec<u16>, more: &mut dyn FnMut()| {
                asked.extend(ask(more));
                asked
            };
            let mut choices = Vec::new();
            let mut missed: Vec<u16> = Vec::new();
            let places = round.places();
            for (turn, place) in places.iter().enumerate().take(TURNS) {
                let from = place.unit as usize;
                if from + 1 == n {
                    break;
                }
                if n - from > REACH {
                    continue;
                }
                let (tail, asked) = on(from);
                let mut asked = with(asked, &mut || {
                    costs.leaves(along);
                    costs.place(turn, (n - from) as u32, place.missed);
                });
                if let (1, [first, _, _, ..]) = (turn, places)
                    && !first.missed
                {
                    let asked = with(asked.clone(), &mut || _ = costs.swapped());
                    choices.push(Choice { from: Some(from), asked, turn: Turn::Swapped, did: Did::on(tail) });
                }
                asked.extend(&missed);
                choices.push(Choice { from: Some(from), asked, turn: Turn::At(turn as u8), did: Did::on(tail) });
                let misses = ask(&mut || _ = costs.misses(tail, self.looks[from].end, place.missed, turn > 0));
                missed.extend(misses);
            }
            for (at, place) in round.left().iter().enumerate() {
                let from = place.unit as usize;
                if n - from > REACH {
                    continue;
                }
                let (tail, asked) = on(from);
                let asked = with(asked, &mut || {
                    costs.leaves(along);
                    costs.late((n - from) as u32);
                });
                choices.push(Choice { from: Some(from), asked, turn: Turn::Late(at as u8), did: Did::on(tail) });
            }
            if n > 0 {
                let (tail, asked) = on(n - 1);
                let asked = with(asked, &mut || _ = costs.again(did, along, &self.looks[n - 1], unit));
                choices.push(Choice { from: Some(n - 1), asked, turn: Turn::Again, did: Did::on(tail) });
            }
            let asked = ask(&mut || {
                costs.leaves(along);
                costs.begins(did, unit);
            });
            choices.push(Choice { from: None, asked, turn: Turn::New, did: Did::Begin });
            let choice = choose(n, &choices).and_then(|at| choices.get(at));
            let from = choice.map_or(links[n], |choice| choice.from);
            let units = from.map_or(0, |from| from_below(own[from].units, (n - from) as u32)) | 1;
            let column = from.map_or_else(|| Column::new(unit), |from| own[from].column.with(unit));
            own.push(Own { column, units });
            match choice {
                Some(choice) => {
                    round = round.behind(choice.turn);
                    (did, along) = (choice.did, choice.turn == Turn::Again);
                }
                None => (did, along) = (Did::GoOn, false),
            }
            round.push(Place { unit: n as u32, step: 0, missed: false });
        }
    }
}
