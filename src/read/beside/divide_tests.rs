//! What a run of titles is divided between, by what its words share and what cuts cost alone.

use super::divide::{Body, heads_of};
use super::words::Word;
use crate::page::change::Span;

/// Words, each of a block and a row, with what it costs to cut before it and not to.
fn words(of: &[(usize, usize, i32, i32)]) -> Vec<Word> {
    let word = |(n, &(block, row, cut, stays)): (usize, &(usize, usize, i32, i32))| {
        let span = Span::new(n as u32, n as u32 + 1);
        Word { row, unit: row, cut, stays, span, ..Word::of_block(block) }
    };
    of.iter().enumerate().map(word).collect()
}

fn body(block: usize, row: &[i32], opens: bool) -> Body<'_> {
    let may_be_led = opens || row.iter().any(|&shared| shared > 64);
    Body {
        block,
        above: block < 4,
        row,
        may_be_led,
        cost: if opens { -64 } else { 0 },
        is_near: true,
        is_titled: false,
        opens,
    }
}

/// The blocks that the two words' heads stand over; none where there is one head; an empty list where one is of each side.
fn bodies_of(words: &[Word], bodies: &[Body<'_>]) -> Option<Vec<usize>> {
    heads_of(words, bodies, || true, &mut Vec::new()).map(|heads| heads.bodies)
}

#[test]
fn a_word_is_of_the_text_above_only_where_there_is_one() {
    // a row of two lines; without a text above the first word is of one below, like it or not
    let row = words(&[(0, 0, 0, 0), (1, 0, 64, 128)]);
    let below = || [body(5, &[100, -200], false), body(9, &[-300, 300], false)];
    assert_eq!(bodies_of(&row, &below()), Some(vec![5, 9]));
    let [a, b] = below();
    assert_eq!(bodies_of(&row, &[body(1, &[0, 0], false), a, b]), None);
}

#[test]
fn articles_that_open_beside_each_other_have_heads_that_need_not_name_them() {
    let line = words(&[(0, 0, 0, 0), (0, 0, -64, 0)]);
    let unnamed = [-50, -300];
    let named = [-300, 400];
    let found = |a: Body<'_>, b: Body<'_>| bodies_of(&line, &[a, b]);
    assert_eq!(found(body(5, &unnamed, true), body(9, &named, true)), Some(vec![5, 9]));
    assert_eq!(found(body(5, &unnamed, false), body(9, &named, true)), None, "the first opens no article");
    assert_eq!(found(body(1, &unnamed, true), body(9, &named, true)), None, "on both sides each names its own");
    assert_eq!(found(body(5, &[-200, -300], true), body(9, &named, true)), None, "it speaks of something else");
}

#[test]
fn heads_of_both_sides_are_dearer() {
    let line = words(&[(0, 0, 0, 0), (0, 0, -64, 0)]);
    let found = |a: usize, b: usize| bodies_of(&line, &[body(a, &[80, -300], false), body(b, &[-300, 80], false)]);
    assert_eq!([found(5, 9), found(1, 9)], [Some(vec![5, 9]), None]);
}

#[test]
fn heads_one_below_the_other_are_seen_where_blank_lines_do_not_part_the_lines_of_paragraphs() {
    let run = words(&[(0, 0, 0, 0), (1, 1, 0, 0)]);
    let bodies = || [body(5, &[200, -90], false), body(9, &[-90, 200], false)];
    let found = |parts_lines| heads_of(&run, &bodies(), || parts_lines, &mut Vec::new()).map(|heads| heads.bodies);
    assert_eq!([found(false), found(true)], [Some(vec![5, 9]), None]);
}
