//! Overlap: whether a headline speaks of the text above it or of the text below it, by the pairs of characters they share.

use std::borrow::Cow;
use std::ops::Range;

use crate::page::change::Span;

/// How far the text on either side is searched, in bytes from its start: four hundred characters. Reports name what their
/// headline names early, and a longer text shares pairs by chance.
pub(super) const REACH: u32 = 1200;
/// Pairs that are taken from a line at most.
pub(super) const PAIRS: usize = 64;

/// What a shared pair of characters weighs for a text of so many bytes, and what a pair weighs that is not shared, in 1/64
/// nat. Measured over 1,500 articles: of a headline's pairs its own text has .36 (80 characters) to .60 (2,000), another
/// text .007 to .045. Pairs of one word come together, and pages have topics, so that each counts for half.
pub(super) fn weights(bytes: u32) -> (i32, i32) {
    match bytes {
        ..=360 => (126, -14),
        361..=720 => (120, -18),
        721..=1500 => (112, -22),
        1501..=3000 => (102, -24),
        _ => (92, -26),
    }
}

/// How much more likely the line is where it speaks of the text than where it does not, in 1/64 nat.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Overlap {
    pub above: i32,
    pub below: i32,
    /// Pairs that only one side has.
    pub decides: u32,
}

impl Overlap {
    /// Whether nothing says that the line speaks of either side.
    pub(crate) fn is_none(self) -> bool {
        self.above <= 0 && self.below <= 0
    }
}

/// No single line may outweigh everything else on its page.
pub(super) const MOST: i32 = 8 * 64;

/// Compares each line of a run with what stands above and below it. `lines` are the lines' texts.
pub(crate) fn compare(text: &str, lines: &[Cow<'_, str>], above: Span, below: Span) -> Vec<Overlap> {
    let above = Span::new(above.start, floor(text, (above.start + REACH).min(above.end)));
    let below = Span::new(below.start, floor(text, (below.start + REACH).min(below.end)));
    let mut pairs: Vec<(u64, u8)> = Vec::with_capacity(PAIRS); // a pair, and on which sides it stands
    let mut ranges = Vec::with_capacity(lines.len());
    for line in lines {
        let from = pairs.len();
        each_pair(line, |pair| {
            let own = pairs.get(from..).unwrap_or_default();
            if own.len() < PAIRS && !own.contains(&(pair, 0)) {
                pairs.push((pair, 0));
            }
        });
        ranges.push(from..pairs.len());
    }
    let mut index: Vec<(u64, usize)> = pairs.iter().enumerate().map(|(n, p)| (p.0, n)).collect();
    index.sort_unstable();
    let (mut bloom, mut ends) = (Bloom::default(), Ends::default());
    index.iter().for_each(|entry| bloom.add(entry.0));
    index.iter().for_each(|entry| ends.add(entry.0));
    for (side, span) in [(1, above), (2, below)] {
        each_pair_with(&ends, span.of(text), |pair| {
            if bloom.may_have(pair) {
                let from = index.partition_point(|entry| entry.0 < pair);
                for (_, n) in index.iter().skip(from).take_while(|entry| entry.0 == pair) {
                    if let Some(entry) = pairs.get_mut(*n) {
                        entry.1 |= side;
                    }
                }
            }
        });
    }
    let weigh = |range: &Range<usize>, side: u8, span: Span| {
        if span.start >= span.end {
            return 0;
        }
        let (hit, miss) = weights(span.end - span.start);
        let own = pairs.get(range.clone()).unwrap_or_default().iter();
        own.map(|p| if p.1 & side != 0 { hit } else { miss }).sum::<i32>().clamp(-MOST, MOST)
    };
    ranges
        .iter()
        .map(|range| Overlap {
            above: weigh(range, 1, above),
            below: weigh(range, 2, below),
            decides: pairs.get(range.clone()).unwrap_or_default().iter().filter(|p| matches!(p.1, 1 | 2)).count()
                as u32,
        })
        .collect()
}

/// How far a paragraph is compared with the text before it, in bytes: its first 150 characters with the 500 before.
const COHESION_HERE: u32 = 450;
const COHESION_BEFORE: u32 = 1500;
/// No more than this is made of it, in 1/64 nat.
const COHESION_MOST: i32 = 4 * 64;
/// Pairs in the first 150 characters of a paragraph.
const COHESION_PAIRS: usize = 160;

/// How much more likely the paragraph `here` goes on with the text `before` than begins another article, in 1/64 nat.
///
/// Of a paragraph's pairs of characters, a share stands in the text before it: .04 by chance where that text has a hundred
/// characters, and more with its length by the power of .45; in the same article it is two to four times as many. Measured
/// over 4,000 paragraphs against others drawn at random; the odds go with the logarithm of the share, at 2.2 nat an e-fold,
/// and count for two thirds, since the articles of a page are no random ones.
pub(crate) fn cohesion(text: &str, before: Span, here: Span) -> i32 {
    let before = Span::new(floor(text, before.end.saturating_sub(COHESION_BEFORE).max(before.start)), before.end);
    // datelines share their words with every other dateline
    let opens = here.start + super::cues::dateline_end(here.of(text)).unwrap_or(0) as u32;
    let here = Span::new(opens, floor(text, (opens + COHESION_HERE).min(here.end)));
    let (mut own, mut ends) = (Pairs::default(), Ends::default());
    let mut len = 0;
    each_pair(here.of(text), |pair| {
        if len < COHESION_PAIRS && is_han_pair(pair) {
            own.add(pair);
            ends.add(pair);
            len += 1;
        }
    });
    if own.count == 0 || before.end - before.start < 90 {
        return 0;
    }
    let (count, mut shared) = (own.count, 0);
    each_pair_with(&ends, before.of(text), |pair| shared += u32::from(own.take(pair)));
    let chars = (before.end - before.start) / 3;
    let odds = (log64(10 * shared + 3) - log64(10 * count) - chance(chars)) * 22 / 10 * 2 / 3;
    (odds * (count.min(60) as i32) / 60).clamp(-COHESION_MOST, COHESION_MOST)
}

/// The share of pairs that stand in so many characters of another text by chance, as a logarithm in 1/64 nat:
/// .04 x (chars / 100) ^ .45.
fn chance(chars: u32) -> i32 {
    // -206 is 64 ln .04, 295 is 64 ln 100
    (log64(chars) - 295) * 45 / 100 - 206
}

/// The natural logarithm in 1/64, by whole numbers alone: the same on every machine.
fn log64(n: u32) -> i32 {
    let n = n.max(1);
    let power = n.ilog2();
    // between two powers of two, by eighths: 64 ln (1 + k / 8)
    const EIGHTHS: [i32; 9] = [0, 8, 14, 20, 26, 31, 36, 40, 44];
    let rest = ((u64::from(n) << 8) >> power) as usize & 0xff;
    let (eighth, part) = (rest >> 5, (rest & 31) as i32);
    let low = EIGHTHS.get(eighth).copied().unwrap_or(0);
    let high = EIGHTHS.get(eighth + 1).copied().unwrap_or(44);
    power as i32 * 4436 / 100 + low + (high - low) * part / 32
}

/// The end of a character at or before `at`.
pub(super) fn floor(text: &str, at: u32) -> u32 {
    (0..4).map(|back| at.saturating_sub(back)).find(|&at| text.is_char_boundary(at as usize)).unwrap_or(0)
}

/// Whether both are Chinese characters: digits of years and dates are everybody's.
fn is_han_pair(pair: u64) -> bool {
    pair >> 32 > 0xffff && pair & 0xffff_ffff > 0xffff
}

/// A set of pairs that may say yes too often, but never no: few of the pairs of a text are looked up in earnest.
#[derive(Default)]
pub(super) struct Bloom([u64; 32]);

impl Bloom {
    fn bit(pair: u64) -> usize {
        (pair.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 53) as usize
    }

    pub(super) fn add(&mut self, pair: u64) {
        let bit = Bloom::bit(pair);
        if let Some(word) = self.0.get_mut(bit / 64) {
            *word |= 1 << (bit % 64);
        }
    }

    pub(super) fn may_have(&self, pair: u64) -> bool {
        let bit = Bloom::bit(pair);
        self.0.get(bit / 64).is_some_and(|word| word >> (bit % 64) & 1 != 0)
    }
}

/// Up to [`COHESION_PAIRS`] pairs, each once, found by what is left of them when they are multiplied.
struct Pairs {
    /// The pairs, each at its place or at the next that is free; 0 where there is none.
    places: [u64; Pairs::PLACES],
    count: u32,
}

impl Default for Pairs {
    fn default() -> Pairs {
        Pairs { places: [0; Pairs::PLACES], count: 0 }
    }
}

impl Pairs {
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

    pub(super) fn add(&mut self, pair: u64) {
        if let Some(place) = self.place(pair)
            && *place == 0
        {
            *place = pair;
            self.count += 1;
        }
    }

    /// Whether the pair is one of these, and was not taken before.
    fn take(&mut self, pair: u64) -> bool {
        let Some(place) = self.place(pair) else { return false };
        let is_new = *place == pair;
        if is_new {
            *place |= Pairs::TAKEN;
        }
        is_new
    }
}

/// The second characters of some pairs, told apart by their last bytes: it may say yes too often, but never no.
pub(super) struct Ends([u64; 64]);

impl Default for Ends {
    fn default() -> Ends {
        Ends([0; 64])
    }
}

impl Ends {
    pub(super) fn add(&mut self, pair: u64) {
        let [b, c] = [(pair >> 8) as u8, pair as u8];
        if let Some(bits) = self.0.get_mut(usize::from(b & 63)) {
            *bits |= 1 << (c & 63);
        }
    }

    pub(super) fn may_have(&self, b: u8, c: u8) -> bool {
        self.0.get(usize::from(b & 63)).is_some_and(|bits| bits >> (c & 63) & 1 != 0)
    }
}

/// The pairs of a text, as [`each_pair`] has them, whose second character is one of these, and some others.
pub(super) fn each_pair_with(ends: &Ends, text: &str, mut found: impl FnMut(u64)) {
    let bytes = text.as_bytes();
    let mut rest = bytes;
    loop {
        let at = bytes.len() - rest.len();
        let code = match rest {
            [a @ 0xe4..=0xe9, b, c, behind @ ..] => {
                rest = behind;
                if !ends.may_have(*b, *c) {
                    continue;
                }
                u64::from(*a) << 16 | u64::from(*b) << 8 | u64::from(*c)
            }
            [a, behind @ ..] => {
                rest = behind;
                if !a.is_ascii_alphanumeric() || !ends.may_have(0, *a) {
                    continue;
                }
                u64::from(*a)
            }
            [] => break,
        };
        if let Some(last) = code_before(bytes, at) {
            found(last << 32 | code);
        }
    }
}

/// The character, digit or letter before the byte `at`, white space aside; none behind a mark.
fn code_before(bytes: &[u8], at: usize) -> Option<u64> {
    let code = |a: u8, b: u8, c: u8| Some(u64::from(a) << 16 | u64::from(b) << 8 | u64::from(c));
    let mut before = bytes.get(..at)?;
    loop {
        match *before {
            [.., a @ 0xe4..=0xe9, b, c] => return code(a, b, c),
            [.., a] if a.is_ascii_alphanumeric() => return Some(a.into()),
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
            own in prop::collection::vec(1u64..40, 0..COHESION_PAIRS),
            asked in prop::collection::vec(1u64..60, 0..200),
        ) {
            let mut pairs = Pairs::default();
            own.iter().for_each(|pair| pairs.add(*pair << 32 | 7));
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
        ) {
            let (mut ends, mut pairs) = (Ends::default(), Vec::new());
            each_pair(&wanted, |pair| pairs.push(pair));
            pairs.iter().for_each(|pair| ends.add(*pair));
            let second = |pair: u64| pairs.iter().any(|p| *p as u32 == pair as u32);
            let (mut all, mut some) = (Vec::new(), Vec::new());
            each_pair(&text, |pair| all.extend(second(pair).then_some(pair)));
            each_pair_with(&ends, &text, |pair| some.extend(second(pair).then_some(pair)));
            prop_assert_eq!(some, all);
        }
    }
}
