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
