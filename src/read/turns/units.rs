//! Units: lines that stand together, and are read together.
//!
//! Where columns stand in turn, extractors put a blank line behind each line, or behind those that they found to belong together; OCR
//! engines put none anywhere, and others none within the stretches that they could not take apart. What stands between two blank
//! lines is a unit; of a stretch whose lines do not go on from each other, each line.

use super::super::Page;
use super::super::class::{Class, EM};
use super::super::lines::{self, Gap, Line};
use super::super::neighbours;
use super::look::Look;
use crate::page::change::Span;

/// Lines that stand together, without a blank line between.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unit {
    /// Whole lines of the source, with their line ends.
    pub span: Span,
    pub top: Edge,
    pub bottom: Edge,
    /// The width of its column, as far as it shows it, in tenths of a cell.
    pub column: i32,
    /// Its width in tenths of a cell, if it is one printed line, be it broken at its marks.
    pub row: Option<i32>,
    /// Its first line, and the one behind its last.
    pub first: usize,
    pub end: usize,
}

impl Unit {
    pub(super) fn lines(&self) -> usize {
        self.end - self.first
    }

    /// Whether it is more than an item of a masthead, by its length.
    pub(super) fn is_long(&self, lines: &[Line]) -> bool {
        let lines = lines.get(self.first..self.end).unwrap_or_default();
        lines.iter().fold(0u8, |chars, line| chars.saturating_add(line.chars)) >= LONG
    }
}

/// The first or the last line of a unit.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edge {
    pub wide: i32,
    pub class: Class,
    /// Whether a sentence ends with it.
    pub closed: bool,
}

impl Edge {
    fn of(line: &Line, wide: i32, class: Class) -> Edge {
        let closed = matches!(line.last, Class::Stop | Class::StopClosed | Class::Colon | Class::Semicolon);
        Edge { wide, class, closed }
    }
}

/// Beyond an indent of two characters a line is short, in tenths of a cell.
pub(super) const INDENT: i32 = 2 * EM + 14;

/// Lines seem to stand in turn where what meets between so many in a row is worth so much less than where a text goes on, in 1/64 nat:
/// seven nats, which takes eleven lines. Where columns stand in turn all but the shortest stretches do.
const SEEM: i32 = 448;
/// Or where of so many seams between characters at least, less than one in so many is of two that usually stand together: of 80 pages
/// in order on the poorest one in five is, of 40 long ones in turn on the richest one in eight.
const FEWEST_SEAMS: usize = 8;
const TOGETHER_SHARE: usize = 4;
/// A line of a column has so many characters, but for the last one of a paragraph: what is shorter may be an item of a masthead, of which
/// many stand one below the other.
pub(super) const LONG: u8 = 8;

/// Whether many of these lines, or many in a row among them, do not go on from those before them, by the characters that meet.
pub(super) fn seem_in_turn(lines: &[Line]) -> bool {
    let seams = lines.windows(2).filter_map(|two| match two {
        [before, line] if before.chars.min(line.chars) >= LONG => Some(line.pair),
        _ => None,
    });
    let (mut sum, mut most) = (0, 0);
    let seams = seams.inspect(|pair| {
        sum = (sum - pair.worth()).max(0);
        most = most.max(sum);
    });
    let (count, together) = neighbours::count(seams);
    most >= SEEM || count >= FEWEST_SEAMS && together * TOGETHER_SHARE < count
}

/// Which lines are a unit each: all of a stretch without a blank line that seem to stand in turn.
pub(super) fn alone(lines: &[Line]) -> Vec<bool> {
    let mut alone = vec![false; lines.len()];
    let mut start = 0;
    for stretch in lines.chunk_by(|_, line| line.blanks == 0) {
        let end = start + stretch.len();
        if seem_in_turn(stretch)
            && let Some(own) = alone.get_mut(start..end)
        {
            own.fill(true);
        }
        start = end;
    }
    alone
}

/// The page's lines, those without a blank line between them as one, but for those that stand `alone`. `None` where lines do not end in
/// line feeds.
pub(super) fn units(text: &str, page: &Page, alone: &[bool]) -> Option<Vec<Unit>> {
    // each a line, as a rule
    let mut units: Vec<Unit> = Vec::with_capacity(page.lines.len());
    let mut end = 0;
    let mut whole = Span::new(0, 0);
    // a masthead stands over the columns
    let head = page.masthead.lines(&page.lines);
    for (n, (line, &wide)) in page.lines.iter().zip(&page.wide).enumerate().skip(head) {
        // of many lines between two line feeds, which a space parts, each would be looked for to both ends
        if line.span.end > whole.end {
            whole = lines::whole(text, line.span);
        }
        let bottom = Edge::of(line, wide, line.last);
        match units.last_mut() {
            Some(unit) if line.gap != Gap::Hard || line.blanks == 0 && alone.get(n) != Some(&true) => {
                unit.span.end = whole.end;
                unit.bottom = bottom;
                unit.end = n + 1;
            }
            _ => {
                if whole.start < end {
                    return None; // two lines between one line feed and the next
                }
                let top = Edge::of(line, wide, line.first);
                units.push(Unit { span: whole, top, bottom, column: 0, row: None, first: n, end: n + 1 });
            }
        }
        end = whole.end;
    }
    let mut widths = Vec::new();
    for unit in &mut units {
        let wide = page.wide.get(unit.first..unit.end)?;
        unit.column = column(wide, &mut widths);
        let is_row = page.lines.get(unit.first..unit.end)?.windows(2).all(is_at_mark);
        unit.row = is_row.then(|| wide.iter().sum());
    }
    Some(units)
}

/// How the units look.
pub(super) fn looks(page: &Page, units: &[Unit]) -> Vec<Look> {
    let lines = |unit: &Unit| page.lines.get(unit.first..unit.end).unwrap_or_default();
    units.iter().filter_map(|unit| Look::of(unit, lines(unit))).collect()
}

/// Whether a mark stands at the line end between two lines: there extractors break a printed line whose marks are narrow.
fn is_at_mark(lines: &[Line]) -> bool {
    let is_mark = |class| !matches!(class, Class::Han | Class::Digit | Class::Letter);
    lines.first().is_none_or(|line| is_mark(line.last)) || lines.last().is_none_or(|line| is_mark(line.first))
}

/// The width of the column that these lines show.
fn column(wide: &[i32], sorted: &mut Vec<i32>) -> i32 {
    match wide {
        // a head over its body is as wide as it is; the body shows the column
        [head, rest @ ..] if (1..3).contains(&rest.len()) && rest.iter().all(|w| w + INDENT < *head) => {
            rest.iter().copied().max().unwrap_or(0)
        }
        _ if wide.len() < 4 => wide.iter().copied().max().unwrap_or(0),
        // heads are few
        _ => {
            sorted.clear();
            sorted.extend_from_slice(wide);
            sorted.sort_unstable();
            sorted.get(wide.len() - 1 - wide.len() / 4).copied().unwrap_or(0)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The units of a text, each as its lines without their line ends.
    fn shown(text: &str) -> Option<Vec<String>> {
        let page = Page::scan(text, None);
        let units = units(text, &page, &[])?;
        Some(units.iter().map(|unit| unit.span.of(text).trim_end().replace('\n', "/")).collect())
    }

    #[test]
    fn a_unit_is_lines_without_a_blank_line_between() {
        assert_eq!(shown("灯亮\n了，\n\n湖也\n亮了。\n").unwrap(), ["灯亮/了，", "湖也/亮了。"]);
        assert_eq!(shown("\n\n灯亮\n \n\n湖也").unwrap(), ["灯亮", "湖也"]);
        assert_eq!(shown("灯亮\r湖也\r\r走\r"), None, "lines that no line feed parts");
        assert_eq!(shown("").unwrap(), Vec::<String>::new());
    }

    #[test]
    fn a_unit_knows_its_lines_and_edges() {
        let text = "　灯亮了，\n湖也亮\n\n走。\n";
        let page = Page::scan(text, None);
        let units = units(text, &page, &[]).unwrap();
        assert_eq!(
            units.iter().map(|unit| (unit.first, unit.end, unit.lines())).collect::<Vec<_>>(),
            [(0, 2, 2), (2, 3, 1)]
        );
        assert_eq!((units[0].bottom.closed, units[1].bottom.closed), (false, true));
        assert_eq!(
            (units[0].top.class, units[0].bottom.class, units[1].bottom.class),
            (Class::Han, Class::Han, Class::Stop)
        );
    }

    #[test]
    fn a_line_that_was_broken_at_its_marks_is_one_printed_line() {
        let rows = |text: &str| {
            let page = Page::scan(text, None);
            units(text, &page, &[]).unwrap().iter().map(|unit| unit.row).collect::<Vec<_>>()
        };
        assert_eq!(rows("灯亮了，\n湖也亮\n\n走。\n\n灯\n亮了\n"), [Some(140), Some(40), None]);
        assert_eq!(rows("灯亮了\n“湖”也\n"), [Some(140)], "before a mark as behind it");
    }

    #[test]
    fn a_column_is_as_wide_as_most_of_its_lines() {
        let column = |wide: &[i32]| column(wide, &mut Vec::new());
        assert_eq!([column(&[280]), column(&[240, 280]), column(&[])], [280, 280, 0]);
        assert_eq!(column(&[400, 280, 270]), 280, "a head over its body");
        assert_eq!(column(&[300, 280, 270]), 300, "no head: it is hardly wider");
        assert_eq!(column(&[240, 280, 280, 280, 280, 280, 280, 400]), 280, "heads are few");
        assert_eq!(column(&[240, 280, 290, 400]), 290);
    }

    /// Lines that each begin so many characters behind where they go on.
    fn scanned(lines: &[String], between: &str) -> Vec<Line> {
        Page::scan(&lines.join(between), None).lines
    }

    #[test]
    fn lines_that_do_not_go_on_seem_to_stand_in_turn() {
        // 灯柳 stand together no oftener than by chance, 中国 do
        let line = |first: char, last: char| format!("{first}湖边的路灯都亮了{last}");
        let lines = |seams: &[bool]| {
            let all = (0..=seams.len()).map(|n| {
                let goes_on = |seam: Option<&bool>| seam == Some(&true);
                let first = if n > 0 && goes_on(seams.get(n - 1)) { '国' } else { '柳' };
                line(first, if goes_on(seams.get(n)) { '中' } else { '灯' })
            });
            scanned(&all.collect::<Vec<_>>(), "\n")
        };
        assert!(seem_in_turn(&lines(&[false; 8])) && !seem_in_turn(&lines(&[false; 7])), "fewer are too few to tell");
        let mut seams = [[false; 9], [true; 9]].concat();
        assert!(!seem_in_turn(&lines(&seams)));
        seams[9] = false;
        assert!(seem_in_turn(&lines(&seams)), "ten in a row");
        let some = [true, false, false, false].repeat(5);
        assert!(!seem_in_turn(&lines(&some)) && seem_in_turn(&lines(&some[1..])), "one in four");
        let short: Vec<String> = vec!["柳边路灯".to_owned(); 40];
        assert!(!seem_in_turn(&scanned(&short, "\n")), "items of a masthead");
    }

    #[test]
    fn of_a_stretch_that_seems_to_stand_in_turn_each_line_is_a_unit() {
        let line = |first: char, last: char| format!("{first}湖边的路灯都亮了{last}");
        let turn = vec![line('柳', '灯'); 12].join("\n"); // twelve lines, eleven seams
        let order = vec![line('国', '中'); 12].join("\n");
        let text = format!("{order}\n\n{turn}\n\n{order}");
        let page = Page::scan(&text, None);
        let alone = alone(&page.lines);
        assert_eq!(alone, [vec![false; 12], vec![true; 12], vec![false; 12]].concat());
        let sizes: Vec<usize> = units(&text, &page, &alone).unwrap().iter().map(Unit::lines).collect();
        assert_eq!(sizes, [vec![12], vec![1; 12], vec![12]].concat());
    }

    #[test]
    fn items_of_a_masthead_are_no_lines_of_a_column() {
        let long = |text: &str| {
            let page = Page::scan(text, None);
            units(text, &page, &[]).unwrap().first().map(|unit| unit.is_long(&page.lines))
        };
        assert_eq!(
            [long("湖边点亮路灯，"), long("湖边点亮路灯，人"), long("湖边点亮\n路灯，人")],
            [Some(false), Some(true), Some(true)]
        );
    }
}
