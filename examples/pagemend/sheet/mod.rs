//! The proof sheet (校样): the source on the left, the mended page on the right, every edit marked on both. One HTML file that
//! needs nothing else. It is written page by page, so that it takes the memory of one; the script counts when it is read.
//!
//! The text of each side is the content of its elements, byte for byte: what is drawn besides (marks, labels, handles) is in
//! attributes and in the style sheet. Only the script with its known hash may run, whatever the text holds.

mod cells;
mod escape;
mod flags;
mod language;
mod rows;

use std::fmt::Write;

use base64::prelude::{BASE64_STANDARD, Engine};
use pagemend::{Page, Rule};
use sha2::{Digest, Sha256};

use cells::Cells;
use escape::{push_plain, push_text};
use flags::Flags;
use rows::{Rows, Sides};

const STYLE: &str = include_str!("sheet.css");
const SCRIPT: &str = include_str!("sheet.js");

/// A side of the sheet.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Source,
    Mended,
}

impl Side {
    /// Of two names, that of this side, then that of the other.
    fn of<'n>(self, source: &'n str, mended: &'n str) -> (&'n str, &'n str) {
        match self {
            Side::Source => (source, mended),
            Side::Mended => (mended, source),
        }
    }
}

/// Writes a proof sheet: the head, pages, the foot.
#[derive(Default)]
pub struct Sheet {
    /// The input's name.
    name: String,
    is_begun: bool,
    edits: u64,
    flags: u64,
    pages: u64,
}

impl Sheet {
    /// Another input begins: the first gives the sheet its title.
    pub fn begin(&mut self, name: &str, is_one_of_several: bool, out: &mut String) {
        self.name.clear();
        self.name.push_str(name);
        if !std::mem::replace(&mut self.is_begun, true) {
            head(name, is_one_of_several, out);
        }
    }

    /// Adds a page.
    pub fn page(&mut self, page: &Page<'_>, out: &mut String) {
        let rows = Rows::of(page);
        let flags = Flags::of(page, self.flags);
        self.pages += 1;
        let (at, end) = (page.offset(), page.offset() + page.source().len() as u64);
        let _ = write!(
            out,
            "<section class=\"page\" lang=\"{}\" aria-labelledby=\"page{}\">\n<header lang=\"en\"><h2 id=\"page{}\">",
            language::of(page.source()),
            self.pages,
            self.pages
        );
        out.push_str("<bdi>");
        push_text(out, &self.name, None);
        let _ = writeln!(
            out,
            "</bdi> · page {}</h2> <p>bytes {at}–{end} · {} · {}</p></header>\n<div role=\"table\" aria-labelledby=\"page{}\">",
            page.number(),
            counted(rows.edits.len() as u64, "edit"),
            counted(flags.len(), "flag"),
            self.pages
        );
        out.push_str(
            "<div role=\"row\" class=\"r sides\" lang=\"en\"><div role=\"columnheader\">source</div>\
             <div role=\"columnheader\">mended</div></div>\n",
        );
        let cells = Cells { rows: &rows, flags: &flags, before: self.edits, offset: at };
        // An article is a group of rows. What moved away stays in the group that it is in.
        let mut group = None;
        for row in &rows.rows {
            let first = rows.blocks.partition_point(|block| block.source.end <= row.source.start);
            let block = rows.blocks.get(first).filter(|block| block.source.start < row.source.end);
            let article = block.filter(|_| row.sides != Sides::Source).map(|block| block.article);
            if group.is_none() || article.is_some_and(|article| group != Some(article)) {
                if group.is_some() {
                    out.push_str("</div>\n");
                }
                group = Some(article.flatten());
                out.push_str(match group {
                    Some(Some(_)) => "<div role=\"rowgroup\" class=\"article\">\n",
                    _ => "<div role=\"rowgroup\" class=\"furniture\">\n",
                });
            }
            out.push_str("<div role=\"row\" class=\"r");
            if let Some(n) = row.moved {
                let _ = write!(out, " moved r{}\" data-e=\"{}", cells::number_of(rows.edits[n].rule), cells.number(n));
            }
            let _ = write!(out, "\" data-at=\"{}\"><div role=\"cell\" class=\"s\">", at + row.source.start as u64);
            cells.push_source(out, row);
            out.push_str("</div><div role=\"cell\" class=\"m\">");
            cells.push_mended(out, row);
            out.push_str("</div></div>\n");
        }
        out.push_str(if group.is_some() { "</div>\n</div>\n</section>\n" } else { "</div>\n</section>\n" });
        self.edits += rows.edits.len() as u64;
        self.flags += flags.len();
    }

    /// Adds a fault that ended an input.
    pub fn fault(&mut self, message: &str, out: &mut String) {
        out.push_str("<p class=\"fault\" role=\"alert\">");
        push_text(out, message, None);
        out.push_str("</p>\n");
    }

    /// Adds what stands behind the last page.
    pub fn end(&mut self, out: &mut String) {
        if self.pages == 0 {
            out.push_str("<p class=\"empty\">The input is empty: there is no page.</p>\n");
        }
        let _ = write!(out, "</main>\n{}<script>{SCRIPT}</script>\n</body>\n</html>\n", include_str!("foot.html"));
    }
}

/// Adds what stands before the first page.
fn head(name: &str, is_one_of_several: bool, out: &mut String) {
    let hash = |text: &str| BASE64_STANDARD.encode(Sha256::digest(text));
    let more = if is_one_of_several { ", …" } else { "" };
    out.push_str("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    let _ = writeln!(
        out,
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{}'; \
             script-src 'sha256-{}'; base-uri 'none'; form-action 'none'\">",
        hash(STYLE),
        hash(SCRIPT)
    );
    out.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    out.push_str("<meta name=\"color-scheme\" content=\"light dark\">\n<title>");
    push_plain(out, name);
    let _ = write!(out, "{more} · 校样 proof sheet</title>\n<style>{STYLE}</style>\n</head>\n<body>\n");
    out.push_str(include_str!("head.html"));
    out.push_str("<fieldset id=\"rules\">\n<legend>Rules</legend>\n");
    for (n, rule) in (1..).zip(Rule::all()) {
        // the keys behind 9; 0 is for all of them
        let key = match n {
            ..10 => n.to_string(),
            10 => "-".into(),
            _ => "=".into(),
        };
        let _ = writeln!(
            out,
            "<label class=\"r{n}\"><input type=\"checkbox\" id=\"rule{n}\" checked><kbd>{key}</kbd> \
                 <span class=\"name\">{rule}</span> <output for=\"rule{n}\"></output></label>"
        );
    }
    out.push_str("</fieldset>\n</header>\n<main>\n");
}

fn counted(n: u64, what: &str) -> String {
    let s = if n == 1 { "" } else { "s" };
    format!("{n} {what}{s}")
}
