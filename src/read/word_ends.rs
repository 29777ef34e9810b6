//! Word ends: which words a line may have. They are told by the last characters of these words, all of them in one walk, before any
//! word is compared.

#![expect(
    clippy::indexing_slicing,
    reason = "a table made while the crate is built, where a place out of bounds does not compile"
)]

use super::bylines::WRITERS;
use super::imprint::{ROLES, WEEK};

/// Kinds of words, as bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Words(u8);

impl Words {
    /// For one who makes a page.
    pub(super) const ROLE: Words = Words(1);
    /// For one who writes.
    pub(super) const WRITER: Words = Words(2);
    /// Before the day of the week.
    pub(super) const WEEK: Words = Words(4);

    pub(super) fn has(self, other: Words) -> bool {
        self.0 & other.0 != 0
    }

    pub(super) fn any(self) -> bool {
        self.0 != 0
    }

    /// The kinds of words that a text may have, by the characters of three bytes in it. Of a kind that is not named it has none.
    pub(super) fn of(text: &str) -> Words {
        let (mut rest, mut found) = (text.as_bytes(), 0);
        loop {
            rest = match rest {
                [0xe0..=0xff, b, c, rest @ ..] => {
                    found |= ENDS.get(place(*b, *c)).copied().unwrap_or(0);
                    rest
                }
                [_, rest @ ..] => rest,
                [] => return Words(found),
            };
        }
    }
}

/// The kinds of words that end with a character, by the second and the third of its bytes: the first would make the table larger,
/// and a word that only seems to be there is not found.
static ENDS: [u8; 1 << 14] = {
    let ends = with([0; 1 << 14], &ROLES, Words::ROLE);
    let ends = with(ends, &WRITERS, Words::WRITER);
    with(ends, &[WEEK], Words::WEEK)
};

const fn with(mut ends: [u8; 1 << 14], words: &[&str], kind: Words) -> [u8; 1 << 14] {
    let mut n = 0;
    while n < words.len() {
        let word = words[n].as_bytes();
        ends[place(word[word.len() - 2], word[word.len() - 1])] |= kind.0;
        n += 1;
    }
    ends
}

/// The place of a character in the table.
#[inline]
const fn place(b: u8, c: u8) -> usize {
    (u16::from_le_bytes([b, c]) & 0x3f3f) as usize
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn no_word_is_there_that_is_not_told(text in "([一七，。1a é😀]|主编|校对|记者|通讯员|星期){0,12}") {
            let told = Words::of(&text);
            for (words, kind) in [(&ROLES[..], Words::ROLE), (&WRITERS, Words::WRITER), (&[WEEK], Words::WEEK)] {
                prop_assert!(told.has(kind) || !words.iter().any(|word| text.contains(word)), "{text:?}");
            }
        }
    }

    #[test]
    fn where_none_ends_there_is_none() {
        assert!(!Words::of("湖边的路灯，a亮了。").any());
        assert!(Words::of("a校对 星期四").has(Words::ROLE));
        assert!(!Words::of("a校对 星期四").has(Words::WRITER));
    }
}
