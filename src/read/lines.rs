//! The line table: the page's text scanned once. Later steps work on the table, not on the text.

use super::class::{Class, EM, begins_han, width};
use super::cues::{self, Cues, Hints};
use super::neighbours::Pair;
use super::signs::{self, Kind, Sign, Traits, What};
use super::together::number;
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

/// Scans the text with these signs into lines. A line ends at a line feed, a carriage return or U+2028, U+2029.
pub(crate) fn of(text: &str, signs: &[Sign]) -> Vec<Line> {
    let mut lines = Vec::with_capacity(text.len() / 40 + 4);
    let mut breaks = 0;
    for (span, signs) in rows(text, signs) {
        breaks += 1;
        let Some((span, signs)) = bare(span, signs) else { continue };
        let mut walk = Walk::from(span.start);
        signs.iter().for_each(|sign| walk.sign(*sign));
        let mut line = walk.line(span, span.of(text));
        line.cues.set_if(Cues::INDENTED, cues::indent(text, span.start));
        lines.push(Line { blanks: blanks(&lines, breaks), ..line });
        breaks = 0;
    }
    lines
}

/// The lines of a text by itself.
#[cfg(test)]
pub(crate) fn scan(text: &str) -> Vec<Line> {
    of(text, &signs::of(text))
}

/// Notes of each line how its first character goes with the last of the line before.
pub(crate) fn pair(text: &str, lines: &mut [Line]) {
    let mut before: Option<&Line> = None;
    for line in lines {
        line.pair = before.map_or(Pair::None, |before| pair_of(text, before, line));
        before = Some(line);
    }
}

/// At most one line in so many is Latin for the most part on a page of a newspaper in Chinese: of 36 pages in turn it is one in twenty
/// on the richest. In the sources of manual pages it is four in ten, in those of programs more.
const LATIN_SHARE: usize = 6;

/// Whether more lines are in Latin script than a newspaper in Chinese has.
pub(super) fn are_latin(lines: &[Line]) -> bool {
    lines.iter().filter(|line| line.cues.has(Cues::LATIN)).count() * LATIN_SHARE > lines.len()
}

/// How the first character of a line goes with the last of the line before.
pub(super) fn pair_of(text: &str, before: &Line, line: &Line) -> Pair {
    if before.last != Class::Han || line.first != Class::Han {
        return Pair::None;
    }
    let bytes = text.as_bytes();
    let ends = [bytes.get(..before.span.end as usize), bytes.get(line.span.start as usize..)];
    // most are characters of three bytes
    if let [Some([.., x, y, z]), Some([a, b, c, ..])] = ends
        && begins_han(*x, *y)
        && begins_han(*a, *b)
    {
        return Pair::of(number([*x, *y, *z]), number([*a, *b, *c]));
    }
    let last = before.span.of(text).chars().next_back();
    let first = line.span.of(text).chars().next();
    last.zip(first).map_or(Pair::None, |(last, first)| Pair::of(last.into(), first.into()))
}

/// The lines as they were printed, where `copies` are the copies of doubled glyphs: measured without them, those that were
/// nothing else left out, and those between which a copy took the line end away made one.
pub(crate) fn without_copies(text: &str, lines: Vec<Line>, copies: &[Span]) -> Vec<Line> {
    let mut out: Vec<Line> = Vec::with_capacity(lines.len());
    let mut next = 0;
    let mut single = String::new();
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
        single.clear();
        show(text, line.span, copies, &mut single);
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
    let mut shown = String::with_capacity((span.end - span.start) as usize);
    show(text, span, copies, &mut shown);
    shown
}

/// Writes it behind what was written before.
fn show(text: &str, span: Span, copies: &[Span], shown: &mut String) {
    let mut at = span.start;
    let from = copies.partition_point(|copy| copy.end <= span.start);
    for copy in copies.iter().skip(from).take_while(|copy| copy.start < span.end) {
        shown.push_str(Span::new(at, copy.start.max(at)).of(text));
        at = copy.end;
    }
    shown.push_str(Span::new(at.min(span.end), span.end).of(text));
}

fn blanks(lines: &[Line], breaks: u32) -> u8 {
    if lines.is_empty() { 0 } else { breaks.saturating_sub(1).min(2) as u8 }
}

/// The text's lines, without their ends, each with its signs.
fn rows<'s>(text: &str, signs: &'s [Sign]) -> impl Iterator<Item = (Span, &'s [Sign])> {
    let mut rest = Some((0, signs));
    std::iter::from_fn(move || {
        let (start, signs) = rest.take()?;
        let end = signs.iter().position(|sign| sign.kind.traits.has(Traits::END) && ends_line(text, sign.at));
        let Some((row, [end, behind @ ..])) = end.and_then(|n| signs.split_at_checked(n)) else {
            return Some((Span::new(start, text.len() as u32), signs));
        };
        rest = Some((end.end(), behind));
        Some((Span::new(start, end.at), row))
    })
}

/// The whole lines of the source that a line stands on, with the line feed at their end, if there is one.
pub(crate) fn whole(text: &str, line: Span) -> Span {
    let bytes = text.as_bytes();
    let (first, rest) = bytes.split_at_checked(line.end as usize).unwrap_or((bytes, &[]));
    // most lines end with one
    let ends = if rest.first() == Some(&b'\n') { Some(0) } else { memchr::memchr(b'\n', rest) };
    let before = first.get(..line.start as usize).unwrap_or_default();
    let start = memchr::memrchr(b'\n', before).map_or(0, |n| n as u32 + 1);
    Span::new(start, ends.map_or(text.len() as u32, |n| line.end + n as u32 + 1))
}

/// Whether the line end at a byte ends a line: before a line feed, and at the end of the text, a carriage return is white space.
fn ends_line(text: &str, at: u32) -> bool {
    !matches!(text.as_bytes().get(at as usize..), Some([b'\r'] | [b'\r', b'\n', ..]))
}

/// The span without the white space around it; `None` if it is all white space.
pub(crate) fn trim(text: &str, span: Span) -> Option<Span> {
    let line = span.of(text);
    let tail = line.trim_start_matches(is_blank);
    let body = tail.trim_end_matches(is_blank);
    let start = span.start + (line.len() - tail.len()) as u32;
    (!body.is_empty()).then(|| Span::new(start, start + body.len() as u32))
}

/// The same, with its signs.
fn bare(mut span: Span, mut signs: &[Sign]) -> Option<(Span, &[Sign])> {
    let is_blank = |sign: &Sign| sign.kind.class == Class::Space;
    while let [first, rest @ ..] = signs
        && first.at == span.start
        && is_blank(first)
    {
        (span.start, signs) = (first.end(), rest);
    }
    while let [rest @ .., last] = signs
        && last.end() == span.end
        && is_blank(last)
    {
        (span.end, signs) = (last.at, rest);
    }
    (span.start < span.end).then_some((span, signs))
}

/// A line with a space behind every character is set wide from so many characters on: with fewer it may be two names.
const LETTERS: u32 = 5;

/// What is known of a line while it is walked through.
#[derive(Clone, Copy, Debug)]
struct Walk {
    /// How far.
    at: u32,
    chars: u32,
    wide: i32,
    /// Of this, what is of letters and digits of half width.
    latin: i32,
    marks: u32,
    stops: u32,
    commas: u32,
    colons: u32,
    dots: u32,
    /// Two characters with white space between.
    spaced: u32,
    /// A sentence ends before the line does.
    sentence: bool,
    first: Class,
    last: Class,
    /// The character before is a mark of full width.
    is_full: bool,
    /// White space stands before what comes next, and so much as rows have between their cells.
    space: bool,
    gap: bool,
    parted: bool,
    /// What any of its signs has.
    traits: Traits,
    cues: Cues,
}

impl Walk {
    fn from(at: u32) -> Walk {
        Walk {
            at,
            chars: 0,
            wide: 0,
            latin: 0,
            marks: 0,
            stops: 0,
            commas: 0,
            colons: 0,
            dots: 0,
            spaced: 0,
            sentence: false,
            first: Class::Space,
            last: Class::Space,
            is_full: false,
            space: false,
            gap: false,
            parted: false,
            traits: Traits::default(),
            cues: Cues::default(),
        }
    }

    /// Goes on over Chinese characters that stand in a row, up to a byte.
    #[inline]
    fn characters(&mut self, to: u32) {
        if self.at >= to {
            return;
        }
        if self.space {
            self.behind_space(Class::Han);
        }
        self.sentence |= self.ends_sentence();
        if self.chars == 0 {
            self.first = Class::Han;
        }
        let chars = (to - self.at) / HAN_BYTES;
        self.chars += chars;
        self.wide += chars as i32 * EM;
        self.last = Class::Han;
    }

    /// Goes on to the end of a sign.
    #[inline]
    fn sign(&mut self, sign: Sign) {
        self.characters(sign.at);
        self.at = sign.end();
        let Kind { class, wide, mut traits, what } = sign.kind;
        if class == Class::Space {
            self.gap |= self.space || traits.has(Traits::TAB);
            self.space = true;
            return;
        }
        self.chars += 1;
        let mut wide = i32::from(wide);
        // a half-width mark behind a character, or behind a mark of full width, was printed in full width, and lost it to the OCR
        // engine: it is read as what will stand there
        if traits.has(Traits::HALF) && (self.last == Class::Han || self.is_full) {
            wide = EM;
            traits.widen();
        }
        self.traits.add(traits);
        // behind a figure of full width a dot or a colon is its own
        self.is_full = wide == EM && class != Class::Digit;
        self.wide += wide;
        if self.space {
            self.behind_space(class);
        }
        let ends_sentence = self.ends_sentence();
        let mut last = class;
        match class {
            Class::Letter | Class::Digit if wide < EM => self.latin += wide,
            Class::Comma => self.commas += 1,
            Class::Colon => self.colons += 1,
            Class::Stop => {
                self.dots += u32::from(traits.has(Traits::DOT));
                self.stops += u32::from(wide == EM);
            }
            Class::CloseQuote | Class::CloseBracket if matches!(self.last, Class::Stop | Class::StopClosed) => {
                last = Class::StopClosed
            }
            // a straight quote that begins the line opens, and so does the apostrophe of a year
            Class::CloseQuote if self.chars == 1 && (traits.has(Traits::HALF) || what == What::Apostrophe) => {
                last = Class::OpenQuote
            }
            _ => {}
        }
        self.sentence |= ends_sentence && !matches!(class, Class::CloseQuote | Class::CloseBracket | Class::Stop);
        self.marks += u32::from(class.is_mark() && wide == EM);
        if self.chars == 1 {
            // no line of prose begins with 。 or ）, but what begins with . or ) or …… need be no prose
            let is_sign = traits.has(Traits::HALF) || traits.has(Traits::DOT);
            let closes =
                matches!(class, Class::Stop | Class::Comma | Class::Semicolon | Class::Colon | Class::CloseBracket);
            self.first = if is_sign && closes { Class::Other } else { last };
        }
        self.last = last;
    }

    /// Notes what stands on either side of white space, where something of this class comes next.
    fn behind_space(&mut self, class: Class) {
        match (self.last, class) {
            (Class::Letter, Class::Letter) => self.wide += width(' '),
            (Class::Han, Class::Han) => self.spaced += 1,
            (Class::Stop | Class::StopClosed | Class::CloseBracket | Class::CloseQuote, _) => {
                self.cues.set(Cues::PAUSE)
            }
            _ => {}
        }
        self.parted |= self.last != Class::Space;
        self.cues.set_if(Cues::GAP, self.gap && self.last != Class::Space);
        (self.space, self.gap) = (false, false);
    }

    /// Whether the end of a sentence, or of a part that could be one, stands before what comes next.
    #[inline]
    fn ends_sentence(&self) -> bool {
        matches!(self.last, Class::Stop | Class::StopClosed | Class::Semicolon)
    }

    /// The line, walked through but for the characters at its end. Gap and blanks are set by the caller.
    fn line(mut self, span: Span, text: &str) -> Line {
        self.characters(span.end);
        let Walk { chars, wide, first, last, spaced, mut cues, traits, .. } = self;
        let hints = Hints {
            prose: traits.has(Traits::PROSE),
            parted: self.parted,
            separators: traits.has(Traits::PARTS),
            digits: traits.has(Traits::DIGIT),
            colons: self.colons - u32::from(last == Class::Colon),
            dots: self.dots,
        };
        cues.set_if(Cues::SPACED, spaced > 0);
        cues.set_if(Cues::COMMA, self.commas > u32::from(last == Class::Comma));
        cues.set_if(Cues::SENTENCE, self.sentence);
        cues.set_if(Cues::LATIN, self.latin * 2 > wide);
        cues.set_if(Cues::NUMBER, hints.digits);
        let mut cues = cues::find(text, cues, chars, (first, last), &hints);
        if spaced + 1 == chars && chars >= LETTERS && !cues.is_byline() {
            cues.unset(Cues::SPACED); // a line set wide, letter by letter, has no halves
        }
        Line {
            span,
            cues,
            wide: wide.min(i32::from(u16::MAX)) as u16,
            marks: self.marks.min(255) as u8,
            stops: self.stops.min(255) as u8,
            need: need(text),
            first,
            last,
            gap: Gap::Hard,
            pair: Pair::None,
            blanks: 0,
            chars: chars.min(255) as u8,
        }
    }
}

/// Measures a line of text. Span, gap and blanks are set by the caller.
pub(crate) fn measure(text: &str) -> Line {
    let mut walk = Walk::from(0);
    signs::each(text, |sign| walk.sign(sign));
    walk.line(Span::new(0, text.len() as u32), text)
}

/// Bytes of a Chinese character between two signs.
const HAN_BYTES: u32 = 3;

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
