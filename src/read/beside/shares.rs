//! Shares: what the words of titles share with the paragraphs near, and the division of a run of titles between these.

use super::super::Page;
use super::super::blocks::ReadBlock;
use super::super::class::Class;
use super::super::cues::{Cues, ends_as_organisation};
use super::super::decode::Decision;
use super::super::overlap::{Bloom, MOST, PAIRS, REACH, each_pair, floor, weights};
use super::super::state::State;
use super::{is_text, is_title};
use crate::page::change::Span;

/// Two heads are seen only where they explain so much more than one, in 1/64 nat, and three where they do than two.
const PROOF: i32 = 2 * 64;
/// Each of them speaks of its own text by so much.
const OWN: i32 = 64;
/// Each place where a line is cut costs this.
const CUT: i32 = 64;
/// But not beside a kicker, which stands on a line of its own: this is what it takes off.
const BESIDE_KICKER: i32 = 192;
/// A paragraph behind another head costs this.
const CROSSED: i32 = 128;
/// So many paragraphs are looked at on either side.
const WINDOW: usize = 24;
/// So many heads stand side by side at most: pages have more columns, but heads are wider than one.
const MOST_HEADS: usize = 4;
/// So many lines below each other that are divided alike are verse or a table.
const TABLE: usize = 3;
/// What the reading of lines says against a paragraph's being an article's first counts up to this: it looks for a head above
/// it, which stands beside another here.
const OPENING: i32 = 3 * 64;
/// Lines of two heads in turn, none of which holds both, cost this: a head's two lines may speak of two paragraphs.
const IN_TURN: i32 = 8 * 64;
/// Pages with more words of titles times paragraphs are no pages of a newspaper, and are not looked at: a page has some forty of
/// each.
const MOST_SHARES: usize = 1 << 16;

/// A word of a title: what stands between spaces.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    pub block: usize,
    pub span: Span,
    /// Its pairs of characters among all pairs.
    pairs: u32,
    /// Whether it is a kicker by how it ends.
    pub kicker: bool,
}

/// What each word shares with each paragraph: a bit for each of its pairs.
pub(super) struct Shares {
    pub words: Vec<Word>,
    /// The paragraphs' blocks.
    pub paras: Vec<usize>,
    masks: Vec<u64>,
}

/// A paragraph that words of a run may speak of: what each of them shares with it, and what it costs that it is an article's
/// first and stands where it does.
struct Body {
    para: usize,
    /// Whether it stands before the titles.
    above: bool,
    row: Vec<i32>,
    cost: i32,
}

/// The heads in one run of titles: of each of its words, the number of its head; and the heads' paragraphs' blocks, none where
/// these stand on the two sides of the run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Heads {
    pub words: Vec<(Word, usize)>,
    pub bodies: Vec<usize>,
}

impl PartialEq for Word {
    fn eq(&self, other: &Word) -> bool {
        (self.block, self.span) == (other.block, other.span)
    }
}

impl Eq for Word {}

impl Shares {
    pub(super) fn of(text: &str, page: &Page, blocks: &[ReadBlock]) -> Shares {
        let mut words = Vec::new();
        let mut index: Vec<(u64, u32, u8)> = Vec::new(); // a pair, its word, its bit
        for (n, block) in blocks.iter().enumerate().filter(|(_, b)| is_title(b.kind)) {
            for span in words_of(text, page, block) {
                let mut pairs = 0;
                let own = index.len();
                each_pair(span.of(text), |pair| {
                    let seen = index.get(own..).is_some_and(|i| i.iter().any(|entry| entry.0 == pair));
                    if pairs < PAIRS as u32 && !seen {
                        index.push((pair, words.len() as u32, pairs as u8));
                        pairs += 1;
                    }
                });
                words.push(Word { block: n, span, pairs, kicker: is_kicker(span.of(text)) });
            }
        }
        index.sort_unstable();
        let mut known = Bloom::default();
        index.iter().for_each(|entry| known.add(entry.0));
        let paras: Vec<usize> = blocks.iter().enumerate().filter(|(_, b)| is_text(b.kind)).map(|(n, _)| n).collect();
        if words.len() * paras.len() > MOST_SHARES {
            return Shares { words: Vec::new(), paras, masks: Vec::new() };
        }
        let mut masks = vec![0u64; words.len() * paras.len()];
        for (p, block) in paras.iter().filter_map(|&n| blocks.get(n)).enumerate() {
            let end = floor(text, (block.span.start + REACH).min(block.span.end));
            each_pair(Span::new(block.span.start, end).of(text), |pair| {
                if !known.may_have(pair) {
                    return;
                }
                let from = index.partition_point(|entry| entry.0 < pair);
                for entry in index.iter().skip(from).take_while(|entry| entry.0 == pair) {
                    if let Some(mask) = masks.get_mut(entry.1 as usize * paras.len() + p) {
                        *mask |= 1 << entry.2;
                    }
                }
            });
        }
        Shares { words, paras, masks }
    }

    /// How much a word speaks of the text that begins with a paragraph, in 1/64 nat. A kicker seldom names what the text speaks
    /// of: that it does not says nothing.
    fn speaks(&self, blocks: &[ReadBlock], word: usize, para: usize) -> i32 {
        let least = if self.words.get(word).is_some_and(|word| word.kicker) { 0 } else { -MOST };
        self.overlap(blocks, word, para).max(least)
    }

    /// What a word shares with the text that begins with a paragraph.
    fn overlap(&self, blocks: &[ReadBlock], word: usize, para: usize) -> i32 {
        let (mut mask, mut bytes, mut last) = (0u64, 0, None);
        for p in para..self.paras.len() {
            let Some(&n) = self.paras.get(p) else { break };
            let Some(block) = blocks.get(n) else { break };
            if bytes >= REACH || last.is_some_and(|last| last + 1 != n) {
                break;
            }
            mask |= self.masks.get(word * self.paras.len() + p).copied().unwrap_or(0);
            bytes += block.span.end - block.span.start;
            last = Some(n);
        }
        let Some(word) = self.words.get(word) else { return 0 };
        let (hit, miss) = weights(bytes.min(REACH));
        let shared = mask.count_ones() as i32;
        (shared * hit + (word.pairs as i32 - shared) * miss).clamp(-MOST, MOST)
    }

    /// The heads in a run of titles, if there is more than one of them on its lines.
    pub(super) fn heads(
        &self,
        blocks: &[ReadBlock],
        decisions: &[Decision],
        run: std::ops::Range<usize>,
    ) -> Option<Heads> {
        let from = self.words.partition_point(|word| word.block < run.start);
        let end = self.words.partition_point(|word| word.block < run.end);
        let words = self.words.get(from..end)?;
        if words.len() < 2 || is_table(words) {
            return None;
        }
        let split = self.paras.partition_point(|&n| n < run.start);
        let window = split.saturating_sub(WINDOW)..(split + WINDOW).min(self.paras.len());
        let bodies: Vec<Body> = window
            .map(|para| {
                let crossed = self.crossed(blocks, &run, para) * CROSSED;
                let row = (from..end).map(|word| self.speaks(blocks, word, para)).collect();
                Body { para, above: para < split, row, cost: crossed + self.opening(blocks, decisions, para) }
            })
            .collect();
        let is_near: Vec<bool> = bodies.iter().map(|body| self.crossed(blocks, &run, body.para) == 0).collect();
        let near = |above: bool| {
            let own = bodies.iter().zip(&is_near).filter(move |(body, near)| **near && body.above == above);
            own.map(|(body, _)| &body.row)
        };
        // one head, or the last of one article and the first of the next
        let (mut base, mut inside) = (0, (0, 0));
        for k in 0..=words.len() {
            let first = near(true).map(|row| row.iter().take(k).sum::<i32>()).max().unwrap_or(0);
            let second = near(false).map(|row| row.iter().skip(k).sum::<i32>()).max().unwrap_or(0);
            if k == 0 || k == words.len() {
                base = base.max(first + second);
            } else if !is_in_line(words, k) {
                base = base.max(first + second - CUT);
            } else if first > OWN && second > OWN && first + second - cut(words, k) > inside.0 {
                inside = (first + second - cut(words, k), k);
            }
        }
        // a paragraph that no word speaks of has no head here
        let bodies: Vec<&Body> = bodies.iter().filter(|body| body.row.iter().any(|&o| o > OWN)).collect();
        let mut best: Option<(i32, Vec<&Body>)> = None;
        for (n, one) in bodies.iter().enumerate() {
            for other in bodies.iter().skip(n + 1) {
                let set = vec![*one, *other];
                best = better(words, best, set, base + PROOF);
            }
        }
        while let Some((gain, set)) = best.clone().filter(|best| best.1.len() < MOST_HEADS) {
            for body in bodies.iter().filter(|body| set.iter().all(|own| own.para != body.para)) {
                let mut set = set.clone();
                set.insert(set.partition_point(|own| own.para < body.para), body);
                best = better(words, best, set, gain + PROOF);
            }
            if best.as_ref().is_some_and(|best| best.0 == gain) {
                break;
            }
        }
        let on_both_sides = inside.0 - base > PROOF;
        let Some((_, set)) = best.filter(|best| !on_both_sides || best.0 > inside.0) else {
            let own = |(n, word): (usize, &Word)| (*word, usize::from(n >= inside.1));
            let words = words.iter().enumerate().map(own).collect();
            return on_both_sides.then_some(Heads { words, bodies: Vec::new() });
        };
        let heads = divide(words, &set).heads;
        let block_of = |body: &&Body| self.paras.get(body.para).copied().unwrap_or(0);
        Some(Heads { words: words.iter().copied().zip(heads).collect(), bodies: set.iter().map(block_of).collect() })
    }

    /// How many runs of titles stand between a run and a paragraph.
    fn crossed(&self, blocks: &[ReadBlock], run: &std::ops::Range<usize>, para: usize) -> i32 {
        let Some(&n) = self.paras.get(para) else { return 0 };
        let between = if n < run.start { n..run.start } else { run.end..n };
        let titles = blocks.get(between).unwrap_or_default();
        titles.windows(2).filter(|w| matches!(w, [a, b] if is_title(a.kind) && !is_title(b.kind))).count() as i32
    }

    /// What it costs that an article begins with the paragraph.
    fn opening(&self, blocks: &[ReadBlock], decisions: &[Decision], para: usize) -> i32 {
        let decision = self.paras.get(para).and_then(|&n| blocks.get(n)).and_then(|b| decisions.get(b.line as usize));
        decision.map_or(0, |d| (d.more(State::Opens) - d.more(State::Para)).clamp(-CUT, OPENING))
    }
}

/// Whether the second of two words stands on the line of the first.
fn is_in_line(words: &[Word], second: usize) -> bool {
    let block = |n: usize| words.get(n).map(|word| word.block);
    second.checked_sub(1).and_then(block) == block(second)
}

/// What it costs that a line is cut before a word.
fn cut(words: &[Word], second: usize) -> i32 {
    let kicker = |n: usize| words.get(n).is_some_and(|word| word.kicker);
    CUT - if kicker(second) || kicker(second - 1) { BESIDE_KICKER } else { 0 }
}

/// The better of two sets of paragraphs, if the new one is worth more than `least`.
fn better<'b>(
    words: &[Word],
    best: Option<(i32, Vec<&'b Body>)>,
    set: Vec<&'b Body>,
    least: i32,
) -> Option<(i32, Vec<&'b Body>)> {
    let cost: i32 = set.iter().map(|body| body.cost).sum();
    let bound = best.as_ref().map_or(least, |best| best.0.max(least));
    // no division is worth more than each word with the paragraph that it speaks of most
    let most = |n: usize| set.iter().filter_map(|body| body.row.get(n)).max().copied().unwrap_or(0);
    if (0..words.len()).map(|n| most(n) + BESIDE_KICKER).sum::<i32>() - cost <= bound {
        return best;
    }
    let found = divide(words, &set);
    let starts = found.heads.first() == Some(&0);
    // of the texts on both sides, and of more than two, heads are seen side by side only where they share a line
    let both_sides = set.iter().any(|body| body.above) && set.iter().any(|body| !body.above);
    if !found.cuts && (both_sides || set.len() > 2) {
        return best;
    }
    let in_turn = if found.cuts { 0 } else { IN_TURN };
    let gain = found.gain - cost - in_turn;
    if gain > bound && starts && found.own.iter().take(set.len()).all(|&o| o > OWN) {
        return Some((gain, set));
    }
    best
}

/// A division of a run's words between paragraphs.
#[derive(Debug, Default)]
pub(super) struct Division {
    pub gain: i32,
    /// Each word's head.
    pub heads: Vec<usize>,
    /// What each head shares with its own.
    pub own: [i32; MOST_HEADS],
    /// Whether a line is cut.
    pub cuts: bool,
}

/// The best division of all words between paragraphs, each taken alone.
#[cfg(test)]
pub(super) fn divide_alone(shares: &Shares, blocks: &[ReadBlock], paras: &[usize]) -> Division {
    let body = |&para: &usize| {
        let blocks: Vec<ReadBlock> = blocks.iter().take(shares.paras[para] + 1).copied().collect();
        let row = (0..shares.words.len()).map(|word| shares.speaks(&blocks, word, para)).collect();
        Body { para, above: false, row, cost: 0 }
    };
    let bodies: Vec<Body> = paras.iter().map(body).collect();
    divide(&shares.words, &bodies.iter().collect::<Vec<_>>())
}

/// The best division: on each line the heads stand in the order of their paragraphs.
fn divide(words: &[Word], set: &[&Body]) -> Division {
    let speaks = |head: usize, n: usize| set.get(head).and_then(|body| body.row.get(n)).copied().unwrap_or(0);
    let mut out = Division { heads: Vec::with_capacity(words.len()), ..Division::default() };
    let mut at = 0;
    for line in words.chunk_by(|a, b| a.block == b.block) {
        let mut costs = [i32::MIN / 2; MOST_HEADS];
        let mut from = Vec::with_capacity(line.len()); // for each word and head, the head of the word before
        for n in at..at + line.len() {
            let (mut next, mut back) = (costs, [0; MOST_HEADS]);
            let mut before = (i32::MIN / 2, 0); // the best of the heads before
            for head in 0..set.len() {
                let stay = if n == at { 0 } else { costs.get(head).copied().unwrap_or(0) };
                let come = before.0 - if n == at { 0 } else { cut(words, n) };
                if let (Some(next), Some(back)) = (next.get_mut(head), back.get_mut(head)) {
                    (*next, *back) = if n == at || stay >= come { (stay, head) } else { (come, before.1) };
                    *next += speaks(head, n);
                }
                if n > at && stay > before.0 {
                    before = (stay, head);
                }
            }
            costs = next;
            from.push(back);
        }
        let ends = costs.iter().copied().zip(0..set.len());
        let (gain, mut head) = ends.rev().max_by_key(|end| end.0).unwrap_or((0, 0));
        out.gain += gain;
        let last = out.heads.len();
        for (n, back) in (at..at + line.len()).zip(&from).rev() {
            out.heads.push(head);
            if let Some(own) = out.own.get_mut(head) {
                *own += speaks(head, n);
            }
            let before = back.get(head).copied().unwrap_or(head);
            out.cuts |= before != head;
            head = before;
        }
        if let Some(line) = out.heads.get_mut(last..) {
            line.reverse();
        }
        at += line.len();
    }
    out
}

/// Whether the words are verse or a table: three lines below each other are of as many words, of three and more, or all of
/// one length.
pub(super) fn is_table(words: &[Word]) -> bool {
    let rows: Vec<&[Word]> = words.chunk_by(|a, b| a.block == b.block).collect();
    rows.windows(TABLE).any(|rows| {
        let count = rows.first().map_or(0, |row| row.len());
        let len = |word: &Word| word.span.end - word.span.start;
        let mut lens = rows.iter().copied().flatten().map(len);
        let is_even = lens.next().is_some_and(|first| lens.all(|len| len == first));
        rows.iter().all(|row| row.len() == count) && (count > 2 || count == 2 && is_even)
    })
}

/// Whether a word is a kicker by how it ends: the name of an organisation, or a dash.
pub(super) fn is_kicker(word: &str) -> bool {
    ends_as_organisation(word) || word.ends_with("——")
}

/// Whether a space between these two parts words: between digits and letters, and beside them, it does not.
fn parts(before: Option<char>, behind: Option<char>) -> bool {
    let latin = |c: Option<char>| c.is_none_or(|c| matches!(Class::of(c), Class::Digit | Class::Letter));
    !latin(before) && !latin(behind)
}

/// The words of a title's line; one where it is not to be taken apart.
pub(super) fn words_of(text: &str, page: &Page, block: &ReadBlock) -> Vec<Span> {
    let whole = vec![block.span];
    let Some(line) = page.lines.get(block.line as usize) else { return whole };
    if line.cues.has(Cues::DOUBLED) {
        return whole;
    }
    let shown = block.span.of(text);
    let mut words: Vec<Span> = Vec::new();
    let mut from = 0;
    for word in shown.split([' ', '\u{3000}']) {
        if !word.is_empty() {
            // letters set wide are one word
            if word.chars().nth(1).is_none() {
                return whole;
            }
            let start = block.span.start + from as u32;
            let end = start + word.len() as u32;
            let before = words.last().and_then(|before| before.of(text).chars().next_back());
            match words.last_mut().filter(|_| !parts(before, word.chars().next())) {
                Some(before) => before.end = end,
                None => words.push(Span::new(start, end)),
            }
        }
        from += word.len() + 1;
        while !shown.is_char_boundary(from.min(shown.len())) {
            from += 1; // the wide space has three bytes
        }
    }
    words
}
