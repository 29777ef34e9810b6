//! `punctuation_width`: half-width punctuation between characters of full width. Inside numbers, clocks, addresses of the web,
//! code and English it is right, and stays.

use super::Sheet;
use super::habits::Look;
use super::look::is_half_mark;
use super::names::names_from;
use super::spaces::is_white;
use crate::page::change::{Change, Kind, PROVED, Reason, Span};
use crate::read::ReadBlock;
use crate::read::class::{is_han, is_kana, is_wide_mark};
use crate::rule::Rule;

const WIDTH: Reason = Reason::words("punctuation beside characters is of full width");
const QUOTE: Reason = Reason::words("quotes paired over the paragraph");
const SPACE: Reason = Reason::words("a mark of full width is set without spaces");

/// Characters from which on a block is text of its own, on a page without a single mark of full width.
const LONG: u16 = 30;

/// Proposes a mark of full width for each of half width that stands between characters.
pub(crate) fn propose(sheet: &Sheet<'_>, out: &mut Vec<Change>) {
    let habits = sheet.habits();
    if habits.is_code || habits.sets_half_width {
        return;
    }
    let mut marks = Vec::new();
    // A quote that a block left open in mid-sentence goes on in the next.
    let mut open = false;
    let mut rest = habits.marks.as_slice();
    for (n, &block) in habits.blocks.iter().enumerate() {
        let look = habits.look(n);
        let (here, behind) = rest.split_at(rest.iter().take_while(|&&at| at < block.span.end).count());
        rest = behind;
        if !look.marks && !open {
            continue;
        }
        // Names, roles and an address of mail may hold more Latin than Chinese.
        let furniture = block.of_lines == Kind::Masthead && look.han >= 2 && look.code < 2 && !look.columns;
        if habits.chooses_marks(n) {
            if !habits.is_row(n) {
                slips(sheet, block, &look, here, out);
            }
            continue;
        }
        if !look.is_chinese() && !furniture || habits.is_row(n) || !habits.has_wide_marks && look.han < LONG {
            continue;
        }
        marks.clear();
        if look.marks {
            collect(sheet, here, &mut marks);
        }
        if !marks.is_empty() {
            open = pair(sheet, &mut marks, open);
            settle_widths(sheet, block, &look, &mut marks);
            write(sheet, block, look.flows(block.of_lines), &marks, out);
        }
        open = open && look.is_prose() && block.span.of(sheet.text).ends_with(is_han);
    }
}

/// Proposes a comma of full width for one of half width right between two characters, in a paragraph whose others are of full
/// width: nobody does that by choice.
fn slips(sheet: &Sheet<'_>, block: ReadBlock, look: &Look, places: &[u32], out: &mut Vec<Change>) {
    let text = block.span.of(sheet.text);
    if !look.is_prose() || !text.contains('，') {
        return;
    }
    for &at in places {
        let new = match sheet.text.as_bytes().get(at as usize) {
            Some(b',') => "，",
            Some(b';') => "；",
            _ => continue,
        };
        let span = Span::new(at, at + 1);
        let beside = |c: Option<char>| c.is_some_and(is_han);
        if beside(sheet.chars_before(at).next()) && beside(sheet.chars_after(at + 1).next()) && !sheet.is_settled(span)
        {
            out.push(change(span, new, WIDTH));
        }
    }
}

/// A mark of half width, or one that pairs with such.
#[derive(Clone, Copy, Debug)]
struct Mark {
    at: u32,
    len: u32,
    c: char,
    /// The characters right beside it.
    left: Option<char>,
    right: Option<char>,
    /// The nearest characters that are neither white nor marks of half width.
    near_left: Option<char>,
    near_right: Option<char>,
    /// It pairs with another, and spaces stand outside both: “铁拳” 专项 with a gap on either side was printed with none.
    set_apart: bool,
    /// What shall stand there, if anything else.
    new: Option<&'static str>,
}

impl Mark {
    fn is_beside_wide(&self) -> bool {
        self.near_left.is_some_and(is_full) || self.near_right.is_some_and(is_full)
    }

    fn is_between_digits(&self) -> bool {
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        digit(self.left) && digit(self.right)
    }
}

fn is_full(c: char) -> bool {
    is_han(c) || is_kana(c) || is_wide_mark(c) || matches!(c, '％' | '℃' | '‰' | '□' | '■')
}

/// How many marks and spaces are looked through for the nearest character.
const REACH: usize = 6;

/// Finds what stands around each mark of a block.
fn collect(sheet: &Sheet<'_>, places: &[u32], marks: &mut Vec<Mark>) {
    let near = |c: &char| !(c.is_whitespace() || c.is_ascii() && is_half_mark(*c as u8));
    for &at in places {
        let Some(c) = sheet.text.get(at as usize..).and_then(|rest| rest.chars().next()) else { continue };
        let half = c.is_ascii();
        let span = Span::new(at, at + c.len_utf8() as u32);
        if sheet.is_settled(span) {
            continue;
        }
        let left = || sheet.chars_before(span.start).take_while(|&c| c != '\n');
        let right = || sheet.chars_after(span.end).take_while(|&c| c != '\n');
        marks.push(Mark {
            at: span.start,
            len: span.end - span.start,
            c,
            left: left().next(),
            right: right().next(),
            near_left: if half { left().take(REACH).find(near) } else { None },
            near_right: if half { right().take(REACH).find(near) } else { None },
            set_apart: false,
            new: None,
        });
    }
    if marks.iter().all(|mark| !mark.c.is_ascii()) {
        marks.clear();
    }
}

/// Marks the pairs: quotes, brackets, titles. `open`: the block begins inside a quote. Says whether it ends inside one.
fn pair(sheet: &Sheet<'_>, marks: &mut [Mark], open: bool) -> bool {
    brackets(sheet, marks);
    titles(sheet, marks);
    single_quotes(marks);
    double_quotes(marks, open)
}

/// How many brackets may be open at a time.
const DEPTH: usize = 8;

/// A pair of brackets is of full width where it holds a character, or stands behind or before one.
fn brackets(sheet: &Sheet<'_>, marks: &mut [Mark]) {
    let mut open = [0_usize; DEPTH];
    let mut depth = 0;
    for n in 0..marks.len() {
        let Some(&mark) = marks.get(n) else { return };
        match mark.c {
            '(' | '（' => {
                if let Some(place) = open.get_mut(depth) {
                    (*place, depth) = (n, depth + 1);
                }
            }
            ')' | '）' => {
                let first = depth.checked_sub(1).and_then(|top| open.get(top)).copied();
                depth = depth.saturating_sub(1);
                let Some(first) = first else {
                    // 1)全市: the number of a list.
                    set(marks, n, mark.right.is_some_and(is_full) || mark.left.is_some_and(is_full), "）");
                    continue;
                };
                let Some(&before) = marks.get(first) else { return };
                let inside = Span::new(before.at + before.len, mark.at).of(sheet.text);
                if !inside.is_empty() && inside.chars().all(is_white) {
                    continue; // a blank to be filled in
                }
                let called = before.left.is_some_and(|c| c.is_ascii_alphanumeric());
                let wide = before.c == '（'
                    || mark.c == '）'
                    || inside.chars().any(is_full) && !called
                    || before.left.is_some_and(is_full)
                    || mark.right.is_some_and(is_full) && !called;
                set(marks, first, wide, "（");
                set(marks, n, wide, "）");
            }
            _ => {}
        }
    }
    for &n in open.get(..depth).unwrap_or_default() {
        let beside = marks.get(n).is_some_and(|m| m.left.is_none_or(is_full) && m.right.is_some_and(is_full));
        set(marks, n, beside, "（");
    }
}

fn set(marks: &mut [Mark], n: usize, wide: bool, new: &'static str) {
    if let Some(mark) = marks.get_mut(n)
        && wide
        && mark.c.is_ascii()
    {
        mark.new = Some(new);
    }
}

/// Longest title between < and >, in bytes.
const TITLE: u32 = 120;

/// <人民日报> is a title where it begins and ends with a character; within 《》 it is one inside another.
fn titles(sheet: &Sheet<'_>, marks: &mut [Mark]) {
    let mut open: Option<usize> = None;
    let mut depth = 0_u32;
    for n in 0..marks.len() {
        let Some(&mark) = marks.get(n) else { return };
        match mark.c {
            '《' => depth += 1,
            '》' => depth = depth.saturating_sub(1),
            '<' => open = Some(n),
            '>' => {
                let Some((first, &before)) = open.take().and_then(|n| marks.get(n).map(|m| (n, m))) else { continue };
                let fits = |c: Option<char>| c.is_some_and(|c| is_full(c) || c.is_ascii_digit());
                let inside = Span::new(before.at + 1, mark.at);
                let plain = |c: char| is_full(c) || c.is_ascii_digit() || c.is_whitespace();
                let title = inside.end - inside.start <= TITLE
                    && fits(before.near_right)
                    && fits(mark.near_left)
                    && inside.of(sheet.text).chars().any(is_han)
                    && inside.of(sheet.text).chars().all(plain);
                set(marks, first, title, if depth > 0 { "〈" } else { "《" });
                set(marks, n, title, if depth > 0 { "〉" } else { "》" });
            }
            _ => {}
        }
    }
}

/// Which way a straight quote must face, where its neighbours say so.
fn faces(mark: &Mark) -> Option<bool> {
    let closes = mark.right.is_none_or(|c| matches!(c, '，' | '。' | '、' | '；' | '）' | '》' | ',' | ';' | ')'));
    let opens = mark.left.is_none_or(|c| matches!(c, '：' | '（' | '《' | ':' | '('));
    match (opens, closes) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    }
}

/// Straight double quotes open and close in turn, over the whole paragraph, along with those that are curly. Where the
/// neighbours contradict the turn, the neighbours are right; a quote all alone needs them.
fn double_quotes(marks: &mut [Mark], inside: bool) -> bool {
    let alone = marks.iter().filter(|m| matches!(m.c, '"' | '“' | '”')).count() == 1;
    // The number of the quote that is open; one of an earlier block has none.
    let mut open: Option<usize> = inside.then_some(usize::MAX);
    for n in 0..marks.len() {
        let Some(mark) = marks.get_mut(n) else { break };
        match mark.c {
            '“' => open = Some(n),
            '”' => open = None,
            '"' => {
                let opens = match faces(mark) {
                    Some(opens) => opens,
                    None if alone && !inside => continue,
                    None => open.is_none(),
                };
                if mark.is_beside_wide() || mark.near_left.is_none() || mark.near_right.is_none() {
                    mark.new = Some(if opens { "“" } else { "”" });
                }
                let gap_behind = mark.right == Some(' ');
                let first = if opens { None } else { open };
                open = opens.then_some(n);
                if let Some(first) = first
                    && gap_behind
                    && marks.get(first).is_some_and(|m| m.left == Some(' '))
                {
                    for n in [first, n] {
                        if let Some(mark) = marks.get_mut(n) {
                            mark.set_apart = true;
                        }
                    }
                }
            }
            _ => {}
        }
    }
    open.is_some()
}

/// Straight single quotes, where they come in pairs beside characters; an apostrophe is none.
fn single_quotes(marks: &mut [Mark]) {
    let apostrophe = |m: &Mark| {
        m.left.is_some_and(|c| c.is_ascii_alphanumeric())
            && m.right.is_none_or(|c| c.is_ascii_alphanumeric() || c == ' ')
    };
    let counts = |m: &&mut Mark| m.c == '\'' && !apostrophe(m);
    if marks.iter().filter(|m| m.c == '\'' && !apostrophe(m)).count() % 2 != 0 {
        return;
    }
    let mut open = false;
    for mark in marks.iter_mut().filter(counts) {
        open = !open;
        if mark.is_beside_wide() {
            mark.new = Some(if open { "‘" } else { "’" });
        }
    }
}

/// Decides the marks that come alone.
fn settle_widths(sheet: &Sheet<'_>, block: ReadBlock, look: &Look, marks: &mut [Mark]) {
    let prose = look.is_chinese() && look.is_prose();
    for mark in marks.iter_mut() {
        let wide = match mark.c {
            ',' => "，",
            ';' => "；",
            ':' => "：",
            '!' => "！",
            '?' => "？",
            '.' => "。",
            _ => continue,
        };
        let number = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit() || matches!(c, '%' | '°'));
        let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
        let yes = match mark.c {
            // Only at the end of a paragraph: elsewhere it stands in names and numbers.
            '.' => prose && look.han >= 10 && mark.left.is_some_and(is_han) && mark.near_right.is_none(),
            _ if mark.is_between_digits() => false,
            ':' if mark.left == Some(':') || mark.right == Some(':') || is_behind_line_number(sheet, block, mark) => {
                false
            }
            _ if !look.is_chinese() => mark.near_left.is_some_and(is_full) && mark.near_right.is_none_or(is_full),
            ',' | ';' if prose && !mark.is_beside_wide() => {
                // 增长40%,60人; APP,2017年.
                number(mark.near_left) && letter(mark.near_right)
                    || letter(mark.near_left) && number(mark.near_right)
                    || mark.left == Some('%')
                    || mark.left == Some(')') && mark.right.is_some_and(|c| c.is_ascii_alphanumeric())
            }
            '!' | '?' if prose && mark.near_right.is_none() => true,
            _ => mark.is_beside_wide(),
        };
        if yes {
            mark.new = Some(wide);
        }
    }
}

/// Whether nothing but a number stands before the mark: 17:渡口, the line that a search found.
fn is_behind_line_number(sheet: &Sheet<'_>, block: ReadBlock, mark: &Mark) -> bool {
    let before = Span::new(block.span.start, mark.at).of(sheet.text);
    !before.is_empty() && before.chars().all(char::is_numeric)
}

/// Writes the changes, and takes the spaces beside the marks away with them.
fn write(sheet: &Sheet<'_>, block: ReadBlock, flowing: bool, marks: &[Mark], out: &mut Vec<Change>) {
    let mut names = None;
    for mark in marks {
        let Some(new) = mark.new else { continue };
        let span = Span::new(mark.at, mark.at + mark.len);
        let quote = matches!(mark.c, '"' | '\'');
        let opening = matches!(new, "“" | "‘" | "（" | "《" | "〈");
        let bound = matches!(mark.c, ',' | ';' | ':');
        // Before an opening mark and behind a closing one a space may part the halves of a headline.
        let flowing = flowing || mark.set_apart;
        if mark.left.is_some_and(is_white) && (flowing || bound || !opening) {
            space_before(sheet, block, span.start, out);
        }
        out.push(change(span, new, if quote { QUOTE } else { WIDTH }));
        if mark.right.is_some_and(is_white) && (flowing || bound || opening) {
            let names = *names.get_or_insert_with(|| names_from(sheet, block));
            if span.end < names {
                space_behind(sheet, block, span.end, out);
            }
        }
    }
}

fn change(span: Span, new: &'static str, reason: Reason) -> Change {
    Change { span, new, rule: Rule::PunctuationWidth, margin: PROVED, reason }
}

/// Spaces that go with a mark: three at most, more are columns.
const GAP: usize = 3;

fn space_before(sheet: &Sheet<'_>, block: ReadBlock, at: u32, out: &mut Vec<Change>) {
    let text = Span::new(block.span.start, at).of(sheet.text);
    let kept = text.trim_end_matches(is_white).len();
    let span = Span::new(block.span.start + kept as u32, at);
    if kept > 0 && text.len() - kept <= GAP && span.start < span.end && !sheet.is_settled(span) {
        out.push(change(span, "", SPACE));
    }
}

fn space_behind(sheet: &Sheet<'_>, block: ReadBlock, at: u32, out: &mut Vec<Change>) {
    let text = Span::new(at, block.span.end).of(sheet.text);
    let gap = text.len() - text.trim_start_matches(is_white).len();
    let span = Span::new(at, at + gap as u32);
    if gap > 0 && gap <= GAP && gap < text.len() && !sheet.is_settled(span) {
        out.push(change(span, "", SPACE));
    }
}

#[cfg(test)]
mod tests;
