//! Pages with their gold, line by line: what state each line has.

use std::fs;
use std::path::{Path, PathBuf};

use pagemend::fit::{self, Item};

/// States by their place in `fit::state_names`.
pub const MASTHEAD: u16 = 1 << 0;
pub const ROW: u16 = 1 << 1;
pub const KICKER: u16 = 1 << 2;
pub const HEADLINE: u16 = 1 << 3;
pub const SUBHEAD: u16 = 1 << 4;
pub const OPENS: u16 = 1 << 5;
pub const PARA: u16 = 1 << 6;
pub const GOES: u16 = 1 << 7;
pub const BYLINE: u16 = 1 << 8;
pub const ANY: u16 = (1 << 9) - 1;

/// A block of the gold: where it stands in all the gold's text, and what it is.
#[derive(Debug, Clone)]
pub struct Unit {
    pub start: usize,
    pub end: usize,
    pub kind: String,
    pub article: usize,
    /// The first paragraph of its article.
    pub first: bool,
}

/// A page: its lines with their evidences, and for each the states that it may have by the gold.
pub struct Sample {
    pub name: String,
    pub raw: String,
    pub items: Vec<Item>,
    pub masks: Vec<u16>,
    /// The gold unit of each line, where it was found.
    pub units: Vec<Option<usize>>,
    pub gold: Vec<Unit>,
}

/// Every page of a folder: `NAME.raw.txt` or `NAME.ENGINE.raw.txt` beside its gold.
pub fn load(folder: &Path, engine: Option<&str>) -> Vec<Sample> {
    raw_and_gold(folder, engine).into_iter().map(|(name, raw, gold)| align(name, raw, &gold)).collect()
}

fn paths(folder: &Path, engine: Option<&str>) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap_or_else(|e| panic!("{}: {e}", folder.display()))
        .filter_map(|entry| entry.ok().map(|e| e.path()))
        .filter(|path| path.to_string_lossy().ends_with(".raw.txt"))
        .filter(|path| engine.is_none_or(|e| path.to_string_lossy().ends_with(&format!(".{e}.raw.txt"))))
        .collect();
    paths.sort();
    paths
}

/// Every page of a folder: its name, its text and its gold.
pub fn raw_and_gold(folder: &Path, engine: Option<&str>) -> Vec<(String, String, String)> {
    paths(folder, engine).iter().filter_map(|path| read(path)).collect()
}

fn read(path: &Path) -> Option<(String, String, String)> {
    let name = path.to_string_lossy().strip_suffix(".raw.txt")?.to_owned();
    let gold = fs::read_to_string(format!("{name}.gold.txt"))
        .or_else(|_| fs::read_to_string(format!("{}.gold.txt", name.rsplit_once('.').map_or("", |n| n.0))))
        .ok()?;
    let raw = fs::read_to_string(path).ok()?;
    Some((name, raw, gold))
}

/// The text without white space, widths of punctuation folded.
pub fn loose(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '，' => ',',
            '。' => '.',
            '：' => ':',
            '；' => ';',
            '？' => '?',
            '！' => '!',
            '（' => '(',
            '）' => ')',
            '“' | '”' | '「' | '」' | '『' | '』' => '"',
            '‘' | '’' => '\'',
            '％' => '%',
            '～' => '~',
            '－' => '-',
            c => c,
        })
        .collect()
}

/// Finds each line in the gold, and so its state. A line that is not found, or covers two blocks, may have any.
pub fn align(name: String, raw: String, gold: &str) -> Sample {
    let (all, units) = read_gold(gold);
    let items = fit::items(&raw);
    let mut used = vec![false; all.len() + 1];
    let (mut masks, mut found) = (Vec::new(), Vec::new());
    let mut expected = 0;
    let mut before: Option<(usize, usize)> = None; // unit and end of the line before
    for item in &items {
        let text = loose(&item.text);
        let place = find(&all, &units, &text, expected, &used);
        let Some((at, unit)) = place else {
            masks.push(ANY);
            found.push(None);
            before = None;
            continue;
        };
        used[at..at + text.len()].fill(true);
        expected = at + text.len();
        let u = &units[unit];
        let goes_on = before == Some((unit, at));
        masks.push(match (u.kind.as_str(), at == u.start) {
            ("masthead", true) => MASTHEAD,
            ("masthead", false) if goes_on => ROW,
            ("kicker", true) => KICKER,
            ("headline", true) => HEADLINE,
            ("subhead", true) => SUBHEAD,
            ("para", true) if u.first => OPENS,
            ("para", true) => PARA,
            ("fragment", true) => OPENS | PARA,
            ("para" | "fragment", false) if goes_on => GOES,
            ("para" | "fragment", false) => OPENS | PARA,
            ("byline" | "credit", true) => BYLINE,
            _ => ANY,
        });
        found.push(Some(unit));
        before = Some((unit, at + text.len()));
    }
    Sample { name, raw, items, masks, units: found, gold: units }
}

fn read_gold(gold: &str) -> (String, Vec<Unit>) {
    let (mut all, mut units, mut article, mut body) = (String::new(), Vec::new(), 0, false);
    for row in gold.lines() {
        let Some((kind, text)) = row.split_once(' ') else {
            article += 1;
            body = false;
            continue;
        };
        let start = all.len();
        all.push_str(&loose(text));
        let is_body = kind == "para";
        units.push(Unit { start, end: all.len(), kind: kind.to_owned(), article, first: is_body && !body });
        body |= is_body || kind == "subhead";
        all.push('\n');
    }
    (all, units)
}

/// Where the gold has the text, inside one unit: the place next to what came before wins.
fn find(all: &str, units: &[Unit], text: &str, expected: usize, used: &[bool]) -> Option<(usize, usize)> {
    if text.is_empty() {
        return None;
    }
    let mut best: Option<(usize, usize, usize)> = None;
    let mut from = 0;
    while let Some(at) = all.get(from..).and_then(|rest| rest.find(text)).map(|at| at + from) {
        from = at + all[at..].chars().next().map_or(1, char::len_utf8);
        let unit = units.partition_point(|u| u.end <= at);
        let Some(u) = units.get(unit).filter(|u| at >= u.start && at + text.len() <= u.end) else { continue };
        if used[at..at + text.len()].iter().any(|u| *u) {
            continue;
        }
        // a short piece from the middle of something far away is no find
        let near = at.abs_diff(expected) <= 1;
        let whole = at == u.start && at + text.len() == u.end;
        if text.chars().count() < 4 && !near && !whole {
            continue;
        }
        let far = if near { 0 } else { at.abs_diff(expected) + 10 };
        if best.is_none_or(|b| far < b.2) {
            best = Some((at, unit, far));
        }
    }
    best.map(|b| (b.0, b.1))
}
