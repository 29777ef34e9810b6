//! A page's flags, on both sides.

use std::fmt::Write;
use std::ops::Range;

use pagemend::{FlagKind, Page};

use super::Side;
use super::escape::{push_plain, push_text};

/// The flags of a page, as places in it.
pub struct Flags {
    /// In the order of the source.
    flags: Vec<(Range<usize>, FlagKind)>,
    /// What they cover, in order and apart.
    covered: Vec<Range<usize>>,
    /// Where a flag begins, or what is covered begins or ends.
    bounds: Vec<usize>,
    /// How many flags stand on the pages before.
    before: u64,
}

impl Flags {
    pub fn of(page: &Page<'_>, before: u64) -> Flags {
        let here = |at: u64| (at - page.offset()) as usize;
        let mut flags: Vec<_> =
            page.flags().map(|flag| (here(flag.source.start)..here(flag.source.end), flag.kind)).collect();
        flags.sort_by_key(|(source, _)| source.start);
        let mut covered: Vec<Range<usize>> = Vec::new();
        for (source, _) in &flags {
            match covered.last_mut() {
                Some(last) if source.start <= last.end => last.end = last.end.max(source.end),
                _ => covered.push(source.clone()),
            }
        }
        let starts = flags.iter().map(|(source, _)| source.start);
        let mut bounds: Vec<usize> = starts.chain(covered.iter().map(|covered| covered.end)).collect();
        bounds.sort_unstable();
        bounds.dedup();
        Flags { flags, covered, bounds, before }
    }

    pub fn len(&self) -> u64 {
        self.flags.len() as u64
    }

    /// Adds the handles of the flags that begin within the stretch.
    pub fn push_handles(&self, out: &mut String, stretch: Range<usize>, side: Side) {
        let from = self.flags.partition_point(|(source, _)| source.start < stretch.start);
        let until = self.flags.partition_point(|(source, _)| source.start < stretch.end);
        for n in from..until {
            let kind = self.flags[n].1;
            let (here, there) = side.of("f", "g");
            let n = self.before + n as u64 + 1;
            let _ = write!(out, "<a class=\"f\" id=\"{here}{n}\" href=\"#{there}{n}\" data-kind=\"{kind}\" title=\"");
            push_plain(out, in_words(kind));
            let _ = write!(out, "\" aria-label=\"flag {n}, {kind}\"></a>");
        }
    }

    /// Adds a stretch of untouched source, the flagged parts marked.
    pub fn push_untouched(&self, out: &mut String, source: &str, stretch: Range<usize>, side: Side) {
        let inner =
            self.bounds.partition_point(|&at| at <= stretch.start)..self.bounds.partition_point(|&at| at < stretch.end);
        let mut start = stretch.start;
        for end in self.bounds[inner].iter().copied().chain([stretch.end]) {
            self.push_handles(out, start..start + 1, side);
            let next = self.covered.partition_point(|covered| covered.end <= start);
            let is_flagged = self.covered.get(next).is_some_and(|covered| covered.start <= start);
            let before = source[..start].chars().next_back();
            if is_flagged {
                out.push_str("<span class=\"fl\">");
            }
            push_text(out, &source[start..end], before);
            if is_flagged {
                out.push_str("</span>");
            }
            start = end;
        }
    }
}

fn in_words(kind: FlagKind) -> &'static str {
    match kind {
        FlagKind::Truncated => "a sentence that stops in its middle: its end was lost",
        FlagKind::UnplacedHeadline => "a headline that shares nothing with the articles on either side",
        FlagKind::Fragment => "a piece of text that belongs to no article",
        FlagKind::UnmappedGlyph => "a glyph without a character",
        FlagKind::InterleavedColumns => "lines of two columns in turn",
        FlagKind::Doubtful => "the second-best reading is too near: left as it stood",
        _ => "looks wrong, and was left",
    }
}
