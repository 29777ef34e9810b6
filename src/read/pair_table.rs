//! Tables of pairs of characters, each with its class.

/// The first of the characters that the tables know, and how many they are.
const FIRST: u32 = 0x4e00;
const CHARS: u32 = 0xa000 - FIRST;

/// The pairs of a table, each at its place or at the next that is free: its number, and in the last three bits its class. 0 where
/// there is none. `PLACES` is a power of two, about twice as many as there are pairs.
pub(super) struct PairTable<const PLACES: usize>([u32; PLACES]);

impl<const PLACES: usize> PairTable<PLACES> {
    /// Reads a table: in each row a first character, and for each class the second ones. Classes count from 1.
    pub(super) fn read(table: &str) -> PairTable<PLACES> {
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
                    let free = Self::probe(number).find(|&at| places.get(at).is_none_or(|&entry| entry == 0));
                    if let Some(place) = free.and_then(|at| places.get_mut(at)) {
                        *place = number << 3 | class;
                    }
                }
            }
        }
        PairTable(places)
    }

    /// The places at which a pair may stand, in order.
    fn probe(number: u32) -> impl Iterator<Item = usize> {
        let first = (number.wrapping_mul(0x9e37_79b1) >> (32 - PLACES.ilog2())) as usize;
        (0..PLACES).map(move |step| (first + step) % PLACES)
    }

    /// The class of a pair of the table; 0 for all others.
    pub(super) fn class(&self, first: u32, second: u32) -> u32 {
        let Some(number) = number(first, second) else { return 0 };
        let entries = Self::probe(number).map(|at| self.0.get(at).copied().unwrap_or(0));
        entries.take_while(|&entry| entry != 0).find(|entry| entry >> 3 == number).map_or(0, |entry| entry & 7)
    }
}

/// The number of a pair of characters, below 2^29; none if the tables know nothing of one of them.
fn number(first: u32, second: u32) -> Option<u32> {
    let (first, second) = (first.wrapping_sub(FIRST), second.wrapping_sub(FIRST));
    (first < CHARS && second < CHARS).then(|| first * CHARS + second)
}

#[cfg(test)]
pub(super) mod tests {
    use std::collections::HashMap;

    use super::*;

    /// Every pair of such a table's text, with its class.
    pub(crate) fn listed(table: &str, classes: usize) -> HashMap<String, u32> {
        let mut listed = HashMap::new();
        for row in table.lines().skip(1) {
            let cells: Vec<&str> = row.split('\t').collect();
            assert_eq!(cells.len(), classes + 1, "{row}");
            for (class, seconds) in cells[1..].iter().enumerate() {
                for second in seconds.chars() {
                    let before = listed.insert(format!("{}{second}", cells[0]), class as u32 + 1);
                    assert!(before.is_none(), "{row}: {second} twice");
                }
            }
        }
        listed
    }

    #[test]
    fn pairs_that_share_a_place_are_told_apart() {
        let table = PairTable::<8>::read("first\ta\tb\n一\t二三\t四\n五\t\t一二\n");
        let class = |a: char, b: char| table.class(a.into(), b.into());
        assert_eq!(
            ["一二", "一三", "一四", "五一", "五二"].map(|two| {
                let mut two = two.chars();
                class(two.next().unwrap(), two.next().unwrap())
            }),
            [1, 1, 2, 2, 2]
        );
        assert_eq!((class('二', '一'), class('一', 'a'), class('五', '四')), (0, 0, 0));
    }
}
