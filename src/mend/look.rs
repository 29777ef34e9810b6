//! One look at each block, byte by byte: what it is made of, and where the rules inside lines may find something. They all
//! work from this, so the text is walked through once, however many of them there are. Most of a page is runs of characters,
//! which are counted three bytes at a step.

use super::habits::Look;
use super::spaces::{Run, is_white, run_at};
use crate::page::change::{Kind, Span};
use crate::read::ReadBlock;
use crate::read::class::{is_han, is_hangul, is_kana};

/// Seams between characters and digits or Latin letters, and marks of half width: how often each way.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Counts {
    pub open_seams: u32,
    pub open_latin: u32,
    pub closed_seams: u32,
    pub half_spaced: u32,
    pub half_tight: u32,
    pub wide_commas: u32,
    pub wide_stops: u32,
}

/// What is found while the blocks are looked at, one after another.
#[derive(Debug)]
pub(super) struct Looker<'t> {
    text: &'t str,
    pub counts: Counts,
    /// The runs of white space inside the blocks, in order.
    pub runs: Vec<Run>,
    /// Where a figure of full width stands, or a letter that looks like a figure next to one, in order.
    pub figures: Vec<u32>,
    /// White space before this byte is in a run already.
    done: usize,
}

/// In place of a last character: one of those that Chinese is written in, and any other that is not ASCII.
const HAN: u8 = 0x80;
const WIDE: u8 = 0x81;

/// How far a block was looked at: the character before this one, white space aside, and what has been counted.
struct Walk {
    last: u8,
    /// White space since the last character.
    spaced: u32,
    /// Half-width , ; : whose right side is not seen yet.
    pending: bool,
    /// Colons that a clock with seconds would have.
    colons: u32,
    counted: bool,
    han: u32,
    latin: u32,
    digits: u32,
    ends: u32,
    stops: u32,
    clauses: u32,
    labels: u32,
    half: u32,
    parted: u32,
    spaces: u32,
    code: u32,
    kana: u32,
    hangul: u32,
    columns: bool,
    cut: bool,
    marks: bool,
}

impl<'t> Looker<'t> {
    pub(super) fn new(text: &'t str) -> Looker<'t> {
        Looker { text, counts: Counts::default(), runs: Vec::new(), figures: Vec::new(), done: 0 }
    }

    /// Looks at the next block, which is the `n`th.
    pub(super) fn look(&mut self, n: usize, block: &ReadBlock) -> Look {
        let text = block.span.of(self.text);
        let bytes = text.as_bytes();
        let counted = !matches!(block.kind, Kind::Masthead | Kind::Byline | Kind::Credit);
        let mut walk = Walk::new(counted);
        let mut at = 0;
        while let Some(&b) = bytes.get(at) {
            match b {
                0xe5..=0xe9 => at += walk.characters(bytes, at, &mut self.counts),
                b'\n' => {
                    walk.cut = true;
                    at += 1;
                }
                b' ' | b'\t' => {
                    walk.white(b == b'\t');
                    if b == b' ' {
                        self.run(n, block.span, at);
                    }
                    at += 1;
                }
                b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => {
                    walk.alnum(b, &mut self.counts);
                    if matches!(b, b'O' | b'o' | b'l' | b'I') {
                        self.letter(block.span.start as usize + at);
                    }
                    at += 1;
                }
                0..=0x7f => {
                    walk.ascii(b, text, &mut self.counts);
                    at += 1;
                }
                0xe4 if bytes.get(at + 1) != Some(&0xb7) => at += walk.characters(bytes, at, &mut self.counts),
                _ => {
                    let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { break };
                    if is_white(c) {
                        walk.white(false);
                        self.run(n, block.span, at);
                    } else if is_han(c) {
                        walk.character(&mut self.counts);
                    } else {
                        walk.wide(c, &mut self.counts);
                        if matches!(c, '０'..='９') {
                            self.figures.push(block.span.start + at as u32);
                        }
                    }
                    at += c.len_utf8();
                }
            }
        }
        walk.seen()
    }

    /// Notes the run of white space that the byte `at` of the block begins, if it begins one and does not end the block.
    fn run(&mut self, block: usize, home: Span, at: usize) {
        let start = home.start as usize + at;
        if start < self.done {
            return;
        }
        let (end, shape) = run_at(self.text, start);
        self.done = end;
        if end < home.end as usize {
            self.runs.push(Run { span: Span::new(start as u32, end as u32), block, shape });
        }
    }

    /// Notes a letter that looks like a figure, if there is a figure next to it, or next but one.
    fn letter(&mut self, at: usize) {
        let bytes = self.text.as_bytes();
        let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
        let near = |n: usize| digit(at + n) || at >= n && digit(at - n);
        if near(1) || near(2) {
            self.figures.push(at as u32);
        }
    }
}

/// How many characters from U+4E00 to U+9FFF the bytes begin with.
fn characters(bytes: &[u8]) -> usize {
    let is_character = |[a, b, _]: &&[u8; 3]| matches!(a, 0xe5..=0xe9) || *a == 0xe4 && *b > 0xb7;
    bytes.as_chunks().0.iter().take_while(is_character).count()
}

impl Walk {
    fn new(counted: bool) -> Walk {
        Walk {
            last: b'\n',
            spaced: 0,
            pending: false,
            colons: 0,
            counted,
            han: 0,
            latin: 0,
            digits: 0,
            ends: 0,
            stops: 0,
            clauses: 0,
            labels: 0,
            half: 0,
            parted: 0,
            spaces: 0,
            code: 0,
            kana: 0,
            hangul: 0,
            columns: false,
            cut: false,
            marks: false,
        }
    }

    fn seen(&self) -> Look {
        let short = |n: u32| u16::try_from(n).unwrap_or(u16::MAX);
        Look {
            han: short(self.han),
            latin: short(self.latin),
            digits: short(self.digits),
            ends: short(self.ends),
            stops: short(self.stops),
            clauses: short(self.clauses),
            labels: short(self.labels),
            half: short(self.half),
            parted: short(self.parted),
            spaces: short(self.spaces),
            code: short(self.code),
            kana: short(self.kana),
            hangul: short(self.hangul),
            columns: self.columns,
            cut: self.cut,
            marks: self.marks,
        }
    }

    fn white(&mut self, tab: bool) {
        self.spaces += u32::from(self.spaced == 0);
        self.spaced += 1;
        self.columns |= tab || self.spaced > 3;
    }

    /// What every character but white space does. Says whether a mark of half width was waiting for it.
    #[inline]
    fn step(&mut self, counts: &mut Counts) -> bool {
        let pending = std::mem::take(&mut self.pending);
        if pending && self.counted {
            if self.spaced > 0 { counts.half_spaced += 1 } else { counts.half_tight += 1 }
        }
        pending
    }

    /// A run of characters of three bytes from the byte `at` on: says how many bytes.
    #[inline]
    fn characters(&mut self, bytes: &[u8], at: usize, counts: &mut Counts) -> usize {
        if self.last == HAN && self.spaced == 0 {
            self.han += 1;
        } else {
            self.character(counts);
        }
        let more = characters(bytes.get(at + 3..).unwrap_or_default());
        self.han += more as u32;
        3 + 3 * more
    }

    fn character(&mut self, counts: &mut Counts) {
        let last = self.last;
        self.seam(last.is_ascii_alphanumeric(), last.is_ascii_alphabetic(), counts);
        let pending = self.step(counts);
        self.han += 1;
        self.parted += u32::from(last == HAN && self.spaced > 0);
        if matches!(last, b',' | b';' | b':') && !pending {
            self.half += 1;
            self.clauses += u32::from(last != b':');
        }
        (self.last, self.spaced) = (HAN, 0);
    }

    #[inline]
    fn alnum(&mut self, b: u8, counts: &mut Counts) {
        self.seam(self.last == HAN, b.is_ascii_alphabetic(), counts);
        self.step(counts);
        let digit = u32::from(b.is_ascii_digit());
        self.digits += digit;
        self.latin += 1 - digit;
        (self.last, self.spaced) = (b, 0);
    }

    /// Counts a seam between a character and a digit or letter, if there is one.
    #[inline]
    fn seam(&mut self, is_seam: bool, is_latin: bool, counts: &mut Counts) {
        if is_seam && self.counted {
            if self.spaced == 0 {
                counts.closed_seams += 1;
            } else {
                counts.open_seams += 1;
                counts.open_latin += u32::from(is_latin);
            }
        }
    }

    fn ascii(&mut self, b: u8, text: &str, counts: &mut Counts) {
        self.step(counts);
        let last = self.last;
        match b {
            b'!' | b'?' => {
                self.marks = true;
                self.ends += u32::from(last == HAN || last == b'"');
            }
            b',' | b';' | b':' => {
                self.marks = true;
                self.pending = last == HAN || matches!(last, b'"' | b'%' | b')');
                if self.pending {
                    self.half += 1;
                    self.clauses += u32::from(b != b':');
                    self.labels += u32::from(b == b':');
                }
            }
            b'.' | b'(' | b')' | b'\'' | b'<' | b'>' => self.marks = true,
            b'|' => self.columns = true,
            b'{' | b'}' | b'=' | b'\\' | b'`' | b'_' | b'$' | b'^' => self.code += 1,
            // A comment or a heading, a closing tag, a value in quotes.
            b'/' | b'*' | b'#' if last == b'\n' => self.code += 2,
            b'/' if last == b'<' && self.spaced == 0 => self.code += 2,
            b'"' => {
                self.marks = true;
                self.code += 2 * u32::from(last == b'=');
            }
            _ => {}
        }
        if b == b':' {
            // A clock with seconds opens a line of a log, a name in quotes and a colon a line of data.
            self.colons += u32::from(last.is_ascii_digit() && self.han == 0);
            if self.colons == 2 && self.han == 0 || last == b'"' && text.starts_with('"') {
                self.code += 2;
            }
        }
        (self.last, self.spaced) = (b, 0);
    }

    fn wide(&mut self, c: char, counts: &mut Counts) {
        self.step(counts);
        match c {
            '，' => {
                self.clauses += 1;
                counts.wide_commas += 1;
            }
            '。' => {
                self.ends += 1;
                self.stops += 1;
                counts.wide_stops += 1;
            }
            '、' | '；' => self.clauses += 1,
            '！' | '？' | '…' => self.ends += 1,
            '：' => self.labels += 1,
            _ if is_kana(c) => self.kana += 1,
            _ if is_hangul(c) => self.hangul += 1,
            _ => {}
        }
        (self.last, self.spaced) = (WIDE, 0);
    }
}
