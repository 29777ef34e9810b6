//! A stream whose head can be looked at before it is read.

use std::io::{self, ErrorKind, Read};

use super::Stream;

/// How much of an input is looked at to see what it is, in bytes: more than the head of any file, and text enough to tell
/// GB18030 from Big5.
const HEAD: usize = 1 << 16;

/// A stream and its head.
pub struct Peek {
    head: Vec<u8>,
    /// How much of the head was read on.
    at: usize,
    is_whole: bool,
    /// What stopped the look: it is told of where it stands, behind the head.
    failed: Option<io::Error>,
    inner: Stream,
}

impl Peek {
    pub fn new(inner: Stream) -> Peek {
        Peek { head: Vec::new(), at: 0, is_whole: false, failed: None, inner }
    }

    /// What was looked at so far.
    pub fn head(&self) -> &[u8] {
        &self.head
    }

    /// Whether the head is all there is.
    pub fn is_whole(&self) -> bool {
        self.is_whole
    }

    /// Looks at what the stream has to give now.
    pub fn look(&mut self) -> io::Result<()> {
        let old = self.head.len();
        let mut len = old;
        self.head.resize(HEAD.max(old), 0);
        while len < HEAD && !self.is_whole && self.failed.is_none() {
            match self.inner.read(&mut self.head[len..]) {
                Ok(0) => self.is_whole = true,
                Ok(read) => {
                    len += read;
                    break;
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => self.failed = Some(error),
            }
        }
        self.head.truncate(len);
        match self.failed.take_if(|_| self.head.is_empty()) {
            Some(error) => Err(error),
            None => Ok(()),
        }
    }

    /// Looks as far as there is something to see in the rest.
    pub fn look_far(&mut self) -> io::Result<()> {
        while self.head.len() < HEAD && !self.is_whole && self.failed.is_none() {
            self.look()?;
        }
        Ok(())
    }
}

impl Read for Peek {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.at < self.head.len() {
            let len = (&self.head[self.at..]).read(into)?;
            self.at += len;
            if self.at == self.head.len() {
                (self.head, self.at) = (Vec::new(), 0);
            }
            return Ok(len);
        }
        match self.failed.take() {
            Some(error) => Err(error),
            None if self.is_whole => Ok(0),
            None => self.inner.read(into),
        }
    }
}
