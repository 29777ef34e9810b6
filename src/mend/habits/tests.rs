//! What a page is like, on small pages.

use super::*;
use crate::read::{Reading, signs};

/// The habits of a page whose blocks are given as text: a block may hold line ends.
fn with<T>(blocks: &[&str], ask: impl Fn(&Habits) -> T) -> T {
    let text = blocks.join("\n\n");
    let mut at = 0;
    let blocks = blocks.iter().map(|block| {
        let span = Span::new(at, at + block.len() as u32);
        at = span.end + 2;
        ReadBlock::new(span, Kind::Para, 0)
    });
    let reading = Reading { blocks: blocks.collect(), ..Reading::default() };
    ask(&Habits::of(&Sheet::new(&text, &signs::of(&text), &reading)))
}

#[test]
fn a_heading_flows_where_its_marks_are_those_of_sentences() {
    let look = |stops, clauses, han| Look { stops, clauses, han, ..Look::default() };
    let flows = |kind, look: Look| look.flows(kind);
    assert!(flows(Kind::Headline, look(1, 1, 9)));
    assert!(!flows(Kind::Headline, look(1, 0, 9)), "one mark");
    assert!(!flows(Kind::Headline, look(0, 2, LONGEST_HEADING)), "as long as headings are");
    assert!(flows(Kind::Headline, look(0, 2, LONGEST_HEADING + 1)));
    assert!(flows(Kind::Headline, look(0, 3, 9)));
    assert!(flows(Kind::Masthead, look(1, 1, 9)) && !flows(Kind::Masthead, look(1, 0, 9)));
    assert!(flows(Kind::Masthead, look(2, 0, 9)) && !flows(Kind::Masthead, look(0, 3, 99)));
    assert!(flows(Kind::Byline, look(1, 1, 9)));
    assert!(!flows(Kind::Byline, look(1, 0, 9)) && !flows(Kind::Credit, look(0, 2, 9)));
    assert!(flows(Kind::Para, look(0, 0, 1)) && flows(Kind::Fragment, look(0, 0, 1)));
}

#[test]
fn a_page_is_cut_where_one_paragraph_in_four_is() {
    let (cut, whole) = ("桃园两千\n亩，看花。", "桃园两千亩，看花。");
    assert!(with(&[cut, whole, whole, whole], |h| h.is_cut(0)));
    assert!(!with(&[cut, whole, whole, whole, whole], |h| h.is_cut(0)));
    assert!(with(&[cut, whole, whole, whole, "桃花节", "看花"], |h| h.is_cut(0)), "headings do not count");
    assert!(!with(&[whole], |h| h.is_cut(0)));
}

#[test]
fn seams_are_mixed_where_some_are_open_and_some_closed() {
    assert!(with(&["桃园 3 亩，看花5人。"], |h| h.mixes_seams));
    assert!(!with(&["桃园 3 亩，看花 5 人。"], |h| h.mixes_seams));
    assert!(!with(&["桃园3亩，看花5人。"], |h| h.mixes_seams));
}

#[test]
fn a_page_is_riddled_where_spaces_are_many_and_near() {
    // a hole, and `ground` characters
    let page = |holes: usize, ground: usize| {
        let piece = format!("桃 {}", "园".repeat(ground - 1));
        format!("{}。", piece.repeat(holes))
    };
    let riddled = |text: &str| with(&[text], |h| h.is_riddled);
    assert!(riddled(&page(HOLES as usize, GROUND as usize)));
    assert!(!riddled(&page(HOLES as usize - 1, GROUND as usize)));
    assert!(!riddled(&page(HOLES as usize, GROUND as usize + 1)));
    assert!(riddled(&page(HOLES as usize * 2, GROUND as usize)));
}

#[test]
fn what_has_neither_commas_nor_stops_is_not_riddled() {
    let films = ["船还没有来 天黑了！"; 2 * HOLES as usize];
    assert!(!with(&films, |h| h.is_riddled), "each line of a film has its gap");
    assert!(with(&["船还没有来 天黑了。"; 2 * HOLES as usize], |h| h.is_riddled));
}

#[test]
fn half_width_is_by_choice_where_all_marks_have_their_space() {
    let chosen = |text: &str| with(&[text], |h| h.sets_half_width);
    assert!(chosen("桃园, 看花, 吃饭"));
    assert!(!chosen("桃园,看花,吃饭"));
    assert!(!chosen("桃园, 看花，吃饭"), "a comma of full width");
    assert!(!chosen("桃园, 看花, 吃饭。"), "a stop of full width, and few marks");
    assert!(chosen(&format!("{}。", "桃园, ".repeat(MARKS_OF_CHOICE as usize + 1))));
}

#[test]
fn a_page_is_code_where_more_than_one_block_in_five_is() {
    let code = "if (x > 0) { y(); }";
    assert!(with(&[code, "桃园", "看花", "吃饭"], |h| h.is_code));
    assert!(!with(&[code, "桃园", "看花", "吃饭", "桃花"], |h| h.is_code));
}

#[test]
fn seams_are_spaced_by_choice_where_hardly_one_is_closed_and_no_sentence_is_broken() {
    let spaced = |blocks: &[&str]| with(blocks, |h| h.spaces_seams);
    let six = "桃园 3 亩，看花 5 人，吃饭 2 桌。";
    assert!(spaced(&[six]));
    assert!(spaced(&[six, "桃园 看花 吃饭"]), "a heading's halves break no sentence");
    assert!(!spaced(&[six, "桃 园开了。"]), "a broken sentence");
    assert!(!spaced(&[six, "看花\n吃饭。"]), "a column");
    assert!(!spaced(&[six, "看花3人。"]), "two closed of eight");
    assert!(spaced(&["桃园 3 亩，看花 5 人。"]), "four, and none closed");
    assert!(!spaced(&["桃园 3 亩，看花人 5。"]), "three");
    assert!(spaced(&["用 apt 安装。"]), "two around a Latin word");
}

#[test]
fn marks_of_code_and_of_logs_count() {
    let code = |block: &str| with(&[block], |h| h.look(0).code);
    for (block, count) in [
        ("12:30:45 桃园开了", 2),
        ("12:30 桃园开了", 0),
        ("桃园 12:30:45 开了", 0),
        ("// 桃园", 2),
        ("* 桃园", 2),
        ("# 桃园", 2),
        ("桃园 # 3", 0),
        ("桃园<b>看花</b>", 2),
        ("桃园<b>看花< /b>", 0),
        ("<b>桃园</b>", 4),
        ("<a id=\"桃\">", 5),
        ("{桃园} = 3", 3),
        ("\"桃园\": 3", 2),
        ("Subject: 桃园", 2),
        ("桃园: 3", 0),
        ("key: 桃园", 2),
    ] {
        assert_eq!(code(block), count, "{block}");
    }
}

#[test]
fn entries_below_each_other_are_a_list() {
    let entry = |blocks: &[&str], n: usize| with(blocks, |h| h.is_entry(n));
    let list = ["滤网 拦住杂质的网", "水泵 抽水的机器", "阀门 开关水流"];
    assert!((0..3).all(|n| entry(&list, n)));
    assert!(!(0..2).any(|n| entry(&list[..2], n)), "two are none");
    assert!(!entry(&["滤网 拦住杂质的网", "水泵 抽水的机器", "阀门 开关水流", "桃园", "阀门 开关水流"], 4), "alone");
    let gaps = ["一世 林公 字厚之。", "二世 长子 文，次子 武。", "三世 文生 远。"];
    assert!((0..3).all(|n| entry(&gaps, n)), "names of one length, and more gaps than one");
    assert!(!entry(&gaps[..2], 0), "two are none");
    assert!(!entry(&[gaps[0], gaps[1], "三世孙 文 远。"], 0), "of two lengths");
    assert!(!entry(&["一 世 林公。", "二 世 长子。", "三 世 文生。"], 0), "spaced letter by letter");
}

#[test]
fn prose_has_an_end_and_five_characters() {
    assert!(with(&["桃园看花去。"], |h| h.has_prose));
    assert!(!with(&["桃园看花去", "桃花节里游人如织"], |h| h.has_prose), "headings");
    assert!(!with(&["桃园去。"], |h| h.has_prose), "an aside");
    assert!(!with(&["Go to see the flowers 桃园看花去。"], |h| h.has_prose), "hardly Chinese");
}

#[test]
fn a_row_has_as_many_gaps_or_marks_as_the_one_beside_it() {
    let row = |blocks: &[&str], n: usize| with(blocks, |h| h.is_row(n));
    assert!(row(&["滤网\t3"], 0), "a tab");
    assert!(row(&["滤网 大号 新", "水泵 小号 旧"], 0) && row(&["滤网 大号 新", "水泵 小号 旧"], 1));
    assert!(!row(&["滤网 大号 新", "水泵 小号"], 0), "fewer gaps");
    assert!(!row(&["滤网 大号", "水泵 小号"], 0), "one gap each");
    assert!(!row(&["滤网 大号 新。", "水泵 小号 旧"], 0), "a sentence");
    assert!(!row(&["滤网 大号 新", "水泵 小号 旧。"], 0), "beside one");
    assert!(row(&["滤网,大号", "水泵,小号"], 0));
    assert!(
        !row(&["滤网,大号", "水泵，小号"], 0) && !row(&["滤网,大号，新", "水泵,小号，旧"], 0),
        "others of full width"
    );
    assert!(row(&["滤网:大，好，新", "水泵:小，坏，旧", "阀门:中，新，好"], 1), "three below each other");
    assert!(!row(&["滤网:大，好，新", "水泵:小，坏，旧"], 1));
    assert!(row(&["a,b,滤网", "c,d,水泵", "e,f,阀门"], 2));
}

#[test]
fn marks_are_half_by_choice_where_others_of_full_width_stand_around() {
    let chosen = |blocks: &[&str], n: usize| with(blocks, |h| h.chooses_marks(n));
    assert!(chosen(&["看花，吃饭，走了。(桃园)"], 0), "three of full width, and none of half");
    assert!(!chosen(&["看花,吃饭,走了。(桃园)"], 0), "an engine that narrows commas narrows all");
    assert!(!chosen(&["看花，吃饭\n走了。(桃园)"], 0), "of text in columns nobody is the author");
    assert!(chosen(&["看花，(桃园)", "吃饭,走,好,"], 0), "its own comma is wide");
    assert!(chosen(&["看花. 吃饭. 走了.", "好.", "走."], 0), "somebody types full stops so");
}

#[test]
fn nothing_is_parted_where_no_space_stands_in_a_sentence_around() {
    let nothing = |blocks: &[&str], n: usize| with(blocks, |h| h.parts_nothing(n));
    assert!(nothing(&["桃园看花。", "吃饭走了。"], 0));
    assert!(!nothing(&["桃 园看花。", "吃饭走了。"], 1), "a hole beside it");
    assert!(!nothing(&["桃园看花。", "吃饭\n走了。"], 0), "a column");
    assert!(!nothing(&["桃园看花 。"], 0), "before a stop");
    let far: Vec<&str> = std::iter::once("桃 园看花。").chain(std::iter::repeat_n("吃饭走了。", AROUND + 1)).collect();
    assert!(!nothing(&far, AROUND) && nothing(&far, AROUND + 1), "twelve blocks around are asked");
}

#[test]
fn what_a_block_is_can_be_told_of_the_longest_blocks() {
    let most = u16::MAX;
    let look = Look { han: most, ends: most, stops: most, clauses: most, ..Look::default() };
    assert!(look.is_prose() && look.flows(Kind::Headline) && look.flows(Kind::Masthead));
    assert!(!Look { kana: most, ..look }.is_chinese());
    assert!(!Look { kana: most / 8 + 1, ..look }.is_chinese() && Look { kana: most / 8, ..look }.is_chinese());
}

#[test]
fn so_many_open_seams_are_a_manuals_be_it_cut() {
    let page = |open: usize, closed: usize| {
        let text = format!("桃园两千\n亩，{}{}看花。", "看 A 花".repeat(open / 2), "看A花".repeat(closed / 2));
        with(&[&text], |h| h.spaces_seams)
    };
    assert!(page(250, 24) && !page(248, 24));
    assert!(!page(250, 26), "more than one in ten is closed");
}
