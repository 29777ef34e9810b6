//! The examples, run as a user runs them, and what the program writes, held against the forms that are documented.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod json;
mod readme;

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::{env, fs, thread};

use pagemend::{Mender, Rule};

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/sample-page.txt");

/// The example of this name, built now: `cargo test --test examples` alone builds none.
fn example(name: &str) -> PathBuf {
    let test = env::current_exe().unwrap();
    let profile = test.parent().unwrap().parent().unwrap();
    let mut build = Command::new(env!("CARGO"));
    build
        .args(["build", "--quiet", "--all-features", "--example", name, "--target-dir"])
        .arg(profile.parent().unwrap());
    if profile.ends_with("release") {
        build.arg("--release");
    }
    assert!(build.current_dir(env!("CARGO_MANIFEST_DIR")).status().unwrap().success(), "{name} is not built");
    profile.join("examples").join(name)
}

/// What an example that goes well writes.
fn output(name: &str, args: &[&str], input: &str) -> String {
    let mut command = Command::new(example(name));
    command.args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_owned();
    // A program may end without reading its input.
    let feeder = thread::spawn(move || drop(stdin.write_all(input.as_bytes())));
    let output = child.wait_with_output().unwrap();
    feeder.join().unwrap();
    assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The sample page, and one with a glyph to flag.
fn pages() -> String {
    fs::read_to_string(SAMPLE).unwrap() + "\x0c他名叫陶□，是一位老船工。\n"
}

#[test]
fn only_joins_does_nothing_else() {
    let text = output("only_joins", &[], &pages());
    let joined = Mender::new().only([Rule::ColumnBreaks]).repair_str(&pages()).into_owned();
    assert_eq!(text, joined);
    assert!(text.starts_with("33□□主编主编"), "glyphs are doubled still");
    assert!(text.contains("沿着盘山路开进青石岭") && text.contains("3月 12日"), "lines are joined, spaces stay");
}

#[test]
fn jsonl_corpus_writes_sound_articles() {
    let text = pages().replace("登个名字就能带走", "登个名字就能□走");
    let lines: Vec<serde_json::Value> =
        output("jsonl_corpus", &[], &text).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let titles: Vec<_> = lines.iter().map(|line| line["title"].as_str().unwrap()).collect();
    assert_eq!(titles, ["清水河清淤赶在汛期前 挖出的淤泥改良沙地", "城南客运枢纽启用 11个公交站并到一处"]);
    assert_eq!(lines[1]["byline"], serde_json::json!(["记者 陈禾"]));
    assert!(lines[0]["text"].as_str().unwrap().starts_with("眼下距离主汛期还有两个多月，清水河下游的清淤工地"));
}

#[test]
fn index_folder_finds_what_a_column_cut() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/examples");
    let found = |phrase| output("index_folder", &[folder, phrase], "");
    assert!(!fs::read_to_string(SAMPLE).unwrap().contains("清水河下游"), "a column does not cut it");
    assert!(found("清水河下游").ends_with("sample-page.txt, page 1: 清水河清淤赶在汛期前 挖出的淤泥改良沙地\n"));
    assert_eq!(found("河清水"), "", "every pair of its characters is there, and it is not");
    assert_eq!(found("汽车"), "");
}

#[test]
fn show_diff_shows_every_edit() {
    let text = pages();
    let shown = output("show_diff", &[], &text);
    assert!(shown.contains("3月[- -]12日清晨") && shown.contains("大巴沿着[-\n-]盘山路"), "{shown}");
    assert!(shown.contains("misplaced_headlines at "), "{shown}");
    for edit in
        Mender::new().pages(&text).flat_map(|page| page.edits().map(|edit| edit.to_string()).collect::<Vec<_>>())
    {
        assert!(shown.contains(&edit), "{edit}");
    }
}

#[test]
fn undo_rule_takes_back_one_rule() {
    let text = pages();
    let log = env::temp_dir().join(format!("pagemend-undo-rule-{}.jsonl", std::process::id()));
    fs::write(&log, output("pagemend", &["--format", "edits"], &text)).unwrap();
    let mended = output("pagemend", &[], &text);
    let without = output("undo_rule", &["split_numbers", log.to_str().unwrap()], &mended);
    fs::remove_file(log).unwrap();
    assert_eq!(without, Mender::new().without(Rule::SplitNumbers).repair_str(&text));
    assert_ne!(without, mended);
}

#[test]
fn async_core_mends_what_comes() {
    assert_eq!(output("async_core", &[], ""), "定于4月2日召开。\n\x0c全线14.6公里。\n");
}
