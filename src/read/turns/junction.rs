//! Junctions: how well one unit's first line goes on from another's last line.

use memchr::memmem;

use super::super::class::{Class, HanSet, is_han};
use super::super::lines::Line;
use super::super::neighbours::{Pair, SELDOM_BEGIN};
use super::super::pairs::spread;
use super::units::Unit;

/// What it is worth at least that the characters at the junction stand together elsewhere on the page, two of them or three.
/// Measured over 38 printed pages: of true junctions 27 % stand on the page, of others 2 %.
const PAIR: i32 = 116;
const TRIPLE: i32 = 157;
/// Characters so close prove a junction as those do that stand together on the page: of true ones 30 % do, of others .3 %.
const PROOF: Pair = Pair::Closer;
/// What numbers count, by its first character: of 8,140 digits before a character in 978 articles of a newspaper (January 1998) .83 stand
/// before one of these, and of all characters .035 are one.
static COUNTED: HanSet = HanSet::of("年月日万个多亿名元米岁余倍亩吨秒厘枚号分项户次件");
/// Lines do not begin with closing marks, nor end with opening ones.
const BARRED: i32 = -256;
/// Numbers and Latin words are seldom cut.
const CUT: i32 = -64;

/// How the characters fit on the two sides of a junction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fit {
    /// No line ends or begins so.
    Barred,
    /// A number or a Latin word would be cut.
    Cut,
    /// A mark stands there, which says nothing.
    Mark,
    /// Two Chinese characters that stand together so often, and nowhere else on the page.
    Tied(Pair),
    /// Two that do elsewhere on the page.
    Pair(Pair),
    /// Three that do.
    Triple(Pair),
}

impl Fit {
    /// What it is worth, in 1/64 nat.
    pub(super) fn worth(self) -> i32 {
        match self {
            Fit::Barred => BARRED,
            Fit::Cut => CUT,
            Fit::Mark => 0,
            Fit::Tied(pair) => pair.worth(),
            Fit::Pair(pair) => pair.worth().max(PAIR),
            Fit::Triple(pair) => pair.worth().max(TRIPLE),
        }
    }

    /// Whether the characters prove that one unit goes on from the other.
    pub(super) fn is_proof(self) -> bool {
        match self {
            Fit::Barred | Fit::Cut | Fit::Mark => false,
            Fit::Tied(pair) => pair >= PROOF,
            Fit::Pair(_) | Fit::Triple(_) => true,
        }
    }
}

/// What meets at a junction: what [`Fit`] says of characters, and what marks stand there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meeting {
    Barred,
    Cut,
    /// Two Chinese characters that stand together so often.
    Together(Pair),
    /// Two that stand together no oftener than by chance: how the first goes with the one before it, and the second with the one behind it.
    Apart(Bound, Bound),
    /// Two that stand together elsewhere on the page, and three that do.
    Pair,
    Triple,
    /// A character behind the end of a sentence, and one that hardly ever begins one.
    Sentence,
    SentenceSeldom,
    /// The same behind another mark, or a letter.
    Clause,
    ClauseSeldom,
    /// Behind a digit: what a number counts, and another character.
    Counted,
    Uncounted,
    /// An opening mark behind a mark, and behind a character.
    Opening,
    OpeningBehindHan,
    /// A digit or letter behind a mark, and behind a character.
    Latin,
    LatinBehindHan,
    /// Another mark.
    Mark,
}

/// How a character goes with its other neighbour: bound to that, it needs none on this side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bound {
    /// That is no Chinese character.
    Alone,
    Not,
    Loosely,
    Closely,
}

impl Bound {
    pub(super) const COUNT: usize = 4;

    fn of(pair: Pair, is_han: bool) -> Bound {
        match pair {
            _ if !is_han => Bound::Alone,
            Pair::None | Pair::Rare => Bound::Not,
            Pair::Loose | Pair::Usual | Pair::Close => Bound::Loosely,
            Pair::Closer | Pair::Closest => Bound::Closely,
        }
    }
}

/// A line's end at a junction.
#[derive(Clone, Copy, Debug)]
struct End {
    side: Side,
    class: Class,
    /// The two characters there, the nearer first.
    chars: [char; 2],
    /// How the nearer goes with the other.
    bound: Bound,
}

/// What stands at a junction, on one side of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    /// A mark that no line begins with, or ends with.
    Barred,
    /// A digit or a Latin letter.
    Latin,
    /// A Chinese character.
    Han,
    /// A mark.
    Mark,
}

impl End {
    /// A line's beginning.
    fn first(text: &str, line: &Line) -> End {
        End::of(
            line.first,
            |[near, other]| Pair::of(near, other),
            line.span.of(text).chars(),
            matches!(line.first, Class::Comma | Class::Stop | Class::Semicolon | Class::Colon | Class::CloseBracket),
        )
    }

    /// A line's end.
    fn last(text: &str, line: &Line) -> End {
        let is_barred = matches!(line.last, Class::OpenQuote | Class::OpenBracket);
        End::of(line.last, |[near, other]| Pair::of(other, near), line.span.of(text).chars().rev(), is_barred)
    }

    fn of(class: Class, pair: impl Fn([u32; 2]) -> Pair, line: impl Iterator<Item = char>, is_barred: bool) -> End {
        let mut shown = line.filter(|&c| Class::of(c) != Class::Space);
        let chars = [(); 2].map(|()| shown.next().unwrap_or_default());
        let side = match class {
            _ if is_barred => Side::Barred,
            Class::Digit | Class::Letter => Side::Latin,
            _ if is_han(chars[0]) => Side::Han,
            _ => Side::Mark,
        };
        End { side, class, chars, bound: Bound::of(pair(chars.map(u32::from)), is_han(chars[1])) }
    }
}

/// The page's junctions.
pub(super) struct Junctions<'t> {
    text: &'t str,
    units: &'t [Unit],
    /// Where the units begin and end.
    firsts: Vec<End>,
    lasts: Vec<End>,
    /// What characters stand together within the page's lines; without it they are looked for in the text.
    index: Option<Index>,
}

/// Every two characters that may meet at a junction and stand together, and every three about these.
struct Index {
    /// Keys of the characters, sorted.
    keys: Vec<u64>,
    /// A bit for each key, by what is left of it when it is multiplied: most that are asked for are not there.
    bits: Vec<u64>,
}

impl Index {
    /// So many bits of a key's product say where its bit is.
    const BITS: u32 = 16;

    /// The page's twos and threes whose first or second two may meet at a junction: those of a unit's last character and of
    /// another's first.
    fn of(text: &str, firsts: &[End], lasts: &[End]) -> Index {
        let mut index = Index { keys: Vec::with_capacity(text.len() / 16), bits: vec![0; 1 << (Index::BITS - 6)] };
        let (firsts, lasts) = (Chars::of(firsts), Chars::of(lasts));
        let mut last = ['\0'; 2];
        let mut met = false; // whether the last two may meet at a junction
        for c in text.chars() {
            match Class::of(c) {
                _ if c == '\n' => (last, met) = (['\0'; 2], false),
                Class::Space => {}
                _ => {
                    let meet = last[0] != '\0' && firsts.may_have(c) && lasts.may_have(last[0]);
                    if meet {
                        index.add(key(['\0', last[0], c]));
                    }
                    if (meet || met) && last[1] != '\0' {
                        index.add(key([last[1], last[0], c]));
                    }
                    (last, met) = ([c, last[0]], meet);
                }
            }
        }
        index.keys.sort_unstable();
        index.keys.dedup();
        index
    }

    fn add(&mut self, key: u64) {
        let bit = Index::bit(key);
        if let Some(word) = self.bits.get_mut(bit / 64) {
            *word |= 1 << (bit % 64);
        }
        self.keys.push(key);
    }

    #[inline]
    fn bit(key: u64) -> usize {
        (spread(key) >> (64 - Index::BITS)) as usize
    }

    /// Whether it may have the key; it may say yes too often, but never no.
    #[inline]
    fn may_have(&self, key: u64) -> bool {
        let bit = Index::bit(key);
        self.bits.get(bit / 64).is_some_and(|word| word >> (bit % 64) & 1 != 0)
    }

    fn has(&self, key: u64) -> bool {
        self.may_have(key) && self.keys.binary_search(&key).is_ok()
    }
}

/// Some characters, told apart by their last 16 bits: it may say yes too often, but never no.
struct Chars(Vec<u64>);

impl Chars {
    /// The nearest to the junctions.
    fn of(ends: &[End]) -> Chars {
        let mut chars = Chars(vec![0; 1 << 10]);
        for end in ends {
            let c = end.chars[0];
            if let Some(word) = chars.0.get_mut(c as usize >> 6 & 0x3ff) {
                *word |= 1 << (c as u32 & 63);
            }
        }
        chars
    }

    fn may_have(&self, c: char) -> bool {
        self.0.get(c as usize >> 6 & 0x3ff).is_some_and(|word| word >> (c as u32 & 63) & 1 != 0)
    }
}

impl<'t> Junctions<'t> {
    /// For any number of junctions.
    pub(super) fn new(text: &'t str, lines: &'t [Line], units: &'t [Unit]) -> Junctions<'t> {
        let few = Junctions::few(text, lines, units);
        Junctions { index: Some(Index::of(text, &few.firsts, &few.lasts)), ..few }
    }

    /// For a few: without an index of the page.
    pub(super) fn few(text: &'t str, lines: &'t [Line], units: &'t [Unit]) -> Junctions<'t> {
        let firsts = units.iter().filter_map(|unit| lines.get(unit.first)).map(|line| End::first(text, line)).collect();
        let lasts = units.iter().filter_map(|unit| lines.get(unit.end - 1)).map(|line| End::last(text, line)).collect();
        Junctions { text, units, firsts, lasts, index: None }
    }

    /// The last line of unit `from`, and the first of unit `to`.
    fn ends(&self, from: usize, to: usize) -> Option<(End, End)> {
        Some((*self.lasts.get(from)?, *self.firsts.get(to)?))
    }

    /// How close the two characters are that meet there, if both are Chinese, whatever else the page has.
    pub(super) fn pair(&self, from: usize, to: usize) -> Option<Pair> {
        let (from, to) = self.ends(from, to)?;
        let is_han = from.side == Side::Han && to.side == Side::Han;
        is_han.then(|| Pair::of(from.chars[0].into(), to.chars[0].into()))
    }

    /// Whether characters stand together on the page; two of them, if the first is NUL.
    fn has(&self, chars: [char; 3]) -> bool {
        if let Some(index) = &self.index {
            return index.has(key(chars));
        }
        let wanted: String = chars.into_iter().filter(|c| *c != '\0').collect();
        memmem::find(self.text.as_bytes(), wanted.as_bytes()).is_some()
    }

    /// How the characters fit where unit `to` goes on from unit `from`.
    pub(super) fn fit(&self, from: usize, to: usize) -> Fit {
        let Some((from, to)) = self.ends(from, to) else { return Fit::Mark };
        let ([a, before], [b, behind]) = (from.chars, to.chars);
        match (from.side, to.side) {
            (Side::Barred, _) | (_, Side::Barred) => Fit::Barred,
            (Side::Latin, Side::Latin) => Fit::Cut,
            (Side::Han, Side::Han) => {
                let pair = Pair::of(a.into(), b.into());
                if !self.has(['\0', a, b]) {
                    Fit::Tied(pair)
                } else if self.has([before, a, b]) || self.has([a, b, behind]) {
                    Fit::Triple(pair)
                } else {
                    Fit::Pair(pair)
                }
            }
            _ => Fit::Mark,
        }
    }

    /// What meets where unit `to` goes on from unit `from`.
    pub(super) fn meeting(&self, from: usize, to: usize) -> Meeting {
        let common =
            |pair: Pair, worth: i32, other: Meeting| if pair.worth() > worth { Meeting::Together(pair) } else { other };
        match self.fit(from, to) {
            Fit::Barred => Meeting::Barred,
            Fit::Cut => Meeting::Cut,
            Fit::Tied(Pair::Rare) => {
                self.ends(from, to).map_or(Meeting::Mark, |(a, b)| Meeting::Apart(a.bound, b.bound))
            }
            Fit::Tied(pair) => Meeting::Together(pair),
            Fit::Pair(pair) => common(pair, PAIR, Meeting::Pair),
            Fit::Triple(pair) => common(pair, TRIPLE, Meeting::Triple),
            Fit::Mark => self.at_mark(from, to),
        }
    }

    /// The same where a mark stands there, or a digit or letter.
    fn at_mark(&self, from: usize, to: usize) -> Meeting {
        let Some((from, to)) = self.ends(from, to) else { return Meeting::Mark };
        let ends_sentence =
            matches!(from.class, Class::Stop | Class::StopClosed | Class::CloseQuote | Class::CloseBracket);
        let seldom = SELDOM_BEGIN.has(to.chars[0]);
        match (to.side, to.class) {
            (Side::Han, _) if ends_sentence => {
                if seldom {
                    Meeting::SentenceSeldom
                } else {
                    Meeting::Sentence
                }
            }
            (Side::Han, _) if from.class == Class::Digit => {
                if COUNTED.has(to.chars[0]) {
                    Meeting::Counted
                } else {
                    Meeting::Uncounted
                }
            }
            (Side::Han, _) => {
                if seldom {
                    Meeting::ClauseSeldom
                } else {
                    Meeting::Clause
                }
            }
            (_, Class::OpenQuote | Class::OpenBracket) if from.side == Side::Han => Meeting::OpeningBehindHan,
            (_, Class::OpenQuote | Class::OpenBracket) => Meeting::Opening,
            (Side::Latin, _) if from.side == Side::Han => Meeting::LatinBehindHan,
            (Side::Latin, _) => Meeting::Latin,
            _ => Meeting::Mark,
        }
    }

    /// Whether a unit begins with a character that hardly ever begins a clause.
    pub(super) fn seldom_begins(&self, n: usize) -> bool {
        self.ends(n, n).is_some_and(|(_, first)| SELDOM_BEGIN.has(first.chars[0]))
    }

    /// The text of a unit.
    pub(super) fn text_of(&self, n: usize) -> &'t str {
        self.units.get(n).map_or("", |unit| unit.span.of(self.text))
    }

    /// Whether the characters where unit `to` goes on from unit `from` stand together elsewhere on the page.
    pub(super) fn is_proved(&self, from: usize, to: usize) -> bool {
        self.fit(from, to).is_proof()
    }
}

/// Up to three characters as one number.
fn key([a, b, c]: [char; 3]) -> u64 {
    u64::from(a) << 42 | u64::from(b) << 21 | u64::from(c)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;

    use super::super::super::Page;
    use super::*;

    fn meeting(lines: [&str; 2]) -> Meeting {
        let text = lines.join("\n\n");
        let page = Page::scan(&text, None);
        let units = super::super::units::units(&text, &page, &[]).unwrap();
        Junctions::new(&text, &page.lines, &units).meeting(0, 1)
    }

    /// 气 and 学 stand together no oftener than by chance; 天气 and 学校 do.
    #[test]
    fn characters_that_do_not_stand_together_may_each_be_bound_to_another() {
        assert_eq!(meeting(["湖边天气", "学校开门"]), Meeting::Apart(Bound::Closely, Bound::Closely));
        assert_eq!(meeting(["湖边门气", "学灯开门"]), Meeting::Apart(Bound::Not, Bound::Not));
        assert_eq!(meeting(["湖边，气", "学，开门"]), Meeting::Apart(Bound::Alone, Bound::Alone));
    }

    #[test]
    fn a_number_goes_on_with_what_it_counts() {
        assert_eq!(meeting(["湖边点亮路灯12", "月里渡口也有了新船"]), Meeting::Counted);
        assert_eq!(meeting(["湖边点亮路灯12", "渡口也有了新船"]), Meeting::Uncounted);
        assert_eq!(meeting(["湖边点亮路灯，", "渡口也有了新船"]), Meeting::Clause);
    }

    proptest! {
        #[test]
        fn what_may_meet_at_a_junction_is_known_as_if_all_were_indexed(
            lines in prop::collection::vec("[一二三汉字，a ]{1,6}\n{1,2}", 2..20),
        ) {
            let text = lines.concat();
            let page = Page::scan(&text, None);
            let Some(units) = super::super::units::units(&text, &page, &[]) else { return Ok(()) };
            let mut all = HashSet::new();
            for line in text.lines() {
                let shown: Vec<char> = line.chars().filter(|&c| Class::of(c) != Class::Space).collect();
                all.extend(shown.windows(2).map(|two| key(['\0', two[0], two[1]])));
                all.extend(shown.windows(3).map(|three| key([three[0], three[1], three[2]])));
            }
            let junctions = Junctions::new(&text, &page.lines, &units);
            let few = Junctions::few(&text, &page.lines, &units);
            for to in 0..units.len() {
                for from in 0..to {
                    let (from, to) = few.ends(from, to).unwrap();
                    let ([a, before], [b, behind]) = (from.chars, to.chars);
                    for asked in [['\0', a, b], [before, a, b], [a, b, behind]] {
                        prop_assert_eq!(junctions.has(asked), all.contains(&key(asked)), "{:?} {:?}", from, to);
                    }
                }
            }
        }
    }
}
