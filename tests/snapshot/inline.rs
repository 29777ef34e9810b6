//! Pages for the rules that mend inside lines: what each of them mends, what it must leave, and what comes near either, drawn
//! together. Nobody has written such pages, and nobody need like what becomes of them.

use proptest::prelude::*;

use super::made::Draw;

/// Runs of prose.
const PROSE: &[&str] = &[
    "山前村种桃已有三十多年",
    "村民老郑说",
    "今年开春",
    "把进山的路拓宽到",
    "游客看花",
    "客运枢纽启用以后",
    "各地深人开展活动",
    "全面推进治 国 理 政",
    "⾏⼈止步",
    "部首⾏",
    "自己 的孩子",
    "治国 理政",
    "桃园 面积",
    "修了三个 停车 场",
    "收入翻了一番",
];

/// Numbers, dates and measures, whole and split.
const NUMBERS: &[&str] = &[
    "1月 25日",
    "2021 年4 月3日",
    "19 98年",
    "62 %",
    "3 000人",
    "1.9 万册",
    "1, 234元",
    "第1 2版",
    "295 起",
    "12:3 0",
    "２０２1年",
    "2O21年",
    "l2月5日",
    "O.5%",
    "10 17 24 31",
    "星期 五",
    "3—5 天",
    "5 ～6月",
    "20 0多人",
    "G 25次",
    "2.5 km",
    "Ａ座3 楼",
    "第 3期",
    "1 / 3",
    "０371-652088",
    "４月3日 星期五",
    "80 年代",
    "1 0 0元",
    "三 十年",
    "二〇二 一年",
    "12 .5亩",
    "7 :30",
    "+ 3℃",
    "- 5 ℃",
];

/// Marks of half width, and those that pair.
const MARKS: &[&str] = &[
    ",",
    ".",
    ":",
    ";",
    "!",
    "?",
    "(试行)",
    "（试 行)",
    "(一)",
    "1)",
    "<桃花节>",
    "《<桃花>节》",
    "\"看花\"",
    "\"看花",
    "看花\"",
    "'桃'",
    "“看花 吃饭”",
    "“不忘初心 牢记使命”",
    "‘桃 园’",
    "[注]",
    "...",
    "……",
    "--",
    "——",
    " ，",
    "。 ",
    "、 ",
    " ：",
    "； ",
    "( )",
    "（ ）",
    "·",
    " · ",
    "~",
    "～",
    "%",
    "，,",
    "。.",
    "!!",
    "？!",
    "《 桃园 》",
    "( 记者 周远 )",
    ", ",
    ": ",
    " (",
    ") ",
];

/// Latin words, whole and cut.
const LATIN: &[&str] = &[
    "news-\npaper",
    "well-\nknown",
    "twenty-\nfive",
    "anti-\nwar",
    "A-\n1",
    "re\u{ad}\npair",
    "API",
    " Wi-Fi ",
    "NBA 总决赛",
    "www.example.com",
    "a@b.cn",
    "5G",
    " 5G ",
    "e.g. ",
    "iPhone 12",
    "C++",
    "TCP/IP",
    "1-\n2",
    "X‑\nray",
    "O",
    "l",
    "COVID-\n19",
    "pre-\nand post-war",
];

/// Lines that are no prose.
const LINES: &[&str] = &[
    "通讯员 林小满 周远",
    "记者 陈禾 文/图",
    "（记者 周远 通讯员 高峻）",
    "■本报记者 何穗",
    "责任编辑：周远 校对：高峻",
    "第一条 为了桃园，制定本法。",
    "第二章 总则",
    "一、 总则",
    "（一） 范围",
    "1. 端口",
    "桃园\t12\t3.5",
    "| 甲 | 乙 |",
    "galley start --all",
    "if (x > 0) { y(); }",
    "床前明月光， 疑是地上霜。",
    "本报讯 近日，山前村开园。",
    "据新华社电 南方多雨。",
    "山前村4月3日电 记者周远报道，桃花开了。",
    "滤网 拦住杂质的网。",
    "米饭 2元",
    "面条 3元",
    "目录 ........ 12",
    "key: value",
    "\"甲\",\"乙\",3",
    "山 前 村 桃 花 节",
    "山前村 桃花节",
    "Tel: 0371-652088",
    "2021年4月3日 星期五",
    "3版 要闻",
    "电话电话 5588",
    "来 源：桃园",
    "--- a/桃园",
    "时间：4月3日 地点：桃园",
    "春眠不觉晓",
    "处处闻啼鸟",
    "夜来风雨声",
    "花落知多少",
    "答：（ ）",
    "A. 桃 B. 梨",
    "的 的 的",
    "林 舟",
    "陈禾 摄",
    "□□ 主编 林舟",
    "\u{3000}\u{3000}桃园开了。",
];

/// What may stand between two pieces, and is nothing more often than not.
const BETWEEN: &[&str] = &["", "", "", "", " ", "  ", "\u{3000}", "\u{a0}", "\u{200b}", "\t", "，", "。", "\n", "\n\n"];

/// Forms that may be mistaken, radicals, and words cut at a hyphen: of each table a row, between characters or not.
fn of_a_table(draw: &mut Draw) -> String {
    let table = draw.one(prop::sample::select(
        &[
            include_str!("../../data/confusions.tsv"),
            include_str!("../../data/radicals.tsv"),
            include_str!("../../data/hyphens.tsv"),
        ][..],
    ));
    let rows: Vec<&str> = table.lines().skip(1).collect();
    let row: Vec<&str> = draw.one(prop::sample::select(rows)).split('\t').collect();
    let beside = |draw: &mut Draw, not: &str| {
        let chars: Vec<char> = not.chars().chain(['桃', '园', '。', '\n', ' ', '3']).collect();
        draw.one(prop::sample::select(chars))
    };
    match row[..] {
        [bad, _, before, after, _, _] => format!("{}{bad}{}", beside(draw, before), beside(draw, after)),
        [first, second, "keep" | "drop", _] => format!(" {first}-\n{second} "),
        [_, radical, _, _] => format!("{}{radical}{}", beside(draw, ""), beside(draw, "")),
        _ => row.concat(),
    }
}

/// A page of some lines, cut into columns or not.
pub fn page(draw: &mut Draw) -> String {
    let width = if draw.one(any::<bool>()) { draw.one(12usize..30) } else { usize::MAX };
    let mut out = String::new();
    for _ in 0..draw.one(4usize..24) {
        if draw.one(0..4) == 0 {
            out.push_str(draw.one(prop::sample::select(LINES)));
            out.push('\n');
            continue;
        }
        let mut para = String::new();
        for _ in 0..draw.one(2usize..14) {
            let piece = match draw.one(0..10) {
                0..4 => draw.one(prop::sample::select(PROSE)).to_owned(),
                4..6 => draw.one(prop::sample::select(NUMBERS)).to_owned(),
                6..8 => draw.one(prop::sample::select(MARKS)).to_owned(),
                8 => draw.one(prop::sample::select(LATIN)).to_owned(),
                _ => of_a_table(draw),
            };
            para.push_str(&piece);
            para.push_str(draw.one(prop::sample::select(BETWEEN)));
        }
        let mut cells = 0;
        for c in para.chars() {
            cells = if c == '\n' { 0 } else { cells + 1 };
            out.push(c);
            if cells == width {
                out.push('\n');
                cells = 0;
            }
        }
        out.push_str(if draw.one(any::<bool>()) { "。\n" } else { "\n\n" });
    }
    out
}
