//! Mends newspaper pages at the shell: a stream in, a stream out.
//!
//!     cargo run --release --example pagemend -- examples/sample-page.txt

mod args;
mod markdown;
mod progress;
mod sheet;
mod undo;
mod write;

use std::borrow::Cow;
use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, ErrorKind, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use args::Args;
use pagemend::{Error, PoolPages};
use progress::Progress;
use write::Writer;

/// How much is read and written at once, in bytes: system calls are rare, and a page goes through in one or two.
const BUFFER: usize = 1 << 16;

/// The pages of one input.
type Pages = PoolPages<Box<dyn BufRead>>;

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
    let stdin = [PathBuf::from("-")];
    let files = if args.files.is_empty() { &stdin[..] } else { &args.files };
    if let (Some(log), Some(path)) = (&args.undo, files.first()) {
        let outcome = match open(path).and_then(|mut mended| undo::undo(log, &mut mended)) {
            Ok(source) => Ok(writer.raw(&source)?),
            Err(message) => Err(message),
        };
        let well = tell(outcome, &shown(path), &mut writer, &mut progress)?;
        writer.flush()?;
        return Ok(well);
    }
    let mut well = true;
    let threads = args.threads.map_or_else(|| if files.len() > 1 { all_threads() } else { 1 }, usize::from);
    let pool = args.mender().pool(threads);
    // Files are begun before those ahead of them are done: so threads have work too where each file has one page.
    let ahead = if threads > 1 { 2 * threads } else { 1 };
    let mut begun: VecDeque<(Cow<'_, str>, Result<Pages, String>)> = VecDeque::new();
    let mut rest = files.iter().peekable();
    loop {
        while begun.len() < ahead
            // standard input that is named twice is read by the first until it ends
            && let Some(path) = rest.next_if(|path| path.as_os_str() != "-" || begun.is_empty())
        {
            let mut pages = open(path).map(|reader| pool.repair(reader));
            if let (true, Ok(pages)) = (threads > 1, &mut pages) {
                pages.read_ahead();
            }
            begun.push_back((shown(path), pages));
        }
        let Some((name, pages)) = begun.pop_front() else { break };
        writer.begin(&name, files.len() > 1)?;
        let outcome = match pages {
            Ok(pages) => write(pages, &mut writer, &mut progress)?,
            Err(message) => Err(message),
        };
        well &= tell(outcome, &name, &mut writer, &mut progress)?;
    }
    writer.end()?;
    progress.clear();
    Ok(well)
}

/// Tells of an input's error, and says whether there was none.
fn tell(
    outcome: Result<(), String>,
    name: &str,
    writer: &mut Writer<impl Write>,
    progress: &mut Progress,
) -> Result<bool, Stop> {
    let Err(message) = outcome else { return Ok(true) };
    writer.fault(&message)?;
    // What was mended before the error stands before it, also where both go to one terminal.
    writer.flush()?;
    progress.clear();
    eprintln!("pagemend: {name}: {message}");
    Ok(false)
}

/// How many threads the machine has for this program.
fn all_threads() -> usize {
    std::thread::available_parallelism().map_or(1, |n| n.get())
}

/// An input's name, as it is shown.
fn shown(path: &Path) -> Cow<'_, str> {
    if path.as_os_str() == "-" { "standard input".into() } else { path.to_string_lossy() }
}

/// Opens an input. The error is a message.
fn open(path: &Path) -> Result<Box<dyn BufRead>, String> {
    if path.as_os_str() == "-" {
        return Ok(Box::new(io::stdin().lock()));
    }
    match File::open(path) {
        Ok(file) => Ok(Box::new(BufReader::with_capacity(BUFFER, file))),
        Err(error) => Err(format!("cannot be opened: {error}")),
    }
}

/// Writes the pages of one input. The inner error is the input's, in words.
fn write(pages: Pages, writer: &mut Writer<impl Write>, progress: &mut Progress) -> Result<Result<(), String>, Stop> {
    for page in pages {
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
