//! Words, tables of them, and heads, on small pages.

use super::divide::Division;
use super::shares::divide_alone;
use super::words::{Word, is_kicker, words_of};
use super::*;
use crate::page::change::Span;

/// A block a line: headlines where `titles` say so, else paragraphs.
pub(super) fn blocks_of(page: &Page, titles: std::ops::Range<usize>) -> Vec<ReadBlock> {
    let kind = |n| if titles.contains(&n) { Kind::Headline } else { Kind::Para };
    let lines = page.lines.iter().enumerate();
    lines.map(|(n, line)| ReadBlock::new(line.span, kind(n), n as u32)).collect()
}

fn shown<'t>(text: &'t str, blocks: &[ReadBlock]) -> Vec<&'t str> {
    blocks.iter().map(|block| block.span.of(text)).collect()
}

fn words(text: &str) -> Vec<&str> {
    let page = Page::scan(text, None);
    let blocks = blocks_of(&page, 0..1);
    let mut words = Vec::new();
    words_of(text, &page, &blocks[0], |span| words.push(span.of(text)));
    words
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
        let word = |block, len| Word { span: Span::new(0, len), chars: len as usize / 3, ..Word::of_block(block) };
        let words = rows.iter().enumerate().flat_map(|(block, lens)| lens.iter().map(move |&len| word(block, len)));
        words::is_table(&words.collect::<Vec<_>>())
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

/// The best division of the page's titles between paragraphs, each taken alone: what follows one is a part of its article.
fn divided(page: &str, titles: usize, paras: &[usize]) -> (Division, Vec<Heads>) {
    let scanned = Page::scan(page, None);
    let blocks = blocks_of(&scanned, 0..titles);
    let shares = Shares::of(page, &scanned, &Echoes::of_all(page, &scanned, &blocks), &blocks, &[]);
    let found = divide_alone(&shares, &blocks, paras);
    let words = shares.words.iter().copied().zip(found.heads.iter().copied()).collect();
    let bodies = paras.iter().map(|&para| shares.paras[para]).collect();
    (found, vec![Heads { words, bodies }])
}

#[test]
fn each_line_is_cut_where_the_second_head_begins() {
    let (found, _) = divided(PAGE, 2, &[0, 1]);
    assert_eq!(found.heads, [0, 1, 0, 1]);
    assert!(found.cuts && found.own[0] > 64 && found.own[1] > 64);
    assert_eq!(found.gain, found.own[0] + found.own[1] - 2 * 64);
}

#[test]
fn heads_stand_in_the_order_of_their_paragraphs() {
    // the other way round each line speaks of one text alone, whichever
    let (found, _) = divided(PAGE, 2, &[1, 0]);
    assert!(found.gain < divided(PAGE, 2, &[0, 1]).0.gain);
}

#[test]
fn three_heads_stand_on_one_line() {
    let page = "葡萄采摘忙 管网疏通忙 茶园迎客来\n\
        葡萄园迎来采摘季，葡萄采摘忙坏了果农，冷库清早发车。\n\
        城里的管网疏通了，管网疏通忙了三天，标尺一到就亮灯。\n\
        山上的茶园迎客来了，茶园里的客栈住满了人，新茶卖得好。\n";
    let (found, _) = divided(page, 1, &[0, 1, 2]);
    assert_eq!(found.heads, [0, 1, 2]);
    assert_eq!(divided(page, 1, &[0, 2]).0.heads.len(), 3);
}

#[test]
fn a_line_of_kickers_is_cut_though_they_share_nothing() {
    let page = "柳河镇客运站 市水务局\n葡萄采摘忙 管网疏通忙\n\
        葡萄园迎来采摘季，葡萄采摘忙坏了果农，冷库清早发车。\n\
        城里的管网疏通了，管网疏通忙了三天，标尺一到就亮灯。\n";
    assert!(is_kicker("市水务局") && is_kicker("走进大山——") && !is_kicker("管网疏通忙"));
    let (found, heads) = divided(page, 2, &[0, 1]);
    assert_eq!(found.heads, [0, 1, 0, 1]);
    let scanned = Page::scan(page, None);
    let places = settle(&mut blocks_of(&scanned, 0..2), &heads);
    assert!(places.iter().all(|place| place.kicker && place.blocks.len() == 2));
}

#[test]
fn nobody_is_parted_by_blocks_that_no_heads_name() {
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
    let places = settle(&mut blocks, &divided(PAGE, 2, &[0, 1]).1);
    let pieces = ["葡萄采摘忙", "管网疏通忙", "冷库发车", "标尺亮灯"];
    assert_eq!(shown(PAGE, &blocks)[..4], pieces);
    assert_eq!(blocks.iter().map(|b| b.line).collect::<Vec<_>>(), [0, 0, 1, 1, 2, 3]);
    let place =
        |blocks: [usize; 2], before| Place { blocks: blocks.to_vec(), lines: vec![0, 1], before, kicker: false };
    assert_eq!(places, [place([0, 2], 4), place([1, 3], 5)]);
}

#[test]
fn a_line_of_one_head_alone_stays_whole() {
    let page = Page::scan(PAGE, None);
    let mut blocks = blocks_of(&page, 0..2);
    let mut heads = divided(PAGE, 2, &[0, 1]).1;
    heads[0].words.iter_mut().zip([0, 0, 1, 1]).for_each(|(word, head)| word.1 = head);
    let places = settle(&mut blocks, &heads);
    assert_eq!(shown(PAGE, &blocks), PAGE.lines().collect::<Vec<_>>());
    let owns: Vec<_> = places.iter().map(|place| (place.blocks.clone(), place.before)).collect();
    assert_eq!(owns, [(vec![0], 2), (vec![1], 3)]);
}

#[test]
fn heads_of_the_texts_on_both_sides_are_parted_and_not_placed() {
    let page = Page::scan(PAGE, None);
    let mut blocks = blocks_of(&page, 0..2);
    let mut heads = divided(PAGE, 2, &[0, 1]).1;
    heads[0].words.iter_mut().zip([0, 1, 1, 1]).for_each(|(word, head)| word.1 = head);
    heads[0].bodies.clear();
    assert!(settle(&mut blocks, &heads).is_empty());
    assert_eq!(shown(PAGE, &blocks)[..3], ["葡萄采摘忙", "管网疏通忙", "冷库发车 标尺亮灯"]);
}

fn is_table(text: &str) -> bool {
    let page = Page::scan(text, None);
    let blocks = blocks_of(&page, 0..page.lines.len());
    // a table has no runs that may be heads
    let echoes = Echoes::of_all(text, &page, &blocks);
    let runs = Shares::of(text, &page, &echoes, &blocks, &[]).runs;
    runs.is_empty()
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
