//! The table of costs, `data/costs.tsv`: what each evidence weighs for and against each reading, in 1/64 nat.
//!
//! A cost is what a reading pays; less than nothing is what speaks for it. The table is fitted (`data/fit`), holds shapes and
//! classes only, and is read once.

use std::fmt;

use once_cell::sync::Lazy;

use super::evidence::{EVIDENCES, Evidence, GAP_EVIDENCES};
use super::state::{COLUMNS, STATES, State, column_name};

/// No evidence stands here.
pub(crate) const NO_EVIDENCE: u16 = u16::MAX;

/// Costs of one evidence of a gap: a column for each pair of groups of states.
pub(crate) type GapCosts = [i32; COLUMNS];
/// Costs of one evidence of a line: a column for each state.
pub(crate) type LineCosts = [i32; STATES];

/// What everything costs.
#[derive(Clone, Debug)]
pub(crate) struct Costs {
    pub gaps: Vec<GapCosts>,
    pub lines: Vec<LineCosts>,
    /// What it costs that one state follows another.
    pub steps: [[i32; STATES]; STATES],
}

impl Costs {
    /// Nothing costs anything.
    pub(crate) fn zero() -> Costs {
        Costs {
            gaps: vec![[0; COLUMNS]; GAP_EVIDENCES],
            lines: vec![[0; STATES]; EVIDENCES - GAP_EVIDENCES],
            steps: [[0; STATES]; STATES],
        }
    }

    /// Reads the table. A row that it does not know is passed over: a test keeps the table free of them.
    pub(crate) fn read(table: &str) -> Costs {
        let mut costs = Costs::zero();
        for row in table.lines().skip(1) {
            costs.read_row(row);
        }
        costs
    }

    fn read_row(&mut self, row: &str) -> Option<()> {
        let mut cells = row.split('\t');
        let (kind, value, list) = (cells.next()?, cells.next()?, cells.next()?);
        if kind == "step" {
            let from = State::ALL.iter().position(|s| s.name() == value)?;
            for (name, cost) in list.split(' ').filter_map(|cell| cell.split_once(':')) {
                let to = State::ALL.iter().position(|s| s.name() == name)?;
                *self.steps.get_mut(from)?.get_mut(to)? = cost.parse().ok()?;
            }
            return Some(());
        }
        let (evidence, _, size) = Evidence::ALL.iter().find(|e| e.1 == kind)?;
        let value: usize = value.parse().ok().filter(|v| v < size)?;
        let id = usize::from(super::evidence::BASES[*evidence as usize]) + value;
        for (name, cost) in list.split(' ').filter_map(|cell| cell.split_once(':')) {
            let cost: i32 = cost.parse().ok()?;
            match id.checked_sub(GAP_EVIDENCES) {
                None => {
                    let column = (0..COLUMNS).find(|&c| column_name(c) == name)?;
                    *self.gaps.get_mut(id)?.get_mut(column)? = cost;
                }
                Some(line) => {
                    let state = State::ALL.iter().position(|s| s.name() == name)?;
                    *self.lines.get_mut(line)?.get_mut(state)? = cost;
                }
            }
        }
        Some(())
    }
}

/// The costs that the crate reads with.
pub(crate) static COSTS: Lazy<Costs> = Lazy::new(|| Costs::read(include_str!("../../data/costs.tsv")));

/// Writes the name of an evidence.
pub(crate) fn write_name(f: &mut fmt::Formatter<'_>, id: u16) -> fmt::Result {
    let at = super::evidence::BASES.partition_point(|&base| base <= id).saturating_sub(1);
    let base = super::evidence::BASES.get(at).copied().unwrap_or(0);
    let name = Evidence::ALL.get(at).map_or("", |e| e.1);
    write!(f, "{name} {}", id.saturating_sub(base))
}
