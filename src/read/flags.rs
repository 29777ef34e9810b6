//! Flags: what looks wrong on a page, and is left as it stands because nothing says what was right.

use memchr::memmem;

use super::Page;
use super::blocks::{ReadBlock, Trailing};
use super::class::{Class, is_han, is_wide_mark};
use super::cues::Cues;
use super::ground::Ground;
use super::heads::{Item, Role, Verdict};
use super::shape::Shape;
use crate::page::change::{FlagKind, Kind, RawFlag, Span};

/// A head whose next-best place costs less than this more, in 1/64 nat, might as well stand there: three nats; of 410 lines of
/// heads on 60 pages of the press, five share nothing and are nearer.
const NEAR: i32 = 192;

/// What was found out about the page when the flags are set.
pub(crate) struct Found<'r> {
    pub text: &'r str,
    pub page: &'r Page,
    pub ground: &'r Ground,
    pub blocks: &'r [ReadBlock],
    pub items: &'r [Item],
    pub verdicts: &'r [Verdict],
}

/// The page's flags, in the order of the source.
pub(crate) fn flags(found: &Found<'_>) -> Vec<RawFlag> {
    let mut flags = Vec::new();
    unmapped(found, &mut flags);
    if found.ground.in_columns {
        unplaced(found, &mut flags);
        cut_off(found, &mut flags);
    }
    flags.sort_by_key(|flag| flag.span.start);
    flags
}

/// Glyphs without a character: U+FFFD, private use, and □ among the characters of a text.
fn unmapped(found: &Found<'_>, flags: &mut Vec<RawFlag>) {
    let bytes = found.text.as_bytes();
    let mut push = |at: usize, len: usize| {
        let span = Span::new(at as u32, (at + len) as u32);
        flags.push(RawFlag { kind: FlagKind::UnmappedGlyph, span });
    };
    // U+E000 to U+EFFF, then U+F000 to U+F8FF and U+FFFD
    memchr::memchr_iter(0xee, bytes).for_each(|at| push(at, 3));
    // of EF, most pages have marks of full width alone, EF BC and EF BD: that is seen faster than one is looked at after another
    let others = bytes.iter().zip(bytes.get(1..).unwrap_or_default());
    if others.fold(false, |any, (&a, &b)| any | (a == 0xef) & (b & 0xfe != 0xbc)) {
        for at in memchr::memchr_iter(0xef, bytes) {
            if matches!(bytes.get(at + 1..at + 3), Some([0x80..=0xa3, _] | [0xbf, 0xbd])) {
                push(at, 3);
            }
        }
    }
    // the planes 15 and 16
    for at in memchr::memchr2_iter(0xf3, 0xf4, bytes) {
        if matches!(bytes.get(at..at + 2), Some([0xf3, 0xb0..=0xbf] | [0xf4, _])) {
            push(at, 4);
        }
    }
    for at in memmem::find_iter(bytes, "□") {
        let before = found.text.get(..at).and_then(|text| text.chars().next_back());
        let behind = found.text.get(at + "□".len()..).and_then(|text| text.chars().next());
        // in a masthead or a byline it parts the names, at the head of a line it is an ornament
        let amid = before.is_some_and(is_han) && behind.is_some_and(|c| is_han(c) || is_wide_mark(c));
        if amid && matches!(kind_at(found.blocks, at), Some(Kind::Para | Kind::Fragment)) {
            push(at, "□".len());
        }
    }
}

fn kind_at(blocks: &[ReadBlock], at: usize) -> Option<Kind> {
    let n = blocks.partition_point(|block| block.span.end as usize <= at);
    blocks.get(n).filter(|block| block.span.start as usize <= at).map(|block| block.kind)
}

/// Whether the head might as well stand elsewhere: none of its lines shares anything with either side, and the next-best reading is
/// near. Such a head stays where it stands.
pub(super) fn is_unplaced(items: &[Item], head: &Trailing) -> bool {
    let mut lines = items.get(head.from..head.end).unwrap_or_default().iter();
    head.margin < NEAR && lines.all(|item| matches!(item, Item::Title { overlap, .. } if overlap.is_none()))
}

/// Heads that share nothing with the text on either side, and might stand over the one or the other.
fn unplaced(found: &Found<'_>, flags: &mut Vec<RawFlag>) {
    for ((block, item), verdict) in found.blocks.iter().zip(found.items).zip(found.verdicts) {
        if let Item::Title { overlap, .. } = item
            && matches!(verdict.role, Role::Leads | Role::Trails)
            && overlap.is_none()
            && verdict.margin < NEAR
        {
            flags.push(RawFlag { kind: FlagKind::UnplacedHeadline, span: block.span });
        }
    }
}

/// Paragraphs that stop in mid-sentence where their column is full, and single lines that are no sentence.
fn cut_off(found: &Found<'_>, flags: &mut Vec<RawFlag>) {
    for (n, block) in found.blocks.iter().enumerate() {
        let Some(next) = found.blocks.get(n + 1) else { break };
        let last = (next.line as usize).saturating_sub(1);
        let Some(line) = found.page.lines.get(last) else { continue };
        if block.kind != Kind::Para || !matches!(line.last, Class::Han | Class::Comma) || !found.ground.is_near(last) {
            continue;
        }
        let alone = block.line as usize == last;
        let (column, wide) = (found.page.columns.get(last), found.page.wide.get(last));
        let (column, wide) = (column.copied().unwrap_or(0), wide.copied().unwrap_or(0));
        let kind = match Shape::of(line, column - wide, column) {
            Shape::FullOpen if !alone => FlagKind::Truncated,
            Shape::ShortOpen | Shape::Indented | Shape::Title if alone && n > 0 && !line.cues.has(Cues::SENTENCE) => {
                FlagKind::Fragment
            }
            _ => continue,
        };
        flags.push(RawFlag { kind, span: line.span });
    }
}

#[cfg(test)]
mod tests {
    use super::super::openers::SLOTS;
    use super::super::overlap::Overlap;
    use super::*;

    fn title(above: i32, below: i32) -> Item {
        let overlap = Overlap { above, below, decides: 0, since: [above; SLOTS] };
        Item::Title { subhead: 0, head: 0, banner: 0, kicker: false, overlap, parted: true }
    }

    #[test]
    fn a_head_is_unplaced_where_nothing_is_shared_and_the_next_best_reading_is_near() {
        let head = |margin| Trailing { from: 0, end: 2, before: 0, margin };
        assert!(is_unplaced(&[title(-20, -40), title(0, 0)], &head(NEAR - 1)));
        assert!(!is_unplaced(&[title(-20, -40), title(0, 0)], &head(NEAR)), "the page's habit is clear");
        assert!(!is_unplaced(&[title(-20, -40), title(1, 0)], &head(0)), "a line speaks of the text above");
        assert!(!is_unplaced(&[title(-20, -40), title(0, 1)], &head(0)), "a line speaks of the text below");
    }

    /// The flags of a page that was read as these blocks, a line each.
    fn unmapped_in(text: &str, kind: Kind) -> Vec<&str> {
        let page = Page::scan(text, None);
        let span = Span::new(0, text.len() as u32);
        let blocks = [ReadBlock::new(span, kind, 0)];
        let ground = Ground::default();
        let found = Found { text, page: &page, ground: &ground, blocks: &blocks, items: &[], verdicts: &[] };
        flags(&found).iter().map(|flag| flag.span.of(text)).collect()
    }

    #[test]
    fn glyphs_without_a_character_are_of_private_use_replaced_or_boxes_amid_a_text() {
        let text = "一\u{e000}二\u{efff}三\u{f8ff}四\u{fffd}五\u{f0000}六\u{10fffd}七";
        assert_eq!(unmapped_in(text, Kind::Para).len(), 6);
        assert!(
            unmapped_in("一，二\u{f900}三｛ｚ｝\u{fe0f}四🎉\u{20000}五\u{d7a3}", Kind::Para).is_empty(),
            "characters"
        );
        assert_eq!(unmapped_in("陶□是，□。", Kind::Para), ["□"], "behind a mark it is an ornament");
        assert_eq!(unmapped_in("陶□，", Kind::Fragment), ["□"]);
        assert!(unmapped_in("陶□是", Kind::Masthead).is_empty());
        assert!(unmapped_in("□是", Kind::Para).is_empty() && unmapped_in("陶□ 是", Kind::Para).is_empty());
    }

    #[test]
    fn a_place_is_in_the_block_that_holds_it() {
        let block = |start, end, kind| ReadBlock::new(Span::new(start, end), kind, 0);
        let blocks = [block(2, 5, Kind::Para), block(7, 9, Kind::Headline)];
        let kinds = [0, 2, 4, 5, 6, 7, 8, 9].map(|at| kind_at(&blocks, at));
        let (para, headline) = (Some(Kind::Para), Some(Kind::Headline));
        assert_eq!(kinds, [None, para, para, None, None, headline, headline, None]);
    }
}
