//! The reading, opened to the trainer of its costs. Only there with `--cfg pagemend_fit`; no part of the crate's interface.
#![allow(missing_docs)]

use std::ops::Range;

use super::evidence::{EVIDENCES, Evidence, Found, GAP_EVIDENCES, Witness};
use super::state::{COLUMN, COLUMNS, STATES, State, column_name};
use super::{Page, columns};

/// A line with its evidences.
#[derive(Debug)]
pub struct Item {
    pub span: Range<usize>,
    pub text: String,
    pub gap: Vec<u16>,
    pub line: Vec<u16>,
}

pub const COUNTS: (usize, usize, usize, usize) = (GAP_EVIDENCES, EVIDENCES, COLUMNS, STATES);

pub fn column(from: usize, to: usize) -> Option<usize> {
    COLUMN[from][to].map(usize::from)
}

pub fn state_names() -> Vec<&'static str> {
    State::ALL.iter().map(|s| s.name()).collect()
}

pub fn column_names() -> Vec<String> {
    (0..COLUMNS).map(column_name).collect()
}

pub fn evidences() -> Vec<(&'static str, usize)> {
    Evidence::ALL.iter().map(|e| (e.1, e.2)).collect()
}

pub fn items(text: &str) -> Vec<Item> {
    let page = Page::scan(text);
    let witness = Witness::new(&page.lines, &page.wide, &page.columns);
    let mut found = Found::default();
    (0..page.lines.len())
        .map(|n| {
            let span = page.lines[n].span;
            witness.gap(n, &mut found);
            let gap = found.ids().to_vec();
            witness.of_line(n, &mut found);
            Item {
                span: span.start as usize..span.end as usize,
                text: page.shown(text, n),
                gap,
                line: found.ids().to_vec(),
            }
        })
        .collect()
}

pub fn columns_of(text: &str) -> Vec<(String, i32, i32)> {
    let page = Page::scan(text);
    let squeeze = columns::Squeeze::of(&page.lines);
    let _ = squeeze;
    (0..page.lines.len()).map(|n| (page.shown(text, n), page.wide[n], page.columns[n])).collect()
}
