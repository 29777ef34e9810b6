//! Reading: what stands on the page. Nothing in this room changes text.

mod beside;
mod blocks;
mod bodies;
mod broken;
mod bundles;
mod bylines;
pub(crate) mod class;
mod columns;
pub(crate) mod costs;
mod cues;
mod datelines;
mod decode;
mod doubling;
mod echoes;
mod evidence;
#[cfg(pagemend_fit)]
pub mod fit;
mod flags;
mod ground;
pub(crate) mod gutters;
mod heads;
mod imprint;
mod items;
mod lines;
mod mastheads;
mod measure;
mod neighbours;
mod openers;
mod overlap;
mod pair_table;
mod pairs;
mod phrases;
mod pieces;
mod placed;
mod rarity;
mod rigid;
mod rows;
mod run_in;
mod seam;
mod shape;
pub(crate) mod signs;
mod soft;
mod sources;
mod state;
mod ties;
mod together;
mod traditional;
pub(crate) mod turns;
mod wide;
mod width;
mod witness;
mod word_ends;

pub(crate) use blocks::{Layout, ReadBlock, Reading, Trailing, lay_out};
pub(crate) use bylines::is_name;
use columns::{Squeeze, widths};
use cues::Cues;
use lines::Line;
use mastheads::Masthead;
pub(crate) use measure::{Column, Measure};
pub(crate) use neighbours::{are_together, count_together};
pub(crate) use phrases::Evidences;
pub(crate) use seam::seam;
use signs::Sign;
pub(crate) use state::State;
use ties::Ties;
pub(crate) use traditional::simplified;
pub(crate) use wide::Closed;

use crate::page::change::Span;
use std::borrow::Cow;

/// The page's lines, measured.
#[derive(Clone, Debug, Default)]
pub(crate) struct Page {
    /// The signs of the text.
    pub signs: Vec<Sign>,
    pub lines: Vec<Line>,
    /// The width of each line as the page sets its marks, in tenths of a cell.
    pub wide: Vec<i32>,
    /// The width of the column that each line stands in, in tenths of a cell; 0 where the page has none.
    pub columns: Vec<i32>,
    /// What its line ends cut.
    pub ties: Ties,
    /// The copies of doubled glyphs, in order.
    pub doubled: Vec<Span>,
    /// The gaps within printed lines that an extractor broke at their marks, in order.
    pub closed: Vec<Closed>,
    /// Whether it is one wide column.
    pub wide_text: bool,
    /// Its masthead, if it begins with one.
    pub masthead: Masthead,
}

impl Page {
    /// Scans and measures the text. `column` says how wide the stream's text is set, if it is one wide column.
    pub(crate) fn scan(text: &str, column: Option<Column>) -> Page {
        Page::scan_with(text, column, &[])
    }

    /// The same for a text whose masthead's rows are known: those of `rows` that are any.
    pub(crate) fn scan_with(text: &str, column: Option<Column>, rows: &[Span]) -> Page {
        let signs = signs::of(text);
        let mut lines = lines::of(text, &signs);
        let spans: Vec<Span> = lines.iter().map(|line| line.span).collect();
        let doubled = doubling::find(text, &spans);
        if !doubled.is_empty() {
            lines = lines::without_copies(text, lines, &doubled);
        }
        let mut closed = Vec::new();
        let (lines, masthead) = if rows.is_empty() {
            mastheads::join(text, lines, &doubled, &mut closed)
        } else {
            mastheads::join_places(text, lines, &doubled, rows, &mut closed)
        };
        let mut lines = match column {
            Some(column) => wide::join(text, &lines, column, &mut closed),
            None => soft::split(text, pieces::join(text, lines, &mut closed)),
        };
        // those of a masthead at the foot were closed before those of the text above it
        closed.sort_by_key(|gap| gap.span.start);
        lines::pair(text, &mut lines);
        datelines::follow(text, &mut lines);
        let squeeze = Squeeze::of(&lines);
        let wide: Vec<i32> = lines.iter().map(|line| squeeze.width(line)).collect();
        let ties = Ties::of(text, &lines, &wide);
        let columns = widths(&lines, &wide, &ties);
        Page { signs, lines, wide, columns, ties, doubled, closed, wide_text: column.is_some(), masthead }
    }

    /// The text of a title's line, or of the piece of it that is a block, without the copies of doubled glyphs.
    pub(crate) fn shown_block<'t>(&self, text: &'t str, block: &ReadBlock) -> Cow<'t, str> {
        match self.lines.get(block.line as usize) {
            Some(line) if line.cues.has(Cues::DOUBLED) => self.shown(text, block.line as usize),
            _ => Cow::Borrowed(block.span.of(text)),
        }
    }

    /// A line's text without the copies of doubled glyphs.
    pub(crate) fn shown<'t>(&self, text: &'t str, n: usize) -> Cow<'t, str> {
        let Some(line) = self.lines.get(n) else { return Cow::Borrowed("") };
        if line.cues.has(Cues::DOUBLED) {
            Cow::Owned(lines::shown(text, line.span, &self.doubled))
        } else {
            Cow::Borrowed(line.span.of(text))
        }
    }
}

/// Reads a page that was scanned. Decisions with a margin below `threshold`, in 1/64 nat, are not taken.
pub(crate) fn read(text: &str, page: &Page, threshold: u16) -> Reading {
    let mut layout = lay_out(text, page, threshold);
    layout.find_articles(text, page, threshold);
    layout.reading
}
