//! Turns: lines of two or more columns that stand in turn, one of each and again, and the order in which they are read.
//!
//! Extractors that sort by place do this where the lines of a page stand far apart: each line is a paragraph to them. Such a
//! page has a blank line behind nearly every line, and nothing that a line leaves open is taken up by the next. OCR engines that
//! give lines from the top of the page to its bottom do it everywhere, without a blank line (RapidOCR; PaddleOCR by its
//! `sorted_boxes`). Others take some columns apart and not others, so that a stretch of the page is in turn, and the rest in its order
//! (`pdfminer`). What is read together is said by [`units`]. Which line takes it up is found by [`links`]: by the characters that meet, by widths, by turns, and by
//! the words that lines have in common ([`shared`]). Articles one above the other are told apart by [`cuts`]. Which text a head
//! stands over is found by [`heads`]; this file says whether the page is one of that kind, and puts it in order.

mod column;
mod costs;
mod cuts;
#[cfg(pagemend_fit)]
pub mod fit;
mod heads;
mod junction;
mod links;
mod look;
mod parted;
mod shared;
mod units;

use costs::COSTS;
use junction::Junctions;
use units::{Edge, INDENT, Unit, alone, looks, seem_in_turn, units};

use super::columns::{are_whole, is_open};
use super::cues::Cues;
use super::gutters;
use super::lines::{self, Line};
use super::{Column, Page};
use crate::page::change::Span;
use crate::page::order::Order;

/// What was found out about the order of a page's lines.
#[derive(Debug, Default)]
pub(crate) struct Turns {
    /// The order in which they are read, if it is not that of the source and the evidence is strong.
    pub order: Option<Order>,
    /// How much dearer the order of the source is, in 1/64 nat.
    pub margin: u16,
    /// The text that is read, measured, where only the rows of a masthead had to be put in order.
    pub page: Option<Page>,
    /// Where, in the text that is read, lines seem to stand in turn, and are left.
    pub doubtful: Option<Span>,
}

/// Pages of fewer lines show nothing.
const FEWEST: usize = 16;
/// At least one line in so many has a comma or a sentence's end inside: of 91 pages in turn three in ten on the poorest, of lists of words
/// none.
const MARKED_SHARE: usize = 4;
/// At least one line in so many is as wide as its column: of the same pages one in four on the poorest; where words and what they mean
/// stand one behind the other, in 18 manuals, mostly one in twenty, and one in four on the richest.
const FULL_SHARE: usize = 5;
/// A line as wide as its column is narrower or wider by less than this, in tenths of a cell.
const FULL: i32 = 25;
/// Where columns are parted, one line in so many is: of 63 printed pages on which links were found all but one have so many, of 22 manuals none.
const PARTED_SHARE: usize = 3;
/// At most three units in so many end a sentence: of the same pages two in ten, of those manuals more than three.
const CLOSED_SHARE: usize = 10;
/// A line in two has a blank line behind it where columns stand in turn; of 120 printed pages that are in order one in forty
/// has so many, and of those that are not, one in ten has fewer.
const BLANK_SHARE: usize = 2;
/// Where columns stand in turn, at least one unit in two stops in mid-sentence; paragraphs that stand apart are whole.
const OPEN_SHARE: usize = 2;
/// Less than one line in so many has a gap inside that may part two columns: of 120 pages by `pdftotext` none has any.
const BESIDE_SHARE: usize = 4;
/// On a page without a blank line at most one link in two leads to the next line, where columns stand in turn; where more do, the others
/// are accidents: extractors that give some columns in turn put blank lines between.
const ALONG_SHARE: usize = 2;
/// So many links must be proved by characters that stand together elsewhere on the page, or in most texts that have them,
const PROOFS: u32 = 3;
/// and the characters at all links must be worth so much more than if each line went on to the next, in 1/64 nat: four nats. None of
/// 991 texts of other kinds has such links.
const GAIN: i32 = 256;
/// Links that are worth so much more prove it without that: twelve nats. Of 3,679 texts of other kinds none is read otherwise for it.
const SURE: i32 = 768;

/// Finds out whether the page's lines stand in turn, and in what order they are read: the items of its masthead, and then all of
/// them. `column` is the one that the page was scanned with.
pub(crate) fn find(text: &str, page: &Page, column: Option<Column>, threshold: u16) -> Turns {
    // elsewhere its items stay as they stand
    let is_printed = page.wide_text || page.columns.iter().any(|&wide| wide > 0);
    let rows = page.masthead.in_turn.as_ref().filter(|_| is_printed);
    let Some((order, margin)) = rows.and_then(|rows| Some((rows.order(text, &page.lines)?, rows.margin))) else {
        return in_columns(text, page, threshold);
    };
    if margin < threshold {
        let columns = in_columns(text, page, threshold);
        return Turns { doubtful: columns.doubtful.or(Some(Span::new(0, page.masthead.end))), ..columns };
    }
    let read = order.text(text);
    let page = Page::scan_with(&read, column, order.rows());
    let Turns { order: second, margin: second_margin, doubtful, .. } = in_columns(&read, &page, threshold);
    match second {
        Some(second) if second_margin >= threshold => {
            Turns { order: Some(second.of_text_of(&order)), margin: margin.min(second_margin), ..Turns::default() }
        }
        // the rows are put in order, and the columns are left as if they had stood under rows that were
        left => {
            let doubtful = doubtful.or(left.map(|_| order.read()));
            Turns { order: Some(order), margin, page: Some(page), doubtful }
        }
    }
}

/// The same of columns.
fn in_columns(text: &str, page: &Page, threshold: u16) -> Turns {
    if page.wide_text || page.lines.len() < FEWEST {
        return Turns::default();
    }
    let apart = page.lines.iter().filter(|line| line.blanks > 0).count();
    let may_be_parted = apart > 0 && apart * BLANK_SHARE < page.lines.len();
    let seem = seem_in_turn(&page.lines);
    if !seem && !may_be_parted {
        return Turns::default();
    }
    // whole paragraphs on a line each are in no column: nothing is looked for among them
    if are_whole(&page.wide) {
        return Turns::default();
    }
    // one below the other, and not beside each other on the lines of the text
    if seem && gutters::rows(text).count() * BESIDE_SHARE < page.lines.len() {
        let Some(units) = units(text, page, &alone(&page.lines)) else { return Turns::default() };
        let turns = lines_in_turn(text, page, &units);
        if turns.order.is_some() || turns.doubtful.is_some() {
            return turns;
        }
    }
    if !may_be_parted {
        return Turns::default();
    }
    let Some(units) = units(text, page, &[]) else { return Turns::default() };
    if full_lines(page) * PARTED_SHARE < page.lines.len() || !is_prose(&page.lines) {
        return Turns::default();
    }
    parted_columns(text, page, &units, threshold)
}

/// Columns with pieces of other articles between.
fn parted_columns(text: &str, page: &Page, units: &[Unit], threshold: u16) -> Turns {
    let links = parted::find(text, page, units, threshold.into());
    let Some(worth) = links.iter().map(|link| link.worth).min() else { return Turns::default() };
    Turns { order: order_of_parts(text, units, &links), margin: u16::try_from(worth).unwrap_or(0), ..Turns::default() }
}

/// Lines of several columns in turn.
fn lines_in_turn(text: &str, page: &Page, units: &[Unit]) -> Turns {
    if !may_be_columns(page, units) {
        return Turns::default();
    }
    let junctions = Junctions::new(text, &page.lines, units);
    let looks = looks(page, units);
    let mut before = links::find(&looks, &junctions, &COSTS);
    cuts::cut(&looks, &junctions, &COSTS, &mut before);
    heads::put(&looks, &junctions, &mut before);
    let is_along = |(n, link): (usize, &Option<usize>)| n.checked_sub(1).is_some_and(|last| *link == Some(last));
    let along = before.iter().enumerate().filter(|own| is_along(*own)).count();
    let is_apart = page.lines.iter().any(|line| line.blanks > 0);
    if !is_apart && along * ALONG_SHARE > before.iter().flatten().count() {
        return Turns::default();
    }
    let (mut found, mut as_is) = (0, 0);
    let mut gain = 0;
    let is_long = |n: usize| units.get(n).is_some_and(|unit| unit.is_long(&page.lines));
    for (n, link) in before.iter().enumerate().filter(|(n, _)| is_long(*n)) {
        let Some(last) = n.checked_sub(1) else { continue };
        if *link == Some(last) {
            continue;
        }
        if is_long(last) {
            as_is += u32::from(junctions.is_proved(last, n));
            gain -= junctions.fit(last, n).worth();
        }
        if let Some(from) = link.filter(|from| is_long(*from)) {
            found += u32::from(junctions.is_proved(from, n));
            gain += junctions.fit(from, n).worth();
        }
    }
    match say(found, as_is, gain) {
        Say::Nothing => return Turns::default(),
        Say::Doubtful => {
            let whole = units.first().zip(units.last()).map(|(a, b)| Span::new(a.span.start, b.span.end));
            return Turns { doubtful: whole, ..Turns::default() };
        }
        Say::InTurn => {}
    }
    let margin = u16::try_from(gain).unwrap_or(u16::MAX - 1).min(u16::MAX - 1);
    Turns { order: order_of_lines(text, units, &before), margin, ..Turns::default() }
}

/// Whether the units may be lines of columns: most stop in mid-sentence, many lines are as wide as their column, and they are prose.
fn may_be_columns(page: &Page, units: &[Unit]) -> bool {
    let count = |is: fn(&Edge) -> bool| units.iter().filter(|unit| is(&unit.bottom)).count();
    count(|edge| is_open(edge.class)) * OPEN_SHARE >= units.len()
        && count(|edge| edge.closed) * CLOSED_SHARE <= units.len() * 3
        && full_lines(page) * FULL_SHARE >= page.lines.len()
        && is_prose(&page.lines)
}

/// How many lines are as wide as their column.
fn full_lines(page: &Page) -> usize {
    let is_full = |(wide, column): (&i32, &i32)| *column > 0 && (wide - column).abs() < FULL;
    page.wide.iter().zip(&page.columns).filter(|own| is_full(*own)).count()
}

/// Whether the lines are text of a newspaper, as far as their marks and letters say.
fn is_prose(lines: &[Line]) -> bool {
    let is_marked = |line: &&Line| line.cues.has(Cues::COMMA) || line.cues.has(Cues::SENTENCE);
    lines.iter().filter(is_marked).count() * MARKED_SHARE >= lines.len() && !lines::are_latin(lines)
}

/// What links say of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Say {
    Nothing,
    /// It may be that its lines stand in turn.
    Doubtful,
    InTurn,
}

/// What links say of which so many are proved, and so many of those that each line has to the next, where the former are worth so much
/// more, in 1/64 nat.
fn say(found: u32, as_is: u32, gain: i32) -> Say {
    match (found >= PROOFS || gain >= SURE, gain >= GAIN) {
        (true, true) => Say::InTurn,
        (true, false) if found > as_is => Say::Doubtful,
        _ => Say::Nothing,
    }
}

/// The units in the order in which they are read: each run of linked units where its first one stands. Blank lines between
/// the units of a run are left out.
fn order_of_lines(text: &str, units: &[Unit], before: &[Option<usize>]) -> Option<Order> {
    let mut after: Vec<Option<usize>> = vec![None; units.len()];
    for (n, link) in before.iter().enumerate() {
        if let Some(place) = link.and_then(|from| after.get_mut(from)) {
            *place = Some(n);
        }
    }
    let mut read = Vec::with_capacity(units.len());
    for start in (0..units.len()).filter(|&n| before.get(n).is_some_and(Option::is_none)) {
        read.extend(std::iter::successors(Some(start), |&n| after.get(n).copied().flatten()));
    }
    put_in_order(text, units, &read, &after)
}

/// The units in their order, but each parted column goes on where it stopped, with all of it that stands together.
fn order_of_parts(text: &str, units: &[Unit], links: &[parted::Link]) -> Option<Order> {
    let mut after: Vec<Option<usize>> = vec![None; units.len()];
    let mut is_moved = vec![false; units.len()];
    for link in links {
        *after.get_mut(link.from)? = Some(link.to);
        *is_moved.get_mut(link.to)? = true;
    }
    let mut read: Vec<usize> = Vec::with_capacity(units.len());
    let mut is_read = vec![false; units.len()];
    // what is left at the end is what moved pieces go on from in a ring: there is none, as links lead on
    for start in 0..units.len() {
        let mut at = Some(start).filter(|&n| is_moved.get(n) == Some(&false));
        let mut along = false;
        while let Some(n) = at.filter(|&n| is_read.get(n) == Some(&false)) {
            *is_read.get_mut(n)? = true;
            read.push(n);
            at = match after.get(n).copied().flatten() {
                Some(next) => {
                    along = true;
                    Some(next)
                }
                None => {
                    let (unit, next) = (units.get(n)?, units.get(n + 1));
                    let same = next.is_some_and(|next| {
                        !unit.bottom.closed
                            && (next.column - unit.column).abs() < INDENT / 2
                            && next.top.wide > unit.column - INDENT / 2
                    });
                    Some(n + 1).filter(|n| along && same && is_moved.get(*n) == Some(&false))
                }
            };
        }
    }
    put_in_order(text, units, &read, &after)
}

/// The order of the units as they are `read`, without the blank lines between a unit and the one that goes on `after` it.
fn put_in_order(text: &str, units: &[Unit], read: &[usize], after: &[Option<usize>]) -> Option<Order> {
    let (first, last) = (units.first()?, units.last()?);
    let gap = |n: usize| {
        let end = units.get(n)?.span.end;
        Some(Span::new(end, units.get(n + 1).map_or(end, |next| next.span.start)))
    };
    let (end, rest) = read.split_last()?;
    let mut stretches = vec![Span::new(0, first.span.start)];
    for &n in rest {
        stretches.push(units.get(n)?.span);
        if after.get(n).is_some_and(Option::is_none) {
            // behind the source's last unit stands no blank line: it takes that of the one that is last now
            stretches.push(gap(if n + 1 == units.len() { *end } else { n })?);
        }
    }
    stretches.push(units.get(*end)?.span);
    // a last line without a line feed can only stay the last
    let whole = last.span.of(text).ends_with('\n') || *end + 1 == units.len();
    stretches.push(Span::new(last.span.end, text.len() as u32));
    whole.then(|| Order::new(stretches))
}

#[cfg(test)]
mod tests;
