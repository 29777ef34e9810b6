//! Reading: what stands on the page. Nothing in this room changes text.

pub(crate) mod class;
pub(crate) mod costs;
pub(crate) mod doubling;

use crate::page::change::{Kind, NO_ARTICLE, Span};

/// A block as it was read, in the order of the source: the lines of one paragraph, one line of a headline, a byline.
/// Blocks never overlap; between them stands white space.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ReadBlock {
    pub span: Span,
    pub kind: Kind,
    /// The article's number in reading order, or `NO_ARTICLE`.
    pub article: u32,
}

/// One page, read.
#[derive(Debug, Default)]
pub(crate) struct Reading {
    pub blocks: Vec<ReadBlock>,
}

/// Reads a page.
pub(crate) fn read(text: &str) -> Reading {
    let mut blocks = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let body = line.trim();
        if !body.is_empty() {
            let from = start + (line.len() - line.trim_start().len());
            blocks.push(ReadBlock {
                span: Span::new(from as u32, (from + body.len()) as u32),
                kind: Kind::Para,
                article: NO_ARTICLE,
            });
        }
        start += line.len();
    }
    Reading { blocks }
}
