//! `--format diff`: what changes, to be read and to be applied.

use std::fs;
use std::path::Path;
use std::process::Command;

use pagemend::Mender;

use crate::{ODD, SAMPLE, Scratch, binary, mended};

/// A hunk: where its lines stand in the source and in the output, and its lines.
struct Hunk<'d> {
    old: (usize, usize),
    new: (usize, usize),
    why: &'d str,
    lines: Vec<&'d str>,
}

/// The numbers behind `@@`: a line, and how many.
fn range(text: &str) -> (usize, usize) {
    let mut numbers = text[1..].split(',').map(|number| number.parse().unwrap());
    (numbers.next().unwrap(), numbers.next().unwrap_or(1))
}

/// The hunks of a diff of one file.
fn hunks<'d>(diff: &'d str, name: &str) -> Vec<Hunk<'d>> {
    let mut hunks: Vec<Hunk<'_>> = Vec::new();
    let Some(rest) = diff.strip_prefix(&format!("--- {name}\n+++ {name}\n")) else {
        assert_eq!(diff, "");
        return hunks;
    };
    for line in rest.split_inclusive('\n') {
        if let Some(head) = line.strip_prefix("@@ ") {
            let (places, why) = head.split_once(" @@ ").unwrap();
            let (old, new) = places.split_once(' ').unwrap();
            hunks.push(Hunk { old: range(old), new: range(new), why: why.trim_end(), lines: Vec::new() });
        } else {
            hunks.last_mut().unwrap().lines.push(line);
        }
    }
    hunks
}

/// The lines of one side of a hunk, as they stand in the text.
fn side(hunk: &Hunk<'_>, sign: char) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut is_mine = false;
    for line in &hunk.lines {
        if line.starts_with("\\ No newline") {
            if is_mine {
                assert_eq!(lines.last_mut().unwrap().pop(), Some('\n'));
            }
        } else {
            is_mine = line.starts_with(sign);
            lines.extend(is_mine.then(|| line[1..].to_owned()));
        }
    }
    lines
}

/// What the diff makes of the source, each hunk exactly where it says.
fn applied(source: &str, diff: &str, name: &str) -> String {
    let lines: Vec<&str> = source.split_inclusive('\n').collect();
    let mut output: Vec<String> = Vec::new();
    let mut at = 0;
    for hunk in hunks(diff, name) {
        // Of no lines, the line before them is said.
        let start = hunk.old.0 - usize::from(hunk.old.1 > 0);
        output.extend(lines[at..start].iter().map(|&line| line.to_owned()));
        let (old, new) = (side(&hunk, '-'), side(&hunk, '+'));
        assert_eq!((old.len(), new.len()), (hunk.old.1, hunk.new.1));
        assert_eq!(old, lines[start..start + old.len()]);
        assert_eq!(output.len(), hunk.new.0 - usize::from(hunk.new.1 > 0));
        assert_ne!(old, new);
        output.extend(new);
        at = start + old.len();
    }
    output.extend(lines[at..].iter().map(|&line| line.to_owned()));
    output.concat()
}

fn assert_applies(source: &str, args: &[&str]) {
    let diff = mended(&[&["--format", "diff"], args].concat(), source.as_bytes());
    let expected = mended(args, source.as_bytes());
    assert_eq!(applied(source, &diff, "standard input\t"), expected, "{source}");
}

#[test]
fn a_diff_applied_to_the_source_is_the_output() {
    let sample = fs::read_to_string(SAMPLE).unwrap();
    assert_applies(&sample, &[]);
    assert_applies(&sample.replace('\n', "\r\n"), &[]);
    // Pages that end in the middle of a line, and a file that does.
    assert_applies(&[&sample, "\x0c", &sample, "\x0c", ODD, "定于1月 25日"].concat(), &[]);
    assert_applies(&sample.replace('\n', "\n\x0c"), &[]);
    assert_applies(&sample.repeat(3), &["--page-limit", "1K"]);
    assert_applies("定于1月 25日\x0c又定于1月 25日\x0c再定于1月 25日", &[]);
    assert_eq!(mended(&["--format", "diff"], "一\n".as_bytes()), "", "nothing to show");
}

#[test]
fn a_diff_of_every_case_applies() {
    fn files(folder: &Path, found: &mut Vec<String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { files(&path, found) } else { found.push(path.display().to_string()) }
        }
    }
    let mut cases = Vec::new();
    files(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases")), &mut cases);
    assert!(cases.len() > 30);
    for case in cases {
        let source = fs::read_to_string(&case).unwrap();
        let diff = mended(&["--format", "diff", &case], b"");
        assert_eq!(applied(&source, &diff, &case), Mender::new().repair_str(&source), "{case}");
    }
}

#[test]
fn each_hunk_says_what_was_done_and_why() {
    let sample = fs::read_to_string(SAMPLE).unwrap();
    let diff = mended(&["--format", "diff", SAMPLE], b"");
    let hunks = hunks(&diff, SAMPLE);
    let mender = Mender::new();
    for edit in mender.pages(&sample).next().unwrap().edits().filter(|edit| edit.to.is_none()) {
        let line = 1 + sample[..edit.source.start as usize].matches('\n').count();
        let within = hunks.iter().find(|hunk| hunk.old.0 <= line && line < hunk.old.0 + hunk.old.1);
        let within = within.unwrap_or_else(|| panic!("no hunk has line {line}"));
        let moved = within.why.contains("misplaced_headlines, to line ");
        assert!(moved || within.why.contains(&format!("{}: {}", edit.rule, edit.reason)), "{}", within.why);
    }
    let come = hunks.iter().find(|hunk| side(hunk, '+').contains(&"流动书车开进青石岭\n".to_owned())).unwrap();
    let (_, from) = come.why.split_once("misplaced_headlines, from line ").unwrap();
    let from: usize = from.split_once(':').unwrap().0.parse().unwrap();
    let gone = hunks.iter().find(|hunk| hunk.old.0 == from).unwrap();
    assert_eq!((come.old.1, gone.new.1), (0, 0));
    let to = format!("misplaced_headlines, to line {}: ", come.old.0 + 1);
    assert!(gone.why.starts_with(&to), "{}", gone.why);
}

#[test]
fn only_what_differs_is_named() {
    let (one, two) = (Scratch::new("diff one", "定于1月 25日。\n"), Scratch::new("diff-two", "一\n"));
    let diff = mended(&["-f", "diff", two.path(), one.path()], b"");
    let name = format!("{}\t", one.path());
    assert_eq!(applied("定于1月 25日。\n", &diff, &name), "定于1月25日。\n");
    assert!(diff.contains("@@ -1 +1 @@ split_numbers: "), "{diff}");
}

#[test]
fn a_line_without_end_is_shown_in_parts() {
    let line = ["定于1月 25日召开。", &"人人都说好。".repeat(99)].concat().repeat(800);
    let diff = mended(&["--format", "diff", "--without", "column_breaks"], line.as_bytes());
    let part = diff.split_inclusive('\n').map(str::len).max().unwrap();
    assert!(diff.contains("\\ The line goes on") && part < 2 << 20, "{part}");
}

/// The text without what colours it.
fn plain(coloured: &str) -> String {
    let mut parts = coloured.split("\x1b[");
    let first = parts.next().unwrap().to_owned();
    parts.fold(first, |plain, part| plain + part.split_once('m').unwrap().1)
}

#[test]
fn colours_mark_what_goes_and_what_comes() {
    let page = "眼下距离主汛期还有两个多月，清\n水河下游的清淤工地上已经是一片繁\n忙。截至4月2日，全线14.6公里河道\n\n\
                已经完成清淤9.1公里，占总长62%。\n\n通讯员 高峻\n\n定于1月 25日\x1b[2J召开。\n";
    let page = page.as_bytes();
    let without = mended(&["-f", "diff"], page);
    assert!(!without.contains("\x1b[3"), "no terminal, no colours");
    assert_eq!(mended(&["-f", "diff", "--color", "never"], page), without);
    let coloured = mended(&["-f", "diff", "--color", "always"], page);
    assert!(coloured.contains("\x1b[31m-眼下") && coloured.contains("\x1b[32m+眼下"), "{coloured}");
    assert!(coloured.contains("\x1b[7m\x1b[31m⏎"), "{coloured:?}");
    assert!(!coloured.contains("\x1b[2J") && coloured.contains("␛[2J"), "nothing in a text is obeyed");
    assert_eq!(plain(&coloured).replace('⏎', "").replace('␛', "\x1b"), without);

    let forced = |extra: &[(&str, &str)]| {
        let page = Scratch::new("coloured", page);
        let mut command = Command::new(binary());
        command.args(["-f", "diff", page.path()]).env_remove("NO_COLOR").env("CLICOLOR_FORCE", "1");
        let output = command.envs(extra.iter().copied()).output().unwrap();
        String::from_utf8(output.stdout).unwrap().contains("\x1b[31m")
    };
    assert!(forced(&[]));
    assert!(!forced(&[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "0")]));
}
