//! The line table: the page's text scanned once. Later steps work on the table, not on the text.

use super::class::{Class, DIGIT, EM, is_han, kind, width};
use super::cues::{self, Cues, Hints};
use super::rarity;
use crate::page::change::Span;

/// How a line stands apart from the line before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Gap {
    /// A line end.
    Hard,
    /// A space at column width, as pages have whose lines were joined by an OCR engine.
    Soft,
    /// No line end: a byline that runs on behind the last paragraph.
    RunOn,
    /// No line end: what stands beside a head on its printed line. The reading weighs it as a line end.
    Beside,
}

impl Gap {
    /// Whether a line end stands there, or what was one.
    pub(crate) const fn is_break(self) -> bool {
        matches!(self, Gap::Hard | Gap::Soft)
    }
}

/// Two characters on either side of a line end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Pair {
    /// At least one of them is no Chinese character.
    None,
    /// In many texts they stand together.
    Common,
    /// They do not.
    Rare,
}

/// One line: printed lines, or what the reading takes for one. 32 bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line {
    /// The line without the white space around it.
    pub span: Span,
    /// Which of its characters are there: what words it holds.
    pub cues: Cues,
    /// Its width in tenths of a cell, every mark of full width counted in full.
    pub wide: u16,
    /// How many marks of full width may be set narrow.
    pub marks: u8,
    /// Of these, 。！？, which some pages set in full while the others are narrow.
    pub stops: u8,
    /// The width of its first unbreakable piece, in tenths of a cell.
    pub need: u8,
    pub first: Class,
    pub last: Class,
    pub gap: Gap,
    /// The last character of the line before, and its first.
    pub pair: Pair,
    /// Blank lines before it, at most 2.
    pub blanks: u8,
    /// Characters, at most 255.
    pub chars: u8,
}

/// White space around a line: spaces of every kind, line ends, and what shows nothing.
fn is_blank(c: char) -> bool {
    Class::of(c) == Class::Space
}

/// Scans the text into lines. A line ends at a line feed, a carriage return or U+2028, U+2029.
pub(crate) fn scan(text: &str) -> Vec<Line> {
    let mut lines = Vec::with_capacity(text.len() / 40 + 4);
    let mut breaks = 0;
    for span in spans(text) {
        breaks += 1;
        let Some(span) = trim(text, span) else { continue };
        let mut line = measure(span.of(text));
        line.cues.set_if(Cues::INDENTED, cues::indent(text, span.start));
        lines.push(Line { span, blanks: blanks(&lines, breaks), ..line });
        breaks = 0;
    }
    lines
}

/// Notes of each line how its first character goes with the last of the line before.
pub(crate) fn pair(text: &str, lines: &mut [Line]) {
    let mut before: Option<Line> = None;
    for line in lines {
        line.pair = before.map_or(Pair::None, |before| pair_of(text, &before, line));
        before = Some(*line);
    }
}

/// How the first character of a line goes with the last of the line before.
pub(super) fn pair_of(text: &str, before: &Line, line: &Line) -> Pair {
    if before.last != Class::Han || line.first != Class::Han {
        return Pair::None;
    }
    let last = before.span.of(text).chars().next_back().filter(|&c| is_han(c));
    let first = line.span.of(text).chars().next().filter(|&c| is_han(c));
    match (last, first) {
        (Some(last), Some(first)) if rarity::is_listed(last, first) => Pair::Common,
        (Some(_), Some(_)) => Pair::Rare,
        _ => Pair::None,
    }
}

/// The lines as they were printed, where `copies` are the copies of doubled glyphs: measured without them, those that were
/// nothing else left out, and those between which a copy took the line end away made one.
pub(crate) fn without_copies(text: &str, lines: Vec<Line>, copies: &[Span]) -> Vec<Line> {
    let mut out: Vec<Line> = Vec::with_capacity(lines.len());
    let mut next = 0;
    for mut line in lines {
        while copies.get(next).is_some_and(|copy| copy.end <= line.span.start) {
            next += 1;
        }
        if copies.get(next).is_none_or(|copy| copy.start >= line.span.end) {
            out.push(line);
            continue;
        }
        let joined = out.last().filter(|before| {
            copies
                .iter()
                .skip(next.saturating_sub(1))
                .take(2)
                .any(|c| c.start <= before.span.end && c.end >= line.span.start)
        });
        if let Some(before) = joined {
            line = Line {
                span: Span::new(before.span.start, line.span.end),
                gap: before.gap,
                blanks: before.blanks,
                ..line
            };
            out.pop();
        }
        let single = shown(text, line.span, copies);
        let single = single.trim_matches(is_blank);
        if !single.is_empty() {
            let mut cues = measure(single);
            cues.cues.set(Cues::DOUBLED);
            out.push(Line { span: line.span, gap: line.gap, blanks: line.blanks, ..cues });
        }
    }
    out
}

/// The text of a span without the copies of doubled glyphs in it.
pub(crate) fn shown(text: &str, span: Span, copies: &[Span]) -> String {
    let mut shown = String::new();
    let mut at = span.start;
    let from = copies.partition_point(|copy| copy.end <= span.start);
    for copy in copies.iter().skip(from).take_while(|copy| copy.start < span.end) {
        shown.push_str(Span::new(at, copy.start.max(at)).of(text));
        at = copy.end;
    }
    shown.push_str(Span::new(at.min(span.end), span.end).of(text));
    shown
}

fn blanks(lines: &[Line], breaks: u32) -> u8 {
    if lines.is_empty() { 0 } else { breaks.saturating_sub(1).min(2) as u8 }
}

/// The text's lines, without their ends.
fn spans(text: &str) -> impl Iterator<Item = Span> + '_ {
    let bytes = text.as_bytes();
    let mut ends = memchr::memchr_iter(b'\n', bytes);
    // most pages have no line end but line feeds
    let has_others = memchr::memchr(b'\r', bytes).is_some()
        || ["\u{2028}", "\u{2029}"].iter().any(|end| memchr::memmem::find(bytes, end.as_bytes()).is_some());
    let (mut at, mut done) = (0, false);
    let mut pending: Option<(usize, usize)> = None; // what is left of a line that other line ends cut
    std::iter::from_fn(move || {
        let (start, end) = match pending.take() {
            Some(rest) => rest,
            None if done => return None,
            None => {
                let start = at;
                let end = ends.next();
                done = end.is_none();
                at = end.map_or(bytes.len(), |e| e + 1);
                (start, end.unwrap_or(bytes.len()))
            }
        };
        let line = bytes.get(start..end).unwrap_or_default();
        if has_others && let Some((cut, next)) = other_end(line) {
            pending = Some((start + next, end));
            return Some(Span::new(start as u32, (start + cut) as u32));
        }
        Some(Span::new(start as u32, end as u32))
    })
}

/// The first line end within a line that has no line feed: a carriage return that is not its last byte, U+2028 or U+2029.
/// Where it stands, and where the next line begins.
fn other_end(line: &[u8]) -> Option<(usize, usize)> {
    memchr::memchr2_iter(b'\r', 0xe2, line).find_map(|at| match line.get(at..) {
        Some([b'\r', _, ..]) => Some((at, at + 1)),
        Some([0xe2, 0x80, 0xa8 | 0xa9, ..]) => Some((at, at + 3)),
        _ => None,
    })
}

/// The span without the white space around it; `None` if it is all white space.
pub(crate) fn trim(text: &str, span: Span) -> Option<Span> {
    let line = span.of(text);
    if is_bare(line.as_bytes()) {
        return Some(span);
    }
    let tail = line.trim_start_matches(is_blank);
    let body = tail.trim_end_matches(is_blank);
    let start = span.start + (line.len() - tail.len()) as u32;
    (!body.is_empty()).then(|| Span::new(start, start + body.len() as u32))
}

/// Whether it is clear at a glance that a line has no white space around it: it begins and ends with a Chinese character, with
/// something in ASCII that is seen, or with a common mark: “ ”, …, 、 and 。, and those from ！ to ？.
fn is_bare(line: &[u8]) -> bool {
    let begins = matches!(line, [0xe4..=0xe9 | b'!'..=b'~', ..] | [0xe2, 0x80, 0x9c, ..] | [0xef, 0xbc, ..]);
    begins
        && matches!(
            line,
            [.., b'!'..=b'~']
                | [.., 0xe4..=0xe9, _, _]
                | [.., 0xef, 0xbc, _]
                | [.., 0xe2, 0x80, 0x9d | 0xa6]
                | [.., 0xe3, 0x80, 0x81 | 0x82]
        )
}

/// A line with a space behind every character is set wide from so many characters on: with fewer it may be two names.
const LETTERS: u32 = 5;

/// Whether what follows stands behind the end of a sentence, or of a part that could be one.
fn is_stop(last: Class) -> bool {
    matches!(last, Class::Stop | Class::StopClosed | Class::Semicolon)
}

/// The class of ， 、 and 。, and whether it is a mark of prose, which neither bylines nor mastheads have.
#[inline]
fn common_mark(a: u8, b: u8, c: u8) -> Option<(Class, bool)> {
    match (a, b, c) {
        (0xef, 0xbc, 0x8c) => Some((Class::Comma, true)),
        (0xe3, 0x80, 0x81) => Some((Class::Comma, false)),
        (0xe3, 0x80, 0x82) => Some((Class::Stop, true)),
        _ => None,
    }
}

/// Measures a line of text. Span, gap and blanks are set by the caller.
pub(crate) fn measure(text: &str) -> Line {
    let mut wide = 0;
    let (mut marks, mut stops, mut chars) = (0u32, 0u32, 0u32);
    let mut cues = Cues::default();
    let (mut last, mut first) = (Class::Space, Class::Space);
    let mut latin = 0;
    let (mut space, mut gap) = (false, false);
    let mut commas = 0u32;
    let mut spaced = 0u32;
    let mut inner_stops = 0u32;
    let mut hints = Hints::default();
    let mut is_full = false;
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        if matches!(byte, 0xe4..=0xe9) && !space {
            // most of the text: characters, three bytes each
            inner_stops += u32::from(is_stop(last));
            if chars == 0 {
                first = Class::Han;
            }
            let from = at;
            while bytes.get(at).is_some_and(|b| matches!(b, 0xe4..=0xe9)) {
                at += 3;
            }
            let run = (at - from) / 3;
            chars += run as u32;
            wide += EM * run as i32;
            last = Class::Han;
            continue;
        }
        if byte.is_ascii_digit() && !space && chars > 0 {
            inner_stops += u32::from(is_stop(last));
            (chars, wide, latin) = (chars + 1, wide + DIGIT, latin + DIGIT);
            hints.digits = true;
            (last, is_full) = (Class::Digit, false);
            at += 1;
            continue;
        }
        // most marks: ， 、 。
        if let Some(&[a, b, c]) = bytes.get(at..at + 3)
            && let Some((class, is_prose)) = common_mark(a, b, c)
            && !space
            && chars > 0
        {
            inner_stops += u32::from(class == Class::Comma && is_stop(last));
            (chars, wide, marks) = (chars + 1, wide + EM, marks + 1);
            (commas, stops) = (commas + u32::from(class == Class::Comma), stops + u32::from(class == Class::Stop));
            hints.prose |= is_prose;
            (last, is_full) = (class, true);
            at += 3;
            continue;
        }
        let Some(c) = char_at(text, at) else { break };
        at += c.len_utf8();
        let (class, wide_as) = kind(c);
        if class == Class::Space {
            gap |= space || c == '\t';
            space = true;
            continue;
        }
        chars += 1;
        // a half-width mark behind a character, or behind a mark of full width, was printed in full width, and lost it to the OCR
        // engine: it is read as what will stand there
        let half = c.is_ascii_punctuation() && (last == Class::Han || is_full) && matches!(class as u8, 1..=8);
        let w = if half { EM } else { wide_as };
        // behind a figure of full width a dot or a colon is its own
        is_full = w == EM && class != Class::Digit;
        wide += w;
        if space {
            match (last, class) {
                (Class::Letter, Class::Letter) => wide += 5,
                (Class::Han, Class::Han) => spaced += 1,
                (Class::Stop | Class::StopClosed | Class::CloseBracket | Class::CloseQuote, _) => cues.set(Cues::PAUSE),
                _ => {}
            }
            hints.parted |= last != Class::Space;
            cues.set_if(Cues::GAP, gap && last != Class::Space);
            (space, gap) = (false, false);
        }
        let goes_on = !matches!(class, Class::CloseQuote | Class::CloseBracket | Class::Stop);
        inner_stops += u32::from(goes_on && is_stop(last));
        match class {
            Class::Letter => latin += if w < EM { w } else { 0 },
            Class::Digit => {
                latin += if w < EM { w } else { 0 };
                hints.digits |= c.is_ascii_digit();
            }
            Class::Comma => {
                commas += 1;
                hints.prose |= half || c == '，';
            }
            Class::Semicolon => hints.prose |= half || c == '；',
            Class::Stop => {
                hints.prose |= matches!(c, '。' | '！' | '？') || half && matches!(c, '!' | '?');
                hints.dots += u32::from(matches!(c, '.' | '…'));
            }
            Class::OpenQuote => hints.prose |= c == '“',
            Class::Colon => hints.colons += 1,
            Class::Dash | Class::Other | Class::Bullet => {
                hints.parted |= matches!(c, '/' | '□' | '■' | '·' | '-' | '@')
            }
            _ => {}
        }
        if w == EM && matches!(class as u8, 1..=8) {
            marks += 1;
            stops += u32::from(class == Class::Stop);
        }
        let class = match (class, last) {
            (Class::CloseQuote | Class::CloseBracket, Class::Stop | Class::StopClosed) => Class::StopClosed,
            (Class::CloseQuote, _) if chars == 1 => Class::OpenQuote, // a straight quote that begins the line opens
            _ => class,
        };
        if chars == 1 {
            first = class;
        }
        last = class;
    }
    if last == Class::Colon {
        hints.colons -= 1;
    }
    cues.set_if(Cues::SPACED, spaced > 0);
    cues.set_if(Cues::COMMA, commas > u32::from(last == Class::Comma));
    cues.set_if(Cues::SENTENCE, inner_stops > 0);
    cues.set_if(Cues::LATIN, latin * 2 > wide);
    cues.set_if(Cues::NUMBER, hints.digits);
    cues::find(text, &mut cues, chars, (first, last), &hints);
    if spaced + 1 == chars && chars >= LETTERS && !cues.is_byline() {
        cues.unset(Cues::SPACED); // a line set wide, letter by letter, has no halves
    }
    Line {
        span: Span::new(0, 0),
        cues,
        wide: wide.min(i32::from(u16::MAX)) as u16,
        marks: marks.min(255) as u8,
        stops: stops.min(255) as u8,
        need: need(text),
        first,
        last,
        gap: Gap::Hard,
        pair: Pair::None,
        blanks: 0,
        chars: chars.min(255) as u8,
    }
}

/// The character that begins at a byte.
fn char_at(text: &str, at: usize) -> Option<char> {
    match *text.as_bytes().get(at..)? {
        [a @ 0..=0x7f, ..] => Some(a.into()),
        // most others are of three bytes
        [a @ 0xe0..=0xef, b, c, ..] => {
            char::from_u32(u32::from(a & 15) << 12 | u32::from(b & 63) << 6 | u32::from(c & 63))
        }
        _ => text.get(at..)?.chars().next(),
    }
}

/// The width of the first unbreakable piece: opening marks, then a word or a number or one character, then the marks that
/// may not begin a line.
fn need(text: &str) -> u8 {
    // most lines begin with two characters
    if let [0xe4..=0xe9, _, _, 0xe4..=0xe9, ..] = text.as_bytes() {
        return EM as u8;
    }
    let mut wide = 0;
    let mut inside: Option<Class> = None;
    for c in text.chars() {
        let class = Class::of(c);
        match (inside, class) {
            (None, Class::OpenQuote | Class::OpenBracket) => {}
            (None, Class::Digit | Class::Letter) => inside = Some(Class::Letter),
            (None, Class::Space) => break,
            (None, _) => inside = Some(Class::Han),
            (Some(Class::Letter), Class::Digit | Class::Letter) => {}
            (Some(Class::Letter), Class::Stop | Class::Comma | Class::Colon | Class::Dash | Class::Other)
                if c.is_ascii() => {}
            (
                _,
                Class::Stop | Class::Comma | Class::Semicolon | Class::Colon | Class::CloseQuote | Class::CloseBracket,
            ) => {
                inside = Some(Class::Han);
            }
            (Some(Class::Letter), Class::Other) => inside = Some(Class::Han), // ℃ and other signs of a unit
            _ => break,
        }
        wide += width(c);
        if wide > 250 {
            break;
        }
    }
    wide.min(255) as u8
}

#[cfg(test)]
mod tests;
