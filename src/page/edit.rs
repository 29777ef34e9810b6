//! The log: every edit, with what stood there and what stands there now, and the way back.

use std::borrow::Cow;
use std::ops::Range;

use super::change::Reason;
use super::layout::{Moved, Replacement, pieces, segments};
use crate::{Error, Rule};

/// One edit of the log.
///
/// `source` counts bytes from the start of the stream. Where `to` is `None`, `old` stood there and `new` stands in its
/// place. Where `to` is an offset, the whole span, with the edits inside it, stands before that byte of the source now:
/// then `old` and `new` are both the span's text in the source.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Edit<'p> {
    /// The rule that made the edit.
    pub rule: Rule,
    /// Where, in bytes from the start of the stream.
    pub source: Range<u64>,
    /// What the source has there.
    pub old: Cow<'p, str>,
    /// What the output has for it.
    pub new: Cow<'p, str>,
    /// For a move: the byte of the source, from the start of the stream, before which the span now stands.
    pub to: Option<u64>,
    /// How far the next-best reading is, in 1/64 nat; `None` where the edit stands on a proof, not on a comparison.
    pub margin: Option<u32>,
    /// Why, in words.
    pub reason: Cow<'static, str>,
}

impl Edit<'_> {
    /// An edit as a log read back gives it: enough for [`undo`] and [`replay`].
    pub fn new(rule: Rule, source: Range<u64>, old: impl Into<String>, new: impl Into<String>) -> Edit<'static> {
        Edit {
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
            rule: self.rule,
            source: self.source,
            to: self.to,
            margin: self.margin,
            reason: self.reason,
        }
    }
}

pub(crate) fn reason_text(reason: Reason) -> Cow<'static, str> {
    match reason.0 {
        super::change::Why::Words(words) => Cow::Borrowed(words),
        super::change::Why::Evidence(_) => Cow::Owned(reason.to_string()),
    }
}

/// The output that a log makes of its source: of the whole stream, or of one page's [`source`](crate::Page::source) with
/// that page's [`offset`](crate::Page::offset).
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
pub fn replay<'a>(source: &str, offset: u64, log: impl IntoIterator<Item = Edit<'a>>) -> Result<String, Error> {
    let log = Log::read(offset, log);
    let mut out = String::with_capacity(source.len());
    for change in &log.changes {
        let (start, end) = (change.start, change.start + change.old.len());
        if source.get(start..end) != Some(&change.old) {
            return Err(mismatch(start, &change.old));
        }
    }
    for range in segments(source.len(), &log.moves) {
        pieces(source, range, &log.changes).for_each(|p| out.push_str(p));
    }
    Ok(out)
}

/// The source that an output came from, byte for byte, by the log of its edits: of the whole stream with `offset` 0, or of
/// one page with that page's [`offset`](crate::Page::offset).
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
pub fn undo<'a>(output: &str, offset: u64, log: impl IntoIterator<Item = Edit<'a>>) -> Result<String, Error> {
    let log = Log::read(offset, log);
    let (old, new): (usize, usize) =
        log.changes.iter().fold((0, 0), |(old, new), c| (old + c.old.len(), new + c.new.len()));
    let len = (output.len() + old).checked_sub(new).ok_or_else(|| mismatch(output.len(), ""))?;

    // Each segment of the source, with the place in the output where it now begins.
    let mut placed = Vec::new();
    let mut at = 0;
    for range in segments(len, &log.moves) {
        let inside = log.within(&range);
        let (old, new) = inside.iter().fold((0, 0), |(old, new), c| (old + c.old.len(), new + c.new.len()));
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
            if output.get(stands.clone()) != Some(&change.new) {
                return Err(mismatch(stands.start, &change.new));
            }
            source.push_str(piece);
            source.push_str(&change.old);
            (from, at) = (change.start + change.old.len(), stands.end);
        }
        let kept = range.end.checked_sub(from).ok_or_else(|| mismatch(at, ""))?;
        source.push_str(output.get(at..at + kept).ok_or_else(|| mismatch(at, ""))?);
    }
    Ok(source)
}

fn mismatch(offset: usize, expected: &str) -> Error {
    Error::LogMismatch { offset: offset as u64, expected: expected.to_owned() }
}

/// A log, taken apart into changes, sorted by place, and moves.
struct Log<'a> {
    changes: Vec<LoggedChange<'a>>,
    moves: Vec<Moved>,
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
    fn read(offset: u64, edits: impl IntoIterator<Item = Edit<'a>>) -> Log<'a> {
        let place = |at: u64| usize::try_from(at.saturating_sub(offset)).unwrap_or(usize::MAX);
        let mut log = Log { changes: Vec::new(), moves: Vec::new() };
        for edit in edits {
            let (start, end) = (place(edit.source.start), place(edit.source.end));
            match edit.to {
                Some(to) => log.moves.push(Moved { start, end, to: place(to) }),
                None => log.changes.push(LoggedChange { start, old: edit.old, new: edit.new }),
            }
        }
        log.changes.sort_by_key(|c| c.start);
        log
    }

    fn within(&self, range: &Range<usize>) -> &[LoggedChange<'a>] {
        let from = self.changes.partition_point(|c| c.start < range.start);
        let to = self.changes.partition_point(|c| c.start < range.end);
        self.changes.get(from..to).unwrap_or_default()
    }
}
