//! Shares: what the words of titles share with the paragraphs near, and the division of a run of titles between these.

use super::super::Page;
use super::super::blocks::ReadBlock;
use super::super::decode::Decision;
use super::super::echoes::Echoes;
use super::super::neighbours::Pair;
use super::super::overlap::{MOST, PAIRS, REACH, near, weights};
use super::super::pairs::each_pair;
use super::super::rarity::{CLASSES, class};
use super::super::state::State;
use super::rows::put_in_rows;
use super::words::{Word, ends, is_kicker, is_table, words_of};
use super::{ROWS, is_text, is_title};
use crate::page::change::Span;
use std::ops::Range;

/// Two heads are seen only where they explain so much more than one, in 1/64 nat, and three where they do than two.
const PROOF: i32 = 2 * 64;
/// Each of them speaks of its own text by so much.
const OWN: i32 = 64;
/// Each place where a line is cut costs this.
const CUT: i32 = 64;
/// But not beside a kicker, which stands on a line of its own: this is what it takes off.
const BESIDE_KICKER: i32 = 192;
/// A paragraph behind another head costs this.
const CROSSED: i32 = 2 * 64;
/// A paragraph right under a title of another run costs this: that may be its own. Set with `IN_TURN` on 180 printed pages
/// that costs are fitted on, none of those that figures stand on.
const TITLED: i32 = 2 * 64;
/// But not between the lines of a row, which mostly are of several heads: of fifteen, two are of the head of the line before, and
/// cost the second of these.
const ROW_CUT: i32 = -64;
const STAYS: i32 = 2 * 64;
/// So many paragraphs are looked at on either side.
const WINDOW: usize = 24;
/// So many heads stand side by side at most: pages have more columns, but heads are wider than one.
const MOST_HEADS: usize = 4;
/// What the reading of lines says against a paragraph's being an article's first counts up to this: it looks for a head above
/// it, which stands beside another here.
const OPENING: i32 = 3 * 64;
/// Lines of two heads in turn, none of which holds both, cost this: a head's two lines may speak of two paragraphs. Less tore
/// apart the head of two lines on the sample page; more lost heads in turn.
const IN_TURN: i32 = 10 * 64;
/// Pages with more words of titles times paragraphs are no pages of a newspaper, and are not looked at: a page has some forty of
/// each.
const MOST_SHARES: usize = 1 << 16;

/// What each word shares with each paragraph: a bit for each of its pairs.
#[derive(Clone, Default)]
pub(super) struct Shares {
    pub words: Vec<Word>,
    /// The runs of titles that may be several heads.
    pub runs: Vec<Run>,
    /// The paragraphs' blocks.
    pub paras: Vec<usize>,
    /// How far the text reaches that begins with each.
    reaches: Vec<(usize, u32)>,
    masks: Vec<u64>,
    /// The classes of the words' pairs.
    classes: Vec<u8>,
    /// How many runs of titles end before each block.
    ended: Vec<u32>,
}

/// Lines of titles one below the other: their blocks, and their words.
#[derive(Clone, Debug)]
pub(super) struct Run {
    pub blocks: Range<usize>,
    pub words: Range<usize>,
}

/// A paragraph that words of a run may speak of: what each of them shares with it, and what it costs that it is an article's
/// first and stands where it does.
struct Body<'r> {
    para: usize,
    /// Whether it stands before the titles.
    above: bool,
    row: &'r [i32],
    /// Whether a word speaks of it: without one it has no head here.
    is_named: bool,
    /// What it costs that a head of the run is its own, if a word speaks of it.
    cost: i32,
    /// Whether no other head stands between it and the run.
    is_near: bool,
}

/// The heads in one run of titles: of each of its words, the number of its head; and the heads' paragraphs' blocks, none where
/// these stand on the two sides of the run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Heads {
    pub words: Vec<(Word, usize)>,
    pub bodies: Vec<usize>,
}

impl Shares {
    pub(super) fn of(text: &str, page: &Page, echoes: &Echoes, blocks: &[ReadBlock]) -> Shares {
        let (mut words, mut runs) = (Vec::new(), Vec::new());
        let mut ended = Vec::with_capacity(blocks.len() + 1);
        let (mut n, mut count) = (0, 0);
        while n < blocks.len() {
            let run = blocks.iter().skip(n).take_while(|b| is_title(b.kind)).count();
            ended.extend(std::iter::repeat_n(count, run.max(1)));
            count += u32::from(run > 0);
            if (1..=ROWS).contains(&run) {
                let from = words.len();
                for (n, block) in blocks.iter().enumerate().skip(n).take(run) {
                    let word = |span: Span| Word {
                        block: n,
                        row: n,
                        span,
                        pairs: 0,
                        first: 0,
                        classes: [0; CLASSES],
                        kicker: is_kicker(span.of(text)),
                        ends: ends(span.of(text)),
                    };
                    words_of(text, page, block, |span| words.push(word(span)));
                }
                // one word is one head
                let own = words.get_mut(from..).unwrap_or_default();
                put_in_rows(page, blocks, own);
                if own.len() < 2 || is_table(own) {
                    words.truncate(from);
                } else {
                    runs.push(Run { blocks: n..n + run, words: from..words.len() });
                }
            }
            n += run.max(1);
        }
        ended.push(count);
        let mut shares = Shares { words, runs, ended, ..Shares::default() };
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
        let classes = &mut self.classes;
        // of each pair the last word that has it, and of each word's pair the word before that has it, counted from 1
        let mut last = vec![0; echoes.count()];
        let mut chain: Vec<(u32, u8, u32)> = Vec::with_capacity(8 * self.words.len());
        for (n, word) in self.words.iter_mut().enumerate() {
            word.first = chain.len() as u32;
            each_pair(word.span.of(text), |characters| {
                let pair = echoes.number(characters);
                let Some(last) = pair.and_then(|pair| last.get_mut(pair as usize)) else { return };
                let seen = *last > word.first;
                if word.pairs < PAIRS as u32 && !seen {
                    let class = class(characters);
                    chain.push((n as u32, word.pairs as u8, *last));
                    *last = chain.len() as u32;
                    classes.push(class as u8);
                    word.pairs += 1;
                    word.classes.get_mut(class).into_iter().for_each(|count| *count += 1);
                }
            });
        }
        self.masks.resize(self.words.len() * self.paras.len(), 0);
        for (p, block) in self.paras.iter().filter_map(|&n| blocks.get(n)).enumerate() {
            for echo in echoes.within(near(block.span)) {
                let mut at = last.get(echo.pair as usize).copied().unwrap_or(0);
                while let Some(&(word, bit, before)) = at.checked_sub(1).and_then(|n| chain.get(n as usize)) {
                    if let Some(mask) = self.masks.get_mut(word as usize * self.paras.len() + p) {
                        *mask |= 1 << bit;
                    }
                    at = before;
                }
            }
        }
        self.reaches
            .extend((0..self.paras.len()).map(|para| reach(blocks, self.paras.get(para..).unwrap_or_default())));
    }

    /// How much each word speaks of the text that begins with a paragraph, in 1/64 nat. A kicker seldom names what the text
    /// speaks of: that it does not says nothing.
    fn speak(&self, words: &Range<usize>, para: usize, mut speaks: impl FnMut(i32)) {
        let (count, bytes) = self.reaches.get(para).copied().unwrap_or_default();
        let weights = weights(bytes.min(REACH));
        let own = self.words.get(words.clone()).unwrap_or_default().iter().zip(words.clone());
        for (word, n) in own {
            let from = n * self.paras.len() + para;
            let masks = self.masks.get(from..from + count).unwrap_or_default();
            let mut shared = masks.iter().fold(0, |all, mask| all | mask);
            let mut sum: i32 =
                word.classes.iter().zip(weights).map(|(&count, weight)| i32::from(count) * weight.1).sum();
            while shared != 0 {
                let class = self.classes.get(word.first as usize + shared.trailing_zeros() as usize);
                let (hit, miss) = class.and_then(|&class| weights.get(usize::from(class))).copied().unwrap_or_default();
                sum += hit - miss;
                shared &= shared - 1;
            }
            let least = if word.kicker { 0 } else { -MOST };
            speaks(sum.clamp(least, MOST));
        }
    }

    /// The paragraphs near a run, by their numbers, and how many of them stand before it.
    fn window(&self, run: &Run) -> (Range<usize>, usize) {
        let split = self.paras.partition_point(|&n| n < run.blocks.start);
        (split.saturating_sub(WINDOW)..(split + WINDOW).min(self.paras.len()), split)
    }

    /// The heads in each run of titles that has more than one of them on its lines.
    pub(super) fn heads(&self, blocks: &[ReadBlock], decisions: &[Decision]) -> Vec<Heads> {
        let mut spoken = Vec::with_capacity(self.words.len() * self.paras.len().min(2 * WINDOW));
        for run in &self.runs {
            self.window(run).0.for_each(|para| self.speak(&run.words, para, |speaks| spoken.push(speaks)));
        }
        let mut rest = spoken.as_slice();
        let (mut bodies, mut most) = (Vec::with_capacity(2 * WINDOW), Vec::with_capacity(2 * ROWS));
        let mut found = Vec::new();
        for run in &self.runs {
            let (window, split) = self.window(run);
            let rows;
            (rows, rest) = rest.split_at_checked(run.words.len() * window.len()).unwrap_or_default();
            bodies.clear();
            for (para, row) in window.zip(rows.chunks_exact(run.words.len())) {
                let crossed = self.crossed(run, para);
                let is_named = row.iter().any(|&o| o > OWN);
                if crossed == 0 || is_named {
                    let titled = if is_named && self.is_titled(blocks, run, para) { TITLED } else { 0 };
                    let opening = if is_named { self.opening(blocks, decisions, para) } else { 0 };
                    let cost = crossed * CROSSED + titled + opening;
                    bodies.push(Body { para, above: para < split, row, is_named, cost, is_near: crossed == 0 });
                }
            }
            found.extend(self.heads_of(run, &bodies, &mut most));
        }
        found
    }

    /// The heads in a run of titles, if there is more than one of them on its lines.
    fn heads_of(&self, run: &Run, bodies: &[Body<'_>], most: &mut Vec<[Option<i32>; 2]>) -> Option<Heads> {
        let words = self.words.get(run.words.clone())?;
        let (base, inside) = one_head(words, bodies, most);
        let lines = Lines::of(words);
        let named = || bodies.iter().enumerate().filter(|(_, body)| body.is_named);
        let mut best: Option<(i32, Vec<&Body<'_>>)> = None;
        for (n, one) in named() {
            for (_, other) in named().filter(|(other, _)| *other > n) {
                best = better(words, lines, best, &[one, other], base + PROOF);
            }
        }
        while let Some((gain, set)) = best.clone().filter(|best| best.1.len() < MOST_HEADS) {
            for (_, body) in named().filter(|(_, body)| set.iter().all(|own| own.para != body.para)) {
                let mut set = set.clone();
                set.insert(set.partition_point(|own| own.para < body.para), body);
                best = better(words, lines, best, &set, gain + PROOF);
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
        let block_of = |body: &&Body<'_>| self.paras.get(body.para).copied().unwrap_or(0);
        Some(Heads { words: words.iter().copied().zip(heads).collect(), bodies: set.iter().map(block_of).collect() })
    }

    /// How many runs of titles stand between a run and a paragraph; one right over a paragraph below may be its own head.
    pub(super) fn crossed(&self, run: &Run, para: usize) -> i32 {
        let ended = |n: usize| self.ended.get(n).copied().unwrap_or(0) as i32;
        let Some(&n) = self.paras.get(para) else { return 0 };
        if n < run.blocks.start {
            ended(run.blocks.start) - ended(n)
        } else {
            ended(run.blocks.end.max(n - 1)) - ended(run.blocks.end)
        }
    }

    /// Whether a title stands right over a paragraph that is none of the run's.
    fn is_titled(&self, blocks: &[ReadBlock], run: &Run, para: usize) -> bool {
        let over = self.paras.get(para).and_then(|n| n.checked_sub(1)).filter(|n| !run.blocks.contains(n));
        over.and_then(|n| blocks.get(n)).is_some_and(|block| is_title(block.kind))
    }

    /// What it costs that an article begins with the paragraph.
    fn opening(&self, blocks: &[ReadBlock], decisions: &[Decision], para: usize) -> i32 {
        let decision = self.paras.get(para).and_then(|&n| blocks.get(n)).and_then(|b| decisions.get(b.line as usize));
        decision.map_or(0, |d| (d.more(State::Opens) - d.more(State::Para)).clamp(-CUT, OPENING))
    }
}

/// How far the text reaches that begins with a paragraph and is compared: how many paragraphs, and bytes.
fn reach(blocks: &[ReadBlock], paras: &[usize]) -> (usize, u32) {
    let (mut bytes, mut count) = (0, 0);
    for (before, &n) in std::iter::once(&usize::MAX).chain(paras).zip(paras) {
        let Some(block) = blocks.get(n).filter(|_| bytes < REACH && (count == 0 || before + 1 == n)) else { break };
        bytes += block.span.end - block.span.start;
        count += 1;
    }
    (count, bytes)
}

/// What a run is worth as one head, or as the last of one article and the first of the next, each on lines of its own; and as
/// these two where a line holds pieces of both: so much, and with which word the second begins.
fn one_head(words: &[Word], bodies: &[Body<'_>], most: &mut Vec<[Option<i32>; 2]>) -> (i32, (i32, usize)) {
    // for each division, what the text above, and that below, that shares most with its part shares with it
    most.clear();
    most.resize(words.len() + 1, [None; 2]);
    for body in bodies.iter().filter(|body| body.is_near) {
        let mut sum = 0;
        let mut add = |most: &mut Option<i32>, shared: &i32| {
            sum += shared;
            *most = (*most).max(Some(sum));
        };
        if body.above {
            most.iter_mut().zip([&0].into_iter().chain(body.row)).for_each(|([first, _], shared)| add(first, shared));
        } else {
            let shared = [&0].into_iter().chain(body.row.iter().rev());
            most.iter_mut().rev().zip(shared).for_each(|([_, second], shared)| add(second, shared));
        }
    }
    let (mut base, mut inside) = (0, (0, 0));
    for (k, most) in most.iter().enumerate() {
        let [first, second] = most.map(|most| most.unwrap_or(0));
        if k == 0 || k == words.len() {
            base = base.max(first + second);
        } else if !is_in_line(words, k) {
            base = base.max(first + second - CUT);
        } else if first > OWN && second > OWN && first + second - cut(words, k) > inside.0 {
            inside = (first + second - cut(words, k), k);
        }
    }
    (base, inside)
}

/// Whether the second of two words stands on the line of the first.
fn is_in_line(words: &[Word], second: usize) -> bool {
    let block = |n: usize| words.get(n).map(|word| word.block);
    second.checked_sub(1).and_then(block) == block(second)
}

/// What it costs that a line of a row is of the head of the line before it.
fn stays(words: &[Word], second: usize) -> i32 {
    if is_in_line(words, second) { 0 } else { STAYS }
}

/// Whether the second of two words stands in the row of the first.
fn is_in_row(words: &[Word], second: usize) -> bool {
    let row = |n: usize| words.get(n).map(|word| word.row);
    second.checked_sub(1).and_then(row) == row(second)
}

/// What it costs that a line is cut before a word.
fn cut(words: &[Word], second: usize) -> i32 {
    let kicker = |n: usize| words.get(n).is_some_and(|word| word.kicker);
    let cut = if is_in_line(words, second) { CUT } else { ROW_CUT };
    cut - if kicker(second) || kicker(second - 1) { BESIDE_KICKER } else { 0 }
}

/// What the characters at the ends of a run's lines say, in 1/64 nat: where a head's line ends in the middle of a word, the line
/// that goes on with it is the head's too.
#[derive(Clone, Copy, Default)]
pub(super) struct Lines {
    /// If each line goes on with the one before it.
    pub as_one: i32,
    /// By how much more any division's may say at most.
    pub most: i32,
}

impl Lines {
    pub(super) fn of(words: &[Word]) -> Lines {
        let as_one = lines_of(words, std::iter::repeat(0));
        // of each line, one word of each head can go on with another's
        let lines = words.chunk_by(|a, b| a.row == b.row).skip(1).map(|line| line.len().min(MOST_HEADS) as i32);
        let most = lines.sum::<i32>() * Pair::Closest.worth() - as_one;
        Lines { as_one, most }
    }
}

/// What they say if each word is of such a head.
pub(super) fn lines_of(words: &[Word], heads: impl IntoIterator<Item = usize>) -> i32 {
    let mut sum = 0;
    let mut last: [Option<&Word>; MOST_HEADS] = [None; MOST_HEADS];
    for (word, head) in words.iter().zip(heads) {
        let Some(last) = last.get_mut(head) else { continue };
        sum += last.filter(|last| last.row < word.row).map_or(0, |last| last.goes_on(word));
        *last = Some(word);
    }
    sum
}

/// The better of two sets of paragraphs, if the new one is worth more than `least`.
fn better<'b, 'r>(
    words: &[Word],
    lines: Lines,
    best: Option<(i32, Vec<&'b Body<'r>>)>,
    set: &[&'b Body<'r>],
    least: i32,
) -> Option<(i32, Vec<&'b Body<'r>>)> {
    let cost: i32 = set.iter().map(|body| body.cost).sum();
    let bound = best.as_ref().map_or(least, |best| best.0.max(least));
    // no division is worth more than each word with the paragraph that it speaks of most
    let most = |n: usize| set.iter().filter_map(|body| body.row.get(n)).max().copied().unwrap_or(0);
    // and than what cuts beside kickers take off
    let taken_off = (1..words.len()).filter(|&n| is_in_row(words, n)).map(|n| (-cut(words, n)).max(0)).sum::<i32>();
    if (0..words.len()).map(most).sum::<i32>() + taken_off + lines.most - cost <= bound {
        return best;
    }
    let found = divide(words, set);
    let starts = found.heads.first() == Some(&0);
    // of the texts on both sides, and of more than two, heads are seen side by side only where they share a line
    let both_sides = set.iter().any(|body| body.above) && set.iter().any(|body| !body.above);
    if !found.cuts && (both_sides || set.len() > 2) {
        return best;
    }
    let in_turn = if found.cuts { 0 } else { IN_TURN };
    let gain = found.gain + lines_of(words, found.heads.iter().copied()) - lines.as_one - cost - in_turn;
    if gain > bound && starts && found.own.iter().take(set.len()).all(|&o| o > OWN) {
        return Some((gain, set.to_vec()));
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
    /// Whether a row is cut.
    pub cuts: bool,
}

/// The best division of all words between paragraphs, each taken alone.
#[cfg(test)]
pub(super) fn divide_alone(shares: &Shares, blocks: &[ReadBlock], paras: &[usize]) -> Division {
    let mut rows = Vec::new();
    for &para in paras {
        let blocks: Vec<ReadBlock> = blocks.iter().take(shares.paras[para] + 1).copied().collect();
        let mut alone = Shares { reaches: vec![(0, 0); para], ..shares.clone() };
        alone.reaches.push(reach(&blocks, &shares.paras[para..]));
        alone.speak(&(0..shares.words.len()), para, |speaks| rows.push(speaks));
    }
    let body = |(&para, row)| Body { para, above: false, row, is_named: true, cost: 0, is_near: true };
    let bodies: Vec<Body<'_>> = paras.iter().zip(rows.chunks(shares.words.len())).map(body).collect();
    divide(&shares.words, &bodies.iter().collect::<Vec<_>>())
}

/// The best division: on each line the heads stand in the order of their paragraphs.
fn divide(words: &[Word], set: &[&Body<'_>]) -> Division {
    let speaks = |head: usize, n: usize| set.get(head).and_then(|body| body.row.get(n)).copied().unwrap_or(0);
    let mut out = Division { heads: Vec::with_capacity(words.len()), ..Division::default() };
    let mut at = 0;
    for line in words.chunk_by(|a, b| a.row == b.row) {
        let mut costs = [i32::MIN / 2; MOST_HEADS];
        let mut from = Vec::with_capacity(line.len()); // for each word and head, the head of the word before
        for n in at..at + line.len() {
            let (mut next, mut back) = (costs, [0; MOST_HEADS]);
            let mut before = (i32::MIN / 2, 0); // the best of the heads before
            for head in 0..set.len() {
                let stay = if n == at { 0 } else { costs.get(head).copied().unwrap_or(0) - stays(words, n) };
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
