//! Figures of full width among others, and letters that stand for figures.

use super::{REACH, change};
use crate::mend::Sheet;
use crate::mend::habits::Habits;
use crate::page::change::{Change, Reason, Span};

const FIGURE: Reason = Reason::words("a figure among figures of another width");
const LETTER: Reason = Reason::words("a letter in place of a figure, in a number that proves it");

/// Sets right the figures that are none, each if its number proves it.
pub(super) fn propose(sheet: &Sheet<'_>, habits: &Habits, out: &mut Vec<Change>) {
    let mut block = 0;
    for &at in &habits.figures {
        while habits.blocks.get(block).is_some_and(|b| b.span.end <= at) {
            block += 1;
        }
        if habits.look(block).is_chinese() && !habits.is_row(block) {
            figure(sheet, at, out);
        }
    }
}

/// Sets right the figure at `at`, if its number proves it.
fn figure(sheet: &Sheet<'_>, at: u32, out: &mut Vec<Change>) {
    let Some(c) = sheet.text.get(at as usize..).and_then(|rest| rest.chars().next()) else { return };
    let span = Span::new(at, at + c.len_utf8() as u32);
    if sheet.is_settled(span) {
        return;
    }
    let part = |c: &char| c.is_ascii_digit() || as_figure(*c).is_some();
    let mut number = ['\0'; REACH];
    let before: usize = sheet.chars_before(at).take(REACH).take_while(part).count();
    let mut len = 0;
    let start = sheet.chars_before(at).nth(before);
    let after = sheet.chars_after(span.end).take_while(part).take(REACH);
    let mut left = ['\0'; REACH];
    for (place, c) in left.iter_mut().zip(sheet.chars_before(at).take(before)) {
        *place = c;
    }
    for c in left.iter().take(before).rev().copied().chain([c]).chain(after) {
        let Some(place) = number.get_mut(len) else { return };
        (*place, len) = (c, len + 1);
    }
    let number = number.get(..len).unwrap_or_default();
    let end = sheet.chars_after(span.end).nth(len - before - 1);
    let Some(new) = as_figure(c) else { return };
    let plain = number.iter().any(char::is_ascii_digit);
    if is_wide_figure(c) {
        if plain && number.iter().all(|&c| c.is_ascii_digit() || is_wide_figure(c)) {
            out.push(change(span, new, FIGURE));
        }
        return;
    }
    if plain && is_figured(number, start, end) {
        out.push(change(span, new, LETTER));
    }
}

fn is_wide_figure(c: char) -> bool {
    matches!(c, '０'..='９')
}

/// The figure that `c` stands for.
fn as_figure(c: char) -> Option<&'static str> {
    const FIGURES: [&str; 10] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
    match c {
        'O' => Some("0"),
        'l' => Some("1"),
        '０'..='９' => FIGURES.get((c as usize) - ('０' as usize)).copied(),
        _ => None,
    }
}

/// Whether what stands around a number with letters in it proves them figures: a year, a month, a day within their bounds, or a
/// letter between two digits before a word of measure.
fn is_figured(number: &[char], before: Option<char>, after: Option<char>) -> bool {
    if before.is_some_and(|c| c.is_ascii_alphabetic()) || number.iter().any(|&c| is_wide_figure(c)) {
        return false;
    }
    let value = number.iter().take(6).fold(0_u32, |value, &c| {
        value * 10 + c.to_digit(10).or_else(|| as_figure(c).and_then(|f| f.parse().ok())).unwrap_or(0)
    });
    let inner = matches!(number, [a, middle @ .., z] if a.is_ascii_digit() && z.is_ascii_digit() && !middle.is_empty());
    match after {
        Some('年') if number.len() == 4 => (1800..2100).contains(&value),
        Some('月') if number.len() == 2 => (10..=12).contains(&value),
        Some('日') if number.len() == 2 => (10..=31).contains(&value),
        Some(
            '万' | '亿' | '元' | '人' | '个' | '名' | '次' | '起' | '户' | '家' | '年' | '余' | '多' | '吨' | '件'
            | '%',
        ) => inner,
        _ => false,
    }
}
