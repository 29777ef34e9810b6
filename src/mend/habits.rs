//! What a page is like, for the rules that mend inside lines: which of its blocks are running Chinese, which are rows of a
//! table or code, and what is done throughout and so by choice.

use super::Sheet;
use super::amounts::lists_amounts;
use super::look::Looker;
use super::spaces::Run;
use super::walk::Counts;
use crate::page::change::{Kind, Span};
use crate::read::ReadBlock;

/// What one block is made of. Counts stop at `u16::MAX`.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Look {
    pub han: u16,
    pub latin: u16,
    /// 。！？ and their like of half width after a character: ends of sentences.
    pub ends: u16,
    /// 。 alone, which no headline has.
    pub stops: u16,
    /// ，；、 and, beside characters, , ; of half width: parts of sentences. A colon is none, for labels have it too.
    pub clauses: u16,
    /// ， and 。: whoever sets them needs no space in their place.
    pub wide: u16,
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
    /// Commas and semicolons of half width, wherever they stand.
    pub separators: u16,
    /// Commas and stops of full width behind white space.
    pub apart: u16,
    /// All of them stand so, as every word does: 他 来 了 。 Or it lists amounts: 蒜 4瓣，青椒 1个.
    pub segmented: bool,
    /// A tab, a | or a gap of columns stands inside.
    pub columns: bool,
    /// A line end stands inside: the block was cut by a column.
    pub cut: bool,
    /// A mark stands inside that has a form of full width too.
    pub marks: bool,
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
            && self.kana <= self.han / 8
    }

    /// Stops and clauses together; a block may have as many of each as can be counted.
    fn marks_of_text(&self) -> u16 {
        self.stops.saturating_add(self.clauses)
    }

    /// Whether the block is text of a paragraph, by its kind or because whole sentences stand in what was read as a heading.
    pub(super) fn flows(&self, kind: Kind) -> bool {
        match kind {
            Kind::Para | Kind::Fragment => true,
            // Names have no clauses.
            Kind::Byline | Kind::Credit => self.stops > 0 && self.clauses > 0,
            Kind::Masthead => self.stops > 0 && self.marks_of_text() > 1,
            _ => self.marks_of_text() > 1 && (self.stops > 0 || self.clauses > 2 || self.han > LONGEST_HEADING),
        }
    }

    /// Whether the block is Chinese prose: sentences, or a part of one, with its marks.
    pub(super) fn is_prose(&self) -> bool {
        self.is_chinese() && (self.ends > 0 || self.clauses > 0)
    }

    /// Whether the block can be an entry of a list: a name, one gap, and what is said of it.
    fn is_entry(&self) -> bool {
        !self.cut && self.spaces == 1 && (1..=LONGEST_NAME).contains(&self.head)
    }

    /// Whether the block can be an entry among others whose names are as long as this one's: more gaps may stand in it. One character
    /// proves nothing, where lines are spaced letter by letter.
    fn is_entry_like(&self, other: &Look) -> bool {
        !self.cut && self.spaces > 0 && (2..=LONGEST_NAME).contains(&self.head) && self.head == other.head
    }
}

/// Characters of the longest name that an entry of a list begins with.
pub(super) const LONGEST_NAME: u16 = 8;
/// So many blocks of code make what stands among them code.
const CODE: u32 = 3;
/// So many entries below each other are a list, and any two of a page with such a list.
const ENTRIES: usize = 3;

/// Characters that no heading has: the longest of 2,631 press headlines has 53.
const LONGEST_HEADING: u16 = 60;

/// The blocks that the rules inside lines look at: those of the reading, but what stands on one line of the source is one
/// block, whatever its spaces were taken for, unless a byline or a credit runs on behind it, or a headline stands beside it.
fn blocks_of_lines(sheet: &Sheet<'_>) -> Vec<ReadBlock> {
    let mut blocks: Vec<ReadBlock> = Vec::with_capacity(sheet.blocks().len());
    let mut beside = sheet.reading.beside.iter().peekable();
    for &block in sheet.blocks() {
        while beside.next_if(|gap| gap.end < block.span.start).is_some() {}
        if let Some(last) = blocks.last_mut()
            && beside.peek().is_none_or(|gap| gap.end != block.span.start)
            && !is_signed(last.of_lines)
            && !is_signed(block.of_lines)
            && !Span::new(last.span.end, block.span.start).of(sheet.text).bytes().any(|b| matches!(b, b'\n' | b'\x0c'))
        {
            last.span.end = block.span.end;
            if block.of_lines == Kind::Para {
                last.of_lines = Kind::Para;
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

/// What is known of a page.
#[derive(Debug)]
pub(super) struct Habits {
    /// The blocks that the rules inside lines look at.
    pub blocks: Vec<ReadBlock>,
    looks: Vec<Look>,
    /// Sums over the blocks before each.
    sums: Vec<Sum>,
    /// The runs of white space inside the blocks, in order.
    pub runs: Vec<Run>,
    /// Where a figure of full width stands, or a letter that looks like a figure next to one, in order.
    pub figures: Vec<u32>,
    /// Where a mark of half width stands, or one of full width that comes in pairs, in order.
    pub marks: Vec<u32>,
    /// Where a character or sign stands that may be mistaken for another, in order.
    pub suspects: Vec<u32>,
    /// Where a character of the blocks stands that radicals and compatibility forms are in, in order.
    pub forms: Vec<u32>,
    /// The author spaces numbers and Latin words throughout.
    spaces_seams: bool,
    /// The author sets half-width marks throughout, with a space behind each.
    pub sets_half_width: bool,
    /// There are sentences in Chinese on the page.
    pub has_prose: bool,
    /// There are commas or stops of full width on the page.
    pub has_wide_marks: bool,
    /// Some seams are closed and some are open: nobody does that by choice.
    pub mixes_seams: bool,
    /// Spaces stand all over the sentences: between two characters a space says nothing.
    is_riddled: bool,
    /// Code, data or a log: more than one block in five.
    pub is_code: bool,
    /// Entries of a list stand below each other.
    has_list: bool,
}

/// What blocks have, added up: of the whole page, or of those around one. A page may hold texts of many kinds, each with habits of
/// its own.
#[derive(Clone, Copy, Debug, Default)]
struct Sum {
    counts: Counts,
    blocks: u32,
    /// Blocks that a column cut.
    cut: u32,
    /// Blocks of code, data or a log.
    code: u32,
    /// Paragraphs, those of them that a column cut; and of those with a comma or stop of full width, or cut, the spaces between their
    /// characters, and these.
    prose: u32,
    prose_cut: u32,
    holes: u32,
    ground: u32,
    /// Spaces between characters where sentences end.
    parted: u32,
    /// Blocks with marks of half width beside 。, which an engine that narrows marks leaves as it is, and without one.
    narrowed: u32,
    typed: u32,
}

impl Sum {
    /// Adds another block, with what was counted up to its end.
    fn add(&mut self, look: &Look, counts: Counts) {
        let (prose, one) = (u32::from(look.is_prose()), u32::from);
        // whoever sets neither commas nor 。 has spaces in their place
        let ground = prose * one(look.wide > 0 || look.cut);
        let half = counts.half_marks > self.counts.half_marks;
        self.counts = counts;
        self.blocks += 1;
        self.cut += one(look.cut);
        self.code += one(look.code > 1);
        self.prose += prose;
        self.prose_cut += prose * one(look.cut);
        self.holes += ground * u32::from(look.parted);
        self.ground += ground * u32::from(look.han);
        self.parted += one(look.ends > 0 && look.is_chinese()) * u32::from(look.parted);
        self.narrowed += one(look.stops > 0 && half);
        self.typed += one(look.stops == 0 && half) * prose;
    }

    fn without(self, before: Sum) -> Sum {
        Sum {
            counts: self.counts.without(before.counts),
            blocks: self.blocks - before.blocks,
            cut: self.cut - before.cut,
            code: self.code - before.code,
            prose: self.prose - before.prose,
            prose_cut: self.prose_cut - before.prose_cut,
            holes: self.holes - before.holes,
            ground: self.ground - before.ground,
            parted: self.parted - before.parted,
            narrowed: self.narrowed - before.narrowed,
            typed: self.typed - before.typed,
        }
    }

    /// Whether numbers and Latin words are spaced by choice.
    fn spaces_seams(&self) -> bool {
        let Counts { open_seams: open, closed_seams: closed, open_latin, .. } = self.counts;
        let unbroken = self.cut == 0 && self.parted * 8 <= open;
        let spaced = open >= SEAMS_OF_CHOICE && closed * CLOSED_OF_CHOICE <= open || open >= FEW_SEAMS && closed == 0;
        unbroken && (spaced || open_latin >= 2 && closed == 0) || self.spaces_words()
    }

    /// Whether Latin words are spaced by choice, and most of what is set apart are such: a manual, where links and names of files have
    /// spaces around them too. Where they were forgotten, nobody else set the others.
    fn spaces_words(&self) -> bool {
        let Counts { open_seams: open, open_latin, closed_latin, .. } = self.counts;
        let spaced = open_latin >= SEAMS_OF_CHOICE && closed_latin * CLOSED_WORDS <= open_latin;
        self.cut == 0 && spaced && self.holes * HOLES_OF_CHOICE <= open
    }

    /// Whether half-width quotes, brackets and colons are the author's: an engine that sets marks narrow does so with commas too.
    fn chooses_marks(&self) -> bool {
        let wide = self.counts.wide_commas + self.counts.wide_stops;
        let few = if self.spaces_words() { HALF_OF_MANUALS } else { HALF_OF_CHOICE };
        wide >= WIDE_OF_CHOICE && self.counts.half_marks * few <= wide || self.types_half_width()
    }

    /// Whether sentences end in a full stop of half width: somebody types so. Engines keep 。, which is no mark of ASCII.
    fn types_half_width(&self) -> bool {
        self.counts.half_stops >= FEW_STOPS && self.counts.half_stops >= self.counts.wide_stops
    }

    fn is_code(&self) -> bool {
        self.code * 5 > self.blocks
    }

    fn is_cut(&self) -> bool {
        self.prose_cut > 0 && self.prose_cut * 4 >= self.prose
    }

    fn is_riddled(&self) -> bool {
        self.holes * GROUND >= self.ground
    }
}

/// So many blocks on either side show the habits of the text that a block stands in. Set on 150 files of several texts each:
/// 91 changed where the whole page was asked, 24 with this and the other bounds that were set with it.
const AROUND: usize = 12;
/// Seams from which on a page that spaces them all does so by choice. Pages whose justified lines were spaced by the extractor
/// leave 5 % and more of some 40 seams closed, and are cut into columns besides; below six seams chance may have spaced them all.
const SEAMS_OF_CHOICE: u32 = 6;
/// And where not one of them is closed.
const FEW_SEAMS: u32 = 4;
/// The same of a page that seems to be cut into columns: a newspaper's has fewer. Of 2,259 texts of such the richest has 136 open.
const SEAMS_OF_MANUALS: u32 = 250;
/// An author who spaces has at most one seam in this many closed.
const CLOSED_OF_CHOICE: u32 = 10;
/// An author who spaces Latin words forgets one in this many, and has one space between characters for so many seams at most.
const CLOSED_WORDS: u32 = 2;
const HOLES_OF_CHOICE: u32 = 2;
/// Half-width marks from which on a page that spaces them all does so by choice.
const MARKS_OF_CHOICE: u32 = 8;
/// Commas and stops of full width from which on half-width quotes, brackets and colons among them are there by choice, and how
/// many there are at least for each comma, or cry, of half width: engines that narrow marks narrow commas as well, but for Tesseract,
/// whose pages are cut by columns.
const WIDE_OF_CHOICE: u32 = 3;
const HALF_OF_CHOICE: u32 = 10;
/// In a manual among names of files in straight quotes, behind code.
const HALF_OF_MANUALS: u32 = 3;
/// Sentences that end in a full stop of half width from which on somebody types so.
const FEW_STOPS: u32 = 2;

/// Spaces between characters of sentences from which on a page is riddled, and the characters that hold one at least: lines
/// joined by spaces have one in some 20, justified lines spaced letter by letter one in three.
const HOLES: u32 = 30;
const GROUND: u32 = 12;

impl Habits {
    /// Looks at the whole page, once.
    pub(super) fn of(sheet: &Sheet<'_>) -> Habits {
        let blocks = blocks_of_lines(sheet);
        let mut looker = Looker::new(sheet.text, sheet.signs);
        let mut looks: Vec<Look> = Vec::with_capacity(blocks.len());
        let mut sums = Vec::with_capacity(blocks.len() + 1);
        let mut sum = Sum::default();
        sums.push(sum);
        for (n, block) in blocks.iter().enumerate() {
            let before = looker.counts;
            let mut look = looker.look(n, block);
            look.segmented |= look.spaces > 1
                && look.clauses > 0
                && look.stops == 0
                && !look.cut
                && lists_amounts(block.span.of(sheet.text));
            if look.code > 1 {
                // code has its marks by rule
                let Counts { half_marks, half_stops, .. } = before;
                looker.counts = Counts { half_marks, half_stops, ..looker.counts };
            }
            sum.add(&look, looker.counts);
            sums.push(sum);
            looks.push(look);
        }
        let Looker { counts, runs, figures, marks, suspects, forms, .. } = looker;
        // no extractor spaces the seams of one wide column where they are closed: what stands at most of them, the author set
        let wide = sheet.reading.wide_text && counts.open_seams > counts.closed_seams;
        let many = counts.open_seams >= SEAMS_OF_MANUALS && counts.closed_seams * CLOSED_OF_CHOICE <= counts.open_seams;
        let half = counts.half_spaced > 0
            && counts.half_tight * CLOSED_OF_CHOICE <= counts.half_spaced
            && counts.wide_commas == 0;
        let mut habits = Habits {
            spaces_seams: wide || many || sum.spaces_seams(),
            sets_half_width: sum.cut == 0 && half && (counts.wide_stops == 0 || counts.half_spaced >= MARKS_OF_CHOICE),
            has_prose: looks.iter().any(|l| l.is_chinese() && l.ends > 0 && l.han >= 5),
            has_wide_marks: counts.wide_commas + counts.wide_stops > 0,
            mixes_seams: counts.open_seams > 0 && counts.closed_seams > 0,
            is_riddled: sum.holes >= HOLES && sum.is_riddled(),
            is_code: sum.is_code(),
            blocks,
            has_list: looks.windows(ENTRIES).any(|run| run.iter().all(Look::is_entry)),
            looks,
            sums,
            runs,
            figures,
            marks,
            suspects,
            forms,
        };
        // a comment, a string or a message amid code is code
        if sum.code >= CODE {
            for n in 0..habits.looks.len() {
                if habits.around(n).code >= CODE
                    && habits.around(n).is_code()
                    && let Some(look) = habits.looks.get_mut(n)
                {
                    look.code = look.code.max(2);
                }
            }
        }
        habits
    }

    /// What the blocks around this one have.
    fn around(&self, block: usize) -> Sum {
        self.between(block.saturating_sub(AROUND), block + AROUND + 1)
    }

    fn between(&self, from: usize, to: usize) -> Sum {
        let at = |n: usize| self.sums.get(n.min(self.sums.len() - 1)).copied().unwrap_or_default();
        at(to).without(at(from))
    }

    /// Whether the author spaces numbers and Latin words here.
    pub(super) fn spaces_seams(&self, block: usize) -> bool {
        self.spaces_seams || self.around(block).spaces_seams()
    }

    /// Whether the author spaces Latin words here, and links and names among the characters with them.
    pub(super) fn spaces_words(&self, block: usize) -> bool {
        self.around(block).spaces_words()
    }

    /// Whether the author sets some marks in half width here, by choice. Of text that columns cut nobody is the author: Tesseract
    /// gives ； ： and brackets in half width, with a space behind, and commas in full width.
    pub(super) fn chooses_marks(&self, block: usize) -> bool {
        if self.is_cut(block) {
            return false;
        }
        let (around, own) = (self.around(block), self.between(block, block + 1).counts);
        let look = self.look(block);
        self.is_typed(block) && look.stops == 0
            || around.chooses_marks()
            || own.wide_commas > 0 && own.half_marks == 0
            || own.half_stops > 0 && own.half_spaced > 0 && own.half_tight + own.wide_commas + own.wide_stops == 0
            || around.counts.half_marks == 0
                && (self.has_wide_marks && !self.look(block).is_prose()
                    || self.sums.last().is_some_and(Sum::chooses_marks))
    }

    /// Whether the block was typed in haste, as chat and subtitles are, or is no prose: no column cut it, it has neither commas nor
    /// 。 of full width, and nothing around shows that an engine narrowed its marks. A space there may stand for a comma.
    pub(super) fn is_typed(&self, block: usize) -> bool {
        let look = self.look(block);
        let around = self.around(block);
        look.wide == 0 && !look.cut && (around.narrowed == 0 || around.narrowed < around.typed)
    }

    /// Whether nothing shows that spaces are damage: none around parts two characters of a sentence, none in the block stands
    /// before a comma or a stop.
    pub(super) fn parts_nothing(&self, block: usize) -> bool {
        let around = self.around(block);
        around.holes == 0 && around.cut == 0 && self.look(block).apart == 0
    }

    /// Whether the paragraphs here were cut by columns: one in four at least.
    pub(super) fn is_cut(&self, block: usize) -> bool {
        self.around(block).is_cut()
    }

    /// Whether the page is riddled with spaces, here too.
    pub(super) fn is_riddled(&self, block: usize) -> bool {
        self.is_riddled && self.around(block).is_riddled()
    }

    /// What the block looks like.
    pub(super) fn look(&self, block: usize) -> Look {
        self.looks.get(block).copied().unwrap_or_default()
    }

    /// Whether the block is an entry of a list, with others beside it: 滤网 拦住杂质的网。, 米饭 2元. Or one of three below each other
    /// whose names are of one length: 1978 年 恢复高考, 1982 年 承包到户.
    pub(super) fn is_entry(&self, block: usize) -> bool {
        let entry = |n: Option<usize>| n.and_then(|n| self.looks.get(n)).is_some_and(Look::is_entry);
        let look = self.look(block);
        self.has_list && entry(Some(block)) && (entry(block.checked_sub(1)) || entry(Some(block + 1)))
            || look.is_entry_like(&look) && self.is_one_of(block, |other| other.is_entry_like(&look))
    }

    /// Whether the block is one of [`ENTRIES`] below each other that are all so.
    fn is_one_of(&self, block: usize, so: impl Fn(&Look) -> bool) -> bool {
        let run = |from: usize| (from..from + ENTRIES).all(|n| self.looks.get(n).is_some_and(&so));
        (0..ENTRIES).any(|before| block.checked_sub(before).is_some_and(run))
    }

    /// Whether the block is a row of a table, or of a list in columns: no sentence ends in it, and a block beside it has just
    /// as many gaps, or just as many commas of half width and no others; or three below each other have as many.
    pub(super) fn is_row(&self, block: usize) -> bool {
        let look = self.look(block);
        if look.columns {
            return true;
        }
        if look.ends > 0 || look.cut {
            return false;
        }
        if look.half >= 1 && self.is_one_of(block, |o| o.ends == 0 && o.half == look.half)
            || look.separators >= 2 && self.is_one_of(block, |o| o.ends == 0 && o.separators == look.separators)
        {
            return true;
        }
        let beside = |other: Option<&Look>| {
            other.is_some_and(|o| {
                let gaps = look.spaces >= 2 && o.spaces == look.spaces && look.clauses == 0 && o.clauses == 0;
                let commas = look.half >= 1 && o.half == look.half && look.clauses == look.half && o.clauses == o.half;
                o.ends == 0 && !o.cut && (gaps || commas)
            })
        };
        beside(block.checked_sub(1).and_then(|n| self.looks.get(n))) || beside(self.looks.get(block + 1))
    }
}

/// Dots in a row from which on they lead to a page number; an ellipsis has six, as two characters or singly.
pub(super) const LEADERS: u32 = 6;

/// Whether the block begins as data does: a key, a colon and a space; a name, a space and a straight quote; a cell in quotes
/// and a comma behind it; three quotes.
pub(super) fn opens_as_data(text: &str) -> bool {
    if !text.as_bytes().first().is_some_and(u8::is_ascii) {
        return false;
    }
    let name = text.bytes().take_while(|b| b.is_ascii_lowercase() || matches!(b, b'_' | b'-')).count();
    let rest = text.get(name..).unwrap_or_default();
    // Subject: and Content-Type: of a letter.
    let header = text.bytes().take_while(|b| b.is_ascii_alphabetic() || *b == b'-').count();
    let is_header = text.as_bytes().get(1).is_some_and(u8::is_ascii_lowercase)
        && text.get(header..).unwrap_or_default().starts_with(": ");
    let key = is_header || name > 0 && (rest.starts_with(": ") || rest.starts_with(" \""));
    // [1] of a list of books, [09:12] of a log
    let numbered = text.starts_with('[') && text.as_bytes().get(1).is_some_and(u8::is_ascii_digit);
    key || numbered || text.starts_with("\"\"\"") || text.starts_with('"') && text.contains("\",\"")
}

#[cfg(test)]
mod tests;
