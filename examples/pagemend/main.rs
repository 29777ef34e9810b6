//! Mends newspaper pages at the shell: a stream in, a stream out.
//!
//!     cargo run --release --example pagemend -- examples/sample-page.txt

mod args;
mod markdown;
mod progress;
mod undo;
mod write;

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, ErrorKind, IsTerminal, Write};
use std::process::ExitCode;

use args::{Command, Job};
use pagemend::Error;
use progress::Progress;
use write::Writer;

/// How much is read and written at once, in bytes: system calls are rare, and a page goes through in one or two.
const BUFFER: usize = 1 << 16;

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
            ErrorKind::BrokenPipe => Stop::OutputClosed,
            _ => Stop::Output(error),
        }
    }
}

fn main() -> ExitCode {
    let job = match args::parse(std::env::args_os().skip(1)) {
        Ok(Command::Run(job)) => job,
        Ok(Command::Tell(text)) => {
            // Where nobody reads the help, there is nobody to tell so.
            let _ = io::stdout().write_all(text.as_bytes());
            return ExitCode::SUCCESS;
        }
        Err(message) => {
            eprintln!("pagemend: {message}\npagemend --help says how it is used");
            return ExitCode::from(2);
        }
    };
    match run(&job) {
        Ok(true) | Err(Stop::OutputClosed) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(Stop::Output(error)) => {
            eprintln!("pagemend: writing the output failed: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Does the job for each input. An input that fails is told of, and the next is begun: `false` then.
fn run(job: &Job) -> Result<bool, Stop> {
    let stdout = io::stdout().lock();
    let is_terminal = stdout.is_terminal();
    let mut progress = Progress::new(is_terminal);
    let mut writer = Writer::new(BufWriter::with_capacity(BUFFER, stdout), job.format, is_terminal);
    let mut well = true;
    for name in &job.files {
        let shown = if name == "-" { "standard input".into() } else { name.to_string_lossy() };
        let outcome = if name == "-" {
            one(job, io::stdin().lock(), &shown, &mut writer, &mut progress)
        } else {
            match File::open(name) {
                Ok(file) => one(job, BufReader::with_capacity(BUFFER, file), &shown, &mut writer, &mut progress),
                Err(error) => Ok(Err(format!("cannot be opened: {error}"))),
            }
        };
        if let Err(message) = outcome? {
            // What was mended before the error stands before it, also where both go to one terminal.
            writer.flush()?;
            progress.clear();
            eprintln!("pagemend: {shown}: {message}");
            well = false;
        }
    }
    writer.flush()?;
    progress.clear();
    Ok(well)
}

/// Does the job for one input. The inner error is the input's, in words.
fn one(
    job: &Job,
    mut reader: impl BufRead,
    name: &str,
    writer: &mut Writer<impl Write>,
    progress: &mut Progress,
) -> Result<Result<(), String>, Stop> {
    if let Some(log) = &job.undo {
        return match undo::undo(log, &mut reader) {
            Ok(source) => Ok(Ok(writer.raw(&source)?)),
            Err(message) => Ok(Err(message)),
        };
    }
    writer.begin((job.files.len() > 1).then_some(name));
    for page in job.mender.repair(reader) {
        match page {
            Ok(page) => {
                writer.page(&page)?;
                progress.page(page.source().len());
            }
            Err(error) => return Ok(Err(in_words(&error))),
        }
    }
    Ok(Ok(()))
}

/// The error, with what the user of this program can do about it.
fn in_words(error: &Error) -> String {
    match error {
        Error::InvalidUtf8 { offset } => {
            format!("invalid UTF-8 at byte {offset}: convert it (iconv -f GB18030 -t UTF-8), or use --lossy")
        }
        Error::LineTooLong { offset, limit } => {
            format!("the line at byte {offset} is longer than {limit} bytes: raise --line-limit, or leave it out")
        }
        other => other.to_string(),
    }
}
