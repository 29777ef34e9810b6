//! One look at each block, sign by sign: what it is made of, and where the rules inside lines may find something. They all
//! work from this, so the text is walked through once, however many of them there are. Most of a page is runs of characters,
//! which are counted as a whole.

use super::confusions;
use super::habits::{LONGEST_NAME, Look, opens_as_data};
use super::openings::is_numbered;
use super::radicals;
use super::spaces::{Run, is_white, run_at};
use super::walk::{Counts, HAN, Walk};
use crate::page::change::{Kind, Span};
use crate::read::ReadBlock;
use crate::read::class::is_han;
use crate::read::signs::{Sign, What};

/// What is found while the blocks are looked at, one after another.
#[derive(Debug)]
pub(super) struct Looker<'t> {
    text: &'t str,
    /// The signs of the text that were not looked at.
    signs: &'t [Sign],
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

impl<'t> Looker<'t> {
    pub(super) fn new(text: &'t str, signs: &'t [Sign]) -> Looker<'t> {
        let counts = Counts::default();
        // of marks and of characters that may be mistaken a page has hundreds, of the others a few, or a great many spaces
        let (marks, suspects) = (Vec::with_capacity(text.len() / 256), Vec::with_capacity(text.len() / 256));
        let runs = Vec::with_capacity(text.len() / 512);
        Looker { text, signs, counts, runs, figures: Vec::new(), marks, suspects, forms: Vec::new(), done: 0 }
    }

    /// Looks at the next block, which is the `n`th.
    pub(super) fn look(&mut self, n: usize, block: &ReadBlock) -> Look {
        let text = block.span.of(self.text);
        let counted = !matches!(block.of_lines, Kind::Masthead | Kind::Byline | Kind::Credit);
        let mut walk = Walk::new(counted);
        let mut signs = self.signs;
        while let [sign, rest @ ..] = signs
            && sign.at < block.span.start
        {
            signs = rest;
        }
        let mut at = block.span.start;
        while let [sign, rest @ ..] = signs
            && sign.at < block.span.end
        {
            self.characters(&mut walk, Span::new(at, sign.at));
            self.sign(&mut walk, n, block.span, *sign);
            (at, signs) = (sign.end(), rest);
        }
        self.signs = signs;
        self.characters(&mut walk, Span::new(at, block.span.end));
        self.counts.wide_commas += walk.wide_commas;
        self.counts.wide_stops += walk.stops;
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
        let run = self.text.as_bytes().get(span.start as usize..span.end as usize).unwrap_or_default();
        let run = run.as_chunks().0;
        walk.characters(run.len() as u32, &mut self.counts);
        if confusions::has_suspect(run) {
            let suspects =
                run.iter().zip((span.start..).step_by(3)).filter(|([_, b, c], _)| confusions::is_suspect(*b, *c));
            self.suspects.extend(suspects.map(|(_, at)| at));
        }
    }

    /// Counts a sign of the `n`th block, which stands at `home`.
    #[inline]
    fn sign(&mut self, walk: &mut Walk, n: usize, home: Span, sign: Sign) {
        let at = sign.at as usize;
        match sign.kind.what {
            What::LineFeed => return walk.cut = true,
            What::Space => {
                walk.white(false);
                return self.run(n, home, at);
            }
            What::Tab => return walk.white(true),
            What::Alnum => return self.alnum(walk, at),
            What::Ascii => return self.ascii(walk, home, at),
            What::Two | What::Three | What::Four | What::Apostrophe => return self.other(walk, n, home, at),
            What::Comma => walk.comma(),
            What::Stop => walk.stop(),
            What::Clause => walk.clauses += 1,
            What::Pair => self.marks.push(sign.at),
            What::Ellipsis => {
                walk.dot(self.text.as_bytes(), at, at + 3);
                walk.ends += 1;
            }
            What::Cry => walk.ends += 1,
            What::Colon => walk.labels += 1,
            What::WideDigit => self.figures.push(sign.at),
        }
        walk.wide(&mut self.counts);
    }

    /// Counts a letter or digit of ASCII at the byte `at`.
    #[inline]
    fn alnum(&mut self, walk: &mut Walk, at: usize) {
        let Some(&b) = self.text.as_bytes().get(at) else { return };
        walk.alnum(b, &mut self.counts);
        if matches!(b, b'O' | b'l') {
            self.letter(at);
        }
    }

    /// Counts another character of ASCII at the byte `at` of the block at `home`.
    fn ascii(&mut self, walk: &mut Walk, home: Span, at: usize) {
        let bytes = self.text.as_bytes();
        let Some(&b) = bytes.get(at) else { return };
        if b == b'.' {
            let behind = bytes.get(at + 1..home.end as usize).and_then(|behind| behind.first());
            let stops = walk.last == HAN && walk.spaced == 0 && !behind.is_some_and(u8::is_ascii);
            self.counts.half_stops += u32::from(stops);
            walk.dot(bytes, at, at + 1);
        }
        walk.ascii(b, home.of(self.text), &mut self.counts);
        if is_half_mark(b) {
            walk.marks = true;
            self.marks.push(at as u32);
        } else if confusions::SIGNS.contains(&b) {
            self.suspects.push(at as u32);
        }
    }

    /// Counts any other sign at the byte `at` of the `n`th block, which stands at `home`.
    fn other(&mut self, walk: &mut Walk, n: usize, home: Span, at: usize) {
        let bytes = self.text.as_bytes();
        let Some(c) = self.text.get(at..).and_then(|rest| rest.chars().next()) else { return };
        if is_white(c) {
            walk.white(false);
            self.run(n, home, at);
            return;
        }
        // a radical reads as the character that it stands for, be it mended or not
        let is_form = matches!(bytes.get(at..), Some(&[a, b, ..]) if radicals::is_near(a, b));
        if is_form {
            self.forms.push(at as u32);
        }
        if is_form || is_han(c) {
            walk.characters(1, &mut self.counts);
        } else {
            if c == '·' {
                walk.dot(bytes, at, at + c.len_utf8());
            }
            walk.other(c, &mut self.counts);
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

/// Whether the byte is a mark that has a form of full width too.
pub(super) fn is_half_mark(b: u8) -> bool {
    matches!(b, b',' | b'.' | b';' | b':' | b'!' | b'?' | b'(' | b')' | b'"' | b'\'' | b'<' | b'>')
}

#[cfg(test)]
mod tests;
