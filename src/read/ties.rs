//! Ties: whether a text goes on from line to line, by the characters that meet at its line ends. Where a column cut it, they are as in any
//! text; where each line is a text of its own, they are any two.

use super::class::CELL;
use super::columns::{are_whole, is_open};
use super::cues::Cues;
use super::lines::Line;
use super::neighbours::SELDOM_BEGIN;

/// What a character that hardly ever begins a clause is worth where a line begins with it, whatever stands before, in 1/64 nat: 180 to 230, by how it goes with that.
const SELDOM: i32 = 190;
/// What it is worth that the line before opens a report with a dateline, and leaves its sentence open: of 703 paragraphs that open so in
/// 1,153 articles of a newspaper (January 1998), none ends so, and of lines that are cut from them .97 do.
const OPENED: i32 = 400;
/// What the line ends of a text are worth together that goes on, in 1/64 nat: four nats. Of 5,000 groups of two to nine comments, a line each,
/// seven lose line ends, and six did before any of this; with three nats nine do, and of pieces of articles of two lines to four .02 or .03
/// more come out whole.
const GOES_ON: i32 = 250;
/// What two lines of one width are worth, of which the first leaves its sentence open: lines of a column mostly are so, and other lines
/// by chance. Verses and rows are too, so that alone they say nothing. Of 64 pieces of four lines .78 come out whole, and .72 without it.
const ONE_WIDTH: i32 = 100;
/// They are of one width if they differ by no more than this, in tenths of a cell.
const SAME: i32 = CELL;
/// What the characters are worth at a line end that cuts a word, and at all of a text that goes on at least: with 85 the same pages
/// come out the same, with 150 one in a thousand fewer articles is whole.
const CUT: i32 = 119;
/// A line that the next goes on from is narrower than that by less than this, in tenths of a cell: an indent of two characters and what a mark
/// may lose.
pub(super) const SET_IN: i32 = 60;
/// Lines of fewer characters are names and entries of lists.
const SHORTEST: u8 = 7;

/// The line ends of a text that goes on from line to line.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ties {
    /// What each is worth, by the line behind it; empty where the text does not go on.
    worth: Vec<i16>,
}

impl Ties {
    pub(crate) fn of(text: &str, lines: &[Line], wide: &[i32]) -> Ties {
        let mut worth = Vec::with_capacity(lines.len());
        worth.push(0);
        let (mut chars, mut widths) = (0, 0);
        for (two, wide) in lines.windows(2).zip(wide.windows(2)) {
            let ([before, line], [own, next]) = (two, wide) else { continue };
            let is_long = before.chars >= SHORTEST;
            let tie = if is_long && own + SET_IN >= *next { tie(text, before, line) } else { 0 };
            if is_long && line.chars >= SHORTEST && is_open(before.last) && (own - next).abs() <= SAME {
                widths += ONE_WIDTH;
            }
            chars += i32::from(tie);
            worth.push(tie);
        }
        // of the texts of 640 pages, a paragraph a line, two would lose line ends by chance
        let goes_on = chars >= CUT && chars + widths >= GOES_ON && !are_whole(wide);
        Ties { worth: if goes_on { worth } else { Vec::new() } }
    }

    /// Whether the text goes on from line to line.
    pub(crate) fn go_on(&self) -> bool {
        !self.worth.is_empty()
    }

    /// Whether the line end before line `n` cuts a word, or the first sentence of a report.
    pub(crate) fn cut(&self, n: usize) -> bool {
        self.worth.get(n).is_some_and(|worth| i32::from(*worth) >= CUT)
    }
}

/// What the characters between two lines are worth.
fn tie(text: &str, before: &Line, line: &Line) -> i16 {
    let seldom = is_open(before.last) && SELDOM_BEGIN.begins(line.span.of(text));
    let opened = before.cues.has(Cues::DATELINE) && is_open(before.last) && !line.cues.has(Cues::DATELINE);
    (line.pair.worth() + if seldom { SELDOM } else { 0 } + if opened { OPENED } else { 0 }) as i16
}

#[cfg(test)]
mod tests {
    use super::super::lines::{pair, scan};
    use super::*;

    fn ties(text: &str) -> Ties {
        let mut lines = scan(text);
        pair(text, &mut lines);
        let wide: Vec<i32> = lines.iter().map(|line| i32::from(line.wide)).collect();
        Ties::of(text, &lines, &wide)
    }

    /// The lines before which a word is cut.
    fn cut(text: &str) -> Vec<usize> {
        let ties = ties(text);
        (0..9).filter(|n| ties.cut(*n)).collect()
    }

    #[test]
    fn a_text_goes_on_where_its_line_ends_cut_words() {
        assert_eq!(cut("镇里把湖边步道的路灯都换成了新的，村民们的经\n济账也算清了。\n"), [1]);
        assert!(!ties("镇里把湖边步道的路灯都换成了新的\n渡口也有了新船。\n").go_on(), "any two characters");
        assert!(!ties("湖边的经\n济账也算清了。\n").go_on(), "as short as names are");
        let wider = "镇里把步道的路灯换了，村民的经\n济账也算清了，渡口也有了新船，孩子们上学近了。\n";
        assert!(!ties(wider).go_on(), "no line of a column is so much wider");
    }

    #[test]
    fn a_report_goes_on_behind_the_line_that_opens_it() {
        let text = "本报讯 县图书馆从上周起设立流动书车，每周三次开往\n山村，借书不用押金。\n";
        assert_eq!(cut(text), [1]);
        assert!(!ties(text.trim_start_matches("本报讯 ")).go_on());
        assert!(!ties(&text.replace("往\n", "往。\n")).go_on(), "its sentence ends");
        assert!(!ties(&text.replace("\n山村", "\n本报讯 山村")).go_on(), "another report");
    }

    #[test]
    fn no_column_cut_paragraphs_on_a_line_each() {
        let text = "镇里把湖边步道的路灯都换成了新的，村民们的经\n济账也算清了。\n";
        assert!(ties(text).go_on());
        let paragraph = "湖边的路灯亮了，渡口也有了新船。".repeat(5);
        assert!(!ties(&format!("{text}{paragraph}")).go_on());
    }

    #[test]
    fn lines_of_one_width_say_so_beside_their_characters() {
        // 村民 stand together, and not so often that it is enough
        let lines = ["渡口的新船今年春天下水，村", "民在船头装了灯，天黑以后，", "孩子放学坐船回家。"];
        assert_eq!(cut(&lines.join("\n")), [1]);
        let other = ["渡口的新船今年春天下水，村", "民在船头装了灯，天黑", "孩子放学坐船回家。"];
        assert!(!ties(&other.join("\n")).go_on(), "of other widths");
        let verse = ["渡口的新船今年春天下水人欢喜", "湖边的路灯夜里照见归家的脚印", "老桥的石阶数过多少来往的脚步"];
        assert!(!ties(&verse.join("\n")).go_on(), "widths alone");
    }

    #[test]
    fn a_character_that_hardly_begins_a_clause_says_that_a_word_is_cut() {
        let text = |first: char| format!("镇里把湖边步道的路灯都换成了新灯，渡口\n{first}有了新船，孩子们上学近了。\n");
        let worth = |first: char| {
            let text = text(first);
            let mut lines = scan(&text);
            pair(&text, &mut lines);
            tie(&text, &lines[0], &lines[1])
        };
        assert_eq!(worth('们') - worth('也'), SELDOM as i16, "no pair of characters is told apart here");
        let closed = "渡口有了新船。\n们有了新船\n";
        let lines = scan(closed);
        assert_eq!(tie(closed, &lines[0], &lines[1]), 0, "behind a sentence that ends");
    }
}
