//! Every case under `tests/cases/<rule>/`, through the whole of the crate.
//!
//! A file holds cases of one theme. A case is a line `## label`, the raw text, a line `=>` and the text that it must become;
//! a case without `=>` must come back byte for byte. Files are named for what they show: `positive-*`, `negative-*`, and
//! `known-failure-*`, whose cases must fail: one that passes has been mended, and belongs among the others.
//!
//! What must come back byte for byte comes back so too with other line ends, behind a byte-order mark, and without its last
//! line end.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use pagemend::{Edit, Mender, replay, undo};

struct Case {
    place: String,
    raw: String,
    want: String,
    known_failure: bool,
}

fn cases(file: &Path) -> Vec<Case> {
    let name = file.file_name().unwrap().to_str().unwrap();
    let rule = file.parent().unwrap().file_name().unwrap().to_str().unwrap();
    let kind = ["positive-", "negative-", "known-failure-"].iter().find(|kind| name.starts_with(**kind));
    assert!(kind.is_some(), "{}: neither positive, negative nor known failure", file.display());
    let text = fs::read_to_string(file).unwrap();
    let parts = text.split("\n## ").map(|part| part.strip_prefix("## ").unwrap_or(part));
    parts
        .map(|part| {
            let (label, body) = part.split_once('\n').unwrap_or((part, ""));
            let body = body.strip_suffix('\n').unwrap_or(body);
            let place = format!("{rule}/{name}: {label}");
            assert_eq!(
                body.contains("\n=>\n"),
                kind != Some(&"negative-"),
                "{place}: only negative cases have no `=>`"
            );
            let (raw, want) = body.split_once("\n=>\n").unwrap_or((body, body));
            Case {
                place,
                raw: format!("{}\n", raw.trim_end_matches('\n')),
                want: format!("{}\n", want.trim_end_matches('\n')),
                known_failure: kind == Some(&"known-failure-"),
            }
        })
        .collect()
}

/// The same text as other files hold it.
fn in_other_files(text: &str) -> [(&'static str, String); 4] {
    [
        ("with carriage returns", text.replace('\n', "\r\n")),
        ("behind a byte-order mark", format!("\u{feff}{text}")),
        ("without its last line end", text.trim_end_matches('\n').to_owned()),
        ("behind two blank lines", format!("\n\n{text}")),
    ]
}

/// What is wrong with the case, if anything.
fn run(case: &Case) -> Option<String> {
    let mender = Mender::new();
    let got = mender.repair_str(&case.raw).into_owned();
    for page in mender.pages(&case.raw) {
        let log: Vec<Edit<'_>> = page.edits().collect();
        let again = replay(page.source(), page.offset(), log.iter().cloned());
        assert_eq!(again.ok().as_deref(), Some(&*page.text()), "{}: the log does not make the text", case.place);
        let back = undo(&page.text(), page.offset(), log);
        assert_eq!(back.ok().as_deref(), Some(page.source()), "{}: the log does not lead back", case.place);
    }
    if case.raw == case.want {
        for (how, text) in in_other_files(&case.raw) {
            let got = mender.repair_str(&text);
            if got != text {
                return Some(format!("{how}, it became:\n{got}"));
            }
        }
    }
    let twice = mender.repair_str(&got).into_owned();
    if twice != got {
        return Some(format!("mended twice:\n{got}became:\n{twice}"));
    }
    (got != case.want).then(|| format!("wanted:\n{}got:\n{got}", case.want))
}

fn files() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut files: Vec<PathBuf> = fs::read_dir(root)
        .unwrap()
        .flat_map(|rule| fs::read_dir(rule.unwrap().path()).unwrap())
        .map(|file| file.unwrap().path())
        .filter(|file| file.extension().is_some_and(|ext| ext == "txt"))
        .collect();
    files.sort();
    files
}

#[test]
fn every_case() {
    let mut report = String::new();
    let mut count = 0;
    for case in files().iter().flat_map(|file| cases(file)) {
        count += 1;
        match (run(&case), case.known_failure) {
            (Some(wrong), false) => writeln!(report, "{}\n{wrong}", case.place).unwrap(),
            (None, true) => writeln!(report, "{}\npasses now: no known failure any more", case.place).unwrap(),
            _ => {}
        }
    }
    assert!(report.is_empty(), "\n{report}");
    assert!(count > 0);
}
