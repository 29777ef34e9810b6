//! Bad input, at every place where it can be: bytes that are not UTF-8, an end in the middle, a reader that fails, is interrupted
//! or is slow, and limits at their edges. Each time the error says the byte, all that stands before it has been given out, and
//! behind it there is nothing for good.

use std::cell::Cell;
use std::io::{self, BufRead, BufReader, Read};

use pagemend::{Error, Mender, Page};

/// Two pages and a half: characters of one to four bytes, both line ends, a byte-order mark, damage on either page.
const TEXT: &str = "\u{feff}33□□主编主编\r\n\r\n截至4月 2日，全线\x0c“新闻”\n\né𠀀占总长的62 %。\n\x0c尾a";

/// Limits under which the text is one page each, and cut in the middle of it.
const PAGES: [usize; 3] = [4, 20, 1 << 18];

/// The sources of the pages, joined, and the error behind them. Asserts that pages follow each other without a gap, and that the
/// end is the end.
fn read(mut pages: impl Iterator<Item = Result<Page<'static>, Error>>) -> (String, Option<Error>) {
    let mut text = String::new();
    let mut error = None;
    for page in pages.by_ref() {
        match page {
            Ok(page) => {
                assert!(error.is_none(), "a page behind an error");
                assert_eq!(page.offset(), text.len() as u64);
                text.push_str(page.source());
            }
            Err(found) => assert!(error.replace(found).is_none(), "an error twice"),
        }
    }
    for _ in 0..3 {
        assert!(pages.next().is_none(), "not fused");
    }
    (text, error)
}

/// A reader that gives its bytes in pieces of a size, fails at one byte if it is told to, and counts what it is asked for behind
/// its end or its failure.
struct Faulty<'b> {
    bytes: &'b [u8],
    size: usize,
    /// What it says behind its last byte: a failure, or an end.
    fails: Option<io::ErrorKind>,
    /// How many times it is interrupted before each piece.
    interruptions: usize,
    left: usize,
    asked_behind: &'b Cell<usize>,
}

impl<'b> Faulty<'b> {
    fn new(bytes: &'b [u8], size: usize, asked_behind: &'b Cell<usize>) -> Faulty<'b> {
        Faulty { bytes, size, fails: None, interruptions: 0, left: 0, asked_behind }
    }
}

impl Read for Faulty<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let piece = self.fill_buf()?;
        let len = piece.len().min(out.len());
        out[..len].copy_from_slice(&piece[..len]);
        self.consume(len);
        Ok(len)
    }
}

impl BufRead for Faulty<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.left > 0 {
            self.left -= 1;
            return Err(io::ErrorKind::Interrupted.into());
        }
        self.left = self.interruptions;
        if self.bytes.is_empty() {
            self.asked_behind.set(self.asked_behind.get() + 1);
            if let Some(kind) = self.fails {
                return Err(io::Error::new(kind, "the disk is gone"));
            }
        }
        Ok(&self.bytes[..self.bytes.len().min(self.size)])
    }

    fn consume(&mut self, len: usize) {
        self.bytes = &self.bytes[len..];
    }
}

/// The last byte before `at` that ends a character.
fn whole(text: &str, at: usize) -> usize {
    (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

#[test]
fn a_reader_that_fails_at_any_byte() {
    for at in 0..=TEXT.len() {
        for (limit, size) in [(4, 1), (20, 3), (1 << 18, 1), (1 << 18, 1000)] {
            let asked = Cell::new(0);
            let reader =
                Faulty { fails: Some(io::ErrorKind::BrokenPipe), ..Faulty::new(&TEXT.as_bytes()[..at], size, &asked) };
            let (text, error) = read(Mender::new().page_limit(limit).repair(reader));
            assert_eq!(text, TEXT[..whole(TEXT, at)], "failed at byte {at}, page limit {limit}");
            let Some(Error::Io { offset, source }) = error else { panic!("no error of the reader at {at}") };
            assert_eq!((offset, source.kind()), (at as u64, io::ErrorKind::BrokenPipe));
            assert_eq!(asked.get(), 1, "asked again after it failed");
        }
    }
}

#[test]
fn an_input_cut_off_at_any_byte() {
    for at in 0..=TEXT.len() {
        for limit in PAGES {
            let mender = Mender::new().page_limit(limit);
            let (text, error) = read(mender.repair(&TEXT.as_bytes()[..at]));
            let whole = whole(TEXT, at);
            assert_eq!(text, TEXT[..whole]);
            match error {
                None => assert_eq!(whole, at),
                Some(Error::InvalidUtf8 { offset }) => assert!(whole < at && offset == whole as u64),
                Some(error) => panic!("{error}"),
            }
            let (lossy, error) = read(mender.lossy(true).repair(&TEXT.as_bytes()[..at]));
            assert_eq!(lossy, String::from_utf8_lossy(&TEXT.as_bytes()[..at]));
            assert!(error.is_none());
        }
    }
}

#[test]
fn any_one_byte_that_is_none_at_any_place() {
    for at in 0..TEXT.len() {
        for bad in [0x80, 0xc0, 0xed, 0xf5, 0xff] {
            let mut bytes = TEXT.as_bytes().to_vec();
            bytes[at] = bad;
            let Err(wrong) = std::str::from_utf8(&bytes) else { continue };
            for limit in PAGES {
                let asked = Cell::new(0);
                let mender = Mender::new().page_limit(limit);
                let (text, error) = read(mender.repair(Faulty::new(&bytes, 2, &asked)));
                assert_eq!(text.as_bytes(), &bytes[..wrong.valid_up_to()]);
                let Some(Error::InvalidUtf8 { offset }) = error else { panic!("byte {bad:x} at {at} was taken") };
                assert_eq!(offset, wrong.valid_up_to() as u64);
                let (lossy, error) = read(mender.lossy(true).repair(&*bytes));
                assert_eq!(lossy, String::from_utf8_lossy(&bytes));
                assert!(error.is_none());
            }
        }
    }
}

#[test]
fn interruptions_and_single_bytes_change_nothing() {
    for limit in PAGES {
        let mender = Mender::new().page_limit(limit);
        let told = |page: Result<Page<'static>, Error>| {
            let page = page.unwrap();
            (page.offset(), page.text().into_owned(), page.edits().len())
        };
        let once: Vec<_> = mender.repair(TEXT.as_bytes()).map(told).collect();
        for (size, interruptions) in [(1, 0), (1, 1), (1, 3), (2, 2), (7, 1), (1000, 5)] {
            let asked = Cell::new(0);
            let reader = Faulty { interruptions, ..Faulty::new(TEXT.as_bytes(), size, &asked) };
            assert_eq!(mender.repair(reader).map(told).collect::<Vec<_>>(), once);
            assert_eq!(asked.get(), 1, "asked again behind its end");
        }
    }
}

#[test]
fn nothing_gives_nothing() {
    assert!(matches!(read(Mender::new().repair(io::empty())), (text, None) if text.is_empty()));
    assert!(
        matches!(read(Mender::new().repair(BufReader::with_capacity(1, io::empty()))), (text, None) if text.is_empty())
    );
    let asked = Cell::new(0);
    let reader = Faulty { fails: Some(io::ErrorKind::NotFound), ..Faulty::new(b"", 1, &asked) };
    let (text, error) = read(Mender::new().repair(reader));
    assert!(text.is_empty() && matches!(error, Some(Error::Io { offset: 0, .. })));
}

#[test]
fn a_reader_that_fails_amid_a_character_loses_none_of_the_text() {
    let bytes = &"版面𠀀".as_bytes()[..8];
    let asked = Cell::new(0);
    let reader = || Faulty { fails: Some(io::ErrorKind::Other), ..Faulty::new(bytes, 1, &asked) };
    let (text, error) = read(Mender::new().repair(reader()));
    assert_eq!(text, "版面");
    assert!(matches!(error, Some(Error::Io { offset: 8, .. })));
    let (text, error) = read(Mender::new().lossy(true).repair(reader()));
    assert!(text == "版面" || text == "版面\u{fffd}", "{text:?}");
    assert!(matches!(error, Some(Error::Io { offset: 8, .. })));
}

#[test]
fn a_page_exactly_as_long_as_its_limit_and_one_byte_longer() {
    // 40 lines of 13 bytes each, a blank line behind the 30th, no form feed.
    let lines: Vec<String> = (0..40).map(|n| format!("版面文字{}", if n == 30 { "\n" } else { "" })).collect();
    let text = lines.join("\n");
    for limit in [text.len(), text.len() - 1] {
        let pages: Vec<usize> = Mender::new().page_limit(limit).pages(&text).map(|page| page.source().len()).collect();
        if limit == text.len() {
            assert_eq!(pages, [text.len()]);
        } else {
            assert_eq!(pages, [31 * 13 + 1, text.len() - 31 * 13 - 1], "cut behind its blank line");
        }
        let streamed: Vec<usize> =
            Mender::new().page_limit(limit).repair(text.as_bytes()).map(|page| page.unwrap().source().len()).collect();
        assert_eq!(streamed, pages);
    }
}

#[test]
fn a_line_exactly_as_long_as_its_limit_and_one_byte_longer() {
    for (line, end) in [("一二三四", ""), ("一二三四", "\n"), ("一二三四", "\x0c"), ("ab一二", "\n尾")] {
        let text = format!("头\n{line}{end}");
        let mender = |limit| Mender::new().line_limit(limit);
        let (given, error) = read(mender(line.len()).repair(text.as_bytes()));
        assert_eq!(given, text);
        assert!(error.is_none(), "a line of {} bytes under a limit of as many", line.len());
        let (given, error) = read(mender(line.len() - 1).repair(text.as_bytes()));
        assert_eq!(given, "头\n");
        let Some(Error::LineTooLong { offset, limit }) = error else { panic!("{line:?} was taken") };
        assert_eq!((offset, limit), (4, line.len() - 1));
    }
}

/// What stands for a character that is cut off at the end makes the last line longer, and counts.
#[test]
fn a_last_line_too_long_by_what_stands_for_a_cut_character_is_an_error() {
    let mender = |limit| Mender::new().lossy(true).line_limit(limit);
    let text = b"\xe5\xa4\xb4\nab\xe4";
    let (given, error) = read(mender(5).repair(&text[..]));
    assert_eq!((given.as_str(), error.is_none()), ("头\nab\u{fffd}", true));
    let (given, error) = read(mender(4).repair(&text[..]));
    assert_eq!(given, "头\n");
    assert!(matches!(error, Some(Error::LineTooLong { offset: 4, limit: 4 })), "{error:?}");
}

#[test]
fn a_line_longer_than_the_page_limit_is_cut_and_not_an_error() {
    let line = "版".repeat(50);
    let (text, error) = read(Mender::new().page_limit(30).repair(line.as_bytes()));
    assert_eq!(text, line);
    assert!(error.is_none());
    // both limits: the cut line still counts from where it began, or from its page, but never passes unseen for ever
    let pages: Vec<usize> = Mender::new().page_limit(30).pages(&line).map(|page| page.source().len()).collect();
    assert_eq!(pages, [30, 30, 30, 30, 30]);
}

#[test]
fn what_an_error_says() {
    let asked = Cell::new(0);
    let reader = Faulty { fails: Some(io::ErrorKind::Other), ..Faulty::new("一".as_bytes(), 9, &asked) };
    let says = |error: Option<Error>| error.unwrap().to_string();
    assert_eq!(says(read(Mender::new().repair(reader)).1), "reading failed at byte 3: the disk is gone");
    assert_eq!(
        says(read(Mender::new().repair(&b"a\x80"[..])).1),
        "invalid UTF-8 at byte 1: convert the input to UTF-8, or read it lossily"
    );
    assert_eq!(
        says(read(Mender::new().line_limit(2).repair(&b"a\nlong\n"[..])).1),
        "the line at byte 2 is longer than the limit of 2 bytes: raise the line limit, or lift it"
    );
}
