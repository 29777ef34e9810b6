//! Rarity: in how many texts a pair of characters stands. That two texts share 我们 says next to nothing; that they share the name
//! of a place says that they speak of one thing.
//!
//! The table, `data/pairs.tsv`, has the pairs that stand among the first four hundred characters of one text in 144 or more, in
//! five classes, each twice as frequent as the one before. It was counted over 1,153 articles of a newspaper (January 1998), with
//! `data/fit`.

use once_cell::sync::Lazy;

/// How many classes there are: that of all pairs that the table does not have, five of those that it has, and that of pairs of a
/// character with a digit or a letter.
pub(super) const CLASSES: usize = 7;
/// The most frequent pairs of the table; two digits or letters are as frequent.
const EVERYWHERE: u32 = 5;
const LATIN: u32 = 6;

/// The first of the characters that the table knows, and how many they are.
const FIRST: u32 = 0x4e00;
const CHARS: u32 = 0xa000 - FIRST;
/// Places of the table: a power of two, about twice as many as it has pairs.
const PLACES: usize = 1 << 13;

/// The table's pairs, each at its place or at the next that is free: its number, and in the last three bits its class. 0 where
/// there is none.
static TABLE: Lazy<[u32; PLACES]> = Lazy::new(|| read(include_str!("../../data/pairs.tsv")));

/// Reads the table: in each row a first character, and for each class the second ones.
fn read(table: &str) -> [u32; PLACES] {
    let mut places = [0; PLACES];
    let rows = table.split_once('\n').map_or("", |(_names, rows)| rows);
    let (mut first, mut class) = (None, 0);
    for c in rows.chars() {
        match (c, first) {
            ('\n', _) => (first, class) = (None, 0),
            ('\t', _) => class += 1,
            (_, None) => first = Some(c),
            (second, Some(first)) => {
                let Some(number) = number(first.into(), second.into()) else { continue };
                let free = probe(number).find(|&at| places.get(at).is_none_or(|&entry| entry == 0));
                if let Some(place) = free.and_then(|at| places.get_mut(at)) {
                    *place = number << 3 | class;
                }
            }
        }
    }
    places
}

/// The places at which a pair may stand, in order.
fn probe(number: u32) -> impl Iterator<Item = usize> {
    let first = (number.wrapping_mul(0x9e37_79b1) >> (32 - PLACES.ilog2())) as usize;
    (0..PLACES).map(move |step| (first + step) % PLACES)
}

/// The number of a pair of characters, below 2^29; none if the table knows nothing of one of them.
fn number(first: u32, second: u32) -> Option<u32> {
    let (first, second) = (first.wrapping_sub(FIRST), second.wrapping_sub(FIRST));
    (first < CHARS && second < CHARS).then(|| first * CHARS + second)
}

/// The class of a pair of the table, from 1 for the rarest on; 0 for all others.
pub(super) fn listed(first: u32, second: u32) -> u32 {
    let Some(number) = number(first, second) else { return 0 };
    let table: &[u32; PLACES] = &TABLE;
    let entries = probe(number).map(|at| table.get(at).copied().unwrap_or(0));
    entries.take_while(|&entry| entry != 0).find(|entry| entry >> 3 == number).map_or(0, |entry| entry & 7)
}

/// Whether two characters stand together in many texts.
pub(super) fn is_listed(first: char, second: char) -> bool {
    listed(first.into(), second.into()) > 0
}

/// The class of a pair as [`each_pair`](super::pairs::each_pair) numbers it, from 0 for rare ones on.
pub(super) fn class(pair: u64) -> usize {
    let (first, second) = (pair >> 24, pair & 0xff_ffff);
    // the bits that count of each of the three bytes, of both characters at once
    let chars = pair >> 4 & 0x00f0_0000_f000 | pair >> 2 & 0x000f_c000_0fc0 | pair & 0x0000_3f00_003f;
    let class = match (first < 0x80, second < 0x80) {
        (false, false) => listed((chars >> 24) as u32, chars as u32 & 0xffff),
        (true, true) => EVERYWHERE,
        _ => LATIN,
    };
    class as usize
}

#[cfg(test)]
mod tests {
    use super::super::pairs::each_pair;
    use super::*;

    #[test]
    fn every_pair_of_the_table_has_its_class_and_no_other_pair_has_one() {
        let table = include_str!("../../data/pairs.tsv");
        let mut listed = std::collections::HashMap::new();
        for row in table.lines().skip(1) {
            let cells: Vec<&str> = row.split('\t').collect();
            assert_eq!(cells.len(), 6, "{row}");
            for (class, seconds) in cells[1..].iter().enumerate() {
                for second in seconds.chars() {
                    assert!(
                        listed.insert(format!("{}{second}", cells[0]), class + 1).is_none(),
                        "{row}: {second} twice"
                    );
                }
            }
        }
        assert!(listed.len() * 3 < PLACES * 2, "{} pairs: too many for so many places", listed.len());
        let firsts: Vec<&str> = table.lines().skip(1).filter_map(|row| row.split('\t').next()).collect();
        for text in firsts.iter().flat_map(|a| firsts.iter().map(move |b| format!("{a}{b}"))) {
            each_pair(&text, |pair| assert_eq!(class(pair), listed.get(&text).copied().unwrap_or(0), "{text}"));
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
