//! What is counted and not timed: the memory that a page takes grows with the text, whatever the text is, and that of a stream
//! does not grow at all. The instructions are counted by `.ci/growth`, over the same texts.

use std::io::BufReader;

use allocation_counter::{AllocationInfo, measure};
use pagemend::Mender;

#[path = "../benches/attack/texts.rs"]
mod texts;

use texts::TEXTS;

/// Bytes of the one text; the other is twice as long.
const LENGTH: usize = 1 << 13;
/// Bytes of a stream, and of its longest page.
const STREAM: usize = 1 << 15;
const PAGE: usize = 1 << 9;

fn mend(mender: &Mender, text: &str) -> usize {
    mender.pages(text).map(|page| page.pieces().map(str::len).sum::<usize>() + page.flags().count()).sum()
}

/// What is allocated while something is done.
fn allocated<T>(work: impl FnOnce() -> T) -> AllocationInfo {
    measure(|| {
        std::hint::black_box(work());
    })
}

#[test]
fn a_page_twice_as_long_takes_at_most_a_little_more_than_twice_the_memory() {
    let mender = Mender::new().page_limit(1 << 30);
    // the tables are read once
    mend(&mender, "深人开展1月 25日，⾏⼈。");
    for (name, piece) in TEXTS {
        let text = piece.repeat(2 * LENGTH / piece.len());
        let half = piece.repeat(LENGTH / piece.len());
        let (short, long) = (allocated(|| mend(&mender, &half)), allocated(|| mend(&mender, &text)));
        // vectors that double themselves take a step more here and there, hence a little
        assert!(
            long.bytes_total * 10 <= short.bytes_total * 22 + 10 * 4096,
            "{name}: {} bytes, then {}",
            short.bytes_total,
            long.bytes_total
        );
        assert!(
            long.bytes_max * 10 <= short.bytes_max * 22 + 10 * 4096,
            "{name}: {} at once, then {}",
            short.bytes_max,
            long.bytes_max
        );
        assert!(
            long.count_total * 10 <= short.count_total * 22 + 100,
            "{name}: {} times, then {}",
            short.count_total,
            long.count_total
        );
    }
}

#[test]
fn a_stream_four_times_as_long_takes_no_more_memory_at_once() {
    let mender = Mender::new().page_limit(PAGE);
    mend(&mender, "深人开展1月 25日，⾏⼈。");
    for (name, piece) in TEXTS {
        let long = piece.repeat(STREAM / piece.len());
        let short = piece.repeat(STREAM / 4 / piece.len());
        let most = |text: &str| {
            let stream = || {
                mender
                    .repair(BufReader::with_capacity(PAGE, text.as_bytes()))
                    .map(|page| page.unwrap().text().len())
                    .sum::<usize>()
            };
            allocated(stream).bytes_max
        };
        let (short, long) = (most(&short), most(&long));
        assert!(long <= short + 4096, "{name}: {short} bytes at once, then {long}");
        assert!(long <= 150 * PAGE as u64, "{name}: {long} bytes at once for pages of {PAGE}");
    }
}
