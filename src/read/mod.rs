//! Reading: what stands on the page. Nothing in this room changes text.

mod blocks;
pub(crate) mod class;
mod columns;
pub(crate) mod costs;
mod cues;
mod decode;
mod evidence;
#[cfg(pagemend_fit)]
pub mod fit;
mod heads;
mod lines;
mod overlap;
mod soft;
mod state;

pub(crate) use blocks::{Join, ReadBlock, Reading, Trailing};
use columns::{Squeeze, widths};
use costs::COSTS;
use decode::decode;
use evidence::Witness;
pub(crate) use lines::{Gap, Line};
pub(crate) use state::State;

use crate::page::change::Span;

/// The page's lines, measured.
#[derive(Debug, Default)]
pub(crate) struct Page {
    pub lines: Vec<Line>,
    /// The width of each line as the page sets its marks, in tenths of a cell.
    pub wide: Vec<i32>,
    /// The width of the column that each line stands in, in tenths of a cell; 0 where the page has none.
    pub columns: Vec<i32>,
    /// The copies of doubled glyphs, in order.
    pub doubled: Vec<Span>,
}

impl Page {
    /// Scans and measures the text.
    pub(crate) fn scan(text: &str) -> Page {
        let doubled = Vec::new();
        let lines = soft::split(text, lines::scan(text, &doubled));
        let squeeze = Squeeze::of(&lines);
        let wide: Vec<i32> = lines.iter().map(|line| squeeze.width(line)).collect();
        let columns = widths(&lines, &wide);
        Page { lines, wide, columns, doubled }
    }

    /// A line's text without the copies of doubled glyphs.
    pub(crate) fn shown(&self, text: &str, n: usize) -> String {
        let Some(line) = self.lines.get(n) else { return String::new() };
        let mut shown = String::new();
        let mut at = line.span.start;
        let from = self.doubled.partition_point(|copy| copy.end <= line.span.start);
        for copy in self.doubled.iter().skip(from).take_while(|copy| copy.start < line.span.end) {
            shown.push_str(Span::new(at, copy.start.max(at)).of(text));
            at = copy.end;
        }
        shown.push_str(Span::new(at.min(line.span.end), line.span.end).of(text));
        shown
    }
}

/// Reads a page.
pub(crate) fn read(text: &str) -> Reading {
    let page = Page::scan(text);
    let witness = Witness::new(&page.lines, &page.wide, &page.columns);
    let decisions = decode(&witness, page.lines.len(), &COSTS);
    blocks::assemble(text, &page, &witness, &decisions)
}
