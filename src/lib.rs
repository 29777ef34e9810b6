//! Repairs the text of newspaper pages.

#![doc(html_root_url = "https://docs.rs/pagemend/0.1.0")]

mod error;
mod mend;
mod mender;
mod page;
mod read;
mod rule;
mod stream;

pub use error::Error;
pub use mender::Mender;
pub use page::{Article, Articles, Block, Blocks, Edit, Edits, Flag, FlagKind, Kind, Page, replay, undo};
pub use rule::Rule;
pub use stream::{Core, Pages, StrPages};

use std::borrow::Cow;
use std::io::BufRead;

/// Repairs a stream, page by page, with every rule on.
pub fn repair<R: BufRead>(reader: R) -> Pages<R> {
    Mender::new().repair(reader)
}

/// Repairs a text with every rule on. Borrowed where nothing was wrong.
pub fn repair_str(text: &str) -> Cow<'_, str> {
    Mender::new().repair_str(text)
}

#[cfg(pagemend_fit)]
pub use read::fit;
