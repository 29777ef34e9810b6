//! What was asked for.

use std::ffi::{OsStr, OsString};

use pagemend::{Mender, Rule};

/// What to do.
pub enum Command {
    /// Mend, or undo.
    Run(Box<Job>),
    /// Print a text: the help, the version.
    Tell(String),
}

/// A job: what to mend and how to write it.
pub struct Job {
    pub mender: Mender,
    pub format: Format,
    /// The log to undo by.
    pub undo: Option<OsString>,
    /// What to read, `-` for standard input.
    pub files: Vec<OsString>,
}

/// How pages are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// The text, damage gone, everything else as it stood.
    Text,
    /// A block a line.
    Jsonl,
    /// Articles under their headlines.
    Markdown,
    /// The log, an edit a line.
    Edits,
}

/// The options that are on or off.
const FLAGS: [&str; 3] = ["--help", "--version", "--lossy"];

/// Reads the arguments. The error is a message.
pub fn parse(args: impl Iterator<Item = OsString>) -> Result<Command, String> {
    let mut job = Job { mender: Mender::new(), format: Format::Text, undo: None, files: Vec::new() };
    let mut format = None;
    let mut args = args;
    while let Some(arg) = args.next() {
        let (name, value) = split(&arg);
        if value.is_some() && FLAGS.contains(&name) {
            return Err(format!("{name} takes no value"));
        }
        let mut value = |what| value.clone().or_else(|| args.next()).ok_or(format!("{name} needs {what} behind it"));
        match name {
            "--help" | "-h" => return Ok(Command::Tell(help())),
            "--version" | "-V" => return Ok(Command::Tell(format!("pagemend {}\n", env!("CARGO_PKG_VERSION")))),
            "--format" | "-f" => format = Some(format_named(&value("text, jsonl, markdown or edits")?)?),
            "--without" | "-w" => {
                let rule = value("a rule's name")?;
                let rule: Rule = rule.to_string_lossy().parse().map_err(|error: pagemend::Error| error.to_string())?;
                job.mender = job.mender.without(rule);
            }
            "--page-limit" => job.mender = job.mender.page_limit(size(name, &value("a number of bytes")?)?),
            "--line-limit" => job.mender = job.mender.line_limit(size(name, &value("a number of bytes")?)?),
            "--undo" => job.undo = Some(value("the log, as --format edits wrote it,")?),
            "--lossy" => job.mender = job.mender.lossy(true),
            "--" => job.files.extend(args.by_ref()),
            "-" => job.files.push(arg),
            _ if name.starts_with('-') => return Err(format!("no option is named {name}")),
            _ => job.files.push(arg),
        }
    }
    if job.files.is_empty() {
        job.files.push("-".into());
    }
    if job.undo.is_some() && format.is_some_and(|format| format != Format::Text) {
        return Err("--undo gives the source back as it was: it has no other --format".into());
    }
    if job.undo.is_some() && job.files.len() > 1 {
        return Err("--undo takes one mended text and its log".into());
    }
    job.format = format.unwrap_or(Format::Text);
    Ok(Command::Run(Box::new(job)))
}

/// An option's name, and its value where it is written `--name=value`. What is no text is a file's name.
fn split(arg: &OsStr) -> (&str, Option<OsString>) {
    let Some(text) = arg.to_str() else { return ("", None) };
    match text.split_once('=') {
        Some((name, value)) if name.starts_with("--") => (name, Some(value.into())),
        _ => (text, None),
    }
}

fn format_named(name: &OsStr) -> Result<Format, String> {
    match name.to_str() {
        Some("text") => Ok(Format::Text),
        Some("jsonl") => Ok(Format::Jsonl),
        Some("markdown" | "md") => Ok(Format::Markdown),
        Some("edits") => Ok(Format::Edits),
        _ => Err(format!("no format is named {name:?}; the formats are text, jsonl, markdown, edits")),
    }
}

/// A number of bytes: 65536, 64K, 1M.
fn size(option: &str, value: &OsStr) -> Result<usize, String> {
    let wrong = || format!("{option} needs a number of bytes, as 65536, 64K or 1M, not {value:?}");
    let text = value.to_str().ok_or_else(wrong)?;
    let (digits, shift) = match text.char_indices().next_back() {
        Some((at, 'K' | 'k')) => (&text[..at], 10),
        Some((at, 'M' | 'm')) => (&text[..at], 20),
        _ => (text, 0),
    };
    digits.parse::<usize>().ok().and_then(|n| n.checked_mul(1 << shift)).ok_or_else(wrong)
}

fn help() -> String {
    include_str!("help.txt").replace("{version}", env!("CARGO_PKG_VERSION"))
}
