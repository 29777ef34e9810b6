//! Columns: what is known of one from the lines that were found in it.

use super::look::{Extent, Look};

/// How a column's last line ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Tail {
    /// In mid-sentence, of a width that says nothing yet: its only line, or one of another width.
    #[default]
    New,
    /// In mid-sentence, as wide as the column.
    Open,
    /// In mid-sentence, and narrower: a head, a byline.
    Short,
    /// With the end of a sentence, as wide as the column.
    Closed,
    /// With the end of a sentence: the last line of a paragraph.
    Rest,
    /// With the end of a sentence, and the column's width is not known.
    NewRest,
}

impl Tail {
    pub(super) const COUNT: usize = 6;

    fn is_closed(self) -> bool {
        matches!(self, Tail::Closed | Tail::Rest | Tail::NewRest)
    }
}

/// How wide a line is in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Width {
    /// As wide as it.
    Full,
    /// As wide as it behind an indent of two characters.
    SetIn,
    /// Narrower by up to a character and a bit, by up to five, by more.
    Narrow,
    Narrower,
    Narrowest,
    /// Wider by up to a character and a bit, by more.
    Wide,
    Wider,
    /// The column's width is not known.
    Any,
}

impl Width {
    pub(super) const COUNT: usize = 8;
}

/// Where the widths part, in tenths of a cell.
const A_CHARACTER: i32 = 24;
const FIVE_CHARACTERS: i32 = 100;
/// A last line is as wide as its column if so much is missing.
const HARDLY: i32 = 6;

/// A column, as far as its lines show it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Column {
    /// How wide it is.
    extent: Option<Extent>,
    pub tail: Tail,
}

impl Column {
    /// One that begins with this unit.
    pub(super) fn new(unit: &Look) -> Column {
        let tail = match unit.full {
            Some(full) if unit.is_more => tail(full, unit),
            _ if unit.closed => Tail::NewRest,
            _ => Tail::New,
        };
        Column { extent: unit.full, tail }
    }

    /// How wide the unit's first line is in it.
    pub(super) fn width(&self, unit: &Look) -> Width {
        let Some(extent) = self.extent else { return Width::Any };
        match extent.apart(unit.top) {
            0 => Width::Full,
            _ if !unit.is_indented && extent.apart(unit.top.indented()) == 0 => Width::SetIn,
            by if by > A_CHARACTER => Width::Wider,
            by if by > 0 => Width::Wide,
            by if by > -A_CHARACTER => Width::Narrow,
            by if by > -FIVE_CHARACTERS => Width::Narrower,
            _ => Width::Narrowest,
        }
    }

    /// The column with this unit below its last one.
    pub(super) fn with(self, unit: &Look) -> Column {
        if unit.is_more {
            return self.with_lines(unit);
        }
        let width = self.width(unit);
        if unit.closed {
            let tail = match (self.extent, width) {
                (None, _) => Tail::NewRest,
                (_, Width::Full) => Tail::Closed,
                (_, Width::SetIn) if self.tail.is_closed() => Tail::Closed,
                _ => Tail::Rest,
            };
            return Column { tail, ..self };
        }
        // the first line of a paragraph stands behind an indent
        let is_first = self.tail.is_closed() && width != Width::Full;
        let line = if is_first && !unit.is_indented { unit.top.indented() } else { unit.top };
        match (self.extent, width) {
            (None, _) => Column { extent: Some(line), tail: if is_first { Tail::Open } else { Tail::New } },
            (Some(extent), Width::Full) => Column { extent: Some(extent.meet(line)), tail: Tail::Open },
            (Some(extent), Width::SetIn) if is_first => Column { extent: Some(extent.meet(line)), tail: Tail::Open },
            (_, Width::Wide | Width::Wider) if is_first => Column { tail: Tail::Open, ..self },
            (_, Width::Wide | Width::Wider) => Column { extent: Some(line), tail: Tail::New },
            _ => Column { tail: Tail::Short, ..self },
        }
    }

    /// The same with more than one printed line.
    fn with_lines(self, unit: &Look) -> Column {
        let extent = match (self.extent, unit.full) {
            (Some(extent), Some(full)) => Some(extent.meet(full)),
            (extent, full) => full.or(extent),
        };
        let tail = match unit.full.or(self.extent) {
            Some(full) => tail(full, unit),
            None if unit.closed => Tail::NewRest,
            None => Tail::New,
        };
        Column { extent, tail }
    }
}

/// How the unit's last line ends in a column of that width.
fn tail(full: Extent, unit: &Look) -> Tail {
    match (full.apart(unit.bottom) >= -HARDLY, unit.closed) {
        (true, false) => Tail::Open,
        (false, false) => Tail::Short,
        (true, true) => Tail::Closed,
        (false, true) => Tail::Rest,
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::Page;
    use super::super::units::{looks, units};
    use super::*;

    /// The looks of lines that stand each by itself.
    fn looks_of(lines: &[&str]) -> Vec<Look> {
        let text = lines.join("\n\n");
        let page = Page::scan(&text, None);
        looks(&page, &units(&text, &page, &[]).unwrap())
    }

    /// How wide each line is in the column of those before it, and how the column ends then.
    fn read(lines: &[&str]) -> Vec<(Width, Tail)> {
        let looks = looks_of(lines);
        let mut column = Column::new(&looks[0]);
        let mut read = vec![(Width::Any, column.tail)];
        for look in &looks[1..] {
            let width = column.width(look);
            column = column.with(look);
            read.push((width, column.tail));
        }
        read
    }

    #[test]
    fn a_paragraph_is_full_lines_and_a_rest_and_the_next_is_set_in() {
        let lines = [
            "镇里给湖边的步道换上了灯",
            "散步的老人都停下来看灯过",
            "去天一黑，步道没人敢走，",
            "如今人多。",
            "路灯不用电费，镇里一",
            "年省下十一万元。",
        ];
        assert_eq!(
            read(&lines)[1..],
            [
                (Width::Full, Tail::Open),
                (Width::Full, Tail::Open), // with its two commas set narrow it would be narrower
                (Width::Narrowest, Tail::Rest),
                (Width::SetIn, Tail::Open),
                (Width::Narrower, Tail::Rest)
            ]
        );
    }

    #[test]
    fn a_first_line_whose_indent_shows_is_full_and_one_that_ends_a_sentence_too() {
        let lines =
            ["镇里给湖边的步道换上了灯", "散步的老人都停下来看灯。", "　　路灯不用电费镇里一年", "省下十一万。"];
        let read = read(&lines);
        assert_eq!(read[1..3], [(Width::Full, Tail::Closed), (Width::Full, Tail::Open)]);
    }

    #[test]
    fn other_widths_are_told_by_how_far_they_are_off() {
        let column = ["镇里给湖边的步道换上了灯", "散步的老人都停下来看灯过"];
        let width = |line: &str| {
            let [first, second] = column;
            read(&[first, second, line])[2]
        };
        assert_eq!(width("去天一黑湖边的步道没人走他"), (Width::Wide, Tail::New));
        assert_eq!(width("去天一黑湖边的步道没人敢走如今人很多"), (Width::Wider, Tail::New));
        assert_eq!(width("去天一黑湖边的步"), (Width::Narrower, Tail::Short));
        assert_eq!(width("去天一黑湖边的步道没人"), (Width::Narrow, Tail::Short));
        assert_eq!(width("去天一黑湖"), (Width::Narrowest, Tail::Short));
    }

    #[test]
    fn of_a_unit_of_several_lines_the_last_one_may_be_short() {
        let looks = looks_of(&["镇里给湖边的步道换上了灯\n散步的老人都停下来看灯过\n去天一黑没人。", "湖"]);
        let column = Column::new(&looks[0]);
        assert_eq!(column.tail, Tail::Rest);
        assert_eq!(column.with(&looks[0]).tail, Tail::Rest);
        assert_eq!(column.width(&looks[1]), Width::Narrowest);
        let open = looks_of(&["镇里给湖边的步道换上了灯\n散步的老人都停下来看灯过"]);
        assert_eq!(Column::new(&open[0]).tail, Tail::Open);
    }

    #[test]
    fn a_column_that_begins_with_a_rest_has_no_width_yet() {
        let read = read(&["他笑了。", "镇里给湖边的步道换上了", "散步的老人都停下来看灯过去", "湖"]);
        assert_eq!(
            read,
            [
                (Width::Any, Tail::NewRest),
                (Width::Any, Tail::Open),
                (Width::Full, Tail::Open), // behind an indent the line before is as wide
                (Width::Narrowest, Tail::Short)
            ]
        );
    }
}
