//! Junctions: how well one unit's first line goes on from another's last line.

#![expect(clippy::indexing_slicing, reason = "a table, searched while the crate is built")]

use memchr::memmem;

use super::super::class::{Class, EM};
use super::super::rarity;
use super::{Edge, Side, Unit};

/// What shapes two lines have that follow each other in one column, against two lines taken at random from neighbouring
/// columns: in 1/64 nat, from the last line's row to the first line's column. Measured over 38 printed pages; half of what was
/// measured, as widths are all that many lines show and one column's are another's.
///
/// Columns and rows: wider than the column, full, as much narrower as an indent, shorter; each left open, closed.
const SHAPES: [[i8; 8]; 8] = [
    [-41, -27, -46, 20, 40, 5, 10, 22],
    [-40, 0, 0, 0, 20, 0, 0, -30],
    [-88, -106, 14, 13, -24, 4, -52, 9],
    [-44, 5, 0, 5, 41, -7, 5, -52],
    [-88, -50, 17, -2, -8, 9, -38, -18],
    [-27, 5, -36, -26, 40, 28, 19, -46],
    [-39, -30, -2, -3, 12, 6, 0, -29],
    [-72, -42, -66, -82, 48, -27, 3, -48],
];
/// No shapes are worth more.
const BEST_SHAPES: i32 = {
    let (mut best, mut n) = (0, 0);
    while n < SHAPES.len() * SHAPES.len() {
        let worth = SHAPES[n / SHAPES.len()][n % SHAPES.len()];
        best = if worth > best { worth } else { best };
        n += 1;
    }
    best as i32
};
/// What it is worth that the characters at the junction stand together elsewhere on the page, two of them or three; that they
/// stand together in many texts; and what it costs that they do neither. Measured as above: of true junctions 27 % stand on the
/// page, of others 2 %; of the rest, measured over 300 pages made of articles, 25 % and 4 % do in many texts.
const PAIR: i32 = 116;
const TRIPLE: i32 = 157;
const COMMON: i32 = 62;
const NEITHER: i32 = -34;
/// Lines do not begin with closing marks, nor end with opening ones.
const BARRED: i32 = -256;
/// Numbers and Latin words are seldom cut.
const CUT: i32 = -64;

/// How the characters fit on the two sides of a junction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fit {
    /// No line ends or begins so.
    Barred,
    /// A number or a Latin word would be cut.
    Cut,
    /// A mark stands there, which says nothing.
    Mark,
    /// Two characters that stand together nowhere else on the page, nor in many texts.
    Neither,
    /// Two that stand together in many texts.
    Common,
    /// Two that do.
    Pair,
    /// Three that do.
    Triple,
}

/// The page's junctions.
pub(super) struct Junctions<'u> {
    units: &'u [Unit],
    known: Known<'u>,
}

/// What characters stand together within the page's lines.
enum Known<'t> {
    /// Every two of them that may meet at a junction, and every three about these.
    Index(Index),
    /// To be looked for in the text.
    Text(&'t str),
}

impl Known<'_> {
    /// Whether the characters stand together; two of them, if the first is NUL.
    fn has(&self, [a, b, c]: [char; 3]) -> bool {
        match self {
            Known::Index(index) => index.has(key(a, b, c)),
            Known::Text(text) => {
                let wanted: String = [a, b, c].into_iter().filter(|c| *c != '\0').collect();
                memmem::find(text.as_bytes(), wanted.as_bytes()).is_some()
            }
        }
    }
}

/// Keys of characters that stand together.
struct Index {
    /// Sorted.
    keys: Vec<u64>,
    /// A bit for each key, by what is left of it when it is multiplied: most that are asked for are not there.
    bits: Vec<u64>,
}

impl Index {
    /// So many bits of a key's product say where its bit is.
    const BITS: u32 = 16;

    /// The page's twos and threes whose first or second two may meet at a junction: those of a unit's last character and of
    /// another's first.
    fn of(text: &str, units: &[Unit]) -> Index {
        let (mut lasts, mut firsts) = (Chars::default(), Chars::default());
        for unit in units {
            let ([last, _], [first, _]) = (unit.bottom.chars, unit.top.chars);
            lasts.add(last);
            firsts.add(first);
        }
        let mut keys = Vec::with_capacity(text.len() / 16);
        let mut bits = vec![0u64; 1 << (Index::BITS - 6)];
        let mut add = |key: u64| {
            let bit = Index::bit(key);
            if let Some(word) = bits.get_mut(bit / 64) {
                *word |= 1 << (bit % 64);
            }
            keys.push(key);
        };
        let mut last = ['\0'; 2];
        let mut met = false; // whether the last two may meet at a junction
        for c in text.chars() {
            match Class::of(c) {
                _ if c == '\n' => (last, met) = (['\0'; 2], false),
                Class::Space => {}
                _ => {
                    let meet = last[0] != '\0' && firsts.may_have(c) && lasts.may_have(last[0]);
                    if meet {
                        add(key('\0', last[0], c));
                    }
                    if (meet || met) && last[1] != '\0' {
                        add(key(last[1], last[0], c));
                    }
                    (last, met) = ([c, last[0]], meet);
                }
            }
        }
        keys.sort_unstable();
        keys.dedup();
        Index { keys, bits }
    }

    fn bit(key: u64) -> usize {
        (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - Index::BITS)) as usize
    }

    fn has(&self, key: u64) -> bool {
        let bit = Index::bit(key);
        self.bits.get(bit / 64).is_some_and(|word| word >> (bit % 64) & 1 != 0) && self.keys.binary_search(&key).is_ok()
    }
}

/// Some characters, told apart by their last 16 bits: it may say yes too often, but never no.
struct Chars(Vec<u64>);

impl Default for Chars {
    fn default() -> Chars {
        Chars(vec![0; 1 << 10])
    }
}

impl Chars {
    fn add(&mut self, c: char) {
        if let Some(word) = self.0.get_mut(c as usize >> 6 & 0x3ff) {
            *word |= 1 << (c as u32 & 63);
        }
    }

    fn may_have(&self, c: char) -> bool {
        self.0.get(c as usize >> 6 & 0x3ff).is_some_and(|word| word >> (c as u32 & 63) & 1 != 0)
    }
}

impl<'u> Junctions<'u> {
    /// For any number of junctions.
    pub(super) fn new(text: &str, units: &'u [Unit]) -> Junctions<'u> {
        Junctions { units, known: Known::Index(Index::of(text, units)) }
    }

    /// For a few: without an index of the page.
    pub(super) fn few(text: &'u str, units: &'u [Unit]) -> Junctions<'u> {
        Junctions { units, known: Known::Text(text) }
    }

    /// How the characters fit where unit `to` goes on from unit `from`.
    pub(super) fn fit(&self, from: usize, to: usize) -> Fit {
        let (Some(a), Some(b)) = (self.units.get(from), self.units.get(to)) else { return Fit::Mark };
        self.fit_of(&a.bottom, &b.top)
    }

    fn fit_of(&self, from: &Edge, to: &Edge) -> Fit {
        let ([a, before], [b, behind]) = (from.chars, to.chars);
        match (from.side, to.side) {
            (Side::Barred, _) | (_, Side::Barred) => return Fit::Barred,
            (Side::Latin, Side::Latin) => return Fit::Cut,
            (Side::Han, Side::Han) => {}
            _ => return Fit::Mark,
        }
        if !self.known.has(['\0', a, b]) {
            if rarity::is_listed(a, b) { Fit::Common } else { Fit::Neither }
        } else if self.known.has([before, a, b]) || self.known.has([a, b, behind]) {
            Fit::Triple
        } else {
            Fit::Pair
        }
    }

    /// What it costs that unit `to` goes on from unit `from`, in 1/64 nat.
    pub(super) fn cost(&self, from: usize, to: usize) -> i32 {
        self.cost_below(from, to, i32::MAX).unwrap_or(0)
    }

    /// The same if it is less than a bound; that it is not is mostly told by the characters alone.
    pub(super) fn cost_below(&self, from: usize, to: usize, bound: i32) -> Option<i32> {
        let (a, b) = (self.units.get(from)?, self.units.get(to)?);
        let characters = match self.fit_of(&a.bottom, &b.top) {
            Fit::Barred => BARRED,
            Fit::Cut => CUT,
            Fit::Mark => 0,
            Fit::Neither => NEITHER,
            Fit::Common => COMMON,
            Fit::Pair => PAIR,
            Fit::Triple => TRIPLE,
        };
        if -BEST_SHAPES - characters >= bound {
            return None;
        }
        let column = self.column(from, to);
        let row = SHAPES.get(shape(&a.bottom, column));
        let shapes = row.and_then(|row| row.get(shape(&b.top, column))).copied().unwrap_or(0);
        Some(-i32::from(shapes) - characters).filter(|&cost| cost < bound)
    }

    /// Whether a unit is the last line of a paragraph, with nothing behind it.
    pub(super) fn is_rest(&self, n: usize) -> bool {
        self.units.get(n).is_some_and(|unit| unit.lines() == 1 && unit.top.closed)
    }

    /// Whether the characters where unit `to` goes on from unit `from` stand together elsewhere on the page.
    pub(super) fn is_proved(&self, from: usize, to: usize) -> bool {
        matches!(self.fit(from, to), Fit::Pair | Fit::Triple)
    }

    /// The width of the column in which the two stand: theirs, or that of those which would stand there before and behind them.
    fn column(&self, from: usize, to: usize) -> i32 {
        let of = |n: usize| self.units.get(n).map_or(0, |unit| unit.column);
        let own = of(from).max(of(to));
        let turn = to - from;
        if turn > super::links::TURNS {
            return own;
        }
        let near = [from.checked_sub(turn), Some(to + turn), from.checked_sub(2 * turn), Some(to + 2 * turn)];
        near.into_iter().flatten().map(of).filter(|&wide| wide <= own + super::links::INDENT).fold(own, i32::max)
    }
}

/// The shape of a line in a column: a row or a column of [`SHAPES`].
fn shape(edge: &Edge, column: i32) -> usize {
    let short = column - edge.wide;
    let width = match short {
        ..-24 => 0,
        -24..24 => 1,
        24..super::links::INDENT => 2,
        _ => 3,
    };
    width * 2 + usize::from(edge.closed)
}

/// Up to three characters as one number.
fn key(a: char, b: char, c: char) -> u64 {
    u64::from(a) << 42 | u64::from(b) << 21 | u64::from(c)
}

/// An indent of two characters, and what it may be wider: in tenths of a cell.
const _: () = assert!(super::links::INDENT == 2 * EM + 14);

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;

    use super::super::super::Page;
    use super::*;

    proptest! {
        #[test]
        fn what_may_meet_at_a_junction_is_known_as_if_all_were_indexed(
            lines in prop::collection::vec("[一二三汉字，a ]{1,6}\n{1,2}", 2..20),
        ) {
            let text = lines.concat();
            let Some(units) = super::super::units(&text, &Page::scan(&text, None)) else { return Ok(()) };
            let mut all = HashSet::new();
            for line in text.lines() {
                let shown: Vec<char> = line.chars().filter(|&c| Class::of(c) != Class::Space).collect();
                all.extend(shown.windows(2).map(|two| key('\0', two[0], two[1])));
                all.extend(shown.windows(3).map(|three| key(three[0], three[1], three[2])));
            }
            let junctions = Junctions::new(&text, &units);
            for (from, to) in (0..units.len()).flat_map(|to| (0..to).map(move |from| (from, to))) {
                let cost = junctions.cost(from, to);
                for bound in [cost, cost + 1, -179, -115] {
                    prop_assert_eq!(junctions.cost_below(from, to, bound), Some(cost).filter(|&cost| cost < bound));
                }
            }
            let index = Index::of(&text, &units);
            for (from, to) in units.iter().flat_map(|from| units.iter().map(move |to| (from, to))) {
                let ([a, before], [b, behind]) = (from.bottom.chars, to.top.chars);
                for asked in [key('\0', a, b), key(before, a, b), key(a, b, behind)] {
                    prop_assert_eq!(index.has(asked), all.contains(&asked), "{:?} {:?}", from, to);
                }
            }
        }
    }
}
