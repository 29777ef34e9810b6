//! What is seen of lines and gaps, on a few lines that are as wide as each test needs them.

use super::super::lines::measure;
use super::*;

/// What is seen, kind by kind.
#[derive(Default)]
struct Seen(Vec<(Evidence, usize)>);

impl Takes for Seen {
    fn add(&mut self, kind: Evidence, value: usize) {
        self.0.push((kind, value));
    }
}

impl Seen {
    fn of(&self, kind: Evidence) -> Vec<usize> {
        self.0.iter().filter(|seen| seen.0 == kind).map(|seen| seen.1).collect()
    }
}

/// The width of the column that all lines stand in.
const COLUMN: i32 = 400;

/// A page of lines: each its text, how much narrower than its column it is, and the blank lines before it.
struct Sheet {
    lines: Vec<Line>,
    wide: Vec<i32>,
    columns: Vec<i32>,
}

impl Sheet {
    fn of(lines: &[(&str, i32, u8)]) -> Sheet {
        Sheet {
            lines: lines.iter().map(|&(text, _, blanks)| Line { blanks, ..measure(text) }).collect(),
            wide: lines.iter().map(|line| COLUMN - line.1).collect(),
            columns: vec![COLUMN; lines.len()],
        }
    }

    fn ask<T>(&self, ask: impl Fn(&Witness<'_>) -> T) -> T {
        ask(&Witness::new(&self.lines, &self.wide, &self.columns))
    }

    fn gap(&self, n: usize, kind: Evidence) -> Vec<usize> {
        self.ask(|witness| {
            let mut seen = Seen::default();
            witness.gap(n, &mut seen);
            seen.of(kind)
        })
    }

    fn line(&self, n: usize, kind: Evidence) -> Vec<usize> {
        self.ask(|witness| {
            let mut seen = Seen::default();
            witness.of_line(n, &mut seen);
            seen.of(kind)
        })
    }
}

const OPEN: &str = "灯亮了，他们绕湖走上一";
const CLOSED: &str = "路灯一盏盏亮了起来。";
const TITLE: &str = "湖边路灯点亮夜步道";
const BYLINE: &str = "记者 陈穗";

#[test]
fn steps_are_fine_near_the_margin_and_coarse_beyond() {
    let bounds = |step: fn(i32, i32) -> usize, of: &[i32]| of.iter().map(|&n| step(n, 1000)).collect::<Vec<_>>();
    assert_eq!(bounds(short_step, &[-31, -30, 0, 89, 90, 139, 140, 239, 240]), [0, 1, 4, 12, 13, 13, 14, 14, 15]);
    assert_eq!(bounds(room_step, &[-31, -30, 0, 69, 70, 99, 100, 139, 140]), [0, 1, 4, 10, 11, 11, 12, 12, 13]);
    assert_eq!(bounds(room_step, &[199, 200, 299, 300, 499, 500]), [13, 14, 14, 15, 15, 16]);
    assert_eq!((short_step(499, 1000), short_step(500, 1000)), (15, 16));
    assert_eq!((short_step(0, 0), room_step(0, 0)), (SHORTS - 1, ROOMS - 1), "no column");
}

#[test]
fn each_kind_of_line_end_has_its_step() {
    let ends = ["灯", "灯3", "灯，", "灯。", "（灯。）", "灯；", "灯：", "“灯”", "（灯）", "灯—", "a"];
    assert_eq!(ends.map(|text| end(measure(text).last)), [0, 1, 2, 3, 4, 5, 6, 7, 8, 8, 1]);
    assert_eq!(ends.map(|text| mood(measure(text).last)), [0, 0, 0, 1, 1, 2, 2, 2, 2, 0, 0]);
}

#[test]
fn full_open_lines_are_counted_six_on_either_side() {
    let sheet = Sheet::of(&[(OPEN, 0, 0); 20]);
    let around = |n| sheet.ask(|witness| witness.open_around(n));
    assert_eq!([around(0), around(3), around(10), around(19)], [7, 10, 13, 6], "the last goes on in none");
    let mut other = Sheet::of(&[(OPEN, 0, 0); 3]);
    other.columns[1] = 300;
    assert_eq!(other.ask(|witness| witness.open_around(0)), 0, "each stands in a column of its own");
    let closed = Sheet::of(&[(OPEN, 0, 0), (TITLE, 100, 0), ("灯亮了，他们绕湖走", 0, 0), (CLOSED, 100, 0)]);
    assert_eq!(closed.ask(|witness| witness.open_around(0)), 1, "behind a title nothing goes on");
    assert_eq!(sheet.gap(10, Evidence::Columns), [10], "more than six, behind an open line");
}

#[test]
fn the_habit_with_blank_lines_is_of_ends_of_first_lines_and_of_lines_in_mid_sentence() {
    let page = |end: u8, first: u8, open: u8| {
        let paragraph = [(OPEN, 40, end), (OPEN, 0, first), (OPEN, 0, open), (CLOSED, 100, open)];
        let sheet = Sheet::of(&paragraph.iter().copied().cycle().take(40).collect::<Vec<_>>());
        sheet.ask(|witness| witness.habit)
    };
    assert_eq!(page(0, 0, 0), 0);
    assert_eq!(page(1, 0, 0), 8, "behind each paragraph");
    assert_eq!(page(1, 1, 0), 8 + 2);
    assert_eq!(page(0, 0, 1), 1);
    assert_eq!(page(1, 1, 1), 8 + 2 + 1);
    // behind one paragraph in three
    let mut some: Vec<_> = [(OPEN, 40, 0), (OPEN, 0, 0), (CLOSED, 100, 0)].iter().copied().cycle().take(36).collect();
    some.iter_mut().skip(3).step_by(9).for_each(|line| line.2 = 1);
    assert_eq!(Sheet::of(&some).ask(|witness| witness.habit), 4);
}

#[test]
fn titles_behind_bylines_are_a_habit() {
    let page = |behind: usize, not: usize| {
        let lines = [[(BYLINE, 200, 0), (TITLE, 100, 0)]; 9].into_iter().take(behind).flatten();
        let others = [[(CLOSED, 100, 0), (TITLE, 100, 0)]; 9].into_iter().take(not).flatten();
        Sheet::of(&lines.chain(others).collect::<Vec<_>>()).ask(|witness| witness.bylines)
    };
    assert_eq!([page(0, 4), page(1, 3), page(1, 2), page(2, 1), page(3, 1), page(4, 0)], [0, 1, 2, 2, 3, 3]);
}

#[test]
fn the_room_that_the_next_word_had() {
    let room = |short: i32, next: &str| Sheet::of(&[(OPEN, short, 0), (next, 0, 0)]).gap(1, Evidence::Room)[0] / ENDS;
    assert_eq!(room(0, "走"), room_step(-EM, COLUMN));
    assert_eq!(room(60, "走"), room_step(60 - EM, COLUMN));
    assert_eq!(room(60, "LED灯"), room_step(60 - i32::from(measure("LED灯").need), COLUMN), "a word is longer");
    let ends = |text: &str| Sheet::of(&[(text, 0, 0), (OPEN, 0, 0)]).gap(1, Evidence::Room)[0] % ENDS;
    assert_eq!([ends(OPEN), ends(CLOSED), ends("灯：")], [0, 3, 6]);
}

#[test]
fn blank_lines_here_and_at_the_gaps_around() {
    let late = |before: u8, here: u8, behind: u8| {
        Sheet::of(&[(OPEN, 0, 0), (OPEN, 0, before), (OPEN, 0, here), (OPEN, 0, behind)]).gap(2, Evidence::Late)[0] / 3
    };
    assert_eq!([late(0, 0, 0), late(1, 0, 0), late(0, 1, 0), late(0, 0, 1), late(1, 1, 1)], [0, 4, 2, 1, 7]);
    // a page that shows nothing has the habit of one where a blank line stands behind each paragraph
    let habit = 8;
    let blank = |blanks: u8| Sheet::of(&[(CLOSED, 0, 0), (OPEN, 0, blanks)]).gap(1, Evidence::Blank)[0];
    assert_eq!([0, 1, 2].map(blank), [0, 1, 2].map(|blanks| (blanks * HABITS + habit) * 3 + 1));
    let quote = |text: &str, blanks: u8| Sheet::of(&[(CLOSED, 0, 0), (text, 0, blanks)]).gap(1, Evidence::HangingQuote);
    assert_eq!([quote("“灯亮了", 0), quote("“灯亮了", 1)], [[habit], [HABITS + habit]]);
    assert!(quote("灯亮了", 0).is_empty());
}

#[test]
fn columns_become_narrower_or_wider_and_lines_are_joined_in_four_ways() {
    let mut sheet = Sheet::of(&[(OPEN, 0, 0), (OPEN, 0, 0)]);
    let mut width = |by: i32| {
        sheet.columns[1] = COLUMN + by;
        sheet.gap(1, Evidence::Width)[0]
    };
    assert_eq!([width(-6), width(-5), width(0), width(5), width(6)], [0, 2, 2, 2, 4]);
    let mut sheet = Sheet::of(&[(OPEN, 0, 0), (OPEN, 0, 0)]);
    let mut join = |gap: Gap| {
        sheet.lines[1].gap = gap;
        sheet.gap(1, Evidence::Join)[0]
    };
    assert_eq!([join(Gap::Hard), join(Gap::Soft), join(Gap::RunOn), join(Gap::Beside)], [0, 1, 2, 0]);
    sheet.lines[0].cues.set(Cues::LEFT_OPEN);
    sheet.lines[1].gap = Gap::Hard;
    assert_eq!(sheet.gap(1, Evidence::Join), [LEFT_OPEN]);
}

#[test]
fn what_words_say_of_two_lines() {
    let said = [TITLE, BYLINE, "（陈穗 梁禾）", "0555-1234567", "本报讯 灯亮了", "北塘镇供电所", "近日，灯亮了"];
    assert_eq!(said.map(|text| say(&measure(text))), [0, 1, 2, 3, 4, 5, 6]);
    assert_eq!(Sheet::of(&[(BYLINE, 0, 0), ("近日，灯亮了", 0, 0)]).gap(1, Evidence::Cue), [SAYS + 6]);
}

#[test]
fn a_line_is_first_second_last_but_one_or_last() {
    let sheet = Sheet::of(&[(OPEN, 0, 0); 6]);
    assert_eq!([0, 1, 2, 3, 4, 5].map(|n| sheet.line(n, Evidence::Place)[0]), [0, 1, 2, 2, 3, 4]);
    let apart = Sheet::of(&[(OPEN, 0, 0), (OPEN, 0, 1), (OPEN, 0, 2)]);
    assert_eq!([0, 1, 2].map(|n| apart.line(n, Evidence::Apart)[0] / HABITS), [2 * 3 + 1, 3 + 2, 2 * 3 + 2]);
}

#[test]
fn lines_are_of_twelve_lengths_and_three_kinds_inside() {
    let long = |chars: u8| {
        let mut sheet = Sheet::of(&[(TITLE, 0, 0)]);
        sheet.lines[0].chars = chars;
        sheet.line(0, Evidence::Long)[0] / 3
    };
    let bounds = [3, 4, 5, 6, 7, 8, 9, 10, 12, 13, 15, 16, 18, 19, 22, 23, 27, 28, 34, 35, 60, 61];
    assert_eq!(bounds.map(long), [0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11]);
    let inside = |text: &str| Sheet::of(&[(text, 0, 0)]).line(0, Evidence::Long)[0] % 3;
    assert_eq!([inside(TITLE), inside(OPEN), inside("灯亮了。走，走")], [0, 1, 2]);
}

#[test]
fn a_run_of_titles_has_a_place_for_each_and_a_frame() {
    let sheet = Sheet::of(&[(BYLINE, 200, 0), (TITLE, 100, 0), (TITLE, 100, 0), (TITLE, 100, 0), (OPEN, 40, 0)]);
    assert_eq!([1, 2, 3].map(|n| sheet.line(n, Evidence::Run)[0]), [6, 7, 8]);
    assert!(sheet.line(4, Evidence::Run).is_empty());
    let frame = Shape::Byline as usize * SHAPES + Shape::Indented as usize;
    assert_eq!([1, 2, 3].map(|n| sheet.line(n, Evidence::Frame)[0]), [frame; 3]);
    assert_eq!(sheet.line(2, Evidence::Closing), [3 * 2 + 1]);
    assert_eq!(Sheet::of(&[(TITLE, 100, 0); 6]).line(5, Evidence::Run), [3 * 3 + 2], "four and more are one");
    assert_eq!(Sheet::of(&[(TITLE, 100, 0)]).line(0, Evidence::Run), [0]);
    let around = Shape::Title as usize * SHAPES + Shape::Title as usize;
    assert_eq!(sheet.line(2, Evidence::Around), [around]);
    assert_eq!(sheet.line(2, Evidence::Beyond), [frame]);
}

#[test]
fn a_line_is_as_wide_as_its_column_or_is_not() {
    let own = |short: i32| Sheet::of(&[(TITLE, short, 0)]).line(0, Evidence::Shape)[0] % 2;
    assert_eq!([own(-EM / 2), own(1 - EM / 2), own(EM / 2 - 1), own(EM / 2)], [0, 1, 1, 0]);
    let mut none = Sheet::of(&[(TITLE, COLUMN, 0)]);
    none.columns[0] = 0;
    assert_eq!(none.line(0, Evidence::Shape)[0] % 2, 0, "no column");
}
