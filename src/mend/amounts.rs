//! Amounts: parts of a line that name something and, behind a space, how much of it: 蒜 4瓣，青椒 1个，盐 少许; 陈立 31分 8篮板. Nobody
//! else sets such spaces.

use super::spaces::is_white;
use crate::read::class::is_han;

// Set on recipes, score sheets and price lists that were written for it; of the blocks of 1,850 texts of newspaper pages none is taken for one.

/// Parts from which on a line is such a list.
const PARTS: usize = 2;
/// The longest name, or amount, in characters.
const LONGEST: usize = 5;
/// A name and at most so many amounts.
const PIECES: usize = 3;

/// Whether the text, a line without the end of a sentence, lists amounts: every part with a space in it is a short name and what there
/// is of it, a number in one of two, and so are half of the parts.
pub(super) fn lists_amounts(text: &str) -> bool {
    let (mut all, mut named, mut counted) = (0, 0, 0);
    for part in text.split(['，', '、', '；', '：', ',', ';', ':', '。', '\n']).map(|part| part.trim_matches(is_white))
    {
        all += usize::from(!part.is_empty());
        if !part.contains(is_white) {
            continue;
        }
        let mut pieces = part.split(is_white).filter(|piece| !piece.is_empty());
        let (mut count, mut is_counted) = (0, false);
        let short = pieces.all(|piece| {
            count += 1;
            is_counted |= piece.starts_with(|c: char| c.is_numeric());
            piece.chars().count() <= LONGEST
        });
        if !short || count > PIECES || !part.starts_with(is_han) {
            return false;
        }
        (named, counted) = (named + 1, counted + usize::from(is_counted));
    }
    named >= PARTS && named * 2 >= all && counted * 2 >= named
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_amounts_are_a_list_of_them() {
        for text in ["配料：蒜 4瓣，青椒 1个，葱花 少许", "东河队：陈立 31分 8篮板，周远 22分 5助攻", "盐 2勺、糖 半勺"]
        {
            assert!(lists_amounts(text), "{text}");
        }
        for text in [
            "蒜 4瓣",
            "蒜 4瓣，青椒1个",
            "镇里的路 灯亮了，老人 停下来看",
            "治 国 理 政，从 严 治 党",
            "蒜 4瓣，青椒 1个，洗净，切好，下锅",
            "4瓣 蒜，1个 青椒",
            "老人停下来看路灯 亮了，孩子 跑过来",
        ] {
            assert!(!lists_amounts(text), "{text}");
        }
    }
}
