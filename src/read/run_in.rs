//! Heads and bylines that share their printed line with the text beside them: the last line of one column's head, or who wrote its text,
//! then the first line of the next column's paragraph, as a text layer gives them where both stand on one line of the page.

use super::class::{Class, EM, is_han};
use super::cues::Cues;
use super::datelines::{dateline_end, opens_with_dateline, place_of};
use super::lines::{Line, measure};
use crate::page::change::Span;

/// A head's line has so many characters.
const HEAD: std::ops::RangeInclusive<usize> = 4..=26;
/// Lines of one column differ by at most this, in tenths of a cell: a mark and a half that kinsoku moves.
const NEAR: i32 = EM + EM / 2;
/// The narrowest column that is believed, in tenths of a cell: eight characters.
const NARROWEST: i32 = 8 * EM;

/// The head's or the byline's span, and the paragraph's, if `line` holds both. `next` are the two lines that follow it.
///
/// A paragraph is known by its dateline, or by its place: it is as wide as the two lines below it, which are of one width,
/// without the indent of two characters that a first line has. On 400 printed pages 54 of 58 lines cut so were two indeed; since a
/// number or a quotation may open the text, and a colon stand in the head of a report, 18 articles more are whole, and two fewer. Of bylines, eleven more stand by themselves on 480 pages by five
/// extractors, ten of them rightly.
pub(crate) fn run_in(text: &str, line: &Line, next: [Option<&Line>; 2]) -> Option<(Span, Span)> {
    let cues = line.cues;
    if !may_run_in(line, next[0]) || cues.has(Cues::DOUBLED) || cues.is_masthead() || cues.is_byline() {
        return None;
    }
    let whole = line.span.of(text);
    let parted = |head: &str, body: &str| {
        let head = Span::new(line.span.start, line.span.start + head.len() as u32);
        Some((head, Span::new(line.span.end - body.len() as u32, line.span.end)))
    };
    let is_text = |head: &str, body: &str, may_stand_before_any: bool| {
        let opens = |c| is_han(c) || opens_text(c) && !head.contains(|c: char| c.is_ascii());
        body.chars().next().is_some_and(opens) && (is_report(body) || may_stand_before_any && is_column(body, next))
    };
    if let Some((head, body)) = glued(whole) {
        return parted(head, body);
    }
    let (mut byline, mut from) = (None, 0);
    while let Some(space) = whole.get(from..).and_then(|rest| rest.find([' ', '\u{3000}', '\u{a0}'])) {
        let (head, rest) = whole.split_at_checked(from + space)?;
        let body = rest.trim_start_matches([' ', '\u{3000}', '\u{a0}']);
        if head.contains(['，', '。', '；', '！']) || head.chars().count() > *HEAD.end() {
            break;
        }
        let ends = head.chars().next_back().is_some_and(|c| is_head_end(c) || c == '）');
        if ends && HEAD.contains(&head.chars().count()) {
            let cues = measure(head).cues;
            if cues.has(Cues::BYLINE) {
                byline = Some((head, body)); // all of it, and not its first name alone
            } else if byline.is_none()
                && !head.ends_with('）')
                && !cues.is_byline()
                && !cues.is_masthead()
                && is_text(head, body, !head.contains('：'))
            {
                return parted(head, body);
            }
        }
        from = whole.len() - body.len();
    }
    byline.filter(|(head, body)| is_text(head, body, true)).and_then(|(head, body)| parted(head, body))
}

/// A head and the report behind it without a space between: 湖边路灯点亮本报讯. On 560 pages by PDFBox eleven articles more are whole for it, on
/// seven pages, and none fewer.
fn glued(whole: &str) -> Option<(&str, &str)> {
    let at = ["新华社", "本报"].iter().filter_map(|paper| place_of(whole.as_bytes(), paper)).min()?;
    let at = if whole.get(..at)?.ends_with('据') { at - '据'.len_utf8() } else { at };
    let (head, body) = whole.split_at_checked(at)?;
    let head = head.trim_end();
    let is_head = HEAD.contains(&head.chars().count())
        && !head.contains(['，', '。', '；', '！', '：', '、'])
        && head.ends_with(is_head_end)
        && measure(head).cues.is_bare();
    (is_head && dateline_end(body).is_some_and(|end| end <= LONGEST_DATELINE)).then_some((head, body))
}

/// Bytes of the longest dateline behind a head, set by hand: an agency, a place and a day.
const LONGEST_DATELINE: usize = 48;

/// Whether a line is worth a look: halves with a space, or more than its column holds, which is a head and a number or a quotation.
pub(crate) fn may_run_in(line: &Line, next: Option<&Line>) -> bool {
    let holds_both = |next: &Line| {
        let more = i32::from(line.wide) - i32::from(next.wide);
        (2 * EM..=(*HEAD.end() as i32 + 1) * EM).contains(&more) && i32::from(next.wide) >= NARROWEST
    };
    line.cues.has(Cues::SPACED) || next.is_some_and(holds_both)
}

fn is_head_end(c: char) -> bool {
    is_han(c) || matches!(c, '？' | '”' | '』' | '》')
}

/// A number or a quotation, which open a text behind a head; behind Latin words and numbers they are parts of what these say.
fn opens_text(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '“' | '『' | '《')
}

/// Whether the text opens as reports of an agency or of the paper's own correspondents do.
fn is_report(body: &str) -> bool {
    let agency = body.strip_prefix('据').unwrap_or(body).strip_prefix("新华社");
    opens_with_dateline(body) || agency.is_some_and(|place| !place.starts_with("记者"))
}

/// Whether the text is the first line of a paragraph in the column of the two lines below, of which the second may be its last.
fn is_column(body: &str, next: [Option<&Line>; 2]) -> bool {
    let [Some(a), Some(b)] = next else { return false };
    let apart = i32::from(a.wide) - i32::from(b.wide);
    let is_last = apart > NEAR && matches!(b.last, Class::Stop | Class::StopClosed) && b.blanks == 0;
    let column = i32::from(a.wide.max(b.wide));
    if !is_last && apart.abs() > NEAR || column < NARROWEST {
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

#[cfg(test)]
mod tests {
    use super::super::lines::scan;
    use super::*;

    /// The head and the text beside it on the first line, if it holds both.
    fn parted(text: &str) -> Option<(&str, &str)> {
        let lines = scan(text);
        let found = run_in(text, &lines[0], [lines.get(1), lines.get(2)]);
        found.map(|(head, body)| (head.of(text), body.of(text)))
    }

    /// Two lines of a column of fourteen characters.
    const COLUMN: &str = "步道换上了路灯，三百二十盏灯同\n时点亮，散步的老人都停下来看灯\n";

    #[test]
    fn a_head_and_a_report_without_a_space_between_are_told_by_the_dateline() {
        let column = "步道换上了路灯，\n散步的老人都停下";
        for (head, body) in [
            ("湖边路灯点亮", "本报讯记者周远、陈禾报道："),
            ("湖边路灯点亮", "据新华社北塘 3月 2日电（记者"),
            ("“路灯节”", "新华社北塘3月2日电灯亮了"),
            ("路灯亮了吗？", "本报北塘3月2日讯灯亮了"),
        ] {
            assert_eq!(parted(&format!("{head}{body}\n{column}")), Some((head, body)));
            assert_eq!(parted(&format!("{head}　{body}\n{column}")), Some((head, body)));
        }
        for whole in [
            "湖边亮本报讯灯亮了",
            "湖边路灯点亮本报记者周远",
            "湖边路灯，点亮本报讯灯亮了",
            "记者周远、陈禾本报讯灯亮了",
            "通讯员 周远本报讯灯亮了",
            "2033年2月6日本报讯灯亮了",
            "湖边路灯点亮（图）本报讯灯亮了",
            "湖边路灯点亮新华社的记者昨天在湖边看见路灯都亮了电",
        ] {
            assert_eq!(parted(&format!("{whole}\n{column}")), None, "{whole}");
        }
    }

    #[test]
    fn a_head_beside_a_report_is_told_by_its_dateline() {
        for body in ["本报讯 灯亮了。", "新华社北塘电 灯亮了。", "据新华社电 灯亮了。", "新华社北塘12月4日电"]
        {
            let text = format!("湖边路灯点亮 {body}");
            assert_eq!(parted(&text), Some(("湖边路灯点亮", body)));
        }
        assert_eq!(parted("湖边路灯点亮 新华社记者 陈穗"), None, "who wrote it");
        assert_eq!(parted("湖边路灯点亮 灯亮了起来。"), None);
        assert_eq!(parted("湖边路灯点亮\u{3000}本报讯 灯亮了。").map(|parts| parts.0), Some("湖边路灯点亮"));
    }

    #[test]
    fn a_head_beside_a_first_line_is_told_by_its_column() {
        let beside = |body: &str| parted(&format!("湖边路灯点亮 {body}\n{COLUMN}")).is_some();
        assert!(beside("入冬以后，镇里给沿湖的步"), "two narrower than the lines below");
        assert!(beside("入冬以后，镇里给沿湖的步道") && beside("入冬以后，镇里给沿湖的步道换"), "or nearly");
        assert!(!beside("入冬以后，镇里给沿湖的步道换上"), "as wide");
        assert!(!beside("入冬以后，镇里给沿湖的"), "too narrow");
        assert!(beside("12月4日一早，镇里给沿湖的") && beside("“入冬以后，镇里给沿湖步"), "a number, a quotation");
        assert!(!beside("，入冬以后，镇里给沿湖步"), "nothing begins so");
        let behind_latin = format!("湖边路灯LED点亮 12月4日一早，镇里给沿湖的\n{COLUMN}");
        assert!(parted(&behind_latin).is_none(), "a number behind Latin letters may be a part of what they say");
        let ragged = "步道换上了路灯，三百二十盏灯同\n时点亮，散步的老人\n";
        assert!(parted(&format!("湖边路灯点亮 入冬以后，镇里给沿湖的步\n{ragged}")).is_none(), "lines of two widths");
        let titles = "湖边路灯点亮夜步道老人绕湖走一\n老榨油坊又响木槌声头天出油八十\n";
        assert!(parted(&format!("湖边路灯点亮 入冬以后镇里给沿湖的步\n{titles}")).is_none(), "no prose");
        assert!(
            parted("湖边路灯点亮 入冬以后，镇里给沿湖的步\n步道换上了路灯，三百二十盏灯同\n").is_none(),
            "one line"
        );
        let last = "步道换上了路灯，三百二十盏灯同\n时点亮。\n";
        assert!(
            parted(&format!("湖边路灯点亮 入冬以后，镇里给沿湖的步\n{last}")).is_some(),
            "the paragraph's last line"
        );
        assert!(parted(&format!("湖边路灯点亮 入冬以后，镇里给沿湖的步\n{}", last.replace('。', ""))).is_none());
    }

    #[test]
    fn a_byline_beside_a_text_is_told_with_all_its_words() {
        let beside = |byline: &str, body: &str| {
            let text = format!("{byline} {body}\n{COLUMN}");
            parted(&text).map(|parts| parts == (byline, body))
        };
        for byline in ["记者 陈穗", "记者 陈穗 通讯员 梁禾", "（作者单位：北塘镇供电所）", "本报评论员"]
        {
            assert_eq!(beside(byline, "本报讯 灯亮了。"), Some(true), "{byline}, beside a report");
            assert_eq!(beside(byline, "入冬以后，镇里给沿湖的步"), Some(true), "{byline}, beside a first line");
            assert_eq!(beside(byline, "入冬以后，镇里给沿湖的"), None, "{byline}, beside what is too narrow");
        }
        assert_eq!(beside("（北塘镇供电所）", "本报讯 灯亮了。"), None, "in brackets, and no byline");
    }

    #[test]
    fn a_head_is_of_four_to_twenty_six_characters_and_has_no_mark_of_prose() {
        let head = |head: &str| parted(&format!("{head} 本报讯 灯亮了。")).map(|parts| parts.0 == head);
        assert_eq!([head("湖边路灯"), head("湖边路")], [Some(true), None]);
        let long = |count: usize| "湖边路灯点亮夜步道".chars().cycle().take(count).collect::<String>();
        assert_eq!([head(&long(26)), head(&long(27))], [Some(true), None]);
        for text in ["湖边，路灯点亮", "湖边路灯点亮。", "湖边路灯LED"] {
            assert_eq!(head(text), None, "{text}");
        }
        assert_eq!(head("湖边：路灯点亮"), Some(true), "a place, before a report");
        assert!(parted(&format!("湖边：路灯点亮 入冬以后，镇里给沿湖的步\n{COLUMN}")).is_none(), "not before any text");
        assert_eq!([head("湖边路灯？"), head("“湖边路灯”")], [Some(true); 2]);
        assert_eq!(head("湖边路灯 点亮步道"), Some(true), "halves are one head");
        assert_eq!([head("陈穗 梁禾"), head("主编 陈穗 编辑 梁禾")], [None; 2], "no head, but names");
    }
}
