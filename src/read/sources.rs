//! Sources: what a line says of where a text or a picture is from, without a person's name; and words that say what somebody did.

use super::class::{HanSet, is_han};
use super::cues::Cues;
use super::datelines::NEWS;

/// What a line is that names a source and nobody: 据新华社 a byline, 新华社发 and 受访者供图 a credit; in brackets 新华社电 and 本报综合 as well.
/// `core` is the line without marks around it.
pub(super) fn source(core: &str, bracketed: bool) -> Cues {
    let mut cues = Cues::default();
    let given = core.strip_suffix("供图");
    if given.is_some_and(|giver| GIVER.contains(&giver.chars().count()) && is_word(giver)) {
        cues.set(Cues::BYLINE);
        cues.set(Cues::CREDIT);
    } else if let Some(agency) = core.strip_suffix('发') {
        // it gives photographs out
        let is_credit = NEWS.contains(&agency);
        cues.set_if(Cues::BYLINE, is_credit);
        cues.set_if(Cues::CREDIT, is_credit);
    } else {
        let named = core.strip_prefix('据');
        let medium = named.unwrap_or(core);
        // without brackets it opens a text: 据新华社电
        let told = ["报道", "消息", "电"].iter().find_map(|word| medium.strip_suffix(word)).filter(|_| bracketed);
        cues.set_if(Cues::BYLINE, (bracketed || named.is_some()) && is_medium(told.unwrap_or(medium)));
        cues.set_if(Cues::BYLINE, bracketed && (core.starts_with("综合") || core.ends_with("综合")));
    }
    cues
}

/// The photographer in brackets behind an agency that gives his photograph out: 新华社发（周远摄）.
pub(super) fn behind_agency(text: &str) -> Option<&str> {
    let (agency, photographer) = text.split_once('发')?;
    (NEWS.contains(&agency) && photographer.starts_with(['（', '('])).then_some(photographer)
}

/// Characters of whoever gives a photograph, set by hand: 受访者, 视觉中国, CFP.
const GIVER: std::ops::RangeInclusive<usize> = 3..=8;

fn is_word(text: &str) -> bool {
    text.chars().all(|c| is_han(c) || c.is_ascii_alphanumeric())
}

/// Whether a name is that of a paper, an agency, a site: by its last character, or by its quotes.
pub(super) fn is_medium(name: &str) -> bool {
    MEDIA_ENDS.ends(name) && MEDIUM.contains(&name.chars().count()) && name.chars().all(is_han)
        || name.starts_with('《') && name.ends_with('》')
}

/// Characters of the name of a paper, an agency, a site, set by hand.
const MEDIUM: std::ops::RangeInclusive<usize> = 3..=8;
static MEDIA_ENDS: HanSet = HanSet::of("报网社台刊");

/// What somebody did who is named behind a stroke or a colon: 作者：, 插图/. `Some(true)` if it is a picture.
pub(super) fn did(label: &str) -> Option<bool> {
    const TEXTS: [&str; 9] = ["作者", "采写", "撰文", "口述", "整理", "文字", "执笔", "翻译", "编译"];
    const PICTURES: [&str; 7] = ["供图", "图片", "插图", "插画", "漫画", "绘图", "书法"];
    if TEXTS.contains(&label) { Some(false) } else { PICTURES.contains(&label).then_some(true) }
}

/// Whether somebody drew or wrote by hand, by the word behind his name: 周远 画.
pub(super) fn drew(word: &str) -> bool {
    matches!(word, "画" | "绘" | "作" | "书")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(core: &str, bracketed: bool) -> (bool, bool) {
        let cues = source(core, bracketed);
        (cues.has(Cues::BYLINE), cues.has(Cues::CREDIT))
    }

    #[test]
    fn a_source_is_a_paper_or_an_agency_that_is_said_to_be_one() {
        for core in ["据新华社", "据清水晚报", "据《清水晚报》"] {
            assert_eq!(kinds(core, false), (true, false), "{core}");
        }
        for core in ["新华社", "清水晚报", "据清水村", "据了解", "据新华社电", "本报综合", "综合报道"]
        {
            assert_eq!(kinds(core, false), (false, false), "{core}");
        }
        for core in ["新华社", "清水晚报", "据新华社电", "据清水网消息", "本报综合", "综合清水晚报、新华社报道"]
        {
            assert_eq!(kinds(core, true), (true, false), "{core}");
        }
        assert_eq!(kinds("清水村", true), (false, false));
    }

    #[test]
    fn a_photograph_is_given_out_by_an_agency_or_by_somebody_unnamed() {
        for core in ["新华社发", "受访者供图", "清水镇供图", "CFP供图"] {
            assert_eq!(kinds(core, false), (true, true), "{core}");
        }
        for core in ["新灯发", "供图", "请人供图的路灯队，供图", "本报讯供图的路灯照片要供图"]
        {
            assert_eq!(kinds(core, false), (false, false), "{core}");
        }
        assert_eq!(behind_agency("新华社发（周远摄）"), Some("（周远摄）"));
        assert_eq!([behind_agency("清水村发（周远摄）"), behind_agency("新华社发周远摄")], [None; 2]);
    }
}
