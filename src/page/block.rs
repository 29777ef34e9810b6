//! Blocks and articles: what the page's text is, in reading order.

use std::borrow::Cow;
use std::ops::Range;

use super::Page;
use super::change::{Kind, NO_ARTICLE, RawBlock};

/// A block of a page: a headline's line, a paragraph, a byline.
#[derive(Clone, Copy, Debug)]
pub struct Block<'p> {
    page: &'p Page<'p>,
    raw: &'p RawBlock,
}

impl<'p> Block<'p> {
    /// What the block is.
    pub fn kind(&self) -> Kind {
        self.raw.kind
    }

    /// The article that it belongs to, from 1 on its page; `None` for page furniture.
    pub fn article(&self) -> Option<u32> {
        (self.raw.article != NO_ARTICLE).then(|| self.raw.article + 1)
    }

    /// The block's mended text.
    pub fn text(&self) -> Cow<'p, str> {
        let mut pieces = self.page.pieces_of(self.range());
        match (pieces.next(), pieces.next()) {
            (None, _) => Cow::Borrowed(""),
            (Some(only), None) => Cow::Borrowed(only),
            (Some(first), Some(second)) => {
                let mut text = String::with_capacity(self.range().len());
                text.push_str(first);
                text.push_str(second);
                pieces.for_each(|piece| text.push_str(piece));
                Cow::Owned(text)
            }
        }
    }

    /// The spans of source that the block is made of, in bytes from the start of the stream: what was taken away stands
    /// between them.
    pub fn source(&self) -> Vec<Range<u64>> {
        let changes = &self.page.work.changes;
        let span = self.raw.span;
        let from = changes.partition_point(|c| c.span.start < span.start);
        let mut spans = Vec::new();
        let mut at = span.start;
        let gone = changes.iter().skip(from).take_while(|c| c.span.start < span.end).filter(|c| c.new.is_empty());
        for change in gone {
            if at < change.span.start {
                spans.push(self.page.absolute(super::change::Span::new(at, change.span.start)));
            }
            at = change.span.end;
        }
        if at < span.end {
            spans.push(self.page.absolute(super::change::Span::new(at, span.end)));
        }
        spans
    }

    fn range(&self) -> Range<usize> {
        self.raw.span.start as usize..self.raw.span.end as usize
    }
}

/// The blocks of a page in reading order: see [`Page::blocks`].
#[derive(Clone, Debug)]
pub struct Blocks<'p> {
    page: &'p Page<'p>,
    rest: std::slice::Iter<'p, RawBlock>,
}

impl<'p> Iterator for Blocks<'p> {
    type Item = Block<'p>;

    fn next(&mut self) -> Option<Block<'p>> {
        self.rest.next().map(|raw| Block { page: self.page, raw })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.rest.size_hint()
    }
}

impl ExactSizeIterator for Blocks<'_> {}
impl std::iter::FusedIterator for Blocks<'_> {}

/// An article: its kicker, headline, body and byline.
#[derive(Clone, Copy, Debug)]
pub struct Article<'p> {
    page: &'p Page<'p>,
    raw: &'p [RawBlock],
}

impl<'p> Article<'p> {
    /// The article's blocks in reading order.
    pub fn blocks(&self) -> Blocks<'p> {
        Blocks { page: self.page, rest: self.raw.iter() }
    }

    /// The lines of its kicker; most articles have none.
    pub fn kicker(&self) -> impl Iterator<Item = Cow<'p, str>> {
        self.texts(Kind::Kicker)
    }

    /// The printed lines of its headline; none where the article has no head.
    pub fn headline(&self) -> impl Iterator<Item = Cow<'p, str>> {
        self.texts(Kind::Headline)
    }

    /// The lines of the headings inside its body.
    pub fn subheads(&self) -> impl Iterator<Item = Cow<'p, str>> {
        self.texts(Kind::Subhead)
    }

    /// Its paragraphs.
    pub fn paragraphs(&self) -> impl Iterator<Item = Cow<'p, str>> {
        self.texts(Kind::Para)
    }

    /// Its byline.
    pub fn byline(&self) -> impl Iterator<Item = Cow<'p, str>> {
        self.texts(Kind::Byline)
    }

    /// The credit of its photograph.
    pub fn credit(&self) -> impl Iterator<Item = Cow<'p, str>> {
        self.texts(Kind::Credit)
    }

    fn texts(&self, kind: Kind) -> impl Iterator<Item = Cow<'p, str>> {
        self.blocks().filter(move |block| block.kind() == kind).map(|block| block.text())
    }
}

/// The articles of a page in reading order: see [`Page::articles`].
#[derive(Clone, Debug)]
pub struct Articles<'p> {
    page: &'p Page<'p>,
    rest: &'p [RawBlock],
}

impl<'p> Iterator for Articles<'p> {
    type Item = Article<'p>;

    fn next(&mut self) -> Option<Article<'p>> {
        let furniture = self.rest.iter().take_while(|block| block.article == NO_ARTICLE).count();
        let rest = self.rest.get(furniture..)?;
        let number = rest.first()?.article;
        let len = rest.iter().take_while(|block| block.article == number).count();
        let (raw, rest) = rest.split_at_checked(len)?;
        self.rest = rest;
        Some(Article { page: self.page, raw })
    }
}

impl std::iter::FusedIterator for Articles<'_> {}

impl Page<'_> {
    /// The page's blocks in reading order.
    pub fn blocks(&self) -> Blocks<'_> {
        Blocks { page: self, rest: self.work.blocks.iter() }
    }

    /// The page's articles in reading order; page furniture is in none.
    pub fn articles(&self) -> Articles<'_> {
        Articles { page: self, rest: &self.work.blocks }
    }
}
