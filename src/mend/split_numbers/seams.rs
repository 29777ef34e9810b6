//! Seams between characters and numbers or Latin words, on a page that nothing else shows to be damaged. There a space may be
//! its author's; but an author who sets one sets the next like it, and an extractor does not.

use super::{is_date, is_han};

/// What a seam joins. An author may space the one and not the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The parts of a date, a page or an issue: 2026年4月, 第3期.
    Date,
    /// A date and the character before it.
    Outer,
    /// A number, and what it counts or stands behind.
    Count,
    /// A Latin word.
    Word,
    /// A number and its sign: 62%.
    Sign,
    /// A number and its unit in Latin letters, which are set apart by rule in many a book: 48 km, 39 ℃.
    Unit,
}

/// How the seams of one kind are set.
#[derive(Clone, Copy, Debug, Default)]
struct Set {
    open: bool,
    closed: bool,
}

impl Set {
    fn add(&mut self, open: bool) {
        *if open { &mut self.open } else { &mut self.closed } = true;
    }

    /// Some with a space and some without: nobody does that by choice.
    fn is_mixed(self) -> bool {
        self.open && self.closed
    }
}

/// How the seams of a block are set.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Seams {
    dates: Set,
    outer: Set,
    counts: Set,
    words: Set,
    signs: Set,
}

impl Seams {
    pub(super) fn of(block: &str) -> Seams {
        let mut seams = Seams::default();
        let mut before: Option<(usize, char)> = None; // the last character, and where it ends
        for (at, c) in block.char_indices() {
            if c == '\n' {
                before = None;
            } else if !c.is_whitespace() {
                if let Some((end, _)) = before
                    && let Some(kind) = kind(block, end, at)
                    && let Some(set) = seams.of_kind(kind)
                {
                    set.add(end < at);
                }
                before = Some((at + c.len_utf8(), c));
            }
        }
        seams
    }

    fn of_kind(&mut self, kind: Kind) -> Option<&mut Set> {
        match kind {
            Kind::Date => Some(&mut self.dates),
            Kind::Outer => Some(&mut self.outer),
            Kind::Count => Some(&mut self.counts),
            Kind::Word => Some(&mut self.words),
            Kind::Sign => Some(&mut self.signs),
            Kind::Unit => None,
        }
    }

    /// Whether the block shows that an open seam of this kind is damage.
    pub(super) fn prove(&self, kind: Kind) -> bool {
        match kind {
            Kind::Date => self.dates.is_mixed(),
            Kind::Outer => self.outer.is_mixed() || self.dates.is_mixed(),
            Kind::Count => self.counts.is_mixed(),
            Kind::Word => self.words.is_mixed(),
            Kind::Sign => self.signs.is_mixed() || self.counts.closed,
            Kind::Unit => self.counts.is_mixed(),
        }
    }
}

/// The kind of the seam between the character that ends at byte `end` and the one that begins at byte `start`, if it is one.
pub(super) fn kind(text: &str, end: usize, start: usize) -> Option<Kind> {
    let before = text.get(..end)?.chars().next_back()?;
    let after = text.get(start..)?.chars().next()?;
    if matches!(before, '%' | '‰' | '℃' | '％') && is_han(after) {
        return Some(Kind::Count);
    }
    if before.is_ascii_digit() {
        return match after {
            _ if is_date(before, after) && is_of_date(text.get(..end)?, after) => Some(Kind::Date),
            _ if is_han(after) => Some(Kind::Count),
            '%' | '‰' | '％' => Some(Kind::Sign),
            '℃' | '°' => Some(Kind::Unit),
            _ if after.is_ascii_alphabetic() => Some(Kind::Unit),
            _ => None,
        };
    }
    if after.is_ascii_digit() && is_han(before) {
        let number = text.get(start..)?;
        let rest = number.trim_start_matches(|c: char| c.is_ascii_digit());
        // 2026年4月, and not 享年82岁
        let counted = |c: char| {
            text.get(..end - c.len_utf8()).is_some_and(|t| t.trim_end().ends_with(|c: char| c.is_ascii_digit()))
        };
        return Some(match rest.trim_start().chars().next() {
            _ if is_date(before, after) && (before == '第' || counted(before)) => Kind::Date,
            Some('年') if number.len() - rest.len() == 4 => Kind::Outer,
            Some('月') => Kind::Outer,
            _ => Kind::Count,
        });
    }
    let word = before.is_ascii_alphabetic() && is_han(after) || is_han(before) && after.is_ascii_alphabetic();
    word.then_some(Kind::Word)
}

/// Whether the number that the text ends in is one of a date before this character: 2026年 and not 2年, 4月3日 and not 92日.
fn is_of_date(text: &str, after: char) -> bool {
    let rest = text.trim_end_matches(|c: char| c.is_ascii_digit());
    match after {
        '年' => text.len() - rest.len() == 4,
        '日' => rest.trim_end().ends_with('月'),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds() {
        let of = |text: &str| {
            let (before, after) = text.split_once('|').unwrap();
            kind(&format!("{before}{after}"), before.len(), before.len())
        };
        assert_eq!(of("2026|年"), Some(Kind::Date));
        assert_eq!(of("用了2|年"), Some(Kind::Count));
        assert_eq!(of("4月3|日"), Some(Kind::Date));
        assert_eq!(of("共92|日历天"), Some(Kind::Count));
        assert_eq!(of("第|3期"), Some(Kind::Date));
        assert_eq!(of("4月|3日"), Some(Kind::Date));
        assert_eq!(of("享年|82岁"), Some(Kind::Count));
        assert_eq!(of("占62|%"), Some(Kind::Sign));
        assert_eq!(of("长48|km"), Some(Kind::Unit));
        assert_eq!(of("用|Rust"), Some(Kind::Word));
        assert_eq!(of("Rust|写"), Some(Kind::Word));
        assert_eq!(of("写|成"), None);
        assert_eq!(of("于|2026年"), Some(Kind::Outer));
        assert_eq!(of("于|4月"), Some(Kind::Outer));
        assert_eq!(of("，|3"), None);
    }

    #[test]
    fn what_an_author_sets_alike_proves_nothing() {
        let alike = Seams::of("于2026年4月3日用 Rust 写了 3 个程序，又用 Go 写了 2 个，快了 62%。");
        assert!(
            !alike.prove(Kind::Date)
                && !alike.prove(Kind::Count)
                && !alike.prove(Kind::Word)
                && !alike.prove(Kind::Sign)
        );
        let mixed = Seams::of("4月 3日发生295 起，APP下载共 8 次，比 VR 多。");
        assert!(
            mixed.prove(Kind::Date) && mixed.prove(Kind::Count) && mixed.prove(Kind::Word) && mixed.prove(Kind::Unit)
        );
        assert!(Seams::of("占总长的62 %。").prove(Kind::Sign));
        assert!(!Seams::of("占总长的 62 %。").prove(Kind::Sign));
        assert!(!Seams::of("共3\n个").prove(Kind::Count), "a line end is no space");
    }
}
