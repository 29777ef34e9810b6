//! Which columns a page has, and which each line stands in.

use proptest::prelude::*;

use super::super::class::Class;
use super::super::lines::measure;
use super::super::neighbours::Pair;
use super::super::pairs::spread;
use super::*;

/// The same programme in the plainest way: every label against every label.
fn plainly(labels: &[i32], lines: &[Line], wide: &[i32], ties: &Ties) -> Vec<i32> {
    let misfit = |n: usize, short: i32| {
        let prose = lines[n].marks > 0;
        let once = match short {
            ..-30 => {
                if prose {
                    450
                } else {
                    300
                }
            }
            -30..-14 => {
                if prose {
                    300
                } else {
                    200
                }
            }
            -14..-5 => {
                if prose {
                    90
                } else {
                    60
                }
            }
            -5..=5 => 20,
            6..=14 => 50,
            15..=34 => 120,
            35..=55 => 160,
            _ => 240,
        };
        let is_prose = lines[n..].iter().take(2).any(|line| line.marks > 0);
        if ties.cut(n + 1) && is_prose { once * 2 } else { once }
    };
    let change = |n: usize| match n.checked_sub(1).map(|before| lines[before].last) {
        Some(_) if ties.cut(n) => 1400,
        Some(Class::Stop | Class::StopClosed) => 600,
        _ => 800,
    };
    let mut ways: Vec<(u32, Vec<i32>)> = labels.iter().map(|_| (0, Vec::new())).collect();
    for (line, w) in wide.iter().enumerate() {
        let cheapest = (0..ways.len()).min_by_key(|&n| ways[n].0).unwrap();
        ways = (0..labels.len())
            .map(|n| {
                let (jump, stay) = (ways[cheapest].0 + change(line), ways[n].0);
                let (cost, from) = if stay <= jump { (stay, n) } else { (jump, cheapest) };
                let mut way = ways[from].1.clone();
                way.push(labels[n]);
                (cost + misfit(line, labels[n] - w), way)
            })
            .collect();
    }
    let best = (0..ways.len()).min_by_key(|&n| ways[n].0).unwrap();
    ways.swap_remove(best).1
}

fn lines(wide: &[i32]) -> Vec<Line> {
    wide.iter().map(|&w| Line { chars: 20, wide: w as u16, last: Class::Han, ..measure("一") }).collect()
}

#[test]
fn a_width_is_a_columns_where_three_lines_or_so_have_it() {
    let frequent = |wide: &[i32]| frequent(&lines(wide), wide);
    // on a longer page, beside lines that are all of other widths
    let page = |wide: &[i32]| {
        let others = (0..20i32).map(|n| 145 + 11 * n).filter(|w| (w - 305).abs() > 30);
        let wide: Vec<i32> = wide.iter().copied().chain(others).collect();
        let mut found = frequent(&wide);
        found.retain(|w| (w - 305).abs() < 12);
        found
    };
    assert_eq!(page(&[305, 305, 305]), [305]);
    assert_eq!(page(&[301, 303, 308]), [304], "their mean");
    assert!(page(&[305, 305]).is_empty());
    assert_eq!(page(&[305, 305, 311, 311]), [305, 311], "half of those beside it count");
    assert_eq!(page(&[305, 305, 299, 299]), [299, 305]);
    // on a short page two and one beside them are enough
    assert_eq!(frequent(&[305, 305, 311]), [305]);
    assert_eq!(frequent(&[305, 305, 299]), [305]);
    assert!(frequent(&[305, 305, 330]).is_empty());
}

#[test]
fn no_width_is_a_columns_that_no_column_has() {
    let frequent = |wide: i32| frequent(&lines(&[wide; 4]), &[wide; 4]);
    assert_eq!(frequent(NARROWEST), [NARROWEST]);
    assert!(frequent(NARROWEST - 1).is_empty());
    assert_eq!(frequent(WIDEST - 1), [WIDEST - 1]);
    assert!(frequent(WIDEST).is_empty());
}

#[test]
fn short_lines_and_latin_ones_show_no_column() {
    let frequent = |line: Line| frequent(&[line; 4], &[305; 4]);
    let line = lines(&[305])[0];
    assert_eq!(frequent(Line { chars: 7, ..line }), [305]);
    assert!(frequent(Line { chars: 6, ..line }).is_empty());
    let mut latin = line;
    latin.cues.set(Cues::LATIN);
    assert!(frequent(latin).is_empty());
}

#[test]
fn of_many_widths_the_commonest_are_kept() {
    let wide: Vec<i32> = (0..30).flat_map(|n| std::iter::repeat_n(145 + 30 * n, 3 + (n % 5) as usize)).collect();
    let found = frequent(&lines(&wide), &wide);
    assert_eq!(found.len(), LABELS);
    let rarest = 6; // of 30 widths, six stand on three lines each, and are left out
    assert_eq!((0..30).filter(|n| !found.contains(&(145 + 30 * n))).collect::<Vec<_>>().len(), rarest);
    assert!((0..30).filter(|n| n % 5 > 0).all(|n| found.contains(&(145 + 30 * n))));
}

#[test]
fn one_wide_column_is_as_wide_as_its_widest_lines_that_are_not_alone() {
    assert_eq!(widest(&[700, 690, 660, 300]), Some(700));
    assert_eq!(widest(&[700, 690, 649]), None, "too far apart");
    assert_eq!(widest(&[900, 700, 690, 660]), Some(700), "one alone");
    assert_eq!(widest(&[599, 590, 580]), None, "a newspaper's");
    assert_eq!(widest(&[1200, 1200, 1200]), None, "paragraphs");
    // and it is a label of the page where no other is near
    let wide = [700, 690, 660, 300, 420, 520, 240, 360, 480, 180, 220, 260, 340];
    assert_eq!(frequent(&lines(&wide), &wide), [700]);
}

#[test]
fn marks_are_narrow_where_full_lines_are_of_one_width_so() {
    let page = |narrow: fn(i32, i32) -> i32| {
        let line = |n: i32| {
            let (marks, stops) = (n % 4, n % 2);
            let wide = 400 + narrow(marks, stops);
            let line = lines(&[wide])[0];
            Line { marks: marks as u8, stops: stops as u8, ..line }
        };
        (0..40).map(line).collect::<Vec<_>>()
    };
    assert_eq!(Squeeze::of(&page(|_, _| 0)), Squeeze::None);
    assert_eq!(Squeeze::of(&page(|marks, _| NARROW * marks)), Squeeze::All);
    assert_eq!(Squeeze::of(&page(|marks, stops| NARROW * (marks - stops))), Squeeze::NotStops);
    let mut short = page(|marks, _| NARROW * marks);
    short.iter_mut().step_by(2).for_each(|line| line.chars = 7);
    assert_eq!(Squeeze::of(&short), Squeeze::None, "short lines show nothing");
    let mut closed = page(|marks, _| NARROW * marks);
    closed.iter_mut().step_by(2).for_each(|line| line.last = Class::Stop);
    assert_eq!(Squeeze::of(&closed), Squeeze::None, "nor do those that end a sentence");
    let widths = [Squeeze::None, Squeeze::All, Squeeze::NotStops].map(|s| s.width(&page(|_, _| 0)[3]));
    assert_eq!(widths, [400, 400 - 3 * NARROW, 400 - 2 * NARROW]);
}

/// Lines of prose, each as wide as so many characters, and the ties between them.
fn prose(lines: &[&str]) -> (Vec<Line>, Vec<i32>, Ties) {
    let text = lines.join("\n");
    let mut lines = super::super::lines::scan(&text);
    super::super::lines::pair(&text, &mut lines);
    let wide: Vec<i32> = lines.iter().map(|line| i32::from(line.wide)).collect();
    let ties = Ties::of(&text, &lines, &wide);
    (lines, wide, ties)
}

#[test]
fn a_line_that_a_word_runs_over_the_end_of_is_as_wide_as_its_column() {
    let widths = |text: &[&str]| {
        let (lines, wide, ties) = prose(text);
        widths(&lines, &wide, &ties)
    };
    assert_eq!(widths(&["村里把渡口的路灯都换了新的，村民的经", "济账也算清了。"]), [360; 2]);
    assert_eq!(
        widths(&["村里把渡口的路灯都换了，村民的经", "济账也算清了，孩子们上学近了，老人也", "来。"]),
        [360; 3],
        "set in"
    );
    assert_eq!(widths(&["村里把渡口的路灯都换了新的，村民说", "渡口的账也算清了。"]), [0; 2], "no word is cut");
}

#[test]
fn no_column_changes_amid_a_word() {
    let change = |lines: &[&str], n| {
        let (lines, _, ties) = prose(lines);
        change(&lines, &ties, n)
    };
    let text = ["村里把渡口的路灯都换了新的，村民的经", "济账也算清了。", "渡口的新船下了水"];
    assert_eq!([0, 1, 2].map(|n| change(&text, n)), [CHANGE, CHANGE_CUT, CHANGE_ENDED]);
}

proptest! {
    #[test]
    fn in_vectors_the_widths_are_those_of_the_plain_programme(
        labels in prop::collection::vec(NARROWEST..WIDEST, 1..40),
        turns in any::<u64>(),
        picks in prop::collection::vec((any::<prop::sample::Index>(), prop_oneof![4 => -3..3i32, 1 => -70..400, 1 => 0..70_000], 1usize..9), 1..40),
    ) {
        let mut wide = Vec::new();
        for (label, off, times) in picks {
            wide.extend(std::iter::repeat_n((label.get(&labels) + off).clamp(0, 65_535), times));
        }
        // marks, ends and ties by turns that do not go with the widths
        let at = |n: usize, most: u64| spread(turns.wrapping_add(n as u64)) % most;
        let mut lines: Vec<Line> = wide.iter().map(|&w| Line { chars: 20, wide: w as u16, last: Class::Han, ..measure("一") }).collect();
        for (n, line) in lines.iter_mut().enumerate() {
            line.marks = at(n + 100, 2) as u8;
            line.last = if at(n + 200, 4) == 0 { Class::Stop } else { Class::Han };
            line.pair = if at(n + 300, 3) == 0 { Pair::Closest } else { Pair::Rare };
        }
        let ties = Ties::of("一", &lines, &wide);
        let mut labels = frequent(&lines, &wide);
        if ties.go_on() {
            add_cut(&lines, &wide, &ties, &mut labels);
        }
        let expected = if labels.is_empty() { vec![0; wide.len()] } else { plainly(&labels, &lines, &wide, &ties) };
        prop_assert_eq!(widths(&lines, &wide, &ties), expected);
    }
}
