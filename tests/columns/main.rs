//! Texts that are known, set in columns whose lines an extractor gave in another order.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod few_lines;
mod in_turn;
mod side_by_side;
mod signatures;

use pagemend::{Page, replay, undo};

const TEXTS: [&str; 3] = [
    "清水河清淤工程昨天全线完工。这项工程从去年十月开始，历时五个月，清淤河道十四公里，清出淤泥三十万立方米。清水河是城区的主要排\
     水河道，河道多年没有清淤，淤泥最厚的地方超过两米，每到汛期，沿河的几个小区就会积水。工程完工以后，清水河的排水能力提高了一倍\
     ，沿河小区的积水问题可以得到解决。区水务局负责人说，清淤工程结束以后，还要修建沿河的步道，让居民能够沿着清水河散步。",
    "城南客运枢纽昨天启用，老客运站同时停运。新的客运枢纽有二十个站台，每天可以发送旅客一万人次，是老客运站的三倍。为了方便旅客换\
     乘，客运枢纽和地铁三号线的车站连在一起，旅客下了地铁，走三分钟就可以到达站台。启用的第一天，志愿者在客运枢纽的各个入口为旅客\
     指路，旅客宋阿姨说，过去从老客运站换乘地铁要走半个小时，现在几分钟就到了。",
    "山前村的桃花节开幕以后，每天有上千名游客进山看花。山前村种桃已有三十多年，桃园面积两千多亩，过去村民靠卖桃子为生，价钱好的年\
     份，一亩桃园收入五千元，价钱不好的年份，桃子烂在地里也没有人要。办了桃花节，游客看花，吃农家饭，住农家院，桃园的收入翻了一番\
     。村民老郑家的农家院有六间客房，桃花节期间天天住满，老郑说，明年还要再添几间客房。",
];

const MORE: [&str; 3] = [
    "在修建步道以前，区水务局在清水河两岸征求了居民的意见。居民说，最希望步道能够连通几个小区，让孩子沿着步道就能走到学校。区水务局根据居民的意见修改了方案，步道从原来的两公里延长到四公里，沿河再添六座小桥，方便两岸的居民来往。修建步道的工程预计在今年十月完工。",
    "新的客运枢纽启用以后，老客运站的站房不会拆除。城南街道负责人说，老客运站建成四十年，许多旅客对老站房有感情，街道准备把站房改成社区活动中心，楼下是食堂，楼上是图书室。住在老客运站旁边的居民说，过去客车进站出站，从早到晚都很吵，客运站搬走以后，晚上终于可以开着窗户睡觉了。",
    "游客多了，山前村的路也要修。村里进山的路只有四米宽，桃花节期间，游客的车在路上一堵就是半天。今年开春，村民投工投劳，把进山的路拓宽到七米，又在桃园旁边修了三个停车场，可以停放五百辆车。村民老郑说，路修好以后，游客看花方便了，秋天卖桃子的车也能开到桃园里来。",
];

/// An article of two paragraphs in lines of so many characters.
fn article(n: usize, width: usize, most: usize) -> Vec<String> {
    let mut all = lines(TEXTS[n], width, most);
    all.extend(lines(MORE[n], width, most));
    all.truncate(most);
    all
}

/// The text in lines of so many characters, the first indented by two; no line begins with a mark. No more than `most` lines.
fn lines(text: &str, width: usize, most: usize) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let mut lines = Vec::new();
    let mut at = 0;
    while at < chars.len() && lines.len() < most {
        let room = if at == 0 { width - 2 } else { width };
        let mut end = (at + room).min(chars.len());
        while end < chars.len() && matches!(chars[end], '，' | '。' | '、') {
            end -= 1;
        }
        lines.push(chars[at..end].iter().collect());
        at = end;
    }
    lines
}

/// A text without its white space.
fn shown(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The log makes the text of its source and leads back, and the blocks stand in the order of the text and say where they stood.
fn check_log(page: &Page<'_>, raw: &str) {
    assert_eq!(replay(page.source(), 0, page.edits()).ok().as_deref(), Some(&*page.text()));
    assert_eq!(undo(&page.text(), 0, page.edits()).ok().as_deref(), Some(raw));
    let blocks: String = page.blocks().map(|block| block.text().into_owned()).collect();
    assert_eq!(shown(&blocks), shown(&page.text()), "blocks stand in the order of the text");
    for block in page.blocks() {
        let source: String = block.source().iter().map(|s| &raw[s.start as usize..s.end as usize]).collect();
        assert_eq!(shown(&source), shown(&block.text()), "and say where their lines stood");
    }
}
