//! The rows of a masthead, as the cheapest reading of its items in the order in which an extractor gives them.
//!
//! An extractor that sorts by place (`pdftotext`) reads what stands near together as a block, and blocks from left to right: of two
//! rows one above the other it gives the first item of each, then the next of one of them, and so on. Which item stands in which
//! row is told by what it is, 星期六 behind a date and a name behind its role, and by the blank lines: between two items without
//! one the next row begins.

use super::items::{Item, Word};

/// Printed mastheads have three rows at most, and a name over them.
const MOST: u8 = 4;
// so a row for each item has a number
const _: () = assert!(super::MOST_ITEMS < u8::MAX as usize);
/// So many of the cheapest ways are followed at once: with 48 the rows of 237 printed mastheads are the same.
const WAYS: usize = 16;

/// In 1/64 nat: what is as likely as not among its like costs half a nat.
///
/// There are these five and nothing, set by hand: by what stands in the rows of a hundred printed mastheads, and by how many more
/// come out whole (195 of 237 by `pdftotext`, and 184 where often and sometimes cost the same).
type Cost = u32;
const OFTEN: Cost = 32;
const SOME: Cost = 64;
const SELDOM: Cost = 128;
const RARE: Cost = 384;
const NEVER: Cost = 640;

/// What an item costs behind another in its row: by the last word before (a row of the table), and its first.
const BEHIND: [[Cost; Word::COUNT]; Word::COUNT] = [
    // number, date, day, role, staff, name, extra
    [RARE, SOME, SELDOM, OFTEN, OFTEN, NEVER, SOME],  // number
    [OFTEN, NEVER, 0, SELDOM, SELDOM, NEVER, OFTEN],  // date
    [OFTEN, SELDOM, 0, SELDOM, SELDOM, NEVER, OFTEN], // day
    [NEVER, NEVER, NEVER, NEVER, NEVER, 0, NEVER],    // role
    [RARE, RARE, NEVER, 0, 0, SELDOM, SELDOM],        // staff
    [RARE, RARE, NEVER, 0, 0, SELDOM, SELDOM],        // name
    [RARE, RARE, RARE, RARE, RARE, NEVER, OFTEN],     // extra
];
/// What it costs that the first row begins with a word, and one of the others.
const BEGINS_FIRST: [Cost; Word::COUNT] = [0, 0, RARE, 0, 0, NEVER, SELDOM];
const BEGINS: [Cost; Word::COUNT] = [SELDOM, SOME, NEVER, SOME, SOME, NEVER, RARE];
/// Roles behind the date in a row that begins with no page number: the date has a row of its own, as a rule.
const UNNUMBERED: Cost = SOME;
/// A second row of roles or of dates.
const AGAIN: Cost = RARE;
/// A line of several roles in a row with others: where the room between two of them does not part them, no room in their row does.
const WHOLE: Cost = RARE;
/// The next row begins behind a blank line, where these part items, or at a line end, where none stands among them.
const BEGINS_APART: Cost = SOME;
/// Where blank lines part items, one without any before it does not stand in the row below the last.
const STACKED: Cost = RARE;
/// The reading goes on in another row, and does so for the first time.
const ELSEWHERE: Cost = SOME;
const FIRST_TURN: Cost = SOME;
/// A role is left without names.
const UNNAMED: Cost = RARE;
/// How much cheaper one way to part the items must be than each of the others. With one nat instead of two one more of the 237 comes
/// out whole by `pdftotext` and two fewer by MuPDF, and a date and a page number on two lines become one row.
const SURE: Cost = 2 * SOME;

/// How an extractor has parted the items of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Parted {
    ByBlanks,
    ByLineEnds,
    Not,
}

/// Which row each item stands in, and how much dearer it is that the rows stand one after the other.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rows {
    pub of: Vec<u8>,
    /// In 1/64 nat.
    pub margin: u16,
    /// The items row by row, each row from left to right.
    pub order: Vec<usize>,
}

impl Rows {
    /// The cheapest rows, if they are plain. `apart` says of each item whether a blank line stands before it.
    pub(super) fn of(items: &[Item], apart: &[bool]) -> Option<Rows> {
        if !is_plain_who(items) {
            return None;
        }
        let cheapest = |parted, turns| cheapest(items, apart, parted, turns);
        let in_turn = cheapest(Parted::ByBlanks, true);
        let mut ways =
            [cheapest(Parted::ByBlanks, false), cheapest(Parted::ByLineEnds, false), cheapest(Parted::Not, false)];
        let margin = ways.iter().map(|way| way.cost).min()?.saturating_sub(in_turn.cost);
        if margin > 0 {
            let sure = ways.iter().skip(1).all(|way| in_turn.cost + SURE <= way.cost);
            return sure.then(|| Rows::new(items, in_turn.of, margin));
        }
        ways.sort_by_key(|way| way.cost);
        let [best, others @ ..] = ways;
        let sure = others.iter().all(|way| way.of == best.of || best.cost + SURE <= way.cost);
        sure.then(|| Rows::new(items, best.of, 0))
    }

    /// Where a day of the week comes before its date, which it does where it is set higher, it stands behind it.
    fn new(items: &[Item], of: Vec<u8>, mut margin: Cost) -> Rows {
        let mut order: Vec<usize> = (0..of.len()).collect();
        order.sort_by_key(|&n| of.get(n));
        for n in 1..order.len() {
            let item = |n: usize| order.get(n).and_then(|&n| Some((items.get(n)?, of.get(n)?)));
            if let (Some((day, row)), Some((date, next))) = (item(n - 1), item(n))
                && row == next
                && day.is_weekday
                && matches!(date.first, Word::Date | Word::Day)
                && !date.is_weekday
            {
                order.swap(n - 1, n);
                margin = margin.max(RARE);
            }
        }
        Rows { of, margin: u16::try_from(margin).unwrap_or(u16::MAX - 1), order }
    }
}

/// Whether it is known whose the names are: never do two roles wait for theirs. Those of the last one may have been lost on the way.
fn is_plain_who(items: &[Item]) -> bool {
    let mut waiting = 0;
    for item in items {
        waiting += i32::from(item.last == Word::Role) - i32::from(item.first == Word::Name);
        if waiting > 1 {
            return false;
        }
    }
    waiting == 0 || items.last().is_some_and(|item| item.last == Word::Role)
}

/// One way to read the items so far.
#[derive(Clone, Copy, Debug, Default)]
struct Way {
    cost: Cost,
    /// The way up to the item before, by its number, and the row of the last item.
    before: u32,
    last: u8,
    /// How many rows there are, and how each ends: of more than the most that are followed, the last of them.
    rows: u8,
    ends: [End; MOST as usize],
    /// Whether a row was gone on with that another came behind.
    turned: bool,
    /// The rows of those who made the page, and of the date.
    staff: Option<u8>,
    date: Option<u8>,
}

/// How a row ends.
#[derive(Clone, Copy, Debug, Default)]
struct End {
    /// Its last word, of what line of how many roles.
    last: Option<Word>,
    roles: u8,
    /// What it begins with.
    first: Option<Word>,
}

impl Way {
    fn end(&self, row: u8) -> End {
        self.ends.get(usize::from(row.min(MOST - 1))).copied().unwrap_or_default()
    }

    /// What it costs that the item stands in a row, the next one if it is none of those that are.
    fn cost_of(&self, item: &Item, row: u8) -> Cost {
        let is_again = match item.first {
            Word::Role | Word::Staff => self.staff.is_some_and(|staff| staff != row),
            Word::Date => self.date.is_some_and(|date| date != row),
            _ => false,
        };
        let again = AGAIN * Cost::from(is_again);
        if row == self.rows {
            let begins = if row == 0 { BEGINS_FIRST } else { BEGINS };
            return begins.get(item.first as usize).copied().unwrap_or(NEVER) + again;
        }
        let end = self.end(row);
        let behind = end.last.and_then(|last| BEHIND.get(last as usize)?.get(item.first as usize));
        let is_whole = end.roles > 1 || item.roles > 1;
        let is_unnumbered = matches!((end.last, item.first), (Some(Word::Date | Word::Day), Word::Role | Word::Staff))
            && end.first != Some(Word::Number);
        behind.copied().unwrap_or(NEVER) + again + WHOLE * Cost::from(is_whole) + UNNUMBERED * Cost::from(is_unnumbered)
    }

    /// What it costs by where it stands.
    fn cost_of_place(&self, row: u8, apart: bool, parted: Parted) -> Cost {
        if self.rows == 0 {
            return 0;
        }
        match parted {
            Parted::Not => 0,
            Parted::ByLineEnds => BEGINS_APART * Cost::from(!apart && row == self.rows),
            Parted::ByBlanks if !apart => STACKED * Cost::from(row != self.last + 1),
            Parted::ByBlanks if row == self.rows => BEGINS_APART,
            Parted::ByBlanks => ELSEWHERE * Cost::from(row != self.last),
        }
    }

    /// The way with an item more.
    fn with(&self, item: &Item, row: u8, apart: bool, parted: Parted) -> Way {
        let mut way = *self;
        // those who made the page may stand below each other, each on a line
        let is_list = parted == Parted::Not
            && !apart
            && item.first == Word::Staff
            && self.end(self.last).first == Some(Word::Staff);
        let cost = if is_list { 0 } else { self.cost_of(item, row) };
        way.cost += cost + self.cost_of_place(row, apart, parted);
        let turns = row != self.last && row < self.rows;
        way.cost += FIRST_TURN * Cost::from(turns && !way.turned);
        way.turned |= turns;
        way.last = row;
        if item.roles > 0 {
            way.staff.get_or_insert(row);
        }
        if item.first == Word::Date || item.last == Word::Date {
            way.date.get_or_insert(row);
        }
        // behind the date a page number closes the row, as other furniture does
        let is_new = row == self.rows;
        let last = if item.last == Word::Number && !is_new { Word::Extra } else { item.last };
        let first = if is_new { Some(item.first) } else { self.end(row).first };
        if let Some(end) = way.ends.get_mut(usize::from(row.min(MOST - 1))) {
            *end = End { last: Some(last), roles: item.roles, first };
        }
        way.rows += u8::from(is_new);
        way
    }

    /// Its cost, with roles that are left without names.
    fn whole_cost(&self) -> Cost {
        self.cost + UNNAMED * self.ends.iter().filter(|end| end.last == Some(Word::Role)).count() as Cost
    }
}

/// A way through all items: the row of each.
#[derive(Clone, Debug, Default)]
struct Found {
    cost: Cost,
    of: Vec<u8>,
}

/// The cheapest way; without `turns`, of those that leave a row for good.
fn cheapest(items: &[Item], apart: &[bool], parted: Parted, turns: bool) -> Found {
    let mut ways = Vec::with_capacity(1 + (items.len() + usize::from(MOST)) * WAYS);
    ways.push(Way::default());
    let mut from = 0;
    let close = !apart.iter().skip(1).any(|&apart| apart);
    for (item, &apart) in items.iter().zip(apart) {
        let to = ways.len();
        for before in from..to {
            let Some(way) = ways.get(before).copied() else { continue };
            let rows = match parted {
                Parted::ByBlanks if turns => 0..(way.rows + 1).min(MOST),
                Parted::ByBlanks => way.last..(way.rows + 1).min(MOST),
                // without any blank line a row may begin at every line end
                Parted::ByLineEnds if close => way.last..way.rows + 1,
                Parted::ByLineEnds if !apart && way.rows > 0 => way.last..way.rows,
                Parted::ByLineEnds | Parted::Not => way.rows..way.rows + 1,
            };
            ways.extend(rows.map(|row| Way { before: before as u32, ..way.with(item, row, apart, parted) }));
        }
        if let Some(next) = ways.get_mut(to..) {
            next.sort_by_key(|way| way.cost);
        }
        ways.truncate(to + WAYS);
        from = to;
    }
    let last = (from..ways.len()).min_by_key(|&n| ways.get(n).map_or(Cost::MAX, Way::whole_cost));
    let mut at = last.and_then(|n| ways.get(n));
    let mut found = Found { cost: at.map_or(0, Way::whole_cost), of: vec![0; items.len()] };
    for row in found.of.iter_mut().rev() {
        *row = at.map_or(0, |way| way.last);
        at = at.and_then(|way| ways.get(way.before as usize));
    }
    found
}
