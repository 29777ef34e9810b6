//! Which encoding an input is in, and its text in UTF-8.

use std::io::{self, BufRead, ErrorKind, Read};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, CoderResult, Decoder, DecoderResult, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

use super::peek::Peek;
use super::{BUFFER, Wrong};

/// An encoding, and how it was found.
pub struct Found {
    pub encoding: &'static Encoding,
    pub is_guess: bool,
}

/// Whether there is nothing to find out: text in UTF-8, with no mark of another encoding.
pub fn is_plain(head: &[u8]) -> bool {
    is_utf8(head) && Encoding::for_bom(head).is_none()
}

/// The encoding that was named. A mark of byte order says which of the two UTF-16s it is.
pub fn named(encoding: &'static Encoding, head: &[u8]) -> Found {
    let encoding = match Encoding::for_bom(head) {
        Some((marked, _)) if encoding == UTF_16LE && marked == UTF_16BE => UTF_16BE,
        _ => encoding,
    };
    Found { encoding, is_guess: false }
}

/// The encoding of what begins so. A mark says it; valid UTF-8 is UTF-8; of what is neither, it is guessed. `is_whole` says
/// whether the head is all there is. The error is a message.
pub fn detect(head: &[u8], is_whole: bool, lossy: bool) -> Result<Found, String> {
    if head.starts_with(b"\xff\xfe\0\0") || head.starts_with(b"\0\0\xfe\xff") {
        return Err("is UTF-32: convert it (iconv -f UTF-32 -t UTF-8)".into());
    }
    if let Some((encoding, _)) = Encoding::for_bom(head) {
        return Ok(Found { encoding, is_guess: false });
    }
    if is_utf8(head) || is_mostly_utf8(head) {
        return Ok(Found { encoding: UTF_8, is_guess: false });
    }
    let guess = utf16_without_mark(head).or_else(|| guess(head, is_whole));
    match guess {
        Some(encoding) => Ok(Found { encoding, is_guess: true }),
        // The library says which byte is wrong, or replaces it.
        None if lossy || !head.contains(&0) => Ok(Found { encoding: UTF_8, is_guess: false }),
        None => {
            Err("is no text: it holds zero bytes, and is neither UTF-8 nor UTF-16 (--lossy reads it all the same)"
                .into())
        }
    }
}

/// Whether the bytes are UTF-8, but for a character that the end cuts.
fn is_utf8(head: &[u8]) -> bool {
    match std::str::from_utf8(head) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none(),
    }
}

/// Whether text is UTF-8 for the most part, and damaged: where of three bytes that only UTF-8 would put together there are
/// more than there are bytes which UTF-8 would not have. In no other encoding of Chinese is that so but by a rare chance.
fn is_mostly_utf8(head: &[u8]) -> bool {
    let (mut chars, mut wrong) = (0, 0);
    for chunk in head.utf8_chunks() {
        chars += chunk.valid().chars().filter(|c| c.len_utf8() >= 3).count();
        wrong += usize::from(!chunk.invalid().is_empty());
    }
    chars > wrong
}

/// UTF-16 without a mark: it has zero bytes, in digits, spaces and line ends, and read in one of its two orders it is Chinese
/// and Latin text, in the other it is none.
fn utf16_without_mark(head: &[u8]) -> Option<&'static Encoding> {
    let pairs = head.as_chunks::<2>().0;
    if !head.contains(&0) || pairs.is_empty() {
        return None;
    }
    let is_text = |unit: u16| matches!(unit, 0x9..=0xd | 0x20..=0x7e | 0x2010..=0x203b | 0x3000..=0x303f | 0x4e00..=0x9fff | 0xff00..=0xff65);
    let is_mostly_text = |unit: fn([u8; 2]) -> u16| {
        let text = pairs.iter().filter(|&&pair| is_text(unit(pair))).count();
        text * 10 >= pairs.len() * 9
    };
    if is_mostly_text(u16::from_le_bytes) {
        Some(UTF_16LE)
    } else if is_mostly_text(u16::from_be_bytes) {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// GB18030 or Big5, where it looks like that more than like any other. Another encoding must be named.
fn guess(head: &[u8], is_whole: bool) -> Option<&'static Encoding> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(head, is_whole);
    match detector.guess(None, Utf8Detection::Deny) {
        // GBK is the part of GB18030 that was there before it.
        guess if guess == GBK => Some(GB18030),
        guess if guess == BIG5 => Some(BIG5),
        _ => None,
    }
}

/// The text of a stream, in UTF-8. A byte-order mark of the encoding is no part of the text; in UTF-8 it stays.
pub struct Decoding {
    stream: Peek,
    decoder: Decoder,
    lossy: bool,
    is_guess: bool,
    /// What offsets are counted in, in words.
    place: String,
    raw: Vec<u8>,
    /// The part of `raw` that waits to be decoded.
    rest: std::ops::Range<usize>,
    is_last: bool,
    text: Vec<u8>,
    /// The part of `text` that waits to be read.
    ready: std::ops::Range<usize>,
    /// How many bytes were decoded.
    decoded: u64,
    /// What stopped the text: it is told of behind the text before it.
    failed: Option<io::Error>,
    is_done: bool,
}

impl Decoding {
    pub fn new(stream: Peek, found: &Found, lossy: bool, place: &str) -> Decoding {
        let decoder = match found.encoding {
            encoding if encoding == UTF_8 => encoding.new_decoder_without_bom_handling(),
            encoding => encoding.new_decoder_with_bom_removal(),
        };
        Decoding {
            stream,
            decoder,
            lossy,
            is_guess: found.is_guess,
            place: place.to_owned(),
            raw: vec![0; BUFFER],
            rest: 0..0,
            is_last: false,
            text: vec![0; BUFFER],
            ready: 0..0,
            decoded: 0,
            failed: None,
            is_done: false,
        }
    }

    /// Decodes some more.
    fn step(&mut self) -> io::Result<()> {
        if self.rest.is_empty() && !self.is_last {
            let len = self.stream.read(&mut self.raw)?;
            self.rest = 0..len;
            self.is_last = len == 0;
        }
        let raw = &self.raw[self.rest.clone()];
        let (read, written, is_done) = if self.lossy {
            let (result, read, written, _) = self.decoder.decode_to_utf8(raw, &mut self.text, self.is_last);
            (read, written, result == CoderResult::InputEmpty)
        } else {
            let (result, read, written) =
                self.decoder.decode_to_utf8_without_replacement(raw, &mut self.text, self.is_last);
            if let DecoderResult::Malformed(len, behind) = result {
                let at = self.decoded + read as u64 - u64::from(len) - u64::from(behind);
                let name = self.decoder.encoding().name();
                let guessed = if self.is_guess { " (which was a guess)" } else { "" };
                let place = &self.place;
                self.failed = Some(
                    Wrong(format!("invalid {name}{guessed} at byte {at} of {place}: name its encoding (--encoding), or use --lossy"))
                        .into(),
                );
            }
            (read, written, result == DecoderResult::InputEmpty)
        };
        self.rest.start += read;
        self.decoded += read as u64;
        self.ready = 0..written;
        self.is_done = self.is_last && is_done;
        Ok(())
    }
}

impl BufRead for Decoding {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        while self.ready.is_empty() {
            if let Some(error) = self.failed.take() {
                self.is_done = true;
                return Err(error);
            }
            if self.is_done {
                break;
            }
            match self.step() {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                outcome => outcome?,
            }
        }
        Ok(&self.text[self.ready.clone()])
    }

    fn consume(&mut self, len: usize) {
        self.ready.start = self.ready.end.min(self.ready.start + len);
    }
}

impl Read for Decoding {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let len = self.fill_buf()?.read(into)?;
        self.consume(len);
        Ok(len)
    }
}
