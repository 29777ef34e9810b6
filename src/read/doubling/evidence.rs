//! What tells doubled glyphs from language that repeats itself.

use std::ops::Range;

use super::parse::{Glyph, units};
use crate::page::change::Span;
use crate::read::class::is_han;

/// How far the evidence carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Strength {
    /// Whole lines of hardly any glyphs: believed only right beside lines that came the same way, and are believed.
    Faint,
    /// Could be language: believed only beside a strong line.
    Weak,
    /// Proves itself.
    Strong,
}

/// How many lines below a head are looked at for prose: a sentence of 60 characters in columns of 14, three times over.
const PROSE_LINES: usize = 16;
/// What a parse looks like: all that tells damage from language.
#[derive(Debug, Default)]
pub(super) struct Shape {
    pub(super) units: usize,
    pub(super) after: usize,
    pub(super) distinct: usize,
    longest: usize,
    pub(super) han: usize,
    digits: usize,
    latin: usize,
    /// Marks of a masthead inside the units: colon, slash, dot between digits, □.
    marks: usize,
    /// White space between the copies of a unit, between units, and within units.
    between_copies: usize,
    between_units: usize,
    /// Units that end as a sentence or a cry does.
    pub(super) cries: usize,
    /// Commas and ends of sentences anywhere: somebody said it twice. A masthead has none.
    clauses: usize,
    /// Brackets and per cent signs: measures, in the head of a table.
    brackets: usize,
    pub(super) singles: usize,
    /// White space behind every other unit, and only there: 高高兴兴 快快乐乐.
    paired: bool,
    /// White space within one copy of a unit and not at the same place of another.
    uneven: usize,
}

impl Shape {
    pub(super) fn of(text: &str, glyphs: &[Glyph], unit: &[u16], factor: usize) -> Shape {
        let mut shape = Shape { paired: true, ..Shape::default() };
        let mut seen: Vec<u32> = Vec::with_capacity(glyphs.len() / factor);
        let gap = |at: usize| match (at.checked_sub(1).and_then(|b| glyphs.get(b)), glyphs.get(at)) {
            (Some(a), Some(b)) => (b.start - a.end) as usize,
            _ => 0,
        };
        for (at, len) in units(unit, glyphs.len(), factor) {
            shape.paired &= shape.units == 0 || (gap(at) > 0) == shape.units.is_multiple_of(2);
            shape.units += 1;
            shape.after += len;
            shape.longest = shape.longest.max(len);
            shape.singles += usize::from(len == 1);
            shape.between_units += usize::from(gap(at) > 0);
            shape.between_copies += (1..factor).filter(|copy| gap(at + copy * len) > 0).count();
            let uneven =
                |copy: usize| (at + 1..at + len).filter(|&n| (gap(n) > 0) != (gap(n + copy * len) > 0)).count();
            shape.uneven += (1..factor).map(uneven).sum::<usize>();
            for glyph in glyphs.iter().skip(at).take(len) {
                seen.push(glyph.id);
                match char::from_u32(glyph.id) {
                    Some(c) if is_han(c) => shape.han += 1,
                    Some('0'..='9' | '０'..='９') => shape.digits += 1,
                    Some('A'..='Z' | 'a'..='z') => shape.latin += 1,
                    Some('：' | ':' | '/' | '／' | '□' | '@') => shape.marks += 1,
                    Some('（' | '(' | '%' | '％') => shape.brackets += 1,
                    Some('，' | '。' | '！' | '？' | '；' | '～') => shape.clauses += 1,
                    _ => {}
                }
            }
            let last = glyphs.get(at + len - 1).map_or("", |g| Span::new(g.start, g.end).of(text));
            shape.cries +=
                usize::from(matches!(last, "！" | "？" | "。" | "—" | "”" | "…" | "!" | "?" | "." | "," | "，" | "～"));
        }
        seen.sort_unstable();
        seen.dedup();
        shape.distinct = seen.len();
        shape
    }

    /// Whether the line can be a headline's that came whole twice: believed where prose stands below.
    pub(super) fn is_head(&self) -> bool {
        let enough = if self.between_copies == 0 { 5 } else { 8 };
        self.units == 1 && self.han >= enough && self.brackets == 0 && (self.cries == 0 || self.longest >= 12)
    }

    /// Whether the line can be one of a song that says all of it twice: with a gap between.
    pub(super) fn is_sung(&self) -> bool {
        self.between_copies > 0
    }

    /// Every unit one glyph, each apart from the next: `主主 编编 22 00`.
    pub(super) fn is_spaced(&self) -> bool {
        self.units >= 4
            && self.singles == self.units
            && self.between_units + 1 == self.units
            && self.between_copies == 0
    }

    /// How far a line that parses proves itself. None: could be anything.
    ///
    /// In 103,507 clauses and 18,247 paragraphs of real text no line without damage was taken. What comes near them are cries and
    /// choruses (迎战！迎战！), reduplicated adjectives (高高兴兴 热热闹闹, 寻寻觅觅冷冷清清), verbs (放松放松) and codes.
    pub(super) fn strength(&self, factor: usize) -> Option<Strength> {
        if self.units == 1 && self.longest == 2 && self.digits == 2 {
            return Some(Strength::Weak); // 2626, a page number
        }
        if self.distinct < 2 || self.units == 1 && self.longest < 3 {
            return None;
        }
        if self.cries == self.units && self.units <= 2 && self.longest < 12 {
            return None; // “咔嚓”“咔嚓”
        }
        if self.units == 1 && self.between_copies > 0 && self.longest <= 8 && self.digits + self.marks == 0 {
            return None; // 天耀中华 天耀中华
        }
        if self.han == 0 && (self.digits == 0 || self.marks + self.latin == 0) && self.units < 3 {
            return None; // tomtom, 1100 2233
        }
        let strong = if self.han == 0 || self.distinct < 3 || self.uneven > 0 {
            false // what is printed twice over itself is spaced alike; words that come again by chance are not
        } else if self.units == 1 {
            // One unit: a line that came whole twice. The heads of a table with two halves do that too; a masthead has numbers.
            let masthead = self.longest >= 9 && self.digits + self.marks > 0 && self.brackets == 0;
            // A cry or a chorus that comes three times over without a space is short, or has its commas.
            self.clauses == 0 && (masthead || factor >= 3 && self.longest >= 10 && self.between_copies == 0)
        } else if self.singles == self.units && self.paired && self.digits + self.marks == 0 && factor == 2 {
            false // adjectives in a row; names and offices of a masthead stand beside its date
        } else if self.singles == self.units {
            // Glyph by glyph. Numbers and marks are not reduplicated in language; Han pairs are, seven at most.
            let needed = match (self.digits + self.marks > 0, factor) {
                (true, 2) => 6,
                (true, _) | (false, 3..) => 4,
                (false, _) if self.between_units == 0 || self.is_spaced() => 7,
                (false, _) => 10,
            };
            self.after >= needed && self.distinct >= 4
        } else {
            // words alone come again by chance where white space parts some from their copies, and not others
            let alike = self.between_copies == 0 || self.between_copies == self.units * (factor - 1);
            self.after >= 5 && (self.digits + self.marks > 0 || alike && (self.longest >= 3 || self.units >= 4))
        };
        Some(if strong { Strength::Strong } else { Strength::Weak })
    }
}

/// Whole lines below each other. Verse repeats its lines and tables their rows, a date line or page number does not come
/// twice in a row on a sound page.
pub(super) fn strength_of_lines(
    text: &str,
    page: &[Span],
    run: Range<usize>,
    factor: usize,
    shape: &Shape,
) -> Strength {
    let lines = page.get(run.clone()).unwrap_or_default();
    let distinct = lines.len() / factor;
    let dated = |with_day| lines.iter().any(|line| is_date_line(line.of(text), with_day));
    if dated(distinct < 2) && shape.after >= 12 {
        return Strength::Strong;
    }
    // Below its prose a head stands too, before it is moved; there it must come three times.
    let above_it = page.get(..run.start).unwrap_or_default();
    let above = factor >= 3 && over_prose(text, above_it, run.start.saturating_sub(PROSE_LINES));
    let over = || over_prose(text, page, run.end) && !(factor == 2 && is_below_verse(text, page, run.start));
    let fewest = if distinct == 1 { WHOLE_HEAD } else { LINE_OF_HEAD };
    if distinct <= 3 && is_head(text, lines, fewest) && (above || over()) {
        return Strength::Strong;
    }
    if factor >= 3 && distinct >= 2 && shape.han >= WHOLE_HEAD * distinct && shape.cries == 0 {
        return Strength::Strong;
    }
    if shape.han >= 4 && shape.distinct >= 4 { Strength::Weak } else { Strength::Faint }
}

/// Whether lines of verse stand right above the run, whose last line is sung twice: nothing but characters, and no blank line between.
/// Above a head stands the end of a text.
pub(super) fn is_below_verse(text: &str, page: &[Span], run: usize) -> bool {
    let Some([above @ .., first]) = page.get(run.saturating_sub(VERSE)..=run) else { return false };
    let bare = |line: &Span| line.of(text).chars().all(|c| is_han(c) || c.is_whitespace());
    let ends = above.iter().skip(1).chain([first]);
    let together = above
        .iter()
        .zip(ends)
        .all(|(a, b)| text.get(a.end as usize..b.start as usize).is_some_and(|gap| gap.matches('\n').count() < 2));
    above.len() == VERSE && together && above.iter().all(bare)
}

/// Lines that stand above the last of a stanza. Above a head two may be as bare: a byline, and a kicker.
const VERSE: usize = 3;

/// A head of one line that came twice has so many characters at least, as choruses and cries are shorter, and each line of a head of
/// several, all of which came twice. Set by hand: with four instead of eight for the latter nine of 450 pages of PyMuPDF lose copies, all
/// of them rightly, and of 17,372 texts of other kinds none loses a line.
const WHOLE_HEAD: usize = 8;
const LINE_OF_HEAD: usize = 4;

/// Whether each of the lines can be a headline's, with so many characters at least, and no credit, which may stand under two photographs
/// in turn.
fn is_head(text: &str, lines: &[Span], fewest: usize) -> bool {
    lines.iter().map(|line| line.of(text)).all(|line| {
        line.chars().filter(|&c| is_han(c)).count() >= fewest
            && !line.ends_with(['摄', '。', '！', '？', '，', '；', '”', '…', '.', '!', '?', ','])
            && !line.contains("记者")
            && !line.contains("通讯员")
            && !line.starts_with(['（', '('])
    })
}

/// Whether prose set in columns, or whole paragraphs, begin at the line: a sentence ends inside a line, and the next one goes
/// on in it. No verse and no table does that.
pub(super) fn over_prose(text: &str, lines: &[Span], at: usize) -> bool {
    lines.iter().skip(at).take(PROSE_LINES).any(|line| {
        line.of(text).rsplit_once('。').is_some_and(|(before, after)| {
            before.len() >= 3 && (after.starts_with(|c: char| is_han(c) || c == '“') || before.contains('。'))
        })
    })
}

/// Whether a line has a whole date, if asked with the day of the week or the page: what stands at the top of a page, and once.
fn is_date_line(line: &str, with_day: bool) -> bool {
    let has_day = !with_day || line.contains("星期") || line.contains("周") || line.contains("版");
    let mut parts = line.split(|c: char| !c.is_ascii_digit()).filter(|p| !p.is_empty());
    let year = parts.by_ref().any(|p| p.len() == 4 && matches!(p.as_bytes(), [b'1' | b'2', ..]));
    let month = parts.next().is_some_and(|p| p.len() <= 2);
    let day = parts.next().is_some_and(|p| p.len() <= 2);
    has_day && year && month && day
}

#[cfg(test)]
mod tests {
    use super::super::parse::{link, parse, read_glyphs};
    use super::*;

    /// How far a line proves itself that was printed so many times: strong, weak, or not at all.
    fn strength(line: &str, factor: usize) -> Option<Strength> {
        let mut glyphs = Vec::new();
        read_glyphs(line, Span::new(0, line.len() as u32), &mut glyphs);
        link(&mut glyphs);
        let unit = parse(line, &glyphs, factor)?;
        Shape::of(line, &glyphs, &unit, factor).strength(factor)
    }

    fn each(factor: usize, want: Option<Strength>, lines: &[&str]) {
        let wrong: Vec<_> = lines.iter().filter(|line| strength(line, factor) != want).collect();
        assert!(wrong.is_empty(), "not {want:?}: {wrong:?}");
    }

    use Strength::{Strong, Weak};

    #[test]
    fn a_masthead_that_came_whole_twice_has_numbers_and_nine_glyphs() {
        each(2, Some(Strong), &["第3版北塘晚报要闻第3版北塘晚报要闻", "第3版 北塘晚报要闻 第3版 北塘晚报要闻"]);
        each(
            2,
            Some(Weak),
            &["第3版北塘晚报第3版北塘晚报", "第3版(北塘)晚报第3版(北塘)晚报", "第3版，北塘晚报要第3版，北塘晚报要"],
        );
        each(2, Some(Weak), &["第 3版北塘晚报要闻 第3版北塘晚报要闻"]);
        each(3, Some(Strong), &[&"湖边路灯点亮夜步道亮".repeat(3)]);
        each(3, Some(Weak), &[&"湖边路灯点亮夜步道".repeat(3), &"湖边路灯点亮夜步道亮 ".repeat(3)]);
    }

    #[test]
    fn glyph_by_glyph_numbers_prove_more_than_characters() {
        each(2, Some(Strong), &["22003311年年44月月", "编编辑辑：：陈陈穗穗禾禾", "湖湖边边路路灯灯点点亮亮步步"]);
        each(2, Some(Weak), &["33版版要要闻闻", "湖湖边边路路灯灯点点亮亮", "湖湖边边 路路灯灯点点亮亮步步"]);
        each(2, Some(Strong), &["湖湖 边边 路路 灯灯 点点 亮亮 步步", "湖湖边边 路路灯灯点点亮亮步步道道夜夜长长"]);
        each(3, Some(Strong), &["湖湖湖边边边路路路灯灯灯"]);
        each(3, Some(Weak), &["湖湖湖边边边路路路"]);
    }

    #[test]
    fn words_that_come_again_are_spaced_alike_or_have_numbers() {
        each(
            2,
            Some(Strong),
            &["主编主编 陈穗陈穗 44日日", "责任编责任编 陈穗陈穗", "主编主编 陈穗陈穗 校对校对 金田金田"],
        );
        each(2, Some(Weak), &["主编主编 陈穗陈穗", "主编主编 亮亮"]);
        each(2, Some(Weak), &["湖湖 边边路路灯灯", "主编 主编 责任编责任编 陈穗陈穗"]);
    }

    #[test]
    fn cries_choruses_and_codes_prove_nothing() {
        each(2, None, &["迎战！迎战！", "天耀中华 天耀中华", "tomtom", "1100", "哈哈哈哈", "人人", "北塘北塘"]);
        each(2, Some(Weak), &["2626", "天耀中华天耀中华"]);
        each(2, None, &["走！走！来！来！"]);
        each(2, Some(Weak), &["走！走！来！来！看！看！", "天耀中华湖边路灯亮 天耀中华湖边路灯亮", "天耀3号 天耀3号"]);
    }

    #[test]
    fn prose_goes_on_behind_a_sentence_in_its_line() {
        let over = |line: &str| over_prose(line, &[Span::new(0, line.len() as u32)], 0);
        assert!(over("灯亮了。老人") && over("灯。亮了。") && over("灯亮了。“走"));
        assert!(!over("灯亮了。") && !over("。老人") && !over("灯亮了。3") && !over("灯亮了"));
        let text = "灯\n".repeat(PROSE_LINES) + "灯亮了。老人";
        let lines: Vec<Span> = text
            .lines()
            .scan(0, |at, line| {
                let span = Span::new(*at, *at + line.len() as u32);
                *at = span.end + 1;
                Some(span)
            })
            .collect();
        assert!(over_prose(&text, &lines, 1) && !over_prose(&text, &lines, 0), "sixteen lines are looked at");
    }

    #[test]
    fn a_date_line_has_a_whole_date() {
        for line in ["2031年12月4日 星期四", "2031.12.4 第3版", "北塘 2031-12-04 周四"] {
            assert!(is_date_line(line, true) && is_date_line(line, false), "{line}");
        }
        assert!(!is_date_line("2031年12月4日", true) && is_date_line("2031年12月4日", false));
        for line in
            ["2031年12月 星期四", "3031年12月4日 星期四", "12月4日 星期四", "2031年120月4日 星期", "2031年12月400日 版"]
        {
            assert!(!is_date_line(line, true), "{line}");
        }
    }

    #[test]
    fn a_head_is_of_eight_characters_and_no_sentence_or_credit() {
        let head = |line: &str| is_head(line, &[Span::new(0, line.len() as u32)], WHOLE_HEAD);
        assert!(head("湖边路灯点亮步道") && head("湖边路灯点亮步道：亮"));
        for line in [
            "湖边路灯点亮步",
            "湖边路灯点亮步道。",
            "记者陈穗湖边路灯摄影",
            "本报通讯员梁禾湖边路灯",
            "湖边路灯点亮步道摄",
        ] {
            assert!(!head(line), "{line}");
        }
    }
}
