//! What is asked for, and what is refused; the input and the output as streams.

use std::fs;
use std::io::{Read, Write};
use std::process::{Command, Stdio};

use pagemend::{Mender, Rule};

use crate::{ODD, SAMPLE, Scratch, binary, failed, json_lines, mended};

#[test]
fn threads_change_nothing() {
    let sample = fs::read_to_string(SAMPLE).unwrap();
    let bad = Scratch::new("threads-bad", [sample.as_bytes(), b"\x0c\xff"].concat());
    let long = Scratch::new("threads-long", [sample.as_str(), "\x0c", ODD].concat().repeat(20));
    let files = [long.path(), "-", bad.path(), "-", "no-such-file", SAMPLE, long.path(), bad.path(), long.path()];
    for format in ["text", "jsonl", "edits"] {
        let run = |threads| failed(&[&["--format", format, "--threads", threads], &files[..]].concat(), ODD.as_bytes());
        let alone = run("1");
        assert_eq!(run("2"), alone);
        assert_eq!(run("9"), alone);
        assert_eq!(failed(&[&["--format", format], &files[..]].concat(), ODD.as_bytes()), alone);
    }
    assert_eq!(mended(&["-j", "3"], ODD.as_bytes()), Mender::new().repair_str(ODD));
}

#[test]
fn rules_can_be_left_out() {
    let sample = fs::read_to_string(SAMPLE).unwrap();
    let mut args = Vec::new();
    for rule in Rule::all() {
        args.extend(["--without", rule.name()]);
    }
    assert_eq!(mended(&args, sample.as_bytes()), sample);
    assert_eq!(
        mended(&["--without=column_breaks"], sample.as_bytes()),
        Mender::new().without(Rule::ColumnBreaks).repair_str(&sample)
    );
}

#[test]
fn one_rule_can_be_had_alone() {
    let text = "定于1月 25日召开，⾏⼈止步。\n";
    assert_eq!(mended(&["--only", "split_numbers"], text.as_bytes()), "定于1月25日召开，⾏⼈止步。\n");
    let both = mended(&["--only", "split_numbers", "--only=radicals"], text.as_bytes());
    assert_eq!(both, "定于1月25日召开，行人止步。\n");
    assert_eq!(failed(&["--only", "radicals", "--without", "hyphens"], b"").0, 2);
}

#[test]
fn limits_are_set_in_bytes() {
    let pages = |limit| {
        let lines = mended(&["-f", "jsonl", "--page-limit", limit], "一\n\n二\n".repeat(400).as_bytes());
        json_lines(&lines).last().unwrap()["page"].as_u64().unwrap()
    };
    assert_eq!((pages("1K"), pages("1024"), pages("1M")), (4, 4, 1));
    let (status, out, told) = failed(&["--line-limit", "6"], "一二\n三四五\n".as_bytes());
    assert_eq!((status, out.as_str()), (3, "一二\n"));
    assert!(told.contains("byte 7"), "{told}");
}

#[test]
fn a_file_that_is_not_there_is_told_of() {
    let (status, out, told) = failed(&["no-such-file", "-"], "一\n".as_bytes());
    assert_eq!((status, out.as_str()), (3, "一\n"));
    assert!(told.starts_with("pagemend: no-such-file: "), "{told}");
}

#[test]
fn options_that_are_not_understood_are_a_usage_error() {
    for (args, word) in [
        (&["--colours"][..], "--colours"),
        (&["-x"], "-x"),
        (&["--format", "yaml"], "yaml"),
        (&["--format"], "--format"),
        (&["--without", "spaces"], "stray_spaces"),
        (&["--page-limit", "big"], "big"),
        (&["--page-limit", "99999999999999999999"], "--page-limit"),
        (&["--threads", "0"], "--threads"),
        (&["--threads", "many"], "many"),
        (&["--lossy=no"], "--lossy"),
        (&["--undo", "a", "b", "c"], "--undo"),
        (&["--undo", "a", "--format", "jsonl"], "--undo"),
        (&["--undo", "a", "--check"], "--undo"),
        (&["--quiet", "--summary"], "--summary"),
        (&["--from", "pdf"], "hocr"),
        (&["--man", "a"], "--man"),
    ] {
        let (status, out, told) = failed(args, b"text");
        assert_eq!((status, out.as_str()), (2, ""), "{args:?}");
        assert!(told.contains(word) && told.contains("--help"), "{args:?}: {told}");
    }
}

#[test]
fn help_teaches_each_rule_and_each_format() {
    let help = mended(&["--help"], b"");
    let options = [
        "text:",
        "jsonl:",
        "markdown:",
        "edits:",
        "html:",
        "diff:",
        "--format",
        "--without",
        "--only",
        "--lossy",
        "--undo",
        "--out",
        "--in-place",
        "--check",
        "--encoding",
        "--from",
        "--summary",
        "--quiet",
        "--color",
        "--threads",
        "--completions",
        "--man",
    ];
    for name in options.into_iter().map(String::from).chain(Rule::all().map(|rule| format!("{rule}:"))) {
        assert!(help.contains(&format!(" {name}")), "{name}");
    }
    let short = mended(&["-h"], b"");
    assert!(short.contains("--undo") && short.len() < help.len(), "{short}");
    assert!([help, short].iter().all(|help| help.lines().all(|line| line.chars().count() <= 100)));
    assert_eq!(mended(&["--version"], b""), concat!("pagemend ", env!("CARGO_PKG_VERSION"), "\n"));
}

#[test]
fn a_name_behind_two_dashes_is_a_file() {
    let (status, _, told) = failed(&["--", "--help"], b"");
    assert!(status == 3 && told.contains("--help: "), "{told}");
}

#[test]
fn a_reader_that_goes_away_ends_it_quietly() {
    let page = Scratch::new("long", "版面文字版面文字。\n\n".repeat(200_000));
    let mut child =
        Command::new(binary()).arg(page.path()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut first = [0; 9];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap(); // and goes
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""));
}

#[test]
fn pages_come_out_before_the_input_ends() {
    let mut child =
        Command::new(binary()).args(["-f", "jsonl"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = child.stdout.take().unwrap();
    let page = "版面文字。\n\n".repeat(4000) + "\x0c";
    stdin.write_all(page.as_bytes()).unwrap();
    let mut first = [0; 10];
    stdout.read_exact(&mut first).unwrap();
    assert_eq!(&first, b"{\"page\":1,");
    drop((stdin, stdout));
    child.wait().unwrap();
}

#[test]
fn shells_complete_it_and_man_shows_it() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = mended(&["--completions", shell], b"");
        assert!(script.contains("in-place") && script.contains("page-limit"), "{shell}");
    }
    let page = mended(&["--man"], b"");
    assert!(page.contains(".TH pagemend 1") && page.contains("stray_spaces") && page.contains("Exit status"), "{page}");
}
