//! The seam: where a text that is too long for one page is cut, so that no article, or at least no paragraph, is cut in two.

use super::measure::Column;
use super::{Page, read};
use crate::page::change::{Kind, NO_ARTICLE};

/// So near its end the text may not show yet what an article's first lines belong to, in bytes: two paragraphs.
const UNSURE: usize = 2 << 10;

/// Where to cut the text: behind its last article that is whole, heads that trail it included, else behind its last whole
/// paragraph. `None` where it has neither. More text follows; it begins in the middle of anything.
pub(crate) fn seam(text: &str, column: Option<Column>) -> Option<usize> {
    let reading = read(text, &Page::scan(text, column), 0);
    let blocks = &reading.blocks;
    // how far, in blocks, the article reaches that began before: heads that trail stand behind other text
    let mut last =
        vec![0; 1 + blocks.iter().map(|b| b.article).filter(|a| *a != NO_ARTICLE).max().unwrap_or(0) as usize];
    for (n, block) in blocks.iter().enumerate() {
        if let Some(place) = last.get_mut(block.article as usize) {
            *place = n;
        }
    }
    let (mut article, mut paragraph) = (None, None);
    let mut reach = 0;
    for (n, pair) in blocks.windows(2).enumerate() {
        let [before, block] = pair else { continue };
        reach = reach.max(last.get(before.article as usize).copied().unwrap_or(n));
        let gap = text.get(before.span.end as usize..block.span.start as usize).unwrap_or_default();
        let Some(line_end) = gap.rfind('\n') else { continue };
        let cut = before.span.end as usize + line_end + 1;
        let crossed = reading.heads.iter().any(|head| head.before <= n && n + 1 < head.end);
        if crossed {
            continue;
        }
        let sure = cut + UNSURE <= text.len();
        if sure && reach <= n && block.article != NO_ARTICLE {
            article = Some(cut);
        }
        if before.kind == Kind::Para && matches!(block.kind, Kind::Para | Kind::Subhead | Kind::Headline | Kind::Kicker)
        {
            paragraph = Some(cut);
        }
    }
    article.or(paragraph)
}
