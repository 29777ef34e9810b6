//! What is counted in a block, mark by mark.

use super::*;
use crate::read::signs;

/// The look of a text that is one block, and what was found in it.
fn looked(text: &str, kind: Kind) -> (Look, Looker<'_>) {
    let block = ReadBlock::new(Span::new(0, text.len() as u32), kind, 0);
    let signs = Vec::leak(signs::of(text));
    let mut looker = Looker::new(text, signs);
    let look = looker.look(0, &block);
    (look, looker)
}

fn look(text: &str) -> Look {
    looked(text, Kind::Para).0
}

fn counts(text: &str) -> Counts {
    looked(text, Kind::Para).1.counts
}

/// What each text has of something.
fn each<T: PartialEq + std::fmt::Debug>(of: impl Fn(&str) -> T, texts: &[(&str, T)]) {
    let wrong: Vec<_> =
        texts.iter().filter(|(text, want)| of(text) != *want).map(|(text, _)| (*text, of(text))).collect();
    assert_eq!(wrong, []);
}

#[test]
fn characters_and_letters() {
    each(
        |text| (look(text).han, look(text).latin),
        &[
            ("灯亮了", (3, 0)),
            ("灯 亮，了。一丁", (5, 0)),
            ("用 apt 装 3 个", (3, 3)),
            ("㐀灯\u{f900}々〇", (5, 0)),
            ("⽕灯⻔", (3, 0)),
            ("", (0, 0)),
        ],
    );
    each(|text| (look(text).kana, look(text).hangul), &[("灯がつく", (3, 0)), ("등불 灯", (0, 2)), ("灯亮", (0, 0))]);
}

#[test]
fn ends_and_parts_of_sentences() {
    each(
        |text| (look(text).stops, look(text).ends, look(text).clauses, look(text).labels),
        &[
            ("灯亮了。走！好？", (1, 3, 0, 0)),
            ("灯……亮", (0, 2, 0, 0)),
            ("灯!亮?\"好\"!", (0, 3, 0, 0)),
            ("go! 3?", (0, 0, 0, 0)),
            ("灯，亮、了；走", (0, 0, 3, 0)),
            ("灯,亮;了", (0, 0, 2, 0)),
            ("3,000 a;b", (0, 0, 0, 0)),
            ("灯：亮: 3:4", (0, 0, 0, 2)),
            ("3,灯", (0, 0, 1, 0)),
            ("40%,灯 (见),亮", (0, 0, 2, 0)),
        ],
    );
}

#[test]
fn marks_of_half_width_and_separators() {
    each(
        |text| (look(text).half, look(text).separators, look(text).marks),
        &[
            ("灯,亮;了:走", (3, 2, true)),
            ("3,000", (0, 1, true)),
            ("3,灯", (1, 1, true)),
            ("灯，亮", (0, 0, false)),
            ("灯-亮/了", (0, 0, false)),
            ("灯(亮)", (0, 0, true)),
        ],
    );
    each(
        |text| (counts(text).half_marks, counts(text).half_spaced, counts(text).half_tight),
        &[
            ("灯,亮", (1, 0, 1)),
            ("灯, 亮", (1, 1, 0)),
            ("灯: 亮", (0, 1, 0)),
            ("灯!亮?", (2, 0, 0)),
            ("40%, 灯", (0, 1, 0)),
            ("3,灯", (0, 0, 0)),
            ("灯,", (1, 0, 0)),
        ],
    );
    each(
        |text| counts(text).half_stops,
        &[("灯.", 1), ("灯.亮", 1), ("灯. 亮", 0), ("灯.a", 0), ("灯 .", 0), ("3.", 0)],
    );
    each(
        |text| (counts(text).wide_commas, counts(text).wide_stops),
        &[("灯，亮，了。", (2, 1)), ("灯、亮；了！", (0, 0))],
    );
}

#[test]
fn seams_between_scripts() {
    each(
        |text| (counts(text).open_seams, counts(text).open_latin, counts(text).closed_seams),
        &[
            ("灯3盏", (0, 0, 2)),
            ("灯 3 盏", (2, 0, 0)),
            ("用 apt 装", (2, 2, 0)),
            ("用apt 装", (1, 1, 1)),
            ("灯，3。盏", (0, 0, 0)),
            ("3 a", (0, 0, 0)),
        ],
    );
    let furniture = looked("灯 3 盏, 亮", Kind::Masthead).1.counts;
    assert_eq!((furniture.open_seams, furniture.half_spaced), (0, 0), "what furniture does is nobody's habit");
}

#[test]
fn white_space_inside() {
    each(
        |text| (look(text).spaces, look(text).parted, look(text).columns, look(text).cut),
        &[
            ("灯 亮 了", (2, 2, false, false)),
            ("灯 a 3", (2, 0, false, false)),
            ("灯\u{3000}亮", (1, 1, false, false)),
            ("灯   亮", (1, 1, false, false)),
            ("灯    亮", (1, 1, true, false)),
            ("灯\t亮", (1, 1, true, false)),
            ("灯|亮", (0, 0, true, false)),
            ("灯\n亮", (0, 0, false, true)),
            ("灯， 亮", (1, 0, false, false)),
        ],
    );
    each(
        |text| look(text).head,
        &[("滤网 灯", 2), ("灯", 0), ("滤 网 灯", 1), ("滤网\n灯 亮", 0), ("一二三四五六七八九十 灯", 9)],
    );
}

#[test]
fn dots_in_a_row_lead_to_a_page_number() {
    let (few, many) = ("…".repeat(6), "…".repeat(7));
    assert!(!look(&format!("灯{few}3")).columns && look(&format!("灯{many}3")).columns);
    each(
        |text| look(text).columns,
        &[
            ("灯.......3", true),
            ("灯......3", false),
            ("灯. . . . . . . 3", true),
            ("灯·······3", true),
            ("灯.a.b.c.d.e.f.g.h", false),
            ("灯.   .   .   .   .   .   .", false),
        ],
    );
}

#[test]
fn words_that_are_set_apart() {
    each(
        |text| (look(text).apart, look(text).segmented),
        &[
            ("他 来 了 。", (1, true)),
            ("他 来 了 ， 走 了 。", (2, true)),
            ("他 来 了。", (0, false)),
            ("他 来 了 ， 走 了。", (1, false)),
            ("他来了 。", (1, false)),
            ("他 来\n了 。", (1, false)),
        ],
    );
}

#[test]
fn pinyin_and_tags_are_as_good_as_code() {
    each(
        |text| look(text).code,
        &[
            ("lù dēng 路灯", 0),
            ("lù dēng liàng 路灯", 2),
            ("路/n 灯/n 亮/v 了/y", 2),
            ("路/n 灯/n 亮/v 了", 0),
            ("路/灯/亮/了/", 0),
            ("a/b c/d e/f g/h", 0),
            ("{灯} = `亮`_$^\\", 9),
            ("print(\"灯\")", 2),
            ("灯(\"亮\")", 0),
            ("; 灯", 2),
            (".PP 灯", 2),
            (".灯", 0),
        ],
    );
}

#[test]
fn what_the_rules_look_at_is_found_where_it_stands() {
    let found = looked("第-灯人(亮)“了”３盏1O个，⽕灯\u{200b}亮", Kind::Para).1;
    assert_eq!(found.suspects, [3, 7], "- and 人");
    assert_eq!(found.marks, [10, 14, 15, 21], "brackets and quotes");
    assert_eq!(found.figures, [24, 31], "a figure of full width, and a letter beside one");
    assert_eq!(found.forms, [38]);
    let runs = looked("灯 亮\n\u{3000}了  ", Kind::Para).1.runs;
    assert_eq!(runs.iter().map(|run| (run.span.start, run.span.end)).collect::<Vec<_>>()[0], (3, 4));
    each(
        |text| looked(text, Kind::Para).1.figures.len(),
        &[("1O", 1), ("O1", 1), ("1aO", 1), ("lO", 0), ("1aaO", 0), ("l", 0)],
    );
}

#[test]
fn what_was_counted_before_is_taken_away_again() {
    let (one, both) = (counts("灯 3 盏，亮,了.用 apt。"), counts("灯 3 盏，亮,了.用 apt。灯 3 盏，亮,了.用 apt。"));
    let rest = both.without(one);
    assert_eq!(format!("{rest:?}"), format!("{:?}", counts("灯 3 盏，亮,了.用 apt。")));
}
