//! `misplaced_headlines`: a headline, with its kicker, that stands behind its body.

use super::Sheet;
use crate::Rule;
use crate::page::change::{Change, Move, PROVED, Reason, Span};
use crate::read::{ReadBlock, Trailing};

/// Proposes a line end between a head and the text that stands beside it on its printed line.
pub(crate) fn part(sheet: &Sheet<'_>, out: &mut Vec<Change>) {
    if !sheet.reading.in_columns {
        return;
    }
    let reason = Reason::words("a headline and what stood beside it on one printed line");
    let rule = Rule::MisplacedHeadlines;
    let part = |&span: &Span| Change { span, new: line_end(sheet, span), rule, margin: PROVED, reason };
    out.extend(sheet.reading.beside.iter().map(part));
}

/// The line end for a gap within a line: as it stands behind what follows the gap, or else before the line; with a blank line
/// where there is one.
fn line_end(sheet: &Sheet<'_>, gap: Span) -> &'static str {
    let blocks = sheet.blocks();
    let at = blocks.partition_point(|block| block.span.start < gap.end);
    let mut behind = blocks.get(at..).unwrap_or_default().windows(2);
    let mut before = blocks.get(..at).unwrap_or_default().windows(2).rev();
    let ends = |pair: &[ReadBlock]| match pair {
        [a, b] => Some(Span::new(a.span.end, b.span.start).of(sheet.text)).filter(|gap| gap.contains('\n')),
        _ => None,
    };
    let like = behind.find_map(ends).or_else(|| before.find_map(ends)).unwrap_or("\n");
    match (like.matches('\n').count() > 1, like.contains('\r')) {
        (true, true) => "\r\n\r\n",
        (true, false) => "\n\n",
        (false, true) => "\r\n",
        (false, false) => "\n",
    }
}

/// Proposes to put each head that trails its body over it.
///
/// The head takes the line ends behind it along. At the end of the page none may stand there: then the line ends before
/// the head go with it, and stand behind it: those before the first of several heads that all move from there.
///
/// Says which heads move: one that stands within a line, or whose body begins there, stays.
pub(crate) fn propose(sheet: &Sheet<'_>, out: &mut Vec<Move>) -> Vec<Trailing> {
    let mut moved = Vec::new();
    if !sheet.reading.in_columns {
        return moved;
    }
    let blocks = sheet.blocks();
    let reason = Reason::words("the headline speaks of the text above it");
    let mut run = 0..0; // heads one behind the other that all move
    for head in &sheet.reading.heads {
        let (Some(first), Some(last), Some(body)) =
            (blocks.get(head.from), blocks.get(head.end - 1), blocks.get(head.before))
        else {
            continue;
        };
        let margin = u16::try_from(head.margin).unwrap_or(u16::MAX - 1);
        let to = line_start(sheet.text, body.span.start);
        let start = line_start(sheet.text, first.span.start);
        // A head within a line would take a part of that line along, and what is left would run into the next.
        let whole = |at: u32| {
            at == 0
                || sheet.text.get(..at as usize).is_some_and(|before| before.ends_with(is_line_end))
                || sheet.reading.beside.binary_search_by_key(&at, |gap| gap.end).is_ok()
        };
        let next = blocks.get(head.end).map(|next| line_start(sheet.text, next.span.start));
        if !whole(start) || !whole(to) || !next.is_none_or(whole) {
            continue;
        }
        moved.push(*head);
        run = if run.end == head.from { run.start..head.end } else { head.from..head.end };
        let go = |span| Move { span, to, rule: Rule::MisplacedHeadlines, margin, reason };
        match next {
            Some(next) => out.push(go(Span::new(start, next))),
            None => {
                let first = blocks.get(run.start).map_or(start, |b| line_start(sheet.text, b.span.start));
                let above = run.start.checked_sub(1).and_then(|n| blocks.get(n)).map_or(first, |b| b.span.end);
                out.push(go(Span::new(start, last.span.end)));
                if above < first {
                    out.push(go(Span::new(above, first)));
                }
            }
        }
    }
    moved
}

/// Where the line begins that `at` stands in, if only white space stands before it there; else `at` itself.
fn line_start(text: &str, at: u32) -> u32 {
    let before = text.get(..at as usize).unwrap_or_default();
    let line = before.trim_end_matches([' ', '\t', '\u{3000}', '\u{a0}', '\u{feff}', '\u{200b}']);
    if line.is_empty() || line.ends_with(is_line_end) { line.len() as u32 } else { at }
}

fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}')
}
