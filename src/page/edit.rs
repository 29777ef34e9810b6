//! The log: every edit, with what stood there and what stands there now, and the way back.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use super::layout::{Moved, Replacement, Stretch, segments};
use crate::{Error, Rule};

/// One edit of the log.
///
/// `source` counts bytes from the start of the stream. Where `to` is `None`, `old` stood there and `new` stands in its
/// place. Where `to` is an offset, the whole span, with the edits inside it, stands before that byte of the source now:
/// then `old` and `new` are both the span's text in the source.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Edit<'p> {
    /// The page that it was made on, from 1. [`undo`] and [`replay`] go by `source` alone.
    #[cfg_attr(feature = "serde", serde(default = "super::form::first_page"))]
    pub page: u64,
    /// The rule that made the edit.
    pub rule: Rule,
    /// Where, in bytes from the start of the stream.
    #[cfg_attr(feature = "serde", serde(with = "super::form::span"))]
    pub source: Range<u64>,
    /// What the source has there.
    pub old: Cow<'p, str>,
    /// What the output has for it.
    pub new: Cow<'p, str>,
    /// For a move: the byte of the source, from the start of the stream, before which the span now stands.
    #[cfg_attr(feature = "serde", serde(default))]
    pub to: Option<u64>,
    /// How far the next-best reading is, in 1/64 nat; `None` where the edit stands on a proof, not on a comparison.
    #[cfg_attr(feature = "serde", serde(default))]
    pub margin: Option<u32>,
    /// Why, in words.
    #[cfg_attr(feature = "serde", serde(default))]
    pub reason: Cow<'static, str>,
}

impl Edit<'_> {
    /// An edit as a log read back gives it: enough for [`undo`] and [`replay`]. `old` is not empty, and as long as `source`.
    /// Its page is 1, its margin and reason are none; the fields can be set.
    pub fn new(rule: Rule, source: Range<u64>, old: impl Into<String>, new: impl Into<String>) -> Edit<'static> {
        Edit {
            page: 1,
            rule,
            source,
            old: Cow::Owned(old.into()),
            new: Cow::Owned(new.into()),
            to: None,
            margin: None,
            reason: Cow::Borrowed(""),
        }
    }

    /// The same edit as a move before the byte `to` of the source.
    #[must_use]
    pub fn moved_to(self, to: u64) -> Self {
        Edit { to: Some(to), ..self }
    }

    /// The edit with its texts copied, free of its page.
    pub fn into_owned(self) -> Edit<'static> {
        Edit {
            old: Cow::Owned(self.old.into_owned()),
            new: Cow::Owned(self.new.into_owned()),
            page: self.page,
            rule: self.rule,
            source: self.source,
            to: self.to,
            margin: self.margin,
            reason: self.reason,
        }
    }
}

/// An edit lent: so a log that is kept can be given to [`undo`] and [`replay`] as it is, `&log`.
impl<'a> From<&'a Edit<'_>> for Edit<'a> {
    fn from(edit: &'a Edit<'_>) -> Edit<'a> {
        Edit {
            page: edit.page,
            rule: edit.rule,
            source: edit.source.clone(),
            old: Cow::Borrowed(&edit.old),
            new: Cow::Borrowed(&edit.new),
            to: edit.to,
            margin: edit.margin,
            reason: edit.reason.clone(),
        }
    }
}

/// A line for a person to read: `split_numbers at 10..11: " " → "" (a number and its unit)`.
impl fmt::Display for Edit<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at {}..{}: ", self.rule, self.source.start, self.source.end)?;
        match self.to {
            Some(to) => write!(f, "{:?} → before {to}", self.old)?,
            None => write!(f, "{:?} → {:?}", self.old, self.new)?,
        }
        if self.reason.is_empty() { Ok(()) } else { write!(f, " ({})", self.reason) }
    }
}

/// The output that a log makes of its source: of the whole stream, or of one page's [`source`](crate::Page::source) with
/// that page's [`offset`](crate::Page::offset). The log is edits, or edits lent (`&log` of a `Vec`), in any order. With some
/// of them left out it makes the text without those.
///
/// # Errors
///
/// [`Error::LogMismatch`] where the source does not have what an edit says stood there.
///
/// ```
/// let page = &pagemend::Mender::new().pages("定于1月\n25日开会").next().unwrap();
/// assert_eq!(pagemend::replay(page.source(), page.offset(), page.edits())?, page.text());
/// # Ok::<(), pagemend::Error>(())
/// ```
pub fn replay<'a>(source: &str, offset: u64, log: impl IntoIterator<Item: Into<Edit<'a>>>) -> Result<String, Error> {
    let log = Log::read(offset, log)?;
    for change in &log.changes {
        check(source, change.start, change.end(), &change.old)?;
    }
    log.check_moves(source)?;
    let mut out = String::with_capacity(source.len());
    for range in log.segments(source.len())? {
        source.get(range.clone()).ok_or_else(|| mismatch(range.start, ""))?;
        out.extend(Stretch::new(source, range, &log.changes));
    }
    Ok(out)
}

/// The source that an output came from, byte for byte, by the log of its edits: of the whole stream with `offset` 0, or of
/// one page with that page's [`offset`](crate::Page::offset). It needs the whole log of that text, as edits or lent (`&log`),
/// in any order.
///
/// # Errors
///
/// [`Error::LogMismatch`] where the output does not have what an edit says stands there now.
///
/// ```
/// let raw = "定于1月 25日召开。";
/// let page = &pagemend::Mender::new().pages(raw).next().unwrap();
/// assert_eq!(pagemend::undo(&page.text(), page.offset(), page.edits())?, raw);
/// # Ok::<(), pagemend::Error>(())
/// ```
pub fn undo<'a>(output: &str, offset: u64, log: impl IntoIterator<Item: Into<Edit<'a>>>) -> Result<String, Error> {
    let log = Log::read(offset, log)?;
    let (old, new) = grown(&log.changes);
    let len = (output.len() + old).checked_sub(new).ok_or_else(|| mismatch(output.len(), ""))?;

    // Each segment of the source, with the place in the output where it now begins.
    let mut placed = Vec::new();
    let mut at = 0;
    for range in log.segments(len)? {
        let (old, new) = grown(log.within(&range));
        placed.push((range.clone(), at));
        at = (at + range.len() + new).checked_sub(old).ok_or_else(|| mismatch(at, ""))?;
    }
    placed.sort_by_key(|(range, _)| range.start);

    let mut source = String::with_capacity(len);
    for (range, mut at) in placed {
        let mut from = range.start;
        for change in log.within(&range) {
            let kept = change.start.checked_sub(from).ok_or_else(|| mismatch(at, &change.new))?;
            let piece = output.get(at..at + kept).ok_or_else(|| mismatch(at, ""))?;
            let stands = at + kept..at + kept + change.new.len();
            check(output, stands.start, stands.end, &change.new)?;
            source.push_str(piece);
            source.push_str(&change.old);
            (from, at) = (change.end(), stands.end);
        }
        let kept = range.end.checked_sub(from).ok_or_else(|| mismatch(at, ""))?;
        source.push_str(output.get(at..at + kept).ok_or_else(|| mismatch(at, ""))?);
    }
    log.check_moves(&source)?;
    Ok(source)
}

/// The bytes that the changes take away, and those that they put there.
fn grown(changes: &[LoggedChange<'_>]) -> (usize, usize) {
    changes.iter().fold((0, 0), |(old, new), c| (old + c.old.len(), new + c.new.len()))
}

/// Whether `expected` stands in the text from byte `start` to byte `end`.
fn check(text: &str, start: usize, end: usize, expected: &str) -> Result<(), Error> {
    if text.get(start..end) == Some(expected) { Ok(()) } else { Err(mismatch(start, expected)) }
}

fn mismatch(offset: usize, expected: &str) -> Error {
    Error::LogMismatch { offset: offset as u64, expected: expected.to_owned() }
}

/// A log, taken apart into changes, sorted by place, and moves.
struct Log<'a> {
    changes: Vec<LoggedChange<'a>>,
    moves: Vec<Moved>,
    /// What stood where each move was taken from.
    moved: Vec<Cow<'a, str>>,
}

struct LoggedChange<'a> {
    start: usize,
    old: Cow<'a, str>,
    new: Cow<'a, str>,
}

impl Replacement for LoggedChange<'_> {
    fn start(&self) -> usize {
        self.start
    }

    fn end(&self) -> usize {
        self.start + self.old.len()
    }

    fn new_text(&self) -> &str {
        &self.new
    }
}

impl<'a> Log<'a> {
    /// Reads a log. What no text can fit is an error here: spans that are not as long as their text, stand before
    /// `offset`, overlap, or are empty: where nothing stood, nothing can stand for it.
    fn read(offset: u64, edits: impl IntoIterator<Item: Into<Edit<'a>>>) -> Result<Log<'a>, Error> {
        let place = |at: u64| at.checked_sub(offset).and_then(|at| usize::try_from(at).ok());
        let mut log = Log { changes: Vec::new(), moves: Vec::new(), moved: Vec::new() };
        for edit in edits {
            let edit = edit.into();
            let (Some(start), Some(end)) = (place(edit.source.start), place(edit.source.end)) else {
                return Err(mismatch(0, &edit.old));
            };
            if end.checked_sub(start) != Some(edit.old.len()) || edit.old.is_empty() {
                return Err(mismatch(start, &edit.old));
            }
            match edit.to {
                Some(to) => {
                    let to = place(to).ok_or_else(|| mismatch(0, &edit.old))?;
                    log.moves.push(Moved { start, end, to });
                    log.moved.push(edit.old);
                }
                None => log.changes.push(LoggedChange { start, old: edit.old, new: edit.new }),
            }
        }
        log.changes.sort_by_key(|c| c.start);
        match log.changes.windows(2).find(|pair| matches!(pair, [a, b] if a.end() > b.start)) {
            Some([_, second]) => Err(mismatch(second.start, &second.old)),
            _ => Ok(log),
        }
    }

    /// The stretches of a source of `len` bytes in the order of the output: each byte once, no change in two of them.
    fn segments(&self, len: usize) -> Result<Vec<Range<usize>>, Error> {
        let text_of =
            |start| self.moves.iter().zip(&self.moved).find(|(m, _)| m.start == start).map_or("", |(_, old)| old);
        let mut spans: Vec<(usize, usize)> = self.moves.iter().map(|m| (m.start, m.end)).collect();
        spans.sort_unstable();
        let twice = spans.windows(2).find_map(|pair| matches!(pair, [a, b] if a.1 > b.0).then_some(pair.first()?.0));
        let outside = self.moves.iter().find(|m| m.end > len || m.to > len).map(|m| m.start);
        if let Some(at) = twice.or(outside) {
            return Err(mismatch(at, text_of(at)));
        }
        let segments = segments(len, &self.moves);
        let crosses = |range: &Range<usize>| self.within(range).last().filter(|c| c.end() > range.end);
        match segments.iter().find_map(crosses) {
            Some(change) => Err(mismatch(change.start, &change.old)),
            None => Ok(segments),
        }
    }

    fn check_moves(&self, source: &str) -> Result<(), Error> {
        self.moves.iter().zip(&self.moved).try_for_each(|(m, old)| check(source, m.start, m.end, old))
    }

    fn within(&self, range: &Range<usize>) -> &[LoggedChange<'a>] {
        let from = self.changes.partition_point(|c| c.start < range.start);
        let to = self.changes.partition_point(|c| c.start < range.end);
        self.changes.get(from..to).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(start: u64, old: &str, new: &str) -> Edit<'static> {
        Edit::new(Rule::ColumnBreaks, start..start + old.len() as u64, old, new)
    }

    /// Where a log is refused, and what it expected there.
    fn refused(result: Result<String, Error>) -> (u64, String) {
        match result {
            Err(Error::LogMismatch { offset, expected }) => (offset, expected),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_log_replays_and_undoes_with_moves_over_changes() {
        let log = || [change(1, "\n", ""), change(4, "d\n", "d\n").moved_to(0), change(3, "\n", " ")];
        assert_eq!(replay("a\nb\nd\n", 0, log()).unwrap(), "d\nab ");
        assert_eq!(undo("d\nab ", 0, log()).unwrap(), "a\nb\nd\n");
    }

    #[test]
    fn places_count_from_the_offset() {
        assert_eq!(replay("a\nb", 100, [change(101, "\n", "")]).unwrap(), "ab");
        assert_eq!(undo("ab", 100, [change(101, "\n", "")]).unwrap(), "a\nb");
        assert_eq!(refused(replay("a\nb", 100, [change(1, "\n", "")])), (0, "\n".into()), "from another page");
    }

    #[test]
    fn a_log_of_another_text_is_refused_where_it_does_not_fit() {
        assert_eq!(refused(replay("ab", 0, [change(1, "\n", "")])), (1, "\n".into()));
        assert_eq!(refused(replay("ab", 0, [change(7, "\n", "")])), (7, "\n".into()));
        assert_eq!(refused(replay("一", 0, [change(1, "b", "")])), (1, "b".into()), "inside a character");
        assert_eq!(refused(undo("a b", 0, [change(1, "\n", "-")])), (1, "-".into()));
        assert_eq!(refused(replay("abc", 0, [change(1, "x", "x").moved_to(0)])), (1, "x".into()));
        assert_eq!(refused(undo("bac", 0, [change(1, "x", "x").moved_to(0)])), (1, "x".into()));
    }

    #[test]
    fn a_log_that_fits_no_text_is_refused() {
        let long = Edit::new(Rule::ColumnBreaks, 0..5, "a", "");
        assert_eq!(refused(replay("abc", 0, [long])), (0, "a".into()), "a span longer than its text");
        assert_eq!(refused(replay("abc", 0, [change(0, "ab", ""), change(1, "bc", "")])), (1, "bc".into()), "overlap");
        let crossing = [change(0, "ab", "x"), change(1, "bc", "bc").moved_to(0)];
        assert_eq!(refused(replay("abc", 0, crossing)), (0, "ab".into()), "a change across the end of a move");
        let twice = || [change(0, "ab", "ab").moved_to(3), change(1, "b", "b").moved_to(0)];
        assert_eq!(refused(replay("abc", 0, twice())), (0, "ab".into()), "moved twice");
        assert_eq!(refused(undo("abc", 0, twice())), (0, "ab".into()), "moved twice");
        assert_eq!(
            refused(replay("abc", 0, [change(0, "a", "a").moved_to(9)])),
            (0, "a".into()),
            "moved out of the text"
        );
        assert_eq!(refused(undo("", 0, [change(0, "a", "long")])).0, 0, "shorter than what the log put there");
    }

    // Found by fuzzing: as many bytes were there twice as were nowhere.
    #[test]
    fn a_move_twice_and_a_move_out_of_the_text_do_not_make_up_for_each_other() {
        let log = [change(1, "bc", "bc").moved_to(0), change(1, "b", "b").moved_to(0), change(3, "d", "d").moved_to(9)];
        assert_eq!(refused(replay("abcd", 0, log)).0, 1);
    }

    // Found by fuzzing: the pieces on both sides of the target were no text, and were left out.
    #[test]
    fn a_move_into_a_character_is_refused() {
        assert_eq!(refused(replay("a一b", 0, [change(0, "a", "a").moved_to(2)])).0, 1);
        assert!(undo("a一b", 0, [change(0, "a", "a").moved_to(2)]).is_err());
    }

    // Found by fuzzing: put at the text's end it was not replayed, but undone.
    #[test]
    fn an_edit_of_nothing_is_refused() {
        assert_eq!(refused(replay("ab", 0, [change(2, "", "c")])), (2, String::new()));
        assert_eq!(refused(undo("abc", 0, [change(2, "", "c")])), (2, String::new()));
    }
}
