//! Rarity: in how many texts a pair of characters stands. That two texts share 我们 says next to nothing; that they share the name
//! of a place says that they speak of one thing.
//!
//! The table, `data/pairs.tsv`, has the pairs that stand among the first four hundred characters of one text in 144 or more, in
//! five classes, each twice as frequent as the one before. It was counted over 1,153 articles of a newspaper (January 1998), with
//! `data/fit`.

use once_cell::sync::Lazy;

use super::pair_table::PairTable;

/// The class of all pairs that the table does not have.
pub(super) const RARE: usize = 0;
/// How many classes there are: that of all pairs that the table does not have, five of those that it has, and that of pairs of a
/// character with a digit or a letter.
pub(super) const CLASSES: usize = 7;
/// The most frequent pairs of the table; two digits or letters are as frequent.
const EVERYWHERE: u32 = 5;
const LATIN: u32 = 6;

/// Places of the table: it has 2,700 pairs.
const PLACES: usize = 1 << 13;

static TABLE: Lazy<PairTable<PLACES>> = Lazy::new(|| PairTable::read(include_str!("../../data/pairs.tsv"), |_, _| ()));

/// The class of a pair as [`each_pair`](super::pairs::each_pair) numbers it, from 0 for rare ones on.
pub(super) fn class(pair: u64) -> usize {
    let (first, second) = (pair >> 24, pair & 0xff_ffff);
    // the bits that count of each of the three bytes, of both characters at once
    let chars = pair >> 4 & 0x00f0_0000_f000 | pair >> 2 & 0x000f_c000_0fc0 | pair & 0x0000_3f00_003f;
    let class = match (first < 0x80, second < 0x80) {
        (false, false) => TABLE.class((chars >> 24) as u32, chars as u32 & 0xffff),
        (true, true) => EVERYWHERE,
        _ => LATIN,
    };
    class as usize
}

#[cfg(test)]
mod tests {
    use super::super::pair_table::tests::listed;
    use super::super::pairs::each_pair;
    use super::*;

    #[test]
    fn every_pair_of_the_table_has_its_class_and_no_other_pair_has_one() {
        let table = include_str!("../../data/pairs.tsv");
        let listed = listed(table, 5);
        assert!(listed.len() * 3 < PLACES * 2, "{} pairs: too many for so many places", listed.len());
        let firsts: Vec<&str> = table.lines().skip(1).filter_map(|row| row.split('\t').next()).collect();
        for text in firsts.iter().flat_map(|a| firsts.iter().map(move |b| format!("{a}{b}"))) {
            let known = listed.get(&text).map_or(0, |class| *class as usize);
            each_pair(&text, |pair| assert_eq!(class(pair), known, "{text}"));
        }
    }

    #[test]
    fn digits_and_letters_have_classes_of_their_own() {
        let mut classes = Vec::new();
        each_pair("工作x2齾", |pair| classes.push(class(pair)));
        assert!(classes[0] > 0, "工作 is common");
        assert_eq!(classes[1..], [LATIN as usize, EVERYWHERE as usize, LATIN as usize]);
    }
}
