//! Columns whose lines stand in turn: texts that are known, set in two columns or three and dealt out line by line, come back
//! column by column.

use pagemend::{FlagKind, Mender, Rule};

use super::{TEXTS, article, check_log, lines};

/// What stands between lines: extractors that sort by place make each a paragraph, OCR engines put a line below the other.
const BETWEEN: [&str; 2] = ["\n\n", "\n"];

/// The columns' lines in turn, each a paragraph.
fn in_turn(columns: &[Vec<String>]) -> String {
    dealt(columns, BETWEEN[0])
}

fn dealt(columns: &[Vec<String>], between: &str) -> String {
    let rows = columns.iter().map(Vec::len).max().unwrap_or(0);
    let dealt: Vec<&str> =
        (0..rows).flat_map(|row| columns.iter().filter_map(move |c| c.get(row))).map(String::as_str).collect();
    format!("{}\n", dealt.join(between))
}

/// How many of the columns' line ends there are, and how many are joined with the line that goes on there.
fn joined(columns: &[Vec<String>], mended: &str) -> (usize, usize) {
    // where a paragraph ends, nothing is to be joined
    let pairs = columns
        .iter()
        .flat_map(|column| column.windows(2))
        .filter(|pair| !TEXTS.iter().any(|t| t.ends_with(&*pair[0])));
    let joined = pairs.clone().filter(|pair| mended.contains(&pair.concat()));
    (pairs.count(), joined.count())
}

/// Every setting of the texts in columns of 12 to 18 characters, as high as the shortest.
fn settings() -> Vec<Vec<Vec<String>>> {
    let mut settings = Vec::new();
    for first in 12..=18 {
        for second in 12..=18 {
            for texts in [&[0, 1][..], &[1, 0], &[1, 2], &[2, 0], &[0, 1, 2]] {
                let widths = [first, second, first];
                let set =
                    |most| texts.iter().zip(widths).map(|(&n, width)| article(n, width, most)).collect::<Vec<_>>();
                let height = set(usize::MAX).iter().map(Vec::len).min().unwrap_or(0);
                settings.push(set(height));
            }
        }
    }
    settings
}

#[test]
fn columns_in_turn_are_read_column_by_column() {
    for between in BETWEEN {
        let (mut all, mut right, mut whole) = (0, 0, 0);
        for columns in settings() {
            let mended = Mender::new().repair_str(&dealt(&columns, between)).into_owned();
            let (lines, joined) = joined(&columns, &mended);
            all += lines;
            right += joined;
            whole += usize::from(lines == joined);
        }
        println!("{right} of {all} line ends, {whole} of {} pages with {between:?}", settings().len());
        assert!(right * 100 >= all * 98, "{right} of {all} with {between:?}");
    }
}

/// An extractor took the column above them apart, and not these: a paragraph with its byline stands in order over columns in turn.
#[test]
fn a_stretch_in_turn_below_a_text_in_order_is_read_column_by_column() {
    let (mut all, mut right) = (0, 0);
    for columns in settings().into_iter().step_by(3) {
        let above = lines(TEXTS[2], 22, usize::MAX).join("\n");
        for between in BETWEEN {
            let raw = format!("{above}\n通讯员 江北\n\n{}", dealt(&columns, between));
            let page = Mender::new().pages(&raw).next().expect("a page");
            let mended = page.to_string();
            assert!(mended.starts_with(&format!("{}\n通讯员 江北\n", TEXTS[2])), "{mended}");
            check_log(&page, &raw);
            let (lines, joined) = joined(&columns, &mended);
            (all, right) = (all + lines, right + joined);
        }
    }
    println!("{right} of {all} line ends");
    assert!(right * 100 >= all * 98, "{right} of {all}");
}

#[test]
fn the_log_of_columns_in_turn_replays_and_undoes() {
    let pages = settings().into_iter().step_by(7).flat_map(|columns| BETWEEN.map(|between| dealt(&columns, between)));
    for raw in pages {
        let page = Mender::new().pages(&raw).next().expect("a page");
        assert!(page.edits().any(|edit| edit.rule == Rule::InterleavedColumns && edit.to.is_some()));
        check_log(&page, &raw);
    }
}

#[test]
fn without_the_rule_the_lines_stay_and_are_flagged() {
    let raw = in_turn(&[article(0, 14, 20), article(1, 14, 20)]);
    let mender = Mender::new().without(Rule::InterleavedColumns);
    let page = mender.pages(&raw).next().expect("a page");
    assert!(page.edits().all(|edit| edit.to.is_none()));
    assert!(page.flags().any(|flag| flag.kind == FlagKind::InterleavedColumns));
}

/// Lines that stand apart but go on one with the next are in order: nothing moves.
#[test]
fn lines_apart_in_their_order_do_not_move() {
    for width in 10..=24 {
        for text in TEXTS {
            let raw = in_turn(&[lines(text, width, usize::MAX)]);
            let page = Mender::new().pages(&raw).next().expect("a page");
            assert!(page.edits().all(|edit| edit.rule != Rule::InterleavedColumns), "{raw}");
            assert!(page.flags().all(|flag| flag.kind != FlagKind::InterleavedColumns), "{raw}");
        }
    }
}
