//! Overlap: whether a headline speaks of the text above it or of the text below it, by the pairs of characters they share.

use super::class::is_han;
use crate::page::change::Span;

/// How far the text on either side is searched, in bytes: two thousand characters. Reports name what their headline names
/// early, and a longer text shares pairs by chance.
const REACH: u32 = 6000;
/// Pairs that are taken from a line at most.
const PAIRS: usize = 64;

/// What a shared pair of characters weighs for a text of so many bytes, and what a pair weighs that is not shared, in 1/64
/// nat. Measured over 1,500 articles: of a headline's pairs its own text has .36 (80 characters) to .60 (2,000), another
/// text .007 to .045. Pairs of one word come together, and pages have topics, so that each counts for half.
fn weights(bytes: u32) -> (i32, i32) {
    match bytes {
        ..=360 => (126, -14),
        ..=720 => (120, -18),
        ..=1500 => (112, -22),
        ..=3000 => (102, -24),
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

/// No single line may outweigh everything else on its page.
const MOST: i32 = 8 * 64;

/// Compares each line of a run with what stands above and below it. `lines` are the lines' texts.
pub(crate) fn compare(text: &str, lines: &[String], above: Span, below: Span) -> Vec<Overlap> {
    let above = Span::new(floor(text, above.end.saturating_sub(REACH).max(above.start)), above.end);
    let below = Span::new(below.start, floor(text, (below.start + REACH).min(below.end)));
    let mut pairs: Vec<(u64, u8)> = Vec::new(); // a pair, and on which sides it stands
    let mut ranges = Vec::with_capacity(lines.len());
    for line in lines {
        let from = pairs.len();
        let mut own: Vec<u64> = pairs_of(line).collect();
        own.sort_unstable();
        own.dedup();
        pairs.extend(own.into_iter().take(PAIRS).map(|p| (p, 0)));
        ranges.push(from..pairs.len());
    }
    let mut index: Vec<(u64, usize)> = pairs.iter().enumerate().map(|(n, p)| (p.0, n)).collect();
    index.sort_unstable();
    let mut bloom = [0u64; 32];
    for &(pair, _) in &index {
        let bit = hash(pair);
        if let Some(word) = bloom.get_mut(bit / 64) {
            *word |= 1 << (bit % 64);
        }
    }
    for (side, span) in [(1, above), (2, below)] {
        for pair in pairs_of(span.of(text)) {
            let bit = hash(pair);
            if bloom.get(bit / 64).is_none_or(|word| word >> (bit % 64) & 1 == 0) {
                continue;
            }
            let from = index.partition_point(|entry| entry.0 < pair);
            for (_, n) in index.iter().skip(from).take_while(|entry| entry.0 == pair) {
                if let Some(entry) = pairs.get_mut(*n) {
                    entry.1 |= side;
                }
            }
        }
    }
    let weigh = |range: &std::ops::Range<usize>, side: u8, span: Span| {
        if span.start >= span.end {
            return 0;
        }
        let (hit, miss) = weights(span.end - span.start);
        let sum: i32 =
            pairs.get(range.clone()).unwrap_or_default().iter().map(|p| if p.1 & side != 0 { hit } else { miss }).sum();
        sum.clamp(-MOST, MOST)
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

/// The end of a character at or before `at`.
fn floor(text: &str, at: u32) -> u32 {
    (0..4).map(|back| at.saturating_sub(back)).find(|&at| text.is_char_boundary(at as usize)).unwrap_or(0)
}

fn hash(pair: u64) -> usize {
    (pair.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 53) as usize
}

/// Neighbouring characters, or digits, as one number. What stands between words ends a pair; line ends do not.
fn pairs_of(text: &str) -> impl Iterator<Item = u64> + '_ {
    let mut last: Option<char> = None;
    text.chars().filter_map(move |c| {
        if c == '\n' || c == '\r' {
            return None;
        }
        let here = (is_han(c) || c.is_alphanumeric()).then_some(c);
        let pair = last.zip(here).map(|(a, b)| u64::from(u32::from(a)) << 32 | u64::from(u32::from(b)));
        last = here;
        pair
    })
}
