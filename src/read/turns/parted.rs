//! Parted columns: a column that stops in mid-sentence, with pieces of other articles between it and the next.
//!
//! Extractors that sort by place give a page in pieces, each a run of lines of one column, and sort the pieces by where they
//! stand: below a column may follow the neighbour's headline, or its text, before the column goes on. The piece that takes
//! up the open end is known by what it is: as wide, beginning with a full line, behind an end that leaves nothing open.

use super::super::Page;
use super::super::columns::is_open;
use super::super::cues::Cues;
use super::super::lines::Line;
use super::super::overlap::cohesion;
use super::junction::{Fit, Junctions};
use super::units::{INDENT, Unit};

/// A line is as wide as its column up to this, in tenths of a cell.
const FULL: i32 = 26;
/// So many junctions are looked up in the text; for more an index is made.
const FEW: usize = 24;
/// So many units on is a column looked for, and what each costs, in 1/64 nat.
const REACH: usize = 8;
const EACH: i32 = 19;
/// Two nats: of 1,190 pages in order (texts of four extractors, simulated ones) three have a link that is likelier by so much, as
/// many as before neighbouring characters told.
const LEAST: i32 = 128;
/// That unit `to` goes on from unit `from`, and not the one behind it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Link {
    pub from: usize,
    pub to: usize,
    /// By how much it is likelier than not, in 1/64 nat.
    pub worth: i32,
}

/// The columns that were parted, with what is likelier than not. Each unit is in two at most.
pub(super) fn find(text: &str, page: &Page, units: &[Unit], threshold: i32) -> Vec<Link> {
    let pairs = candidates(page, units);
    if pairs.is_empty() {
        return Vec::new();
    }
    let junctions = if pairs.len() <= FEW {
        Junctions::few(text, &page.lines, units)
    } else {
        Junctions::new(text, &page.lines, units)
    };
    let mut links: Vec<Link> = Vec::new();
    for (from, to) in pairs {
        let (Some(a), Some(b)) = (units.get(from), units.get(to)) else { continue };
        let fit = junctions.fit(from, to);
        if matches!(fit, Fit::Barred | Fit::Cut)
            || junctions.is_proved(from, from + 1)
            || !fit.is_proof() && junctions.is_proved(to - 1, to)
        {
            continue;
        }
        let words = fit.worth();
        let worth = words + cohesion(text, a.span, b.span) - EACH * (to - from - 2) as i32;
        links.push(Link { from, to, worth });
    }
    links.sort_by_key(|link| (-link.worth, link.from, link.to));
    let mut kept: Vec<Link> = Vec::new();
    for link in links {
        if link.worth >= threshold.max(LEAST) && kept.iter().all(|k| k.from != link.from && k.to != link.to) {
            kept.push(link);
        }
    }
    kept
}

/// The units that by their shapes may be the two ends of a parted column.
fn candidates(page: &Page, units: &[Unit]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for (from, a) in units.iter().enumerate() {
        let Some(next) = units.get(from + 1) else { break };
        if !stops_open(page, a) || goes_on(page, a, next) {
            continue;
        }
        for to in from + 2..units.len().min(from + 1 + REACH) {
            let (Some(before), Some(b)) = (units.get(to - 1), units.get(to)) else { continue };
            let is_column = is_set(page, b) && (b.column - a.column).abs() <= FULL;
            let is_full = -FULL < b.top.wide - a.column && b.top.wide - a.column <= FULL + 4;
            if is_column && is_full && leaves_nothing(page, before, b.column) {
                pairs.push((from, to));
            }
        }
    }
    pairs
}

fn lines<'p>(page: &'p Page, unit: &Unit) -> &'p [Line] {
    page.lines.get(unit.first..unit.end).unwrap_or_default()
}

/// Whether the unit is text of a column that stops in mid-sentence at the column's end.
fn stops_open(page: &Page, unit: &Unit) -> bool {
    let [.., before, last] = lines(page, unit) else { return false };
    is_set(page, unit)
        && is_open(last.last)
        && !last.cues.is_byline()
        && !last.cues.is_masthead()
        && (unit.bottom.wide - unit.column).abs() <= FULL
        // a name below a short line, or below the end of a sentence, is a byline
        && (!last.cues.has(Cues::NAME_END) || is_open(before.last))
}

/// Whether the unit is text set in a column: three lines or more, one in three as wide as it, and one with a mark inside. Stanzas
/// of verse are not.
fn is_set(page: &Page, unit: &Unit) -> bool {
    let wide = page.wide.get(unit.first..unit.end).unwrap_or_default();
    let is_marked = |line: &Line| line.cues.has(Cues::COMMA) || line.cues.has(Cues::SENTENCE);
    wide.len() >= 3
        && wide.iter().filter(|&&wide| (wide - unit.column).abs() <= FULL).count() * 3 >= wide.len()
        && lines(page, unit).iter().any(is_marked)
}

/// Whether the unit behind an open end of such a column may go on with it.
fn goes_on(page: &Page, column: &Unit, next: &Unit) -> bool {
    let next_lines = lines(page, next);
    let apart = |wide: i32| (wide - column.column).abs() > FULL;
    let is_closed = |line: &Line| !is_open(line.last);
    if next_lines.first().is_some_and(is_closed) && next.top.wide <= column.column + FULL {
        return true; // the last line of the paragraph
    }
    let ends = next_lines.last().is_some_and(is_closed);
    let short = next.lines() < 3;
    let alien = if short {
        apart(next.top.wide) && apart(next.bottom.wide) && !ends
    } else {
        apart(next.column) && apart(next.top.wide)
    };
    let indented = next.top.wide < column.column - FULL && !(short && ends);
    !(alien || indented)
}

/// Whether nothing goes on behind the unit in a column of that width: it closes a sentence, or is a byline, or a head.
fn leaves_nothing(page: &Page, unit: &Unit, column: i32) -> bool {
    let Some(last) = lines(page, unit).last() else { return false };
    let is_indented = (-INDENT - 2..-FULL).contains(&(unit.bottom.wide - column));
    !is_open(last.last)
        || last.cues.is_byline()
        || unit.lines() < 3 && (unit.column - column).abs() > FULL && !is_indented
}
