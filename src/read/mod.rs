//! Reading: what stands on the page. Nothing in this room changes text.

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
mod soft;
mod state;

use crate::page::change::{Kind, NO_ARTICLE, Span};
use columns::{Squeeze, widths};
use costs::COSTS;
use cues::Cues;
use decode::{Decision, decode};
use evidence::Witness;
pub(crate) use lines::{Gap, Line};
pub(crate) use state::State;

/// A block as it was read, in the order of the source: the lines of one paragraph, one line of a headline, a byline.
/// Blocks never overlap; between them stands white space.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ReadBlock {
    pub span: Span,
    pub kind: Kind,
    /// The article's number in reading order, or `NO_ARTICLE`.
    pub article: u32,
}

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

/// A gap that the reading closes: the line end, or the space, between a line and the next of its paragraph.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Join {
    pub span: Span,
    pub gap: Gap,
    pub row: bool,
    pub margin: u16,
    pub before: class::Class,
    pub behind: class::Class,
}

/// One page, read.
#[derive(Debug, Default)]
pub(crate) struct Reading {
    pub blocks: Vec<ReadBlock>,
    pub joins: Vec<Join>,
}

/// Reads a page.
pub(crate) fn read(text: &str) -> Reading {
    let page = Page::scan(text);
    let witness = Witness::new(&page.lines, &page.wide, &page.columns);
    let decisions = decode(&witness, page.lines.len(), &COSTS);
    let mut reading = Reading::default();
    for (n, (line, decision)) in page.lines.iter().zip(&decisions).enumerate() {
        let kind = kind_of(line, decision);
        match reading.blocks.last_mut() {
            Some(block) if decision.state.is_joined() => {
                let before = page.lines.get(n - 1).copied().unwrap_or(*line);
                reading.joins.push(Join {
                    span: Span::new(before.span.end, line.span.start),
                    gap: line.gap,
                    row: decision.state == State::Row,
                    margin: decision.gap_margin,
                    before: before.last,
                    behind: line.first,
                });
                block.span.end = line.span.end;
            }
            _ => reading.blocks.push(ReadBlock { span: line.span, kind, article: NO_ARTICLE }),
        }
    }
    reading
}

fn kind_of(line: &Line, decision: &Decision) -> Kind {
    match decision.state {
        State::Masthead | State::Row => Kind::Masthead,
        State::Kicker => Kind::Kicker,
        State::Headline => Kind::Headline,
        State::Subhead => Kind::Subhead,
        State::Opens | State::Para | State::Goes => Kind::Para,
        State::Byline if line.cues.has(Cues::CREDIT) => Kind::Credit,
        State::Byline => Kind::Byline,
    }
}
