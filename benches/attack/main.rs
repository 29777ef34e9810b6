//! Does the time grow with the text, whatever the text is? Each text is mended at one length and at twice that length, as one
//! page that is never cut, and as a stream of pages; the growth stands in a table. Ends with 1 where a growth is above the
//! bound: run it on a quiet machine.
//!
//!     cargo bench --bench attack [-- NAME]
//!
//! `.ci/growth` counts instructions instead, on any machine: it calls this with `--names`, and with `--mend NAME LENGTH LIMIT`.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use pagemend::Mender;

mod texts;

use texts::TEXTS;

/// One length in bytes; the other is twice that.
const LENGTH: usize = 1 << 20;

/// Twice the text may take this much longer: twice, and what clocks and caches add.
const BOUND: f64 = 2.2;

/// Each is taken as the best of so many runs.
const RUNS: usize = 3;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["--names"] => {
            TEXTS.iter().for_each(|(name, _)| println!("{name}"));
            return ExitCode::SUCCESS;
        }
        ["--mend", name, length, limit] => return mend_once(name, length, limit),
        _ => {}
    }
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

/// Mends one text once, for whoever counts what that takes.
fn mend_once(name: &str, length: &str, limit: &str) -> ExitCode {
    let text = TEXTS.iter().find(|text| text.0 == name);
    let (Some((_, piece)), Ok(length), Ok(limit)) = (text, length.parse::<usize>(), limit.parse()) else {
        eprintln!("usage: --mend NAME LENGTH LIMIT; the names: --names");
        return ExitCode::FAILURE;
    };
    let text = piece.repeat((length / piece.len()).max(1));
    let len: usize = Mender::new().page_limit(limit).pages(&text).map(|page| page.text().len()).sum();
    std::hint::black_box(len);
    ExitCode::SUCCESS
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
