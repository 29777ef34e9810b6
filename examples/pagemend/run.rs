//! Does what was asked for, input by input.

use std::collections::VecDeque;
use std::io::{self, BufRead, BufWriter, IsTerminal, Write};
use std::path::Path;
use std::sync::Arc;

use anstream::{AutoStream, ColorChoice};
use pagemend::{Error, PoolPages};

use crate::Stop;
use crate::args::{Args, Colour, Format, refuse};
use crate::input::{self, BUFFER};
use crate::outlet::{Outlet, Stdout};
use crate::plan::{Plan, Target, Task};
use crate::progress::Progress;
use crate::summary::Summary;
use crate::undo;
use crate::write::Writer;

/// What came of it so far.
#[derive(Default)]
pub struct Run {
    /// Whether an input could not be read, or an output not be written.
    pub has_failed: bool,
    /// Whether anything was changed.
    pub has_changed: bool,
}

/// An input that is begun: its pages, and what is to be known of it.
struct Begun {
    pages: PoolPages<Box<dyn BufRead + Send>>,
    /// What the input is, if not plainly text in UTF-8.
    kind: Option<String>,
    note: Option<String>,
    place: String,
}

impl Run {
    /// Mends each input. One that fails is told of, and the next is begun.
    pub fn all(&mut self, args: &Args) -> Result<(), Stop> {
        let plan = Plan::of(args).unwrap_or_else(|message| refuse(message));
        let mut stdout: Stdout = BufWriter::with_capacity(BUFFER, io::stdout().lock());
        let is_watched = io::stdout().is_terminal();
        let to_stdout = plan.tasks.iter().filter(|task| matches!(task.target, Target::Stdout)).count();
        let is_free = !is_watched || to_stdout == 0;
        let bytes = plan.tasks.iter().map(|task| task.size).sum();
        let mut progress = Progress::new(is_free && !args.quiet, bytes);
        let wants_summary = args.summary || is_free && !args.quiet && io::stderr().is_terminal();
        let mut summary = wants_summary.then(Summary::default);
        let mut writer = Writer::new(args.format, is_coloured(args.color));

        for message in &plan.wrong {
            progress.tell(message);
            self.has_failed = true;
        }
        if !args.quiet {
            plan.notes.iter().for_each(|note| progress.tell(note));
        }
        if !args.quiet && args.files.is_empty() && io::stdin().is_terminal() && io::stderr().is_terminal() {
            progress.tell("no file is named: what you type is read, until Ctrl-D (--help says more)");
        }
        let threads = args.threads.map_or_else(|| if plan.tasks.len() > 1 { all_threads() } else { 1 }, usize::from);
        // of each page blocks or flags are asked for: the threads are to find them
        let asks = wants_summary || matches!(args.format, Format::Jsonl | Format::Markdown);
        let pool = args.mender().eager(asks).pool(threads);
        // Files are begun before those ahead of them are done: so threads have work too where each file has one page.
        let ahead = if threads > 1 { 2 * threads } else { 1 };
        let mut begun: VecDeque<(&Task, Result<Begun, String>)> = VecDeque::new();
        let mut rest = plan.tasks.iter().peekable();
        loop {
            while begun.len() < ahead
                // standard input that is named twice is read by the first until it ends
                && let Some(task) = rest.next_if(|task| task.path.is_some() || begun.is_empty())
            {
                let read = Arc::clone(&progress.read);
                let opened = input::open(task.path.as_deref(), args.reading(), read).map(|input| {
                    let (kind, note, place) = (input.is_more_than_text(), input.note(), input.place);
                    let mut pages = pool.repair(input.text);
                    if threads > 1 {
                        pages.read_ahead();
                    }
                    Begun { pages, kind, note, place }
                });
                begun.push_back((task, opened));
            }
            let Some((task, opened)) = begun.pop_front() else { break };
            if let (Ok(Begun { note: Some(note), .. }), false) = (&opened, args.quiet) {
                progress.tell(&format!("{}: {note}", task.name));
            }
            let mut desk = Desk {
                writer: &mut writer,
                progress: &mut progress,
                summary: summary.as_mut(),
                is_alone: to_stdout < 2,
                is_watched,
            };
            let outcome = desk.one(task, opened, &mut stdout).inspect_err(|_| progress.clear())?;
            if let Some(summary) = &mut summary {
                summary.inputs += 1;
                summary.failed += u64::from(outcome.is_err());
                summary.changed += u64::from(outcome == Ok(true));
            }
            match outcome {
                Ok(is_changed) => {
                    self.has_changed |= is_changed;
                    if is_changed && args.check && matches!(task.target, Target::Nowhere) {
                        writeln!(stdout, "{}", task.name)?;
                    }
                }
                Err(message) => {
                    // What was mended before the error stands before it, also where both go to one terminal.
                    stdout.flush()?;
                    progress.tell(&format!("{}: {message}", task.name));
                    self.has_failed = true;
                }
            }
        }
        if to_stdout > 1 {
            writer.close(&mut stdout)?;
        }
        stdout.flush()?;
        progress.clear();
        if let Some(summary) = summary {
            eprint!("{}", summary.table());
        }
        Ok(())
    }

    /// Gives the source of a mended text back, by the log.
    pub fn undo(&mut self, args: &Args, log: &Path) -> Result<(), Stop> {
        let path = args.files.first().filter(|path| path.as_os_str() != "-");
        let name = path.map_or("standard input".into(), |path| path.to_string_lossy());
        let opened = input::open(path.map(|path| path.as_path()), args.reading(), Arc::default());
        match opened.and_then(|mut input| undo::undo(log, &mut input.text)) {
            Ok(source) => {
                let mut stdout = io::stdout().lock();
                stdout.write_all(source.as_bytes())?;
                stdout.flush()?;
            }
            Err(message) => {
                eprintln!("pagemend: {name}: {message}");
                self.has_failed = true;
            }
        }
        Ok(())
    }
}

/// What an input passes through.
struct Desk<'r> {
    writer: &'r mut Writer,
    progress: &'r mut Progress,
    summary: Option<&'r mut Summary>,
    /// Whether what is written of an input goes to a place of its own.
    is_alone: bool,
    /// Whether somebody looks on: then each page is shown as soon as it is mended.
    is_watched: bool,
}

/// Why an input was not done.
enum Undone {
    /// The input's fault, or its file's, in words: the next is begun.
    Failed(String),
    Stop(Stop),
}

impl Desk<'_> {
    /// Mends one input, and says whether anything changed. The inner error is the input's, or its file's, in words.
    fn one(
        &mut self,
        task: &Task,
        opened: Result<Begun, String>,
        stdout: &mut Stdout,
    ) -> Result<Result<bool, String>, Stop> {
        match self.pages(task, opened, stdout) {
            Ok(is_changed) => Ok(Ok(is_changed)),
            Err(Undone::Failed(message)) => Ok(Err(message)),
            Err(Undone::Stop(stop)) => Err(stop),
        }
    }

    fn pages(&mut self, task: &Task, opened: Result<Begun, String>, stdout: &mut Stdout) -> Result<bool, Undone> {
        if let (Target::InPlace(_), Ok(Begun { kind: Some(kind), .. })) = (&task.target, &opened) {
            let words = "--in-place writes over plain text in UTF-8 only; write it elsewhere, with --out";
            return Err(Undone::Failed(format!("is {kind}: {words}")));
        }
        // What cannot be read makes no file; on standard output, what is written may say so.
        if !matches!(task.target, Target::Stdout)
            && let Err(message) = opened
        {
            return Err(Undone::Failed(message));
        }
        let mut outlet = Outlet::open(&task.target, stdout).map_err(Undone::Failed)?;
        let is_stdout = matches!(outlet, Outlet::Stdout(_));
        let is_written = !matches!(outlet, Outlet::Nowhere);
        // Where nobody reads standard output, or it cannot be written, all ends; a file that cannot be is told of.
        let written = |outcome: io::Result<()>| match outcome {
            Ok(()) => Ok(()),
            Err(error) if is_stdout => Err(Undone::Stop(error.into())),
            Err(error) => Err(Undone::Failed(format!("its output cannot be written: {error}"))),
        };
        if is_written {
            written(self.writer.begin(&task.name, self.is_alone, &mut outlet))?;
        }
        let (mut is_changed, mut failed) = (false, None);
        match opened {
            Err(message) => failed = Some(message),
            Ok(begun) => {
                for page in begun.pages {
                    let page = match page {
                        Ok(page) => page,
                        Err(error) => {
                            failed = Some(in_words(error, &begun.place));
                            break;
                        }
                    };
                    if page.is_changed() && !is_changed {
                        is_changed = true;
                        outlet.change(page.offset()).map_err(Undone::Failed)?;
                    }
                    if is_written {
                        written(self.writer.page(&page, &mut outlet))?;
                    }
                    if self.is_watched && is_stdout {
                        written(outlet.flush())?;
                    }
                    self.progress.page(page.edits().len(), &task.name);
                    if let Some(summary) = &mut self.summary {
                        summary.page(&page);
                    }
                }
            }
        }
        if is_written {
            written(self.writer.end(&mut outlet))?;
            if let Some(message) = &failed {
                written(self.writer.fault(message, &mut outlet))?;
            }
            if self.is_alone {
                written(self.writer.close(&mut outlet))?;
            }
        }
        match failed {
            Some(message) => Err(Undone::Failed(message)),
            None => outlet.finish().map(|()| is_changed).map_err(Undone::Failed),
        }
    }
}

/// The error, with what the user of this program can do about it. `place` says what offsets are counted in.
fn in_words(error: Error, place: &str) -> String {
    match error {
        Error::Io { source, .. } => input::in_words(source),
        Error::InvalidUtf8 { offset } => {
            format!(
                "invalid UTF-8 at byte {offset} of {place}: name its encoding (--encoding gb18030, big5), or use --lossy"
            )
        }
        Error::LineTooLong { offset, limit } => format!(
            "the line at byte {offset} of its text in UTF-8 is longer than {limit} bytes: raise --line-limit, or leave it out"
        ),
        other => other.to_string(),
    }
}

/// How many threads the machine has for this program.
fn all_threads() -> usize {
    std::thread::available_parallelism().map_or(1, |n| n.get())
}

/// Whether standard output takes colours.
fn is_coloured(colour: Colour) -> bool {
    match colour {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto => AutoStream::choice(&io::stdout()) != ColorChoice::Never,
    }
}
