//! Neighbours: whether two characters are likelier to stand together than any two are. In 经济 one follows the other as in a word;
//! where a line ends with 经 and another begins with 济, the one goes on with the other.
//!
//! The table, `data/neighbours.tsv`, has the 16,000 pairs that say most, in five classes by how much oftener they stand together
//! than by chance. It was counted over 1,153 articles of a newspaper (January 1998), with `data/fit`.

use once_cell::sync::Lazy;

use super::class::HanSet;
use super::pair_table::{CHARS, FIRST, PairTable};

/// Places of the table.
const PLACES: usize = 1 << 15;

static TABLE: Lazy<Table> = Lazy::new(|| Table::read(include_str!("../../data/neighbours.tsv")));

struct Table {
    pairs: PairTable<PLACES>,
    /// Which characters it has first in a pair, and which second, a bit for each from the first on that tables know.
    firsts: [u64; Table::WORDS],
    seconds: [u64; Table::WORDS],
}

impl Table {
    const WORDS: usize = CHARS.div_ceil(u64::BITS) as usize;

    fn read(text: &str) -> Table {
        let (mut firsts, mut seconds) = ([0; Table::WORDS], [0; Table::WORDS]);
        let pairs = PairTable::read(text, |first, second| {
            Table::set(&mut firsts, first);
            Table::set(&mut seconds, second);
        });
        Table { pairs, firsts, seconds }
    }

    fn set(bits: &mut [u64], c: u32) {
        let n = c.wrapping_sub(FIRST);
        if let Some(word) = bits.get_mut(n as usize / 64) {
            *word |= 1 << (n % 64);
        }
    }

    #[inline]
    fn is_set(bits: &[u64], c: u32) -> bool {
        let n = c.wrapping_sub(FIRST);
        bits.get(n as usize / 64).is_some_and(|word| word >> (n % 64) & 1 != 0)
    }
}

/// How often two characters stand together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(crate) enum Pair {
    /// Nothing is known: at least one of them is no Chinese character, or a seldom one.
    None,
    /// No oftener than by chance, if at all.
    Rare,
    /// Oftener than by chance: up to 4, 12, 33 and 90 times as often, and more.
    Loose,
    Usual,
    Close,
    Closer,
    Closest,
}

impl Pair {
    pub(super) const COUNT: usize = 7;

    /// How often these two characters do, by their numbers.
    #[inline]
    pub(super) fn of(first: u32, second: u32) -> Pair {
        let table: &Table = &TABLE;
        match table.pairs.class(first, second) {
            0 if Table::is_set(&table.firsts, first) && Table::is_set(&table.seconds, second) => Pair::Rare,
            0 => Pair::None,
            1 => Pair::Loose,
            2 => Pair::Usual,
            3 => Pair::Close,
            4 => Pair::Closer,
            _ => Pair::Closest,
        }
    }

    /// How much likelier two such characters are where a text goes on than where one text ends and another begins, in 1/64 nat.
    /// Measured over 100,000 pairs in 1,153 other articles, and as many drawn at random: of the former 43 % are rare and 20 %
    /// closest, of the latter 92 % and .1 %.
    #[inline]
    pub(super) const fn worth(self) -> i32 {
        match self {
            Pair::None => 0,
            Pair::Rare => -49,
            Pair::Loose => 51,
            Pair::Usual => 119,
            Pair::Close => 189,
            Pair::Closer => 250,
            Pair::Closest => 336,
        }
    }
}

/// The sixty commonest of the characters that stand inside words or behind them: they are one in seven, and of those that begin a
/// clause six in a thousand. Counted over 1,153 articles of a newspaper (January 1998).
pub(super) static SELDOM_BEGIN: HanSet = HanSet::of(
    "的了和业行个们方月动者区济化场定员之子度系起品入题次些点持程术门界队院量育步性间际项义府革议口施求件困级式示率续亿志",
);

/// Whether two characters stand together oftener than by chance.
pub(crate) fn are_together(first: char, second: char) -> bool {
    Pair::of(first.into(), second.into()) >= Pair::Loose
}

/// How many pairs there are among these, and how many of them usually stand together at least.
pub(super) fn count(pairs: impl Iterator<Item = Pair>) -> (usize, usize) {
    let pairs = pairs.filter(|pair| *pair != Pair::None);
    pairs.fold((0, 0), |(all, close), pair| (all + 1, close + usize::from(pair >= Pair::Usual)))
}

/// The same of characters.
pub(crate) fn count_together(characters: impl Iterator<Item = (char, char)>) -> (usize, usize) {
    count(characters.map(|(first, second)| Pair::of(first.into(), second.into())))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::super::pair_table::tests::listed;
    use super::*;

    #[test]
    fn every_pair_of_the_table_is_known_and_no_other() {
        let table = include_str!("../../data/neighbours.tsv");
        let listed = listed(table, 5);
        assert!(listed.len() * 2 <= PLACES, "{} pairs: too many for so many places", listed.len());
        let firsts: Vec<char> = table.lines().skip(1).filter_map(|row| row.chars().next()).collect();
        let seconds: HashSet<char> = listed.keys().filter_map(|pair| pair.chars().nth(1)).collect();
        for (a, b) in firsts.iter().flat_map(|a| firsts.iter().map(move |b| (*a, *b))) {
            let class = listed.get(&format!("{a}{b}")).map_or(0, |class| *class as usize);
            let found = Pair::of(a.into(), b.into()) as usize;
            assert!(found == class + 1 || class == 0 && !seconds.contains(&b) && found == 0, "{a}{b}");
        }
    }

    #[test]
    fn the_closer_the_likelier() {
        let all = [Pair::Rare, Pair::Loose, Pair::Usual, Pair::Close, Pair::Closer, Pair::Closest];
        assert!(all.is_sorted_by_key(|pair| pair.worth()) && Pair::Rare.worth() < 0 && Pair::Loose.worth() > 0);
        assert_eq!(Pair::of('经'.into(), '济'.into()), Pair::Closest);
        assert_eq!(
            ["经a", "，济", "経済", "経a"].map(|two| {
                let mut two = two.chars();
                Pair::of(two.next().unwrap().into(), two.next().unwrap().into())
            }),
            [Pair::None; 4],
            "no Chinese characters, or none that the table has"
        );
    }
}
