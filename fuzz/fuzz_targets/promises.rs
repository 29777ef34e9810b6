//! The promises, with any rules on and any threshold: nothing is lost, the log replays and undoes, what is right is borrowed,
//! blocks hold the text, and mending twice changes nothing more.

#![no_main]

use std::borrow::Cow;
use std::collections::BTreeMap;

use input::Input;
use libfuzzer_sys::fuzz_target;
use pagemend::{Edit, Page, replay, undo};

/// The characters that show: neither white space nor of no width.
fn without_space(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}'))
}

/// Adds `by` to the count of each character.
fn count(counts: &mut BTreeMap<char, i64>, chars: impl Iterator<Item = char>, by: i64) {
    chars.for_each(|c| *counts.entry(c).or_default() += by);
}

fn check_blocks(page: &Page<'_>) {
    let mut spans: Vec<_> = page.blocks().flat_map(|block| block.source()).collect();
    spans.sort_by_key(|span| span.start);
    assert!(spans.windows(2).all(|pair| pair[0].end <= pair[1].start), "blocks overlap");
    let end = page.offset() + page.source().len() as u64;
    assert!(spans.iter().all(|span| page.offset() <= span.start && span.start < span.end && span.end <= end));
    assert!(page.flags().all(|flag| page.offset() <= flag.source.start && flag.source.end <= end));
    // each character that shows is in one block, or was taken away
    let mut left = BTreeMap::new();
    count(&mut left, without_space(page.source()), 1);
    spans.iter().for_each(|span| count(&mut left, without_space(page.source_at(span.clone()).unwrap()), -1));
    let gone = page.edits().filter(|edit| edit.to.is_none() && edit.new.is_empty());
    gone.for_each(|edit| count(&mut left, without_space(&edit.old), -1));
    assert!(left.values().all(|&count| count == 0), "not in one block: {left:?}");
    // in their order they are the text
    let text = page.text();
    let shown: String = page.blocks().map(|block| block.text().into_owned()).collect();
    assert!(without_space(&shown).eq(without_space(&text)), "{shown:?} is not {text:?}");
    assert_eq!(page.pieces().collect::<String>(), text);
    for article in page.articles() {
        assert!(article.blocks().len() > 0);
    }
}

fuzz_target!(|input: Input<'_>| {
    let (mender, text) = (input.options.mender(), input.text());
    let output = mender.repair_str(text);
    let mut log: Vec<Edit<'static>> = Vec::new();
    let mut pages = String::new();
    for page in mender.pages(text) {
        log.extend(page.edits().map(Edit::into_owned));
        pages.extend(page.pieces());
        assert_eq!(matches!(page.text(), Cow::Borrowed(_)), !page.is_changed());
        check_blocks(&page);
    }
    assert_eq!(pages, output);
    assert_eq!(log.is_empty(), matches!(output, Cow::Borrowed(_)));
    assert_eq!(replay(text, 0, &log).unwrap(), output);
    assert_eq!(undo(&output, 0, &log).unwrap(), text);
    let mut left = BTreeMap::new();
    count(&mut left, text.chars(), 1);
    count(&mut left, output.chars(), -1);
    for edit in &log {
        assert!(!input.options.is_off(edit.rule), "{} is off", edit.rule);
        assert!(!edit.reason.is_empty());
        assert!(edit.to.is_some() || edit.old != edit.new);
        assert_eq!(text.get(edit.source.start as usize..edit.source.end as usize), Some(&*edit.old));
        let asked = input.options.threshold().unwrap_or(32);
        assert!(edit.margin.is_none_or(|margin| margin >= asked.into()), "{edit}: less sure than {asked}");
        if edit.to.is_none() {
            count(&mut left, edit.old.chars(), -1);
            count(&mut left, edit.new.chars(), 1);
        }
    }
    assert!(left.values().all(|&count| count == 0), "lost or made up: {left:?}");
    // a page by itself: what was mended is right
    if mender.pages(text).count() == 1 && mender.pages(&output).count() == 1 {
        assert_eq!(mender.repair_str(&output), output, "mended twice");
    }
    // one rule's edits taken back, the others done again
    if let Some(rule) = log.first().map(|edit| edit.rule) {
        let part: Vec<&Edit<'_>> = log.iter().filter(|edit| edit.rule != rule).collect();
        let partly = replay(text, 0, part.iter().copied()).unwrap();
        assert_eq!(undo(&partly, 0, part).unwrap(), text);
    }
});
