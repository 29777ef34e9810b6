//! Cues: what the words of a line say about its kind. Closed classes of words only, never the words of a subject.

use super::bylines::{WRITER, WRITERS, byline, ends_in_work, is_name};
use super::class::{Class, HanSet, is_han};

/// A set of cues.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Cues(u32);

macro_rules! cues {
    ($($(#[doc = $doc:literal])* $name:ident = $bit:literal, $word:literal;)*) => {
        impl Cues {
            $($(#[doc = $doc])* pub(crate) const $name: Cues = Cues(1 << $bit);)*

            /// Every cue with its name, as the table of costs has it.
            pub(crate) const EACH: &[(Cues, &str)] = &[$((Cues::$name, $word)),*];
        }
    };
}

cues! {
    /// Begins with an indent of U+3000 or two spaces or more.
    INDENTED = 0, "indented";
    /// Two characters with a space between.
    SPACED = 1, "halves with a space";
    /// A comma inside.
    COMMA = 2, "comma inside";
    /// A sentence ends inside.
    SENTENCE = 3, "sentence end inside";
    /// Mostly Latin letters and digits.
    LATIN = 4, "mostly Latin";
    /// 通讯员 …, 记者 …
    BYLINE = 5, "byline";
    /// … 摄
    CREDIT = 6, "photo credit";
    /// Nothing but names.
    NAMES = 7, "only names";
    /// In brackets, ending in names: （… 张三）
    BRACKET_NAMES = 8, "names in brackets";
    /// Two roles of a masthead or more: 主编 编辑
    ROLES = 9, "masthead roles";
    /// One role of a masthead.
    ROLE = 10, "masthead role";
    /// A full date, or the day of the week.
    DATE = 11, "date";
    /// A page number.
    PAGE_NUMBER = 12, "page number";
    /// A telephone number or an address for mail.
    CONTACT = 13, "telephone or mail";
    /// Opens with a time, as reports and paragraphs do: 近日，, 1月25日，
    OPENER = 14, "opens with a time";
    /// Ends like an organisation's name.
    ORGANISATION = 15, "organisation";
    /// All of it in brackets.
    BRACKETED = 16, "in brackets";
    /// Ends in ——.
    DASH_END = 17, "dash at end";
    /// Opens an item: • or 1. or （一）
    ITEM = 18, "item";
    /// Dots that lead to a page number.
    LEADERS = 19, "leader dots";
    /// A colon inside, early: who says it.
    SAYS = 20, "colon inside";
    /// A number inside.
    NUMBER = 21, "number inside";
    /// Repeats its glyphs: it was printed as doubled.
    DOUBLED = 22, "doubled glyphs";
    /// Opens with a dateline: 本报…讯, 新华社…电
    DATELINE = 23, "dateline";
    /// Opens with a mark of its own: ■ □ ▲ ◆
    MARKED = 24, "marked";
    /// White space behind the end of a sentence, or behind a closing bracket.
    PAUSE = 25, "space behind a sentence";
    /// Its last word is a name.
    NAME_END = 26, "name at end";
    /// Apart by spaces into pieces of four characters or more.
    HALVES = 27, "long halves";
    /// … 图文报道: who wrote it, and took the photograph
    BOTH = 28, "text and photograph";
    /// White space inside as wide as two spaces, or a tab: what rows have between their cells.
    GAP = 29, "gap inside";
}

impl Cues {
    pub(crate) fn has(self, cue: Cues) -> bool {
        self.0 & cue.0 != 0
    }

    pub(crate) fn set(&mut self, cue: Cues) {
        self.0 |= cue.0;
    }

    pub(crate) fn unset(&mut self, cue: Cues) {
        self.0 &= !cue.0;
    }

    pub(crate) fn set_if(&mut self, cue: Cues, holds: bool) {
        if holds {
            self.set(cue);
        }
    }

    /// Whether the line is a piece of a masthead, by its words.
    pub(crate) fn is_masthead(self) -> bool {
        self.has(Cues::ROLES)
            || self.has(Cues::PAGE_NUMBER)
            || self.has(Cues::DATE)
            || self.has(Cues::CONTACT)
            || self.has(Cues::ROLE)
    }

    /// Whether the line closes an article, by its words.
    pub(crate) fn is_byline(self) -> bool {
        self.has(Cues::BYLINE) || self.has(Cues::CREDIT) || self.has(Cues::BRACKET_NAMES) || self.has(Cues::NAMES)
    }

    /// Whether no word of the line says what it is.
    pub(crate) fn is_bare(self) -> bool {
        !self.is_masthead() && !self.is_byline() && !self.has(Cues::NUMBER)
    }

    pub(crate) fn bits(self) -> u32 {
        self.0
    }
}

/// Whether the line that begins at `start` stands behind an indent of its own.
pub(crate) fn indent(text: &str, start: u32) -> bool {
    // the last byte of one of these; a line end stands before most lines
    if !start
        .checked_sub(1)
        .and_then(|at| text.as_bytes().get(at as usize))
        .is_some_and(|b| matches!(b, 0x80 | b' ' | b'\t'))
    {
        return false;
    }
    let before = text.get(..start as usize).unwrap_or_default();
    before.ends_with('\u{3000}') || before.ends_with("  ") || before.ends_with('\t')
}

/// Bylines and mastheads are short: a line of more characters than this is neither.
pub(super) const LONGEST_BYLINE: u32 = 48;
/// A masthead row with all its items.
const LONGEST_MASTHEAD: u32 = 120;

/// What the measuring of a line saw in passing: where no hint is, the parsers need not look.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Hints {
    /// A mark of prose, which neither bylines nor mastheads have.
    pub prose: bool,
    /// White space inside.
    pub parted: bool,
    /// Something else that parts words: / □ ■ · - @
    pub signs: bool,
    /// A digit.
    pub digits: bool,
    /// Colons inside.
    pub colons: u32,
    /// Dots, half-width or in threes.
    pub dots: u32,
}

/// Finds the cues in a line of `chars` characters that begins and ends with these classes.
pub(crate) fn find(text: &str, cues: &mut Cues, chars: u32, ends: (Class, Class), hints: &Hints) {
    match ends.0 {
        // most characters open none of these
        Class::Han if text.chars().next().is_some_and(|c| OPENINGS.has(c)) => {
            cues.set_if(Cues::DATELINE, opens_with_dateline(text));
            cues.set_if(Cues::OPENER, opens_with_time(text));
            cues.set_if(Cues::ITEM, opens_item(text));
        }
        Class::Han => {}
        Class::Digit => {
            cues.set_if(Cues::OPENER, opens_with_time(text));
            cues.set_if(Cues::ITEM, opens_item(text));
        }
        Class::Comma | Class::Stop | Class::Colon | Class::Semicolon | Class::CloseQuote => {}
        Class::Letter => cues.set_if(Cues::ITEM, opens_choice(text)),
        _ => {
            cues.set_if(Cues::MARKED, text.starts_with(['■', '□', '▲', '△', '◆', '◇', '▼', '★', '●']));
            cues.set_if(Cues::ITEM, opens_item(text));
        }
    }
    let parted = hints.parted || hints.signs || hints.colons > 0;
    // of the words for roles, for writers and for days of the week a line has one only if it has the last character of one
    let words = if !hints.prose && WORD_ENDS.meets(text) { text } else { "" };
    if !hints.prose && chars <= LONGEST_MASTHEAD && (parted || hints.digits || chars <= LONGEST_ROLE) {
        masthead(text, words, cues, chars, hints);
    }
    if chars <= LONGEST_BYLINE {
        let bracketed = ends.1 == Class::CloseBracket && text.starts_with(['（', '(', '【', '■', '□', '▲', '◆', '●']);
        if !hints.prose && !hints.digits && !cues.has(Cues::COMMA) {
            let may_sign = parted
                || bracketed
                || chars <= LONGEST_NAME
                || ends_in_work(text)
                || WRITER.is_match(words)
                || text.starts_with("图片由");
            if may_sign {
                byline(text, cues);
            }
        }
        if cues.has(Cues::SPACED) {
            let mut words = text.split([' ', '\u{3000}']).filter(|w| !w.is_empty());
            cues.set_if(Cues::HALVES, words.clone().all(|w| w.chars().count() >= 4));
            let bare = |w: &str| is_name(w.trim_end_matches(['）', ')']));
            cues.set_if(Cues::NAME_END, words.next_back().is_some_and(bare));
        }
        if !cues.has(Cues::COMMA) && matches!(ends.1, Class::Han | Class::CloseQuote | Class::CloseBracket) {
            cues.set_if(Cues::ORGANISATION, ends_as_organisation(text));
        }
        if ends.1 == Class::CloseBracket || ends.1 == Class::StopClosed {
            let open = text.starts_with(['（', '(', '［', '【']);
            cues.set_if(Cues::BRACKETED, open && text.ends_with(['）', ')', '］', '】']));
        }
        if matches!(ends.1, Class::Dash | Class::Other) {
            cues.set_if(Cues::DASH_END, text.ends_with("——") || text.ends_with("―"));
        }
        cues.set_if(Cues::SAYS, hints.colons > 0);
    }
    if hints.dots > 2 {
        cues.set_if(Cues::LEADERS, text.contains(". . . .") || text.contains("......") || text.contains("………"));
    }
    if hints.dots > 1 && hints.digits {
        cues.set_if(Cues::LEADERS, leads_to_number(text));
    }
}

/// Whether an ellipsis leads to a number, and the line ends with what it counts: a price.
fn leads_to_number(text: &str) -> bool {
    let Some((_, behind)) = text.rsplit_once("……") else { return false };
    let unit = behind.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    unit.len() < behind.len() && unit.chars().count() <= UNIT && !unit.chars().any(|c| Class::of(c) == Class::Comma)
}

/// Characters of the longest unit of a price: 元/公斤.
const UNIT: usize = 4;

/// The characters with which datelines, words of time and numbered items open.
static OPENINGS: HanSet = HanSet::of("本新据中人近日今去连目昨据为第一二三四五六七八九十");

/// The longest word for one who makes a page, in characters.
const LONGEST_ROLE: u32 = 8;
/// The longest name, in characters.
const LONGEST_NAME: u32 = 4;

/// Whether the line opens with a dateline: the paper or the agency, and 电 or 讯 within the next words.
pub(super) fn opens_with_dateline(text: &str) -> bool {
    const NEWS: [&str; 8] = ["本报", "新华社", "据新华社", "中新社", "本刊", "本台", "据本报", "人民网"];
    let mut chars = text.chars();
    let opening = (chars.next().unwrap_or_default(), chars.next().unwrap_or_default());
    if !matches!(opening, ('本', '报' | '刊' | '台') | ('新', '华') | ('据', '新' | '本') | ('中', '新') | ('人', '民'))
    {
        return false;
    }
    let Some(paper) = NEWS.iter().find(|w| text.starts_with(**w)) else { return false };
    // a narrow column breaks the dateline before its 电 or 讯: then a date stands in it, or is about to
    let rest = text.get(paper.len()..).unwrap_or_default();
    let dated =
        || rest.chars().take(12).any(|c| c.is_ascii_digit()) && rest.chars().nth(16).is_none() && !rest.contains(' ');
    dateline_end(text).is_some() || dated()
}

/// The byte behind the 电, 讯 or 报道： that ends a dateline.
pub(crate) fn dateline_end(text: &str) -> Option<usize> {
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

/// Words of time with which reports open.
fn opens_with_time(text: &str) -> bool {
    const WHEN: [&str; 16] = [
        "近日，",
        "日前，",
        "今年",
        "去年",
        "近年来，",
        "连日来，",
        "近期，",
        "目前，",
        "今天，",
        "昨天，",
        "昨日，",
        "近日,",
        "日前,",
        "据悉，",
        "据了解，",
        "为进一步",
    ];
    let first = text.chars().next().unwrap_or_default();
    if matches!(first, '近' | '日' | '今' | '去' | '连' | '目' | '昨' | '据' | '为') {
        return WHEN.iter().any(|w| text.starts_with(w));
    }
    if !first.is_ascii_digit() {
        return false;
    }
    // 1月25日， and 2017年7月6日
    let digits = text.bytes().take_while(|b| b.is_ascii_digit() || *b == b' ').count();
    let rest = text.get(digits..).unwrap_or_default();
    digits > 0 && (rest.starts_with('月') || (digits >= 4 && rest.starts_with('年')))
}

/// Whether the line opens with the letter of one of several answers: A. or B、
fn opens_choice(text: &str) -> bool {
    let mut chars = text.chars();
    let letter = chars.next().is_some_and(|c| matches!(c, 'A'..='H' | 'Ａ'..='Ｈ'));
    letter
        && matches!((chars.next(), chars.next()), (Some('.' | '．' | '、' | '）' | ')'), Some(c)) if c == ' ' || is_han(c))
}

/// Marks that open an item of a list, or number it.
fn opens_item(text: &str) -> bool {
    let mut chars = text.chars();
    let Some(first) = chars.next() else { return false };
    match first {
        '①'..='⑳' | '•' | '●' | '◆' | '■' | '▲' | '★' | '※' | '◎' | '►' | '▶' | '○' | '◇' => {
            true
        }
        '-' | '*' | '+' => chars.next() == Some(' '),
        '（' | '(' => {
            let inner = chars.by_ref().take_while(|c| !matches!(c, '）' | ')')).take(4).collect::<Vec<_>>();
            !inner.is_empty() && inner.len() < 4 && inner.iter().all(|c| is_numeral(*c))
        }
        '第' => {
            let number = text.trim_start_matches('第').trim_start_matches(is_numeral);
            let count = chars.by_ref().take(6).position(|c| matches!(c, '章' | '条' | '节' | '款' | '编' | '、'));
            count.is_some_and(|n| n > 0) || number.len() + '第'.len_utf8() < text.len() && number.starts_with('，')
        }
        c if is_numeral(c) => {
            let mut rest = text.trim_start_matches(is_numeral).chars();
            matches!(
                (rest.next(), rest.next()),
                (Some('、' | '．' | '）' | ')'), _) | (Some('.'), Some(' ' | '\u{4e00}'..='\u{9fff}'))
            )
        }
        _ => false,
    }
}

fn is_numeral(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '０'..='９')
}

/// The last words of names of offices, firms, schools, places of work.
const ORGANISATIONS: [&str; 31] = [
    "中心",
    "公司",
    "集团",
    "大学",
    "学院",
    "银行",
    "小学",
    "中学",
    "中专",
    "学校",
    "法庭",
    "社区",
    "团队",
    "专班",
    "工作室",
    "服务队",
    "突击队",
    "管委会",
    "机场",
    "监狱",
    "油田",
    "煤矿",
    "街道",
    "医院",
    "支队",
    "大队",
    "中队",
    "协会",
    "党委",
    "纪委",
    "政法委",
];
/// And last characters that tell one by themselves.
const OFFICE: &str = "局所院厅委馆站镇县乡村办";
static OFFICES: HanSet = HanSet::of(OFFICE);
/// The last characters of all of them.
static ORGANISATION_ENDS: HanSet = HanSet::of(OFFICE).and(&ORGANISATIONS);

/// Whether the line ends as names of offices, firms, schools, places of work do.
pub(super) fn ends_as_organisation(text: &str) -> bool {
    let core = match text.as_bytes() {
        [.., 0xe4..=0xe9, _, _] => text,
        _ => text.trim_end_matches(['”', '）', ')']),
    };
    let Some(last) = core.chars().next_back().filter(|c| ORGANISATION_ENDS.has(*c)) else { return false };
    OFFICES.has(last) || ORGANISATIONS.iter().any(|w| core.ends_with(w))
}

/// Words for those who make a page, as its masthead names them.
const ROLES: [&str; 25] = [
    "主编", "编辑", "责编", "校对", "美编", "版式", "检校", "组版", "终审", "编委", "总编", "统筹", "策划", "监制",
    "审读", "版面", "编审", "制图", "排版", "审核", "二审", "三审", "主任", "一审", "值班",
];

static ROLE_ENDS: HanSet = HanSet::ends_of(&ROLES);

/// Whether a line ends with a role, and no name stands behind it.
pub(super) fn ends_in_role(text: &str) -> bool {
    let core = text.trim_end_matches([' ', '/', '：', ':']);
    ROLES.iter().any(|role| core.ends_with(role))
}

/// The last characters of all words that are looked for in lines without a mark of prose.
static WORD_ENDS: HanSet = HanSet::ends_of(&ROLES).and(&WRITERS).and(&[WEEK]);

/// Before the day of the week.
const WEEK: &str = "星期";

/// Page number, date, roles and telephone: the pieces of a masthead. `words` are the line's, if it may have one of those that are
/// looked for.
fn masthead(text: &str, words: &str, cues: &mut Cues, chars: u32, hints: &Hints) {
    let bytes = text.as_bytes();
    let dotted = bytes.first().is_some_and(u8::is_ascii_digit) && is_dotted_date(text);
    // the dots of a date end no sentence
    if cues.has(Cues::SENTENCE) && !dotted {
        return;
    }
    let roles = if ROLE_ENDS.meets(words) { words } else { "" };
    let roles = roles
        .split([' ', '\u{3000}', '/', '：', ':', '□', '■'])
        .filter(|word| {
            let word = word.trim_matches(|c: char| c.is_ascii_digit());
            word.chars().next_back().is_some_and(|last| ROLE_ENDS.has(last))
                && word.chars().count() <= 6
                && ROLES.iter().any(|role| word.ends_with(role))
        })
        .count();
    cues.set_if(Cues::ROLES, roles >= 2);
    cues.set_if(Cues::ROLE, roles == 1);
    let date = dotted || holds(words, WEEK) || {
        let digits = bytes.iter().take_while(|b| b.is_ascii_digit() || **b == b' ').count();
        let rest = text.get(digits..).unwrap_or_default();
        digits >= 4 && chars <= 24 && (rest.starts_with('年') || rest.starts_with('.')) && text.ends_with(['日', '月'])
    };
    // when a message was sent, or an entry of a log was made, is told to the minute
    cues.set_if(Cues::DATE, date && !cues.has(Cues::COMMA) && !has_clock(bytes));
    let phone = hints.signs && (memchr::memchr(b'@', bytes).is_some() || has_phone(bytes));
    cues.set_if(Cues::CONTACT, phone && !cues.has(Cues::COMMA));
    cues.set_if(Cues::PAGE_NUMBER, hints.digits && chars <= 8 && is_page_number(text));
}

/// 2020.7.8
fn is_dotted_date(text: &str) -> bool {
    let date = text.split_whitespace().next().unwrap_or_default();
    let mut parts = date.split(['.', '-']);
    let numbers = [parts.next(), parts.next(), parts.next()]
        .map(|p| p.is_some_and(|p| !p.is_empty() && p.bytes().all(|b| b.is_ascii_digit())));
    numbers.iter().all(|n| *n) && parts.next().is_none() && date.len() >= 8 && date.len() <= 10
}

/// Two digits, a colon, two digits.
pub(super) fn has_clock(bytes: &[u8]) -> bool {
    let digits = |at: usize| bytes.get(at..at + 2).is_some_and(|two| two.iter().all(u8::is_ascii_digit));
    memchr::memchr_iter(b':', bytes).any(|at| at >= 2 && digits(at - 2) && digits(at + 1))
}

/// Three digits or four, a hyphen, then seven or eight.
fn has_phone(bytes: &[u8]) -> bool {
    memchr::memchr_iter(b'-', bytes).any(|at| {
        let before = bytes.get(..at).unwrap_or_default().iter().rev().take_while(|b| b.is_ascii_digit()).count();
        let behind = bytes.get(at + 1..).unwrap_or_default().iter().take_while(|b| b.is_ascii_digit()).count();
        (3..=4).contains(&before) && (7..=8).contains(&behind)
    })
}

/// 5版, 第12版, A05, 3□, 05: a number with hardly anything about it.
fn is_page_number(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    if digits == 0 || digits > 4 {
        return false;
    }
    let others = text.chars().filter(|c| !c.is_ascii_digit());
    let mut han = 0;
    for c in others {
        match c {
            '版' | '第' | '□' | '■' | 'A'..='H' | ' ' | '/' => {}
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

#[cfg(test)]
mod tests;
