//! hOCR: HTML whose classes say what is a page, a paragraph, a line and a word.

use super::markup::Layout;
use super::words::{Line, Place};

/// What a tag's class makes of it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Page,
    /// A column, a paragraph: a blank line ends it.
    Block,
    Line,
    Word,
    /// Of no meaning here.
    Other,
}

impl Role {
    fn of(class: &str) -> Role {
        let one = |name: &str| match name {
            "ocr_page" => Role::Page,
            "ocr_carea" | "ocrx_block" | "ocr_par" | "ocr_float" | "ocr_table" => Role::Block,
            "ocr_line" | "ocrx_line" | "ocr_header" | "ocr_footer" | "ocr_caption" | "ocr_textfloat" | "ocr_pageno" => {
                Role::Line
            }
            "ocrx_word" => Role::Word,
            _ => Role::Other,
        };
        class.split_ascii_whitespace().map(one).find(|&role| role != Role::Other).unwrap_or(Role::Other)
    }
}

/// Tags that HTML never closes.
const VOID: [&str; 8] = ["area", "base", "br", "hr", "img", "input", "link", "meta"];

/// How deep tags may stand in one another and still be told apart; real files have some ten levels.
const DEEPEST: usize = 1000;

#[derive(Default)]
pub struct Hocr {
    /// The tags that are open.
    open: Vec<(Box<str>, Role)>,
    line: Line,
    /// The word that is open, and where it stands.
    word: Option<(String, Option<Place>)>,
    /// Whether something stands on the page that is open, and whether its last line was ended by a blank one.
    has_text: bool,
    is_apart: bool,
}

impl Hocr {
    fn end_word(&mut self) {
        if let Some((word, place)) = self.word.take() {
            self.line.word(&word, place, true);
        }
    }

    fn end_line(&mut self, out: &mut String) {
        self.end_word();
        if let Some(line) = self.line.end() {
            if self.has_text && self.is_apart {
                out.push('\n');
            }
            out.push_str(&line);
            out.push('\n');
            (self.has_text, self.is_apart) = (true, false);
        }
    }

    fn end_role(&mut self, role: Role, out: &mut String) {
        match role {
            Role::Word => self.end_word(),
            Role::Line => self.end_line(out),
            Role::Block => {
                self.end_line(out);
                self.is_apart = true;
            }
            Role::Page => {
                self.end_line(out);
                out.push('\x0c');
                (self.has_text, self.is_apart) = (false, false);
            }
            Role::Other => {}
        }
    }
}

impl Layout for Hocr {
    fn start(&mut self, name: &str, attribute: &dyn Fn(&str) -> Option<String>, is_empty: bool, out: &mut String) {
        let name = name.to_ascii_lowercase();
        if name == "br" {
            self.end_line(out);
        }
        if is_empty || VOID.contains(&&*name) || self.open.len() >= DEEPEST {
            return;
        }
        let role = attribute("class").map_or(Role::Other, |class| Role::of(&class));
        match role {
            Role::Word => {
                self.end_word();
                self.word = Some((String::new(), attribute("title").and_then(|title| place(&title))));
            }
            Role::Line => self.end_line(out),
            Role::Block | Role::Page => {
                self.end_line(out);
                self.is_apart = true;
            }
            Role::Other => {}
        }
        self.open.push((name.into(), role));
    }

    fn end(&mut self, name: &str, out: &mut String) {
        let Some(at) = self.open.iter().rposition(|(open, _)| open.eq_ignore_ascii_case(name)) else { return };
        // What stands open inside ends with it.
        for (_, role) in self.open.split_off(at).into_iter().rev() {
            self.end_role(role, out);
        }
    }

    fn text(&mut self, text: &str) {
        if let Some((word, _)) = &mut self.word {
            word.push_str(text);
        } else if self.open.iter().any(|&(_, role)| role != Role::Other) && !text.trim().is_empty() {
            self.line.text(text);
        }
    }

    fn finish(&mut self, out: &mut String) {
        for (_, role) in std::mem::take(&mut self.open).into_iter().rev() {
            self.end_role(role, out);
        }
        self.end_line(out);
    }

    fn held(&self) -> usize {
        self.line.len() + self.word.as_ref().map_or(0, |(word, _)| word.len())
    }
}

/// `bbox 10 20 110 50; x_wconf 93`
fn place(title: &str) -> Option<Place> {
    let numbers = title.split(';').find_map(|property| property.trim().strip_prefix("bbox "))?;
    let mut numbers = numbers.split_ascii_whitespace().map_while(|number| number.parse::<f64>().ok());
    let (left, top, right, bottom) = (numbers.next()?, numbers.next()?, numbers.next()?, numbers.next()?);
    Some(Place { left, right, height: bottom - top })
}
