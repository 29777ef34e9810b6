//! What the reading does not keep yet, or cannot keep for certain, counted over the same pages each time: so that it gets
//! better and never worse. A count that has fallen is written down here; at none, the property in `main.rs` loses its `ignore`.

use pagemend::{Mender, Rule};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

use super::printed::{Damage, Printed, damage, printed, side_by_side, soup};

const PAGES: usize = 300;

/// Longer runs without a seed find some 4 in 1,000: lines are narrower once their stray spaces are gone, and then read another way.
const TWICE_CHANGED: usize = 0;
/// Text without any sense: quotes are paired in it one way, and then another.
const SOUP_CHANGED: usize = 1;
const PARAGRAPHS_WHOLE: usize = 96;
/// Pages with heads side by side on which a line is taken apart.
const LINES_PARTED: usize = 100;
/// Pages with heads side by side that change again: where a head beside a line of text is taken for one long headline, until its
/// marks are of full width.
const BESIDE_CHANGED: usize = 2;

/// Draws the same values each time.
struct Draw(TestRunner);

impl Draw {
    fn new() -> Draw {
        Draw(TestRunner::deterministic())
    }

    fn one<S: Strategy>(&mut self, strategy: S) -> S::Value {
        strategy.new_tree(&mut self.0).unwrap().current()
    }
}

/// Asserts a ceiling, and tells the count: `cargo test --test promises measured -- --nocapture`.
fn at_most(ceiling: usize, count: usize, what: &str) {
    println!("{count} of {PAGES} {what} (at most {ceiling})");
    assert!(count <= ceiling, "{count} of {PAGES} {what}, more than {ceiling}");
}

#[test]
fn damaged_pages_that_change_when_mended_twice() {
    let mut draw = Draw::new();
    let changed = (0..PAGES).filter(|_| {
        let text = draw.one(printed()).damaged(&draw.one(damage()));
        let once = Mender::new().repair_str(&text).into_owned();
        Mender::new().repair_str(&once) != once
    });
    at_most(TWICE_CHANGED, changed.count(), "damaged pages change when mended twice");
}

#[test]
fn soups_that_change_when_mended_twice() {
    let mut draw = Draw::new();
    let changed = (0..PAGES).filter(|_| {
        let once = Mender::new().repair_str(&draw.one(soup())).into_owned();
        Mender::new().repair_str(&once) != once
    });
    at_most(SOUP_CHANGED, changed.count(), "soups change when mended twice");
}

#[test]
fn pages_with_heads_side_by_side_that_change_when_mended_twice() {
    let mut draw = Draw::new();
    let changed = (0..PAGES).filter(|_| {
        let once = Mender::new().repair_str(&draw.one(side_by_side())).into_owned();
        Mender::new().repair_str(&once) != once
    });
    at_most(BESIDE_CHANGED, changed.count(), "pages with heads side by side change when mended twice");
}

/// What the promises are checked on holds what they are about.
#[test]
fn pages_with_heads_side_by_side_are_taken_apart() {
    let mut draw = Draw::new();
    let parts = |text: &str| {
        Mender::new().pages(text).any(|page| {
            page.edits()
                .any(|edit| edit.rule == Rule::MisplacedHeadlines && edit.to.is_none() && edit.new.contains('\n'))
        })
    };
    let count = (0..PAGES).filter(|_| parts(&draw.one(side_by_side()))).count();
    println!("{count} of {PAGES} pages have a line taken apart (at least {LINES_PARTED})");
    assert!(count >= LINES_PARTED, "{count} of {PAGES} pages have a line taken apart");
}

#[test]
fn paragraphs_that_come_back_whole() {
    let mut draw = Draw::new();
    let (mut whole, mut all) = (0, 0);
    for _ in 0..PAGES {
        let page = draw.one(printed());
        // Lines and blank lines alone, heads behind their bodies: what every text layer does.
        let (width, seed) = (draw.one(14usize..27), draw.one(1u64..u64::MAX));
        let column_jumps = if draw.one(proptest::bool::ANY) { 20 } else { 0 };
        let text = page.damaged(&Damage { width, column_jumps, seed, ..Damage::TEXT_LAYER });
        let output = Mender::new().repair_str(&text).into_owned();
        let (found, of) = found(&page, &output);
        (whole, all) = (whole + found, all + of);
    }
    let percent = whole * 100 / all;
    println!("{percent} % of {all} paragraphs come back whole (at least {PARAGRAPHS_WHOLE})");
    assert!(percent >= PARAGRAPHS_WHOLE, "{percent} % of {all} paragraphs come back whole");
}

/// How many of the page's paragraphs are a line of the output, and how many there are.
fn found(page: &Printed, output: &str) -> (usize, usize) {
    let lines: std::collections::HashSet<&str> = output.lines().collect();
    let paras = page.articles.iter().flat_map(|article| &article.paras);
    (paras.clone().filter(|para| lines.contains(para.as_str())).count(), paras.count())
}
