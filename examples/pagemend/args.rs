//! What was asked for.

use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::error::ErrorKind;
use clap::{CommandFactory, Parser, ValueEnum};
use pagemend::{Mender, Rule};

/// Repairs the text of newspaper pages.
///
/// Reads text as a PDF's text layer or an OCR engine gave it, and writes the text that was printed. Pages end at form feeds,
/// and are read, mended and written one by one.
#[derive(Parser)]
#[command(name = "pagemend", version, max_term_width = 100, after_long_help = EXAMPLES)]
pub struct Args {
    /// What to read; standard input where there is none, or where it is -
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,

    /// How to write it
    #[arg(short, long, value_enum, default_value_t = Format::Text, hide_default_value = true)]
    pub format: Format,

    /// Leave one kind of damage alone; may be given again
    #[arg(short, long, value_name = "RULE", value_parser = rule())]
    without: Vec<Rule>,

    /// Cut text that has no form feed for so long: 65536, 64K, 1M [default: 256K]
    #[arg(long, value_name = "SIZE", value_parser = size)]
    page_limit: Option<usize>,

    /// Stop at a longer line [default: never]
    #[arg(long, value_name = "SIZE", value_parser = size)]
    line_limit: Option<usize>,

    /// Read on over bytes that are no text: each becomes U+FFFD
    #[arg(long)]
    lossy: bool,

    /// Mend on so many threads; the output is the same [default: 1 for one file, all that there are for several]
    #[arg(short = 'j', long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,

    /// Turn a mended text back into its source, by the log that --format edits wrote
    #[arg(long, value_name = "LOG")]
    pub undo: Option<PathBuf>,
}

const EXAMPLES: &str = "\
Examples:
  pdftotext -raw page.pdf - | pagemend
  pagemend --format jsonl pages/*.txt > blocks.jsonl
  pagemend --without stray_spaces --without confusions page.txt
  pagemend page.txt > mended.txt
  pagemend --format html page.txt > proof.html
  pagemend --format edits page.txt > edits.jsonl
  pagemend --undo edits.jsonl mended.txt | cmp - page.txt

Exit status: 0 if all went well, also where the reader of the output closed it early; 1 if an input
could not be read, what stands before the fault is written; 2 if the options were not understood.";

/// How pages are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// The text, damage gone, everything else as it stood
    Text,
    /// A block a line, as JSON: page, article, kind, text, and the source it came from, in bytes
    Jsonl,
    /// Articles under their headlines
    #[value(alias = "md")]
    Markdown,
    /// The log, an edit a line, as JSON: enough to replay and to undo
    Edits,
    /// A proof sheet: one page for a browser, the source beside the mended text, every edit marked
    Html,
}

impl Args {
    /// The arguments of this process. What was not understood is told of, and ends it.
    pub fn of_process() -> Args {
        let args = Args::parse();
        if let Err(message) = args.check() {
            Args::command().error(ErrorKind::ArgumentConflict, message).exit();
        }
        args
    }

    /// What cannot be asked for together. The error is a message.
    fn check(&self) -> Result<(), &'static str> {
        if self.undo.is_some() && self.format != Format::Text {
            return Err("--undo gives the source back as it was: it has no other --format");
        }
        if self.undo.is_some() && self.files.len() > 1 {
            return Err("--undo takes one mended text and its log");
        }
        Ok(())
    }

    /// What to mend, and within which limits.
    pub fn mender(&self) -> Mender {
        let mut mender =
            self.without.iter().fold(Mender::new(), |mender, &rule| mender.without(rule)).lossy(self.lossy);
        if let Some(bytes) = self.page_limit {
            mender = mender.page_limit(bytes);
        }
        if let Some(bytes) = self.line_limit {
            mender = mender.line_limit(bytes);
        }
        mender
    }
}

/// A rule by its name.
fn rule() -> impl TypedValueParser<Value = Rule> {
    let named = Rule::all().map(|rule| PossibleValue::new(rule.name()).help(mends(rule)));
    PossibleValuesParser::new(named).try_map(|name| name.parse::<Rule>())
}

/// What a rule mends, in a line of help.
fn mends(rule: Rule) -> &'static str {
    match rule {
        Rule::DoubledGlyphs => "主编主编, 20202020 年年: glyphs printed twice to look bold",
        Rule::ColumnBreaks => "lines, and blank lines, that cut a sentence where a column ended",
        Rule::Hyphens => "words hyphenated at a line end, in Latin script",
        Rule::InterleavedColumns => "lines of several columns in turn, or a column that others part",
        Rule::MisplacedHeadlines => "a headline, with its kicker, that stands behind its body",
        Rule::Radicals => "⾏ for 行: radicals that stand for characters",
        Rule::Confusions => "深人 for 深入: look-alikes, where the context proves it",
        Rule::SplitNumbers => "1月 25日, 295 起: spaces in numbers and before units",
        Rule::StraySpaces => "治 国 理 政: spaces between characters set without",
        Rule::PunctuationWidth => "half-width punctuation between full-width characters",
        // A rule that is newer than this program.
        _ => "",
    }
}

/// A number of bytes: 65536, 64K, 1M.
fn size(value: &str) -> Result<usize, String> {
    let (digits, shift) = match value.char_indices().next_back() {
        Some((at, 'K' | 'k')) => (&value[..at], 10),
        Some((at, 'M' | 'm')) => (&value[..at], 20),
        _ => (value, 0),
    };
    let bytes = digits.parse::<usize>().ok().and_then(|n| n.checked_mul(1 << shift));
    bytes.ok_or_else(|| "it needs a number of bytes, as 65536, 64K or 1M".into())
}
