//! Items: the blocks of a page as the second stage takes them, with what the reading of lines leaves in doubt of each, and what its words
//! share with those of others.

use super::Page;
use super::blocks::{ReadBlock, is_title};
use super::bodies::{body_above, body_below, text_before};
use super::cues::Cues;
use super::decode::Decision;
use super::echoes::{Echoes, Sides};
use super::heads::Item;
use super::openers::{NO_SLOT, compare_since, slots};
use super::overlap::{Overlap, cohesion, compare};
use super::state::State;
use crate::page::change::Kind;

/// Where the reading of lines is surer than this, in 1/64 nat, that a paragraph opens an article or goes on with one, what
/// it shares with the text before it is not asked: on unseen pages nothing changes beyond three and a half nat.
const DOUBT: i32 = 220;
/// And this where what it shares with the titles before it counts in full. While both were the same, more headings of a manual in one wide
/// column were taken for heads.
const SHARED_DOUBT: i32 = 330;

/// How much of a doubt of a paragraph, in sixteenths, is that of the titles before it. On some 400 pages by five extractors .894 of the
/// neighbours come into one article with none, and .896 with 8, 12 and 16; with 12 heads move in 173 of 3,679 texts of other kinds, which
/// did in 186.
const ONE_DOUBT: i32 = 12;

/// A headline names what the body speaks of, a kicker seldom does, but for that of an organisation: how much that weighs, in
/// sixteenths of the overlap.
const NAMES_IT: i32 = 6;

/// The blocks as the second stage takes them.
pub(super) fn items(
    text: &str,
    page: &Page,
    echoes: &Echoes,
    decisions: &[Decision],
    blocks: &[ReadBlock],
) -> Vec<Item> {
    let slots = slots(decisions, blocks);
    let overlaps = overlaps(text, page, echoes, blocks, &slots);
    let runs = run_lengths(blocks);
    let mut items = Vec::with_capacity(blocks.len());
    for (n, (block, overlap)) in blocks.iter().zip(overlaps).enumerate() {
        let line = block.line as usize;
        let decision = decisions.get(line);
        let of = |state: State| decision.map_or(0, |d| d.more(state));
        items.push(match block.kind {
            Kind::Byline | Kind::Credit => Item::Byline,
            Kind::Masthead => Item::Masthead,
            Kind::Para | Kind::Fragment => {
                // what turns the titles before it into a head, or into a heading inside, turns the paragraph too
                let (head, subhead) = match items.last() {
                    Some(Item::Title { head, subhead, .. }) => {
                        let run = n.checked_sub(1).and_then(|n| runs.get(n)).copied().unwrap_or(1);
                        (head * run, subhead * run)
                    }
                    _ => (0, 0),
                };
                let (opens, goes_on) = (of_its_own(of(State::Opens), head), of_its_own(of(State::Para), subhead));
                let doubted = opens.max(goes_on) < DOUBT && of(State::Opens).max(of(State::Para)) < SHARED_DOUBT;
                let before = if doubted { text_before(blocks, n) } else { None };
                let cohesion = before.map_or(0, |before| cohesion(text, before, block.span));
                Item::Body { opens, goes_on, cohesion, slot: slots.get(n).copied().unwrap_or(NO_SLOT) }
            }
            Kind::Kicker | Kind::Headline | Kind::Subhead => {
                // the doubts of a run's lines are one doubt: what turns one of them turns all
                let run = runs.get(n).copied().unwrap_or(1);
                let is_office = page.lines.get(line).is_some_and(|l| l.cues.has(Cues::ORGANISATION));
                let names = if is_office { 0 } else { overlap.above.max(overlap.below) * NAMES_IT / 16 };
                Item::Title {
                    subhead: of(State::Subhead) / run,
                    head: of(State::Kicker).min(of(State::Headline)) / run,
                    banner: of(State::Masthead),
                    kicker: of(State::Kicker) + names < of(State::Headline),
                    overlap,
                    parted: page.lines.get(line).is_some_and(|l| l.blanks > 0),
                }
            }
        });
    }
    items
}

/// What a doubt of a paragraph is beside that of the titles before it, which it shares.
fn of_its_own(doubt: i32, of_titles: i32) -> i32 {
    doubt - of_titles.min(doubt) * ONE_DOUBT / 16
}

/// How many lines of titles stand together where each block stands.
fn run_lengths(blocks: &[ReadBlock]) -> Vec<i32> {
    let mut out = Vec::with_capacity(blocks.len());
    while out.len() < blocks.len() {
        let run = blocks.iter().skip(out.len()).take_while(|b| is_title(b.kind)).count().max(1);
        out.extend(std::iter::repeat_n(run as i32, run));
    }
    out
}

/// What each line of a title shares with the text on either side.
fn overlaps(text: &str, page: &Page, echoes: &Echoes, blocks: &[ReadBlock], slots: &[usize]) -> Vec<Overlap> {
    let mut out = Vec::with_capacity(blocks.len());
    let mut sides = Sides::of(echoes);
    while out.len() < blocks.len() {
        let n = out.len();
        let run = blocks.iter().skip(n).take_while(|b| is_title(b.kind)).count();
        if run == 0 {
            out.push(Overlap::default());
            continue;
        }
        let (above, below) = (body_above(blocks, n), body_below(blocks, n + run));
        let lines = blocks.iter().skip(n).take(run).map(|block| page.shown_block(text, block));
        compare(echoes, lines.clone(), above, below, &mut sides, &mut out);
        let (before, own) = (blocks.get(..n).unwrap_or_default(), out.get_mut(n..).unwrap_or_default());
        compare_since(echoes, &lines, above, before, slots, &mut sides, own);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_doubt_that_a_paragraph_shares_with_the_titles_before_it_counts_once() {
        assert_eq!([0, 64, 160, 400].map(|of_titles| of_its_own(160, of_titles)), [160, 112, 40, 40]);
        assert_eq!(of_its_own(0, 400), 0);
    }

    #[test]
    fn the_lines_of_a_title_share_one_doubt() {
        let span = crate::page::change::Span::new(0, 0);
        let kinds = [Kind::Para, Kind::Kicker, Kind::Headline, Kind::Para, Kind::Subhead, Kind::Byline];
        let blocks = kinds.map(|kind| ReadBlock::new(span, kind, 0));
        assert_eq!(run_lengths(&blocks), [1, 2, 2, 1, 1, 1]);
        assert!(run_lengths(&[]).is_empty());
    }
}
