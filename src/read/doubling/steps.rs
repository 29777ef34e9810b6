//! Steps: an item of a masthead that is printed as doubled, of which an extractor drops some of the copies and breaks the line
//! before others: `2031 / 2031年 / 年4月12 / 12日 / 日`. Each line begins with what ends the line before it.
//!
//! Verse goes on so as well. So it is believed only at the head of a page and at its foot, and where a date, a page number or a role comes
//! out.

use super::super::lines::shown;
use super::super::mastheads::{MOST_ITEMS, is_item};
use super::super::together::has_any;
use super::{LINE_MAX, is_inner, places};
use crate::page::change::Span;

/// The lines of a masthead in steps: of 123 printed pages with steps three have more, printed as doubled glyph by glyph, which the
/// parse of runs follows from where it began.
const LINES: usize = 2 * MOST_ITEMS;
/// An item has no more bytes: a date, a page number with its section, a role and its name. Lines of a column are longer: with 48 as many articles
/// of 600 pages are whole, and PDFBox takes 1.4 in a hundred more.
const LONGEST: u32 = 30;
/// So many lines without a step are the end of it: on 118 of those pages no two steps stand further apart.
const QUIET: usize = 16;

/// How far down the page they are looked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Head {
    end: usize,
}

impl Head {
    pub(super) fn new() -> Head {
        Head { end: QUIET }
    }

    /// Whether an item of a masthead may stand there: near the head of the page, and at its foot, where lines of its texts do too.
    fn may_have_item(&self, lines: &[Span], at: usize) -> bool {
        at < self.end || at + LINES >= lines.len() && lines.get(at).is_some_and(is_short)
    }

    /// Whether a row may begin there.
    pub(super) fn may_have_row(&self, lines: &[Span], at: usize) -> bool {
        lines.get(at).is_some_and(is_short) && self.may_have_item(lines, at)
    }

    /// Whether the line at `at` ends with what the next one begins with.
    pub(super) fn goes_on(&mut self, text: &str, lines: &[Span], at: usize) -> bool {
        let here = || matches!(lines.get(at..at + 2), Some([a, b]) if step(text, *a, *b).is_some());
        let goes_on = self.may_have_item(lines, at) && here();
        if goes_on && at < self.end {
            self.end = LINES.min(at + QUIET);
        }
        goes_on
    }
}

/// Whether the line is no longer than an item.
fn is_short(line: &Span) -> bool {
    line.end - line.start <= LONGEST
}

/// The lines from `at` on that are one item in steps: the one behind the last, and the copies.
/// One step is enough right behind a copy, which says that the page has such.
pub(super) fn find(text: &str, lines: &[Span], at: usize, is_behind_copy: bool) -> Option<(usize, Vec<Span>)> {
    let is_foot = at + LINES >= lines.len();
    let below = lines.get(at..if is_foot { lines.len() } else { LINES })?;
    let first = *below.first()?;
    let steps = below.windows(2).map_while(|two| match two {
        [a, b] => step(text, *a, *b),
        _ => None,
    });
    let mut copies: Vec<Span> = steps.collect();
    let steps = copies.len();
    let is_whole = copies.first()?.end - copies.first()?.start > first.end - first.start;
    let item = Span::new(first.start, below.get(steps)?.end);
    add_marks(text, item, &mut copies);
    let single = shown(text, item, &copies);
    // `11 / 11版`: what came again as a whole is not doubled in itself
    let has_copied_sign = copies.iter().any(|copy| copy.of(text).bytes().any(|b| b.is_ascii_alphanumeric()));
    let is_proved = (steps > 1 || is_whole || is_behind_copy)
        && is_item(single.trim())
        && (has_copied_sign || !is_doubled(&single));
    is_proved.then_some((at + steps + 1, copies))
}

/// Whether each of its digits and letters stands beside a copy of itself: then the line ends show only some of the copies.
fn is_doubled(single: &str) -> bool {
    let signs = |b: &u8| b.is_ascii_alphanumeric();
    let runs = single.as_bytes().chunk_by(|a, b| a == b).filter(|run| run.first().is_some_and(signs));
    let (mut any, mut all) = (false, true);
    runs.for_each(|run| (any, all) = (true, all && run.len().is_multiple_of(2)));
    any && all
}

/// The end of the first line that the second begins with, from the end of the first.
fn step(text: &str, a: Span, b: Span) -> Option<Span> {
    let bytes = text.as_bytes();
    let (above, below) = (bytes.get(a.start as usize..a.end as usize)?, bytes.get(b.start as usize..b.end as usize)?);
    // it begins where the second line's first character stands in the first: most have it nowhere
    let first = below.get(..below.iter().skip(1).take_while(|&&b| is_inner(b)).count() + 1)?;
    let may_stand = first.first_chunk::<3>().is_none_or(|first| has_any(above, [*first]));
    if above.len() > 4 * LINE_MAX || !may_stand {
        return None;
    }
    let end = places(above, first).filter_map(|at| above.get(at..)).find(|end| below.starts_with(end))?;
    let between = bytes.get(a.end as usize..b.start as usize)?;
    (memchr::memchr_iter(b'\n', between).count() == 1).then(|| Span::new(a.end, b.start + end.len() as u32))
}

/// Adds the copies of marks between a role and its name, which stand behind them on their line: `编辑//梁禾`.
fn add_marks(text: &str, item: Span, copies: &mut Vec<Span>) {
    for mark in ["//", "：：", "::"] {
        for (at, _) in item.of(text).match_indices(mark) {
            let start = item.start + (at + mark.len() / 2) as u32;
            copies.push(Span::new(start, start + mark.len() as u32 / 2));
        }
    }
    copies.sort_unstable_by_key(|copy| copy.start);
}

#[cfg(test)]
mod tests {
    use super::super::tests::single;

    #[test]
    fn steps_are_taken_together() {
        for (raw, want) in [
            ("2031\n2031年\n年4月12\n12日\n日 星期六", "2031年4月12日 星期六"),
            ("18\n18版\n版\n\n2020\n2020年\n年9月\n\n4日", "18版\n\n2020年9月\n\n4日"),
            ("乡村\n乡村06\n06", "乡村06"),
            ("第11\n11版\n版 三审 林渡", "第11版 三审 林渡"),
            ("编辑\n编辑//梁禾 校对\n校对//林渡", "编辑/梁禾 校对/林渡"),
        ] {
            assert_eq!(single(raw), want);
        }
    }

    #[test]
    fn one_step_behind_what_came_twice_is_one() {
        assert_eq!(single("2031.3.26\n2031.3.26\n星期四\n星期四\n第17\n17版"), "2031.3.26\n星期四\n第17版");
        assert_eq!(single("2031.3.26\n星期四\n第17\n17版"), "2031.3.26\n星期四\n第17\n17版", "behind what stands once");
        assert_eq!(single("2031.3.26\n2031.3.26 星期四\n星期四11\n11版"), "2031.3.26 星期四11版");
    }

    #[test]
    fn steps_stand_at_the_foot_of_a_page_too_and_not_amid_it() {
        let text = "湖边的路灯亮了，散步的老人都停下来看灯，过去没有。\n".repeat(90);
        let (raw, want) = ("18\n18版\n版\n2031\n2031年\n年4月12\n12日\n日 星期六", "18版\n2031年4月12日 星期六");
        assert_eq!(single(&format!("{text}{raw}")), format!("{text}{want}"));
        let amid = format!("{text}{raw}\n{}", text.trim_end());
        assert_eq!(single(&amid), amid);
    }

    #[test]
    fn what_is_no_item_of_a_masthead_stays() {
        for text in ["路上有座桥\n桥下水长流\n流到家门口", "镇里\n镇里的路灯亮了", "编辑\n\n编辑部的灯亮了", "99版\n版"]
        {
            assert_eq!(single(text), text);
        }
    }

    /// All of it is doubled, and only some copies stand on lines of their own: `2011年9月12日` comes out, not `22001111年…`.
    #[test]
    fn what_is_doubled_wholly_is_left_to_the_parse() {
        assert_eq!(single("22001111年\n年99月\n月1122日\n日星\n星期\n期六\n六"), "2011年9月12日星期六");
    }
}
