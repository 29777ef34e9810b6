//! Junctions: how well one unit's first line goes on from another's last line.

use memchr::memmem;

use super::super::class::{Class, EM, is_han};
use super::{Edge, Unit};

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
/// What it is worth that the characters at the junction stand together elsewhere on the page, two of them or three, and what
/// it costs that they do not. Measured as above: of true junctions 27 % do, of others 2 %.
const PAIR: i32 = 116;
const TRIPLE: i32 = 157;
const NEITHER: i32 = -17;
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
    /// Two characters that stand together nowhere else on the page.
    Neither,
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
    /// Every two and every three of them, sorted.
    Index(Vec<u64>),
    /// To be looked for in the text.
    Text(&'t str),
}

impl Known<'_> {
    /// Whether the characters stand together; two of them, if the first is NUL.
    fn has(&self, [a, b, c]: [char; 3]) -> bool {
        match self {
            Known::Index(keys) => keys.binary_search(&key(a, b, c)).is_ok(),
            Known::Text(text) => {
                let wanted: String = [a, b, c].into_iter().filter(|c| *c != '\0').collect();
                memmem::find(text.as_bytes(), wanted.as_bytes()).is_some()
            }
        }
    }
}

impl<'u> Junctions<'u> {
    /// For any number of junctions.
    pub(super) fn new(text: &str, units: &'u [Unit]) -> Junctions<'u> {
        let mut known = Vec::with_capacity(text.len() * 2 / 3);
        let mut last = ['\0'; 2];
        for c in text.chars() {
            match Class::of(c) {
                _ if c == '\n' => last = ['\0'; 2],
                Class::Space => {}
                _ => {
                    if last[0] != '\0' {
                        known.push(key('\0', last[0], c));
                        if last[1] != '\0' {
                            known.push(key(last[1], last[0], c));
                        }
                    }
                    last = [c, last[0]];
                }
            }
        }
        known.sort_unstable();
        known.dedup();
        Junctions { units, known: Known::Index(known) }
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
        let is_end =
            matches!(to.class, Class::Comma | Class::Stop | Class::Semicolon | Class::Colon | Class::CloseBracket);
        if is_end || matches!(from.class, Class::OpenQuote | Class::OpenBracket) {
            return Fit::Barred;
        }
        let latin = |class| matches!(class, Class::Digit | Class::Letter);
        if latin(from.class) && latin(to.class) {
            return Fit::Cut;
        }
        if !is_han(a) || !is_han(b) {
            return Fit::Mark;
        }
        if !self.known.has(['\0', a, b]) {
            Fit::Neither
        } else if self.known.has([before, a, b]) || self.known.has([a, b, behind]) {
            Fit::Triple
        } else {
            Fit::Pair
        }
    }

    /// What it costs that unit `to` goes on from unit `from`, in 1/64 nat.
    pub(super) fn cost(&self, from: usize, to: usize) -> i32 {
        let (Some(a), Some(b)) = (self.units.get(from), self.units.get(to)) else { return 0 };
        let column = self.column(from, to);
        let row = SHAPES.get(shape(&a.bottom, column));
        let shapes = row.and_then(|row| row.get(shape(&b.top, column))).copied().unwrap_or(0);
        let characters = match self.fit_of(&a.bottom, &b.top) {
            Fit::Barred => BARRED,
            Fit::Cut => CUT,
            Fit::Mark => 0,
            Fit::Neither => NEITHER,
            Fit::Pair => PAIR,
            Fit::Triple => TRIPLE,
        };
        -i32::from(shapes) - characters
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
