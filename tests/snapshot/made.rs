//! The pages that are made: the same each time. Some dozens of each damage, and of what the properties have none of: columns in
//! turn, wide text, lines that an OCR engine joined, lines that an extractor broke at their marks, doubled mastheads.

use pagemend::Mender;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use super::printed::{Damage, Printed, damage, layout, printed, side_by_side, soup};

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
    add("damaged", 40, &mut |draw| draw.one(printed()).damaged(&draw.one(damage())));
    add("beside", 30, &mut |draw| draw.one(side_by_side()));
    add("clean", 9, &mut |draw| draw.one(printed()).clean(draw.one(layout())));
    add("soup", 40, &mut |draw| draw.one(soup()));
    add("in-turn", 12, &mut in_turn);
    add("wide", 10, &mut wide);
    add("joined", 14, &mut joined);
    add("at-marks", 8, &mut at_marks);
    add("doubled", 12, &mut doubled);
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
