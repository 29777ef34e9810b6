//! The pages that are made: the same each time. Some dozens of each damage, and of what the properties have none of: columns in
//! turn, wide text, lines that an OCR engine joined, lines that an extractor broke at their marks, doubled mastheads.

use pagemend::Mender;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use super::printed::{Damage, Printed, damage, laid_out, layout, printed, side_by_side, soup};

/// Draws the same values each time.
pub struct Draw(TestRunner);

impl Draw {
    pub fn one<S: Strategy>(&mut self, strategy: S) -> S::Value {
        strategy.new_tree(&mut self.0).unwrap().current()
    }
}

/// A page's name, its text, and who mends it.
type Made = (String, String, Mender);

/// Every page.
pub fn all() -> Vec<Made> {
    let mut draw = Draw(TestRunner::deterministic());
    let mut out: Vec<Made> = Vec::new();
    let mut add = |name: &str, count: usize, page: &mut dyn FnMut(&mut Draw) -> String| {
        for n in 1..=count {
            out.push((format!("{name}-{n:02}"), page(&mut draw), Mender::new()));
        }
    };
    add("damaged", 60, &mut |draw| draw.one(printed()).damaged(&draw.one(damage())));
    add("beside", 50, &mut |draw| draw.one(side_by_side()));
    add("clean", 9, &mut |draw| draw.one(printed()).clean(draw.one(layout())));
    add("soup", 40, &mut |draw| draw.one(soup()));
    add("in-turn", 24, &mut in_turn);
    add("parted", 30, &mut parted);
    add("titles", 30, &mut titles);
    add("wide", 16, &mut wide);
    add("manual", 40, &mut manual);
    add("joined", 20, &mut joined);
    add("at-marks", 14, &mut at_marks);
    add("doubled", 24, &mut doubled);
    add("inline", 160, &mut super::inline::page);
    // pages that the limit cuts, and what one page of a stream tells the next
    for n in 1..=6 {
        let text = draw.one(printed()).damaged(&draw.one(damage())) + &wide(&mut draw);
        let limit = draw.one(700usize..5000);
        out.push((format!("limited-{n:02}"), text, Mender::new().page_limit(limit)));
    }
    for n in 1..=4 {
        let text = wide(&mut draw) + "\x0c" + &wide(&mut draw) + "\x0c" + &in_turn(&mut draw);
        out.push((format!("stream-{n:02}"), text, Mender::new()));
    }
    for n in 1..=30 {
        out.push((format!("laid-out-{n:02}"), draw.one(laid_out()), Mender::new()));
    }
    out
}

/// A page's paragraphs as lines of columns: no marks at a line's begin.
fn columns(page: &Printed, width: usize) -> Vec<Vec<String>> {
    let damage = Damage { width, blank_between: false, trailing: true, ..Damage::TEXT_LAYER };
    let lines = |page: Printed| page.damaged(&damage).lines().map(str::to_owned).collect::<Vec<_>>();
    let bodies = page.articles.iter().map(|article| {
        let mut article = article.clone();
        (article.kicker, article.byline, article.odd) = (None, None, None);
        article.headline.clear();
        lines(Printed { articles: vec![article] }).into_iter().filter(|line| !line.is_empty()).collect()
    });
    bodies.collect()
}

/// The lines of two columns or three in turn, a blank line behind each.
fn in_turn(draw: &mut Draw) -> String {
    let (width, many) = (draw.one(11usize..19), draw.one(2usize..4));
    let columns: Vec<Vec<String>> = (0..many).map(|_| columns(&draw.one(printed()), width).concat()).collect();
    let heights = columns.iter().map(Vec::len);
    // as high as the shortest, or each as high as it is
    let rows = if draw.one(any::<bool>()) { heights.min() } else { heights.max() }.unwrap_or(0);
    let dealt: Vec<&str> = (0..rows)
        .flat_map(|row| columns.iter().filter_map(move |column| column.get(row)))
        .map(String::as_str)
        .collect();
    dealt.join("\n\n") + "\n"
}

/// Pages of a manual in one wide column.
fn wide(draw: &mut Draw) -> String {
    let width = draw.one(30usize..46);
    let apart = draw.one(any::<bool>());
    let mut out = String::new();
    for (n, body) in columns(&draw.one(printed()), width).iter().enumerate() {
        let latin = draw.one(prop::sample::select(&["layout", "export 2.1", "/var/lib/fonts", "API"][..]));
        out.push_str(&format!("3.{} 安装\n", n + 1));
        for (row, line) in body.iter().enumerate() {
            let line = if row % 7 == 2 { line.replacen('，', &format!(" {latin} "), 1) } else { line.clone() };
            out.push_str(&line);
            out.push('\n');
            if apart && line.ends_with('。') {
                out.push('\n');
            }
        }
        let item = draw
            .one(prop::sample::select(&["• 端口。", "galley start --all", "1. 选择栏宽。", "参数 ........ 12"][..]));
        out.push_str(&format!("{item}\n排版手册 {}\n", n + 12));
    }
    out
}

/// Columns of blocks of lines in turn: where a column ends in mid-sentence the next one's text stands, and then it goes on.
fn parted(draw: &mut Draw) -> String {
    let widths = [draw.one(11usize..19), draw.one(11usize..19)];
    let pages = [draw.one(printed()), draw.one(printed())];
    let columns: Vec<Vec<String>> =
        pages.iter().zip(widths).map(|(page, width)| columns(page, width).concat()).collect();
    let mut at = [0, 0];
    let mut out = String::new();
    for turn in 0..draw.one(3usize..9) {
        let (column, at) = (&columns[turn % 2], &mut at[turn % 2]);
        let rows = draw.one(2usize..12);
        let from = (*at).min(column.len());
        *at = (from + rows).min(column.len());
        out.push_str(&column[from..*at].join("\n"));
        out.push_str("\n\n");
        match draw.one(0..8) {
            0 => out.push_str("通讯员 林小满\n\n"),
            1 => out.push_str(&format!("{}\n\n", draw.one(headline()))),
            _ => {}
        }
    }
    out
}

/// A headline's line of words, some of them apart.
fn headline() -> impl Strategy<Value = String> {
    let words = ["桃花", "节", "开幕", "清淤", "工程", "客运", "枢纽", "启用", "图书", "居民", "学校", "安全", "活动"];
    let word = prop::collection::vec(prop::sample::select(words.to_vec()), 1..5).prop_map(|words| words.concat());
    prop::collection::vec(word, 1..4).prop_map(|words| words.join(" "))
}

/// Runs of titles before and behind bodies: heads of one article and of two, kickers, lists of heads, rows of a table, verse.
fn titles(draw: &mut Draw) -> String {
    let damage = Damage { trailing: true, ..draw.one(damage()) };
    let page = draw.one(printed());
    let mut out = String::new();
    for article in &page.articles {
        let mut one = article.clone();
        (one.kicker, one.odd) = (None, None);
        one.headline.clear();
        let body = Printed { articles: vec![one] }.damaged(&Damage { doubled: false, ..damage.clone() });
        let heads = |draw: &mut Draw, out: &mut String| {
            for _ in 0..draw.one(0usize..5) {
                let own: String = article.paras.concat().chars().filter(|c| ('一'..='龥').contains(c)).collect();
                let from = draw.one(0usize..6);
                let own: String = own.chars().skip(from).take(draw.one(4usize..14)).collect();
                let other = draw.one(headline());
                out.push_str(&match draw.one(0..6) {
                    0 => format!("{own} {other}\n"),
                    1 => format!("{other} {own}\n"),
                    2 => format!("{other}\n"),
                    3 => "城东区文化馆\n".to_owned(),
                    _ => format!("{own}\n"),
                });
                if draw.one(any::<bool>()) {
                    out.push('\n');
                }
            }
        };
        heads(draw, &mut out);
        out.push_str(&body);
        heads(draw, &mut out);
    }
    out
}

/// Lines of a manual of every kind, filled to the column or not.
fn manual(draw: &mut Draw) -> String {
    let pieces = [
        "排版服务",
        "由三个部分组成",
        "，",
        "，",
        "：",
        "；",
        "。",
        "。\n",
        "接收稿件的 inbox 进程",
        "（见 3.2 节）",
        "“字库”",
        "/var/lib/fonts",
        "安装之前请确认",
        "https://example.org/a/b",
        "磁盘上至少留有 4 GB",
        "、",
        "layout",
        "export 2.1",
        "整个过程",
        "通常需要两到三分钟",
        "！",
        "配置文件是一份纯文本",
        "每行一个选项",
        "API",
        "的",
        "--with-fonts",
        "3.5",
        "12%",
        "）",
        "”，",
        "请检查目录的属主",
    ];
    let others = [
        "\n",
        "\n\n",
        "3.1 安装\n",
        "第二章 配置\n",
        "• 端口：监听的端口，默认是 8021。\n",
        "1. 选择栏宽\n",
        "（一） 目录\n",
        "galley start --all\n",
        "$ galley install\n",
        "参数 ........ 12\n",
        "port\t8021\t端口\n",
        "| 甲 | 乙 |\n",
        "排版手册 12\n",
        "注意：不要关闭终端。\n",
        "- 空行\n",
        "图 3-1 版面\n",
        "fn main() {}\n",
        "> 引文一行\n",
        "    缩进的一行\n",
        "\u{3000}\u{3000}",
    ];
    let cells = draw.one(48usize..100);
    let mut out = String::new();
    for _ in 0..draw.one(8usize..30) {
        if draw.one(0..3) == 0 {
            out.push_str(draw.one(prop::sample::select(others.to_vec())));
            continue;
        }
        let text: String = draw.one(prop::collection::vec(prop::sample::select(pieces.to_vec()), 8..50)).concat();
        let mut at = 0;
        for c in text.chars() {
            let wide = if c.is_ascii() { 1 } else { 2 };
            if c == '\n' {
                at = 0;
            } else if at + wide > cells && !matches!(c, '，' | '。' | '；' | '：' | '、' | '）' | '”') {
                out.push('\n');
                at = wide;
            } else {
                at += wide;
            }
            out.push(c);
        }
        out.push_str(if draw.one(any::<bool>()) { "。\n" } else { "\n" });
    }
    out
}

/// Lines of a column that an OCR engine joined by spaces, a paragraph a line.
fn joined(draw: &mut Draw) -> String {
    let damage = Damage { blank_between: true, crlf: false, column_jumps: 0, ..draw.one(damage()) };
    let every = draw.one(2usize..30);
    let text = draw.one(printed()).damaged(&damage);
    let mut out = String::new();
    let lines: Vec<&str> = text.lines().collect();
    for (n, line) in lines.iter().enumerate() {
        out.push_str(line);
        let goes_on = !line.is_empty() && lines.get(n + 1).is_some_and(|next| !next.is_empty());
        out.push(if goes_on && n % every != 0 { ' ' } else { '\n' });
    }
    out
}

/// Lines that an extractor broke behind each mark.
fn at_marks(draw: &mut Draw) -> String {
    let (width, half) = (draw.one(13usize..22), draw.one(any::<bool>()));
    let mut out = String::new();
    for body in columns(&draw.one(printed()), width) {
        for line in body {
            let line = if half { line.replace('。', "。\n") } else { line };
            out.push_str(line.replace('，', "，\n").trim_end_matches('\n'));
            out.push('\n');
        }
        out.push('\n');
    }
    out
}

/// Glyphs that were printed twice or more: mastheads, heads, whole lines of text.
fn doubled(draw: &mut Draw) -> String {
    let times = draw.one(2usize..5);
    let in_words = draw.one(any::<bool>());
    let every = draw.one(2usize..8);
    let damage = Damage { doubled: draw.one(any::<bool>()), ..draw.one(damage()) };
    let text = draw.one(printed()).damaged(&damage);
    let again = |piece: &str| -> String {
        if in_words { piece.repeat(times) } else { piece.chars().map(|c| c.to_string().repeat(times)).collect() }
    };
    let lines = text.lines().enumerate().map(|(n, line)| {
        let words = line.split(' ').map(|word| if n % every == 0 { again(word) } else { word.to_owned() });
        words.collect::<Vec<_>>().join(" ") + "\n"
    });
    let masthead = format!("{}版 {}\n{} {}\n\n", again("3"), again("要闻"), again("2026年4月3日"), again("星期五"));
    masthead + &lines.collect::<String>()
}
