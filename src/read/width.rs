//! How wide a line is as print, with the space that is set between Chinese and Latin.

use super::class::{Class, EM, begins_han, is_han, width};
use super::signs;
use super::together::number;

/// White space between a character and a Latin word: an eighth to a quarter of an em, in tenths of a cell.
const SEAM: i32 = 3;
/// A line's width, and the seams between its characters and its Latin words.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Width {
    /// In tenths of a cell, the seams with it.
    pub wide: i32,
    /// Seams with a space, and without.
    pub open: u32,
    pub closed: u32,
}

impl Width {
    /// Measures a line.
    pub(super) fn of(line: &str) -> Width {
        let mut walk = Walk::default();
        let mut at = 0;
        signs::each(line, |sign| {
            let from = sign.at as usize;
            if at < from {
                walk.characters(line.as_bytes().get(at..from).unwrap_or_default());
            }
            at = sign.end() as usize;
            if sign.kind.class == Class::Space {
                walk.space = true;
            } else {
                walk.sign(line.as_bytes().get(from..at).unwrap_or_default(), sign.kind.wide.into());
            }
        });
        if at < line.len() {
            walk.characters(line.as_bytes().get(at..).unwrap_or_default());
        }
        walk.width
    }
}

/// What is known of a line while it is measured.
#[derive(Debug, Default)]
struct Walk {
    width: Width,
    /// Whether the character before is Latin.
    last: Option<bool>,
    /// Whether it is of a word, and whether a space stands behind it.
    word: bool,
    space: bool,
}

impl Walk {
    /// Goes on over Chinese characters of three bytes each.
    #[inline]
    fn characters(&mut self, run: &[u8]) {
        let is_word = |c: Option<&[u8; 3]>| c.is_some_and(|c| is_han_of_three(*c));
        self.step(false, is_word(run.first_chunk()));
        self.word = is_word(run.last_chunk());
        self.width.wide += run.len() as i32 / 3 * EM;
    }

    /// Goes on over a sign.
    #[inline]
    fn sign(&mut self, sign: &[u8], wide: i32) {
        let (latin, of_word) = match *sign {
            [a] => (true, a.is_ascii_alphanumeric()),
            [a, _] => (a < 0xcc, false), // U+0300 begins with it
            [a, b, c] => (false, is_han_of_three([a, b, c])),
            _ => (false, std::str::from_utf8(sign).is_ok_and(|sign| sign.starts_with(is_han))),
        };
        self.step(latin, of_word);
        self.word = of_word;
        self.width.wide += wide;
    }

    /// Goes over to what comes next: whether it is Latin, and whether it is of a word.
    #[inline]
    fn step(&mut self, latin: bool, of_word: bool) {
        let Walk { width: line, last, word, space } = self;
        match last.replace(latin) {
            Some(true) if latin && *space => line.wide += width(' '),
            Some(before) if before != latin => {
                line.wide += SEAM;
                let seam = u32::from(*word && of_word);
                line.open += seam * u32::from(*space);
                line.closed += seam * u32::from(!*space);
            }
            _ => {}
        }
        *space = false;
    }
}

/// Whether a character of three bytes is a Chinese one.
#[inline]
fn is_han_of_three([a, b, c]: [u8; 3]) -> bool {
    begins_han(a, b) || char::from_u32(number([a, b, c])).is_some_and(is_han)
}

/// No line is wider that has such bytes, in tenths of a cell: a sign of ASCII is as wide as a small m with two seams, a letter
/// of two bytes as those and two seams, all others no wider than a character for three of their bytes.
pub(super) fn widest(line: &str) -> i32 {
    let ascii = count(line, |b| b.is_ascii());
    let letters = count(line, |b| matches!(b, 0xc0..=0xdf));
    ascii * (width('m') + 2 * SEAM) + letters * 2 * SEAM + (line.len() as i32 - ascii) * EM / 3
}

/// So many bytes are counted at a time: as many as a byte can count.
const COUNTED: usize = u8::MAX as usize;

/// How many bytes of a line are such.
fn count(line: &str, such: impl Fn(u8) -> bool) -> i32 {
    let chunks = line.as_bytes().chunks(COUNTED);
    chunks.map(|chunk| i32::from(chunk.iter().fold(0u8, |n, &b| n.wrapping_add(such(b).into())))).sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The same, character by character.
    fn plainly(line: &str) -> Width {
        let mut own = Width::default();
        let mut before: Option<char> = None;
        let mut space = false;
        let latin = |c: char| c < '\u{300}';
        let word = |c: char| if latin(c) { c.is_ascii_alphanumeric() } else { is_han(c) };
        for c in line.chars() {
            if Class::of(c) == Class::Space {
                space = true;
                continue;
            }
            own.wide += width(c);
            if let Some(before) = before {
                if latin(before) != latin(c) {
                    own.wide += SEAM;
                    let seam = if space { &mut own.open } else { &mut own.closed };
                    *seam += u32::from(word(before) && word(c));
                } else if latin(c) && space {
                    own.wide += width(' ');
                }
            }
            (before, space) = (Some(c), false);
        }
        own
    }

    proptest! {
        #[test]
        fn from_sign_to_sign_a_line_is_as_wide_as_by_its_characters(line in "[一二䷀㐀〇，“1aé\u{301} \u{3000}𠀀😀가]{0,40}") {
            let (found, expected) = (Width::of(&line), plainly(&line));
            prop_assert_eq!((found.wide, found.open, found.closed), (expected.wide, expected.open, expected.closed));
        }
    }

    proptest! {
        #[test]
        fn characters_in_a_run_are_as_wide_as_each_alone(line in "[一二，。“a1mW% éЖ\u{3000}㐀䷀ㄱ]{0,40}") {
            let apart: String = line.chars().flat_map(|c| [Some(c), is_han(c).then_some('\u{3000}')]).flatten().collect();
            let (own, apart) = (Width::of(&line), Width::of(&apart));
            prop_assert_eq!((own.wide, own.open + own.closed), (apart.wide, apart.open + apart.closed));
        }

        #[test]
        fn no_line_is_wider_than_its_bytes_say(line in "[一二，。“a1mW% éЖ\u{3000}😀𠀀ㄱ]{0,60}") {
            prop_assert!(Width::of(&line).wide <= widest(&line));
        }
    }

    #[test]
    fn seams_are_counted_and_have_a_width() {
        let line = Width::of("用 apt 安装包3个");
        assert_eq!((line.open, line.closed), (2, 2));
        assert_eq!(line.wide, 5 * EM + 10 + 10 + 7 + 11 + 4 * SEAM);
    }
}
