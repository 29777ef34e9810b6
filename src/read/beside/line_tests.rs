//! What the ends of titles' lines say: which goes on with which.

use super::divide::{Lines, lines_of};
use super::words::{Word, ends};

/// A word a line.
fn words(lines: &[&str]) -> Vec<Word> {
    let word = |(block, shown): (usize, &&str)| Word { ends: ends(shown), ..Word::of_block(block) };
    lines.iter().enumerate().map(word).collect()
}

#[test]
fn a_line_that_cuts_a_word_goes_on_with_the_head_that_has_the_rest() {
    let words = words(&["老城区的经", "油坊的木槌", "济账算清了", "声又响了起来"]);
    let lines = Lines::of(&words);
    let in_turn = lines_of(&words, [0, 1, 0, 1]);
    assert!(in_turn - lines.as_one > 4 * 64, "{in_turn} against {}", lines.as_one);
    assert!(lines_of(&words, [0, 0, 1, 1]) <= lines.as_one, "the rest stands below");
    assert!(
        [[0, 1, 0, 1], [0, 1, 1, 0], [0, 0, 1, 1]]
            .iter()
            .all(|heads| lines_of(&words, *heads) - lines.as_one <= lines.most)
    );
}

#[test]
fn words_on_one_line_and_marks_say_nothing() {
    let mut two = words(&["老城区的经", "济账算清了"]);
    two[1].block = 0;
    assert_eq!(lines_of(&two, [0, 0]), 0);
    assert_eq!(lines_of(&words(&["老城区，", "济账算清了"]), [0, 0]), 0);
}
