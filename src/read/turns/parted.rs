//! Parted columns: text that stops in mid-sentence, with pieces of other articles between it and where it goes on.
//!
//! Extractors that sort by place give a page in pieces, each a run of lines of one column, and sort the pieces by where they
//! stand: below a column may follow the neighbour's headline, or its text, before the column goes on; and where columns begin at
//! unequal heights, the next column stands above the foot of the one before. Of what stands near, each open end is taken up by the
//! cheapest: by the next piece, by another, or by none.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::super::Page;
use super::super::class::Class;
use super::super::columns::is_open;
use super::super::cues::Cues;
use super::super::lines::Line;
use super::super::neighbours::Pair;
use super::super::overlap::{COHESION_MOST, cohesion};
use super::costs::COSTS;
use super::junction::{Fit, Junctions};
use super::units::Unit;

/// A line is as wide as its column up to this, in tenths of a cell.
const FULL: i32 = 26;
/// So many units below a column is looked for where it goes on, and so many above: with 14 each as many links are right.
const BELOW: usize = 10;
const ABOVE: usize = 8;
/// What meets at so many open ends is looked up in the text; for more an index of it is made.
const FEW: usize = 24;
/// One nat: on 200 other pages of each of two extractors 78 of 82 links that are so likely are right, and on 400 pages of two others, which are in
/// order, three are found.
const LEAST: i32 = 64;
/// A head has no more lines, by hand, and stands over the line that opens its text by no more.
const HEAD: usize = 3;

// What it costs that an open end is taken up so, in 1/64 nat, beside what meets there (`costs`): fitted by a choice among what stands near each
// of 5,164 open ends, on 800 pages of `pdftotext` and `pdfminer` that are not in turn, and some 390 of two extractors that are in order. None of
// README's pages was among them. What meets counts as where lines stand in turn, and words half, set by hand: the same choice gave 1.1 and .45.
/// By the next unit; by one in a column of another width, which says nothing of others.
const NEXT: i32 = -258;
const NEXT_OF_OTHER_WIDTH: i32 = 137;
/// By none, where the last line is as wide as its column; where it ends as a name does, or an organisation.
const NONE_OPEN: i32 = 84;
const NONE_NAME: i32 = -176;
/// By one that begins as no text goes on: with a dateline, or as a byline or a credit; behind an indent that the text shows.
const OPENER: i32 = 188;
const INDENTED: i32 = 155;
/// By one whose first line is the last of its paragraph; is narrower than the column for another reason, or wider.
const LAST: i32 = 47;
const NARROW: i32 = 250;
const WIDE: i32 = 202;
/// By one that may be a head: a line without its end, two or three without a mark, lines over a dateline.
const BARE: i32 = 117;
const LINES: i32 = 146;
const OVER_DATELINE: i32 = 95;
/// By one above; by one below, for each unit between beyond the first.
const UPWARD: i32 = 94;
const EACH: i32 = 26;
/// By one behind an open end, which leaves that to another. What meets there counts as well.
const BEHIND_OPEN: i32 = 114;
/// What cannot be.
const NEVER: i32 = i32::MAX / 2;
/// The words that both share count by half.
const COHESION_SHARE: i32 = 2;

/// That unit `to` goes on from unit `from`, and not the one behind it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Link {
    pub from: usize,
    pub to: usize,
    /// By how much it is likelier than what is likeliest of the rest, in 1/64 nat.
    pub worth: i32,
}

/// The columns that were parted, with what is likelier than not. Each unit is in two at most, and none goes on from itself.
pub(super) fn find(text: &str, page: &Page, units: &[Unit], threshold: i32) -> Vec<Link> {
    let mut ends = Ends::new(text, page, units, threshold.max(LEAST));
    let open: Vec<usize> = (0..units.len()).filter(|&from| ends.may_go_elsewhere(from)).collect();
    if open.len() > FEW {
        ends.junctions = Junctions::new(text, &page.lines, units);
    }
    let mut queue = BinaryHeap::new();
    open.iter().for_each(|&from| ends.each_other(from, |to| queue.extend(ends.offer(from, to))));
    let mut links = Vec::new();
    while let Some(Offer { worth, ends: Reverse((from, to)), is_behind_open }) = queue.pop() {
        if !ends.is_free(from, to) {
            continue;
        }
        // its worth was another while the unit before was free to take up what this one does
        if is_behind_open != ends.open_before(to).is_some() {
            queue.extend(ends.offer(from, to));
            continue;
        }
        ends.keep(from, to);
        links.push(Link { from, to, worth });
        // the unit before has lost the one that it would go on with, and the next one the end that it would take up
        if let Some(before) = to.checked_sub(1) {
            ends.each_other(before, |to| queue.extend(ends.offer(before, to)));
        }
        let next = from + 1;
        for from in next.saturating_sub(BELOW)..units.len().min(next + 1 + ABOVE) {
            ends.each_other(from, |to| queue.extend((to == next).then(|| ends.offer(from, to)).flatten()));
        }
    }
    links
}

/// A link that waits: the likeliest is the greatest, and of such as are as likely that of the first end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Offer {
    worth: i32,
    /// From which unit to which.
    ends: Reverse<(usize, usize)>,
    /// Whether the unit before the one that goes on was an open end when this was weighed.
    is_behind_open: bool,
}

/// What is known of a unit's links.
#[derive(Clone, Copy, Debug)]
struct Linked {
    /// Whether another goes on from it, and whether it goes on from another.
    has_next: bool,
    has_last: bool,
    /// Of the first unit of a run of linked ones, its last one; of the last, its first.
    other_end: usize,
}

/// The open ends of a page.
struct Ends<'t> {
    text: &'t str,
    page: &'t Page,
    units: &'t [Unit],
    junctions: Junctions<'t>,
    /// The links that were found so far, by unit.
    linked: Vec<Linked>,
    /// What a link is worth at least.
    least: i32,
    /// What a meeting costs at least and at most.
    within: [(i32, i32); Pair::COUNT + 1],
}

impl<'t> Ends<'t> {
    fn new(text: &'t str, page: &'t Page, units: &'t [Unit], least: i32) -> Ends<'t> {
        let alone = |own: usize| Linked { has_next: false, has_last: false, other_end: own };
        let junctions = Junctions::few(text, &page.lines, units);
        let linked = (0..units.len()).map(alone).collect();
        Ends { text, page, units, junctions, linked, least, within: COSTS.meeting_within() }
    }

    fn lines(&self, unit: &Unit) -> &[Line] {
        self.page.lines.get(unit.first..unit.end).unwrap_or_default()
    }

    /// The width of the column in which a line of the unit stands.
    fn column(&self, unit: &Unit, line: usize) -> i32 {
        self.page.columns.get(line).copied().filter(|&wide| wide > 0).unwrap_or(unit.column)
    }

    fn column_at_end(&self, unit: &Unit) -> i32 {
        self.column(unit, unit.end - 1)
    }

    /// Whether both units are free still, and the one is not read behind the other.
    fn is_free(&self, from: usize, to: usize) -> bool {
        let (Some(last), Some(next)) = (self.linked.get(from), self.linked.get(to)) else { return false };
        !last.has_next && !next.has_last && last.other_end != to
    }

    /// Keeps a link between two runs: `from` is the last of its own, and `to` the first.
    fn keep(&mut self, from: usize, to: usize) {
        let (Some(last), Some(next)) = (self.linked.get(from).copied(), self.linked.get(to).copied()) else { return };
        let mut set = |unit: usize, set: &dyn Fn(&mut Linked)| self.linked.get_mut(unit).map_or((), set);
        set(from, &|own| own.has_next = true);
        set(to, &|own| own.has_last = true);
        set(last.other_end, &|first| first.other_end = next.other_end);
        set(next.other_end, &|end| end.other_end = last.other_end);
    }

    /// The column of an open end, and what is likeliest of the rest, at most.
    fn open_end(&self, from: usize) -> Option<(i32, i32)> {
        let unit = self.units.get(from).filter(|unit| self.is_open_text(unit))?;
        Some((self.column_at_end(unit), self.rest_at_most(from)))
    }

    /// The units near one that are not the next.
    fn others(&self, from: usize) -> impl Iterator<Item = usize> + use<> {
        let near = from.saturating_sub(ABOVE)..self.units.len().min(from + 1 + BELOW);
        near.filter(move |&to| to != from && to != from + 1)
    }

    /// Whether the unit is an open end from which another than the next may go on, as far as shapes say, and the characters that meet,
    /// whatever the page has of them.
    fn may_go_elsewhere(&self, from: usize) -> bool {
        self.open_end(from).is_some_and(|(column, rest)| {
            let most = rest - self.least;
            self.others(from).any(|to| self.other_at_least(from, to, column, most) <= most)
        })
    }

    /// What may go on from an open end, and may be so much likelier than what is likeliest of the rest.
    fn each_other(&self, from: usize, mut see: impl FnMut(usize)) {
        let Some((column, rest)) = self.open_end(from) else { return };
        // what the page has of the characters before the next unit is looked up only where that may decide
        let (mut most, mut is_exact) = (rest - self.least, false);
        for to in self.others(from) {
            if self.other_at_least(from, to, column, most) > most {
                continue;
            }
            if !std::mem::replace(&mut is_exact, true) {
                most = self.rest(from) - self.least;
            }
            if self.other_at_least(from, to, column, most) <= most {
                see(to);
            }
        }
    }

    /// A link, if it is worth enough and both units are free.
    fn offer(&self, from: usize, to: usize) -> Option<Offer> {
        if !self.is_free(from, to) {
            return None;
        }
        let rest = self.rest(from);
        let worth = rest - self.other(from, to, rest - self.least);
        let is_behind_open = self.open_before(to).is_some();
        (worth >= self.least).then_some(Offer { worth, ends: Reverse((from, to)), is_behind_open })
    }

    /// Whether the next unit goes on from another.
    fn next_is_taken(&self, from: usize) -> bool {
        self.linked.get(from + 1).is_some_and(|next| next.has_last)
    }

    /// Whether the unit is text that is left open: with a mark inside, and of two lines or more whose last is as wide as its column, or of
    /// three, one in three so wide.
    fn is_open_text(&self, unit: &Unit) -> bool {
        let [.., last] = self.lines(unit) else { return false };
        is_open(last.last)
            && !last.cues.is_byline()
            && !last.cues.is_masthead()
            && self.is_marked(unit)
            && (self.is_set(unit) || unit.lines() > 1 && self.is_full(unit))
    }

    /// Whether there is a mark inside, but for such as lines of heads have too.
    fn is_marked(&self, unit: &Unit) -> bool {
        let is_marked = |line: &Line| line.cues.has(Cues::COMMA) || line.cues.has(Cues::SENTENCE);
        let ends = |line: &Line| line.last == Class::Comma || !is_open(line.last);
        let lines = self.lines(unit);
        lines.iter().any(is_marked) || lines.split_last().is_some_and(|(_, above)| above.iter().any(ends))
    }

    fn is_full(&self, unit: &Unit) -> bool {
        (unit.bottom.wide - self.column_at_end(unit)).abs() <= FULL
    }

    /// Whether so many of its lines are as wide as its column. Stanzas of verse are not.
    fn is_set(&self, unit: &Unit) -> bool {
        let wide = self.page.wide.get(unit.first..unit.end).unwrap_or_default();
        wide.len() >= 3 && wide.iter().filter(|&&wide| (wide - unit.column).abs() <= FULL).count() * 3 >= wide.len()
    }

    /// What it costs that nothing takes up an open end.
    fn none(&self, unit: &Unit) -> i32 {
        let is_name =
            self.lines(unit).last().is_some_and(|l| l.cues.has(Cues::NAME_END) || l.cues.has(Cues::ORGANISATION));
        let open = if self.is_full(unit) { NONE_OPEN } else { 0 };
        open + if is_name { NONE_NAME } else { 0 }
    }

    /// What it costs by its shape that a unit takes up an end of a column so wide.
    fn shape(&self, unit: &Unit, column: i32) -> i32 {
        let Some(first) = self.lines(unit).first() else { return 0 };
        let begins = if first.cues.has(Cues::DATELINE) || first.cues.is_byline() {
            OPENER
        } else if first.cues.has(Cues::INDENTED) {
            INDENTED
        } else {
            0
        };
        let is_open = !unit.bottom.closed;
        let width = match unit.top.wide - column {
            by if by.abs() <= FULL => 0,
            by if by > 0 => WIDE,
            _ if unit.top.closed => LAST,
            _ => NARROW,
        };
        let is_over_dateline =
            |lines: &[Line]| lines.iter().skip(1).take(HEAD).any(|line| line.cues.has(Cues::DATELINE));
        let head = match unit.lines() {
            1 if is_open => BARE,
            2..=HEAD if is_open && !self.is_marked(unit) => LINES,
            _ if !first.cues.has(Cues::DATELINE) && is_over_dateline(self.lines(unit)) => OVER_DATELINE,
            _ => 0,
        };
        begins + width + head
    }

    /// What it costs by its shape that the next unit takes up an end.
    fn next_shape(&self, from: usize) -> i32 {
        let (Some(unit), Some(next)) = (self.units.get(from), self.units.get(from + 1)) else { return 0 };
        let column = self.column_at_end(unit);
        let other = (self.column(next, next.first) - column).abs() > FULL;
        NEXT + self.shape(next, column) + if other { NEXT_OF_OTHER_WIDTH } else { 0 }
    }

    /// The same of another, whose end the column has.
    fn other_shape(&self, from: usize, to: usize, column: i32) -> i32 {
        let Some(other) = self.units.get(to) else { return NEVER };
        let far = if to < from { UPWARD } else { EACH * (to - from - 2) as i32 };
        let is_behind_open = self.open_before(to).and_then(|before| self.units.get(before)).is_some_and(|before| {
            let is_byline = self.lines(before).last().is_some_and(|line| line.cues.is_byline());
            !is_byline && before.bottom.wide - self.column_at_end(before) <= FULL
        });
        self.shape(other, column) + far + if is_behind_open { BEHIND_OPEN } else { 0 }
    }

    /// The unit before one, if it ends open, and no other goes on from it.
    fn open_before(&self, unit: usize) -> Option<usize> {
        let before = unit.checked_sub(1)?;
        let is_taken = self.linked.get(before)?.has_next;
        (!is_taken && is_open(self.units.get(before)?.bottom.class)).then_some(before)
    }

    /// What it costs at least and at most that one unit goes on from another, by the characters that meet.
    fn within(&self, from: usize, to: usize) -> (i32, i32) {
        let place = self.junctions.pair(from, to).map_or(Pair::COUNT, |pair| pair as usize);
        self.within.get(place).copied().unwrap_or_default()
    }

    /// What it costs at least that another does; where it is more than so much, however little meets costs, no characters are asked.
    fn other_at_least(&self, from: usize, to: usize, column: i32, most: i32) -> i32 {
        let shape = self.other_shape(from, to, column) - COHESION_MOST / COHESION_SHARE;
        let before = self.open_before(to);
        let [.., (cheapest, _), (_, dearest)] = self.within;
        if shape + cheapest - before.map_or(0, |_| dearest) > most {
            return NEVER;
        }
        shape + self.within(from, to).0 - before.map_or(0, |before| self.within(before, to).1)
    }

    /// What it costs that an end is taken up by the next unit, or by none, whichever is cheaper.
    fn rest(&self, from: usize) -> i32 {
        self.rest_where(from, || COSTS.meeting(self.junctions.meeting(from, from + 1)))
    }

    fn rest_at_most(&self, from: usize) -> i32 {
        self.rest_where(from, || self.within(from, from + 1).1)
    }

    /// The same, where what meets before the next unit costs so much.
    fn rest_where(&self, from: usize, meets: impl FnOnce() -> i32) -> i32 {
        let none = self.units.get(from).map_or(NEVER, |unit| self.none(unit));
        if self.next_is_taken(from) || from + 1 == self.units.len() {
            return none;
        }
        none.min(self.next_shape(from) + meets())
    }

    /// What it costs that another unit takes it up, and not the end before that; or more than so much.
    fn other(&self, from: usize, to: usize, most: i32) -> i32 {
        let (Some(unit), Some(other)) = (self.units.get(from), self.units.get(to)) else { return NEVER };
        if matches!(self.junctions.fit(from, to), Fit::Barred | Fit::Cut) {
            return NEVER;
        }
        let meets = COSTS.meeting(self.junctions.meeting(from, to));
        let instead = self.open_before(to).map_or(0, |before| COSTS.meeting(self.junctions.meeting(before, to)));
        let cost = self.other_shape(from, to, self.column_at_end(unit)) + meets - instead;
        if cost - COHESION_MOST / COHESION_SHARE > most {
            return NEVER;
        }
        cost - cohesion(self.text, unit.span, other.span) / COHESION_SHARE
    }
}

#[cfg(test)]
mod tests;
