//! Counts `data/neighbours.tsv`: which characters stand together oftener than by chance.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::common_pairs::written;

/// So many pairs are listed: those that say most, how often they stand and how much oftener than by chance.
const PAIRS: usize = 16_000;
/// Seen less often, a pair may have met by accident.
const LEAST: u32 = 3;
/// What is taken from each count, as what was seen so often is rarer in other texts (Church and Gale 1991).
const DISCOUNT: f64 = 0.75;
/// How much oftener than by chance the pairs of each class stand at least, in nats.
const CLASSES: [f64; 5] = [0.0, 1.5, 2.5, 3.5, 4.5];

/// The table of the texts of a file, one a line.
pub fn table(texts: &str) -> String {
    let (mut pairs, mut firsts, mut seconds) = (HashMap::new(), HashMap::new(), HashMap::new());
    let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let mut all = 0.0;
    for (first, second) in texts.chars().zip(texts.chars().skip(1)).filter(|two| han(two.0) && han(two.1)) {
        *pairs.entry((first, second)).or_insert(0u32) += 1;
        *firsts.entry(first).or_insert(0.0) += 1.0;
        *seconds.entry(second).or_insert(0.0) += 1.0;
        all += 1.0;
    }
    let mut listed: Vec<(f64, f64, char, char)> = Vec::new();
    for (&(first, second), &count) in &pairs {
        let count = if count < LEAST { continue } else { f64::from(count) };
        let chance: f64 = firsts[&first] * seconds[&second] / all;
        let oftener = ((count - DISCOUNT) / chance).ln();
        if oftener >= CLASSES[0] {
            listed.push((count * oftener, oftener, first, second));
        }
    }
    listed.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.2, a.3).cmp(&(b.2, b.3))));
    let mut rows: BTreeMap<char, [BTreeSet<char>; CLASSES.len()]> = BTreeMap::new();
    for (_, oftener, first, second) in listed.into_iter().take(PAIRS) {
        let class = CLASSES.iter().rposition(|least| oftener >= *least).unwrap_or(0);
        rows.entry(first).or_default()[class].insert(second);
    }
    written("loose\tusual\tclose\tcloser\tclosest", rows)
}
