//! Wide text: a page of one wide column, as manuals and reports have it. Its line ends are read by their room alone: a line
//! ends early because the next word did not fit, or because the paragraph ends. Headings, lists, tables, code and contents
//! pages leave room, and stay. So it needs no costs: room tells a full line from a short one by many characters, not by a few
//! tenths as in a newspaper's column.

use super::class::{CELL, Class, EM, has_han, is_hangul, width};
use super::columns::is_open;
use super::cues::Cues;
use super::lines::{self, Line};
use super::measure::Column;
use super::rigid::{has_label, is_rule, markup};
use super::soft::carry;
use super::width::Width;
use crate::page::change::Span;

/// A gap that is closed before the page is read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Closed {
    pub span: Span,
    /// A space stands in its place: Latin words are on both sides.
    pub spaced: bool,
    pub why: &'static str,
}

const FULL: &str = "the next word had no room left on the line before; a wide column";
pub(super) const PIECE: &str = "a printed line that was broken at its marks";

/// So much room a line in mid-sentence leaves beside the next word: items are set in, and Latin words are wider than measured.
const OPEN_ROOM: i32 = 6 * EM;
/// The same across a blank line, which mostly parts paragraphs.
const BLANK_ROOM: i32 = 4 * EM;
/// The same behind a bracket or quote that closes.
const CLOSED_ROOM: i32 = 3 * EM;
/// The same where a sentence ends, on pages whose paragraphs stand apart by blank lines, and on others.
const STOP_ROOM: i32 = 4 * EM;
const TIGHT: i32 = EM;
/// The same in text that is set in, whose margin is surer.
const INSET_ROOM: i32 = 2 * EM;
/// Narrower text is no inset, but a cell of a table.
const LEAST_INSET: i32 = 20 * EM;
/// Fewer seams show no choice.
const SEAMS: u32 = 4;
/// The width of a letter in typewriting: .53 em in the faces of TeX, .6 in Courier and its like.
const TYPED: i32 = 11;
/// Pieces of one printed line are looked for so far ahead.
const MOST_PIECES: usize = 8;
/// Dots in a row lead to a page number.
const LEADERS: usize = 4;

/// A line with what is asked of it.
#[derive(Clone, Copy, Debug)]
struct Look {
    wide: i32,
    /// Its width if its Latin words are set like typewriting.
    typed: i32,
    /// Seams between characters and Latin words with a space, and without.
    open: u32,
    closed: u32,
    han: bool,
    /// It begins as an item or a heading with a number does.
    item: bool,
    /// Dots lead from it to a page number.
    leads: bool,
    /// It begins with a label.
    label: bool,
    /// Words of Latin script, and hardly a sign among them.
    prose: bool,
    /// Korean, whose lines end within words as well as between them: a space belongs at one and not at the other.
    korean: bool,
    /// A rule, or a sign between two texts.
    rule: bool,
}

impl Look {
    fn of(text: &str, line: &Line) -> Look {
        let shown = line.span.of(text);
        let width = Width::of(shown);
        Look {
            wide: width.wide,
            open: width.open,
            closed: width.closed,
            typed: width.wide + typed(shown),
            han: has_han(shown),
            item: is_item(shown),
            leads: leads(shown),
            label: has_label(shown),
            prose: is_latin_prose(shown),
            korean: shown.chars().any(is_hangul),
            rule: is_rule(shown),
        }
    }
}

/// Puts the lines of each paragraph together. The gaps that this closes are added to `closed`, in order.
pub(crate) fn join(text: &str, lines: &[Line], column: Column, closed: &mut Vec<Closed>) -> Vec<Line> {
    let looks: Vec<Look> = lines.iter().map(|line| Look::of(text, line)).collect();
    let sheet = Sheet {
        text,
        lines,
        looks: &looks,
        still: markup(text, lines),
        column,
        spaces_seams: spaces_seams(&looks),
        long: is_long(lines, &looks, column.wide),
        blanks_part: blanks_part(lines, &looks, column.wide),
        breaks_marks: lines.iter().any(|line| may_not_begin(text, line)),
    };
    let mut out = Vec::with_capacity(lines.len());
    let mut n = 0;
    while let Some(first) = lines.get(n) {
        let from = closed.len();
        let end = sheet.paragraph(n, closed);
        out.push(if end == n + 1 {
            *first
        } else {
            whole(text, lines, n, end, closed.get(from..).unwrap_or_default())
        });
        n = end;
    }
    out
}

/// The lines from `from` to `end` as one.
fn whole(text: &str, lines: &[Line], from: usize, end: usize, closed: &[Closed]) -> Line {
    let mut shown = String::new();
    let mut gaps = closed.iter();
    for line in lines.get(from..end).unwrap_or_default() {
        shown.push_str(line.span.of(text));
        if gaps.next().is_some_and(|gap| gap.spaced) {
            shown.push(' ');
        }
    }
    let (Some(first), Some(last)) = (lines.get(from), lines.get(end - 1)) else { return lines::measure("") };
    carry(first, Span::new(first.span.start, last.span.end), lines::measure(&shown))
}

/// Whether blank lines stand behind most short lines that end a sentence.
fn blanks_part(lines: &[Line], looks: &[Look], measure: i32) -> bool {
    let (mut ends, mut blank) = (0, 0);
    for (pair, look) in lines.windows(2).zip(looks) {
        let [line, next] = pair else { continue };
        if matches!(line.last, Class::Stop | Class::StopClosed) && look.han && look.wide < measure - OPEN_ROOM {
            ends += 1;
            blank += i32::from(next.blanks > 0);
        }
    }
    blank * 2 > ends
}

/// Whether three lines or more are full for each two that end a paragraph. A sentence ends at one line end in 25 by chance, and
/// a paragraph's last line is as good as full in one of 20.
fn is_long(lines: &[Line], looks: &[Look], measure: i32) -> bool {
    let (mut full, mut last) = (0, 0);
    for (line, look) in lines.iter().zip(looks).filter(|(_, look)| look.han) {
        let room = measure - look.wide;
        full += i32::from(is_open(line.last) && room < OPEN_ROOM);
        last += i32::from(matches!(line.last, Class::Stop | Class::StopClosed) && room > CLOSED_ROOM);
    }
    full * 2 >= last * 3
}

/// Whether a space stands at four of five seams between characters and Latin words.
fn spaces_seams(looks: &[Look]) -> bool {
    let (open, closed) = looks.iter().fold((0, 0), |(open, closed), look| (open + look.open, closed + look.closed));
    open >= SEAMS && open >= closed * 4
}

/// The page, and how wide its column is.
struct Sheet<'r> {
    text: &'r str,
    lines: &'r [Line],
    looks: &'r [Look],
    /// The lines that stand among markup: what it makes of its line ends is its reader's affair.
    still: Vec<bool>,
    column: Column,
    blanks_part: bool,
    /// Paragraphs have so many lines that a full line which ends a sentence is seldom their last.
    long: bool,
    /// A space stands at the seams between characters and Latin words.
    spaces_seams: bool,
    /// The text layer broke lines at their marks: one begins with a mark that may not begin a line.
    breaks_marks: bool,
}

/// A printed line as far as it is put together.
#[derive(Clone, Copy, Debug)]
struct Printed {
    /// Its width, and what it is if its Latin words are set like typewriting.
    wide: i32,
    typed: i32,
    /// How many marks were lost in breaking it: each may have been narrower.
    marks: i32,
    /// A Chinese character stands in it or before it in the paragraph.
    han: bool,
    /// It is the paragraph's first line.
    first: bool,
}

impl Printed {
    fn of(look: &Look) -> Printed {
        Printed { wide: look.wide, typed: look.typed, marks: 0, han: look.han, first: true }
    }

    /// With a further piece.
    fn with(self, look: &Look) -> Printed {
        Printed {
            wide: self.wide + look.wide,
            typed: self.typed + look.typed,
            marks: self.marks + 1,
            han: self.han || look.han,
            ..self
        }
    }

    /// The line behind it.
    fn next(self, look: &Look) -> Printed {
        Printed { han: self.han || look.han, first: false, ..Printed::of(look) }
    }
}

impl Sheet<'_> {
    /// Where the paragraph ends that line `n` begins: the number of the line behind it.
    fn paragraph(&self, from: usize, closed: &mut Vec<Closed>) -> usize {
        let Some(first) = self.looks.get(from) else { return from + 1 };
        let (mut printed, mut n) = (Printed::of(first), from);
        while let (Some(line), Some(next), Some(look)) =
            (self.lines.get(n), self.lines.get(n + 1), self.looks.get(n + 1))
        {
            let stays = |still: &[bool]| still.contains(&true);
            let parts = look.rule || self.looks.get(n).is_some_and(|look| look.rule);
            if self.still.get(n..n + 2).is_some_and(stays) || look.korean || parts {
                break;
            }
            // a label and its value below another: neither goes on in the other
            if look.label && self.looks.get(n).is_some_and(|look| look.label) {
                break;
            }
            let why = if self.is_piece(n, printed) {
                printed = printed.with(look);
                PIECE
            } else if self.is_full(n, printed) {
                printed = printed.next(look);
                FULL
            } else {
                break;
            };
            closed.push(Closed {
                span: Span::new(line.span.end, next.span.start),
                spaced: self.is_spaced(line, next),
                why,
            });
            n += 1;
        }
        n + 1
    }

    /// Whether line `n`, with which its printed line ends so far, and the next are pieces of one printed line.
    fn is_piece(&self, n: usize, printed: Printed) -> bool {
        let (Some(line), Some(next), Some(look)) = (self.lines.get(n), self.lines.get(n + 1), self.looks.get(n + 1))
        else {
            return false;
        };
        if next.blanks > 0 || look.leads || !printed.han || self.looks.get(n).is_some_and(|look| look.leads) {
            return false;
        }
        if may_not_begin(self.text, next) {
            return true;
        }
        if look.item || !is_seam(line, next, printed.first) || line.last == Class::Colon && !look.han {
            return false;
        }
        let fits = |printed: Printed| printed.wide - printed.marks * CELL <= self.column.wide + EM;
        if self.breaks_marks && line.last == Class::Comma && fits(printed.with(look)) {
            return true;
        }
        // the pieces behind it fill the line
        let mut sum = printed;
        for k in n + 1..(n + 1 + MOST_PIECES).min(self.lines.len()) {
            let (Some(piece), Some(look), Some(behind)) = (self.lines.get(k), self.looks.get(k), self.lines.get(k + 1))
            else {
                return false;
            };
            if k > n + 1 && (piece.blanks > 0 || look.item || look.leads) {
                return false;
            }
            sum = sum.with(look);
            if !fits(sum) {
                return false;
            }
            let room = self.column.wide - sum.wide - i32::from(behind.need);
            if room < INSET_ROOM && is_open(piece.last) && behind.blanks == 0 {
                return true;
            }
            if !is_seam(piece, behind, printed.first) {
                return false;
            }
        }
        false
    }

    /// Whether the printed line that ends with line `n` is full, and its paragraph goes on.
    fn is_full(&self, n: usize, printed: Printed) -> bool {
        let (Some(line), Some(next), Some(look), Some(behind)) =
            (self.lines.get(n), self.lines.get(n + 1), self.looks.get(n), self.looks.get(n + 1))
        else {
            return false;
        };
        if look.leads || behind.leads {
            return false;
        }
        let need = i32::from(next.need);
        let blank = next.blanks > 0;
        let path = self.text.get(..line.span.end as usize).is_some_and(|text| text.ends_with('/'));
        let stops = matches!(line.last, Class::Stop | Class::StopClosed);
        let least = match line.last {
            _ if path && !blank => OPEN_ROOM,
            Class::Stop | Class::StopClosed if blank || self.is_title(n + 1) || printed.han != behind.han => {
                return false;
            }
            Class::Stop | Class::StopClosed if self.blanks_part => STOP_ROOM,
            Class::Stop | Class::StopClosed if self.long => TIGHT,
            Class::Stop | Class::StopClosed => return false,
            Class::Semicolon | Class::Colon if blank || behind.item || !behind.han => return false,
            Class::Semicolon | Class::Colon => TIGHT,
            Class::CloseBracket | Class::CloseQuote | Class::Other | Class::Bullet if blank => return false,
            Class::CloseBracket | Class::CloseQuote | Class::Other | Class::Bullet => CLOSED_ROOM,
            _ if blank => BLANK_ROOM,
            _ => OPEN_ROOM,
        };
        let least = if behind.item { TIGHT.min(least) } else { least };
        let mut room = self.column.wide - printed.wide - need;
        if room >= least && !stops && self.column.wide - printed.typed - need < INSET_ROOM {
            room = INSET_ROOM.min(least - 1);
        }
        if room >= OPEN_ROOM
            && line.last == Class::Han
            && !blank
            && behind.han
            && self.is_full_inset(n, printed.wide + need)
        {
            room = INSET_ROOM.min(least - 1);
        }
        if room >= least || behind.item && !(is_open(line.last) && next.first == Class::Digit) {
            return false;
        }
        match (printed.han, behind.han) {
            (true, true) => true,
            // a line of Latin words amid a paragraph, or code below it
            (true, false) => (is_open(line.last) || path) && !blank && (behind.prose || room < BLANK_ROOM),
            (false, _) => look.prose && (behind.prose || behind.han) && !blank && room < CLOSED_ROOM,
        }
    }

    /// Whether line `n`, which is so wide with the next word, is full in text that is set in: as wide as such text is in this
    /// stream, or as the line before or behind it, which is full likewise.
    fn is_full_inset(&self, n: usize, wanted: i32) -> bool {
        let fills = |margin: i32, wanted: i32, wide: i32| wide <= margin + EM && wanted + INSET_ROOM > margin;
        let Some(look) = self.looks.get(n) else { return false };
        if self.column.inset.is_some_and(|inset| fills(inset, wanted, look.wide)) {
            return true;
        }
        let full = |m: usize| {
            let (line, next, look) = (self.lines.get(m)?, self.lines.get(m + 1)?, self.looks.get(m)?);
            let goes_on = next.blanks == 0 && line.last == Class::Han && look.wide >= LEAST_INSET && look.han;
            goes_on.then(|| (look.wide, look.wide + i32::from(next.need), line.cues.has(Cues::COMMA)))
        };
        let Some(this) = full(n) else { return false };
        let beside = |other: Option<usize>| {
            other.and_then(full).is_some_and(|other| {
                let margin = this.0.max(other.0);
                margin - this.1 < TIGHT && margin - other.1 < TIGHT && (this.2 || other.2)
            })
        };
        beside(n.checked_sub(1)) || beside(Some(n + 1))
    }

    /// Whether a space stands in the place of the line end: between Latin words, and at a seam where the page has them there.
    fn is_spaced(&self, line: &Line, next: &Line) -> bool {
        let latin = |class| matches!(class, Class::Letter | Class::Digit);
        let (before, behind) = (latin(line.last), latin(next.first));
        if before && behind {
            return line.last == Class::Letter || next.first == Class::Letter;
        }
        let of_word = |c: char| c.is_ascii_alphanumeric() || "/~$-_+@#".contains(c);
        let last = line.span.of(self.text).chars().next_back().is_some_and(of_word);
        let first = next.span.of(self.text).chars().next().is_some_and(of_word);
        self.spaces_seams && (last && next.first == Class::Han || line.last == Class::Han && first)
    }

    /// Whether line `n` looks like a heading: short, and no sentence ends in it.
    fn is_title(&self, n: usize) -> bool {
        let (Some(line), Some(look)) = (self.lines.get(n), self.looks.get(n)) else { return false };
        is_open(line.last) && look.wide * 2 < self.column.wide
    }
}

/// Whether a mark that may not begin a line begins this one.
fn may_not_begin(text: &str, line: &Line) -> bool {
    line.span.of(text).starts_with(['，', '。', '、', '；', '：', '！', '？', '）', '》', '】', '」', '』'])
}

/// Whether a text layer may have broken a printed line here: at a mark of full width, or between scripts where text went
/// before.
fn is_seam(line: &Line, next: &Line, first: bool) -> bool {
    let latin = |class| matches!(class, Class::Letter | Class::Digit);
    let mark = matches!(
        line.last,
        Class::Comma
            | Class::Stop
            | Class::StopClosed
            | Class::Semicolon
            | Class::Colon
            | Class::CloseBracket
            | Class::CloseQuote
    ) || matches!(next.first, Class::OpenBracket | Class::OpenQuote);
    let scripts = latin(line.last) && next.first == Class::Han || line.last == Class::Han && latin(next.first);
    next.blanks == 0 && (mark || scripts && !first)
}

/// How much wider the text is if its Latin words are set like typewriting, in tenths of a cell.
fn typed(shown: &str) -> i32 {
    shown.chars().filter(char::is_ascii_graphic).map(|c| (TYPED - width(c)).max(0)).sum()
}

/// Whether the line begins with a bullet, or with a number as items and headings do: 1. a) （一） 3.2.1
fn is_item(shown: &str) -> bool {
    let mut chars = shown.chars();
    let Some(first) = chars.next() else { return false };
    let rest = chars.as_str();
    match Class::of(first) {
        Class::Bullet => true,
        Class::Dash | Class::Other => rest.starts_with(' '),
        Class::Digit | Class::Letter if first.is_ascii() => {
            let number = shown.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
            let number = if first.is_ascii_alphabetic() { rest } else { number };
            let len = shown.len() - number.len();
            let dotted = shown.get(..len).is_some_and(|n| n.contains('.'));
            len <= 10 && (dotted || number.starts_with([')', '）', '、', '.'])) && !number.starts_with('%')
        }
        Class::OpenBracket => {
            let inside = rest.split([')', '）']).next().unwrap_or_default();
            !inside.is_empty()
                && inside.len() < rest.len()
                && inside.chars().count() <= 3
                && inside.chars().all(|c| c.is_ascii_alphanumeric() || "一二三四五六七八九十".contains(c))
        }
        Class::Han => {
            let number = shown.trim_start_matches(|c| "第一二三四五六七八九十".contains(c));
            number.len() < shown.len()
                && (number.starts_with('、') || shown.starts_with('第') && number.starts_with(['章', '节', '条']))
        }
        _ => false,
    }
}

/// Whether dots, in a row or spaced, lead to a page number.
fn leads(shown: &str) -> bool {
    let mut run = 0;
    for byte in shown.bytes() {
        match byte {
            b'.' => run += 1,
            b' ' => {}
            _ => run = 0,
        }
        if run >= LEADERS {
            return true;
        }
    }
    shown.contains("…………")
}

/// Whether the line is words of Latin script with hardly a sign among them.
fn is_latin_prose(shown: &str) -> bool {
    let letters = shown.bytes().filter(|b| b.is_ascii_alphabetic() || *b == b' ').count();
    let spaces = shown.bytes().filter(|b| *b == b' ').count();
    !shown.contains(['{', '}', '=', '|', '`', '\\', '$', ';'])
        && !shown.contains(" -")
        && spaces >= 1
        && spaces * 12 >= shown.len()
        && letters * 100 >= shown.len() * 90
}

#[cfg(test)]
mod tests;
