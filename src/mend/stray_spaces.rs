//! `stray_spaces`: spaces between characters that are set without. Spaces that say something stay: between names, between the
//! halves of a headline or of a slogan, in verse, in tables.

mod pieces;

use std::cell::OnceCell;

use pieces::Pieces;

use super::Sheet;
use super::habits::{Habits, Look};
use super::names::{in_names, in_signature, names_from, opens_names};
use super::openings::{is_behind_dateline, is_behind_number};
use super::spaces::{Shape, Space, between, is_white};
use crate::page::change::{Change, Kind, PROVED, Reason};
use crate::read::class::{is_han, is_wide_mark};
use crate::read::{ReadBlock, count_together};
use crate::rule::Rule;

const CHARACTERS: Reason = Reason::words("characters of a sentence are set without spaces");
const MARK: Reason = Reason::words("a mark of full width is set without spaces");
const SPREAD: Reason = Reason::words("a line spaced letter by letter");
const INVISIBLE: Reason = Reason::words("a character without width between characters");

/// Within so many blocks on either side so many others make a list of single characters.
const LIST_REACH: usize = 4;
const LISTED: usize = 2;

/// Of the spaces that an engine puts into a text, so many of them or more, one in so many parts two characters that usually stand
/// together: of 400 simulated pages the poorest has three in 23. Where somebody sets them for commas (28 stretches of 87,000
/// characters of what buyers say), it is one in nine at most, and mostly one in forty.
const CLAUSES: usize = 16;
const TOGETHER: usize = 8;

/// Longest number of a list, its mark included, in bytes: 十一、.
const LIST_NUMBER: u32 = 10;

/// Proposes to take away the spaces between characters that belong together.
pub(crate) fn propose(sheet: &Sheet<'_>, out: &mut Vec<Change>) {
    let habits = sheet.habits();
    if habits.is_code || habits.runs.is_empty() {
        return;
    }
    let spaces = between(sheet, |before, after| is_set_tight(before) || is_set_tight(after));
    let (from, mut parted) = (out.len(), Vec::new());
    for group in spaces.chunk_by(|a, b| a.block == b.block) {
        let Some(&first) = group.first() else { continue };
        let Some(&block) = habits.blocks.get(first.block) else { continue };
        let look = habits.look(first.block);
        if !look.is_chinese() && group.iter().all(|space| space.shape != Shape::Invisible) {
            continue;
        }
        let room = Room::of(sheet, group, block, look);
        for space in group {
            if let Some(reason) = verdict(sheet, habits, &room, space) {
                let change = Change { span: space.span, new: "", rule: Rule::StraySpaces, margin: PROVED, reason };
                if out.is_empty() {
                    // where one goes, most do
                    out.reserve(spaces.len());
                }
                out.push(change);
                if reason == CHARACTERS {
                    parted.push((space.before, space.after));
                }
            }
        }
    }
    if part_clauses(&parted) {
        let mut own = out.split_off(from);
        own.retain(|change| change.reason != CHARACTERS);
        out.append(&mut own);
    }
}

/// Whether spaces between such characters stand where others set a comma: hardly two of them go together.
fn part_clauses(parted: &[(char, char)]) -> bool {
    let (count, together) = count_together(parted.iter().copied());
    count >= CLAUSES && together * TOGETHER < count
}

fn is_set_tight(c: char) -> bool {
    is_han(c) || is_wide_mark(c)
}

/// What the spaces of one block have in common. What takes a walk through the block is found once a space asks.
struct Room<'r> {
    sheet: &'r Sheet<'r>,
    spaces: &'r [Space],
    block: ReadBlock,
    kind: Kind,
    look: Look,
    /// Its pieces.
    pieces: OnceCell<Pieces>,
    /// Its spaces are its own: it is verse, clauses of one length, each behind its space; or every word stands apart from the next.
    keeps_all: OnceCell<bool>,
    /// From here on the block lists names: 。 通讯员 张三 李四.
    names_from: OnceCell<u32>,
    /// Every character stands alone, or most do.
    is_spread: OnceCell<bool>,
    /// The page is riddled with spaces, and this block is one of those that show it.
    is_riddled: bool,
    /// It was typed in haste, and its spaces with it.
    is_typed: bool,
    /// Latin words, links and names of files stand apart in it.
    spaces_words: bool,
    /// All its spaces between characters are as wide as one. An extractor leaves narrow ones, or some of both.
    is_wide: bool,
}

impl<'r> Room<'r> {
    fn of(sheet: &'r Sheet<'r>, spaces: &'r [Space], block: ReadBlock, look: Look) -> Room<'r> {
        let (habits, n) = (sheet.habits(), spaces.first().map_or(0, |space| space.block));
        let mut room = Room {
            sheet,
            spaces,
            block,
            kind: block.of_lines,
            look,
            pieces: OnceCell::new(),
            keeps_all: OnceCell::new(),
            names_from: OnceCell::new(),
            is_spread: OnceCell::new(),
            is_riddled: false,
            is_typed: habits.is_typed(n),
            spaces_words: habits.spaces_words(n),
            is_wide: spaces.iter().all(|space| !matches!(space.shape, Shape::Single | Shape::Several)),
        };
        // A heading's halves are of several characters, and no clause ends in it.
        room.is_riddled = habits.is_riddled(n)
            && !matches!(room.kind, Kind::Byline | Kind::Credit | Kind::Masthead)
            && look.is_chinese()
            && (look.is_prose() || room.pieces().single > 0);
        room.is_typed &= !room.is_riddled;
        room.spaces_words &= !room.is_riddled;
        room
    }

    fn pieces(&self) -> &Pieces {
        self.pieces.get_or_init(|| Pieces::of(self.sheet, self.block))
    }

    fn keeps_all(&self) -> bool {
        let keeps = || {
            self.look.segmented
                || !Pieces::one_is_long(self.sheet, self.block)
                    && (self.pieces().is_verse() || self.pieces().is_segmented())
        };
        *self.keeps_all.get_or_init(keeps)
    }

    /// Whether the place is among the names that the block ends in.
    fn is_among_names(&self, at: u32) -> bool {
        at >= *self.names_from.get_or_init(|| names_from(self.sheet, self.block))
    }

    fn is_spread(&self) -> bool {
        *self.is_spread.get_or_init(|| self.pieces().is_spread() && !is_set_wide(self.sheet, self.spaces))
    }
}

/// Whether the block of these spaces may be set wide by choice: where nothing around shows that spaces are damage (民 事 判 决 书), or
/// among others without a sentence that are spaced letter by letter too, a list of characters. Of a headline's lines there are
/// two, seldom three.
fn is_set_wide(sheet: &Sheet<'_>, spaces: &[Space]) -> bool {
    let (habits, block) = (sheet.habits(), spaces.first().map_or(0, |space| space.block));
    if habits.parts_nothing(block) {
        return true;
    }
    let bare = |n: &usize| *n < habits.blocks.len() && habits.look(*n).wide == 0;
    let spread = |n: &usize| habits.blocks.get(*n).is_some_and(|block| Pieces::of(sheet, *block).is_spread());
    let before = (block.saturating_sub(LIST_REACH)..block).rev().take_while(bare);
    let behind = (block + 1..=block + LIST_REACH).take_while(bare);
    before.chain(behind).filter(spread).count() >= LISTED
}

/// Whether the space goes, and why.
fn verdict(sheet: &Sheet<'_>, habits: &Habits, room: &Room<'_>, space: &Space) -> Option<Reason> {
    let (before, after) = (space.before, space.after);
    if space.shape == Shape::Invisible {
        let inside = |c: char| is_set_tight(c) || c.is_ascii_alphanumeric();
        return (inside(before) && inside(after)).then_some(INVISIBLE);
    }
    let look = &room.look;
    let flowing = look.flows(room.kind) || room.is_riddled;
    let furniture = matches!(room.kind, Kind::Byline | Kind::Credit | Kind::Masthead) && !flowing;
    if !look.is_chinese() || furniture || habits.is_row(space.block) || space.shape == Shape::Columns {
        return None;
    }
    let reason = of_place(sheet, habits, room, space, flowing)?;
    (!room.keeps_all() && !room.is_among_names(space.span.start)).then_some(reason)
}

/// Whether the space goes by what stands on either side of it, and why. `flowing`: the block is running text.
fn of_place(sheet: &Sheet<'_>, habits: &Habits, room: &Room<'_>, space: &Space, flowing: bool) -> Option<Reason> {
    let (before, after, look) = (space.before, space.after, &room.look);
    // A blank to be filled in: （ ）.
    if is_opening(before) && is_closing(after)
        || is_behind_number(sheet, room.block, space)
        || habits.is_entry(space.block)
    {
        return None;
    }
    if space.shape != Shape::Single && (look.ends == 0 || is_end(before)) {
        return None;
    }
    if space.shape == Shape::Wide && room.is_wide && !is_closing(after) {
        return None;
    }
    if space.shape == Shape::Wide && matches!(before, '电' | '讯' | '：' | '）') || is_behind_dateline(sheet, space)
    {
        return None;
    }
    let clings = is_clause(before) || is_closing(after) || is_opening(before);
    if is_wide_mark(before) || is_wide_mark(after) {
        // 一、 总则: the number of a list.
        let listed = before == '、' && space.span.start < room.block.span.start + LIST_NUMBER;
        let apart = listed || before == '·' || after == '·' || before == '…' && !flowing;
        let bound = clings || flowing && look.is_prose() && !room.is_typed;
        if room.spaces_words || is_by_choice(sheet, habits, space) {
            return None;
        }
        return (bound && !apart && !in_names(sheet, space) && !opens_names(sheet, space)).then_some(MARK);
    }
    if !is_han(before) || !is_han(after) {
        // “互联网 +”. Half-width punctuation goes with its space where its width is wrong; numbers are another rule's.
        let plus = is_han(before) && after == '+' || before == '+' && is_han(after);
        return (plus && flowing && look.is_prose() && !habits.spaces_seams(space.block)).then_some(CHARACTERS);
    }
    // A date and its weekday.
    if before == '日' && after == '星' {
        return None;
    }
    if (!flowing || !look.is_prose()) && room.is_spread() {
        return Some(SPREAD);
    }
    if !flowing || room.is_typed || room.spaces_words || !look.is_prose() && !look.cut && !room.is_riddled {
        return None;
    }
    let real = in_names(sheet, space) || in_signature(sheet, room.block, space) || is_between_halves(sheet, space);
    (!real).then_some(CHARACTERS)
}

/// Whether the author sets the space beside a mark: at a dash, and behind the head of an entry; beside quotes and behind sentences,
/// where nothing parts characters; beside Latin words in quotes and brackets, where those without have a space too.
fn is_by_choice(sheet: &Sheet<'_>, habits: &Habits, space: &Space) -> bool {
    let (before, after) = (space.before, space.after);
    // “…” —— 林远; 渡 — 过河; 【渡】 过河
    let parts_nothing = habits.parts_nothing(space.block);
    if matches!(before, '】' | '〕') || (before == '—' || after == '—') && (parts_nothing || is_lone_dash(sheet, space))
    {
        return true;
    }
    // clauses are never set apart, and are not asked
    let clings = is_clause(before) || is_closing(after) && (is_han(before) || !before.is_ascii_alphanumeric());
    if parts_nothing && !clings {
        return true;
    }
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii());
    let closed = is_closing(before) && latin(sheet.chars_before(space.span.start).nth(1));
    let opens = is_opening(after) && latin(sheet.chars_after(space.span.end).nth(1));
    (closed || opens) && habits.spaces_seams(space.block)
}

/// Whether the space stands beside a single dash that has one on either side: somebody typed it. Print has two, —— or ― ―.
fn is_lone_dash(sheet: &Sheet<'_>, space: &Space) -> bool {
    let lone = |first: Option<char>, second: Option<char>| first.is_some_and(is_white) && second != Some('—');
    if space.before == '—' {
        let mut before = sheet.chars_before(space.span.start).skip(1);
        lone(before.next(), before.next()) && space.after != '—'
    } else {
        let mut after = sheet.chars_after(space.span.end).skip(1);
        lone(after.next(), after.next()) && space.before != '—'
    }
}

fn is_end(c: char) -> bool {
    matches!(c, '。' | '！' | '？')
}

fn is_clause(c: char) -> bool {
    matches!(c, '，' | '、' | '；')
}

fn is_opening(c: char) -> bool {
    matches!(c, '“' | '‘' | '《' | '〈' | '（' | '「' | '『' | '【' | '〔')
}

fn is_closing(c: char) -> bool {
    matches!(
        c,
        '”' | '’'
            | '》'
            | '〉'
            | '）'
            | '」'
            | '』'
            | '】'
            | '〕'
            | '，'
            | '。'
            | '、'
            | '；'
            | '：'
            | '！'
            | '？'
    )
}

/// How far a slogan is looked at on either side, in characters.
const REACH: usize = 24;

/// Whether the space parts the halves of a slogan or a title: “不忘初心 牢记使命”. They fill their quotes, are of three to ten
/// characters, and of one length or nearly; there may be up to four.
fn is_between_halves(sheet: &Sheet<'_>, space: &Space) -> bool {
    let mut halves = Halves::default();
    let closing = match halves.read(sheet.chars_before(space.span.start)) {
        Some('“') => '”',
        Some('‘') => '’',
        Some('《') => '》',
        Some('「') => '」',
        Some('『') => '』',
        Some('"') => '"',
        Some('<') => '>',
        Some('〈') => '〉',
        _ => return false,
    };
    let closed = halves.read(sheet.chars_after(space.span.end)) == Some(closing);
    closed && halves.count <= 4 && halves.shortest >= 3 && halves.longest <= 10 && halves.longest - halves.shortest <= 1
}

#[derive(Debug)]
struct Halves {
    count: usize,
    shortest: usize,
    longest: usize,
}

impl Default for Halves {
    fn default() -> Halves {
        Halves { count: 0, shortest: usize::MAX, longest: 0 }
    }
}

impl Halves {
    /// Measures the pieces from a space on, and says what mark they end at.
    fn read(&mut self, chars: impl Iterator<Item = char>) -> Option<char> {
        let mut len = 0;
        for c in chars.take(2 * REACH) {
            if is_han(c) {
                len += 1;
                continue;
            }
            self.count += 1;
            self.shortest = self.shortest.min(len);
            self.longest = self.longest.max(len);
            len = 0;
            if !is_white(c) {
                return Some(c);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests;
