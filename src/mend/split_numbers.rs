//! `split_numbers`: spaces within numbers, and between a number or a Latin word and what belongs to it; figures of full width
//! among others; letters that stand for figures. Spaces are only ever taken away.

mod figures;
mod seams;

use seams::Seams;

use super::Sheet;
use super::habits::Habits;
use super::openings::{is_behind_dateline, is_behind_number};
use super::spaces::{Shape, Space, between};
use crate::page::change::{Change, Kind, PROVED, Reason, Span};
use crate::read::class::{is_han, is_wide_mark};
use crate::rule::Rule;

const SEAM: Reason = Reason::words("a number or Latin word and a character are set without a space");
const WITHIN: Reason = Reason::words("a space within a number");
const UNIT: Reason = Reason::words("a number and its unit are set without a space");
const DATE: Reason = Reason::words("a date is set without spaces");

/// Units in Latin letters that follow a number in Chinese text.
const UNITS: [&str; 31] = [
    "GB", "GHz", "GW", "Hz", "KB", "KV", "MB", "MHz", "MW", "TB", "cm", "dB", "g", "h", "ha", "hm", "kHz", "kV", "kW",
    "kWh", "kg", "km", "kw", "m", "mL", "mg", "min", "ml", "mm", "t", "℃",
];

/// How far a number is looked at on either side of a space. No number of a newspaper is longer.
const REACH: usize = 24;

/// Proposes to take away the spaces that split numbers, and to set right the figures that are none.
pub(crate) fn propose(sheet: &Sheet<'_>, out: &mut Vec<Change>) {
    let habits = sheet.habits();
    if habits.is_code {
        return;
    }
    let spaces = between(sheet, |before, after| is_of_number(before) || is_of_number(after));
    for group in spaces.chunk_by(|a, b| a.block == b.block) {
        let Some(block) = group.first().and_then(|space| habits.blocks.get(space.block)) else { continue };
        let mut seams = None;
        for space in group {
            if let Some(reason) = verdict(sheet, habits, block.of_lines, space)
                && (is_damaged(habits, space.block)
                    || is_proved(
                        sheet,
                        habits,
                        space,
                        seams.get_or_insert_with(|| Seams::of(block.span.of(sheet.text))),
                    ))
            {
                out.push(change(space.span, "", reason));
            }
        }
    }
    figures::propose(sheet, habits, out);
}

/// Whether more than its seams shows that the block was damaged: columns cut it, or most of the page, or spaces part characters.
fn is_damaged(habits: &Habits, block: usize) -> bool {
    let look = habits.look(block);
    look.cut || habits.is_cut(block) || habits.is_riddled(block) || look.is_prose() && look.parted > 0
}

/// Whether the seams of the block show that the space is damage. Numbers that are spaced inside show it themselves.
fn is_proved(sheet: &Sheet<'_>, habits: &Habits, space: &Space, seams: &Seams) -> bool {
    let kind = seams::kind(sheet.text, space.span.start as usize, space.span.end as usize);
    if kind.is_none() && is_pair(sheet, space) {
        return false;
    }
    let look = habits.look(space.block);
    kind.is_none_or(|kind| {
        (kind == seams::Kind::Date || look.is_prose() && !habits.is_typed(space.block)) && seams.prove(kind)
    })
}

/// Whether the space may part two numbers of two digits or more, as it may one in two: 比分是10 17. One number shows by what is
/// counted behind it (共10 17人), or by its date.
fn is_pair(sheet: &Sheet<'_>, space: &Space) -> bool {
    if !space.before.is_ascii_digit() || !space.after.is_ascii_digit() {
        return false;
    }
    let Some(groups) = Groups::around(sheet, space) else { return true };
    let measure =
        |c: char| is_counter(c) || is_sign(c) || matches!(c, '时' | '点' | '分' | '秒' | '里' | '倍' | '亩' | '本');
    let counted = groups.tight_after && groups.after.is_some_and(measure);
    matches!(groups.lens(), [2..=9, 2..=9]) && !counted && groups.of_date().is_none()
}

fn change(span: Span, new: &'static str, reason: Reason) -> Change {
    Change { span, new, rule: Rule::SplitNumbers, margin: PROVED, reason }
}

fn is_of_number(c: char) -> bool {
    c.is_ascii_alphanumeric() || is_sign(c)
}

fn is_sign(c: char) -> bool {
    matches!(c, '%' | '‰' | '℃' | '％' | '°' | '￥' | '¥' | '$')
}

/// Whether the space goes, and why.
fn verdict(sheet: &Sheet<'_>, habits: &Habits, kind: Kind, space: &Space) -> Option<Reason> {
    let look = habits.look(space.block);
    if !matches!(space.shape, Shape::Single | Shape::Several) || matches!(kind, Kind::Byline | Kind::Credit) {
        return None;
    }
    let (before, after) = (space.before, space.after);
    // Names and roles, each set apart: a masthead, or a line that nobody took for one.
    let apart = look.parted > 0 || look.labels > 1;
    let furniture = kind == Kind::Masthead && !look.flows(kind);
    if furniture || kind == Kind::Para && !look.is_prose() && apart && !look.cut {
        let date =
            space.shape == Shape::Single && look.han >= 2 && look.code < 2 && !look.columns && is_of_date(sheet, space);
        let set = habits.is_entry(space.block) || habits.spaces_seams(space.block);
        return (date && !set).then_some(DATE);
    }
    if !look.is_chinese() || look.segmented || habits.is_row(space.block) || habits.is_entry(space.block) {
        return None;
    }
    if before.is_ascii_digit() && after == '星'
        || !look.is_prose() && (stands_alone(sheet, space) || is_furniture(sheet, space))
    {
        return None;
    }
    if space.shape == Shape::Several && !look.is_prose() || habits.spaces_seams(space.block) {
        return None;
    }
    if before.is_ascii_digit() && after.is_ascii_digit() {
        return within(sheet, space, look.is_prose() || kind == Kind::Headline).then_some(WITHIN);
    }
    // A byline that was taken for text, and the words around 版: 24 版式, A30 版面设计.
    if is_han(before) && is_behind_role(sheet, space) || after == '版' && !is_page_number(sheet, space) {
        return None;
    }
    let seam = is_han(before) && after.is_ascii_alphanumeric() || before.is_ascii_alphanumeric() && is_han(after);
    if seam {
        let known = habits.has_prose && habits.has_wide_marks || habits.mixes_seams || is_date(before, after);
        if !known {
            return None;
        }
        let apart = is_behind_dateline(sheet, space)
            || habits.blocks.get(space.block).is_some_and(|block| is_behind_number(sheet, *block, space))
            || space.after.is_ascii_digit() && is_telephone(sheet, space);
        return (!apart).then_some(if is_date(before, after) { DATE } else { SEAM });
    }
    if !look.is_prose() {
        return None;
    }
    if before.is_ascii_digit() && is_sign(after) || matches!(before, '￥' | '¥' | '$') && after.is_ascii_digit() {
        return Some(UNIT);
    }
    if matches!(before, '%' | '‰' | '℃' | '％') && is_han(after) {
        return Some(UNIT);
    }
    if before.is_ascii_digit() && after.is_ascii_alphabetic() {
        return is_unit(sheet, space).then_some(UNIT);
    }
    is_inner(sheet, space).then_some(WITHIN)
}

/// Whether the space stands beside a mark inside a number: 3. 5亿, 1 ,340, 12: 30, 2017 -2018.
fn is_inner(sheet: &Sheet<'_>, space: &Space) -> bool {
    let (mark, left_from, right_from) = if space.before.is_ascii_digit() {
        (space.after, space.span.start, space.span.end + space.after.len_utf8() as u32)
    } else {
        (space.before, space.span.start - space.before.len_utf8() as u32, space.span.end)
    };
    // The digits on either side, and what stands beyond them. A number may be spaced on both sides of its mark.
    let left = Digits::of(sheet.chars_before(left_from));
    let right = Digits::of(sheet.chars_after(right_from));
    if left.len == 0 || right.len == 0 || left.beyond.is_some_and(|c| c.is_ascii_alphabetic()) {
        return false;
    }
    let counted = |c: Option<char>| c.is_some_and(|c| is_han(c) || is_sign(c));
    match mark {
        // 1. 2017年: no decimal point, but a number in a list.
        '.' => left.beyond.is_some_and(is_han) && counted(right.beyond),
        ',' => left.len <= 3 && right.len == 3 && counted(right.beyond),
        ':' => left.len <= 2 && right.len <= 2 && right.beyond != Some(':'),
        '-' | '~' | '～' | '—' | '–' => counted(right.beyond),
        _ => false,
    }
}

/// The digits next to a place, and what stands beyond them.
#[derive(Debug, Default)]
struct Digits {
    len: usize,
    beyond: Option<char>,
}

impl Digits {
    fn of(chars: impl Iterator<Item = char>) -> Digits {
        let mut digits = Digits::default();
        for c in chars.take(REACH) {
            if c.is_ascii_digit() {
                digits.len += 1;
            } else if c != ' ' || digits.len > 0 {
                digits.beyond = Some(c);
                break;
            }
        }
        digits
    }
}

/// What stands together in a date, an issue or a page number: 7 月, 月 1, 第 8, 8 版.
fn is_date(before: char, after: char) -> bool {
    before.is_ascii_digit() && matches!(after, '年' | '月' | '日' | '版' | '期')
        || matches!(before, '年' | '月' | '第') && after.is_ascii_digit()
}

/// Whether the space splits a date, or a number that proves itself, in a masthead.
fn is_of_date(sheet: &Sheet<'_>, space: &Space) -> bool {
    let (before, after) = (space.before, space.after);
    if before.is_ascii_digit() && after.is_ascii_digit() {
        return is_split_number(sheet, space);
    }
    // Pages are printed with a gap before the day, so that one figure takes the room of two: it says nothing.
    is_date(before, after) && before != '月' && (after != '版' || is_page_number(sheet, space))
}

/// Whether a number of seven digits or more stands behind the space, and nothing that it counts: a telephone number, set apart from
/// what it is called.
fn is_telephone(sheet: &Sheet<'_>, space: &Space) -> bool {
    let mut behind = sheet.chars_after(space.span.end);
    let digits = behind.by_ref().take(TELEPHONE).take_while(char::is_ascii_digit).count();
    digits == TELEPHONE && {
        let beyond = behind.skip_while(char::is_ascii_digit).find(|&c| c != ' ');
        !beyond.is_some_and(|c| c.is_ascii_digit() || is_counter(c) || is_sign(c) || c == '.')
    }
}

/// Digits of the shortest telephone number in a city.
const TELEPHONE: usize = 7;

/// Whether 版 behind the space is a page, and not the head of a word.
fn is_page_number(sheet: &Sheet<'_>, space: &Space) -> bool {
    !matches!(sheet.chars_after(space.span.end).nth(1), Some('式' | '面' | '权' | '本' | '画' | '税'))
}

/// Whether the line begins with a role, right before the space. A line end that is taken away begins no line.
fn is_behind_role(sheet: &Sheet<'_>, space: &Space) -> bool {
    ["通讯员", "记者"].iter().filter(|role| role.ends_with(space.before)).any(|role| {
        let mut before = sheet.chars_before(space.span.start);
        role.chars().rev().all(|c| before.next() == Some(c)) && before.next().is_none_or(|c| c == '\n')
    })
}

/// What stands apart in page furniture: 第30版 2016年, 8□房产 2017年, 18 第4476期, 星期一 02 新报.
fn is_furniture(sheet: &Sheet<'_>, space: &Space) -> bool {
    if space.before.is_ascii_digit() {
        if space.after.is_ascii_digit() {
            return false;
        }
        let mut left = sheet.chars_before(space.span.start).skip_while(char::is_ascii_digit);
        return space.after == '第' || left.next() == Some(' ') && !is_counter(space.after);
    }
    let year = sheet
        .chars_after(space.span.end)
        .take(5)
        .enumerate()
        .all(|(n, c)| if n < 4 { c.is_ascii_digit() } else { c == '年' });
    let weekday = sheet.chars_before(space.span.start).skip(1).take(2).eq(['期', '星']);
    space.after.is_ascii_digit() && (matches!(space.before, '版' | '期' | '日') || year || weekday)
}

/// What counts, behind a number.
fn is_counter(c: char) -> bool {
    matches!(
        c,
        '年' | '月'
            | '日'
            | '万'
            | '亿'
            | '元'
            | '名'
            | '个'
            | '人'
            | '起'
            | '次'
            | '家'
            | '件'
            | '岁'
            | '多'
            | '余'
            | '版'
            | '期'
            | '处'
            | '条'
            | '项'
            | '台'
            | '户'
            | '场'
            | '天'
            | '位'
            | '吨'
            | '米'
            | '届'
            | '所'
            | '号'
            | '公'
    )
}

/// Whether a number stands first or last in a line that is no sentence, and nothing says that it counts: 29 通义晚报.
fn stands_alone(sheet: &Sheet<'_>, space: &Space) -> bool {
    if is_date(space.before, space.after) {
        return false;
    }
    let ends = |chars: &mut dyn Iterator<Item = char>| {
        chars.take(5).find(|c| !c.is_ascii_alphanumeric()).is_none_or(|c| c == '\n')
    };
    if space.before.is_ascii_alphanumeric() {
        return !is_counter(space.after) && ends(&mut sheet.chars_before(space.span.start));
    }
    ends(&mut sheet.chars_after(space.span.end))
}

/// Whether a unit in Latin letters stands behind the space, and nothing that would make it a word.
fn is_unit(sheet: &Sheet<'_>, space: &Space) -> bool {
    let mut word = [0_u8; 4];
    let mut len = 0;
    for c in sheet.chars_after(space.span.end) {
        if !c.is_ascii_alphanumeric() {
            break;
        }
        let Some(place) = word.get_mut(len) else { return false };
        (*place, len) = (c as u8, len + 1);
    }
    let word = word.get(..len).unwrap_or_default();
    UNITS.iter().any(|unit| unit.as_bytes() == word)
}

/// Groups of digits with single spaces between them.
#[derive(Debug, Default)]
struct Groups {
    lens: [u8; 8],
    count: usize,
    digits: [u8; 32],
    total: usize,
    /// What stands on either side, spaces aside.
    before: Option<char>,
    after: Option<char>,
    /// No space stands on that side.
    tight_before: bool,
    tight_after: bool,
    /// How many groups stand left of the space.
    left: usize,
}

impl Groups {
    /// Reads the number that the space stands in; `None` where it goes on for longer than numbers do.
    fn around(sheet: &Sheet<'_>, space: &Space) -> Option<Groups> {
        let mut left = ['\0'; REACH];
        let mut len = 0;
        let mut groups = Groups::default();
        for c in sheet.chars_before(space.span.start) {
            if !c.is_ascii_digit() && (c != ' ' || len == 0) {
                groups.before = Some(c);
                groups.tight_before = len > 0 && left.get(len - 1) != Some(&' ');
                break;
            }
            *left.get_mut(len)? = c;
            len += 1;
        }
        let right = sheet.chars_after(space.span.end).take(REACH + 1);
        let whole = left.iter().take(len).rev().copied().chain([' ']).chain(right);
        let mut open = false;
        for (n, c) in whole.enumerate() {
            if n == len {
                groups.left = groups.count;
            }
            if c.is_ascii_digit() {
                if !open {
                    groups.count += 1;
                    open = true;
                }
                let lens = groups.lens.get_mut(groups.count - 1)?;
                *lens += 1;
                *groups.digits.get_mut(groups.total)? = c as u8;
                groups.total += 1;
            } else if c == ' ' {
                open = false;
            } else {
                (groups.after, groups.tight_after) = (Some(c), open);
                break;
            }
        }
        (groups.total < REACH).then_some(groups)
    }

    fn lens(&self) -> &[u8] {
        self.lens.get(..self.count).unwrap_or_default()
    }

    /// The first group of the year, the month or the day that stands last; what stands before it is another number: 21 20 13年.
    fn of_date(&self) -> Option<usize> {
        let (bounds, digits) = match self.after.filter(|_| self.tight_after)? {
            '年' => (1900..=2100, 4),
            '.' if !matches!(self.before, Some('-' | '.' | '/' | ':')) => (1900..=2100, 4),
            '月' => (10..=12, 2),
            '日' => (10..=31, 2),
            _ => return None,
        };
        let (mut first, mut seen) = (self.count, 0);
        while first > 0 && seen < digits {
            first -= 1;
            seen += usize::from(*self.lens.get(first)?);
        }
        let shown = self.digits.get(self.total.checked_sub(digits)?..self.total)?;
        let value = shown.iter().fold(0_u32, |value, d| value * 10 + u32::from(d - b'0'));
        (seen == digits && bounds.contains(&value)).then_some(first)
    }
}

/// Whether the space between two digits splits one number. `sentence`: it stands in running text or a headline.
fn within(sheet: &Sheet<'_>, space: &Space, sentence: bool) -> bool {
    let Some(groups) = Groups::around(sheet, space) else { return false };
    let lens = groups.lens();
    if let Some(first) = groups.of_date()
        && groups.left >= first
    {
        return groups.left > first;
    }
    // what was one number has no gap inside
    if space.shape != Shape::Single {
        return false;
    }
    let touches = |c: Option<char>| c.is_some_and(|c| is_han(c) || is_sign(c) || is_wide_mark(c));
    let held = touches(groups.before) && touches(groups.after);
    // 湖东队 12 9 2 29: three that nothing is counted by are not one
    let bare =
        !touches(groups.before) && !touches(groups.after) || lens.len() > 2 && groups.after.is_none_or(|c| c == '\n');
    if !held && (!sentence || bare) {
        return false;
    }
    let letter =
        |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '-' | '/' | '_' | '@' | '+'));
    if letter(groups.before) || letter(groups.after) {
        // Codes, and telephone numbers with their hyphens: only a lone digit is no group of theirs. The first may be a name's: DDR2 667.
        return lens.iter().skip(1).any(|&n| n == 1) && groups.total <= 8;
    }
    let thousands = matches!(lens, [1..=3, rest @ ..] if rest.iter().all(|&n| n == 3));
    let telephone = groups.total >= 7 && lens.iter().all(|&n| n >= 3);
    let years = lens.iter().all(|&n| n == 4);
    let list =
        lens.len() >= 3 && !(held && groups.total <= 4) && lens.windows(2).all(|w| matches!(w, [a, b] if a == b));
    // 2021 3月: a year that lost its 年, or two numbers: 用户1024 3小时前.
    let timed = |c| matches!(c, '月' | '日' | '天' | '小' | '时' | '点' | '分' | '秒' | '周');
    let two = matches!(lens, [4, 1 | 2]) && groups.after.is_some_and(timed);
    thousands && !list || !telephone && !years && !list && !two
}

/// Whether the space between two digits of a masthead splits a date, or a number that proves itself: 201 6.12.16, 1 0月, 第1 2版,
/// 0598-30 61817, A1 7.
fn is_split_number(sheet: &Sheet<'_>, space: &Space) -> bool {
    let Some(groups) = Groups::around(sheet, space) else { return false };
    let lens = groups.lens();
    let end = match groups.of_date() {
        Some(first) if groups.left > first => return true,
        Some(first) if groups.left == first => return false,
        Some(first) => first,
        None => lens.len(),
    };
    let rest = lens.get(..end).unwrap_or_default();
    let starts_with_zero = groups.digits.first() == Some(&b'0');
    match (groups.before.filter(|_| groups.tight_before), groups.after.filter(|_| groups.tight_after)) {
        // 第11 11版: a page number that came twice.
        (Some('第'), Some('版' | '期')) => {
            groups.total < 4
                || groups.digits.get(..groups.total / 2) != groups.digits.get(groups.total / 2..groups.total)
        }
        // An area code, and a number of seven or eight digits that is not printed in groups.
        (_, Some('-')) => starts_with_zero && (3..=4).contains(&groups.total),
        (Some('-'), _) => (7..=8).contains(&groups.total) && !matches!(lens, [4, 4] | [3, 4] | [4, 3]),
        (Some('@'), Some('.')) => true,
        (Some(c), Some('@')) => c.is_ascii_alphabetic(),
        // 1 9月14日: no month has that number
        (_, Some('月' | '日')) => false,
        // 8 2:0: points, and a score
        (_, Some(':' | '：')) => false,
        // Two digits that stand alone are one page number.
        _ => matches!(rest, [1, 1]),
    }
}
