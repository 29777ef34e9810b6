//! Lines as they are scanned and measured.

use super::*;

fn shown(text: &str) -> Vec<(&str, u8)> {
    scan(text).iter().map(|line| (line.span.of(text), line.blanks)).collect()
}

#[test]
fn a_line_ends_at_a_line_feed_a_carriage_return_or_a_separator() {
    assert_eq!(
        shown("灯\n亮\r\n了\r走\u{2028}来\u{2029}看"),
        [("灯", 0), ("亮", 0), ("了", 0), ("走", 0), ("来", 0), ("看", 0)]
    );
    assert_eq!(shown("灯\r\r亮\r"), [("灯", 0), ("亮", 1)]);
    assert_eq!(shown("灯—亮\u{2030}"), [("灯—亮\u{2030}", 0)], "other signs that begin with the same byte");
}

#[test]
fn white_space_around_a_line_is_not_of_it() {
    assert_eq!(shown("  灯 亮\u{3000}\n\u{a0}了\t\n\u{feff}走\n"), [("灯 亮", 0), ("了", 0), ("走", 0)]);
    assert_eq!(shown(" a \n~\n!b\n"), [("a", 0), ("~", 0), ("!b", 0)]);
    assert_eq!(shown("  \n\t\n"), []);
}

#[test]
fn two_blank_lines_and_more_are_two() {
    assert_eq!(shown("\n\n灯\n\n亮\n \n\n了\n\n\n\n走"), [("灯", 0), ("亮", 1), ("了", 2), ("走", 2)]);
}

#[test]
fn a_line_has_a_width_and_its_marks() {
    let line = measure("灯亮了，走。");
    assert_eq!((line.wide, line.marks, line.stops, line.chars), (6 * EM as u16, 2, 1, 6));
    assert_eq!((line.first, line.last), (Class::Han, Class::Stop));
    assert_eq!(measure("用 apt 装").wide, (2 * EM + 10 + 10 + 7) as u16, "spaces beside characters have none");
    assert_eq!(measure("Go on").wide, (14 + 10 + 5 + 10 + 10) as u16, "those between words have");
    let half = measure("灯亮了,走.");
    assert_eq!((half.wide, half.marks), (6 * EM as u16, 2), "a mark that lost its width is read in full");
    assert_eq!(measure("3,4.").marks, 0, "among numbers it has its own");
    assert_eq!(measure("灯。)").marks, 2, "behind a mark of full width as behind a character");
    let ends = ["灯。”", "灯！）", "灯”", "灯…", "“灯", "\"灯"].map(|text| (measure(text).first, measure(text).last));
    assert_eq!(ends.map(|end| end.1)[..4], [Class::StopClosed, Class::StopClosed, Class::CloseQuote, Class::Stop]);
    assert_eq!([ends[4].0, ends[5].0], [Class::OpenQuote; 2], "a straight quote that begins a line opens");
}

#[test]
fn widths_and_counts_stop_at_their_greatest() {
    let line = measure(&"，".repeat(4000));
    assert_eq!((line.wide, line.marks, line.chars), (u16::MAX, 255, 255));
}

#[test]
fn a_line_needs_room_for_its_first_piece() {
    let need = |text: &str| i32::from(measure(text).need);
    assert_eq!([need("灯亮"), need("灯"), need("灯，亮"), need("灯。”亮")], [EM, EM, 2 * EM, 3 * EM]);
    assert_eq!([need("“灯亮"), need("《“灯亮")], [2 * EM, 3 * EM]);
    assert_eq!([need("LED灯"), need("12.5%灯"), need("3℃灯")], [42, 3 * 11 + 5 + 14, 11 + EM]);
    assert_eq!([need("a b"), need("ab，灯"), need("——灯")], [10, 20 + EM, EM]);
    assert_eq!(need(&"a".repeat(40)), 255);
}

#[test]
fn a_space_behind_every_character_is_no_space_between_halves() {
    let spaced = |text: &str| measure(text).cues.has(Cues::SPACED);
    assert!(spaced("湖边 路灯") && spaced("湖 边 路 灯") && spaced("湖 边 路 灯亮"));
    assert!(!spaced("湖 边 路 灯 亮") && !spaced("湖边路灯"));
}

#[test]
fn copies_of_doubled_glyphs_are_not_measured() {
    let copies = |copies: &[(u32, u32)]| copies.iter().map(|&(a, b)| Span::new(a, b)).collect::<Vec<_>>();
    let read = |text: &str, gone: &[(u32, u32)]| {
        let lines = without_copies(text, scan(text), &copies(gone));
        lines
            .iter()
            .map(|line| (line.span.of(text).to_owned(), line.chars, line.cues.has(Cues::DOUBLED)))
            .collect::<Vec<_>>()
    };
    let of = |text: &str, chars, doubled| (text.to_owned(), chars, doubled);
    // each character of three bytes
    assert_eq!(read("灯灯\n亮了\n", &[(3, 6)]), [of("灯灯", 1, true), of("亮了", 2, false)]);
    assert_eq!(read("灯亮\n灯亮\n了\n", &[(6, 13)]), [of("灯亮\n灯亮", 2, true), of("了", 1, false)]);
    assert_eq!(read("灯\n亮\n", &[]), [of("灯", 1, false), of("亮", 1, false)]);
    let mut lines = scan("上\n\n灯灯\n");
    lines[1].gap = Gap::RunOn;
    let single = without_copies("上\n\n灯灯\n", lines, &copies(&[(8, 11)]));
    assert_eq!((single[1].gap, single[1].blanks, single[1].chars), (Gap::RunOn, 1, 1), "it stands where it stood");
    let text = "灯灯亮亮了";
    assert_eq!(super::shown(text, Span::new(0, 15), &copies(&[(3, 6), (9, 12)])), "灯亮了");
    assert_eq!(super::shown(text, Span::new(6, 15), &copies(&[(3, 6), (9, 12)])), "亮了");
    assert_eq!(super::shown(text, Span::new(0, 6), &copies(&[(3, 6), (9, 12)])), "灯");
}

#[test]
fn a_straight_quote_opens_its_line_and_a_curly_one_that_closes_does_not() {
    let first = |text: &str| measure(text).first;
    assert_eq!([first("”"), first("”他说"), first("』他说")], [Class::CloseQuote; 3]);
    assert_eq!([first("\"灯亮"), first("'灯亮"), first("“灯亮"), first("’98诗会")], [Class::OpenQuote; 4]);
}

#[test]
fn a_line_begins_with_a_mark_of_prose_only_where_the_mark_is_chinese() {
    let first = |text: &str| measure(text).first;
    let classes = [Class::Stop, Class::Comma, Class::Semicolon, Class::Colon, Class::CloseBracket];
    assert_eq!(["。灯", "，灯", "；灯", "：灯", "）灯"].map(first), classes);
    assert_eq!([".灯", ",灯", ";灯", ":灯", ")灯", "…灯"].map(first), [Class::Other; 6]);
    assert_eq!([first("（灯"), first("(灯")], [Class::OpenBracket; 2]);
}
