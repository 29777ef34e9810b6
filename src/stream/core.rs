//! The stream without I/O: bytes in, pages out.

use std::borrow::Cow;
use std::{fmt, io};

use memchr::memchr2_iter;

use super::cut::{Cutter, char_start};
use super::utf8::Decoder;
use crate::read::{Column, Measure};
use crate::{Error, Mender, Page};

/// The stream without input and output of its own: push bytes, take pages, say when it ends.
///
/// [`Pages`](crate::Pages) drives it from a `BufRead`. Drive it yourself where bytes come another way: from a socket, an
/// async runtime, a decompressor that calls back. Made by [`Mender::core`].
///
/// The pages depend on the bytes alone, not on how they were divided between pushes: a push may end inside a character,
/// between a carriage return and its line feed, anywhere.
///
/// It holds what was pushed and not yet taken, and no more: with pages taken after each push that is at most
/// [`Mender::page_limit`] bytes and the last push.
///
/// ```
/// use pagemend::Mender;
///
/// let mut core = Mender::new().core();
/// let mut mended = String::new();
/// for bytes in "第一页\x0c第二页".as_bytes().chunks(4) {
///     core.push(bytes);
///     while let Some(page) = core.take()? {
///         mended.push_str(&page.text());
///     }
/// }
/// core.finish();
/// while let Some(page) = core.take()? {
///     mended.push_str(&page.text());
/// }
/// assert_eq!(mended, "第一页\x0c第二页");
/// # Ok::<(), pagemend::Error>(())
/// ```
pub struct Core {
    mender: Mender,
    decoder: Decoder,
    cutter: Cutter,
    /// How wide the text is set, by the pages that were given out.
    measure: Measure,
    /// Decoded text. Everything before `start` has been given out.
    text: String,
    start: usize,
    /// Where the page at `start` begins in the stream, in bytes of decoded text.
    offset: u64,
    /// How many pages were given out.
    pages: u64,
    /// The line that the text's last byte belongs to.
    line: Line,
    ending: Ending,
}

/// The line that is being read, for the line limit.
#[derive(Clone, Copy, Debug, Default)]
struct Line {
    /// Where it begins, in bytes of decoded text from the start of the stream.
    start: u64,
    /// How long it is so far, in bytes.
    len: usize,
}

/// A page as it was cut from the stream.
#[derive(Debug)]
pub(super) struct Source {
    text: String,
    offset: u64,
    number: u64,
    /// How wide the stream's text is set, by the pages up to this one.
    column: Option<Column>,
}

impl Source {
    /// Its bytes.
    #[cfg(feature = "threads")]
    pub(super) fn bytes(&self) -> usize {
        self.text.len()
    }

    pub(super) fn mend(self, mender: &Mender) -> Page<'static> {
        mender.mend(Cow::Owned(self.text), self.offset, self.number, self.column)
    }
}

#[derive(Debug)]
enum Ending {
    /// More may come.
    Open,
    /// The text is whole: what is left is the last page.
    Finished,
    /// Text up to this byte of the stream is still given out, then the error.
    Failed(u64, Error),
    /// All is given out.
    Closed,
}

impl fmt::Debug for Core {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Core")
            .field("mender", &self.mender)
            .field("pages", &self.pages)
            .field("offset", &self.offset)
            .field("buffered", &self.buffered())
            .field("ending", &self.ending)
            .finish_non_exhaustive()
    }
}

impl Core {
    pub(crate) fn new(mender: Mender) -> Core {
        Core {
            decoder: Decoder::new(mender.is_lossy()),
            cutter: Cutter::new(mender.limit_of_page()),
            measure: Measure::default(),
            mender,
            text: String::new(),
            start: 0,
            offset: 0,
            pages: 0,
            line: Line::default(),
            ending: Ending::Open,
        }
    }

    /// Adds bytes to the stream. After [`finish`](Core::finish), or once the stream has failed, they are not read.
    ///
    /// Take pages after each push: whatever is not taken is held. A push of many megabytes is held whole.
    pub fn push(&mut self, bytes: &[u8]) {
        if !matches!(self.ending, Ending::Open) {
            return;
        }
        self.make_room();
        let old = self.text.len();
        let outcome = self.decoder.push(bytes, &mut self.text);
        self.watch_lines(old);
        if let Err(offset) = outcome {
            self.end_with(Error::InvalidUtf8 { offset });
        }
    }

    /// Says that no more bytes come. What is left becomes the last page; [`take`](Core::take) gives it out.
    pub fn finish(&mut self) {
        if !matches!(self.ending, Ending::Open) {
            return;
        }
        let old = self.text.len();
        let outcome = self.decoder.finish(&mut self.text);
        self.watch_lines(old);
        match outcome {
            Err(offset) => self.end_with(Error::InvalidUtf8 { offset }),
            Ok(()) if matches!(self.ending, Ending::Open) => self.ending = Ending::Finished,
            Ok(()) => {}
        }
    }

    /// The next page, mended. `None` means: push more, or, after [`finish`](Core::finish), that it was the last.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidUtf8`] and [`Error::LineTooLong`], each once, behind everything that stands before it in the stream:
    /// the last page before an error ends where the error is. After it there is nothing more.
    pub fn take(&mut self) -> Result<Option<Page<'static>>, Error> {
        Ok(self.take_source()?.map(|source| source.mend(&self.mender)))
    }

    /// The next page, not mended yet: see [`take`](Core::take).
    pub(super) fn take_source(&mut self) -> Result<Option<Source>, Error> {
        let held = self.text.get(self.start..).unwrap_or_default();
        if let Some(len) = self.cutter.next_page(held, &self.measure) {
            return Ok(Some(self.cut(len)));
        }
        let last = match &self.ending {
            Ending::Open => return Ok(None),
            Ending::Finished => self.held().len(),
            Ending::Failed(to, _) => usize::try_from(to.saturating_sub(self.offset)).unwrap_or(usize::MAX),
            Ending::Closed => 0,
        };
        let last = last.min(self.held().len());
        if last > 0 {
            let page = self.cut(last);
            self.text.truncate(self.start);
            return Ok(Some(page));
        }
        (self.text, self.start) = (String::new(), 0);
        match std::mem::replace(&mut self.ending, Ending::Closed) {
            Ending::Failed(_, error) => Err(error),
            _ => Ok(None),
        }
    }

    /// How many bytes of text are held: pushed, and not yet taken.
    ///
    /// ```
    /// let mut core = pagemend::Mender::new().core();
    /// core.push("一页\x0c又".as_bytes());
    /// assert_eq!(core.buffered(), 10);
    /// core.take()?;
    /// assert_eq!(core.buffered(), 3);
    /// # Ok::<(), pagemend::Error>(())
    /// ```
    pub fn buffered(&self) -> usize {
        self.held().len()
    }

    /// The reader behind the stream has failed: what it gave before is still given out, then the error.
    pub(super) fn fail(&mut self, source: io::Error) {
        let offset = self.decoder.read();
        self.end_with(Error::Io { offset, source });
    }

    /// An error behind all the text that is held. The first error is the one that counts.
    fn end_with(&mut self, error: Error) {
        if matches!(self.ending, Ending::Open) {
            self.ending = Ending::Failed(self.offset + self.held().len() as u64, error);
        }
    }

    fn held(&self) -> &str {
        self.text.get(self.start..).unwrap_or_default()
    }

    fn cut(&mut self, len: usize) -> Source {
        let text = self.text.get(self.start..self.start + len).unwrap_or_default().to_owned();
        let offset = self.offset;
        self.start += len;
        self.offset += len as u64;
        self.pages += 1;
        let column = self.measure.see(&text);
        Source { text, offset, number: self.pages, column }
    }

    /// Drops the text that was given out, once it is the larger part: so no more bytes are moved than were given out.
    fn make_room(&mut self) {
        if self.start > self.text.len() / 2 {
            self.text.drain(..self.start);
            self.start = 0;
        }
    }

    /// Looks for a line longer than the limit in the text from `old` on. What stands behind the byte that breaks the limit
    /// is dropped: whether it had come already must change nothing.
    fn watch_lines(&mut self, old: usize) {
        let Some(limit) = self.mender.limit_of_line() else { return };
        let base = self.offset - self.start as u64;
        let new = self.text.get(old..).unwrap_or_default();
        let mut from = 0;
        let line_ends = memchr2_iter(b'\n', b'\x0c', new.as_bytes());
        for (end, is_whole) in line_ends.map(|at| (at, true)).chain([(new.len(), false)]) {
            let len = self.line.len + (end - from);
            if len > limit {
                // Up to the character that broke the limit: that is how far the text is known, however it was pushed.
                let known = char_start(new, from + (limit - self.line.len));
                self.text.truncate(old + known);
                let offset = self.line.start;
                self.ending = Ending::Failed(offset, Error::LineTooLong { offset, limit });
                return;
            }
            if is_whole {
                from = end + 1;
                self.line = Line { start: base + (old + from) as u64, len: 0 };
            } else {
                self.line.len = len;
            }
        }
    }
}
