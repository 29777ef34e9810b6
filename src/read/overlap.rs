//! Overlap: whether a headline speaks of the text above it or of the text below it, by the pairs of characters they share.

use super::echoes::{Echoes, Sides};
use super::openers::SLOTS;
use super::pairs::{Pairs, SmallSieve, each_pair, each_pair_in};
use super::rarity::{CLASSES, class};
use crate::page::change::Span;

/// How far the text on either side is searched, in bytes from its start: four hundred characters. Reports name what their
/// headline names early, and a longer text shares pairs by chance.
pub(super) const REACH: u32 = 1200;
/// So much of a text.
pub(super) fn near(span: Span) -> Span {
    Span::new(span.start, (span.start + REACH).min(span.end))
}

/// Pairs that are taken from a line at most.
pub(super) const PAIRS: usize = 64;

/// What a pair of each class of [`rarity`](super::rarity) weighs that a title shares with a text, and what one weighs that it does
/// not share, in 1/64 nat.
pub(super) type Weights = [(i32, i32); CLASSES];

/// Weights for texts of a hundred characters, two hundred, four hundred. Measured over 1,150 articles, each title against its own
/// text and twenty others: of a title's rare pairs its own text has .31 to .41, another .0007 to .002; of those that stand
/// everywhere .69 to .88, and .09 to .20. Pairs of one word come together, and pages have topics, so that each counts for half.
const WEIGHTS: [Weights; 3] = [
    [(197, -12), (155, -24), (136, -21), (109, -25), (94, -27), (66, -34), (96, -5)],
    [(188, -15), (144, -32), (123, -27), (100, -35), (85, -37), (56, -46), (89, -6)],
    [(172, -16), (130, -37), (108, -32), (88, -44), (68, -42), (47, -61), (79, -6)],
];

/// The weights for a text of so many bytes.
pub(super) fn weights(bytes: u32) -> &'static Weights {
    let [short, middle, long] = &WEIGHTS;
    match bytes {
        ..=450 => short,
        451..=900 => middle,
        _ => long,
    }
}

/// How much more likely the line is where it speaks of the text than where it does not, in 1/64 nat.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Overlap {
    pub above: i32,
    pub below: i32,
    /// Pairs that only one side has.
    pub decides: u32,
    /// The same as `above` if one of the [`openers`](super::openers) opens the text above, by its slot.
    pub since: [i32; SLOTS],
}

impl Overlap {
    /// Whether nothing says that the line speaks of either side.
    pub(crate) fn is_none(self) -> bool {
        self.above <= 0 && self.below <= 0 && self.since.iter().all(|&since| since <= 0)
    }
}

/// No single line may outweigh everything else on its page.
pub(super) const MOST: i32 = 8 * 64;

/// Compares each line of a run with what stands above and below it. `lines` are the lines' texts.
pub(crate) fn compare(
    echoes: &Echoes,
    lines: impl Iterator<Item = impl AsRef<str>>,
    above: Span,
    below: Span,
    sides: &mut Sides,
    out: &mut Vec<Overlap>,
) {
    shares(echoes, lines, [above, below], sides, |said, decides| {
        let [above, below] = said.map(|sum| sum.clamp(-MOST, MOST));
        out.push(Overlap { above, below, decides, since: [above; SLOTS] });
    });
}

/// What each line of a run shares with two texts, however much, and how many pairs only one of them has.
pub(super) fn shares(
    echoes: &Echoes,
    lines: impl Iterator<Item = impl AsRef<str>>,
    texts: [Span; 2],
    sides: &mut Sides,
    mut found: impl FnMut([i32; 2], u32),
) {
    let [above, below] = texts.map(near);
    sides.see(echoes.within(above), echoes.within(below));
    let nothing = &[(0, 0); CLASSES];
    let weights =
        [above, below].map(|span| if span.start < span.end { weights(span.end - span.start) } else { nothing });
    let mut own = std::mem::take(&mut sides.own);
    for line in lines {
        own.clear();
        let (mut said, mut decides) = ([0; 2], 0);
        each_pair(line.as_ref(), |pair| {
            if own.len() >= PAIRS || own.contains(&pair) {
                return;
            }
            own.push(pair);
            let seen = echoes.number(pair).map_or([false; 2], |number| sides.of_pair(number));
            let class = class(pair);
            for ((sum, weights), seen) in said.iter_mut().zip(weights).zip(seen) {
                let (hit, miss) = weights.get(class).copied().unwrap_or_default();
                *sum += if seen { hit } else { miss };
            }
            decides += u32::from(seen == [true, false] || seen == [false, true]);
        });
        found(said, decides);
    }
    sides.own = own;
}

/// How far a paragraph is compared with the text before it, in bytes: its first 150 characters with the 500 before.
const COHESION_HERE: u32 = 450;
const COHESION_BEFORE: u32 = 1500;
/// No more than this is made of it, in 1/64 nat.
pub(super) const COHESION_MOST: i32 = 4 * 64;

/// What a pair of a paragraph weighs, by its class, that stands in the text before it, and what one that does not, in 1/64 nat: for
/// texts of up to 150 characters, 300 and more. Measured over 12,000 paragraphs, each with the text before it in its article and
/// with that of another: of rare pairs .08 to .10 stand there, by chance .0006 to .003; of those that stand everywhere .25 to .50,
/// and .07 to .22.
const COHESIVE: [Weights; 3] = [
    [(316, -5), (240, -8), (202, -9), (155, -8), (113, -8), (79, -14), (0, 0)],
    [(292, -7), (203, -13), (162, -13), (129, -13), (93, -14), (64, -21), (0, 0)],
    [(226, -7), (165, -15), (138, -15), (101, -16), (73, -19), (51, -28), (0, 0)],
];
/// Pairs of one word come together, and the articles of a page are no random ones: each pair counts for a third.
const COHESION_SHARE: i32 = 3;

/// How much more likely the paragraph `here` goes on with the text `before` than begins another article, in 1/64 nat.
pub(crate) fn cohesion(text: &str, before: Span, here: Span) -> i32 {
    let before = Span::new(floor(text, before.end.saturating_sub(COHESION_BEFORE).max(before.start)), before.end);
    // datelines share their words with every other dateline
    let opens = here.start + super::datelines::dateline_end(here.of(text)).unwrap_or(0) as u32;
    let here = Span::new(opens, floor(text, (opens + COHESION_HERE).min(here.end)));
    let [short, middle, long] = &COHESIVE;
    let weights = match before.end - before.start {
        ..90 => return 0,
        90..450 => short,
        450..900 => middle,
        _ => long,
    };
    let weight = |pair| weights.get(class(pair)).copied().unwrap_or_default();
    let (mut own, mut sieve) = (Pairs::default(), SmallSieve::default());
    let mut odds = 0;
    each_pair(here.of(text), |pair| {
        if (own.count as usize) < Pairs::MOST && is_han_pair(pair) && own.add(pair) {
            sieve.add(pair);
            odds += weight(pair).1;
        }
    });
    let range = before.start as usize..before.end as usize;
    each_pair_in(&sieve, text, range, |pair, from, _| {
        if from >= before.start as usize && own.take(pair) {
            let (hit, miss) = weight(pair);
            odds += hit - miss;
        }
    });
    (odds / COHESION_SHARE).clamp(-COHESION_MOST, COHESION_MOST)
}

/// The end of a character at or before `at`.
pub(super) fn floor(text: &str, at: u32) -> u32 {
    (0..4).map(|back| at.saturating_sub(back)).find(|&at| text.is_char_boundary(at as usize)).unwrap_or(0)
}

/// Whether both are Chinese characters: digits of years and dates are everybody's.
fn is_han_pair(pair: u64) -> bool {
    pair >> 24 > 0xffff && pair & 0xff_ffff > 0xffff
}

#[cfg(test)]
mod tests {
    use super::super::Page;
    use super::super::blocks::ReadBlock;
    use super::*;
    use crate::page::change::Kind;

    /// What the second line, a title, shares with the first and the third.
    fn overlap(above: &str, title: &str, below: &str) -> Overlap {
        let text = format!("{above}\n{title}\n{below}\n");
        let page = Page::scan(&text, None);
        let kind = |n| if n == 1 { Kind::Headline } else { Kind::Para };
        let block = |(n, span): (usize, Span)| ReadBlock::new(span, kind(n), n as u32);
        let starts = [0, above.len() + 1, above.len() + title.len() + 2];
        let spans =
            starts.iter().zip([above, title, below]).map(|(&at, t)| Span::new(at as u32, (at + t.len()) as u32));
        let blocks: Vec<ReadBlock> = spans.enumerate().map(block).collect();
        let echoes = Echoes::of_all(&text, &page, &blocks);
        let mut out = Vec::new();
        compare(&echoes, [title].into_iter(), blocks[0].span, blocks[2].span, &mut Sides::of(&echoes), &mut out);
        out[0]
    }

    #[test]
    fn a_title_shares_its_pairs_with_the_text_that_it_speaks_of() {
        // of two pairs, rare ones, both are above, and none is below
        let (hit, miss) = weights(30)[0];
        let shared = overlap("夜步道灯了。", "夜步道", "木槌声又响起。");
        assert_eq!(shared, Overlap { above: 2 * hit, below: 2 * miss, decides: 2, since: [2 * hit; SLOTS] });
        let one = overlap("夜步又", "夜步道", "木槌道");
        assert_eq!(one, Overlap { above: hit + miss, below: 2 * miss, decides: 1, since: [hit + miss; SLOTS] });
        let both = overlap("夜步道", "夜步道", "夜步道");
        assert_eq!(both, Overlap { above: 2 * hit, below: 2 * hit, decides: 0, since: [2 * hit; SLOTS] });
        assert_eq!(overlap("", "夜步道", "夜步道").above, 0, "no text says nothing");
    }

    #[test]
    fn a_pair_counts_once_and_a_line_for_no_more_than_the_most() {
        let (hit, miss) = weights(30)[0];
        assert_eq!(overlap("夜步夜步", "夜步夜步", "木槌").above, 2 * hit, "夜步 and 步夜");
        let long = "一二三四五六七八九十甲乙丙丁戊己庚辛壬癸";
        assert_eq!(
            overlap(long, long, "木槌声"),
            Overlap { above: MOST, below: 19 * miss, decides: 19, since: [MOST; SLOTS] }
        );
    }

    #[test]
    fn a_longer_text_shares_more_by_chance() {
        let bounds = [450, 451, 900, 901];
        assert_eq!(bounds.map(|bytes| weights(bytes)[0]), [(197, -12), (188, -15), (188, -15), (172, -16)]);
    }

    #[test]
    fn a_side_says_something_only_where_it_shares() {
        let none = |above, below| Overlap { above, below, ..Overlap::default() }.is_none();
        assert!(none(0, 0) && none(-5, -9) && none(0, -1));
        assert!(!none(1, -9) && !none(-9, 1));
    }

    #[test]
    fn a_place_is_moved_back_to_where_a_character_begins() {
        assert_eq!([0, 1, 2, 3, 4, 5, 6].map(|at| floor("a灯b", at)), [0, 1, 1, 1, 4, 5, 5]);
    }

    /// How much more likely the second text goes on with the first than not.
    fn coheres(before: &str, here: &str) -> i32 {
        let text = format!("{before}\n{here}");
        let at = before.len() as u32;
        cohesion(&text, Span::new(0, at), Span::new(at + 1, text.len() as u32))
    }

    #[test]
    fn a_paragraph_goes_on_with_the_text_whose_words_it_has() {
        let before = "湖边的步道换上了太阳能路灯，工人们踩着薄冰把灯杆一根根立起来，散步的老人都停下来看路灯。";
        let same = "步道上的路灯不用电费，散步的老人说，太阳能路灯亮到半夜，工人们每月来湖边的步道看灯杆一次。";
        let other = "停了十七年的榨油坊又响起了木槌声，村里请来七十岁的师傅掌锤，三个年轻人跟着学，菜油很香。";
        assert!(coheres(before, same) > 60, "{}", coheres(before, same));
        assert!(coheres(before, other) < -60, "{}", coheres(before, other));
        assert_eq!(coheres(before, before), COHESION_MOST.min(coheres(before, before)));
        assert_eq!(coheres("灯亮了。", same), 0, "too little went before");
        assert_eq!(coheres(before, ""), 0);
        assert_eq!(coheres(before, "12345"), 0, "numbers are everybody's");
        // what stands before a dateline's end is not compared
        let dated = format!("新华社北塘12月4日电 {same}");
        assert_eq!(coheres(before, &dated), coheres(before, &format!("新华社海东7月1日电 {same}")));
    }
}
