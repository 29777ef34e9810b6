//! Heads: which headline stands over which body, what is a heading inside one, and where articles begin. The cheapest
//! reading again, over blocks.

use super::openers::{NO_SLOT, SLOTS};
use super::overlap::Overlap;

/// A block as this stage sees it, with what the reading of lines knows of its doubts, in 1/64 nat.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Item {
    /// A paragraph: what it costs to open an article with it, and to go on with one; how much it speaks of what the text
    /// before it speaks of; and the slot that it has if it opens one.
    Body { opens: i32, goes_on: i32, cohesion: i32, slot: usize },
    /// A line of a title: what it costs as a heading inside a body, as a head, and as a banner of the page; what it shares
    /// with its neighbours; whether the line of title before it, if there is one, is parted from it by a blank line.
    Title { subhead: i32, head: i32, banner: i32, kicker: bool, overlap: Overlap, parted: bool },
    /// A byline or a credit.
    Byline,
    /// A row of page furniture.
    Masthead,
    /// A line of a head whose body is known to follow.
    Placed,
    /// Where heads stood whose bodies are known: what was open is over.
    Break,
}

/// What an item is to its article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// A head over the body that follows.
    Leads,
    /// A head of the body that stands before it.
    Trails,
    /// Inside a body, or all of one.
    Inside,
    /// Opens an article.
    Opens,
    /// In no article.
    Furniture,
}

/// What was decided of an item: its role, the cost of the next-best one, in 1/64 nat.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Verdict {
    pub role: Role,
    pub margin: i32,
}

/// Where an article stands when an item has been read. A body without a head so far has the slot of the paragraph that opened it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum At {
    /// Nothing is open.
    Nothing,
    /// In a head that leads.
    Head,
    /// In a body under its head.
    Headed,
    /// Behind the byline of a body with a head.
    HeadedClosed,
    /// In a heading inside a headed body.
    HeadedSub,
    /// In a body without a head so far.
    Bare(usize),
    /// Behind the byline of a body without.
    BareClosed(usize),
    /// In a heading inside a bare body.
    BareSub(usize),
    /// In a head that trails its body.
    Tail(usize),
}

const EACH_SLOT: std::ops::RangeInclusive<usize> = 0..=NO_SLOT;
const PLACES: usize = 5 + 4 * (SLOTS + 1);

impl At {
    const fn index(self) -> usize {
        match self {
            At::Nothing => 0,
            At::Head => 1,
            At::Headed => 2,
            At::HeadedClosed => 3,
            At::HeadedSub => 4,
            At::Bare(slot) => 5 + slot,
            At::BareClosed(slot) => 6 + SLOTS + slot,
            At::BareSub(slot) => 7 + 2 * SLOTS + slot,
            At::Tail(slot) => 8 + 3 * SLOTS + slot,
        }
    }
}

#[expect(clippy::indexing_slicing, reason = "asked when it is built: what is beyond the end is an error there")]
const ALL: [At; PLACES] = {
    let mut all = [At::Nothing; PLACES];
    let first = [At::Nothing, At::Head, At::Headed, At::HeadedClosed, At::HeadedSub];
    let mut n = 0;
    while n < first.len() {
        all[n] = first[n];
        n += 1;
    }
    let mut slot = 0;
    while slot <= NO_SLOT {
        let own = [At::Bare(slot), At::BareClosed(slot), At::BareSub(slot), At::Tail(slot)];
        let mut n = 0;
        while n < own.len() {
            all[own[n].index()] = own[n];
            n += 1;
        }
        slot += 1;
    }
    all
};

/// Costs of this stage, in 1/64 nat.
#[derive(Clone, Copy, Debug)]
pub(crate) struct HeadCosts {
    /// How much the page's habits weigh, in sixteenths.
    pub habits: i32,
    /// A second head on a body that has one.
    pub second: i32,
    /// A head: each group that leads or trails.
    pub head: i32,
    /// A byline, then a heading inside the same body.
    pub reopened: i32,
    /// A head with nothing under it.
    pub empty: i32,
    /// A second byline on a body, or one without a body.
    pub stray_byline: i32,
    /// A head group is cut where no blank line stands, or before no kicker.
    pub cut: i32,
    /// The same where one stands.
    pub cut_parted: i32,
    /// How often an article stays without a head, in 64 articles, before the page is known.
    pub headless: i32,
    /// A further paragraph behind the byline.
    pub signed: i32,
    /// What a heading inside a body pays for speaking of one side only, in sixteenths of the difference.
    pub one_sided: i32,
    /// What a heading inside a body shares with both sides, in sixteenths.
    pub both_sides: i32,
    /// What a head shares with its body, in sixteenths.
    pub overlap: i32,
    /// What a paragraph shares with the text before it, in sixteenths.
    pub cohesion: i32,
    /// What the reading of lines says about a line of a title, in sixteenths.
    pub title: i32,
    /// And about a paragraph, in sixteenths.
    pub body: i32,
}

impl HeadCosts {
    /// The costs as numbers, for the trainer.
    #[cfg(pagemend_fit)]
    pub(crate) fn from_list(list: &[i32]) -> HeadCosts {
        let at = |n: usize| list[n];
        HeadCosts {
            habits: at(0),
            second: at(1),
            head: at(2),
            reopened: at(3),
            empty: at(4),
            stray_byline: at(5),
            cut: at(6),
            cut_parted: at(7),
            headless: at(8),
            signed: at(9),
            one_sided: at(10),
            both_sides: at(11),
            overlap: at(12),
            cohesion: at(13),
            title: at(14),
            body: at(15),
        }
    }
}

/// Fitted one after the other on printed and simulated pages with gold (`data/fit --heads`), then rounded; `reopened`, `second` and
/// `signed` are held where real pages, which have no second bylines, want them: the fit hardly sees such cases.
pub(crate) const HEAD_COSTS: HeadCosts = HeadCosts {
    habits: 14,
    second: 200,
    head: 18,
    reopened: 160,
    empty: 1200,
    stray_byline: 305,
    cut: 111,
    cut_parted: 70,
    headless: 12,
    signed: 250,
    one_sided: 3,
    both_sides: 8,
    overlap: 13,
    cohesion: 24,
    title: 17,
    body: 21,
};

/// More than any reading costs. It is what no row of costs goes beyond, and a way costs far less: sums of two of them and of a way
/// fit.
const NEVER: i32 = i32::MAX / 4;
type Row = [i32; PLACES];

/// A way from one place to another with an item.
#[derive(Clone, Copy, Debug)]
struct Way {
    from: At,
    to: At,
    role: Role,
    cost: i32,
}

/// Gives every way that an item has, with its cost on this page: asked for again and again, not kept.
#[inline]
fn each_way(costs: &HeadCosts, habits: &Habits, item: &Item, mut found: impl FnMut(Way)) {
    use At::{Bare, BareClosed, BareSub, Head, Headed, HeadedClosed, HeadedSub, Nothing, Tail};
    use Role::{Furniture, Inside, Leads, Opens, Trails};
    let over = |at| habits.over(costs, at);
    let mut add = |from: At, to: At, role: Role, cost: i32| found(Way { from, to, role, cost });
    // where an article may be over
    let each_end = |add: &mut dyn FnMut(At)| {
        [Nothing, Headed, HeadedClosed].into_iter().for_each(&mut *add);
        EACH_SLOT.for_each(|slot| [Bare(slot), BareClosed(slot)].into_iter().for_each(&mut *add));
    };
    match *item {
        Item::Body { opens, goes_on, cohesion, slot: own } => {
            let opens = opens * costs.body / 16;
            let goes_on = goes_on * costs.body / 16 - cohesion * costs.cohesion / 16;
            add(Head, Headed, Opens, opens);
            for from in [Headed, HeadedSub] {
                add(from, Headed, Inside, goes_on);
            }
            add(HeadedClosed, Headed, Inside, goes_on + costs.signed);
            for slot in EACH_SLOT {
                // from here on the slot is that of another paragraph
                let to = if slot == own { NO_SLOT } else { slot };
                add(Bare(slot), Bare(to), Inside, goes_on);
                add(BareSub(slot), Bare(to), Inside, goes_on);
                add(BareClosed(slot), Bare(to), Inside, goes_on + costs.signed);
                add(Tail(slot), Bare(own), Opens, opens + over(Tail(slot)));
            }
            each_end(&mut |from| add(from, Bare(own), Opens, opens + over(from)));
        }
        Item::Title { subhead, head, banner, kicker, overlap, parted } => {
            let (subhead, head) = (subhead * costs.title / 16, head * costs.title / 16);
            let inside = inside(costs, overlap) + subhead;
            let cut = match (kicker, parted) {
                (true, _) => 0,
                (_, true) => costs.cut_parted,
                _ => costs.cut,
            };
            let leads = head - overlap.below * costs.overlap / 16;
            let begins = costs.head + habits.leads;
            let follows = costs.head + habits.trails;
            let banner = banner * costs.title / 16;
            add(Head, Head, Leads, leads);
            each_end(&mut |from| {
                add(from, Head, Leads, leads + begins + over(from));
                add(from, Nothing, Furniture, banner + over(from));
            });
            for from in [Headed, HeadedSub] {
                add(from, HeadedSub, Inside, inside);
            }
            add(HeadedClosed, HeadedSub, Inside, inside + costs.reopened);
            for slot in EACH_SLOT {
                let above = overlap.since.get(slot).copied().unwrap_or(overlap.above);
                let trails = head - above * costs.overlap / 16;
                add(Tail(slot), Head, Leads, leads + begins + cut);
                add(Tail(slot), Nothing, Furniture, banner + over(Tail(slot)));
                add(Tail(slot), Tail(slot), Trails, trails);
                add(Bare(slot), Tail(slot), Trails, trails + follows + habits.headed + habits.unsigned);
                add(BareClosed(slot), Tail(slot), Trails, trails + follows + habits.headed + habits.signed);
                add(Bare(slot), BareSub(slot), Inside, inside);
                add(BareSub(slot), BareSub(slot), Inside, inside);
                add(BareClosed(slot), BareSub(slot), Inside, inside + costs.reopened);
                if slot == NO_SLOT {
                    for from in [Headed, HeadedClosed] {
                        add(from, Tail(slot), Trails, trails + follows + costs.second);
                    }
                }
            }
        }
        Item::Byline => {
            add(Headed, HeadedClosed, Inside, 0);
            add(Head, Head, Inside, costs.stray_byline / 2);
            add(HeadedSub, HeadedClosed, Inside, costs.stray_byline * 2);
            add(HeadedClosed, HeadedClosed, Inside, costs.stray_byline);
            add(Nothing, Nothing, Inside, costs.stray_byline);
            for slot in EACH_SLOT {
                add(Bare(slot), BareClosed(slot), Inside, 0);
                add(BareSub(slot), BareClosed(slot), Inside, costs.stray_byline * 2);
                add(BareClosed(slot), BareClosed(slot), Inside, costs.stray_byline);
                add(Tail(slot), Tail(slot), Inside, costs.stray_byline);
            }
        }
        Item::Placed => {
            add(Head, Head, Leads, 0);
            each_end(&mut |from| add(from, Head, Leads, over(from)));
            EACH_SLOT.map(Tail).for_each(|from| add(from, Head, Leads, over(from)));
        }
        Item::Break => {
            for from in ALL {
                add(from, Nothing, Furniture, over(from));
            }
        }
        Item::Masthead => {
            for from in ALL.into_iter().filter(|from| *from != Head) {
                add(from, Nothing, Furniture, over(from));
            }
            for at in [Head, Headed] {
                add(at, at, Furniture, costs.stray_byline);
            }
            for at in EACH_SLOT.flat_map(|slot| [Bare(slot), BareClosed(slot)]) {
                add(at, at, Furniture, costs.stray_byline);
            }
        }
    }
}

/// What a heading inside a body shares with both its sides: it speaks of what follows, and of the whole.
fn inside(costs: &HeadCosts, overlap: Overlap) -> i32 {
    (overlap.above - overlap.below).abs() * costs.one_sided / 16
        - (overlap.above + overlap.below) * costs.both_sides / 16
}

/// What the page does as a rule, as costs of doing otherwise, in 1/64 nat.
#[derive(Clone, Copy, Debug)]
struct Habits {
    /// An article with a head, and one without.
    headed: i32,
    headless: i32,
    /// A head over its body, and one behind it.
    leads: i32,
    trails: i32,
    /// An article with a byline, and one without.
    signed: i32,
    unsigned: i32,
}

/// How many articles the expectation before the page is known is worth.
const PRIOR: i32 = 2;

impl Habits {
    /// The habits by how often each was seen among the articles, or heads, of a reading.
    fn new(costs: &HeadCosts, heads: [i32; 2], places: [i32; 2], bylines: [i32; 2]) -> Habits {
        let headless = 64 * heads[1] + costs.headless * PRIOR;
        let (headed, headless) = odds(costs, 64 * (heads[0] + PRIOR) - costs.headless * PRIOR, headless);
        let (leads, trails) = odds(costs, 64 * places[0] + 32 * PRIOR, 64 * places[1] + 32 * PRIOR);
        let (signed, unsigned) = odds(costs, 64 * bylines[0] + 32 * PRIOR, 64 * bylines[1] + 32 * PRIOR);
        Habits { headed, headless, leads, trails, signed, unsigned }
    }

    /// The habits that a reading shows: the place and the role of each item.
    fn seen(costs: &HeadCosts, path: &[(At, Role)]) -> Habits {
        let (mut heads, mut places, mut bylines) = ([0; 2], [0; 2], [0; 2]);
        let mut before = At::Nothing;
        for &(at, role) in path.iter().chain([&(At::Nothing, Role::Furniture)]) {
            let in_article = matches!(before, At::Headed | At::HeadedClosed | At::Bare(_) | At::BareClosed(_));
            let new =
                matches!(at, At::Nothing | At::Head | At::Tail(_)) || matches!(at, At::Bare(_)) && role == Role::Opens;
            if in_article && new {
                let headed = matches!(before, At::Headed | At::HeadedClosed) || matches!(at, At::Tail(_));
                let [with, without] = &mut heads;
                *(if headed { with } else { without }) += 1;
                let [signed, unsigned] = &mut bylines;
                *(if matches!(before, At::HeadedClosed | At::BareClosed(_)) { signed } else { unsigned }) += 1;
                if headed {
                    let [leads, trails] = &mut places;
                    *(if matches!(at, At::Tail(_)) { trails } else { leads }) += 1;
                }
            }
            before = at;
        }
        Habits::new(costs, heads, places, bylines)
    }

    /// What it costs that the article is over.
    fn over(&self, costs: &HeadCosts, at: At) -> i32 {
        match at {
            At::Nothing | At::Tail(_) => 0,
            At::HeadedClosed => self.signed + self.headed,
            At::Headed => self.unsigned + self.headed,
            At::Bare(_) => self.headless + self.unsigned,
            At::BareClosed(_) => self.headless + self.signed,
            At::Head | At::HeadedSub | At::BareSub(_) => costs.empty,
        }
    }
}

/// The costs of two cases that were seen so often.
fn odds(costs: &HeadCosts, a: i32, b: i32) -> (i32, i32) {
    let all = (a + b).max(1) as f32;
    let cost = |n: i32| (-(n.max(1) as f32 / all).ln() * 64.0) as i32 * costs.habits / 16;
    (cost(a), cost(b))
}

/// Finds the cheapest reading of the items, and for each how far the next-best is. The first reading shows the page's
/// habits, the second reads by them.
pub(crate) fn assign(items: &[Item], costs: &HeadCosts) -> Vec<Verdict> {
    let habits = Habits::new(costs, [0; 2], [0; 2], [0; 2]);
    let rows = cheapest(items, costs, &habits);
    let habits = Habits::seen(costs, &path(items, &rows, costs, &habits));
    let rows = cheapest(items, costs, &habits);
    verdicts(items, &rows, costs, &habits)
}

/// The costs of the cheapest way to every place, before each item and behind the last.
fn cheapest(items: &[Item], costs: &HeadCosts, habits: &Habits) -> Vec<Row> {
    let mut rows = Vec::with_capacity(items.len() + 1);
    let mut here: Row = [NEVER; PLACES];
    if let Some(nothing) = here.first_mut() {
        *nothing = 0;
    }
    rows.push(here);
    for item in items {
        let mut next = [NEVER; PLACES];
        each_way(costs, habits, item, |way| {
            if let (Some(cost), Some(place)) = (here.get(way.from.index()), next.get_mut(way.to.index())) {
                *place = (*place).min(cost + way.cost);
            }
        });
        here = next;
        rows.push(here);
    }
    rows
}

/// The place that the cheapest reading ends at.
fn last_place(rows: &[Row], costs: &HeadCosts, habits: &Habits) -> At {
    let last = rows.last().copied().unwrap_or([0; PLACES]);
    let ends = ALL.into_iter().zip(last).map(|(at, cost)| (cost + habits.over(costs, at), at));
    ends.min_by_key(|end| end.0).map_or(At::Nothing, |end| end.1)
}

/// The cheapest way of an item into a place: the first, where several are.
fn way_into(at: At, row: &Row, costs: &HeadCosts, habits: &Habits, item: &Item) -> Option<Way> {
    let mut best: Option<(i32, Way)> = None;
    each_way(costs, habits, item, |way| {
        if way.to == at {
            let cost = row.get(way.from.index()).copied().unwrap_or(NEVER) + way.cost;
            if best.is_none_or(|best| cost < best.0) {
                best = Some((cost, way));
            }
        }
    });
    best.map(|best| best.1)
}

/// The places and roles of the items in the cheapest reading.
fn path(items: &[Item], rows: &[Row], costs: &HeadCosts, habits: &Habits) -> Vec<(At, Role)> {
    let mut at = last_place(rows, costs, habits);
    let mut path = Vec::with_capacity(items.len());
    for (item, row) in items.iter().zip(rows).rev() {
        let way = way_into(at, row, costs, habits, item);
        path.push((at, way.map_or(Role::Inside, |way| way.role)));
        at = way.map_or(At::Nothing, |way| way.from);
    }
    path.reverse();
    path
}

fn verdicts(items: &[Item], rows: &[Row], costs: &HeadCosts, habits: &Habits) -> Vec<Verdict> {
    let mut out = Vec::with_capacity(items.len());
    let mut behind: Row = ALL.map(|at| habits.over(costs, at));
    let mut at = last_place(rows, costs, habits);
    for (item, row) in items.iter().zip(rows).rev() {
        let chosen = way_into(at, row, costs, habits, item);
        let role = chosen.map_or(Role::Inside, |way| way.role);
        let (mut best, mut other) = (NEVER, NEVER);
        let mut next = [NEVER; PLACES];
        each_way(costs, habits, item, |way| {
            let (Some(ahead), Some(rest), Some(place)) =
                (row.get(way.from.index()), behind.get(way.to.index()), next.get_mut(way.from.index()))
            else {
                return;
            };
            let rest = way.cost + *rest;
            let through = ahead + rest;
            let least = if way.role == role { &mut best } else { &mut other };
            *least = (*least).min(through);
            *place = (*place).min(rest);
        });
        out.push(Verdict { role, margin: (other - best).clamp(0, 1 << 14) });
        behind = next;
        at = chosen.map_or(At::Nothing, |way| way.from);
    }
    out.reverse();
    out
}

#[cfg(test)]
mod tests;
