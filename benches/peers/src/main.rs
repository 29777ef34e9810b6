//! pagemend beside other programs that mend text, and beside what no program that reads text can beat: MB/s, on one machine, in
//! one run.
//!
//!     cargo run --release --manifest-path benches/peers/Cargo.toml [-- DAMAGED CLEAN]
//!
//! Without files it makes its own pages, 24 MB of each kind. Every program has the whole text in memory and writes into a
//! buffer that is there already; they take turns, and the median of the turns counts. Where the system tells it (Linux does), the
//! time is that on the processor, so that other work on the machine does little; what is short, and two threads against one, is timed
//! by the clock.
//!
//! None of the others does the same work: textwrap joins lines, autocorrect and pangu space and
//! set punctuation, plsfix undoes wrong encodings, and the plain join knows no paragraph.

#[path = "../../mend/texts.rs"]
mod texts;

use std::hint::black_box;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use pagemend::Mender;
use unicode_normalization::UnicodeNormalization;

/// Turns that each program has.
const TURNS: usize = 7;
/// A program that takes longer than this for a text has one turn.
const SLOW: Duration = Duration::from_secs(1);
/// How long the texts are that are made here, in bytes.
const LENGTH: usize = 24 << 20;
/// A page of this many bytes is timed by itself, so many times.
const PAGE: usize = 20_000;
const PAGES: usize = 2_000;

/// A program: its name, and what it writes of a text.
struct Program {
    name: &'static str,
    run: fn(&str, &mut String),
}

const PROGRAMS: [Program; 10] = [
    Program { name: "pagemend", run: |text, out| mend(text, out, 1) },
    Program { name: "textwrap::unfill", run: unfill },
    Program { name: "a plain join of Chinese lines", run: join_plainly },
    Program { name: "NFKC", run: |text, out| out.extend(text.nfkc()) },
    Program { name: "plsfix", run: |text, out| out.push_str(&plsfix::fix_text(text, None)) },
    Program { name: "pangu", run: |text, out| by_line(text, out, |line| pangu::spacing(line).to_string()) },
    Program { name: "autocorrect", run: |text, out| by_line(text, out, autocorrect::format) },
    Program { name: "copying character by character", run: |text, out| out.extend(text.chars()) },
    Program { name: "copying line by line", run: |text, out| out.extend(text.split_inclusive('\n')) },
    Program { name: "checking UTF-8 (simdutf8)", run: check },
];

fn mend(text: &str, out: &mut String, threads: usize) {
    let pool = Mender::new().pool(threads);
    for page in pool.repair(text.as_bytes()).flatten() {
        out.extend(page.pieces());
    }
}

/// Joins the lines between blank lines.
fn unfill(text: &str, out: &mut String) {
    for paragraph in text.split_inclusive("\n\n") {
        out.push_str(&textwrap::unfill(paragraph).0);
    }
}

/// What is written first by whoever needs it: lines between blank lines are joined, without a space where Chinese stands on
/// either side; single spaces between Chinese go.
fn join_plainly(text: &str, out: &mut String) {
    let is_wide =
        |c: char| matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '“' | '”');
    let mut last = '\n';
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied().unwrap_or('\n');
        match c {
            '\n' if next == '\n' || last == '\n' => out.push(c),
            '\n' if is_wide(last) || is_wide(next) => continue,
            '\n' => out.push(' '),
            ' ' if is_wide(last) && is_wide(next) => continue,
            _ => out.push(c),
        }
        last = c;
    }
}

fn by_line(text: &str, out: &mut String, mend: impl Fn(&str) -> String) {
    for line in text.split_inclusive('\n') {
        let body = line.strip_suffix('\n').unwrap_or(line);
        out.push_str(&mend(body));
        out.push_str(&line[body.len()..]);
    }
}

fn check(text: &str, out: &mut String) {
    if simdutf8::basic::from_utf8(black_box(text.as_bytes())).is_err() {
        out.push('?');
    }
}

/// How long this thread has had a processor, where the system tells; else the time on the clock.
fn now(start: Instant) -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let busy = told.and_then(|told| told.split(' ').next()?.parse().ok()).filter(|nanos| *nanos > 0);
    busy.map_or_else(|| start.elapsed(), Duration::from_nanos)
}

/// What takes no longer is timed by the clock: the system tells the other time in steps of some milliseconds.
const SHORT: Duration = Duration::from_millis(200);

/// How long something takes.
fn time(run: impl FnOnce()) -> Duration {
    let start = Instant::now();
    let before = now(start);
    run();
    let (clock, busy) = (start.elapsed(), now(start).saturating_sub(before));
    if clock < SHORT { clock } else { busy }
}

/// Megabytes a second of each program: the median of its turns.
fn measure(text: &str) -> Vec<f64> {
    let mut out = String::with_capacity(2 * text.len());
    let mut times: Vec<Vec<Duration>> = PROGRAMS.iter().map(|_| Vec::new()).collect();
    for turn in 0..TURNS {
        for (program, times) in PROGRAMS.iter().zip(&mut times) {
            if turn > 0 && times.first().is_some_and(|first| *first > SLOW) {
                continue;
            }
            out.clear();
            times.push(time(|| (program.run)(black_box(text), &mut out)));
            black_box(&out);
            eprint!(".");
        }
    }
    eprintln!();
    times.into_iter().map(|times| text.len() as f64 / 1e6 / median(times).as_secs_f64()).collect()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or(Duration::MAX)
}

/// How long one page takes, from a text in memory to a text in memory.
fn latency(text: &str) -> Duration {
    let end = (PAGE.min(text.len())..text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len());
    let mender = Mender::new();
    let run = || drop(black_box(mender.repair_str(black_box(&text[..end]))));
    run(); // it reads the tables
    // many at once: to ask for the time takes as long as a part of a page
    median((0..PAGES / 50).map(|_| time(|| (0..50).for_each(|_| run()))).collect()) / 50
}

/// How many times as fast two threads are, by the clock.
fn gain_of_two(text: &str) -> f64 {
    let mut out = String::with_capacity(2 * text.len());
    let mut clock = |threads| {
        out.clear();
        let start = Instant::now();
        mend(text, &mut out, threads);
        start.elapsed()
    };
    let (one, two): (Vec<_>, Vec<_>) = (0..TURNS).map(|_| (clock(1), clock(2))).unzip();
    median(one).as_secs_f64() / median(two).as_secs_f64()
}

fn main() -> ExitCode {
    let files: Vec<_> = std::env::args_os().skip(1).collect();
    let (damaged, clean) = match &files[..] {
        [] => (texts::stream(LENGTH, texts::damaged_page), texts::stream(LENGTH, texts::clean_page)),
        [damaged, clean] => match (std::fs::read_to_string(damaged), std::fs::read_to_string(clean)) {
            (Ok(damaged), Ok(clean)) => (damaged, clean),
            (Err(error), _) | (_, Err(error)) => {
                eprintln!("a text cannot be read: {error}");
                return ExitCode::FAILURE;
            }
        },
        _ => {
            eprintln!("usage: peers [DAMAGED CLEAN]");
            return ExitCode::from(2);
        }
    };
    let (on_damaged, on_clean) = (measure(&damaged), measure(&clean));
    println!("| MB/s | damaged pages | clean pages |\n|---|---:|---:|");
    for ((program, damaged), clean) in PROGRAMS.iter().zip(&on_damaged).zip(&on_clean) {
        println!("| {} | {damaged:.*} | {clean:.*} |", program.name, digits(*damaged), digits(*clean));
    }
    println!("\nTwo threads are {:.2} times as fast as one, on damaged pages.", gain_of_two(&damaged));
    let [damaged, clean] = [&damaged, &clean].map(|text| latency(text).as_secs_f64() * 1e6);
    println!("A page of {} kB takes {damaged:.0} µs, a clean one {clean:.0} µs.", PAGE / 1000);
    ExitCode::SUCCESS
}

/// Decimals with which a figure has three digits that mean something.
fn digits(figure: f64) -> usize {
    if figure < 10.0 { 1 } else { 0 }
}
