//! The page: its source, and what was found to be wrong with it. Text is made when somebody asks for it.

mod block;
pub(crate) mod change;
mod edit;
mod layout;
mod settle;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::ops::Range;

pub use block::{Article, Articles, Block, Blocks};
pub use change::{FlagKind, Kind};
pub use edit::{Edit, replay, undo};
pub(crate) use settle::settle;

use change::{Why, Work};

use crate::read::Evidences;
use layout::Moved;

/// One mended page.
///
/// It holds its source and the log; the text is made from both when asked for.
#[derive(Clone, Debug)]
pub struct Page<'t> {
    source: Cow<'t, str>,
    offset: u64,
    number: u64,
    work: Work,
}

impl<'t> Page<'t> {
    /// A page of `source`, which begins at byte `offset` of its stream, with what was found out about it.
    pub(crate) fn new(source: Cow<'t, str>, offset: u64, number: u64, mut work: Work) -> Page<'t> {
        settle::make_sound(&source, &mut work);
        Page { source, offset, number, work }
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
        self.pieces().for_each(|piece| text.push_str(piece));
        Cow::Owned(text)
    }

    /// The mended text in pieces of the source, with small insertions between: to be written out without making a string.
    pub fn pieces(&self) -> impl Iterator<Item = &str> {
        self.segments().into_iter().flat_map(|range| self.pieces_of(range))
    }

    /// The log, in the order of the source; moves last.
    pub fn edits(&self) -> Edits<'_> {
        Edits { page: self, next: 0, evidence: None }
    }

    /// What looks wrong and was left.
    pub fn flags(&self) -> impl ExactSizeIterator<Item = Flag> + '_ {
        self.work.flags.iter().map(|flag| Flag { kind: flag.kind, source: self.absolute(flag.span) })
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

    fn pieces_of(&self, range: Range<usize>) -> impl Iterator<Item = &str> {
        layout::pieces(&self.source, range, &self.work.changes)
    }

    fn absolute(&self, span: change::Span) -> Range<u64> {
        self.offset + u64::from(span.start)..self.offset + u64::from(span.end)
    }
}

/// Something that looks wrong and was left as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Flag {
    /// What looks wrong.
    pub kind: FlagKind,
    /// Where, in bytes from the start of the stream.
    pub source: Range<u64>,
}

/// The log of a page: see [`Page::edits`].
#[derive(Clone, Debug)]
pub struct Edits<'p> {
    page: &'p Page<'p>,
    next: usize,
    /// The page's evidences, found again when the first edit is asked for its reason.
    evidence: Option<Evidences>,
}

impl<'p> Iterator for Edits<'p> {
    type Item = Edit<'p>;

    fn next(&mut self) -> Option<Edit<'p>> {
        let work = &self.page.work;
        let (span, new, to, rule, margin, reason) = match work.changes.get(self.next) {
            Some(c) => (c.span, Some(c.new), None, c.rule, c.margin, c.reason),
            None => {
                let m = work.moves.get(self.next - work.changes.len())?;
                (m.span, None, Some(self.page.offset + u64::from(m.to)), m.rule, m.margin, m.reason)
            }
        };
        self.next += 1;
        let old = span.of(&self.page.source);
        Some(Edit {
            rule,
            source: self.page.absolute(span),
            old: Cow::Borrowed(old),
            new: Cow::Borrowed(new.unwrap_or(old)),
            to,
            margin: (margin != change::PROVED).then_some(u32::from(margin)),
            reason: match reason.0 {
                Why::Words(words) => Cow::Borrowed(words),
                Why::Joined { line, before } => {
                    let witness = self.evidence.get_or_insert_with(|| Evidences::of(&self.page.source));
                    Cow::Owned(witness.of_join(line as usize, before))
                }
            },
        })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.page.work.changes.len() + self.page.work.moves.len() - self.next;
        (left, Some(left))
    }
}

impl ExactSizeIterator for Edits<'_> {}
impl std::iter::FusedIterator for Edits<'_> {}
