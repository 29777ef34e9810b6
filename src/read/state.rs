//! States: what a line of the page is, and how it goes on from the line before.

#![expect(clippy::indexing_slicing, reason = "a table of states by states, made while the crate is built")]

/// What a line is. Whether it is joined to the line before is part of it: only [`State::Goes`] and [`State::Row`] are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum State {
    /// The first line of a row of the masthead.
    Masthead,
    /// A further piece of that row.
    Row,
    /// A kicker.
    Kicker,
    /// A printed line of a headline.
    Headline,
    /// A printed line of a heading inside a body.
    Subhead,
    /// The first line of an article's first paragraph.
    Opens,
    /// The first line of a further paragraph.
    Para,
    /// A further line of a paragraph.
    Goes,
    /// A byline or a credit.
    Byline,
}

/// How many states there are.
pub(crate) const STATES: usize = 9;

impl State {
    pub(crate) const ALL: [State; STATES] = [
        State::Masthead,
        State::Row,
        State::Kicker,
        State::Headline,
        State::Subhead,
        State::Opens,
        State::Para,
        State::Goes,
        State::Byline,
    ];

    /// The state's name in the table of costs.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            State::Masthead => "masthead",
            State::Row => "row",
            State::Kicker => "kicker",
            State::Headline => "headline",
            State::Subhead => "subhead",
            State::Opens => "opens",
            State::Para => "para",
            State::Goes => "goes",
            State::Byline => "byline",
        }
    }

    /// Whether it is page furniture.
    pub(crate) const fn is_masthead(self) -> bool {
        matches!(self, State::Masthead | State::Row)
    }

    /// Whether it is a line of a title.
    pub(crate) const fn is_title(self) -> bool {
        matches!(self, State::Kicker | State::Headline | State::Subhead)
    }

    /// Whether a line of this state is joined to the one before.
    pub(crate) const fn is_joined(self) -> bool {
        matches!(self, State::Goes | State::Row)
    }
}

/// Columns of the costs of a gap: from a group of states to a group of states.
pub(crate) const COLUMNS: usize = 28;

const FROM: [(&str, &[State]); 5] = [
    ("masthead", &[State::Masthead, State::Row]),
    ("title", &[State::Kicker, State::Headline, State::Subhead]),
    ("first", &[State::Opens, State::Para]),
    ("goes", &[State::Goes]),
    ("byline", &[State::Byline]),
];
const TO: [(&str, &[State]); 5] = [
    ("masthead", &[State::Masthead]),
    ("title", &[State::Kicker, State::Headline, State::Subhead]),
    ("opens", &[State::Opens]),
    ("para", &[State::Para]),
    ("byline", &[State::Byline]),
];

/// How many groups of states there are that a gap leads from.
pub(crate) const GROUPS: usize = FROM.len();

/// The group of a state that a gap leads from.
pub(crate) const fn group(from: State) -> usize {
    match from {
        State::Masthead | State::Row => 0,
        State::Kicker | State::Headline | State::Subhead => 1,
        State::Opens | State::Para => 2,
        State::Goes => 3,
        State::Byline => 4,
    }
}

/// The place of a step in a row of costs of a gap: a vector from each group to the eight states before the byline, one from
/// these to the byline, and last the step from a byline to a byline.
pub(crate) const fn lane(from: State, to: State) -> usize {
    const LANES: usize = STATES - 1;
    match (from, to) {
        (State::Byline, State::Byline) => (GROUPS + 1) * LANES,
        (_, State::Byline) => GROUPS * LANES + from as usize,
        _ => group(from) * LANES + to as usize,
    }
}

/// The column for a gap between two states; `None` where the second cannot follow the first.
pub(crate) const fn column(from: State, to: State) -> Option<u8> {
    let group = group(from) as u8;
    let to = match to {
        State::Masthead => 0,
        State::Kicker | State::Headline | State::Subhead => 1,
        State::Opens => 2,
        State::Para => 3,
        State::Byline => 4,
        State::Row => return if group == 0 { Some(25) } else { None },
        State::Goes => {
            return match group {
                2 => Some(26),
                3 => Some(27),
                _ => None,
            };
        }
    };
    Some(group * 5 + to)
}

/// The name of a column in the table of costs.
pub(crate) fn column_name(column: usize) -> String {
    match column {
        25 => "masthead>row".into(),
        26 => "first>goes".into(),
        27 => "goes>goes".into(),
        _ => match (FROM.get(column / 5), TO.get(column % 5)) {
            (Some(from), Some(to)) => format!("{}>{}", from.0, to.0),
            _ => String::new(),
        },
    }
}

/// The column of every pair of states.
pub(crate) const COLUMN: [[Option<u8>; STATES]; STATES] = {
    let mut table = [[None; STATES]; STATES];
    let mut from = 0;
    while from < STATES {
        let mut to = 0;
        while to < STATES {
            table[from][to] = column(State::ALL[from], State::ALL[to]);
            to += 1;
        }
        from += 1;
    }
    table
};
