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
    /// The place of a pair, as a word and a bit of it, by what its characters are [`mixed`] to.
    #[inline]
    fn place(first: u32, second: u32) -> (usize, u32) {
        let hash = first.rotate_left(16) ^ second;
        ((hash >> (32 - WORDS.ilog2())) as usize, hash >> 16 & 63)
    }

    pub(super) fn add(&mut self, pair: u64) {
        let (word, bit) = Self::place(mixed((pair >> 32) as u32), mixed(pair as u32));
        if let Some(word) = self.0.get_mut(word) {
            *word |= 1 << bit;
        }
    }

    #[inline]
    fn may_have(&self, first: u32, second: u32) -> bool {
        let (word, bit) = Self::place(first, second);
        self.0.get(word).is_some_and(|word| word >> bit & 1 != 0)
    }
}

/// A character's code with its last bits, which tell most, in its first ones too.
#[inline]
fn mixed(code: u32) -> u32 {
    code.wrapping_mul(0x85eb_ca6b)
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
        let first = (pair.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 55) as usize;
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
/// begins, and the one where its second ends. The first may stand before the range.
pub(super) fn each_pair_in<const WORDS: usize>(
    sieve: &Sieve<WORDS>,
    text: &str,
    range: Range<usize>,
    mut found: impl FnMut(u64, usize, usize),
) {
    let bytes = text.as_bytes();
    let end = range.end;
    let (mut last, mut start) = code_before(bytes, range.start).unwrap_or((0, 0));
    let mut last_mixed = mixed(last);
    let mut at = range.start;
    while let Some(rest) = bytes.get(at..end).filter(|rest| !rest.is_empty()) {
        // most of a text: runs of characters, three bytes each
        for &[a, b, c] in rest.as_chunks().0 {
            if !matches!(a, 0xe4..=0xe9) {
                break;
            }
            let code = u32::from(a) << 16 | u32::from(b) << 8 | u32::from(c);
            let code_mixed = mixed(code);
            if sieve.may_have(last_mixed, code_mixed) && last != 0 {
                found(u64::from(last) << 32 | u64::from(code), start, at + 3);
            }
            (last, last_mixed, start) = (code, code_mixed, at);
            at += 3;
        }
        match bytes.get(at..end).and_then(|rest| rest.first()) {
            Some(b' ' | b'\n' | b'\r') => {}
            Some(&byte) if byte.is_ascii_alphanumeric() => {
                let code = u32::from(byte);
                let code_mixed = mixed(code);
                if sieve.may_have(last_mixed, code_mixed) && last != 0 {
                    found(u64::from(last) << 32 | u64::from(code), start, at + 1);
                }
                (last, last_mixed, start) = (code, code_mixed, at);
            }
            _ => last = 0,
        }
        at += 1;
    }
}

/// The character, digit or letter before the byte `at`, white space aside, and where it begins; none behind a mark.
fn code_before(bytes: &[u8], at: usize) -> Option<(u32, usize)> {
    let code = |a: u8, b: u8, c: u8| u32::from(a) << 16 | u32::from(b) << 8 | u32::from(c);
    let mut before = bytes.get(..at)?;
    loop {
        match *before {
            [ref rest @ .., a @ 0xe4..=0xe9, b, c] => return Some((code(a, b, c), rest.len())),
            [ref rest @ .., a] if a.is_ascii_alphanumeric() => return Some((a.into(), rest.len())),
            [ref rest @ .., b' ' | b'\n' | b'\r'] => before = rest,
            _ => return None,
        }
    }
}

/// Neighbouring characters, digits or letters, each pair as one number. A mark ends a pair; line ends and spaces do not.
pub(super) fn each_pair(text: &str, mut found: impl FnMut(u64)) {
    let bytes = text.as_bytes();
    let (mut at, mut last) = (0, 0u64);
    while let Some(&byte) = bytes.get(at) {
        let code = match byte {
            0xe4..=0xe9 => {
                let [b, c] = [1, 2].map(|n| u64::from(bytes.get(at + n).copied().unwrap_or(0)));
                at += 3;
                u64::from(byte) << 16 | b << 8 | c
            }
            b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => {
                at += 1;
                u64::from(byte)
            }
            b' ' | b'\n' | b'\r' => {
                at += 1;
                continue;
            }
            _ => {
                at += 1; // what follows a lead byte is no start of anything, and falls here too
                last = 0;
                continue;
            }
        };
        if last != 0 {
            found(last << 32 | code);
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
            own.iter().for_each(|pair| _ = pairs.add(*pair << 32 | 7));
            let mut left: std::collections::HashSet<u64> = own.into_iter().collect();
            prop_assert_eq!(pairs.count as usize, left.len());
            for pair in asked {
                prop_assert_eq!(pairs.take(pair << 32 | 7), left.remove(&pair));
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
                let ends = text[start..end].chars().next().zip(text[start..end].chars().next_back());
                assert!(ends.is_some_and(|(a, b)| !a.is_whitespace() && !b.is_whitespace()));
                some.extend(pairs.contains(&pair).then_some(pair));
            });
            prop_assert_eq!(some, all);
        }
    }
}
