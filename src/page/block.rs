//! Blocks and articles: what the page's text is, in reading order.

use std::borrow::Cow;
use std::fmt;
use std::iter::FusedIterator;
use std::ops::Range;

use super::Page;
use super::change::{Kind, NO_ARTICLE, RawBlock, Span};

/// A block of a page: a headline's line, a paragraph, a byline. Shown ([`Display`](fmt::Display)), it is its mended text.
#[derive(Clone, Copy)]
pub struct Block<'p> {
    page: &'p Page<'p>,
    raw: &'p RawBlock,
}

impl<'p> Block<'p> {
    /// The number of its page in the stream, from 1.
    pub fn page_number(&self) -> u64 {
        self.page.number
    }

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
        let mut pieces = self.pieces();
        match (pieces.next(), pieces.next()) {
            (None, _) => Cow::Borrowed(""),
            (Some(only), None) => Cow::Borrowed(only),
            (Some(first), Some(second)) => {
                let mut text = String::with_capacity((self.raw.span.end - self.raw.span.start) as usize);
                text.push_str(first);
                text.push_str(second);
                text.extend(pieces);
                Cow::Owned(text)
            }
        }
    }

    /// The spans of source that the block is made of, in bytes from the start of the stream: what was taken away stands
    /// between them.
    pub fn source(&self) -> Vec<Range<u64>> {
        let changes = &self.page.work.changes;
        let mut spans = Vec::new();
        for span in self.page.sources(self.raw.span) {
            let from = changes.partition_point(|c| c.span.start < span.start);
            let mut at = span.start;
            let gone = changes.iter().skip(from).take_while(|c| c.span.start < span.end).filter(|c| c.new.is_empty());
            for change in gone {
                if at < change.span.start {
                    spans.push(self.page.absolute(Span::new(at, change.span.start)));
                }
                at = change.span.end;
            }
            if at < span.end {
                spans.push(self.page.absolute(Span::new(at, span.end)));
            }
        }
        spans
    }

    /// Whether something in it looks wrong and was left: a flag of the page stands on it.
    pub fn is_flagged(&self) -> bool {
        let flags = self.page.raw_flags();
        self.page.sources(self.raw.span).any(|s| flags.iter().any(|f| f.span.start < s.end && s.start < f.span.end))
    }

    fn pieces(&self) -> impl Iterator<Item = &'p str> + use<'p> {
        let page = self.page;
        page.sources(self.raw.span).flat_map(move |s| page.stretch(s.start as usize..s.end as usize))
    }
}

impl fmt::Debug for Block<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Block")
            .field("article", &self.article())
            .field("kind", &self.kind())
            .field("text", &self.text())
            .finish()
    }
}

impl fmt::Display for Block<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.pieces().try_for_each(|piece| f.write_str(piece))
    }
}

/// The blocks of a page in reading order: see [`Page::blocks`].
#[derive(Clone)]
#[must_use = "iterators are lazy"]
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

impl DoubleEndedIterator for Blocks<'_> {
    fn next_back(&mut self) -> Option<Self::Item> {
        self.rest.next_back().map(|raw| Block { page: self.page, raw })
    }
}

impl ExactSizeIterator for Blocks<'_> {}
impl FusedIterator for Blocks<'_> {}

impl fmt::Debug for Blocks<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}

/// An article: its kicker, headline, body and byline. Shown ([`Display`](fmt::Display)), it is its blocks, a line each.
///
/// ```
/// let page = "清水河清淤赶在汛期前\n\n清水河下游的清淤工地上已经是一片繁忙，全线已经完成清淤9公里。\n\n记者 陈禾\n";
/// for page in pagemend::Mender::new().pages(page) {
///     for article in page.articles() {
///         for block in article {
///             println!("{:10}{block}", block.kind());
///         }
///     }
/// }
/// ```
#[derive(Clone, Copy)]
pub struct Article<'p> {
    page: &'p Page<'p>,
    raw: &'p [RawBlock],
}

impl<'p> Article<'p> {
    /// The number of its page in the stream, from 1.
    pub fn page_number(&self) -> u64 {
        self.page.number
    }

    /// Its own number on its page, from 1: [`Block::article`] of its blocks.
    pub fn number(&self) -> u32 {
        self.raw.first().map_or(1, |block| block.article + 1)
    }

    /// The article's blocks in reading order.
    pub fn blocks(&self) -> Blocks<'p> {
        Blocks { page: self.page, rest: self.raw.iter() }
    }

    /// The lines of its kicker; most articles have none.
    pub fn kicker(&self) -> Texts<'p> {
        self.texts(Kind::Kicker)
    }

    /// The printed lines of its headline; none where the article has no head.
    pub fn headline(&self) -> Texts<'p> {
        self.texts(Kind::Headline)
    }

    /// The lines of the headings inside its body.
    pub fn subheads(&self) -> Texts<'p> {
        self.texts(Kind::Subhead)
    }

    /// Its paragraphs.
    pub fn paragraphs(&self) -> Texts<'p> {
        self.texts(Kind::Para)
    }

    /// Its byline.
    pub fn byline(&self) -> Texts<'p> {
        self.texts(Kind::Byline)
    }

    /// The credit of its photograph.
    pub fn credit(&self) -> Texts<'p> {
        self.texts(Kind::Credit)
    }

    /// Whether something in it looks wrong and was left: [`Block::is_flagged`] for one of its blocks.
    pub fn is_flagged(&self) -> bool {
        self.blocks().any(|block| block.is_flagged())
    }

    fn texts(&self, kind: Kind) -> Texts<'p> {
        Texts { blocks: self.blocks(), kind }
    }
}

impl<'p> IntoIterator for Article<'p> {
    type Item = Block<'p>;
    type IntoIter = Blocks<'p>;

    fn into_iter(self) -> Blocks<'p> {
        self.blocks()
    }
}

impl fmt::Debug for Article<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Article").field("number", &self.number()).field("blocks", &self.blocks()).finish()
    }
}

impl fmt::Display for Article<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.blocks().try_for_each(|block| writeln!(f, "{block}"))
    }
}

/// The texts of an article's blocks of one kind: see [`Article::headline`], [`Article::paragraphs`].
#[derive(Clone, Debug)]
#[must_use = "iterators are lazy"]
pub struct Texts<'p> {
    blocks: Blocks<'p>,
    kind: Kind,
}

impl<'p> Iterator for Texts<'p> {
    type Item = Cow<'p, str>;

    fn next(&mut self) -> Option<Cow<'p, str>> {
        let kind = self.kind;
        self.blocks.find(|block| block.kind() == kind).map(|block| block.text())
    }
}

impl DoubleEndedIterator for Texts<'_> {
    fn next_back(&mut self) -> Option<Self::Item> {
        let kind = self.kind;
        self.blocks.rfind(|block| block.kind() == kind).map(|block| block.text())
    }
}

impl FusedIterator for Texts<'_> {}

/// The articles of a page in reading order: see [`Page::articles`].
#[derive(Clone)]
#[must_use = "iterators are lazy"]
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

impl FusedIterator for Articles<'_> {}

impl fmt::Debug for Articles<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}

impl Page<'_> {
    /// The page's blocks in reading order.
    pub fn blocks(&self) -> Blocks<'_> {
        Blocks { page: self, rest: self.raw_blocks().iter() }
    }

    /// The page's articles in reading order; page furniture is in none.
    pub fn articles(&self) -> Articles<'_> {
        Articles { page: self, rest: self.raw_blocks() }
    }
}
