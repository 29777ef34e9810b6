//! Rows: lines of a page that a text layer gave piece by piece. MuPDF gives each piece a line of its own, and parts the rows by
//! blank lines.

use super::super::Page;
use super::super::blocks::ReadBlock;
use super::words::Word;

/// Gives the lines of a row the number of its first, where they are pieces on which heads stand side by side: where several rows
/// hold more than one line, or the first of several does. Of 900 runs of titles that MuPDF gave, such ones are of several heads
/// twice as often as of one; and hardly ever others, where a kicker stands over a head of two lines, or such a head alone.
pub(super) fn put_in_rows(page: &Page, blocks: &[ReadBlock], words: &mut [Word]) {
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
    if (of_lines > 1 || first && rows > 1) && is_piece_by_piece() {
        for row in words.chunk_by_mut(go_on) {
            let number = row.first().map_or(0, |word| word.block);
            row.iter_mut().for_each(|word| word.row = number);
        }
    }
}
