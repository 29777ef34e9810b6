//! How far a block was looked at, and what was counted on the way.

use super::habits::{LEADERS, Look};
use crate::read::class::{is_hangul, is_kana};

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

/// In place of a last character: that there is none yet, one of those that Chinese is written in, and any other that is not ASCII.
const NOTHING: u8 = b'\n';
pub(super) const HAN: u8 = 0x80;
pub(super) const WIDE: u8 = 0x81;

/// Letters with marks over them from which on a block has words in pinyin: an entry of a dictionary, a primer. Foreign names in a
/// paragraph have one or two.
const TONED: u32 = 3;

/// Words with a tag (走/v) from which on a text is one for linguists.
const TAGS: u32 = 4;

/// How far a block was looked at: the character before this one, white space aside, and what has been counted.
pub(super) struct Walk {
    pub(super) last: u8,
    /// White space since the last character.
    pub(super) spaced: u32,
    /// Half-width , ; : whose right side is not seen yet.
    pub(super) pending: bool,
    /// Colons that a clock with seconds would have.
    pub(super) colons: u32,
    pub(super) counted: bool,
    pub(super) han: u32,
    pub(super) latin: u32,
    pub(super) ends: u32,
    pub(super) stops: u32,
    pub(super) clauses: u32,
    pub(super) wide_commas: u32,
    pub(super) labels: u32,
    pub(super) half: u32,
    pub(super) parted: u32,
    pub(super) spaces: u32,
    pub(super) code: u32,
    pub(super) kana: u32,
    pub(super) hangul: u32,
    /// Letters with a mark over them, as pinyin has.
    pub(super) toned: u32,
    /// Slashes right behind a character.
    pub(super) slashes: u32,
    /// Marks of full width behind white space, and right behind a character.
    pub(super) apart: u32,
    pub(super) tight: u32,
    /// Commas and semicolons of half width, wherever they stand.
    pub(super) separators: u32,
    pub(super) columns: bool,
    pub(super) cut: bool,
    pub(super) marks: bool,
    /// The character before opens the brackets of a call.
    pub(super) called: bool,
    /// Dots that stand in a row, white space aside, and where the last of them ends.
    pub(super) dots: u32,
    pub(super) dots_end: usize,
}

impl Walk {
    pub(super) fn new(counted: bool) -> Walk {
        Walk {
            last: NOTHING,
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
    pub(super) fn dot(&mut self, bytes: &[u8], at: usize, end: usize) {
        let between = bytes.get(self.dots_end..at).unwrap_or_default();
        let in_row = self.dots > 0 && between.len() < 3 && between.iter().all(|b| *b == b' ');
        self.dots = if in_row { self.dots + 1 } else { 1 };
        self.dots_end = end;
        self.columns |= self.dots > LEADERS;
    }

    /// Counts a comma or stop of full width as set apart from the character before it, or not.
    #[inline]
    fn set_apart(&mut self) {
        if self.spaced == 0 {
            self.tight += 1;
        } else {
            self.apart += u32::from(self.last == HAN);
        }
    }

    /// Whether the block is in pinyin, or has a tag behind each word.
    pub(super) fn is_annotated(&self) -> bool {
        self.toned >= TONED || self.slashes >= TAGS && self.latin >= self.slashes
    }

    pub(super) fn seen(&self) -> Look {
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

    pub(super) fn white(&mut self, tab: bool) {
        self.spaces += u32::from(self.spaced == 0);
        self.spaced += 1;
        self.columns |= tab || self.spaced > 3;
    }

    /// What every character but white space does. Says whether a mark of half width was waiting for it.
    #[inline]
    pub(super) fn step(&mut self, counts: &mut Counts) -> bool {
        let pending = std::mem::take(&mut self.pending);
        if pending && self.counted {
            if self.spaced > 0 { counts.half_spaced += 1 } else { counts.half_tight += 1 }
        }
        pending
    }

    /// Counts characters that stand in a row, of which the first may stand beside something else.
    #[inline]
    pub(super) fn characters(&mut self, count: u32, counts: &mut Counts) {
        // behind another, behind a mark of full width, or first in the block, it says nothing
        if self.last == HAN && self.spaced > 0 || !matches!(self.last, HAN | WIDE | NOTHING) {
            self.beside(counts);
        }
        self.han += count;
        (self.last, self.spaced) = (HAN, 0);
    }

    /// Counts what a character stands beside, as few do.
    #[inline(never)]
    fn beside(&mut self, counts: &mut Counts) {
        let last = self.last;
        self.seam(last.is_ascii_alphanumeric(), last.is_ascii_alphabetic(), counts);
        let pending = self.step(counts);
        self.parted += u32::from(last == HAN && self.spaced > 0);
        if matches!(last, b',' | b';' | b':') && !pending {
            self.half += 1;
            self.clauses += u32::from(last != b':');
        }
    }

    #[inline]
    pub(super) fn alnum(&mut self, b: u8, counts: &mut Counts) {
        self.seam(self.last == HAN, b.is_ascii_alphabetic(), counts);
        self.step(counts);
        self.latin += u32::from(b.is_ascii_alphabetic());
        (self.last, self.spaced) = (b, 0);
    }

    /// Counts a seam between a character and a digit or letter, if there is one.
    #[inline]
    pub(super) fn seam(&mut self, is_seam: bool, is_latin: bool, counts: &mut Counts) {
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

    pub(super) fn ascii(&mut self, b: u8, text: &str, counts: &mut Counts) {
        self.step(counts);
        let last = self.last;
        match b {
            b'!' | b'?' => {
                self.ends += u32::from(last == HAN || last == b'"');
                counts.half_marks += u32::from(last == HAN);
            }
            b',' | b';' | b':' => {
                // A comment of a table of settings.
                self.code += 2 * u32::from(b == b';' && last == NOTHING);
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
            b'/' | b'*' | b'#' if last == NOTHING => self.code += 2,
            b'/' if last == b'<' && self.spaced == 0 => self.code += 2,
            b'/' => self.slashes += u32::from(last >= HAN && self.spaced == 0),
            // What an answer quotes; a request of roff, a tag that opens a line.
            b'>' if last == NOTHING => self.code += 2,
            b'.' | b'<' if last == NOTHING && text.as_bytes().get(1).is_some_and(u8::is_ascii_alphabetic) => {
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

    /// Counts a comma of full width.
    #[inline]
    pub(super) fn comma(&mut self) {
        self.set_apart();
        self.clauses += 1;
        self.wide_commas += 1;
    }

    /// Counts a full stop of full width.
    #[inline]
    pub(super) fn stop(&mut self) {
        self.set_apart();
        self.ends += 1;
        self.stops += 1;
    }

    /// Goes past a mark or figure of full width.
    #[inline]
    pub(super) fn wide(&mut self, counts: &mut Counts) {
        self.step(counts);
        (self.last, self.spaced) = (WIDE, 0);
    }

    pub(super) fn other(&mut self, c: char, counts: &mut Counts) {
        self.toned += u32::from(matches!(c, '\u{e0}'..='\u{24f}') && c != '÷');
        self.kana += u32::from(is_kana(c));
        self.hangul += u32::from(is_hangul(c));
        self.wide(counts);
    }
}
