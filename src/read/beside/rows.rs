//! Rows of a page, and what it costs that they are cut. A text layer gives a row on one line, or piece by piece: MuPDF gives each
//! piece a line of its own, and parts the rows by blank lines.

use super::super::Page;
use super::super::blocks::ReadBlock;
use super::is_text;
use super::words::Word;

/// Each place where a row is cut costs this, in 1/64 nat;
const CUT: i32 = 64;
/// but between words of a line that are as long as each other, give or take a character, this: halves of one head mostly are. Of 140
/// such pairs on 400 printed pages 15 are of two heads, kickers aside. Where a second line of the run has a pair, they cost no more than
/// others: one head of two such lines is rare.
const EVEN: i32 = 3 * 64;
/// And between words of two lengths this: of 83 such pairs 76 are of two heads. The printed pages have no headline with a space inside,
/// and on three real ones three of 24 have halves, one pair of them of two lengths: so this says less than the count.
const UNEVEN: i32 = -64;
/// A space, and an ideographic one, have so many bytes: no line of titles on 80 pages of five extractors has a wider gap, and cells of
/// a table do.
const ONE_SPACE: [u32; 2] = [1, 3];
/// What a kicker beside a cut takes off: it stands on a line of its own.
const BESIDE_KICKER: i32 = 3 * 64;
/// What it costs that two lines of a row are of one head: of 165 pairs of neighbours in rows of MuPDF's 36 are.
const ROW_STAYS: i32 = 2 * 64;

/// One line in so many, of those inside paragraphs, stands behind a blank line at least where the layer parts rows by them: on 94 in a
/// hundred pages that MuPDF gave (of 320), and on 40 that `pdftotext` gave (of 180), those whose columns stand in turn. On its others a
/// blank line parts heads, and lines with none between them are one head.
const PARTED: usize = 12;

/// Gives the lines of a row the number of its first, where they are pieces on which heads stand side by side: where several rows
/// hold more than one line, or the first of several does. Of 1,027 runs of titles that MuPDF gave, 77 such ones are of several articles
/// and 12 of one; others hardly ever are, where a kicker stands over a head of two lines, or such a head alone.
/// `parts_lines` is asked where it counts: it walks through the page.
pub(super) fn put_in_rows(page: &Page, blocks: &[ReadBlock], words: &mut [Word], parts_lines: impl FnOnce() -> bool) {
    let opens_row = |word: &Word| {
        let line = blocks.get(word.block).and_then(|block| page.lines.get(block.line as usize));
        line.is_none_or(|line| line.blanks > 0)
    };
    let go_on = |_: &Word, next: &Word| !opens_row(next);
    // a text layer that gives several pieces on one line gives them so everywhere
    let is_piece_by_piece = || words.iter().zip(words.iter().skip(1)).all(|(a, b)| a.block != b.block);
    let (mut rows, mut of_lines, mut first) = (0, 0, false);
    for row in words.chunk_by(go_on) {
        // one below another head, which begins with its kicker
        if rows > 0 && row.iter().any(|word| word.kicker) {
            return;
        }
        first |= rows == 0 && row.len() > 1;
        rows += 1;
        of_lines += i32::from(row.len() > 1);
    }
    if (of_lines > 1 || first && rows > 1) && is_piece_by_piece() && parts_lines() {
        for row in words.chunk_by_mut(go_on) {
            let number = row.first().map_or(0, |word| word.block);
            row.iter_mut().for_each(|word| word.row = number);
        }
    }
}

/// Whether blank lines part the printed lines of paragraphs, so that they part rows, and not heads: as MuPDF does.
pub(super) fn parts_lines(page: &Page, blocks: &[ReadBlock]) -> bool {
    let (mut inside, mut parted) = (0, 0);
    let mut rest = page.lines.as_slice();
    for block in blocks.iter().filter(|block| is_text(block.kind)) {
        rest = rest.get(rest.partition_point(|line| line.span.start <= block.span.start)..).unwrap_or_default();
        for line in rest.iter().take_while(|line| line.span.start < block.span.end) {
            inside += 1;
            parted += usize::from(line.blanks > 0);
        }
    }
    parted * PARTED >= inside
}

/// Says of each word what it costs that its row is cut before it.
pub(super) fn price_cuts(words: &mut [Word]) {
    let in_line = words.iter().zip(words.iter().skip(1)).filter(|(a, b)| a.block == b.block);
    let first = in_line.clone().next().map(|(_, word)| word.block);
    let even = if in_line.clone().any(|(_, word)| Some(word.block) != first) { CUT } else { EVEN };
    let mut last: Option<Word> = None;
    for word in words {
        if let Some(last) = last.filter(|last| last.row == word.row) {
            let is_even = last.chars.abs_diff(word.chars) <= 1;
            let gap = word.span.start.saturating_sub(last.span.end);
            (word.cut, word.stays) = if last.block != word.block {
                (CUT, ROW_STAYS)
            } else if is_even {
                (even, 0)
            } else if ONE_SPACE.contains(&gap) {
                (UNEVEN, 0)
            } else {
                (CUT, 0)
            };
            word.cut -= if last.kicker || word.kicker { BESIDE_KICKER } else { 0 };
        }
        last = Some(*word);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::change::{Kind, Span};

    #[test]
    fn rows_are_parted_where_blank_lines_part_the_lines_of_paragraphs() {
        let parted = |every: usize| {
            let gap = |n: usize| if n.is_multiple_of(every) { "\n\n" } else { "\n" };
            let text: String = (1..=24).map(|n| format!("入夏以来，柳河镇的葡萄园迎来采摘{}", gap(n))).collect();
            let page = Page::scan(&text, None);
            let span = Span::new(0, text.trim_end().len() as u32);
            parts_lines(&page, &[ReadBlock::new(span, Kind::Para, 0)])
        };
        assert!(parted(1) && parted(3) && parted(10));
        assert!(!parted(13) && !parted(25));
    }
}
