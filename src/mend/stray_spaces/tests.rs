//! Verse and letters set wide, on texts that are one block; and spaces of a page, one by one.

use super::super::one_block;
use super::*;

#[test]
fn clauses_of_one_length_behind_their_spaces_are_verse() {
    let verse = |text: &str| one_block(text, |sheet, block| Pieces::of(sheet, block).is_verse());
    assert!(verse("床前明月光， 疑是地上霜。"));
    assert!(verse("春花秋月 何时了了"));
    assert!(!verse("床前明月光，疑是地上霜，举头望明月， 低头思故乡。"), "more marks without a space than with one");
    assert!(!verse("床前明月光， 疑是地上的霜。"), "of two lengths");
    assert!(!verse("床前月， 地上霜。"), "of three characters");
    assert!(!verse("床前明月光"), "one clause");
    assert!(verse(&format!("{0}， {0}。", "光".repeat(8))) && !verse(&format!("{0}， {0}。", "光".repeat(9))));
}

#[test]
fn a_block_is_spread_where_half_its_pieces_are_single_characters() {
    let spread = |text: &str| one_block(text, |sheet, block| Pieces::of(sheet, block).is_spread());
    assert!(spread("山 前 村 桃"));
    assert!(!spread("山 前 村"), "three may be seals");
    assert!(spread("山 前 村 桃 花节 今天 开幕 看花") && !spread("山 前 村 桃 花节 今天 开幕 看花 吃饭"));
}

#[test]
fn words_set_apart_may_be_names_of_offices() {
    let segmented = |text: &str| one_block(text, |sheet, block| Pieces::of(sheet, block).is_segmented());
    assert!(segmented("老林 在 东河实验中学 门口 开 了 三十 年 船"));
    assert!(!segmented("老林 在 东河实验中学的大门 口开 了 三十 年 船"), "a word of nine characters");
    assert!(
        !segmented("老林在门口 开了三十年 的船桥通了 他也退休 了就在桥 头看水 流看人来 人往"),
        "of more than three in the mean"
    );
}

/// What becomes of a line below prose that spaces part, or that they do not.
fn mended(is_parted: bool, line: &str) -> String {
    let prose = if is_parted {
        "镇里的路 灯亮了，老 人停下来看，孩 子跑过来。"
    } else {
        "镇里的路灯亮了，老人停下来看，孩子跑过来。"
    };
    let mended = crate::repair_str(&format!("{prose}\n\n{line}\n")).into_owned();
    mended.split_once("\n\n").map(|(_, line)| line.trim_end_matches('\n').to_owned()).unwrap_or_default()
}

fn become_so(is_parted: bool, lines: &[(&str, &str)]) {
    let mended = |line: &str| mended(is_parted, line);
    let wrong = lines.iter().filter(|(line, want)| mended(line) != *want).map(|(line, _)| (*line, mended(line)));
    assert_eq!(wrong.collect::<Vec<_>>(), []);
}

#[test]
fn spaces_amid_a_parted_sentence() {
    become_so(
        true,
        &[
            ("灯亮 了，老人停下来看 。", "灯亮了，老人停下来看。"),
            ("他说 ：“灯亮了”，老人都停下来看了。", "他说：“灯亮了”，老人都停下来看了。"),
            ("他说：“ 灯亮了 ”，老人都停下来看了。", "他说：“灯亮了”，老人都停下来看了。"),
            ("他说 “灯亮了” 就走了，老人都停下来看了。", "他说“灯亮了”就走了，老人都停下来看了。"),
            ("灯亮了， 老人停下来。", "灯亮了，老人停下来。"),
            ("灯亮了。 老人停下来，老人都停下来看了。", "灯亮了。老人停下来，老人都停下来看了。"),
            ("灯亮了 、路也好走，老人都停下来看了。", "灯亮了、路也好走，老人都停下来看了。"),
            ("《 晚报 》说灯亮 了，老人都停下来看了。", "《晚报》说灯亮了，老人都停下来看了。"),
            ("（见 图）灯亮 了，老人都停下来看了。", "（见图）灯亮了，老人都停下来看了。"),
            ("灯 （见图）亮 了，老人都停下来看了。", "灯（见图）亮了，老人都停下来看了。"),
            ("灯 —— 亮 了，老人都停下来看了。", "灯——亮了，老人都停下来看了。"),
            ("【湖东】 灯亮 了，老人都停下来看了。", "【湖东】 灯亮了，老人都停下来看了。"),
            ("灯亮 了。 记者 陈穗 梁禾", "灯亮了。 记者 陈穗 梁禾"),
            ("灯亮 了（记者 陈穗 梁禾），老人都停下来看了。", "灯亮了（记者 陈穗 梁禾），老人都停下来看了。"),
            ("“夜里亮灯 清早熄灯”的步道亮 了，老人都停下来看了。", "“夜里亮灯 清早熄灯”的步道亮了，老人都停下来看了。"),
            ("“夜里 亮灯”的步道亮 了，老人都停下来看了。", "“夜里亮灯”的步道亮了，老人都停下来看了。"),
            (
                "“夜里亮灯 清早熄灯 人人安心”亮 了，老人都停下来看了。",
                "“夜里亮灯 清早熄灯 人人安心”亮了，老人都停下来看了。",
            ),
            ("“夜里亮灯 清早就熄灯了”亮 了，老人都停下来看了。", "“夜里亮灯清早就熄灯了”亮了，老人都停下来看了。"),
            ("互联网 +路灯亮 了，老人都停下来看了。", "互联网+路灯亮了，老人都停下来看了。"),
            ("12月4日 星期四灯亮 了，老人都停下来看了。", "12月4日 星期四灯亮了，老人都停下来看了。"),
            ("第一条 路灯亮 了，老人都停下来看了。", "第一条 路灯亮了，老人都停下来看了。"),
            ("12月4日电 灯亮 了，老人都停下来看了。", "12月4日电 灯亮了，老人都停下来看了。"),
            ("一、 路灯亮 了，老人都停下来看了。", "一、 路灯亮了，老人都停下来看了。"),
            ("十一、 路灯亮 了，老人都停下来看了。", "十一、 路灯亮了，老人都停下来看了。"),
        ],
    );
}

#[test]
fn spaces_amid_a_sentence_that_none_parts() {
    become_so(
        false,
        &[
            ("灯亮了 ，老人都停下来看了。", "灯亮了，老人都停下来看了。"),
            ("灯亮了， 走。", "灯亮了，走。"),
            ("灯亮了 ，走 。", "灯亮了，走。"),
            ("灯亮了。 老人说“走” 就走了，老人都停下来看了。", "灯亮了。 老人说“走” 就走了，老人都停下来看了。"),
            ("他说 “灯亮了” 就走了，老人都停下来看了。", "他说 “灯亮了” 就走了，老人都停下来看了。"),
            ("灯 — 亮了，老人都停下来看了。", "灯 — 亮了，老人都停下来看了。"),
            ("灯（见图） 亮了，老人都停下来看了。", "灯（见图） 亮了，老人都停下来看了。"),
            ("【湖东】 亮了，老人都停下来看了。", "【湖东】 亮了，老人都停下来看了。"),
        ],
    );
}

/// On a page whose author spaces numbers and Latin words, a quote or a bracket keeps its space beside these, and no other does.
#[test]
fn spaces_beside_quotes_of_latin_words_are_the_authors_where_all_seams_have_them() {
    let author = "镇里有 3 个湖 5 座桥 8 条路 12 盏灯 20 位老人 30 名孩子，路 上人多。";
    let mended = |line: &str| {
        let mended = crate::repair_str(&format!("{author}\n\n{line}\n")).into_owned();
        mended.split_once("\n\n").map(|(_, line)| line.trim_end_matches('\n').to_owned()).unwrap_or_default()
    };
    let latin = "他换了 “LED” 灯泡，又换了 （LED） 灯泡，都亮了。";
    assert_eq!(mended(latin), latin);
    assert_eq!(
        mended("他换了 “路灯” 灯泡，又换了 （路灯） 灯泡，都亮了。"),
        "他换了“路灯”灯泡，又换了（路灯）灯泡，都亮了。"
    );
}

#[test]
fn spaces_that_hardly_part_what_goes_together_stand_for_commas() {
    let parted = |together: usize, others: usize| {
        part_clauses(&[vec![('人', '民'); together], vec![('灯', '要'); others]].concat())
    };
    assert!(parted(1, 15) && !parted(2, 14), "one in eight");
    assert!(!parted(0, 15), "fewer say nothing");
}
