//! Heads: which headline stands over which body, what is a heading inside one, and where articles begin. The cheapest
//! reading again, over blocks.

use super::overlap::Overlap;

/// A block as this stage sees it, with what the reading of lines knows of its doubts, in 1/64 nat.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Item {
    /// A paragraph: what it costs to open an article with it, and to go on with one; how much it speaks of what the text
    /// before it speaks of.
    Body { opens: i32, goes_on: i32, cohesion: i32 },
    /// A line of a title: what it costs as a heading inside a body and as a head; what it shares with its neighbours;
    /// whether the line of title before it, if there is one, is parted from it by a blank line.
    Title { subhead: i32, head: i32, kicker: bool, overlap: Overlap, parted: bool },
    /// A byline or a credit.
    Byline,
    /// A row of page furniture.
    Masthead,
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

/// Where an article stands when an item has been read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
enum At {
    /// Nothing is open.
    Nothing,
    /// In a head that leads.
    Head,
    /// In a body under its head.
    Headed,
    /// In a body without a head so far.
    Bare,
    /// Behind the byline of a body with a head.
    HeadedClosed,
    /// Behind the byline of a body without.
    BareClosed,
    /// In a head that trails its body.
    Tail,
    /// In a heading inside a headed body.
    HeadedSub,
    /// In a heading inside a bare body.
    BareSub,
}

const PLACES: usize = 9;
const ALL: [At; PLACES] = [
    At::Nothing,
    At::Head,
    At::Headed,
    At::Bare,
    At::HeadedClosed,
    At::BareClosed,
    At::Tail,
    At::HeadedSub,
    At::BareSub,
];

/// Costs of this stage, in 1/64 nat.
#[derive(Clone, Copy, Debug)]
pub(crate) struct HeadCosts {
    /// An article stays without a head.
    pub headless: i32,
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
    /// An article ends without a byline, on a page of bylines.
    pub unsigned: i32,
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
            headless: at(0),
            second: at(1),
            head: at(2),
            reopened: at(3),
            empty: at(4),
            stray_byline: at(5),
            cut: at(6),
            cut_parted: at(7),
            unsigned: at(8),
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

/// Set by hand, from the studies; `data/fit` measures them.
pub(crate) const HEAD_COSTS: HeadCosts = HeadCosts {
    headless: 322,
    second: 241,
    head: 104,
    reopened: 160,
    empty: 152,
    stray_byline: 118,
    cut: 192,
    cut_parted: 200,
    unsigned: 37,
    signed: 340,
    one_sided: 3,
    both_sides: 8,
    overlap: 9,
    cohesion: 16,
    title: 16,
    body: 16,
};

const NEVER: i32 = i32::MAX / 4;
type Row = [i32; PLACES];

/// What it costs to go from one place to another with an item; `None` where it cannot be.
fn step(costs: &HeadCosts, item: &Item, from: At, to: At, unsigned: i32) -> Option<(i32, Role)> {
    use At::{Bare, BareClosed, BareSub, Head, Headed, HeadedClosed, HeadedSub, Nothing, Tail};
    // what it costs that the article is over
    let over = match from {
        Nothing => 0,
        Tail => 0,
        HeadedClosed => 0,
        Headed => unsigned,
        Bare => costs.headless + unsigned,
        BareClosed => costs.headless,
        Head => costs.empty,
        HeadedSub | BareSub => costs.empty,
    };
    match *item {
        Item::Body { opens, goes_on, cohesion } => {
            let opens = opens * costs.body / 16;
            let goes_on = goes_on * costs.body / 16 - cohesion * costs.cohesion / 16;
            match (from, to) {
                (Head, Headed) => Some((opens, Role::Opens)),
                (Headed | HeadedSub, Headed) | (Bare | BareSub, Bare) => Some((goes_on, Role::Inside)),
                (HeadedClosed, Headed) | (BareClosed, Bare) => Some((goes_on + costs.signed, Role::Inside)),
                (Nothing | Headed | Bare | HeadedClosed | BareClosed | Tail, Bare) => Some((opens + over, Role::Opens)),
                _ => None,
            }
        }
        Item::Title { subhead, head, kicker, overlap, parted } => {
            let (subhead, head) = (subhead * costs.title / 16, head * costs.title / 16);
            let (above, below) = (overlap.above * costs.overlap / 16, overlap.below * costs.overlap / 16);
            let cut = if kicker {
                0
            } else if parted {
                costs.cut_parted
            } else {
                costs.cut
            };
            match (from, to) {
                (Head, Head) => Some((head - below, Role::Leads)),
                (Nothing | Headed | Bare | HeadedClosed | BareClosed, Head) => {
                    Some((head + costs.head + over - below, Role::Leads))
                }
                (Tail, Head) => Some((head + costs.head + cut - below, Role::Leads)),
                (Tail, Tail) => Some((head - above, Role::Trails)),
                (Bare, Tail) => Some((head + costs.head + unsigned - above, Role::Trails)),
                (BareClosed, Tail) => Some((head + costs.head - above, Role::Trails)),
                (Headed | HeadedClosed, Tail) => Some((head + costs.head + costs.second - above, Role::Trails)),
                (Headed | HeadedSub, HeadedSub) | (Bare | BareSub, BareSub) => {
                    Some((subhead + inside(costs, overlap), Role::Inside))
                }
                (HeadedClosed, HeadedSub) | (BareClosed, BareSub) => {
                    Some((subhead + costs.reopened + inside(costs, overlap), Role::Inside))
                }
                _ => None,
            }
        }
        Item::Byline => match (from, to) {
            (Headed, HeadedClosed) | (Bare, BareClosed) => Some((0, Role::Inside)),
            (Head, Head) => Some((costs.stray_byline / 2, Role::Inside)),
            (HeadedClosed, HeadedClosed) | (BareClosed, BareClosed) | (Nothing, Nothing) | (Tail, Tail) => {
                Some((costs.stray_byline, Role::Inside))
            }
            (HeadedSub, HeadedClosed) | (BareSub, BareClosed) => Some((costs.stray_byline * 2, Role::Inside)),
            _ => None,
        },
        Item::Masthead => match (from, to) {
            (Head, Head) => Some((costs.stray_byline, Role::Furniture)),
            (Nothing | Headed | Bare | HeadedClosed | BareClosed | Tail | HeadedSub | BareSub, Nothing) => {
                Some((over, Role::Furniture))
            }
            (Bare, Bare) | (BareClosed, BareClosed) | (Headed, Headed) => Some((costs.stray_byline, Role::Furniture)),
            _ => None,
        },
    }
}

/// What a heading inside a body shares with both its sides: it speaks of what follows, and of the whole.
fn inside(costs: &HeadCosts, overlap: Overlap) -> i32 {
    (overlap.above - overlap.below).abs() * costs.one_sided / 16
        - (overlap.above + overlap.below) * costs.both_sides / 16
}

/// Finds the cheapest reading of the items, and for each how far the next-best is.
pub(crate) fn assign(items: &[Item], costs: &HeadCosts) -> Vec<Verdict> {
    let bylines = items.iter().filter(|i| matches!(i, Item::Byline)).count() as i32;
    let unsigned = costs.unsigned * bylines.min(4);
    let end = |at: At| match at {
        At::Nothing | At::Tail | At::HeadedClosed => 0,
        At::Headed => unsigned,
        At::Bare => costs.headless + unsigned,
        At::BareClosed => costs.headless,
        At::Head | At::HeadedSub | At::BareSub => costs.empty,
    };
    let mut forward: Vec<Row> = Vec::with_capacity(items.len() + 1);
    let mut back: Vec<[u8; PLACES]> = Vec::with_capacity(items.len());
    let mut here: Row = [NEVER; PLACES];
    here[At::Nothing as usize] = 0;
    forward.push(here);
    for item in items {
        let mut next = [NEVER; PLACES];
        let mut from = [0; PLACES];
        for (to, (n, f)) in ALL.iter().zip(next.iter_mut().zip(&mut from)) {
            for (k, (at, cost)) in ALL.iter().zip(here).enumerate() {
                if cost < NEVER
                    && let Some((step, _)) = step(costs, item, *at, *to, unsigned)
                    && cost + step < *n
                {
                    (*n, *f) = (cost + step, k as u8);
                }
            }
        }
        here = next;
        forward.push(here);
        back.push(from);
    }
    verdicts(items, costs, unsigned, &forward, &back, ALL.map(end))
}

fn verdicts(
    items: &[Item],
    costs: &HeadCosts,
    unsigned: i32,
    forward: &[Row],
    back: &[[u8; PLACES]],
    end: Row,
) -> Vec<Verdict> {
    let mut out = Vec::with_capacity(items.len());
    let mut behind = end;
    let last = forward.last().copied().unwrap_or([0; PLACES]);
    let mut at = (0..PLACES)
        .min_by_key(|&k| last.get(k).unwrap_or(&NEVER).saturating_add(*end.get(k).unwrap_or(&0)))
        .unwrap_or(0);
    for ((item, row), from) in items.iter().zip(forward).zip(back).rev() {
        let chosen_from = usize::from(*from.get(at).unwrap_or(&0));
        let role = ALL
            .get(chosen_from)
            .zip(ALL.get(at))
            .and_then(|(a, b)| step(costs, item, *a, *b, unsigned))
            .map_or(Role::Inside, |s| s.1);
        let (mut best, mut other) = (NEVER, NEVER);
        let mut next = [NEVER; PLACES];
        for (k, (a, ahead)) in ALL.iter().zip(row).enumerate() {
            for (b, rest) in ALL.iter().zip(behind) {
                let Some((cost, as_role)) = step(costs, item, *a, *b, unsigned) else { continue };
                let through = ahead.saturating_add(cost).saturating_add(rest);
                if as_role == role {
                    best = best.min(through)
                } else {
                    other = other.min(through)
                }
                if let Some(place) = next.get_mut(k) {
                    *place = (*place).min(cost.saturating_add(rest));
                }
            }
        }
        out.push(Verdict { role, margin: other.saturating_sub(best).clamp(0, 1 << 14) });
        behind = next;
        at = chosen_from;
    }
    out.reverse();
    out
}
