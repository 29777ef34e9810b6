//! Does the time grow with the text, whatever the text is? Each text is mended at one length and at twice that length, as one
//! page that is never cut, and as a stream of pages; the growth stands in a table. Ends with 1 where a growth is above the
//! bound: run it on a quiet machine.
//!
//!     cargo bench --bench attack [-- NAME]

use std::process::ExitCode;
use std::time::{Duration, Instant};

use pagemend::Mender;

/// One length in bytes; the other is twice that.
const LENGTH: usize = 1 << 20;

/// Twice the text may take this much longer: twice, and what clocks and caches add.
const BOUND: f64 = 2.2;

/// Each is taken as the best of so many runs.
const RUNS: usize = 3;

/// Texts of one piece over and over, each of which is bad for some way to do things.
const TEXTS: [(&str, &str); 26] = [
    ("one line", "版面文字"),
    ("newlines", "\n"),
    ("returns", "\r\n"),
    ("spaces", " "),
    ("wide spaces", "\u{3000}"),
    ("form feeds", "\x0c"),
    ("one digit", "1"),
    ("digits apart", "1 "),
    ("one character", "一"),
    ("characters apart", "一 "),
    ("doubled", "主编主编"),
    ("doubled twice", "主主编编"),
    ("nearly doubled", "主编主编主编人"),
    ("quotes open", "“"),
    ("quoted lines", "“一\n"),
    ("brackets open", "（《"),
    ("headlines", "流动书车开进山村\n\n"),
    ("bylines", "通讯员 周远\n\n"),
    ("heads and bylines", "区水务局\n\n清淤赶在汛期前\n\n通讯员 周远\n\n"),
    ("lines of one cell", "a\n"),
    ("lines of one character", "一\n"),
    ("column", "眼下距离主汛期还有两个多月，清水\n河下游的清淤工地上已经是一片繁忙\n"),
    ("marks", "，。、；"),
    ("half marks", "一,一."),
    ("combining marks", "e\u{301}\u{301}\u{301}"),
    ("hyphens", "exam-\nple "),
];

fn main() -> ExitCode {
    let only = std::env::args().skip(1).find(|arg| !arg.starts_with('-'));
    let whole = Mender::new().page_limit(1 << 30);
    let cut = Mender::new();
    println!("{:24} {:>10} {:>8} {:>10} {:>8}", "", "one page", "growth", "stream", "growth");
    let mut worst: f64 = 0.0;
    for (name, piece) in TEXTS.into_iter().filter(|text| only.as_deref().is_none_or(|only| text.0.contains(only))) {
        let text = piece.repeat(2 * LENGTH / piece.len());
        let half = &text[..(text.len() / piece.len() / 2) * piece.len()];
        let mut line = format!("{name:24}");
        for mender in [&whole, &cut] {
            let (short, long) = (time(mender, half), time(mender, &text));
            let growth = long.as_secs_f64() / short.as_secs_f64();
            worst = worst.max(growth);
            line.push_str(&format!(" {:>7.0}MB/s {growth:>8.2}", text.len() as f64 / 1e6 / long.as_secs_f64()));
        }
        println!("{line}");
    }
    println!("worst growth {worst:.2}, bound {BOUND}");
    if worst > BOUND { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn time(mender: &Mender, text: &str) -> Duration {
    let run = || {
        let start = Instant::now();
        let len: usize = mender.pages(text).map(|page| page.pieces().map(str::len).sum::<usize>()).sum();
        std::hint::black_box(len);
        start.elapsed()
    };
    (0..RUNS).map(|_| run()).min().unwrap_or_default()
}
