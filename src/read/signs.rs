//! Signs: the characters of a text that are no Chinese ones, in order. Between two of them stands nothing but Chinese characters of
//! three bytes each, so whoever measures or counts walks from sign to sign, and looks at a tenth of the bytes.

use once_cell::sync::Lazy;
use wide::{CmpGt, i8x16};

use super::class::{Class, width};
use super::together::number;

/// What is known of a character by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Kind {
    pub class: Class,
    /// Tenths of a cell, at most 20.
    pub wide: u8,
    pub traits: Traits,
    /// What it is to whoever looks for things that may be wrong.
    pub what: What,
}

/// A character that is no Chinese one, and where it stands. 8 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sign {
    /// Its first byte's place in the text.
    pub at: u32,
    pub kind: Kind,
}

impl Sign {
    /// The byte behind it.
    #[inline]
    pub(crate) fn end(self) -> u32 {
        self.at + self.kind.what.len()
    }
}

/// What else the measuring of lines asks of a character, as bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Traits(u8);

impl Traits {
    /// A mark of prose, which neither bylines nor mastheads have: ， ； 。 ！ ？ “.
    pub(crate) const PROSE: Traits = Traits(1);
    /// The same where it lost its width: , ; ! ?
    pub(crate) const HALF_PROSE: Traits = Traits(2);
    /// A mark of ASCII that has a form of full width, and may have lost it.
    pub(crate) const HALF: Traits = Traits(4);
    /// A dot, or three.
    pub(crate) const DOT: Traits = Traits(8);
    /// It parts words, and is no white space.
    pub(crate) const PARTS: Traits = Traits(16);
    /// A digit of ASCII.
    pub(crate) const DIGIT: Traits = Traits(32);
    /// White space as wide as it takes.
    pub(crate) const TAB: Traits = Traits(64);
    /// A line ends here.
    pub(crate) const END: Traits = Traits(128);

    fn of(c: char, class: Class) -> Traits {
        let is = |trait_: Traits, holds: bool| if holds { trait_.0 } else { 0 };
        Traits(
            is(Traits::PROSE, matches!(c, '，' | '；' | '。' | '！' | '？' | '“'))
                | is(Traits::HALF_PROSE, matches!(c, ',' | ';' | '!' | '?'))
                | is(Traits::HALF, c.is_ascii_punctuation() && class.is_mark())
                | is(Traits::DOT, matches!(c, '.' | '…'))
                | is(Traits::PARTS, matches!(c, '/' | '／' | '□' | '■' | '·' | '-' | '@') && !class.is_mark())
                | is(Traits::DIGIT, c.is_ascii_digit())
                | is(Traits::TAB, c == '\t')
                | is(Traits::END, matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}')),
        )
    }

    #[inline]
    pub(crate) fn has(self, other: Traits) -> bool {
        self.0 & other.0 != 0
    }

    #[inline]
    pub(crate) fn add(&mut self, other: Traits) {
        self.0 |= other.0;
    }

    /// What a mark that lost its width has once it is wide again.
    pub(crate) fn widen(&mut self) {
        if self.has(Traits::HALF_PROSE) {
            self.add(Traits::PROSE);
        }
    }
}

/// A character that the look at a block tells from others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum What {
    LineFeed,
    Space,
    Tab,
    /// A letter or digit of ASCII.
    Alnum,
    /// Any other character of ASCII.
    Ascii,
    /// Any of two bytes.
    Two,
    /// ，
    Comma,
    /// 。
    Stop,
    /// 、 ；
    Clause,
    /// “ ” 《 》 （ ）
    Pair,
    /// …
    Ellipsis,
    /// ！ ？
    Cry,
    /// ：
    Colon,
    /// ０ to ９
    WideDigit,
    /// ’, which closes, and stands for the century of a year: ’97
    Apostrophe,
    /// Any other of three bytes.
    Three,
    /// Any of four.
    Four,
}

impl What {
    fn of(c: char) -> What {
        match c {
            '\n' => What::LineFeed,
            ' ' => What::Space,
            '\t' => What::Tab,
            '0'..='9' | 'A'..='Z' | 'a'..='z' => What::Alnum,
            '，' => What::Comma,
            '。' => What::Stop,
            '、' | '；' => What::Clause,
            '“' | '”' | '《' | '》' | '（' | '）' => What::Pair,
            '…' => What::Ellipsis,
            '！' | '？' => What::Cry,
            '：' => What::Colon,
            '０'..='９' => What::WideDigit,
            '’' => What::Apostrophe,
            _ => match c.len_utf8() {
                1 => What::Ascii,
                2 => What::Two,
                3 => What::Three,
                _ => What::Four,
            },
        }
    }

    /// Its bytes.
    #[inline]
    fn len(self) -> u32 {
        match self {
            What::LineFeed | What::Space | What::Tab | What::Alnum | What::Ascii => 1,
            What::Two => 2,
            What::Four => 4,
            _ => 3,
        }
    }
}

impl Kind {
    fn of(c: char) -> Kind {
        let class = Class::of(c);
        Kind { class, wide: width(c) as u8, traits: Traits::of(c, class), what: What::of(c) }
    }
}

/// The first characters of the blocks whose kinds are looked up, 256 each: ASCII and what stands near it, quotes and dashes, boxes,
/// marks of full width, forms of full width.
const BLOCKS: [u32; 5] = [0, 0x2000, 0x2500, 0x3000, 0xff00];

/// Characters of a block, and of all.
const BLOCK: usize = 256;
const KIND_COUNT: usize = BLOCKS.len() * BLOCK;

/// Characters of one row: those of three bytes that have the first two in common.
const ROW: usize = 64;

/// The kinds of the characters of these blocks.
struct Kinds {
    kinds: [Kind; KIND_COUNT],
    /// By the first two bytes of a character of three: the row of its kind; 0 where it is in none of the blocks.
    rows: [u8; 1 << 10],
}

static KINDS: Lazy<Kinds> = Lazy::new(|| {
    let mut chars = BLOCKS.into_iter().flat_map(|first| first..first + BLOCK as u32);
    let all = chars.clone();
    let kinds = std::array::from_fn(|_| Kind::of(chars.next().and_then(char::from_u32).unwrap_or_default()));
    let mut rows = [0; 1 << 10];
    for (n, c) in all.enumerate().filter(|(_, c)| *c >= 0x800) {
        if let Some(row) = rows.get_mut(c as usize / ROW) {
            *row = (n / ROW) as u8;
        }
    }
    Kinds { kinds, rows }
});

impl Kinds {
    /// The kind of a character of ASCII.
    #[inline]
    fn ascii(&self, a: u8) -> Option<Kind> {
        self.kinds.get(usize::from(a)).copied()
    }

    /// The kind of a character of three bytes.
    #[inline]
    fn three(&self, c: u32) -> Option<Kind> {
        let row = *self.rows.get(c as usize / ROW)?;
        if row == 0 {
            return char::from_u32(c).map(Kind::of);
        }
        self.kinds.get(usize::from(row) * ROW + c as usize % ROW).copied()
    }
}

/// So many bytes are looked at together.
const STEP: usize = 64;

/// Goes through the signs of a text, one after another.
#[inline]
pub(crate) fn each(text: &str, mut seen: impl FnMut(Sign)) {
    let kinds: &Kinds = &KINDS;
    let bytes = text.as_bytes();
    let (steps, rest) = bytes.as_chunks::<STEP>();
    let mut from = 0;
    let mut give = |mut begin: u64, from: usize| {
        while begin != 0 {
            let at = from + begin.trailing_zeros() as usize;
            begin &= begin - 1;
            let Some(sign) = sign(text, kinds, at) else { continue };
            seen(sign);
        }
    };
    for step in steps {
        give(beginnings(step), from);
        from += STEP;
    }
    if !rest.is_empty() {
        let mut step = [INSIDE; STEP];
        step.iter_mut().zip(rest).for_each(|(to, b)| *to = *b);
        give(beginnings(&step), from);
    }
}

/// The signs of a text.
pub(crate) fn of(text: &str) -> Vec<Sign> {
    // of the bytes of a page of Chinese one in ten begins a sign
    let mut signs = Vec::with_capacity(text.len() / 6 + 16);
    each(text, |sign| signs.push(sign));
    // they are kept as long as the page is mended
    signs.shrink_to_fit();
    signs
}

/// The sign that begins at a byte.
#[inline]
fn sign(text: &str, kinds: &Kinds, at: usize) -> Option<Sign> {
    let kind = match *text.as_bytes().get(at..)? {
        [a @ 0..=0x7f, ..] => kinds.ascii(a)?,
        [a @ 0xe0..=0xef, b, c, ..] => kinds.three(number([a, b, c]))?,
        _ => Kind::of(text.get(at..)?.chars().next()?),
    };
    Some(Sign { at: at as u32, kind })
}

/// A byte that goes on with a character.
const INSIDE: u8 = 0x80;

/// Of these bytes, those with which a sign begins, as bits: not the bytes that go on with a character (80 to BF), nor those with which
/// a Chinese one begins (E4 to E9).
#[inline]
fn beginnings(bytes: &[u8; STEP]) -> u64 {
    let mut bits = 0;
    for (n, part) in bytes.as_chunks::<16>().0.iter().enumerate() {
        // as signed numbers, bytes stand from 80 to FF and then from 0 to 7F
        let part = i8x16::new(part.map(|b| b as i8));
        let above = |b: u8| part.cmp_gt(i8x16::splat(b as i8));
        let begin = above(0xbf) & (above(0xe9) | !above(0xe3));
        bits |= (begin.move_mask() as u64 & 0xffff) << (16 * n);
    }
    bits
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_looked_up_is_what_the_functions_say() {
        for c in (0..0x3_0000).filter(|c| !(0x4000..0xa000).contains(c)).filter_map(char::from_u32) {
            assert_eq!(of(&c.to_string()), [Sign { at: 0, kind: Kind::of(c) }], "{c:?}");
        }
    }

    proptest! {
        #[test]
        fn signs_are_the_characters_that_are_not_chinese(text in "[一二汉䷀㐀鿿ꀀ〇，。“1a é\n\u{2028}𠀀😀가]{0,200}") {
            let is_han = |c: char| matches!(c, '\u{4000}'..='\u{9fff}');
            let plainly = text.char_indices().filter(|(_, c)| !is_han(*c));
            let plainly = plainly.map(|(at, c)| Sign { at: at as u32, kind: Kind::of(c) });
            prop_assert_eq!(of(&text), plainly.collect::<Vec<_>>());
            prop_assert!(of(&text).iter().all(|sign| text[sign.at as usize..sign.end() as usize].chars().count() == 1));
        }
    }
}
