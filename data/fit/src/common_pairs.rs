//! Counts `data/pairs.tsv`: which pairs of characters many texts have.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write as _;

/// So many characters of each text are counted: as many as the crate compares with a title.
const BEGINNING: usize = 400;
/// A pair of the first class stands in one text of so many, one of the second in half as many, and so on.
const RAREST: f64 = 144.0;
const CLASSES: usize = 5;

/// The table of the texts of a file, one a line.
pub fn table(texts: &str) -> String {
    let mut counts: HashMap<(char, char), u32> = HashMap::new();
    let mut all = 0;
    for text in texts.lines().filter(|text| !text.is_empty()) {
        all += 1;
        let chars: Vec<char> = text.chars().take(BEGINNING).collect();
        let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
        let own: BTreeSet<_> =
            chars.windows(2).map(|two| (two[0], two[1])).filter(|two| han(two.0) && han(two.1)).collect();
        own.into_iter().for_each(|pair| *counts.entry(pair).or_default() += 1);
    }
    let mut rows: BTreeMap<char, [BTreeSet<char>; CLASSES]> = BTreeMap::new();
    for ((first, second), count) in counts {
        let times = RAREST * f64::from(count) / f64::from(all);
        if times >= 1.0 {
            let class = (times.log2() as usize).min(CLASSES - 1);
            rows.entry(first).or_default()[class].insert(second);
        }
    }
    written("rare\tseldom\toften\tcommon\teverywhere", rows)
}

/// A table of pairs: a row for each first character, and in it for each class the second ones.
pub fn written<const N: usize>(classes: &str, rows: BTreeMap<char, [BTreeSet<char>; N]>) -> String {
    let mut out = format!("first\t{classes}\n");
    for (first, classes) in rows {
        let cells: Vec<String> = classes.iter().map(|seconds| seconds.iter().collect()).collect();
        writeln!(out, "{first}\t{}", cells.join("\t")).expect("a string takes all");
    }
    out
}
