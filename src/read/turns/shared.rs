//! What units share: an article says its names and terms again and again, and two articles have few in common. So a line more
//! likely goes on with a column that has said some of its words than with one that has said none.

use super::super::pairs::{each_pair, spread};
use super::super::rarity;

/// Some of the units above one: bit `k` stands for the unit `k` above it.
pub(super) type Above = u64;

/// The same units, as numbered from so many units below.
pub(super) fn from_below(units: Above, by: u32) -> Above {
    units.checked_shl(by).unwrap_or(0)
}

/// So many pairs are kept in mind, 98 kilobytes. The 64 lines that [`Above`] reaches have some 600 that are rare, and at most 1,300, on 60
/// printed pages in turn.
const PLACES: usize = 1 << 12;
/// A pair stands at its place or at one of the next, so many in all; where none of these is free, the first loses its own.
const STEPS: usize = 8;

/// A pair, the last unit that has it, and of those above that one which have it too: bit 0 is that unit itself.
#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    pair: u64,
    unit: u32,
    units: Above,
}

impl Seen {
    fn from(&self, unit: u32) -> Above {
        from_below(self.units, unit - self.unit)
    }
}

/// What each of these texts shares with those above it: pairs of Chinese characters that are rare in newspapers.
pub(super) fn find<'t>(texts: impl Iterator<Item = &'t str>) -> Vec<Above> {
    let mut places = vec![Seen::default(); PLACES];
    let share = |(unit, text): (usize, &str)| {
        let unit = unit as u32;
        let mut shared = 0;
        each_pair(text, |pair| {
            if rarity::class(pair) != rarity::RARE {
                return;
            }
            let first = (spread(pair) >> (u64::BITS - PLACES.ilog2())) as usize;
            let (mut place, mut above) = (None, 0);
            for at in (first..first + STEPS).map(|at| at % PLACES) {
                let Some(seen) = places.get(at) else { return };
                if seen.pair == pair {
                    (place, above) = (Some(at), seen.from(unit));
                    break;
                }
                // free, as no unit within reach has its pair; the pair's own may stand behind it, but not behind one never taken
                if seen.from(unit) == 0 {
                    place = place.or(Some(at));
                }
                if seen.units == 0 {
                    break;
                }
            }
            shared |= above;
            if let Some(seen) = places.get_mut(place.unwrap_or(first)) {
                *seen = Seen { pair, unit, units: above | 1 };
            }
        });
        // bit 0 is the unit itself
        shared & !1
    };
    texts.enumerate().map(share).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Pairs that collide, and such as are forgotten, change nothing as long as there are places.
        #[test]
        fn what_is_shared_is_what_both_have(texts in prop::collection::vec("[柳湾渡船灯杉镇塘鳜鲈藕菱桨舵篷缆滩埠]{0,8}", 0..140)) {
            let pairs = |text: &String| {
                let mut pairs = HashSet::new();
                each_pair(text, |pair| _ = (rarity::class(pair) == rarity::RARE).then(|| pairs.insert(pair)));
                pairs
            };
            let pairs: Vec<HashSet<u64>> = texts.iter().map(pairs).collect();
            for (n, found) in find(texts.iter().map(String::as_str)).into_iter().enumerate() {
                for by in 1..=n.min(63) {
                    let both = !pairs[n].is_disjoint(&pairs[n - by]);
                    prop_assert_eq!(found >> by & 1 != 0, both, "{} and {}", n, n - by);
                }
            }
        }
    }

    /// By how many units above each text those stand that it shares something with.
    fn shared(texts: &[&str]) -> Vec<Vec<u32>> {
        let bits = |above: Above| (0..Above::BITS).filter(|bit| above >> bit & 1 != 0).collect();
        find(texts.iter().copied()).into_iter().map(bits).collect()
    }

    #[test]
    fn a_text_shares_names_with_those_above_it() {
        let texts = ["柳湾村的渡口停了", "旧书修复室开放", "柳湾村的渡船", "修复室在柳湾村", "路灯亮了"];
        assert_eq!(shared(&texts), [vec![], vec![], vec![2], vec![1, 2, 3], vec![]]);
        assert!(shared(&[]).is_empty());
        assert_eq!(shared(&["柳湾柳湾柳湾"]), [[]], "not with itself");
        assert_eq!(shared(&["柳\n湾", "柳 湾"]), [vec![], vec![1]], "white space parts no pair");
    }

    #[test]
    fn what_all_texts_say_is_not_shared() {
        let texts = ["工作", "工作", "2026 PDF", "2026 PDF"];
        assert_eq!(shared(&texts), [[]; 4]);
    }

    #[test]
    fn what_stands_too_far_above_is_out_of_reach() {
        let far = |between: usize| {
            let texts: Vec<&str> = [&["渡船"][..], &vec!["灯"; between], &["渡船"]].concat();
            shared(&texts).pop().unwrap()
        };
        assert_eq!(far(62), [63]);
        assert!(far(63).is_empty());
    }

    /// More pairs than have a place: the newest are found.
    #[test]
    fn what_is_said_last_is_kept_in_mind() {
        let all: Vec<char> = ('\u{4e00}'..='\u{9fff}').collect();
        let lines: Vec<String> = all.chunks(200).take(60).map(|line| line.iter().collect()).collect();
        let said = |line: &str| {
            let texts = lines.iter().map(String::as_str).chain([line]);
            find(texts).pop().unwrap() != 0
        };
        assert!(said(&lines[59][..6]));
        let found = lines.iter().step_by(6).filter(|line| said(&line[..6])).count();
        assert!((1..10).contains(&found), "{found}");
    }
}
