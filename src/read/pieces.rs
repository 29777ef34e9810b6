//! Pieces: printed lines that an extractor broke at their punctuation are put together again.
//!
//! Where a page sets its marks narrow, the pen goes back behind each of them; `pdftotext -raw` takes that for a new line.
//! Such a page has no comma inside a line at all. Its printed lines are found as its columns are: the cheapest division of
//! the pieces into lines of the columns' widths. `pdftotext` without `-raw` breaks some lines so, and most not: what proves it is
//! a comma at the end of a line that leaves room for more, and each joint costs what it is rarer.

use super::class::{CELL, Class, EM};
use super::columns::is_open;
use super::cues::Cues;
use super::lines::{Gap, Line, are_latin, measure, pair_of};
use super::neighbours::{self, Pair};
use super::rigid::markup;
use super::soft::carry;
use super::wide::{Closed, PIECE};
use crate::page::change::Span;

/// Fewer lines prove nothing.
const FEWEST: usize = 24;
/// At most one line in so many has a comma inside: on other pages it is one in three, on these none.
const INNER_COMMAS: usize = 16;
/// At least three lines in so many end in a mark: on these pages it is half of them, on one with long lists of names a third; on
/// others one in six.
const MARKED_ENDS: usize = 10;
/// One such end in so many is a comma: there the half of them are, and where each line of a film ends with ！ or ？, none.
const COMMA_ENDS: usize = 4;
/// Fewer than two lines in so many are of one length: more are verse.
const VERSE_SHARE: usize = 3;
/// A printed line has at most so many pieces.
const MOST_PIECES: u8 = 12;
/// At most this many column widths are tried.
const LABELS: usize = 16;
/// So many stretches of one width are a column: an article of a few lines has no more.
const STRETCHES: usize = 2;
/// What a narrow mark may lose, in tenths of a cell: fonts take .4 to .5 em. Here a line's marks are many, and the one that fits the
/// page best spares one wrong place in ten; for the widths of columns on other pages it changed nothing for the better.
const NARROW_MARKS: [i32; 3] = [8, 9, 10];
/// A page's setting is the one under which most stretches are of so many widths.
const COMMONEST: usize = 6;
/// One line end in so many without a mark at it parts a word: one in five at least on 114 pages of such an extractor, two in five on
/// most; in free verse with marks at the ends of its lines hardly one.
const CUT_WORDS: usize = 8;

// What a division costs, in hundredths. Set on 107 pages of `pdftotext -raw` whose printed lines another extractor gave, and tried
// on 52 others: of 16,137 places between pieces 406 are wrong there; 1,121 were while each line was judged by itself.

/// A joint between two pieces of one line, on a page on which few lines are broken. Of 155 pages of `pdftotext` as many articles are
/// whole with 100 to 200, fewer with 300.
const SELDOM: u32 = 150;
/// So many lines that end in a comma prove that some are (one alone, and more pages of other extractors come out worse than better),
/// if they have so much room beside them: a line that is whole leaves none for a character and the marks that go with it.
const PROOFS: usize = 2;
const ROOM: i32 = 3 * EM;

/// To change the column's width between two printed lines.
const CHANGE: u32 = 700;
/// Each printed line: of two divisions with the same fit, the one with fewer lines is right.
const LINE: u32 = 15;
/// A line that is not full: the last of its paragraph, or a title's.
const SHORT: u32 = 85;
/// And does not end as a sentence does, as a title; twice that where it has marks inside, as a title hardly has.
const UNENDED: u32 = 200;
/// A full line that is set in without a short one before it, or is not set in behind a short one: if last lines are of all lengths alike, one
/// paragraph in fifteen ends as a column of fifteen characters does, which is 270. Of the articles on 800 pages by `pdftotext -raw` .769 are whole with 200, and .773 with 400.
const UNUSUAL: u32 = 400;
/// A piece that is wider than its column.
const WIDER: u32 = 500;
/// A line may be so many tenths of a cell wider than the commonest of its column; a full line is never wider.
const OVER: i32 = EM;
const MISPLACED: u32 = 2000;
/// A full line that differs from the commonest by nothing, and by up to so many steps; and by more than these.
const MISFIT: [u32; 6] = [0, 0, 25, 70, 120, 200];
/// In tenths of a cell.
const STEP: usize = 5;
const NO_FIT: u32 = 700;
/// A first line is set in by two characters, which an extractor gives as nothing.
const INDENT: i32 = 2 * EM;
/// A byline or a masthead, by its words, is part of a line: names in brackets or between 、 often look like one.
const CUE: u32 = 500;
const CUE_MARKED: u32 = 100;
/// A piece without a mark at its end fills a line with the end of a sentence before it: it may be a title, and the line the last of a
/// paragraph, if no text goes on behind it by its words, or by the two characters there, which stand together no oftener than by chance.
/// Of 320 line ends that were taken away on 360 pages by `pdftotext -raw`, and stand before a block, 276 are with these. With the dearer one alone
/// .779 of the articles there are whole, with both .785, with 120 for the other .783.
const BEFORE_BLOCK: u32 = 300;
const BEFORE_OTHER: u32 = 80;

fn is_closing(class: Class) -> bool {
    matches!(
        class,
        Class::Comma
            | Class::Stop
            | Class::StopClosed
            | Class::Semicolon
            | Class::Colon
            | Class::CloseQuote
            | Class::CloseBracket
    )
}

/// Whether a line that ends so may end a sentence.
fn ends(last: Class) -> bool {
    matches!(last, Class::Stop | Class::StopClosed | Class::CloseQuote | Class::CloseBracket)
}

/// Whether the page's lines were broken at their marks: at all of them.
fn is_broken(lines: &[Line]) -> bool {
    let long = || lines.iter().filter(|line| line.chars >= 4);
    let (mut count, mut inner, mut ends, mut commas) = (0, 0, 0, 0);
    for line in long() {
        count += 1;
        inner += usize::from(line.cues.has(Cues::COMMA));
        ends += usize::from(is_closing(line.last));
        commas += usize::from(line.last == Class::Comma);
    }
    count >= FEWEST
        && inner * INNER_COMMAS <= count
        && ends * MARKED_ENDS >= count * 3
        && commas * COMMA_ENDS >= ends
        && alike(long()) * VERSE_SHARE < count * 2
}

/// Whether the page may have some lines that were broken so: a glance, as most have none.
fn may_be_broken(lines: &[Line]) -> bool {
    let commas = lines
        .windows(2)
        .filter(|two| matches!(two, [a, b] if a.last == Class::Comma && b.blanks == 0 && a.wide < b.wide));
    lines.len() >= FEWEST && commas.take(PROOFS).count() == PROOFS
}

/// Whether some lines are: they end in a comma, and are narrower than any column.
fn is_broken_somewhere(lines: &[Line], pieces: &[Piece], labels: &[i32]) -> bool {
    let narrowest = labels.iter().copied().min().unwrap_or(0) - ROOM;
    let is_proof = |(line, piece): &(&Line, &Piece)| line.last == Class::Comma && piece.wide < narrowest;
    lines.iter().zip(pieces).filter(is_proof).take(PROOFS).count() == PROOFS
}

/// Whether the line ends that no mark made part words: characters stand on either side that often stand together.
fn cuts_words(text: &str, lines: &[Line]) -> bool {
    let pairs = lines.windows(2).map(|two| match two {
        [a, b] => pair_of(text, a, b),
        _ => Pair::None,
    });
    let (count, cut) = neighbours::count(pairs);
    cut * CUT_WORDS >= count
}

/// How many of the lines are of the commonest length, the mark at their ends aside.
fn alike<'l>(lines: impl Iterator<Item = &'l Line>) -> usize {
    let mut counts = [0; u8::MAX as usize + 1];
    for line in lines {
        if let Some(count) = counts.get_mut(usize::from(line.chars) - usize::from(is_closing(line.last))) {
            *count += 1;
        }
    }
    counts.into_iter().max().unwrap_or(0)
}

/// What it costs that a full line is so many tenths of a cell narrower than the commonest of its column: a line ends where the next
/// character, or one and the mark behind it, finds no room.
fn misfit(short: i32) -> u32 {
    let steps = usize::try_from(short.abs() - 1).map_or(0, |short| short / STEP + 1);
    if short < -OVER { MISPLACED } else { MISFIT.get(steps).copied().unwrap_or(NO_FIT) }
}

/// What it costs that a line is full, by what it costs where it is flush and where it is set in, behind a line that ends so.
fn full([flush, set_in]: [u32; 2], before: usize) -> u32 {
    if before == FULL { flush.min(set_in + UNUSUAL) } else { set_in.min(flush + UNUSUAL) }
}

/// What it costs that a line is not full, behind a line that ends so: `ends` says whether it ends as a sentence does, and `free` of
/// how many pieces it is that may begin a line.
fn not_full(short: i32, before: usize, ends: bool, free: u32) -> u32 {
    let short_lines = if before == FULL { 1 } else { 2 };
    match (short < -OVER, ends) {
        (true, _) => WIDER,
        (false, true) => SHORT * short_lines,
        (false, false) => SHORT * short_lines + UNENDED * free.min(2),
    }
}

/// A piece of a printed line.
#[derive(Clone, Copy, Debug)]
struct Piece {
    /// Its width, in tenths of a cell.
    wide: i32,
    /// Whether the gap before it may have been made by a mark: a mark stands at it, and it is nothing but a line end.
    open: bool,
    /// Whether it is open, and begins with a mark that no line begins with.
    tied: bool,
    /// What it costs that it is not a line by itself.
    part: u32,
    /// Whether it ends as a sentence does.
    ends: bool,
    /// What it costs that it is the last of a full line, and not the first.
    title: u32,
}

/// Puts the pieces of printed lines together. The gaps that this closes are added to `closed`, in order.
pub(crate) fn join(text: &str, lines: Vec<Line>, closed: &mut Vec<Closed>) -> Vec<Line> {
    let joint = if is_broken(&lines) { 0 } else { SELDOM };
    if joint > 0 && !may_be_broken(&lines) || !cuts_words(text, &lines) {
        return lines;
    }
    let mut pieces = pieces(text, &lines);
    let labels = widths(&lines, &mut pieces, joint > 0);
    if labels.is_empty() || joint > 0 && !is_broken_somewhere(&lines, &pieces, &labels) {
        return lines;
    }
    // requests of markup begin with marks, and lines of programs
    if are_latin(&lines) || markup(text, &lines).contains(&true) {
        return lines;
    }
    let groups = divide(&pieces, &labels, joint);
    put_together(text, lines, &groups, closed)
}

fn pieces(text: &str, lines: &[Line]) -> Vec<Piece> {
    let mut before: Option<&Line> = None;
    lines
        .iter()
        .zip(1..)
        .map(|(line, next)| {
            let at_mark = |before: &Line| {
                is_closing(before.last)
                    || matches!(line.first, Class::OpenQuote | Class::OpenBracket)
                    || is_closing(line.first)
            };
            // a dateline behind a sentence's end begins a paragraph
            let opens = line.cues.has(Cues::DATELINE)
                && before.is_some_and(|before| matches!(before.last, Class::Stop | Class::StopClosed));
            let open = before.is_some_and(at_mark) && line.gap == Gap::Hard && line.blanks == 0 && !opens;
            let tied = open && is_closing(line.first);
            let title = match lines.get(next) {
                Some(next)
                    if open && !tied && !is_closing(line.last) && before.is_some_and(|before| ends(before.last)) =>
                {
                    if next.cues.has(Cues::DATELINE) || next.cues.is_byline() || next.cues.is_masthead() {
                        BEFORE_BLOCK
                    } else if pair_of(text, line, next) == Pair::Rare {
                        BEFORE_OTHER
                    } else {
                        0
                    }
                }
                _ => 0,
            };
            before = Some(line);
            let part = match (line.cues.is_byline() || line.cues.is_masthead(), is_closing(line.last)) {
                (false, _) => 0,
                (true, true) => CUE_MARKED,
                (true, false) => CUE,
            };
            Piece { wide: 0, open, tied, part, ends: ends(line.last), title }
        })
        .collect()
}

/// Measures the pieces, their marks as narrow as fits best, and says which widths the columns have: `single` on pages on which most
/// lines are whole.
fn widths(lines: &[Line], pieces: &mut [Piece], single: bool) -> Vec<i32> {
    let mut best = (0, Vec::new(), 0);
    for narrow in NARROW_MARKS {
        let peaks = peaks(&stretches(lines, pieces, narrow, single));
        let alike = peaks.iter().take(COMMONEST).map(|p| p.0).sum::<usize>();
        if alike > best.0 {
            best = (alike, peaks, narrow);
        }
    }
    let (_, peaks, narrow) = best;
    for (piece, line) in pieces.iter_mut().zip(lines) {
        piece.wide = width(line, narrow);
    }
    peaks.into_iter().map(|p| p.1).collect()
}

fn width(line: &Line, narrow: i32) -> i32 {
    i32::from(line.wide) - narrow * i32::from(line.marks)
}

/// How wide the stretches are between two line ends that no mark made, in order of their widths: most of them are one printed line.
/// `single`: only those of one piece; those of more are more than a line, where most lines are whole.
fn stretches(lines: &[Line], pieces: &[Piece], narrow: i32, single: bool) -> Vec<i32> {
    let mut sums = Vec::new();
    let (mut sum, mut sure, mut count) = (0, false, 0);
    let mut ends_open = false;
    for (piece, line) in pieces.iter().zip(lines) {
        if !piece.open {
            if sure && ends_open && (7 * EM..60 * EM).contains(&sum) && (count == 1 || !single) {
                sums.push(sum);
            }
            (sum, sure, count) = (0, ends_open, 0);
        }
        count += 1;
        sum += width(line, narrow);
        ends_open = is_open(line.last);
    }
    sums.sort_unstable();
    sums
}

/// The widths that several stretches have, the commonest first, and how many have each. Of two that are near each other the commoner
/// counts.
fn peaks(sums: &[i32]) -> Vec<(usize, i32)> {
    // in order: those near a width stand between two places that only go on
    let (mut from, mut to) = (0, 0);
    let mut found: Vec<(usize, i32)> = Vec::with_capacity(sums.len());
    for same in sums.chunk_by(|a, b| a == b) {
        let Some(&w) = same.first() else { continue };
        let go_on = |at: usize, bound: i32| at + sums.iter().skip(at).take_while(|s| **s < bound).count();
        (from, to) = (go_on(from, w - CELL / 2), go_on(to, w + CELL / 2 + 1));
        if to - from >= STRETCHES {
            found.push((to - from, w));
        }
    }
    found.sort_unstable_by_key(|&(count, w)| (std::cmp::Reverse(count), w));
    let mut peaks: Vec<(usize, i32)> = Vec::with_capacity(LABELS);
    for (count, w) in found {
        if peaks.len() < LABELS && peaks.iter().all(|p| (w - p.1).abs() >= CELL) {
            peaks.push((count, w));
        }
    }
    peaks
}

/// How a printed line ends: at its column's width,
const FULL: usize = 0;
/// or before it.
const NOT_FULL: usize = 1;
/// So many ends there are.
const ENDS: usize = 2;

/// The cheapest way to a place between two pieces, for each column and for each end of the line before it.
#[derive(Clone, Copy, Debug)]
struct Way {
    cost: u32,
    /// How many pieces the last line has, and the column and the end of the line before.
    pieces: u8,
    column: u8,
    end: u8,
}

/// What the cheapest way with each end costs, and in which column it is.
fn least(row: &[Way]) -> [(u32, u8); ENDS] {
    [FULL, NOT_FULL].map(|end| {
        let of_end = row.iter().skip(end).step_by(ENDS).zip(0..);
        of_end.map(|(way, n)| (way.cost, n)).min().unwrap_or_default()
    })
}

/// The cheapest division into printed lines: how many pieces each has, in order.
fn divide(pieces: &[Piece], labels: &[i32], joint: u32) -> Vec<usize> {
    const NOWHERE: Way = Way { cost: u32::MAX / 2, pieces: 1, column: 0, end: 0 };
    let row = labels.len() * ENDS;
    let widest = labels.iter().max().map_or(0, |w| w + OVER);
    // a row of ways for each place between two pieces, one behind the other; and the cheapest of each with either end
    let mut cheapest = vec![[(0, 0); ENDS]; pieces.len() + 1];
    let mut ways = vec![NOWHERE; row * (pieces.len() + 1)];
    ways.iter_mut().take(row).skip(NOT_FULL).step_by(ENDS).for_each(|way| way.cost = 0);
    if let Some(cheapest) = cheapest.first_mut() {
        *cheapest = least(ways.get(..row).unwrap_or_default());
    }
    for (last, piece) in pieces.iter().enumerate() {
        let (before, here) = ways.split_at_mut(row * (last + 1));
        let here = here.get_mut(..row).unwrap_or_default();
        // of pieces that may begin a line there are so many
        let (mut sum, mut parts, mut free) = (0, 0, 0u32);
        for (len, start) in (1..=MOST_PIECES).zip((0..=last).rev()) {
            let Some((first, from)) = pieces.get(start).zip(before.get(start * row..(start + 1) * row)) else { break };
            (sum, parts) = (sum + first.wide, parts + first.part);
            if first.tied {
                continue;
            }
            free += 1;
            if free > 1 && sum > widest {
                break;
            }
            let line = LINE + if free > 1 { parts + joint * (free - 1) } else { 0 };
            let title = if len > 1 { piece.title } else { 0 };
            let change = cheapest.get(start).copied().unwrap_or_default();
            let change = change.map(|(cost, by)| (cost + CHANGE, by));
            let each = from.chunks_exact(ENDS).zip(here.chunks_exact_mut(ENDS)).zip(labels).zip(0u8..);
            for (((from, here), column), n) in each {
                let short = column - sum;
                if free > 1 && short < -OVER {
                    continue;
                }
                let fits = [misfit(short), misfit(short - INDENT)];
                for ((way, change), end) in from.iter().zip(change).zip([FULL, NOT_FULL]) {
                    let (cost, by) = if way.cost <= change.0 { (way.cost, n) } else { change };
                    let more = [full(fits, end) + title, not_full(short, end, piece.ends, free)];
                    for (best, more) in here.iter_mut().zip(more) {
                        let cost = cost + line + more;
                        if cost < best.cost {
                            *best = Way { cost, pieces: len, column: by, end: end as u8 };
                        }
                    }
                }
            }
            if !first.open {
                break;
            }
        }
        if let Some(cheapest) = cheapest.get_mut(last + 1) {
            *cheapest = least(here);
        }
    }
    let mut groups = Vec::new();
    let mut place = pieces.len();
    let last = ways.get(place * row..).unwrap_or_default();
    let mut at = last.iter().zip(0..).min_by_key(|(way, _)| way.cost).map_or(0, |(_, n)| n);
    while place > 0 {
        let way = ways.get(place * row + at).copied().unwrap_or(NOWHERE);
        groups.push(usize::from(way.pieces));
        place = place.saturating_sub(usize::from(way.pieces));
        at = usize::from(way.column) * ENDS + usize::from(way.end);
    }
    groups.reverse();
    groups
}

fn put_together(text: &str, lines: Vec<Line>, groups: &[usize], closed: &mut Vec<Closed>) -> Vec<Line> {
    let mut out = Vec::with_capacity(groups.len());
    let mut whole = String::new();
    let mut lines = lines.into_iter();
    for &len in groups {
        let Some(first) = lines.next() else { break };
        if len == 1 {
            out.push(first);
            continue;
        }
        whole.clear();
        whole.push_str(first.span.of(text));
        let mut end = first.span.end;
        for piece in lines.by_ref().take(len - 1) {
            let span = Span::new(end, piece.span.start);
            closed.push(Closed { span, spaced: false, why: PIECE });
            whole.push_str(piece.span.of(text));
            end = piece.span.end;
        }
        out.push(carry(&first, Span::new(first.span.start, end), measure(&whole)));
    }
    out
}

#[cfg(test)]
mod tests;
