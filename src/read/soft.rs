//! Soft gaps: lines that an OCR engine joined by spaces, bylines that run on, and heads beside a paragraph's first line are
//! taken apart for the reading.

use super::bylines::run_on;
use super::class::{CELL, Class, EM};
use super::cues::Cues;
use super::lines::{Gap, Line, measure, trim};
use super::run_in::{may_run_in, run_in};
use super::signs;
use super::width::Width;
use crate::page::change::Span;

/// A line must be wider than this to hold several column lines, in tenths of a cell: two columns of fifteen characters.
const WIDEST_COLUMN: u16 = 600;
/// Column widths that are tried, in tenths of a cell: nine to thirty-eight characters.
const COLUMNS: std::ops::Range<i32> = 180..760;
/// The step between them: a cell.
const STEP: usize = 10;
/// A line end stands at most this far before its column's width, or behind it: kinsoku moves two characters at most.
const EARLY: i32 = 2 * EM;
const LATE: i32 = EM;
/// The share of line ends that must be there for a width to be believed, in quarters: three of four.
const QUARTERS: i32 = 3;

/// At most one line end in so many stands beside a Latin word or a number, and where the line's author spaces these.
const BESIDE_LATIN: usize = 2;
const BESIDE_OF_CHOICE: usize = 6;
/// Seams with a space from which on that is so, if hardly one is closed.
const OPEN_OF_CHOICE: u32 = 3;

/// A sentence that was cut off before its byline has so many characters on the line, byline and all.
const SHORTEST_TEXT: u8 = 16;

/// Takes every line apart that holds a run-on byline, a head and the text beside it, or several column lines.
pub(crate) fn split(text: &str, lines: Vec<Line>) -> Vec<Line> {
    // most lines stay, most pages whole: what stays is taken over many lines at a time
    let (mut out, mut taken) = (Vec::new(), 0);
    let mut parts = Vec::new();
    for (n, line) in lines.iter().enumerate() {
        let may_split = may_run_on(line) || line.wide > WIDEST_COLUMN || may_run_in(line, lines.get(n + 1));
        if !may_split {
            continue;
        }
        take_apart(text, line, [lines.get(n + 1), lines.get(n + 2)], &mut parts);
        if !parts.is_empty() {
            if out.is_empty() {
                out.reserve(lines.len() + lines.len() / 8 + 8);
            }
            out.extend_from_slice(lines.get(taken..n).unwrap_or_default());
            out.append(&mut parts);
            taken = n + 1;
        }
    }
    if taken == 0 {
        return lines;
    }
    out.extend_from_slice(lines.get(taken..).unwrap_or_default());
    out
}

/// Adds the parts of a line, if it is to be taken apart. `next` are the two lines that follow it.
fn take_apart(text: &str, line: &Line, next: [Option<&Line>; 2], parts: &mut Vec<Line>) {
    if let Some((head, body)) = run_in(text, line, next) {
        parts.push(carry(line, head, measure(head.of(text))));
        parts.push(Line { span: body, gap: Gap::Beside, blanks: 0, ..measure(body.of(text)) });
        return;
    }
    let cut = if may_run_on(line) { run_on(line.span.of(text)) } else { None };
    let cut = cut.and_then(|(cut, cues)| {
        let at = line.span.start + cut as u32;
        Some((Span::new(line.span.start, at), trim(text, Span::new(at, line.span.end))?, cues))
    });
    let Some((body, tail, cues)) = cut else {
        soft_lines(text, *line, parts);
        return;
    };
    let body = carry(line, body, measure(body.of(text)));
    soft_lines(text, body, parts);
    if parts.is_empty() {
        parts.push(body);
    }
    let mut tail = Line { span: tail, gap: Gap::RunOn, blanks: 0, ..measure(tail.of(text)) };
    // what it is by its place, which by itself it need not show
    tail.cues.set(cues);
    parts.push(tail);
}

fn may_run_on(line: &Line) -> bool {
    (line.cues.has(Cues::PAUSE) || line.cues.has(Cues::SPACED) && line.chars >= SHORTEST_TEXT)
        && matches!(line.last, Class::Han | Class::CloseBracket)
        && !line.cues.has(Cues::DOUBLED)
}

/// The measured part, standing where the whole line stood.
pub(crate) fn carry(whole: &Line, span: Span, part: Line) -> Line {
    let mut part = Line { span, gap: whole.gap, blanks: whole.blanks, ..part };
    part.cues.set_if(Cues::INDENTED, whole.cues.has(Cues::INDENTED));
    part
}

/// Adds the column lines that were joined by spaces to make the line, if there are several.
fn soft_lines(text: &str, line: Line, out: &mut Vec<Line>) {
    let body = line.span.of(text);
    if line.wide <= WIDEST_COLUMN
        || line.cues.has(Cues::LATIN)
        || memchr::memchr_iter(b' ', body.as_bytes()).take(2).count() < 2
        || is_mixed(body)
    {
        return;
    }
    let (spaces, total) = spaces(body);
    let Some(cuts) = column_cuts(&spaces, total).filter(|cuts| are_line_ends(body, cuts)) else { return };
    let mut start = 0;
    for (n, end) in cuts.iter().map(|c| c.0).chain([body.len()]).enumerate() {
        let span = Span::new(line.span.start + start as u32, line.span.start + end as u32);
        if let Some(span) = trim(text, span) {
            let piece = measure(span.of(text));
            out.push(if n == 0 {
                carry(&line, span, piece)
            } else {
                Line { span, gap: Gap::Soft, blanks: 0, ..piece }
            });
        }
        start = end;
    }
}

/// Whether Latin words stand all through the line: their spaces are their own.
fn is_mixed(body: &str) -> bool {
    let letters = body.bytes().filter(u8::is_ascii_alphabetic).count();
    letters * 6 > body.len() // a letter for each character of three bytes, and as many other signs
}

/// Whether the spaces can be line ends: most of those are single, and stand between two characters. An author's stand beside Latin
/// words, numbers and signs of programs, or are gaps, and some of them are where a column of some width would end.
fn are_line_ends(body: &str, cuts: &[(usize, i32)]) -> bool {
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || "[]{}<>/\\|=+*#_`~-".contains(c));
    // and where a row has its gaps there are several
    let beside = |at: usize| {
        let (before, behind) = body.split_at_checked(at).unwrap_or_default();
        let wide = before.ends_with(' ') || behind.starts_with("  ");
        wide || latin(before.chars().next_back()) || latin(behind.trim_start().chars().next())
    };
    let beside_latin = cuts.iter().filter(|cut| beside(cut.0)).count();
    let width = Width::of(body);
    let by_choice = width.open >= OPEN_OF_CHOICE && width.closed * 4 <= width.open;
    beside_latin * if by_choice { BESIDE_OF_CHOICE } else { BESIDE_LATIN } <= cuts.len()
}

/// Where spaces stand that may once have been line ends: (byte, width of what stands before it). And the width of it all.
fn spaces(body: &str) -> (Vec<(usize, i32)>, i32) {
    let mut found = Vec::new();
    let (mut wide, mut at) = (0, 0);
    let characters = |from: u32, to: u32| (to - from) as i32 / 3 * EM; // of three bytes each
    signs::each(body, |sign| {
        wide += characters(at, sign.at);
        at = sign.end();
        match body.as_bytes().get(sign.at as usize) {
            Some(b' ') => found.push((sign.at as usize, wide)),
            Some(b) if b.is_ascii_punctuation() => wide += CELL,
            _ => wide += i32::from(sign.kind.wide),
        }
    });
    (found, wide + characters(at, body.len() as u32))
}

/// The spaces that stand where a column of some width would have ended its lines, if nearly all its ends are there.
fn column_cuts(spaces: &[(usize, i32)], total: i32) -> Option<Vec<(usize, i32)>> {
    let (mut best, mut most_fit) = (Vec::new(), 0);
    let mut cuts = Vec::new();
    for column in COLUMNS.step_by(STEP) {
        if column * 3 / 2 > total {
            break;
        }
        cuts.clear();
        let (mut from, mut missing, mut near, mut n) = (0, 0, 0, 0);
        // the first line of a paragraph is two characters shorter
        let mut most = column - 2 * EM + LATE;
        while from + most - LATE < total {
            let high = from + column + LATE;
            let low = from + most - LATE - EARLY;
            while spaces.get(n).is_some_and(|s| s.1 <= high) {
                n += 1;
            }
            match n.checked_sub(1).and_then(|k| spaces.get(k)).filter(|s| s.1 >= low && s.1 > from) {
                Some(&cut) => {
                    near += i32::from((cut.1 - from - column).abs() <= EM / 2 || cuts.is_empty());
                    from = cut.1;
                    cuts.push(cut);
                }
                None => {
                    missing += 1;
                    from += column;
                }
            }
            most = column + LATE;
        }
        let found = cuts.len() as i32;
        if found * 4 >= (found + missing) * QUARTERS && near * 2 >= found && found > 0 {
            // of two widths that both fit, the one with fewer ends missing and more lines of its very width
            let fit = near * 2 - missing * 4 - (found - near);
            if fit > most_fit {
                most_fit = fit;
                std::mem::swap(&mut best, &mut cuts);
            }
        }
    }
    (most_fit > 0).then_some(best)
}

#[cfg(test)]
mod tests {
    use super::super::lines::scan;
    use super::*;

    /// The lines that the text is taken apart into, with how they stand apart.
    fn taken(text: &str) -> Vec<(String, Gap)> {
        let lines = split(text, scan(text));
        lines.iter().map(|line| (line.span.of(text).to_owned(), line.gap)).collect()
    }

    fn gaps(text: &str) -> Vec<Gap> {
        taken(text).into_iter().map(|line| line.1).collect()
    }

    /// A text in lines of a column of fourteen characters, joined by spaces: the first is two shorter.
    const LINES: [&str; 5] = [
        "镇里给湖边的步道换上了路",
        "灯，三百二十盏灯傍晚同时点亮",
        "散步的老人都停下来看，孩子们",
        "沿着步道跑，一直跑到栏杆那头",
        "才停下来喘气。",
    ];

    #[test]
    fn lines_of_one_column_that_were_joined_by_spaces_are_taken_apart() {
        let text = LINES.join(" ");
        let found = taken(&text);
        assert_eq!(found.iter().map(|line| line.0.as_str()).collect::<Vec<_>>(), LINES);
        assert_eq!(gaps(&text), [Gap::Hard, Gap::Soft, Gap::Soft, Gap::Soft, Gap::Soft]);
    }

    #[test]
    fn a_line_without_two_spaces_or_two_columns_stays_whole() {
        assert_eq!(gaps(&LINES[..3].concat()).len(), 1, "no space at all");
        assert_eq!(gaps("镇里给湖边的步道换上了路 灯，三百二十盏灯傍晚同时").len(), 1, "too short to hold two columns");
        assert_eq!(gaps(&format!("{} {}", LINES[..4].concat(), LINES[4])).len(), 1, "one space");
    }

    #[test]
    fn gaps_of_a_row_are_no_line_ends() {
        assert_eq!(gaps(&LINES.join("  ")).len(), 1);
        let one = LINES.join(" ").replacen(' ', "  ", 1);
        assert_eq!(gaps(&one).len(), 5, "one wide gap among single spaces");
    }

    #[test]
    fn where_latin_words_stand_spaces_are_their_own() {
        let latin = "用 lampctl 命令可以查看 relay 进程的状态，再用 sense 命令查看亮度，最后用 lampctl stop 命令把 relay 进程停下来。";
        assert_eq!(gaps(latin).len(), 1);
        let numbers = "镇里给湖边的步道换上 320 盏路灯，傍晚 5 点同时点亮，老人 12 位和孩子 30 名都停下来看 11 分钟，一直跑到栏杆那头。";
        assert_eq!(gaps(numbers).len(), 1);
        let brackets = "船票在 [窗口] 的左边买，买好以后把号码写在 [登记] 一栏里面，再到 [候船] 那一边去坐，等船工叫到 [号码] 的时候上船，坐到自己的位子上。";
        assert_eq!(gaps(brackets).len(), 1, "nor where names of programs do");
    }

    #[test]
    fn one_end_in_four_may_be_missing() {
        let mut lines = LINES.map(str::to_owned);
        assert_eq!(gaps(&format!("{} {}{} {} {}", lines[0], lines[1], lines[2], lines[3], lines[4])).len(), 4);
        lines[2] = format!("{}{}", lines[2], lines[3]);
        assert_eq!(gaps(&format!("{}{} {}{}", lines[0], lines[1], lines[2], lines[4])).len(), 1, "two of four");
    }

    #[test]
    fn a_byline_that_runs_on_is_a_line_of_its_own() {
        assert_eq!(gaps("散步的老人都停下来看路灯亮了。 （记者 陈穗）"), [Gap::Hard, Gap::RunOn]);
        assert_eq!(taken("散步的老人都停下来看。 记者 陈穗")[1].0, "记者 陈穗");
        assert_eq!(gaps("散步的老人都停下来看。 走了"), [Gap::Hard], "no byline");
        assert_eq!(gaps("散步的老人都停下来看了路灯陈穗"), [Gap::Hard]);
    }

    /// The byline of a line whose sentence ends before it, if there is one.
    fn signature(line: &str) -> Option<String> {
        taken(line).into_iter().find(|part| part.1 == Gap::RunOn).map(|part| part.0)
    }

    #[test]
    fn behind_a_sentence_a_role_or_an_office_and_names_sign_it() {
        for sign in
            ["通讯员 竹青穗儿", "本报记者 阿衣古丽", "县水务局 陈穗 何苗", "教导员 陈穗", "青石岭完小教师 陈穗何苗"]
        {
            assert_eq!(signature(&format!("老人都停下来看。 {sign}")).as_deref(), Some(sign));
        }
        for other in [
            "路灯又亮了",
            "县水务局",
            "县水务局 抢修",
            "通讯员 一二三四五六七八九十甲",
            "A组 陈穗",
            "甲乙 陈穗 何苗 陈苗 何穗 林禾",
        ] {
            assert_eq!(signature(&format!("老人都停下来看。 {other}")), None, "{other}");
        }
        assert_eq!(signature("老人都停下来看。县水务局 陈穗"), None, "it stands apart");
        let text = "老人都停下来看。 县水务局 陈穗";
        let are_bylines: Vec<bool> = split(text, scan(text)).iter().map(|line| line.cues.is_byline()).collect();
        assert_eq!(are_bylines, [false, true]);
    }
}
