//! Costs: what speaks for a unit's standing in a column and against it, in 1/64 nat; the cheaper, the likelier.
//!
//! Fitted by logistic regression over 75,000 lines of some 560 texts of printed pages, as `pdftotext` gave them, as RapidOCR did, and
//! sorted by place as OCR engines do: which unit goes on from which, or begins a column, where all before stand in the columns that
//! the print has them in. What shared words say, what beginning a column costs beside going on, and what changing places does, were set
//! by hand between what such a regression gives and what was learned over whole readings of 160 other texts.
//!
//! From there they learned on (`data/fit --turns`), with half the pages as the program had read them: 111 texts in turn of 160 other pages,
//! as `pdftotext` and `pdfminer` gave them, and 160 sorted by place. What stands here is the mean of four such fits, .68 of the way from
//! the costs before; `late`, `again_byline` and `far` are set by hand. That a column goes on at the same distance as before was learned
//! too, and left out: columns of ours that miss a turn were read wrongly, and by RapidOCR .08 fewer line ends were joined. Which of some forty settings stands was chosen by 120 printed pages of both extractors, 18 by RapidOCR,
//! README's, and the cases; the last of them with 170 more
//! in sight. None of README's pages was among those that anything was fitted to.

#![expect(clippy::indexing_slicing, reason = "tables with a place for each of what they are asked with")]

use super::super::neighbours::Pair;
use super::column::{Tail, Width};
use super::junction::{Bound, Meeting};
use super::links::Did;
use super::look::{Kind, Look};

/// Costs, by what they are of, in 1/64 nat.
macro_rules! costs {
    ($($(#[$doc:meta])* $name:ident: $type:ty = $value:expr;)*) => {
        /// What is known of turns.
        // in the order in which they stand here, by which the trainer numbers them
        #[derive(Clone, Debug)]
        #[repr(C)]
        pub(crate) struct Costs {
            $($(#[$doc])* $name: $type,)*
        }

        pub(crate) const COSTS: Costs = Costs { $($name: $value,)* };

        #[cfg(pagemend_fit)]
        impl Costs {
            /// These costs, in their order.
            pub(crate) fn of(list: &[i16]) -> Costs {
                let (mut costs, mut given) = (COSTS, list.iter());
                costs.each(&mut |_, cost| *cost = *given.next().unwrap_or(cost));
                costs
            }

            /// Each cost with the name of what it is of, for the trainer.
            pub(crate) fn each(&mut self, see: &mut dyn FnMut(&'static str, &mut i16)) {
                $(list::Numbers::each(&mut self.$name, &mut |cost| see(stringify!($name), cost));)*
            }
        }
    };
}

#[cfg(pagemend_fit)]
pub(super) mod list {
    use std::cell::RefCell;

    use super::Costs;

    thread_local! {
        /// The numbers of the costs that were asked for.
        pub(in super::super) static ASKED: RefCell<Vec<u16>> = const { RefCell::new(Vec::new()) };
    }

    /// Notes that a cost was asked for.
    pub(super) fn ask(costs: &Costs, cost: &i16) {
        let at = (std::ptr::from_ref(cost) as usize - std::ptr::from_ref(costs) as usize) / size_of::<i16>();
        ASKED.with_borrow_mut(|asked| asked.push(at as u16));
    }

    /// Numbers in tables.
    pub(super) trait Numbers {
        fn each(&mut self, see: &mut dyn FnMut(&mut i16));
    }

    impl Numbers for i16 {
        fn each(&mut self, see: &mut dyn FnMut(&mut i16)) {
            see(self);
        }
    }

    impl<T: Numbers, const N: usize> Numbers for [T; N] {
        fn each(&mut self, see: &mut dyn FnMut(&mut i16)) {
            self.iter_mut().for_each(|own| own.each(see));
        }
    }
}

costs! {
    /// What meets at the junction: two characters that stand together so often, by their class, from those of which nothing is known
    /// on.
    together: [i16; Pair::COUNT] = [70, 87, 2, -44, -113, -173, -245];
    /// The same of two that stand together no oftener than by chance, by how the first goes with the one before it, and the second with the one
    /// behind it: no character, not, loosely, closely.
    apart: [[i16; Bound::COUNT]; Bound::COUNT] = [[117, 103, 110, 107], [84, 88, 109, 98], [129, 106, 84, 60], [114, 89, 67, 43]];
    /// The same of what else meets there, in the order of [`Meeting`], but for numbers, which come last: four fifths of what these characters say
    /// in any text, by hand; with less, fewer lines find their columns.
    meets: [i16; 15] = [58, 71, 0, -99, 60, 166, 32, 85, -80, 36, 22, 39, 10, -160, 90];
    /// A unit of one kind (a row: bylines, datelines, bare lines, text, lines) goes on with one of another.
    kinds: [[i16; Kind::COUNT]; Kind::COUNT] = [[-63, -31, 2, 69, 69], [103, 65, 40, 18, 18], [-41, -106, -3, -19, -19], [-72, 25, 8, -16, -16], [-72, 25, 8, -16, -16]];
    /// How wide a line is that goes on from each kind of end: as wide as the column, behind an indent, narrower by steps, wider by
    /// steps, or of a column whose width is not known.
    widths: [[i16; Width::COUNT]; Tail::COUNT] = [
        [-65, 24, 4, 35, 65, -65, 0, 0],      // New
        [-83, 39, -34, 146, 193, -24, 79, 0], // Open
        [-41, -52, -37, -12, -2, 29, 60, 0],   // Short
        [-83, -92, -52, 32, 44, 14, 76, 0],   // Closed
        [43, -109, -63, -37, -11, 40, 85, 0], // Rest
        [0, 0, 0, 0, 0, 0, 0, -28],           // NewRest
    ];
    /// The same of a last line.
    widths_of_last: [[i16; Width::COUNT]; Tail::COUNT] = [
        [-91, -74, -133, -38, -57, 13, 63, 0], // New
        [-84, -79, -70, -58, -74, -24, 130, 0], // Open
        [-15, -47, -7, -19, -38, 56, 140, 0],   // Short
        [-51, -29, 21, 29, 42, 20, 90, 0],      // Closed
        [64, -38, 51, 11, 35, 39, 85, 0],       // Rest
        [0, 0, 0, 0, 0, 0, 0, 28],              // NewRest
    ];
    /// It takes the first turn, the second, the third, a later one; its column had its last turn, or missed it.
    places: [i16; 4] = [-90, 1, 26, 34];
    turns: [i16; 2] = [-28, -5];
    /// It goes on with one that has left the round.
    late: i16 = 120;
    /// The last unit of the column stands so far above: up to 5 units, 10, 20, or more.
    far: [i16; 4] = [-4, 11, 16, 14];
    /// So many of its column's units have said some of its words: of 6,400 lines on 60 other pages 44 in a hundred share words with one of the
    /// last eight of their own column, and 17 with one of another column that is near.
    said: [i16; 5] = [9, -53, -70, -72, -80];
    /// A column misses its turn, by how its last line ends, and by what that is; or misses it again.
    misses: [i16; Tail::COUNT] = [18, 32, 38, 6, -33, -27];
    misses_kind: [i16; Kind::COUNT] = [-75, 87, -3, 28, 28];
    misses_again: i16 = -4;
    /// The column before it did too.
    misses_too: i16 = -25;
    /// The second takes its turn before the first, at whose height it stands.
    swapped: i16 = 235;
    /// A unit goes on from the one before it, so that none misses its turn: by whether that did so too, began a column, or went on elsewhere,
    /// and by whether it is more than a line, and whether this one is.
    again: [i16; 3] = [-94, -46, 43];
    again_lines: [[i16; 2]; 2] = [[4, -17], [3, -20]];
    /// It is a byline, which stands right below the text that it signs. By hand.
    again_byline: i16 = -90;
    /// It does not, behind one that did.
    leaves: i16 = 58;
    /// A unit goes on with a column, or begins one, behind one that went on from mid-sentence, one that went on, and one that began a
    /// column: columns begin together.
    goes_on: [i16; Did::COUNT] = [-22, -10, 12];
    begins: [i16; Did::COUNT] = [42, 5, -32];
    /// By what it is, and by whether it is one line or more.
    begins_kind: [i16; Kind::COUNT] = [64, 22, -19, -34, -34];
    begins_lines: [i16; 2] = [7, -24];
}

/// The place of the value for so many; the last one for more.
fn up_to<const N: usize>(_: &[i16; N], count: usize) -> usize {
    count.min(N - 1)
}

impl Costs {
    /// One of the costs.
    #[inline]
    fn take(&self, cost: &i16) -> i32 {
        #[cfg(pagemend_fit)]
        list::ask(self, cost);
        (*cost).into()
    }

    pub(super) fn meeting(&self, meeting: Meeting) -> i32 {
        let at = match meeting {
            Meeting::Together(pair) => return self.take(&self.together[pair as usize]),
            Meeting::Apart(first, second) => return self.take(&self.apart[first as usize][second as usize]),
            Meeting::Barred => 0,
            Meeting::Cut => 1,
            Meeting::Pair => 2,
            Meeting::Triple => 3,
            Meeting::Sentence => 4,
            Meeting::SentenceSeldom => 5,
            Meeting::Clause => 6,
            Meeting::ClauseSeldom => 7,
            Meeting::Opening => 8,
            Meeting::OpeningBehindHan => 9,
            Meeting::Latin => 10,
            Meeting::LatinBehindHan => 11,
            Meeting::Mark => 12,
            Meeting::Counted => 13,
            Meeting::Uncounted => 14,
        };
        self.take(&self.meets[at])
    }

    /// What meets costs at least and at most, whatever the page has: two Chinese characters, by how close they are, and last anything else.
    pub(super) fn meeting_within(&self) -> [(i32, i32); Pair::COUNT + 1] {
        let within = |costs: &mut dyn Iterator<Item = i16>| {
            let (least, most) = costs.fold((i16::MAX, i16::MIN), |(least, most), c| (least.min(c), most.max(c)));
            (least.into(), most.into())
        };
        std::array::from_fn(|pair| {
            let on_page = self.meets[2..4].iter();
            match self.together.get(pair) {
                None => within(&mut self.meets.into_iter()),
                Some(own) if pair == Pair::Rare as usize => {
                    within(&mut on_page.chain([own]).chain(self.apart.as_flattened()).copied())
                }
                Some(own) => within(&mut on_page.chain([own]).copied()),
            }
        })
    }

    /// What it costs to take the turn of the column at this place, whose last unit stands so far above, and which has or has not missed
    /// its last turn.
    pub(super) fn place(&self, at: usize, far: u32, missed: bool) -> i32 {
        let own = self.take(&self.places[up_to(&self.places, at)]) + self.take(&self.turns[usize::from(missed)]);
        own + self.take(&self.far[far_class(far)])
    }

    /// What it costs to go on with a column that has left the round, whose last unit stands so far above.
    pub(super) fn late(&self, far: u32) -> i32 {
        self.take(&self.late) + self.take(&self.far[far_class(far)])
    }

    /// What meets, between units of these kinds.
    pub(super) fn between(&self, meets: Meeting, from: Kind, to: Kind) -> i32 {
        self.meeting(meets) + self.take(&self.kinds[from as usize][to as usize])
    }

    /// So wide a line, the last of a paragraph or not, behind such an end.
    pub(super) fn width(&self, tail: Tail, is_rest: bool, width: Width) -> i32 {
        let widths = if is_rest { &self.widths_of_last } else { &self.widths };
        self.take(&widths[tail as usize][width as usize])
    }

    /// So many units of its column share words with the one that goes on with it.
    pub(super) fn said(&self, units: u32) -> i32 {
        self.take(&self.said[up_to(&self.said, units as usize)])
    }

    /// A column that ends so, with a unit of this kind, misses its turn: its second, or behind one that does.
    pub(super) fn misses(&self, tail: Tail, kind: Kind, again: bool, too: bool) -> i32 {
        let own = if again {
            self.take(&self.misses_again)
        } else {
            self.take(&self.misses[tail as usize]) + self.take(&self.misses_kind[kind as usize])
        };
        own + if too { self.take(&self.misses_too) } else { 0 }
    }

    /// The second takes its turn before the first.
    pub(super) fn swapped(&self) -> i32 {
        self.take(&self.swapped)
    }

    /// A unit goes on from the one before it.
    pub(super) fn again(&self, did: Did, along: bool, before: &Look, unit: &Look) -> i32 {
        let byline = if unit.kind == Kind::Byline { self.take(&self.again_byline) } else { 0 };
        let last = if along { 0 } else { 1 + usize::from(did != Did::Begin) };
        byline
            + self.take(&self.again[last])
            + self.take(&self.again_lines[usize::from(before.is_more)][usize::from(unit.is_more)])
    }

    /// A unit does not, behind one that did so, or did not.
    pub(super) fn leaves(&self, along: bool) -> i32 {
        if along { self.take(&self.leaves) } else { 0 }
    }

    /// A unit goes on with a column, behind one that did so.
    pub(super) fn goes_on(&self, did: Did) -> i32 {
        self.take(&self.goes_on[did as usize])
    }

    /// A unit begins a column, behind one that did so.
    pub(super) fn begins(&self, did: Did, unit: &Look) -> i32 {
        self.take(&self.begins[did as usize])
            + self.take(&self.begins_kind[unit.kind as usize])
            + self.take(&self.begins_lines[usize::from(unit.is_more)])
    }
}

/// By how far above a unit stands, in units: up to 5, 10, 20, or more. Steps set by hand; most units stand two to five behind their own.
fn far_class(units: u32) -> usize {
    match units {
        0..=5 => 0,
        6..=10 => 1,
        11..=20 => 2,
        _ => 3,
    }
}
