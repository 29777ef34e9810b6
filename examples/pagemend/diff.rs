//! What changes, as `diff -U0` writes it: made from the log, so that each hunk has its rules and reasons, and a headline that
//! moves is shown as that.

use std::fmt::Write as _;
use std::io::{self, Write};
use std::ops::Range;

use anstyle::{AnsiColor, Effects, Style};
use pagemend::{Edit, Page};

const NAME: Style = Style::new().bold();
const PLACE: Style = AnsiColor::Cyan.on_default();
const OLD: Style = AnsiColor::Red.on_default();
const NEW: Style = AnsiColor::Green.on_default();

/// How much text is held that no line end divides, in bytes: a longer line is shown in parts.
const LONGEST_LINE: usize = 1 << 20;

/// Writes diffs.
pub struct Diff {
    is_coloured: bool,
    /// The input, until its first hunk is written.
    name: Option<String>,
    /// The line at which the next hunk begins, in the source and in the output.
    old_line: u64,
    new_line: u64,
    old: Side,
    new: Side,
    /// Why the lines that are held differ.
    reasons: Vec<(String, u64)>,
    is_changed: bool,
    line: String,
}

/// What is held of the source, or of the output: the lines that differ so far, or the beginning of one.
#[derive(Default)]
struct Side {
    text: String,
    /// What is marked in it: what goes, what comes.
    marks: Vec<Range<usize>>,
}

impl Side {
    fn add(&mut self, text: &str, is_marked: bool) {
        let start = self.text.len();
        self.text.push_str(text);
        if is_marked && !text.is_empty() {
            self.marks.push(start..self.text.len());
        }
    }

    fn is_at_line_end(&self) -> bool {
        self.text.is_empty() || self.text.ends_with('\n')
    }

    fn lines(&self) -> u64 {
        self.text.split_inclusive('\n').count() as u64
    }

    fn clear(&mut self) {
        self.text.clear();
        self.marks.clear();
    }
}

impl Diff {
    pub fn new(is_coloured: bool) -> Diff {
        let (old, new) = (Side::default(), Side::default());
        let (reasons, line) = (Vec::new(), String::new());
        Diff { is_coloured, name: None, old_line: 1, new_line: 1, old, new, reasons, is_changed: false, line }
    }

    /// Another input begins.
    pub fn begin(&mut self, name: &str) {
        *self = Diff { name: Some(name.to_owned()), ..Diff::new(self.is_coloured) };
    }

    /// Adds a page.
    pub fn page(&mut self, page: &Page<'_>, out: &mut dyn Write) -> io::Result<()> {
        if !page.is_changed() {
            return self.same(page.source(), out);
        }
        let source = page.source();
        let at = |byte: u64| usize::try_from(byte - page.offset()).unwrap_or(usize::MAX);
        let first_line = self.old_line + self.old.text.matches('\n').count() as u64;
        let line_of = |byte: u64| {
            let before = source.get(..at(byte)).unwrap_or(source);
            first_line + before.matches('\n').count() as u64
        };
        let (moves, changes): (Vec<Edit<'_>>, Vec<Edit<'_>>) = page.edits().partition(|edit| edit.to.is_some());
        let mut by_target: Vec<&Edit<'_>> = moves.iter().collect();
        by_target.sort_by_key(|edit| edit.to);
        let mut marks: Vec<u64> = vec![page.offset(), page.offset() + source.len() as u64];
        marks.extend(moves.iter().flat_map(|edit| [Some(edit.source.start), Some(edit.source.end), edit.to]).flatten());
        marks.sort_unstable();
        marks.dedup();

        for (n, &mark) in marks.iter().enumerate() {
            for edit in by_target.iter().filter(|edit| edit.to == Some(mark)) {
                let why = format!("{}, from line {}: {}", edit.rule, line_of(edit.source.start), edit.reason);
                self.replace("", &mended(edit, &changes), why, out)?;
            }
            let Some(&end) = marks.get(n + 1) else { break };
            let stretch = source.get(at(mark)..at(end)).unwrap_or_default();
            if let Some(edit) = moves.iter().find(|edit| edit.source.start <= mark && end <= edit.source.end) {
                let to = edit.to.map_or(0, line_of);
                self.replace(stretch, "", format!("{}, to line {to}: {}", edit.rule, edit.reason), out)?;
                continue;
            }
            let mut from = mark;
            for edit in changes.iter().filter(|edit| mark <= edit.source.start && edit.source.end <= end) {
                self.same(source.get(at(from)..at(edit.source.start)).unwrap_or_default(), out)?;
                self.replace(&edit.old, &edit.new, format!("{}: {}", edit.rule, edit.reason), out)?;
                from = edit.source.end;
            }
            self.same(source.get(at(from)..at(end)).unwrap_or_default(), out)?;
        }
        Ok(())
    }

    /// The input ends.
    pub fn end(&mut self, out: &mut dyn Write) -> io::Result<()> {
        self.hunk("No newline at end of file", out)
    }

    /// Text that stays as it is.
    fn same(&mut self, text: &str, out: &mut dyn Write) -> io::Result<()> {
        let mut rest = text;
        // The line that is begun is finished first.
        if !self.old.text.is_empty() || self.is_changed {
            let len = rest.find('\n').map_or(rest.len(), |at| at + 1);
            self.keep(&rest[..len], out)?;
            rest = &rest[len..];
        }
        let whole = rest.rfind('\n').map_or(0, |at| at + 1);
        let lines = rest[..whole].matches('\n').count() as u64;
        self.old_line += lines;
        self.new_line += lines;
        self.keep(&rest[whole..], out)
    }

    /// Text that stays as it is, of one line.
    fn keep(&mut self, text: &str, out: &mut dyn Write) -> io::Result<()> {
        self.old.add(text, false);
        self.new.add(text, false);
        self.flush(out)
    }

    /// Text in the place of other text.
    fn replace(&mut self, old: &str, new: &str, why: String, out: &mut dyn Write) -> io::Result<()> {
        self.old.add(old, true);
        self.new.add(new, true);
        self.is_changed = true;
        match self.reasons.iter_mut().find(|(reason, _)| *reason == why) {
            Some((_, count)) => *count += 1,
            None => self.reasons.push((why, 1)),
        }
        self.flush(out)
    }

    /// Writes what is held once it ends with a line.
    fn flush(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if self.old.is_at_line_end() && self.new.is_at_line_end() {
            self.hunk("", out)
        } else if self.old.text.len().max(self.new.text.len()) > LONGEST_LINE {
            self.hunk("The line goes on: it is too long to be shown whole", out)
        } else {
            Ok(())
        }
    }

    /// Writes what is held, if it differs. `open` is said of a line that has no end.
    fn hunk(&mut self, open: &str, out: &mut dyn Write) -> io::Result<()> {
        let lines = (self.old.lines(), self.new.lines());
        if self.is_changed && self.old.text != self.new.text {
            self.line.clear();
            self.head(lines);
            let (old, new) = (std::mem::take(&mut self.old), std::mem::take(&mut self.new));
            self.side('-', OLD, &old, open);
            self.side('+', NEW, &new, open);
            (self.old, self.new) = (old, new);
            out.write_all(self.line.as_bytes())?;
        }
        // A line that goes on is counted where it ends.
        self.old_line += lines.0 - u64::from(!self.old.is_at_line_end());
        self.new_line += lines.1 - u64::from(!self.new.is_at_line_end());
        self.old.clear();
        self.new.clear();
        self.reasons.clear();
        self.is_changed = false;
        Ok(())
    }

    /// `@@ -12,3 +12 @@ column_breaks: …`, and the input's name before the first.
    fn head(&mut self, lines: (u64, u64)) {
        if let Some(name) = self.name.take() {
            let name = quoted(&name);
            for sign in ["---", "+++"] {
                let line = format!("{sign} {name}");
                self.styled(NAME, &line);
                self.line.push('\n');
            }
        }
        // Lines that are not there are said to stand behind the line before.
        let range = |line: u64, count: u64| match count {
            0 => format!("{},0", line - 1),
            1 => line.to_string(),
            _ => format!("{line},{count}"),
        };
        let place = format!("@@ -{} +{} @@", range(self.old_line, lines.0), range(self.new_line, lines.1));
        self.styled(PLACE, &place);
        for (n, (why, count)) in std::mem::take(&mut self.reasons).into_iter().enumerate() {
            self.line.push_str(if n > 0 { " | " } else { " " });
            self.line.push_str(&why);
            if count > 1 {
                let _ = write!(self.line, " ({count} times)");
            }
        }
        self.line.push('\n');
    }

    /// The lines of one side.
    fn side(&mut self, sign: char, style: Style, side: &Side, open: &str) {
        if side.text.is_empty() {
            return;
        }
        let mut marks = side.marks.iter().peekable();
        let mut start = 0;
        for line in side.text.split_inclusive('\n') {
            let end = start + line.len();
            if self.is_coloured {
                let _ = write!(self.line, "{style}{sign}");
                let mut at = start;
                while at < end {
                    while marks.next_if(|mark| mark.end <= at).is_some() {}
                    let (until, is_marked) = match marks.peek() {
                        Some(mark) if mark.start <= at => (mark.end.min(end), true),
                        Some(mark) => (mark.start.min(end), false),
                        None => (end, false),
                    };
                    self.shown(style, &side.text[at..until], is_marked);
                    at = until;
                }
                let _ = writeln!(self.line, "{style:#}");
            } else {
                self.line.push(sign);
                self.line.push_str(line);
                if !line.ends_with('\n') {
                    self.line.push('\n');
                }
            }
            start = end;
        }
        if !side.text.ends_with('\n') {
            let _ = writeln!(self.line, "\\ {open}");
        }
    }

    /// Text for a terminal: what is marked stands out, also a line end, and nothing in it is obeyed.
    fn shown(&mut self, style: Style, text: &str, is_marked: bool) {
        let marked = style.effects(Effects::INVERT);
        if is_marked {
            let _ = write!(self.line, "{marked}");
        }
        for c in text.chars() {
            match c {
                '\n' if is_marked => self.line.push('⏎'),
                '\n' => {}
                '\t' => self.line.push('\t'),
                '\0'..='\x1f' => self.line.push(char::from_u32(0x2400 + u32::from(c)).unwrap_or(' ')),
                '\x7f'..='\u{9f}' => self.line.push('\u{2421}'),
                c => self.line.push(c),
            }
        }
        if is_marked {
            let _ = write!(self.line, "{marked:#}{style}");
        }
    }

    fn styled(&mut self, style: Style, text: &str) {
        let _ =
            if self.is_coloured { write!(self.line, "{style}{text}{style:#}") } else { write!(self.line, "{text}") };
    }
}

/// The text of a move, changes in it made.
fn mended(moved: &Edit<'_>, changes: &[Edit<'_>]) -> String {
    let mut text = String::with_capacity(moved.old.len());
    let mut from = moved.source.start;
    let of = |range: Range<u64>| {
        let at = |byte: u64| usize::try_from(byte - moved.source.start).unwrap_or(usize::MAX);
        moved.old.get(at(range.start)..at(range.end)).unwrap_or_default()
    };
    let inside = |edit: &&Edit<'_>| moved.source.start <= edit.source.start && edit.source.end <= moved.source.end;
    for change in changes.iter().filter(inside) {
        text.push_str(of(from..change.source.start));
        text.push_str(&change.new);
        from = change.source.end;
    }
    text.push_str(of(from..moved.source.end));
    text
}

/// A file's name, as diffs write it: with a tab behind it where it has spaces, in quotes where it has what no line may hold.
fn quoted(name: &str) -> String {
    if name.contains(|c: char| c.is_control() || c == '"' || c == '\\') {
        format!("\"{}\"", name.escape_default())
    } else if name.contains(' ') {
        format!("{name}\t")
    } else {
        name.to_owned()
    }
}
