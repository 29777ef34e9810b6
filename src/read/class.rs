//! Classes of characters: what a line begins and ends with, and what may touch what.

#![expect(clippy::indexing_slicing, reason = "sets of characters, made while the crate is built")]

/// Whether `c` is a Chinese character: the unified ideographs and their extensions, 〇 and 々, and the compatibility block.
pub(crate) fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{20000}'..='\u{323af}' | '\u{f900}'..='\u{faff}' | '々' | '〇')
}

/// Whether two bytes begin a character from U+4E00 to U+9FFF.
#[inline]
pub(crate) fn begins_han(a: u8, b: u8) -> bool {
    matches!(a, 0xe5..=0xe9) || a == 0xe4 && b >= 0xb8
}

/// Whether a Chinese character stands in the text.
pub(crate) fn has_han(text: &str) -> bool {
    text.chars().any(is_han)
}

/// Whether the text begins with one of the characters that stand between two [signs](super::signs), from U+4000 to U+9FFF.
#[inline]
pub(crate) fn begins_in_character(text: &str) -> bool {
    matches!(text.as_bytes(), [0xe4..=0xe9, ..])
}

/// Whether it ends with one.
#[inline]
pub(crate) fn ends_in_character(text: &str) -> bool {
    matches!(text.as_bytes(), [.., 0xe4..=0xe9, _, _])
}

/// Whether `c` is kana.
pub(crate) fn is_kana(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}')
}

/// Whether `c` is Hangul, whose words stand apart by spaces.
pub(crate) fn is_hangul(c: char) -> bool {
    matches!(c, '\u{ac00}'..='\u{d7a3}' | '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}')
}

/// Whether `c` is punctuation of full width, quotes and dashes of Chinese included.
pub(crate) fn is_wide_mark(c: char) -> bool {
    matches!(c, '、' | '。' | '〈'..='】' | '〔'..='〗' | '，' | '．' | '：' | '；' | '？' | '！' | '（' | '）' | '［' | '］' | '｛' | '｝'
        | '“' | '”' | '‘' | '’' | '…' | '—' | '·' | '～')
}

/// Whether `c` is set without spaces in Chinese: a character, kana, or a mark of full width.
pub(crate) fn is_cjk(c: char) -> bool {
    is_han(c) || is_kana(c) || is_wide_mark(c)
}

/// What a character is to the reading of lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(crate) enum Class {
    /// A Chinese character, kana or Hangul.
    Han,
    /// 。！？… and their half-width forms: a sentence may end here.
    Stop,
    /// ，、
    Comma,
    /// ；
    Semicolon,
    /// ：
    Colon,
    /// “‘「『
    OpenQuote,
    /// ”’」』
    CloseQuote,
    /// （《【
    OpenBracket,
    /// ）》】
    CloseBracket,
    /// —, ～, ·, -
    Dash,
    /// A digit, of either width.
    Digit,
    /// A letter of a script that sets spaces between words.
    Letter,
    /// ■ ● ▲ • and the like, which open an item.
    Bullet,
    /// Anything else that is seen: signs, symbols, what has no character.
    Other,
    /// White space.
    Space,
    /// A closing quote or bracket behind the end of a sentence: 。”
    StopClosed,
}

impl Class {
    /// How many classes there are.
    pub(crate) const COUNT: usize = 16;

    /// The class of a character.
    pub(crate) fn of(c: char) -> Class {
        match c {
            '\u{4e00}'..='\u{9fff}' => Class::Han,
            '0'..='9' | '０'..='９' => Class::Digit,
            'a'..='z' | 'A'..='Z' => Class::Letter,
            '。' | '！' | '？' | '…' | '!' | '?' | '.' | '｡' | '．' => Class::Stop,
            '，' | '、' | ',' => Class::Comma,
            '；' | ';' => Class::Semicolon,
            '：' | ':' => Class::Colon,
            '“' | '‘' | '「' | '『' | '﹁' | '﹃' => Class::OpenQuote,
            '”' | '’' | '」' | '』' | '"' | '\'' => Class::CloseQuote,
            '（' | '《' | '〈' | '【' | '〔' | '〖' | '［' | '｛' | '(' | '[' | '{' | '<' => Class::OpenBracket,
            '）' | '》' | '〉' | '】' | '〕' | '〗' | '］' | '｝' | ')' | ']' | '}' | '>' => {
                Class::CloseBracket
            }
            '—' | '–' | '－' | '~' | '～' | '·' | '-' | '─' | '・' => Class::Dash,
            '■' | '□' | '▲' | '△' | '●' | '○' | '◆' | '◇' | '▼' | '•' | '★' | '☆' | '※' | '►' | '▶' | '◎' | '*' => {
                Class::Bullet
            }
            _ if c.is_whitespace() || is_invisible(c) => Class::Space,
            _ if is_han(c) || is_kana(c) || is_hangul(c) => Class::Han,
            _ if c.is_alphabetic() => Class::Letter,
            _ if c.is_numeric() => Class::Digit,
            _ => Class::Other,
        }
    }

    /// Whether it is a mark: a stop, a comma, a colon, a quote or a bracket.
    #[inline]
    pub(crate) const fn is_mark(self) -> bool {
        matches!(self as u8, 1..=8)
    }
}

/// A set of Chinese characters from U+4E00 to U+9FFF.
pub(crate) struct HanSet([u64; HanSet::WORDS]);

impl HanSet {
    const FIRST: usize = 0x4e00 >> 6;
    const WORDS: usize = (0xa000 >> 6) - HanSet::FIRST;

    /// The characters of a text of nothing but such characters, each `step` of them: of two-character words, with 2, the
    /// last of each.
    const fn with(mut self, text: &str, step: usize) -> HanSet {
        let bytes = text.as_bytes();
        let mut at = 3 * step - 3;
        while at + 2 < bytes.len() {
            let word = (bytes[at] as usize & 15) << 6 | (bytes[at + 1] as usize & 63);
            self.0[word - HanSet::FIRST] |= 1 << (bytes[at + 2] & 63);
            at += 3 * step;
        }
        self
    }

    /// The characters of a text of nothing but such characters.
    pub(crate) const fn of(text: &str) -> HanSet {
        HanSet([0; HanSet::WORDS]).with(text, 1)
    }

    /// The last character of each word; words are of nothing but such characters.
    pub(crate) const fn ends_of(words: &[&str]) -> HanSet {
        HanSet([0; HanSet::WORDS]).and(words)
    }

    /// With the last character of each of these words too.
    pub(crate) const fn and(mut self, words: &[&str]) -> HanSet {
        let mut n = 0;
        while n < words.len() {
            self = self.with(words[n], words[n].len() / 3);
            n += 1;
        }
        self
    }

    /// Whether the character is in the set.
    pub(crate) fn has(&self, c: char) -> bool {
        let word = (c as usize >> 6).wrapping_sub(HanSet::FIRST);
        self.0.get(word).is_some_and(|bits| bits >> (c as u32 & 63) & 1 != 0)
    }

    /// Whether the text begins with a character of the set.
    #[inline]
    pub(crate) fn begins(&self, text: &str) -> bool {
        matches!(*text.as_bytes(), [a @ 0xe4..=0xe9, b, c, ..] if self.has_bytes([a, b, c]))
    }

    /// Whether it ends with one.
    #[inline]
    pub(crate) fn ends(&self, text: &str) -> bool {
        matches!(*text.as_bytes(), [.., a @ 0xe4..=0xe9, b, c] if self.has_bytes([a, b, c]))
    }

    /// Whether the character with these bytes is in the set.
    #[inline]
    fn has_bytes(&self, [a, b, c]: [u8; 3]) -> bool {
        let word = (usize::from(a & 15) << 6 | usize::from(b & 63)).wrapping_sub(HanSet::FIRST);
        self.0.get(word).is_some_and(|bits| bits >> (c & 63) & 1 != 0)
    }
}

/// Whether `c` takes no place and shows nothing: zero-width characters, the byte order mark, the soft hyphen.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

/// A tenth of a cell: a Chinese character is two cells, an ASCII letter one.
pub(crate) const CELL: i32 = 10;
/// The width of a Chinese character.
pub(crate) const EM: i32 = 2 * CELL;
/// What a mark of full width loses where it is set narrow.
pub(crate) const NARROW: i32 = EM / 2;
/// The width of a digit of ASCII.
pub(crate) const DIGIT: i32 = 11;

/// The width of a character in tenths of a cell. Latin letters are as wide as in the common faces, on the average: a digit
/// 0.53 em (Helvetica sets 0.556, Times 0.5), small letters 0.5, capitals 0.67, narrow marks 0.28.
pub(crate) fn width(c: char) -> i32 {
    match c {
        '\u{4e00}'..='\u{9fff}' => EM,
        '0'..='9' => DIGIT,
        '.' | ',' | ':' | ';' | '\'' | '!' | 'i' | 'l' | 'j' | 'I' | '|' | ' ' => 5,
        '(' | ')' | '[' | ']' | '-' | '/' | 'f' | 't' | 'r' | '"' => 7,
        'm' | 'w' => 15,
        'A'..='Z' | '%' | '@' => 14,
        '\0'..='\u{2ff}' => CELL,
        '\u{300}'..='\u{36f}' => 0,
        _ if is_invisible(c) => 0,
        '\u{370}'..='\u{10ff}' => CELL,
        _ => EM,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_has_its_characters_and_no_others() {
        const SET: HanSet = HanSet::of("一丁张\u{9fff}");
        const ENDS: HanSet = HanSet::ends_of(&["编辑", "摄影报道", "图"]);
        for c in (0..0x3_0000).filter_map(char::from_u32) {
            assert_eq!(SET.has(c), "一丁张\u{9fff}".contains(c), "{c:?}");
            assert_eq!(ENDS.has(c), "辑道图".contains(c), "{c:?}");
            assert_eq!(ENDS.begins(&format!("{c}，")), ENDS.has(c), "{c:?}");
            assert_eq!(ENDS.ends(&format!("a{c}")), ENDS.has(c), "{c:?}");
        }
    }
}
