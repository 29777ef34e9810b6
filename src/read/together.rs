//! Characters of three bytes, taken by their bytes: sought at sixteen places of a line at once, as most lines are too short for a
//! search of their own.

use wide::u8x16;

/// So many places are looked at together, and the bytes that stand at them.
const PLACES: usize = 16;
const BYTES: usize = PLACES + 2;

/// The number of a character of three bytes.
#[inline]
pub(super) fn number([a, b, c]: [u8; 3]) -> u32 {
    u32::from(a & 15) << 12 | u32::from(b & 63) << 6 | u32::from(c & 63)
}

/// Whether one of the characters stands in the bytes.
#[inline]
pub(super) fn has_any<const N: usize>(bytes: &[u8], characters: [[u8; 3]; N]) -> bool {
    let Some(last) = bytes.last_chunk::<BYTES>() else {
        return bytes.windows(3).any(|three| characters.iter().any(|c| c == three));
    };
    let wanted = characters.map(|c| c.map(u8x16::splat));
    let mut rest = bytes;
    while let Some(here) = rest.first_chunk::<BYTES>() {
        if stands(here, &wanted) {
            return true;
        }
        rest = rest.get(PLACES..).unwrap_or_default();
    }
    rest.len() > 2 && stands(last, &wanted)
}

/// Whether one of the characters begins at one of the places.
#[inline]
fn stands<const N: usize>(bytes: &[u8; BYTES], wanted: &[[u8x16; 3]; N]) -> bool {
    let [first @ .., _, _] = *bytes;
    let [_, second @ .., _] = *bytes;
    let [_, _, third @ ..] = *bytes;
    let here = [first, second, third].map(u8x16::new);
    let found = wanted.iter().fold(u8x16::ZERO, |found, wanted| {
        let [a, b, c] = wanted;
        found | here[0].cmp_eq(*a) & here[1].cmp_eq(*b) & here[2].cmp_eq(*c)
    });
    found.move_mask() != 0
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn bytes(c: char) -> [u8; 3] {
        let mut bytes = [0; 3];
        c.encode_utf8(&mut bytes);
        bytes
    }

    proptest! {
        #[test]
        fn what_is_found_stands_there(text in "[一丁七1]{0,60}", wanted in "[丁七。]{2}") {
            let chars: Vec<char> = wanted.chars().collect();
            let found = has_any(text.as_bytes(), [bytes(chars[0]), bytes(chars[1])]);
            prop_assert_eq!(found, text.contains(&chars[..]));
        }

        #[test]
        fn one_alone_is_found_wherever_it_stands(before in 0usize..40, behind in 0usize..40) {
            let text = ["一".repeat(before), "1".repeat(behind)].join("丁");
            prop_assert!(has_any(text.as_bytes(), [bytes('丁')]));
            prop_assert!(!has_any(text.as_bytes(), [bytes('七')]));
        }
    }
}
