//! The log over any changes and moves: it replays, it can be undone, nothing is lost, and faulty proposals do no harm.

use std::borrow::Cow;

use proptest::prelude::*;

use super::change::{Change, FlagKind, Kind, Move, NO_ARTICLE, PROVED, RawBlock, RawFlag, Reason, Span, Why, Work};
use super::order::Order;
use super::{Page, replay, settle, undo};
use crate::read::State;
use crate::{Edit, Rule};

const NEW: [&str; 6] = ["", " ", "，", "\n", "行", "long and longer"];

/// A text, and places in it: where characters begin, as bytes.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[一二a1 \n，𠀀\u{301}]{0,40}",
        1 => any::<String>(),
    ]
}

fn rule() -> impl Strategy<Value = Rule> {
    prop::sample::select(Rule::all().collect::<Vec<_>>())
}

fn change(start: u32, end: u32, new: &'static str, rule: Rule, margin: u16) -> Change {
    Change { span: Span::new(start, end), new, rule, margin, reason: Reason::words("a test") }
}

fn moved(start: u32, end: u32, to: u32) -> Move {
    Move { span: Span::new(start, end), to, rule: Rule::MisplacedHeadlines, margin: 7, reason: Reason::words("a test") }
}

/// A text, and changes and moves that a mend without fault proposes for it.
fn sound() -> impl Strategy<Value = (String, Work)> {
    text().prop_flat_map(work_on)
}

/// The text, and what is made by cutting it into stretches, some of which are changed, and the stretches into runs, some of which
/// move before the start of another.
fn work_on(text: String) -> impl Strategy<Value = (String, Work)> {
    let stretch = (1usize..5, prop::option::of(0..NEW.len()), rule(), any::<bool>());
    let run = (1usize..6, prop::option::of(any::<prop::sample::Index>()));
    (Just(text), prop::collection::vec(stretch, 0..30), prop::collection::vec(run, 0..12)).prop_map(
        |(text, stretches, runs)| {
            let mut places: Vec<u32> = text.char_indices().map(|(at, _)| at as u32).collect();
            places.push(text.len() as u32);
            let mut work = Work::default();
            // The ends of stretches, where runs may begin and end.
            let mut ends = vec![0u32];
            let mut at = 0;
            for (len, new, rule, proved) in stretches {
                let Some(&end) = places.get(at + len) else { break };
                if let Some(new) = new {
                    let margin = if proved { PROVED } else { 3 };
                    work.changes.push(change(places[at], end, NEW[new], rule, margin));
                }
                ends.push(end);
                at += len;
            }
            ends.push(text.len() as u32);
            ends.dedup();
            let mut borders = vec![0u32];
            let mut spans = Vec::new();
            let mut at = 0;
            for (len, to) in runs {
                let Some(&end) = ends.get(at + len) else { break };
                spans.push((ends[at], end, to));
                borders.push(end);
                at += len;
            }
            borders.push(text.len() as u32);
            for (start, end, to) in spans {
                if let Some(to) = to {
                    work.moves.push(moved(start, end, *to.get(&borders)));
                }
            }
            (text, work)
        },
    )
}

/// A text with sound work, and its mended text with more, which read that text from one of its borders on, and then what stands
/// before it, as one block.
fn rounds() -> impl Strategy<Value = (String, Work, String, Work)> {
    let first = sound();
    first.prop_flat_map(|(text, first)| {
        let mended = page(&text, 0, &first).text().into_owned();
        (Just((text, first)), work_on(mended), any::<prop::sample::Index>()).prop_map(
            |((text, first), (mended, mut second), from)| {
                let len = mended.len() as u32;
                let mut borders = vec![0, len];
                borders.extend(second.moves.iter().flat_map(|m| [m.span.start, m.to]));
                let from = *from.get(&borders);
                second.order = (from > 0).then(|| Order::new([Span::new(from, len), Span::new(0, from)]));
                second.blocks.push(RawBlock { span: Span::new(0, len), kind: Kind::Para, article: 0 });
                (text, first, mended, second)
            },
        )
    })
}

/// Changes and moves of a mend that is out of its mind.
fn wild() -> impl Strategy<Value = (String, Work)> {
    let changes = prop::collection::vec((0u32..60, 0u32..60, 0..NEW.len(), rule()), 0..20);
    let moves = prop::collection::vec((0u32..60, 0u32..60, 0u32..60), 0..10);
    (text(), changes, moves).prop_map(|(text, changes, moves)| {
        let place = |at: u32| at % (text.len() as u32 + 2); // mostly in the text, and one byte behind it
        let changes =
            changes.into_iter().map(|(start, end, new, rule)| change(place(start), place(end), NEW[new], rule, 0));
        let moves = moves.into_iter().map(|(start, end, to)| moved(place(start), place(end), place(to)));
        let work = Work { changes: changes.collect(), moves: moves.collect(), ..Work::default() };
        (text, work)
    })
}

/// The output, made in the plainest way: character by character into one string for each place that text can move to.
fn apply_plainly(text: &str, work: &Work) -> String {
    let is_in = |at: usize, span: Span| span.start as usize <= at && at < span.end as usize;
    let render = |from: usize, to: usize, skip_moved: bool| {
        let mut out = String::new();
        for (at, c) in text.char_indices().filter(|&(at, _)| from <= at && at < to) {
            if skip_moved && work.moves.iter().any(|m| is_in(at, m.span)) {
                continue;
            }
            match work.changes.iter().find(|change| is_in(at, change.span)) {
                Some(change) if change.span.start as usize == at => out.push_str(change.new),
                Some(_) => {}
                None => out.push(c),
            }
        }
        out
    };
    let mut out = String::new();
    for at in 0..=text.len() {
        for m in work.moves.iter().filter(|m| m.to as usize == at) {
            out.push_str(&render(m.span.start as usize, m.span.end as usize, false));
        }
        out.push_str(&render(at, at + 1, true));
    }
    out
}

fn page(text: &str, offset: u64, work: &Work) -> Page<'static> {
    Page::new(Cow::Owned(text.to_owned()), offset, 1, work.clone())
}

/// What must hold for every page, whatever was proposed.
fn check_log(page: &Page<'_>) -> Result<(), TestCaseError> {
    let text = page.text();
    let log: Vec<Edit<'static>> = page.edits().map(Edit::into_owned).collect();
    prop_assert_eq!(page.edits().len(), log.len());
    prop_assert_eq!(replay(page.source(), page.offset(), log.clone())?, text.as_ref());
    prop_assert_eq!(undo(&text, page.offset(), log.clone())?, page.source());
    prop_assert_eq!(page.pieces().collect::<String>(), text.as_ref());
    check_spans(page, &log)?;
    prop_assert_eq!(page.is_changed(), !log.is_empty());
    prop_assert_eq!(page.is_changed(), matches!(text, Cow::Owned(_)));
    for edit in log {
        let (start, end) = ((edit.source.start - page.offset()) as usize, (edit.source.end - page.offset()) as usize);
        prop_assert_eq!(page.source().get(start..end), Some(&*edit.old));
        prop_assert!(edit.to.is_some() || edit.old != edit.new, "an edit that changes nothing");
    }
    Ok(())
}

/// The spans are the text and, put in order, the source: each is an edit of the log, or untouched.
fn check_spans(page: &Page<'_>, log: &[Edit<'_>]) -> Result<(), TestCaseError> {
    let mut spans: Vec<_> = page.spans().collect();
    let text = page.text();
    prop_assert_eq!(spans.iter().map(|&(_, piece)| piece).collect::<String>(), text.as_ref());
    spans.sort_by_key(|(source, _)| source.start);
    let mut at = page.offset();
    let mut edits = log.iter().filter(|edit| edit.to.is_none()).peekable();
    for (source, piece) in spans {
        prop_assert!(source.start == at && source.start < source.end);
        match edits.next_if(|edit| edit.source == source) {
            Some(edit) => prop_assert_eq!(piece, edit.new.as_ref()),
            None => {
                let range = (source.start - page.offset()) as usize..(source.end - page.offset()) as usize;
                prop_assert_eq!(page.source().get(range), Some(piece));
            }
        }
        at = source.end;
    }
    prop_assert_eq!(at, page.offset() + page.source().len() as u64);
    prop_assert!(edits.next().is_none(), "an edit has no span of its own");
    Ok(())
}

/// What remains of the proposals, rule after rule.
fn settled(proposals: &[Change]) -> Vec<Change> {
    let mut settled = Vec::new();
    for rule in Rule::all() {
        let mut of_rule: Vec<Change> = proposals.iter().filter(|c| c.rule == rule).copied().collect();
        settle(&mut settled, &mut of_rule);
        assert!(of_rule.is_empty());
    }
    settled
}

proptest! {
    #[test]
    fn sound_work_is_done_whole((text, work) in sound(), offset in prop_oneof![Just(0), any::<u32>().prop_map(u64::from)]) {
        let page = page(&text, offset, &work);
        let changes = work.changes.iter().filter(|c| c.span.of(&text) != c.new).count();
        prop_assert_eq!(page.work.changes.len(), changes);
        prop_assert_eq!(page.work.moves.len(), work.moves.len());
        prop_assert_eq!(page.text(), apply_plainly(&text, &page.work));
        check_log(&page)?;
    }

    #[test]
    fn faulty_work_does_no_harm((text, work) in wild(), offset in any::<u32>().prop_map(u64::from)) {
        let page = page(&text, offset, &work);
        prop_assert_eq!(page.text(), apply_plainly(&text, &page.work));
        check_log(&page)?;
    }

    #[test]
    fn what_is_done_in_two_rounds_is_done_in_one((text, first, mended, second) in rounds(), offset in 0u64..99) {
        let (first, next) = (page(&text, offset, &first), page(&mended, 0, &second));
        let Some(work) = first.then(&next) else {
            // an end that is inside of something put in
            let ends = next.work.changes.iter().flat_map(|c| [c.span.start, c.span.end]);
            let moved = next.work.moves.iter().flat_map(|m| [m.span.start, m.span.end, m.to]);
            let ends: Vec<usize> = ends.chain(moved).map(|end| end as usize).collect();
            let mut at = 0;
            let parted = first.spans().any(|(_, piece)| {
                at += piece.len();
                ends.iter().any(|&end| at - piece.len() < end && end < at && NEW.contains(&piece))
            });
            prop_assert!(parted);
            return Ok(());
        };
        let blocks: Vec<String> = next.blocks().map(|block| block.text().into_owned()).collect();
        let both = first.clone().with(work);
        prop_assert_eq!(both.text(), next.text());
        check_log(&both)?;
        let shown: Vec<String> = both.blocks().map(|block| block.text().into_owned()).collect();
        match (first.is_changed(), next.is_changed()) {
            (_, true) => prop_assert_eq!(shown, if mended.is_empty() { vec![] } else { blocks }),
            (_, false) => prop_assert_eq!(shown, [""; 0], "what changes nothing leaves the blocks as they were"),
        }
    }

    #[test]
    fn the_log_of_a_stream_is_the_logs_of_its_pages(pages in prop::collection::vec(sound(), 0..4)) {
        let (mut source, mut output, mut log) = (String::new(), String::new(), Vec::new());
        for (text, work) in &pages {
            let page = page(text, source.len() as u64, work);
            log.extend(page.edits().map(Edit::into_owned));
            output.push_str(&page.text());
            source.push_str(text);
        }
        prop_assert_eq!(&replay(&source, 0, log.clone())?, &output);
        prop_assert_eq!(undo(&output, 0, log)?, source);
    }

    #[test]
    fn proposals_settle_apart_and_the_earlier_rule_wins((_, work) in wild()) {
        let proposals: Vec<Change> = work.changes.iter().filter(|c| c.span.start <= c.span.end).copied().collect();
        let settled = settled(&proposals);
        prop_assert!(settled.windows(2).all(|w| w[0].span.end <= w[1].span.start));
        let overlap = |a: &Change, b: &Change| a.span.start < b.span.end && b.span.start < a.span.end;
        for lost in proposals.iter().filter(|c| c.span.start < c.span.end) {
            let stays = settled.iter().any(|s| s.span == lost.span && s.rule == lost.rule);
            prop_assert!(stays || proposals.iter().any(|o| overlap(o, lost) && o.rule <= lost.rule));
        }
        // A rule that comes later changes nothing of what is settled.
        let later = settled.iter().map(|c| Change { rule: Rule::PunctuationWidth, new: "later", ..*c });
        let earlier = settled.iter().filter(|c| c.rule < Rule::PunctuationWidth).copied();
        let again = self::settled(&earlier.chain(later).collect::<Vec<_>>());
        for c in settled.iter().filter(|c| c.rule < Rule::PunctuationWidth) {
            prop_assert!(again.iter().any(|a| a.span == c.span && a.new == c.new));
        }
    }

    #[test]
    fn blocks_have_the_text_of_their_spans((text, mut work) in sound(), article in 0u32..3) {
        work.blocks.push(RawBlock { span: Span::new(0, text.len() as u32), kind: Kind::Para, article });
        work.blocks.push(RawBlock { span: Span::new(0, 0), kind: Kind::Para, article: NO_ARTICLE });
        let page = page(&text, 1000, &work);
        let block = page.blocks().next().unwrap();
        let unmoved = Work { moves: vec![], ..page.work.clone() };
        prop_assert_eq!(block.text(), apply_plainly(&text, &unmoved));
        let mut at = 1000;
        for span in block.source() {
            prop_assert!(at <= span.start && span.start < span.end && span.end <= 1000 + text.len() as u64);
            at = span.end;
        }
        prop_assert_eq!(page.blocks().nth(1).unwrap().text(), "");
        prop_assert_eq!(page.articles().count(), 1);
    }
}

#[test]
fn moves_to_one_place_stand_in_their_order() {
    let work = Work { moves: vec![moved(3, 4, 0), moved(2, 3, 0)], ..Work::default() };
    assert_eq!(page("abcd", 0, &work).text(), "dcab");
}

/// The page of the second round as one page of the first's source.
fn in_one(source: &str, first: &Work, second: &Work) -> Page<'static> {
    let first = page(source, 0, first);
    let next = page(&first.text(), 0, second);
    let work = first.then(&next).unwrap();
    first.with(work)
}

fn kinds(page: &Page<'_>) -> Vec<(Kind, String)> {
    page.blocks().map(|block| (block.kind(), block.text().into_owned())).collect()
}

#[test]
fn blocks_are_those_of_the_first_round_unless_the_second_takes_them_otherwise() {
    let block = |start, end, kind| RawBlock { span: Span::new(start, end), kind, article: 0 };
    let flag = |kind| RawFlag { kind, span: Span::new(0, 1) };
    let first = Work {
        changes: vec![change(1, 2, "", Rule::StraySpaces, 0)],
        blocks: vec![block(0, 5, Kind::Headline), block(7, 10, Kind::Para)],
        flags: vec![flag(FlagKind::Doubtful)],
        ..Work::default()
    };
    // mended, that is "aabb\n\ncc."
    let second = |changes, moves| Work {
        changes,
        moves,
        blocks: vec![block(0, 8, Kind::Para)],
        flags: vec![flag(FlagKind::Fragment)],
        ..Work::default()
    };
    let headline = |text: &str| vec![(Kind::Headline, text.to_owned()), (Kind::Para, "cc.".into())];
    let flags = |page: &Page<'_>| page.flags().map(|flag| flag.kind).collect::<Vec<_>>();
    let source = "a abb\n\ncc.";
    let inside = in_one(source, &first, &second(vec![change(1, 2, "", Rule::DoubledGlyphs, 0)], vec![]));
    assert_eq!((kinds(&inside), flags(&inside)), (headline("abb"), vec![FlagKind::Doubtful]));
    let joined = in_one(source, &first, &second(vec![change(4, 6, "", Rule::ColumnBreaks, 0)], vec![]));
    assert_eq!((kinds(&joined), flags(&joined)), (vec![(Kind::Para, "aabbcc".into())], vec![FlagKind::Fragment]));
    let parted = in_one(source, &first, &second(vec![change(1, 2, "\n", Rule::MisplacedHeadlines, 0)], vec![]));
    assert_eq!(kinds(&parted), [(Kind::Para, "a\nbb\n\ncc".into())]);
    let moved = in_one(source, &first, &second(vec![], vec![moved(6, 8, 0)]));
    assert_eq!((moved.text().as_ref(), kinds(&moved)), ("ccaabb\n\n.", vec![(Kind::Para, "aabb\n\ncc".into())]));
}

#[test]
fn a_reason_is_told_where_the_source_no_longer_shows_it() {
    let lines = "把灯一盏一盏点亮的人\n们";
    let joined = |start, line| Change {
        reason: Reason(Why::Joined { line, before: State::Para }),
        ..change(start, start + 1, "", Rule::ColumnBreaks, 9)
    };
    let first = Work { changes: vec![joined(30, 1)], ..Work::default() };
    let words: Vec<_> = page(lines, 0, &first).edits().map(|edit| edit.reason).collect();
    assert!(words[0].contains("in the middle of a sentence"), "{words:?}");
    let both =
        in_one(lines, &first, &Work { changes: vec![change(0, 3, "拿", Rule::Confusions, 9)], ..Work::default() });
    let told: Vec<_> = both.edits().map(|edit| (edit.rule, edit.reason)).collect();
    assert_eq!(told, [(Rule::Confusions, "a test".into()), (Rule::ColumnBreaks, words[0].clone())]);
}

#[test]
fn a_reason_of_the_second_round_is_told_as_its_text_shows_it() {
    let source = "镇里装灯，\n把灯一盏一盏点亮的人\n们";
    let first = Work { changes: vec![change(15, 16, "", Rule::ColumnBreaks, 9)], ..Work::default() };
    // its second line is the source's third
    let reason = Reason(Why::Joined { line: 1, before: State::Para });
    let second =
        Work { changes: vec![Change { reason, ..change(45, 46, "", Rule::ColumnBreaks, 9) }], ..Work::default() };
    let mended = page(source, 0, &first).text().into_owned();
    let shown: Vec<_> = page(&mended, 0, &second).edits().map(|edit| edit.reason).collect();
    assert!(shown[0].contains("in the middle of a sentence"), "{shown:?}");
    let told: Vec<_> = in_one(source, &first, &second).edits().map(|edit| edit.reason).collect();
    assert_eq!(told, ["a test".into(), shown[0].clone()]);
}

#[test]
fn what_the_first_round_took_away_stays_its_edit() {
    let gone = Work { changes: vec![change(1, 2, "", Rule::ColumnBreaks, 0)], ..Work::default() };
    let both =
        in_one("a\nbc", &gone, &Work { changes: vec![change(0, 2, "x", Rule::Confusions, 0)], ..Work::default() });
    let edits: Vec<_> = both.edits().map(|edit| (edit.rule, edit.old.into_owned(), edit.new.into_owned())).collect();
    let edit = |rule, old: &str, new: &str| (rule, old.to_owned(), new.to_owned());
    let want = [edit(Rule::Confusions, "a", "x"), edit(Rule::ColumnBreaks, "\n", ""), edit(Rule::Confusions, "b", "")];
    assert_eq!(edits, want);
}

#[test]
fn flags_of_the_second_round_stand_where_their_text_stood() {
    let flag = |start, end| RawFlag { kind: FlagKind::Fragment, span: Span::new(start, end) };
    let spans = |source: &str, first: &Work, second: Work, flags: &[(u32, u32)]| -> Vec<(u64, u64)> {
        let work = Work { flags: flags.iter().map(|&(a, b)| flag(a, b)).collect(), ..second };
        in_one(source, first, &work).flags().map(|flag| (flag.source.start, flag.source.end)).collect()
    };
    // "ab", a line end that is gone, "cd", "，" for a comma, "ef"; then "f" is taken away
    let first = Work {
        changes: vec![change(2, 3, "", Rule::ColumnBreaks, 0), change(5, 6, "，", Rule::PunctuationWidth, 0)],
        ..Work::default()
    };
    let second = || Work { changes: vec![change(8, 9, "", Rule::Confusions, 0)], ..Work::default() };
    let flags = [(0, 1), (1, 2), (1, 3), (2, 4), (3, 7), (4, 7), (7, 8)];
    let want = [(0, 1), (1, 2), (1, 4), (3, 5), (4, 6), (5, 6), (6, 7)];
    assert_eq!(spans("ab\ncd,ef", &first, second(), &flags), want);
    // "cd" was put before "ab": of a flag on both, the first part
    let first = Work { moves: vec![moved(2, 4, 0)], ..Work::default() };
    assert_eq!(
        spans(
            "abcdef",
            &first,
            Work { changes: vec![change(5, 6, "", Rule::Confusions, 0)], ..Work::default() },
            &[(1, 3), (3, 5)]
        ),
        [(1, 5), (3, 4)]
    );
}

#[test]
fn what_moved_keeps_the_margin_of_its_move() {
    let by = |margin, start, end, to| Move { margin, ..moved(start, end, to) };
    // 0123456789: "8" before "1", "9" before "5"; of "0812349567" then "4" before "1"
    let first = Work { moves: vec![by(3, 8, 9, 1), by(4, 9, 10, 5)], ..Work::default() };
    let both = in_one("0123456789", &first, &Work { moves: vec![by(5, 5, 6, 2)], ..Work::default() });
    assert_eq!(both.text(), "0841239567");
    let mut margins: Vec<_> = both.edits().map(|edit| (edit.old.into_owned(), edit.margin)).collect();
    margins.sort();
    assert_eq!(margins, [("4".to_owned(), Some(5)), ("8".to_owned(), Some(3)), ("9".to_owned(), Some(4))]);
}

#[test]
fn what_comes_back_as_it_stood_is_no_edit() {
    let there = Work { changes: vec![change(1, 2, "，", Rule::PunctuationWidth, 0)], ..Work::default() };
    let back = Work { changes: vec![change(1, 4, ",", Rule::Confusions, 0)], ..Work::default() };
    assert!(!in_one("a,b", &there, &back).is_changed());
}

#[test]
fn a_source_span_ends_where_something_was_taken_away() {
    let work = Work {
        changes: vec![change(1, 2, "", Rule::ColumnBreaks, 0), change(3, 4, "，", Rule::PunctuationWidth, 0)],
        blocks: vec![RawBlock { span: Span::new(0, 5), kind: Kind::Para, article: 0 }],
        ..Work::default()
    };
    let page = page("a\nb,c", 10, &work);
    let block = page.blocks().next().unwrap();
    assert_eq!((block.text().as_ref(), block.source()), ("ab，c", vec![10..11, 12..15]));
}

#[test]
fn articles_are_runs_of_blocks_and_furniture_is_in_none() {
    let block = |start, kind, article| RawBlock { span: Span::new(start, start + 1), kind, article };
    let work = Work {
        blocks: vec![
            block(0, Kind::Masthead, NO_ARTICLE),
            block(1, Kind::Headline, 0),
            block(2, Kind::Para, 0),
            block(3, Kind::Masthead, NO_ARTICLE),
            block(4, Kind::Para, 1),
        ],
        ..Work::default()
    };
    let page = page("mhpmq", 0, &work);
    let articles: Vec<Vec<String>> =
        page.articles().map(|article| article.blocks().map(|block| block.text().into_owned()).collect()).collect();
    assert_eq!(articles, [vec!["h", "p"], vec!["q"]]);
    assert_eq!(page.blocks().map(|block| block.article()).collect::<Vec<_>>(), [None, Some(1), Some(1), None, Some(2)]);
    let first = page.articles().next().unwrap();
    assert_eq!(first.headline().collect::<Vec<_>>(), ["h"]);
    assert_eq!(first.paragraphs().collect::<Vec<_>>(), ["p"]);
    assert_eq!(first.kicker().count() + first.subheads().count() + first.byline().count() + first.credit().count(), 0);
}
