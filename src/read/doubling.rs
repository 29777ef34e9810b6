//! Doubled glyphs: lines in which everything is printed two, three or four times, as faked bold leaves it in a text layer.
//!
//! The proof covers a line, or a run of lines, wholly: white space aside, it parses into units, each repeated the same
//! number of times. 人人 or 谢谢 inside a line is language; only a line in which *nothing* stands once is damage. Lines that
//! are too short to prove themselves are believed beside a line that does.

mod evidence;
mod parse;
mod rows;
mod steps;

use evidence::{Shape, Strength, is_below_verse, over_prose, strength_of_lines};
use parse::{Glyph, LINE_MAX, UNIT_MAX, alike, link, parse, read_glyphs, units};

use super::together::has_any;
use crate::page::change::Span;

/// Most lines that one run is followed over: a masthead's items, one a line, in both copies.
const RUN_LINES: usize = 64;
/// How far a weak line may stand from the line that bears it out, in lines: a masthead is a handful.
const NEAR: usize = 3;
/// Steps that the search over lines may take for each byte of the page: keeps it linear on text made to mislead it.
const STEPS_A_BYTE: usize = 16;
/// It may take so many in any case: a masthead alone is short.
const FEWEST_STEPS: usize = 1 << 16;

/// A line, or a run of lines, that parses wholly.
#[derive(Debug)]
struct Proof {
    /// The first line, and the one behind the last.
    from: usize,
    to: usize,
    factor: usize,
    strength: Strength,
    /// Whole lines repeated below each other, which verse and tables do too.
    by_lines: bool,
    deletions: Vec<Span>,
}

/// The spans to delete, sorted, none overlapping: every copy of a doubled unit but the first, with the white space before
/// it. `lines` are the trimmed spans of the lines that are not empty, in order.
pub(crate) fn find(text: &str, lines: &[Span]) -> Vec<Span> {
    let mut proofs: Vec<Proof> = Vec::new();
    // these stand aside, as what begins inside one of them may prove more
    let mut faint: Vec<Proof> = Vec::new();
    let mut glyphs = Vec::new();
    let mut steps = text.len().saturating_mul(STEPS_A_BYTE).max(FEWEST_STEPS);
    let mut at = 0;
    let mut head = steps::Head::new();
    // As bytes: most lines are done with at a glance, and need not be checked to be whole characters first.
    let bytes = |line: &Span| text.as_bytes().get(line.start as usize..line.end as usize).unwrap_or_default();
    while let Some(&line) = lines.get(at) {
        let here = bytes(&line);
        let goes_on = head.goes_on(text, lines, at);
        let is_behind_copy = proofs.last().is_some_and(|last| last.to == at && last.strength == Strength::Strong);
        let in_steps = if goes_on { steps::find(text, lines, at, is_behind_copy) } else { None };
        let behind_steps = in_steps.as_ref().map_or(at, |found| found.0);
        if lines.get(at + 1).is_some_and(|next| begins(bytes(next), here)) || goes_on {
            let copies = lines.iter().skip(at).take_while(|l| bytes(l) == here).count();
            if copies > 4 {
                at += copies; // a log, a table, a ruler
                continue;
            }
            let run = prove_run(text, lines, at, &mut glyphs, &mut steps);
            // of an item in steps, a run is no part
            let is_cut =
                |to: usize| (at..to).any(|n| steps::find(text, lines, n, false).is_some_and(|found| found.0 > to));
            match run.filter(|proof| proof.to >= behind_steps && !is_cut(proof.to)) {
                Some(proof) if proof.strength > Strength::Faint => {
                    at = proof.to;
                    proofs.push(proof);
                    continue;
                }
                Some(proof) if faint.last().is_none_or(|last| last.to <= proof.from) => faint.push(proof),
                _ => {}
            }
        }
        if let Some((to, deletions)) = in_steps {
            proofs.push(Proof { from: at, to, factor: 2, strength: Strength::Strong, by_lines: false, deletions });
            at = to;
            continue;
        }
        if head.may_have_row(lines, at)
            && let Some((to, deletion)) = rows::find(text, lines, at)
        {
            let deletions = vec![deletion];
            proofs.push(Proof { from: at, to, factor: 2, strength: Strength::Strong, by_lines: false, deletions });
            at = to;
            continue;
        }
        // what a tab parts are cells, be they alike
        let may_be = begins_again(here) && memchr::memchr(b'\t', here).is_none();
        let factors = if may_be { may_double(line.of(text)) } else { 0 };
        if factors != 0
            && let Some(proof) = prove_line(text, lines, at, factors, &mut glyphs)
        {
            proofs.push(proof);
        }
        at += 1;
    }
    if !faint.is_empty() && !proofs.is_empty() {
        // both are in order: the only one that a faint one may overlap is the first that ends behind its beginning
        faint.retain(|faint| {
            let next = proofs.get(proofs.partition_point(|proof| proof.to <= faint.from));
            next.is_none_or(|proof| faint.to <= proof.from)
        });
        proofs.append(&mut faint);
        proofs.sort_by_key(|proof| proof.from);
    }
    settle(&proofs)
}

/// Keeps the strong proofs, the weak ones that a strong one of the same factor bears out, and beside those the faint ones.
fn settle(proofs: &[Proof]) -> Vec<Span> {
    // Bit k: whole lines came k times below each other, for certain, somewhere on the page.
    let by_lines = proofs.iter().filter(|p| p.by_lines && p.strength == Strength::Strong);
    let by_lines = by_lines.fold(0u8, |bits, p| bits | 1 << p.factor);
    let mut believed: Vec<bool> = Vec::with_capacity(proofs.len());
    for (n, proof) in proofs.iter().enumerate() {
        let bears_out = |p: &&Proof| p.factor == proof.factor && p.strength == Strength::Strong;
        let above = || proofs.iter().take(n).rev().take_while(|p| proof.from < p.to + NEAR).any(|p| bears_out(&p));
        let below = || proofs.iter().skip(n + 1).take_while(|p| p.from < proof.to + NEAR).any(|p| bears_out(&p));
        believed.push(match proof.strength {
            Strength::Strong => true,
            // Nothing but other lines of the page that came twice the same way tell a head from a chorus.
            Strength::Weak => proof.by_lines && by_lines & 1 << proof.factor != 0 || above() || below(),
            Strength::Faint => false,
        });
    }
    // one item of a masthead bears out the next, downwards and upwards
    let mut bear_out = |n: usize, other: Option<usize>| {
        let Some((proof, other)) = proofs.get(n).zip(other.filter(|&o| believed.get(o) == Some(&true))) else { return };
        let other = proofs.get(other).filter(|other| other.by_lines && other.factor == proof.factor);
        let is_near = |other: &Proof| proof.from.max(other.from) < proof.to.min(other.to) + NEAR;
        if proof.strength == Strength::Faint
            && other.is_some_and(is_near)
            && let Some(own) = believed.get_mut(n)
        {
            *own = true;
        }
    };
    (1..proofs.len()).for_each(|n| bear_out(n, Some(n - 1)));
    (0..proofs.len()).rev().for_each(|n| bear_out(n, Some(n + 1)));
    let kept = proofs.iter().zip(believed).filter(|(_, believed)| *believed);
    kept.flat_map(|(proof, _)| proof.deletions.iter().copied()).collect()
}

/// Whether the line begins with something and a copy of it, and its last character comes again in it. Ordinary lines fail at the
/// first or second look.
fn begins_again(line: &[u8]) -> bool {
    if line.len() > 4 * LINE_MAX || line.len() < 4 {
        return false;
    }
    // `11 22`, `主主`: a first unit of one character leaves its copy behind it; so does the last before it.
    let first = match line {
        [a @ 0xe0..=0xef, b, c, rest @ ..] => {
            if !has_any(rest, [[*a, *b, *c]]) {
                return false;
            }
            3
        }
        _ => line.iter().skip(1).take_while(|&&b| is_inner(b)).count() + 1,
    };
    let Some((head, behind)) = line.split_at_checked(first) else { return false };
    let copied = places(behind, head).any(|at| {
        let (unit, copy) = line.split_at_checked(first + at).unwrap_or_default();
        begins_with(copy, unit)
    });
    if !copied {
        return false;
    }
    let last = line.len() - 1 - line.iter().rev().take_while(|&&b| is_inner(b)).count();
    line.split_at_checked(last).is_some_and(|(before, tail)| places(before, tail).next().is_some())
}

/// Whether the line begins with the unit, but for white space. Its bytes are compared: white space of more than one byte, which is
/// rare, is left to the parse.
fn begins_with(line: &[u8], unit: &[u8]) -> bool {
    let mut line = line.iter().filter(|b| !b.is_ascii_whitespace());
    let may_be_white = |b: u8| matches!(b, 0xc2 | 0xe2 | 0xe3);
    let mut begun = 0; // the character that the bytes are of
    for &b in unit.iter().filter(|b| !b.is_ascii_whitespace()) {
        begun = if is_inner(b) { begun } else { b };
        match line.next() {
            Some(&other) if other == b => {}
            Some(&other) => return may_be_white(begun) || may_be_white(other),
            None => return may_be_white(begun),
        }
    }
    true
}

/// How many times the line may be printed, a bit for each: every bit of its characters is set a multiple of so many times.
fn may_double(line: &str) -> u8 {
    // How often each bit is set, modulo four, and modulo three.
    let (mut odd, mut pairs, mut ones, mut twos) = (0, 0, 0, 0);
    let mut count = |c: u32| {
        pairs ^= odd & c;
        odd ^= c;
        ones = (ones ^ c) & !twos;
        twos = (twos ^ c) & !ones;
    };
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        // most of a text: characters, three bytes each
        let run = rest.as_bytes().as_chunks::<3>().0.iter().take_while(|[a, ..]| matches!(a, 0xe4..=0xe9));
        let len = 3 * run.map(|&[a, b, c]| count(u32::from_be_bytes([0, a, b, c]))).count();
        rest = if len > 0 {
            rest.get(len..).unwrap_or_default()
        } else {
            if !c.is_whitespace() {
                count(c.into());
            }
            rest.get(c.len_utf8()..).unwrap_or_default()
        };
    }
    u8::from(odd == 0) << 2 | u8::from((ones | twos) == 0) << 3 | u8::from((odd | pairs) == 0) << 4
}

/// Whether the byte goes on with a character that began before it.
fn is_inner(b: u8) -> bool {
    b & 0xc0 == 0x80
}

/// Where the character stands in the bytes.
fn places<'b>(bytes: &'b [u8], character: &'b [u8]) -> impl Iterator<Item = usize> + 'b {
    // Its last byte tells it best.
    let (&last, before) = character.split_last().unwrap_or((&0, &[]));
    memchr::memchr_iter(last, bytes).filter_map(move |at| {
        let start = at.checked_sub(before.len())?;
        bytes.get(start..at).is_some_and(|b| b.iter().eq(before)).then_some(start)
    })
}

/// Whether the line below begins with the line: most differ at their first bytes.
fn begins(below: &[u8], line: &[u8]) -> bool {
    match (below, line) {
        ([a, b, c, ..], [x, y, z, ..]) if (a, b, c) != (x, y, z) => false,
        _ => !line.is_empty() && below.starts_with(line),
    }
}

/// `factors`: how many times it may be printed.
fn prove_line(text: &str, lines: &[Span], at: usize, factors: u8, glyphs: &mut Vec<Glyph>) -> Option<Proof> {
    let line = *lines.get(at)?;
    glyphs.clear();
    read_glyphs(text, line, glyphs);
    let n = glyphs.len();
    if !(4..=LINE_MAX).contains(&n) {
        return None;
    }
    link(glyphs);
    for factor in [4, 3, 2] {
        if !n.is_multiple_of(factor) || factors >> factor & 1 == 0 {
            continue;
        }
        if let Some(unit) = parse(text, glyphs, factor) {
            let shape = Shape::of(text, glyphs, &unit, factor);
            let mut strength = shape.strength(factor)?;
            if shape.is_head()
                && over_prose(text, lines, at + 1)
                && !(shape.is_sung() && is_below_verse(text, lines, at))
            {
                strength = Strength::Strong;
            }
            let deletions = deletions(glyphs, &unit, factor, shape.is_spaced());
            return Some(Proof { from: at, to: at + 1, factor, strength, by_lines: false, deletions });
        }
    }
    None
}

/// Every copy but the first, with the white space before it. In the spaced shape the space between units is damage too,
/// but for gaps wider than the common one.
fn deletions(glyphs: &[Glyph], unit: &[u16], factor: usize, spaced: bool) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let width = |at: usize| match (glyphs.get(at), glyphs.get(at + 1)) {
        (Some(a), Some(b)) => b.start - a.end,
        _ => 0,
    };
    let mut ends = units(unit, glyphs.len(), factor).map(|(at, len)| at + len * factor - 1).collect::<Vec<_>>();
    ends.pop();
    let common = ends.iter().map(|&end| width(end)).min().unwrap_or(0);
    for (at, len) in units(unit, glyphs.len(), factor) {
        let last = at + len * factor - 1;
        let (Some(kept), Some(gone)) = (glyphs.get(at + len - 1), glyphs.get(last)) else { continue };
        let mut end = gone.end;
        if spaced && width(last) == common {
            end += common;
        }
        spans.push(Span::new(kept.end, end));
    }
    spans
}

/// A run of lines that parses over its line ends: `第 / 第11 / 11版 / 版`, or whole lines below each other.
fn prove_run(text: &str, lines: &[Span], from: usize, glyphs: &mut Vec<Glyph>, steps: &mut usize) -> Option<Proof> {
    let mut ends = [0; RUN_LINES];
    let read = read_ahead(text, lines, from, glyphs, &mut ends, steps)?;
    let ends = ends.get(..read)?;
    for factor in [4, 3, 2] {
        let (to, chained) = follow(text, lines, from, factor, (glyphs, ends), steps)?;
        if to <= from + 1 {
            continue;
        }
        let glyphs = glyphs.get(..*ends.get(to - from - 1)?)?;
        *steps = steps.saturating_sub(glyphs.len() * UNIT_MAX);
        let Some(unit) = parse(text, glyphs, factor) else { continue };
        let shape = Shape::of(text, glyphs, &unit, factor);
        let strength = if chained {
            // glyph by glyph four do, as each line end bears them out: 图 / 图片 / 片新 / 新闻 / 闻
            let enough = if shape.singles == shape.units { 4 } else { 5 };
            if shape.after < enough || shape.units < 3 || shape.distinct < 4 {
                return None;
            }
            Strength::Strong
        } else {
            strength_of_lines(text, lines, from..to, factor, &shape)
        };
        let deletions = deletions(glyphs, &unit, factor, false);
        return Some(Proof { from, to, factor, strength, by_lines: !chained, deletions });
    }
    None
}

/// Reads the glyphs of the lines from `from` on over which copies may be followed, and where each line's end. How many lines.
fn read_ahead(
    text: &str,
    lines: &[Span],
    from: usize,
    glyphs: &mut Vec<Glyph>,
    ends: &mut [usize; RUN_LINES],
    steps: &mut usize,
) -> Option<usize> {
    glyphs.clear();
    let mut read = 0;
    for (&line, end) in lines.iter().skip(from).zip(ends) {
        if line.end - line.start > 4 * LINE_MAX as u32 || glyphs.len() > 2 * LINE_MAX {
            break;
        }
        let before = glyphs.len();
        read_glyphs(text, line, glyphs);
        *end = glyphs.len();
        read += 1;
        *steps = steps.checked_sub(glyphs.len() - before + 1)?;
    }
    link(glyphs);
    Some(read)
}

/// How many lines from `from` on the copies can be followed, and whether a line begins with one unit's copy and goes on
/// with the next (`第11`): no table and no verse does that.
fn follow(
    text: &str,
    lines: &[Span],
    from: usize,
    factor: usize,
    (glyphs, ends): (&[Glyph], &[usize]),
    steps: &mut usize,
) -> Option<(usize, bool)> {
    // From the left: which places a parse reaches. It dies at the first line that stands once.
    let mut reached = vec![false; glyphs.len() + 1];
    *reached.first_mut()? = true;
    let mut far = 0;
    for at in 0..glyphs.len() {
        if !reached.get(at).copied().unwrap_or(false) {
            if at > far {
                break;
            }
            continue;
        }
        let here = glyphs.get(at..).unwrap_or_default();
        let longest = (here.len() / factor).min(UNIT_MAX);
        *steps = steps.checked_sub(longest)?;
        // most differ in the first glyph
        for len in alike(glyphs, at, longest) {
            let Some((unit, next)) = here.get(..len * factor).and_then(|copies| copies.split_at_checked(len)) else {
                break;
            };
            if next.chunks_exact(len).all(|copy| copy.iter().zip(unit).all(|(a, b)| a.id == b.id)) {
                if let Some(place) = reached.get_mut(at + len * factor) {
                    *place = true;
                }
                far = far.max(at + len * factor);
            }
        }
    }
    // What stands between two places that a parse and a line reach together: `factor` lines alike, one line doubled in itself,
    // or, chained, anything else.
    let (mut to, mut begun, mut chained, mut sound) = (0, 0, false, true);
    for (n, _) in ends.iter().enumerate().filter(|&(_, &end)| reached.get(end).copied().unwrap_or(false)) {
        let part = lines.get(from + begun..from + n + 1)?;
        let alike = part.len() == factor && part.windows(2).all(|w| matches!(w, [a, b] if a.of(text) == b.of(text)));
        sound &= part.len() > 1;
        chained |= part.len() > 1 && !alike;
        if chained || sound {
            to = n + 1;
        }
        begun = n + 1;
    }
    Some((from + to, chained))
}

#[cfg(test)]
pub(super) mod tests;
