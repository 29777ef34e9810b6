//! What says that lines stand in turn, and the orders that links make of them.

use super::*;

/// The order in which the links give the lines of a page, a letter each; lines with a blank line between.
fn ordered(letters: &str, links: &[(usize, usize)]) -> String {
    let text = letters.chars().map(|c| format!("{c}\n\n")).collect::<String>();
    let text = &text[..text.len() - 1];
    let page = Page::scan(text, None);
    let units = units(text, &page, &[]).unwrap();
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
    let units = units(text, &page, &[]).unwrap();
    assert!(order_of_lines(text, &units, &[None, None, Some(0)]).is_none());
    assert_eq!(order_of_lines(text, &units, &[None, Some(0), None]).unwrap().text(text), "甲\n子\n\n乙");
}

/// The order of units of several lines, where parted ones are linked.
fn parts(text: &str, links: &[(usize, usize)]) -> String {
    let page = Page::scan(text, None);
    let units = units(text, &page, &[]).unwrap();
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

const LAKE: &str = "镇里给湖边的步道换上了路灯，散步的老人都停下来看灯，过去天一黑步道就没人敢走如今吃过晚饭，一家三口能绕着湖边走上一圈，\
                    路灯不用电费，镇里一年省下的钱用来修湖边的长椅，长椅是镇上的木匠做的，坐上去不凉，孩子们把湖边的步道叫作灯河。";
const FERRY: &str = "柳湾村的渡口停了二十年，今年春天又有了渡船，新渡船是村里凑钱造的能坐三十个人，船头装了灯，船尾有救生衣对岸的孩子上学，\
                     过去要绕十二里山路，天不亮就得出门，现在坐渡船过河，一刻钟就到校门口，渡口重开的第一个月，渡船来回走了六百多趟。";

/// A column of so many characters a line.
fn column(text: &str, chars: usize) -> Vec<String> {
    text.chars().filter(|c| *c != ' ').collect::<Vec<_>>().chunks(chars).map(String::from_iter).collect()
}

fn in_turn(columns: [&[String]; 2]) -> Vec<String> {
    columns[0].iter().zip(columns[1]).flat_map(|(a, b)| [a.clone(), b.clone()]).collect()
}

/// The order that is found for a text, and what is left in doubt.
fn found(text: &str) -> (Option<String>, Option<Span>) {
    let found = find(text, &Page::scan(text, None), None, 0);
    (found.order.map(|order| order.text(text)), found.doubtful)
}

#[test]
fn lines_in_turn_are_put_in_order_with_blank_lines_and_without() {
    let (first, second) = (column(LAKE, 9), column(FERRY, 9));
    let order = [&first[..], &second[..]].concat();
    let turn = in_turn([&first, &second]);
    assert_eq!(found(&order.join("\n")), (None, None));
    assert_eq!(found(&turn.join("\n")).0, Some(order.join("\n")));
    // the last line of the source keeps the blank line behind it
    assert_eq!(found(&turn.join("\n\n")).0, Some(format!("{}\n\n{}", first.join("\n"), second.join("\n"))));
}

/// An extractor took all columns apart but these.
#[test]
fn a_stretch_in_turn_amid_a_page_in_order_is_put_in_order() {
    let (first, second) = (column(LAKE, 9), column(FERRY, 9));
    let turn = in_turn([&first, &second]);
    let above = column(&"河堤上的柳树去年栽下今年春天都发了新芽，".repeat(24), 13);
    let above = format!("{}\n通讯员 江北", above.join("\n"));
    for between in ["\n", "\n\n"] {
        let text = format!("{above}\n\n{}\n", turn.join(between));
        let read = format!("{above}\n\n{}{between}{}\n", first.join("\n"), second.join("\n"));
        assert_eq!(found(&text), (Some(read), None), "{between:?}");
    }
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
        may_be_columns(&page, &units(&text, &page, &[]).unwrap())
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
    assert_eq!(say(PROOFS - 1, 0, SURE - 1), Say::Nothing);
    assert_eq!(say(0, 0, SURE), Say::InTurn, "so much proves itself");
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

#[test]
fn parted_columns_are_put_in_order_in_prose_of_columns_alone() {
    let lines = column(LAKE, 14);
    let (above, below) = lines.split_at(4);
    let ferry = format!("本报讯 {}\n（记者 林舟）", column(FERRY, 20).join("\n"));
    let page = |rest: &str| format!("{}\n\n{ferry}\n\n{}\n{rest}", above.join("\n"), below.join("\n"));
    let (order, _) = found(&page(""));
    assert!(order.unwrap().starts_with(&lines.join("\n")));
    let rows = "\n柳湾渡口\n湖边步道".repeat(20);
    assert_eq!(found(&page(&rows)), (None, None), "most lines have no mark");
    let uneven: String = (0..40).map(|n| format!("\n灯，{}。", "亮了".repeat(n * 5 % 11 + 1))).collect();
    assert_eq!(found(&page(&uneven)), (None, None), "few lines are as wide as a column");
}
