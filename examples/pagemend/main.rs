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
use std::path::PathBuf;
use std::process::ExitCode;

use args::Args;
use pagemend::{Error, Mender};
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
    let args = Args::of_process();
    match run(&args) {
        Ok(true) | Err(Stop::OutputClosed) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(Stop::Output(error)) => {
            eprintln!("pagemend: writing the output failed: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Does the job for each input. An input that fails is told of, and the next is begun: `false` then.
fn run(args: &Args) -> Result<bool, Stop> {
    let stdout = io::stdout().lock();
    let is_terminal = stdout.is_terminal();
    let mut progress = Progress::new(is_terminal);
    let mut writer = Writer::new(BufWriter::with_capacity(BUFFER, stdout), args.format, is_terminal);
    let mender = args.mender();
    let mut well = true;
    let stdin = [PathBuf::from("-")];
    let files = if args.files.is_empty() { &stdin[..] } else { &args.files };
    for path in files {
        let is_stdin = path.as_os_str() == "-";
        let shown = if is_stdin { "standard input".into() } else { path.to_string_lossy() };
        writer.begin((files.len() > 1).then_some(&*shown));
        let outcome = if is_stdin {
            one(args, &mender, io::stdin().lock(), &mut writer, &mut progress)
        } else {
            match File::open(path) {
                Ok(file) => one(args, &mender, BufReader::with_capacity(BUFFER, file), &mut writer, &mut progress),
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
    args: &Args,
    mender: &Mender,
    mut reader: impl BufRead,
    writer: &mut Writer<impl Write>,
    progress: &mut Progress,
) -> Result<Result<(), String>, Stop> {
    if let Some(log) = &args.undo {
        return match undo::undo(log, &mut reader) {
            Ok(source) => Ok(Ok(writer.raw(&source)?)),
            Err(message) => Ok(Err(message)),
        };
    }
    for page in mender.repair(reader) {
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
