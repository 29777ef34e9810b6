//! Fits the costs of lines in turn (`COSTS` in `src/read/turns/costs.rs`) on pages with gold: for each unit its right choice against all
//! others, with what stands before it as gold has it, or as the program read it, so that it learns to go on from its own mistakes.

use std::collections::HashMap;
use std::path::Path;

use pagemend::fit::{Choice, InTurn, turn_costs};

use crate::pages::{loose, raw_and_gold};

/// How fast is learned, and how much of the way back to where it began each page goes.
const RATE: f64 = 2.0;
const PULL: f64 = 0.0003;
/// A page has fewer links to a unit that is not the next one: it is in order.
const FEWEST: usize = 6;

struct Page {
    in_turn: InTurn,
    /// Units with what they go on from, where gold tells.
    links: HashMap<usize, Option<usize>>,
    weight: f64,
}

fn page(raw: &str, gold: &str, weight: f64) -> Option<Page> {
    let in_turn = InTurn::of(raw)?;
    let (mut all, mut starts, mut article) = (String::new(), Vec::new(), 0);
    for row in gold.lines() {
        match row.split_once(' ') {
            None => article += 1,
            Some((kind, text)) => {
                starts.push((all.len(), article, kind.to_owned()));
                all.push_str(&loose(text));
            }
        }
    }
    let block = |at: usize| &starts[starts.partition_point(|start| start.0 <= at) - 1];
    // what stands twice in gold is not known
    let only = |text: &str| {
        let text = loose(text);
        let mut found = all.match_indices(&text).map(|(at, _)| (at, at + text.len()));
        found.next().filter(|_| !text.is_empty() && found.next().is_none())
    };
    let places: Vec<_> = in_turn.ends.iter().map(|(first, last)| (only(first), only(last))).collect();
    let ends: HashMap<usize, usize> =
        places.iter().enumerate().filter_map(|(n, place)| Some((place.1?.1, n))).collect();
    let mut links = HashMap::new();
    for (n, place) in places.iter().enumerate() {
        let Some((start, _)) = place.0 else { continue };
        let (first, article, kind) = block(start);
        match ends.get(&start).copied() {
            Some(from) if places[from].0.is_none_or(|at| block(at.0).1 == *article) => {
                // one that stands below is read by where its column begins
                links.insert(n, Some(from).filter(|from| *from < n));
            }
            _ if start == *first && matches!(kind.as_str(), "kicker" | "headline" | "masthead") => {
                links.insert(n, None);
            }
            _ => {}
        }
    }
    let in_turn_links = links.iter().filter(|(n, from)| from.is_some_and(|from| from + 1 != **n)).count();
    (in_turn_links >= FEWEST).then_some(Page { in_turn, links, weight })
}

/// One step for each unit of a page whose link is known. Gives the loss.
fn learn(page: &Page, costs: &mut [f64], seen: &mut [f64], is_own: bool) -> f64 {
    let rounded = round_off(costs);
    let own = is_own.then(|| page.in_turn.links(&rounded));
    let gold: Vec<Option<usize>> =
        (0..page.in_turn.ends.len()).map(|n| page.links.get(&n).copied().flatten()).collect();
    let mut loss = 0.0;
    page.in_turn.walk(&rounded, own.as_ref().unwrap_or(&gold), &mut |n, choices| {
        let of = |choice: &Choice| choice.asked.iter().map(|&k| costs[usize::from(k)]).sum::<f64>() / 64.0;
        let all: Vec<f64> = choices.iter().map(of).collect();
        let cheapest = |is: &dyn Fn(&Choice) -> bool| {
            (0..choices.len()).filter(|&k| is(&choices[k])).min_by(|a, b| all[*a].total_cmp(&all[*b]))
        };
        let taken = own.as_ref().map(|own| cheapest(&|choice| choice.from == own[n]));
        let Some(from) = page.links.get(&n) else { return taken.unwrap_or_else(|| cheapest(&|_| true)) };
        let Some(right) = cheapest(&|choice| choice.from == *from) else { return taken.flatten() };
        let least = all.iter().copied().fold(f64::MAX, f64::min);
        let weights: Vec<f64> = all.iter().map(|cost| (least - cost).exp()).collect();
        let sum: f64 = weights.iter().sum();
        loss += (all[right] - least + sum.ln()) * page.weight;
        let mut slopes: HashMap<u16, f64> = HashMap::new();
        for (k, choice) in choices.iter().enumerate() {
            let slope = f64::from(u8::from(k == right)) - weights[k] / sum;
            choice.asked.iter().for_each(|&at| *slopes.entry(at).or_default() += slope * page.weight);
        }
        for (at, slope) in slopes {
            let at = usize::from(at);
            seen[at] += slope * slope;
            costs[at] -= RATE * slope / seen[at].sqrt();
        }
        taken.unwrap_or(Some(right))
    });
    loss
}

/// How many links are wrong, of how many.
fn wrong(pages: &[Page], costs: &[i16]) -> (usize, usize) {
    pages.iter().fold((0, 0), |(wrong, all), page| {
        let found = page.in_turn.read(costs);
        let known = page.links.iter().filter(|link| link.1.is_some());
        let own = known.clone().filter(|(n, from)| found[**n] != **from).count();
        (wrong + own, all + known.count())
    })
}

fn round_off(costs: &[f64]) -> Vec<i16> {
    costs.iter().map(|cost| cost.round() as i16).collect()
}

/// Reads `FOLDER[:WEIGHT[:ENGINE]]…`, those behind `--test` to test, and learns for so many rounds (`--rounds`), on so many pages of
/// eight with what the program read before (`--own`).
pub fn fit(mut args: impl Iterator<Item = String>) {
    let (mut train, mut test): (Vec<Page>, Vec<(String, Vec<Page>)>) = (Vec::new(), Vec::new());
    let (mut testing, mut rounds, mut own) = (false, 12, 4);
    while let Some(arg) = args.next() {
        let mut number = || args.next().and_then(|n| n.parse().ok()).expect("a number");
        match arg.as_str() {
            "--test" => testing = true,
            "--rounds" => rounds = number(),
            "--own" => own = number(),
            folder => {
                let mut parts = folder.split(':');
                let path = parts.next().unwrap_or_default();
                let weight = parts.next().and_then(|w| w.parse().ok()).unwrap_or(1.0);
                let all = raw_and_gold(Path::new(path), parts.next());
                let pages: Vec<Page> = all.iter().filter_map(|(_, raw, gold)| page(raw, gold, weight)).collect();
                println!("{folder}: {} pages, {} in turn", all.len(), pages.len());
                if testing { test.push((folder.to_owned(), pages)) } else { train.extend(pages) }
            }
        }
    }
    let named = turn_costs();
    let start: Vec<f64> = named.iter().map(|cost| f64::from(cost.1)).collect();
    let report = |costs: &[i16]| {
        for (name, pages) in &test {
            let (wrong, all) = wrong(pages, costs);
            println!("    {name}: {wrong} of {all} links wrong");
        }
    };
    report(&round_off(&start));
    if train.is_empty() {
        return;
    }
    let (mut costs, mut seen) = (start.clone(), vec![1e-3; start.len()]);
    // the mean of the second half of the rounds
    let (mut sum, mut count) = (vec![0.0; start.len()], 0.0);
    for round in 0..rounds {
        let mut loss = 0.0;
        for (n, page) in train.iter().enumerate() {
            loss += learn(page, &mut costs, &mut seen, (n + round) % 8 < own);
            costs.iter_mut().zip(&start).for_each(|(cost, start)| *cost += (start - *cost) * PULL);
            if round * 2 >= rounds {
                sum.iter_mut().zip(&costs).for_each(|(sum, cost)| *sum += cost);
                count += 1.0;
            }
        }
        println!("round {round}: {loss:.0}");
    }
    let mean: Vec<f64> = sum.iter().map(|sum| sum / count).collect();
    report(&round_off(&mean));
    let mut last = "";
    for ((name, _), cost) in named.iter().zip(round_off(&mean)) {
        if *name != last {
            print!("\n{name}:");
        }
        last = name;
        print!(" {cost}");
    }
    println!();
}
