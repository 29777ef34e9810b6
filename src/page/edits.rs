//! The log of a page, as it is read.

use std::borrow::Cow;
use std::fmt;
use std::iter::FusedIterator;

use super::change::{PROVED, Why};
use super::{Edit, Page};
use crate::read::Evidences;

/// The log of a page: see [`Page::edits`].
#[derive(Clone)]
#[must_use = "iterators are lazy"]
pub struct Edits<'p> {
    page: &'p Page<'p>,
    next: usize,
    /// Behind the last one that is still to come.
    end: usize,
    /// The page's evidences, found again when the first edit is asked for its reason.
    evidence: Option<Evidences>,
}

impl<'p> Edits<'p> {
    pub(super) fn new(page: &'p Page<'p>) -> Edits<'p> {
        Edits { page, next: 0, end: page.work.changes.len() + page.work.moves.len(), evidence: None }
    }

    fn edit(&mut self, n: usize) -> Option<Edit<'p>> {
        let work = &self.page.work;
        let (span, new, to, rule, margin, reason) = match work.changes.get(n) {
            Some(c) => (c.span, Some(c.new), None, c.rule, c.margin, c.reason),
            None => {
                let m = work.moves.get(n - work.changes.len())?;
                (m.span, None, Some(self.page.offset + u64::from(m.to)), m.rule, m.margin, m.reason)
            }
        };
        let old = span.of(&self.page.source);
        Some(Edit {
            page: self.page.number,
            rule,
            source: self.page.absolute(span),
            old: Cow::Borrowed(old),
            new: Cow::Borrowed(new.unwrap_or(old)),
            to,
            margin: (margin != PROVED).then_some(u32::from(margin)),
            reason: match reason.0 {
                Why::Words(words) => Cow::Borrowed(words),
                Why::Told(n) => work.told.get(n as usize).cloned().unwrap_or_default(),
                Why::Joined { line, before } => {
                    let found = || Evidences::of(&self.page.source, work.order.as_ref());
                    let witness = self.evidence.get_or_insert_with(found);
                    Cow::Owned(witness.of_join(line as usize, before))
                }
            },
        })
    }
}

impl<'p> Iterator for Edits<'p> {
    type Item = Edit<'p>;

    fn next(&mut self) -> Option<Edit<'p>> {
        if self.next == self.end {
            return None;
        }
        self.next += 1;
        self.edit(self.next - 1)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.end - self.next;
        (left, Some(left))
    }

    fn nth(&mut self, n: usize) -> Option<Edit<'p>> {
        self.next = self.end.min(self.next.saturating_add(n));
        self.next()
    }
}

impl<'p> DoubleEndedIterator for Edits<'p> {
    fn next_back(&mut self) -> Option<Edit<'p>> {
        if self.next == self.end {
            return None;
        }
        self.end -= 1;
        self.edit(self.end)
    }
}

impl ExactSizeIterator for Edits<'_> {}
impl FusedIterator for Edits<'_> {}

impl fmt::Debug for Edits<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}
