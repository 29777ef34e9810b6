//! Datelines: with which paper or agency a report opens, where it is from, and who wrote it.

use super::class::{Class, HanSet};
use super::cues::Cues;
use super::lines::{Gap, Line};
use super::sources::is_medium;

/// Papers and agencies, as reports open with them.
pub(super) const NEWS: [&str; 10] =
    ["本报", "新华社", "中新社", "本刊", "本台", "人民网", "中央社", "法新社", "路透社", "美联社"];

/// Whether the line opens with a dateline in brackets, and text behind it: 〔记者周远／台北报导〕, 【本报讯】, （新华社上海2日电）.
pub(super) fn opens_with_bracketed_dateline(text: &str) -> bool {
    let mut chars = text.chars();
    if !matches!(chars.next(), Some('【' | '〔' | '（' | '(' | '［' | '[')) {
        return false;
    }
    let inside = chars.as_str();
    let Some((inside, behind)) = inside.split_once(['】', '〕', '）', ')', '］', ']']) else {
        // a narrow column breaks it; in round brackets a photographer stands, or what ends a text
        return text.starts_with(['【', '〔']) && (inside.starts_with("记者") || inside.starts_with("本报"));
    };
    let is_told = inside.ends_with(['讯', '电']) || ["报导", "报道", "消息"].iter().any(|word| inside.ends_with(word));
    !behind.is_empty() && is_told && inside.chars().count() <= LONGEST_BRACKETED
}

/// Characters of the longest dateline in brackets, set by hand: two names, and a place.
const LONGEST_BRACKETED: usize = 24;

/// Whether the line opens with a dateline: the paper or the agency, and 电 or 讯 within the next words.
pub(super) fn opens_with_dateline(text: &str) -> bool {
    let paper = text.strip_prefix('据').unwrap_or(text);
    let Some(paper) = NEWS.iter().find(|name| paper.starts_with(**name)) else { return opens_with_medium(text, true) };
    let paper = paper.len() + if text.starts_with('据') { '据'.len_utf8() } else { 0 };
    // a narrow column breaks the dateline before its 电 or 讯: then a date stands in it, or is about to
    let rest = text.get(paper..).unwrap_or_default();
    let dated =
        || rest.chars().take(12).any(|c| c.is_ascii_digit()) && rest.chars().nth(16).is_none() && !rest.contains(' ');
    dateline_end(text).is_some() || dated()
}

/// Whether the line opens with a paper or a site by its own name, which reports: 清水晚报讯（记者周远）, 清水网北塘4月3日电.
pub(super) fn opens_with_medium(text: &str, has_digits: bool) -> bool {
    let cut = |most: usize| text.as_bytes().get(..most).unwrap_or(text.as_bytes());
    if let Some(at) = place_of(cut(LONGEST_MEDIUM), "讯") {
        let (medium, behind) = (text.get(..at), text.get(at + "讯".len()..).unwrap_or_default());
        let opens_text = behind.starts_with(['（', '(', ' ', '\u{3000}']) || behind.starts_with("记者");
        // 晚报讯
        return opens_text && medium.is_some_and(|name| is_medium(name) || name.ends_with('报') && name.len() == 6);
    }
    if !has_digits {
        return false;
    }
    let Some(day) = place_of(cut(LONGEST_DATED), "日") else { return false };
    let (dated, behind) = (text.get(..day).unwrap_or_default(), text.get(day + "日".len()..).unwrap_or_default());
    let names_medium = || {
        dated
            .char_indices()
            .take(LONGEST_MEDIUM / 3)
            .any(|(at, c)| is_medium(dated.get(..at + c.len_utf8()).unwrap_or_default()))
    };
    dated.ends_with(|c: char| c.is_ascii_digit()) && told(behind).is_some() && names_medium()
}

/// Notes which lines end amid a dateline, or right behind one, so that its text goes on: 新华社北京, 1月25日电, and （记者周远、 behind
/// it. No such line is a byline.
pub(super) fn follow(text: &str, lines: &mut [Line]) {
    for n in 0..lines.len() {
        let open = lines.get(n..).map_or(0, |lines| left_open(text, lines));
        if open == 0 {
            continue;
        }
        lines.get_mut(n).into_iter().for_each(|line| line.cues.set(Cues::DATELINE));
        for line in lines.iter_mut().skip(n).take(open) {
            line.cues.set(Cues::LEFT_OPEN);
            BYLINES.into_iter().for_each(|cue| line.cues.unset(cue));
        }
    }
}

/// How many lines, of those from the first on, leave a dateline open that begins there.
fn left_open(text: &str, lines: &[Line]) -> usize {
    let Some((first, further)) = lines.split_first() else { return 0 };
    let mut left = begin(text, first);
    if left == Left::Nothing {
        return 0;
    }
    let (mut is_told, mut open) = (left != Left::Day, 1);
    let mut bracket = (left == Left::Writers).then_some(open);
    for line in further.iter().take(DATELINE_LINES).take_while(|line| line.blanks == 0 && line.gap == Gap::Hard) {
        let shown = line.span.of(text);
        is_told |= left == Left::Day && told(behind_day(shown)).is_some();
        bracket = bracket.filter(|_| !shown.contains(['）', ')']));
        left = left.behind(shown);
        if left == Left::Nothing {
            break;
        }
        open += 1;
        if left == Left::Writers {
            bracket = bracket.or(Some(open));
        }
    }
    // where no line closes a bracket, only those up to where it opens are sure
    let open = if is_told { bracket.unwrap_or(open) } else { 0 };
    // the text behind is not that of another dateline, as on pages whose columns stand in turn
    let is_cut_off = lines.get(open).is_some_and(|line| line.cues.has(Cues::DATELINE));
    if is_cut_off { open.saturating_sub(1) } else { open }
}

/// What makes a line a byline.
const BYLINES: [Cues; 4] = [Cues::BYLINE, Cues::CREDIT, Cues::NAMES, Cues::BRACKET_NAMES];

/// What of a dateline is still to come where a line ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Left {
    /// Its day, or the rest of it, and that it is one.
    Day,
    /// Who wrote it, or the bracket behind their names.
    Writers,
    /// Its text.
    Text,
    /// Nothing: its text has begun, or there is no dateline.
    Nothing,
}

/// Lines of the longest dateline: in the narrowest columns that are believed place, day and two names stand on so many.
const DATELINE_LINES: usize = 4;
/// Bytes of the longest place: six characters.
const LONGEST_PLACE: usize = 18;

/// The first characters of [`NEWS`], and of what stands before it.
static FIRSTS: HanSet = HanSet::of("本新中人法路美据");

/// What is left where a dateline begins with this line.
fn begin(text: &str, line: &Line) -> Left {
    let text = line.span.of(text);
    if !line.cues.has(Cues::DATELINE) {
        let is_place = || {
            let paper = text.strip_prefix('据').unwrap_or(text);
            let place = NEWS.iter().find_map(|name| paper.strip_prefix(name));
            place.is_some_and(|place| !place.is_empty() && place.len() <= LONGEST_PLACE)
        };
        let is_short = line.first == Class::Han && usize::from(line.chars) * 3 <= LONGEST_PLACE * 2;
        let may_be = is_short && line.last == Class::Han && FIRSTS.begins(text);
        return if may_be && is_place() { Left::Day } else { Left::Nothing };
    }
    match dateline_end(text) {
        Some(end) => Left::Text.behind(text.get(end..).unwrap_or_default()),
        None if text.ends_with(['月', '日']) || text.ends_with(|c: char| c.is_ascii_digit()) => Left::Day,
        None => Left::Nothing,
    }
}

impl Left {
    /// What is left behind some more text.
    fn behind(self, text: &str) -> Left {
        let text = text.trim_matches(char::is_whitespace);
        match self {
            _ if text.is_empty() => self,
            Left::Day => match behind_day(text) {
                "" => Left::Day,
                rest => told(rest).map_or(Left::Nothing, |rest| Left::Text.behind(rest)),
            },
            Left::Text if text.starts_with(['（', '(']) => Left::Writers.behind(text),
            Left::Writers => match text.split_once(['）', ')']) {
                Some((_, behind)) if behind.trim().is_empty() => Left::Text,
                None if text.chars().count() <= LONGEST_BRACKETED => Left::Writers,
                _ => Left::Nothing,
            },
            Left::Text | Left::Nothing => Left::Nothing,
        }
    }
}

/// What stands behind the day of a dateline, or the rest of one.
fn behind_day(text: &str) -> &str {
    text.trim_start_matches(|c: char| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '年' | '月' | '日'))
}

/// What stands behind the word that ends a dateline, if the text begins with one.
fn told(text: &str) -> Option<&str> {
    ["电", "讯", "消息"].iter().find_map(|word| text.strip_prefix(word))
}

/// Where a word stands in a few bytes: to set up a searcher takes longer than to look for the word's last byte.
pub(super) fn place_of(bytes: &[u8], word: &str) -> Option<usize> {
    let (last, before) = word.as_bytes().split_last()?;
    let ends = memchr::memchr_iter(*last, bytes);
    ends.filter_map(|at| at.checked_sub(before.len()))
        .find(|&at| bytes.get(at..).is_some_and(|rest| rest.starts_with(before)))
}

/// Bytes of the longest name of a paper, and of the character behind it; and of one with a place and a day.
const LONGEST_MEDIUM: usize = 27;
const LONGEST_DATED: usize = 60;

/// The byte behind the 电, 讯 or 报道： that ends a dateline.
pub(super) fn dateline_end(text: &str) -> Option<usize> {
    const LONGEST: usize = 40;
    let mut end = None;
    for (at, c) in text.char_indices().take(LONGEST) {
        match c {
            '电' | '讯' if at > 0 => end = end.or(Some(at + c.len_utf8())),
            '：' | ':' if end.is_some() => return Some(at + c.len_utf8()),
            '，' | '。' => break,
            _ => {}
        }
    }
    end
}

/// Whether a line's spaces stand in its first brackets, between a role and a name: 本报讯（记者 周远）.
pub(super) fn has_spaces_in_brackets_alone(text: &str) -> bool {
    let is_space = |c| matches!(c, ' ' | '\u{3000}' | '\u{a0}');
    let Some((before, rest)) = text.split_once(['（', '(']) else { return false };
    let behind = rest.split_once(['）', ')']).map_or("", |(_, behind)| behind);
    !before.contains(is_space) && !behind.contains(is_space)
}

#[cfg(test)]
mod tests;
