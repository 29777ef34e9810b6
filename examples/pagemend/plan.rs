//! What is read, and where each of it goes: all said before anything is read.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use crate::args::Args;

/// The ends of names that files of text have. In a folder, others are passed over.
const TEXT: [&str; 7] = ["txt", "text", "hocr", "html", "htm", "xhtml", "xml"];

/// The ends of names that packed files have, behind the others.
const PACKED: [&str; 3] = ["gz", "zst", "zstd"];

/// One input and its output.
pub struct Task {
    /// What to read; standard input where there is none.
    pub path: Option<PathBuf>,
    /// Its name, as it is shown.
    pub name: String,
    pub target: Target,
    /// Its size in bytes, where it is known.
    pub size: Option<u64>,
}

/// Where an output goes.
pub enum Target {
    Stdout,
    /// A file, which is made, or replaced where it stands there already.
    File {
        path: PathBuf,
        is_there: bool,
    },
    /// Over the input.
    InPlace(PathBuf),
    /// Nowhere: it is only looked at.
    Nowhere,
}

/// All that is to be done, and what is to be told of it.
#[derive(Default)]
pub struct Plan {
    pub tasks: Vec<Task>,
    /// What could not be looked into, in words.
    pub wrong: Vec<String>,
    /// What was passed over, in words.
    pub notes: Vec<String>,
}

/// A file to be read, and the name that it has under `--out`.
struct Source {
    path: PathBuf,
    below: PathBuf,
}

impl Plan {
    /// What the arguments ask for. The error is a message: it cannot be done as it was asked.
    pub fn of(args: &Args) -> Result<Plan, String> {
        let mut plan = Plan::default();
        let out = args.out.as_deref().and_then(|out| fs::canonicalize(out).ok());
        if args.out.as_deref().is_some_and(|out| out.exists() && !out.is_dir()) {
            return Err(format!(
                "--out {} is a file: name a folder",
                args.out.as_deref().unwrap_or(Path::new("")).display()
            ));
        }
        let mut sources = Vec::new();
        for named in &args.files {
            if named.as_os_str() == "-" {
                sources.push(None);
            } else if named.is_dir() {
                plan.folder(named, out.as_deref(), &mut sources);
            } else {
                let below = named.file_name().map_or_else(|| named.clone(), PathBuf::from);
                sources.push(Some(Source { path: named.clone(), below }));
            }
        }
        if args.files.is_empty() {
            sources.push(None);
        }
        for source in sources {
            plan.tasks.push(task(args, source));
        }
        plan.check()?;
        Ok(plan)
    }

    /// Adds the files of a folder and its sub-folders, by name.
    fn folder(&mut self, folder: &Path, out: Option<&Path>, sources: &mut Vec<Option<Source>>) {
        let is_hidden = |entry: &DirEntry| entry.depth() > 0 && entry.file_name().to_string_lossy().starts_with('.');
        // What was written before is not read again.
        let is_out = |entry: &DirEntry| {
            entry.depth() > 0
                && entry.file_type().is_dir()
                && out.is_some()
                && fs::canonicalize(entry.path()).ok().as_deref() == out
        };
        let walk = WalkDir::new(folder).sort_by_file_name().into_iter();
        let mut passed: BTreeMap<String, u64> = BTreeMap::new();
        let before = sources.len();
        for entry in walk.filter_entry(|entry| !is_hidden(entry) && !is_out(entry)) {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    let path = error.path().unwrap_or(folder).display().to_string();
                    let error = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
                    self.wrong.push(format!("{path}: cannot be looked into: {error}"));
                    continue;
                }
            };
            if !entry.path().is_file() {
                if entry.path_is_symlink() {
                    *passed.entry("link to no file".into()).or_default() += 1;
                }
                continue;
            }
            if is_text(entry.path()) {
                let below = entry.path().strip_prefix(folder).unwrap_or(entry.path()).to_owned();
                sources.push(Some(Source { path: entry.into_path(), below }));
            } else {
                let extension = entry.path().extension().map(|end| format!(".{}", end.to_string_lossy()));
                *passed.entry(extension.unwrap_or_else(|| "without an extension".into())).or_default() += 1;
            }
        }
        let folder = folder.display();
        if !passed.is_empty() {
            let kinds: Vec<String> = passed.iter().map(|(kind, count)| format!("{count} {kind}")).collect();
            self.notes.push(format!(
                "{folder}: passed over what is not named as text: {} (name a file to have it read)",
                kinds.join(", ")
            ));
        } else if sources.len() == before {
            self.notes.push(format!("{folder}: no file in it"));
        }
    }

    /// No output may be an input, or the output of two.
    fn check(&self) -> Result<(), String> {
        let inputs: HashSet<PathBuf> =
            self.tasks.iter().filter_map(|task| fs::canonicalize(task.path.as_ref()?).ok()).collect();
        let mut outputs: HashMap<PathBuf, &str> = HashMap::new();
        for task in &self.tasks {
            let target = match &task.target {
                Target::File { path, .. } => path,
                Target::InPlace(target) => target,
                Target::Stdout | Target::Nowhere => continue,
            };
            let shown = target.display();
            let is_input = fs::canonicalize(target).is_ok_and(|target| inputs.contains(&target));
            if is_input && matches!(task.target, Target::File { .. }) {
                return Err(format!(
                    "{} would be written to {shown}, which is an input itself: choose another folder, or mend --in-place",
                    task.name
                ));
            }
            if let Some(other) = outputs.insert(target.clone(), &task.name) {
                return Err(if other == task.name {
                    format!("{other} is named twice, and would be written twice")
                } else {
                    format!(
                        "{other} and {} would both be written to {shown}: write them to different folders",
                        task.name
                    )
                });
            }
        }
        Ok(())
    }
}

fn task(args: &Args, source: Option<Source>) -> Task {
    let Some(Source { path, below }) = source else {
        let target = if args.check && !args.writes_diff() { Target::Nowhere } else { Target::Stdout };
        return Task { path: None, name: "standard input".into(), target, size: None };
    };
    let target = match &args.out {
        Some(out) => {
            let path = out.join(below.with_file_name(name_in(args, &below)));
            Target::File { is_there: path.exists(), path }
        }
        // A link stays a link: what it points to is written over.
        None if args.in_place => Target::InPlace(fs::canonicalize(&path).unwrap_or_else(|_| path.clone())),
        None if args.check && !args.writes_diff() => Target::Nowhere,
        None => Target::Stdout,
    };
    let size = fs::metadata(&path).ok().map(|metadata| metadata.len());
    Task { name: path.display().to_string(), path: Some(path), target, size }
}

/// The name of an output: the input's, with the end that the format has. `page.txt.gz` is unpacked, and `page.hocr` text then.
fn name_in(args: &Args, source: &Path) -> PathBuf {
    let name = PathBuf::from(source.file_name().unwrap_or_default());
    let mut name = if has_extension(&name, &PACKED) { name.with_extension("") } else { name };
    let is_text = name.extension().is_none() || has_extension(&name, &["txt", "text"]);
    if args.format == crate::args::Format::Text && is_text {
        return name;
    }
    if has_extension(&name, &TEXT) {
        name = name.with_extension("");
    }
    let mut whole = name.into_os_string();
    whole.push(".");
    whole.push(args.format.extension());
    whole.into()
}

/// Whether a name in a folder is that of a text.
fn is_text(path: &Path) -> bool {
    if has_extension(path, &PACKED) {
        has_extension(&path.with_extension(""), &TEXT)
    } else {
        has_extension(path, &TEXT)
    }
}

fn has_extension(path: &Path, extensions: &[&str]) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    extension.is_some_and(|extension| extensions.iter().any(|one| one.eq_ignore_ascii_case(extension)))
}
