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
    #[error("no rule is named {0:?}; the rules are {names}", names = rule_names())]
    UnknownRule(String),
    /// A log that does not fit the text it was given with.
    #[error("the log does not fit this text at byte {offset}: it says {expected:?} stands there")]
    LogMismatch {
        /// Where in the given text, in bytes.
        offset: u64,
        /// What the log says should stand there.
        expected: String,
    },
}

fn rule_names() -> String {
    crate::Rule::ALL.map(crate::Rule::name).join(", ")
}

impl From<Error> for io::Error {
    fn from(error: Error) -> io::Error {
        match error {
            Error::Io { source, .. } => source,
            other => io::Error::new(io::ErrorKind::InvalidData, other),
        }
    }
}
