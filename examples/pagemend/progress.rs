//! A line that says how far it is, for somebody who waits.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

/// Nobody needs to be told of what takes no longer than this.
const PATIENCE: Duration = Duration::from_secs(1);

/// The line changes no more often than this.
const TICK: Duration = Duration::from_millis(200);

/// The progress line on standard error: only where that is a terminal, and the output does not go to it as well.
pub struct Progress {
    is_wanted: bool,
    start: Instant,
    last: Option<Instant>,
    bytes: u64,
    pages: u64,
}

impl Progress {
    pub fn new(output_is_terminal: bool) -> Progress {
        let is_wanted = io::stderr().is_terminal() && !output_is_terminal;
        Progress { is_wanted, start: Instant::now(), last: None, bytes: 0, pages: 0 }
    }

    /// Counts a page.
    pub fn page(&mut self, bytes: usize) {
        if !self.is_wanted {
            return;
        }
        self.bytes += bytes as u64;
        self.pages += 1;
        let now = Instant::now();
        if now - self.start > PATIENCE && self.last.is_none_or(|last| now - last > TICK) {
            self.last = Some(now);
            let megabytes = self.bytes as f64 / 1e6;
            // A terminal that cannot be written to is no reason to stop.
            let _ = write!(io::stderr(), "\r\x1b[K{megabytes:.1} MB, {} pages", self.pages);
        }
    }

    /// Takes the line away.
    pub fn clear(&mut self) {
        if self.last.take().is_some() {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}
