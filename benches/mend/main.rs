//! Throughput, in bytes of source. `benches/README.md` says what is timed.

mod texts;

use std::hint::black_box;
use std::io::BufReader;
use std::sync::LazyLock;

use divan::Bencher;
use divan::counter::BytesCount;
use pagemend::{Edit, Mender, Rule};
use texts::{clean_page, damaged_page, laid_out_page, stream};

fn main() {
    divan::main();
}

/// A newspaper page, and a stream of many.
const PAGE: usize = 24 << 10;
const STREAM: usize = 16 << 20;

static CLEAN: LazyLock<String> = LazyLock::new(|| clean_page(PAGE, 1));
static DAMAGED: LazyLock<String> = LazyLock::new(|| damaged_page(PAGE, 1));
static LAID_OUT: LazyLock<String> = LazyLock::new(|| laid_out_page(PAGE, 1));
static CLEAN_STREAM: LazyLock<String> = LazyLock::new(|| stream(STREAM, clean_page));
static DAMAGED_STREAM: LazyLock<String> = LazyLock::new(|| stream(STREAM, damaged_page));

fn page_named(name: &str) -> &'static str {
    match name {
        "clean" => &CLEAN,
        "laid out" => &LAID_OUT,
        _ => &DAMAGED,
    }
}

fn stream_named(name: &str) -> &'static str {
    if name == "clean" { &CLEAN_STREAM } else { &DAMAGED_STREAM }
}

/// A mender of one rule alone.
fn alone(rule: Rule) -> Mender {
    Rule::all().filter(|&other| other != rule).fold(Mender::new(), Mender::without)
}

/// A mender that mends nothing: what is left is the stream, and the reading where no rule saves it.
fn none() -> Mender {
    Rule::all().fold(Mender::new(), Mender::without)
}

/// Mends each page, and asks for its text as a writer does: in pieces.
fn mend(mender: &Mender, text: &str) -> usize {
    mender.pages(text).map(|page| page.pieces().map(str::len).sum::<usize>()).sum()
}

/// One page, every rule on.
#[divan::bench(args = ["clean", "damaged", "laid out"])]
fn page(bencher: Bencher<'_, '_>, name: &str) {
    let (mender, text) = (Mender::new(), page_named(name));
    bencher.counter(BytesCount::of_str(text)).bench(|| mend(&mender, black_box(text)));
}

/// One page, one rule on: beside `no_rule`, what that rule costs.
mod rule {
    use super::*;

    #[divan::bench(args = Rule::all())]
    fn clean(bencher: Bencher<'_, '_>, rule: Rule) {
        let (mender, text) = (alone(rule), CLEAN.as_str());
        bencher.counter(BytesCount::of_str(text)).bench(|| mend(&mender, black_box(text)));
    }

    #[divan::bench(args = Rule::all())]
    fn damaged(bencher: Bencher<'_, '_>, rule: Rule) {
        let (mender, text) = (alone(rule), DAMAGED.as_str());
        bencher.counter(BytesCount::of_str(text)).bench(|| mend(&mender, black_box(text)));
    }
}

/// One page, no rule on.
#[divan::bench(args = ["clean", "damaged"])]
fn no_rule(bencher: Bencher<'_, '_>, name: &str) {
    let (mender, text) = (none(), page_named(name));
    bencher.counter(BytesCount::of_str(text)).bench(|| mend(&mender, black_box(text)));
}

/// 16 MiB of pages.
mod stream_of_pages {
    use super::*;

    /// In memory, borrowed.
    #[divan::bench(args = ["clean", "damaged"], sample_count = 5)]
    fn of_str(bencher: Bencher<'_, '_>, name: &str) {
        let (mender, text) = (Mender::new(), stream_named(name));
        bencher.counter(BytesCount::of_str(text)).bench(|| mend(&mender, black_box(text)));
    }

    /// Over a reader with a buffer of 64 KiB: what a file takes, without the file.
    #[divan::bench(args = ["clean", "damaged"], sample_count = 5)]
    fn of_reader(bencher: Bencher<'_, '_>, name: &str) {
        let (mender, text) = (Mender::new(), stream_named(name));
        bencher.counter(BytesCount::of_str(text)).bench(|| {
            let pages = mender.repair(BufReader::with_capacity(1 << 16, black_box(text).as_bytes()));
            pages.flatten().map(|page| page.pieces().map(str::len).sum::<usize>()).sum::<usize>()
        });
    }

    /// The same with every rule off.
    #[divan::bench(args = ["clean", "damaged"], sample_count = 5)]
    fn of_reader_no_rule(bencher: Bencher<'_, '_>, name: &str) {
        let (mender, text) = (none(), stream_named(name));
        bencher.counter(BytesCount::of_str(text)).bench(|| {
            let pages = mender.repair(BufReader::with_capacity(1 << 16, black_box(text).as_bytes()));
            pages.flatten().map(|page| page.source().len()).sum::<usize>()
        });
    }
}

/// What is asked of a page that is mended.
mod page_shown {
    use super::*;

    #[divan::bench]
    fn text(bencher: Bencher<'_, '_>) {
        let mender = Mender::new();
        let Some(page) = mender.pages(&DAMAGED).next() else { return };
        bencher.counter(BytesCount::of_str(DAMAGED.as_str())).bench(|| black_box(&page).text());
    }

    #[divan::bench]
    fn blocks(bencher: Bencher<'_, '_>) {
        let mender = Mender::new();
        let Some(page) = mender.pages(&DAMAGED).next() else { return };
        let blocks = || black_box(&page).blocks().map(|block| block.text().len() + block.source().len()).sum::<usize>();
        bencher.counter(BytesCount::of_str(DAMAGED.as_str())).bench(blocks);
    }

    #[divan::bench]
    fn edits(bencher: Bencher<'_, '_>) {
        let mender = Mender::new();
        let Some(page) = mender.pages(&DAMAGED).next() else { return };
        let edits = || black_box(&page).edits().map(|edit| edit.old.len() + edit.reason.len()).sum::<usize>();
        bencher.counter(BytesCount::of_str(DAMAGED.as_str())).bench(edits);
    }

    #[divan::bench]
    fn undo(bencher: Bencher<'_, '_>) {
        let mender = Mender::new();
        let Some(page) = mender.pages(&DAMAGED).next() else { return };
        let (text, log): (_, Vec<Edit<'_>>) = (page.text(), page.edits().collect());
        bencher
            .counter(BytesCount::of_str(DAMAGED.as_str()))
            .with_inputs(|| log.clone())
            .bench_values(|log| pagemend::undo(&text, 0, log));
    }
}

/// What comes before the first page: a mender made, a mender cloned. The tables are read once for a program, by the first
/// page that needs them; that is no part of these.
mod set_up {
    use super::*;

    #[divan::bench]
    fn mender_new() -> Mender {
        Mender::new()
    }

    #[divan::bench]
    fn mender_clone(bencher: Bencher<'_, '_>) {
        let mender = Mender::new();
        bencher.bench(|| black_box(&mender).clone());
    }

    /// The least page there is.
    #[divan::bench]
    fn page_of_one_line(bencher: Bencher<'_, '_>) {
        let mender = Mender::new();
        bencher.bench(|| mend(&mender, black_box("版面。\n")));
    }
}

/// What cannot be beaten: the bytes copied, checked to be UTF-8, and cut into lines.
mod reference {
    use super::*;

    #[divan::bench]
    fn copy(bencher: Bencher<'_, '_>) {
        bencher.counter(BytesCount::of_str(DAMAGED.as_str())).bench(|| black_box(DAMAGED.as_str()).to_owned());
    }

    #[divan::bench]
    fn check_utf8(bencher: Bencher<'_, '_>) {
        let bytes = DAMAGED.as_bytes();
        bencher.counter(BytesCount::of_slice(bytes)).bench(|| std::str::from_utf8(black_box(bytes)).is_ok());
    }

    #[divan::bench]
    fn lines(bencher: Bencher<'_, '_>) {
        bencher.counter(BytesCount::of_str(DAMAGED.as_str())).bench(|| black_box(DAMAGED.as_str()).lines().count());
    }
}
