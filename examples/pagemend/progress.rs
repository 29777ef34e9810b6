//! A line that says how far it is, for somebody who waits.

use std::io::{self, IsTerminal};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::summary::counted;

/// Nobody needs to be told of what takes no longer than this.
const PATIENCE: Duration = Duration::from_secs(1);

/// How often the line changes in a second.
const RATE: u8 = 5;

/// The progress line on standard error: only where that is a terminal, and the output does not go to it as well.
pub struct Progress {
    bar: ProgressBar,
    is_wanted: bool,
    is_shown: bool,
    start: Instant,
    /// The bytes that were read of all inputs, as they came.
    pub read: Arc<AtomicU64>,
    pages: u64,
    edits: u64,
}

impl Progress {
    /// `bytes` is how many there are to read, where that is known.
    pub fn new(is_wanted: bool, bytes: Option<u64>) -> Progress {
        let (bar, style) = match bytes {
            Some(bytes) => (ProgressBar::new(bytes), "{bar:24} {bytes}/{total_bytes}, {msg}"),
            None => (ProgressBar::no_length(), "{bytes}, {msg}"),
        };
        bar.set_draw_target(ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template(style) {
            bar.set_style(style);
        }
        let is_wanted = is_wanted && io::stderr().is_terminal();
        Progress { bar, is_wanted, is_shown: false, start: Instant::now(), read: Arc::default(), pages: 0, edits: 0 }
    }

    /// Counts a page.
    pub fn page(&mut self, edits: usize, input: &str) {
        if !self.is_wanted {
            return;
        }
        self.pages += 1;
        self.edits += edits as u64;
        if !self.is_shown && self.start.elapsed() > PATIENCE {
            self.is_shown = true;
            self.bar.set_draw_target(ProgressDrawTarget::stderr_with_hz(RATE));
        }
        if self.is_shown {
            self.bar.set_position(self.read.load(Ordering::Relaxed));
            // A name may hold what a terminal would obey.
            let name: String = input.chars().map(|c| if c.is_control() { '?' } else { c }).collect();
            self.bar.set_message(format!("{}, {}, {name}", counted(self.pages, "page"), counted(self.edits, "edit")));
        }
    }

    /// Writes to standard error, with the line out of the way.
    pub fn tell(&self, message: &str) {
        self.bar.suspend(|| eprintln!("pagemend: {message}"));
    }

    /// Takes the line away.
    pub fn clear(&self) {
        self.bar.finish_and_clear();
    }
}
