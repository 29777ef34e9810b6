//! What is verse, a list, a table or another language amid prose, on a few lines each.

use super::super::Page;
use super::super::lines::{pair, scan};
use super::*;

/// The lines that are still, by their numbers.
fn quiet(text: &str) -> Vec<usize> {
    let mut lines = scan(text);
    pair(text, &mut lines);
    let cuts = cut(text, &lines);
    let out = still(text, &lines, &cuts, vec![false; lines.len()]);
    (0..out.len()).filter(|&n| out[n]).collect()
}

/// Whether a word is cut before each line.
fn cut(text: &str, lines: &[Line]) -> Vec<bool> {
    (0..lines.len()).map(|n| cuts_word(text, lines, n)).collect()
}

#[test]
fn verse_is_four_lines_of_one_length_without_a_mark() {
    let verse = "湖上新灯初点亮人未眠\n桥边老屋又闻木槌声声\n油坊清早开门香满街头\n孩子围着灯影跑了一圈\n";
    assert_eq!(quiet(verse), [0, 1, 2, 3]);
    assert_eq!(quiet(&format!("灯亮了。\n{verse}")), [1, 2, 3, 4], "behind the end of a sentence");
    assert!(quiet(&format!("灯亮以后\n{verse}")).is_empty(), "amid one");
    assert_eq!(quiet(&format!("灯亮以后\n\n{verse}")), [1, 2, 3, 4], "behind a blank line");
    assert!(quiet(verse.trim_end_matches("孩子围着灯影跑了一圈\n")).is_empty(), "three");
    assert!(quiet(&verse.replace("一圈", "一大圈")).is_empty(), "of another length");
    let prose = verse.replace("眠\n桥", "经\n济");
    assert!(quiet(&prose).is_empty(), "a word is cut");
}

#[test]
fn where_three_lines_of_one_length_end_a_sentence_each_so_do_two_with_their_marks_in_one_place() {
    let three = "灯影摇湖水，桨声入夜寒。\n客船何处泊，山月照沙滩。\n石冷苔花厚，松高鹤梦残。\n";
    let two = "一桨分山影，三篙到水湾。\n老翁开店早，稚子打鱼还。\n";
    assert_eq!(quiet(three), [0, 1, 2]);
    assert!(quiet(two).is_empty());
    assert_eq!(quiet(&format!("{three}\n夜泊\n{two}")), [0, 1, 2, 4, 5]);
    let prose = "一桨分开山影，到了湾。\n老翁开店早，稚子打鱼还。\n";
    assert_eq!(quiet(&format!("{three}\n夜泊\n{prose}")), [0, 1, 2], "marks in other places");
}

#[test]
fn a_text_goes_on_where_one_line_end_in_eight_parts_what_stands_together() {
    let goes = |together: usize, others: usize| {
        let line = |pair| Line { pair, ..scan("灯")[0] };
        let lines = [vec![line(Pair::Usual); together], vec![line(Pair::Loose); others], vec![line(Pair::None); 40]];
        goes_on(&lines.concat())
    };
    assert!(goes(2, 14) && !goes(1, 15));
    assert!(goes(0, 15), "fewer say nothing");
}

#[test]
fn a_line_end_cuts_a_word_where_its_two_characters_are_tied() {
    let cuts = |text: &str| {
        let mut lines = scan(text);
        pair(text, &mut lines);
        cut(text, &lines)
    };
    assert_eq!(cuts("桥边老屋的经\n济账，算了又\n算\n"), [false, true, false]);
    assert_eq!(cuts("1998 经\n济账算了\n"), [false, false], "a table");
    assert_eq!(cuts("3 经\n济账算了又算，算清了\n"), [false, false], "a row of it");
}

#[test]
fn near_a_cut_word_lines_without_marks_may_join_where_the_page_is_in_columns() {
    let text = "灯\n".repeat(40);
    let lines = scan(&text);
    let ground = |word: usize, throughout| Ground {
        in_columns: true,
        throughout,
        nearby: 1,
        proofs: vec![0; lines.len() + 1],
        words: sums((0..lines.len()).map(|n| n == word)),
        ..Ground::default()
    };
    let joins = |ground: Ground| (1..lines.len()).filter(|&n| ground.may_join(&lines, n)).collect::<Vec<_>>();
    assert_eq!(joins(ground(20, true)), (13..29).collect::<Vec<_>>());
    assert!(joins(ground(20, false)).is_empty(), "elsewhere it may be an accident");
    assert!(joins(ground(99, true)).is_empty(), "none is cut");
    let apart = scan(&text.replace('\n', "\n\n"));
    let joins = |ground: Ground| (1..apart.len()).filter(|&n| ground.may_join(&apart, n)).collect::<Vec<_>>();
    assert_eq!(joins(ground(20, true)), [20], "blank lines are ends of paragraphs");
    assert_eq!(joins(Ground { blanks_part_words: true, ..ground(20, true) }), (13..29).collect::<Vec<_>>());
}

#[test]
fn four_lines_narrower_than_a_column_are_a_list() {
    let list = "湖东\n湖西路\n湖心：亭\n桥\n";
    assert_eq!(quiet(list), [0, 1, 2, 3]);
    assert!(quiet("湖东\n湖西路\n湖心：亭\n").is_empty(), "three");
    assert!(quiet("湖东\n湖西，路\n湖心\n桥\n").is_empty(), "a mark");
    assert!(quiet("湖东\n湖西路\n湖心亭里的灯都亮了\n桥\n").is_empty(), "as wide as a column");
}

#[test]
fn three_lines_that_begin_with_a_word_of_latin_script_stay() {
    assert_eq!(
        quiet("LED 灯，三百二十盏都亮了起来\nUSB 口，每根灯杆上都有一个口\napp 里可以看见，每盏灯亮不亮\n"),
        [0, 1, 2]
    );
    assert!(
        quiet("LED 灯，三百二十盏都亮了起来\nUSB 口，每根灯杆上都有一个口\n手机里可以看见，每盏灯亮不亮\n").is_empty()
    );
    assert_eq!(quiet("灯亮了，老人停下来看\n……\n孩子跑过来，灯又灭了\n"), [1], "what was left out");
}

#[test]
fn verse_has_its_marks_in_one_place() {
    let line = |a: &str, b: &str| format!("{a}，{b}\n");
    let verse = line("湖上灯", "初亮") + &line("桥边人", "未归") + &line("油坊敲", "木槌") + &line("香气满", "东西");
    assert_eq!(quiet(&verse), [0, 1, 2, 3]);
    let prose = line("湖上灯", "初亮") + &line("桥边", "人未归") + &line("油坊敲", "木槌") + &line("香气满", "东西");
    assert!(quiet(&prose).is_empty());
}

#[test]
fn three_sentences_of_one_length_are_verse() {
    assert_eq!(quiet("湖上灯初亮。\n桥边人未归。\n油坊敲木槌。\n"), [0, 1, 2]);
    assert!(quiet("湖上灯初亮。\n桥边人未归。\n").is_empty());
    assert!(quiet("湖上灯初亮。\n桥边人未归。\n油坊敲木槌，\n").is_empty());
    assert!(quiet("湖上灯初亮。\n桥边人归。\n油坊敲木槌。\n").is_empty());
}

#[test]
fn latin_lines_and_rows_between_tabs_come_in_pairs() {
    assert_eq!(quiet("灯亮了。\nlamps on\n{ }\n灯\n"), [1, 2]);
    assert!(quiet("灯亮了。\nlamps on\n灯\n").is_empty());
    assert!(quiet("灯亮了。\n1 2 3\n4 5 6\n").is_empty(), "numbers are everybody's");
    assert_eq!(quiet("灯\t3\n湖\t4\n亮了。\n"), [0, 1]);
    assert!(quiet("灯\t3\n湖 4\n亮了。\n").is_empty());
}

#[test]
fn what_was_still_stays_so() {
    let lines = scan("灯亮了，\n湖也亮了。\n");
    assert_eq!(still("灯亮了，\n湖也亮了。\n", &lines, &[false; 2], vec![false, true]), [false, true]);
}

#[test]
fn a_heading_in_halves_has_pieces_of_nearly_one_length() {
    let halved = |text: &str| is_halved(text, &scan(text), 0);
    for text in ["湖边路灯 点亮步道", "湖边灯　点亮步道", "湖边路 点亮步 晚归人安心"] {
        assert!(halved(text), "{text}");
    }
    for text in [
        "湖边 路灯",
        "湖边路灯点亮步道",
        "湖边路灯 点亮夜晚步道",
        "湖边路灯， 点亮步道",
        "湖边路灯 LED步道",
        "湖边路 点亮步 晚归",
    ] {
        assert!(!halved(text), "{text}");
    }
    let long = format!("{} {}", "灯".repeat(20), "湖".repeat(20));
    assert!(!halved(&long), "longer than headings are");
}

#[test]
fn items_stand_below_items() {
    let lines = scan("（一）湖东\n（二）湖西\n灯亮了\n（三）湖心\n");
    assert_eq!([0, 1, 2, 3].map(|n| are_items(&lines, n)), [false, true, false, false]);
}

#[test]
fn a_line_end_is_in_prose_where_a_mark_stands_amid_one_of_its_lines() {
    let prose = |text: &str| is_prose(&scan(text), 1);
    assert!(prose("灯亮了，湖也\n亮了起来\n") && prose("湖也亮了\n起来，灯也\n"));
    assert!(!prose("湖也亮了\n起来\n"));
    assert!(prose("湖也亮了\n起来。\n") && prose("湖也亮了\n起来；\n"), "or a sentence ends with it");
    assert!(!prose("灯亮了，\n湖也亮了\n"), "a mark where the line ends is of verse and of lists");
    // a number that was cut off is in prose where a mark stands near it
    assert!(prose("用电\n3\n度，共计\n") && prose("用电3\n度\n灯，亮\n"));
    assert!(!prose("用电\n三\n度，共计\n"));
    assert!(!prose("用电\n3\n度\n灯\n亮\n了\n湖，上\n"), "but not further away");
}

#[test]
fn kana_and_hangul_count_against_all_characters_around() {
    let sums = |text: &str| foreign(text, &scan(text));
    assert_eq!(sums("路灯がつきました\nきれい\n"), [(0, 0), (6, 8), (9, 11)]);
    assert!(sums("路灯がつきました\n").is_empty(), "seven are a name");
    assert_eq!(sums("등불이 켜졌다 등불이\n"), [(0, 0), (9, 9)]);
    assert!(sums("路灯亮了。、「」\n").is_empty());
    let ground = |text: &str| Ground { foreign: sums(text), proofs: vec![0; 3], ..Ground::default() };
    assert!(ground("路灯がつきました\nきれい\n").is_foreign(1));
    let chinese = format!("{}がつきましたきれ\n灯\n", "灯".repeat(90));
    assert!(!ground(&chinese).is_foreign(1), "one in ten");
}

#[test]
fn a_run_is_marked_from_its_first_line_on() {
    let lines = scan("灯\n灯\n湖湖\n湖湖\n湖湖\n灯\n");
    let marked = |least| {
        let mut out = vec![false; lines.len()];
        let (looks, cuts) = (vec![BARE; lines.len()], vec![false; lines.len()]);
        let mut page = Looks { lines: &lines, looks: &looks, cuts: &cuts, seen: BARE, out: &mut out };
        page.mark(BARE, least, |n, _| n > 0, |a, b| a.chars == b.chars);
        out
    };
    assert_eq!(marked(3), [false, false, true, true, true, false]);
    assert_eq!(marked(1), [false, true, true, true, true, true]);
    assert_eq!(marked(4), [false; 6]);
}

#[test]
fn words_that_line_ends_cut_prove_columns_where_a_line_is_set_in_too() {
    let column = "渡口的新渡船是村里凑钱造的，船头装了灯，天\n黑以后也能开船，村里为渡船买了保险。村里的\n老人和孩子坐船不花钱。\n";
    let heads = "湖边路灯换成新灯（3）\n\n".repeat(40);
    let proofs = |[end, begin]: [&str; 2]| {
        let first = format!("柳湾渡口今年有了新渡船，船工说，村里{end}");
        let text =
            format!("{column}\n{heads}{first}\n{begin}们上学不用再绕十二里山路，坐渡船过河的学\n生一刻钟就到了。\n");
        let page = Page::scan(&text, None);
        let witness = Witness::new(&page.lines, &page.wide, &page.columns);
        let ground = Ground::of(&text, &page.lines, &witness, &page.ties);
        assert!(ground.in_columns && !ground.by_ties && ground.nearby == NEARBY);
        ground.proofs_near(page.lines.len() - 1)
    };
    // the first line is set in by two characters; 孩子 is one word, 门湖 is none
    assert_eq!(proofs(["孩", "子"]), 2);
    assert!(proofs(["门", "湖"]) < 2);
}

#[test]
fn the_text_of_a_report_that_has_begun_is_prose_whatever_its_line_looks_like() {
    let mut lines = scan("新华社北塘3月2日电\n2034年路灯\n路灯路灯");
    let prose =
        Ground { in_columns: true, throughout: true, nearby: 1, still: vec![false, true, true], ..Ground::default() };
    assert_eq!([1, 2].map(|n| prose.may_join(&lines, n)), [false; 2]);
    lines[0].cues.set(Cues::LEFT_OPEN);
    assert_eq!([1, 2].map(|n| prose.may_join(&lines, n)), [true, false]);
    let other = Ground { throughout: false, ..prose.clone() };
    assert!(!other.may_join(&lines, 1), "where most of a page is no prose, nor is what looks like a report");
    assert!(!Ground { in_columns: false, ..prose }.may_join(&lines, 1));
}
