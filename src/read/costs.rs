//! The table of costs, `data/costs.tsv`: what each evidence weighs for and against each reading, in 1/64 nat.
//!
//! A cost is what a reading pays; less than nothing is what speaks for it. The table is fitted (`data/fit`), holds shapes and
//! classes only, and is read once.

use once_cell::sync::Lazy;

use super::evidence::{EVIDENCES, Evidence, GAP_EVIDENCES};
use super::state::{COLUMNS, STATES, State, column_name};

/// Columns of a row of costs of a gap, padded so that rows add up in whole vectors.
pub(crate) const GAP_ROW: usize = 32;
/// States of a row of costs of a line, padded likewise.
pub(crate) const LINE_ROW: usize = 16;

/// Costs of one evidence of a gap: a column for each pair of groups of states.
pub(crate) type GapCosts = [i16; GAP_ROW];
/// Costs of one evidence of a line: a column for each state.
pub(crate) type LineCosts = [i16; LINE_ROW];

/// What everything costs.
#[derive(Clone, Debug)]
pub(crate) struct Costs {
    pub gaps: Vec<GapCosts>,
    pub lines: Vec<LineCosts>,
    /// What it costs that one state follows another.
    pub steps: [LineCosts; STATES],
}

impl Costs {
    /// Nothing costs anything.
    pub(crate) fn zero() -> Costs {
        Costs {
            gaps: vec![[0; GAP_ROW]; GAP_EVIDENCES],
            lines: vec![[0; LINE_ROW]; EVIDENCES - GAP_EVIDENCES],
            steps: [[0; LINE_ROW]; STATES],
        }
    }

    /// Reads the table. A row that it does not know is passed over: a test keeps the table free of them.
    pub(crate) fn read(table: &str) -> Costs {
        let mut costs = Costs::zero();
        let columns: Vec<String> = (0..COLUMNS).map(column_name).collect();
        for row in table.lines().skip(1) {
            costs.read_row(row, &columns);
        }
        costs
    }

    fn read_row(&mut self, row: &str, columns: &[String]) -> Option<()> {
        let mut cells = row.split('\t');
        let (kind, value, list) = (cells.next()?, cells.next()?, cells.next()?);
        let state = |name: &str| State::ALL.iter().position(|s| s.name() == name);
        let place: &mut [i16] = if kind == "step" {
            self.steps.get_mut(state(value)?)?
        } else {
            let (evidence, _, size) = Evidence::ALL.iter().find(|e| e.1 == kind)?;
            let value: usize = value.parse().ok().filter(|v| v < size)?;
            let id = usize::from(super::evidence::BASES[*evidence as usize]) + value;
            match id.checked_sub(GAP_EVIDENCES) {
                None => self.gaps.get_mut(id)?,
                Some(line) => self.lines.get_mut(line)?,
            }
        };
        let is_gap = place.len() == GAP_ROW;
        for (name, cost) in list.split(' ').filter_map(|cell| cell.split_once(':')) {
            let at = if is_gap { columns.iter().position(|c| c == name) } else { state(name) };
            *place.get_mut(at?)? = cost.parse().ok()?;
        }
        Some(())
    }
}

/// The costs that the crate reads with.
pub(crate) static COSTS: Lazy<Costs> = Lazy::new(|| Costs::read(include_str!("../../data/costs.tsv")));

/// The evidences of a gap that spoke loudest for taking it away, against a new paragraph: at most three.
pub(crate) fn loudest(costs: &Costs, gap: &[u16], from: State) -> impl Iterator<Item = u16> {
    let column = |to| super::state::column(from, to).map_or(GAP_ROW - 1, usize::from);
    let (join, part) = (column(if from.is_masthead() { State::Row } else { State::Goes }), column(State::Para));
    let mut best = [(0i16, 0u16); 3];
    for &id in gap {
        let Some(row) = costs.gaps.get(usize::from(id)) else { continue };
        let of = |column: usize| row.get(column).copied().unwrap_or(0);
        let speaks = of(part).saturating_sub(of(join));
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
        let columns: Vec<String> = (0..COLUMNS).map(column_name).collect();
        let mut seen = std::collections::HashSet::new();
        let mut costs = Costs::zero();
        for row in table.lines().skip(1) {
            assert!(costs.read_row(row, &columns).is_some(), "{row}");
            let key: Vec<&str> = row.split('\t').take(2).collect();
            assert!(seen.insert(key), "twice: {row}");
        }
        assert!(seen.len() > 100);
    }

    #[test]
    fn a_row_that_is_not_known_is_passed_over() {
        let costs = Costs::read("evidence\tvalue\tcosts\nnothing\t0\tgoes>goes:5\ngap\t0\tgoes>goes:7\n");
        assert_eq!(costs.gaps.first().map(|row| row.iter().filter(|c| **c != 0).count()), Some(1));
    }
}
