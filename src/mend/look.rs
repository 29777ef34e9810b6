//! One look at each block, sign by sign: what it is made of, and where the rules inside lines may find something. They all
//! work from this, so the text is walked through once, however many of them there are. Most of a page is runs of characters,
//! which are counted as a whole.

use super::confusions;
use super::habits::{LEADERS, LONGEST_NAME, Look, opens_as_data};
use super::radicals;
use super::spaces::{Run, is_white, run_at};
use super::stray_spaces::is_numbered;
use crate::page::change::{Kind, Span};
use crate::read::ReadBlock;
use crate::read::class::{is_han, is_hangul, is_kana};
use crate::read::signs::Sign;

/// Seams between characters and digits or Latin letters, and marks of half width: how often each way.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Counts {
    pub open_seams: u32,
    pub open_latin: u32,
    pub closed_seams: u32,
    pub closed_latin: u32,
    pub half_spaced: u32,
    pub half_tight: u32,
    pub wide_commas: u32,
    pub wide_stops: u32,
    /// , ; ! ? of half width behind a character.
    pub half_marks: u32,
    /// Full stops of half width behind a character.
    pub half_stops: u32,
}

impl Counts {
    /// What was counted since: sums over the blocks of a page, of which those around one are told by two.
    pub(super) fn without(self, before: Counts) -> Counts {
        Counts {
            open_seams: self.open_seams - before.open_seams,
            open_latin: self.open_latin - before.open_latin,
            closed_seams: self.closed_seams - before.closed_seams,
            closed_latin: self.closed_latin - before.closed_latin,
            half_spaced: self.half_spaced - before.half_spaced,
            half_tight: self.half_tight - before.half_tight,
            wide_commas: self.wide_commas - before.wide_commas,
            wide_stops: self.wide_stops - before.wide_stops,
            half_marks: self.half_marks - before.half_marks,
            half_stops: self.half_stops - before.half_stops,
        }
    }
}

/// What is found while the blocks are looked at, one after another.
#[derive(Debug)]
pub(super) struct Looker<'t> {
    text: &'t str,
    /// The signs of the text, and the first of them that was not looked at.
    signs: &'t [Sign],
    next: usize,
    pub counts: Counts,
    /// The runs of white space inside the blocks, in order.
    pub runs: Vec<Run>,
    /// Where a figure of full width stands, or a letter that looks like a figure next to one, in order.
    pub figures: Vec<u32>,
    /// Where a mark of half width stands, or one of full width that comes in pairs, in order.
    pub marks: Vec<u32>,
    /// Where a character or sign stands that may be mistaken for another, in order.
    pub suspects: Vec<u32>,
    /// Where a character of the blocks stands that radicals and compatibility forms are in, in order.
    pub forms: Vec<u32>,
    /// White space before this byte is in a run already.
    done: usize,
}

/// In place of a last character: one of those that Chinese is written in, and any other that is not ASCII.
const HAN: u8 = 0x80;
const WIDE: u8 = 0x81;

/// Letters with marks over them from which on a block has words in pinyin: an entry of a dictionary, a primer. Foreign names in a
/// paragraph have one or two.
const TONED: u32 = 3;

/// Words with a tag (走/v) from which on a text is one for linguists.
const TAGS: u32 = 4;

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
    ends: u32,
    stops: u32,
    clauses: u32,
    wide_commas: u32,
    labels: u32,
    half: u32,
    parted: u32,
    spaces: u32,
    code: u32,
    kana: u32,
    hangul: u32,
    /// Letters with a mark over them, as pinyin has.
    toned: u32,
    /// Slashes right behind a character.
    slashes: u32,
    /// Marks of full width behind white space, and right behind a character.
    apart: u32,
    tight: u32,
    /// Commas and semicolons of half width, wherever they stand.
    separators: u32,
    columns: bool,
    cut: bool,
    marks: bool,
    /// The character before opens the brackets of a call.
    called: bool,
    /// Dots that stand in a row, white space aside, and where the last of them ends.
    dots: u32,
    dots_end: usize,
}

impl<'t> Looker<'t> {
    pub(super) fn new(text: &'t str, signs: &'t [Sign]) -> Looker<'t> {
        let counts = Counts::default();
        // of marks and of characters that may be mistaken a page has hundreds, of the others a few
        let (marks, suspects) = (Vec::with_capacity(text.len() / 256), Vec::with_capacity(text.len() / 256));
        Looker {
            text,
            signs,
            next: 0,
            counts,
            runs: Vec::new(),
            figures: Vec::new(),
            marks,
            suspects,
            forms: Vec::new(),
            done: 0,
        }
    }

    /// Looks at the next block, which is the `n`th.
    pub(super) fn look(&mut self, n: usize, block: &ReadBlock) -> Look {
        let text = block.span.of(self.text);
        let counted = !matches!(block.of_lines, Kind::Masthead | Kind::Byline | Kind::Credit);
        let mut walk = Walk::new(counted);
        self.next += self.signs.iter().skip(self.next).take_while(|sign| sign.at < block.span.start).count();
        let mut at = block.span.start;
        while let Some(&sign) = self.signs.get(self.next).filter(|sign| sign.at < block.span.end) {
            self.next += 1;
            self.characters(&mut walk, Span::new(at, sign.at));
            at = sign.end();
            self.sign(&mut walk, n, block.span, sign);
        }
        self.characters(&mut walk, Span::new(at, block.span.end));
        let mut look = walk.seen();
        look.parted -= u16::from(look.parted > 0 && is_numbered(text)); // 第三条 stands apart by rule
        if opens_as_data(text) {
            look.code = look.code.saturating_add(2);
        }
        if look.spaces > 0 && !look.cut {
            // one more than the longest says enough
            look.head = text.chars().take_while(|c| !is_white(*c)).take(usize::from(LONGEST_NAME) + 1).count() as u16;
        }
        look
    }

    /// Notes the run of white space that the byte `at` of the block begins, if it begins one and does not end the block.
    fn run(&mut self, block: usize, home: Span, at: usize) {
        if at < self.done {
            return;
        }
        let (end, shape) = run_at(self.text, at);
        self.done = end;
        if end < home.end as usize {
            self.runs.push(Run { span: Span::new(at as u32, end as u32), block, shape });
        }
    }

    /// Counts Chinese characters of three bytes that stand in a row.
    #[inline]
    fn characters(&mut self, walk: &mut Walk, span: Span) {
        if span.start >= span.end {
            return;
        }
        if walk.last != HAN || walk.spaced > 0 {
            walk.character(&mut self.counts);
            walk.han -= 1;
        }
        let run = self.text.as_bytes().get(span.start as usize..span.end as usize).unwrap_or_default();
        walk.han += (run.len() / 3) as u32;
        for (n, &[_, b, c]) in run.as_chunks().0.iter().enumerate() {
            if confusions::is_suspect(b, c) {
                self.suspects.push(span.start + 3 * n as u32);
            }
        }
    }

    /// Counts a sign of the `n`th block, which stands at `home`.
    fn sign(&mut self, walk: &mut Walk, n: usize, home: Span, sign: Sign) {
        let bytes = self.text.as_bytes();
        let at = sign.at as usize;
        let Some(&[b, ref behind @ ..]) = bytes.get(at..) else { return };
        match b {
            b'\n' => walk.cut = true,
            b' ' | b'\t' => {
                walk.white(b == b'\t');
                if b == b' ' {
                    self.run(n, home, at);
                }
            }
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => {
                walk.alnum(b, &mut self.counts);
                if matches!(b, b'O' | b'l') {
                    self.letter(at);
                }
            }
            0..=0x7f => {
                if b == b'.' {
                    let stops = walk.last == HAN
                        && walk.spaced == 0
                        && !(sign.at + 1 < home.end && behind.first().is_some_and(u8::is_ascii));
                    self.counts.half_stops += u32::from(stops);
                    walk.dot(bytes, at, at + 1);
                }
                walk.ascii(b, home.of(self.text), &mut self.counts);
                if is_half_mark(b) {
                    walk.marks = true;
                    self.marks.push(sign.at);
                } else if confusions::SIGNS.contains(&b) {
                    self.suspects.push(sign.at);
                }
            }
            0xe2 | 0xe3 | 0xef if self.mark(walk, at) => {}
            _ => {
                let Some(c) = self.text.get(at..).and_then(|rest| rest.chars().next()) else { return };
                if is_white(c) {
                    walk.white(false);
                    self.run(n, home, at);
                    return;
                }
                // a radical reads as the character that it stands for, be it mended or not
                let is_form = radicals::is_near(b, behind.first().copied().unwrap_or_default());
                if is_form {
                    self.forms.push(sign.at);
                }
                if is_form || is_han(c) {
                    walk.character(&mut self.counts);
                } else {
                    if c == '·' {
                        walk.dot(bytes, at, at + c.len_utf8());
                    }
                    walk.other(c, &mut self.counts);
                }
            }
        }
    }

    /// Counts the mark of full width at the byte `at`, if it is one of the common ones.
    #[inline]
    fn mark(&mut self, walk: &mut Walk, at: usize) -> bool {
        let bytes = self.text.as_bytes();
        let Some(&[a, b, c]) = bytes.get(at..at + 3) else { return false };
        let counts = &mut self.counts;
        match (a, b, c) {
            // ，
            (0xef, 0xbc, 0x8c) => {
                walk.set_apart();
                walk.clauses += 1;
                walk.wide_commas += 1;
                counts.wide_commas += 1;
            }
            // 。
            (0xe3, 0x80, 0x82) => {
                walk.set_apart();
                walk.ends += 1;
                walk.stops += 1;
                counts.wide_stops += 1;
            }
            // 、 ；
            (0xe3, 0x80, 0x81) | (0xef, 0xbc, 0x9b) => walk.clauses += 1,
            // “ ” 《 》 （ ）
            (0xe2, 0x80, 0x9c | 0x9d) | (0xe3, 0x80, 0x8a | 0x8b) | (0xef, 0xbc, 0x88 | 0x89) => {
                self.marks.push(at as u32);
            }
            // …
            (0xe2, 0x80, 0xa6) => {
                walk.dot(bytes, at, at + 3);
                walk.ends += 1;
            }
            // ！ ？
            (0xef, 0xbc, 0x81 | 0x9f) => walk.ends += 1,
            // ：
            (0xef, 0xbc, 0x9a) => walk.labels += 1,
            // ０ to ９
            (0xef, 0xbc, 0x90..=0x99) => self.figures.push(at as u32),
            _ => return false,
        }
        walk.step(counts);
        (walk.last, walk.spaced) = (WIDE, 0);
        true
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

/// Whether the byte is a mark that has a form of full width too.
pub(super) fn is_half_mark(b: u8) -> bool {
    matches!(b, b',' | b'.' | b';' | b':' | b'!' | b'?' | b'(' | b')' | b'"' | b'\'' | b'<' | b'>')
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
            ends: 0,
            stops: 0,
            clauses: 0,
            wide_commas: 0,
            labels: 0,
            half: 0,
            parted: 0,
            spaces: 0,
            code: 0,
            kana: 0,
            hangul: 0,
            toned: 0,
            slashes: 0,
            apart: 0,
            tight: 0,
            separators: 0,
            columns: false,
            cut: false,
            marks: false,
            called: false,
            dots: 0,
            dots_end: 0,
        }
    }

    /// Counts a dot of the block's text that stands from byte `at` to byte `end`: many in a row lead to a page number.
    fn dot(&mut self, bytes: &[u8], at: usize, end: usize) {
        let between = bytes.get(self.dots_end..at).unwrap_or_default();
        let in_row = self.dots > 0 && between.len() < 3 && between.iter().all(|b| *b == b' ');
        self.dots = if in_row { self.dots + 1 } else { 1 };
        self.dots_end = end;
        self.columns |= self.dots > LEADERS;
    }

    /// Counts a comma or stop of full width as set apart from the character before it, or not.
    fn set_apart(&mut self) {
        self.apart += u32::from(self.spaced > 0 && self.last == HAN);
        self.tight += u32::from(self.spaced == 0);
    }

    /// Whether the block is in pinyin, or has a tag behind each word.
    fn is_annotated(&self) -> bool {
        self.toned >= TONED || self.slashes >= TAGS && self.latin >= self.slashes
    }

    fn seen(&self) -> Look {
        let short = |n: u32| u16::try_from(n).unwrap_or(u16::MAX);
        Look {
            han: short(self.han),
            latin: short(self.latin),
            ends: short(self.ends),
            stops: short(self.stops),
            clauses: short(self.clauses),
            wide: short(self.wide_commas + self.stops),
            labels: short(self.labels),
            half: short(self.half),
            parted: short(self.parted),
            spaces: short(self.spaces),
            code: short(self.code + if self.is_annotated() { 2 } else { 0 }),
            kana: short(self.kana),
            hangul: short(self.hangul),
            separators: short(self.separators),
            apart: short(self.apart),
            segmented: !self.cut && self.apart > 0 && self.tight == 0 && self.spaces > self.apart,
            columns: self.columns,
            cut: self.cut,
            marks: self.marks,
            head: 0,
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
        self.latin += u32::from(b.is_ascii_alphabetic());
        (self.last, self.spaced) = (b, 0);
    }

    /// Counts a seam between a character and a digit or letter, if there is one.
    #[inline]
    fn seam(&mut self, is_seam: bool, is_latin: bool, counts: &mut Counts) {
        if is_seam && self.counted {
            if self.spaced == 0 {
                counts.closed_seams += 1;
                counts.closed_latin += u32::from(is_latin);
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
                self.ends += u32::from(last == HAN || last == b'"');
                counts.half_marks += u32::from(last == HAN);
            }
            b',' | b';' | b':' => {
                // A comment of a table of settings.
                self.code += 2 * u32::from(b == b';' && last == b'\n');
                self.separators += u32::from(b != b':');
                self.pending = last == HAN || matches!(last, b'"' | b'%' | b')');
                if self.pending {
                    self.half += 1;
                    counts.half_marks += u32::from(b != b':' && last == HAN);
                    self.clauses += u32::from(b != b':');
                    self.labels += u32::from(b == b':');
                }
            }
            b'|' => self.columns = true,
            b'{' | b'}' | b'=' | b'\\' | b'`' | b'_' | b'$' | b'^' => self.code += 1,
            // A comment or a heading, a closing tag, a value in quotes.
            b'/' | b'*' | b'#' if last == b'\n' => self.code += 2,
            b'/' if last == b'<' && self.spaced == 0 => self.code += 2,
            b'/' => self.slashes += u32::from(last >= HAN && self.spaced == 0),
            // What an answer quotes; a request of roff, a tag that opens a line.
            b'>' if last == b'\n' => self.code += 2,
            b'.' | b'<' if last == b'\n' && text.as_bytes().get(1).is_some_and(u8::is_ascii_alphabetic) => {
                self.code += 2
            }
            b'"' => self.code += 2 * u32::from(last == b'=' || last == b'(' && self.called),
            _ => {}
        }
        if b == b':' {
            // A clock with seconds opens a line of a log, a name in quotes and a colon a line of data.
            self.colons += u32::from(last.is_ascii_digit() && self.han == 0);
            if self.colons == 2 && self.han == 0 || last == b'"' && text.starts_with('"') {
                self.code += 2;
            }
        }
        // A bracket right behind a Latin word: a call, print("…").
        self.called = b == b'(' && last.is_ascii_alphanumeric() && self.spaced == 0;
        (self.last, self.spaced) = (b, 0);
    }

    fn other(&mut self, c: char, counts: &mut Counts) {
        self.step(counts);
        self.toned += u32::from(matches!(c, '\u{e0}'..='\u{24f}') && c != '÷');
        self.kana += u32::from(is_kana(c));
        self.hangul += u32::from(is_hangul(c));
        (self.last, self.spaced) = (WIDE, 0);
    }
}

#[cfg(test)]
mod tests;
