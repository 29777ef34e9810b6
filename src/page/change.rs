//! What a page is made of once it is read and mended: changes, moves, blocks and flags, all as offsets into its source.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use super::found::{Found, Later};
use super::layout::Replacement;
use super::order::Order;
use crate::read::State;
use crate::{Error, Rule};

/// A span of the page's source, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    pub start: u32,
    pub end: u32,
}

impl Span {
    pub(crate) fn new(start: u32, end: u32) -> Span {
        Span { start, end }
    }

    pub(crate) fn of(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize).unwrap_or_default()
    }
}

/// Margin of a change that stands on a proof, not on a comparison of readings.
pub(crate) const PROVED: u16 = u16::MAX;

/// A stretch of source and what shall stand in its place. `new` is shorter than the source as a rule, and never text that
/// the page did not ask for: nothing, a space, or a row of a table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Change {
    pub span: Span,
    pub new: &'static str,
    pub rule: Rule,
    pub margin: u16,
    pub reason: Reason,
}

impl Replacement for Change {
    fn start(&self) -> usize {
        self.span.start as usize
    }

    fn end(&self) -> usize {
        self.span.end as usize
    }

    fn new_text(&self) -> &str {
        self.new
    }
}

/// A stretch of source that shall stand elsewhere: before the byte `to`. Several with the same `to` stand in their order.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Move {
    pub span: Span,
    pub to: u32,
    pub rule: Rule,
    pub margin: u16,
    pub reason: Reason,
}

/// Why an edit was made: the evidences that weighed most, or the proof.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Reason(pub(crate) Why);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Why {
    /// A proof or a table's row, in words.
    Words(&'static str),
    /// The reading joins this line of the page to the one before, which has this state: its evidences are found again when
    /// somebody asks.
    Joined { line: u32, before: State },
    /// What was found when the page was mended more than once, in the words of that reading: its number in [`Work::told`].
    Told(u32),
}

impl Reason {
    pub(crate) const fn words(words: &'static str) -> Reason {
        Reason(Why::Words(words))
    }
}

/// What a block of a page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Kind {
    /// 引题: the organisation or the lead-in printed over the headline.
    Kicker,
    /// 标题: one printed line of the headline.
    Headline,
    /// 小标题: one printed line of a heading inside the body.
    Subhead,
    /// A paragraph, whole.
    Para,
    /// Who wrote it: 通讯员 …, 记者 …; also where it runs on behind the last paragraph.
    Byline,
    /// Who took the photograph.
    Credit,
    /// Page furniture: page number, editors, date line.
    Masthead,
    /// A piece of text whose article is elsewhere, or lost.
    Fragment,
}

impl Kind {
    const ALL: [Kind; 8] = [
        Kind::Kicker,
        Kind::Headline,
        Kind::Subhead,
        Kind::Para,
        Kind::Byline,
        Kind::Credit,
        Kind::Masthead,
        Kind::Fragment,
    ];

    /// Every kind.
    pub fn all() -> std::iter::Copied<std::slice::Iter<'static, Kind>> {
        Kind::ALL.iter().copied()
    }

    /// The kind's name, as the outputs write it and [`FromStr`] reads it.
    pub const fn name(self) -> &'static str {
        match self {
            Kind::Kicker => "kicker",
            Kind::Headline => "headline",
            Kind::Subhead => "subhead",
            Kind::Para => "para",
            Kind::Byline => "byline",
            Kind::Credit => "credit",
            Kind::Masthead => "masthead",
            Kind::Fragment => "fragment",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Kind {
    type Err = Error;

    /// Reads a kind's name. A name that no kind has is [`Error::UnknownKind`].
    fn from_str(name: &str) -> Result<Self, Error> {
        Kind::all().find(|kind| kind.name() == name).ok_or_else(|| Error::UnknownKind(name.to_owned()))
    }
}

/// A block in reading order. Its text is `span` of the text that was read, changes applied.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RawBlock {
    pub span: Span,
    pub kind: Kind,
    /// The article's number on its page from 0, or `NO_ARTICLE` for page furniture.
    pub article: u32,
}

pub(crate) const NO_ARTICLE: u32 = u32::MAX;

/// What looks wrong in a page and was left as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum FlagKind {
    /// A sentence that stops in its middle, with a new one behind it: its end was lost.
    Truncated,
    /// A headline that shares nothing with the articles on either side.
    UnplacedHeadline,
    /// A piece of text that belongs to no article.
    Fragment,
    /// A glyph without a character: □, U+FFFD or private use.
    UnmappedGlyph,
    /// Lines of several columns seem to stand in turn: left, as the evidence is weak or the rule is off.
    InterleavedColumns,
    /// A decision whose second-best reading is too near: the text was left as it stood.
    Doubtful,
}

impl FlagKind {
    const ALL: [FlagKind; 6] = [
        FlagKind::Truncated,
        FlagKind::UnplacedHeadline,
        FlagKind::Fragment,
        FlagKind::UnmappedGlyph,
        FlagKind::InterleavedColumns,
        FlagKind::Doubtful,
    ];

    /// Every kind of flag.
    pub fn all() -> std::iter::Copied<std::slice::Iter<'static, FlagKind>> {
        FlagKind::ALL.iter().copied()
    }

    /// The flag's name, as the outputs write it and [`FromStr`] reads it.
    pub const fn name(self) -> &'static str {
        match self {
            FlagKind::Truncated => "truncated",
            FlagKind::UnplacedHeadline => "unplaced_headline",
            FlagKind::Fragment => "fragment",
            FlagKind::UnmappedGlyph => "unmapped_glyph",
            FlagKind::InterleavedColumns => "interleaved_columns",
            FlagKind::Doubtful => "doubtful",
        }
    }
}

impl fmt::Display for FlagKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for FlagKind {
    type Err = Error;

    /// Reads a flag's name. A name that no flag has is [`Error::UnknownFlag`].
    fn from_str(name: &str) -> Result<Self, Error> {
        FlagKind::all().find(|kind| kind.name() == name).ok_or_else(|| Error::UnknownFlag(name.to_owned()))
    }
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct RawFlag {
    pub kind: FlagKind,
    pub span: Span,
}

/// Everything that was found out about one page: what `Page` shows. Changes are sorted by place and never overlap; no
/// change crosses an end of a move.
#[derive(Clone, Debug, Default)]
pub(crate) struct Work {
    pub changes: Vec<Change>,
    pub moves: Vec<Move>,
    pub blocks: Vec<RawBlock>,
    pub flags: Vec<RawFlag>,
    /// Finds blocks and flags, where nothing changes and they were left to be found.
    pub later: Option<Arc<dyn Later>>,
    /// In what order the source was read, where not in its own: spans of blocks count in the text of that order, all others
    /// in the source.
    pub order: Option<Order>,
    /// Only the order of its lines was mended: what its blocks are is not known yet.
    pub is_unread: bool,
    /// Reasons that cannot be found again in the source.
    pub told: Vec<Cow<'static, str>>,
}

impl Work {
    /// The same with nothing left to be found.
    pub(crate) fn found(mut self, source: &str) -> Work {
        if let Some(later) = self.later.take() {
            Found { blocks: self.blocks, flags: self.flags } = later.find(source);
        }
        self
    }
}
