//! What is written: text, JSON Lines, Markdown, the log; and the way back.

use std::fs;

use pagemend::Mender;

use crate::{ODD, SAMPLE, Scratch, failed, json_lines, mended};

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
    assert_eq!((status, out.as_str()), (3, ""));
    assert!(told.contains("is of another text"), "{told}");
    let log = Scratch::new("broken", format!("{edit}\nnot JSON\n"));
    let (status, _, told) = failed(&["--undo", log.path()], "一二".as_bytes());
    assert!(status == 3 && told.contains("line 2"), "{told}");
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
    let readme = include_str!("../../README.md");
    let text = readme.split("```text\n").nth(n + 1).unwrap();
    &text[..text.find("```").unwrap()]
}

#[test]
fn a_proof_sheet_holds_every_page_and_says_what_failed() {
    let (good, bad) = (Scratch::new("good", "一\n\x0c二\n"), Scratch::new("bad", b"\xe4\xb8\x89\n\x0c\xff\n"));
    let (status, sheet, told) = failed(&["--format", "html", good.path(), bad.path()], b"");
    assert_eq!(status, 3);
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
