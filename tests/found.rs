//! Texts on which a promise was once broken, found by random pages and by fuzzing, cut down to what still showed it. Each is held
//! to the promises again.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::borrow::Cow;

use pagemend::{Edit, Mender, Page, replay, undo};

fn without_space(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn keeps_its_promises(mender: &Mender, text: &str) {
    let output = mender.repair_str(text);
    let log: Vec<Edit<'static>> =
        mender.pages(text).flat_map(|page| page.edits().map(Edit::into_owned).collect::<Vec<_>>()).collect();
    assert_eq!(replay(text, 0, &log).unwrap(), output);
    assert_eq!(undo(&output, 0, &log).unwrap(), text);
    assert_eq!(matches!(output, Cow::Borrowed(_)), log.is_empty());
    for page in mender.pages(text) {
        let blocks: String = page.blocks().map(|block| block.text().into_owned()).collect();
        assert_eq!(without_space(&blocks), without_space(&page.text()), "the blocks in their order are the text");
        let mut spans: Vec<_> = page.blocks().flat_map(|block| block.source()).collect();
        spans.sort_by_key(|span| span.start);
        assert!(spans.windows(2).all(|pair| pair[0].end <= pair[1].start), "blocks share text: {spans:?}");
    }
    let shown = |page: &Page<'_>| format!("{:?} {:?}", page.text(), page.blocks().collect::<Vec<_>>());
    let whole: Vec<String> = mender.pages(text).map(|page| shown(&page)).collect();
    let stream: Vec<String> = mender.repair(text.as_bytes()).map(|page| shown(&page.unwrap())).collect();
    assert_eq!(stream, whole);
}

/// Two heads stand behind their bodies. The one stays, as its body begins within a line, behind a byline that runs on; and the
/// other moves. The blocks stood in their order as if both had moved.
#[test]
fn a_head_stays_as_its_body_begins_within_a_line_and_another_moves() {
    let text = "居民居民。居民2001年居民居民,\n。\n居 民居民 居民居民居民,居民居民。\n居民居民居民,居民居民,社区\n\
                居民居民居民居民。居民居民居民\n馆\n居民图书\n居民“居\n民”,居民居民。居民居民居民居\n。\n居\n";
    keeps_its_promises(&Mender::new(), text);
}

/// Headlines of words that come again, which parse wholly into units that stand twice: but a space stands in one of the copies, or
/// between some and not others, and what is printed twice over itself is spaced alike.
#[test]
fn words_that_come_again_are_no_doubled_glyphs() {
    for head in ["整修整修整修 活动整修活动", "认真认真计划 继续计划继续", "认真认真计划 计划继续安全继续安全"]
    {
        let text = format!("{head}\n\n居民居民。居民居民。\n\n居民居民。居民居民。\n");
        assert_eq!(Mender::new().repair_str(&text), text);
        keeps_its_promises(&Mender::new(), &text);
    }
}

/// A radical was no character until it was mended, so that a figure beside it was mended the second time.
#[test]
fn a_radical_counts_as_a_character_before_it_is_mended() {
    let once = Mender::new().repair_str("⺛𬺰０0").into_owned();
    assert_eq!(Mender::new().repair_str(&once), once);
}
