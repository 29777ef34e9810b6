//! What was done, by rule.

use std::collections::BTreeMap;
use std::fmt::Write;

use pagemend::{Page, Rule};

/// Counts what is done.
#[derive(Default)]
pub struct Summary {
    /// For each rule its edits, and the pages that have any.
    rules: BTreeMap<Rule, (u64, u64)>,
    flags: BTreeMap<&'static str, u64>,
    pub inputs: u64,
    pub changed: u64,
    pub failed: u64,
    pages: u64,
    edits: u64,
    bytes: u64,
}

impl Summary {
    /// Counts a page.
    pub fn page(&mut self, page: &Page<'_>) {
        self.pages += 1;
        self.bytes += page.source().len() as u64;
        for rule in Rule::all() {
            let count = page.count(rule) as u64;
            if count > 0 {
                let (edits, pages) = self.rules.entry(rule).or_default();
                *edits += count;
                *pages += 1;
                self.edits += count;
            }
        }
        for flag in page.flags() {
            *self.flags.entry(flag.kind.name()).or_default() += 1;
        }
    }

    /// The table.
    pub fn table(&self) -> String {
        let mut table = String::new();
        let _ = writeln!(table, "{:<20}{:>12}{:>10}", "rule", "edits", "on pages");
        for (rule, (edits, pages)) in &self.rules {
            let _ = writeln!(table, "{:<20}{edits:>12}{pages:>10}", rule.name());
        }
        let _ = writeln!(table, "{:<20}{:>12}{:>10}", "in all", self.edits, self.pages);
        if !self.flags.is_empty() {
            let flags: Vec<String> = self.flags.iter().map(|(name, count)| format!("{count} {name}")).collect();
            let _ = writeln!(table, "left, and flagged: {}", flags.join(", "));
        }
        let _ = write!(table, "{} read, {} changed", counted(self.inputs, "input"), self.changed);
        if self.failed > 0 {
            let _ = write!(table, ", {} failed", self.failed);
        }
        let _ = writeln!(table, ": {}, {} of text", counted(self.pages, "page"), in_units(self.bytes));
        table
    }
}

/// `1 page`, `2 pages`.
pub fn counted(count: u64, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

/// `950 bytes`, `12.3 kB`, `4.5 MB`.
pub fn in_units(bytes: u64) -> String {
    match bytes {
        0..1000 => counted(bytes, "byte"),
        1000..1_000_000 => format!("{:.1} kB", bytes as f64 / 1e3),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}
