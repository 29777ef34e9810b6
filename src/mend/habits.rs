//! What a page is like, for the rules that mend inside lines: which of its blocks are running Chinese, which are rows of a
//! table or code, and what is done throughout and so by choice.

use super::Sheet;
use super::spaces::is_white;
use crate::page::change::{Kind, Span};
use crate::read::ReadBlock;
use crate::read::class::{is_han, is_hangul, is_kana};

/// What one block is made of. Counts stop at `u16::MAX`.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Look {
    pub han: u16,
    pub latin: u16,
    pub digits: u16,
    /// 。！？ and their like of half width after a character: ends of sentences.
    pub ends: u16,
    /// 。 alone, which no headline has.
    pub stops: u16,
    /// ，；、 and, beside characters, , ; of half width: parts of sentences. A colon is none, for labels have it too.
    pub clauses: u16,
    /// Colons behind a character: labels, or speech.
    pub labels: u16,
    /// Half-width , ; : before or behind a character.
    pub half: u16,
    /// Runs of white space between two characters.
    pub parted: u16,
    /// Runs of white space.
    pub spaces: u16,
    /// Marks that prose has no use for.
    pub code: u16,
    pub kana: u16,
    pub hangul: u16,
    /// A tab, a | or a gap of columns stands inside.
    pub columns: bool,
    /// A line end stands inside: the block was cut by a column.
    pub cut: bool,
    /// Characters before the first run of white space.
    pub head: u16,
}

impl Look {
    /// Whether the block reads as Chinese, be it a sentence, a headline or a masthead: no table, no code, no other language.
    pub(super) fn is_chinese(&self) -> bool {
        self.han >= 2
            && self.latin <= self.han
            && self.code < 2
            && !self.columns
            && self.hangul == 0
            && self.kana * 8 <= self.han
    }

    /// Whether the block is text of a paragraph, by its kind or because whole sentences stand in what was read as a heading.
    pub(super) fn flows(&self, kind: Kind) -> bool {
        match kind {
            Kind::Para | Kind::Fragment => true,
            Kind::Byline | Kind::Credit => false,
            Kind::Masthead => self.stops > 0 && self.stops + self.clauses > 1,
            _ => self.stops + self.clauses > 1 && (self.stops > 0 || self.clauses > 2 || self.han > LONGEST_HEADING),
        }
    }

    /// Whether the block is Chinese prose: sentences, or a part of one, with its marks.
    pub(super) fn is_prose(&self) -> bool {
        self.is_chinese() && self.ends + self.clauses > 0
    }

    /// Whether the block can be an entry of a list: a name, one gap, and what is said of it.
    fn is_entry(&self) -> bool {
        !self.cut && self.spaces == 1 && (1..=LONGEST_NAME).contains(&self.head)
    }
}

/// Characters of the longest name that an entry of a list begins with.
const LONGEST_NAME: u16 = 8;
/// So many entries below each other are a list, and any two of a page with such a list.
const ENTRIES: usize = 3;

/// Characters that no heading has: the longest of 2,631 press headlines has 53.
const LONGEST_HEADING: u16 = 60;

/// The blocks that the rules inside lines look at: those of the reading, but what stands on one line of the source is one
/// block, whatever its spaces were taken for, unless a byline or a credit runs on behind it.
pub(super) fn blocks_of_lines(sheet: &Sheet<'_>) -> Vec<ReadBlock> {
    let mut blocks: Vec<ReadBlock> = Vec::with_capacity(sheet.blocks().len());
    for &block in sheet.blocks() {
        if let Some(last) = blocks.last_mut()
            && !is_signed(last.kind)
            && !is_signed(block.kind)
            && !Span::new(last.span.end, block.span.start).of(sheet.text).contains(['\n', '\u{c}'])
        {
            last.span.end = block.span.end;
            if block.kind == Kind::Para {
                last.kind = Kind::Para;
            }
        } else {
            blocks.push(block);
        }
    }
    blocks
}

fn is_signed(kind: Kind) -> bool {
    matches!(kind, Kind::Byline | Kind::Credit)
}

/// Seams between characters and digits or Latin letters, and marks of half width: how often each way.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    open_seams: u32,
    open_latin: u32,
    closed_seams: u32,
    half_spaced: u32,
    half_tight: u32,
    wide_commas: u32,
    wide_stops: u32,
}

/// What is known of a page.
#[derive(Debug)]
pub(super) struct Habits {
    pub looks: Vec<Look>,
    /// The author spaces numbers and Latin words throughout.
    pub spaces_seams: bool,
    /// The author sets half-width marks throughout, with a space behind each.
    pub sets_half_width: bool,
    /// There are sentences in Chinese on the page.
    pub has_prose: bool,
    /// There are commas or stops of full width on the page.
    pub has_wide_marks: bool,
    /// Some seams are closed and some are open: nobody does that by choice.
    pub mixes_seams: bool,
    /// Spaces stand all over the sentences: between two characters a space says nothing.
    pub is_riddled: bool,
    /// Code, data or a log: more than one block in five.
    pub is_code: bool,
    /// Entries of a list stand below each other.
    has_list: bool,
}

/// Seams from which on a page that spaces them all does so by choice. Pages whose justified lines were spaced by the extractor
/// leave 5 % and more of some 40 seams closed, and are cut into columns besides; below six seams chance may have spaced them all.
const SEAMS_OF_CHOICE: u32 = 6;
/// And where not one of them is closed.
const FEW_SEAMS: u32 = 4;
/// An author who spaces has at most one seam in this many closed.
const CLOSED_OF_CHOICE: u32 = 10;
/// Half-width marks from which on a page that spaces them all does so by choice.
const MARKS_OF_CHOICE: u32 = 8;

/// Spaces between characters of sentences from which on a page is riddled, and the characters that hold one at least: lines
/// joined by spaces have one in some 20, justified lines spaced letter by letter one in three.
const HOLES: u32 = 30;
const GROUND: u32 = 12;

impl Habits {
    pub(super) fn of(sheet: &Sheet<'_>, blocks: &[ReadBlock]) -> Habits {
        let mut counts = Counts::default();
        let looks: Vec<Look> =
            blocks.iter().map(|block| look(block.span.of(sheet.text), block.kind, &mut counts)).collect();
        let cut = looks.iter().any(|look| look.cut);
        let parted: u32 = looks.iter().filter(|l| l.ends > 0 && l.is_chinese()).map(|l| u32::from(l.parted)).sum();
        let (holes, ground) = looks
            .iter()
            .filter(|l| l.is_prose())
            .fold((0, 0), |(holes, ground), l| (holes + u32::from(l.parted), ground + u32::from(l.han)));
        let code = looks.iter().filter(|l| l.code > 1).count();
        let c = counts;
        let unbroken = !cut && parted * 8 <= c.open_seams;
        let spaced = c.open_seams >= SEAMS_OF_CHOICE && c.closed_seams * CLOSED_OF_CHOICE <= c.open_seams
            || c.open_seams >= FEW_SEAMS && c.closed_seams == 0;
        let latin = c.open_latin >= 2 && c.closed_seams == 0;
        let half = c.half_spaced > 0 && c.half_tight * CLOSED_OF_CHOICE <= c.half_spaced && c.wide_commas == 0;
        Habits {
            spaces_seams: unbroken && (spaced || latin),
            sets_half_width: !cut && half && (c.wide_stops == 0 || c.half_spaced >= MARKS_OF_CHOICE),
            has_prose: looks.iter().any(|l| l.is_chinese() && l.ends > 0 && l.han >= 5),
            has_wide_marks: c.wide_commas + c.wide_stops > 0,
            mixes_seams: c.open_seams > 0 && c.closed_seams > 0,
            is_riddled: holes >= HOLES && holes * GROUND >= ground,
            is_code: code * 5 > looks.len(),
            has_list: looks.windows(ENTRIES).any(|run| run.iter().all(Look::is_entry)),
            looks,
        }
    }

    /// What the block looks like.
    pub(super) fn look(&self, block: usize) -> Look {
        self.looks.get(block).copied().unwrap_or_default()
    }

    /// Whether the block is an entry of a list, with others beside it: 滤网 拦住杂质的网。, 米饭 2元.
    pub(super) fn is_entry(&self, block: usize) -> bool {
        let entry = |n: Option<usize>| n.and_then(|n| self.looks.get(n)).is_some_and(Look::is_entry);
        self.has_list && entry(Some(block)) && (entry(block.checked_sub(1)) || entry(Some(block + 1)))
    }

    /// Whether the block is a row of a table, or of a list in columns: no sentence ends in it, and a block beside it has just
    /// as many gaps, or just as many commas of half width.
    pub(super) fn is_row(&self, block: usize) -> bool {
        let look = self.look(block);
        if look.columns {
            return true;
        }
        if look.ends > 0 || look.cut {
            return false;
        }
        let beside = |other: Option<&Look>| {
            other.is_some_and(|o| {
                let gaps = look.spaces >= 2 && o.spaces == look.spaces && look.clauses + o.clauses == 0;
                let commas = look.half >= 1 && o.half == look.half && look.clauses == look.half && o.clauses == o.half;
                o.ends == 0 && !o.cut && (gaps || commas)
            })
        };
        beside(block.checked_sub(1).and_then(|n| self.looks.get(n))) || beside(self.looks.get(block + 1))
    }
}

/// Dots in a row from which on they lead to a page number; an ellipsis has six, as two characters or singly.
const LEADERS: u32 = 6;

/// Whether the block begins as data does: a key, a colon and a space; a name, a space and a straight quote; a cell in quotes
/// and a comma behind it; three quotes.
fn opens_as_data(text: &str) -> bool {
    let name = text.bytes().take_while(|b| b.is_ascii_lowercase() || matches!(b, b'_' | b'-')).count();
    let rest = text.get(name..).unwrap_or_default();
    let key = name > 0 && (rest.starts_with(": ") || rest.starts_with(" \""));
    key || text.starts_with("\"\"\"") || text.starts_with('"') && text.contains("\",\"")
}

/// Looks at a block once, character by character.
fn look(text: &str, kind: Kind, counts: &mut Counts) -> Look {
    let mut look = Look::default();
    let counted = !matches!(kind, Kind::Masthead | Kind::Byline | Kind::Credit);
    // The character before this one, the one before a run of white space, and whether a single space stood between.
    let (mut last, mut spaced) = ('\n', 0_u32);
    // Half-width , ; : whose right side is not seen yet.
    let mut pending = false;
    let mut colons = 0_u32;
    let (mut dots, mut chars) = (0_u32, 0_u16);
    look.code = if opens_as_data(text) { 2 } else { 0 };
    let add = |n: &mut u16| *n = n.saturating_add(1);
    for c in text.chars() {
        if c == '\n' {
            look.cut = true;
            continue;
        }
        if is_white(c) {
            look.columns |= c == '\t';
            if spaced == 0 {
                if look.spaces == 0 {
                    look.head = chars;
                }
                add(&mut look.spaces);
            }
            spaced += 1;
            look.columns |= spaced > 3;
            continue;
        }
        add(&mut chars);
        dots = if matches!(c, '…' | '.' | '·') { dots + 1 } else { 0 };
        look.columns |= dots > LEADERS;
        let (han, alnum) = (is_han(c), c.is_ascii_alphanumeric());
        let (last_han, last_alnum) = (is_han(last), last.is_ascii_alphanumeric());
        if counted && (han && last_alnum || alnum && last_han) {
            match spaced {
                0 => counts.closed_seams += 1,
                _ => {
                    counts.open_seams += 1;
                    counts.open_latin += u32::from(c.is_ascii_alphabetic() || last.is_ascii_alphabetic());
                }
            }
        }
        let pending_counted = pending;
        if pending && counted {
            if spaced > 0 { counts.half_spaced += 1 } else { counts.half_tight += 1 }
        }
        pending = false;
        if han {
            add(&mut look.han);
            if last_han && spaced > 0 {
                add(&mut look.parted);
            }
            if matches!(last, ',' | ';' | ':') && !pending_counted {
                add(&mut look.half);
                look.clauses = look.clauses.saturating_add(u16::from(last != ':'));
            }
        } else if alnum {
            add(if c.is_ascii_digit() { &mut look.digits } else { &mut look.latin });
        } else {
            match c {
                '。' | '！' | '？' | '…' => add(&mut look.ends),
                '!' | '?' if last_han || last == '"' => add(&mut look.ends),
                '，' | '；' | '、' => add(&mut look.clauses),
                '：' => add(&mut look.labels),
                ',' | ';' | ':' => {
                    pending = last_han || matches!(last, '"' | '%' | ')');
                    if pending {
                        add(&mut look.half);
                        look.clauses = look.clauses.saturating_add(u16::from(c != ':'));
                        look.labels = look.labels.saturating_add(u16::from(c == ':'));
                    }
                }
                '|' => look.columns = true,
                '{' | '}' | '=' | '\\' | '`' | '_' | '$' | '^' => add(&mut look.code),
                // A comment or a heading, a closing tag, a value in quotes.
                '/' | '*' | '#' if last == '\n' => look.code = look.code.saturating_add(2),
                '/' if last == '<' && spaced == 0 => look.code = look.code.saturating_add(2),
                '"' if last == '=' => look.code = look.code.saturating_add(2),
                _ if is_kana(c) => add(&mut look.kana),
                _ if is_hangul(c) => add(&mut look.hangul),
                _ => {}
            }
            counts.wide_commas += u32::from(c == '，');
            look.stops = look.stops.saturating_add(u16::from(c == '。'));
            counts.wide_stops += u32::from(c == '。');
            // A clock with seconds opens a line of a log, a name in quotes and a colon a line of data.
            colons += u32::from(c == ':' && last.is_ascii_digit() && look.han == 0);
            if c == ':' && (colons == 2 && look.han == 0 || last == '"' && text.starts_with('"')) {
                look.code = look.code.saturating_add(2);
            }
        }
        (last, spaced) = (c, 0);
    }
    look
}
