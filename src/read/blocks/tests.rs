//! Articles, kinds and the texts around a title, on pages of a letter a block.

use super::super::bodies::{body_above, body_below, text_before};
use super::super::openers::{NO_SLOT, slots};
use super::super::overlap::Overlap;
use super::*;

/// A block for each letter, ten bytes apart: m masthead, k kicker, h headline, s subhead, p paragraph, f fragment, b byline,
/// c credit.
fn blocks(letters: &str) -> Vec<ReadBlock> {
    let kind = |letter| match letter {
        'm' => Kind::Masthead,
        'k' => Kind::Kicker,
        'h' => Kind::Headline,
        's' => Kind::Subhead,
        'f' => Kind::Fragment,
        'b' => Kind::Byline,
        'c' => Kind::Credit,
        _ => Kind::Para,
    };
    let block = |(letter, n): (char, u32)| ReadBlock::new(Span::new(10 * n, 10 * n + 9), kind(letter), n);
    letters.chars().zip(0..).map(block).collect()
}

fn verdicts(letters: &str) -> Vec<Verdict> {
    let role = |letter| match letter {
        'l' => Role::Leads,
        't' => Role::Trails,
        'o' => Role::Opens,
        'f' => Role::Furniture,
        _ => Role::Inside,
    };
    letters.chars().zip(1..).map(|(letter, n)| Verdict { role: role(letter), margin: 100 * n }).collect()
}

/// The articles' numbers, a dot where there is none; and the heads behind their bodies: first block, end, before, margin.
fn numbered(letters: &str) -> (String, Vec<(usize, usize, usize, i32)>) {
    let (numbers, heads) = number_articles(&verdicts(letters));
    let shown = numbers.iter().map(|&n| if n == NO_ARTICLE { ".".to_owned() } else { n.to_string() }).collect();
    (shown, heads.iter().map(|head| (head.from, head.end, head.before, head.margin)).collect())
}

#[test]
fn an_article_begins_with_its_head_or_with_its_first_paragraph() {
    assert_eq!(numbered("loi"), ("000".into(), vec![]));
    assert_eq!(numbered("lloiloi"), ("0000111".into(), vec![]), "a head of two lines");
    assert_eq!(numbered("oioi"), ("0011".into(), vec![]));
    assert_eq!(numbered("floifoi"), (".000.11".into(), vec![]), "furniture is in none");
    assert_eq!(numbered("lflo"), ("0.11".into(), vec![]), "furniture parts two heads");
    assert_eq!(numbered("lilo"), ("0011".into(), vec![]), "a byline too");
    assert_eq!(numbered("iio"), ("001".into(), vec![]), "what nothing opened is one all the same");
    assert_eq!(numbered("lioi"), ("0000".into(), vec![]), "a byline below the head");
}

#[test]
fn a_head_behind_its_body_goes_before_the_articles_first_block() {
    assert_eq!(numbered("oit"), ("000".into(), vec![(2, 3, 0, 100)]));
    assert_eq!(numbered("foittoit"), (".0000111".into(), vec![(3, 5, 1, 200), (7, 8, 5, 600)]));
    assert_eq!(numbered("oitft"), ("000.0".into(), vec![(2, 3, 0, 100), (4, 5, 0, 100)]), "two that stand apart");
}

#[test]
fn a_title_is_a_heading_a_banner_a_kicker_or_a_headline() {
    let settled = |roles: &str, kickers: &str| {
        let title =
            |kicker| Item::Title { subhead: 0, head: 0, banner: 0, kicker, overlap: Overlap::default(), parted: false };
        let items: Vec<Item> = kickers.chars().map(|c| if c == 'p' { Item::Byline } else { title(c == 'k') }).collect();
        let mut blocks = blocks(&kickers.replace('k', "h"));
        settle_kinds(&mut blocks, &items, &verdicts(roles));
        blocks.iter().map(|block| format!("{:?}", block.kind)).map(|kind| kind[..1].to_owned()).collect::<String>()
    };
    assert_eq!(settled("lloi", "khpp"), "KHPP");
    assert_eq!(settled("oit", "pph"), "PPH");
    assert_eq!(settled("loii", "hpkp"), "HPSP");
    assert_eq!(settled("flo", "hhp"), "MHP");
    assert_eq!(settled("llo", "kkp"), "KHP", "nothing but kickers: the last is the headline");
    assert_eq!(settled("tllo", "kkhp"), "HKHP", "a head behind one body and a head over the next are two");
}

#[test]
fn the_body_above_a_title_is_its_paragraphs_and_what_stands_among_them() {
    let above = |letters: &str| {
        let span = body_above(&blocks(letters), letters.len());
        (span.start, span.end)
    };
    assert_eq!(above("hpp"), (10, 29));
    assert_eq!(above("hppb"), (10, 39), "its byline");
    assert_eq!(above("hpbpp"), (30, 49), "up to the byline of the one before");
    assert_eq!(above("hpspb"), (10, 49), "headings inside");
    assert_eq!(above("hfp"), (10, 29));
    assert_eq!(above("hps"), (29, 29), "a heading right above is none inside");
    assert_eq!((above("h"), above("")), ((9, 9), (0, 0)));
}

#[test]
fn the_body_below_a_title_is_its_paragraphs_and_headings() {
    let below = |letters: &str, n: usize| {
        let span = body_below(&blocks(letters), n);
        (span.start, span.end)
    };
    assert_eq!(below("hpspb", 1), (10, 39));
    assert_eq!(below("hfh", 1), (10, 19));
    assert_eq!((below("hbp", 1), below("h", 1)), ((10, 10), (0, 0)));
}

#[test]
fn the_text_before_a_paragraph_is_that_of_the_article_before_it() {
    let before = |letters: &str| text_before(&blocks(letters), letters.len()).map(|span| (span.start, span.end));
    assert_eq!(before("hpp"), Some((10, 29)));
    assert_eq!(before("ppb"), Some((0, 19)), "the byline behind it is set aside");
    assert_eq!(before("pbpp"), Some((20, 39)), "the one before it is not");
    assert_eq!(before("pshp"), Some((0, 39)), "headings are");
    assert_eq!(before("pmp"), Some((20, 29)));
    assert_eq!(before("pm"), None);
    assert_eq!(before("hs"), None);
    let mut long = blocks("ppp");
    long[1].span = Span::new(100, 1700);
    long[2].span = Span::new(1800, 1809);
    assert_eq!(text_before(&long, 3).map(|span| span.start), Some(100), "as much as is compared");
}

#[test]
fn who_wrote_and_photographed_has_the_byline_of_an_article_with_a_head() {
    let settled = |letters: &str, line: &str| {
        let text = format!("{}{line}\n", "灯\n".repeat(letters.len() - 1));
        let page = Page::scan(&text, None);
        let mut blocks = blocks(letters);
        blocks.iter_mut().for_each(|block| block.article = 0);
        settle_bylines(&page, &mut blocks);
        blocks.last().map(|block| block.kind)
    };
    assert_eq!(settled("hpc", "陈穗 摄影报道"), Some(Kind::Byline));
    assert_eq!(settled("pc", "陈穗 摄影报道"), Some(Kind::Credit));
    assert_eq!(settled("kpb", "■记者 陈穗"), Some(Kind::Byline));
    assert_eq!(settled("pb", "■记者 陈穗"), Some(Kind::Credit), "of a photograph without a text");
    assert_eq!(settled("pb", "记者 陈穗"), Some(Kind::Byline));
    assert_eq!(settled("hpc", "■陈穗 摄"), Some(Kind::Credit));
}

#[test]
fn paragraphs_behind_others_that_may_open_an_article_have_slots_in_turn() {
    use super::super::openers::SLOTS;
    let note = "新华社北塘12月4日电（记者陈禾）湖边的\n步道换上了路灯，散步的老人都停下来\n看灯，孩子们跟着灯影一直跑到桥头。\n工人们还要把新灯一盏盏装到山脚下。\n";
    let text = format!("{note}路灯不用电费。\n").repeat(6);
    let page = Page::scan(&text, None);
    let layout = lay_out(&text, &page, 0);
    let given = slots(&layout.decisions, &layout.reading.blocks);
    let own: Vec<usize> = given.iter().copied().filter(|slot| *slot < SLOTS).collect();
    assert!(own.len() > SLOTS, "{given:?}");
    assert!(own.iter().enumerate().all(|(n, slot)| *slot == n % SLOTS));
    assert_eq!(given[0], NO_SLOT, "it stands behind none");
}

#[test]
fn a_head_behind_its_article_is_no_surer_than_where_that_begins() {
    // the second paragraph opens an article, and its head trails: each verdict is surer by 100 than the one before
    let mut verdicts = verdicts("ooit");
    let margin =
        |verdicts: &[Verdict]| number_articles(verdicts).1.iter().map(|h| (h.before, h.margin)).collect::<Vec<_>>();
    assert_eq!(margin(&verdicts), [(1, 200)]);
    verdicts[1].margin = 900;
    assert_eq!(margin(&verdicts), [(1, 400)]);
}
