//! The division of a run of titles' words between paragraphs: which of them are heads of which, and whether there is more than one
//! head at all.

use super::super::neighbours::Pair;
use super::tops;
use super::words::Word;

/// Two heads are seen only where they explain so much more than one, in 1/64 nat, and three where they do than two.
const PROOF: i32 = 2 * 64;
/// Each of them speaks of its own text by so much,
pub(super) const OWN: i32 = 64;
/// or, where all of the texts stand on one side of the run and this one opens an article that nothing else leads, by no less than this:
/// a head need not name what it is of. With two nats, and with five, fewer articles are whole on 400 printed pages.
const OPENS_BESIDE: i32 = -3 * 64;
/// Heads of texts on both sides of the run cost this: the texts before and behind any head are two. Of 833 headlines that were given a
/// space, two fewer are torn apart with it, and no article is lost.
const BOTH_SIDES: i32 = 2 * 64;
/// A run that is the last head of one article and the first of the next, each on lines of its own, costs this.
const APART: i32 = 64;
/// Lines of two heads in turn, none of which holds both, cost this: a head's two lines may speak of two paragraphs. Less tore
/// apart the head of two lines on the sample page; more lost heads in turn.
const IN_TURN: i32 = 10 * 64;
/// So many heads stand side by side at most: pages have more columns, but heads are wider than one.
pub(super) const MOST_HEADS: usize = 4;

/// A paragraph that words of a run may speak of: what each of them shares with it, and what it costs that it is an article's
/// first and stands where it does.
pub(super) struct Body<'r> {
    pub block: usize,
    /// Whether it stands before the titles.
    pub above: bool,
    pub row: &'r [i32],
    /// Whether a word speaks of it, or it opens an article: without that it has no head here.
    pub may_be_led: bool,
    /// What it costs that a head of the run is its own.
    pub cost: i32,
    /// Whether no other head stands between it and the run.
    pub is_near: bool,
    /// Whether a title of another run stands right over it.
    pub is_titled: bool,
    /// Whether it is near, and an article begins with it that has no other head.
    pub opens: bool,
}

/// The heads in one run of titles: of each of its words, the number of its head; and the heads' paragraphs' blocks, none where
/// these stand on the two sides of the run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Heads {
    pub words: Vec<(Word, usize)>,
    pub bodies: Vec<usize>,
}

/// The heads in a run of titles, if there is more than one of them on its lines.
pub(super) fn heads_of(
    words: &[Word],
    bodies: &[Body<'_>],
    parts_lines: impl FnOnce() -> bool,
    most: &mut Vec<[Option<i32>; 2]>,
) -> Option<Heads> {
    let (base, inside) = one_head(words, bodies, most);
    let lines = Lines::of(words);
    let led = || bodies.iter().enumerate().filter(|(_, body)| body.may_be_led);
    let mut best: Option<(i32, Vec<&Body<'_>>)> = None;
    for (n, one) in led() {
        for (_, other) in led().filter(|(other, _)| *other > n) {
            best = better(words, lines, best, &[one, other], base + PROOF);
        }
    }
    while let Some((gain, set)) = best.clone().filter(|best| best.1.len() < MOST_HEADS) {
        for (_, body) in led().filter(|(_, body)| set.iter().all(|own| own.block != body.block)) {
            let mut set = set.clone();
            set.insert(set.partition_point(|own| own.block < body.block), body);
            best = better(words, lines, best, &set, gain + PROOF);
        }
        if best.as_ref().is_some_and(|best| best.0 == gain) {
            break;
        }
    }
    if let Some((gain, heads)) = tops::heads_of(words, bodies)
        && gain > best.as_ref().map_or(base + tops::PROOF, |best| best.0)
        && !parts_lines()
    {
        return Some(heads);
    }
    let on_both_sides = inside.0 - base > PROOF;
    let Some((_, set)) = best.filter(|best| !on_both_sides || best.0 > inside.0) else {
        let own = |(n, word): (usize, &Word)| (*word, usize::from(n >= inside.1));
        let words = words.iter().enumerate().map(own).collect();
        return on_both_sides.then_some(Heads { words, bodies: Vec::new() });
    };
    let heads = divide(words, &set).heads;
    Some(Heads {
        words: words.iter().copied().zip(heads).collect(),
        bodies: set.iter().map(|body| body.block).collect(),
    })
}

/// What a run is worth as one head, or as the last of one article and the first of the next, each on lines of its own; and as
/// these two where a line holds pieces of both: so much, and with which word the second begins.
fn one_head(words: &[Word], bodies: &[Body<'_>], most: &mut Vec<[Option<i32>; 2]>) -> (i32, (i32, usize)) {
    // for each division, what the text above, and that below, that shares most with its part shares with it
    most.clear();
    most.resize(words.len() + 1, [None; 2]);
    for body in bodies.iter().filter(|body| body.is_near) {
        let mut sum = 0;
        let mut add = |most: &mut Option<i32>, shared: &i32| {
            sum += shared;
            *most = (*most).max(Some(sum));
        };
        if body.above {
            most.iter_mut().zip([&0].into_iter().chain(body.row)).for_each(|([first, _], shared)| add(first, shared));
        } else {
            let shared = [&0].into_iter().chain(body.row.iter().rev());
            most.iter_mut().rev().zip(shared).for_each(|([_, second], shared)| add(second, shared));
        }
    }
    let (mut base, mut inside) = (0, (0, 0));
    for (k, most) in most.iter().enumerate() {
        let [above, below] = *most;
        if k > 0 && above.is_none() || k < words.len() && below.is_none() {
            continue; // no text there that these words could be of
        }
        let [first, second] = most.map(|most| most.unwrap_or(0));
        if k == 0 || k == words.len() {
            base = base.max(first + second);
        } else if !is_in_line(words, k) {
            base = base.max(first + second - APART);
        } else {
            let both = first + second - BOTH_SIDES - words.get(k).map_or(0, |word| word.cut);
            if first > OWN && second > OWN && both > inside.0 {
                inside = (both, k);
            }
        }
    }
    (base, inside)
}

/// Whether the second of two words stands on the line of the first.
fn is_in_line(words: &[Word], second: usize) -> bool {
    let block = |n: usize| words.get(n).map(|word| word.block);
    second.checked_sub(1).and_then(block) == block(second)
}

/// What the characters at the ends of a run's lines say, in 1/64 nat: where a head's line ends in the middle of a word, the line
/// that goes on with it is the head's too.
#[derive(Clone, Copy, Default)]
pub(super) struct Lines {
    /// If each line goes on with the one before it.
    pub as_one: i32,
    /// By how much more any division's may say at most, with what its cuts may take off.
    pub most: i32,
}

impl Lines {
    pub(super) fn of(words: &[Word]) -> Lines {
        let as_one = lines_of(words, std::iter::repeat(0));
        // of each line, one word of each head can go on with another's
        let lines = words.chunk_by(|a, b| a.block == b.block).skip(1).map(|line| line.len().min(MOST_HEADS) as i32);
        let taken_off = words.iter().map(|word| (-word.cut).max(0)).sum::<i32>();
        let most = lines.sum::<i32>() * Pair::Closest.worth() - as_one + taken_off;
        Lines { as_one, most }
    }
}

/// What they say if each word is of such a head.
pub(super) fn lines_of(words: &[Word], heads: impl IntoIterator<Item = usize>) -> i32 {
    let mut sum = 0;
    let mut last: [Option<&Word>; MOST_HEADS] = [None; MOST_HEADS];
    for (word, head) in words.iter().zip(heads) {
        let Some(last) = last.get_mut(head) else { continue };
        sum += last.filter(|last| last.block < word.block).map_or(0, |last| last.goes_on(word));
        *last = Some(word);
    }
    sum
}

/// The better of two sets of paragraphs, if the new one is worth more than `least`.
fn better<'b, 'r>(
    words: &[Word],
    lines: Lines,
    best: Option<(i32, Vec<&'b Body<'r>>)>,
    set: &[&'b Body<'r>],
    least: i32,
) -> Option<(i32, Vec<&'b Body<'r>>)> {
    let both_sides = set.iter().any(|body| body.above) && set.iter().any(|body| !body.above);
    let cost = set.iter().map(|body| body.cost).sum::<i32>() + if both_sides { BOTH_SIDES } else { 0 };
    let bound = best.as_ref().map_or(least, |best| best.0.max(least));
    // no division is worth more than each word with the paragraph that it speaks of most
    let most: i32 = match set {
        [one, other] => one.row.iter().zip(other.row).map(|(one, other)| one.max(other)).sum(),
        _ => (0..words.len()).filter_map(|n| set.iter().filter_map(|body| body.row.get(n)).max()).sum(),
    };
    if most + lines.most - cost <= bound {
        return best;
    }
    let found = divide(words, set);
    let starts = found.heads.first() == Some(&0);
    // of the texts on both sides, and of more than two, heads are seen side by side only where they share a row
    if !found.cuts && (both_sides || set.len() > 2) {
        return best;
    }
    let in_turn = if found.cuts { 0 } else { IN_TURN };
    let gain = found.gain + lines_of(words, found.heads.iter().copied()) - lines.as_one - cost - in_turn;
    let least = |body: &Body<'_>| if body.opens && !both_sides { OPENS_BESIDE } else { OWN };
    if gain > bound && starts && found.own.iter().zip(set).all(|(&own, body)| own > least(body)) {
        return Some((gain, set.to_vec()));
    }
    best
}

/// A division of a run's words between paragraphs.
#[derive(Debug, Default)]
pub(super) struct Division {
    pub gain: i32,
    /// Each word's head.
    pub heads: Vec<usize>,
    /// What each head shares with its own.
    pub own: [i32; MOST_HEADS],
    /// Whether a row is cut.
    pub cuts: bool,
}

/// The best division: in each row the heads stand in the order of their paragraphs.
pub(super) fn divide(words: &[Word], set: &[&Body<'_>]) -> Division {
    let speaks = |head: usize, n: usize| set.get(head).and_then(|body| body.row.get(n)).copied().unwrap_or(0);
    let mut out = Division { heads: Vec::with_capacity(words.len()), ..Division::default() };
    let mut at = 0;
    for row in words.chunk_by(|a, b| a.row == b.row) {
        let mut costs = [i32::MIN / 2; MOST_HEADS];
        let mut from = Vec::with_capacity(row.len()); // for each word and head, the head of the word before
        for (n, word) in (at..).zip(row) {
            let (mut next, mut back) = (costs, [0; MOST_HEADS]);
            let mut before = (i32::MIN / 2, 0); // the best of the heads before
            for head in 0..set.len() {
                let was = if n == at { 0 } else { costs.get(head).copied().unwrap_or(0) };
                let (stay, come) = (was - word.stays, before.0 - word.cut);
                if let (Some(next), Some(back)) = (next.get_mut(head), back.get_mut(head)) {
                    (*next, *back) = if n == at || stay >= come { (stay, head) } else { (come, before.1) };
                    *next += speaks(head, n);
                }
                if n > at && was > before.0 {
                    before = (was, head);
                }
            }
            costs = next;
            from.push(back);
        }
        let ends = costs.iter().copied().zip(0..set.len());
        let (gain, mut head) = ends.rev().max_by_key(|end| end.0).unwrap_or((0, 0));
        out.gain += gain;
        let last = out.heads.len();
        for (n, back) in (at..at + row.len()).zip(&from).rev() {
            out.heads.push(head);
            if let Some(own) = out.own.get_mut(head) {
                *own += speaks(head, n);
            }
            let before = back.get(head).copied().unwrap_or(head);
            out.cuts |= before != head;
            head = before;
        }
        if let Some(row) = out.heads.get_mut(last..) {
            row.reverse();
        }
        at += row.len();
    }
    out
}
