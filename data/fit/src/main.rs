//! Fits `data/costs.tsv`.
//!
//!     cargo run --release -- --out ../costs.tsv [--epochs N] [--l1 X] [--bags N] TRAIN[:WEIGHT]… --test TEST…
//!     cargo run --release -- --out ../costs.tsv --start ../costs.tsv [--hold X] [--epochs N] TRAIN[:WEIGHT]… --test TEST…
//!     cargo run --release -- --costs ../costs.tsv --test TEST…
//!     cargo run --release -- --out ../costs.tsv --mean TABLE --mean TABLE…
//!     cargo run --release -- --turns TRAIN[:WEIGHT[:ENGINE]]… --test TEST…
//!     cargo run --release -- --pairs TEXTS > ../pairs.tsv
//!     cargo run --release -- --neighbours TEXTS > ../neighbours.tsv
//!
//! Each folder holds pages with their gold, as `score.py` takes them. A folder's weight says how much its pages count. With
//! `--bags`, the table is the mean of so many models, each of pages drawn anew. `--mean` fits nothing: it writes the mean of
//! tables. `--drop EVIDENCE` leaves an evidence out. `--start` learns on from a table, to which L1 pulls; `--hold` says how firmly
//! it stands: as if so much had been learned of each weight (the sum of squares that AdaGrad divides by). With `--only EVIDENCE` only
//! that one learns, and all others stay as they are.

mod common_pairs;
mod crf;
mod heads;
mod neighbours;
mod pages;
mod turns;

use std::collections::BTreeMap;
use std::path::Path;

use crf::Model;
use pages::{ANY, Sample, load};

fn main() {
    let (mut out, mut epochs, mut l1, mut bags, mut testing) = (None, 12, 0.5, 1, false);
    let (mut train, mut test): (Vec<(f64, Sample)>, BTreeMap<String, Vec<Sample>>) = (Vec::new(), BTreeMap::new());
    let mut args = std::env::args().skip(1);
    let (mut dump, mut heads, mut costs) = (0, false, None);
    let mut dropped: Vec<u16> = Vec::new();
    let mut only: Vec<u16> = Vec::new();
    let mut tables: Vec<Model> = Vec::new();
    let (mut start, mut hold) = (None, 30.0);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--out" => out = args.next(),
            "--epochs" => epochs = args.next().and_then(|n| n.parse().ok()).expect("a number"),
            "--bags" => bags = args.next().and_then(|n| n.parse().ok()).expect("a number"),
            "--l1" => l1 = args.next().and_then(|n| n.parse().ok()).expect("a number"),
            "--dump" => dump = args.next().and_then(|n| n.parse().ok()).expect("a number"),
            "--heads" => heads = true,
            "--turns" => {
                turns::fit(args);
                return;
            }
            "--drop" => dropped.extend(pagemend::fit::numbers(&args.next().expect("an evidence"))),
            "--only" => only.extend(pagemend::fit::numbers(&args.next().expect("an evidence"))),
            "--costs" => costs = Some(read_table(args.next())),
            "--start" => start = Some(read_table(args.next())),
            "--hold" => hold = args.next().and_then(|n| n.parse().ok()).expect("a number"),
            "--mean" => tables.push(read_table(args.next())),
            "--compare" => {
                let page = std::fs::read_to_string(args.next().expect("a page")).expect("a page");
                let mut state = || args.next().expect("a state");
                let (before, one, other) = (state(), state(), state());
                for line in pagemend::fit::compare(&page, &before, &one, &other) {
                    println!("{line}");
                }
                return;
            }
            "--pairs" => {
                let path = args.next().expect("a file of texts");
                print!("{}", common_pairs::table(&std::fs::read_to_string(path).expect("a file of texts")));
                return;
            }
            "--neighbours" => {
                let path = args.next().expect("a file of texts");
                print!("{}", neighbours::table(&std::fs::read_to_string(path).expect("a file of texts")));
                return;
            }
            "--explain" => {
                let path = args.next().expect("a page");
                let text = std::fs::read_to_string(&path).expect("a page");
                for line in pagemend::fit::lines(&text) {
                    println!("{line}");
                }
                for line in pagemend::fit::explain(&std::fs::read_to_string(path).expect("a page")) {
                    println!("{line}");
                }
                return;
            }
            "--test" => testing = true,
            folder => {
                let mut parts = folder.split(':');
                let path = parts.next().unwrap_or_default();
                let weight = parts.next().and_then(|w| w.parse().ok()).unwrap_or(1.0);
                let engine = parts.next();
                let mut pages = load(Path::new(path), engine);
                for item in pages.iter_mut().flat_map(|page| &mut page.items) {
                    item.gap.retain(|id| !dropped.contains(id));
                    item.line.retain(|id| !dropped.contains(id));
                }
                if testing {
                    for page in pages {
                        let engine = page.name.rsplit('.').next().unwrap_or_default().to_owned();
                        let folder = Path::new(path).file_name().unwrap_or_default().to_string_lossy().into_owned();
                        let engine = if engine.contains('/') { String::new() } else { engine };
                        test.entry(format!("{folder} {engine}")).or_default().push(page);
                    }
                } else {
                    train.extend(pages.into_iter().map(|page| (weight, page)));
                }
            }
        }
    }
    if !tables.is_empty() {
        let (mut model, mut sum) = (Model::new(), [Vec::new(), Vec::new(), Vec::new()]);
        tables.iter().for_each(|table| table.add_to(&mut sum));
        model.take_mean(&sum, tables.len());
        std::fs::write(out.expect("--out"), model.table()).expect("the table can be written");
        return;
    }
    if let Some(model) = &costs {
        for (name, pages) in &test {
            report(model, name, pages, dump);
        }
        return;
    }
    let lines: usize = train.iter().map(|t| t.1.items.len()).sum();
    let unknown: usize = train.iter().flat_map(|t| &t.1.masks).filter(|m| **m == ANY).count();
    println!("{} pages, {lines} lines, {unknown} of them not found in the gold", train.len());
    if heads {
        let start = [14, 200, 18, 160, 1200, 305, 111, 70, 12, 250, 3, 8, 13, 24, 17, 21];
        let test: Vec<(f64, Sample)> = test.into_values().flatten().map(|page| (1.0, page)).collect();
        heads::fit(&train, &test, start, 6);
        return;
    }
    // each bag by itself, on a thread of its own
    let mut first = start.map_or_else(Model::new, |start| start.held(hold));
    if !only.is_empty() {
        first = first.only(&only);
    }
    let fitted: Vec<([Vec<f64>; 3], usize)> = std::thread::scope(|scope| {
        let (train, first) = (&train, &first);
        let bags: Vec<_> =
            (0..bags).map(|bag| scope.spawn(move || fit_bag(first.clone(), train, bag, bags, epochs, l1))).collect();
        bags.into_iter().map(|bag| bag.join().expect("a bag is fitted")).collect()
    });
    let mut model = Model::new();
    let (mut sum, mut rounds) = ([Vec::new(), Vec::new(), Vec::new()], 0);
    for (own, count) in &fitted {
        for (sum, own) in sum.iter_mut().zip(own) {
            sum.resize(own.len(), 0.0);
            sum.iter_mut().zip(own).for_each(|(s, w)| *s += w);
        }
        rounds += count;
    }
    model.take_mean(&sum, rounds);
    for (name, pages) in &test {
        report(&model, name, pages, dump);
    }
    if let Some(out) = out {
        std::fs::write(&out, model.table()).expect("the table can be written");
    }
}

fn read_table(path: Option<String>) -> Model {
    let table = std::fs::read_to_string(path.expect("a table of costs")).expect("a table of costs");
    Model::read(&table).expect("a table of costs")
}

/// Fits one model on from this one, and gives the sum of its weights over the last rounds, and how many these were.
fn fit_bag(
    mut model: Model,
    train: &[(f64, Sample)],
    bag: usize,
    bags: usize,
    epochs: usize,
    l1: f64,
) -> ([Vec<f64>; 3], usize) {
    let mut seed = 1 + bag as u64;
    let mut random = |below: usize| {
        seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (seed >> 33) as usize % below
    };
    let (mut sum, mut rounds) = ([Vec::new(), Vec::new(), Vec::new()], 0);
    // one model alone learns from every page; of several, each from as many pages drawn with repetition
    let mut order: Vec<usize> = (0..train.len()).map(|n| if bags > 1 { random(train.len()) } else { n }).collect();
    for epoch in 0..epochs {
        for n in (1..order.len()).rev() {
            order.swap(n, random(n + 1));
        }
        let rate = 0.3 / (1.0 + epoch as f64 * 0.3);
        let mut likely = 0.0;
        for &n in &order {
            let (weight, page) = &train[n];
            if !page.items.is_empty() {
                likely += model.learn(page, rate, l1 * 0.01, *weight);
            }
        }
        if epoch * 2 >= epochs {
            model.add_to(&mut sum);
            rounds += 1;
        }
        println!("{bag}, epoch {epoch}: log-likelihood {likely:.0}, {} weights", model.weights());
    }
    (sum, rounds)
}

/// Errors of states, and of gaps, over pages that were not trained on.
fn report(model: &Model, name: &str, pages: &[Sample], dump: usize) {
    let (mut lines, mut wrong, mut false_joins, mut false_breaks, mut joins) = (0, 0, 0, 0, 0);
    let mut pairs: BTreeMap<(String, String), usize> = BTreeMap::new();
    let names = pagemend::fit::state_names();
    let mut shown = 0;
    for page in pages {
        let states = model.decode(page);
        for (i, (&state, &mask)) in states.iter().zip(&page.masks).enumerate() {
            if mask == ANY {
                continue;
            }
            lines += 1;
            let joined = |s: usize| s == 7 || s == 1;
            let want = mask.trailing_zeros() as usize;
            joins += usize::from(joined(want));
            if mask >> state & 1 == 0 {
                wrong += 1;
                false_joins += usize::from(joined(state) && !joined(want));
                false_breaks += usize::from(!joined(state) && joined(want));
                *pairs.entry((names[want].into(), names[state].into())).or_default() += 1;
                if shown < dump {
                    shown += 1;
                    println!("  {} line {i}: {} read as {}", page.name, names[want], names[state]);
                    for k in i.saturating_sub(2)..(i + 2).min(page.items.len()) {
                        println!("    {}{}", if k == i { "> " } else { "  " }, page.items[k].text);
                    }
                }
            }
        }
    }
    println!(
        "{name}: {lines} lines, {:.2} % wrong, {false_joins} false joins, {false_breaks} false breaks of {joins}",
        100.0 * wrong as f64 / lines.max(1) as f64
    );
    let mut pairs: Vec<_> = pairs.into_iter().collect();
    pairs.sort_by_key(|p| std::cmp::Reverse(p.1));
    let list: Vec<String> = pairs.iter().take(8).map(|((a, b), n)| format!("{a}>{b} {n}")).collect();
    println!("    {}", list.join(", "));
}
