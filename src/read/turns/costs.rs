//! Costs: what speaks for a unit's standing in a column and against it, in 1/64 nat; the cheaper, the likelier.
//!
//! Fitted by logistic regression over 75,000 lines of some 560 texts of printed pages, as `pdftotext` gave them, as RapidOCR did, and
//! sorted by place as OCR engines do: which unit goes on from which, or begins a column, where all before stand in the columns that
//! the print has them in. None of README's pages was among them.
//!
//! What shared words say, what beginning a column costs beside going on, and what changing places does, were set by hand between what
//! such a regression gives and what was learned over whole readings of 160 other texts, where what one line gets wrong the next ones
//! suffer: by the former a third of the columns that begin are seen (of 396 in 36 texts by `pdftotext`), and so 44 in a hundred, while
//! as many lines as before are put behind their own. Which of some two dozen such settings stands was chosen by some 400 printed pages and
//! 229 sorted by place, README's among them, and by the cases.

#![expect(clippy::indexing_slicing, reason = "tables with a place for each of what they are asked with")]

use super::super::neighbours::Pair;
use super::column::{Tail, Width};
use super::junction::Meeting;
use super::links::Did;
use super::look::{Kind, Look};

/// What meets at the junction: two characters that stand together so often, by their class, from those of which nothing is known on.
const TOGETHER: [i16; Pair::COUNT] = [68, 87, 6, -39, -110, -177, -238];

/// The same of what else meets there.
fn meeting(meeting: Meeting) -> i16 {
    match meeting {
        Meeting::Barred => 54,
        Meeting::Cut => 65,
        Meeting::Together(pair) => TOGETHER[pair as usize],
        Meeting::Pair => 3,
        Meeting::Triple => -100,
        Meeting::Sentence => 56,
        Meeting::SentenceSeldom => 162,
        Meeting::Clause => 30,
        Meeting::ClauseSeldom => 81,
        Meeting::Opening => -103,
        Meeting::OpeningBehindHan => 43,
        Meeting::Latin => 30,
        Meeting::LatinBehindHan => 40,
        Meeting::Mark => 9,
    }
}

/// A unit of one kind (a row: bylines, datelines, bare lines, text) goes on with one of another.
const KINDS: [[i16; Kind::COUNT]; Kind::COUNT] =
    [[-42, -52, -33, 38], [126, 68, 33, 22], [-21, -110, -6, -19], [-103, 61, 16, -11]];
/// How wide a line is that goes on from each kind of end: as wide as the column, behind an indent, narrower by steps, wider by
/// steps, or of a column whose width is not known.
const WIDTHS: [[i16; Width::COUNT]; Tail::COUNT] = [
    [-72, 29, 9, 40, 69, -67, 5, 0],      // New
    [-89, 42, -43, 151, 191, -18, 85, 0], // Open
    [-44, -55, -34, -21, 8, 35, 46, 0],   // Short
    [-87, -94, -50, 36, 39, 18, 80, 0],   // Closed
    [41, -108, -61, -31, -15, 41, 91, 0], // Rest
    [0, 0, 0, 0, 0, 0, 0, -23],           // NewRest
];
/// The same of a last line.
const WIDTHS_OF_LAST: [[i16; Width::COUNT]; Tail::COUNT] = [
    [-101, -81, -141, -45, -61, 19, 57, 0], // New
    [-88, -79, -68, -63, -71, -28, 132, 0], // Open
    [-9, -43, -11, -15, -34, 54, 135, 0],   // Short
    [-54, -33, 26, 32, 32, 15, 93, 0],      // Closed
    [59, -32, 47, 14, 28, 29, 83, 0],       // Rest
    [0, 0, 0, 0, 0, 0, 0, 23],              // NewRest
];
/// It takes the first turn, the second, the third, a later one; its column had its last turn, or missed it.
const PLACES: [i32; 4] = [-101, 2, 28, 36];
const TURNS: [i32; 2] = [-42, 8];
/// So many of its column's units have said some of its words: of 6,400 lines on 60 other pages 44 in a hundred share words with one of the
/// last eight of their own column, and 17 with one of another column that is near.
const SAID: [i32; 5] = [10, -45, -72, -72, -80];
/// A column misses its turn, by how its last line ends, and by what that is; or misses it again.
const MISSES: [i32; Tail::COUNT] = [16, 40, 40, 14, -31, -33];
const MISSES_KIND: [i32; Kind::COUNT] = [-93, 101, 1, 37];
const MISSES_AGAIN: i32 = -6;
/// The column before it did too.
const MISSES_TOO: i32 = -25;
/// The second takes its turn before the first, at whose height it stands.
pub(super) const SWAPPED: i32 = 120;
/// A unit goes on with a column, or begins one, behind one that went on from mid-sentence, one that went on, and one that began a
/// column: columns begin together.
const GOES_ON: [i32; Did::COUNT] = [-20, -5, 15];
const BEGINS: [i32; Did::COUNT] = [40, 0, -35];
/// By what it is, and by whether it is one line or more.
const BEGINS_KIND: [i32; Kind::COUNT] = [41, -19, -7, -36];
const BEGINS_LINES: [i32; 2] = [0, -20];

/// What it costs to take the turn of the column at this place, which has or has not missed its last one.
pub(super) fn place(at: usize, missed: bool) -> i32 {
    PLACES[at.min(PLACES.len() - 1)] + TURNS[usize::from(missed)]
}

/// What meets, between units of these kinds.
pub(super) fn between(meets: Meeting, from: Kind, to: Kind) -> i32 {
    i32::from(meeting(meets)) + i32::from(KINDS[from as usize][to as usize])
}

/// So wide a line, the last of a paragraph or not, behind such an end.
pub(super) fn width(tail: Tail, is_rest: bool, width: Width) -> i32 {
    let widths = if is_rest { &WIDTHS_OF_LAST } else { &WIDTHS };
    i32::from(widths[tail as usize][width as usize])
}

/// So many units of its column share words with the one that goes on with it.
pub(super) fn said(units: u32) -> i32 {
    SAID[(units as usize).min(SAID.len() - 1)]
}

/// A column that ends so, with a unit of this kind, misses its turn: its second, or behind one that does.
pub(super) fn misses(tail: Tail, kind: Kind, again: bool, too: bool) -> i32 {
    let own = if again { MISSES_AGAIN } else { MISSES[tail as usize] + MISSES_KIND[kind as usize] };
    own + if too { MISSES_TOO } else { 0 }
}

/// A unit goes on with a column, behind one that did so.
pub(super) fn goes_on(did: Did) -> i32 {
    GOES_ON[did as usize]
}

/// A unit begins a column, behind one that did so.
pub(super) fn begins(did: Did, unit: &Look) -> i32 {
    BEGINS[did as usize] + BEGINS_KIND[unit.kind as usize] + BEGINS_LINES[usize::from(unit.is_more)]
}
