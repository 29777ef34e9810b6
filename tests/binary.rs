//! The example binary, run as a user runs it.

use std::fs;
use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

use pagemend::{Mender, Rule};
use serde_json::Value;

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/sample-page.txt");

/// The binary, built now: `cargo test --test binary` alone does not build examples.
fn binary() -> &'static PathBuf {
    static BINARY: OnceLock<PathBuf> = OnceLock::new();
    BINARY.get_or_init(|| {
        let test = std::env::current_exe().unwrap();
        let profile = test.parent().unwrap().parent().unwrap();
        let mut build = Command::new(env!("CARGO"));
        build.args(["build", "--quiet", "--example", "pagemend", "--target-dir"]).arg(profile.parent().unwrap());
        if profile.ends_with("release") {
            build.arg("--release");
        }
        assert!(build.current_dir(env!("CARGO_MANIFEST_DIR")).status().unwrap().success());
        profile.join("examples").join("pagemend")
    })
}

fn run(args: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(binary())
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    // The program may end before it has read its input: a usage error does.
    let feeder = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().unwrap();
    feeder.join().unwrap();
    output
}

/// What a run that goes well writes.
fn mended(args: &[&str], input: &[u8]) -> String {
    let output = run(args, input);
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success() && told.is_empty(), "{args:?}: {told}");
    String::from_utf8(output.stdout).unwrap()
}

/// What a run that fails writes: its exit status, its output, what it tells.
fn failed(args: &[&str], input: &[u8]) -> (i32, String, String) {
    let output = run(args, input);
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn json_lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))).collect()
}

/// A file of the test's own, gone at its end.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str, content: impl AsRef<[u8]>) -> Scratch {
        let path = std::env::temp_dir().join(format!("pagemend-{}-{name}", std::process::id()));
        fs::write(&path, content).unwrap();
        Scratch(path)
    }

    fn path(&self) -> &str {
        self.0.to_str().unwrap()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

/// Two pages with what is hard to write down: quotes, controls, a separator that some programs end a line at.
const ODD: &str = "\u{feff}“一”\\\"\t\u{1}\u{7f}\u{2028}二\r\n\x0c第二页 🀄\u{301}\0\n";

#[test]
fn text_is_what_the_library_makes_of_it() {
    let sample = fs::read_to_string(SAMPLE).unwrap();
    assert_eq!(mended(&[SAMPLE], b""), Mender::new().repair_str(&sample));
    assert_eq!(mended(&[], sample.as_bytes()), Mender::new().repair_str(&sample));
    assert_eq!(mended(&["-", "--format=text"], ODD.as_bytes()), Mender::new().repair_str(ODD));
    assert_eq!(mended(&[], b""), "");
}

#[test]
fn several_files_come_one_after_another() {
    let page = Scratch::new("several", "一\n");
    assert_eq!(mended(&[page.path(), "-", page.path()], "二\n".as_bytes()), "一\n二\n一\n");
    let blocks = json_lines(&mended(&["-f", "jsonl", page.path(), "-"], "二\n".as_bytes()));
    assert_eq!(blocks[0]["file"], page.path());
    assert_eq!(blocks[1]["file"], "standard input");
    assert_eq!(blocks[1]["page"], 1, "each counts its own pages");
}

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
fn json_lines_hold_the_blocks() {
    let sample = fs::read_to_string(SAMPLE).unwrap();
    let text = [&sample, "\x0c", ODD].concat();
    let blocks = json_lines(&mended(&["--format", "jsonl"], text.as_bytes()));
    let mender = Mender::new();
    let pages: Vec<_> = mender.pages(&text).collect();
    let expected: Vec<_> = pages.iter().flat_map(|page| page.blocks().map(|block| (page.number(), block))).collect();
    assert_eq!(blocks.len(), expected.len());
    for (line, (page, block)) in blocks.iter().zip(expected) {
        assert_eq!(line["page"], page);
        assert_eq!(line["article"].as_u64(), block.article().map(u64::from));
        assert_eq!(line["kind"], block.kind().name());
        assert_eq!(line["text"], block.text().as_ref());
        let spans: Vec<_> = block.source().iter().map(|span| vec![span.start, span.end]).collect();
        assert_eq!(line["source"], serde_json::json!(spans));
    }
}

#[test]
fn a_json_line_is_one_line_for_every_program() {
    let lines = mended(&["--format", "jsonl"], ODD.as_bytes());
    let inside = lines.replace('\n', "");
    assert!(!inside.contains(|c: char| c.is_control() || c == '\u{2028}' || c == '\u{2029}'), "{inside:?}");
}

#[test]
fn the_log_replays_and_undoes() {
    let sample = fs::read_to_string(SAMPLE).unwrap().replace('\n', "\r\n");
    let text = [&sample, "\x0c", &sample, ODD].concat();
    let log = mended(&["--format", "edits"], text.as_bytes());
    let mender = Mender::new();
    let pages: Vec<_> = mender.pages(&text).collect();
    let edits: Vec<_> = pages.iter().flat_map(|page| page.edits().map(|edit| (page.number(), edit))).collect();
    let lines = json_lines(&log);
    assert_eq!(lines.len(), edits.len());
    for (line, (page, edit)) in lines.iter().zip(edits) {
        assert_eq!((line["page"].as_u64(), line["rule"].as_str()), (Some(page), Some(edit.rule.name())));
        assert_eq!(line["source"], serde_json::json!([edit.source.start, edit.source.end]));
        assert_eq!((line["old"].as_str(), line["new"].as_str()), (Some(&*edit.old), Some(&*edit.new)));
        assert_eq!((line["to"].as_u64(), line["margin"].as_u64()), (edit.to, edit.margin.map(u64::from)));
        assert_eq!(line["reason"].as_str(), Some(&*edit.reason));
    }
    let log = Scratch::new("log", log);
    let output = mended(&[], text.as_bytes());
    assert_eq!(mended(&["--undo", log.path()], output.as_bytes()), text);
}

#[test]
fn a_log_that_does_not_fit_is_refused() {
    let edit = r#"{"rule":"column_breaks","source":[3,4],"old":"\n","new":"","to":null}"#;
    let log = Scratch::new("unfit", edit);
    assert_eq!(mended(&["--undo", log.path()], "一二".as_bytes()), "一\n二");
    let moved = r#"{"rule":"misplaced_headlines","source":[3,6],"old":"二","new":"二","to":0}"#;
    let log = Scratch::new("moved", moved);
    assert_eq!(mended(&["--undo", log.path()], "二一".as_bytes()), "一二");
    let (status, out, told) = failed(&["--undo", log.path()], "一".as_bytes());
    assert_eq!((status, out.as_str()), (1, ""));
    assert!(told.contains("is of another text"), "{told}");
    let log = Scratch::new("broken", format!("{edit}\nnot JSON\n"));
    let (status, _, told) = failed(&["--undo", log.path()], "一二".as_bytes());
    assert!(status == 1 && told.contains("line 2"), "{told}");
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
fn limits_are_set_in_bytes() {
    let pages = |limit| {
        let lines = mended(&["-f", "jsonl", "--page-limit", limit], "一\n\n二\n".repeat(400).as_bytes());
        json_lines(&lines).last().unwrap()["page"].as_u64().unwrap()
    };
    assert_eq!((pages("1K"), pages("1024"), pages("1M")), (4, 4, 1));
    let (status, out, told) = failed(&["--line-limit", "6"], "一二\n三四五\n".as_bytes());
    assert_eq!((status, out.as_str()), (1, "一二\n"));
    assert!(told.contains("byte 7"), "{told}");
}

#[test]
fn bytes_that_are_no_text_are_told_of_or_replaced() {
    let bad = Scratch::new("bad", b"one\n\xb1\xa8\n");
    let (status, out, told) = failed(&[bad.path(), "-"], b"two\n");
    assert_eq!((status, out.as_str()), (1, "one\ntwo\n"), "what stands before is written, and the next input as well");
    assert!(told.starts_with(&format!("pagemend: {}: ", bad.path())), "{told}");
    assert!(told.contains("byte 4") && told.contains("--lossy"), "{told}");
    assert_eq!(mended(&["--lossy", bad.path()], b""), "one\n\u{fffd}\u{fffd}\n");
}

#[test]
fn a_file_that_is_not_there_is_told_of() {
    let (status, out, told) = failed(&["no-such-file", "-"], "一\n".as_bytes());
    assert_eq!((status, out.as_str()), (1, "一\n"));
    assert!(told.starts_with("pagemend: no-such-file: "), "{told}");
    assert_eq!(failed(&[env!("CARGO_MANIFEST_DIR")], b"").0, 1, "a folder is no file");
}

#[test]
fn options_that_are_not_understood_are_a_usage_error() {
    for (args, word) in [
        (&["--colour"][..], "--colour"),
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
    ] {
        let (status, out, told) = failed(args, b"text");
        assert_eq!((status, out.as_str()), (2, ""), "{args:?}");
        assert!(told.contains(word) && told.contains("--help"), "{args:?}: {told}");
    }
}

#[test]
fn help_teaches_each_rule_and_each_format() {
    let help = mended(&["--help"], b"");
    let options = ["text:", "jsonl:", "markdown:", "edits:", "html:", "--format", "--without", "--lossy", "--undo"];
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
    assert!(status == 1 && told.contains("--help: "), "{told}");
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
fn markdown_sets_articles_under_their_headlines() {
    let text = mended(&["--format", "markdown", SAMPLE], b"");
    let head = "*城东区文化馆*\n\n# 流动书车开进青石岭\n\n3月";
    assert!(text.contains(head), "{text}");
    assert!(text.contains("\n\n---\n\n*区水务局*\n\n# 清水河清淤赶在汛期前 挖出的淤泥改良沙地\n\n"), "{text}");
    assert!(text.contains("\n\n## 摸清家底\n\n清水河上"), "{text}");
    assert!(!text.contains("\n\n\n"), "{text}");
}

#[test]
fn what_markdown_would_take_for_its_own_stays_text() {
    let page = "# no *head*\n\n1. first & <b>\n\nA&amp;B a_b `c` [d](e)\n\x0c 12)x 2021\n";
    let text = mended(&["--format", "markdown"], page.as_bytes());
    for escaped in ["\\# no \\*head\\*", "1\\. first & \\<b>", "A\\&amp;B a\\_b \\`c\\` \\[d\\](e)", "12\\)x 2021"] {
        assert!(text.contains(escaped), "{escaped}: {text}");
    }
}

/// The text of the README between the `n`th fence that opens a text and its end.
fn readme_text(n: usize) -> &'static str {
    let readme = include_str!("../README.md");
    let text = readme.split("```text\n").nth(n + 1).unwrap();
    &text[..text.find("```").unwrap()]
}

#[test]
fn a_proof_sheet_holds_every_page_and_says_what_failed() {
    let (good, bad) = (Scratch::new("good", "一\n\x0c二\n"), Scratch::new("bad", b"\xe4\xb8\x89\n\x0c\xff\n"));
    let (status, sheet, told) = failed(&["--format", "html", good.path(), bad.path()], b"");
    assert_eq!(status, 1);
    assert!(told.contains("invalid UTF-8 at byte 5"), "{told}");
    assert!(sheet.starts_with("<!DOCTYPE html>\n") && sheet.ends_with("</html>\n"));
    assert_eq!(sheet.matches("<!DOCTYPE").count(), 1);
    assert_eq!(sheet.matches("<section class=\"page\"").count(), 3);
    assert_eq!(sheet.matches("<p class=\"fault\" role=\"alert\">invalid UTF-8 at byte 5").count(), 1);
    for name in [good.path(), bad.path()] {
        assert!(sheet.contains(&format!("<bdi>{name}</bdi> · page 1</h2>")), "{name}");
    }
}

#[test]
fn the_readme_shows_what_it_does() {
    assert_eq!(mended(&[], readme_text(0).as_bytes()), readme_text(1));
}
