//! The stream: cuts bytes into pages.

use std::borrow::Cow;
use std::io::BufRead;

use crate::{Error, Mender, Page};

/// The mended pages of a reader.
#[derive(Debug)]
pub struct Pages<R> {
    mender: Mender,
    reader: Option<R>,
}

impl<R: BufRead> Pages<R> {
    pub(crate) fn new(mender: Mender, reader: R) -> Pages<R> {
        Pages { mender, reader: Some(reader) }
    }
}

impl<R: BufRead> Iterator for Pages<R> {
    type Item = Result<Page<'static>, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut reader = self.reader.take()?;
        let mut text = String::new();
        if let Err(source) = reader.read_to_string(&mut text) {
            return Some(Err(Error::Io { offset: 0, source }));
        }
        Some(Ok(self.mender.mend(Cow::Owned(text), 0, 1)))
    }
}

/// The mended pages of a text.
#[derive(Debug)]
pub struct StrPages<'t> {
    mender: Mender,
    text: Option<&'t str>,
}

impl<'t> StrPages<'t> {
    pub(crate) fn new(mender: Mender, text: &'t str) -> StrPages<'t> {
        StrPages { mender, text: Some(text) }
    }
}

impl<'t> Iterator for StrPages<'t> {
    type Item = Page<'t>;

    fn next(&mut self) -> Option<Page<'t>> {
        let text = self.text.take()?;
        Some(self.mender.mend(Cow::Borrowed(text), 0, 1))
    }
}
