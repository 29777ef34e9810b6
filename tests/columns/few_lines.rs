//! Texts of a few lines: a piece of an article, wrapped at any width, becomes a paragraph where its line ends cut words; remarks, a line
//! each, stay.

use pagemend::Mender;

use super::{MORE, TEXTS, check_log, lines};

/// Every piece of so many lines, of every text, in columns of 12 to 40 characters.
fn pieces(count: usize) -> Vec<String> {
    let texts = TEXTS.iter().chain(&MORE);
    let wrapped = texts.flat_map(|text| (12..=40).map(|width| lines(text, width, usize::MAX)));
    wrapped
        .flat_map(|lines| {
            // from any line but the first, which is set in
            lines[1..].windows(count).step_by(2).map(|piece| piece.join("\n")).collect::<Vec<_>>()
        })
        .collect()
}

#[test]
fn a_piece_of_an_article_becomes_a_paragraph() {
    // so many lines, and of a hundred such pieces at least so many
    for (count, least) in [(2, 25), (3, 65), (4, 90), (6, 98), (8, 100)] {
        let pieces = pieces(count);
        let mut whole = 0;
        for piece in &pieces {
            let raw = format!("{piece}\n");
            let page = Mender::new().pages(&raw).next().expect("a page");
            let mended = page.to_string();
            assert_eq!(mended.replace('\n', ""), piece.replace('\n', ""), "nothing but line ends goes");
            check_log(&page, &raw);
            whole += usize::from(mended.trim_end() == piece.replace('\n', ""));
        }
        println!("{whole} of {} pieces of {count} lines", pieces.len());
        assert!(whole * 100 >= pieces.len() * least, "{whole} of {} pieces of {count} lines", pieces.len());
    }
}

/// Sentences and clauses, each on a line and without the mark at its end, as somebody writes remarks.
#[test]
fn remarks_a_line_each_stay() {
    for marks in [&['。'][..], &['，', '。']] {
        for text in TEXTS.iter().chain(&MORE) {
            let remarks: Vec<&str> = text.split(marks).filter(|remark| !remark.is_empty()).collect();
            for count in 2..=remarks.len() {
                for few in remarks.windows(count) {
                    let raw = format!("{}\n", few.join("\n"));
                    assert_eq!(Mender::new().repair_str(&raw), raw);
                }
            }
        }
    }
}
