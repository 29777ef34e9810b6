//! What is left to be found of a page, found at once: nothing else comes out.

use proptest::prelude::*;

use super::*;

/// Lines of a page with this and that in them: heads, paragraphs and parts of such, signatures, lists, marks and spaces astray.
fn page() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        4 => "[灯湖亮路人了书馆深]{12,14}",
        2 => "[灯湖亮路人了书馆]{3,11}[。？”]?",
        2 => "[灯湖亮路人了，。“” 12月日,:;()\u{3000}]{1,24}",
        1 => "[灯湖亮路]{4,6} [人书馆]{4,6}",
        1 => prop::sample::select(vec!["记者 陈禾", "主编 周远", "第3版", "各地要深人推进", "⽕灯", "主编主编", "a = 1;", "（陈禾 摄）"])
            .prop_map(str::to_owned),
    ];
    prop::collection::vec((line, prop::sample::select(vec!["\n", "\n", "\n\n"])), 1..14)
        .prop_map(|lines| lines.into_iter().flat_map(|(line, end)| [line, end.to_owned()]).collect())
}

/// What the rules propose for a page once its articles are known.
fn with_articles(text: &str, threshold: u16) -> (Vec<Change>, Found) {
    let page = Page::scan(text, None);
    let mut layout = lay_out(text, &page, threshold);
    layout.find_articles(text, &page, threshold);
    let mut sheet = Sheet::new(text, &page.signs, &layout.reading);
    propose(&mut sheet, Rules::ALL);
    let mut moves = Vec::new();
    let moved = misplaced_headlines::propose(&sheet, &mut moves);
    (sheet.settled, found(layout.reading, &moved))
}

/// Everything of a piece of work that shows, to be compared.
fn shown(changes: &[Change], blocks: &[RawBlock], flags: &[RawFlag]) -> String {
    let changes: Vec<_> = changes.iter().map(|c| (c.span, c.new, c.rule, c.margin)).collect();
    format!("{changes:?} {blocks:?} {flags:?}")
}

proptest! {
    #[test]
    fn what_is_left_to_be_found_is_what_would_be_found_at_once(text in page(), threshold in prop::sample::select(vec![0, 32, 320])) {
        let page = Page::scan(&text, None);
        let work = mend_lines(&text, page, Rules::ALL, threshold).found(&text);
        let (changes, at_once) = with_articles(&text, threshold);
        prop_assert_eq!(shown(&work.changes, &work.blocks, &work.flags), shown(&changes, &at_once.blocks, &at_once.flags));
    }
}

#[test]
fn what_a_page_is_left_to_be_asked_for_is_found_when_it_is() {
    let text = "湖边路灯点亮夜步道\n路灯亮了，人们来到湖边散步。\n";
    let work = mend(text, None, Rules::ALL, 32);
    assert!(work.later.is_some() && work.blocks.is_empty());
    let work = work.found(text);
    assert!(work.later.is_none());
    assert_eq!(
        work.blocks.iter().map(|block| block.span.of(text)).collect::<Vec<_>>(),
        text.lines().collect::<Vec<_>>()
    );
    assert!(mend("定于1月 25日召开。", None, Rules::ALL, 32).later.is_none(), "what is mended is found at once");
}
