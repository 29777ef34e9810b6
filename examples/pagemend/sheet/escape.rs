//! Text as HTML that shows all of it, and runs none of it.

use std::borrow::Cow;
use std::fmt::Write;

/// Adds a text. The content of the elements that it becomes is the text, byte for byte; characters that cannot be seen, or
/// that turn the text around, stand in an element of their own, which shows their label and keeps what they do inside. HTML
/// has no NUL: its element is empty, and the sheet's script fills it.
///
/// `before` is the character that the text stands behind.
pub fn push_text(out: &mut String, text: &str, mut before: Option<char>) {
    let mut chars = text.char_indices().peekable();
    let mut from = 0;
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|&(_, next)| next);
        let as_html = match c {
            '<' => Some("&lt;"),
            '>' => Some("&gt;"),
            '&' => Some("&amp;"),
            // a line end of two characters, as text has it: unescaped, the parser would drop its first
            '\r' if next == Some('\n') => Some("&#13;"),
            _ => None,
        };
        let label = if as_html.is_none() { label(c, before) } else { None };
        if as_html.is_some() || label.is_some() {
            out.push_str(&text[from..at]);
            from = at + c.len_utf8();
        }
        if let Some(html) = as_html {
            out.push_str(html);
        }
        if let Some(label) = label {
            let _ = match c {
                '\0' => write!(out, "<i class=\"c\" data-c=\"NUL\" data-nul></i>"),
                '\r' => write!(out, "<i class=\"c\" data-c=\"CR\">&#13;</i>"),
                c => write!(out, "<i class=\"c\" data-c=\"{label}\">{c}</i>"),
            };
        }
        before = Some(c);
    }
    out.push_str(&text[from..]);
}

/// Adds a text where no element can stand: within a title or the quotes of an attribute. What cannot be seen is � there.
pub fn push_plain(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            c if c.is_control() || label(c, None).is_some() => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
}

/// What is shown for a character that cannot be seen, that looks like another, or that turns the text around.
fn label(c: char, before: Option<char>) -> Option<Cow<'static, str>> {
    const C0: [&str; 32] = [
        "NUL", "SOH", "STX", "ETX", "EOT", "ENQ", "ACK", "BEL", "BS", "HT", "LF", "VT", "FF", "CR", "SO", "SI", "DLE",
        "DC1", "DC2", "DC3", "DC4", "NAK", "SYN", "ETB", "CAN", "EM", "SUB", "ESC", "FS", "GS", "RS", "US",
    ];
    let name = match c {
        '\t' | '\n' => return None,
        '\0'..='\u{1f}' => C0[c as usize],
        '\u{7f}' => "DEL",
        '\u{85}' => "NEL",
        '\u{a0}' => "NBSP",
        '\u{ad}' => "SHY",
        '\u{61c}' => "ALM",
        '\u{200b}' => "ZWSP",
        // They shape the letters of many scripts, and emoji: there an element would break what they hold together.
        '\u{200c}' | '\u{200d}' if before.is_some_and(is_joined) => return None,
        '\u{200c}' => "ZWNJ",
        '\u{200d}' => "ZWJ",
        '\u{200e}' => "LRM",
        '\u{200f}' => "RLM",
        '\u{2028}' => "LS",
        '\u{2029}' => "PS",
        '\u{202a}' => "LRE",
        '\u{202b}' => "RLE",
        '\u{202c}' => "PDF",
        '\u{202d}' => "LRO",
        '\u{202e}' => "RLO",
        '\u{202f}' => "NNBSP",
        '\u{2060}' => "WJ",
        '\u{2066}' => "LRI",
        '\u{2067}' => "RLI",
        '\u{2068}' => "FSI",
        '\u{2069}' => "PDI",
        '\u{feff}' => "BOM",
        '\u{80}'..='\u{9f}'
        | '\u{115f}'..='\u{1160}'
        | '\u{17b4}'..='\u{17b5}'
        | '\u{180e}'
        | '\u{2061}'..='\u{206f}'
        | '\u{2800}'
        | '\u{3164}'
        | '\u{e000}'..='\u{f8ff}'
        | '\u{fdd0}'..='\u{fdef}'
        | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e00ff}'
        | '\u{e01f0}'..='\u{e0fff}'
        | '\u{f0000}'..='\u{10ffff}' => return Some(Cow::Owned(format!("{:04X}", c as u32))),
        c if c as u32 & 0xfffe == 0xfffe => return Some(Cow::Owned(format!("{:04X}", c as u32))),
        _ => return None,
    };
    Some(Cow::Borrowed(name))
}

/// Whether a joiner behind the character may shape it: it is neither Latin nor Chinese.
fn is_joined(c: char) -> bool {
    !matches!(c, '\0'..='\u{2ff}' | '\u{2000}'..='\u{206f}' | '\u{3000}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
}
