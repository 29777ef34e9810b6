//! How often memory is asked for, and for how much: the figures that a clock does not show, the same on every machine.

#[path = "mend/texts.rs"]
mod texts;

use std::hint::black_box;

use divan::{AllocProfiler, Bencher};
use pagemend::Mender;

#[global_allocator]
static ALLOCATIONS: AllocProfiler = AllocProfiler::system();

fn main() {
    divan::main();
}

fn page_named(name: &str) -> fn(usize, u64) -> String {
    if name == "clean" { texts::clean_page } else { texts::damaged_page }
}

/// One page borrowed from a text, written out in pieces.
#[divan::bench(args = ["clean", "damaged"], sample_count = 10)]
fn page(bencher: Bencher<'_, '_>, name: &str) {
    let (mender, text) = (Mender::new(), page_named(name)(24 << 10, 1));
    bencher
        .bench(|| mender.pages(black_box(&text)).map(|page| page.pieces().map(str::len).sum::<usize>()).sum::<usize>());
}

/// Sixteen pages from a reader.
#[divan::bench(args = ["clean", "damaged"], sample_count = 10)]
fn stream(bencher: Bencher<'_, '_>, name: &str) {
    let (mender, text) = (Mender::new(), texts::stream(16 * (24 << 10), page_named(name)));
    bencher.bench(|| {
        let pages = mender.repair(black_box(text.as_bytes()));
        pages.flatten().map(|page| page.pieces().map(str::len).sum::<usize>()).sum::<usize>()
    });
}
