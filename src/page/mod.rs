//! The page: its source, and what was found to be wrong with it. Text is made when somebody asks for it.

mod block;
pub(crate) mod change;
mod edit;
mod edits;
mod flag;
#[cfg(feature = "serde")]
mod form;
pub(crate) mod found;
mod layout;
pub(crate) mod moves;
pub(crate) mod order;
mod rounds;
mod settle;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::fmt;
use std::iter::FusedIterator;
use std::ops::Range;
use std::sync::OnceLock;

pub use block::{Article, Articles, Block, Blocks, Texts};
pub use change::{FlagKind, Kind};
pub use edit::{Edit, replay, undo};
pub use edits::Edits;
pub use flag::{Flag, Flags};
pub(crate) use settle::settle;

use crate::Rule;
use change::{Change, Work};
use found::Found;
use layout::{Moved, Stretch};

/// One mended page.
///
/// It holds its source and the log; the text is made from both when asked for. Where nothing was to be mended, blocks, articles and flags
/// are found when somebody first asks: see [`Mender::eager`](crate::Mender::eager). Shown ([`Display`](fmt::Display)), it is its
/// mended text.
#[derive(Clone)]
pub struct Page<'t> {
    source: Cow<'t, str>,
    offset: u64,
    number: u64,
    work: Work,
    /// What its work left to be found, once somebody has asked.
    found: OnceLock<Found>,
}

impl<'t> Page<'t> {
    /// A page of `source`, which begins at byte `offset` of its stream, with what was found out about it.
    pub(crate) fn new(source: Cow<'t, str>, offset: u64, number: u64, mut work: Work) -> Page<'t> {
        settle::make_sound(&source, &mut work);
        Page { source, offset, number, work, found: OnceLock::new() }
    }

    /// The same page with something else found out about it.
    pub(crate) fn with(self, work: Work) -> Page<'t> {
        Page::new(self.source, self.offset, self.number, work)
    }

    /// The page's number in its stream, from 1. Form feeds count, and so do cuts at the page limit.
    pub fn number(&self) -> u64 {
        self.number
    }

    /// Where the page begins, in bytes from the start of the stream.
    pub fn offset(&self) -> u64 {
        self.offset
    }

    /// The page as it came.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The source's text of a span, as edits, flags and blocks count it: in bytes from the start of the stream. `None` where the
    /// span is not of this page, or ends inside a character.
    ///
    /// ```
    /// let page = pagemend::Mender::new().pages("他名叫陶□，是一位老船工。\n").next().unwrap();
    /// let flag = page.flags().next().unwrap();
    /// assert_eq!(page.source_at(flag.source), Some("□"));
    /// ```
    pub fn source_at(&self, span: Range<u64>) -> Option<&str> {
        let place = |at: u64| at.checked_sub(self.offset).and_then(|at| usize::try_from(at).ok());
        self.source.get(place(span.start)?..place(span.end)?)
    }

    /// Whether anything was mended.
    pub fn is_changed(&self) -> bool {
        !(self.work.changes.is_empty() && self.work.moves.is_empty())
    }

    /// The mended text. Borrowed where nothing was wrong.
    pub fn text(&self) -> Cow<'_, str> {
        if !self.is_changed() {
            return Cow::Borrowed(&self.source);
        }
        let mut text = String::with_capacity(self.source.len());
        text.extend(self.pieces());
        Cow::Owned(text)
    }

    /// The mended text, free of the page. Borrowed from the text that the page was made of where nothing was wrong, and that
    /// was borrowed too.
    ///
    /// ```
    /// use std::borrow::Cow;
    ///
    /// fn mended(text: &str) -> Vec<Cow<'_, str>> {
    ///     pagemend::Mender::new().pages(text).map(|page| page.into_text()).collect()
    /// }
    /// assert_eq!(mended("定于1月 25日召开。"), ["定于1月25日召开。"]);
    /// assert!(matches!(mended("人人都说好。")[..], [Cow::Borrowed(_)]));
    /// ```
    pub fn into_text(self) -> Cow<'t, str> {
        if !self.is_changed() {
            return self.source;
        }
        Cow::Owned(self.text().into_owned())
    }

    /// The mended text in pieces of the source, with small insertions between: to be written out without making a string.
    ///
    /// ```
    /// use std::io::Write;
    ///
    /// let mut out = Vec::new(); // a file, standard output …
    /// for page in pagemend::Mender::new().pages("定于1月 25日召开。") {
    ///     for piece in page.pieces() {
    ///         out.write_all(piece.as_bytes())?;
    ///     }
    /// }
    /// assert_eq!(out, "定于1月25日召开。".as_bytes());
    /// # Ok::<(), std::io::Error>(())
    /// ```
    pub fn pieces(&self) -> Pieces<'_> {
        Pieces(self.spans())
    }

    /// The mended text in pieces, each with the span of source that it stands for, in bytes from the start of the stream: says
    /// where a word of the text stood in the source, and where a byte of the source went.
    ///
    /// An edit that is no move is a piece of its own, an empty one where its text was taken away. What moved stands where it
    /// stands in the text.
    ///
    /// ```
    /// # let mender = pagemend::Mender::new();
    /// let page = mender.pages("定于1月 25日召开。\n").next().unwrap();
    /// let spans: Vec<_> = page.spans().collect();
    /// assert_eq!(spans, [(0..10, "定于1月"), (10..11, ""), (11..26, "25日召开。\n")]);
    /// ```
    pub fn spans(&self) -> Spans<'_> {
        Spans { page: self, segments: self.segments().into_iter(), stretch: self.stretch(0..0) }
    }

    /// The log, in the order of the source; moves last.
    pub fn edits(&self) -> Edits<'_> {
        Edits::new(self)
    }

    /// How many edits of the log a rule made: counted without the log's reasons, which cost time to find.
    ///
    /// ```
    /// use pagemend::{Mender, Rule};
    ///
    /// let page = Mender::new().pages("定于1月 25日召开。").next().unwrap();
    /// assert_eq!((page.count(Rule::SplitNumbers), page.count(Rule::Hyphens)), (1, 0));
    /// ```
    pub fn count(&self, rule: Rule) -> usize {
        let changes = self.work.changes.iter().filter(|change| change.rule == rule).count();
        changes + self.work.moves.iter().filter(|moved| moved.rule == rule).count()
    }

    /// What looks wrong and was left.
    pub fn flags(&self) -> Flags<'_> {
        Flags::new(self)
    }

    /// The page with its source copied, free of the text that it was borrowed from.
    pub fn into_owned(self) -> Page<'static> {
        Page { source: Cow::Owned(self.source.into_owned()), ..self }
    }

    fn segments(&self) -> Vec<Range<usize>> {
        let moves: Vec<Moved> = self
            .work
            .moves
            .iter()
            .map(|m| Moved { start: m.span.start as usize, end: m.span.end as usize, to: m.to as usize })
            .collect();
        layout::segments(self.source.len(), &moves)
    }

    fn stretch(&self, range: Range<usize>) -> Stretch<'_, Change> {
        Stretch::new(&self.source, range, &self.work.changes)
    }

    /// The stretches of source that a span of the text that was read is made of.
    fn sources(&self, span: change::Span) -> order::Sources<'_> {
        order::sources(self.work.order.as_ref(), span)
    }

    fn absolute(&self, span: change::Span) -> Range<u64> {
        self.offset + u64::from(span.start)..self.offset + u64::from(span.end)
    }
}

impl fmt::Debug for Page<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Page")
            .field("number", &self.number)
            .field("offset", &self.offset)
            .field("text", &self.text())
            .field("edits", &self.edits().len())
            .field("flags", &self.flags())
            .finish()
    }
}

impl fmt::Display for Page<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.pieces().try_for_each(|piece| f.write_str(piece))
    }
}

/// The mended text in pieces: see [`Page::pieces`].
#[derive(Clone)]
#[must_use = "iterators are lazy"]
pub struct Pieces<'p>(Spans<'p>);

impl<'p> Iterator for Pieces<'p> {
    type Item = &'p str;

    fn next(&mut self) -> Option<&'p str> {
        loop {
            match self.0.stretch.next() {
                Some(piece) => return Some(piece),
                None => self.0.next_stretch()?,
            }
        }
    }
}

impl FusedIterator for Pieces<'_> {}

impl fmt::Debug for Pieces<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}

/// The mended text in pieces, with the spans of source that they stand for: see [`Page::spans`].
#[derive(Clone)]
#[must_use = "iterators are lazy"]
pub struct Spans<'p> {
    page: &'p Page<'p>,
    /// The stretches of the source that are still to come, in the order of the text.
    segments: std::vec::IntoIter<Range<usize>>,
    stretch: Stretch<'p, Change>,
}

impl Spans<'_> {
    fn next_stretch(&mut self) -> Option<()> {
        self.stretch = self.page.stretch(self.segments.next()?);
        Some(())
    }
}

impl<'p> Iterator for Spans<'p> {
    type Item = (Range<u64>, &'p str);

    fn next(&mut self) -> Option<(Range<u64>, &'p str)> {
        loop {
            match self.stretch.next_span() {
                Some((span, piece)) => {
                    let place = |at: usize| self.page.offset + at as u64;
                    return Some((place(span.start)..place(span.end), piece));
                }
                None => self.next_stretch()?,
            }
        }
    }
}

impl FusedIterator for Spans<'_> {}

impl fmt::Debug for Spans<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}
