//! Tables of pairs of characters, each with its class.

use memchr::memchr;

use super::together::number as bytes;

/// The first of the characters that the tables know, and how many they are.
pub(super) const FIRST: u32 = 0x4e00;
pub(super) const CHARS: u32 = 0xa000 - FIRST;

/// The pairs of a table, each at its place or at the next that is free: its number, and in the last three bits its class. 0 where
/// there is none. `PLACES` is a power of two, about twice as many as there are pairs.
pub(super) struct PairTable<const PLACES: usize>([u32; PLACES]);

impl<const PLACES: usize> PairTable<PLACES> {
    /// Reads a table: in each row a first character, and for each class the second ones. Classes count from 1. `see` is shown each
    /// pair.
    pub(super) fn read(table: &str, mut see: impl FnMut(u32, u32)) -> PairTable<PLACES> {
        let mut pairs = PairTable([0; PLACES]);
        let names = memchr(b'\n', table.as_bytes()).map_or(table.len(), |end| end + 1);
        let mut rest = table.as_bytes().get(names..).unwrap_or_default();
        let (mut first, mut class) = (None, 0);
        loop {
            rest = match rest {
                [b'\n', rest @ ..] => {
                    (first, class) = (None, 0);
                    rest
                }
                [b'\t', rest @ ..] => {
                    class += 1;
                    rest
                }
                // all that the tables know have three bytes
                [a, b, c, rest @ ..] => {
                    let of = bytes([*a, *b, *c]);
                    match first {
                        None => first = Some(of),
                        Some(first) => {
                            pairs.add(first, of, class);
                            see(first, of);
                        }
                    }
                    rest
                }
                _ => return pairs,
            };
        }
    }

    fn add(&mut self, first: u32, second: u32, class: u32) {
        let Some(number) = number(first, second) else { return };
        let mut at = Self::place(number);
        for _ in 0..PLACES {
            let Some(place) = self.0.get_mut(at) else { return };
            if *place == 0 {
                *place = number << 3 | class;
                return;
            }
            at = (at + 1) % PLACES;
        }
    }

    /// The place at which a pair stands, if that is free, or else at the next that is.
    #[inline]
    fn place(number: u32) -> usize {
        (number.wrapping_mul(0x9e37_79b1) >> (32 - PLACES.ilog2())) as usize
    }

    /// The class of a pair of the table; 0 for all others.
    #[inline]
    pub(super) fn class(&self, first: u32, second: u32) -> u32 {
        let Some(number) = number(first, second) else { return 0 };
        let mut at = Self::place(number);
        loop {
            match self.0.get(at) {
                Some(entry) if entry >> 3 == number => return entry & 7,
                None | Some(0) => return 0,
                _ => at = (at + 1) % PLACES,
            }
        }
    }
}

/// The number of a pair of characters, below 2^29; none if the tables know nothing of one of them.
#[inline]
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
        let table = PairTable::<8>::read("first\ta\tb\n一\t二三\t四\n五\t\t一二\n", |_, _| ());
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
