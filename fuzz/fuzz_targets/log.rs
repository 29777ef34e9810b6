//! Logs that nobody made: replay and undo refuse them, or the one takes back what the other did. They never panic.

#![no_main]

use libfuzzer_sys::fuzz_target;
use pagemend::{Edit, Rule, replay, undo};

type Entry<'a> = (u8, u8, &'a str, Option<u8>);

fuzz_target!(|input: (&str, u8, Vec<Entry<'_>>)| {
    let (text, offset, entries) = input;
    let offset = u64::from(offset);
    let log: Vec<Edit<'static>> = entries
        .into_iter()
        .map(|(start, len, new, to)| {
            // Mostly what does stand there, or nearly nothing would fit.
            let (from, to_byte) = (usize::from(start), usize::from(start) + usize::from(len % 16));
            let old = text.get(from..to_byte).unwrap_or(new);
            let source = offset + from as u64..offset + to_byte as u64;
            match to {
                Some(to) => Edit::new(Rule::MisplacedHeadlines, source, old, old).moved_to(offset + u64::from(to)),
                None => Edit::new(Rule::ColumnBreaks, source, old, new),
            }
        })
        .collect();
    if let Ok(output) = replay(text, offset, log.clone()) {
        assert_eq!(undo(&output, offset, log).unwrap(), text);
    } else {
        let _ = undo(text, offset, log);
    }
});
