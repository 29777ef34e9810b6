//! What stands on the lines at the head of a page: numbers of pages, dates, roles, names.

use std::borrow::Cow;

use super::super::bylines::is_glued_names;
use super::super::class::is_han;
use super::super::imprint::{WEEK, ends_in_role, has_phone, is_dotted_date, is_page_number};

/// A masthead has so many lines at most, if each item is one: of 277 on printed pages none had more than fourteen.
pub(in crate::read) const MOST: usize = 40;
/// Characters of the longest name of a person, and of a section.
const LONGEST_NAME: usize = 4;
const LONGEST_SECTION: usize = 4;
/// Characters of the longest role, 本版责任编辑, and of the longest name of a paper.
const LONGEST_ROLE: usize = 6;
const LONGEST_PAPER: usize = 8;
/// Characters of three names, the spaces between them lost.
const NAMES: usize = 3 * LONGEST_NAME;
/// Digits of the highest page number.
const PAGE_DIGITS: std::ops::RangeInclusive<usize> = 1..=3;

/// What a word of a masthead is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// A page number, with its section or without.
    Number,
    /// A date, or its year and month.
    Date,
    /// What of a date stands apart from it: a day, a day of the week.
    Day,
    /// A role whose name stands elsewhere.
    Role,
    /// A role and its name.
    Staff,
    /// A name.
    Name,
    /// A telephone, an address, the number of the issue, the name of the paper.
    Extra,
}

impl Word {
    pub(super) const COUNT: usize = 7;
}

/// What stands on a line: its first word, and its last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Item {
    pub first: Word,
    pub last: Word,
    /// How many roles.
    pub roles: u8,
    /// Whether it is a day of the week.
    pub is_weekday: bool,
}

impl Item {
    /// What a line holds, if every word of it is one of a masthead.
    pub(super) fn of(text: &str) -> Option<Item> {
        let mut item: Option<Item> = None;
        for word in text.split_whitespace() {
            let word = match (item.map(|item| item.last), Word::of(word)?) {
                // 22 财经: the section
                (Some(Word::Number), Word::Name) => Word::Number,
                // 新闻热线 0571-…
                (Some(Word::Extra), Word::Number) => Word::Extra,
                (_, word) => word,
            };
            let is_role = matches!(word, Word::Role | Word::Staff);
            let (first, roles) = item.map_or((word, 0), |item| (item.first, item.roles));
            item = Some(Item { first, last: word, roles: roles.saturating_add(is_role.into()), is_weekday: false });
        }
        item.map(|item| Item { is_weekday: item.first == Word::Day && text.starts_with(WEEK), ..item })
    }

    /// The same of names whose spaces were lost. Of 1,413 short headlines and kickers one in five might be such: only behind a role that waits
    /// for a name they are one.
    pub(super) fn of_names(text: &str) -> Option<Item> {
        is_glued_names(text).then_some(Item { first: Word::Name, last: Word::Name, roles: 0, is_weekday: false })
    }
}

impl Word {
    fn of(word: &str) -> Option<Word> {
        if word.chars().all(is_han) {
            return match word.chars().count() {
                2..=3 if word.starts_with(WEEK) => Some(Word::Day),
                n if n <= LONGEST_ROLE && ends_in_role(word) => Some(Word::Role),
                n if n <= LONGEST_PAPER && (is_paper(word) || is_line(word)) => Some(Word::Extra),
                n if n <= LONGEST_NAME => Some(Word::Name),
                _ => None,
            };
        }
        if let Some((role, names)) = word.split_once(['/', '／', '：', ':']) {
            let is_role = role.chars().count() <= LONGEST_ROLE && role.chars().all(is_han) && ends_in_role(role);
            if is_role && names.is_empty() {
                return Some(Word::Role);
            }
            if is_role && names.chars().count() <= NAMES && names.chars().all(is_han) {
                return Some(Word::Staff);
            }
            if is_line(role) {
                return Some(Word::Extra);
            }
        }
        // 星期六11版, 4月12日星期六: the spaces between were lost
        if let Some((date, day)) = word.split_once(WEEK) {
            let mut behind = day.chars();
            behind.next();
            let behind = behind.as_str();
            let is_day_of = date.is_empty() || is_date(date) || is_day(date);
            let is_glued = is_day_of && (behind.is_empty() || is_section(behind) || is_page_number(behind));
            return is_glued.then_some(if date.is_empty() { Word::Day } else { Word::Date });
        }
        match word {
            _ if is_day(word) => Some(Word::Day),
            _ if is_section(word) => Some(Word::Number),
            _ if is_issue(word) || word.contains('@') || has_phone(word.as_bytes()) => Some(Word::Extra),
            _ if is_date(word) => Some(Word::Date),
            _ if is_page_number(word) => Some(Word::Number),
            _ => None,
        }
    }
}

/// What the lines at the head of a page are, up to the first that is no part of a masthead.
pub(super) fn items<'t>(lines: impl Iterator<Item = Cow<'t, str>>) -> Vec<Item> {
    let mut items = Vec::new();
    // a line of names is one where roles wait for theirs; elsewhere it may be a headline
    let mut unnamed = 0;
    for line in lines.take(MOST) {
        let Some(item) = Item::of(&line).or_else(|| Item::of_names(&line)) else { break };
        if item.first == Word::Name {
            if unnamed == 0 {
                break;
            }
            unnamed -= 1;
        }
        unnamed += usize::from(item.last == Word::Role);
        items.push(item);
    }
    items
}

/// Whether the text, doubled glyphs aside, is an item by itself.
pub(in crate::read) fn is_item(text: &str) -> bool {
    Item::of(text).is_some_and(|item| item.first != Word::Name)
}

/// Whether the text may be an item beside others, a name among them.
pub(in crate::read) fn may_be_item(text: &str) -> bool {
    Item::of(text).or_else(|| Item::of_names(text)).is_some()
}

/// 2031年4月12日, 2031年4月, 2031.4.12
fn is_date(word: &str) -> bool {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let is_written =
        digits == 4 && word.get(4..).is_some_and(|rest| rest.starts_with('年') && rest.ends_with(['月', '日']));
    is_written || is_dotted_date(word)
}

/// 8日
fn is_day(text: &str) -> bool {
    let number = text.trim_end_matches('日');
    number.len() < text.len() && (1..=2).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit())
}

/// 22, 法治16, 8□财经: a page's number, with its section or without.
fn is_section(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let name = text.trim_matches(|c: char| c.is_ascii_digit()).trim_matches(['□', '■']);
    PAGE_DIGITS.contains(&digits) && name.chars().count() <= LONGEST_SECTION && name.chars().all(is_han)
}

/// 第1024期
fn is_issue(text: &str) -> bool {
    let number = text.trim_start_matches('总').strip_prefix('第').and_then(|rest| rest.strip_suffix('期'));
    number.is_some_and(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
}

/// 北塘晚报: the paper.
fn is_paper(word: &str) -> bool {
    ["日报", "晚报", "早报", "晨报", "时报", "商报", "周报", "周刊"].iter().any(|end| word.ends_with(end))
}

/// 新闻热线, with or without its number: what one may write to, or call.
fn is_line(word: &str) -> bool {
    ["电话", "热线", "信箱", "邮箱"].iter().any(|end| word.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_is_a_number_and_a_few_characters() {
        assert!(["法治16", "8□财经", "6"].into_iter().all(is_section));
        assert!(!["财经", "2031年的灯", "4月12日", "灯火1234567", "6、灯"].into_iter().any(is_section));
        assert!(is_day("8日") && is_day("12日") && !is_day("日") && !is_day("112日") && !is_day("12"));
    }

    #[test]
    fn a_word_is_known_by_its_form() {
        let words = |text: &str| Item::of(text).map(|item| (item.first, item.last, item.roles));
        assert_eq!(words("第6版 2031年4月12日 星期六"), Some((Word::Number, Word::Day, 0)));
        assert_eq!(words("22 财经"), Some((Word::Number, Word::Number, 0)), "its section");
        assert_eq!(words("2031年4月12日星期六"), Some((Word::Date, Word::Date, 0)), "no space between");
        assert_eq!(words("星期六11版"), Some((Word::Day, Word::Day, 0)));
        assert_eq!(words("责任编辑：梁禾 陈穗 校对/林渡"), Some((Word::Staff, Word::Staff, 2)));
        assert_eq!(words("编辑："), Some((Word::Role, Word::Role, 1)));
        for extra in
            ["新闻热线 0571-87654321", "北塘晚报", "总第1024期", "E-mail:lantern@example.com", "电话：0571-87654321"]
        {
            assert_eq!(words(extra), Some((Word::Extra, Word::Extra, 0)), "{extra}");
        }
        for none in [
            "湖边的路灯亮了",
            "星期六去看灯",
            "灯会星期六",
            "2031年的灯",
            "22031年4月12日",
            "编辑：镇里给湖边的步道换上了路灯",
            "",
        ] {
            assert_eq!(words(none), None, "{none}");
        }
    }
}
