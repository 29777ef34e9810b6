//! The witness: what a page shows of each line and of each gap, as evidence of one kind or another. It weighs nothing.

use super::broken;
use super::class::{CELL, Class, EM};
use super::columns::is_open;
use super::cues::Cues;
use super::evidence::{ENDS, Evidence, HABITS, ROOMS, SAYS, SHORTS, Takes};
use super::lines::{Gap, Line};
use super::shape::{SHAPES, Shape};

/// How long a line of so many characters is, in few steps.
#[expect(clippy::indexing_slicing, reason = "both are asked only below their lengths")]
const LENGTH: [u8; u8::MAX as usize + 1] = {
    /// The longest line of each step but the last.
    const MOST: [usize; 11] = [3, 5, 7, 9, 12, 15, 18, 22, 27, 34, 60];
    let mut steps = [0; u8::MAX as usize + 1];
    let (mut chars, mut step) = (0, 0);
    while chars < steps.len() {
        if step < MOST.len() && chars > MOST[step] {
            step += 1;
        }
        steps[chars] = step as u8;
        chars += 1;
    }
    steps
};

/// How a line ends, in few steps.
fn end(last: Class) -> usize {
    match last {
        Class::Han | Class::OpenQuote | Class::OpenBracket | Class::Other | Class::Space | Class::Bullet => 0,
        Class::Digit | Class::Letter => 1,
        Class::Comma => 2,
        Class::Stop => 3,
        Class::StopClosed => 4,
        Class::Semicolon => 5,
        Class::Colon => 6,
        Class::CloseQuote => 7,
        Class::CloseBracket | Class::Dash => 8,
    }
}

/// Open, closed or in between.
fn mood(last: Class) -> usize {
    match last {
        _ if is_open(last) => 0,
        Class::Stop | Class::StopClosed => 1,
        _ => 2,
    }
}

/// How much narrower than its column, in steps of half an em near the margin.
fn short_step(short: i32, column: i32) -> usize {
    if column == 0 {
        return SHORTS - 1;
    }
    match short {
        ..-30 => 0,
        -30..=89 => 1 + ((short + 30) / CELL).min(11) as usize,
        90..=139 => 13,
        140..=239 => 14,
        _ if short * 2 < column => 15,
        _ => 16,
    }
}

/// How much room was left for the next word, in steps of half an em near zero.
fn room_step(room: i32, column: i32) -> usize {
    if column == 0 {
        return ROOMS - 1;
    }
    match room {
        ..-30 => 0,
        -30..=69 => 1 + ((room + 30) / CELL) as usize,
        70..=99 => 11,
        100..=139 => 12,
        140..=199 => 13,
        200..=299 => 14,
        _ if room * 2 < column => 15,
        _ => 16,
    }
}

/// The page as the evidences are taken from it: the line table with its widths, and the page's habits.
#[derive(Debug)]
pub(crate) struct Witness<'r> {
    lines: &'r [Line],
    wide: &'r [i32],
    columns: &'r [i32],
    shapes: Vec<Shape>,
    /// For each line: where the run of title-like lines that it stands in begins, and ends.
    runs: Vec<(u32, u32)>,
    habit: usize,
    bylines: usize,
    /// Sums of lines that are full and open, to count them around any line.
    open: Vec<u32>,
}

impl<'r> Witness<'r> {
    pub(crate) fn new(lines: &'r [Line], wide: &'r [i32], columns: &'r [i32]) -> Witness<'r> {
        let shapes: Vec<Shape> = lines
            .iter()
            .zip(wide)
            .zip(columns)
            .map(|((line, &w), &column)| Shape::of(line, column - w, column))
            .collect();
        let mut open = Vec::with_capacity(lines.len() + 1);
        let mut sum = 0;
        open.push(0);
        for (n, line) in lines.iter().enumerate() {
            let goes_on = shapes.get(n) == Some(&Shape::FullOpen)
                && line.last == Class::Han
                && columns.get(n).is_some_and(|&c| c > 0 && columns.get(n + 1) == Some(&c))
                && matches!(
                    shapes.get(n + 1),
                    Some(Shape::FullOpen | Shape::FullClosed | Shape::ShortClosed | Shape::ShortOpen)
                );
            sum += u32::from(goes_on);
            open.push(sum);
        }
        let mut witness = Witness { lines, wide, columns, runs: runs(&shapes), shapes, habit: 0, bylines: 0, open };
        witness.habit = witness.blank_habit();
        witness.bylines = witness.byline_habit();
        witness
    }

    fn line(&self, n: usize) -> Option<&'r Line> {
        self.lines.get(n)
    }

    /// A line's shape.
    pub(crate) fn shape(&self, n: Option<usize>) -> Shape {
        n.and_then(|n| self.shapes.get(n)).copied().unwrap_or(Shape::None)
    }

    /// How much narrower than its column a line is, and the column's width, in tenths of a cell.
    pub(crate) fn short(&self, n: usize) -> (i32, i32) {
        let (wide, column) = (self.wide.get(n).copied().unwrap_or(0), self.columns.get(n).copied().unwrap_or(0));
        (column - wide, column)
    }

    /// How many lines within six of this one are full and end in the middle of a word.
    pub(crate) fn open_around(&self, n: usize) -> u32 {
        let (from, to) = (n.saturating_sub(6), (n + 7).min(self.lines.len()));
        self.open.get(to).unwrap_or(&0) - self.open.get(from).unwrap_or(&0)
    }

    /// The page's habit with blank lines: how often one stands behind a paragraph's end, behind what looks like a first
    /// line, and in mid-sentence.
    fn blank_habit(&self) -> usize {
        let (mut ends, mut end_blanks, mut firsts, mut first_blanks, mut opens, mut open_blanks) = (0, 0, 0, 0, 0, 0);
        for n in 1..self.lines.len() {
            let (Some(line), Some(before)) = (self.line(n), self.line(n - 1)) else { continue };
            if line.gap != Gap::Hard {
                continue;
            }
            let blank = u32::from(line.blanks > 0);
            match self.shape(Some(n - 1)) {
                Shape::ShortClosed => (ends, end_blanks) = (ends + 1, end_blanks + blank),
                Shape::Indented
                    if matches!(
                        self.shape(n.checked_sub(2)),
                        Shape::ShortClosed | Shape::Byline | Shape::Title | Shape::None
                    ) =>
                {
                    (firsts, first_blanks) = (firsts + 1, first_blanks + blank);
                }
                Shape::FullOpen if before.last == Class::Han && line.first != Class::OpenQuote => {
                    (opens, open_blanks) = (opens + 1, open_blanks + blank);
                }
                _ => {}
            }
        }
        let end = if end_blanks * 10 < ends { 0 } else { 1 + usize::from(end_blanks * 10 >= ends * 7) };
        let first = usize::from(firsts > 0 && first_blanks * 3 >= firsts);
        let open = usize::from(opens > 0 && open_blanks * 100 >= opens * 9);
        end * 4 + first * 2 + open
    }

    /// How many runs of titles stand right behind a byline: none, a few, about half, nearly all.
    fn byline_habit(&self) -> usize {
        let (mut all, mut behind) = (0, 0);
        for (n, &(start, _)) in self.runs.iter().enumerate() {
            if self.shape(Some(n)) == Shape::Title && start as usize == n {
                all += 1;
                behind += u32::from(self.shape(n.checked_sub(1)) == Shape::Byline);
            }
        }
        match (all, behind) {
            (_, 0) => 0,
            _ if behind * 3 < all => 1,
            _ if behind * 4 < all * 3 => 2,
            _ => 3,
        }
    }

    /// The evidences of the gap before line `n`.
    #[inline]
    pub(crate) fn gap(&self, n: usize, found: &mut impl Takes) {
        let (Some(line), Some(before)) = (self.line(n), n.checked_sub(1).and_then(|b| self.line(b))) else { return };
        let (short_before, column_before) = self.short(n - 1);
        let (short, column) = self.short(n);
        let (ends, mood, blanks) = (end(before.last), mood(before.last), usize::from(line.blanks));
        let room = room_step(short_before - i32::from(line.need), column_before) * ENDS + ends;
        found.add_all([(Evidence::Gap, 0), (Evidence::Room, room)]);
        found.add(Evidence::Seam, ends * Class::COUNT + line.first as usize);
        found.add(Evidence::Blank, (blanks * HABITS + self.habit) * 3 + mood);
        let behind = self.line(n + 1).is_none_or(|next| next.blanks > 0);
        let late = usize::from(before.blanks > 0) * 4 + usize::from(blanks > 0) * 2 + usize::from(behind);
        let change = match column - column_before {
            ..-5 => 0,
            -5..=5 => 1,
            _ => 2,
        };
        let join = match line.gap {
            _ if before.cues.has(Cues::LEFT_OPEN) => LEFT_OPEN,
            Gap::Beside => Gap::Hard as usize,
            gap => gap as usize,
        };
        found.add_all([
            (Evidence::Late, late * 3 + mood),
            (Evidence::Width, change * 2 + usize::from(blanks > 0)),
            (Evidence::Join, join),
        ]);
        let columns = match self.open_around(n) {
            n @ 0..=2 => n as usize,
            3..=4 => 3,
            5..=6 => 4,
            _ => 5,
        };
        let ended = usize::from(mood != 0);
        found.add_all([
            (Evidence::Indent, short_step(short, column) * 2 + ended),
            (Evidence::Columns, columns * 2 + ended),
        ]);
        let indents = usize::from(before.cues.has(Cues::INDENTED)) * 2 + usize::from(line.cues.has(Cues::INDENTED));
        found.add_all([
            (Evidence::Cue, say(before) * SAYS + say(line)),
            (Evidence::OwnIndent, indents),
            (Evidence::Pair, line.pair as usize),
        ]);
        if line.first == Class::OpenQuote {
            found.add(Evidence::HangingQuote, usize::from(blanks > 0) * HABITS + self.habit);
        }
        let widest = column.max(column_before);
        if blanks == 0
            && broken::has_room(column_before - short_before, line, widest)
            && let Some(broken) = broken::before(self.lines, self.wide, widest, n)
        {
            found.add(Evidence::Broken, broken);
        }
    }

    /// The evidences of line `n` itself.
    #[inline]
    pub(crate) fn of_line(&self, n: usize, found: &mut impl Takes) {
        let Some(line) = self.line(n) else { return };
        let (short, column) = self.short(n);
        let cues = line.cues;
        let inside = if cues.has(Cues::SENTENCE) { 2 } else { usize::from(cues.has(Cues::COMMA)) };
        let length = LENGTH.get(usize::from(line.chars)).copied().unwrap_or(0);
        found.add_all([(Evidence::Line, 0), (Evidence::Long, usize::from(length) * 3 + inside)]);
        let shape = self.shape(Some(n));
        let own = usize::from(column > 0 && short.abs() < EM / 2);
        found.add_all([(Evidence::Short, short_step(short, column)), (Evidence::Shape, shape as usize * 2 + own)]);
        found.add_all([(Evidence::End, line.last as usize), (Evidence::Begin, line.first as usize)]);
        let behind = self.line(n + 1).map_or(2, |next| usize::from(next.blanks));
        let before = if n == 0 { 2 } else { usize::from(line.blanks) };
        let last = self.lines.len() - 1;
        let place = if n == 0 {
            0
        } else if n == last {
            4
        } else if n == 1 {
            1
        } else if n + 1 == last {
            3
        } else {
            2
        };
        found.add_all([(Evidence::Apart, (before * 3 + behind) * HABITS + self.habit), (Evidence::Place, place)]);
        let (prev, next) = (self.shape(n.checked_sub(1)), self.shape(Some(n + 1)));
        found.add(Evidence::Around, prev as usize * SHAPES + next as usize);
        found.add(Evidence::Beyond, self.shape(n.checked_sub(2)) as usize * SHAPES + self.shape(Some(n + 2)) as usize);
        let mut bits = cues.bits();
        while bits != 0 {
            found.add(Evidence::Word, bits.trailing_zeros() as usize);
            bits &= bits - 1;
        }
        if let (Shape::Title, Some(&(start, end))) = (shape, self.runs.get(n)) {
            let len = (end - start).min(4) as usize;
            let place = if n as u32 == start {
                0
            } else if n as u32 + 1 == end {
                2
            } else {
                1
            };
            found.add(Evidence::Run, (len - 1) * 3 + place);
            let (above, below) = (self.shape((start as usize).checked_sub(1)), self.shape(Some(end as usize)));
            found.add(Evidence::Frame, above as usize * SHAPES + below as usize);
            found.add(Evidence::Closing, self.bylines * 2 + usize::from(above == Shape::Byline));
        }
    }
}

/// What a gap is behind a line that leaves a dateline open, in the place of [`Gap`].
const LEFT_OPEN: usize = 3;

/// What a line's words say of its kind, in few steps.
fn say(line: &Line) -> usize {
    let cues = line.cues;
    if cues.has(Cues::BYLINE) || cues.has(Cues::CREDIT) {
        1
    } else if cues.is_byline() {
        2
    } else if cues.is_masthead() {
        3
    } else if cues.has(Cues::DATELINE) {
        4
    } else if cues.has(Cues::OPENER) {
        6
    } else if cues.has(Cues::ORGANISATION) {
        5
    } else {
        0
    }
}

/// The run of title-like lines that each line stands in.
fn runs(shapes: &[Shape]) -> Vec<(u32, u32)> {
    let mut out = Vec::with_capacity(shapes.len());
    let mut n = 0;
    while n < shapes.len() {
        let len = shapes.iter().skip(n).take_while(|s| **s == Shape::Title).count().max(1);
        (0..len).for_each(|_| out.push((n as u32, (n + len) as u32)));
        n += len;
    }
    out
}

#[cfg(test)]
mod tests;
