//! Names that stand in the text: behind a role, in brackets, or in a list behind the last sentence. The spaces between them are right.

use super::Sheet;
use super::spaces::{Space, is_white};
use crate::read::ReadBlock;
use crate::read::class::{HanSet, is_han, is_wide_mark};
use crate::read::is_name as is_whole_name;

/// Roles that names stand behind.
const ROLES: [&str; 14] = [
    "记者",
    "通讯员",
    "实习生",
    "特约员",
    "作者",
    "摄影",
    "摄",
    "评论员",
    "编辑",
    "本报讯",
    "文/图",
    "图/文",
    "文图",
    "摄影报道",
];

/// The last characters of the roles.
static ROLE_ENDS: HanSet = HanSet::of("者员生影摄辑讯图文道");

fn ends_in_role(word: &str) -> bool {
    // most end as no role does
    word.ends_with(|c| ROLE_ENDS.has(c)) && ROLES.iter().any(|role| word.ends_with(role))
}

fn is_name(c: char) -> bool {
    is_han(c) || matches!(c, '·' | '/')
}

/// Longest list of names at a block's end, in bytes.
const NAMES_REACH: usize = 240;

/// Where a list of names begins that the block ends in, its first space included; the block's end where there is none. It
/// stands behind the last mark: either it begins with a role, or it is of two names or more of two to four characters.
pub(super) fn names_from(sheet: &Sheet<'_>, block: ReadBlock) -> u32 {
    let none = block.span.end;
    let text = block.span.of(sheet.text);
    let mut from = text.len().saturating_sub(NAMES_REACH);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let reach = text.get(from..).unwrap_or_default();
    let mark = |c: char| is_wide_mark(c) && c != '·' || matches!(c, ',' | '.' | ';' | ':' | '!' | '?' | '"' | ')');
    let Some((at, c)) = reach.char_indices().rev().find(|&(_, c)| mark(c)) else { return none };
    let tail = at + c.len_utf8();
    let list = reach.get(tail..).unwrap_or_default();
    // A role with a space on either side, and names to the end, also where the sentence before it lost its own.
    let (mut names, mut signed, mut end) = (0, None, list.len());
    for (at, gap) in list.rmatch_indices(is_white) {
        let word = list.get(at + gap.len()..end).unwrap_or_default();
        let len = word.chars().count();
        end = at;
        if !word.chars().all(is_name) || len > 6 {
            break;
        }
        if ends_in_role(word) && names > 0 {
            signed = Some(at);
        } else if len > 4 {
            break;
        }
        names += usize::from(len > 0);
    }
    if let Some(at) = signed {
        return block.span.start + (from + tail + at) as u32;
    }
    let (mut count, mut named, mut role) = (0, 0, false);
    for word in list.split(is_white).filter(|word| !word.is_empty()) {
        let len = word.chars().count();
        role |= count < 2 && ends_in_role(word);
        count += 1;
        if !word.chars().all(is_name) || len > 12 {
            return none;
        }
        named += usize::from((2..=4).contains(&len));
    }
    let apart = list.starts_with(is_white);
    let list_of_names = count >= 2 && named == count && (apart || c == '：' || c == ':');
    if count > 0 && (role && (apart || count >= 2) || list_of_names) {
        return block.span.start + (from + tail) as u32;
    }
    none
}

/// How far a name is looked at on either side, in characters.
const REACH: usize = 24;

/// Whether the space stands behind a role, or between the names behind it, at the head of （） or of a line: （记者 张三
/// 通讯员 李四）. A line end that is taken away is no head: what is mended reads the same way again.
pub(super) fn in_names(sheet: &Sheet<'_>, space: &Space) -> bool {
    // from the space backwards
    let mut back = ['\0'; REACH];
    let mut len = 0;
    for c in sheet.chars_before(space.span.start) {
        match c {
            '\n' | '\x0c' => break,
            c if is_han(c) || c == '·' || is_white(c) => match back.get_mut(len) {
                Some(place) => (*place, len) = (c, len + 1),
                None => return false,
            },
            // Behind a sentence and a space: 。 通讯员 张三.
            c if closes(c) && len.checked_sub(1).and_then(|n| back.get(n)).is_some_and(|c| is_white(*c)) => break,
            '（' | '(' | '■' | '□' | '▲' => break,
            _ => return false,
        }
    }
    let mut words = back.get(..len).unwrap_or_default().split(|c| is_white(*c));
    words.any(|word| {
        // most end as no role does
        let ends_in = |role: &&str| {
            let mut word = word.iter();
            role.chars().rev().all(|c| word.next() == Some(&c))
        };
        word.first().is_some_and(|&last| ROLE_ENDS.has(last)) && ROLES.iter().any(ends_in)
    })
}

/// Whether the space stands between the end of a sentence and a role with a name behind it: 。 通讯员 张三. What it opens would lose
/// its own space without it.
pub(super) fn opens_names(sheet: &Sheet<'_>, space: &Space) -> bool {
    if !sheet.chars_before(space.span.start).next().is_some_and(closes) {
        return false;
    }
    let text: String = sheet.chars_after(space.span.end).take(REACH).collect();
    let mut words = text.split(is_white);
    words.next().is_some_and(|word| word.chars().all(is_han) && ends_in_role(word))
        && words.next().is_some_and(|word| word.starts_with(is_han))
}

/// Whether the word is as long as a name, whatever it begins with.
fn may_be_name(word: &str) -> bool {
    (2..=4).contains(&word.chars().count()) && word.chars().all(is_han)
}

/// Whether the space stands among names in brackets that sign a text or a photograph: （张三 李四） behind the last sentence of a
/// block, （张三 摄） and （记者张三 李四） anywhere.
pub(super) fn in_signature(sheet: &Sheet<'_>, block: ReadBlock, space: &Space) -> bool {
    let text = block.span.of(sheet.text);
    let (before, behind) = text.split_at((space.span.start - block.span.start) as usize);
    let Some((sentence, first)) = before.rsplit_once('（') else { return false };
    let Some((last, rest)) = behind.split_once('）') else { return false };
    let role = last.split(is_white).next_back().is_some_and(ends_in_role);
    let names = first.split(is_white).chain(last.split(is_white)).filter(|word| !word.is_empty());
    // （记者张三 通讯员李四）, at the head of a report
    let bare = |word| ROLES.iter().find_map(|role| str::strip_prefix(word, role)).unwrap_or(word);
    let signed = names.clone().any(|word| bare(word).len() < word.len());
    if signed && names.clone().all(|word| bare(word).is_empty() || may_be_name(bare(word))) {
        return true;
    }
    (role || rest.is_empty() && sentence.trim_end().ends_with(|c| is_end(c) || matches!(c, '”' | '」')))
        && names.clone().any(is_whole_name)
        && names.filter(|word| !ends_in_role(word)).all(|word| is_whole_name(word) || may_be_name(word))
}

/// Whether names may stand behind the mark, after a space: a sentence ends there, or a quote or a bracket does.
fn closes(c: char) -> bool {
    is_end(c) || matches!(c, '”' | '）')
}

fn is_end(c: char) -> bool {
    matches!(c, '。' | '！' | '？')
}

#[cfg(test)]
mod tests {
    use super::super::one_block;
    use super::super::spaces::between;
    use super::*;

    #[test]
    fn every_role_ends_as_roles_do() {
        let ends: Vec<bool> = ROLES.iter().map(|role| role.ends_with(|c| ROLE_ENDS.has(c))).collect();
        assert_eq!(ends, [true; ROLES.len()]);
    }

    #[test]
    fn names_stand_behind_the_last_mark() {
        // what stands before the names, and the names with their space
        for (text, names) in [
            ("桃花开了。", " 通讯员 林舟 陈禾"),
            ("桃花开了。", "通讯员 林舟"),
            ("桃花开了。", " 林舟 陈禾"),
            ("编辑：", "林舟 陈禾"),
            ("看花，桃花开了", " 记者 林舟"),
            ("看花，桃花开了", " 本报记者 林舟 通讯员 陈禾"),
            ("看花。", " 阿·林舟 陈禾"),
            ("看花，桃花开了", " 本报特约记者 林舟"),
            ("看花，", "桃花开了 本报特约女记者 林舟"), // no role is so long, but a word that ends in one is
            ("桃花开了。林舟 陈禾", ""),
            ("桃花开了。 林舟", ""),
            ("桃花开了 林舟 陈禾", ""),
            ("看花，桃花 开了", ""),
            ("看花。 山前村的桃花节 林舟", ""),
            ("看花。 林舟 2人", ""),
        ] {
            let all = format!("{text}{names}");
            let from = one_block(&all, names_from) as usize;
            assert_eq!(&all[from..], names, "{all}");
        }
    }

    #[test]
    fn a_space_opens_names_behind_a_sentence_alone() {
        let opens = |text: &str| {
            let first = |sheet: &Sheet<'_>| between(sheet, |_, _| true).first().map(|space| opens_names(sheet, space));
            one_block(text, |sheet, _| first(sheet)).unwrap()
        };
        for signed in ["桃花开了。 通讯员 林舟来稿", "“桃花开了” 本报记者 林舟", "桃花开了（图） 摄影 林舟"]
        {
            assert!(opens(signed), "{signed}");
        }
        for not in [
            "桃花开了 通讯员 林舟",
            "桃花开了， 通讯员 林舟",
            "桃花开了。 通讯员。",
            "桃花开了。 山前村 林舟",
            "桃花开了。 通讯员 2人",
        ] {
            assert!(!opens(not), "{not}");
        }
    }
}
