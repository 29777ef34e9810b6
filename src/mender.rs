//! The configuration, and the ways in.

use std::borrow::Cow;
use std::io::BufRead;

use crate::mend::mend;
use crate::rule::Rules;
use crate::stream::{Pages, StrPages};
use crate::{Page, Rule};

/// What to mend, and within which limits. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Mender {
    rules: Rules,
    page_limit: usize,
}

impl Default for Mender {
    fn default() -> Self {
        Mender::new()
    }
}

impl Mender {
    /// Every rule on, pages of at most 256 KiB.
    pub fn new() -> Mender {
        Mender { rules: Rules::ALL, page_limit: 1 << 18 }
    }

    /// The same with one rule off.
    #[must_use]
    pub fn without(self, rule: Rule) -> Mender {
        Mender { rules: self.rules.without(rule), ..self }
    }

    /// The same with another page limit, in bytes.
    #[must_use]
    pub fn page_limit(self, bytes: usize) -> Mender {
        Mender { page_limit: bytes, ..self }
    }

    /// Repairs a stream, page by page.
    pub fn repair<R: BufRead>(&self, reader: R) -> Pages<R> {
        Pages::new(self.clone(), reader)
    }

    /// The pages of a text, mended.
    pub fn pages<'t>(&self, text: &'t str) -> StrPages<'t> {
        StrPages::new(self.clone(), text)
    }

    /// Repairs a text. Borrowed where nothing was wrong.
    pub fn repair_str<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let pages: Vec<_> = self.pages(text).collect();
        if pages.iter().all(|page| !page.is_changed()) {
            return Cow::Borrowed(text);
        }
        Cow::Owned(pages.iter().flat_map(Page::pieces).collect())
    }

    pub(crate) fn mend<'t>(&self, source: Cow<'t, str>, offset: u64, number: u64) -> Page<'t> {
        let work = mend(&source, self.rules);
        Page::new(source, offset, number, work)
    }
}
