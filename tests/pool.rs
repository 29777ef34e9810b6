//! Threads change nothing: the pages are those of one thread, in order, errors behind them, and memory stays bounded.
#![cfg(feature = "threads")]

use std::cell::Cell;
use std::io::{self, BufRead, BufReader, Read};

use pagemend::{Error, Mender, Page, Pool, PoolPages};
use proptest::prelude::*;

/// All that a page says.
fn told(pages: impl Iterator<Item = Result<Page<'static>, Error>>) -> Vec<String> {
    pages
        .map(|page| match page {
            Ok(page) => {
                let edits: Vec<_> = page.edits().collect();
                let blocks: Vec<_> =
                    page.blocks().map(|block| (block.kind(), block.article(), block.source())).collect();
                let flags: Vec<_> = page.flags().collect();
                format!("{} {} {:?} {edits:?} {blocks:?} {flags:?}", page.number(), page.offset(), page.text())
            }
            Err(error) => format!("{error:?}"),
        })
        .collect()
}

/// Lines of a column, headlines, bylines and what is no text, with form feeds between.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        4 => Just("眼下距离主汛期还有两个多月，清\n水河下游的清淤工地上已经是一片繁\n忙。截至4月 2日，全线14.6公里河道\n\n已经完成清淤9.1公里，占总长62 %。\n".to_owned()),
        2 => Just("\n通讯员 高峻\n\n清水河清淤赶在汛期前\n\n".to_owned()),
        1 => Just("主编主编 林舟林舟 20262026年年\n".to_owned()),
        3 => Just("\x0c".to_owned()),
        1 => "[一二a1。\n ]{0,12}",
    ];
    let bad = prop_oneof![9 => Just(&b""[..]), 1 => Just(&b"\xff"[..]), 1 => Just(&b"\xe4\xb8"[..])];
    (prop::collection::vec(piece, 0..40), bad, 0usize..3).prop_map(|(pieces, bad, behind)| {
        let text = pieces.concat();
        [text.as_bytes(), bad, text.repeat(behind).as_bytes()].concat()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn pages_and_errors_are_those_of_one_thread(
        bytes in bytes(),
        threads in 0usize..6,
        limit in prop_oneof![4usize..400, Just(1 << 18)],
        capacity in 1usize..300,
        line in prop::option::of(20usize..90),
    ) {
        let mender = Mender::new().page_limit(limit);
        let mender = line.map_or(mender.clone(), |line| mender.line_limit(line));
        let pool = mender.pool(threads);
        let alone = told(mender.repair(&*bytes));
        prop_assert_eq!(&told(pool.repair(BufReader::with_capacity(capacity, &*bytes))), &alone);
        // two streams in turn over the same threads
        let (mut one, mut other) = (pool.repair(&*bytes), pool.repair(&*bytes));
        other.read_ahead();
        let (mut first, mut second) = (Vec::new(), Vec::new());
        loop {
            let (a, b) = (one.next(), other.next());
            if a.is_none() && b.is_none() {
                break;
            }
            first.extend(told(a.into_iter()));
            second.extend(told(b.into_iter()));
        }
        prop_assert_eq!(&first, &alone);
        prop_assert_eq!(&second, &alone);
        prop_assert!(one.next().is_none() && other.next().is_none(), "not fused");
    }
}

/// A text without end, a page at a time, and how many pages were read of it.
struct Endless<'c> {
    page: &'static [u8],
    at: usize,
    read: &'c Cell<usize>,
}

impl Read for Endless<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let len = self.fill_buf()?.len().min(out.len());
        out[..len].copy_from_slice(&self.page[self.at..self.at + len]);
        self.consume(len);
        Ok(len)
    }
}

impl BufRead for Endless<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        Ok(&self.page[self.at..])
    }

    fn consume(&mut self, len: usize) {
        self.at += len;
        if self.at == self.page.len() {
            self.at = 0;
            self.read.set(self.read.get() + 1);
        }
    }
}

#[test]
fn a_stream_without_end_is_read_no_faster_than_pages_are_taken() {
    let read = Cell::new(0);
    let pool = Mender::new().pool(3);
    let mut pages = pool.repair(Endless { page: "版面文字\x0c".as_bytes(), at: 0, read: &read });
    for taken in 1..200 {
        assert_eq!(pages.next().unwrap().unwrap().number(), taken);
        assert!(read.get() <= taken as usize + 8 * 3, "{} short pages read for {taken}", read.get());
    }
    let (read, long) = (Cell::new(0), Vec::leak(["版面文字\n".repeat(5000).as_bytes(), b"\x0c"].concat()));
    let mut pages = pool.repair(Endless { page: long, at: 0, read: &read });
    for taken in 1..20 {
        assert_eq!(pages.next().unwrap().unwrap().number(), taken);
        assert!(read.get() <= taken as usize + 2 * 3, "{} long pages read for {taken}", read.get());
    }
}

#[test]
fn a_reader_that_fails_is_told_of_behind_its_pages() {
    struct Failing<'b>(&'b [u8]);
    impl Read for Failing<'_> {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            match self.0.read(out)? {
                0 => Err(io::Error::other("the disk is gone")),
                len => Ok(len),
            }
        }
    }
    let mut pages = Mender::new().pool(2).repair(BufReader::new(Failing("一\x0c二".as_bytes())));
    assert_eq!(pages.next().unwrap().unwrap().source(), "一\x0c");
    assert_eq!(pages.next().unwrap().unwrap().source(), "二");
    assert!(matches!(pages.next(), Some(Err(Error::Io { offset: 7, .. }))));
    assert!(pages.next().is_none());
}

#[test]
fn what_is_dropped_midway_ends() {
    let text = "版面文字\x0c".repeat(1000);
    let pool = Mender::new().pool(4);
    let mut pages = pool.repair(text.as_bytes());
    assert!(pages.next().unwrap().is_ok());
    drop(pool);
    assert!(pages.next().unwrap().is_ok(), "the pool's last stream keeps its threads");
    drop(pages);
}

#[test]
fn a_pool_is_shared_and_its_streams_go_to_other_threads() {
    fn is_shared<T: Send + Sync + std::fmt::Debug>() {}
    fn goes<T: Send + std::fmt::Debug + std::iter::FusedIterator>() {}
    is_shared::<Pool>();
    goes::<PoolPages<io::Empty>>();
}
