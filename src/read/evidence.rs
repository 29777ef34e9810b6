//! Evidence: everything that speaks for one reading of a line or of a gap, by name. The [`witness`](super::witness) says what is there;
//! the table of costs says what it weighs.

#![expect(clippy::indexing_slicing, reason = "an array as long as there are kinds of evidence, by the number of one")]

use super::broken;
use super::class::Class;
use super::shape::SHAPES;

macro_rules! evidences {
    ($($(#[doc = $doc:literal])* $name:ident($size:expr), $word:literal;)*) => {
        /// A kind of evidence. Each has a fixed number of values, and each value its costs.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(usize)]
        pub(crate) enum Evidence { $($(#[doc = $doc])* $name),* }

        impl Evidence {
            /// Each kind's name and how many values it has.
            pub(crate) const ALL: &[(Evidence, &str, usize)] = &[$((Evidence::$name, $word, $size)),*];
        }
    };
}

evidences! {
    // --- of a gap: between a line and the one before it ---
    /// Always there.
    Gap(1), "gap";
    /// Whether the next word would have fitted on the line before, by how that line ends.
    Room(ROOMS * ENDS), "room";
    /// How the line before ends, and what this one begins with.
    Seam(ENDS * Class::COUNT), "seam";
    /// Blank lines here, by the page's habit and by how the line before ends.
    Blank(3 * HABITS * 3), "blank";
    /// A blank line before an opening quote.
    HangingQuote(2 * HABITS), "hanging_quote";
    /// Blank lines at the gap before, here, and at the next: a break that came a line late.
    Late(8 * 3), "late";
    /// The column becomes narrower or wider here.
    Width(3 * 2), "width_change";
    /// A line end, a space at column width, a run-on byline, an end of any kind that leaves a dateline open.
    Join(4), "gap_kind";
    /// How much narrower than its column this line is, where the line before ends a sentence or not.
    Indent(SHORTS * 2), "indent";
    /// How many lines around end full and open: whether this is text in columns at all.
    Columns(6 * 2), "columns";
    /// What the words of the line before say, and those of this.
    Cue(SAYS * SAYS), "neighbours";
    /// This line begins with an indent of its own, or the one before did.
    OwnIndent(4), "own_indent";
    /// Two characters stand on either side, and in many texts they stand together, or they do not.
    Pair(7), "pair";
    /// A line end where printed lines are broken, and how far the pieces fill the column.
    Broken(broken::VALUES), "broken";

    // --- of a line ---
    /// Always there.
    Line(1), "line";
    /// A cue of the line's words.
    Word(32), "cue";
    /// How much narrower than its column the line is.
    Short(SHORTS), "short";
    /// How long the line is, and what is inside.
    Long(12 * 3), "length";
    /// How it ends.
    End(Class::COUNT), "end";
    /// How it begins.
    Begin(Class::COUNT), "begin";
    /// Blank lines before it and behind it, by the page's habit.
    Apart(9 * HABITS), "apart";
    /// What kind of line, by shape and words, stands before it, and behind it.
    Around(SHAPES * SHAPES), "around";
    /// The same two lines away.
    Beyond(SHAPES * SHAPES), "beyond";
    /// Where it stands on the page.
    Place(5), "place";
    /// Where it stands in a run of lines that look like titles, and how long that run is.
    Run(12), "title_run";
    /// What stands before a run of title-like lines, and behind it.
    Frame(SHAPES * SHAPES), "frame";
    /// A title-like line on a page where bodies close with bylines: whether one stands before it.
    Closing(8), "closing";
    /// Its shape, by the kinds of the line itself.
    Shape(SHAPES * 2), "shape";
}

/// Steps of room left on a line.
pub(super) const ROOMS: usize = 18;
/// Steps of how a line ends.
pub(super) const ENDS: usize = 9;
/// Steps of how much narrower than its column a line is.
pub(super) const SHORTS: usize = 18;
/// Habits of a page with blank lines.
pub(crate) const HABITS: usize = 12;
/// What the words of a line say, in few steps.
pub(super) const SAYS: usize = 7;

/// The first number of each kind of evidence.
const fn bases() -> [u16; Evidence::ALL.len() + 1] {
    let mut bases = [0; Evidence::ALL.len() + 1];
    let mut n = 0;
    while n < Evidence::ALL.len() {
        bases[n + 1] = bases[n] + Evidence::ALL[n].2 as u16;
        n += 1;
    }
    bases
}

pub(crate) const BASES: [u16; Evidence::ALL.len() + 1] = bases();
/// How many evidences of gaps there are; those of lines follow.
pub(crate) const GAP_EVIDENCES: usize = BASES[Evidence::Line as usize] as usize;
/// How many evidences there are.
pub(crate) const EVIDENCES: usize = BASES[Evidence::ALL.len()] as usize;

/// How many values an evidence has.
pub(crate) const fn size(kind: Evidence) -> usize {
    Evidence::ALL[kind as usize].2
}

/// What takes the evidences of a line or a gap, one after another.
pub(crate) trait Takes {
    /// Takes the evidence of this kind and value.
    fn add(&mut self, kind: Evidence, value: usize);

    /// Takes those of a bundle.
    #[inline]
    fn add_all<const N: usize>(&mut self, bundle: [(Evidence, usize); N]) {
        bundle.into_iter().for_each(|(kind, value)| self.add(kind, value));
    }
}

/// The number of an evidence.
fn id(kind: Evidence, value: usize) -> usize {
    let [base, next] = [BASES[kind as usize], BASES[kind as usize + 1]].map(usize::from);
    debug_assert!(base + value < next, "{kind:?} has no value {value}");
    (base + value).min(next - 1)
}

/// Evidences of one line or gap, at most 40.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found {
    ids: [u16; Found::MOST],
    len: usize,
}

impl Found {
    const MOST: usize = 40;

    fn new() -> Found {
        Found { ids: [0; Found::MOST], len: 0 }
    }

    /// The same by number.
    pub(crate) fn sorted(mut self) -> Found {
        self.ids.get_mut(..self.len).unwrap_or_default().sort_unstable();
        self
    }

    /// The numbers of the evidences.
    pub(crate) fn ids(&self) -> &[u16] {
        self.ids.get(..self.len).unwrap_or_default()
    }
}

impl Takes for Found {
    fn add(&mut self, kind: Evidence, value: usize) {
        if let Some(place) = self.ids.get_mut(self.len) {
            *place = id(kind, value) as u16;
            self.len += 1;
        }
    }
}

impl Default for Found {
    fn default() -> Self {
        Found::new()
    }
}
