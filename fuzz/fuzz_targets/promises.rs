//! The promises: nothing is lost, the log replays and undoes, what is right is borrowed, blocks hold the text.

#![no_main]

use std::borrow::Cow;

use input::Input;
use libfuzzer_sys::fuzz_target;
use pagemend::{Edit, replay, undo};

fuzz_target!(|input: Input<'_>| {
    let (mender, text) = (input.options.mender(), input.text());
    let output = mender.repair_str(text);
    let log: Vec<Edit<'static>> =
        mender.pages(text).flat_map(|page| page.edits().map(Edit::into_owned).collect::<Vec<_>>()).collect();
    assert_eq!(log.is_empty(), matches!(output, Cow::Borrowed(_)));
    assert_eq!(replay(text, 0, log.clone()).unwrap(), output);
    assert_eq!(undo(&output, 0, log.clone()).unwrap(), text);
    for edit in log {
        assert!(!input.options.is_off(edit.rule), "{} is off", edit.rule);
        assert!(!edit.reason.is_empty());
        assert!(edit.to.is_some() || edit.old != edit.new);
        assert_eq!(text.get(edit.source.start as usize..edit.source.end as usize), Some(&*edit.old));
    }
    for page in mender.pages(text) {
        let mut spans: Vec<_> = page.blocks().flat_map(|block| block.source()).collect();
        spans.sort_by_key(|span| span.start);
        assert!(spans.windows(2).all(|pair| pair[0].end <= pair[1].start), "blocks overlap");
        let end = page.offset() + page.source().len() as u64;
        assert!(spans.iter().all(|span| page.offset() <= span.start && span.start < span.end && span.end <= end));
        assert!(page.flags().all(|flag| page.offset() <= flag.source.start && flag.source.end <= end));
        for article in page.articles() {
            assert!(article.blocks().len() > 0);
        }
    }
});
