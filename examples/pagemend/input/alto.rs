//! ALTO: the XML in which libraries keep the text of their newspapers.

use std::collections::HashMap;

use super::markup::Layout;
use super::words::{Line, Place};

/// The parts of a page in the order in which they are read. A file may hold them in another.
const PARTS: [&str; 5] = ["TopMargin", "LeftMargin", "PrintSpace", "RightMargin", "BottomMargin"];

#[derive(Default)]
pub struct Alto {
    /// The blocks of the page that is open.
    blocks: Vec<Block>,
    part: usize,
    line: Line,
    is_spaced: bool,
    /// The order that the file gives for blocks, by their names.
    order: HashMap<String, usize>,
    /// How deep in the reading order's groups, and how many there were: a file may give several orders, and the first counts.
    depth: usize,
    groups: usize,
    held: usize,
}

#[derive(Default)]
struct Block {
    id: String,
    /// The block that is read next.
    next: String,
    part: usize,
    text: String,
}

impl Alto {
    fn end_line(&mut self) {
        self.is_spaced = false;
        if let Some(line) = self.line.end() {
            if self.blocks.is_empty() {
                self.blocks.push(Block::default());
            }
            let Some(block) = self.blocks.last_mut() else { return };
            block.text.push_str(&line);
            block.text.push('\n');
            self.held += line.len() + 1;
        }
    }

    /// The page's blocks in reading order: as the file orders them, or each block names the next, or they stand.
    fn in_order(&mut self) -> Vec<Block> {
        let mut blocks = std::mem::take(&mut self.blocks);
        blocks.sort_by_key(|block| block.part);
        if blocks.iter().any(|block| self.order.contains_key(&block.id)) {
            blocks.sort_by_key(|block| self.order.get(&block.id).copied().unwrap_or(usize::MAX));
            return blocks;
        }
        let places: HashMap<String, usize> = blocks
            .iter()
            .enumerate()
            .filter(|(_, block)| !block.id.is_empty())
            .map(|(n, b)| (b.id.clone(), n))
            .collect();
        let next: Vec<Option<usize>> = blocks.iter().map(|block| places.get(&block.next).copied()).collect();
        let mut is_next = vec![false; blocks.len()];
        next.iter().flatten().for_each(|&n| is_next[n] = true);
        // Each chain from its first block; a ring, which has none, from where it stands first.
        let firsts = (0..blocks.len()).filter(|&n| !is_next[n]).chain(0..blocks.len());
        let mut order = Vec::with_capacity(blocks.len());
        let mut is_read = vec![false; blocks.len()];
        for first in firsts {
            let mut at = Some(first);
            while let Some(n) = at.filter(|&n| !is_read[n]) {
                is_read[n] = true;
                order.push(std::mem::take(&mut blocks[n]));
                at = next[n];
            }
        }
        order
    }

    fn end_page(&mut self, out: &mut String) {
        self.end_line();
        let mut is_first = true;
        for block in self.in_order().iter().filter(|block| !block.text.is_empty()) {
            if !is_first {
                out.push('\n');
            }
            out.push_str(&block.text);
            is_first = false;
        }
        (self.held, self.part) = (0, 0);
    }
}

impl Layout for Alto {
    fn start(&mut self, name: &str, attribute: &dyn Fn(&str) -> Option<String>, is_empty: bool, out: &mut String) {
        let number = |name: &str| attribute(name).and_then(|value| value.trim().parse::<f64>().ok());
        let text = |name: &str| attribute(name).unwrap_or_default();
        match name {
            "String" => {
                let place = match (number("HPOS"), number("WIDTH"), number("HEIGHT")) {
                    (Some(left), Some(width), Some(height)) => Some(Place { left, right: left + width, height }),
                    _ => None,
                };
                let word = text("CONTENT");
                // Some files have no spaces: each string is a word then.
                let is_word = word.chars().next().is_some_and(char::is_alphanumeric) && self.line.ends_in_a_word();
                self.line.word(&word, place, self.is_spaced || is_word);
                self.is_spaced = false;
            }
            "SP" => self.is_spaced = true,
            // The hyphen at the line's end, as it was printed.
            "HYP" => self.line.text(&text("CONTENT")),
            "TextLine" => self.end_line(),
            "TextBlock" => {
                self.end_line();
                self.blocks.push(Block { id: text("ID"), next: text("IDNEXT"), part: self.part, text: String::new() });
            }
            "Page" => self.end_page(out),
            "OrderedGroup" | "UnorderedGroup" if !is_empty => {
                self.groups += usize::from(self.depth == 0);
                self.depth += 1;
            }
            "ElementRef" if self.groups == 1 => {
                let place = self.order.len();
                self.order.entry(text("REF")).or_insert(place);
            }
            _ => {
                if let Some(part) = PARTS.iter().position(|&part| part == name) {
                    self.part = part;
                }
            }
        }
    }

    fn end(&mut self, name: &str, out: &mut String) {
        match name {
            "TextLine" | "TextBlock" => self.end_line(),
            "OrderedGroup" | "UnorderedGroup" => self.depth = self.depth.saturating_sub(1),
            "Page" => {
                self.end_page(out);
                out.push('\x0c');
            }
            _ => {}
        }
    }

    // The text of ALTO stands in attributes.
    fn text(&mut self, _: &str) {}

    fn finish(&mut self, out: &mut String) {
        self.end_page(out);
    }

    fn held(&self) -> usize {
        self.held + self.line.len()
    }
}
