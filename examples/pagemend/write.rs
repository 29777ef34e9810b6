//! Writes pages.

use std::fmt::Write as _;
use std::io::{self, Write};

use pagemend::{Edit, Page};

use crate::args::Format;
use crate::diff::Diff;
use crate::markdown::Markdown;
use crate::sheet::Sheet;

/// Writes pages in one format. Where to, is said each time.
pub struct Writer {
    format: Format,
    /// `"file":"…",`, where the pages of several inputs go to one place.
    file: String,
    markdown: Markdown,
    diff: Diff,
    sheet: Sheet,
    line: String,
}

impl Writer {
    pub fn new(format: Format, is_coloured: bool) -> Writer {
        let (file, markdown, sheet, line) = Default::default();
        Writer { format, file, markdown, diff: Diff::new(is_coloured), sheet, line }
    }

    /// An input begins. `is_alone` says whether what is written of it goes to a place of its own; else it is named, as each
    /// input counts its own pages and bytes.
    pub fn begin(&mut self, name: &str, is_alone: bool, out: &mut dyn Write) -> io::Result<()> {
        self.file.clear();
        if is_alone {
            (self.markdown, self.sheet) = Default::default();
        } else {
            self.file.push_str("\"file\":");
            push_json(&mut self.file, name);
            self.file.push(',');
        }
        self.diff.begin(name);
        self.sheet_part(out, |sheet, out| sheet.begin(name, !is_alone, out))
    }

    /// Writes a page.
    pub fn page(&mut self, page: &Page<'_>, out: &mut dyn Write) -> io::Result<()> {
        match self.format {
            Format::Text => page.pieces().try_for_each(|piece| out.write_all(piece.as_bytes())),
            Format::Jsonl => self.blocks(page, out),
            Format::Edits => page.edits().try_for_each(|edit| self.edit(page.number(), &edit, out)),
            Format::Html => self.sheet_part(out, |sheet, out| sheet.page(page, out)),
            Format::Markdown => {
                self.line.clear();
                self.markdown.page(page, &mut self.line);
                out.write_all(self.line.as_bytes())
            }
            Format::Diff => self.diff.page(page, out),
        }
    }

    /// An input ended in a fault, which its reader is told of: so is the sheet's.
    pub fn fault(&mut self, message: &str, out: &mut dyn Write) -> io::Result<()> {
        self.sheet_part(out, |sheet, out| sheet.fault(message, out))
    }

    /// An input ends, also where it failed.
    pub fn end(&mut self, out: &mut dyn Write) -> io::Result<()> {
        self.diff.end(out)
    }

    /// What goes to one place ends: an input alone, or several.
    pub fn close(&mut self, out: &mut dyn Write) -> io::Result<()> {
        self.sheet_part(out, Sheet::end)
    }

    /// Writes a part of the proof sheet, if that is the format.
    fn sheet_part(&mut self, out: &mut dyn Write, write: impl FnOnce(&mut Sheet, &mut String)) -> io::Result<()> {
        if self.format != Format::Html {
            return Ok(());
        }
        self.line.clear();
        write(&mut self.sheet, &mut self.line);
        out.write_all(self.line.as_bytes())
    }

    fn blocks(&mut self, page: &Page<'_>, out: &mut dyn Write) -> io::Result<()> {
        for block in page.blocks() {
            self.line.clear();
            let line = &mut self.line;
            let _ = write!(line, "{{{}\"page\":{},\"article\":", self.file, page.number());
            push_or_null(line, block.article());
            let _ = write!(line, ",\"kind\":\"{}\",\"text\":", block.kind());
            push_json(line, &block.text());
            line.push_str(",\"source\":[");
            for (n, span) in block.source().iter().enumerate() {
                let comma = if n > 0 { "," } else { "" };
                let _ = write!(line, "{comma}[{},{}]", span.start, span.end);
            }
            line.push_str("]}\n");
            out.write_all(line.as_bytes())?;
        }
        Ok(())
    }

    fn edit(&mut self, page: u64, edit: &Edit<'_>, out: &mut dyn Write) -> io::Result<()> {
        self.line.clear();
        let line = &mut self.line;
        let _ = write!(line, "{{{}\"page\":{page},\"rule\":\"{}\",", self.file, edit.rule);
        let _ = write!(line, "\"source\":[{},{}],\"old\":", edit.source.start, edit.source.end);
        push_json(line, &edit.old);
        line.push_str(",\"new\":");
        push_json(line, &edit.new);
        line.push_str(",\"to\":");
        push_or_null(line, edit.to);
        line.push_str(",\"margin\":");
        push_or_null(line, edit.margin);
        line.push_str(",\"reason\":");
        push_json(line, &edit.reason);
        line.push_str("}\n");
        out.write_all(line.as_bytes())
    }
}

fn push_or_null(line: &mut String, value: Option<impl std::fmt::Display>) {
    let _ = match value {
        Some(value) => write!(line, "{value}"),
        None => write!(line, "null"),
    };
}

/// Adds a text as a JSON string. Besides what JSON asks for, it escapes the line separators U+0085, U+2028 and U+2029 and
/// DEL: many programs end a line there, and in JSON Lines a line is a record.
fn push_json(line: &mut String, text: &str) {
    line.push('"');
    for c in text.chars() {
        let _ = match c {
            '"' => write!(line, "\\\""),
            '\\' => write!(line, "\\\\"),
            '\n' => write!(line, "\\n"),
            '\r' => write!(line, "\\r"),
            '\t' => write!(line, "\\t"),
            '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' => write!(line, "\\u{:04x}", c as u32),
            c => {
                line.push(c);
                Ok(())
            }
        };
    }
    line.push('"');
}
