//! Fits the costs of the second stage, one after the other, by what they get wrong on pages with gold.

use pagemend::fit::{Problem, problem, solve};

use crate::pages::Sample;

struct Page {
    problem: Problem,
    /// For each block: its gold article, its gold kind.
    gold: Vec<Option<(usize, String)>>,
    weight: f64,
}

/// What a setting gets wrong: neighbours that are put together or apart wrongly, titles that are heads or subheads wrongly,
/// heads with the wrong body.
fn wrong(pages: &[Page], costs: &[i32]) -> f64 {
    let mut sum = 0.0;
    for page in pages {
        let solved = solve(&page.problem, costs);
        let mut errors = 0.0;
        let mut before: Option<(usize, u32)> = None;
        for (n, ((inside, article), gold)) in solved.iter().zip(&page.gold).enumerate() {
            let (_, is_title, is_body) = page.problem.blocks[n];
            let Some((gold_article, kind)) = gold else { continue };
            if is_title {
                let sub = kind == "subhead";
                if matches!(kind.as_str(), "subhead" | "headline" | "kicker") && sub != *inside {
                    errors += 1.0;
                }
                // the head's body by gold, and the article that it was put into
                let body = (0..solved.len())
                    .find(|&k| page.problem.blocks[k].2 && page.gold[k].as_ref().is_some_and(|g| g.0 == *gold_article));
                if let Some(body) = body
                    && solved[body].1 != *article
                {
                    errors += 1.0;
                }
            }
            if is_body {
                if let Some((a, b)) = before
                    && (a == *gold_article) != (b == *article)
                {
                    errors += 1.5;
                }
                before = Some((*gold_article, *article));
            }
        }
        sum += errors * page.weight;
    }
    sum
}

fn pages(samples: &[(f64, Sample)]) -> Vec<Page> {
    samples
        .iter()
        .map(|(weight, s)| {
            let problem = problem(&s.raw);
            let gold = problem
                .blocks
                .iter()
                .map(|b| s.units.get(b.0).copied().flatten().map(|u| (s.gold[u].article, s.gold[u].kind.clone())))
                .collect();
            Page { problem, gold, weight: *weight }
        })
        .collect()
}

pub const NAMES: [&str; 16] = [
    "habits",
    "second",
    "head",
    "reopened",
    "empty",
    "stray_byline",
    "cut",
    "cut_parted",
    "headless",
    "signed",
    "one_sided",
    "both_sides",
    "overlap",
    "cohesion",
    "title",
    "body",
];

pub fn fit(samples: &[(f64, Sample)], test: &[(f64, Sample)], start: [i32; 16], rounds: usize) {
    let (train, test) = (pages(samples), pages(test));
    let mut costs = start;
    let mut best = wrong(&train, &costs);
    println!("start: {best:.1} wrong, test {:.1}", wrong(&test, &costs));
    for round in 0..rounds {
        let was = best;
        for k in 0..costs.len() {
            for factor in [0.5, 0.7, 0.85, 1.15, 1.4, 2.0] {
                let mut tried = costs;
                tried[k] = ((f64::from(costs[k]) * factor).round() as i32).max(1);
                if tried[k] == costs[k] {
                    continue;
                }
                let sum = wrong(&train, &tried);
                if sum < best - 0.01 {
                    (best, costs) = (sum, tried);
                }
            }
        }
        println!("round {round}: {best:.1} wrong, test {:.1}", wrong(&test, &costs));
        if best > was - 0.5 {
            break;
        }
    }
    show(&test, &costs);
    for (name, cost) in NAMES.iter().zip(costs) {
        println!("    {name}: {cost},");
    }
}

/// What is wrong on pages that were not fitted to, by class.
fn show(pages: &[Page], costs: &[i32]) {
    let mut classes = std::collections::BTreeMap::new();
    for page in pages {
        let solved = solve(&page.problem, costs);
        let mut before: Option<(usize, u32, usize)> = None;
        for (n, ((inside, article), gold)) in solved.iter().zip(&page.gold).enumerate() {
            let (_, is_title, is_body) = page.problem.blocks[n];
            let Some((gold_article, kind)) = gold else {
                *classes
                    .entry(
                        if is_title {
                            "title not in gold"
                        } else if is_body {
                            "body not in gold"
                        } else {
                            "other not in gold"
                        }
                        .to_string(),
                    )
                    .or_insert(0) += 1;
                continue;
            };
            if is_title {
                match kind.as_str() {
                    "subhead" | "headline" | "kicker" if (kind == "subhead") != *inside => {
                        *classes.entry(format!("{kind} inside: {inside}")).or_insert(0) += 1;
                    }
                    "subhead" | "headline" | "kicker" => {}
                    _ => *classes.entry(format!("{kind} as title")).or_insert(0) += 1,
                }
                let body = (0..solved.len())
                    .find(|&k| page.problem.blocks[k].2 && page.gold[k].as_ref().is_some_and(|g| g.0 == *gold_article));
                if let Some(body) = body
                    && solved[body].1 != *article
                {
                    *classes.entry(format!("{kind} (inside {inside}) with the wrong body")).or_insert(0) += 1;
                }
            }
            if is_body {
                if let Some((a, b, k)) = before {
                    let between: Vec<&str> =
                        (k + 1..n).map(|k| page.gold[k].as_ref().map_or("?", |g| g.1.as_str())).collect();
                    let between = if between.iter().any(|b| matches!(*b, "byline" | "credit")) {
                        "byline"
                    } else if between.is_empty() {
                        "nothing"
                    } else {
                        "title"
                    };
                    if (a == *gold_article) != (b == *article) {
                        *classes
                            .entry(format!("bodies {} over {between}", if b == *article { "merged" } else { "parted" }))
                            .or_insert(0) += 1;
                    }
                }
                before = Some((*gold_article, *article, n));
            }
        }
    }
    let mut list: Vec<_> = classes.into_iter().collect();
    list.sort_by_key(|c| std::cmp::Reverse(c.1));
    list.iter().for_each(|(name, n)| println!("  {n:4} {name}"));
}
