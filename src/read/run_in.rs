//! Heads that share their printed line with the text beside them: the last line of one column's head, then the first line of
//! the next column's paragraph, as a text layer gives them where both stand on one line of the page.

use super::class::{Class, EM, is_han};
use super::cues::{Cues, opens_with_dateline};
use super::lines::{Line, measure};
use crate::page::change::Span;

/// A head's line has so many characters.
const HEAD: std::ops::RangeInclusive<usize> = 4..=26;
/// Lines of one column differ by at most this, in tenths of a cell: a mark and a half that kinsoku moves.
const NEAR: i32 = EM + EM / 2;
/// The narrowest column that is believed, in tenths of a cell: eight characters.
const NARROWEST: i32 = 8 * EM;

/// The head's span, and the paragraph's, if `line` holds both. `next` are the two lines that follow it.
///
/// A paragraph is known by its dateline, or by its place: it is as wide as the two lines below it, which are of one width,
/// without the indent of two characters that a first line has. On 400 printed pages 54 of 58 lines cut so were two indeed.
pub(crate) fn run_in(text: &str, line: &Line, next: [Option<&Line>; 2]) -> Option<(Span, Span)> {
    let cues = line.cues;
    if !cues.has(Cues::SPACED) || cues.has(Cues::DOUBLED) || cues.is_masthead() || cues.is_byline() {
        return None;
    }
    let whole = line.span.of(text);
    let mut from = 0;
    while let Some(found) = whole.get(from..).and_then(|rest| rest.find([' ', '\u{3000}', '\u{a0}'])) {
        let (head, rest) = whole.split_at_checked(from + found)?;
        let body = rest.trim_start_matches([' ', '\u{3000}', '\u{a0}']);
        if head.contains(['，', '。', '；', '！', '：']) || head.chars().count() > *HEAD.end() {
            return None;
        }
        let parts = head.chars().next_back().is_some_and(is_head_end) && body.chars().next().is_some_and(is_han);
        if parts && HEAD.contains(&head.chars().count()) && (is_report(body) || is_column(body, next)) {
            let measured = measure(head);
            if !measured.cues.is_byline() && !measured.cues.is_masthead() {
                let head = Span::new(line.span.start, line.span.start + head.len() as u32);
                return Some((head, Span::new(line.span.end - body.len() as u32, line.span.end)));
            }
        }
        from = whole.len() - body.len();
    }
    None
}

fn is_head_end(c: char) -> bool {
    is_han(c) || matches!(c, '？' | '”' | '』' | '》')
}

/// Whether the text opens as reports of an agency or of the paper's own correspondents do.
fn is_report(body: &str) -> bool {
    let agency = body.strip_prefix('据').unwrap_or(body).strip_prefix("新华社");
    opens_with_dateline(body) || agency.is_some_and(|place| !place.starts_with("记者"))
}

/// Whether the text is the first line of a paragraph in the column of the two lines below.
fn is_column(body: &str, next: [Option<&Line>; 2]) -> bool {
    let [Some(a), Some(b)] = next else { return false };
    let column = i32::from(a.wide.max(b.wide));
    if (i32::from(a.wide) - i32::from(b.wide)).abs() > NEAR || column < NARROWEST {
        return false;
    }
    let line = measure(body);
    let is_prose = |line: &Line| {
        line.cues.has(Cues::COMMA)
            || line.cues.has(Cues::SENTENCE)
            || matches!(line.last, Class::Comma | Class::Stop | Class::StopClosed)
    };
    let furniture = line.cues.is_masthead() || line.cues.is_byline() || a.cues.is_masthead();
    (i32::from(line.wide) + 2 * EM - column).abs() <= NEAR && !furniture && [a, b, &line].into_iter().any(is_prose)
}
