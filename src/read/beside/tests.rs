//! Words, tables of them, and pairs of heads, on small pages.

use super::*;
use crate::page::change::NO_ARTICLE;

/// A block a line: headlines where `titles` say so, else paragraphs.
fn blocks_of(page: &Page, titles: std::ops::Range<usize>) -> Vec<ReadBlock> {
    let kind = |n| if titles.contains(&n) { Kind::Headline } else { Kind::Para };
    let lines = page.lines.iter().enumerate();
    lines.map(|(n, line)| ReadBlock { span: line.span, kind: kind(n), article: NO_ARTICLE, line: n as u32 }).collect()
}

fn shown<'t>(text: &'t str, blocks: &[ReadBlock]) -> Vec<&'t str> {
    blocks.iter().map(|block| block.span.of(text)).collect()
}

fn words(text: &str) -> Vec<&str> {
    let page = Page::scan(text, None);
    let blocks = blocks_of(&page, 0..1);
    words_of(text, &page, &blocks[0]).into_iter().map(|span| span.of(text)).collect()
}

#[test]
fn words_stand_between_spaces_of_any_width() {
    assert_eq!(words("葡萄采摘忙\n"), ["葡萄采摘忙"]);
    assert_eq!(words("葡萄采摘忙 管网疏通忙\n"), ["葡萄采摘忙", "管网疏通忙"]);
    assert_eq!(words("葡萄采摘忙\u{3000}管网疏通忙  冷库\n"), ["葡萄采摘忙", "管网疏通忙", "冷库"]);
    assert_eq!(words("  \u{3000}葡萄采摘忙 \u{3000} 管网疏通忙\u{3000}\n"), ["葡萄采摘忙", "管网疏通忙"]);
}

#[test]
fn three_rows_divided_alike_are_a_table() {
    let is_table = |rows: &[&[u32]]| {
        let words = rows
            .iter()
            .enumerate()
            .flat_map(|(block, lens)| lens.iter().map(move |&len| Word { block, span: Span::new(0, len), pairs: 0 }));
        let shares = Shares { words: words.collect(), paras: Vec::new(), masks: Vec::new() };
        shares.is_table(&(0..shares.words.len()).collect::<Vec<_>>())
    };
    assert!(is_table(&[&[6, 9, 12], &[9, 6, 6], &[6, 6, 9]]), "three words each");
    assert!(!is_table(&[&[6, 9, 12], &[9, 6, 6]]), "two rows");
    assert!(is_table(&[&[15, 15], &[15, 15], &[15, 15]]), "verse of two halves");
    assert!(!is_table(&[&[15, 15], &[15, 12], &[15, 15]]), "two heads in turn");
    assert!(!is_table(&[&[15], &[15], &[15]]), "one head's lines");
    assert!(!is_table(&[&[6, 9, 12], &[9, 6], &[6, 6, 9]]), "divided otherwise");
    assert!(is_table(&[&[6], &[6, 9, 12], &[9, 6, 6], &[6, 6, 9]]), "below a heading");
}

#[test]
fn letters_set_wide_are_one_word() {
    assert_eq!(words("管 网 疏 通\n"), ["管 网 疏 通"]);
    assert_eq!(words("葡萄采摘忙 管 网\n"), ["葡萄采摘忙 管 网"]);
}

const PAGE: &str = "葡萄采摘忙 管网疏通忙\n冷库发车 标尺亮灯\n\
    葡萄园迎来采摘季，葡萄采摘忙坏了果农，冷库清早发车。\n\
    城里的管网疏通了，管网疏通忙了三天，标尺一到就亮灯。\n";

/// What each word of the page's two titles shares with each of its two paragraphs, and the best division between these.
fn divided(first: usize, second: usize) -> Option<(i32, [i32; 2], Vec<Row>)> {
    let page = Page::scan(PAGE, None);
    let blocks = blocks_of(&page, 0..2);
    let shares = Shares::of(PAGE, &page, &blocks);
    // each paragraph alone: what follows one is a part of its article
    let alone = |para: usize| {
        let blocks: Vec<ReadBlock> = blocks.iter().take(shares.paras[para] + 1).copied().collect();
        (0..4).map(|word| shares.overlap(&blocks, word, para)).collect::<Vec<i32>>()
    };
    shares.rows(&blocks, &[0, 1, 2, 3], &alone(first), &alone(second))
}

#[test]
fn each_line_is_cut_where_the_second_head_begins() {
    let (gain, own, cuts) = divided(0, 1).unwrap();
    let pieces: Vec<(usize, &str, &str)> = cuts
        .iter()
        .map(|row| {
            let block = Page::scan(PAGE, None).lines[row.block].span;
            (row.block, Span::new(block.start, row.end).of(PAGE), Span::new(row.cut, block.end).of(PAGE))
        })
        .collect();
    assert_eq!(pieces, [(0, "葡萄采摘忙", "管网疏通忙"), (1, "冷库发车", "标尺亮灯")]);
    assert!(own[0] > OWN && own[1] > OWN);
    assert_eq!(gain, own[0] + own[1] - 2 * CUT);
}

#[test]
fn the_first_piece_is_the_first_heads() {
    // the other way round each line speaks of one text alone, whichever: there are no two heads with the first in front
    let crossed = divided(1, 0);
    assert!(crossed.is_none_or(|(gain, ..)| gain < divided(0, 1).unwrap().0));
}

#[test]
fn nobody_is_parted_by_blocks_that_no_pair_names() {
    let page = Page::scan(PAGE, None);
    let mut blocks = blocks_of(&page, 0..2);
    let before = blocks.clone();
    assert!(settle(&mut blocks, &[]).is_empty());
    assert_eq!(shown(PAGE, &blocks), shown(PAGE, &before));
}

#[test]
fn pieces_become_blocks_and_each_head_has_its_place() {
    let page = Page::scan(PAGE, None);
    let mut blocks = blocks_of(&page, 0..2);
    let cuts = divided(0, 1).unwrap().2;
    let places = settle(&mut blocks, &[Pair { cuts, bodies: Some([2, 3]) }]);
    let pieces = ["葡萄采摘忙", "管网疏通忙", "冷库发车", "标尺亮灯"];
    assert_eq!(shown(PAGE, &blocks)[..4], pieces);
    assert_eq!(blocks.iter().map(|b| b.line).collect::<Vec<_>>(), [0, 0, 1, 1, 2, 3]);
    let place = |blocks: [usize; 2], before| Place { blocks: blocks.to_vec(), lines: vec![0, 1], before };
    assert_eq!(places, [place([0, 2], 4), place([1, 3], 5)]);
}

#[test]
fn a_line_of_one_head_alone_stays_whole() {
    let page = Page::scan(PAGE, None);
    let mut blocks = blocks_of(&page, 0..2);
    let [first, second] = [page.lines[0].span, page.lines[1].span];
    let cuts =
        vec![Row { block: 0, end: first.end, cut: first.end }, Row { block: 1, end: second.start, cut: second.start }];
    let places = settle(&mut blocks, &[Pair { cuts, bodies: Some([2, 3]) }]);
    assert_eq!(shown(PAGE, &blocks), PAGE.lines().collect::<Vec<_>>());
    let owns: Vec<_> = places.iter().map(|place| (place.blocks.clone(), place.before)).collect();
    assert_eq!(owns, [(vec![0], 2), (vec![1], 3)]);
}

#[test]
fn heads_of_the_texts_on_both_sides_are_parted_and_not_placed() {
    let page = Page::scan(PAGE, None);
    let mut blocks = blocks_of(&page, 0..2);
    let row = divided(0, 1).unwrap().2[0];
    assert!(settle(&mut blocks, &[Pair { cuts: vec![row], bodies: None }]).is_empty());
    assert_eq!(shown(PAGE, &blocks)[..3], ["葡萄采摘忙", "管网疏通忙", "冷库发车 标尺亮灯"]);
}

fn is_table(text: &str) -> bool {
    let page = Page::scan(text, None);
    let blocks = blocks_of(&page, 0..page.lines.len());
    let shares = Shares::of(text, &page, &blocks);
    shares.is_table(&(0..shares.words.len()).collect::<Vec<_>>())
}

#[test]
fn verse_and_tables_are_no_heads() {
    assert!(is_table("淤泥清尽水长流 管网疏通街巷净\n葡萄入库果农忙 柳河清早竹篮香\n冷库当天装满箱 红灯亮起值班房\n"));
    assert!(is_table("管网歌\n淤泥清尽 管网疏通\n葡萄入库 柳河清早\n冷库当天 红灯亮起\n"));
    assert!(is_table("葡萄 柳河 清早五点\n冷库发车 市场 次日\n管网疏通 老城区 夜里\n"));
    // heads of two lines, and of three that are divided as each needs
    assert!(!is_table("葡萄采摘忙 管网疏通忙\n冷库发车啦 标尺亮灯了\n"));
    assert!(!is_table("葡萄采摘忙 管网疏通\n冷库清早发车 标尺\n果农笑了 老城不涝\n"));
    assert!(!is_table("葡萄采摘忙\n冷库清早发\n果农笑开颜\n"));
}
