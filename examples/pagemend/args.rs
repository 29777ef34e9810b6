//! What was asked for.

use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::error::ErrorKind;
use clap::{CommandFactory, Parser, ValueEnum, ValueHint};
use clap_complete::Shell;
use encoding_rs::Encoding;
use pagemend::{Mender, Rule};

use crate::input::{From, Markup, Reading};

/// Repairs the text of newspaper pages.
///
/// Reads text as a PDF's text layer or an OCR engine gave it, and writes the text that was printed. Pages end at form feeds,
/// and are read, mended and written one by one, so that an input of any length streams through.
///
/// An input may be UTF-8, with or without a byte-order mark, UTF-16, GB18030 (GBK, GB2312) or Big5, packed with gzip or zstd
/// or not, plain text, hOCR or ALTO; which it is, is seen from its first bytes. What is written is UTF-8.
#[derive(Parser)]
#[command(name = "pagemend", version, max_term_width = 100, after_long_help = MORE)]
pub struct Args {
    /// What to read: files, folders with all that is in them, - for standard input (as where nothing is named)
    ///
    /// Of a folder, files are taken that end in .txt, .text, .hocr, .html, .htm, .xhtml or .xml, packed (.gz, .zst) or not, and
    /// none whose name begins with a dot; how many others were passed over is told. A file that is named is always read.
    #[arg(value_name = "FILE", value_hint = ValueHint::AnyPath)]
    pub files: Vec<PathBuf>,

    /// How to write it
    #[arg(short, long, value_enum, default_value_t = Format::Text, hide_default_value = true)]
    pub format: Format,

    /// Write a file for each input into DIR, under its name; in sub-folders, where folders are read
    ///
    /// The name's end follows the format (page.txt, page.jsonl, page.md). Files that DIR has by those names are replaced, each
    /// at once and only when it is whole; but never an input, and never one output by another.
    #[arg(short, long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub out: Option<PathBuf>,

    /// Write each mended text over its source
    ///
    /// A file is replaced at once, when it is mended to its end, and only if something changed in it. Of what stood there
    /// nothing is kept: write the log first (--format edits) if it may have to be undone. Only plain text in UTF-8 is
    /// written over.
    #[arg(short, long, conflicts_with_all = ["out", "lossy"])]
    pub in_place: bool,

    /// Write nothing but the names of the inputs in which something would change, and exit with 1 if there are any
    ///
    /// With --format diff, what would change is written instead.
    #[arg(long, conflicts_with_all = ["out", "in_place"])]
    pub check: bool,

    /// Leave one kind of damage alone; may be given again
    #[arg(short, long, value_name = "RULE", value_parser = rule())]
    without: Vec<Rule>,

    /// Mend this kind of damage, and no other; may be given again
    #[arg(long, value_name = "RULE", value_parser = rule(), conflicts_with = "without", hide_possible_values = true)]
    only: Vec<Rule>,

    /// The encoding of the inputs: auto, utf-8, gb18030, gbk, big5, utf-16le or another of the Web's [default: auto]
    ///
    /// Found out by itself: an input with a byte-order mark is what the mark says; what is UTF-8 is UTF-8; if its beginning is
    /// neither, it is guessed whether it is GB18030, Big5 or UTF-16, and the guess is told. A byte-order mark of UTF-8 stays,
    /// as the first character of its page; that of another encoding is no part of the text.
    #[arg(short, long, value_name = "NAME", value_parser = encoding, hide_default_value = true, default_value = "auto")]
    encoding: EncodingOption,

    /// What the inputs are
    #[arg(long, value_enum, value_name = "WHAT", default_value_t = FromOption::Auto, hide_default_value = true)]
    from: FromOption,

    /// Read on over bytes that are no text: each becomes U+FFFD
    #[arg(long)]
    lossy: bool,

    /// Cut text that has no form feed for so long: 65536, 64K, 1M [default: 256K]
    #[arg(long, value_name = "SIZE", value_parser = size)]
    page_limit: Option<usize>,

    /// Stop at a longer line [default: never]
    #[arg(long, value_name = "SIZE", value_parser = size)]
    line_limit: Option<usize>,

    /// Mend on so many threads; the output is the same [default: 1 for one file, all that there are for several]
    #[arg(short = 'j', long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,

    /// Turn a mended text back into its source, by the log that --format edits wrote
    ///
    /// Of an input that was no text in UTF-8, that is its text in UTF-8, as it was read.
    #[arg(long, value_name = "LOG", value_hint = ValueHint::FilePath, conflicts_with_all = ["out", "in_place", "check"])]
    pub undo: Option<PathBuf>,

    /// Tell at the end what each rule did, on standard error
    ///
    /// Without it, it is told where standard error is a terminal and the output goes elsewhere.
    #[arg(short, long)]
    pub summary: bool,

    /// Tell of nothing but errors: no progress, no summary, no notes
    #[arg(short, long, conflicts_with = "summary")]
    pub quiet: bool,

    /// When to write a diff in colours; NO_COLOR and CLICOLOR_FORCE are heeded [default: auto]
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = Colour::Auto, hide_default_value = true, alias = "colour")]
    pub color: Colour,

    /// Write the completions of a shell, and end
    #[arg(long, value_enum, value_name = "SHELL", exclusive = true)]
    pub completions: Option<Shell>,

    /// Write the manual page, and end
    #[arg(long, exclusive = true)]
    pub man: bool,
}

const MORE: &str = "\
Examples:
  pdftotext -raw page.pdf - | pagemend
  tesseract page.png - -l chi_sim hocr | pagemend --format markdown
  pagemend --format diff page.txt
  pagemend --format jsonl pages/*.txt > blocks.jsonl
  pagemend --out mended pages/ archive.txt.gz
  pagemend --check pages/ || pagemend --in-place pages/
  pagemend --without stray_spaces --without confusions page.txt
  pagemend --format html page.txt > proof.html
  pagemend --format edits page.txt > edits.jsonl
  pagemend page.txt > mended.txt
  pagemend --undo edits.jsonl mended.txt | cmp - page.txt

Exit status:
  0  all went well, also where the reader of the output closed it early
  1  with --check: something would change
  2  the options were not understood, or cannot be followed; nothing was written
  3  an input could not be read to its end, or an output not be written; it was told why, and the
     other inputs were mended all the same";

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
    /// What changes, as `diff -U0` writes it, with rules and reasons; `patch` can read it
    Diff,
}

impl Format {
    /// The end of the names of files in this format.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Text => "txt",
            Format::Jsonl => "jsonl",
            Format::Markdown => "md",
            Format::Edits => "edits.jsonl",
            Format::Html => "html",
            Format::Diff => "diff",
        }
    }
}

/// When to write in colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Colour {
    /// On a terminal
    Auto,
    Always,
    Never,
}

/// What inputs are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FromOption {
    /// What they look like
    Auto,
    /// Text, whatever it looks like
    Text,
    /// HTML of OCR engines, as Tesseract's
    Hocr,
    /// XML of libraries
    Alto,
}

/// An encoding, or none where it is found out.
#[derive(Clone, Copy, Debug)]
struct EncodingOption(Option<&'static Encoding>);

impl Args {
    /// The arguments of this process. What was not understood is told of, and ends it.
    pub fn of_process() -> Args {
        let args = Args::parse();
        if let Err(message) = args.check() {
            refuse(message);
        }
        args
    }

    /// What cannot be asked for together. The error is a message.
    fn check(&self) -> Result<(), &'static str> {
        let is_text = self.format == Format::Text;
        if self.undo.is_some() && !is_text {
            return Err("--undo gives the source back as it was: it has no other --format");
        }
        if self.undo.is_some() && self.files.len() > 1 {
            return Err("--undo takes one mended text and its log");
        }
        if self.in_place && !is_text {
            return Err("--in-place writes text over text: another --format goes elsewhere, by --out");
        }
        if self.check && !is_text && self.format != Format::Diff {
            return Err("--check writes names, or what would change with --format diff: it has no other --format");
        }
        let reads_stdin = self.files.is_empty() || self.files.iter().any(|file| file.as_os_str() == "-");
        if reads_stdin && self.in_place {
            return Err("--in-place needs files: standard input has no place");
        }
        if reads_stdin && self.out.is_some() {
            return Err("--out needs files: standard input has no name to write it under");
        }
        Ok(())
    }

    /// Whether what would change is asked for, not what comes of it.
    pub fn writes_diff(&self) -> bool {
        self.format == Format::Diff
    }

    /// How inputs are to be read.
    pub fn reading(&self) -> Reading {
        let from = match self.from {
            FromOption::Auto => From::Auto,
            FromOption::Text => From::Text,
            FromOption::Hocr => From::Markup(Markup::Hocr),
            FromOption::Alto => From::Markup(Markup::Alto),
        };
        Reading { encoding: self.encoding.0, from, lossy: self.lossy }
    }

    /// What to mend, and within which limits.
    pub fn mender(&self) -> Mender {
        let mut mender =
            self.without.iter().fold(Mender::new(), |mender, &rule| mender.without(rule)).lossy(self.lossy);
        if !self.only.is_empty() {
            mender = mender.only(self.only.iter().copied());
        }
        if let Some(bytes) = self.page_limit {
            mender = mender.page_limit(bytes);
        }
        if let Some(bytes) = self.line_limit {
            mender = mender.line_limit(bytes);
        }
        mender
    }
}

/// Ends the program: what was asked for cannot be done.
pub fn refuse(message: impl std::fmt::Display) -> ! {
    Args::command().error(ErrorKind::ArgumentConflict, message).exit()
}

/// An encoding by one of its names.
fn encoding(name: &str) -> Result<EncodingOption, String> {
    if name.eq_ignore_ascii_case("auto") {
        return Ok(EncodingOption(None));
    }
    match Encoding::for_label_no_replacement(name.as_bytes()) {
        Some(encoding) => Ok(EncodingOption(Some(encoding))),
        None => {
            Err("no encoding is named so; some are utf-8, gb18030, gbk, big5, utf-16le, utf-16be, shift_jis, euc-kr"
                .into())
        }
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
        Rule::SideBySideColumns => "columns side by side on each line, as pdftotext -layout writes them",
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
