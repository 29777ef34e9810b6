//! Openers: paragraphs behind others that may open an article. Which of them does is told by its head too, where that stands behind
//! the text: a head speaks of what its article begins with, and not of the text before that.

use super::blocks::ReadBlock;
use super::decode::Decision;
use super::echoes::{Echoes, Sides};
use super::overlap::{Overlap, shares};
use super::state::State;
use crate::page::change::{Kind, Span};

/// So many of them are told apart at a time, the last ones, each by a slot of its own.
pub(crate) const SLOTS: usize = 4;
/// The slot of all other paragraphs: a title is compared with all of the text above it.
pub(crate) const NO_SLOT: usize = SLOTS;

/// A paragraph of which the reading of lines is surer than this that it goes on opens nothing, in 1/64 nat: three nats. On 280 printed
/// pages by five extractors .7773 of the articles are whole, with six .7764, with one and a half .7757.
const MAY_OPEN: i32 = 192;
/// An article's beginning, in bytes: its first 150 characters.
const BEGINNING: u32 = 450;
/// What a title shares with a paragraph's beginning speaks for its opening the article, but less than for its being of it, as it
/// may share that with any paragraph of the article: by so many sixteenths. On those pages .7746 are whole with none, .7773 with three.
const BEGINS: i32 = 3;

/// The slot of each block.
pub(super) fn slots(decisions: &[Decision], blocks: &[ReadBlock]) -> Vec<usize> {
    let is_text = |kind| matches!(kind, Kind::Para | Kind::Fragment);
    let (mut before, mut next) = (None, 0);
    let slot = |block: &ReadBlock| {
        let is_behind = before.replace(block.kind).is_some_and(|kind| is_text(kind) || kind == Kind::Subhead);
        let decision = decisions.get(block.line as usize);
        let may_open = decision.is_some_and(|d| d.more(State::Opens) - d.more(State::Para) < MAY_OPEN);
        if !(is_behind && is_text(block.kind) && may_open) {
            return NO_SLOT;
        }
        next += 1;
        (next - 1) % SLOTS
    };
    blocks.iter().map(slot).collect()
}

/// Compares each line of a run of titles with what the article would be that stands `above` it, if one of these blocks opened it.
/// `slots` has theirs, and `overlaps` what the lines share with all of that text.
pub(super) fn compare_since(
    echoes: &Echoes,
    lines: &(impl Iterator<Item = impl AsRef<str>> + Clone),
    above: Span,
    blocks: &[ReadBlock],
    slots: &[usize],
    sides: &mut Sides,
    overlaps: &mut [Overlap],
) {
    let openers = blocks.iter().zip(slots).rev().take_while(|(block, _)| block.span.start >= above.start);
    for (opener, &slot) in openers.filter(|(_, slot)| **slot < SLOTS).take(SLOTS) {
        let at = opener.span.start;
        let so_far = Span::new(above.start, at);
        let beginning = Span::new(at, (at + BEGINNING).min(above.end));
        let mut rest = overlaps.iter_mut();
        shares(echoes, lines.clone(), [so_far, beginning], sides, |[so_far, beginning], _| {
            // a line that speaks of neither says nothing of where its article begins
            if let Some(overlap) = rest.next()
                && (overlap.above > 0 || beginning > 0)
                && let Some(since) = overlap.since.get_mut(slot)
            {
                *since = overlap.above - so_far + beginning * BEGINS / 16;
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::super::Page;
    use super::*;

    const DATED: &str = "新华社北塘12月4日电 湖边的步道换上了路灯，散步的老人都停下来看灯。";
    const OIL: &str = "停了十七年的榨油坊又响起了木槌声，村里请来七十岁的师傅掌锤。";

    /// What a title of this text shares with the paragraphs above it: with all, and with each as an opener.
    fn since(paragraphs: &[&str], slots: &[usize], title: &str) -> (i32, [i32; SLOTS]) {
        let text = format!("{}\n{title}\n", paragraphs.join("\n"));
        let page = Page::scan(&text, None);
        let mut at = 0;
        let mut block = |line: &&str| {
            at += line.len() as u32 + 1;
            let kind = if **line == *title { Kind::Headline } else { Kind::Para };
            ReadBlock::new(Span::new(at - 1 - line.len() as u32, at - 1), kind, 0)
        };
        let blocks: Vec<ReadBlock> = paragraphs.iter().chain([&title]).map(&mut block).collect();
        let echoes = Echoes::of_all(&text, &page, &blocks);
        let (above, end) = (Span::new(0, blocks[paragraphs.len() - 1].span.end), text.len() as u32);
        let (mut sides, mut out) = (Sides::of(&echoes), Vec::new());
        let below = Span::new(end, end);
        super::super::overlap::compare(&echoes, [title].into_iter(), above, below, &mut sides, &mut out);
        let lines = [title].into_iter();
        compare_since(&echoes, &lines, above, &blocks[..paragraphs.len()], slots, &mut sides, &mut out);
        (out[0].above, out[0].since)
    }

    #[test]
    fn a_title_speaks_of_what_its_article_begins_with_and_not_of_the_text_before() {
        let none = NO_SLOT;
        let (all, [own, ..]) = since(&[OIL, DATED], &[none, 0], "湖边路灯照步道");
        assert!(own > all + 60, "{own} for {all}");
        let (all, [other, ..]) = since(&[DATED, OIL], &[none, 0], "湖边路灯照步道");
        assert!(other < all - 200, "{other} for {all}");
    }

    #[test]
    fn a_line_that_speaks_of_nothing_says_nothing_of_where_its_article_begins() {
        let (all, since) = since(&[OIL, DATED], &[NO_SLOT, 0], "县园林中心");
        assert!(all <= 0, "{all}");
        assert_eq!(since, [all; SLOTS]);
    }

    #[test]
    fn where_nothing_may_open_an_article_a_title_is_compared_with_all_that_stands_above() {
        let (all, since) = since(&[OIL, DATED], &[NO_SLOT; 2], "湖边路灯照步道");
        assert_eq!(since, [all; SLOTS]);
    }

    #[test]
    fn a_slot_is_that_of_the_last_paragraph_that_took_it() {
        let (all, each) = since(&[OIL, OIL, DATED], &[NO_SLOT, 0, 0], "湖边路灯照步道");
        assert_eq!(each[1..], [all; SLOTS - 1]);
        assert!(each[0] != all);
    }
}
