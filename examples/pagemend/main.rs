//! Mends newspaper pages at the shell: a stream in, a stream out.
//!
//!     cargo run --release --example pagemend -- examples/sample-page.txt

mod args;
mod diff;
mod input;
mod markdown;
mod outlet;
mod plan;
mod progress;
mod run;
mod sheet;
mod summary;
mod undo;
mod write;

use std::io::{self, Write};
use std::process::ExitCode;

use args::Args;
use clap::CommandFactory;
use run::Run;

/// What ends the program at once.
enum Stop {
    /// Nobody reads the output any more. That is no error: `head` does it.
    OutputClosed,
    /// The output cannot be written.
    Output(io::Error),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Stop {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Stop::OutputClosed,
            _ => Stop::Output(error),
        }
    }
}

/// With `--check`, something would change.
const CHANGED: u8 = 1;

/// An input could not be read, or an output not be written. (2 is for options that were not understood.)
const FAILED: u8 = 3;

fn main() -> ExitCode {
    let args = Args::of_process();
    let mut run = Run::default();
    let outcome = match &args {
        Args { completions: Some(shell), .. } => {
            let mut text = Vec::new();
            clap_complete::generate(*shell, &mut Args::command(), "pagemend", &mut text);
            io::stdout().write_all(&text).map_err(Stop::from)
        }
        Args { man: true, .. } => {
            let page = clap_mangen::Man::new(Args::command());
            page.render(&mut io::stdout()).map_err(Stop::from)
        }
        Args { undo: Some(log), .. } => run.undo(&args, log),
        _ => run.all(&args),
    };
    if let Err(Stop::Output(error)) = outcome {
        eprintln!("pagemend: the output cannot be written: {error}");
        return ExitCode::from(FAILED);
    }
    match run {
        _ if run.has_failed => ExitCode::from(FAILED),
        _ if args.check && run.has_changed => ExitCode::from(CHANGED),
        _ => ExitCode::SUCCESS,
    }
}
