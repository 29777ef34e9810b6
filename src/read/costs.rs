//! The table of costs, `data/costs.tsv`: what each evidence weighs for and against each reading, in 1/64 nat.
//!
//! A cost is what a reading pays; less than nothing is what speaks for it. The table is fitted (`data/fit`), holds shapes and
//! classes only, and is read once.

#![expect(clippy::indexing_slicing, reason = "a table of states by states, by the number of one")]

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
        let mut costs = Costs::zero();
        let mut columns = Columns::all();
        for row in table.lines().skip(1) {
            costs.read_row(row, &mut columns);
        }
        let (of_gaps, of_lines) =
            BUNDLES.split_at(BUNDLES.iter().position(|b| b.contains(&Evidence::Line)).unwrap_or(0));
        costs.gap_bundles = of_gaps.iter().flat_map(|bundle| added_up(&costs.gaps, 0, bundle)).collect();
        costs.line_bundles = of_lines.iter().flat_map(|bundle| added_up(&costs.lines, GAP_EVIDENCES, bundle)).collect();
        costs
    }

    fn read_row(&mut self, row: &str, columns: &mut Columns) -> Option<()> {
        let mut cells = row.split('\t');
        let (kind, value, list) = (cells.next()?, cells.next()?, cells.next()?);
        let state = |name: &str| State::ALL.iter().position(|s| s.name() == name);
        let place: &mut [i16x8] = if kind == "step" {
            self.steps.get_mut(state(value)?)?
        } else {
            let (evidence, _, size) = Evidence::ALL.iter().find(|e| e.1 == kind)?;
            let value: usize = value.parse().ok().filter(|v| v < size)?;
            let id = usize::from(BASES[*evidence as usize]) + value;
            match id.checked_sub(GAP_EVIDENCES) {
                None => self.gaps.get_mut(id)?,
                Some(line) => self.lines.get_mut(line)?,
            }
        };
        let is_gap = place.len() == GapCosts::default().len();
        let mut set = |at: usize, cost| {
            let lane = place.get_mut(at / LANES).and_then(|lanes| lanes.as_array_mut().get_mut(at % LANES));
            lane.map(|lane| *lane = cost)
        };
        for cell in list.split_ascii_whitespace() {
            let (name, cost) = cell.split_at_checked(cell.bytes().position(|b| b == b':')?)?;
            let cost = cost.get(1..)?;
            let cost = cost.parse().ok()?;
            if is_gap {
                columns.places(name)?.iter().try_for_each(|&at| set(at, cost))?;
            } else {
                set(state(name)?, cost)?;
            }
        }
        Some(())
    }
}

/// What a bundle's evidences cost together, for all values of the first, and for each of these all of the next, from their rows,
/// of which the first is that of the evidence `base`.
fn added_up<const N: usize>(rows: &[[i16x8; N]], base: usize, bundle: &[Evidence]) -> Vec<[i16x8; N]> {
    let mut sums = vec![[i16x8::ZERO; N]];
    for &kind in bundle {
        let first = usize::from(BASES[kind as usize]) - base;
        let own = rows.get(first..first + size(kind)).unwrap_or_default();
        let with = |sum: [i16x8; N]| own.iter().map(move |row| std::array::from_fn(|n| sum[n].saturating_add(row[n])));
        sums = sums.into_iter().flat_map(with).collect();
    }
    sums
}

/// The columns of the table: the name of each, and the places in a row that stand for it. A pair of groups of states is many
/// pairs of states.
struct Columns {
    list: Vec<(String, Vec<usize>)>,
    /// The column behind the one that was asked for last: rows have them in order, so the next is found at once.
    next: usize,
}

impl Columns {
    fn all() -> Columns {
        let steps = || State::ALL.into_iter().flat_map(|from| State::ALL.map(|to| (from, to)));
        let places = |column: usize| {
            let own = steps().filter(|&(from, to)| COLUMN[from as usize][to as usize].map(usize::from) == Some(column));
            (column_name(column), own.map(|(from, to)| lane(from, to)).collect())
        };
        Columns { list: (0..COLUMNS).map(places).collect(), next: 0 }
    }

    fn places(&mut self, name: &str) -> Option<&[usize]> {
        let (before, behind) = self.list.split_at_checked(self.next)?;
        let named = |column: &(String, Vec<usize>)| column.0 == name;
        let at = behind.iter().position(named).map(|n| n + before.len()).or_else(|| before.iter().position(named))?;
        self.next = at + 1;
        self.list.get(at).map(|column| column.1.as_slice())
    }
}

/// What stands at a place of a row.
fn at(row: &[i16x8], place: usize) -> i16 {
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
        let mut columns = Columns::all();
        let mut seen = std::collections::HashSet::new();
        let mut costs = Costs::zero();
        for row in table.lines().skip(1) {
            assert!(costs.read_row(row, &mut columns).is_some(), "{row}");
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
