//! Flags: what looks wrong and was left.

use std::fmt;
use std::iter::FusedIterator;
use std::ops::Range;

use super::change::RawFlag;
use super::{FlagKind, Page};

/// Something that looks wrong and was left as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Flag {
    /// The page that it is on, from 1.
    #[cfg_attr(feature = "serde", serde(default = "super::form::first_page"))]
    pub page: u64,
    /// What looks wrong.
    pub kind: FlagKind,
    /// Where, in bytes from the start of the stream.
    #[cfg_attr(feature = "serde", serde(with = "super::form::span"))]
    pub source: Range<u64>,
}

/// A line for a person to read: `doubtful at 120..134`.
impl fmt::Display for Flag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at {}..{}", self.kind, self.source.start, self.source.end)
    }
}

/// The flags of a page: see [`Page::flags`].
#[derive(Clone)]
#[must_use = "iterators are lazy"]
pub struct Flags<'p> {
    page: &'p Page<'p>,
    rest: std::slice::Iter<'p, RawFlag>,
}

impl<'p> Flags<'p> {
    pub(super) fn new(page: &'p Page<'p>) -> Flags<'p> {
        Flags { page, rest: page.raw_flags().iter() }
    }

    fn flag(&self, raw: &RawFlag) -> Flag {
        Flag { page: self.page.number, kind: raw.kind, source: self.page.absolute(raw.span) }
    }
}

impl Iterator for Flags<'_> {
    type Item = Flag;

    fn next(&mut self) -> Option<Flag> {
        self.rest.next().map(|raw| self.flag(raw))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.rest.size_hint()
    }
}

impl DoubleEndedIterator for Flags<'_> {
    fn next_back(&mut self) -> Option<Flag> {
        self.rest.next_back().map(|raw| self.flag(raw))
    }
}

impl ExactSizeIterator for Flags<'_> {}
impl FusedIterator for Flags<'_> {}

impl fmt::Debug for Flags<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}
