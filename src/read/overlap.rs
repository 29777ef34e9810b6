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

/// How far a paragraph is compared with the text before it, in bytes: its first 150 characters with the 700 before.
const COHESION_HERE: u32 = 450;
const COHESION_BEFORE: u32 = 2100;
/// No more than this is made of it, in 1/64 nat.
const COHESION_MOST: i32 = 4 * 64;

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
    let is_word = |pair: &u64| is_han_pair(*pair);
    let mut own: Vec<u64> = pairs_of(here.of(text)).filter(is_word).collect();
    own.sort_unstable();
    own.dedup();
    if own.is_empty() || before.end - before.start < 90 {
        return 0;
    }
    let mut bloom = [0u64; 32];
    for &pair in &own {
        let bit = hash(pair);
        if let Some(word) = bloom.get_mut(bit / 64) {
            *word |= 1 << (bit % 64);
        }
    }
    let mut seen = vec![false; own.len()];
    for pair in pairs_of(before.of(text)) {
        let bit = hash(pair);
        if bloom.get(bit / 64).is_none_or(|word| word >> (bit % 64) & 1 == 0) {
            continue;
        }
        if let Ok(n) = own.binary_search(&pair)
            && let Some(seen) = seen.get_mut(n)
        {
            *seen = true;
        }
    }
    let shared = seen.iter().filter(|s| **s).count() as f32;
    let chars = (before.end - before.start) as f32 / 3.0;
    let share = (shared + 0.3) / own.len() as f32;
    let chance = 0.04 * (chars / 100.0).powf(0.45);
    let odds = 2.2 * 64.0 * 2.0 / 3.0 * (share / chance).ln() * (own.len() as f32 / 60.0).min(1.0);
    (odds as i32).clamp(-COHESION_MOST, COHESION_MOST)
}

/// The end of a character at or before `at`.
fn floor(text: &str, at: u32) -> u32 {
    (0..4).map(|back| at.saturating_sub(back)).find(|&at| text.is_char_boundary(at as usize)).unwrap_or(0)
}

/// Whether both are Chinese characters: digits of years and dates are everybody's.
fn is_han_pair(pair: u64) -> bool {
    let han = |c: u64| char::from_u32(c as u32).is_some_and(is_han);
    han(pair >> 32) && han(pair & 0xffff_ffff)
}

fn hash(pair: u64) -> usize {
    (pair.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 53) as usize
}

/// Neighbouring characters, or digits, as one number. A mark ends a pair; line ends and spaces do not.
fn pairs_of(text: &str) -> impl Iterator<Item = u64> + '_ {
    let mut last: Option<char> = None;
    text.chars().filter_map(move |c| {
        if c == '\n' || c == '\r' || c == ' ' {
            return None;
        }
        let here = (is_han(c) || c.is_alphanumeric()).then_some(c);
        let pair = last.zip(here).map(|(a, b)| u64::from(u32::from(a)) << 32 | u64::from(u32::from(b)));
        last = here;
        pair
    })
}
