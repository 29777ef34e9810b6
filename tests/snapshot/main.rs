//! What comes out, as it came out last: of every case, of the sample page and of pages that are made here, everything that a page
//! shows, held to what stands in the files beside this one. What comes out for the same input is behaviour; no one has said
//! that each of these margins and kinds is right, but none may change unseen.
//!
//! Where a change is meant, write the files anew, and look at what has changed in them before it is committed:
//!
//! ```sh
//! SNAPSHOT=write cargo test --test snapshot
//! git diff tests/snapshot
//! ```
//!
//! Of the pages that are made here only digests are kept, a line a page: text, blocks, edits, margins with reasons, flags, and what
//! a mender shows that is bold, or careful, or lets one rule be. `SNAPSHOT=FOLDER cargo test --test snapshot` writes all that they show into that
//! folder, before a change and after it, for `diff -r`.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod inline;
mod made;
#[path = "../promises/printed.rs"]
#[allow(dead_code, reason = "the properties need more of it")]
mod printed;

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use pagemend::{Block, Edit, Mender, Page, Rule};

/// Lines of a file that are shown where it differs.
const LINES_SHOWN: usize = 12;
/// Longer texts are cut in their middle: the rest of them is the source's.
const TEXT_SHOWN: usize = 24;
/// Takes each decision.
const BOLD: u16 = 0;
/// Takes those that are five nats sure.
const CAREFUL: u16 = 320;

fn here() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshot")
}

/// What the variable says, if it is set: `write`, or a folder.
fn wish() -> Option<String> {
    std::env::var("SNAPSHOT").ok().filter(|wish| !wish.is_empty())
}

/// Where what came out is not what the file has; the file is written, if that is wished.
fn difference(file: &str, now: &str) -> Option<String> {
    let path = here().join(file);
    if wish().as_deref() == Some("write") {
        fs::write(&path, now).unwrap();
        return None;
    }
    let then = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    if then == now {
        return None;
    }
    let (old, new): (Vec<&str>, Vec<&str>) = (then.lines().collect(), now.lines().collect());
    let same = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
    let behind = old.iter().rev().zip(new.iter().rev()).take_while(|(old, new)| old == new).count();
    let behind = behind.min(old.len().min(new.len()) - same);
    let (old, new) = (&old[same..old.len() - behind], &new[same..new.len() - behind]);
    let place = then.lines().take(same + 1).filter(|line| line.starts_with("## ")).last().unwrap_or_default();
    let mut report = format!("tests/snapshot/{file}, line {}, {place}\n", same + 1);
    let changed = |of: &[&str], other: &[&str]| -> Vec<String> {
        let is_one_for_one = of.len() == other.len();
        let lines = of.iter().enumerate().filter(|(n, line)| !is_one_for_one || other.get(*n) != Some(line));
        lines.map(|(_, line)| (*line).to_owned()).collect()
    };
    for (sign, lines) in [('-', changed(old, new)), ('+', changed(new, old))] {
        lines.iter().take(LINES_SHOWN).for_each(|line| writeln!(report, "{sign} {line}").unwrap());
        if lines.len() > LINES_SHOWN {
            writeln!(report, "{sign} … and more, {} lines in all", lines.len()).unwrap();
        }
    }
    Some(report)
}

/// Holds what came out to what the files have.
fn hold(differences: impl IntoIterator<Item = String>) {
    let report: String = differences.into_iter().collect();
    assert!(
        report.is_empty(),
        "what comes out has changed:\n{report}If that is meant: SNAPSHOT=write cargo test --test snapshot, and see what \
         git diff tests/snapshot says."
    );
}

/// A text's begin and end.
fn short(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    if chars.len() <= TEXT_SHOWN {
        return format!("{text:?}");
    }
    let half = TEXT_SHOWN / 2;
    let (start, end) = (&chars[..half], &chars[chars.len() - half..]);
    format!("{:?}…{:?} {}", start.iter().collect::<String>(), end.iter().collect::<String>(), chars.len())
}

fn block(block: &Block<'_>) -> String {
    let article = block.article().map_or(String::from("-"), |number| number.to_string());
    let spans: Vec<String> = block.source().iter().map(|span| format!("{}-{}", span.start, span.end)).collect();
    let flag = if block.is_flagged() { " !" } else { "" };
    format!("{article} {} {} {}{flag}\n", block.kind(), spans.join(","), short(&block.text()))
}

/// An edit without what it was weighed by.
fn edit(edit: &Edit<'_>) -> String {
    let what = match edit.to {
        Some(to) => format!("{} before {to}", short(&edit.old)),
        None => format!("{} > {}", short(&edit.old), short(&edit.new)),
    };
    format!("{} {}-{} {what}", edit.rule, edit.source.start, edit.source.end)
}

fn weight(edit: &Edit<'_>) -> String {
    format!("{}; {}", edit.margin.map_or(String::from("proved"), |margin| margin.to_string()), edit.reason)
}

/// Everything that a page shows, but its text, which its source and its edits make.
fn shown(page: &Page<'_>) -> String {
    let mut out = String::new();
    page.blocks().for_each(|it| out.push_str(&block(&it)));
    page.edits().for_each(|it| writeln!(out, "  {} ({})", edit(&it), weight(&it)).unwrap());
    page.flags().for_each(|it| writeln!(out, "  flag {} {}-{}", it.kind, it.source.start, it.source.end).unwrap());
    out
}

/// What a stream shows, its pages numbered if it has several.
fn all_shown(mender: &Mender, text: &str) -> String {
    let pages: Vec<String> = mender.pages(text).map(|page| shown(&page)).collect();
    match &pages[..] {
        [only] => only.clone(),
        pages => pages.iter().enumerate().map(|(n, page)| format!("page {}\n{page}", n + 1)).collect(),
    }
}

/// The same with what a bold mender does otherwise, and a careful one: edits that came, and that went, and flags.
fn with_thresholds(text: &str) -> String {
    let mut out = all_shown(&Mender::new(), text);
    let lines = |mender: &Mender| -> Vec<String> {
        let all = all_shown(mender, text);
        all.lines().filter(|line| line.starts_with("  ")).map(str::to_owned).collect()
    };
    let usual = lines(&Mender::new());
    for (name, threshold) in [("bold", BOLD), ("careful", CAREFUL)] {
        let other = lines(&Mender::new().threshold(threshold));
        for line in other.iter().filter(|line| !usual.contains(line)) {
            writeln!(out, "  {name}:{line}").unwrap();
        }
        let gone = usual.iter().filter(|line| !other.contains(line)).count();
        if gone > 0 {
            writeln!(out, "  {name}: {gone} of these not").unwrap();
        }
    }
    out
}

/// FNV-1a: the same on every machine.
fn digest(text: &str) -> String {
    let hash = text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    format!("{:08x}", hash >> 32)
}

#[test]
fn the_cases() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    hold(Rule::all().map(Rule::name).chain(["harmless"]).filter_map(|rule| {
        let mut files: Vec<PathBuf> = fs::read_dir(root.join(rule)).unwrap().map(|file| file.unwrap().path()).collect();
        files.retain(|file| file.extension().is_some_and(|ext| ext == "txt"));
        files.sort();
        let mut out = String::new();
        for file in files {
            let text = fs::read_to_string(&file).unwrap().replace("\r\n", "\n");
            for case in text.split("\n## ").map(|part| part.strip_prefix("## ").unwrap_or(part)) {
                let (label, body) = case.split_once('\n').unwrap_or((case, ""));
                let raw = body.split_once("\n=>\n").map_or(body, |(raw, _)| raw).trim_end_matches('\n');
                let name = file.file_stem().unwrap().to_str().unwrap();
                writeln!(out, "## {name}: {label}\n{}", with_thresholds(&format!("{raw}\n"))).unwrap();
            }
        }
        difference(&format!("{rule}.txt"), &out)
    }));
}

#[test]
fn the_sample_page() {
    hold(difference("sample-page.txt", &with_thresholds(include_str!("../../examples/sample-page.txt"))));
}

/// What a mender may do otherwise.
#[derive(Clone, Copy)]
enum Other {
    Threshold(u16),
    Without(Rule),
}

#[test]
fn made_pages() {
    let folder = wish().filter(|wish| wish != "write").map(PathBuf::from);
    if let Some(folder) = &folder {
        fs::create_dir_all(folder).unwrap();
    }
    let thresholds = [BOLD, CAREFUL].map(Other::Threshold);
    let others: Vec<Other> = Rule::all().map(Other::Without).chain(thresholds).collect();
    let mut others = others.into_iter().cycle();
    let mut mended: Vec<(Rule, usize)> = Rule::all().map(|rule| (rule, 0)).collect();
    let mut out = String::from("# page, bytes: text blocks edits weights flags; and what another mender shows\n");
    for (name, text, mender) in made::all() {
        let pages: Vec<Page<'_>> = mender.pages(&text).collect();
        let texts: String = pages.iter().map(|page| page.text().into_owned()).collect();
        let of = |show: &dyn Fn(&Page<'_>) -> String| digest(&pages.iter().map(show).collect::<String>());
        let blocks = of(&|page| page.blocks().map(|it| block(&it)).collect());
        let edits = of(&|page| page.edits().map(|it| edit(&it) + "\n").collect());
        let weights = of(&|page| page.edits().map(|it| weight(&it) + "\n").collect());
        let flags = of(&|page| page.flags().map(|it| it.to_string() + "\n").collect());
        // one thing done otherwise, another for each page
        let (how, other) = match others.next().unwrap() {
            Other::Threshold(threshold) => (format!("threshold {threshold}"), mender.clone().threshold(threshold)),
            Other::Without(rule) => (format!("without {rule}"), mender.clone().without(rule)),
        };
        let other = digest(&all_shown(&other, &text));
        let (bytes, whole) = (text.len(), digest(&texts));
        writeln!(out, "{name}, {bytes}: {whole} {blocks} {edits} {weights} {flags}; {how} {other}").unwrap();
        mended
            .iter_mut()
            .for_each(|(rule, count)| *count += usize::from(pages.iter().any(|page| page.count(*rule) > 0)));
        if let Some(folder) = &folder {
            let all = format!("{text}\n=>\n{texts}\n=>\n{}", all_shown(&mender, &text));
            fs::write(folder.join(format!("{name}.txt")), all).unwrap();
        }
    }
    // pages on which a rule does nothing say nothing about it
    assert!(mended.iter().all(|&(_, count)| count >= 3), "pages that each rule mends: {mended:?}");
    if folder.is_none() {
        hold(difference("made.txt", &out));
    }
}
