//! The two cells of a row.

use std::fmt::Write;
use std::ops::Range;

use pagemend::{Kind, Rule};

use super::Side;
use super::escape::{push_plain, push_text};
use super::flags::Flags;
use super::rows::{Piece, Row, Rows, Sides};

/// Writes the cells of a page's rows.
pub struct Cells<'a, 'p> {
    pub rows: &'a Rows<'p>,
    pub flags: &'a Flags,
    /// How many edits stand on the pages before.
    pub before: u64,
    /// Where the page begins in its stream.
    pub offset: u64,
}

/// A piece, or the part of one that is in one block, or in none.
struct Part<'p> {
    source: Range<usize>,
    text: &'p str,
    edit: Option<usize>,
    block: Option<usize>,
}

impl Part<'_> {
    /// Whether it is an edit that leaves the line as long as it is.
    fn stays_in_line(&self) -> bool {
        self.edit.is_some() && !self.text.contains('\n')
    }
}

impl<'p> Cells<'_, 'p> {
    /// The source, as it came.
    pub fn push_source(&self, out: &mut String, row: &Row) {
        if row.sides == Sides::Mended {
            return;
        }
        self.push_move_handle(out, row, Side::Source);
        for piece in &self.rows.pieces[row.pieces.clone()] {
            match piece.edit {
                Some(n) => self.push_edit(out, n, &piece.source, Side::Source, &self.rows.source[piece.source.clone()]),
                None => self.flags.push_untouched(out, self.rows.source, piece.source.clone(), Side::Source),
            }
        }
    }

    /// The mended text: each block an element, and between them the text that stands between.
    pub fn push_mended(&self, out: &mut String, row: &Row) {
        if row.sides == Sides::Source {
            return;
        }
        self.push_move_handle(out, row, Side::Mended);
        let parts = self.parts(&self.rows.pieces[row.pieces.clone()]);
        let mut rest = &parts[..];
        let mut open: Option<&str> = None;
        while !rest.is_empty() {
            // What stands before the next block, and belongs to the one before if it is an edit that touches it.
            let gap = rest.iter().position(|part| part.block.is_some()).unwrap_or(rest.len());
            let (gap, behind) = rest.split_at(gap);
            let touching = if open.is_some() { gap.iter().take_while(|part| part.stays_in_line()).count() } else { 0 };
            gap[..touching].iter().for_each(|part| self.push_part(out, part));
            if let Some(name) = open.take() {
                let _ = write!(out, "</{name}>");
            }
            let gap = &gap[touching..];
            let leading = if behind.is_empty() { gap.len() } else { leading(self.rows.source, gap) };
            self.push_gap(out, &gap[..leading]);
            let Some(block) = behind.first().and_then(|part| part.block) else { break };
            let len = behind.iter().take_while(|part| part.block == Some(block)).count();
            let (inside, behind) = behind.split_at(len);
            let is_indented = gap[leading..].iter().chain(inside).find_map(|part| part.text.chars().next());
            open = Some(push_start(out, self.rows.blocks[block].kind, is_indented.is_some_and(char::is_whitespace)));
            gap[leading..].iter().chain(inside).for_each(|part| self.push_part(out, part));
            rest = behind;
            if rest.is_empty()
                && let Some(name) = open
            {
                let _ = write!(out, "</{name}>");
            }
        }
    }

    /// The row's pieces, cut where a block begins or ends.
    fn parts(&self, pieces: &[Piece<'p>]) -> Vec<Part<'p>> {
        let blocks = &self.rows.blocks;
        let mut parts = Vec::with_capacity(pieces.len());
        for piece in pieces {
            let mut next = blocks.partition_point(|block| block.source.end <= piece.source.start);
            if let Some(n) = piece.edit {
                let block = blocks.get(next).filter(|block| block.source.start <= piece.source.start).map(|_| next);
                parts.push(Part { source: piece.source.clone(), text: piece.text, edit: Some(n), block });
                continue;
            }
            let mut start = piece.source.start;
            while start < piece.source.end {
                next += blocks[next..].iter().take_while(|block| block.source.end <= start).count();
                let (end, block) = match blocks.get(next) {
                    Some(block) if block.source.start <= start => (block.source.end, Some(next)),
                    Some(block) => (block.source.start, None),
                    None => (piece.source.end, None),
                };
                let end = end.min(piece.source.end);
                let text = &piece.text[start - piece.source.start..end - piece.source.start];
                parts.push(Part { source: start..end, text, edit: None, block });
                start = end;
            }
        }
        parts
    }

    fn push_part(&self, out: &mut String, part: &Part<'p>) {
        match part.edit {
            Some(n) => self.push_edit(out, n, &part.source, Side::Mended, part.text),
            None => self.flags.push_untouched(out, self.rows.source, part.source.clone(), Side::Mended),
        }
    }

    /// What stands between blocks. White space is there and takes no room; what can be seen does.
    fn push_gap(&self, out: &mut String, gap: &[Part<'p>]) {
        let takes_no_room = |part: &Part| part.edit.is_none() && part.text.chars().all(|c| " \t\r\n".contains(c));
        let is_shown = !gap.iter().all(takes_no_room);
        if is_shown {
            out.push_str("<div class=\"gap\">");
        }
        gap.iter().for_each(|part| self.push_part(out, part));
        if is_shown {
            out.push_str("</div>");
        }
    }

    /// A change: its mark around what stood there, or around what stands there.
    fn push_edit(&self, out: &mut String, n: usize, source: &Range<usize>, side: Side, text: &str) {
        self.flags.push_handles(out, source.clone(), side);
        let edit = &self.rows.edits[n];
        self.open_mark(out, n, side, "");
        if text.is_empty() {
            let _ = write!(out, " aria-label=\"edit {}, {}\" data-g=\"\"", self.number(n), edit.rule);
        } else if text.chars().all(char::is_whitespace) {
            let _ = write!(out, " aria-label=\"edit {}, {}\" data-g=\"", self.number(n), edit.rule);
            text.replace("\r\n", "\n").chars().for_each(|c| out.push(stand_in(c)));
            out.push('"');
        }
        out.push('>');
        push_text(out, text, self.rows.source[..source.start].chars().next_back());
        out.push_str("</a>");
    }

    /// The handle of the move that begins with the row.
    fn push_move_handle(&self, out: &mut String, row: &Row, side: Side) {
        let Some(n) = row.moved else { return };
        let edit = &self.rows.edits[n];
        if edit.source.start != self.offset + row.source.start as u64 {
            return;
        }
        let goes_up = edit.to.is_some_and(|to| to < edit.source.start);
        self.open_mark(out, n, side, if goes_up == (side == Side::Source) { " mv up" } else { " mv down" });
        let _ = write!(out, " aria-label=\"edit {}, {}\"></a>", self.number(n), edit.rule);
    }

    fn open_mark(&self, out: &mut String, n: usize, side: Side, class: &str) {
        let edit = &self.rows.edits[n];
        let (here, there) = side.of("s", "m");
        let (number, rule) = (self.number(n), number_of(edit.rule));
        let _ = write!(out, "<a class=\"e r{rule}{class}\" id=\"{here}{number}\" href=\"#{there}{number}\"");
        if side == Side::Source {
            let _ = write!(out, " data-b=\"{}–{}\"", edit.source.start, edit.source.end);
            if let Some(to) = edit.to {
                let _ = write!(out, " data-to=\"{to}\"");
            }
            if let Some(margin) = edit.margin {
                let _ = write!(out, " data-m=\"{margin}\"");
            }
            out.push_str(" title=\"");
            push_plain(out, &edit.reason);
            out.push('"');
        }
    }

    /// The edit's number in the whole sheet.
    pub fn number(&self, n: usize) -> u64 {
        self.before + n as u64 + 1
    }
}

/// Where the rule stands in [`Rule::all`], from 1.
pub fn number_of(rule: Rule) -> usize {
    Rule::all().position(|other| other == rule).map_or(0, |n| n + 1)
}

/// How many parts of a gap stand before the line of the block behind it: the rest is that block's indentation.
fn leading(source: &str, gap: &[Part<'_>]) -> usize {
    let behind = gap.iter().rev().take_while(|part| !part.text.contains('\n')).count();
    let leading = gap.len() - behind;
    let is_line_start = |at: usize| at == 0 || source[..at].ends_with('\n');
    let begins_line = leading > 0 || gap.first().is_some_and(|part| is_line_start(part.source.start));
    if begins_line || gap.iter().all(Part::stays_in_line) { leading } else { gap.len() }
}

/// Opens the element of a block, and gives its name.
fn push_start(out: &mut String, kind: Kind, is_indented: bool) -> &'static str {
    let name = match kind {
        Kind::Headline => "h3",
        Kind::Subhead => "h4",
        _ => "p",
    };
    let _ = write!(out, "<{name} class=\"{kind}{}\">", if is_indented { " own" } else { "" });
    name
}

/// What is shown for white space that a rule took away or put there.
fn stand_in(c: char) -> char {
    match c {
        '\n' | '\r' => '↵',
        '\t' => '⇥',
        '\u{3000}' => '□',
        _ => '␣',
    }
}
