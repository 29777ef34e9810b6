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
    for text in [
        "2024 年",
        "3.5% 的磁盘",
        "/var/lib",
        "一行文字",
        "（见下文）",
        "第三次安装",
        "三条建议",
        "apt 命令",
        "—— 引自手册",
    ] {
        assert!(!is_item(text) || text.starts_with('—'), "{text}");
    }
}

#[test]
fn lines_among_requests_of_markup_stay_and_korean_ones() {
    let line = "渡船把人从湖的这一边送到那一边，一次能坐三十个人，船头有灯，船尾有救生衣，风大的时候不开";
    let lines = |text: &str| join(text, &scan(text), Column { wide: 44 * EM, inset: None }, &mut Vec::new()).len();
    assert_eq!(lines(&format!("{line}\n{line}\n{line}。\n")), 1);
    assert_eq!(lines(&format!("{line}\n.PP\n{line}\n.TP\n{line}\n.B 渡船\n{line}。\n")), 7);
    assert_eq!(lines(&format!("{line}\n%\n{line}\n")), 3, "a sign between two texts");
    let korean = line.replace("渡船", "나룻배");
    assert_eq!(lines(&format!("{line}\n{korean}\n{korean}。\n")), 3, "Korean lines end within words, and between them");
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
    // each mark that was lost in breaking it may have been half as wide
    assert_eq!([shown(text, 30), shown(text, 29)].map(|lines| lines.matches('/').count()), [3, 0]);
    assert_eq!(joined(text, 60), text.lines().collect::<Vec<_>>(), "they fill no line");
}

/// What becomes of the text in a column of so many characters: its lines, with a `/` where one went on in the next.
fn shown(text: &str, wide: i32) -> String {
    joined(text, wide).join("|")
}

#[test]
fn a_sentence_that_ends_a_line_ends_its_paragraph_unless_lines_are_long() {
    // twelve characters and a stop: full, at thirteen
    let stop = "这一句到行末刚好全部说完。\n后面另起一段。\n";
    assert_eq!(shown(stop, 13), "这一句到行末刚好全部说完。|后面另起一段。");
    // three full lines in mid-sentence, and one that ends: paragraphs are long here
    let long = "前面几行文字都排满了这一栏\n而且没有一行是在句末结束的\n所以这里的段落一定相当地长\n直到行末才把整句都说完了。\n后面的句子仍然在同一段里，\n说到这里才短。\n";
    assert_eq!(shown(long, 13).matches('/').count(), 5);
    let apart = long.replace("完了。\n", "完了。\n\n");
    assert_eq!(shown(&apart, 13).matches('/').count(), 4, "a blank line stands between them");
}

#[test]
fn a_short_line_below_a_full_stop_is_a_heading() {
    let page = |below: &str| {
        format!(
            "前面几行文字都排满了这一栏\n而且没有一行是在句末结束的\n所以这里的段落一定相当地长\n直到行末才把整句都说完了。\n{below}\n"
        )
    };
    assert!(shown(&page("安装说明"), 13).ends_with("完了。|安装说明"));
    assert!(shown(&page("安装说明见后面的第三节内容"), 13).ends_with("完了。/安装说明见后面的第三节内容"));
    assert!(shown(&page("说明见后。"), 13).ends_with("完了。/说明见后。"), "a sentence is no heading");
}

#[test]
fn the_room_that_a_line_leaves_is_greater_in_mid_sentence_than_behind_a_mark() {
    // of twenty characters, with no word behind that would fill the rest
    let room = |line: &str, next: &str| shown(&format!("{line}\n{next}\n"), 20) == format!("{line}/{next}");
    assert!(room("这一行停在半句中间离栏边还有些", "字要说完。"));
    assert!(!room("这一行停在半句中间离栏边", "还有些字要说完。"));
    assert!(room("这一行用括号结束（离栏边并不太远）", "字要说完。"));
    assert!(!room("这一行用括号结束（离栏边远）", "字要说完。"));
    assert!(room("这一行用冒号结束并且已经满栏宽度了：", "字要说完。"));
    assert!(!room("这一行用冒号结束离栏边不太远：", "字要说完。"));
}

#[test]
fn nothing_goes_on_over_a_blank_line_but_a_line_that_is_as_good_as_full() {
    let over = |line: &str, next: &str| shown(&format!("{line}\n\n{next}\n"), 20) == format!("{line}//{next}");
    assert!(over("这一行停在半句中间而且几乎排满了这", "一栏的宽度。"));
    assert!(!over("这一行停在半句中间离栏边还有", "几个字。"));
    assert!(!over("这一行用右括号结束（而且排满了一栏）", "字要说完。"));
    assert!(!over("这一行用冒号结束而且完全排满了一栏：", "字要说完。"));
    assert!(!over("这一行用句号结束而且完全排满了一栏。", "字要说完。"));
}

#[test]
fn an_item_begins_a_paragraph_unless_its_number_is_of_the_sentence() {
    let text = |next: &str| shown(&format!("这一行文字排满了整个一栏的宽度\n{next}\n"), 15);
    assert!(text("• 第一个端口已打开").contains("宽度|• "));
    assert!(text("（一）打开第一个端口").contains("宽度|（"));
    assert!(text("3.5 个百分点以上").contains("宽度/3.5"), "a figure goes on with the sentence");
    let after = |next: &str| shown(&format!("这一行文字以冒号作为结尾：：：\n{next}\n"), 15);
    assert!(after("1. 打开端口").contains("：|1."));
}

#[test]
fn pieces_of_a_line_end_at_a_blank_line_an_item_and_a_contents_entry() {
    let pieces =
        |end: &str| format!("由于排版时标点收窄，\n文字层把这一行断成了三段，\n{end}它们合起来正好是一\n行。\n");
    assert_eq!(shown(&pieces(""), 31).matches('/').count(), 3);
    for end in ["\n", "1. ", "附录............40\n"] {
        assert!(shown(&pieces(end), 31).starts_with("由于排版时标点收窄，|"), "{end:?}");
    }
}

#[test]
fn code_below_a_colon_is_no_piece_of_its_line() {
    let text = "重新启动服务用这个命令：\nsystemctl restart nginx.service now\n再看一\n眼。\n";
    assert!(shown(text, 24).starts_with("重新启动服务用这个命令：|systemctl"));
    let chinese = "重新启动服务只用这个命令：\n先停后启再查状态便好\n了。\n";
    assert!(shown(chinese, 23).starts_with("重新启动服务只用这个命令：/先停"), "{}", shown(chinese, 23));
}

#[test]
fn pieces_behind_commas_are_joined_where_the_page_breaks_lines_at_marks() {
    let text = "先断一句，\n再断一句\n";
    assert_eq!(shown(text, 20), "先断一句，|再断一句");
    let breaks = |text: &str| shown(&format!("请先安装网卡（NIC）\n。\n\n{text}"), 20);
    assert_eq!(breaks(text), "请先安装网卡（NIC）/。|先断一句，/再断一句");
    let long = "先断一句很长很长的话，\n再断一句很长很长的话也就满了\n";
    assert_eq!(breaks(long).matches('/').count(), 1, "they do not fit one line");
}

#[test]
fn a_space_stands_where_latin_words_meet_and_at_seams_that_have_it() {
    let text = |seam: &str| {
        let seams = format!("用{s}apt{s}装{s}vim{s}包。\n", s = seam);
        let mut closed = Vec::new();
        let text = format!(
            "{seams}打开终端以后请输入安装命令\ninstall 再按回车键进入下一步，\nOpen the file named\nreadme 看。\n"
        );
        join(&text, &scan(&text), Column { wide: 15 * EM, inset: None }, &mut closed);
        closed.iter().map(|gap| gap.spaced).collect::<Vec<_>>()
    };
    assert_eq!(text(" ").first(), Some(&true));
    assert_eq!(text("").first(), Some(&false));
}

#[test]
fn a_path_at_a_line_end_goes_on() {
    let text = "配置文件放在下面的目录里 /etc/nginx/\nsites-available/default 中。\n";
    assert!(shown(text, 22).contains("/etc/nginx//sites"), "{}", shown(text, 22));
}

#[test]
fn a_label_below_a_label_begins_a_line_of_its_own() {
    let text = "收件地址：城东区文化路三十八号\n联系电话：五五五零一二三四\n";
    assert_eq!(shown(text, 15), "收件地址：城东区文化路三十八号|联系电话：五五五零一二三四");
}

#[test]
fn text_that_is_set_in_is_full_at_its_own_margin() {
    let note = "注释文字缩进了许多所以它的每一行，都比正文要窄\n上好几个字而它的每一行同样都排到了自己的右边界\n才转到下面的一行去。\n";
    assert_eq!(shown(note, 34).matches('/').count(), 2, "{}", shown(note, 34));
    assert_eq!(joined_inset(note, 34, 23).matches('/').count(), 2);
    // one full line alone is told by the margin that such text has elsewhere
    let alone = "注释文字缩进了许多所以它的每一行都比正文要窄得很\n多。\n";
    assert_eq!(shown(alone, 38).matches('/').count(), 0);
    let joined = |inset| joined_inset(alone, 38, inset).matches('/').count();
    assert_eq!([joined(22), joined(23), joined(24), joined(27), joined(28)], [0, 1, 1, 1, 0]);
}

/// As `shown`, where much text is known to be set in.
fn joined_inset(text: &str, wide: i32, inset: i32) -> String {
    let mut closed = Vec::new();
    let column = Column { wide: wide * EM, inset: Some(inset * EM) };
    let lines = join(text, &scan(text), column, &mut closed);
    lines.iter().map(|line| line.span.of(text).replace('\n', "/")).collect::<Vec<_>>().join("|")
}

#[test]
fn latin_prose_is_words_with_hardly_a_sign_among_them() {
    for text in ["the lamps by the lake are lit", "go on", "The lamps, by the lake, are all lit now"] {
        assert!(is_latin_prose(text), "{text}");
    }
    for text in [
        "lamps",
        "internationalization undertaken",
        "ls -l now",
        "a = b c",
        "{ a b c d }",
        "1 2 3 4 5",
        "run | cat on it",
    ] {
        assert!(!is_latin_prose(text), "{text}");
    }
}
