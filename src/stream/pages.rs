//! The stream over a reader.

use std::fmt;
use std::io::{BufRead, ErrorKind};
use std::iter::FusedIterator;

use super::Core;
use crate::{Error, Mender, Page};

/// How much of a reader's buffer is looked at at once, in bytes: a reader may hold a whole file in its buffer (a slice
/// does), and memory must not follow it.
const PIECE: usize = 1 << 16;

/// The mended pages of a reader, in their order: see [`Mender::repair`].
///
/// An error comes once, behind every page that stands before it; after it, and after the last page, there is `None` for
/// good. Reads that were interrupted are tried again.
///
/// It reads what it needs for the next page and up to 64 KiB more. What the reader's own buffer holds beyond that stays there.
#[must_use = "pages are read and mended as they are asked for"]
pub struct Pages<R> {
    core: Core,
    /// Gone once it has ended or failed.
    reader: Option<R>,
}

impl<R: BufRead> Pages<R> {
    pub(crate) fn new(mender: Mender, reader: R) -> Pages<R> {
        Pages { core: Core::new(mender), reader: Some(reader) }
    }
}

impl<R: BufRead> Iterator for Pages<R> {
    type Item = Result<Page<'static>, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match self.core.take() {
                Ok(None) => {}
                Ok(Some(page)) => return Some(Ok(page)),
                Err(error) => {
                    self.reader = None;
                    return Some(Err(error));
                }
            }
            read_on(&mut self.core, &mut self.reader)?;
        }
    }
}

/// Reads a piece from the reader into the core. A reader that has ended or failed is dropped; `None` if it was already.
pub(super) fn read_on<R: BufRead>(core: &mut Core, reader: &mut Option<R>) -> Option<()> {
    match reader.as_mut()?.fill_buf() {
        Ok([]) => {
            *reader = None;
            core.finish();
        }
        Ok(bytes) => {
            let piece = bytes.get(..PIECE).unwrap_or(bytes);
            let len = piece.len();
            core.push(piece);
            reader.as_mut()?.consume(len);
        }
        Err(error) if error.kind() == ErrorKind::Interrupted => {}
        Err(error) => {
            *reader = None;
            core.fail(error);
        }
    }
    Some(())
}

impl<R: BufRead> FusedIterator for Pages<R> {}

impl<R> fmt::Debug for Pages<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages").field("core", &self.core).finish_non_exhaustive()
    }
}
