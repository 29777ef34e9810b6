//! Heads side by side: columns that begin on one line of the page have their heads there, and a text layer gives them in
//! turn, line by line, or two on one line. By what each piece shares with the paragraphs near, the two are told apart.

use super::Page;
use super::blocks::ReadBlock;
use super::cues::Cues;
use super::decode::Decision;
use super::overlap::{Bloom, MOST, PAIRS, REACH, each_pair, weights};
use super::state::State;
use crate::page::change::{Kind, Span};

/// Two heads are seen only where they explain so much more than one, in 1/64 nat.
const PROOF: i32 = 3 * 64;
/// Each of the two speaks of its own text by so much.
const OWN: i32 = 64;
/// A line that holds pieces of both costs this.
const CUT: i32 = 64;
/// A paragraph behind another head costs this.
const CROSSED: i32 = 128;
/// So many paragraphs are looked at on either side.
const WINDOW: usize = 24;
/// Heads of more printed lines are none: lists are longer.
const ROWS: usize = 8;
/// So many lines below each other that are divided alike are verse or a table.
const TABLE: usize = 3;
/// What the reading of lines says against a paragraph's being an article's first counts up to this.
const OPENING: i32 = 6 * 64;
/// Lines of two heads in turn, none of which holds both, cost this: a head's two lines may speak of two paragraphs.
const IN_TURN: i32 = 7 * 64;

/// A head that stands elsewhere than beside its body: its blocks, and the block that it belongs before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub blocks: Vec<usize>,
    /// The lines that they stand on.
    pub lines: Vec<u32>,
    pub before: usize,
}

/// A word of a title: what stands between spaces.
#[derive(Clone, Copy, Debug)]
struct Word {
    block: usize,
    span: Span,
    /// Its pairs of characters among all pairs.
    pairs: u32,
}

/// What each word shares with each paragraph: a bit for each of its pairs.
struct Shares {
    words: Vec<Word>,
    /// The paragraphs' blocks.
    paras: Vec<usize>,
    masks: Vec<u64>,
}

/// Pages with more words of titles times paragraphs are no pages of a newspaper, and are not looked at: a page has some forty of
/// each.
const MOST_SHARES: usize = 1 << 16;

/// Finds heads that stand side by side, and takes lines apart that hold pieces of two.
pub(crate) fn find(text: &str, page: &Page, decisions: &[Decision], blocks: &mut Vec<ReadBlock>) -> Vec<Place> {
    let shares = Shares::of(text, page, blocks);
    let mut found: Vec<Pair> = Vec::new();
    let mut n = 0;
    while n < blocks.len() {
        let run = blocks.iter().skip(n).take_while(|b| is_title(b.kind)).count();
        if (1..=ROWS).contains(&run)
            && let Some(pair) = shares.pair(blocks, decisions, n..n + run)
        {
            found.push(pair);
        }
        n += run.max(1);
    }
    if found.is_empty() { Vec::new() } else { settle(blocks, &found) }
}

fn is_title(kind: Kind) -> bool {
    matches!(kind, Kind::Kicker | Kind::Headline | Kind::Subhead)
}

fn is_text(kind: Kind) -> bool {
    matches!(kind, Kind::Para | Kind::Fragment)
}

/// Two heads in one run of titles: for each of its lines where the second begins, and their paragraphs' blocks where these
/// do not stand on the two sides of the run.
#[derive(Clone, Debug)]
struct Pair {
    cuts: Vec<Row>,
    bodies: Option<[usize; 2]>,
}

/// A line of both heads: its block, where the first's piece ends, and where the second's begins: the block's end where it
/// has none.
#[derive(Clone, Copy, Debug)]
struct Row {
    block: usize,
    end: u32,
    cut: u32,
}

impl Shares {
    fn of(text: &str, page: &Page, blocks: &[ReadBlock]) -> Shares {
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
                words.push(Word { block: n, span, pairs });
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
            let end = super::overlap::floor(text, (block.span.start + REACH).min(block.span.end));
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

    /// How much a word speaks of the text that begins with a paragraph, in 1/64 nat.
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

    /// The two heads in a run of titles, if there are two.
    fn pair(&self, blocks: &[ReadBlock], decisions: &[Decision], run: std::ops::Range<usize>) -> Option<Pair> {
        let words: Vec<usize> = (0..self.words.len())
            .filter(|&w| self.words.get(w).is_some_and(|word| run.contains(&word.block)))
            .collect();
        if words.len() < 2 || self.is_table(&words) {
            return None;
        }
        let split = self.paras.partition_point(|&n| n < run.start);
        let above = split.saturating_sub(WINDOW)..split;
        let below = split..(split + WINDOW).min(self.paras.len());
        let table = |paras: &std::ops::Range<usize>| -> Vec<Vec<i32>> {
            paras.clone().map(|p| words.iter().map(|&w| self.overlap(blocks, w, p)).collect()).collect()
        };
        let tables = [table(&above), table(&below)];
        // one head, or the last of one article and the first of the next
        let near = |side: usize| {
            let crossed = |n: usize| self.crossed(blocks, &run, n) == 0;
            let (paras, table) = if side == 0 { (&above, &tables[0]) } else { (&below, &tables[1]) };
            paras.clone().zip(table).filter(move |(p, _)| crossed(*p)).map(|(_, row)| row)
        };
        let block_of = |n: usize| words.get(n).and_then(|&w| self.words.get(w)).map(|word| word.block);
        let (mut base, mut inside) = (0, (0, 0));
        for k in 0..=words.len() {
            let first = near(0).map(|row| row.iter().take(k).sum::<i32>()).max().unwrap_or(0);
            let second = near(1).map(|row| row.iter().skip(k).sum::<i32>()).max().unwrap_or(0);
            let in_line = k > 0 && block_of(k - 1) == block_of(k);
            if in_line && first > OWN && second > OWN && first + second - CUT > inside.0 {
                inside = (first + second - CUT, k);
            } else if !in_line {
                base = base.max(first + second - if k > 0 && k < words.len() { CUT } else { 0 });
            }
        }
        let mut best: Option<(i32, Pair)> = None;
        if inside.0 - base > PROOF {
            // the one is the head of the text above, the other of the text below
            let at = inside.1;
            let word = |n: usize| words.get(n).and_then(|&w| self.words.get(w));
            let (first, second) = (word(at - 1)?, word(at)?);
            let row = Row { block: first.block, end: first.span.end, cut: second.span.start };
            best = Some((inside.0 - base, Pair { cuts: vec![row], bodies: None }));
        }
        for (paras, table) in [(above.clone(), &tables[0]), (below.clone(), &tables[1])] {
            let cost = |p: usize| self.crossed(blocks, &run, p) * CROSSED + self.opening(blocks, decisions, p);
            for (p, row) in paras.clone().zip(table) {
                for (q, other) in paras.clone().zip(table).skip_while(|(q, _)| *q <= p) {
                    let Some((gain, own, cuts)) = self.rows(blocks, &words, row, other) else { continue };
                    let both = |row: &Row| {
                        blocks.get(row.block).is_some_and(|b| row.cut > b.span.start && row.cut < b.span.end)
                    };
                    let in_turn = if cuts.iter().any(both) { 0 } else { IN_TURN };
                    let gain = gain - cost(p) - cost(q) - base - in_turn;
                    if gain > PROOF && own.into_iter().all(|o| o > OWN) && best.as_ref().is_none_or(|b| gain > b.0) {
                        let bodies = [p, q].map(|p| self.paras.get(p).copied().unwrap_or(0));
                        best = Some((gain, Pair { cuts, bodies: Some(bodies) }));
                    }
                }
            }
        }
        best.map(|b| b.1)
    }

    /// Whether the words are verse or a table: three lines below each other are of as many words, of three and more, or all of
    /// one length.
    fn is_table(&self, words: &[usize]) -> bool {
        let words: Vec<Word> = words.iter().filter_map(|&w| self.words.get(w)).copied().collect();
        let rows: Vec<&[Word]> = words.chunk_by(|a, b| a.block == b.block).collect();
        rows.windows(TABLE).any(|rows| {
            let count = rows.first().map_or(0, |row| row.len());
            let len = |word: &Word| word.span.end - word.span.start;
            let mut lens = rows.iter().copied().flatten().map(len);
            let is_even = lens.next().is_some_and(|first| lens.all(|len| len == first));
            rows.iter().all(|row| row.len() == count) && (count > 2 || count == 2 && is_even)
        })
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

    /// The best division of a run's lines between two paragraphs, what it is worth, and what each head shares with its own.
    fn rows(
        &self,
        blocks: &[ReadBlock],
        words: &[usize],
        first: &[i32],
        second: &[i32],
    ) -> Option<(i32, [i32; 2], Vec<Row>)> {
        let (mut sum, mut own, mut cuts) = (0, [0; 2], Vec::new());
        let mut n = 0;
        while n < words.len() {
            let block = words.get(n).and_then(|&w| self.words.get(w))?.block;
            let in_row = |&&w: &&usize| self.words.get(w).is_some_and(|word| word.block == block);
            let len = words.iter().skip(n).take_while(in_row).count();
            let ways = (0..=len).map(|k| {
                let of = |side: &[i32], from: usize, to: usize| {
                    side.get(n + from..n + to).unwrap_or_default().iter().sum::<i32>()
                };
                let cost = if k > 0 && k < len { CUT } else { 0 };
                (of(first, 0, k) + of(second, k, len) - cost, k, [of(first, 0, k), of(second, k, len)])
            });
            let (gain, k, parts) = ways.max_by_key(|way| (way.0, way.1))?;
            sum += gain;
            own.iter_mut().zip(parts).for_each(|(o, p)| *o += p);
            let end = blocks.get(block)?.span.end;
            let word = |n: usize| words.get(n).and_then(|&w| self.words.get(w)).map(|word| word.span);
            let cut = word(n + k).filter(|_| k < len).map_or(end, |word| word.start);
            let end = (n + k).checked_sub(1).filter(|_| k > 0).and_then(word).map_or(cut, |word| word.end);
            cuts.push(Row { block, end, cut });
            n += len;
        }
        // the first piece is the first head's, and both have some
        let starts = |row: &Row| blocks.get(row.block).is_some_and(|b| row.cut > b.span.start);
        let has_second = cuts.iter().any(|row| blocks.get(row.block).is_some_and(|b| row.cut < b.span.end));
        (cuts.first().is_some_and(starts) && has_second).then_some((sum, own, cuts))
    }
}

/// The words of a title's line; one where it is not to be taken apart.
fn words_of(text: &str, page: &Page, block: &ReadBlock) -> Vec<Span> {
    let whole = vec![block.span];
    let Some(line) = page.lines.get(block.line as usize) else { return whole };
    if !line.cues.has(Cues::SPACED) || line.cues.has(Cues::DOUBLED) {
        return whole;
    }
    let shown = block.span.of(text);
    let mut words = Vec::new();
    let mut from = 0;
    for word in shown.split([' ', '\u{3000}']) {
        if !word.is_empty() {
            // letters set wide are one word
            if word.chars().nth(1).is_none() {
                return whole;
            }
            let start = block.span.start + from as u32;
            words.push(Span::new(start, start + word.len() as u32));
        }
        from += word.len() + 1;
        while !shown.is_char_boundary(from.min(shown.len())) {
            from += 1; // the wide space has three bytes
        }
    }
    words
}

/// Takes the lines apart and says where each head belongs.
fn settle(blocks: &mut Vec<ReadBlock>, found: &[Pair]) -> Vec<Place> {
    let mut out = Vec::with_capacity(blocks.len() + found.len());
    let mut moved: Vec<usize> = Vec::with_capacity(blocks.len()); // where each block stands now
    let mut sides: Vec<(usize, usize, usize)> = Vec::new(); // its pair, its side, its new place
    let mut rows = found.iter().enumerate().flat_map(|(f, pair)| pair.cuts.iter().map(move |row| (f, *row))).peekable();
    for (n, block) in blocks.iter().enumerate() {
        moved.push(out.len());
        let Some((f, row)) = rows.next_if(|(_, row)| row.block == n) else {
            out.push(*block);
            continue;
        };
        if row.cut > block.span.start {
            sides.push((f, 0, out.len()));
            out.push(*block);
        }
        if row.cut < block.span.end {
            if let Some(first) = out.last_mut().filter(|_| row.cut > block.span.start) {
                first.span.end = row.end;
            }
            sides.push((f, 1, out.len()));
            out.push(ReadBlock { span: Span::new(row.cut, block.span.end), ..*block });
        }
    }
    *blocks = out;
    let mut places = Vec::new();
    for (f, pair) in found.iter().enumerate() {
        for (side, body) in pair.bodies.into_iter().flatten().enumerate() {
            let own: Vec<usize> = sides.iter().filter(|s| s.0 == f && s.1 == side).map(|s| s.2).collect();
            let lines = own.iter().filter_map(|&n| blocks.get(n)).map(|b| b.line).collect();
            places.push(Place { blocks: own, lines, before: moved.get(body).copied().unwrap_or(0) });
        }
    }
    places
}

#[cfg(test)]
mod tests;
