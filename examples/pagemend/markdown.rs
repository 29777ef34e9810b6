//! Pages as Markdown: articles under their headlines.

use pagemend::{Kind, Page};

/// Writes Markdown. Articles stand apart by a rule, also across pages.
#[derive(Default)]
pub struct Markdown {
    /// Where the last block stood: its page and its article.
    last: Option<(u64, Option<u32>)>,
}

impl Markdown {
    /// Adds a page.
    pub fn page(&mut self, page: &Page<'_>, out: &mut String) {
        let mut blocks = page.blocks().peekable();
        while let Some(block) = blocks.next() {
            let (article, kind) = (block.article(), block.kind());
            let mut text = escape(&block.text());
            // The printed lines of one head are one line here.
            while is_head(kind)
                && let Some(line) = blocks.next_if(|next| next.kind() == kind && next.article() == article)
            {
                text.push(' ');
                text.push_str(&escape(&line.text()));
            }
            match self.last {
                Some(last) if last != (page.number(), article) => out.push_str("\n---\n\n"),
                Some(_) => out.push('\n'),
                None => {}
            }
            self.last = Some((page.number(), article));
            match kind {
                Kind::Headline => push_line(out, "# ", &one_line(&text), ""),
                Kind::Subhead => push_line(out, "## ", &one_line(&text), ""),
                Kind::Kicker => push_line(out, "*", &one_line(&text), "*"),
                _ => push_line(out, "", &text.replace('\n', "\\\n"), ""),
            }
        }
    }
}

fn is_head(kind: Kind) -> bool {
    matches!(kind, Kind::Headline | Kind::Subhead | Kind::Kicker)
}

fn push_line(out: &mut String, before: &str, text: &str, behind: &str) {
    for part in [before, text, behind, "\n"] {
        out.push_str(part);
    }
}

fn one_line(text: &str) -> String {
    text.replace('\n', " ")
}

/// The text with a backslash before what Markdown would take for its own. Blank lines and spaces around lines go, as they
/// mean something there.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.lines().map(|line| line.trim_matches([' ', '\t', '\r'])).filter(|line| !line.is_empty()) {
        if !out.is_empty() {
            out.push('\n');
        }
        let digits = line.bytes().take_while(u8::is_ascii_digit).count();
        for (at, c) in line.char_indices() {
            let is_special = match c {
                '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '~' | '|' => true,
                '&' => line[at + 1..].starts_with(|c: char| c == '#' || c.is_ascii_alphabetic()),
                '#' | '>' | '+' | '-' | '=' => at == 0,
                '.' | ')' => at == digits && (1..=9).contains(&digits),
                _ => false,
            };
            if is_special {
                out.push('\\');
            }
            out.push(c);
        }
    }
    out
}
