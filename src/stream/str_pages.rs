//! The stream over a text that is in memory already.

use std::borrow::Cow;
use std::fmt;
use std::iter::FusedIterator;

use super::cut::Cutter;
use crate::read::Measure;
use crate::{Mender, Page};

/// The mended pages of a text, in their order, each borrowing its source from the text: see [`Mender::pages`].
///
/// They are cut where a stream of the same bytes is cut.
#[derive(Clone)]
#[must_use = "pages are mended as they are asked for"]
pub struct StrPages<'t> {
    mender: Mender,
    cutter: Cutter,
    measure: Measure,
    rest: &'t str,
    offset: u64,
    pages: u64,
}

impl<'t> StrPages<'t> {
    pub(crate) fn new(mender: Mender, text: &'t str) -> StrPages<'t> {
        StrPages {
            cutter: Cutter::new(mender.limit_of_page()),
            measure: Measure::default(),
            mender,
            rest: text,
            offset: 0,
            pages: 0,
        }
    }
}

impl<'t> Iterator for StrPages<'t> {
    type Item = Page<'t>;

    fn next(&mut self) -> Option<Page<'t>> {
        if self.rest.is_empty() {
            return None;
        }
        let len = self.cutter.next_page(self.rest, &self.measure).unwrap_or(self.rest.len());
        let (page, rest) = self.rest.split_at_checked(len)?;
        let offset = self.offset;
        self.rest = rest;
        self.offset += len as u64;
        self.pages += 1;
        let column = self.measure.see(page);
        Some(self.mender.mend(Cow::Borrowed(page), offset, self.pages, column))
    }
}

impl FusedIterator for StrPages<'_> {}

impl fmt::Debug for StrPages<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StrPages")
            .field("mender", &self.mender)
            .field("pages", &self.pages)
            .field("offset", &self.offset)
            .field("left", &self.rest.len())
            .finish_non_exhaustive()
    }
}
