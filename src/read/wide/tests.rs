//! Lines of one wide column, on small pages.

use super::*;
use crate::read::lines::scan;

#[test]
fn items_and_numbered_headings_are_known_by_their_start() {
    for item in [
        "• 端口",
        "1. 安装",
        "3.2.1 网络",
        "a) 重新启动",
        "（一）总则",
        "(2) 其余",
        "第三章 总则",
        "一、目的",
        "- 一行",
    ] {
        assert!(is_item(item), "{item}");
    }
    for text in
        ["2024 年", "3.5% 的磁盘", "/var/lib", "一行文字", "（见下文）", "第三次安装", "apt 命令", "—— 引自手册"]
    {
        assert!(!is_item(text) || text.starts_with('—'), "{text}");
    }
}

#[test]
fn dots_lead_to_a_page_number() {
    assert!(leads("3.1 安装 . . . . . . 12"));
    assert!(leads("附录............40"));
    assert!(!leads("版本 1.2.3.4"));
    assert!(!leads("他说……"));
}

fn joined(text: &str, wide: i32) -> Vec<String> {
    let mut closed = Vec::new();
    let lines = join(text, &scan(text), Column { wide: wide * EM, inset: None }, &mut closed);
    lines.iter().map(|line| line.span.of(text).replace('\n', "/")).collect()
}

#[test]
fn a_line_is_full_where_the_next_word_had_no_room() {
    let text = "前面这一行文字刚好排满整个栏宽所以\n后面的字只能另起一行。\n";
    assert_eq!(joined(text, 17), ["前面这一行文字刚好排满整个栏宽所以/后面的字只能另起一行。"]);
    assert_eq!(joined(text, 30), text.lines().collect::<Vec<_>>(), "there was room for it");
}

#[test]
fn marks_that_may_not_begin_a_line_never_do() {
    assert_eq!(joined("请先安装网卡（NIC）\n。\n再启动。\n", 40), ["请先安装网卡（NIC）/。", "再启动。"]);
}

#[test]
fn pieces_that_fill_a_line_are_one() {
    let text = "由于排版时标点收窄，\n文字层把这一行断成了三段，\n它们合起来正好是一\n行。\n";
    assert_eq!(joined(text, 31), ["由于排版时标点收窄，/文字层把这一行断成了三段，/它们合起来正好是一/行。"]);
    assert_eq!(joined(text, 60), text.lines().collect::<Vec<_>>(), "they fill no line");
}
