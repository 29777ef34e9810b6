//! Units of lines, and the orders that links make of them.

use super::*;

/// The units of a text, each as its lines without their line ends.
fn shown(text: &str) -> Option<Vec<String>> {
    let page = Page::scan(text, None);
    let units = units(text, &page, false)?;
    Some(units.iter().map(|unit| unit.span.of(text).trim_end().replace('\n', "/")).collect())
}

#[test]
fn a_unit_is_lines_without_a_blank_line_between() {
    assert_eq!(shown("灯亮\n了，\n\n湖也\n亮了。\n").unwrap(), ["灯亮/了，", "湖也/亮了。"]);
    assert_eq!(shown("\n\n灯亮\n \n\n湖也").unwrap(), ["灯亮", "湖也"]);
    assert_eq!(shown("灯亮\r湖也\r\r走\r"), None, "lines that no line feed parts");
    assert_eq!(shown("").unwrap(), Vec::<String>::new());
}

#[test]
fn a_unit_knows_its_lines_and_edges() {
    let text = "　灯亮了，\n湖也亮\n\n走。\n";
    let page = Page::scan(text, None);
    let units = units(text, &page, false).unwrap();
    assert_eq!(
        units.iter().map(|unit| (unit.first, unit.end, unit.lines())).collect::<Vec<_>>(),
        [(0, 2, 2), (2, 3, 1)]
    );
    assert_eq!((units[0].bottom.closed, units[1].bottom.closed), (false, true));
    assert_eq!(
        (units[0].top.class, units[0].bottom.class, units[1].bottom.class),
        (Class::Han, Class::Han, Class::Stop)
    );
}

#[test]
fn a_line_that_was_broken_at_its_marks_is_one_printed_line() {
    let rows = |text: &str| {
        let page = Page::scan(text, None);
        units(text, &page, false).unwrap().iter().map(|unit| unit.row).collect::<Vec<_>>()
    };
    assert_eq!(rows("灯亮了，\n湖也亮\n\n走。\n\n灯\n亮了\n"), [Some(140), Some(40), None]);
    assert_eq!(rows("灯亮了\n“湖”也\n"), [Some(140)], "before a mark as behind it");
}

#[test]
fn a_column_is_as_wide_as_most_of_its_lines() {
    let column = |wide: &[i32]| column(wide, &mut Vec::new());
    assert_eq!([column(&[280]), column(&[240, 280]), column(&[])], [280, 280, 0]);
    assert_eq!(column(&[400, 280, 270]), 280, "a head over its body");
    assert_eq!(column(&[300, 280, 270]), 300, "no head: it is hardly wider");
    assert_eq!(column(&[240, 280, 280, 280, 280, 280, 280, 400]), 280, "heads are few");
    assert_eq!(column(&[240, 280, 290, 400]), 290);
}

/// The order in which the links give the lines of a page, a letter each; lines with a blank line between.
fn ordered(letters: &str, links: &[(usize, usize)]) -> String {
    let text = letters.chars().map(|c| format!("{c}\n\n")).collect::<String>();
    let text = &text[..text.len() - 1];
    let page = Page::scan(text, None);
    let units = units(text, &page, false).unwrap();
    let mut before = vec![None; units.len()];
    links.iter().for_each(|&(from, to)| before[to] = Some(from));
    order_of_lines(text, &units, &before).unwrap().text(text)
}

#[test]
fn each_run_of_linked_lines_stands_where_its_first_one_does() {
    assert_eq!(ordered("甲子乙丑", &[(0, 2), (1, 3)]), "甲\n乙\n\n子\n丑\n");
    assert_eq!(ordered("甲子乙丑", &[]), "甲\n\n子\n\n乙\n\n丑\n");
    assert_eq!(ordered("甲子乙丑丙", &[(0, 2), (2, 4), (1, 3)]), "甲\n乙\n丙\n\n子\n丑\n");
    assert_eq!(
        ordered("甲子乙", &[(0, 2)]),
        "甲\n乙\n\n子\n",
        "the last takes the blank line of the one that is last now"
    );
}

#[test]
fn a_last_line_without_a_line_feed_can_only_stay_the_last() {
    let text = "甲\n\n子\n\n乙";
    let page = Page::scan(text, None);
    let units = units(text, &page, false).unwrap();
    assert!(order_of_lines(text, &units, &[None, None, Some(0)]).is_none());
    assert_eq!(order_of_lines(text, &units, &[None, Some(0), None]).unwrap().text(text), "甲\n子\n\n乙");
}

/// The order of units of several lines, where parted ones are linked.
fn parts(text: &str, links: &[(usize, usize)]) -> String {
    let page = Page::scan(text, None);
    let units = units(text, &page, false).unwrap();
    let links: Vec<parted::Link> = links.iter().map(|&(from, to)| parted::Link { from, to, worth: 200 }).collect();
    order_of_parts(text, &units, &links).unwrap().text(text).replace("\n\n", "|").replace('\n', "")
}

#[test]
fn a_parted_column_goes_on_where_it_stopped() {
    let text = "甲一二\n甲三四\n\n子\n\n甲五六\n甲七。\n\n丑\n";
    assert_eq!(parts(text, &[]), "甲一二甲三四|子|甲五六甲七。|丑");
    assert_eq!(parts(text, &[(0, 2)]), "甲一二甲三四甲五六甲七。|子|丑");
    // with all of it that stands together: its next piece, if it stays open and that is as wide
    let open = "甲一二\n甲三四\n\n子\n\n甲五六\n甲七八\n\n甲九十\n\n丑丑丑丑丑丑丑\n";
    assert_eq!(parts(open, &[(0, 2)]), "甲一二甲三四甲五六甲七八|甲九十|子|丑丑丑丑丑丑丑");
    let closed = "甲一二\n甲三四\n\n子\n\n甲五六\n甲七。\n\n甲九十\n\n丑\n";
    assert_eq!(parts(closed, &[(0, 2)]), "甲一二甲三四甲五六甲七。|子|甲九十|丑");
    let narrow = "甲一二\n甲三四\n\n子\n\n甲五六\n甲七八\n\n甲\n\n丑\n";
    assert_eq!(parts(narrow, &[(0, 2)]), "甲一二甲三四甲五六甲七八|子|甲|丑");
}

#[test]
fn without_blank_lines_hardly_two_lines_in_turn_go_together() {
    let column = |text: &str| text.chars().collect::<Vec<_>>().chunks(7).map(String::from_iter).collect::<Vec<_>>();
    let first = column(&"镇里给湖边的步道换上了路灯，散步的老人都停下来看灯，过去天一黑步道就没人敢走如今吃过晚饭，一家三口能绕着湖边走上一圈，".repeat(2));
    let second = column(
        &"柳湾村的渡口停了二十年，今年春天又有了渡船，新渡船是村里凑钱造的能坐三十个人，船头装了灯，船尾有救生衣对岸的孩子上学，"
            .repeat(2),
    );
    let may = |lines: &[String]| {
        are_in_order(Page::scan(&lines.join("\n"), None).lines.iter(), TOGETHER_SHARE) == Some(false)
    };
    let in_turn: Vec<String> = first.iter().zip(&second).flat_map(|(a, b)| [a.clone(), b.clone()]).collect();
    assert!(may(&in_turn));
    let bare: Vec<String> = in_turn.iter().map(|line| line.replace('，', "")).collect();
    assert!(may(&bare[..9]) && !may(&bare[..8]), "fewer are too few to tell");
    // in order they may too, but no links say so
    let found = |lines: &[String]| {
        let text = lines.join("\n");
        let found = find(&text, &Page::scan(&text, None), None, 0);
        (found.order.map(|order| order.text(&text)), found.doubtful)
    };
    let in_order = [&first[..], &second[..]].concat();
    assert_eq!(found(&in_order), (None, None));
    assert_eq!(found(&in_turn).0, Some(in_order.join("\n")));
}

#[test]
fn units_are_in_order_where_one_in_three_goes_with_the_one_before_it() {
    // of twelve seams so many are 中国, and the others 柳灯
    let page = |together: usize| {
        let seams = (0..12).map(|n| if n < together { "中\n国" } else { "柳\n灯" });
        format!("{}{}{}", "湖边的", seams.collect::<Vec<_>>().join("湖边的"), "湖边的")
    };
    let in_order = |together| are_in_order(Page::scan(&page(together), None).lines.iter(), ORDER_SHARE);
    assert_eq!((in_order(3), in_order(4), in_order(12)), (Some(false), Some(true), Some(true)));
}

#[test]
fn only_prose_is_put_in_order() {
    let prose = |marked: usize, latin: usize, others: usize| {
        let text =
            "灯亮了，人来了\n".repeat(marked) + &"lamp and ferry\n".repeat(latin) + &"湖边的路灯\n".repeat(others);
        is_prose(&Page::scan(&text, None).lines)
    };
    assert!(prose(5, 0, 15) && !prose(4, 0, 16), "one line in four is marked");
    assert!(prose(10, 3, 8) && !prose(10, 4, 7), "one in six is Latin");
}

#[test]
fn lines_of_columns_are_full_and_most_stop_in_mid_sentence() {
    let may = |line: &dyn Fn(usize) -> String| {
        let text = (0..20).map(line).collect::<Vec<_>>().join("\n\n");
        let page = Page::scan(&text, None);
        may_be_columns(&page, &units(&text, &page, false).unwrap())
    };
    let open = "湖边的路灯亮了，老人散步";
    assert!(may(&|_| open.to_owned()));
    let closed = "湖边的路灯亮了，老人走。";
    assert!(may(&|n| if n < 6 { closed.to_owned() } else { open.to_owned() }), "three in ten end a sentence");
    assert!(!may(&|n| if n < 7 { closed.to_owned() } else { open.to_owned() }));
    assert!(!may(&|n| format!("湖边，{}", "灯".repeat(4 + 2 * n))), "no two of one width: words and what they mean");
}

#[test]
fn links_that_are_worth_little_change_nothing() {
    assert_eq!(say(PROOFS, 0, GAIN), Say::InTurn);
    assert_eq!(say(PROOFS, 9, GAIN), Say::InTurn, "the characters at all links tell, not the proofs alone");
    assert_eq!(say(PROOFS - 1, 0, 10 * GAIN), Say::Nothing);
    assert_eq!(say(PROOFS + 1, PROOFS, GAIN - 1), Say::Doubtful);
    assert_eq!(say(PROOFS, PROOFS, GAIN - 1), Say::Nothing, "as many the other way");
}

/// What is less sure than asked stays and is told of: the rows of a masthead, and the columns below it.
#[test]
fn rows_and_columns_stay_each_by_its_own_margin() {
    let short = "第6版\n\n编辑\n\n2031年4月12日\n\n梁禾\n\n星期六\n\n";
    let long = "第6版\n\n编辑\n\n2031年4月12日\n\n梁禾\n\n校对\n\n星期六\n\n林渡\n\n版式\n\n8日\n\n何苗\n\n";
    let columns = "清水河清淤工程昨天全线完\n\n城南客运枢纽昨天启用，老客\n\n工。这项工程从去年十月开始，历\n\n运站同时停运。新的客运枢纽有二\n\n\
                   时五个月，清淤河道十四公里，清\n\n十个站台，每天可以发送旅客一万\n\n出淤泥三十万立方米。清水河是城\n\n人次，是老客运站的三倍。为了方\n\n\
                   区的主要排水河道，河道多年没有\n\n便旅客换乘，客运枢纽和地铁三号\n\n清淤，淤泥最厚的地方超过两米，\n\n线的车站连在一起，旅客下了地\n\n\
                   每到汛期，沿河的几个小区就会积\n\n铁，走三分钟就可以到达站台。启\n\n水。工程完工以后，清水河的排水\n\n用的第一天，志愿者在客运枢纽的\n";
    let found = |text: &str, threshold| {
        let found = find(text, &Page::scan(text, None), None, threshold);
        let read = found.order.map(|order| order.text(text)).unwrap_or_default();
        let head = read.starts_with("第6版\n编辑\n梁禾\n");
        (head, read.contains("昨天全线完\n工。"), found.margin, found.doubtful.is_some())
    };
    let (_, _, of_columns, _) = found(columns, 0);
    for (masthead, rows_are_surer) in [(short, false), (long, true)] {
        let text = [masthead, columns].concat();
        let of_rows = Page::scan(&text, None).masthead.in_turn.unwrap().margin;
        assert_eq!(of_rows > of_columns, rows_are_surer, "{of_rows} {of_columns}");
        let (less, more) = (of_columns.min(of_rows), of_columns.max(of_rows));
        assert_eq!(found(&text, 0), (true, true, less, false));
        let (head, body, _, doubtful) = found(&text, less + 1);
        assert_eq!((head, body, doubtful), (rows_are_surer, !rows_are_surer, true));
        assert!(found(&text, more + 1).3);
    }
}

#[test]
fn nothing_is_looked_for_where_no_columns_can_be() {
    let found = |text: &str| find(text, &Page::scan(text, None), None, 0);
    let lines = |line: &str, count: usize, between: &str| format!("{line}{between}").repeat(count);
    for text in [
        lines("镇里给湖边的步道换上了路灯", 15, "\n\n"),
        lines("镇里给湖边的步道换上了路灯", 40, "\n"),
        lines("镇里给湖边的步道换上了路灯。", 40, "\n\n"),
        lines(&"镇里给湖边的步道换上了路灯，".repeat(5), 40, "\n\n"),
    ] {
        let found = found(&text);
        assert!(found.order.is_none() && found.doubtful.is_none());
    }
}
