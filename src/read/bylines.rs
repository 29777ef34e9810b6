//! Bylines, credits and rows of names, by a small parser over words; and those that run on behind the last paragraph.

use std::ops::RangeInclusive;

use aho_corasick::{AhoCorasick, Match, MatchKind};
use once_cell::sync::Lazy;

use super::class::{Class, HanSet, begins_in_character, ends_in_character, is_han};
use super::cues::{Cues, LONGEST_BYLINE, ends_as_organisation};
use super::datelines::NEWS;
use super::sources::{behind_agency, did, drew, is_medium, source};
use super::word_ends::Words;

/// Words that say who wrote, at a word's end.
pub(super) const WRITERS: [&str; 7] = ["记者", "通讯员", "实习生", "撰稿", "报道员", "特派员", COMMENTATOR];
/// One who may sign without a name: 本报评论员.
const COMMENTATOR: &str = "评论员";
/// All of them at once, the longest where several begin: a line is walked through once. If the automaton could not be made,
/// which these words cannot bring about, no line has a writer.
pub(super) static WRITER: Lazy<Writers> =
    Lazy::new(|| Writers(AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(WRITERS).ok()));

pub(super) struct Writers(Option<AhoCorasick>);

impl Writers {
    fn find(&self, text: &str) -> Option<Match> {
        self.0.as_ref()?.find(text)
    }

    pub(super) fn is_match(&self, text: &str) -> bool {
        self.0.as_ref().is_some_and(|words| words.is_match(text))
    }
}

/// Words that say what was done, at the line's end.
const WORKS: [&str; 17] = [
    "摄影报道",
    "摄影报导",
    "图文报道",
    "文/图",
    "图/文",
    "文·图",
    "图·文",
    "摄影",
    "摄",
    "供图",
    "报道",
    "报导",
    "整理",
    "采写",
    "文图",
    "编译",
    "提供",
];
/// Words of [`WORKS`] up to the first of these speak of text and photograph, up to the second of a photograph.
const BOTH_WORKS: usize = 7;
const PHOTO_WORKS: usize = 10;

/// The first characters of common surnames, by code point.
static SURNAMES: HanSet = HanSet::of(
    "\
    丁万上丛东严乔习于仇付令仲任伍何余佟侍侯俞候倪傅储党公兰关冀冉农冯冷冼凌刘包匡华卓单南卜卞卢厉古史叶\
    司向吕吴周唐商夏姚姜娄孔孙孟季宁宇安宋宗官宫容宿寇尉尤尹屈屠岑岳崔左巩席常庄庞康廖张彭徐慕戚戴房揭敖\
    文方施时易晋晏曲曹曾朱权李杜杨林柏柯柳柴栗栾桑梁梅楚樊欧武段殷毕毛江汤汪沈洪涂温滕满潘焦熊牛牟狐王班\
    甄甘甫田申白皇盛相瞿石祁祖祝秦程穆窦章童符简管纪缪罗翁翟耿聂肖胡胥臧舒艾芦苏苑苗苟范荆莫萧葛董蒋蒲蓝\
    蔡蔺薛虞袁裴褚覃解詹许诸谌谢谭谷贺贾赖赵路车辛辜边迟逄邓邢邬邱邵邸邹郁郎郑郝郭鄢金钟钱闫闵阎阮阳陆陈\
    陶隋雷霍靳鞠韦韩顾颜饶马骆高魏鲁鲍麦黄黎齐龙龚",
);

/// Surnames of two characters, and the first ones of these that are no surnames by themselves. 东方 and 西门 are left out: most words with
/// them are no names.
const LONG_SURNAMES: [&str; 18] = [
    "欧阳", "司马", "上官", "诸葛", "皇甫", "令狐", "夏侯", "尉迟", "公孙", "慕容", "司徒", "宇文", "长孙", "端木",
    "申屠", "南宫", "钟离", "淳于",
];
static LONG_FIRSTS: HanSet = HanSet::of("长端淳");

/// A name of a person: two or three characters, the first a surname; or four, the first two a surname, or two names.
pub(crate) fn is_name(word: &str) -> bool {
    // most words do not begin with a surname
    let may_be = SURNAMES.begins(word);
    if !may_be && !LONG_FIRSTS.begins(word) || !word.chars().all(is_han) {
        return false;
    }
    let is_long = || LONG_SURNAMES.iter().any(|surname| word.starts_with(surname));
    match word.chars().take(5).count() {
        2 => may_be,
        3 => may_be || is_long(),
        4 => is_long() || are_names(word),
        _ => false,
    }
}

/// Bylines, credits and rows of names, by a small parser over words: no word is looked at twice. `may_name_writer`: whether a word
/// of [`WRITERS`] may be there.
pub(super) fn byline(text: &str, may_name_writer: bool) -> Cues {
    let mut cues = Cues::default();
    let mut bare = text;
    if !begins_in_character(text) {
        bare = text.trim_start_matches(['■', '□', '▲', '△', '◆', '◇', '●', '▼', '★', '◎', ' ']);
    }
    if let Some(photographer) = behind_agency(bare) {
        bare = photographer;
    }
    let bracketed = bare.starts_with(['（', '(', '【', '〔']) && bare.ends_with(['）', ')', '】', '〕']);
    let core = if begins_in_character(bare) && ends_in_character(bare) {
        bare
    } else if let Some((name, office)) = named_with_office(bare) {
        if TITLE_ENDS.ends(office) {
            cues.set(Cues::BYLINE);
            return cues;
        }
        name
    } else {
        bare.trim_matches(['（', '）', '(', ')', '【', '】', '〔', '〕', ' '])
    };
    if bracketed && (core.starts_with("作者") || core.starts_with("本文") || core.ends_with("提供")) {
        cues.set(Cues::BYLINE);
        cues.set_if(Cues::CREDIT, core.ends_with("提供"));
        return cues;
    }
    if is_photo_of_old(text)
        || core.starts_with("图片由")
        || core.starts_with("图为") && core.ends_with('摄')
        || core.starts_with("资料图")
    {
        cues.set(Cues::BYLINE);
        cues.set(Cues::CREDIT);
        return cues;
    }
    let source = source(core, bracketed);
    if source.has(Cues::BYLINE) {
        return source;
    }
    let is_labelled = core.contains(['/', '／', '：', ':']);
    let (mut names, mut writers, mut others, mut single, mut works, mut photo) = (0, 0, 0, 0, 0, false);
    let (mut both, mut wrote) = (false, false);
    let mut glued_work = core;
    let works_at_end = if ends_in_work(core) { &WORKS[..] } else { &[] };
    for (n, work) in works_at_end.iter().enumerate() {
        if let Some(rest) = core.strip_suffix(work) {
            (works, photo, both, glued_work) = (1, n < PHOTO_WORKS, n < BOTH_WORKS, without_place(rest.trim_end()));
            break;
        }
    }
    let parts = |c: char| matches!(c, ' ' | '\u{3000}' | '/' | '／' | '：' | ':' | '、' | '·' | '\u{a0}');
    for word in glued_work.split(parts).filter(|w| !w.is_empty()) {
        if others > u32::from(bracketed) {
            return cues; // what comes of it is nothing, whatever follows
        }
        let writer = if may_name_writer { WRITER.find(word) } else { None };
        let writer = writer.map(|found| (found.start(), found.len()));
        match writer {
            Some((at, len)) => {
                let (title, rest) = (word.get(..at).unwrap_or_default(), word.get(at + len..).unwrap_or_default());
                if title.chars().count() <= 8 && (rest.is_empty() || is_glued_names(rest)) {
                    writers += 1;
                    names += u32::from(!rest.is_empty() || of_a_paper(title, word));
                } else {
                    others += 1;
                }
            }
            None if is_name(word) => names += 1,
            // 记者 张三李四
            None if writers > 0 && (are_names(word) || is_name_behind_office(word)) => names += 1,
            // 通讯员 县文化馆 周远
            None if writers > 0 && ends_as_organisation(word) => {}
            // elsewhere it is what a program does: 编译安装
            None if works > 0 && word.strip_prefix("编译").is_some_and(is_glued_names) => {
                writers += 1;
                names += 1;
            }
            None if matches!(word, "文" | "图" | "摄影" | "摄") => {
                writers += 1;
                if word == "文" {
                    wrote = true;
                } else {
                    photo = true;
                }
            }
            // 文/周远图/陈禾
            None if is_labelled && word.strip_suffix('图').is_some_and(is_name) => {
                (names, writers, photo) = (names + 1, writers + 1, true);
            }
            None if is_labelled && did(word).is_some() => {
                writers += 1;
                photo |= did(word) == Some(true);
            }
            None if names > 0 && drew(word) => {
                writers += 1;
                photo = true;
            }
            // 清水晚报·清水新闻记者 周远
            None if may_name_writer && is_medium(word) => {}
            None if is_one_character(word) => single += 1,
            None => others += 1,
        }
    }
    names += single / 2; // 黄 新: a name set wide
    let odd = single % 2;
    if others == 0 && odd == 0 && (writers > 0 || works > 0 && photo) && names > 0 {
        cues.set(Cues::BYLINE);
        // 文/… 图/… names the writer too
        cues.set_if(Cues::CREDIT, photo && !wrote);
        cues.set_if(Cues::BOTH, both);
    } else if others == 0 && odd == 0 && works > 0 && names > 0 && writers > 0 {
        cues.set(Cues::BYLINE);
    } else if names > 0 && bracketed && others <= 1 {
        cues.set(Cues::BRACKET_NAMES);
    } else if others == 0 && odd == 0 && names > 0 && works == 0 {
        cues.set(Cues::NAMES);
    }
    cues
}

/// Whether the line says of a photograph that it is an old one, and whose: （资料照，记者周远摄）. It is a credit with a comma.
pub(super) fn is_photo_of_old(text: &str) -> bool {
    text.starts_with("（资料") && text.ends_with("摄）")
}

/// The line without the place that a report is from: 记者 周远／台北 报导. It stands behind a stroke, and is short.
fn without_place(text: &str) -> &str {
    let Some((before, place)) = text.rsplit_once(['/', '／']) else { return text };
    let is_place = !matches!(before, "文" | "图") && place.chars().count() <= LONGEST_PLACE;
    if is_place && !is_name(place) { before } else { text }
}

/// Characters of the longest place that a report is from, set by hand: 华盛顿, 综合外电.
const LONGEST_PLACE: usize = 4;

/// A name, and in brackets behind it who that is: 周远（清水大学教授）.
fn named_with_office(text: &str) -> Option<(&str, &str)> {
    let (name, office) = text.strip_suffix(['）', ')'])?.split_once(['（', '('])?;
    (is_name(name) && OFFICE_OF.contains(&office.chars().count()) && office.chars().all(is_han))
        .then_some((name, office))
}

/// The last characters of what a writer may be: 教授, 主任, 校长, 研究员, 作家, 经理, 书记.
static TITLE_ENDS: HanSet = HanSet::of("授任长员师家者士生人理记");

/// Characters of an office that stands in brackets behind a writer's name, set by hand: fewer are 图片, 左一.
const OFFICE_OF: RangeInclusive<usize> = 4..=20;

fn is_one_character(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(is_han) && chars.next().is_none()
}

/// Names that lost the spaces between them: two to nine characters, the first a surname.
pub(crate) fn is_glued_names(word: &str) -> bool {
    let len = word.chars().count();
    (2..=9).contains(&len) && word.chars().all(is_han) && SURNAMES.begins(word)
}

/// Whether a word is names, and before them who that is: 县文化馆周远, 清水银行行长陈禾.
fn is_name_behind_office(word: &str) -> bool {
    let mut places = word.char_indices().skip(*OFFICE_OF.start() - 1).take(*OFFICE_OF.end());
    places.any(|(at, _)| {
        let (office, names) = word.split_at(at);
        (is_name(names) || are_names(names)) && (TITLE_ENDS.ends(office) || ends_as_organisation(office))
    })
}

/// Whether a word with that title is a paper's commentator.
fn of_a_paper(title: &str, word: &str) -> bool {
    word.ends_with(COMMENTATOR) && NEWS.iter().any(|paper| title.starts_with(paper))
}

/// Names without a space between: two, three, four.
fn are_names(word: &str) -> bool {
    word.chars().take(MOST_GLUED + 1).count() <= MOST_GLUED
        && [2, 3, 4].iter().any(|&first| {
            word.char_indices().nth(first).is_some_and(|(at, _)| {
                let (one, others) = word.split_at(at);
                is_name(one) && (is_name(others) || are_names(others))
            })
        })
}

/// Characters of the longest names that are looked for without spaces between: four of three. Each may end at three places.
const MOST_GLUED: usize = 12;

/// Where a byline begins that runs on behind the end of a sentence: the byte behind the sentence's last mark. And what it is.
pub(crate) fn run_on(text: &str) -> Option<(usize, Cues)> {
    let last = Class::of(text.chars().next_back()?);
    if !matches!(last, Class::Han | Class::CloseBracket) {
        return None;
    }
    let cut = behind_sentence(text).or_else(|| behind_open_sentence(text))?;
    // the byline is set apart: a credit without a space before it belongs to its sentence
    let rest = text.get(cut..)?;
    let tail = rest.trim_start();
    if tail.is_empty() || rest.len() == tail.len() {
        return None;
    }
    let mut cues = Cues::default();
    if !tail.contains(['。', '；', '！', '？', '，', '“']) {
        cues = byline(tail, Words::of(tail).has(Words::WRITER));
        // where it stands says what a line by itself would not
        cues.set_if(Cues::NAMES, !cues.is_byline() && is_signature(tail));
    }
    cues.is_byline().then_some((cut, cues))
}

/// Whether these are words of a signature, if it is known that one may stand here: a role, and names of any kind; or an office or a
/// title of any kind, and names.
fn is_signature(tail: &str) -> bool {
    let mut words = tail.split_whitespace();
    let Some(first) = words.next() else { return false };
    let is_plain = |word: &str| (2..=LONGEST_OFFICE).contains(&word.chars().count()) && word.chars().all(is_han);
    let has_role = WRITERS.iter().any(|role| first.ends_with(role));
    let mut names = words.clone().peekable();
    is_plain(first)
        && names.peek().is_some()
        && names.all(|word| {
            if has_role { is_plain(word) || is_name_behind_office(word) } else { is_name(word) || is_glued_names(word) }
        })
        && words.count() <= MOST_NAMES
}

/// The longest office or title before a name, in characters, and the most names behind it. Within these bounds 106 signatures were
/// found on 1,850 texts of printed and simulated pages, and each was a byline of the page as printed.
const LONGEST_OFFICE: usize = 10;
const MOST_NAMES: usize = 4;

/// The byte behind the last mark that ends a sentence, or the last closing bracket: bylines are short, and have no comma.
fn behind_sentence(text: &str) -> Option<usize> {
    for (seen, (at, c)) in text.char_indices().rev().enumerate() {
        let end = at + c.len_utf8();
        if seen > LONGEST_BYLINE as usize || seen > 0 && matches!(c, '，' | '；' | '、' | ',') {
            return None;
        }
        if matches!(c, '。' | '！' | '？' | '”' | '…' | '!' | '?') || c == '）' && end < text.len() {
            return (end < text.len()).then_some(end);
        }
    }
    None
}

/// The byte before the white space that a writer's word stands behind: the end of a sentence whose last line was lost.
fn behind_open_sentence(text: &str) -> Option<usize> {
    let word = if Words::of(text).has(Words::WRITER) { WRITER.find(text)? } else { return None };
    let before = text.get(..word.start())?;
    let space = before.rfind(' ')?;
    let body = before.get(..space)?;
    let title = before.get(space + 1..)?;
    (title.chars().count() <= 4 && body.chars().count() >= SHORTEST_BODY && !body.contains(' ')).then_some(space)
}

/// Characters of a line's text before a byline that runs on behind an open sentence: fewer may be names and offices.
const SHORTEST_BODY: usize = 10;

/// Whether the line ends as the words of [`WORKS`] do.
pub(super) fn ends_in_work(text: &str) -> bool {
    WORK_ENDS.ends(text)
}

static WORK_ENDS: HanSet = HanSet::of("摄影道导图文理写译供");
