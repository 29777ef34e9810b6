//! Shares: what the words of titles share with the paragraphs near.

use super::super::Page;
use super::super::blocks::ReadBlock;
use super::super::decode::Decision;
use super::super::echoes::Echoes;
use super::super::overlap::{MOST, PAIRS, REACH, near, weights};
use super::super::pairs::each_pair;
use super::super::rarity::{CLASSES, class};
use super::super::state::State;
use super::divide::{Body, Heads, OWN, heads_of};
#[cfg(test)]
use super::divide::{Division, divide};
use super::rows::{parts_lines, price_cuts, put_in_rows};
use super::words::{Word, ends, is_kicker, is_table, words_of};
use super::{ROWS, is_text, is_title};
use crate::page::change::{Kind, Span};
use std::ops::Range;

/// A paragraph behind another head costs this, in 1/64 nat.
const CROSSED: i32 = 2 * 64;
/// A paragraph right under a title of another run costs this: that may be its own. Set with `IN_TURN` on 180 printed pages
/// that costs are fitted on, none of those that figures stand on.
const TITLED: i32 = 2 * 64;
/// What the reading of lines says for a paragraph's being an article's first counts up to this (what says no more than that against
/// it leaves open whether it is),
const OPENS: i32 = 64;
/// and against it up to this: it looks for a head above it, which stands beside another here. With three nats, and
/// with five, fewer articles are whole on 400 printed pages.
const OPENING: i32 = 4 * 64;
/// So many paragraphs are looked at on either side.
const WINDOW: usize = 24;
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
    /// Whether blank lines part the lines of paragraphs, if that was asked.
    parted: Option<bool>,
}

/// Lines of titles one below the other: their blocks, and their words.
#[derive(Clone, Debug)]
pub(super) struct Run {
    pub blocks: Range<usize>,
    pub words: Range<usize>,
}

impl Shares {
    pub(super) fn of(text: &str, page: &Page, echoes: &Echoes, blocks: &[ReadBlock], decisions: &[Decision]) -> Shares {
        let (mut words, mut runs) = (Vec::new(), Vec::new());
        let mut parted = None;
        let mut ended = Vec::with_capacity(blocks.len() + 1);
        let (mut n, mut count) = (0, 0);
        while n < blocks.len() {
            let run = blocks.iter().skip(n).take_while(|b| is_title(b.kind)).count();
            ended.extend(std::iter::repeat_n(count, run.max(1)));
            // headings inside a text are no heads of another
            count += u32::from(blocks.iter().skip(n).take(run).any(|b| b.kind != Kind::Subhead));
            if (1..=ROWS).contains(&run) {
                let from = words.len();
                let mut unit = n;
                for (n, block) in blocks.iter().enumerate().skip(n).take(run) {
                    if page.lines.get(block.line as usize).is_none_or(|line| line.blanks > 0) {
                        unit = n;
                    }
                    let word = |span: Span| Word {
                        block: n,
                        row: n,
                        unit,
                        cut: 0,
                        stays: 0,
                        span,
                        chars: span.of(text).chars().count(),
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
                if own.len() < 2 || is_table(own) {
                    words.truncate(from);
                } else {
                    put_in_rows(page, blocks, own, || *parted.get_or_insert_with(|| parts_lines(page, blocks)));
                    price_cuts(own);
                    runs.push(Run { blocks: n..n + run, words: from..words.len() });
                }
            }
            n += run.max(1);
        }
        ended.push(count);
        let mut shares = Shares { words, runs, ended, parted, ..Shares::default() };
        if !shares.runs.is_empty() {
            shares.compare(text, echoes, blocks, decisions);
        }
        shares
    }

    /// Finds the pairs of the words in the paragraphs.
    fn compare(&mut self, text: &str, echoes: &Echoes, blocks: &[ReadBlock], decisions: &[Decision]) {
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
        self.reaches.extend(
            (0..self.paras.len()).map(|para| reach(blocks, decisions, self.paras.get(para..).unwrap_or_default())),
        );
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
    pub(super) fn heads(&self, page: &Page, blocks: &[ReadBlock], decisions: &[Decision]) -> Vec<Heads> {
        let mut parted = self.parted;
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
                    let is_titled = self.is_titled(blocks, run, para);
                    let titled = if is_titled { TITLED } else { 0 };
                    let opening = self.opening(blocks, decisions, para);
                    let opens = crossed == 0 && opening < 0 && !is_titled;
                    let cost = crossed * CROSSED + titled + opening;
                    let block = self.paras.get(para).copied().unwrap_or(0);
                    let (above, is_near, may_be_led) = (para < split, crossed == 0, is_named || opens);
                    bodies.push(Body { block, above, row, may_be_led, cost, is_near, is_titled, opens });
                }
            }
            let words = self.words.get(run.words.clone()).unwrap_or_default();
            let mut parts_lines = || *parted.get_or_insert_with(|| parts_lines(page, blocks));
            found.extend(heads_of(words, &bodies, &mut parts_lines, &mut most));
        }
        found
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
        let block = self.paras.get(para).and_then(|&n| blocks.get(n));
        block.and_then(|block| opening(decisions, block)).map_or(0, |more| more.clamp(-OPENS, OPENING))
    }
}

/// How much dearer it is for the reading of lines that an article begins with a block than that it goes on.
fn opening(decisions: &[Decision], block: &ReadBlock) -> Option<i32> {
    decisions.get(block.line as usize).map(|d| d.more(State::Opens) - d.more(State::Para))
}

/// How far the text reaches that begins with a paragraph and is compared: how many paragraphs, and bytes. It ends before one with
/// which an article may begin as well.
fn reach(blocks: &[ReadBlock], decisions: &[Decision], paras: &[usize]) -> (usize, u32) {
    let (mut bytes, mut count) = (0, 0);
    for (before, &n) in std::iter::once(&usize::MAX).chain(paras).zip(paras) {
        let Some(block) = blocks.get(n).filter(|_| bytes < REACH && (count == 0 || before + 1 == n)) else { break };
        if count > 0 && opening(decisions, block).is_some_and(|more| more <= OPENS) {
            break;
        }
        bytes += block.span.end - block.span.start;
        count += 1;
    }
    (count, bytes)
}

/// The best division of all words between paragraphs, each taken alone.
#[cfg(test)]
pub(super) fn divide_alone(shares: &Shares, blocks: &[ReadBlock], paras: &[usize]) -> Division {
    let mut rows = Vec::new();
    for &para in paras {
        let blocks: Vec<ReadBlock> = blocks.iter().take(shares.paras[para] + 1).copied().collect();
        let mut alone = Shares { reaches: vec![(0, 0); para], ..shares.clone() };
        alone.reaches.push(reach(&blocks, &[], &shares.paras[para..]));
        alone.speak(&(0..shares.words.len()), para, |speaks| rows.push(speaks));
    }
    let body = |(&block, row)| Body {
        block,
        above: false,
        row,
        may_be_led: true,
        cost: 0,
        is_near: true,
        is_titled: false,
        opens: false,
    };
    let bodies: Vec<Body<'_>> = paras.iter().zip(rows.chunks(shares.words.len())).map(body).collect();
    divide(&shares.words, &bodies.iter().collect::<Vec<_>>())
}
