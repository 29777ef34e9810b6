//! Shape: what a line looks like at a glance, by its width, its end and its words.

use super::class::Class;
use super::columns::is_open;
use super::cues::Cues;
use super::lines::Line;

/// Shapes of lines.
pub(crate) const SHAPES: usize = 9;

/// What a line looks like, at a glance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Shape {
    /// No line.
    None,
    /// By its words a byline, a credit, names in brackets.
    Byline,
    /// By its words a piece of a masthead.
    Masthead,
    /// Short, and without a sentence.
    Title,
    /// As wide as its column, the sentence open.
    FullOpen,
    /// As wide as its column, the sentence closed.
    FullClosed,
    /// Narrower, the sentence closed: a paragraph's last line.
    ShortClosed,
    /// Two characters narrower, the sentence open: a paragraph's first line.
    Indented,
    /// Narrower, the sentence open.
    ShortOpen,
}

impl Shape {
    pub(crate) const ALL: [Shape; SHAPES] = [
        Shape::None,
        Shape::Byline,
        Shape::Masthead,
        Shape::Title,
        Shape::FullOpen,
        Shape::FullClosed,
        Shape::ShortClosed,
        Shape::Indented,
        Shape::ShortOpen,
    ];

    pub(super) fn of(line: &Line, short: i32, column: i32) -> Shape {
        let cues = line.cues;
        let sentence = cues.has(Cues::SENTENCE) || cues.has(Cues::COMMA) || cues.has(Cues::DATELINE);
        if cues.is_byline() {
            Shape::Byline
        } else if cues.is_masthead() && !sentence {
            Shape::Masthead
        } else if column == 0 || short < 25 {
            match (is_open(line.last), short < -30) {
                (true, true) if !sentence && line.chars <= 30 => Shape::Title,
                (true, _) => Shape::FullOpen,
                _ => Shape::FullClosed,
            }
        } else if matches!(line.last, Class::Stop | Class::StopClosed) && !cues.has(Cues::BRACKETED) {
            Shape::ShortClosed
        } else if (25..60).contains(&short) && (sentence || line.last == Class::Comma || !cues.has(Cues::SPACED)) {
            Shape::Indented
        } else if !sentence && line.last != Class::Comma && line.chars <= 34 {
            Shape::Title
        } else {
            Shape::ShortOpen
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::lines::measure;
    use super::*;

    fn shape(text: &str, short: i32) -> Shape {
        Shape::of(&measure(text), short, 400)
    }

    #[test]
    fn a_line_is_full_or_short_and_its_sentence_open_or_closed() {
        let (open, closed) = ("灯亮了，他们绕湖走上一", "路灯一盏盏亮了起来。");
        assert_eq!(
            [shape(open, 0), shape(open, 24), shape(closed, 0)],
            [Shape::FullOpen, Shape::FullOpen, Shape::FullClosed]
        );
        assert_eq!(
            [shape(open, 25), shape(open, 59), shape(open, 60)],
            [Shape::Indented, Shape::Indented, Shape::ShortOpen]
        );
        assert_eq!([shape(closed, 25), shape(closed, 200)], [Shape::ShortClosed; 2]);
        assert_eq!(shape("（路灯一盏盏亮了起来。）", 100), Shape::Title, "an aside ends no paragraph");
        assert_eq!(shape("路灯亮了，", 100), Shape::ShortOpen);
    }

    #[test]
    fn a_title_is_short_or_wider_than_its_column_and_no_sentence() {
        let title = "湖边路灯点亮夜步道";
        assert_eq!([shape(title, 100), shape(title, -31)], [Shape::Title; 2]);
        assert_eq!([shape(title, -30), shape(title, 0)], [Shape::FullOpen; 2]);
        assert_eq!(
            [shape(title, 40), shape("湖边路灯 点亮夜步道", 40)],
            [Shape::Indented, Shape::Title],
            "but for halves"
        );
        let long = |count| "湖边路灯点亮夜步道".chars().cycle().take(count).collect::<String>();
        assert_eq!([shape(&long(34), 100), shape(&long(35), 100)], [Shape::Title, Shape::ShortOpen]);
        assert_eq!([shape(&long(30), -100), shape(&long(31), -100)], [Shape::Title, Shape::FullOpen]);
        assert_eq!(Shape::of(&measure(title), 100, 0), Shape::FullOpen, "a page without columns has no short lines");
    }

    #[test]
    fn words_come_before_widths() {
        assert_eq!([shape("记者 陈穗", 200), shape("记者 陈穗", 0)], [Shape::Byline; 2]);
        assert_eq!(shape("主编 陈穗 编辑 梁禾", 0), Shape::Masthead);
        assert_eq!(shape("0555-1234567", 200), Shape::Masthead);
        assert_eq!(shape("本报北塘12月4日讯（记者", 0), Shape::FullOpen, "a dateline opens a text");
    }
}
