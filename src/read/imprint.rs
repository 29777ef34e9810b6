//! The imprint: what a masthead says of its page, by its words. Page number, date, roles and telephone.

use super::class::{HanSet, is_han};
use super::cues::{Cues, Hints, is_numeral};
use super::word_ends::Words;

/// Words for those who make a page, as its masthead names them.
pub(super) const ROLES: [&str; 27] = [
    "主编",
    "编辑",
    "责编",
    "校对",
    "美编",
    "版式",
    "检校",
    "组版",
    "终审",
    "编委",
    "总编",
    "统筹",
    "策划",
    "监制",
    "审读",
    "版面",
    "编审",
    "制图",
    "排版",
    "审核",
    "二审",
    "三审",
    "主任",
    "一审",
    "值班",
    "版面设计",
    "美术设计",
];

static ROLE_ENDS: HanSet = HanSet::ends_of(&ROLES);

/// Whether a line ends with a role, and no name stands behind it.
pub(super) fn ends_in_role(text: &str) -> bool {
    let core = text.trim_end_matches([' ', '/', '／', '：', ':']);
    ROLES.iter().any(|role| core.ends_with(role))
}

/// Before the day of the week.
pub(super) const WEEK: &str = "星期";

/// Page number, date, roles and telephone: the pieces of a masthead, in a line that may have these words, and has the cues `known`.
pub(super) fn imprint(text: &str, words: Words, known: Cues, chars: u32, hints: &Hints) -> Cues {
    let mut cues = Cues::default();
    let bytes = text.as_bytes();
    let dotted = bytes.first().is_some_and(u8::is_ascii_digit) && is_dotted_date(text);
    // the dots of a date end no sentence
    if known.has(Cues::SENTENCE) && !dotted {
        return cues;
    }
    let roles = if words.has(Words::ROLE) { count_roles(text) } else { 0 };
    cues.set_if(Cues::ROLES, roles >= 2);
    cues.set_if(Cues::ROLE, roles == 1);
    let date = dotted || words.has(Words::WEEK) && holds(text, WEEK) || {
        let republic = ["中华民国", "民国"].iter().find_map(|era| text.strip_prefix(era));
        let text = republic.unwrap_or(text);
        let digits = text.bytes().take_while(|b| b.is_ascii_digit() || *b == b' ').count();
        let rest = text.get(digits..).unwrap_or_default();
        digits >= if republic.is_some() { 2 } else { 4 }
            && chars <= 24
            && (rest.starts_with('年') || rest.starts_with('.'))
            && text.ends_with(['日', '月'])
    };
    // when a message was sent, or an entry of a log was made, is told to the minute
    cues.set_if(Cues::DATE, date && !known.has(Cues::COMMA) && !has_clock(bytes));
    let phone = hints.separators && (memchr::memchr(b'@', bytes).is_some() || has_phone(bytes));
    cues.set_if(Cues::CONTACT, phone && !known.has(Cues::COMMA));
    cues.set_if(Cues::PAGE_NUMBER, hints.digits && chars <= 8 && is_page_number(text));
    cues
}

/// Whether the line says what a paper says of itself: its name, number, price, who brings it out. `is_parted` if it may have a digit, a
/// colon or a letter.
pub(super) fn is_of_paper(text: &str, chars: u32, is_parted: bool) -> bool {
    if chars > LONGEST_OWN {
        return false;
    }
    if OWN_ENDS.ends(text) {
        let is_own = |words: &[&str]| words.iter().any(|word| text.ends_with(word));
        if is_own(&OWNERS) || is_paper(text) {
            return true;
        }
    }
    if text.starts_with("农历") {
        return chars <= LONGEST_DAY && text.ends_with(is_numeral);
    }
    // 清水日报 QINGSHUI DAILY
    if text.ends_with(|c: char| c.is_ascii_uppercase())
        && let Some((name, latin)) = text.split_once(' ')
    {
        return is_paper(name) && latin.is_ascii();
    }
    is_parted && (is_issue(text) || is_labelled(text))
}

/// 清水日报
fn is_paper(name: &str) -> bool {
    PAPERS.iter().any(|word| name.ends_with(word)) && PAPER.contains(&name.chars().count()) && name.chars().all(is_han)
}

/// Characters of the longest day of the old calendar: 农历甲辰年闰六月廿五.
const LONGEST_DAY: u32 = 10;

/// 第12345期, 今日8版, by themselves or before something else. 第1版 is the page's number.
fn is_issue(text: &str) -> bool {
    let of = |words: &[&str], unit| words.iter().find_map(|word| text.strip_prefix(word)).map(|rest| (rest, unit));
    let Some((rest, unit)) = of(&["总第", "第"], '期').or_else(|| of(&["今日"], '版')) else { return false };
    let number = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let behind = number.strip_prefix(unit);
    number.len() < rest.len() && behind.is_some_and(|behind| behind.is_empty() || behind.starts_with(' '))
}

/// 国内统一刊号：CN37-0001, 零售每份1元
fn is_labelled(text: &str) -> bool {
    let parts = |c: char| matches!(c, '：' | ':' | ' ') || c.is_ascii_alphanumeric();
    let label = text.split_once(parts).map_or("", |(label, _)| label);
    LABEL_ENDS.ends(label) && LABELS.iter().any(|word| label.ends_with(word))
}

/// Characters of the longest of these lines, and of a paper's name, set by hand: a line of a narrow column that ends so is mostly longer.
const LONGEST_OWN: u32 = 24;
const PAPER: std::ops::RangeInclusive<usize> = 3..=8;

/// Behind whoever brings it out.
const OWNERS: [&str; 3] = ["主办", "主管", "报社出版"];
/// The last words of a paper's name.
const PAPERS: [&str; 7] = ["日报", "晚报", "晨报", "早报", "时报", "商报", "都市报"];
static OWN_ENDS: HanSet = HanSet::ends_of(&PAPERS).and(&OWNERS);

/// What stands before a paper's number, its price, who brings it out. A telephone or an address may be an article's.
const LABELS: [&str; 9] = ["刊号", "物号", "邮发代号", "新闻热线", "社址", "定价", "每份", "主办", "主管"];
static LABEL_ENDS: HanSet = HanSet::ends_of(&LABELS);

/// The words of a line that name a role.
fn count_roles(text: &str) -> usize {
    let names_role = |word: &&str| {
        let word = word.trim_matches(|c: char| c.is_ascii_digit());
        ROLE_ENDS.ends(word) && word.chars().count() <= 6 && ROLES.iter().any(|role| word.ends_with(role))
    };
    text.split([' ', '\u{3000}', '/', '／', '：', ':', '□', '■']).filter(names_role).count()
}

/// 2020.7.8, at the beginning of a text.
pub(super) fn is_dotted_date(text: &str) -> bool {
    let len = text.bytes().take_while(|b| matches!(b, b'0'..=b'9' | b'.' | b'-')).count();
    let Some((date, rest)) = text.split_at_checked(len).filter(|_| (8..=10).contains(&len)) else { return false };
    if rest.starts_with(|c: char| !c.is_whitespace()) {
        return false;
    }
    let mut parts = date.split(['.', '-']);
    let numbers = [parts.next(), parts.next(), parts.next()]
        .map(|p| p.is_some_and(|p| !p.is_empty() && p.bytes().all(|b| b.is_ascii_digit())));
    numbers.iter().all(|n| *n) && parts.next().is_none()
}

/// Two digits, a colon, two digits.
pub(super) fn has_clock(bytes: &[u8]) -> bool {
    let digits = |at: usize| bytes.get(at..at + 2).is_some_and(|two| two.iter().all(u8::is_ascii_digit));
    memchr::memchr_iter(b':', bytes).any(|at| at >= 2 && digits(at - 2) && digits(at + 1))
}

/// Three digits or four, a hyphen, then seven or eight.
pub(super) fn has_phone(bytes: &[u8]) -> bool {
    memchr::memchr_iter(b'-', bytes).any(|at| {
        let before = bytes.get(..at).unwrap_or_default().iter().rev().take_while(|b| b.is_ascii_digit()).count();
        let behind = bytes.get(at + 1..).unwrap_or_default().iter().take_while(|b| b.is_ascii_digit()).count();
        (3..=4).contains(&before) && (7..=8).contains(&behind)
    })
}

/// 5版, 第12版, A05, 3□, 05: a number with hardly anything about it.
pub(super) fn is_page_number(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    if digits == 0 || digits > 4 {
        return false;
    }
    let others = text.chars().filter(|c| !c.is_ascii_digit());
    let mut han = 0;
    for c in others {
        match c {
            '版' | '第' | '□' | '■' | 'A'..='H' | ' ' | '/' | '／' => {}
            c if is_han(c) => han += 1,
            _ => return false,
        }
    }
    han == 0
        || (han <= 4
            && !text.contains(['年', '月', '日'])
            && text.starts_with(|c: char| c.is_ascii_digit() || c == '第') == text.contains('版'))
}

/// Whether a word of characters stands in a line. Lines are short: to set up a searcher takes longer than to look for the word's
/// last byte.
fn holds(text: &str, word: &str) -> bool {
    let Some((last, before)) = word.as_bytes().split_last() else { return true };
    memchr::memchr_iter(*last, text.as_bytes()).any(|at| text.as_bytes().get(..at).is_some_and(|b| b.ends_with(before)))
}
