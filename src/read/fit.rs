//! The reading, opened to the trainer of its costs. Only there with `--cfg pagemend_fit`; no part of the crate's interface.
#![allow(missing_docs)]

use std::ops::Range;

pub use super::turns::fit::{Choice, InTurn, costs as turn_costs};

use super::evidence::{EVIDENCES, Evidence, Found, GAP_EVIDENCES};
use super::state::{COLUMN, COLUMNS, STATES, State, column_name};
use super::witness::Witness;
use super::{Measure, Page, columns, simplified};

/// A line with its evidences.
#[derive(Debug)]
pub struct Item {
    pub span: Range<usize>,
    pub text: String,
    pub gap: Vec<u16>,
    pub line: Vec<u16>,
}

pub const COUNTS: (usize, usize, usize, usize) = (GAP_EVIDENCES, EVIDENCES, COLUMNS, STATES);

pub fn column(from: usize, to: usize) -> Option<usize> {
    COLUMN[from][to].map(usize::from)
}

pub fn state_names() -> Vec<&'static str> {
    State::ALL.iter().map(|s| s.name()).collect()
}

pub fn column_names() -> Vec<String> {
    (0..COLUMNS).map(column_name).collect()
}

pub fn evidences() -> Vec<(&'static str, usize)> {
    Evidence::ALL.iter().map(|e| (e.1, e.2)).collect()
}

/// The numbers of an evidence's values.
pub fn numbers(name: &str) -> Range<u16> {
    let at = Evidence::ALL.iter().position(|e| e.1 == name).expect("the name of an evidence");
    super::evidence::BASES[at]..super::evidence::BASES[at + 1]
}

pub fn items(text: &str) -> Vec<Item> {
    let page = Page::scan(&simplified(text), Measure::default().see(text));
    let witness = Witness::new(&page.lines, &page.wide, &page.columns);
    (0..page.lines.len())
        .map(|n| {
            let span = page.lines[n].span;
            let (mut gap, mut line) = (Found::default(), Found::default());
            witness.gap(n, &mut gap);
            witness.of_line(n, &mut line);
            Item {
                span: span.start as usize..span.end as usize,
                text: page.shown(text, n).into_owned(),
                gap: gap.ids().to_vec(),
                line: line.ids().to_vec(),
            }
        })
        .collect()
}

pub fn columns_of(text: &str) -> Vec<(String, i32, i32)> {
    let page = Page::scan(&simplified(text), Measure::default().see(text));
    let squeeze = columns::Squeeze::of(&page.lines);
    let _ = squeeze;
    (0..page.lines.len()).map(|n| (page.shown(text, n).into_owned(), page.wide[n], page.columns[n])).collect()
}

/// A page as the second stage sees it.
#[derive(Debug)]
pub struct Problem {
    pub blocks: Vec<(usize, bool, bool)>,
    items: Vec<super::heads::Item>,
}

pub fn problem(text: &str) -> Problem {
    let (blocks, items) = super::blocks::problem(&simplified(text));
    use super::heads::Item;
    let blocks = blocks
        .iter()
        .zip(&items)
        .map(|(b, i)| (b.line as usize, matches!(i, Item::Title { .. }), matches!(i, Item::Body { .. })))
        .collect();
    Problem { blocks, items }
}

/// For each block: whether it is inside a body, and its article.
pub fn solve(problem: &Problem, costs: &[i32]) -> Vec<(bool, u32)> {
    let verdicts = super::heads::assign(&problem.items, &super::heads::HeadCosts::from_list(costs));
    let (articles, _) = super::blocks::number_articles(&verdicts);
    verdicts.iter().zip(articles).map(|(v, a)| (v.role == super::heads::Role::Inside, a)).collect()
}

/// The items of a page with their verdicts, to be looked at.
pub fn explain(text: &str) -> Vec<String> {
    let (blocks, items) = super::blocks::problem(&simplified(text));
    let verdicts = super::heads::assign(&items, &super::heads::HEAD_COSTS);
    let (articles, _) = super::blocks::number_articles(&verdicts);
    (0..blocks.len())
        .map(|n| {
            let head: String = blocks[n].span.of(text).chars().take(20).collect();
            format!(
                "{} {:?} {:?} {} {}",
                articles[n] as i32,
                items[n],
                verdicts[n].role,
                verdicts[n].margin,
                head.replace('\n', "/")
            )
        })
        .collect()
}

/// Every line with its width and its column's.
pub fn lines(text: &str) -> Vec<String> {
    let page = Page::scan(&simplified(text), Measure::default().see(text));
    (0..page.lines.len())
        .map(|n| format!("{:4} {:4} {}", page.wide[n], page.columns[n], page.shown(text, n).replace('\n', "/")))
        .collect()
}

fn cost(row: &super::costs::LineCosts, state: usize) -> i32 {
    row[state / 8].as_array_ref()[state % 8].into()
}

/// What speaks for and against two states of each line, by evidence: positive numbers speak for the second. First what the gap
/// says, where the line before it has the state `before`, then what the line says.
pub fn compare(text: &str, before: &str, one: &str, other: &str) -> Vec<String> {
    let costs = &super::costs::COSTS;
    let state = |name: &str| State::ALL.into_iter().find(|s| s.name() == name).expect("the name of a state");
    let (from, a, b) = (state(before), state(one), state(other));
    let of_gap = |id: usize, to| super::costs::at(&costs.gaps[id], super::state::lane(from, to)).into();
    let of_line = |id: usize, state| cost(&costs.lines[id - GAP_EVIDENCES], state as usize);
    let list = |ids: &[u16], cost: &dyn Fn(usize, State) -> i32| {
        let mut parts: Vec<(i32, String)> = ids
            .iter()
            .map(|&id| {
                let kind = super::evidence::BASES.partition_point(|&base| base <= id) - 1;
                let name = format!("{} {}", Evidence::ALL[kind].1, id - super::evidence::BASES[kind]);
                (cost(id.into(), a) - cost(id.into(), b), name)
            })
            .collect();
        parts.sort();
        let list: Vec<String> = parts.iter().filter(|p| p.0 != 0).map(|p| format!("{}:{}", p.1, p.0)).collect();
        list.join(", ")
    };
    items(text)
        .iter()
        .map(|item| format!("{} | {} | {}", item.text, list(&item.gap, &of_gap), list(&item.line, &of_line)))
        .collect()
}
