//! Where heads are put: the order in which a page was meant where heads stood side by side, and those that stay in doubt.

use super::beside::Place;
use super::blocks::{ReadBlock, Reading};
use super::heads::{Item, Role, Verdict};
use crate::page::change::{FlagKind, RawFlag, Span};
use std::ops::Range;

/// What a headline shares with a text counts as if each of its words were drawn alone, and the margin says too much: half of
/// it is about as likely as it says up to two nats, and less above, measured on 1,574 heads that were moved on unseen pages.
const TEMPER: (i32, i32) = (1, 2);

/// Sets the margins of heads to what they are worth. A head whose next-best place is nearer than the threshold stays where it
/// stands, and is flagged.
pub(super) fn leave_doubtful(reading: &mut Reading, threshold: u16) {
    let Reading { heads, blocks, flags, in_columns, .. } = reading;
    heads.retain_mut(|head| {
        head.margin = head.margin * TEMPER.0 / TEMPER.1;
        let sure = head.margin >= i32::from(threshold);
        // elsewhere nothing moves
        if !sure && *in_columns {
            flags.extend(doubt(blocks, &(head.from..head.end)));
        }
        sure
    });
}

/// The flag of a head whose place is in doubt.
pub(super) fn doubt(blocks: &[ReadBlock], lines: &Range<usize>) -> Option<RawFlag> {
    let (first, last) = (blocks.get(lines.start)?, blocks.get(lines.end.checked_sub(1)?)?);
    Some(RawFlag { kind: FlagKind::Doubtful, span: Span::new(first.span.start, last.span.end) })
}

/// Of heads that trail a body, the last one may belong to the next body as well: it stands over that one already. Where only it is
/// in doubt, it stays there, and the others move. It begins behind a headline, with a kicker or behind a blank line: the lines of one
/// head stay together. Says which lines those are.
pub(super) fn part_doubtful(items: &[Item], verdicts: &mut [Verdict], threshold: u16) -> Vec<Range<usize>> {
    let is_sure = |verdict: &Verdict| verdict.margin * TEMPER.0 / TEMPER.1 >= i32::from(threshold);
    let mut parted = Vec::new();
    let mut from = 0;
    while from < verdicts.len() {
        let run = verdicts.iter().skip(from).take_while(|v| v.role == Role::Trails).count();
        let end = from + run;
        let sure = verdicts.iter().skip(from).take(run).take_while(|v| is_sure(v)).count();
        let is_kicker = |n: usize| matches!(items.get(n), Some(Item::Title { kicker: true, .. }));
        let is_parted = |n: usize| matches!(items.get(n), Some(Item::Title { parted: true, .. }));
        let at = from + sure;
        let begins = sure > 0 && (is_kicker(at) || is_parted(at)) && !is_kicker(at - 1);
        let over_next = verdicts.get(end).is_some_and(|next| next.role == Role::Opens);
        let rest = verdicts.get_mut(from + sure..end).unwrap_or_default();
        if begins && sure < run && over_next && !rest.iter().any(is_sure) {
            rest.iter_mut().for_each(|verdict| verdict.role = Role::Leads);
            parted.push(from + sure..end);
        }
        from = end + 1;
    }
    parted
}

/// The order in which the blocks of a page were meant: heads that were told apart stand over their bodies. `None` is a
/// break: there the heads stood, and what was open ended.
pub(super) struct Order {
    pub(super) list: Vec<Option<usize>>,
    placed: Vec<bool>,
}

impl Order {
    pub(super) fn of(blocks: &[ReadBlock], places: &[Place]) -> Order {
        let mut placed = vec![false; blocks.len()];
        for &n in places.iter().flat_map(|place| &place.blocks) {
            if let Some(placed) = placed.get_mut(n) {
                *placed = true;
            }
        }
        let mut list = Vec::with_capacity(blocks.len() + places.len());
        for n in 0..blocks.len() {
            for place in places.iter().filter(|place| place.before == n) {
                list.extend(place.blocks.iter().copied().map(Some));
            }
            match placed.get(n) {
                Some(true) if n == 0 || placed.get(n - 1) == Some(&false) => list.push(None),
                Some(true) => {}
                _ => list.push(Some(n)),
            }
        }
        Order { list, placed }
    }

    pub(super) fn item(&self, entry: Option<usize>, items: &[Item]) -> Item {
        match entry.and_then(|n| Some((n, *items.get(n)?))) {
            None => Item::Break,
            Some((n, Item::Title { .. })) if self.placed.get(n) == Some(&true) => Item::Placed,
            Some((_, item)) => item,
        }
    }

    /// The heads that do not stand before their bodies once the others are gone.
    pub(super) fn moved<'p>(&self, places: &'p [Place]) -> impl Iterator<Item = &'p Place> {
        places.iter().filter(move |place| {
            let first = place.blocks.first().copied().unwrap_or(0);
            let between = self.placed.get(first..place.before);
            between.is_none_or(|between| between.contains(&false))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::change::Kind;
    use crate::read::Trailing;

    fn blocks(count: u32) -> Vec<ReadBlock> {
        let block = |n| ReadBlock::new(Span::new(10 * n, 10 * n + 9), Kind::Headline, n);
        (0..count).map(block).collect()
    }

    fn place(blocks: &[usize], before: usize) -> Place {
        Place { blocks: blocks.to_vec(), lines: Vec::new(), before, kicker: false }
    }

    #[test]
    fn heads_stand_over_their_bodies_and_a_break_where_they_stood() {
        // two heads on the lines 1 and 2, pieces 1 to 4, over the bodies 5 and 6
        let order = Order::of(&blocks(7), &[place(&[1, 3], 5), place(&[2, 4], 6)]);
        let list: Vec<Option<usize>> = [0, 9, 1, 3, 5, 2, 4, 6].map(|n| (n < 9).then_some(n)).to_vec();
        assert_eq!(order.list, list);
        let first = Order::of(&blocks(3), &[place(&[0], 2)]);
        assert_eq!(first.list, [None, Some(1), Some(0), Some(2)], "at the head of the page too");
    }

    #[test]
    fn a_head_is_known_and_all_others_are_what_they_were() {
        let order = Order::of(&blocks(3), &[place(&[0], 2)]);
        let overlap = super::super::overlap::Overlap::default();
        let title = Item::Title { subhead: 0, head: 0, banner: 0, kicker: false, overlap, parted: false };
        let items = [title, title, Item::Byline];
        assert!(matches!(order.item(None, &items), Item::Break));
        assert!(matches!(order.item(Some(0), &items), Item::Placed));
        assert!(matches!(order.item(Some(1), &items), Item::Title { .. }));
        assert!(matches!(order.item(Some(2), &items), Item::Byline));
    }

    #[test]
    fn a_head_right_before_its_body_does_not_move() {
        let moved = |places: &[Place]| Order::of(&blocks(7), places).moved(places).count();
        assert_eq!(moved(&[place(&[1], 2)]), 0);
        assert_eq!(moved(&[place(&[1], 3)]), 1);
        assert_eq!(moved(&[place(&[1], 5), place(&[2, 3, 4], 6)]), 1, "nothing but heads stands between");
    }

    #[test]
    fn the_last_lines_of_a_head_stay_over_the_next_body_where_only_they_are_in_doubt() {
        use Role::{Inside, Leads, Opens, Trails};
        let overlap = super::super::overlap::Overlap::default();
        let line = |kicker, parted| Item::Title { subhead: 0, head: 0, banner: 0, kicker, overlap, parted };
        let parted_by = |lines: &[Item], items: &[(Role, i32)], threshold| {
            let mut verdicts: Vec<Verdict> = items.iter().map(|&(role, margin)| Verdict { role, margin }).collect();
            let lines = part_doubtful(lines, &mut verdicts, threshold);
            assert!(verdicts.iter().zip(items).all(|(v, item)| v.margin == item.1));
            let lines: Vec<_> = lines.iter().map(|lines| (lines.start, lines.end)).collect();
            (lines, verdicts.iter().map(|v| v.role).collect::<Vec<_>>())
        };
        let parted = |items: &[(Role, i32)], threshold| {
            parted_by(&[0, 0, 1, 0, 0].map(|k| line(k == 1, false)), items, threshold)
        };
        let body = (Opens, 500);
        let same = |items: &[(Role, i32)]| (vec![], items.iter().map(|item| item.0).collect::<Vec<_>>());
        let heads = [body, (Trails, 90), (Trails, 80), (Trails, 60), body];
        assert_eq!(parted(&heads, 41), (vec![(2, 4)], vec![Opens, Trails, Leads, Leads, Opens]));
        assert_eq!(parted(&heads, 40), same(&heads), "the lines of one head");
        assert_eq!(parted_by(&[line(false, true); 5], &heads, 40).0, [(3, 4)], "a blank line before each");
        assert_eq!(parted_by(&[line(true, true); 5], &heads, 41), same(&heads), "a kicker of two lines");
        assert_eq!(parted(&heads, 30), same(&heads), "none is in doubt");
        assert_eq!(parted(&heads, 46), same(&heads), "all are");
        let inner = [body, (Trails, 90), (Trails, 80), (Trails, 90), body];
        assert_eq!(parted(&inner, 41), same(&inner), "the last one is not");
        for last in [&[][..], &[(Leads, 500), body], &[(Inside, 500)]] {
            let heads = [&heads[..4], last].concat();
            assert_eq!(parted(&heads, 41), same(&heads), "over no body");
        }
    }

    #[test]
    fn half_of_a_margin_is_held_to_the_threshold() {
        let left = |margin, threshold, in_columns| {
            let heads = vec![Trailing { from: 1, end: 3, before: 0, margin }];
            let mut reading = Reading { heads, blocks: blocks(4), in_columns, ..Reading::default() };
            leave_doubtful(&mut reading, threshold);
            let margin = reading.heads.first().map(|head| head.margin);
            (margin, reading.flags.iter().map(|flag| (flag.span.start, flag.span.end)).collect::<Vec<_>>())
        };
        assert_eq!(left(200, 100, true), (Some(100), vec![]));
        assert_eq!(left(199, 100, true), (None, vec![(10, 29)]), "it stays, and is flagged, both its lines");
        assert_eq!(left(199, 100, false), (None, vec![]), "on a page without columns nothing moves");
        assert_eq!(left(0, 0, true), (Some(0), vec![]));
    }
}
