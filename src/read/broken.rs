//! Broken lines: line ends that stand where some extractors break a printed line, and how far the pieces on both sides fill it.
//!
//! Where the pen jumps, PyMuPDF begins a line anew: beside a number, which is of another font, and between two marks, which are set
//! closer. A page has some three such line ends (745 on 310 printed ones), so that nothing is put together here by itself: that the pieces
//! together are as wide as their column is evidence for the reading ([`Evidence::Broken`](super::evidence::Evidence)).

use super::class::{Class, EM, NARROW};
use super::lines::{Gap, Line};

/// What stands on both sides of a line end where printed lines are broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Seam {
    /// A number or a Latin word begins.
    BeforeNumber,
    /// One ends.
    BehindNumber,
    /// A quote or a bracket opens.
    BeforeOpening,
    /// A clause ends, or a quote or bracket closes.
    BehindMark,
}

const SEAMS: usize = 4;

/// What is said of each step of [`fill`], for and against one line.
const SAID: [&str; FILLS] = [
    "the pieces around are far narrower than their column",
    "the pieces around are narrower than their column",
    "the pieces around nearly fill their column",
    "the pieces around fill their column",
    "the pieces around fill their column",
    "the pieces around are wider than their column",
];
const FILLS: usize = 6;
/// How many values this evidence has.
pub(super) const VALUES: usize = SEAMS * FILLS;

/// So many pieces on the one side of a line end are looked at, and so many in all: of those 745 printed lines two have more, and twelve have
/// four.
const SIDE: usize = 3;
const MOST: usize = 4;
/// Less room, in tenths of a cell, is left on a full line by the character that did not fit.
const ROOM: i32 = EM;

impl Seam {
    /// That between two lines, if printed lines are broken there.
    fn between(before: &Line, line: &Line) -> Option<Seam> {
        use Class::{CloseBracket, CloseQuote, Colon, Comma, Digit, Han, Letter, OpenBracket, OpenQuote, Semicolon};
        if line.gap != Gap::Hard || line.blanks > 0 {
            return None;
        }
        match (before.last, line.first) {
            (_, OpenQuote | OpenBracket) => Some(Seam::BeforeOpening),
            (Han, Digit | Letter) => Some(Seam::BeforeNumber),
            (Digit | Letter, Han) => Some(Seam::BehindNumber),
            (Comma | Semicolon | Colon | CloseQuote | CloseBracket, _) => Some(Seam::BehindMark),
            _ => None,
        }
    }
}

/// Whether the line had room behind one that is `before` wide, in a column so wide, in tenths of a cell. Most lines are full, and no printed
/// line was broken behind them.
#[inline]
pub(super) fn has_room(before: i32, line: &Line, column: i32) -> bool {
    column - before - i32::from(line.need) >= ROOM
}

/// What the line end before line `n`, which has room, is, if printed lines are broken at such: by what stands there, and by how far
/// the pieces fill the column.
pub(super) fn before(lines: &[Line], wide: &[i32], column: i32, n: usize) -> Option<usize> {
    let (line, last) = (lines.get(n)?, lines.get(n.checked_sub(1)?)?);
    let seam = Seam::between(last, line)?;
    let goes_on = |n: usize| {
        let before = n.checked_sub(1).and_then(|before| lines.get(before));
        before.zip(lines.get(n)).and_then(|(before, line)| Seam::between(before, line)).is_some()
    };
    let piece = |n: usize| Some((*wide.get(n)?, i32::from(lines.get(n)?.marks)));
    let missing = |(wide, marks): (i32, i32)| {
        let missing = column - wide;
        // marks that are set narrow leave room
        if missing < 0 { (missing + NARROW * marks).min(0) } else { missing }
    };
    let mut best: Option<i32> = None;
    let (mut above, mut first) = ((0, 0), n);
    while n - first < SIDE && first > 0 && (first == n || goes_on(first)) {
        first -= 1;
        above = add(above, piece(first)?);
        let (mut all, mut end) = (above, n);
        while end - first < MOST && (end == n || goes_on(end)) {
            let Some(piece) = piece(end) else { break };
            all = add(all, piece);
            end += 1;
            best = best.into_iter().chain([missing(all)]).min_by_key(|missing| missing.abs());
        }
    }
    Some(seam as usize * FILLS + fill(best?))
}

fn add(all: (i32, i32), piece: (i32, i32)) -> (i32, i32) {
    (all.0 + piece.0, all.1 + piece.1)
}

/// What the evidence of this value says.
pub(super) fn said(value: usize) -> &'static str {
    SAID.get(value % FILLS).copied().unwrap_or_default()
}

/// How far pieces fill their column, of which so many tenths of a cell are missing: a few words, up to seven characters, up to three, one,
/// nothing; or they are wider. Steps set by hand, finer near the margin; what each weighs is fitted.
fn fill(missing: i32) -> usize {
    match missing {
        ..-6 => 5,
        -6..=5 => 4,
        6..=24 => 3,
        25..=64 => 2,
        65..=144 => 1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::super::lines::scan;
    use super::Seam::{BeforeNumber, BeforeOpening, BehindMark, BehindNumber};
    use super::*;

    /// What the line end before the line with this number is, in columns of eight characters: the seam, and how far it is filled.
    fn at(text: &str, n: usize) -> Option<(usize, usize)> {
        let lines = scan(text);
        let wide: Vec<i32> = lines.iter().map(|line| i32::from(line.wide)).collect();
        if !has_room(*wide.get(n.checked_sub(1)?)?, lines.get(n)?, 8 * EM) {
            return None;
        }
        let value = before(&lines, &wide, 8 * EM, n)?;
        Some((value / FILLS, value % FILLS))
    }

    #[test]
    fn a_seam_is_told_by_what_stands_there() {
        for (text, seam) in [
            ("湖边路灯\n12盏点亮", BeforeNumber),
            ("湖边路灯\nLED点亮", BeforeNumber),
            ("湖边路灯12\n盏点亮", BehindNumber),
            ("他说：\n“灯亮了", BeforeOpening),
            ("湖边路灯\n《灯》", BeforeOpening),
            ("湖边路灯，\n都点亮", BehindMark),
            ("《灯》\n都点亮", BehindMark),
        ] {
            assert_eq!(at(text, 1).map(|found| found.0), Some(seam as usize), "{text}");
        }
        for none in ["湖边路灯\n都点亮", "湖边路灯。\n都点亮", "湖边路灯\n\n12盏", "湖边路灯点亮了\n12盏", "灯"]
        {
            assert_eq!(at(none, 1), None, "{none}");
        }
        assert_eq!(at("湖边路灯\n12盏", 0), None, "no line before");
    }

    #[test]
    fn pieces_on_both_sides_fill_the_column_or_do_not() {
        let fill = |text: &str, n: usize| at(text, n).map(|found| found.1);
        assert_eq!(fill("湖边路灯\n12盏点亮", 1), Some(4), "as wide");
        assert_eq!(fill("湖边路灯\n12盏点", 1), Some(3));
        assert_eq!(fill("湖边路灯\n12盏", 1), Some(2));
        assert_eq!(fill("湖边路\n12", 1), Some(1));
        assert_eq!(fill("湖\n1", 1), Some(1));
        assert_eq!(fill("湖边路灯\n12盏都点亮了", 1), Some(5), "wider");
        assert_eq!(fill("湖边路灯：\n“灯点亮了”", 1), Some(5), "three of its marks set narrow leave it too wide");
        assert_eq!(fill("他说，：\n“湖，边路灯", 1), Some(4), "four marks set narrow make the room of two characters");
    }

    #[test]
    fn what_is_said_is_by_how_far_they_fill_it() {
        let steps = [-7, -6, 5, 6, 24, 25, 64, 65, 144, 145].map(fill);
        assert_eq!(steps, [5, 4, 4, 3, 3, 2, 2, 1, 1, 0]);
        let of = |seam: Seam, missing: i32| said(seam as usize * FILLS + fill(missing));
        assert_eq!(of(BehindMark, 0), "the pieces around fill their column");
        assert_eq!(of(BeforeNumber, 200), "the pieces around are far narrower than their column");
        assert_eq!(of(BeforeOpening, -20), "the pieces around are wider than their column");
    }

    #[test]
    fn a_printed_line_has_up_to_four_pieces() {
        let text = "湖边\n12\n盏路\n4\n灯了\n点亮湖边";
        assert_eq!([1, 2, 3, 4].map(|n| at(text, n).map(|found| found.1)), [Some(2); 4], "13 cells of 16");
        assert_eq!(at(text, 5), None, "no seam");
        let behind = "湖边路灯都点亮\n1\n盏";
        assert_eq!(at(behind, 2).map(|found| found.1), Some(5), "the line before is a piece of it");
        assert_eq!(at("湖边路灯都点\n“1\n盏", 2).map(|found| found.1), Some(4), "and here fills it");
    }
}
