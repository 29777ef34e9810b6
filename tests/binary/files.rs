//! Several files and folders: `--out`, `--in-place`, `--check`, and the summary.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use encoding_rs::GBK;
use flate2::read::GzEncoder;
use tempfile::TempDir;

use crate::{SAMPLE, failed, json_lines, mended, run};

const DAMAGED: &str = "定于1月 25日召开。\n";
const MENDED: &str = "定于1月25日召开。\n";
const RIGHT: &str = "人人都说好。\n";

/// A folder with files in it.
fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    folder
}

/// Every file below a folder, with its content.
fn tree(folder: &Path) -> Vec<(String, Vec<u8>)> {
    fn walk(folder: &Path, top: &Path, found: &mut Vec<(String, Vec<u8>)>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, top, found);
            } else {
                let name = path.strip_prefix(top).unwrap().to_str().unwrap().replace('\\', "/");
                found.push((name, fs::read(&path).unwrap()));
            }
        }
    }
    let mut found = Vec::new();
    walk(folder, folder, &mut found);
    found.sort();
    found
}

fn names(folder: &Path) -> Vec<String> {
    tree(folder).into_iter().map(|(name, _)| name).collect()
}

fn at(folder: &TempDir, name: &str) -> String {
    folder.path().join(name).to_str().unwrap().to_owned()
}

fn gzip(text: &str) -> Vec<u8> {
    let mut packed = Vec::new();
    GzEncoder::new(text.as_bytes(), flate2::Compression::default()).read_to_end(&mut packed).unwrap();
    packed
}

#[test]
fn a_folder_is_written_to_another_names_and_sub_folders_kept() {
    let pages = folder(&[
        ("b.txt", DAMAGED.as_bytes()),
        ("a.TXT", RIGHT.as_bytes()),
        ("2026/04/c.txt.gz", &gzip(DAMAGED)),
        (".hidden.txt", b"x"),
        (".git/d.txt", b"x"),
        ("page.pdf", b"%PDF-1.7"),
        ("no-extension", b"x"),
    ]);
    let before = tree(pages.path());
    let out = folder(&[("mended/b.txt", b"of the last time")]);
    let target = at(&out, "mended");
    let output = run(&["--out", &target, pages.path().to_str().unwrap(), SAMPLE], b"");
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!((output.status.code(), output.stdout.len()), (Some(0), 0), "{told}");
    assert!(told.contains("1 .pdf, 1 without an extension"), "{told}");
    let sample = mended(&[SAMPLE], b"").into_bytes();
    let expected = [
        ("2026/04/c.txt", MENDED.as_bytes()),
        ("a.TXT", RIGHT.as_bytes()),
        ("b.txt", MENDED.as_bytes()),
        ("sample-page.txt", &sample),
    ];
    let written = tree(Path::new(&target));
    assert_eq!(written, expected.map(|(name, content)| (name.to_owned(), content.to_vec())));
    assert_eq!(tree(pages.path()), before, "no source is touched");
    assert_eq!(names(out.path()).len(), 4, "and nothing is left over");
}

#[test]
fn names_end_as_the_format_does() {
    let pages = folder(&[("a.txt", DAMAGED.as_bytes()), ("b.txt.gz", &gzip(DAMAGED)), ("c", RIGHT.as_bytes())]);
    let inputs = ["a.txt", "b.txt.gz", "c"].map(|name| at(&pages, name));
    let inputs = inputs.each_ref().map(String::as_str);
    for (format, expected) in [
        ("jsonl", ["a.jsonl", "b.jsonl", "c.jsonl"]),
        ("markdown", ["a.md", "b.md", "c.md"]),
        ("edits", ["a.edits.jsonl", "b.edits.jsonl", "c.edits.jsonl"]),
        ("diff", ["a.diff", "b.diff", "c.diff"]),
        ("text", ["a.txt", "b.txt", "c"]),
    ] {
        let out = folder(&[]);
        let written = mended(&[&["-f", format, "-o", out.path().to_str().unwrap()], &inputs[..]].concat(), b"");
        assert_eq!(written, "");
        assert_eq!(names(out.path()), expected, "{format}");
        let alone = mended(&["-f", format, inputs[0]], b"");
        assert_eq!(fs::read_to_string(out.path().join(expected[0])).unwrap(), alone, "{format}: as if it were alone");
    }
}

#[test]
fn a_folder_to_standard_output_comes_by_name() {
    let pages = folder(&[("b.txt", b"2\n"), ("a/z.txt", b"1\n"), ("c.txt", b"3\n")]);
    let name = pages.path().to_str().unwrap();
    assert_eq!(mended(&[name], b""), "1\n2\n3\n");
    let blocks = json_lines(&mended(&["-f", "jsonl", name], b""));
    assert_eq!(blocks[0]["file"], at(&pages, "a/z.txt"));
    let empty = folder(&[]);
    let output = run(&[empty.path().to_str().unwrap()], b"not read");
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success() && output.stdout.is_empty() && told.contains("no file in it"), "{told}");
}

#[test]
fn no_output_is_an_input_or_that_of_another() {
    let pages = folder(&[("a.txt", DAMAGED.as_bytes()), ("a.hocr", b"<p>"), ("sub/a.txt", RIGHT.as_bytes())]);
    let (here, sub) = (pages.path().to_str().unwrap(), at(&pages, "sub"));
    let (a, inner, hocr, out) = (at(&pages, "a.txt"), at(&pages, "sub/a.txt"), at(&pages, "a.hocr"), at(&pages, "out"));
    let before = tree(pages.path());
    for (args, words) in [
        (&["--out", here, &a][..], "which is an input itself"),
        (&["--out", &sub, &a, &inner], "which is an input itself"),
        (&["--out", &out, &a, &inner], "would both be written to"),
        (&["--out", &out, &a, &hocr], "would both be written to"),
        (&["--out", &out, "-f", "jsonl", &a, &a], "is named twice"),
        (&["--in-place", &a, &a], "is named twice"),
        (&["--out", &a, &inner], "is a file"),
        (&["--out", &out], "standard input has no name"),
        (&["--out", &out, "-"], "standard input has no name"),
        (&["--in-place"], "standard input has no place"),
        (&["--in-place", "--format", "jsonl", &a], "--out"),
        (&["--in-place", "--out", &out, &a], "cannot be used with"),
        (&["--in-place", "--lossy", &a], "cannot be used with"),
        (&["--check", "--format", "jsonl", &a], "--format diff"),
        (&["--check", "--in-place", &a], "cannot be used with"),
    ] {
        let (status, written, told) = failed(args, b"");
        assert_eq!((status, written.as_str()), (2, ""), "{args:?}: {told}");
        assert!(told.contains(words), "{args:?}: {told}");
        assert_eq!(tree(pages.path()), before, "{args:?}: nothing is written");
    }
}

#[cfg(unix)]
#[test]
fn a_link_to_an_input_is_the_input() {
    let pages = folder(&[("a.txt", DAMAGED.as_bytes()), ("links/x", b"")]);
    let a = at(&pages, "a.txt");
    std::os::unix::fs::symlink(&a, pages.path().join("links/a.txt")).unwrap();
    assert_eq!(failed(&["--out", &at(&pages, "links"), &a], b"").0, 2);
    assert_eq!(fs::read_to_string(&a).unwrap(), DAMAGED);
    // No link to a folder is followed: it may lead round.
    std::os::unix::fs::symlink(pages.path(), pages.path().join("links/round")).unwrap();
    let told = String::from_utf8(run(&[&at(&pages, "links")], b"").stderr).unwrap();
    assert!(told.contains("1 link to no file"), "{told}");
    // Written over through the link, the link stays one.
    assert_eq!(mended(&["--in-place", &at(&pages, "links/a.txt")], b""), "");
    assert_eq!(fs::read_to_string(&a).unwrap(), MENDED);
    assert!(pages.path().join("links/a.txt").is_symlink());
}

#[test]
fn what_was_written_before_is_not_read_again() {
    let pages = folder(&[("a.txt", DAMAGED.as_bytes())]);
    let (here, out) = (pages.path().to_str().unwrap(), at(&pages, "mended"));
    for _ in 0..2 {
        assert_eq!(mended(&["--out", &out, here], b""), "");
        assert_eq!(names(pages.path()), ["a.txt", "mended/a.txt"]);
    }
}

#[test]
fn in_place_only_what_changes_is_written() {
    let later = [RIGHT, "\x0c", RIGHT, "\x0c", DAMAGED, "\x0c", RIGHT].concat();
    let pages = folder(&[("a.txt", DAMAGED.as_bytes()), ("b.txt", RIGHT.as_bytes()), ("c.txt", later.as_bytes())]);
    let b = pages.path().join("b.txt");
    let old = fs::metadata(&b).unwrap();
    let permissions = || fs::metadata(at(&pages, "a.txt")).unwrap().permissions();
    #[cfg(unix)]
    fs::set_permissions(at(&pages, "a.txt"), std::os::unix::fs::PermissionsExt::from_mode(0o640)).unwrap();
    let protected = permissions();
    assert_eq!(mended(&["--in-place", pages.path().to_str().unwrap()], b""), "");
    let expected = later.replace(DAMAGED, MENDED);
    let expected = [("a.txt", MENDED), ("b.txt", RIGHT), ("c.txt", &expected)];
    assert_eq!(tree(pages.path()), expected.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec())));
    assert_eq!(permissions(), protected);
    let new = fs::metadata(&b).unwrap();
    #[cfg(unix)]
    assert_eq!(std::os::unix::fs::MetadataExt::ino(&new), std::os::unix::fs::MetadataExt::ino(&old));
    assert_eq!(new.modified().unwrap(), old.modified().unwrap());
}

#[test]
fn in_place_a_file_is_mended_whole_or_not_at_all() {
    let bad = [DAMAGED.as_bytes(), b"\x0c", &RIGHT.repeat(4000).into_bytes(), b"\xff"].concat();
    let in_gbk = GBK.encode(&DAMAGED.repeat(3)).0.into_owned();
    let files: [(&str, &[u8]); 5] = [
        ("a.txt", &bad),
        ("b.txt", DAMAGED.as_bytes()),
        ("c.txt", &in_gbk),
        ("d.txt.gz", &gzip(DAMAGED)),
        ("e.hocr", b"<html><div class='ocr_page'><span class='ocr_line'>1</span></div></html>"),
    ];
    let pages = folder(&files);
    let (status, out, told) = failed(&["--in-place", "--quiet", pages.path().to_str().unwrap()], b"");
    assert_eq!((status, out.as_str()), (3, ""), "{told}");
    for (name, words) in
        [("a.txt", "invalid UTF-8"), ("c.txt", "is gb18030"), ("d.txt.gz", "is gzip"), ("e.hocr", "is hOCR")]
    {
        let line = told.lines().find(|line| line.contains(&at(&pages, name))).unwrap();
        assert!(line.contains(words), "{line}");
    }
    let mut expected = files.map(|(name, content)| (name.to_owned(), content.to_vec()));
    expected[1].1 = MENDED.as_bytes().to_vec();
    assert_eq!(tree(pages.path()), expected, "and nothing is left over");
}

#[test]
fn one_that_fails_does_not_stop_the_others() {
    let bad = [DAMAGED.as_bytes(), b"\xff"].concat();
    let pages = folder(&[
        ("a.txt", &bad),
        ("in-the-way", b""),
        ("sub/b.txt", DAMAGED.as_bytes()),
        ("z.txt", DAMAGED.as_bytes()),
    ]);
    let (out, missing) = (folder(&[("sub", b"a file where a folder should be")]), at(&pages, "missing.txt"));
    let (status, written, told) =
        failed(&["--out", out.path().to_str().unwrap(), pages.path().to_str().unwrap(), &missing], b"");
    assert_eq!((status, written.as_str()), (3, ""), "{told}");
    for words in [
        "a.txt: invalid UTF-8 at byte 26 of the file",
        "b.txt: cannot be written to ",
        "missing.txt: cannot be opened: ",
    ] {
        assert!(told.contains(words), "{words}: {told}");
    }
    assert_eq!(names(out.path()), ["sub", "z.txt"], "half a file is none");
}

#[test]
fn check_names_what_would_change() {
    let pages = folder(&[("a.txt", RIGHT.as_bytes()), ("b.txt", DAMAGED.as_bytes()), ("c.txt", DAMAGED.as_bytes())]);
    let before = tree(pages.path());
    let (here, a, b, c) =
        (pages.path().to_str().unwrap(), at(&pages, "a.txt"), at(&pages, "b.txt"), at(&pages, "c.txt"));
    assert_eq!(failed(&["--check", here], b""), (1, format!("{b}\n{c}\n"), String::new()));
    assert_eq!(mended(&["--check", &a], b""), "");
    assert_eq!(mended(&["--check", "--without", "split_numbers", here], b""), "");
    assert_eq!(failed(&["--check"], DAMAGED.as_bytes()), (1, "standard input\n".into(), String::new()));
    let (status, diff, _) = failed(&["--check", "--format", "diff", &a, &b], b"");
    assert_eq!((status, diff), (1, mended(&["--format", "diff", &b], b"")));
    assert_eq!(mended(&["--check", "--format", "diff", &a], b""), "");
    let (status, out, _) = failed(&["--check", &b, "no-such-file", &a], b"");
    assert_eq!((status, out), (3, format!("{b}\n")), "what failed weighs more");
    assert_eq!(tree(pages.path()), before);
}

#[test]
fn the_summary_counts_by_rule() {
    let pages = folder(&[("a.txt", DAMAGED.as_bytes()), ("b.txt", RIGHT.as_bytes())]);
    let (a, b) = (at(&pages, "a.txt"), at(&pages, "b.txt"));
    let output = run(&["--summary", &a, &b, SAMPLE, "no-such-file"], b"");
    assert_eq!(output.status.code(), Some(3));
    let told = String::from_utf8(output.stderr).unwrap();
    let edits = json_lines(&mended(&["-f", "edits", &a, &b, SAMPLE], b""));
    let row = |name: &str| -> Vec<u64> {
        let row = told.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_else(|| panic!("{name}: {told}"));
        row.split_ascii_whitespace().map(|number| number.parse().unwrap()).collect()
    };
    for rule in ["split_numbers", "column_breaks", "doubled_glyphs", "misplaced_headlines"] {
        let count = edits.iter().filter(|edit| edit["rule"] == rule).count() as u64;
        assert!(count > 0 && row(rule)[0] == count, "{rule}: {told}");
    }
    assert_eq!(row("split_numbers")[1], 2, "on two pages");
    assert_eq!(row("in all"), [edits.len() as u64, 3]);
    assert!(told.contains("4 inputs read, 2 changed, 1 failed: 3 pages, "), "{told}");
    assert!(!told.contains("hyphens"), "what was not needed is not listed");
}

#[test]
fn undo_reads_what_out_and_edits_wrote() {
    let pages = folder(&[("a.txt", DAMAGED.as_bytes())]);
    let (a, log, text) = (at(&pages, "a.txt"), at(&pages, "log"), at(&pages, "text"));
    assert_eq!(mended(&["-o", &log, "-f", "edits", &a], b""), "");
    assert_eq!(mended(&["-o", &text, &a], b""), "");
    let (log, text) = (PathBuf::from(log).join("a.edits.jsonl"), PathBuf::from(text).join("a.txt"));
    assert_eq!(mended(&["--undo", log.to_str().unwrap(), text.to_str().unwrap()], b""), DAMAGED);
}
