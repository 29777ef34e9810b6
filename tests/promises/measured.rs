//! What the reading cannot keep for certain, counted over the same pages each time: so that it gets better and never worse.

use pagemend::{Mender, Rule};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

use super::printed::{Damage, Printed, laid_out, printed, side_by_side};

const PAGES: usize = 300;

const PARAGRAPHS_WHOLE: usize = 96;
/// Pages with heads side by side on which a line is taken apart.
const LINES_PARTED: usize = 100;
/// Pages with columns side by side on which they are put below each other.
const COLUMNS_PARTED: usize = 200;

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
fn pages_with_columns_side_by_side_are_taken_apart() {
    let mut draw = Draw::new();
    let parts = |text: &str| Mender::new().pages(text).any(|page| page.count(Rule::SideBySideColumns) > 0);
    let count = (0..PAGES).filter(|_| parts(&draw.one(laid_out()))).count();
    println!("{count} of {PAGES} pages have columns put below each other (at least {COLUMNS_PARTED})");
    assert!(count >= COLUMNS_PARTED, "{count} of {PAGES} pages have columns put below each other");
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
