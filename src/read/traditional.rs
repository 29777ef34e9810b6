//! Traditional characters: a page set in them is read as if it had been set in simplified ones.
//!
//! What the reading knows of words, and of the characters that stand together, it knows in simplified ones. Nearly every traditional
//! character has one that is written for it, both of three bytes, so that what is found in such a reading stands at the same bytes of
//! the page. That stays as it is: mends take away and move, and what they put in is written alike in both.

#![expect(
    clippy::indexing_slicing,
    reason = "a table made while the crate is built, where a place out of bounds does not compile"
)]

use std::borrow::Cow;

/// The table: traditional, simplified, three bytes each, behind a head of two words. The variants are those of the Unihan database
/// (Unicode 15.0, `kSimplifiedVariant`), of the 5,401 commoner characters that Big5 has; without those that simplified text has too (著,
/// 乾: GB 2312), and without 幹, as 干 and 千 are mended where OCR took one for the other.
const TABLE: &[u8] = include_bytes!("../../data/traditional.tsv");
const HEAD: usize = "traditional\tsimplified\n".len();
const ROW: usize = "國\t国\n".len();

/// The characters that may be in the table, by their code points.
const FIRST: usize = 0x4e00;
const LAST: usize = 0x9fff;

/// For each of them the code point of the one that is written for it in simplified text, and zero where that is itself.
static SIMPLIFIED: [u16; LAST - FIRST + 1] = {
    let mut simplified = [0; LAST - FIRST + 1];
    let mut row = HEAD;
    while row < TABLE.len() {
        let (from, to) = (code(TABLE[row], TABLE[row + 1], TABLE[row + 2]), row + ROW / 2);
        simplified[from - FIRST] = code(TABLE[to], TABLE[to + 1], TABLE[to + 2]) as u16;
        row += ROW;
    }
    simplified
};

/// The code point of a character of three bytes.
const fn code(a: u8, b: u8, c: u8) -> usize {
    (a as usize & 15) << 12 | (b as usize & 63) << 6 | c as usize & 63
}

/// Whether a page is set in traditional characters is told by so many places that stand evenly over it, by one in so many bytes of a long
/// one, or by each character of a short one. One character in three is another than in simplified text; where it is one in four, white space
/// and all, 64 places miss it once in a hundred million pages. A page that has hardly any is read with less to go by.
const LOOKS: usize = 64;
const STEP: usize = 256;

/// The text as it is read: in simplified characters, byte for byte in the same places.
pub(crate) fn simplified(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let step = (bytes.len() / LOOKS).clamp(3, STEP);
    if !(0..bytes.len()).step_by(step).any(|at| bytes.get(at..).is_some_and(is_traditional)) {
        return Cow::Borrowed(text);
    }
    let mut out = bytes.to_vec();
    let mut rest = out.as_mut_slice();
    loop {
        rest = match rest {
            [a @ 0xe4..=0xe9, b, c, rest @ ..] => {
                if let Some(to @ 1..) = SIMPLIFIED.get(code(*a, *b, *c).wrapping_sub(FIRST)).copied() {
                    *a = 0xe0 | (to >> 12) as u8;
                    *b = 0x80 | (to >> 6 & 63) as u8;
                    *c = 0x80 | (to & 63) as u8;
                }
                rest
            }
            [_, rest @ ..] => rest,
            [] => break,
        };
    }
    simdutf8::basic::from_utf8(&out).map_or(Cow::Borrowed(text), |read| Cow::Owned(read.to_owned()))
}

/// Whether a character that begins at one of the first three bytes is written otherwise in simplified text.
#[inline]
fn is_traditional(bytes: &[u8]) -> bool {
    let ([a @ 0xe4..=0xe9, b, c, ..] | [_, a @ 0xe4..=0xe9, b, c, ..] | [_, _, a @ 0xe4..=0xe9, b, c, ..]) = *bytes
    else {
        return false;
    };
    SIMPLIFIED.get(code(a, b, c).wrapping_sub(FIRST)).is_some_and(|&to| to != 0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The rows of the table.
    fn rows() -> impl Iterator<Item = (char, char)> {
        let table = include_str!("../../data/traditional.tsv").lines().skip(1);
        table.map(|row| row.split_once('\t').unwrap()).map(|(from, to)| (from.parse().unwrap(), to.parse().unwrap()))
    }

    #[test]
    fn each_row_is_one_character_for_another_of_as_many_bytes() {
        assert_eq!(TABLE.len(), HEAD + rows().count() * ROW);
        for (from, to) in rows() {
            assert_eq!(simplified(&from.to_string()), to.to_string());
            assert!(matches!(simplified(&to.to_string()), Cow::Borrowed(_)), "{to} is read as it is");
        }
    }

    /// What a mend would put in the place of a simplified character would stand in the place of a traditional one that it was read for.
    #[test]
    fn what_is_mended_as_confused_is_read_as_it_stands() {
        let confusions = include_str!("../../data/confusions.tsv").lines().skip(1);
        let confused: Vec<(char, char)> = confusions
            .filter_map(|row| row.split_once('\t'))
            .flat_map(|(bad, rest)| bad.chars().zip(rest.chars().take_while(|&c| c != '\t')).collect::<Vec<_>>())
            .filter(|(bad, good)| bad != good)
            .collect();
        assert!(confused.len() > 100);
        for (from, to) in rows() {
            assert!(!confused.iter().any(|&(bad, good)| bad == to || good == to), "{from} is read as {to}");
        }
    }

    #[test]
    fn a_page_is_read_in_simplified_characters() {
        let page = "清水河清淤趕在汛期前\n\n眼下距離主汛期還有兩個多月，清水河下游的清淤工地上已經是一片繁忙。\n";
        assert_eq!(
            simplified(page),
            "清水河清淤赶在汛期前\n\n眼下距离主汛期还有两个多月，清水河下游的清淤工地上已经是一片繁忙。\n"
        );
        assert_eq!(simplified(&page.repeat(400)), simplified(page).repeat(400), "of a long one some are looked at");
    }

    #[test]
    fn what_simplified_text_has_too_stays() {
        for text in ["著名的乾陵", "骨幹", "后来", "plain text", "", "国"] {
            assert!(matches!(simplified(text), Cow::Borrowed(_)), "{text}");
        }
    }

    proptest! {
        /// Of a text that is looked at character by character, wherever they stand.
        #[test]
        fn one_in_a_short_text_is_enough(text in "[一a，é👩]{0,24}", at in 0..25usize) {
            let mut chars: Vec<char> = text.chars().collect();
            chars.insert(at.min(chars.len()), '國');
            let written: String = chars.into_iter().collect();
            prop_assert_eq!(simplified(&written), written.replace('國', "国"));
        }

        #[test]
        fn what_is_read_stands_at_the_same_bytes(text in any::<String>()) {
            let read = simplified(&text);
            prop_assert!(read.char_indices().map(|(at, _)| at).eq(text.char_indices().map(|(at, _)| at)));
            prop_assert!(matches!(simplified(&read), Cow::Borrowed(_)));
        }
    }
}
