//! Bodies: the text on either side of a title, and before a paragraph.

use super::blocks::{ReadBlock, is_title};
use super::overlap::near;
use crate::page::change::{Kind, Span};

/// Where the bodies begin on either side of titles, in order: elsewhere nothing is compared, where heads stand one over another.
pub(super) fn beside_titles(blocks: &[ReadBlock]) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut n = 0;
    while n < blocks.len() {
        let run = blocks.iter().skip(n).take_while(|b| is_title(b.kind)).count();
        if run > 0 {
            spans.extend([body_above(blocks, n), body_below(blocks, n + run)].map(near));
        }
        n += run.max(1);
    }
    spans.sort_unstable_by_key(|span| span.start);
    spans.dedup_by(|span, before| {
        let touches = span.start <= before.end;
        before.end = if touches { before.end.max(span.end) } else { before.end };
        touches
    });
    spans
}

/// The paragraphs before block `n`, headings and a byline set aside, up to the byline of the article before.
pub(super) fn text_before(blocks: &[ReadBlock], n: usize) -> Option<Span> {
    let mut found: Option<Span> = None;
    for block in blocks.get(..n)?.iter().rev() {
        match (block.kind, found) {
            (Kind::Para | Kind::Fragment, None) => found = Some(block.span),
            (Kind::Para | Kind::Fragment, Some(span)) => found = Some(Span::new(block.span.start, span.end)),
            (Kind::Masthead, _) | (Kind::Byline | Kind::Credit, Some(_)) => break,
            _ => {}
        }
        if found.is_some_and(|span| span.end - span.start > 1500) {
            break;
        }
    }
    found
}

/// The body that ends before block `n`: its paragraphs, and headings inside it, up to the byline of the one before.
pub(super) fn body_above(blocks: &[ReadBlock], n: usize) -> Span {
    let end = blocks.get(..n).and_then(|b| b.last()).map_or(0, |b| b.span.end);
    let mut start = end;
    let mut paragraphs = 0;
    for block in blocks.get(..n).unwrap_or_default().iter().rev() {
        match block.kind {
            Kind::Para | Kind::Fragment => paragraphs += 1,
            Kind::Byline | Kind::Credit if paragraphs == 0 => {}
            Kind::Subhead if paragraphs > 0 => {}
            _ => break,
        }
        start = block.span.start;
    }
    Span::new(start, end)
}

/// The body that begins at block `n`.
pub(super) fn body_below(blocks: &[ReadBlock], n: usize) -> Span {
    let start = blocks.get(n).map_or(0, |b| b.span.start);
    let mut end = start;
    for block in blocks.get(n..).unwrap_or_default() {
        match block.kind {
            Kind::Para | Kind::Fragment | Kind::Subhead => end = block.span.end,
            _ => break,
        }
    }
    Span::new(start, end)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::Page;
    use super::super::echoes::Echoes;
    use super::*;

    proptest! {
        #[test]
        fn beside_titles_the_same_is_found_as_in_all_of_the_text(
            lines in prop::collection::vec(("[一二三汉字编a1，。 ]{1,40}", 1usize..40), 2..16),
            kinds in prop::collection::vec(0usize..5, 16),
        ) {
            const KINDS: [Kind; 5] = [Kind::Headline, Kind::Subhead, Kind::Para, Kind::Para, Kind::Byline];
            let text: String = lines.iter().map(|(line, times)| line.repeat(*times) + "\n").collect();
            let page = Page::scan(&text, None);
            let block = |(n, line): (usize, &super::super::lines::Line)| ReadBlock::new(line.span, KINDS[kinds[n % kinds.len()]], n as u32);
            let blocks: Vec<ReadBlock> = page.lines.iter().enumerate().map(block).collect();
            let all = Echoes::of_all(&text, &page, &blocks);
            let some = Echoes::of(&text, &page, &blocks, beside_titles(&blocks).into_iter());
            let mut n = 0;
            while n < blocks.len() {
                let run = blocks[n..].iter().take_while(|b| is_title(b.kind)).count();
                if run > 0 {
                    for body in [body_above(&blocks, n), body_below(&blocks, n + run)].map(near) {
                        // what is cut out of a text may begin with half of a pair
                        let pairs = |echoes: &Echoes| echoes.within(body).iter().map(|e| e.pair).collect::<Vec<_>>();
                        prop_assert_eq!(pairs(&some), pairs(&all));
                    }
                }
                n += run.max(1);
            }
        }
    }
}
