//! Which heads are seen in a run of titles: of small pages whose texts share words with their own head alone. A
//! byline ends each, else the next would be a part of it.

use super::tests::blocks_of;
use super::*;

const GRAPES: &str = "葡萄园迎来采摘季，葡萄采摘忙坏了果农，冷库清早发车。\n@记者 林文\n";
const PIPES: &str = "城里的管网疏通了，管网疏通忙了三天，标尺一到就亮灯。\n@记者 林文\n";
const TEA: &str = "山上的茶园迎客来了，茶园里的客栈住满了人，新茶卖得好。\n@记者 林文\n";
const SCHOOL: &str = "新学期第一天，操场扩建完工，学生操场晨跑，校车准时到站。\n@记者 林文\n";
const BRIDGE: &str = "跨江大桥合龙，大桥合龙那天两岸放了鞭炮，通车定在年底。\n@记者 林文\n";
const OTHER: &str = "这里说的是另外一些事情，与前后各篇都没有什么关系。\n@记者 林文\n";
const FIVE: &str = "葡萄采摘忙 管网疏通忙 茶园迎客来 操场扩建完 大桥合龙了";

/// The blocks of a page, a line each: titles where a `#` stands before them, bylines behind an `@`, else paragraphs.
fn read(page: &str) -> (String, Page, Vec<ReadBlock>) {
    let text = page.replace(['#', '@'], "");
    let scanned = Page::scan(&text, None);
    let mut blocks = blocks_of(&scanned, 0..0);
    for (block, line) in blocks.iter_mut().zip(page.lines().filter(|line| !line.is_empty())) {
        block.kind = match line.as_bytes().first() {
            Some(b'#') => Kind::Headline,
            Some(b'@') => Kind::Byline,
            _ => Kind::Para,
        };
    }
    (text, scanned, blocks)
}

fn shares_of((text, scanned, blocks): &(String, Page, Vec<ReadBlock>)) -> Shares {
    Shares::of(text, scanned, &Echoes::of_all(text, scanned, blocks), blocks, &[])
}

/// The heads of a page. Each head is its words, and the
/// line that its paragraph stands on.
fn heads(page: &str) -> Vec<(Vec<String>, usize)> {
    let read = read(page);
    let shares = shares_of(&read);
    let (text, scanned, blocks) = read;
    let mut out = Vec::new();
    for heads in shares.heads(&scanned, &blocks, &[]) {
        for head in 0..heads.words.iter().map(|word| word.1 + 1).max().unwrap_or(0) {
            let own = heads.words.iter().filter(|word| word.1 == head).map(|(word, _)| word.span.of(&text).to_owned());
            out.push((own.collect(), heads.bodies.get(head).copied().unwrap_or(usize::MAX)));
        }
    }
    out
}

fn head(words: &[&str], body: usize) -> (Vec<String>, usize) {
    (words.iter().map(|&word| word.to_owned()).collect(), body)
}

#[test]
fn two_heads_are_seen_where_each_speaks_of_its_own_text() {
    let page = format!("#葡萄采摘忙 管网疏通忙\n#冷库发车 标尺亮灯\n{GRAPES}{PIPES}");
    assert_eq!(heads(&page), [head(&["葡萄采摘忙", "冷库发车"], 2), head(&["管网疏通忙", "标尺亮灯"], 4)]);
}

#[test]
fn the_halves_of_one_head_are_no_two() {
    assert_eq!(heads(&format!("#葡萄采摘忙 冷库清早发车\n{GRAPES}{OTHER}")), [], "both are of one text");
    assert_eq!(heads(&format!("#葡萄采摘忙 喜事传遍山乡\n{GRAPES}{PIPES}")), [], "one is of no text");
    assert_eq!(heads(&format!("#一路高歌 喜事传遍山乡\n{GRAPES}{PIPES}")), [], "none is of any");
}

#[test]
fn a_text_that_both_words_speak_of_may_have_one_of_them() {
    let store = "城外的冷库扩建忙，冷库扩建完工，库里能存更多的货。\n@记者 林文\n";
    let page = format!("#葡萄采摘忙 冷库扩建忙\n{GRAPES}{store}");
    assert_eq!(heads(&page), [head(&["葡萄采摘忙"], 1), head(&["冷库扩建忙"], 3)]);
}

#[test]
fn heads_are_three_and_four_where_so_many_texts_are_near() {
    let three = format!("#葡萄采摘忙 管网疏通忙 茶园迎客来\n{GRAPES}{PIPES}{TEA}");
    assert_eq!(heads(&three), [head(&["葡萄采摘忙"], 1), head(&["管网疏通忙"], 3), head(&["茶园迎客来"], 5)]);
    let four = format!("#葡萄采摘忙 管网疏通忙 茶园迎客来 操场扩建完\n{GRAPES}{PIPES}{TEA}{SCHOOL}");
    assert_eq!(heads(&four).iter().map(|head| head.1).collect::<Vec<_>>(), [1, 3, 5, 7]);
}

#[test]
fn no_more_than_four_heads_stand_side_by_side() {
    let five = format!("#{FIVE}\n{GRAPES}{PIPES}{TEA}{SCHOOL}{BRIDGE}");
    let found = heads(&five);
    assert_eq!(found.len(), 4);
    assert_eq!(found.iter().map(|head| head.0.len()).sum::<usize>(), 5, "each word is in one");
}

#[test]
fn a_text_that_no_word_speaks_of_has_no_head() {
    let page = format!("#葡萄采摘忙 管网疏通忙\n{GRAPES}{OTHER}{PIPES}{OTHER}");
    assert_eq!(heads(&page), [head(&["葡萄采摘忙"], 1), head(&["管网疏通忙"], 5)]);
}

#[test]
fn the_last_of_one_article_and_the_first_of_the_next_are_parted_and_stay() {
    let page = format!("{GRAPES}#葡萄采摘忙 管网疏通忙\n{PIPES}");
    assert_eq!(heads(&page), [head(&["葡萄采摘忙"], usize::MAX), head(&["管网疏通忙"], usize::MAX)]);
    // but where three texts are spoken of, each has its own
    let three = format!("{GRAPES}#葡萄采摘忙 管网疏通忙 茶园迎客来\n{PIPES}{TEA}");
    assert_eq!(heads(&three), [head(&["葡萄采摘忙"], 0), head(&["管网疏通忙"], 3), head(&["茶园迎客来"], 5)]);
    // on lines of their own nothing has to be parted
    assert_eq!(heads(&format!("{GRAPES}#葡萄采摘忙\n#管网疏通忙\n{PIPES}")), []);
    // nor where the words are the other way round: the first is not of the text above
    assert_eq!(heads(&format!("{PIPES}#葡萄采摘忙 管网疏通忙\n{GRAPES}")), []);
}

#[test]
fn a_text_far_away_or_behind_other_heads_has_its_own() {
    let far = |other: usize| format!("#葡萄采摘忙 管网疏通忙\n{GRAPES}{}{PIPES}", OTHER.repeat(other));
    assert_eq!(heads(&far(20)).len(), 2);
    assert_eq!(heads(&far(24)), [], "the window ends before it");
    let behind = |heads: usize| {
        format!("#葡萄采摘忙 管网疏通忙\n{GRAPES}{}{PIPES}", format!("#春风送暖\n{OTHER}").repeat(heads))
    };
    assert_eq!(heads(&behind(1)).len(), 2);
    assert_eq!(heads(&behind(8)), [], "each head between them costs");
}

#[test]
fn one_headline_over_a_text_below_may_be_its_own_and_is_not_between() {
    let page = format!("#葡萄采摘忙 管网疏通忙\n{GRAPES}#标尺亮灯\n{PIPES}");
    let shares = shares_of(&read(&page));
    let crossed = |para| shares.crossed(&shares.runs[0], para);
    assert_eq!([crossed(0), crossed(1)], [0, 0]);
}

#[test]
fn headings_inside_a_text_are_no_heads_between() {
    let page = format!("#葡萄采摘忙 管网疏通忙\n{GRAPES}#标尺亮灯\n{OTHER}{PIPES}");
    let crossed = |kind: Kind| {
        let mut read = read(&page);
        read.2[3].kind = kind;
        let shares = shares_of(&read);
        shares.crossed(&shares.runs[0], 2)
    };
    assert_eq!([crossed(Kind::Headline), crossed(Kind::Subhead)], [1, 0]);
}

/// The first block of each word's row.
fn rows(page: &str) -> Vec<usize> {
    shares_of(&read(page)).words.iter().map(|word| word.row).collect()
}

#[test]
fn which_lines_are_a_row() {
    let page = |titles: &str| format!("{titles}\n\n{GRAPES}{PIPES}");
    assert_eq!(rows(&page("#葡萄采摘忙\n#管网疏通忙\n\n#冷库发车\n#标尺亮灯")), [0, 0, 2, 2]);
    assert_eq!(rows(&page("#葡萄采摘忙\n#管网疏通忙\n\n#冷库发车")), [0, 0, 2], "the first of several");
    assert_eq!(rows(&page("#葡萄采摘忙\n#管网疏通忙")), [0, 1], "one head has two lines");
    assert_eq!(rows(&page("#标尺亮灯\n\n#葡萄采摘忙\n#管网疏通忙")), [0, 1, 2], "below its kicker too");
    assert_eq!(rows(&page("#市水务局\n#葡萄采摘忙\n\n#冷库发车\n#标尺亮灯")), [0, 0, 2, 2], "kickers stand above");
    let below = "#老街上\n#葡萄采摘忙\n\n#市水务局\n#管网疏通忙";
    assert_eq!(rows(&page(below)), [0, 1, 2, 3], "a kicker begins the next head");
}

#[test]
fn a_page_of_too_many_titles_and_texts_is_not_looked_at() {
    let titles = "#葡萄采摘忙 管网疏通忙\n";
    let once = format!("{titles}{GRAPES}{PIPES}");
    assert_eq!(heads(&once).len(), 2);
    assert_eq!(heads(&once.repeat(140)), [], "280 words, 280 paragraphs");
}

#[test]
fn lists_are_longer_than_heads() {
    let lines = |count: usize| format!("#葡萄采摘忙 管网疏通忙\n{}{GRAPES}{PIPES}", "#春风送暖\n".repeat(count - 1));
    assert_eq!(heads(&lines(8)).len(), 2);
    assert_eq!(heads(&lines(9)), []);
}

#[test]
fn lines_between_blank_ones_are_a_row_where_they_are_pieces() {
    let two = format!("{GRAPES}#葡萄采摘忙\n#管网疏通忙\n\n#冷库发车\n#标尺亮灯\n\n{PIPES}");
    assert_eq!(heads(&two), [head(&["葡萄采摘忙", "冷库发车"], 0), head(&["管网疏通忙", "标尺亮灯"], 6)]);
    // nothing says so without blank lines
    assert_eq!(heads(&two.replace("\n\n", "\n")), []);
    // a layer that gives pieces on one line gives them all so
    let on_a_line = two.replace("冷库发车\n#标尺亮灯", "冷库 发车\n#标尺亮灯");
    assert_eq!(heads(&on_a_line), []);
    // a kicker begins the next head, below the first
    let below = format!("{GRAPES}#老街上\n#葡萄采摘忙\n\n#市水务局\n#管网疏通忙\n\n{PIPES}");
    assert_eq!(heads(&below), []);
}

#[test]
fn the_lines_of_a_row_are_mostly_of_two_heads() {
    // the second line of the first row speaks of no text
    let page = format!("#葡萄采摘忙\n#喜事传乡里\n\n#冷库发车\n#标尺亮灯\n\n{GRAPES}{PIPES}");
    assert_eq!(heads(&page), [head(&["葡萄采摘忙", "冷库发车"], 4), head(&["喜事传乡里", "标尺亮灯"], 6)]);
}

/// What it costs to cut each line of titles, and each row, before every word.
fn cuts(page: &str) -> Vec<i32> {
    shares_of(&read(page)).words.iter().map(|word| word.cut).collect()
}

#[test]
fn halves_as_long_as_each_other_are_mostly_of_one_head() {
    let cuts = |line: &str| cuts(&format!("#{line}\n{GRAPES}{PIPES}"));
    assert!(cuts("葡萄采摘忙 管网疏通忙")[1] > cuts("葡萄采摘忙 管网疏通忙了三天")[1]);
    assert_eq!(cuts("葡萄采摘忙 管网疏通忙"), cuts("葡萄采摘忙 管网疏通忙了"), "give or take a character");
    // a kicker stands on a line of its own
    assert!(cuts("柳河镇客运站 管网疏通忙")[1] < cuts("柳河镇来客车 管网疏通忙")[1]);
    // cells of a table are apart by more than a space
    assert!(cuts("葡萄采摘忙  管网疏通忙了三天")[1] > cuts("葡萄采摘忙\u{3000}管网疏通忙了三天")[1]);
    // two lines of two heads are divided alike
    assert!(cuts("葡萄采摘忙 管网疏通忙\n#冷库发车 标尺亮灯")[1] < cuts("葡萄采摘忙 管网疏通忙")[1]);
}
