//! The stream: where pages end, what is an error and what is not, and that buffers change nothing.

use std::io::{self, BufRead, BufReader, Read};

use pagemend::{Error, Mender, Page};
use proptest::prelude::*;

/// What a stream gave: the source of each page, and the error behind them.
#[derive(Debug, PartialEq)]
struct Outcome {
    pages: Vec<String>,
    error: Option<String>,
}

fn outcome<I: Iterator<Item = Result<Page<'static>, Error>>>(pages: &mut I) -> Outcome {
    let mut out = Outcome { pages: Vec::new(), error: None };
    let mut offset = 0;
    for page in pages.by_ref() {
        match page {
            Ok(page) => {
                assert_eq!(out.error, None, "a page behind an error");
                assert_eq!(page.offset(), offset);
                assert_eq!(page.number(), out.pages.len() as u64 + 1);
                offset += page.source().len() as u64;
                out.pages.push(page.source().to_owned());
            }
            Err(error) => {
                assert_eq!(out.error, None, "an error twice");
                out.error = Some(format!("{error:?}"));
            }
        }
    }
    assert!(pages.next().is_none(), "not fused");
    assert!(pages.next().is_none(), "not fused");
    out
}

fn read(mender: &Mender, bytes: &[u8]) -> Outcome {
    outcome(&mut mender.repair(bytes))
}

/// Pushes the bytes in pieces of these sizes, over and over, and takes pages only after every `patience` pushes.
fn push(mender: &Mender, mut bytes: &[u8], sizes: &[usize], patience: usize) -> Outcome {
    let mut core = mender.core();
    let mut taken = Vec::new();
    let mut sizes = sizes.iter().cycle();
    let mut pushes = 0;
    while !bytes.is_empty() {
        let (piece, rest) = bytes.split_at((*sizes.next().unwrap()).min(bytes.len()));
        bytes = rest;
        core.push(piece);
        pushes += 1;
        if pushes % patience == 0 {
            taken.extend(std::iter::from_fn(|| core.take().transpose()));
        }
    }
    core.finish();
    taken.extend(std::iter::from_fn(|| core.take().transpose()));
    core.push(b"too late");
    core.finish();
    assert!(core.take().unwrap().is_none());
    assert_eq!(core.buffered(), 0);
    outcome(&mut taken.into_iter().fuse())
}

fn sources(text: &str, limit: usize) -> Vec<String> {
    let mender = Mender::new().page_limit(limit);
    mender.pages(text).map(|page| page.source().to_owned()).collect()
}

/// A manual of three sheets: the first proves how wide the column is, the last is too short to prove it by itself.
fn manual() -> String {
    let paragraph = "服务启动以后，所有的稿件都会先进入队列，再由排版进程按照先后次序逐一取出，整个过程不需要\n\
                     人工干预，出现错误的稿件会被移到另一个目录，并且在日志里留下一行说明。\n";
    format!("1.1 队列\n{}\x0c目录\n\x0c1.2 错误\n{paragraph}", paragraph.repeat(5))
}

/// The mended text of each page.
fn mended<'t>(pages: impl Iterator<Item = Page<'t>>) -> Vec<String> {
    pages.map(|page| page.text().into_owned()).collect()
}

#[test]
fn what_one_page_shows_counts_for_the_next_however_the_stream_is_read() {
    let (text, mender) = (manual(), Mender::new());
    let whole = mended(mender.pages(&text));
    let last = text.rsplit('\x0c').next().unwrap();
    assert_eq!(whole.last().unwrap().lines().count(), 2, "the line end is mended");
    assert_eq!(mender.repair_str(last), last, "alone the sheet proves nothing");
    assert_eq!(whole.concat(), mender.repair_str(&text));
    for capacity in [1, 7, 4096] {
        let reader = BufReader::with_capacity(capacity, text.as_bytes());
        assert_eq!(mended(mender.repair(reader).map(Result::unwrap)), whole);
    }
    let mut core = mender.core();
    core.push(text.as_bytes());
    core.finish();
    assert_eq!(mended(std::iter::from_fn(|| core.take().unwrap())), whole);
    #[cfg(feature = "threads")]
    {
        let pool = mender.pool(2);
        assert_eq!(mended(pool.repair(std::io::Cursor::new(text.into_bytes())).map(Result::unwrap)), whole);
    }
}

// ---- Where pages end

#[test]
fn a_page_ends_with_its_form_feed() {
    assert_eq!(sources("一\n\x0c二\n\x0c", 1 << 18), ["一\n\x0c", "二\n\x0c"]);
    assert_eq!(sources("一\x0c\x0c\n", 1 << 18), ["一\x0c", "\x0c", "\n"], "an empty page is a page");
}

#[test]
fn no_input_is_no_page() {
    assert_eq!(sources("", 1 << 18), [""; 0]);
    assert_eq!(read(&Mender::new(), b""), Outcome { pages: vec![], error: None });
    assert_eq!(pagemend::repair_str(""), "");
}

#[test]
fn a_page_as_long_as_the_limit_is_whole_and_one_byte_more_is_cut() {
    assert_eq!(sources("一\n\n二\n", 9), ["一\n\n二\n"]);
    assert_eq!(sources("一\n\n二\n三", 9), ["一\n\n", "二\n三"]);
    assert_eq!(sources("一\n\n二\x0c", 9), ["一\n\n二\x0c"], "the form feed counts");
    assert_eq!(sources("一\n\n二\x0c", 8), ["一\n\n", "二\x0c"]);
}

#[test]
fn the_least_limit_holds_any_character() {
    assert_eq!(sources("𠀀𠀁一ab", 0), ["𠀀", "𠀁", "一a", "b"]);
    assert_eq!(sources("a𠀁", 1), ["a", "𠀁"]);
}

#[test]
fn carriage_return_and_line_feed_stay_together() {
    assert_eq!(sources("abc\r\nd", 4), ["abc", "\r\nd"]);
    assert_eq!(sources("ab\r\ncd", 4), ["ab\r\n", "cd"]);
}

#[test]
fn odd_characters_are_text_like_any_other() {
    // Byte-order mark, NUL, lone carriage return, next line, line and paragraph separator: all stay, none ends a page.
    let text = "\u{feff}头版\0\r正文\u{85}一\u{2028}二\u{2029}三";
    assert_eq!(sources(text, 1 << 18), [text]);
    assert_eq!(pagemend::repair_str(text), text);
    assert_eq!(read(&Mender::new(), text.as_bytes()).pages, [text]);
}

// ---- What is an error

#[test]
fn what_stands_before_bad_bytes_is_given_out_first() {
    let outcome = read(&Mender::new(), b"one\x0ctwo\nthr\xffee\x0cfour");
    assert_eq!(outcome.pages, ["one\x0c", "two\nthr"]);
    assert_eq!(outcome.error.as_deref(), Some("InvalidUtf8 { offset: 11 }"));
}

#[test]
fn a_character_cut_off_at_the_end_is_an_error_where_it_begins() {
    let text = "版面\x0c八";
    for cut in 1..text.len() {
        let outcome = read(&Mender::new(), &text.as_bytes()[..cut]);
        let whole = (0..=cut).rev().find(|&at| text.is_char_boundary(at)).unwrap();
        assert_eq!(outcome.pages.concat(), text[..whole]);
        assert_eq!(outcome.error.is_none(), whole == cut, "cut at {cut}");
        if whole != cut {
            assert_eq!(outcome.error.unwrap(), format!("InvalidUtf8 {{ offset: {whole} }}"));
        }
    }
}

#[test]
fn bad_bytes_at_every_place_are_found_there() {
    let text = "头a条\n\n“新闻”\x0c𠀀";
    for at in (0..=text.len()).filter(|&at| text.is_char_boundary(at)) {
        for bad in [&b"\xff"[..], b"\x80", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf5\x80\x80\x80", b"\xe4\xb8"] {
            let bytes = [&text.as_bytes()[..at], bad, &text.as_bytes()[at..]].concat();
            let whole = read(&Mender::new(), &bytes);
            assert_eq!(whole.error.as_deref(), Some(&*format!("InvalidUtf8 {{ offset: {at} }}")), "{bad:x?}");
            assert_eq!(whole.pages.concat(), text[..at]);
            assert_eq!(push(&Mender::new(), &bytes, &[1], 1), whole);

            let lossy = outcome(&mut Mender::new().lossy(true).repair(&*bytes));
            assert_eq!(lossy.pages.concat(), String::from_utf8_lossy(&bytes));
            assert_eq!(lossy.error, None);
        }
    }
}

#[test]
fn a_line_longer_than_the_limit_ends_the_stream_before_it() {
    let mender = Mender::new().line_limit(6);
    assert_eq!(read(&mender, "一二\r\n三".as_bytes()).error.unwrap(), "LineTooLong { offset: 0, limit: 6 }");
    assert_eq!(read(&mender, "一二\n三四".as_bytes()).error, None);
    let outcome = read(&mender, "一\n\x0c二\n三三三\x0c四".as_bytes());
    assert_eq!(outcome.pages, ["一\n\x0c", "二\n"]);
    assert_eq!(outcome.error.unwrap(), "LineTooLong { offset: 9, limit: 6 }");
    assert_eq!(read(&mender, "一二\x0c三四\x0c五六".as_bytes()).error, None, "a form feed ends a line");
    assert_eq!(read(&mender.clone().page_limit(4), "一二三四".as_bytes()).pages, ["一"], "a cut page does not");
}

#[test]
fn errors_become_io_errors_and_keep_their_words() {
    let error = Mender::new().repair(&b"a\xff"[..]).nth(1).unwrap().unwrap_err();
    let words = error.to_string();
    assert!(words.contains("byte 1"), "{words}");
    let error = io::Error::from(error);
    assert_eq!((error.kind(), error.to_string()), (io::ErrorKind::InvalidData, words));
}

// ---- Readers

/// A reader as bad as one may be: it gives a byte at a time, is interrupted before each, and fails at the end if asked to.
struct Awkward<'b> {
    bytes: &'b [u8],
    interrupted: bool,
    fails: bool,
}

impl Read for Awkward<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let byte = self.fill_buf()?;
        let len = byte.len().min(out.len());
        out[..len].copy_from_slice(&byte[..len]);
        self.consume(len);
        Ok(len)
    }
}

impl BufRead for Awkward<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.interrupted = !self.interrupted;
        if self.interrupted {
            return Err(io::ErrorKind::Interrupted.into());
        }
        match self.bytes {
            [] if self.fails => Err(io::Error::other("the disk is gone")),
            bytes => Ok(&bytes[..bytes.len().min(1)]),
        }
    }

    fn consume(&mut self, len: usize) {
        self.bytes = &self.bytes[len..];
    }
}

#[test]
fn a_byte_at_a_time_between_interruptions_is_read_the_same() {
    let text = "头版\n\n一\x0c二版\r\n\x0c";
    let mut pages = Mender::new().repair(Awkward { bytes: text.as_bytes(), interrupted: false, fails: false });
    assert_eq!(outcome(&mut pages), read(&Mender::new(), text.as_bytes()));
}

#[test]
fn when_the_reader_fails_everything_before_is_given_out() {
    let bytes = "头版\x0c二\u{7248}".as_bytes();
    let bytes = &bytes[..bytes.len() - 1]; // in the middle of a character
    let mut pages = Mender::new().repair(Awkward { bytes, interrupted: false, fails: true });
    assert_eq!(pages.next().unwrap().unwrap().source(), "头版\x0c");
    assert_eq!(pages.next().unwrap().unwrap().source(), "二");
    let Some(Err(Error::Io { offset, source })) = pages.next() else { panic!("no error") };
    assert_eq!((offset, source.to_string()), (12, "the disk is gone".to_owned()));
    assert!(pages.next().is_none());
    assert!(pages.next().is_none());
}

#[test]
fn a_page_is_given_out_as_soon_as_it_ends() {
    // The reader fails if it is asked for more than the first page.
    let mut pages = Mender::new().repair(Awkward { bytes: "一\x0c".as_bytes(), interrupted: false, fails: true });
    assert_eq!(pages.next().unwrap().unwrap().source(), "一\x0c");
}

#[test]
fn the_core_holds_one_page_and_one_push() {
    let mender = Mender::new().page_limit(1 << 10);
    let mut core = mender.core();
    let (mut held, mut pages) = (0, 0);
    let line = "版面文字版面文字版面文字版面文字\n".as_bytes();
    for piece in line.repeat(2000).chunks(700) {
        core.push(piece);
        while core.take().unwrap().is_some() {
            pages += 1;
        }
        held = held.max(core.buffered());
    }
    assert!(pages > 50, "{pages} pages");
    assert!(held <= (1 << 10) + 700, "{held} bytes held");
}

#[test]
fn a_reader_that_holds_a_whole_file_is_read_piecemeal() {
    let text = "版面文字\x0c".repeat(1 << 16);
    let mut reader = text.as_bytes();
    let mut pages = Mender::new().repair(&mut reader);
    assert!(pages.next().unwrap().is_ok());
    drop(pages);
    assert!(reader.len() >= text.len() - (1 << 16), "{} of {} bytes left", reader.len(), text.len());
}

#[test]
fn the_page_limit_parts_no_article_from_its_head() {
    let sample = include_str!("../examples/sample-page.txt");
    let text = format!("{sample}\n").repeat(10);
    let whole = Mender::new().page_limit(1 << 20).repair_str(&text).into_owned();
    for limit in [12_000, 16_000, 20_000] {
        let mender = Mender::new().page_limit(limit);
        assert!(mender.pages(&text).count() > 1);
        assert_eq!(mender.repair_str(&text), whole, "cut at {limit} bytes");
    }
}

#[test]
fn the_page_limit_parts_no_paragraph() {
    let paragraph = "眼下距离主汛期还有两个多月，清水\n河下游的清淤工地上已经一片繁忙，工\n人们赶在雨水到来之前抢着进度，全线\n河道已经完成大半。\n";
    let text = paragraph.repeat(100);
    let mender = Mender::new().page_limit(5_000);
    let pages: Vec<_> = mender.pages(&text).map(|page| page.source().to_owned()).collect();
    assert!(pages.len() > 3);
    for page in pages {
        assert!(page.starts_with("眼下") && page.ends_with("大半。\n"), "a paragraph was cut in two");
    }
}

// ---- Buffers change nothing

/// The rule for cutting pages, written down a second time in the plainest way.
fn cut_plainly(text: &str, limit: usize) -> Vec<String> {
    let limit = limit.max(4);
    let mut pages = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let fits: String =
            rest.char_indices().take_while(|(at, c)| at + c.len_utf8() <= limit).map(|(_, c)| c).collect();
        let len = if let Some(feed) = fits.find('\x0c') {
            feed + 1
        } else if fits.len() == rest.len() {
            rest.len()
        } else {
            let mut ends = Vec::new(); // of lines, each with whether it is blank
            let mut at = 0;
            for line in fits.split_inclusive('\n').filter(|line| line.ends_with('\n')) {
                at += line.len();
                ends.push((at, line.trim().is_empty()));
            }
            let blank = ends.iter().rev().find(|&&(at, blank)| blank && at > fits.len() / 2);
            match (blank, ends.last()) {
                (Some(&(at, _)), _) | (None, Some(&(at, _))) => at,
                (None, None) if fits.len() > 1 && fits.ends_with('\r') => fits.len() - 1,
                (None, None) => fits.len(),
            }
        };
        pages.push(rest[..len].to_owned());
        rest = &rest[len..];
    }
    pages
}

/// Text of few characters, all of which mean something to the stream.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => "[一二a。]{1,8}",
        3 => "\n",
        2 => "\r\n",
        2 => "\n\n",
        1 => " \u{3000}\n",
        1 => "\x0c",
        1 => "\r",
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// Bytes that are mostly such text, with some that are none.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let bad = prop_oneof![Just(vec![]), prop::collection::vec(any::<u8>(), 1..4), Just(vec![0xe4, 0xb8])];
    prop::collection::vec((text(), bad), 0..3)
        .prop_map(|pieces| pieces.into_iter().flat_map(|(text, bad)| [text.into_bytes(), bad].concat()).collect())
}

fn mender() -> impl Strategy<Value = Mender> {
    (prop_oneof![0usize..40, 40usize..400, Just(1 << 18)], prop::option::of(0usize..60), any::<bool>()).prop_map(
        |(page, line, lossy)| {
            let mender = Mender::new().page_limit(page).lossy(lossy);
            line.map_or(mender.clone(), |line| mender.line_limit(line))
        },
    )
}

proptest! {
    #[test]
    fn pages_are_cut_by_the_rule(text in text(), limit in 0usize..80) {
        prop_assert_eq!(sources(&text, limit), cut_plainly(&text, limit));
    }

    #[test]
    fn however_bytes_are_pushed_the_pages_are_the_same(
        bytes in bytes(),
        mender in mender(),
        sizes in prop::collection::vec(1usize..40, 1..6),
        patience in 1usize..50,
        capacity in 1usize..50,
    ) {
        let whole = read(&mender, &bytes);
        prop_assert_eq!(&push(&mender, &bytes, &[1], 1), &whole);
        prop_assert_eq!(&push(&mender, &bytes, &sizes, patience), &whole);
        prop_assert_eq!(&outcome(&mut mender.repair(BufReader::with_capacity(capacity, &*bytes))), &whole);
    }

    #[test]
    fn a_text_is_cut_as_a_stream_is(text in text(), limit in 0usize..200) {
        let mender = Mender::new().page_limit(limit);
        prop_assert_eq!(sources(&text, limit), read(&mender, text.as_bytes()).pages);
    }

    #[test]
    fn everything_before_an_error_is_given_out(bytes in bytes(), limit in 0usize..200) {
        let outcome = read(&Mender::new().page_limit(limit), &bytes);
        let valid = std::str::from_utf8(&bytes).err().map(|error| error.valid_up_to());
        prop_assert_eq!(outcome.error, valid.map(|offset| format!("InvalidUtf8 {{ offset: {offset} }}")));
        let text = outcome.pages.concat();
        prop_assert_eq!(text.as_bytes(), &bytes[..valid.unwrap_or(bytes.len())]);
    }

    #[test]
    fn lossy_text_is_that_of_the_standard_library(bytes in bytes(), limit in 0usize..200) {
        let outcome = read(&Mender::new().page_limit(limit).lossy(true), &bytes);
        prop_assert_eq!(outcome.error, None);
        prop_assert_eq!(outcome.pages, sources(&String::from_utf8_lossy(&bytes), limit));
    }
}
