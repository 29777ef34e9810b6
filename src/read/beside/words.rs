//! Words of titles: what stands between spaces, and where these are no heads.

use super::super::Page;
use super::super::blocks::ReadBlock;
use super::super::class::Class;
use super::super::cues::{Cues, ends_as_organisation};
use super::super::neighbours::Pair;
use super::super::rarity::CLASSES;
use crate::page::change::Span;

/// So many lines below each other that are divided alike are verse or a table.
const TABLE: usize = 3;

/// A word of a title: what stands between spaces.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    pub block: usize,
    /// The first block of its row of the page.
    pub row: usize,
    /// The first block of its unit: of the lines that no blank line parts.
    pub unit: usize,
    /// What it costs that the row is cut before it, and that it is not, in 1/64 nat: nothing where it is the first.
    pub cut: i32,
    pub stays: i32,
    pub span: Span,
    /// How long it is, in characters.
    pub chars: usize,
    /// How many pairs of characters it has.
    pub pairs: u32,
    /// Where their classes stand among those of all words, and how many are of each.
    pub first: u32,
    pub classes: [u8; CLASSES],
    /// Whether it is a kicker by how it ends.
    pub kicker: bool,
    /// Its first character and its last.
    pub ends: [char; 2],
}

impl Word {
    /// How much likelier it is that a word on a later line goes on with it than that it does not, in 1/64 nat.
    pub(super) fn goes_on(&self, next: &Word) -> i32 {
        let ([_, last], [first, _]) = (self.ends, next.ends);
        Pair::of(last.into(), first.into()).worth()
    }
}

#[cfg(test)]
impl Word {
    /// A word that is all of its block, of a character, without pairs.
    pub(super) fn of_block(block: usize) -> Word {
        Word {
            block,
            row: block,
            unit: block,
            cut: 0,
            stays: 0,
            span: Span::new(block as u32, block as u32 + 1),
            chars: 1,
            pairs: 0,
            first: 0,
            classes: [0; CLASSES],
            kicker: false,
            ends: Default::default(),
        }
    }
}

/// The first character of a word and its last.
pub(super) fn ends(word: &str) -> [char; 2] {
    [word.chars().next(), word.chars().next_back()].map(Option::unwrap_or_default)
}

impl PartialEq for Word {
    fn eq(&self, other: &Word) -> bool {
        (self.block, self.span) == (other.block, other.span)
    }
}

impl Eq for Word {}

/// Whether the words are verse or a table: three lines below each other are of as many words, of three and more, or all of
/// one length.
pub(super) fn is_table(words: &[Word]) -> bool {
    let mut rows: [&[Word]; TABLE] = [&[]; TABLE];
    words.chunk_by(|a, b| a.block == b.block).any(|row| {
        rows.rotate_left(1);
        rows.last_mut().into_iter().for_each(|last| *last = row);
        let count = row.len();
        let len = |word: &Word| word.span.end - word.span.start;
        let mut lens = rows.iter().copied().flatten().map(len);
        let is_even = lens.next().is_some_and(|first| lens.all(|len| len == first));
        rows.iter().all(|row| row.len() == count) && (count > 2 || count == 2 && is_even)
    })
}

/// Whether a word is a kicker by how it ends: the name of an organisation, or a dash.
pub(super) fn is_kicker(word: &str) -> bool {
    ends_as_organisation(word) || word.ends_with("——")
}

/// Whether a space between these two parts words: between digits and letters, and beside them, it does not.
fn parts(before: Option<char>, behind: Option<char>) -> bool {
    let latin = |c: Option<char>| c.is_none_or(|c| matches!(Class::of(c), Class::Digit | Class::Letter));
    !latin(before) && !latin(behind)
}

/// The words of a title's line; one where it is not to be taken apart.
pub(super) fn words_of(text: &str, page: &Page, block: &ReadBlock, mut word: impl FnMut(Span)) {
    let shown = block.span.of(text);
    let line = page.lines.get(block.line as usize);
    let mut bare = shown.split([' ', '\u{3000}']).filter(|part| !part.is_empty());
    // letters set wide are one word
    let is_whole = line.is_none_or(|line| line.cues.has(Cues::DOUBLED))
        || !shown.contains([' ', '\u{3000}'])
        || bare.any(|part| part.chars().nth(1).is_none());
    if is_whole {
        return word(block.span);
    }
    let mut open: Option<Span> = None;
    let mut start = block.span.start;
    for part in shown.split_inclusive([' ', '\u{3000}']) {
        let bare = part.trim_end_matches([' ', '\u{3000}']);
        let own = Span::new(start, start + bare.len() as u32);
        start += part.len() as u32;
        if bare.is_empty() {
            continue;
        }
        let last = open.and_then(|open| open.of(text).chars().next_back());
        open = match open {
            Some(before) if !parts(last, bare.chars().next()) => Some(Span::new(before.start, own.end)),
            Some(before) => {
                word(before);
                Some(own)
            }
            None => Some(own),
        };
    }
    open.into_iter().for_each(word);
}
