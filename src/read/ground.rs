//! Ground: which lines stand in prose that was set in columns. Elsewhere no line end is damage: not in verse, not in a list or a
//! table, not on a page whose paragraphs are whole, and not in a language whose pages this crate does not read.

use std::ops::Range;

use super::class::{Class, EM, is_han, is_hangul, is_kana, is_wide_mark};
use super::columns::is_open;
use super::cues::Cues;
use super::lines::{Gap, Line};
use super::neighbours::{self, Pair};
use super::rigid::{is_rule, rigid};
use super::shape::Shape;
use super::ties::Ties;
use super::witness::Witness;

// The bounds below were set on printed pages; those for pages with few proofs on 8,000 texts of other kinds (verse, lyrics, lists,
// tables, code, manuals), while the scores of printed pages were watched, so that none fell.

/// So many lines must end full and in the middle of a word for a page to stand in columns.
const FEWEST: u32 = 2;
/// And one line in so many: on newspaper pages it is one in two to five, and in a manual, contents pages and listings counted
/// in, still one in a hundred. Where on the page is asked of each line end.
const SHARE: usize = 200;
/// From one line in so many on the page is set in columns throughout, and prose far from such a line stands in them too; if there
/// are so many, or one line in so few.
const THROUGHOUT: usize = 20;
const MANY: u32 = 6;
const DENSE: usize = 8;
/// Where they are few, two must stand nearby: lyrics and lists have one by chance.
const NEARBY: u32 = 2;
/// Of so many line ends or more with a character on either side, one in so many parts two that usually stand together, where a text
/// goes on from line to line: of 1,200 pages the poorest has one in eight. Of comments, a line each, it is one in nine at most, and of
/// verse none. In old prose it is one in ten, but there every second line is a proof, and in the former one in a hundred.
const LEAST_ENDS: usize = 16;
const OLD_PROSE: usize = 3;
const TOGETHER: usize = 8;
/// Such a line stands within so many lines of every line that is joined.
const REACH: usize = 8;
/// Of lines that look like verse or entries no more than one in so many cuts a word: of two characters taken at random one in three
/// hundred pairs is so close, of those amid a text one in three.
const CUTS: usize = 4;
/// Where one character in so many is a digit, or more, a table cuts words too: 中部地|区 between figures, on two printed pages.
const DIGITS: u32 = 4;
/// A sentence ends within so many lines: some that list things run over more than eight.
const SENTENCE: usize = 16;
/// Where no sentence ends amid a line, so many short lines may end one on a page, or half as many as are full and open; and where one
/// does elsewhere, of the lines around without a blank line between as many. In chat every line ends its own.
const FEW_ENDS: usize = 3;
/// Marks within so many lines say that a number cut off by a line end stands in prose.
const BESIDE_NUMBER: usize = 4;
/// Characters of the shortest line of verse.
const VERSE: u8 = 4;
/// Characters of the longest line of dots, which says that something was left out.
const DOTS: u8 = 6;
/// Characters of the shortest half of a heading.
const HALF: usize = 3;
/// Bytes of the longest heading in halves.
const LONGEST_HEADING: usize = 120;
/// A full line is at most so much narrower or wider than its column, in tenths of a cell.
const FULL: i32 = EM * 3 / 2;
/// No column is narrower, in tenths of a cell: verses and entries of lists are.
const NARROWEST: i32 = 8 * EM;
/// Of so many characters one is kana or Hangul where the text is Japanese or Korean: prose has one in two or three.
const FOREIGN: u32 = 8;

/// The lines of a page that stand in prose set in columns.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ground {
    /// Sums of the lines that prove it.
    proofs: Vec<u32>,
    /// Sums of the line ends that cut words.
    words: Vec<u32>,
    /// Whether a blank line parts a word.
    blanks_part_words: bool,
    /// Sums of kana and Hangul, and of all characters, if there are any of the former.
    foreign: Vec<(u32, u32)>,
    /// The lines that stand in verse, or in text of another kind amid the prose.
    still: Vec<bool>,
    /// The lines of markup and of labels: what is among them never moves.
    rigid: Vec<bool>,
    /// Whether any text of the page stands in columns.
    pub in_columns: bool,
    /// Whether only the characters at line ends say so: then words that are cut are made whole, and nothing else is sure.
    by_ties: bool,
    /// Whether lines that prove it are frequent, and whether so frequent or so many that all of it does.
    often: bool,
    throughout: bool,
    /// How many lines that prove it must stand nearby.
    nearby: u32,
}

impl Ground {
    pub(crate) fn of(text: &str, lines: &[Line], witness: &Witness<'_>, ties: &Ties) -> Ground {
        // the first line of a paragraph is set in, and one that stops in mid-word is no paragraph's last
        let is_cut = |n: usize| ties.cut(n + 1) && is_full(lines, witness, n, &[Shape::FullOpen, Shape::Indented]);
        let proofs = if is_whole(lines, witness) {
            Vec::new()
        } else {
            (0..lines.len()).map(|n| is_marked(lines, n) && (is_proof(lines, witness, n) || is_cut(n))).collect()
        };
        let ground = Ground::proved(text, lines, proofs, FEWEST);
        if ground.in_columns || !ties.go_on() {
            return ground;
        }
        let cut = (0..lines.len()).map(is_cut).collect();
        Ground { by_ties: true, ..Ground::proved(text, lines, cut, 1) }
    }

    /// The ground that so many lines prove, or none if they are fewer than the fewest.
    fn proved(text: &str, lines: &[Line], mut proofs: Vec<bool>, fewest: u32) -> Ground {
        let in_columns = |proofs: &[bool]| {
            let count = proofs.iter().filter(|proof| **proof).count();
            count >= fewest as usize && count * SHARE >= lines.len()
        };
        let mut ground = Ground::default();
        let count = proofs.iter().filter(|proof| **proof).count();
        if !in_columns(&proofs) || count * OLD_PROSE < lines.len() && !goes_on(lines) {
            return ground;
        }
        ground.rigid = rigid(text, lines);
        let cuts: Vec<bool> = (0..lines.len()).map(|n| cuts_word(text, lines, n)).collect();
        ground.still = still(text, lines, &cuts, ground.rigid.clone());
        // rows of one width prove nothing
        for (proof, stands) in proofs.iter_mut().zip(ground.rigid.windows(2)) {
            *proof &= !stands.contains(&true);
        }
        if !in_columns(&proofs) {
            return Ground::default();
        }
        ground.proofs = sums(proofs.iter().copied());
        let sum = ground.proofs.last().copied().unwrap_or(0);
        ground.words = sums(cuts.iter().zip(&ground.rigid).map(|(cuts, rigid)| *cuts && !rigid));
        ground.blanks_part_words = cuts.iter().zip(lines).any(|(cuts, line)| *cuts && line.blanks > 0);
        ground.foreign = foreign(text, lines);
        ground.in_columns = true;
        ground.often = sum as usize * THROUGHOUT >= lines.len();
        let dense = sum as usize * DENSE >= lines.len();
        ground.throughout = dense || sum >= MANY && ground.often;
        ground.nearby = if dense || sum >= MANY { 1 } else { NEARBY };
        ground
    }

    /// Whether the line end before line `n` may be damage: a proof stands nearby, or the lines on either side are prose by
    /// their own marks.
    pub(crate) fn may_join(&self, lines: &[Line], n: usize) -> bool {
        let still = |n: usize| self.still.get(n).copied().unwrap_or(false);
        // what stands on one line of the source is one text already
        let soft = lines.get(n).is_some_and(|line| line.gap == Gap::Soft);
        let (throughout, nearby) = if soft { (self.often, 1) } else { (self.throughout, self.nearby) };
        // a report that has begun is prose, whatever its first lines look like
        let is_report = n.checked_sub(1).and_then(|n| lines.get(n)).is_some_and(|line| line.cues.has(Cues::LEFT_OPEN));
        if is_report && self.in_columns && throughout {
            return true;
        }
        self.in_columns
            && (throughout && (is_prose(lines, n) || self.is_near_word(lines, n)) || self.proofs_near(n) >= nearby)
            && !self.is_foreign(n)
            && !still(n)
            && !(n > 0 && still(n - 1))
            && !are_items(lines, n)
    }

    /// Whether more than the characters at line ends says that text stands in columns.
    pub(crate) fn is_sure(&self) -> bool {
        self.in_columns && !self.by_ties
    }

    /// Whether line `n` may be a piece of the masthead's row that the line before stands in: furniture has no prose about it, and is
    /// no entry of a list.
    pub(crate) fn may_be_row(&self, lines: &[Line], n: usize) -> bool {
        let entry = |n: usize| {
            let label = lines.get(n).is_none_or(|line| line.cues.is_masthead() || line.cues.has(Cues::SAYS));
            self.rigid.get(n).copied().unwrap_or(false) && !label
        };
        let is_listed = entry(n) || n > 0 && entry(n - 1);
        self.is_sure() && !is_listed && !self.is_foreign(n)
    }

    /// Whether the lines of `head` may be out of place, which would move over the lines `over`: text that proves its column stands
    /// there or nearby, and the head is not among labels or markup.
    pub(crate) fn may_move(&self, over: Range<usize>, head: Range<usize>) -> bool {
        let (start, end) = (self.around(over.start).0, self.around(over.end).1);
        let proved = self.throughout || self.proofs.get(end) > self.proofs.get(start);
        proved && !self.rigid.get(head).is_some_and(|lines| lines.contains(&true))
    }

    /// Whether text that proves its column stands near line `n`.
    pub(crate) fn is_near(&self, n: usize) -> bool {
        self.in_columns && self.proofs_near(n) >= self.nearby
    }

    fn proofs_near(&self, n: usize) -> u32 {
        let (from, to) = self.around(n);
        let proofs = |n: usize| self.proofs.get(n).copied().unwrap_or(0);
        proofs(to) - proofs(from)
    }

    /// Whether the line end before line `n` cuts a word, or another near it does: behind a blank line, if such part words on this
    /// page.
    fn is_near_word(&self, lines: &[Line], n: usize) -> bool {
        let together = self.blanks_part_words || lines.get(n).is_some_and(|line| line.blanks == 0);
        let (from, to) = if together { self.around(n) } else { (n, n + 1) };
        self.words.get(to) > self.words.get(from)
    }

    fn is_foreign(&self, n: usize) -> bool {
        let (from, to) = self.around(n);
        let (before, behind) = (self.foreign.get(from), self.foreign.get(to));
        before.zip(behind).is_some_and(|(a, b)| (b.0 - a.0) * FOREIGN > b.1 - a.1)
    }

    fn around(&self, n: usize) -> (usize, usize) {
        (n.saturating_sub(REACH), (n + REACH).min(self.proofs.len().saturating_sub(1)))
    }
}

/// How many of the first lines, from none on, are so.
fn sums(are: impl Iterator<Item = bool>) -> Vec<u32> {
    let sums = are.scan(0, |sum, is| {
        *sum += u32::from(is);
        Some(*sum)
    });
    std::iter::once(0).chain(sums).collect()
}

/// Whether the line end before line `n` stands between two characters of one word, or as good as that, in text that has few digits.
fn cuts_word(text: &str, lines: &[Line], n: usize) -> bool {
    let is_text = |line: &Line| {
        let shown = line.span.of(text).as_bytes();
        let digits = shown.iter().fold(0, |count, byte| count + u32::from(byte.is_ascii_digit()));
        digits * DIGITS < u32::from(line.chars)
    };
    let [before, line] = [n.checked_sub(1).and_then(|before| lines.get(before)), lines.get(n)];
    line.is_some_and(|line| line.pair >= Pair::Closer && is_text(line)) && before.is_some_and(is_text)
}

/// Whether line `n` is a heading in halves: nothing but characters and spaces, two pieces or more of which the first two are of one
/// length or nearly. Behind the end of a sentence, or at the head of a block, it is no part of the prose around it.
pub(crate) fn is_halved(text: &str, lines: &[Line], n: usize) -> bool {
    let Some(line) = lines.get(n).filter(|line| line.cues.has(Cues::SPACED) && line.marks == 0) else { return false };
    let shown = line.span.of(text);
    let white = |c: char| matches!(c, ' ' | '\u{3000}' | '\u{a0}');
    if shown.len() > LONGEST_HEADING || !shown.chars().all(|c| is_han(c) || white(c)) {
        return false;
    }
    let mut pieces = shown.split(white).map(|piece| piece.chars().count());
    let halves = (pieces.next().unwrap_or(0), pieces.next().unwrap_or(0));
    halves.0 >= HALF && halves.1 >= HALF && halves.0.abs_diff(halves.1) <= 1 && pieces.all(|len| len >= HALF)
}

/// Whether line `n` is an item of a list, and the line before it another: （一） below （二）, or nothing but names below such.
fn are_items(lines: &[Line], n: usize) -> bool {
    let both = |cue| {
        let item = |n: usize| lines.get(n).is_some_and(|line| line.cues.has(cue));
        item(n) && n.checked_sub(1).is_some_and(item)
    };
    both(Cues::ITEM) || both(Cues::NAMES) && both(Cues::SPACED)
}

/// Whether line `n` is as wide as its column, ends in the middle of a word and goes on in the same column. In verse, in lists and in
/// tables a mark stands where the line ends, and not within it or the next ([`is_marked`]).
/// Prose has the ends of sentences nearby, amid its lines: lines of one length without any are verse.
fn is_proof(lines: &[Line], witness: &Witness<'_>, n: usize) -> bool {
    is_full(lines, witness, n, &[Shape::FullOpen]) && has_sentences(lines, witness, n)
}

/// Whether a sentence or a part of one ends within line `n` or within the next.
fn is_marked(lines: &[Line], n: usize) -> bool {
    [n, n + 1].into_iter().filter_map(|n| lines.get(n)).any(is_marked_inside)
}

/// Whether line `n` ends with a character, is of one of these shapes, no wider than its column, and goes on in the same column.
fn is_full(lines: &[Line], witness: &Witness<'_>, n: usize, shapes: &[Shape]) -> bool {
    let (Some(line), Some(next)) = (lines.get(n), lines.get(n + 1)) else { return false };
    // how much narrower it may be, its shape says
    let is_in_column = |n| {
        let (short, column) = witness.short(n);
        column >= NARROWEST && short >= -FULL
    };
    line.last == Class::Han
        && shapes.contains(&witness.shape(Some(n)))
        && is_in_column(n)
        && witness.short(n).1 == witness.short(n + 1).1
        && match witness.shape(Some(n + 1)) {
            Shape::FullOpen | Shape::FullClosed => is_in_column(n + 1),
            Shape::ShortClosed | Shape::ShortOpen => true,
            _ => false,
        }
        && !next.cues.has(Cues::ITEM)
        && !line.cues.has(Cues::GAP)
        && !next.cues.has(Cues::GAP)
}

/// Whether the page has sentences, and every one ends with its line, which hardly another stands before: chat, dialogue, a list.
fn is_whole(lines: &[Line], witness: &Witness<'_>) -> bool {
    if lines.iter().any(|line| line.cues.has(Cues::SENTENCE)) {
        return false;
    }
    let shapes = |wanted| (0..lines.len()).filter(|&n| witness.shape(Some(n)) == wanted).count();
    let ends = shapes(Shape::ShortClosed);
    ends > FEW_ENDS && ends * 2 > shapes(Shape::FullOpen)
}

/// Whether the page's text goes on from line to line, by the characters at their ends; where they are few, it may.
fn goes_on(lines: &[Line]) -> bool {
    let (ends, together) = neighbours::count(lines.iter().map(|line| line.pair));
    ends < LEAST_ENDS || together * TOGETHER >= ends
}

/// Whether sentences end around line `n` as they do in prose: amid a line, or where a paragraph's last line stops short. In verse
/// they end where a full line does, and in chat each with its line.
fn has_sentences(lines: &[Line], witness: &Witness<'_>, n: usize) -> bool {
    let amid = |n: usize| lines.get(n).is_some_and(|line| line.cues.has(Cues::SENTENCE)) && witness.short(n).0 > -FULL;
    let closed = |n: usize| witness.shape(Some(n)) == Shape::ShortClosed;
    let together = |n: &usize| lines.get(*n).is_some_and(|line| line.blanks == 0);
    let behind = || (n + 1..lines.len()).take_while(together);
    let before = || (n.saturating_sub(SENTENCE)..=n).rev().take_while(together);
    let is_whole = || {
        let shapes = || behind().take(SENTENCE).chain(before()).map(|n| witness.shape(Some(n)));
        let ends = shapes().filter(|shape| *shape == Shape::ShortClosed).count();
        ends > FEW_ENDS && ends > shapes().filter(|shape| *shape == Shape::FullOpen).count()
    };
    (n.saturating_sub(SENTENCE)..n + SENTENCE).any(amid) || behind().take(REACH).any(closed) && !is_whole()
}

/// Whether a sentence or a part of one ends within the line. Dots that lead to a price end none.
fn is_marked_inside(line: &Line) -> bool {
    line.marks > 0 && !line.cues.has(Cues::LEADERS) && (line.cues.has(Cues::COMMA) || line.cues.has(Cues::SENTENCE))
}

/// Whether the lines on either side of the line end before line `n` are prose by their own marks, or by those around where a
/// number was cut off: a text layer may give each number a line of its own.
fn is_prose(lines: &[Line], n: usize) -> bool {
    let marked =
        |from: usize, to: usize| lines.get(from..to.min(lines.len())).is_some_and(|l| l.iter().any(is_marked_inside));
    let (Some(before), Some(line)) = (lines.get(n.saturating_sub(1)), lines.get(n)) else { return false };
    let number = before.last == Class::Digit || line.first == Class::Digit;
    marked(n.saturating_sub(1), n + 1)
        || matches!(line.last, Class::Stop | Class::Semicolon)
        || number && marked(n.saturating_sub(BESIDE_NUMBER), n + BESIDE_NUMBER)
}

/// The lines that stand in verse, in Latin script or in a table, and those of `out`. Verse: four lines of one length behind the end
/// of a sentence, all without a mark, or all with their marks in one place; or three of one length that each end a sentence, and below
/// or above such verse two with their marks in one place. Latin:
/// two lines without a single character of Chinese, or three that each begin with a word. A list: four without a mark, narrower
/// than any column. A table: two lines whose cells tabs part. None of these where one line end in four or more cuts a word.
fn still(text: &str, lines: &[Line], cuts: &[bool], mut out: Vec<bool>) -> Vec<bool> {
    let has_tabs = memchr::memchr(b'\t', text.as_bytes()).is_some();
    let looks: Vec<u8> = lines.iter().map(|line| looks(text, line, has_tabs)).collect();
    let seen = looks.iter().fold(0, |seen, looks| seen | looks);
    let any = |_: usize, _: &Line| true;
    let all = |_: &Line, _: &Line| true;
    let begins = |n: usize, line: &Line| {
        let before = n.checked_sub(1).and_then(|before| lines.get(before));
        line.blanks > 0 || before.is_none_or(|before| !is_open(before.last))
    };
    let one_length = |a: &Line, b: &Line| a.chars == b.chars && a.wide == b.wide;
    let rest = |line: &Line| line.span.of(text).char_indices().filter(|&(_, c)| is_wide_mark(c)).map(|(at, _)| at);
    let one_rest = |a: &Line, b: &Line| one_length(a, b) && rest(a).eq(rest(b));
    let mut page = Looks { lines, looks: &looks, cuts, seen, out: &mut out };
    page.mark(BARE, 4, begins, one_length);
    page.mark(PARTED, 4, begins, one_rest);
    if page.mark(ENDS, 3, any, one_length) {
        page.mark(ENDS, 2, any, one_rest);
    }
    page.mark(LATIN, 2, any, all);
    page.mark(ENTRY, 4, any, all);
    page.mark(WORD, 3, any, all);
    page.mark(LEFT_OUT, 1, any, |_, _| false);
    page.mark(ROW, 2, any, all);
    out
}

/// What a line looks like, a bit each: a verse without a mark, and with marks amid it; a sentence's end; a line of Latin script; an
/// entry of a list; a line that begins with a Latin word; dots, or a rule; a row of cells.
const BARE: u8 = 1;
const PARTED: u8 = 1 << 1;
const ENDS: u8 = 1 << 2;
const LATIN: u8 = 1 << 3;
const ENTRY: u8 = 1 << 4;
const WORD: u8 = 1 << 5;
const LEFT_OUT: u8 = 1 << 6;
const ROW: u8 = 1 << 7;

fn looks(text: &str, line: &Line, has_tabs: bool) -> u8 {
    let shown = line.span.of(text);
    let is_verse = line.last == Class::Han && line.chars >= VERSE;
    let is_latin = shown.is_ascii() && shown.bytes().any(|b| b.is_ascii_alphabetic() || matches!(b, b'{' | b'}'));
    let is_entry = (line.marks == 0 || line.cues.has(Cues::SAYS)) && i32::from(line.wide) < NARROWEST;
    let is_left_out = line.chars <= DOTS && shown.chars().all(|c| matches!(c, '…' | '.')) || is_rule(shown);
    [
        (BARE, is_verse && line.marks == 0),
        (PARTED, is_verse && line.marks > 0),
        (ENDS, line.last == Class::Stop && line.chars >= VERSE),
        (LATIN, is_latin),
        (ENTRY, is_entry),
        (WORD, line.first == Class::Letter),
        (LEFT_OUT, is_left_out),
        (ROW, has_tabs && shown.contains('\t')),
    ]
    .into_iter()
    .fold(0, |looks, (look, has)| if has { looks | look } else { looks })
}

/// The lines of a page, what each looks like, and what any does.
struct Looks<'l> {
    lines: &'l [Line],
    looks: &'l [u8],
    /// The lines before which a word is cut.
    cuts: &'l [bool],
    seen: u8,
    out: &'l mut [bool],
}

impl Looks<'_> {
    /// Marks each run of `least` lines or more of one look that are like their first, which fits, and says whether there is any. A line
    /// that fits is like itself.
    fn mark(
        &mut self,
        look: u8,
        least: usize,
        fits: impl Fn(usize, &Line) -> bool,
        alike: impl Fn(&Line, &Line) -> bool,
    ) -> bool {
        if self.seen & look == 0 {
            return false;
        }
        let mut any = false;
        let lines = self.lines.iter().zip(self.looks);
        let mut from = 0;
        while let Some(ahead) = self.looks.get(from..).and_then(|looks| looks.iter().position(|l| l & look != 0)) {
            from += ahead;
            let Some(first) = self.lines.get(from).filter(|first| fits(from, first)) else {
                from += 1;
                continue;
            };
            let is_like = |(line, looks): &(&Line, &u8)| **looks & look != 0 && alike(first, line);
            let run = 1 + lines.clone().skip(from + 1).take_while(is_like).count();
            let cuts = self.cuts.iter().skip(from + 1).take(run - 1).filter(|cuts| **cuts).count();
            if run >= least && cuts * CUTS < run {
                self.out.iter_mut().skip(from).take(run).for_each(|still| *still = true);
                any = true;
            }
            from += run;
        }
        any
    }
}

/// Sums of kana and Hangul, and of characters, over the lines; empty where hardly any of the former stand on the page.
fn foreign(text: &str, lines: &[Line]) -> Vec<(u32, u32)> {
    let bytes = text.as_bytes();
    // Kana are E3 81 to E3 83; Hangul begins with EA to ED. Most pages have E3 80 alone, the marks of full width, and that is seen
    // faster than one is looked at after another.
    let pairs = bytes.iter().zip(bytes.get(1..).unwrap_or_default());
    let has_kana = pairs.fold(false, |any, (&a, &b)| any | (a == 0xe3) & (b.wrapping_sub(0x81) < 3));
    let kana = || memchr::memchr_iter(0xe3, bytes).filter(|&at| matches!(bytes.get(at + 1), Some(0x81..=0x83)));
    let kana = if has_kana { kana().take(FOREIGN as usize).count() } else { 0 };
    if kana + hangul(bytes).take(FOREIGN as usize).count() < FOREIGN as usize {
        return Vec::new();
    }
    let (mut found, mut all) = (0, 0);
    let sums = lines.iter().map(|line| {
        found += line.span.of(text).chars().filter(|&c| is_kana(c) || is_hangul(c)).count() as u32;
        all += u32::from(line.chars);
        (found, all)
    });
    std::iter::once((0, 0)).chain(sums).collect()
}

fn hangul(bytes: &[u8]) -> impl Iterator<Item = usize> + '_ {
    memchr::memchr3_iter(0xea, 0xeb, 0xec, bytes)
}

#[cfg(test)]
mod tests;
