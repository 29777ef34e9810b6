//! Where heads are put: the order in which a page was meant where heads stood side by side, and those that stay in doubt.

use super::beside::Place;
use super::blocks::{ReadBlock, Reading};
use super::heads::Item;
use crate::page::change::{FlagKind, RawFlag, Span};

/// What a headline shares with a text counts as if each of its words were drawn alone, and the margin says too much: half of
/// it is as likely as it says up to four nats, or likelier, measured on 1,581 heads that were moved on unseen pages.
const TEMPER: (i32, i32) = (1, 2);

/// Sets the margins of heads to what they are worth. A head whose next-best place is nearer than the threshold stays where it
/// stands, and is flagged.
pub(super) fn leave_doubtful(reading: &mut Reading, threshold: u16) {
    let Reading { heads, blocks, flags, in_columns, .. } = reading;
    heads.retain_mut(|head| {
        head.margin = head.margin * TEMPER.0 / TEMPER.1;
        let sure = head.margin >= i32::from(threshold);
        // elsewhere nothing moves
        if !sure
            && *in_columns
            && let [first, ..] = blocks.get(head.from..head.end).unwrap_or_default()
        {
            let end = blocks.get(head.end - 1).map_or(first.span.end, |last| last.span.end);
            flags.push(RawFlag { kind: FlagKind::Doubtful, span: Span::new(first.span.start, end) });
        }
        sure
    });
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
