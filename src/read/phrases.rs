//! Phrases: each evidence in words, for the reasons in the log.

use std::borrow::Cow;
use std::fmt::{self, Write};

use super::Page;
use super::broken;
use super::costs::{COSTS, loudest};
use super::cues::Cues;
use super::evidence::{BASES, Evidence, Found, HABITS};
use super::shape::{SHAPES, Shape};
use super::state::State;
use super::witness::Witness;
use crate::page::order::Order;

/// How a line ends, in the steps of the evidence.
const ENDS: [&str; 9] = [
    "in the middle of a sentence",
    "in a number or a Latin word",
    "in a comma",
    "in a full stop",
    "in a closed quotation",
    "in a semicolon",
    "in a colon",
    "in a closing quote",
    "in a bracket or a dash",
];

/// What a line begins or ends with, by class.
const CLASSES: [&str; 16] = [
    "a character",
    "a full stop",
    "a comma",
    "a semicolon",
    "a colon",
    "an opening quote",
    "a closing quote",
    "an opening bracket",
    "a closing bracket",
    "a dash",
    "a digit",
    "a letter",
    "a bullet",
    "a sign",
    "a space",
    "a closed quotation",
];

const MOODS: [&str; 3] = ["an open sentence", "a closed sentence", "a mark in between"];

fn list<'a>(names: &'a [&'a str], n: usize) -> &'a str {
    names.get(n).copied().unwrap_or("")
}

fn shape(n: usize) -> &'static str {
    match Shape::ALL.get(n) {
        None | Some(Shape::None) => "nothing",
        Some(Shape::Byline) => "a byline",
        Some(Shape::Masthead) => "a piece of masthead",
        Some(Shape::Title) => "a title",
        Some(Shape::FullOpen) => "a full line, its sentence open",
        Some(Shape::FullClosed) => "a full line, its sentence closed",
        Some(Shape::ShortClosed) => "a short line, its sentence closed",
        Some(Shape::Indented) => "an indented line",
        Some(Shape::ShortOpen) => "a short line, its sentence open",
    }
}

/// Writes what an evidence says.
fn write(f: &mut impl Write, id: u16) -> fmt::Result {
    let at = BASES.partition_point(|&base| base <= id).saturating_sub(1);
    let value = usize::from(id - BASES.get(at).copied().unwrap_or(0));
    let Some((kind, name, _)) = Evidence::ALL.get(at) else { return Ok(()) };
    match kind {
        Evidence::Room => {
            let room = match value / ENDS.len() {
                0..=3 => "the line before is full",
                4..=6 => "the next word would hardly have fitted on the line before",
                7..=10 => "the next word would have fitted on the line before",
                17 => "the page has no columns",
                _ => "the line before is short",
            };
            write!(f, "{room} and ends {}", list(&ENDS, value % ENDS.len()))
        }
        Evidence::Seam => write!(
            f,
            "the line before ends {}, this one begins with {}",
            list(&ENDS, value / CLASSES.len()),
            list(&CLASSES, value % CLASSES.len())
        ),
        Evidence::Blank => {
            let blanks = ["no blank line", "a blank line", "blank lines"];
            write!(f, "{} behind {} on this page", list(&blanks, value / 3 / HABITS), list(&MOODS, value % 3))
        }
        Evidence::HangingQuote => f.write_str("the line begins with a hanging quote"),
        Evidence::Broken => f.write_str(broken::said(value)),
        Evidence::Late => f.write_str("the blank lines around it"),
        Evidence::Width => f.write_str(list(&["a narrower column", "the same column", "a wider column"], value / 2)),
        Evidence::Join => f.write_str(list(
            &["a line end", "a space at column width", "a byline that runs on", "a dateline without its text"],
            value,
        )),
        Evidence::Indent => f.write_str("the width of this line in its column"),
        Evidence::Columns => f.write_str("full open lines around it"),
        Evidence::Cue => f.write_str("the words of the two lines"),
        Evidence::OwnIndent => {
            f.write_str(if value % 2 == 1 { "an indent of its own" } else { "no indent of its own" })
        }
        Evidence::Pair => f.write_str(list(
            &[
                "no characters on either side",
                "characters that seldom stand together",
                "characters that often stand together",
            ],
            value.min(2),
        )),
        Evidence::Word => {
            let cue = Cues::EACH.iter().find(|cue| cue.0.bits() == 1 << value);
            f.write_str(cue.map_or("", |cue| cue.1))
        }
        Evidence::Around => {
            write!(f, "{} before it and {} behind", shape(value / SHAPES), shape(value % SHAPES))
        }
        Evidence::Frame => {
            write!(f, "{} before these titles and {} behind", shape(value / SHAPES), shape(value % SHAPES))
        }
        Evidence::Shape => write!(f, "it looks like {}", shape(value / 2)),
        Evidence::End => write!(f, "it ends in {}", list(&CLASSES, value)),
        Evidence::Begin => write!(f, "it begins with {}", list(&CLASSES, value)),
        _ => write!(f, "its {}", name.replace('_', " ")),
    }
}

/// The evidences of a page's gaps, found again: reasons are words, and few ask for them.
#[derive(Clone, Debug)]
pub(crate) struct Evidences {
    gaps: Vec<Found>,
}

impl Evidences {
    /// The evidences of a page's source, or of the text of the order in which it was read.
    pub(crate) fn of(source: &str, order: Option<&Order>) -> Evidences {
        let text = order.map_or(Cow::Borrowed(source), |order| Cow::Owned(order.text(source)));
        let page = Page::scan_with(&text, None, order.map_or(&[], Order::rows));
        let witness = Witness::new(&page.lines, &page.wide, &page.columns);
        let gaps = (0..page.lines.len()).map(|n| {
            let mut found = Found::default();
            witness.gap(n, &mut found);
            found.sorted() // of two that speak as loud the first is named
        });
        Evidences { gaps: gaps.collect() }
    }

    /// What spoke loudest for joining line `n` to the one before.
    pub(crate) fn of_join(&self, n: usize, before: State) -> String {
        let ids = self.gaps.get(n).map(Found::ids).unwrap_or_default();
        let mut words = String::new();
        for (n, id) in loudest(&COSTS, ids, before).enumerate() {
            if n > 0 {
                words.push_str("; ");
            }
            if write(&mut words, id).is_err() {
                break; // a string takes everything
            }
        }
        words
    }
}
