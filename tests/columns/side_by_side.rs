//! Columns that stand side by side on the lines of a text: texts that are known, set in columns with white space between, as programs
//! that keep the layout write them, come back column by column.

use pagemend::{FlagKind, Mender, Rule};

use super::{MORE, TEXTS, article, check_log, lines, shown};

/// Columns beside each other, so many spaces apart, each from its row on. As such programs do, what stands further right is put
/// at its place counted in characters, or as much further right as what stands before it needs.
fn side_by_side(columns: &[Vec<String>], apart: usize, from: &[usize]) -> String {
    let rows = columns.iter().zip(from).map(|(column, from)| column.len() + from).max().unwrap_or(0);
    let mut text = String::new();
    for row in 0..rows {
        let mut begins = 0;
        let mut line = String::new();
        for (column, from) in columns.iter().zip(from) {
            if let Some(piece) = row.checked_sub(*from).and_then(|row| column.get(row)) {
                line.extend(std::iter::repeat_n(' ', begins - line.chars().count()));
                line.push_str(piece);
            }
            begins += column.iter().map(|line| line.chars().count()).max().unwrap_or(0) + apart;
        }
        text.push_str(&line);
        text.push('\n');
    }
    text
}

/// An article with its paragraphs set in.
fn set_in(n: usize, width: usize) -> Vec<String> {
    [TEXTS[n], MORE[n]]
        .into_iter()
        .flat_map(|text| {
            let mut lines = lines(text, width, usize::MAX);
            lines[0].insert_str(0, "  ");
            lines
        })
        .collect()
}

/// The paragraphs of an article.
fn paragraphs(n: usize) -> [&'static str; 2] {
    [TEXTS[n], MORE[n]]
}

/// The text without the white space that sets paragraphs in, and without blank lines.
fn bare(text: &str) -> Vec<&str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect()
}

/// Two articles or three beside each other, of all widths, and so many spaces apart.
fn settings() -> Vec<(Vec<usize>, String)> {
    let mut settings = Vec::new();
    for first in 12..=18 {
        for second in 12..=18 {
            for apart in [2, 5] {
                for texts in [&[0, 1][..], &[2, 0], &[0, 1, 2]] {
                    let widths = [first, second, first];
                    let columns: Vec<_> = texts.iter().zip(widths).map(|(&n, width)| set_in(n, width)).collect();
                    settings.push((texts.to_vec(), side_by_side(&columns, apart, &[0, 0, 0])));
                }
            }
        }
    }
    settings
}

#[test]
fn columns_side_by_side_are_read_one_after_the_other() {
    let (mut all, mut whole) = (0, 0);
    for (texts, raw) in settings() {
        let mended = Mender::new().repair_str(&raw).into_owned();
        let want: Vec<&str> = texts.iter().flat_map(|&n| paragraphs(n)).collect();
        all += 1;
        whole += usize::from(bare(&mended) == want);
    }
    println!("{whole} of {all} pages");
    assert!(whole * 100 >= all * 97, "{whole} of {all}");
}

#[test]
fn a_head_over_its_columns_is_read_before_them() {
    // over two columns of one article, beside another with a head of its own
    let mut long = article(0, 14, usize::MAX);
    let rest = long.split_off(long.len().div_ceil(2));
    let other = article(1, 16, usize::MAX);
    let body = side_by_side(&[long, rest, other], 4, &[0, 0, 0]);
    let raw = format!("      清水河清淤工程赶在汛期前完工              城南客运枢纽启用\n\n{body}");
    let mended = Mender::new().repair_str(&raw).into_owned();
    let lines = bare(&mended);
    let place = |what: &str| lines.iter().position(|line| line.starts_with(what)).expect(what);
    let order = ["清水河清淤工程赶在", TEXTS[0], MORE[0], "城南客运枢纽启用", TEXTS[1], MORE[1]].map(place);
    assert!(order.is_sorted(), "{order:?}\n{mended}");
}

#[test]
fn columns_set_at_other_heights_are_read_one_after_the_other() {
    // no row has text on both sides
    let spread = |lines: Vec<String>| lines.into_iter().flat_map(|line| [line, String::new()]).collect::<Vec<_>>();
    let raw = side_by_side(&[spread(set_in(0, 15)), spread(set_in(1, 15))], 4, &[0, 1]);
    let mended = Mender::new().repair_str(&raw).into_owned();
    assert_eq!(bare(&mended), [TEXTS[0], MORE[0], TEXTS[1], MORE[1]], "{raw}");
}

#[test]
fn the_log_of_columns_side_by_side_replays_and_undoes() {
    for (_, raw) in settings().into_iter().step_by(5) {
        for raw in [
            raw.clone(),
            raw.replace("\n  ", "\n\u{3000}\u{3000}"),
            raw.trim_end().to_owned(),
            raw.replace('\n', "\r\n"),
            format!("\n\n{raw}"),
        ] {
            let page = Mender::new().pages(&raw).next().expect("a page");
            assert!(page.edits().any(|edit| edit.rule == Rule::SideBySideColumns && edit.to.is_some()), "{raw:?}");
            check_log(&page, &raw);
            let text = page.text().into_owned();
            assert_eq!(Mender::new().repair_str(&text), text, "once is enough");
        }
    }
}

/// Where no other rule is on, nothing more is mended, and the blocks are found all the same.
#[test]
fn columns_that_are_put_below_each_other_are_read() {
    // narrow ones are no newspaper's to the reading
    for width in [6, 15] {
        let raw = side_by_side(&[0, 1].map(|n| lines(TEXTS[n], width, usize::MAX)), 4, &[0, 0]);
        let page = Mender::new().only([Rule::SideBySideColumns]);
        let page = page.pages(&raw).next().expect("a page");
        assert!(page.is_changed() && page.edits().all(|edit| edit.rule == Rule::SideBySideColumns), "{raw}");
        let blocks: String = page.blocks().map(|block| block.text().into_owned()).collect();
        assert_eq!(shown(&blocks), shown(&page.text()));
    }
}

/// The last line of a text without a line end stands in mid-page where columns that stand further right are longer.
#[test]
fn a_last_line_without_its_end_is_a_line_of_its_own() {
    let mut columns = [set_in(0, 15), set_in(1, 15)];
    let rows = columns[0].len();
    columns[1].truncate(rows - 2);
    let raw = side_by_side(&columns, 4, &[0, 0]);
    let mended = Mender::new().repair_str(raw.trim_end()).into_owned();
    assert_eq!(bare(&mended)[..2], [TEXTS[0], MORE[0]], "{mended}");
    assert!(bare(&mended)[2].starts_with("城南客运枢纽昨天启用"), "{mended}");
}

#[test]
fn line_ends_that_are_put_in_are_those_of_the_page() {
    let raw = side_by_side(&[set_in(0, 15), set_in(1, 15)], 4, &[0, 0]).replace('\n', "\r\n");
    let mended = Mender::new().repair_str(&raw).into_owned();
    assert_eq!(mended.matches('\n').count(), mended.matches("\r\n").count(), "{mended}");
    assert_eq!(bare(&mended), [TEXTS[0], MORE[0], TEXTS[1], MORE[1]]);
}

#[test]
fn without_the_rule_the_columns_stay() {
    for (_, raw) in settings().into_iter().step_by(9) {
        let page = Mender::new().without(Rule::SideBySideColumns);
        let page = page.pages(&raw).next().expect("a page");
        assert_eq!(page.count(Rule::SideBySideColumns), 0);
        assert!(page.edits().all(|edit| edit.to.is_none()), "{raw}");
    }
}

#[test]
fn what_is_less_sure_than_asked_is_flagged() {
    let (_, raw) = settings().swap_remove(0);
    let page = Mender::new().threshold(u16::MAX);
    let page = page.pages(&raw).next().expect("a page");
    assert_eq!(page.count(Rule::SideBySideColumns), 0);
    let whole = 0..raw.len() as u64;
    assert!(page.flags().any(|flag| flag.kind == FlagKind::Doubtful && flag.source == whole), "{:?}", page.flags());
}

/// One column with much white space in its lines is in order: nothing moves.
#[test]
fn lines_of_one_column_do_not_move() {
    for width in 10..=24 {
        for n in 0..TEXTS.len() {
            let centred = |line: String| format!("          {line}");
            let raw = side_by_side(&[set_in(n, width).into_iter().map(centred).collect()], 0, &[0]);
            let page = Mender::new().pages(&raw).next().expect("a page");
            assert!(page.edits().all(|edit| edit.rule != Rule::SideBySideColumns), "{raw}");
        }
    }
}
