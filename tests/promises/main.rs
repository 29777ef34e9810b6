//! The five promises, on pages whose damage is known and on any text.
//!
//! Each property is alive: `.ci/faults` plants faults by hand in a copy of the crate, one at a time, and each must make the
//! properties fail that it names.
//!
//! `PROPTEST_CASES=5000 cargo test --release --test promises` runs longer.

mod measured;
mod printed;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::BufReader;

use pagemend::{Edit, Mender, Page, Rule, replay, undo};
use printed::{damage, layout, printed, riddled, text};
use proptest::prelude::*;

/// The log of a text, over all its pages.
fn log(mender: &Mender, text: &str) -> Vec<Edit<'static>> {
    mender.pages(text).flat_map(|page| page.edits().map(Edit::into_owned).collect::<Vec<_>>()).collect()
}

/// The traditional characters with those that are written for them in simplified text.
const TRADITIONAL: &str = include_str!("../../data/traditional.tsv");

/// The text in traditional characters; `None` where it has some.
fn traditional(text: &str) -> Option<String> {
    let rows = TRADITIONAL.lines().skip(1).filter_map(|row| row.split_once('\t'));
    let chars = |row: (&str, &str)| Some((row.1.chars().next()?, row.0.chars().next()?));
    let written: BTreeMap<char, char> = rows.filter_map(chars).collect();
    let is_new = !written.values().any(|c| text.contains(*c));
    is_new.then(|| text.chars().map(|c| written.get(&c).copied().unwrap_or(c)).collect())
}

/// Everything that a page shows, to be compared.
fn shown(page: &Page<'_>) -> String {
    let blocks: Vec<_> =
        page.blocks().map(|block| (block.kind(), block.article(), block.text().into_owned(), block.source())).collect();
    let flags: Vec<_> = page.flags().collect();
    let edits: Vec<_> = page.edits().collect();
    format!("{} {} {:?} {blocks:?} {flags:?} {edits:?}", page.number(), page.offset(), page.text())
}

/// The characters that show: neither white space nor of no width.
fn without_space(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}'))
}

fn counted(chars: impl Iterator<Item = char>) -> BTreeMap<char, i64> {
    let mut counts = BTreeMap::new();
    chars.for_each(|c| *counts.entry(c).or_default() += 1);
    counts
}

/// Whether a rule may put `new` for `old`.
fn is_within_its_rule(edit: &Edit<'_>) -> bool {
    let (old, new) = (edit.old.as_ref(), edit.new.as_ref());
    let has_only_space = |text: &str| without_space(text).next().is_none();
    match edit.rule {
        // A head moves; or a line end stands between it and what stood beside it.
        Rule::MisplacedHeadlines => match edit.to {
            Some(_) => old == new,
            None => {
                let is_space = has_only_space(old) && !old.is_empty() && !old.contains(['\n', '\r']);
                is_space && matches!(new, "\n" | "\n\n" | "\r\n" | "\r\n\r\n")
            }
        },
        // Lines move, and the white space around them goes or becomes a line end.
        Rule::SideBySideColumns if edit.to.is_some() => old == new,
        Rule::SideBySideColumns => has_only_space(old) && matches!(new, "" | " " | "\n" | "\r\n"),
        // Lines move, and the blank lines between them go.
        Rule::InterleavedColumns if edit.to.is_some() => old == new,
        Rule::InterleavedColumns => has_only_space(old) && new.is_empty(),
        _ if edit.to.is_some() => false,
        // Line breaks go, or become the space between two words.
        Rule::ColumnBreaks => has_only_space(old) && (new.is_empty() || new == " "),
        Rule::StraySpaces => has_only_space(old) && new.is_empty(),
        // A space goes, or one figure stands for what was no figure: one of full width, O for 0, l for 1.
        Rule::SplitNumbers => {
            let figure = matches!((old, new), ("O", "0") | ("l", "1"))
                || old
                    .chars()
                    .eq(new.chars().filter_map(|c| c.to_digit(10)).filter_map(|n| char::from_u32('０' as u32 + n)));
            has_only_space(old) && new.is_empty() || new.len() == 1 && figure
        }
        // The hyphen may go or stay; a space may stand for the line break.
        Rule::Hyphens => {
            let is_hyphen = |c| matches!(c, '-' | '\u{ad}' | '\u{2010}' | '\u{2011}' | '¬');
            without_space(old).all(is_hyphen) && without_space(new).all(is_hyphen) && new.len() < old.len()
        }
        // One for one; a mark of full width may stand for a mark and the space behind it.
        Rule::Radicals | Rule::Confusions => old.chars().count() == new.chars().count(),
        Rule::PunctuationWidth => {
            !without_space(old).any(char::is_alphanumeric) && !without_space(new).any(char::is_alphanumeric)
        }
        // What goes stands there again: checked on the whole, as the copy that stays is not in the edit.
        Rule::DoubledGlyphs => new.len() < old.len(),
        _ => true,
    }
}

proptest! {
    // ---- 1. Nothing is lost.

    #[test]
    fn every_character_is_in_the_output_or_in_the_log(text in text()) {
        let output = Mender::new().repair_str(&text);
        let mut left = counted(text.chars());
        for edit in log(&Mender::new(), &text).iter().filter(|edit| edit.to.is_none()) {
            edit.old.chars().for_each(|c| *left.entry(c).or_default() -= 1);
            edit.new.chars().for_each(|c| *left.entry(c).or_default() += 1);
        }
        left.retain(|_, count| *count != 0);
        prop_assert_eq!(left, counted(output.chars()));
    }

    #[test]
    fn each_rule_does_only_what_its_name_says(text in text()) {
        for edit in log(&Mender::new(), &text) {
            prop_assert!(is_within_its_rule(&edit), "{:?}", edit);
        }
    }

    // Not in the order of the blocks: of columns in turn, one has the first line, another the second, and the first the third.
    #[test]
    fn every_character_that_shows_is_in_one_block(text in text()) {
        for page in Mender::new().pages(&text) {
            let mut spans: Vec<_> = page.blocks().flat_map(|block| block.source()).collect();
            spans.sort_by_key(|span| span.start);
            prop_assert!(spans.windows(2).all(|pair| pair[0].end <= pair[1].start), "blocks share text: {:?}", spans);
            let place = |at: u64| (at - page.offset()) as usize;
            let mut in_blocks: String = spans.iter().map(|span| &page.source()[place(span.start)..place(span.end)]).collect();
            let gone = page.edits().filter(|edit| edit.to.is_none() && edit.new.is_empty());
            in_blocks.extend(gone.map(|edit| edit.old.into_owned()));
            prop_assert_eq!(counted(without_space(&in_blocks)), counted(without_space(page.source())));
        }
    }

    #[test]
    fn the_blocks_in_their_order_are_the_text(text in text()) {
        for page in Mender::new().pages(&text) {
            let blocks: String = page.blocks().map(|block| block.text().into_owned()).collect();
            prop_assert_eq!(without_space(&blocks).collect::<String>(), without_space(&page.text()).collect::<String>());
        }
    }

    // ---- 2. What is right is not touched.

    #[test]
    fn a_clean_page_comes_back_borrowed(page in printed(), layout in layout()) {
        let text = page.clean(layout);
        let output = Mender::new().repair_str(&text);
        prop_assert_eq!(&output, &text);
        prop_assert!(matches!(output, Cow::Borrowed(_)));
    }

    #[test]
    fn nothing_wrong_is_never_copied(text in text()) {
        let output = Mender::new().repair_str(&text);
        prop_assert_eq!(matches!(output, Cow::Borrowed(_)), log(&Mender::new(), &text).is_empty());
        for page in Mender::new().pages(&text) {
            prop_assert_eq!(matches!(page.text(), Cow::Borrowed(_)), page.edits().len() == 0);
            prop_assert_eq!(page.is_changed(), page.edits().len() > 0);
        }
    }

    #[test]
    fn a_page_in_traditional_characters_is_mended_as_in_simplified_ones(text in text()) {
        let done = |text: &str| -> Vec<_> {
            let edits = log(&Mender::new(), text).into_iter();
            edits.map(|edit| (edit.rule, edit.source, edit.to, edit.margin, edit.new.len())).collect()
        };
        let Some(written) = traditional(&text) else { return Ok(()) };
        // a page with hardly one of them is read as it stands
        let others = written.chars().zip(text.chars()).filter(|(a, b)| a != b).count();
        if others * 3 * 4 < text.len() {
            return Ok(());
        }
        prop_assert_eq!(done(&written), done(&text));
    }

    #[test]
    fn a_rule_that_is_off_does_nothing(text in text(), off in prop::sample::subsequence(Rule::all().collect::<Vec<_>>(), 0..=Rule::all().len())) {
        let mender = off.iter().fold(Mender::new(), |mender, &rule| mender.without(rule));
        for edit in log(&mender, &text) {
            prop_assert!(!off.contains(&edit.rule), "{:?}", edit);
        }
        if off.len() == Rule::all().len() {
            prop_assert!(matches!(mender.repair_str(&text), Cow::Borrowed(_)));
        }
    }

    #[test]
    fn nothing_is_done_that_is_less_sure_than_asked(text in text(), threshold in prop_oneof![Just(32u16), 0u16..1200]) {
        let mender = Mender::new().threshold(threshold);
        for edit in log(&mender, &text) {
            prop_assert!(edit.margin.is_none_or(|margin| margin >= threshold.into()), "{:?}", edit);
        }
    }

    // ---- 3. Everything is on record, and can be undone.

    #[test]
    fn the_log_replays_and_undoes(text in text(), limit in prop_oneof![Just(1usize << 18), 50usize..2000]) {
        let mender = Mender::new().page_limit(limit);
        let output = mender.repair_str(&text);
        let log = log(&mender, &text);
        prop_assert_eq!(replay(&text, 0, log.clone()).unwrap(), output.as_ref());
        prop_assert_eq!(undo(&output, 0, log).unwrap(), text);
    }

    #[test]
    fn every_edit_says_where_what_and_why(text in text()) {
        for edit in log(&Mender::new(), &text) {
            let span = edit.source.start as usize..edit.source.end as usize;
            prop_assert_eq!(text.get(span), Some(edit.old.as_ref()));
            prop_assert!(!edit.reason.is_empty(), "{:?}", edit);
            prop_assert!(edit.to.is_some() || edit.old != edit.new, "{:?}", edit);
        }
    }

    // ---- 4. Memory is bounded.

    #[test]
    fn the_core_never_holds_more_than_a_page_and_a_push(text in text(), limit in 4usize..3000, size in 1usize..700) {
        let mut core = Mender::new().page_limit(limit).core();
        for piece in text.as_bytes().chunks(size) {
            core.push(piece);
            while let Some(page) = core.take().unwrap() {
                prop_assert!(page.source().len() <= limit);
            }
            prop_assert!(core.buffered() <= limit);
        }
    }

    // ---- 5. Same text, same result.

    #[test]
    fn buffers_change_nothing(text in text(), limit in prop_oneof![Just(1usize << 18), 50usize..2000], size in 1usize..100) {
        let mender = Mender::new().page_limit(limit);
        let whole: Vec<String> = mender.pages(&text).map(|page| shown(&page)).collect();
        let stream = mender.repair(BufReader::with_capacity(size, text.as_bytes()));
        let stream: Vec<String> = stream.map(|page| shown(&page.unwrap())).collect();
        prop_assert_eq!(&stream, &whole);
        let mut core = mender.core();
        let mut pushed = Vec::new();
        for piece in text.as_bytes().chunks(size) {
            core.push(piece);
            pushed.extend(std::iter::from_fn(|| core.take().unwrap()).map(|page| shown(&page)));
        }
        core.finish();
        pushed.extend(std::iter::from_fn(|| core.take().unwrap()).map(|page| shown(&page)));
        prop_assert_eq!(&pushed, &whole);
        let joined: String = mender.pages(&text).map(|page| page.text().into_owned()).collect();
        prop_assert_eq!(mender.repair_str(&text), joined);
    }

    // What a page shows of one wide column, from 24 characters on, counts for the next: narrower lines say nothing.
    #[test]
    fn a_page_knows_nothing_of_the_pages_before(texts in prop::collection::vec(text(), 1..4)) {
        let narrow = |text: &String| -> String {
            let lines = text.split_inclusive('\n').map(|line| match line.char_indices().nth(23) {
                Some((at, _)) if line.ends_with('\n') => format!("{}\n", line[..at].trim_end_matches(['\r', '\n'])),
                Some((at, _)) => line[..at].to_string(),
                None => line.to_string(),
            });
            lines.collect::<String>().replace('\x0c', "")
        };
        let texts: Vec<String> = texts.iter().map(narrow).collect();
        let stream = texts.join("\x0c");
        let together: Vec<_> = Mender::new().pages(&stream).map(|page| page.text().into_owned()).collect();
        let mut alone: Vec<_> = texts.iter().map(|text| Mender::new().repair_str(&format!("{text}\x0c")).into_owned()).collect();
        let last = Mender::new().repair_str(&texts[texts.len() - 1]).into_owned();
        alone.pop();
        alone.extend((!last.is_empty()).then_some(last));
        prop_assert_eq!(together, alone);
    }

    #[test]
    fn mending_twice_changes_nothing_more(text in prop_oneof![text(), riddled()]) {
        let once = Mender::new().repair_str(&text);
        let twice = Mender::new().repair_str(&once);
        prop_assert_eq!(&twice, &once);
        prop_assert!(matches!(twice, Cow::Borrowed(_)));
    }

    #[test]
    fn with_some_rules_too_mending_twice_changes_nothing_more(
        text in prop_oneof![text(), riddled()],
        rules in prop::sample::subsequence(Rule::all().collect::<Vec<_>>(), 1..Rule::all().count()),
        threshold in 0u16..400,
    ) {
        let mender = Mender::new().only(rules).threshold(threshold);
        let once = mender.repair_str(&text);
        prop_assert_eq!(&mender.repair_str(&once), &once);
    }

    #[test]
    fn mending_any_text_twice_changes_nothing_more(text in any::<String>()) {
        let once = Mender::new().repair_str(&text);
        prop_assert_eq!(&Mender::new().repair_str(&once), &once);
    }
}

#[test]
fn threads_change_nothing() {
    use proptest::strategy::ValueTree;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let page = (printed(), damage()).prop_map(|(page, damage)| page.damaged(&damage));
    let text: String = (0..20).map(|_| page.new_tree(&mut runner).unwrap().current() + "\x0c").collect();
    let mender = Mender::new();
    let alone: Vec<String> = mender.pages(&text).map(|page| shown(&page)).collect();
    std::thread::scope(|scope| {
        let threads: Vec<_> =
            (0..4).map(|_| scope.spawn(|| mender.pages(&text).map(|page| shown(&page)).collect::<Vec<_>>())).collect();
        for thread in threads {
            assert_eq!(thread.join().unwrap(), alone);
        }
    });
}
