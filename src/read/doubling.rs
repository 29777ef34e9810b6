//! Doubled glyphs: lines in which everything is printed two, three or four times, as faked bold leaves it in a text layer.
//!
//! The proof covers a line, or a run of lines, wholly: white space aside, it parses into units, each repeated the same
//! number of times. 人人 or 谢谢 inside a line is language; only a line in which *nothing* stands once is damage. Lines that
//! are too short to prove themselves are believed beside a line that does.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::class::is_han;
use crate::page::change::Span;

/// Longest line that is looked at, in graphemes: a masthead of 80 printed four times.
const LINE_MAX: usize = 320;
/// Longest unit, in graphemes: a whole line.
const UNIT_MAX: usize = LINE_MAX / 2;
/// Most lines that one run is followed over: a masthead's items, one a line, in both copies.
const RUN_LINES: usize = 64;
/// How far a weak line may stand from the line that bears it out, in lines: a masthead is a handful.
const NEAR: usize = 3;
/// How many lines below a head are looked at for prose: a sentence of 60 characters in columns of 14, twice over.
const PROSE_LINES: usize = 8;
/// What a parse pays for units of another shape than those before, across white space and within a word; and for white space
/// inside a unit. A unit costs 1.
const RESHAPED: u32 = 1;
const RESHAPED_INSIDE: u32 = 3;
const GAP: u32 = 8;
/// Steps that the search over lines may take for each byte of the page: keeps it linear on text made to mislead it.
const STEPS_A_BYTE: usize = 16;

/// A grapheme of the line: its character, or a hash where it is made of several, and its bytes.
#[derive(Clone, Copy, Debug, Default)]
struct Glyph {
    id: u32,
    start: u32,
    end: u32,
}

/// How far the evidence carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Strength {
    /// Could be language: believed only beside a strong line.
    Weak,
    /// Proves itself.
    Strong,
}

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
    let mut glyphs = Vec::new();
    let mut steps = text.len().saturating_mul(STEPS_A_BYTE);
    let mut at = 0;
    while let Some(&line) = lines.get(at) {
        let bytes = line.of(text);
        let below = lines.get(at + 1).map_or("", |next| next.of(text));
        if !bytes.is_empty() && below.starts_with(bytes) {
            let copies = lines.iter().skip(at).take_while(|l| l.of(text) == bytes).count();
            if copies > 4 {
                at += copies; // a log, a table, a ruler
                continue;
            }
            if let Some(proof) = prove_run(text, lines, at, &mut glyphs, &mut steps) {
                at = proof.to;
                proofs.push(proof);
                continue;
            }
        }
        if may_double(bytes)
            && let Some(proof) = prove_line(text, lines, at, &mut glyphs)
        {
            proofs.push(proof);
        }
        at += 1;
    }
    settle(&proofs)
}

/// Keeps the strong proofs, and the weak ones that a strong one of the same factor bears out.
fn settle(proofs: &[Proof]) -> Vec<Span> {
    let strong = || proofs.iter().filter(|p| p.strength == Strength::Strong);
    let mut spans = Vec::new();
    for proof in proofs {
        let near = |p: &Proof| p.factor == proof.factor && p.from < proof.to + NEAR && proof.from < p.to + NEAR;
        let borne_out = match proof.strength {
            Strength::Strong => true,
            // Nothing but another line of the page that came twice the same way tells a head from a chorus.
            Strength::Weak if proof.by_lines => strong().any(|p| near(p) || p.by_lines && p.factor == proof.factor),
            Strength::Weak => strong().any(near),
        };
        if borne_out {
            spans.extend_from_slice(&proof.deletions);
        }
    }
    spans
}

/// Whether the line can be doubled at all: its first and last characters come again, and every bit of its characters is
/// set an even number of times, or a multiple of three times. Ordinary lines fail at the first or second look.
fn may_double(line: &str) -> bool {
    if line.len() > 4 * LINE_MAX || line.len() < 4 {
        return false;
    }
    let (Some(first), Some(last)) = (line.chars().next(), line.chars().next_back()) else { return false };
    let inner = line.get(first.len_utf8()..line.len() - last.len_utf8()).unwrap_or_default();
    if (first != last && !(holds(inner, first) && holds(inner, last))) || (first == last && !holds(inner, first)) {
        // `11 22`, `主主`: a first unit of one character leaves its copy in `inner`; so does the last.
        return false;
    }
    let (mut odd, mut ones, mut twos) = (0, 0, 0);
    for c in line.chars().filter(|c| !c.is_whitespace()).map(u32::from) {
        odd ^= c;
        ones = (ones ^ c) & !twos;
        twos = (twos ^ c) & !ones;
    }
    odd == 0 || (ones | twos) == 0
}

fn holds(text: &str, c: char) -> bool {
    let mut buffer = [0; 4];
    let needle = c.encode_utf8(&mut buffer).as_bytes();
    let Some((&last, before)) = needle.split_last() else { return false };
    let mut from = 0;
    let bytes = text.as_bytes();
    while let Some(n) = bytes.get(from..).and_then(|rest| memchr::memchr(last, rest)) {
        let at = from + n;
        if at.checked_sub(before.len()).and_then(|start| bytes.get(start..at)) == Some(before) {
            return true;
        }
        from = at + 1;
    }
    false
}

/// Adds the graphemes of `span` that are no white space.
fn read_glyphs(text: &str, span: Span, glyphs: &mut Vec<Glyph>) {
    let line = span.of(text);
    if line.chars().all(is_simple) {
        glyphs.extend(line.char_indices().filter(|(_, c)| !c.is_whitespace()).map(|(n, c)| {
            let start = span.start + n as u32;
            Glyph { id: c.into(), start, end: start + c.len_utf8() as u32 }
        }));
        return;
    }
    for (n, cluster) in line.grapheme_indices(true).filter(|(_, g)| !g.trim().is_empty()) {
        let start = span.start + n as u32;
        let mut chars = cluster.chars();
        let first = chars.next().map_or(0, u32::from);
        let id = chars.fold(first, |id, c| (id.rotate_left(7) ^ u32::from(c)).wrapping_mul(0x0100_0193));
        glyphs.push(Glyph { id, start, end: start + cluster.len() as u32 });
    }
}

/// Whether `c` is surely a grapheme by itself, whatever stands beside it.
fn is_simple(c: char) -> bool {
    matches!(c, '\t' | ' '..='~' | '\u{a0}'..='\u{ac}' | '\u{ae}'..='\u{17f}' | '\u{2010}'..='\u{2027}' | '\u{25a0}'..='\u{25ff}'
        | '\u{3000}'..='\u{3029}' | '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{ff01}'..='\u{ff5e}')
}

/// The cheapest parse of the glyphs into units of `factor` copies: the length of the unit at each place where one begins.
/// Cheap are few units, units that go on in the shape of those before (glyph by glyph, or run by run: `99..99..` is 9.9. or
/// 99..), and white space between units, not within.
fn parse(text: &str, glyphs: &[Glyph], factor: usize) -> Option<Vec<u16>> {
    let n = glyphs.len();
    let longest = (n / factor).min(UNIT_MAX);
    let mut alike = vec![0u16; longest + 1];
    let mut cost = vec![[u32::MAX; 2]; n + 1];
    let mut unit = vec![[0u16; 2]; n + 1];
    *cost.last_mut()? = [0; 2];
    for at in (0..n).rev() {
        let here = glyphs.get(at)?;
        for (len, run) in alike.iter_mut().enumerate().skip(1) {
            match glyphs.get(at + len) {
                Some(there) if there.id == here.id => *run += 1,
                Some(_) => *run = 0,
                None => break,
            }
        }
        let (mut best, mut chosen) = ([u32::MAX; 2], [0; 2]);
        for (len, &run) in alike.iter().enumerate().skip(1) {
            let end = at + len * factor;
            if end > n {
                break;
            }
            let shape = usize::from(len > 1);
            let rest = cost.get(end).map_or(u32::MAX, |cost| {
                let change = if gap(text, glyphs, end) { RESHAPED } else { RESHAPED_INSIDE };
                cost[shape].min(cost[1 - shape].saturating_add(if end < n { change } else { 0 }))
            });
            if usize::from(run) < len * (factor - 1) || rest == u32::MAX {
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
fn units(unit: &[u16], n: usize, factor: usize) -> impl Iterator<Item = (usize, usize)> + Clone {
    let mut at = 0;
    std::iter::from_fn(move || {
        let len = usize::from(*unit.get(at).filter(|&&len| len > 0 && at < n)?);
        let here = (at, len);
        at += len * factor;
        Some(here)
    })
}

fn prove_line(text: &str, lines: &[Span], at: usize, glyphs: &mut Vec<Glyph>) -> Option<Proof> {
    let line = *lines.get(at)?;
    glyphs.clear();
    read_glyphs(text, line, glyphs);
    let n = glyphs.len();
    if !(4..=LINE_MAX).contains(&n) {
        return None;
    }
    for factor in [4, 3, 2] {
        if !n.is_multiple_of(factor) {
            continue;
        }
        if let Some(unit) = parse(text, glyphs, factor) {
            let shape = Shape::of(text, glyphs, &unit, factor);
            let mut strength = shape.strength(factor)?;
            if shape.units == 1 && shape.cries == 0 && shape.han >= 8 && over_prose(text, lines, at + 1) {
                strength = Strength::Strong;
            }
            let deletions = deletions(glyphs, &unit, factor, shape.is_spaced());
            return Some(Proof { from: at, to: at + 1, factor, strength, by_lines: false, deletions });
        }
    }
    None
}

/// What a parse looks like: all that tells damage from language.
#[derive(Debug, Default)]
struct Shape {
    units: usize,
    after: usize,
    distinct: usize,
    longest: usize,
    han: usize,
    digits: usize,
    latin: usize,
    /// Marks of a masthead inside the units: colon, slash, dot between digits, □.
    marks: usize,
    /// White space between the copies of a unit, between units, and within units.
    between_copies: usize,
    between_units: usize,
    narrow: bool,
    /// Units that end as a sentence or a cry does.
    cries: usize,
    singles: usize,
}

impl Shape {
    fn of(text: &str, glyphs: &[Glyph], unit: &[u16], factor: usize) -> Shape {
        let mut shape = Shape { narrow: true, ..Shape::default() };
        let mut seen: Vec<u32> = Vec::with_capacity(glyphs.len() / factor);
        let gap = |at: usize| match (at.checked_sub(1).and_then(|b| glyphs.get(b)), glyphs.get(at)) {
            (Some(a), Some(b)) => (b.start - a.end) as usize,
            _ => 0,
        };
        for (at, len) in units(unit, glyphs.len(), factor) {
            shape.units += 1;
            shape.after += len;
            shape.longest = shape.longest.max(len);
            shape.singles += usize::from(len == 1);
            shape.between_units += usize::from(gap(at) > 0);
            shape.between_copies += (1..factor).filter(|copy| gap(at + copy * len) > 0).count();
            for glyph in glyphs.iter().skip(at).take(len) {
                seen.push(glyph.id);
                match char::from_u32(glyph.id) {
                    Some(c) if is_han(c) => shape.han += 1,
                    Some('0'..='9' | '０'..='９') => shape.digits += 1,
                    Some('A'..='Z' | 'a'..='z') => shape.latin += 1,
                    Some('：' | ':' | '/' | '／' | '□' | '|' | '@') => shape.marks += 1,
                    _ => {}
                }
            }
            let last = glyphs.get(at + len - 1).map_or("", |g| Span::new(g.start, g.end).of(text));
            shape.cries +=
                usize::from(matches!(last, "！" | "？" | "。" | "—" | "”" | "…" | "!" | "?" | "." | "," | "，" | "～"));
        }
        seen.sort_unstable();
        seen.dedup();
        shape.distinct = seen.len();
        shape
    }

    /// Every unit one glyph, each apart from the next: `主主 编编 22 00`.
    fn is_spaced(&self) -> bool {
        self.units >= 4
            && self.singles == self.units
            && self.between_units + 1 == self.units
            && self.between_copies == 0
    }

    /// How far a line that parses proves itself. None: could be anything.
    ///
    /// In 745,776 pieces of real text no line without damage reached the strong marks. What comes near them are cries and
    /// choruses (迎战！迎战！), reduplicated adjectives (高高兴兴 热热闹闹, 寻寻觅觅冷冷清清), verbs (放松放松) and codes.
    fn strength(&self, factor: usize) -> Option<Strength> {
        if self.units == 1 && self.longest == 2 && self.digits == 2 {
            return Some(Strength::Weak); // 2626, a page number
        }
        if self.distinct < 2 || self.units == 1 && self.longest < 3 {
            return None;
        }
        if self.cries == self.units && self.units <= 2 && self.longest < 12 {
            return None; // “咔嚓”“咔嚓”
        }
        if self.units == 1 && self.between_copies > 0 && self.longest <= 8 && self.digits == 0 {
            return None; // 天耀中华 天耀中华
        }
        if self.han == 0 && (self.digits == 0 || self.marks + self.latin == 0) && self.units < 3 {
            return None; // tomtom, 1100 2233
        }
        let strong = if self.han == 0 || self.distinct < 3 {
            false
        } else if self.units == 1 {
            // One unit: a line that came whole twice.
            match self.between_copies {
                0 => self.longest >= 5 && self.cries == 0 || self.longest >= 12,
                _ => self.longest >= 9 && self.digits + self.marks > 0 || self.longest >= 12,
            }
        } else if self.singles == self.units {
            // Glyph by glyph. Numbers and marks are not reduplicated in language; Han pairs are, seven at most.
            let needed = match (self.digits + self.marks > 0, factor) {
                (true, 2) => 6,
                (true, _) | (false, 3..) => 4,
                (false, _) if self.between_units == 0 || self.is_spaced() => 7,
                (false, _) => 10,
            };
            self.after >= needed && self.distinct >= 4
        } else {
            self.after >= 5 && (self.digits + self.marks > 0 || self.longest >= 3 || self.units >= 4)
        };
        Some(if strong { Strength::Strong } else { Strength::Weak })
    }
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
    for factor in [4, 3, 2] {
        let (to, chained) = follow(text, lines, from, factor, glyphs, steps)?;
        if to <= from + 1 {
            continue;
        }
        glyphs.clear();
        lines.get(from..to)?.iter().for_each(|&line| read_glyphs(text, line, glyphs));
        *steps = steps.saturating_sub(glyphs.len() * UNIT_MAX);
        let Some(unit) = parse(text, glyphs, factor) else { continue };
        let shape = Shape::of(text, glyphs, &unit, factor);
        let strength = if chained {
            if shape.after < 5 || shape.units < 3 || shape.distinct < 4 {
                return None;
            }
            Strength::Strong
        } else {
            strength_of_lines(text, lines, from..to, factor, &shape)?
        };
        let deletions = deletions(glyphs, &unit, factor, false);
        return Some(Proof { from, to, factor, strength, by_lines: !chained, deletions });
    }
    None
}

/// How many lines from `from` on the copies can be followed, and whether a line begins with one unit's copy and goes on
/// with the next (`第11`): no table and no verse does that.
fn follow(
    text: &str,
    lines: &[Span],
    from: usize,
    factor: usize,
    glyphs: &mut Vec<Glyph>,
    steps: &mut usize,
) -> Option<(usize, bool)> {
    glyphs.clear();
    let mut ends = Vec::new();
    for &line in lines.iter().skip(from).take(RUN_LINES) {
        if line.end - line.start > 4 * LINE_MAX as u32 || glyphs.len() > 2 * LINE_MAX {
            break;
        }
        let before = glyphs.len();
        read_glyphs(text, line, glyphs);
        ends.push(glyphs.len());
        *steps = steps.checked_sub(glyphs.len() - before + 1)?;
    }
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
        for len in 1..=UNIT_MAX {
            *steps = steps.checked_sub(1)?;
            let (Some(unit), Some(next)) = (glyphs.get(at..at + len), glyphs.get(at + len..at + len * factor)) else {
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

/// Whole lines below each other. Verse repeats its lines and tables their rows, a date line or page number does not come
/// twice in a row on a sound page.
fn strength_of_lines(text: &str, page: &[Span], run: Range<usize>, factor: usize, shape: &Shape) -> Option<Strength> {
    let lines = page.get(run.clone())?;
    let distinct = lines.len() / factor;
    let dated = |with_day| lines.iter().any(|line| is_date_line(line.of(text), with_day));
    if dated(distinct < 2) && shape.after >= 12 {
        return Some(Strength::Strong);
    }
    if distinct <= 3 && is_head(text, lines) && over_prose(text, page, run.end) {
        return Some(Strength::Strong);
    }
    if factor >= 3 && distinct >= 2 && shape.han >= 8 * distinct && shape.cries == 0 {
        return Some(Strength::Strong);
    }
    (shape.han >= 4 && shape.distinct >= 4).then_some(Strength::Weak)
}

/// Whether each of the lines can be a headline's and no credit, which may stand under two photographs in turn.
fn is_head(text: &str, lines: &[Span]) -> bool {
    lines.iter().map(|line| line.of(text)).all(|line| {
        line.chars().filter(|&c| is_han(c)).count() >= 8
            && !line.ends_with(['摄', '。', '！', '？', '，', '；', '”', '…', '.', '!', '?', ','])
            && !line.contains("记者")
            && !line.contains("通讯员")
    })
}

/// Whether prose set in columns, or whole paragraphs, begin at the line: a sentence ends inside a line, and the next one goes
/// on in it. No verse and no table does that.
fn over_prose(text: &str, lines: &[Span], at: usize) -> bool {
    lines.iter().skip(at).take(PROSE_LINES).any(|line| {
        line.of(text).rsplit_once('。').is_some_and(|(before, after)| {
            before.len() >= 3 && (after.chars().take(2).filter(|&c| is_han(c)).count() == 2 || before.contains('。'))
        })
    })
}

/// Whether a line has a whole date, if asked with the day of the week or the page: what stands at the top of a page, and once.
fn is_date_line(line: &str, with_day: bool) -> bool {
    let has_day = !with_day || line.contains("星期") || line.contains("周") || line.contains("版");
    let mut parts = line.split(|c: char| !c.is_ascii_digit()).filter(|p| !p.is_empty());
    let year = parts.by_ref().any(|p| p.len() == 4 && matches!(p.as_bytes(), [b'1' | b'2', ..]));
    let month = parts.next().is_some_and(|p| p.len() <= 2);
    let day = parts.next().is_some_and(|p| p.len() <= 2);
    has_day && year && month && day
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text with its doubling gone.
    fn single(text: &str) -> String {
        let mut lines = Vec::new();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let from = start + (line.len() - line.trim_start().len());
            if !line.trim().is_empty() {
                lines.push(Span::new(from as u32, (from + line.trim().len()) as u32));
            }
            start += line.len();
        }
        let mut out = String::new();
        let mut at = 0;
        for span in find(text, &lines) {
            assert!(at <= span.start && span.start < span.end, "spans in order: {span:?} in {text}");
            out.push_str(&text[at as usize..span.start as usize]);
            at = span.end;
        }
        out + &text[at as usize..]
    }

    #[test]
    fn six_shapes() {
        for (raw, want) in [
            ("主编主编 丁庆新丁庆新 20202020 年年77月月88日日", "主编 丁庆新 2020 年7月8日"),
            ("责责任任编编辑辑：：周周远远", "责任编辑：周远"),
            ("主主 编编 丁丁 庆庆 新新 22 00 22 00", "主编丁庆新2020"),
            ("全市秋粮收购工作有序推进全市秋粮收购工作有序推进", "全市秋粮收购工作有序推进"),
            ("2018年11月15日 星期三 2018年11月15日 星期三", "2018年11月15日 星期三"),
            (
                "第16版 要闻\n第16版 要闻\n2018年11月15日 星期三\n2018年11月15日 星期三",
                "第16版 要闻\n2018年11月15日 星期三",
            ),
            ("22001199..99..55 星星期期四四 要要闻闻", "2019.9.5 星期四 要闻"),
            ("电话电话 55885588", "电话 5588"),
            ("《《《 东东东 方方方 》》》 ——— ——— 读读读 书书书", "《东方》——读书"),
            ("第\n第11\n11版\n版 三审\n三审 沈行\n沈行", "第11版 三审 沈行"),
            ("第第第666版版版 二二二审审审：：：李李李明明明远远远", "第6版 二审：李明远"),
        ] {
            assert_eq!(single(raw), want);
        }
    }

    #[test]
    fn language_stays() {
        for text in [
            "人人",
            "谢谢",
            "1100",
            "2020",
            "88",
            "哈哈哈哈",
            "AA11",
            "李莉莉",
            "tomtom",
            "天耀中华 天耀中华",
            "----",
            "}\n}\n}",
            "放松放松 休息休息",
            "寻寻觅觅 冷冷清清 凄凄惨惨戚戚",
            "end end",
            "迎战！迎战！",
            "1122 3344 5566",
        ] {
            assert_eq!(single(text), text);
        }
    }

    #[test]
    fn a_head_over_prose() {
        let prose = "\n　　记者昨日获悉，全市秋粮收购\n已近尾声。各收购点增设窗口，农\n民卖粮不再排队。\n";
        assert_eq!(
            single(&format!("秋粮收购工作有序推进\n秋粮收购工作有序推进{prose}")),
            format!("秋粮收购工作有序推进{prose}")
        );
        for sound in ["新华社记者周远山摄影报道\n新华社记者周远山摄影报道", "丰收\n丰收"] {
            let text = format!("{sound}{prose}");
            assert_eq!(single(&text), text);
        }
        let song = "我们走在希望的田野上\n我们走在希望的田野上\n炊烟在新建的住房上飘荡\n小河在美丽的村庄旁流淌\n";
        assert_eq!(single(song), song);
    }

    #[test]
    fn graphemes_are_whole() {
        assert_eq!(single("e\u{301}e\u{301}版版本本编编辑辑：：周周"), "e\u{301}版本编辑：周");
    }

    #[test]
    fn linear_under_attack() {
        for unit in ["一", "一\n", "a\nab\n", "ab\nab\nabb\n", "一二\n一二\n三四\n三四\n", "一一二二三三\n"]
        {
            let text = unit.repeat((1 << 20) / unit.len());
            let started = std::time::Instant::now();
            single(&text);
            assert!(started.elapsed().as_secs() < 20, "{unit:?} took {:?}", started.elapsed());
        }
    }
}
