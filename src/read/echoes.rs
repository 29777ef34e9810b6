//! Echoes: where the pairs of characters of a page's titles stand in its text. Whose head a title is, whether it is two, and of
//! which text: all ask for that, so the text is walked through once for all of them.

use super::Page;
use super::blocks::ReadBlock;
use super::cues::Cues;
use super::overlap::{PAIRS, near};
use super::pairs::{TitleSieve, each_pair, each_pair_in, spread};
use crate::page::change::{Kind, Span};

/// The pairs of the titles, and where they stand.
#[derive(Debug, Default)]
pub(super) struct Echoes {
    /// The pairs, [`spread`] and in order: where a pair stands is its number.
    pairs: Vec<u64>,
    /// Where those begin that have the same first bits, one after the other, and where the last ones end.
    starts: Vec<u32>,
    /// How many bits: so many that about one pair has the same.
    bits: u32,
    /// In the order of the text.
    found: Vec<Echo>,
}

/// A pair of a title in the page's text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Echo {
    /// Where its first character begins, and its second ends.
    start: u32,
    end: u32,
    /// The pair's number.
    pub pair: u32,
}

impl Echoes {
    /// Finds the pairs of the titles in these spans of the text, which stand in order and do not overlap.
    pub(super) fn of(text: &str, page: &Page, blocks: &[ReadBlock], spans: impl Iterator<Item = Span>) -> Echoes {
        let mut pairs = Vec::with_capacity(512);
        for block in blocks.iter().filter(|b| matches!(b.kind, Kind::Kicker | Kind::Headline | Kind::Subhead)) {
            each_pair(block.span.of(text), |pair| pairs.push(pair));
            if page.lines.get(block.line as usize).is_some_and(|line| line.cues.has(Cues::DOUBLED)) {
                each_pair(&page.shown_block(text, block), |pair| pairs.push(pair));
            }
        }
        if pairs.is_empty() {
            return Echoes::default();
        }
        let mut sieve = TitleSieve::default();
        for pair in &mut pairs {
            sieve.add(*pair);
            *pair = spread(*pair);
        }
        pairs.sort_unstable();
        pairs.dedup();
        let bits = pairs.len().ilog2() + 1;
        let mut starts = Vec::with_capacity((1 << bits) + 1);
        for (n, pair) in pairs.iter().enumerate() {
            starts.resize((pair >> (u64::BITS - bits)) as usize + 1, n as u32);
        }
        starts.resize((1 << bits) + 1, pairs.len() as u32);
        let mut echoes = Echoes { pairs, bits, starts, found: Vec::with_capacity(text.len() / 32) };
        for span in spans {
            let range = span.start as usize..super::overlap::floor(text, span.end) as usize;
            each_pair_in(&sieve, text, range, |pair, start, end| {
                if let Some(pair) = echoes.number(pair) {
                    echoes.found.push(Echo { start: start as u32, end: end as u32, pair });
                }
            });
        }
        echoes
    }

    /// Finds them wherever a block of a body begins: no more of it is ever compared, and no other.
    pub(super) fn of_all(text: &str, page: &Page, blocks: &[ReadBlock]) -> Echoes {
        let of_bodies =
            blocks.iter().filter(|block| !matches!(block.kind, Kind::Masthead | Kind::Kicker | Kind::Headline));
        Echoes::of(text, page, blocks, of_bodies.map(|block| near(block.span)))
    }

    /// The number of a pair that a title has.
    pub(super) fn number(&self, pair: u64) -> Option<u32> {
        let pair = spread(pair);
        let place = pair.checked_shr(u64::BITS - self.bits)? as usize;
        let (from, end) = (*self.starts.get(place)?, *self.starts.get(place + 1)?);
        let near = self.pairs.get(from as usize..end as usize)?;
        near.binary_search(&pair).ok().map(|n| from + n as u32)
    }

    /// How many pairs there are.
    pub(super) fn count(&self) -> usize {
        self.pairs.len()
    }

    /// The pairs that stand in a span of the text, as it is cut at its end between two characters.
    pub(super) fn within(&self, span: Span) -> &[Echo] {
        let from = self.found.partition_point(|echo| echo.start < span.start);
        let rest = self.found.get(from..).unwrap_or_default();
        let len = rest.partition_point(|echo| echo.end <= span.end);
        rest.get(..len).unwrap_or_default()
    }
}

/// On which sides of a title its pairs were seen.
#[derive(Debug)]
pub(super) struct Sides {
    /// By the numbers of the pairs: above, and below.
    seen: Vec<[bool; 2]>,
    /// The pairs that were seen.
    pairs: Vec<u32>,
    /// Those of the line that is compared.
    pub own: Vec<u64>,
}

impl Sides {
    pub(super) fn of(echoes: &Echoes) -> Sides {
        Sides {
            seen: vec![[false; 2]; echoes.pairs.len()],
            pairs: Vec::with_capacity(2 * PAIRS),
            own: Vec::with_capacity(PAIRS),
        }
    }

    /// Forgets what was seen, and sees what stands above and below.
    pub(super) fn see(&mut self, above: &[Echo], below: &[Echo]) {
        for pair in self.pairs.drain(..) {
            if let Some(seen) = self.seen.get_mut(pair as usize) {
                *seen = [false; 2];
            }
        }
        for (side, echoes) in [above, below].into_iter().enumerate() {
            for echo in echoes {
                if let Some(seen) = self.seen.get_mut(echo.pair as usize).and_then(|seen| seen.get_mut(side)) {
                    *seen = true;
                    self.pairs.push(echo.pair);
                }
            }
        }
    }

    /// Whether a pair was seen above, and below.
    pub(super) fn of_pair(&self, pair: u32) -> [bool; 2] {
        self.seen.get(pair as usize).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_stands_within_a_span_is_what_a_walk_through_it_finds(
            lines in prop::collection::vec("[一二三汉字编a1，。 ]{1,40}", 2..9),
            titles in 1usize..4,
            ends in any::<[prop::sample::Index; 2]>(),
        ) {
            let text = lines.join("\n");
            let page = Page::scan(&text, None);
            let kind = |n| if n < titles { Kind::Headline } else { Kind::Para };
            let block = |(n, line): (usize, &super::super::lines::Line)| ReadBlock::new(line.span, kind(n), n as u32);
            let blocks: Vec<ReadBlock> = page.lines.iter().enumerate().map(block).collect();
            prop_assume!(blocks.len() > titles);
            let echoes = Echoes::of_all(&text, &page, &blocks);
            let mut asked = ends.map(|end| titles + end.index(blocks.len() - titles));
            asked.sort_unstable();
            let span = Span::new(blocks[asked[0]].span.start, blocks[asked[1]].span.end);
            let mut plainly = Vec::new();
            each_pair(span.of(&text), |pair| plainly.extend(echoes.number(pair)));
            let found: Vec<u32> = echoes.within(span).iter().map(|echo| echo.pair).collect();
            prop_assert_eq!(found, plainly);
        }
    }
}
