//! What can go wrong: reading bytes, never repairing text.

use std::io;

/// Why a stream could not go on, or an option not be understood.
///
/// Repairing text never fails. Offsets count bytes from the start of the stream.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The reader failed. Every page before `offset` that was whole has been given out.
    #[error("reading failed at byte {offset}: {source}")]
    Io {
        /// Where the stream stood.
        offset: u64,
        /// The reader's own error.
        source: io::Error,
    },
    /// The bytes at `offset` are not UTF-8. `Mender::lossy` replaces them instead.
    #[error("invalid UTF-8 at byte {offset}: convert the input to UTF-8, or read it lossily")]
    InvalidUtf8 {
        /// The first byte that is not UTF-8.
        offset: u64,
    },
    /// A line is longer than `Mender::line_limit` allows.
    #[error("the line at byte {offset} is longer than the limit of {limit} bytes: raise the line limit, or lift it")]
    LineTooLong {
        /// Where the line begins.
        offset: u64,
        /// The limit that it passes, in bytes.
        limit: usize,
    },
    /// No rule has this name.
    #[error("no rule is named {0:?}; the rules are {names}", names = names(crate::Rule::all()))]
    UnknownRule(String),
    /// No kind of block has this name.
    #[error("no kind of block is named {0:?}; the kinds are {names}", names = names(crate::Kind::all()))]
    UnknownKind(String),
    /// No flag has this name.
    #[error("no flag is named {0:?}; the flags are {names}", names = names(crate::FlagKind::all()))]
    UnknownFlag(String),
    /// A log that does not fit the text it was given with.
    #[error("the log does not fit this text at byte {offset}: it says {expected:?} stands there")]
    LogMismatch {
        /// Where in the given text, in bytes.
        offset: u64,
        /// What the log says should stand there.
        expected: String,
    },
}

impl Error {
    /// Where in the stream, in bytes; for a log that does not fit, where in the text that it was given with. `None` for a
    /// name that is not known.
    ///
    /// ```
    /// let error = pagemend::repair(&b"\xe4\xb8\x80 \xff"[..]).find_map(Result::err).unwrap();
    /// assert_eq!(error.offset(), Some(4));
    /// ```
    pub fn offset(&self) -> Option<u64> {
        match self {
            Error::Io { offset, .. }
            | Error::InvalidUtf8 { offset }
            | Error::LineTooLong { offset, .. }
            | Error::LogMismatch { offset, .. } => Some(*offset),
            Error::UnknownRule(_) | Error::UnknownKind(_) | Error::UnknownFlag(_) => None,
        }
    }
}

fn names(of: impl Iterator<Item: ToString>) -> String {
    of.map(|name| name.to_string()).collect::<Vec<_>>().join(", ")
}

impl From<Error> for io::Error {
    fn from(error: Error) -> io::Error {
        match error {
            Error::Io { source, .. } => source,
            other => io::Error::new(io::ErrorKind::InvalidData, other),
        }
    }
}
