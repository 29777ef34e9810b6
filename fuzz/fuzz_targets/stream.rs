//! The stream: the same pages and the same error however the bytes come, over threads too, and those of the text in memory.

#![no_main]

use std::io::BufReader;

use input::Input;
use libfuzzer_sys::fuzz_target;
use pagemend::{Error, Page};

/// One input in so many is read over threads.
const THREADED: usize = 16;

/// Pages and errors, to be compared.
fn shown(pages: impl Iterator<Item = Result<Page<'static>, Error>>) -> Vec<String> {
    let shown = |page: Result<Page<'static>, Error>| match page {
        Ok(page) => {
            let blocks: Vec<_> = page.blocks().map(|block| (block.kind(), block.article(), block.source())).collect();
            let (edits, flags): (Vec<_>, Vec<_>) = (page.edits().collect(), page.flags().collect());
            format!("{} {} {:?} {edits:?} {blocks:?} {flags:?}", page.number(), page.offset(), page.source())
        }
        Err(error) => format!("{error:?}"),
    };
    pages.map(shown).collect()
}

fuzz_target!(|input: Input<'_>| {
    let mender = input.options.mender();
    let piece = usize::from(input.options.piece) + 1;
    let whole = shown(mender.repair(input.bytes));
    assert_eq!(shown(mender.repair(BufReader::with_capacity(piece, input.bytes))), whole);

    let mut core = mender.core();
    let mut pages = Vec::new();
    for bytes in input.bytes.chunks(piece) {
        core.push(bytes);
        pages.extend(std::iter::from_fn(|| core.take().transpose()));
    }
    core.finish();
    pages.extend(std::iter::from_fn(|| core.take().transpose()));
    assert_eq!(shown(pages.into_iter()), whole);
    assert_eq!(core.buffered(), 0);

    // threads take their time to start: now and then is enough
    if piece.is_multiple_of(THREADED) {
        assert_eq!(shown(mender.pool(3).repair(BufReader::with_capacity(piece, input.bytes))), whole);
    }

    let sources: String = mender.repair(input.bytes).flatten().map(|page| page.source().to_owned()).collect();
    match mender.repair(input.bytes).find_map(Result::err) {
        None => {
            let text = String::from_utf8_lossy(input.bytes);
            assert_eq!(sources, text);
            let in_memory = mender.pages(&text).map(|page| Ok(page.into_owned()));
            assert_eq!(shown(in_memory), whole);
        }
        Some(Error::InvalidUtf8 { offset }) => assert_eq!(sources.as_bytes(), &input.bytes[..offset as usize]),
        Some(Error::LineTooLong { offset, limit }) => {
            let text = String::from_utf8_lossy(input.bytes);
            let line = &text[offset as usize..];
            let end = line.find(['\n', '\x0c']).unwrap_or(line.len());
            assert!(end > limit || std::str::from_utf8(input.bytes).is_err());
            assert!(sources.len() >= offset as usize && text.starts_with(&sources));
        }
        Some(error) => panic!("{error}"),
    }
});
