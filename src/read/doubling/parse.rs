//! Glyphs, and how they parse into units that are each repeated.

#![expect(clippy::indexing_slicing, reason = "two shapes, and a bool says which")]

use unicode_segmentation::UnicodeSegmentation;

use crate::page::change::Span;
use crate::read::class::begins_han;
use crate::read::together::number;

/// A grapheme of the line: its character, or a hash where it is made of several, and its bytes.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Glyph {
    pub(super) id: u32,
    pub(super) start: u32,
    pub(super) end: u32,
    /// The next glyph that may be like it: their numbers have the last bits in common. 0 where there is none.
    next: u32,
}

/// How many kinds of glyphs are told apart by the last bits of their numbers.
const KINDS: usize = 64;

/// Notes for each glyph the next that may be like it.
pub(super) fn link(glyphs: &mut [Glyph]) {
    let mut last = [0; KINDS];
    for (at, glyph) in glyphs.iter_mut().enumerate().rev() {
        if let Some(last) = last.get_mut(glyph.id as usize % KINDS) {
            glyph.next = std::mem::replace(last, at as u32);
        }
    }
}

/// How far behind a glyph others stand that are like it, at most so far, the nearest first.
pub(super) fn alike(glyphs: &[Glyph], at: usize, longest: usize) -> impl Iterator<Item = usize> {
    let next = move |of: &Glyph| match (of.next as usize).checked_sub(at) {
        Some(len @ 1..) if len <= longest => Some((len, glyphs.get(at + len)?)),
        _ => None,
    };
    let here = glyphs.get(at);
    let others = std::iter::successors(here.and_then(next), move |(_, glyph)| next(glyph));
    others.filter(move |(_, glyph)| here.is_some_and(|here| here.id == glyph.id)).map(|(len, _)| len)
}

/// Longest line that is looked at, in graphemes: a masthead of 80 printed four times.
pub(super) const LINE_MAX: usize = 320;
/// Longest unit, in graphemes: a whole line.
pub(super) const UNIT_MAX: usize = LINE_MAX / 2;
/// What a parse pays for units of another shape than those before, across white space and within a word; and for white space
/// inside a unit. A unit costs 1.
const RESHAPED: u32 = 1;
const RESHAPED_INSIDE: u32 = 3;
const GAP: u32 = 8;
/// Adds the graphemes of `span` that are no white space.
pub(super) fn read_glyphs(text: &str, span: Span, glyphs: &mut Vec<Glyph>) {
    let line = span.of(text);
    let before = glyphs.len();
    if read_simple(line, span.start, glyphs) {
        return;
    }
    glyphs.truncate(before);
    for (n, cluster) in line.grapheme_indices(true).filter(|(_, g)| !g.trim().is_empty()) {
        let start = span.start + n as u32;
        let mut chars = cluster.chars();
        let first = chars.next().map_or(0, u32::from);
        let id = chars.fold(first, |id, c| (id.rotate_left(7) ^ u32::from(c)).wrapping_mul(0x0100_0193));
        glyphs.push(Glyph { id, start, end: start + cluster.len() as u32, next: 0 });
    }
}

/// Adds the characters of a line that are no white space, if each is surely a grapheme by itself; else some of them.
fn read_simple(line: &str, mut start: u32, glyphs: &mut Vec<Glyph>) -> bool {
    let mut rest = line;
    while !rest.is_empty() {
        // most of a text: characters, three bytes each
        let run = rest.as_bytes().as_chunks::<3>().0.iter().take_while(|[a, b, _]| begins_han(*a, *b));
        let from = start;
        for &[a, b, c] in run {
            glyphs.push(Glyph { id: number([a, b, c]), start, end: start + 3, next: 0 });
            start += 3;
        }
        rest = rest.get((start - from) as usize..).unwrap_or_default();
        let Some(c) = rest.chars().next() else { break };
        if !is_simple(c) {
            return false;
        }
        let end = start + c.len_utf8() as u32;
        if !c.is_whitespace() {
            glyphs.push(Glyph { id: c.into(), start, end, next: 0 });
        }
        rest = rest.get((end - start) as usize..).unwrap_or_default();
        start = end;
    }
    true
}

/// Whether `c` is surely a grapheme by itself, whatever stands beside it.
fn is_simple(c: char) -> bool {
    matches!(c, '\t' | ' '..='~' | '\u{a0}'..='\u{ac}' | '\u{ae}'..='\u{17f}' | '\u{2010}'..='\u{2027}' | '\u{25a0}'..='\u{25ff}'
        | '\u{3000}'..='\u{3029}' | '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{ff01}'..='\u{ff5e}')
}

/// The cheapest parse of the glyphs, which are linked, into units of `factor` copies: the length of the unit at each place where one begins.
/// Cheap are few units, units that go on in the shape of those before (glyph by glyph, or run by run: `99..99..` is 9.9. or
/// 99..), and white space between units, not within.
pub(super) fn parse(text: &str, glyphs: &[Glyph], factor: usize) -> Option<Vec<u16>> {
    let n = glyphs.len();
    let longest = (n / factor).min(UNIT_MAX);
    // for each length of a unit: the place from which on glyphs are as those so far behind, and how many
    let mut runs = vec![(0, 0); longest + 1];
    let mut cost = vec![[u32::MAX; 2]; n + 1];
    let mut unit = vec![[0u16; 2]; n + 1];
    *cost.last_mut()? = [0; 2];
    for at in (0..n).rev() {
        let (mut best, mut chosen) = ([u32::MAX; 2], [0; 2]);
        for len in alike(glyphs, at, longest) {
            let Some((from, run)) = runs.get_mut(len) else { break };
            *run = if *from == at + 1 { *run + 1 } else { 1 };
            *from = at;
            let end = at + len * factor;
            if end > n || *run < len * (factor - 1) {
                continue;
            }
            let shape = usize::from(len > 1);
            let rest = cost.get(end).map_or(u32::MAX, |cost| {
                let change = if gap(text, glyphs, end) { RESHAPED } else { RESHAPED_INSIDE };
                cost[shape].min(cost[1 - shape].saturating_add(if end < n { change } else { 0 }))
            });
            if rest == u32::MAX {
                continue;
            }
            let price = rest + 1 + uneven(text, glyphs, at, len, factor) + GAP * u32::from(line_end(text, glyphs, end));
            if price < best[shape] {
                (best[shape], chosen[shape]) = (price, len as u16);
            }
        }
        *cost.get_mut(at)? = best;
        *unit.get_mut(at)? = chosen;
    }
    let mut path = vec![0u16; n + 1];
    let (mut at, mut before) = (0, None);
    while at < n {
        let [single, long] = *cost.get(at)?;
        let change = if gap(text, glyphs, at) { RESHAPED } else { RESHAPED_INSIDE };
        let price =
            |cost: u32, shape: usize| cost.saturating_add(if before.is_some_and(|b| b != shape) { change } else { 0 });
        let shape = usize::from(price(long, 1) < price(single, 0));
        let len = unit.get(at)?[shape];
        *path.get_mut(at)? = len;
        if len == 0 {
            return None;
        }
        at += usize::from(len) * factor;
        before = Some(shape);
    }
    let same = |a: &Glyph, b: &Glyph| Span::new(a.start, a.end).of(text) == Span::new(b.start, b.end).of(text);
    let mut at = 0;
    while let Some(&len) = path.get(at).filter(|_| at < n) {
        let len = usize::from(len);
        // A hash may lie: the copies are compared in the text.
        let held = len > 0
            && (at..at + len * (factor - 1))
                .all(|g| matches!((glyphs.get(g), glyphs.get(g + len)), (Some(a), Some(b)) if same(a, b)));
        if !held {
            return None;
        }
        at += len * factor;
    }
    Some(path)
}

/// Whether a line ends before the glyph: where extractors print the second copy, and between units only if it must be.
fn line_end(text: &str, glyphs: &[Glyph], at: usize) -> bool {
    match (at.checked_sub(1).and_then(|before| glyphs.get(before)), glyphs.get(at)) {
        (Some(a), Some(b)) => Span::new(a.end, b.start).of(text).contains('\n'),
        _ => false,
    }
}

/// Whether white space stands before the glyph, other than a line end.
fn gap(text: &str, glyphs: &[Glyph], at: usize) -> bool {
    match (at.checked_sub(1).and_then(|before| glyphs.get(before)), glyphs.get(at)) {
        (Some(a), Some(b)) => a.end != b.start && !line_end(text, glyphs, at),
        _ => false,
    }
}

/// The price of white space between the copies, and of copies that are not spaced alike.
fn uneven(text: &str, glyphs: &[Glyph], at: usize, len: usize, factor: usize) -> u32 {
    let gap = |at| gap(text, glyphs, at);
    let seams = (1..factor).filter(|copy| gap(at + copy * len)).count();
    let odd = |copy: usize| (at + 1..at + len).filter(|&n| gap(n) != gap(n + copy * len)).count();
    GAP * (seams + (1..factor).map(odd).sum::<usize>()) as u32
}

/// A parse, walked: its units, each as the place of its first glyph and its length.
pub(super) fn units(unit: &[u16], n: usize, factor: usize) -> impl Iterator<Item = (usize, usize)> + Clone {
    let mut at = 0;
    std::iter::from_fn(move || {
        let len = usize::from(*unit.get(at).filter(|&&len| len > 0 && at < n)?);
        let here = (at, len);
        at += len * factor;
        Some(here)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Every parse of the glyphs from `at` on, as the lengths of its units.
    fn parses(glyphs: &[Glyph], at: usize, factor: usize) -> Vec<Vec<usize>> {
        if at == glyphs.len() {
            return vec![Vec::new()];
        }
        let mut all = Vec::new();
        for len in 1..=(glyphs.len() - at) / factor {
            let unit = &glyphs[at..at + len];
            let copies = &glyphs[at..at + len * factor];
            if copies.chunks_exact(len).all(|copy| copy.iter().zip(unit).all(|(a, b)| a.id == b.id)) {
                let rest = parses(glyphs, at + len * factor, factor);
                all.extend(rest.into_iter().map(|rest| [vec![len], rest].concat()));
            }
        }
        all
    }

    /// What a parse costs.
    fn price(text: &str, glyphs: &[Glyph], units: &[usize], factor: usize) -> u32 {
        let (mut at, mut sum, mut before) = (0, 0, None);
        for &len in units {
            let shape = len > 1;
            if before.is_some_and(|before| before != shape) {
                sum += if gap(text, glyphs, at) { RESHAPED } else { RESHAPED_INSIDE };
            }
            let end = at + len * factor;
            sum += 1 + uneven(text, glyphs, at, len, factor) + GAP * u32::from(line_end(text, glyphs, end));
            (at, before) = (end, Some(shape));
        }
        sum
    }

    fn glyphs_of(text: &str) -> Vec<Glyph> {
        let mut glyphs = Vec::new();
        read_glyphs(text, Span::new(0, text.len() as u32), &mut glyphs);
        link(&mut glyphs);
        glyphs
    }

    proptest! {
        #[test]
        fn the_parse_is_the_cheapest_of_all(
            units in prop::collection::vec(("[一二1]{1,3}", "[ \n]{0,1}", "[ \n]{0,1}"), 1..5),
            factor in 2usize..5,
        ) {
            let text: String = units.iter().map(|(unit, copy, next)| [&*vec![&**unit; factor].join(copy), next].concat()).collect();
            let text = text.trim();
            let glyphs = glyphs_of(text);
            let all = parses(&glyphs, 0, factor);
            let least = all.iter().map(|units| price(text, &glyphs, units, factor)).min();
            let found = parse(text, &glyphs, factor);
            let own = found.map(|unit| {
                let lens: Vec<usize> = super::units(&unit, glyphs.len(), factor).map(|unit| unit.1).collect();
                price(text, &glyphs, &lens, factor)
            });
            prop_assert_eq!(own, least, "{:?}", text);
        }

        #[test]
        fn alike_are_those_of_one_number(text in "[一丁丂乀1qe\u{301}]{1,12}", longest in 0usize..12) {
            let glyphs = glyphs_of(&text);
            for at in 0..glyphs.len() {
                let places = (at + 1..glyphs.len()).filter(|&n| glyphs[n].id == glyphs[at].id);
                let plainly = places.map(|n| n - at).filter(|&len| len <= longest);
                prop_assert_eq!(alike(&glyphs, at, longest).collect::<Vec<_>>(), plainly.collect::<Vec<_>>());
            }
        }

        #[test]
        fn what_does_not_come_again_has_no_parse(text in "[一二1 ]{1,8}", factor in 2usize..5) {
            let glyphs = glyphs_of(&text);
            prop_assert_eq!(parse(&text, &glyphs, factor).is_some(), !parses(&glyphs, 0, factor).is_empty());
        }
    }

    #[test]
    fn a_glyph_is_a_character_and_what_combines_with_it() {
        let shown = |text: &str| {
            glyphs_of(text).iter().map(|g| text[g.start as usize..g.end as usize].to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(shown("灯 a\u{3000}3\n□"), ["灯", "a", "3", "□"]);
        assert_eq!(shown("e\u{301}灯\u{fe00} 👩‍🚒"), ["e\u{301}", "灯\u{fe00}", "👩‍🚒"]);
        let ids = |text: &str| glyphs_of(text).iter().map(|g| g.id).collect::<Vec<_>>();
        assert_ne!(ids("e\u{301}"), ids("e\u{300}"));
        assert_eq!(ids("灯"), [u32::from('灯')]);
    }
}
