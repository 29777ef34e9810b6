//! The table of costs, `data/costs.tsv`: what each evidence weighs for and against each reading, in 1/64 nat.
//!
//! A cost is what a reading pays; less than nothing is what speaks for it. The table is fitted (`data/fit`), holds shapes and
//! classes only, and is read once.

#![expect(clippy::indexing_slicing, reason = "a table of states by states, by the number of one")]

use memchr::{memchr, memchr_iter};
use once_cell::sync::Lazy;
use wide::i16x8;

use super::bundles::BUNDLES;
use super::evidence::{BASES, EVIDENCES, Evidence, GAP_EVIDENCES, size};
use super::state::{COLUMN, COLUMNS, GROUPS, STATES, State, column_name, lane};

/// States in a vector: all but the byline.
pub(crate) const LANES: usize = STATES - 1;
/// Costs of one evidence of a gap, in whole vectors: from each group of states to those of the lanes, from those to a byline,
/// and from a byline to a byline. [`lane`] says where each step is.
pub(crate) type GapCosts = [i16x8; GROUPS + 2];
/// Costs of one evidence of a line: of the states of the lanes, and of the byline.
pub(crate) type LineCosts = [i16x8; 2];

/// What everything costs.
#[derive(Clone, Debug)]
pub(crate) struct Costs {
    pub gaps: Vec<GapCosts>,
    pub lines: Vec<LineCosts>,
    /// The same added up for the values of each bundle of evidences.
    pub gap_bundles: Vec<GapCosts>,
    pub line_bundles: Vec<LineCosts>,
    /// What it costs that one state follows another.
    pub steps: [LineCosts; STATES],
}

impl Costs {
    /// Nothing costs anything.
    pub(crate) fn zero() -> Costs {
        Costs {
            gaps: vec![GapCosts::default(); GAP_EVIDENCES],
            lines: vec![LineCosts::default(); EVIDENCES - GAP_EVIDENCES],
            gap_bundles: Vec::new(),
            line_bundles: Vec::new(),
            steps: [LineCosts::default(); STATES],
        }
    }

    /// Reads the table. A row that it does not know is passed over: a test keeps the table free of them.
    pub(crate) fn read(table: &str) -> Costs {
        let mut reader = Reader::new();
        let mut from = memchr(b'\n', table.as_bytes()).map_or(table.len(), |end| end + 1);
        for end in memchr_iter(b'\n', table.as_bytes()).skip(1).chain([table.len()]) {
            reader.read_row(table.as_bytes().get(from..end).unwrap_or_default());
            from = end + 1;
        }
        let mut costs = reader.costs;
        let (of_gaps, of_lines) =
            BUNDLES.split_at(BUNDLES.iter().position(|b| b.contains(&Evidence::Line)).unwrap_or(0));
        for bundle in of_gaps {
            add_up(&costs.gaps, 0, bundle, GapCosts::default(), &mut costs.gap_bundles);
        }
        for bundle in of_lines {
            add_up(&costs.lines, GAP_EVIDENCES, bundle, LineCosts::default(), &mut costs.line_bundles);
        }
        costs
    }
}

/// Adds to the sums what a bundle's evidences cost together on top of `sum`, for all values of the first, and for each of these all
/// of the next, from their rows, of which the first is that of the evidence `base`.
fn add_up<const N: usize>(
    rows: &[[i16x8; N]],
    base: usize,
    bundle: &[Evidence],
    sum: [i16x8; N],
    sums: &mut Vec<[i16x8; N]>,
) {
    let Some((&kind, others)) = bundle.split_first() else {
        sums.push(sum);
        return;
    };
    let first = usize::from(BASES[kind as usize]) - base;
    for row in rows.get(first..first + size(kind)).unwrap_or_default() {
        add_up(rows, base, others, std::array::from_fn(|n| sum[n].saturating_add(row[n])), sums);
    }
}

/// Reads the rows of the table, one after another.
struct Reader {
    costs: Costs,
    /// The columns of a gap: a pair of groups of states is many pairs of states.
    pairs: Vec<Column>,
    /// Those of a line and of a step: a state each.
    states: Vec<Column>,
}

/// A column of the table.
struct Column {
    /// Its name, and the colon behind it.
    name: String,
    /// The places in a row of costs that stand for it, as bits.
    places: u64,
}

const _: () = assert!((GROUPS + 2) * LANES <= u64::BITS as usize, "a row of a gap has a bit for each place");

impl Reader {
    fn new() -> Reader {
        let mut pairs: Vec<Column> = (0..COLUMNS).map(|n| Column { name: column_name(n) + ":", places: 0 }).collect();
        for (from, to) in State::ALL.into_iter().flat_map(|from| State::ALL.map(|to| (from, to))) {
            if let Some(column) = COLUMN[from as usize][to as usize].and_then(|n| pairs.get_mut(usize::from(n))) {
                column.places |= 1 << lane(from, to);
            }
        }
        let states = State::ALL.map(|state| Column { name: format!("{}:", state.name()), places: 1 << state as usize });
        Reader { costs: Costs::zero(), pairs, states: states.into() }
    }

    fn read_row(&mut self, row: &[u8]) -> Option<()> {
        let (kind, row) = split_at_tab(row)?;
        let (value, cells) = split_at_tab(row)?;
        if kind == b"step" {
            let state = State::ALL.iter().position(|s| s.name().as_bytes() == value)?;
            return read_cells(cells, &self.states, self.costs.steps.get_mut(state)?);
        }
        let (evidence, _, size) = Evidence::ALL.iter().find(|e| e.1.as_bytes() == kind)?;
        let (value, _) = number(value).filter(|(_, rest)| rest.is_empty())?;
        let value = usize::try_from(value).ok().filter(|v| v < size)?;
        let id = usize::from(BASES[*evidence as usize]) + value;
        match id.checked_sub(GAP_EVIDENCES) {
            None => read_cells(cells, &self.pairs, self.costs.gaps.get_mut(id)?),
            Some(line) => read_cells(cells, &self.states, self.costs.lines.get_mut(line)?),
        }
    }
}

fn split_at_tab(row: &[u8]) -> Option<(&[u8], &[u8])> {
    let tab = row.iter().position(|b| *b == b'\t')?;
    Some((row.get(..tab)?, row.get(tab + 1..)?))
}

/// Reads a row's cells, `name:cost` with a space between.
fn read_cells(mut cells: &[u8], columns: &[Column], places: &mut [i16x8]) -> Option<()> {
    // rows have their columns in order, so that the next is sought behind the last
    let mut behind = columns.iter();
    while !cells.is_empty() {
        let named = |column: &Column| Some((column.places, cells.strip_prefix(column.name.as_bytes())?));
        let found = behind.find_map(named).or_else(|| {
            behind = columns.iter();
            behind.find_map(named)
        });
        let (mut bits, cost) = found?;
        let (cost, rest) = number(cost)?;
        while bits != 0 {
            let at = bits.trailing_zeros() as usize;
            *places.get_mut(at / LANES)?.as_array_mut().get_mut(at % LANES)? = cost;
            bits &= bits - 1;
        }
        cells = match rest {
            [b' ', rest @ ..] => rest,
            [] => rest,
            _ => return None,
        };
    }
    Some(())
}

/// The number at the beginning of some bytes, and what stands behind it.
fn number(bytes: &[u8]) -> Option<(i16, &[u8])> {
    let (sign, mut rest) = match bytes {
        [b'-', rest @ ..] => (-1, rest),
        _ => (1, bytes),
    };
    let mut number: Option<i16> = None;
    while let [digit @ b'0'..=b'9', behind @ ..] = rest {
        number = Some(number.unwrap_or(0).checked_mul(10)?.checked_add(i16::from(digit - b'0'))?);
        rest = behind;
    }
    Some((number? * sign, rest))
}

/// What stands at a place of a row.
pub(super) fn at(row: &[i16x8], place: usize) -> i16 {
    row.get(place / LANES).and_then(|lanes| lanes.as_array_ref().get(place % LANES)).copied().unwrap_or(0)
}

/// The costs that the crate reads with.
pub(crate) static COSTS: Lazy<Costs> = Lazy::new(|| Costs::read(include_str!("../../data/costs.tsv")));

/// The evidences of a gap that spoke loudest for taking it away, against a new paragraph: at most three.
pub(crate) fn loudest(costs: &Costs, gap: &[u16], from: State) -> impl Iterator<Item = u16> {
    let (join, part) = (lane(from, if from.is_masthead() { State::Row } else { State::Goes }), lane(from, State::Para));
    let mut best = [(0i16, 0u16); 3];
    for &id in gap {
        let Some(row) = costs.gaps.get(usize::from(id)) else { continue };
        let speaks = at(row, part).saturating_sub(at(row, join));
        if let Some(place) = best.iter().position(|b| speaks > b.0) {
            best.get_mut(place..).unwrap_or_default().rotate_right(1);
            if let Some(entry) = best.get_mut(place) {
                *entry = (speaks, id);
            }
        }
    }
    best.into_iter().filter(|b| b.0 > 0).map(|b| b.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_is_known_and_stands_once() {
        let table = include_str!("../../data/costs.tsv");
        let mut seen = std::collections::HashSet::new();
        let mut reader = Reader::new();
        for row in table.lines().skip(1) {
            assert!(reader.read_row(row.as_bytes()).is_some(), "{row}");
            let key: Vec<&str> = row.split('\t').take(2).collect();
            assert!(seen.insert(key), "twice: {row}");
        }
        assert!(seen.len() > 100);
    }

    #[test]
    fn a_row_that_is_not_known_is_passed_over() {
        let costs = Costs::read("evidence\tvalue\tcosts\nnothing\t0\tgoes>goes:5\ngap\t0\tgoes>goes:7\n");
        assert_eq!(costs.gaps.first().map(|row| (0..56).filter(|place| at(row, *place) != 0).count()), Some(1));
    }

    #[test]
    fn every_step_has_a_place_of_its_own_or_its_groups() {
        for from in State::ALL {
            for to in State::ALL {
                for (other, behind) in State::ALL.into_iter().flat_map(|other| State::ALL.map(|b| (other, b))) {
                    if lane(from, to) == lane(other, behind) {
                        let column = |from: State, to: State| COLUMN[from as usize][to as usize];
                        assert_eq!(column(from, to), column(other, behind), "{from:?} {to:?}, {other:?} {behind:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn sums_of_costs_fit_their_bits() {
        // The dearest value of each evidence, and of cues every one: far less than what a step costs that cannot be.
        let dearest = |id: usize| {
            let row: &[i16x8] = match id.checked_sub(GAP_EVIDENCES) {
                None => &COSTS.gaps[id],
                Some(id) => &COSTS.lines[id],
            };
            row.iter().flat_map(|c| c.to_array()).map(|c| i32::from(c.abs())).max().unwrap_or(0)
        };
        let (mut gap, mut line) = (0, 0);
        for &(evidence, _, size) in Evidence::ALL {
            let base = usize::from(super::super::evidence::BASES[evidence as usize]);
            let costs = (base..base + size).map(dearest);
            let cost: i32 = if evidence == Evidence::Word { costs.sum() } else { costs.max().unwrap_or(0) };
            *(if base < GAP_EVIDENCES { &mut gap } else { &mut line }) += cost;
        }
        assert!(gap < 8_000, "{gap}");
        assert!(line < 15_000, "{line}");
    }
}
