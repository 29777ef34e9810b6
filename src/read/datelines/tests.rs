//! Which lines end amid a dateline, or right behind one.

use super::super::lines::scan;
use super::*;

/// The lines that leave a dateline open, and those that are bylines all the same.
fn followed(text: &str) -> (Vec<&str>, Vec<&str>) {
    let mut lines = scan(text);
    follow(text, &mut lines);
    let with = |holds: fn(&Line) -> bool| {
        lines.iter().filter(|line| holds(line)).map(|line| line.span.of(text)).collect::<Vec<_>>()
    };
    (with(|line| line.cues.has(Cues::LEFT_OPEN)), with(|line| line.cues.is_byline()))
}

/// How many of the first lines leave a dateline open.
fn open(text: &str) -> usize {
    let open = followed(text).0;
    assert!(text.lines().zip(&open).all(|(line, open)| line == *open), "the first ones: {open:?}");
    open.len()
}

#[test]
fn a_line_that_ends_with_its_dateline_leaves_it_open() {
    for text in ["新华社北塘3月2日电\n路灯亮了", "本报讯\n路灯亮了", "本报讯记者周远报道：\n路灯亮了"]
    {
        assert_eq!(open(text), 1, "{text}");
    }
    for text in ["新华社北塘3月2日电路灯\n亮了", "路灯亮了\n都亮了", "本报讯 路灯\n亮了"] {
        assert_eq!(open(text), 0, "{text}");
    }
}

#[test]
fn a_dateline_is_followed_over_its_lines() {
    assert_eq!(open("新华社北塘\n3月2日电路灯\n亮了"), 1);
    assert_eq!(open("据新华社北塘3月\n2\n日电\n路灯亮了"), 3);
    assert_eq!(open("本报北塘\n3 月\n2 日讯路灯亮了"), 2);
    assert_eq!(open("新华社北塘3月2日\n消息路灯亮了"), 1);
}

#[test]
fn writers_in_brackets_are_of_the_dateline_and_no_byline() {
    let (left, bylines) = followed("新华社北塘3月2日电\n（记者周远、\n陈禾）\n路灯亮了");
    assert_eq!((left.len(), bylines.len()), (3, 0), "{left:?} {bylines:?}");
    assert_eq!(open("新华社北塘3月2日电（记者周远、\n陈禾）路灯亮了"), 1);
    assert_eq!(open("新华社北塘3月2日电（记者周远）\n路灯亮了"), 1);
    let (left, bylines) = followed("路灯亮了。\n（记者周远、\n陈禾）\n路灯亮了");
    assert_eq!((left.len(), bylines.len()), (0, 2), "behind a text they are one: {bylines:?}");
    let long = |count| open(&format!("本报讯（{}\n路灯亮了", "灯".repeat(count)));
    assert_eq!([long(LONGEST_BRACKETED - 1), long(LONGEST_BRACKETED)], [1, 0]);
}

#[test]
fn a_dateline_is_not_the_text_of_another() {
    assert_eq!(followed("新华社北塘3月2日电\n新华社清水3月2日电路灯").0, Vec::<&str>::new());
    assert_eq!(open("新华社北塘\n3月2日电\n新华社清水3月2日电路灯"), 1);
}

#[test]
fn what_no_day_and_no_word_of_a_dateline_follow_is_none() {
    for text in [
        "新华社北塘\n记者昨天来到湖边",
        "新华社北塘\n3月里路灯亮了",
        "本报北塘3月\n路灯亮了",
        "新华社\n3月2日电路灯",
        "新华社北塘渡口边灯塔\n3月2日电路灯",
    ] {
        assert_eq!(open(text), 0, "{text}");
    }
    assert_eq!(open("新华社北塘\n\n3月2日电路灯"), 0, "a blank line parts them");
    assert_eq!(open("新华社北塘3\n月\n2\n日\n电路灯"), 4);
    assert_eq!(open("新华社北塘3\n月\n2\n日\n\n电路灯"), 0);
}

#[test]
fn the_first_characters_of_papers_are_known() {
    assert!(NEWS.iter().all(|name| FIRSTS.begins(name)));
}
