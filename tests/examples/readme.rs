//! The README's table of rules, row by row.

use pagemend::{Mender, Rule};

const README: &str = include_str!("../../README.md");

/// The cells of each row of the table of rules.
fn rows() -> Vec<[&'static str; 4]> {
    let rows = README.lines().filter(|line| Rule::all().any(|rule| line.starts_with(&format!("| `{rule}` |"))));
    rows.map(|row| {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        <[&str; 4]>::try_from(cells).unwrap()
    })
    .collect()
}

#[test]
fn every_rule_has_its_row() {
    let names: Vec<String> = rows().iter().map(|row| row[0].trim_matches('`').to_owned()).collect();
    assert_eq!(names, Rule::all().map(|rule| rule.to_string()).collect::<Vec<_>>());
}

#[test]
fn what_is_before_becomes_what_is_after() {
    // These need more of a page than a table has room for: `tests/columns` has pages for the first two, and the page that the README
    // opens with shows the third.
    let in_words = ["`side_by_side_columns`", "`interleaved_columns`", "`misplaced_headlines`"];
    for [rule, before, after, _] in rows().into_iter().filter(|row| !in_words.contains(&row[0])) {
        assert_eq!(Mender::new().repair_str(&before.replace('⏎', "\n")), after, "{rule}");
        let off = Mender::new().without(rule.trim_matches('`').parse().unwrap());
        assert_ne!(off.repair_str(&before.replace('⏎', "\n")), after, "{rule} does nothing for it");
    }
}

#[test]
fn what_stays_stays() {
    let mut count = 0;
    for [rule, .., stays] in rows() {
        for text in stays.split('`').skip(1).step_by(2) {
            assert_eq!(Mender::new().repair_str(text), text, "{rule}");
            count += 1;
        }
    }
    assert!(count >= 6, "{count} texts only");
}
