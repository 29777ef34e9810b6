//! Columns with pieces of other articles between, above and below, and what is none.

use std::collections::HashSet;

use proptest::prelude::*;

use super::super::order_of_parts;
use super::super::units::units;
use super::*;

// Three articles, each cut amid a word; the first lines of what follows begin with its second half.
const LAKE: [&str; 3] = [
    "镇里给湖边的步道换上了路灯，\n散步的老人停下来看灯。住在湖\n边的人说，镇里的图书馆和小学",
    "校门口也换上了路灯，孩子们晚\n上能去看书，路上也不怕黑。路\n灯不用电费，镇里省下的钱，经",
    "济上宽裕了，拿来修湖边的长椅。",
];
const FERRY: [&str; 2] = [
    "柳湾村的渡口停了二十年，今年\n春天又有了渡船。新渡船能坐三\n十个人，船头装了灯。对岸的孩",
    "子上学，过去要绕十二里山路，\n现在坐渡船过河，一刻钟就到。",
];
const BOOKS: &str = "市图书馆的旧书修复室对外开放，\n市民可以隔着玻璃看修书，一本\n县志补完要两年，急不得。";

/// What goes on with `，`, and might go on with almost anything.
const BENCH: &str = "湖边的长椅坏了两年，没有人修，\n长椅是镇上的木匠用杉木做的，\n坐上去也不凉，老乔木匠说过，";

/// What of these units goes on from which.
fn links(all: &[&str]) -> Vec<(usize, usize)> {
    let text = all.join("\n\n");
    let page = Page::scan(&text, None);
    let units = units(&text, &page, &[]).unwrap();
    assert_eq!(units.len(), all.len(), "each is a unit");
    let mut links: Vec<_> = find(&text, &page, &units, 0).iter().map(|link| (link.from, link.to)).collect();
    links.sort_unstable();
    links
}

#[test]
fn a_column_goes_on_below_another_article() {
    let [above, below, _] = LAKE;
    let books = format!("本报讯 {BOOKS}\n（记者 林舟）");
    assert_eq!(links(&[above, &books, below]), [(0, 2)]);
    assert_eq!(links(&[above, "柳湾渡口有新船", &books, "渡口又热闹", below]), [(0, 4)]);
    assert_eq!(links(&[above, below, &books]), [], "it goes on with the next");
}

#[test]
fn a_column_goes_on_above_where_the_next_one_begins_higher() {
    let [left, right] = FERRY;
    assert_eq!(links(&[right, left, "湖边步道点亮路灯"]), [(1, 0)]);
    assert_eq!(links(&[BOOKS, right, BOOKS, left]), [(3, 1)]);
}

#[test]
fn two_articles_that_stand_in_turn_are_told_apart() {
    let ([a, b, c], [x, y]) = (LAKE, FERRY);
    assert_eq!(links(&[a, x, b, y, c]), [(0, 2), (1, 3), (2, 4)]);
}

/// What stands at the next unit says nothing, and what stands at the one behind says little: as long as the next one is free, it is that.
#[test]
fn a_unit_whose_next_one_is_taken_looks_for_another() {
    let [above, below] = FERRY;
    let wood = "杉木不好找，长椅要做两个月。";
    assert_eq!(links(&[BOOKS, BENCH, below, wood]), []);
    assert_eq!(links(&[above, BENCH, below, wood]), [(0, 2), (1, 3)]);
}

/// What stands behind an open end is hardly taken up from elsewhere, until that end has gone on.
#[test]
fn what_is_behind_an_end_that_went_on_is_free() {
    let [above, below] = FERRY;
    let wood = "杉木不好找，要到秋天才能做。";
    assert_eq!(links(&[BENCH, "柳湾渡口有新船", above, wood, below]), [(0, 3), (2, 4)]);
    assert_eq!(links(&[BENCH, "柳湾渡口有新船", above, wood, BOOKS]), []);
}

#[test]
fn two_that_would_go_on_from_each_other_do_not_both() {
    let (one, other) = (
        "济上宽裕了，拿来修湖边的长椅，\n路灯不用电费，镇里省下的钱，\n给了住在湖边的老人，对岸的孩",
        "子上学，过去要绕十二里山路，\n现在坐渡船过河，一刻钟就到，\n渡船是村里凑钱造的，村里的经",
    );
    let found = links(&[one, "柳湾渡口有新船", other, "湖边点亮路灯"]);
    assert_eq!(found, [(0, 2)], "below it is likelier than above");
}

#[test]
fn what_begins_as_no_text_goes_on_costs() {
    let column = "柳湾村的渡口停了二十年，今年\n春天又有了渡船。新渡船能坐三\n十个人，船头装了灯。";
    let text = [
        column,
        "本报讯 柳湾村的渡口停了二十\n年，今年春天又有了渡船。",
        "（记者 林舟 陈禾）",
        "　　柳湾村的渡口停了二十，\n今年春天又有了渡船。",
        "柳湾村的渡口停了，今年\n春天又有了渡船。",
        "走了。",
        "柳湾村的渡口停了二十年，今年春天\n又有了渡船。",
        "柳湾村的渡口停了二十年又有了",
        "柳湾村的渡口停了二十年又有了\n渡船停了二十年又有了新的渡船",
        "柳湾村的渡口停了二十年又有了\n本报讯 柳湾村的渡口停了二十\n年，今年春天又有了渡船。",
    ]
    .join("\n\n");
    let page = Page::scan(&text, None);
    let units = units(&text, &page, &[]).unwrap();
    let ends = Ends::new(&text, &page, &units, 0);
    let costs: Vec<i32> = units.iter().map(|unit| ends.shape(unit, 280)).collect();
    assert_eq!(costs[..5], [0, OPENER, OPENER + NARROW + BARE, INDENTED + NARROW, NARROW]);
    assert_eq!(costs[5..], [LAST, WIDE, BARE, LINES, OVER_DATELINE]);
    assert!(costs[1..].iter().all(|cost| *cost > 0));
}

#[test]
fn a_next_unit_of_another_width_says_little_and_a_name_ends_a_text() {
    let lake: Vec<char> = LAKE.concat().repeat(2).chars().filter(|c| *c != '\n').collect();
    let wide = lake.chunks(20).map(String::from_iter).collect::<Vec<_>>().join("\n");
    let signed = FERRY[0].replace("岸的孩", "岸 林舟");
    let text = [FERRY[0], &wide, FERRY[0], FERRY[1], &signed].join("\n\n");
    let page = Page::scan(&text, None);
    let units = units(&text, &page, &[]).unwrap();
    let ends = Ends::new(&text, &page, &units, 0);
    assert_eq!([0, 2].map(|n| ends.next_shape(n)), [NEXT + WIDE + NEXT_OF_OTHER_WIDTH, NEXT]);
    assert_eq!([0, 4].map(|n| ends.none(&units[n])), [NONE_OPEN, NONE_OPEN + NONE_NAME]);
    const { assert!(NEXT_OF_OTHER_WIDTH > 0 && NONE_NAME < 0 && NONE_OPEN > 0) };
}

#[test]
fn heads_openers_and_bylines_go_on_from_nothing() {
    let above = LAKE[0];
    let opener = format!("本报讯 {}", FERRY[0]);
    let over_opener = format!("柳湾渡口停了二十年又有船\n{opener}");
    for other in [&opener[..], &over_opener, "柳湾渡口停了二十年又有船", "（记者 林舟 陈禾）"] {
        assert_eq!(links(&[above, "湖边步道点亮路灯", other]), [], "{other}");
    }
}

#[test]
fn heads_names_and_items_of_a_masthead_are_no_open_ends() {
    let below = LAKE[1];
    for open in [
        "湖边步道换上路灯散步的人多了\n渡口有了新船孩子们都能上小学",
        "通讯员 林舟 陈禾",
        "第三版 要闻\n责任编辑 林舟 美术编辑 陈禾",
    ] {
        assert_eq!(links(&[open, "柳湾渡口有新船", below]), [], "{open}");
    }
}

#[test]
fn a_link_is_worth_more_than_the_threshold() {
    let [above, below, _] = LAKE;
    let text = [above, "柳湾渡口有新船", below].join("\n\n");
    let page = Page::scan(&text, None);
    let units = units(&text, &page, &[]).unwrap();
    let worth = find(&text, &page, &units, 0)[0].worth;
    assert!(worth >= LEAST);
    assert_eq!(find(&text, &page, &units, worth).len(), 1);
    assert_eq!(find(&text, &page, &units, worth + 1).len(), 0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Whatever the pieces: none is in two links on one side, none is read behind itself, and what is only bounded by shapes is never
    /// cheaper than its bound. All is read once.
    #[test]
    fn links_never_meet_and_lose_nothing(picked in prop::collection::vec((0usize..6, 0usize..3, 1usize..4), 1..24)) {
        let texts = [&LAKE[..], &FERRY, &[BOOKS]].concat();
        let piece = |&(text, from, count): &(usize, usize, usize)| {
            let lines: Vec<&str> = texts[text].lines().collect();
            let from = from.min(lines.len() - 1);
            lines[from..(from + count).min(lines.len())].join("\n")
        };
        let text = picked.iter().map(piece).collect::<Vec<_>>().join("\n\n") + "\n";
        let page = Page::scan(&text, None);
        let units = units(&text, &page, &[]).unwrap();
        let ends = Ends::new(&text, &page, &units, 0);
        for from in 0..units.len() {
            let column = ends.column_at_end(&units[from]);
            prop_assert!(ends.rest(from) <= ends.rest_at_most(from));
            for to in (0..units.len()).filter(|to| *to != from && *to != from + 1) {
                let (least, own) = (ends.other_at_least(from, to, column, NEVER), ends.other(from, to, NEVER));
                prop_assert!(own >= least, "{} to {}", from, to);
                for most in [least - 1, least, own - 1, own] {
                    prop_assert_eq!(ends.other_at_least(from, to, column, most) <= most, least <= most);
                    prop_assert_eq!(ends.other(from, to, most) <= most, own <= most);
                }
            }
        }
        let links = find(&text, &page, &units, 0);
        // each is worth what it says once those before it are kept, and the likeliest of all then
        let mut ends = Ends::new(&text, &page, &units, LEAST);
        for link in &links {
            let offers = (0..units.len()).flat_map(|from| {
                let mut to = Vec::new();
                ends.each_other(from, |other| to.push(other));
                to.into_iter().filter_map(|to| ends.offer(from, to)).collect::<Vec<_>>()
            });
            let best = offers.max().map(|best| (best.worth, best.ends.0));
            prop_assert_eq!(best, Some((link.worth, (link.from, link.to))));
            ends.keep(link.from, link.to);
        }
        let (from, to): (HashSet<_>, HashSet<_>) = links.iter().map(|link| (link.from, link.to)).unzip();
        prop_assert!(from.len() == links.len() && to.len() == links.len());
        let read = order_of_parts(&text, &units, &links).unwrap().text(&text);
        let sorted = |text: &str| {
            let mut lines: Vec<String> = text.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect();
            lines.sort_unstable();
            lines
        };
        prop_assert_eq!(sorted(&read), sorted(&text));
    }
}
