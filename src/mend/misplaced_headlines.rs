//! `misplaced_headlines`: a headline, with its kicker, that stands behind its body.

use super::Sheet;
use crate::Rule;
use crate::page::change::{Change, Move, PROVED, Reason, Span};

/// Proposes a line end between a head and the text that stands beside it on its printed line.
pub(crate) fn part(sheet: &Sheet<'_>, out: &mut Vec<Change>) {
    if !sheet.reading.in_columns {
        return;
    }
    let reason = Reason::words("a headline and what stood beside it on one printed line");
    let rule = Rule::MisplacedHeadlines;
    out.extend(sheet.reading.beside.iter().map(|&span| Change { span, new: "\n", rule, margin: PROVED, reason }));
}

/// Proposes to put each head that trails its body over it.
///
/// The head takes the line ends behind it along. At the end of the page none may stand there: then the line ends before
/// the head go with it, and stand behind it.
pub(crate) fn propose(sheet: &Sheet<'_>, out: &mut Vec<Move>) {
    if !sheet.reading.in_columns {
        return;
    }
    let blocks = sheet.blocks();
    let reason = Reason::words("the headline speaks of the text above it");
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
        let go = |span| Move { span, to, rule: Rule::MisplacedHeadlines, margin, reason };
        match next {
            Some(next) => out.push(go(Span::new(start, next))),
            None => {
                let above = head.from.checked_sub(1).and_then(|n| blocks.get(n)).map_or(start, |b| b.span.end);
                out.push(go(Span::new(start, last.span.end)));
                if above < start {
                    out.push(go(Span::new(above, start)));
                }
            }
        }
    }
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
