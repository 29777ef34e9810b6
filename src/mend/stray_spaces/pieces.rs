//! Pieces: what the spaces and marks of a block part, and what kind of text that makes it: words set apart, verse, a line spaced letter
//! by letter.

use super::super::Sheet;
use super::super::spaces::is_white;
use crate::read::ReadBlock;
use crate::read::class::is_wide_mark;

/// Single characters in a row from which on a line is spaced letter by letter; two or three may be names and seals.
const SPREAD_FROM: u16 = 4;

/// Words from which on a text has them set apart, and the characters of the longest, the name of an office, and of each in the mean.
const WORDS: u16 = 8;
const LONGEST_WORD: u16 = 8;
const MEAN_WORD: u16 = 3;

/// Whether a piece ends at the mark.
fn is_end_of_piece(c: char) -> bool {
    is_wide_mark(c) || c.is_ascii_punctuation()
}

/// The pieces of a block between its spaces and marks.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    count: u16,
    pub single: u16,
    /// Single ones that are no figures.
    letters: u16,
    /// The last of the single ones, and whether another was not like it.
    one: char,
    unlike: bool,
    shortest: u16,
    longest: u16,
    /// Characters of all of them.
    total: u16,
    /// Marks with a space behind them, and without, the last one aside.
    spaced: u16,
    tight: u16,
}

impl Pieces {
    /// Whether a piece is longer than any of verse and of words: most blocks have one near their beginning.
    pub(super) fn one_is_long(sheet: &Sheet<'_>, block: ReadBlock) -> bool {
        let mut chars = block.span.of(sheet.text).chars().filter(|&c| c != '\n');
        let mut len = 0;
        chars.any(|c| {
            len = if is_white(c) || is_end_of_piece(c) { 0 } else { len + 1 };
            len > LONGEST_WORD
        })
    }

    pub(super) fn of(sheet: &Sheet<'_>, block: ReadBlock) -> Pieces {
        let mut pieces = Pieces { shortest: u16::MAX, ..Pieces::default() };
        let (mut len, mut mark, mut last) = (0_u16, false, '\0');
        let mut close = |len: &mut u16, last: char| {
            if *len > 0 {
                pieces.count = pieces.count.saturating_add(1);
                if *len == 1 {
                    pieces.unlike |= pieces.single > 0 && last != pieces.one;
                    pieces.one = last;
                    pieces.single = pieces.single.saturating_add(1);
                    pieces.letters = pieces.letters.saturating_add(u16::from(!last.is_ascii_digit()));
                }
                pieces.shortest = pieces.shortest.min(*len);
                pieces.longest = pieces.longest.max(*len);
                pieces.total = pieces.total.saturating_add(*len);
            }
            *len = 0;
        };
        let (mut spaced, mut tight) = (0_u16, 0_u16);
        for c in block.span.of(sheet.text).chars() {
            if c == '\n' {
                continue;
            }
            if is_white(c) {
                spaced = spaced.saturating_add(u16::from(mark));
                mark = false;
                close(&mut len, last);
            } else if is_end_of_piece(c) {
                mark = true;
                close(&mut len, last);
            } else {
                tight = tight.saturating_add(u16::from(mark));
                (mark, last) = (false, c);
                len = len.saturating_add(1);
            }
        }
        close(&mut len, last);
        (pieces.spaced, pieces.tight) = (spaced, tight);
        pieces
    }

    /// Characters, each set apart, and not one of them again and again.
    pub(super) fn is_spread(&self) -> bool {
        self.letters >= SPREAD_FROM && self.letters * 2 >= self.count && self.unlike
    }

    /// Words, each set apart: none is long, some are of one character and more are not. Characters that an extractor parted
    /// are single, and where it missed some, long pieces are left.
    pub(super) fn is_segmented(&self) -> bool {
        self.count >= WORDS
            && self.longest <= LONGEST_WORD
            && self.total <= self.count.saturating_mul(MEAN_WORD)
            && self.single * 4 <= self.count * 3
            && self.tight == 0
    }

    /// Five, six or seven characters each time: 床前明月光， 疑是地上霜。
    pub(super) fn is_verse(&self) -> bool {
        self.count >= 2
            && self.shortest == self.longest
            && (4..=LONGEST_WORD).contains(&self.longest)
            && self.tight <= self.spaced
    }
}
