//! Heads side by side: columns that begin on one line of the page have their heads there, and a text layer gives them in
//! turn, line by line, or two on one line. By what each piece shares with the paragraphs near, the two are told apart.

use super::Page;
use super::blocks::ReadBlock;
use super::cues::Cues;
use super::decode::Decision;
use super::echoes::Echoes;
use super::overlap::{MOST, PAIRS, REACH, weights};
use super::pairs::each_pair;
use super::state::State;
use crate::page::change::{Kind, Span};
use std::ops::Range;

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
    /// The runs of titles that may be two heads, and their words.
    runs: Vec<Run>,
    /// The paragraphs' blocks.
    paras: Vec<usize>,
    masks: Vec<u64>,
    /// How many runs of titles end before each block.
    ended: Vec<u32>,
}

/// Lines of titles one below the other: their blocks, and their words.
#[derive(Clone, Debug)]
struct Run {
    blocks: Range<usize>,
    words: Range<usize>,
}

/// What the words of a run share with the text that begins at each paragraph of a window, in 1/64 nat.
struct Table {
    paras: Range<usize>,
    words: usize,
    shared: Vec<i32>,
}

impl Table {
    /// Each paragraph with what the words share with its text.
    fn rows(&self) -> impl Iterator<Item = (usize, &[i32])> {
        self.paras.clone().zip(self.shared.chunks_exact(self.words))
    }
}

/// Pages with more words of titles times paragraphs are no pages of a newspaper, and are not looked at: a page has some forty of
/// each.
const MOST_SHARES: usize = 1 << 16;

/// Finds heads that stand side by side, and takes lines apart that hold pieces of two.
pub(super) fn find(
    text: &str,
    page: &Page,
    echoes: &Echoes,
    decisions: &[Decision],
    blocks: &mut Vec<ReadBlock>,
) -> Vec<Place> {
    let shares = Shares::of(text, page, echoes, blocks);
    let found: Vec<Pair> = shares.runs.iter().filter_map(|run| shares.pair(blocks, decisions, run)).collect();
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
    fn of(text: &str, page: &Page, echoes: &Echoes, blocks: &[ReadBlock]) -> Shares {
        let (mut words, mut runs) = (Vec::new(), Vec::new());
        let mut ended = Vec::with_capacity(blocks.len() + 1);
        let (mut n, mut count) = (0, 0);
        while n < blocks.len() {
            let run = blocks.iter().skip(n).take_while(|b| is_title(b.kind)).count();
            ended.extend(std::iter::repeat_n(count, run.max(1)));
            if run > 0 {
                count += 1;
            }
            if (1..=ROWS).contains(&run) {
                let from = words.len();
                for (n, block) in blocks.iter().enumerate().skip(n).take(run) {
                    words_of(text, page, block, |span| words.push(Word { block: n, span, pairs: 0 }));
                }
                let own = words.get(from..).unwrap_or_default();
                if own.len() < 2 || is_table(own) {
                    words.truncate(from);
                } else {
                    runs.push(Run { blocks: n..n + run, words: from..words.len() });
                }
            }
            n += run.max(1);
        }
        ended.push(count);
        let mut shares = Shares { words, runs, paras: Vec::new(), masks: Vec::new(), ended };
        if !shares.runs.is_empty() {
            shares.compare(text, echoes, blocks);
        }
        shares
    }

    /// Finds the pairs of the words in the paragraphs.
    fn compare(&mut self, text: &str, echoes: &Echoes, blocks: &[ReadBlock]) {
        self.paras.extend(blocks.iter().enumerate().filter(|(_, b)| is_text(b.kind)).map(|(n, _)| n));
        if self.words.len() * self.paras.len() > MOST_SHARES {
            self.runs.clear();
            return;
        }
        let mut index: Vec<(u32, u32, u8)> = Vec::with_capacity(8 * self.words.len()); // a pair, its word, its bit
        for (n, word) in self.words.iter_mut().enumerate() {
            let own = index.len();
            each_pair(word.span.of(text), |pair| {
                let Some(pair) = echoes.number(pair) else { return };
                let seen = index.get(own..).is_some_and(|i| i.iter().any(|entry| entry.0 == pair));
                if word.pairs < PAIRS as u32 && !seen {
                    index.push((pair, n as u32, word.pairs as u8));
                    word.pairs += 1;
                }
            });
        }
        index.sort_unstable();
        self.masks.resize(self.words.len() * self.paras.len(), 0);
        for (p, block) in self.paras.iter().filter_map(|&n| blocks.get(n)).enumerate() {
            let begin = Span::new(block.span.start, (block.span.start + REACH).min(block.span.end));
            for echo in echoes.within(begin) {
                let from = index.partition_point(|entry| entry.0 < echo.pair);
                for entry in index.iter().skip(from).take_while(|entry| entry.0 == echo.pair) {
                    if let Some(mask) = self.masks.get_mut(entry.1 as usize * self.paras.len() + p) {
                        *mask |= 1 << entry.2;
                    }
                }
            }
        }
    }

    /// How far the text reaches that begins with a paragraph and is compared: the paragraph behind it, and its bytes.
    fn reach(&self, blocks: &[ReadBlock], para: usize) -> (usize, u32) {
        let (mut bytes, mut last, mut end) = (0, None, para);
        while let Some((n, block)) = self.paras.get(end).and_then(|&n| Some((n, blocks.get(n)?))) {
            if bytes >= REACH || last.is_some_and(|last| last + 1 != n) {
                break;
            }
            bytes += block.span.end - block.span.start;
            last = Some(n);
            end += 1;
        }
        (end, bytes)
    }

    /// How much a word speaks of the text that begins with a paragraph and reaches so far, in 1/64 nat.
    fn overlap(&self, word: usize, para: usize, (end, bytes): (usize, u32)) -> i32 {
        let own = word * self.paras.len();
        let masks = self.masks.get(own + para..own + end).unwrap_or_default();
        let shared = masks.iter().fold(0, |all, mask| all | mask).count_ones() as i32;
        let Some(word) = self.words.get(word) else { return 0 };
        let (hit, miss) = weights(bytes.min(REACH));
        (shared * hit + (word.pairs as i32 - shared) * miss).clamp(-MOST, MOST)
    }

    fn table(&self, blocks: &[ReadBlock], run: &Run, paras: Range<usize>) -> Table {
        let mut shared = Vec::with_capacity(paras.len() * run.words.len());
        for p in paras.clone() {
            let reach = self.reach(blocks, p);
            shared.extend(run.words.clone().map(|w| self.overlap(w, p, reach)));
        }
        Table { paras, words: run.words.len(), shared }
    }

    /// The two heads in a run of titles, if there are two.
    fn pair(&self, blocks: &[ReadBlock], decisions: &[Decision], run: &Run) -> Option<Pair> {
        let words = self.words.get(run.words.clone())?;
        let split = self.paras.partition_point(|&n| n < run.blocks.start);
        let above = self.table(blocks, run, split.saturating_sub(WINDOW)..split);
        let below = self.table(blocks, run, split..(split + WINDOW).min(self.paras.len()));
        let (base, inside) = self.one_head(run, words, &above, &below);
        let mut best: Option<(i32, Pair)> = None;
        if inside.0 - base > PROOF {
            // the one is the head of the text above, the other of the text below
            let (first, second) = (words.get(inside.1.checked_sub(1)?)?, words.get(inside.1)?);
            let row = Row { block: first.block, end: first.span.end, cut: second.span.start };
            best = Some((inside.0 - base, Pair { cuts: vec![row], bodies: None }));
        }
        for table in [&above, &below] {
            // a head shares no more with its text than those of its words that share something
            let speaks = |row: &[i32]| row.iter().map(|&shared| shared.max(0)).sum::<i32>() > OWN;
            let cost = |p: usize| self.crossed(run, p) * CROSSED + self.opening(blocks, decisions, p);
            let bodies: Vec<(usize, &[i32], i32)> =
                table.rows().filter(|(_, row)| speaks(row)).map(|(p, row)| (p, row, cost(p))).collect();
            for (n, &(p, row, cost)) in bodies.iter().enumerate() {
                for &(q, other, other_cost) in bodies.iter().skip(n + 1) {
                    let costs = cost + other_cost + base;
                    let most: i32 = row.iter().zip(other).map(|(a, b)| a.max(b)).sum();
                    if most - costs <= PROOF {
                        continue;
                    }
                    let Some((gain, own, cuts)) = rows(blocks, words, row, other) else { continue };
                    let both = |row: &Row| {
                        blocks.get(row.block).is_some_and(|b| row.cut > b.span.start && row.cut < b.span.end)
                    };
                    let in_turn = if cuts.iter().any(both) { 0 } else { IN_TURN };
                    let gain = gain - costs - in_turn;
                    if gain > PROOF && own.into_iter().all(|o| o > OWN) && best.as_ref().is_none_or(|b| gain > b.0) {
                        let bodies = [p, q].map(|p| self.paras.get(p).copied().unwrap_or(0));
                        best = Some((gain, Pair { cuts, bodies: Some(bodies) }));
                    }
                }
            }
        }
        best.map(|b| b.1)
    }

    /// What a run is worth as one head, or as the last of one article and the first of the next; and as these two where a
    /// line holds pieces of both: so much, and with which word the second begins.
    fn one_head(&self, run: &Run, words: &[Word], above: &Table, below: &Table) -> (i32, (i32, usize)) {
        // for each division, what the text above or below that shares most with its part shares with it
        let mut first: Vec<Option<i32>> = vec![None; words.len() + 1];
        let mut second = first.clone();
        for (_, row) in above.rows().filter(|(p, _)| self.crossed(run, *p) == 0) {
            let mut sum = 0;
            for (most, shared) in first.iter_mut().zip([&0].into_iter().chain(row)) {
                sum += shared;
                *most = (*most).max(Some(sum));
            }
        }
        for (_, row) in below.rows().filter(|(p, _)| self.crossed(run, *p) == 0) {
            let mut sum = 0;
            for (most, shared) in second.iter_mut().rev().zip([&0].into_iter().chain(row.iter().rev())) {
                sum += shared;
                *most = (*most).max(Some(sum));
            }
        }
        let block_of = |n: usize| words.get(n).map(|word| word.block);
        let (mut base, mut inside) = (0, (0, 0));
        for (k, (first, second)) in first.into_iter().zip(second).enumerate() {
            let (first, second) = (first.unwrap_or(0), second.unwrap_or(0));
            let in_line = k > 0 && block_of(k - 1) == block_of(k);
            if in_line && first > OWN && second > OWN && first + second - CUT > inside.0 {
                inside = (first + second - CUT, k);
            } else if !in_line {
                base = base.max(first + second - if k > 0 && k < words.len() { CUT } else { 0 });
            }
        }
        (base, inside)
    }

    /// How many runs of titles stand between a run and a paragraph; one right over a paragraph below may be its own head.
    fn crossed(&self, run: &Run, para: usize) -> i32 {
        let ended = |n: usize| self.ended.get(n).copied().unwrap_or(0) as i32;
        let Some(&n) = self.paras.get(para) else { return 0 };
        if n < run.blocks.start {
            ended(run.blocks.start) - ended(n)
        } else {
            ended(run.blocks.end.max(n - 1)) - ended(run.blocks.end)
        }
    }

    /// What it costs that an article begins with the paragraph.
    fn opening(&self, blocks: &[ReadBlock], decisions: &[Decision], para: usize) -> i32 {
        let decision = self.paras.get(para).and_then(|&n| blocks.get(n)).and_then(|b| decisions.get(b.line as usize));
        decision.map_or(0, |d| (d.more(State::Opens) - d.more(State::Para)).clamp(-CUT, OPENING))
    }
}

/// Whether the words are verse or a table: three lines below each other are of as many words, of three and more, or all of
/// one length.
fn is_table(words: &[Word]) -> bool {
    let rows: Vec<&[Word]> = words.chunk_by(|a, b| a.block == b.block).collect();
    rows.windows(TABLE).any(|rows| {
        let count = rows.first().map_or(0, |row| row.len());
        let len = |word: &Word| word.span.end - word.span.start;
        let mut lens = rows.iter().copied().flatten().map(len);
        let is_even = lens.next().is_some_and(|first| lens.all(|len| len == first));
        rows.iter().all(|row| row.len() == count) && (count > 2 || count == 2 && is_even)
    })
}

/// The best division of a run's lines between two paragraphs, what it is worth, and what each head shares with its own.
fn rows(blocks: &[ReadBlock], words: &[Word], first: &[i32], second: &[i32]) -> Option<(i32, [i32; 2], Vec<Row>)> {
    let (mut sum, mut own, mut cuts) = (0, [0; 2], Vec::new());
    let mut n = 0;
    while let Some(&Word { block, .. }) = words.get(n) {
        let len = words.iter().skip(n).take_while(|word| word.block == block).count();
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
        let word = |n: usize| words.get(n).map(|word| word.span);
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

/// The words of a title's line; one where it is not to be taken apart.
fn words_of(text: &str, page: &Page, block: &ReadBlock, mut word: impl FnMut(Span)) {
    let line = page.lines.get(block.line as usize);
    let shown = block.span.of(text);
    let parts = || shown.split([' ', '\u{3000}']).filter(|part| !part.is_empty());
    // letters set wide are one word
    let is_whole = line.is_none_or(|line| !line.cues.has(Cues::SPACED) || line.cues.has(Cues::DOUBLED))
        || parts().any(|part| part.chars().nth(1).is_none());
    if is_whole {
        return word(block.span);
    }
    let mut start = block.span.start;
    for part in shown.split_inclusive([' ', '\u{3000}']) {
        let len = part.trim_end_matches([' ', '\u{3000}']).len() as u32;
        if len > 0 {
            word(Span::new(start, start + len));
        }
        start += part.len() as u32;
    }
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
mod tests {
    use super::*;
    use crate::page::change::NO_ARTICLE;

    /// A block a line: headlines where `titles` say so, else paragraphs.
    fn blocks_of(page: &Page, titles: std::ops::Range<usize>) -> Vec<ReadBlock> {
        let kind = |n| if titles.contains(&n) { Kind::Headline } else { Kind::Para };
        let lines = page.lines.iter().enumerate();
        lines
            .map(|(n, line)| ReadBlock { span: line.span, kind: kind(n), article: NO_ARTICLE, line: n as u32 })
            .collect()
    }

    fn shown<'t>(text: &'t str, blocks: &[ReadBlock]) -> Vec<&'t str> {
        blocks.iter().map(|block| block.span.of(text)).collect()
    }

    fn words(text: &str) -> Vec<&str> {
        let page = Page::scan(text, None);
        let blocks = blocks_of(&page, 0..1);
        let mut words = Vec::new();
        words_of(text, &page, &blocks[0], |span| words.push(span.of(text)));
        words
    }

    #[test]
    fn words_stand_between_spaces_of_any_width() {
        assert_eq!(words("葡萄采摘忙\n"), ["葡萄采摘忙"]);
        assert_eq!(words("葡萄采摘忙 管网疏通忙\n"), ["葡萄采摘忙", "管网疏通忙"]);
        assert_eq!(words("葡萄采摘忙\u{3000}管网疏通忙  冷库\n"), ["葡萄采摘忙", "管网疏通忙", "冷库"]);
        assert_eq!(words("  \u{3000}葡萄采摘忙 \u{3000} 管网疏通忙\u{3000}\n"), ["葡萄采摘忙", "管网疏通忙"]);
    }

    #[test]
    fn letters_set_wide_are_one_word() {
        assert_eq!(words("管 网 疏 通\n"), ["管 网 疏 通"]);
        assert_eq!(words("葡萄采摘忙 管 网\n"), ["葡萄采摘忙 管 网"]);
    }

    const PAGE: &str = "葡萄采摘忙 管网疏通忙\n冷库发车 标尺亮灯\n\
        葡萄园迎来采摘季，葡萄采摘忙坏了果农，冷库清早发车。\n\
        城里的管网疏通了，管网疏通忙了三天，标尺一到就亮灯。\n";

    /// What each word of the page's two titles shares with each of its two paragraphs, and the best division between these.
    fn divided(first: usize, second: usize) -> Option<(i32, [i32; 2], Vec<Row>)> {
        let page = Page::scan(PAGE, None);
        let blocks = blocks_of(&page, 0..2);
        let shares = Shares::of(PAGE, &page, &Echoes::of(PAGE, &page, &blocks), &blocks);
        // each paragraph alone: what follows one is a part of its article
        let alone = |para: usize| {
            let blocks: Vec<ReadBlock> = blocks.iter().take(shares.paras[para] + 1).copied().collect();
            let reach = shares.reach(&blocks, para);
            (0..4).map(|word| shares.overlap(word, para, reach)).collect::<Vec<i32>>()
        };
        rows(&blocks, &shares.words, &alone(first), &alone(second))
    }

    #[test]
    fn each_line_is_cut_where_the_second_head_begins() {
        let (gain, own, cuts) = divided(0, 1).unwrap();
        let pieces: Vec<(usize, &str, &str)> = cuts
            .iter()
            .map(|row| {
                let block = Page::scan(PAGE, None).lines[row.block].span;
                (row.block, Span::new(block.start, row.end).of(PAGE), Span::new(row.cut, block.end).of(PAGE))
            })
            .collect();
        assert_eq!(pieces, [(0, "葡萄采摘忙", "管网疏通忙"), (1, "冷库发车", "标尺亮灯")]);
        assert!(own[0] > OWN && own[1] > OWN);
        assert_eq!(gain, own[0] + own[1] - 2 * CUT);
    }

    #[test]
    fn the_first_piece_is_the_first_heads() {
        // the other way round each line speaks of one text alone, whichever: there are no two heads with the first in front
        let crossed = divided(1, 0);
        assert!(crossed.is_none_or(|(gain, ..)| gain < divided(0, 1).unwrap().0));
    }

    #[test]
    fn nobody_is_parted_by_blocks_that_no_pair_names() {
        let page = Page::scan(PAGE, None);
        let mut blocks = blocks_of(&page, 0..2);
        let before = blocks.clone();
        assert!(settle(&mut blocks, &[]).is_empty());
        assert_eq!(shown(PAGE, &blocks), shown(PAGE, &before));
    }

    #[test]
    fn pieces_become_blocks_and_each_head_has_its_place() {
        let page = Page::scan(PAGE, None);
        let mut blocks = blocks_of(&page, 0..2);
        let cuts = divided(0, 1).unwrap().2;
        let places = settle(&mut blocks, &[Pair { cuts, bodies: Some([2, 3]) }]);
        let pieces = ["葡萄采摘忙", "管网疏通忙", "冷库发车", "标尺亮灯"];
        assert_eq!(shown(PAGE, &blocks)[..4], pieces);
        assert_eq!(blocks.iter().map(|b| b.line).collect::<Vec<_>>(), [0, 0, 1, 1, 2, 3]);
        let place = |blocks: [usize; 2], before| Place { blocks: blocks.to_vec(), lines: vec![0, 1], before };
        assert_eq!(places, [place([0, 2], 4), place([1, 3], 5)]);
    }

    #[test]
    fn a_line_of_one_head_alone_stays_whole() {
        let page = Page::scan(PAGE, None);
        let mut blocks = blocks_of(&page, 0..2);
        let [first, second] = [page.lines[0].span, page.lines[1].span];
        let cuts = vec![
            Row { block: 0, end: first.end, cut: first.end },
            Row { block: 1, end: second.start, cut: second.start },
        ];
        let places = settle(&mut blocks, &[Pair { cuts, bodies: Some([2, 3]) }]);
        assert_eq!(shown(PAGE, &blocks), PAGE.lines().collect::<Vec<_>>());
        let owns: Vec<_> = places.iter().map(|place| (place.blocks.clone(), place.before)).collect();
        assert_eq!(owns, [(vec![0], 2), (vec![1], 3)]);
    }

    #[test]
    fn heads_of_the_texts_on_both_sides_are_parted_and_not_placed() {
        let page = Page::scan(PAGE, None);
        let mut blocks = blocks_of(&page, 0..2);
        let row = divided(0, 1).unwrap().2[0];
        assert!(settle(&mut blocks, &[Pair { cuts: vec![row], bodies: None }]).is_empty());
        assert_eq!(shown(PAGE, &blocks)[..3], ["葡萄采摘忙", "管网疏通忙", "冷库发车 标尺亮灯"]);
    }

    fn is_table(text: &str) -> bool {
        let page = Page::scan(text, None);
        let blocks = blocks_of(&page, 0..page.lines.len());
        let mut words = Vec::new();
        for (n, block) in blocks.iter().enumerate() {
            words_of(text, &page, block, |span| words.push(Word { block: n, span, pairs: 0 }));
        }
        super::is_table(&words)
    }

    #[test]
    fn verse_and_tables_are_no_heads() {
        assert!(is_table(
            "淤泥清尽水长流 管网疏通街巷净\n葡萄入库果农忙 柳河清早竹篮香\n冷库当天装满箱 红灯亮起值班房\n"
        ));
        assert!(is_table("管网歌\n淤泥清尽 管网疏通\n葡萄入库 柳河清早\n冷库当天 红灯亮起\n"));
        assert!(is_table("葡萄 柳河 清早五点\n冷库发车 市场 次日\n管网疏通 老城区 夜里\n"));
        // heads of two lines, and of three that are divided as each needs
        assert!(!is_table("葡萄采摘忙 管网疏通忙\n冷库发车啦 标尺亮灯了\n"));
        assert!(!is_table("葡萄采摘忙 管网疏通\n冷库清早发车 标尺\n果农笑了 老城不涝\n"));
        assert!(!is_table("葡萄采摘忙\n冷库清早发\n果农笑开颜\n"));
    }
}
