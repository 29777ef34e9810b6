//! A line of words that an OCR engine put boxes around, as text.

/// Where a word stands: its sides, and how high it is.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    pub left: f64,
    pub right: f64,
    pub height: f64,
}

/// A line, word by word.
#[derive(Default)]
pub struct Line {
    text: String,
    last: Option<Place>,
}

impl Line {
    /// Adds a word. `is_spaced` says whether the file has a space before it.
    ///
    /// Between Latin words a space is a space. Characters of full width are set without: what stands between their boxes is
    /// where the engine cut the line up, and a space only where half a character would find room.
    pub fn word(&mut self, word: &str, place: Option<Place>, is_spaced: bool) {
        let word = word.trim();
        let Some(first) = word.chars().next() else { return };
        if let Some(last) = self.text.chars().next_back().filter(|c| !c.is_whitespace()) {
            let has_space = if !is_wide(last) && !is_wide(first) {
                is_spaced
            } else if is_wide_mark(last) || is_wide_mark(first) {
                false
            } else {
                match (self.last, place) {
                    (Some(before), Some(place)) => (place.left - before.right) * 2.0 >= before.height.min(place.height),
                    _ => is_spaced && !(is_wide(last) && is_wide(first)),
                }
            };
            if has_space {
                self.text.push(' ');
            }
        }
        self.text.push_str(word);
        self.last = place;
    }

    /// Adds text as it stands, white space as one space.
    pub fn text(&mut self, text: &str) {
        for c in text.chars() {
            if !c.is_ascii_whitespace() {
                self.text.push(c);
            } else if !self.text.is_empty() && !self.text.ends_with(' ') {
                self.text.push(' ');
            }
        }
        self.last = None;
    }

    /// Whether the last word ends in a letter or digit that words are made of: two such words never stand without a space.
    pub fn ends_in_a_word(&self) -> bool {
        self.text.chars().next_back().is_some_and(|c| c.is_alphanumeric() && !is_wide(c))
    }

    /// How long it is so far, in bytes.
    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// Ends the line. `None` where it is empty.
    pub fn end(&mut self) -> Option<String> {
        self.last = None;
        let text = std::mem::take(&mut self.text);
        let len = text.trim_end().len();
        (len > 0).then(|| text[..len].to_owned())
    }
}

/// Whether a character takes the room of two in a row of Latin ones: Chinese characters, kana, hangul, and their marks.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}'
        | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
        || is_wide_mark(c)
}

/// Whether it is a mark that brings its own room with it.
fn is_wide_mark(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}' | '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}'
        | '\u{ff3b}'..='\u{ff40}' | '\u{ff5b}'..='\u{ff65}' | '“' | '”' | '‘' | '’' | '…' | '—' | '·')
}
