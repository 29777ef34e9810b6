//! The ten kinds of damage, by name.

use std::fmt;
use std::str::FromStr;

use crate::Error;

/// One kind of damage and its repair.
///
/// The same word names the file under `src/mend`, the option that switches the rule off, its cases, and the rule of an
/// [`Edit`](crate::Edit) in the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Rule {
    /// Glyphs printed twice, three or four times: 主编主编, 20202020 年年77月月.
    DoubledGlyphs,
    /// Columns that stand side by side on the lines of the text, with white space between, as `pdftotext -layout` writes them.
    SideBySideColumns,
    /// Lines of two or more columns in turn, a column with pieces of its neighbours before it goes on, and the items of a
    /// masthead's rows in turn.
    InterleavedColumns,
    /// Lines, and blank lines, that cut a sentence where a column ended.
    ColumnBreaks,
    /// Words hyphenated at a line end, in Latin script.
    Hyphens,
    /// A headline, with its kicker, that stands behind its body.
    MisplacedHeadlines,
    /// Radicals and compatibility forms that stand for characters: ⾏ for 行.
    Radicals,
    /// Look-alike characters, where the context proves which is right: 深人 for 深入.
    Confusions,
    /// Spaces within numbers, and between a number and what belongs to it: 1月 25日, 295 起.
    SplitNumbers,
    /// Spaces between characters that are set without: 治 国 理 政.
    StraySpaces,
    /// Half-width punctuation between characters of full width.
    PunctuationWidth,
}

impl Rule {
    const ALL: [Rule; 11] = [
        Rule::SideBySideColumns,
        Rule::InterleavedColumns,
        Rule::DoubledGlyphs,
        Rule::ColumnBreaks,
        Rule::Hyphens,
        Rule::MisplacedHeadlines,
        Rule::Radicals,
        Rule::Confusions,
        Rule::SplitNumbers,
        Rule::StraySpaces,
        Rule::PunctuationWidth,
    ];

    /// Every rule, in the order in which they run: the order of the lines first, then what proves itself within a line,
    /// then the gaps between lines, then heads, then what depends on the kind of the block.
    ///
    /// ```
    /// assert_eq!(pagemend::Rule::all().next(), Some(pagemend::Rule::SideBySideColumns));
    /// ```
    pub fn all() -> std::iter::Copied<std::slice::Iter<'static, Rule>> {
        Rule::ALL.iter().copied()
    }

    /// The rule's name, as options, logs and tables write it and [`FromStr`] reads it.
    ///
    /// ```
    /// assert_eq!(pagemend::Rule::ColumnBreaks.name(), "column_breaks");
    /// ```
    pub const fn name(self) -> &'static str {
        match self {
            Rule::DoubledGlyphs => "doubled_glyphs",
            Rule::SideBySideColumns => "side_by_side_columns",
            Rule::InterleavedColumns => "interleaved_columns",
            Rule::ColumnBreaks => "column_breaks",
            Rule::Hyphens => "hyphens",
            Rule::MisplacedHeadlines => "misplaced_headlines",
            Rule::Radicals => "radicals",
            Rule::Confusions => "confusions",
            Rule::SplitNumbers => "split_numbers",
            Rule::StraySpaces => "stray_spaces",
            Rule::PunctuationWidth => "punctuation_width",
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Rule {
    type Err = Error;

    /// Reads a rule's name. A name that no rule has is [`Error::UnknownRule`].
    fn from_str(name: &str) -> Result<Self, Error> {
        Rule::all().find(|rule| rule.name() == name).ok_or_else(|| Error::UnknownRule(name.to_owned()))
    }
}

/// Which rules are on: a bit for each.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rules(u16);

impl Rules {
    pub(crate) const ALL: Rules = Rules((1 << Rule::ALL.len()) - 1);

    pub(crate) const NONE: Rules = Rules(0);

    pub(crate) const fn with(self, rule: Rule) -> Rules {
        Rules(self.0 | 1 << rule as u16)
    }

    pub(crate) const fn without(self, rule: Rule) -> Rules {
        Rules(self.0 & !(1 << rule as u16))
    }

    pub(crate) const fn has(self, rule: Rule) -> bool {
        self.0 & (1 << rule as u16) != 0
    }
}

impl fmt::Debug for Rules {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(Rule::all().filter(|&rule| self.has(rule))).finish()
    }
}
