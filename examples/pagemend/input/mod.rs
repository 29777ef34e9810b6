//! Inputs as they come: opened, unpacked, decoded, and brought to text in reading order.
//!
//! Each step is a reader over the one before, and holds a buffer of its own, no more: an input of any length streams through.

mod alto;
mod encoding;
mod foreign;
mod hocr;
mod markup;
mod packing;
mod peek;
mod words;

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use encoding::Decoding;
use encoding_rs::{Encoding, UTF_8};
use peek::Peek;

pub use markup::Markup;
use markup::MarkupText;
pub use packing::Packing;

/// How much is read at once, in bytes: system calls are rare, and a page goes through in one or two.
pub const BUFFER: usize = 1 << 16;

/// A byte stream on its way to being text.
type Stream = Box<dyn Read + Send>;

/// How inputs are to be read.
#[derive(Clone, Copy)]
pub struct Reading {
    /// The encoding that was named; detected where none was.
    pub encoding: Option<&'static Encoding>,
    pub from: From,
    pub lossy: bool,
}

/// What inputs are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum From {
    /// What they look like.
    Auto,
    Text,
    Markup(Markup),
}

/// An input, opened: its text in UTF-8, and what it was.
pub struct Input {
    pub text: Box<dyn BufRead + Send>,
    pub packing: Option<Packing>,
    pub encoding: &'static Encoding,
    /// Whether the encoding was guessed: neither named nor marked nor plain to see.
    pub is_guess: bool,
    pub markup: Option<Markup>,
    /// What byte offsets of it are counted in, in words.
    pub place: String,
}

impl Input {
    /// What the file is, where it is not plainly text in UTF-8.
    pub fn is_more_than_text(&self) -> Option<String> {
        let packing = self.packing.map(|packing| packing.name());
        let markup = self.markup.map(|markup| markup.name());
        let encoding = (self.encoding != UTF_8).then(|| self.encoding.name());
        let all: Vec<&str> = [packing, markup, encoding].into_iter().flatten().collect();
        (!all.is_empty()).then(|| all.join(", "))
    }

    /// What is to be told of it.
    pub fn note(&self) -> Option<String> {
        let name = self.encoding.name();
        self.is_guess
            .then(|| format!("it is no UTF-8, and was read as {name}: that is a guess (--encoding names another)"))
    }
}

/// Opens an input: a file, or standard input where there is no path. `read` counts the bytes that were read of it. The error
/// is a message.
pub fn open(path: Option<&Path>, reading: Reading, read: Arc<AtomicU64>) -> Result<Input, String> {
    let stream: Stream = match path {
        Some(path) => Box::new(File::open(path).map_err(|error| format!("cannot be opened: {error}"))?),
        None => Box::new(io::stdin()),
    };
    let mut stream = Peek::new(Box::new(Counted { inner: stream, read }));
    // A file is there whole; a pipe may hold its next bytes back until it has seen what became of these.
    let look = |stream: &mut Peek| if path.is_some() { stream.look_far() } else { stream.look() };
    look(&mut stream).map_err(in_words)?;
    let packing = Packing::of(stream.head());
    if let Some(packing) = packing {
        stream = Peek::new(packing.unpack(Box::new(stream)));
        look(&mut stream).map_err(in_words)?;
    }
    let is_markup = match reading.from {
        From::Auto => markup::may_begin(stream.head()),
        From::Text => false,
        From::Markup(_) => true,
    };
    if is_markup || reading.encoding.is_none() && !encoding::is_plain(stream.head()) {
        stream.look_far().map_err(in_words)?;
    }

    let found = match reading.encoding {
        Some(encoding) => encoding::named(encoding, stream.head()),
        None => {
            foreign::refuse(stream.head())?;
            encoding::detect(stream.head(), stream.is_whole(), reading.lossy)?
        }
    };
    let markup = match reading.from {
        From::Auto if is_markup => Markup::of(&found.encoding.decode(stream.head()).0),
        From::Auto | From::Text => None,
        From::Markup(markup) => Some(markup),
    };
    let file = if path.is_some() { "the file" } else { "the input" };
    let place = format!("{file}{}", if packing.is_some() { " as it unpacks" } else { "" });
    let text: Box<dyn BufRead + Send> = match markup {
        Some(markup) => {
            let text = Decoding::new(stream, &found, reading.lossy, &place);
            Box::new(BufReader::with_capacity(BUFFER, MarkupText::new(text, markup)))
        }
        // The library reads UTF-8 itself, and says where it is none.
        None if found.encoding == UTF_8 => Box::new(BufReader::with_capacity(BUFFER, stream)),
        None => Box::new(Decoding::new(stream, &found, reading.lossy, &place)),
    };
    Ok(Input { text, packing, encoding: found.encoding, is_guess: found.is_guess, markup, place })
}

/// A reader that counts what was read.
struct Counted<R> {
    inner: R,
    read: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let len = self.inner.read(into)?;
        self.read.fetch_add(len as u64, Ordering::Relaxed);
        Ok(len)
    }
}

/// An error of one of these readers: its words say what is wrong and where.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Wrong(pub String);

impl std::convert::From<Wrong> for io::Error {
    fn from(wrong: Wrong) -> io::Error {
        io::Error::new(io::ErrorKind::InvalidData, wrong)
    }
}

/// An error of reading, in words.
pub fn in_words(error: io::Error) -> String {
    match error.get_ref().and_then(|inner| inner.downcast_ref::<Wrong>()) {
        Some(wrong) => wrong.0.clone(),
        None => format!("cannot be read: {error}"),
    }
}
