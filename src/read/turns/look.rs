//! Looks: what a unit shows of itself, to whoever asks which column it stands in.

use super::super::class::{Class, EM, NARROW};
use super::super::cues::Cues;
use super::super::lines::Line;
use super::units::Unit;

/// What a unit is, by its words and its length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// It closes an article: a byline, a credit.
    Byline,
    /// It opens one: 本报…讯, 新华社…电
    Dateline,
    /// One short line without a mark: a head, or a line of a narrow column.
    Bare,
    Text,
    /// Two or three such lines that no mark ends: a head, or lines of text that stand together.
    Lines,
}

impl Kind {
    pub(super) const COUNT: usize = 5;
}

/// A byline has no more characters: none of 339 printed ones has.
const LONGEST_BYLINE: u8 = 32;
/// One without a space has no more, or is told from a head or from text no better than these: by RapidOCR .408 of the headlines of 33 pages stand
/// over their text, and .392 with any length, by `pdftotext` .819 and .818 of 480; README's 30 were in sight.
const LONGEST_GLUED: u8 = 10;
/// Nor has a line of a head that stands in columns: of 579 headlines and kickers 13 have more.
const LONGEST_BARE: u8 = 24;
/// Nor has a head more lines, set by hand: lines of text that stand together without a mark at an end have three as well.
const MOST_LINES: usize = 3;

/// How wide a line is at least, with all its marks set narrow, and at most, in tenths of a cell. A page sets one mark narrow and
/// another in full, so that both ends of the last character stand where the column's do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Extent {
    pub least: i32,
    pub most: i32,
}

/// What 。！？ lose where marks are set narrow, in tenths of a cell.
const NARROW_STOP: i32 = EM / 4;
/// So much, in tenths of a cell, its characters may stand apart in all: a line is set full where the next character has no room.
/// Two thirds of a character, set by hand; with more for letters and digits as many lines find their columns.
const SPREAD: i32 = 14;
/// What the first line of a paragraph is set in by: two characters.
const SET_IN: i32 = 2 * EM;

impl Extent {
    /// That of a line, with the indent that the text shows.
    fn of(line: &Line) -> Extent {
        let indent = if line.cues.has(Cues::INDENTED) { SET_IN } else { 0 };
        let most = i32::from(line.wide) + indent;
        let stops = i32::from(line.stops);
        let narrow = NARROW * (i32::from(line.marks) - stops) + NARROW_STOP * stops;
        Extent { least: most - narrow, most: most + SPREAD }
    }

    /// That of two pieces of one printed line.
    fn and(self, piece: Extent) -> Extent {
        Extent { least: self.least + piece.least, most: self.most + piece.most - SPREAD }
    }

    /// The same line behind an indent that the text does not show.
    pub(super) fn indented(self) -> Extent {
        Extent { least: self.least + SET_IN, most: self.most + SET_IN }
    }

    /// By how much a line so wide is too wide for one of this extent, or too narrow, which is negative.
    pub(super) fn apart(self, line: Extent) -> i32 {
        if line.least > self.most { line.least - self.most } else { (line.most - self.least).min(0) }
    }

    /// What both may be; the other, where they are apart.
    pub(super) fn meet(self, line: Extent) -> Extent {
        if self.apart(line) != 0 {
            return line;
        }
        Extent { least: self.least.max(line.least), most: self.most.min(line.most) }
    }
}

/// Whether a line may be one of a head of several.
fn may_be_of_head(line: &Line) -> bool {
    let has_stop = line.cues.has(Cues::SENTENCE) || line.stops > 0;
    line.chars <= LONGEST_BARE
        && !has_stop
        && !matches!(line.last, Class::Stop | Class::StopClosed | Class::Comma | Class::Colon)
}

/// What a unit shows.
#[derive(Clone, Copy, Debug)]
pub(super) struct Look {
    pub kind: Kind,
    /// What it is to whatever goes on from it: a byline too where only its last line is one.
    pub end: Kind,
    /// Whether it is more than one printed line.
    pub is_more: bool,
    /// Whether a sentence ends with it.
    pub closed: bool,
    /// Whether its first line stands behind an indent that the text shows.
    pub is_indented: bool,
    /// Its first line and its last one.
    pub top: Extent,
    pub bottom: Extent,
    /// The width that its full lines have.
    pub full: Option<Extent>,
}

impl Look {
    /// How a unit of these lines, at least one, looks.
    pub(super) fn of(unit: &Unit, lines: &[Line]) -> Option<Look> {
        let (first, last) = (lines.first()?, lines.last()?);
        let closed = unit.bottom.closed;
        // pieces of one printed line are one line
        let row = unit.row.map(|_| lines.iter().skip(1).fold(Extent::of(first), |row, line| row.and(Extent::of(line))));
        let is_more = row.is_none();
        let (top, bottom) = row.map_or((Extent::of(first), Extent::of(last)), |row| (row, row));
        let full = match (row, closed) {
            (Some(row), false) => Some(row),
            (Some(_), true) => None,
            (None, _) => {
                let count = lines.len() - usize::from(closed);
                lines.iter().take(count).map(Extent::of).reduce(Extent::meet)
            }
        };
        let chars = lines.iter().fold(0u8, |chars, line| chars.saturating_add(line.chars));
        let is_bare = lines.iter().all(|line| line.marks == 0 && line.last != Class::Stop) && chars <= LONGEST_BARE;
        let longest = if first.cues.has(Cues::SPACED) { LONGEST_BYLINE } else { LONGEST_GLUED };
        let kind = if first.cues.is_byline() && chars <= longest {
            Kind::Byline
        } else if first.cues.has(Cues::DATELINE) {
            Kind::Dateline
        } else if is_bare && !is_more {
            Kind::Bare
        } else if is_more && (2..=MOST_LINES).contains(&lines.len()) && lines.iter().all(may_be_of_head) {
            Kind::Lines
        } else {
            Kind::Text
        };
        // what ends with a byline of any length has ended: held to the shorter one too, .376 of those headlines stand over their text
        let end = if last.cues.is_byline() && last.chars <= LONGEST_BYLINE { Kind::Byline } else { kind };
        Some(Look { kind, end, is_more, closed, is_indented: first.cues.has(Cues::INDENTED), top, bottom, full })
    }

    /// Whether it is the last line of a paragraph, with nothing behind it.
    pub(super) fn is_rest(&self) -> bool {
        self.closed && !self.is_more
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::Page;
    use super::super::units::{looks, units};
    use super::*;

    fn look(lines: &str) -> Look {
        let page = Page::scan(lines, None);
        looks(&page, &units(lines, &page, &[]).unwrap())[0]
    }

    #[test]
    fn a_unit_is_of_a_kind_by_its_words_and_its_length() {
        assert_eq!(look("通讯员 江北").kind, Kind::Byline);
        assert_eq!(look("本报讯 昨天，湖边的路灯亮了").kind, Kind::Dateline);
        assert_eq!(look("湖边点亮路灯").kind, Kind::Bare);
        assert_eq!(look("湖边点亮路灯，老人散步").kind, Kind::Text);
        assert_eq!(look("湖边点亮路灯。").kind, Kind::Text);
        assert_eq!(look("湖边点亮路灯\n老人散步").kind, Kind::Lines);
        assert_eq!(look("湖边点亮路灯，\n老人散步").kind, Kind::Text, "a mark ends a line");
        assert_eq!(look("湖边点亮。路灯\n老人散步").kind, Kind::Text, "a sentence ends inside");
        assert_eq!(look(&"湖边点亮路灯\n".repeat(4)).kind, Kind::Text, "four lines");
        let signed = look("湖边点亮路灯，老人散步。\n通讯员 江北");
        assert_eq!((signed.kind, signed.end), (Kind::Text, Kind::Byline), "what ends with a byline has ended");
        assert_eq!(look("湖边点亮路灯，老人散步。").end, Kind::Text);
        assert_eq!(look(&"湖边点亮路灯".repeat(5)).kind, Kind::Text);
    }

    #[test]
    fn a_line_is_as_wide_as_its_marks_may_make_it() {
        let extent = |line: &str| look(line).top;
        assert_eq!(extent("湖边点灯"), Extent { least: 80, most: 80 + SPREAD });
        assert_eq!(extent("湖边，点灯"), Extent { least: 90, most: 100 + SPREAD });
        assert_eq!(extent("湖边。点灯"), Extent { least: 95, most: 100 + SPREAD });
        assert_eq!(extent("　　湖边"), Extent { least: 80, most: 80 + SPREAD });
        let [narrow, wide] = [extent("湖边点灯"), extent("湖边点灯老人散步")];
        assert_eq!((narrow.apart(wide), wide.apart(narrow)), (160 - 80 - SPREAD, 80 + SPREAD - 160));
        assert_eq!(narrow.apart(extent("湖边，点灯")), 0);
        assert_eq!(narrow.meet(extent("湖边，点灯")), Extent { least: 90, most: 80 + SPREAD });
        assert_eq!(narrow.meet(wide), wide, "what is apart is another column's");
    }

    /// Pieces of one printed line are one line.
    #[test]
    fn a_line_that_was_broken_at_its_marks_is_as_wide_as_its_pieces() {
        let row = look("湖边，\n点灯");
        assert_eq!((row.top, row.is_more), (Extent { least: 90, most: 100 + SPREAD }, false));
        assert_eq!(row.full, Some(row.top));
        assert_eq!(look("湖边，\n点灯。").full, None, "the last line of a paragraph has no column's width");
        assert_eq!(look("湖边点亮路灯\n老人散步看灯\n灯。").full, Some(look("湖边点亮路灯").top));
    }
}
