//! What is found out about a page only when somebody asks for it: its blocks, with their articles, and its flags, where the text
//! needs neither.

use std::fmt::Debug;
use std::panic::{RefUnwindSafe, UnwindSafe};

use super::Page;
use super::change::{RawBlock, RawFlag};

/// The blocks and flags of a page.
#[derive(Clone, Debug, Default)]
pub(crate) struct Found {
    pub blocks: Vec<RawBlock>,
    pub flags: Vec<RawFlag>,
}

/// Finds blocks and flags of a page that is not changed.
pub(crate) trait Later: Debug + Send + Sync + UnwindSafe + RefUnwindSafe {
    /// Those of the page with this source: always the same.
    fn find(&self, source: &str) -> Found;
}

impl Page<'_> {
    /// The page's blocks, in reading order.
    pub(super) fn raw_blocks(&self) -> &[RawBlock] {
        self.later().map_or(&self.work.blocks, |found| &found.blocks)
    }

    /// The page's flags, in the order of the source.
    pub(super) fn raw_flags(&self) -> &[RawFlag] {
        self.later().map_or(&self.work.flags, |found| &found.flags)
    }

    /// What was left to be found, found now if it is asked for the first time.
    pub(crate) fn later(&self) -> Option<&Found> {
        let later = self.work.later.as_ref()?;
        Some(self.found.get_or_init(|| later.find(&self.source)))
    }
}
