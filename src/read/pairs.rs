//! Pairs of neighbouring characters: what two texts share.

use std::ops::Range;

/// A set of pairs that may say yes too often, but never no: few of the pairs of a text are looked up in earnest. It has a bit for
/// each of what the hash of a pair can be, in so many words.
pub(super) struct Sieve<const WORDS: usize>([u64; WORDS]);

/// For the titles of a page: of a thousand pairs, as a large page has, it takes one pair in sixty for one of these. Eight
/// kilobytes stay in a processor's first cache.
pub(super) type TitleSieve = Sieve<1024>;
/// For what [`Pairs`] holds: one pair in fifty.
pub(super) type SmallSieve = Sieve<128>;

impl<const WORDS: usize> Default for Sieve<WORDS> {
    fn default() -> Self {
        Sieve([0; WORDS])
    }
}

impl<const WORDS: usize> Sieve<WORDS> {
    /// The place of a pair, as a word and a bit of it. `load` has the pair's bytes as a processor loads them, the first the lowest,
    /// and may have two of what is behind them, which fall out.
    #[inline]
    fn place(load: u64) -> (usize, u32) {
        let bits = WORDS.ilog2() + u64::BITS.ilog2();
        let hash = load.wrapping_mul(SPREAD << 16) >> (u64::BITS - bits);
        ((hash / u64::from(u64::BITS)) as usize, hash as u32 % u64::BITS)
    }

    pub(super) fn add(&mut self, pair: u64) {
        let (word, bit) = Self::place(load_of(pair));
        if let Some(word) = self.0.get_mut(word) {
            *word |= 1 << bit;
        }
    }

    #[inline]
    fn may_have(&self, load: u64) -> bool {
        let (word, bit) = Self::place(load);
        self.0.get(word).is_some_and(|word| word >> bit & 1 != 0)
    }
}

/// What numbers are multiplied by to spread them, upwards: 2^64 over the golden ratio.
const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;

/// Another number for each pair, whose first bits are all of the pair's.
#[inline]
pub(super) fn spread(pair: u64) -> u64 {
    pair.wrapping_mul(SPREAD)
}

/// Up to [`Pairs::MOST`] pairs, each once, found by what is left of them when they are multiplied.
pub(super) struct Pairs {
    /// The pairs, each at its place or at the next that is free; 0 where there is none.
    places: [u64; Pairs::PLACES],
    pub(super) count: u32,
}

impl Default for Pairs {
    fn default() -> Pairs {
        Pairs { places: [0; Pairs::PLACES], count: 0 }
    }
}

impl Pairs {
    /// So many pairs are held at most.
    pub(super) const MOST: usize = 160;
    /// Three times as many as there are pairs: most stand at their place.
    const PLACES: usize = 512;
    /// Set where a pair was taken.
    const TAKEN: u64 = 1 << 63;

    /// The place of the pair, or the free one where it would stand.
    fn place(&mut self, pair: u64) -> Option<&mut u64> {
        let first = (spread(pair) >> 55) as usize;
        let is_free_or_own = |at: &usize| self.places.get(*at).is_some_and(|p| *p == 0 || *p & !Pairs::TAKEN == pair);
        let at = (0..Pairs::PLACES).map(|step| (first + step) % Pairs::PLACES).find(is_free_or_own)?;
        self.places.get_mut(at)
    }

    /// Adds a pair, and says whether it is new.
    pub(super) fn add(&mut self, pair: u64) -> bool {
        let Some(place) = self.place(pair).filter(|place| **place == 0) else { return false };
        *place = pair;
        self.count += 1;
        true
    }

    /// Whether the pair is one of these, and was not taken before.
    pub(super) fn take(&mut self, pair: u64) -> bool {
        let Some(place) = self.place(pair) else { return false };
        let is_new = *place == pair;
        if is_new {
            *place |= Pairs::TAKEN;
        }
        is_new
    }
}

/// The pairs of a text, as [`each_pair`] has them, that a sieve lets through: each with the byte where its first character
/// begins, and the one where its second ends. The first may stand before the range. What a sieve lets through by mistake may have
/// a mark for a character.
pub(super) fn each_pair_in<const WORDS: usize>(
    sieve: &Sieve<WORDS>,
    text: &str,
    range: Range<usize>,
    mut found: impl FnMut(u64, usize, usize),
) {
    let bytes = text.as_bytes().get(..range.end).unwrap_or_default();
    // of the last character, and of each, its bytes as they are loaded
    let (last, mut start) = code_before(bytes, range.start).unwrap_or((0, 0));
    let mut last = load_of(pair_of(last, 0));
    let mut at = range.start;
    let mut see = |load, start, end| {
        if sieve.may_have(load) {
            found(u64::swap_bytes(load) >> 16, start, end);
        }
    };
    while let Some(rest) = bytes.get(at..) {
        let (character, len) = match *rest {
            [] => break,
            [b' ' | b'\n' | b'\r', ..] => {
                at += 1;
                continue;
            }
            [a @ 0xe0..=0xff, b, c, ..] => (u64::from_le_bytes([a, b, c, 0, 0, 0, 0, 0]), 3),
            [byte, ..] if byte.is_ascii_alphanumeric() => (u64::from(byte) << 16, 1),
            _ => (0, 1),
        };
        see(last | character << 24, start, at + len);
        (last, start) = (character, at);
        at += len;
        if len == 3 {
            // most of a text: runs of characters and marks, read three pairs at a time, each with what is behind it
            let mut run = rest;
            while let Some(loads @ [_, second, _]) = three_loads(run) {
                if second & LEADS != LEADS {
                    break;
                }
                let start = bytes.len() - run.len();
                loads.into_iter().zip((start..).step_by(3)).for_each(|(load, start)| see(load, start, start + 6));
                run = run.get(9..).unwrap_or_default();
            }
            while let Some(eight @ &[_, _, _, 0xe0..=0xff, ..]) = run.first_chunk::<8>() {
                let start = bytes.len() - run.len();
                see(u64::from_le_bytes(*eight), start, start + 6);
                run = run.get(3..).unwrap_or_default();
            }
            start = bytes.len() - run.len();
            last = run.first_chunk().map_or(0, |&[a, b, c]| u64::from_le_bytes([a, b, c, 0, 0, 0, 0, 0]));
            at = start + 3;
        }
    }
}

/// Set in the first bytes of three characters that stand in a row, each of three bytes.
const LEADS: u64 = 0x00e0_0000_e000_00e0;

/// The first bytes of a text, and those three and six behind them.
#[inline]
fn three_loads(bytes: &[u8]) -> Option<[u64; 3]> {
    let all = bytes.first_chunk::<14>()?;
    let load =
        |at: usize| all.get(at..).and_then(|rest| rest.first_chunk()).map_or(0, |eight| u64::from_le_bytes(*eight));
    Some([load(0), load(3), load(6)])
}

/// Two characters' numbers as one.
#[inline]
fn pair_of(first: u32, second: u32) -> u64 {
    u64::from(first) << 24 | u64::from(second)
}

/// A pair's bytes with the first the lowest.
#[inline]
fn load_of(pair: u64) -> u64 {
    (pair << 16).swap_bytes()
}

/// The three bytes of a character as one number.
#[inline]
fn code_of([a, b, c]: [u8; 3]) -> u32 {
    u32::from_be_bytes([0, a, b, c])
}

/// The character, digit or letter before the byte `at`, white space aside, and where it begins; none behind a mark.
fn code_before(bytes: &[u8], at: usize) -> Option<(u32, usize)> {
    let mut before = bytes.get(..at)?;
    loop {
        match *before {
            [ref rest @ .., a @ 0xe4..=0xe9, b, c] => return Some((code_of([a, b, c]), rest.len())),
            [ref rest @ .., a] if a.is_ascii_alphanumeric() => return Some((a.into(), rest.len())),
            [ref rest @ .., b' ' | b'\n' | b'\r'] => before = rest,
            _ => return None,
        }
    }
}

/// Neighbouring characters, digits or letters, each pair as one number. A mark ends a pair; line ends and spaces do not.
pub(super) fn each_pair(text: &str, mut found: impl FnMut(u64)) {
    let mut rest = text.as_bytes();
    let mut last = 0;
    loop {
        let code;
        (code, rest) = match *rest {
            [a @ 0xe4..=0xe9, b, c, ref rest @ ..] => (code_of([a, b, c]), rest),
            [a, ref rest @ ..] if a.is_ascii_alphanumeric() => (a.into(), rest),
            [b' ' | b'\n' | b'\r', ref behind @ ..] => {
                rest = behind;
                continue;
            }
            // what follows a lead byte is no start of anything, and falls here too
            [_, ref rest @ ..] => (0, rest),
            [] => return,
        };
        if last != 0 && code != 0 {
            found(pair_of(last, code));
        }
        last = code;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn pairs_are_counted_and_taken_once(
            own in prop::collection::vec(1u64..40, 0..Pairs::MOST),
            asked in prop::collection::vec(1u64..60, 0..200),
        ) {
            let mut pairs = Pairs::default();
            own.iter().for_each(|pair| _ = pairs.add(*pair << 24 | 7));
            let mut left: std::collections::HashSet<u64> = own.into_iter().collect();
            prop_assert_eq!(pairs.count as usize, left.len());
            for pair in asked {
                prop_assert_eq!(pairs.take(pair << 24 | 7), left.remove(&pair));
            }
        }

        #[test]
        fn pairs_that_are_looked_for_are_found_as_all_are(
            text in "[一二三汉字编辑鿿㐀〇０a1Zé，。 \n\r\u{3000}😀\u{a000}]{0,60}",
            wanted in "[一二汉辑a1]{0,9}",
            from in any::<prop::sample::Index>(),
        ) {
            let (mut sieve, mut pairs) = (SmallSieve::default(), std::collections::HashSet::new());
            each_pair(&wanted, |pair| {
                pairs.insert(pair);
                sieve.add(pair);
            });
            let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let from = starts[from.index(starts.len())];
            let (mut all, mut before, mut some) = (Vec::new(), Vec::new(), Vec::new());
            each_pair(&text, |pair| all.push(pair));
            each_pair(&text[..from], |pair| before.push(pair));
            all.drain(..before.len());
            all.retain(|pair| pairs.contains(pair));
            each_pair_in(&sieve, &text, from..text.len(), |pair, start, end| {
                if pairs.contains(&pair) {
                    let ends = text[start..end].chars().next().zip(text[start..end].chars().next_back());
                    assert!(ends.is_some_and(|(a, b)| !a.is_whitespace() && !b.is_whitespace()));
                    some.push(pair);
                }
            });
            prop_assert_eq!(some, all);
        }
    }
}
