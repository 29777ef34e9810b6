//! Tops: heads of articles beside each other, given from the top of the page to its bottom. An extractor that sorts by place gives
//! first what each article begins with, a kicker or a head, and then the heads that stand below the kickers, each with a blank line
//! around it. Their texts come behind them all.

use super::divide::{Body, Heads, Lines, MOST_HEADS, lines_of};
use super::words::Word;

/// So many of the texts below the run are tried, the likeliest: more than there are heads.
const TEXTS: usize = MOST_HEADS + 2;
/// A text that costs more is none: it opens no article, or stands behind other heads. With two nats two more articles of 220 printed
/// pages are whole, but then heads go to what the reading of lines holds for the middle of a text.
const DEAREST: i32 = 64;
/// Heads in turn are seen only where they explain so much more than one, in 1/64 nat. With two nats four more articles of 220 printed
/// pages are whole, and two fewer.
pub(super) const PROOF: i32 = 3 * 64;
/// What it costs that a unit is a kicker, or is none, against its words. With one nat the same articles are whole.
const AGAINST_WORDS: i32 = 2 * 64;
/// What each kicker behind the first unit says for more heads than one: of 220 printed pages that `pdftotext` gave, all 60 runs of
/// titles with such a kicker are of several articles. Without it four fewer of these are whole.
const SECOND_KICKER: i32 = 4 * 64;

/// Lines of one head, which no blank line parts.
struct Unit {
    /// How many words it has.
    len: usize,
    /// Whether its first line is a kicker, and whether it is all.
    has_kicker: bool,
    is_kicker: bool,
    /// What it shares with each text.
    shares: [i32; TEXTS],
}

/// What each unit of a run is.
fn units_of(words: &[Word], texts: &[&Body<'_>]) -> Vec<Unit> {
    let mut first = 0;
    let unit = |own: &[Word]| {
        let line = |word: &Word| Some(word.block) == own.first().map(|first| first.block);
        let has_kicker = own.iter().take_while(|word| line(word)).any(|word| word.kicker);
        let is_kicker = has_kicker && own.iter().all(line);
        let mut unit = Unit { len: own.len(), has_kicker, is_kicker, shares: [0; TEXTS] };
        for (sum, text) in unit.shares.iter_mut().zip(texts) {
            *sum = text.row.iter().skip(first).take(own.len()).sum();
        }
        first += own.len();
        unit
    };
    words.chunk_by(|a, b| a.unit == b.unit).map(unit).collect()
}

/// A head: the unit that it begins with, and if that is a kicker the unit below it.
type Head = (usize, Option<usize>);

/// How the units are divided: into heads, each with its text, by its place among those that are tried.
#[derive(Clone, Debug, Default)]
struct Way {
    worth: i32,
    heads: Vec<Head>,
    texts: Vec<usize>,
}

struct Search<'s, 'b, 'r> {
    units: &'s [Unit],
    texts: &'s [&'b Body<'r>],
    best: Option<Way>,
}

impl Search<'_, '_, '_> {
    /// Tries this division into heads: each unit costs that is a kicker, or none, against its words.
    fn divide(&mut self, heads: Vec<Head>) {
        let against = |&(top, below): &Head| {
            let is = |n: usize| self.units.get(n).is_some_and(|unit| unit.is_kicker);
            let has = |n: usize| self.units.get(n).is_some_and(|unit| unit.has_kicker);
            i32::from(is(top) != below.is_some()) + i32::from(below.is_some_and(has))
        };
        let worth = -heads.iter().map(against).sum::<i32>() * AGAINST_WORDS;
        self.go_on(&mut Way { worth, heads, texts: Vec::new() });
    }

    /// Tries each text for the next head.
    fn go_on(&mut self, way: &mut Way) {
        let Some(&(top, below)) = way.heads.get(way.texts.len()) else {
            if self.best.as_ref().is_none_or(|best| way.worth > best.worth) {
                self.best = Some(way.clone());
            }
            return;
        };
        for (n, text) in self.texts.iter().enumerate() {
            let share = |unit: usize| self.units.get(unit).and_then(|unit| unit.shares.get(n)).copied().unwrap_or(0);
            let own = share(top) + below.map_or(0, share);
            if own > 0 && !way.texts.contains(&n) {
                way.worth += own - text.cost;
                way.texts.push(n);
                self.go_on(way);
                way.texts.pop();
                way.worth -= own - text.cost;
            }
        }
    }
}

/// Each way to take a run's units for heads of up to `most` articles, two at least.
fn each_division(units: usize, most: usize, mut found: impl FnMut(Vec<Head>)) {
    for len in (2..=most.min(units)).filter(|len| len * 2 >= units) {
        let under = units - len;
        for kickers in (0..1u32 << len).filter(|kickers| kickers.count_ones() as usize == under) {
            let is_kicker = |n: usize| kickers >> n & 1 == 1;
            // the heads stand below the row that they begin with
            let mut rest = len..units;
            found((0..len).map(|n| (n, if is_kicker(n) { rest.next() } else { None })).collect());
            // or each right below its kicker
            let mut rest = 0..units;
            let mut next = |n: usize| Some((rest.next()?, if is_kicker(n) { rest.next() } else { None }));
            if under > 0 {
                found((0..len).filter_map(&mut next).collect());
            }
        }
    }
}

/// The heads of articles beside each other, and what they are worth, if a run has units for more than one.
pub(super) fn heads_of(words: &[Word], bodies: &[Body<'_>]) -> Option<(i32, Heads)> {
    if words.first().map(|word| word.unit) == words.last().map(|word| word.unit) {
        return None;
    }
    let is_text = |body: &&Body<'_>| !body.above && !body.is_titled && body.may_be_led && body.cost <= DEAREST;
    let mut texts: Vec<&Body<'_>> = bodies.iter().filter(is_text).collect();
    texts.sort_by_key(|body| body.cost);
    texts.truncate(TEXTS);
    texts.sort_by_key(|body| body.block);
    let units = units_of(words, &texts);
    let mut search = Search { units: &units, texts: &texts, best: None };
    each_division(units.len(), texts.len().min(MOST_HEADS), |heads| search.divide(heads));
    let way = search.best?;
    let mut of_unit = vec![0; units.len()];
    for (n, (top, below)) in way.heads.iter().enumerate() {
        for unit in [Some(*top), *below].into_iter().flatten() {
            if let Some(head) = of_unit.get_mut(unit) {
                *head = n;
            }
        }
    }
    let heads = units.iter().zip(&of_unit).flat_map(|(unit, &head)| std::iter::repeat_n(head, unit.len));
    let heads: Vec<(Word, usize)> = words.iter().copied().zip(heads).collect();
    let kickers = units.iter().skip(1).filter(|unit| unit.is_kicker).count() as i32;
    let lines = lines_of(words, heads.iter().map(|head| head.1)) - Lines::of(words).as_one;
    let bodies = way.texts.iter().filter_map(|&n| texts.get(n)).map(|body| body.block).collect();
    Some((way.worth + kickers * SECOND_KICKER + lines, Heads { words: heads, bodies }))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The words of a run, a line each: the unit, and whether it is a kicker.
    fn words(of: &[(usize, bool)]) -> Vec<Word> {
        let word = |(n, &(unit, kicker))| Word { unit, kicker, ..Word::of_block(n) };
        of.iter().enumerate().map(word).collect()
    }

    /// A text that opens an article below the run.
    fn text(block: usize, row: &[i32]) -> Body<'_> {
        Body { block, above: false, row, may_be_led: true, cost: 0, is_near: true, is_titled: false, opens: true }
    }

    /// Each word's text, and what that is worth.
    fn found(of: &[(usize, bool)], texts: &[Body<'_>]) -> Option<(i32, Vec<usize>)> {
        let (worth, heads) = heads_of(&words(of), texts)?;
        Some((worth, heads.words.iter().map(|(_, head)| heads.bodies[*head]).collect()))
    }

    const HEAD: bool = false;
    const KICKER: bool = true;

    #[test]
    fn heads_one_below_the_other_stand_over_a_text_each() {
        let texts = [text(4, &[200, -90]), text(7, &[-90, 200])];
        assert_eq!(found(&[(0, HEAD), (1, HEAD)], &texts), Some((400, vec![4, 7])));
        let other = [text(4, &[-90, 200]), text(7, &[200, -90])];
        assert_eq!(found(&[(0, HEAD), (1, HEAD)], &other), Some((400, vec![7, 4])), "whichever stands first");
        assert_eq!(found(&[(0, HEAD), (0, HEAD)], &texts), None, "the lines of one head");
        assert_eq!(found(&[(0, HEAD), (1, HEAD)], &texts[..1]), None, "one text");
    }

    #[test]
    fn heads_stand_below_the_kickers_that_come_before_them() {
        let texts = [text(6, &[0, 0, 200, -90]), text(9, &[0, 0, -90, 200])];
        let run = [(0, KICKER), (1, KICKER), (2, HEAD), (3, HEAD)];
        assert_eq!(found(&run, &texts), Some((400 + SECOND_KICKER, vec![6, 9, 6, 9])));
        let texts = [text(6, &[-90, 0, 200]), text(9, &[200, 0, -90])];
        assert_eq!(found(&[(0, HEAD), (1, KICKER), (2, HEAD)], &texts), Some((400 + SECOND_KICKER, vec![9, 6, 6])));
        let texts = [text(6, &[0, -90, 200]), text(9, &[0, 200, -90])];
        assert_eq!(found(&[(0, KICKER), (1, HEAD), (2, HEAD)], &texts), Some((400, vec![6, 9, 6])));
    }

    #[test]
    fn or_each_right_below_its_kicker() {
        let run = [(0, KICKER), (1, HEAD), (2, KICKER), (3, HEAD)];
        let texts = [text(6, &[0, 200, 0, -90]), text(9, &[0, -90, 0, 200])];
        assert_eq!(found(&run, &texts), Some((400 + SECOND_KICKER, vec![6, 6, 9, 9])));
        let run = [(0, KICKER), (1, HEAD), (2, KICKER), (2, HEAD)];
        let found = found(&run, &texts);
        assert_eq!(found, Some((400, vec![6, 6, 9, 9])), "a head that has a kicker stands below no other");
    }

    #[test]
    fn what_is_a_kicker_against_its_words_costs_more() {
        let texts = [text(6, &[-90, 10, 200]), text(9, &[200, -10, -90])];
        let run = [(0, HEAD), (1, HEAD), (2, HEAD)];
        assert_eq!(found(&run, &texts), Some((410 - AGAINST_WORDS, vec![9, 6, 6])), "a clause that leads in");
        let texts = [text(5, &[200, 0]), text(8, &[0, 200])];
        let dearer = 400 + SECOND_KICKER - AGAINST_WORDS;
        assert_eq!(found(&[(0, HEAD), (1, KICKER)], &texts), Some((dearer, vec![5, 8])), "a kicker with no head below");
    }

    #[test]
    fn the_lines_of_a_unit_are_of_one_head() {
        let texts = [text(5, &[200, -50, -90]), text(8, &[-90, 150, 200])];
        assert_eq!(found(&[(0, HEAD), (0, HEAD), (2, HEAD)], &texts), Some((350, vec![5, 5, 8])));
        let in_two_lines = [(0, KICKER), (0, KICKER), (2, HEAD)];
        assert_eq!(found(&in_two_lines, &texts), Some((350, vec![5, 5, 8])), "and no kicker, whatever they end with");
    }

    #[test]
    fn texts_stand_below_and_open_articles() {
        let run = [(0, HEAD), (1, HEAD)];
        let other = |body: Body<'static>| found(&run, &[text(4, &[200, -90]), body]).map(|found| found.0);
        let text = || text(7, &[-90, 200]);
        assert_eq!(other(text()), Some(400));
        assert_eq!(other(Body { cost: DEAREST, ..text() }), Some(400 - DEAREST));
        assert_eq!(other(Body { cost: DEAREST + 1, ..text() }), None);
        assert_eq!(other(Body { above: true, ..text() }), None);
        assert_eq!(other(Body { is_titled: true, ..text() }), None, "it has a head");
        assert_eq!(other(Body { may_be_led: false, ..text() }), None);
        assert_eq!(other(Body { row: &[-90, 0], ..text() }), None, "no head speaks of it");
    }

    #[test]
    fn the_likeliest_texts_are_tried() {
        let far = [-90, 200];
        let near = [200, -90];
        let mut texts: Vec<Body<'_>> = (0..TEXTS).map(|n| Body { cost: 64, ..text(4 + n, &near) }).collect();
        texts.push(text(40, &far));
        assert_eq!(found(&[(0, HEAD), (1, HEAD)], &texts), Some((336, vec![4, 40])));
    }

    #[test]
    fn no_more_than_four_stand_beside_each_other() {
        let run: Vec<(usize, bool)> = (0..5).map(|n| (n, HEAD)).collect();
        let rows: Vec<Vec<i32>> = (0..5).map(|n| (0..5).map(|m| if n == m { 200 } else { -90 }).collect()).collect();
        let texts: Vec<Body<'_>> = rows.iter().enumerate().map(|(n, row)| text(10 + n, row)).collect();
        assert_eq!(found(&run[..4], &texts).map(|found| found.1), Some(vec![10, 11, 12, 13]));
        let (worth, _) = found(&run, &texts).unwrap();
        assert_eq!(worth, 4 * 200 - 90 - AGAINST_WORDS, "one of five is a kicker's head");
    }
}
