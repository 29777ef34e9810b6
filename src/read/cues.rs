//! Cues: what the words of a line say about its kind. Closed classes of words only, never the words of a subject.

use super::bylines::{WRITER, byline, ends_in_work, is_name, is_photo_of_old};
use super::class::{Class, HanSet, ends_in_character, is_han};
use super::datelines::{
    has_spaces_in_brackets_alone, opens_with_bracketed_dateline, opens_with_dateline, opens_with_medium,
};
use super::imprint::{imprint, is_of_paper};
use super::word_ends::Words;

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
    /// Apart by spaces into pieces of four characters or more, and no byline by its words.
    HALVES = 27, "long halves";
    /// … 图文报道: who wrote it, and took the photograph
    BOTH = 28, "text and photograph";
    /// White space inside as wide as two spaces, or a tab: what rows have between their cells.
    GAP = 29, "gap inside";
    /// What a paper says of itself: its name, its number, its price.
    OF_PAPER = 30, "of the paper";
    /// Its dateline goes on behind it, or the text does that the dateline opens.
    LEFT_OPEN = 31, "dateline left open";
}

impl Cues {
    pub(crate) fn has(self, cue: Cues) -> bool {
        self.0 & cue.0 != 0
    }

    pub(crate) fn set(&mut self, cue: Cues) {
        self.0 |= cue.0;
    }

    pub(crate) fn add(&mut self, cues: Cues) {
        self.0 |= cues.0;
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
            || self.has(Cues::OF_PAPER)
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
    pub separators: bool,
    /// A digit.
    pub digits: bool,
    /// Colons inside.
    pub colons: u32,
    /// Dots, half-width or in threes.
    pub dots: u32,
}

/// The cues of a line of `chars` characters that begins and ends with these classes, and those that are known of it already.
#[inline]
pub(crate) fn find(text: &str, mut cues: Cues, chars: u32, ends: (Class, Class), hints: &Hints) -> Cues {
    match ends.0 {
        // most characters open none of these
        Class::Han if OPENINGS.begins(text) => {
            cues.set_if(Cues::DATELINE, opens_with_dateline(text));
            cues.set_if(Cues::OPENER, opens_with_time(text));
            cues.set_if(Cues::ITEM, opens_item(text));
        }
        Class::Han => cues.set_if(Cues::DATELINE, opens_with_medium(text, hints.digits)),
        Class::Digit => {
            cues.set_if(Cues::OPENER, opens_with_time(text));
            cues.set_if(Cues::ITEM, opens_item(text));
        }
        Class::Comma | Class::Stop | Class::Colon | Class::Semicolon | Class::CloseQuote => {}
        Class::Letter => cues.set_if(Cues::ITEM, opens_choice(text)),
        Class::OpenBracket => {
            cues.set_if(Cues::DATELINE, opens_with_bracketed_dateline(text));
            cues.set_if(Cues::ITEM, opens_item(text));
        }
        _ => {
            cues.set_if(Cues::MARKED, text.starts_with(['■', '□', '▲', '△', '◆', '◇', '▼', '★', '●']));
            cues.set_if(Cues::ITEM, opens_item(text));
        }
    }
    if cues.has(Cues::DATELINE) && cues.has(Cues::SPACED) && has_spaces_in_brackets_alone(text) {
        cues.unset(Cues::SPACED);
    }
    let parted = hints.parted || hints.separators || hints.colons > 0;
    // prose has none of the words for roles, for writers and for days of the week
    let words = if hints.prose { Words::default() } else { Words::of(text) };
    let may_tell = hints.digits || hints.separators || words.any();
    if may_tell && !hints.prose && chars <= LONGEST_MASTHEAD && (parted || hints.digits || chars <= LONGEST_ROLE) {
        cues.add(imprint(text, words, cues, chars, hints));
    }
    if !hints.prose && !cues.has(Cues::COMMA) {
        cues.set_if(Cues::OF_PAPER, is_of_paper(text, chars, parted || hints.digits));
    }
    if chars <= LONGEST_BYLINE {
        let photo_of_old = ends.1 == Class::CloseBracket && is_photo_of_old(text);
        // names may be parted by 、
        let may_list = !cues.has(Cues::COMMA) || words.has(Words::WRITER);
        if !hints.prose && !hints.digits && may_list || photo_of_old {
            let may_sign = parted
                || ends.1 == Class::CloseBracket
                || chars <= LONGEST_NAME
                || ends_in_work(text)
                || words.has(Words::WRITER) && WRITER.is_match(text)
                || text.starts_with("图片由")
                || text.starts_with('据');
            if may_sign {
                let byline = byline(text, words.has(Words::WRITER));
                cues.add(byline);
                // a stroke or a colon parts words as a space does
                let signs = byline.has(Cues::BYLINE) && !cues.has(Cues::DATELINE);
                cues.set_if(Cues::SPACED, signs && text.contains(['/', '／', '：', ':']));
                if byline.has(Cues::BYLINE) && (!hints.prose || photo_of_old) {
                    cues.unset(Cues::COMMA);
                }
            }
        }
        if cues.has(Cues::SPACED) {
            let mut words = text.split([' ', '\u{3000}']).filter(|w| !w.is_empty());
            cues.set_if(Cues::HALVES, !cues.is_byline() && words.clone().all(|w| w.chars().count() >= 4));
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
    cues
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
static OPENINGS: HanSet = HanSet::of("本新据中人法路美近日今去连目昨据为第一二三四五六七八九十");

/// The longest word for one who makes a page, in characters.
const LONGEST_ROLE: u32 = 8;
/// The longest name, in characters.
const LONGEST_NAME: u32 = 4;

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

pub(super) fn is_numeral(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '０'..='９')
}

/// The last words of names of offices, firms, schools, places of work.
const ORGANISATIONS: [&str; 54] = [
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
    "妇联",
    "残联",
    "文联",
    "工商联",
    "科协",
    "党校",
    "工会",
    "红十字会",
    "人大",
    "政协",
    "检察室",
    "公安处",
    "办事处",
    "管理处",
    "合作社",
    "供销社",
    "信用社",
    "电视台",
    "报社",
    "总队",
    "基地",
    "园区",
    "开发区",
];
/// And last characters that tell one by themselves.
const OFFICE: &str = "局所院厅委馆站镇县乡村办";
static OFFICES: HanSet = HanSet::of(OFFICE);
/// The last characters of all of them.
static ORGANISATION_ENDS: HanSet = HanSet::of(OFFICE).and(&ORGANISATIONS);

/// Whether the line ends as names of offices, firms, schools, places of work do.
pub(super) fn ends_as_organisation(text: &str) -> bool {
    let core = if ends_in_character(text) { text } else { text.trim_end_matches(['”', '）', ')']) };
    ORGANISATION_ENDS.ends(core) && (OFFICES.ends(core) || ORGANISATIONS.iter().any(|w| core.ends_with(w)))
}

#[cfg(test)]
mod tests;
