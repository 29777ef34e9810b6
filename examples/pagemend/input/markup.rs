//! hOCR and ALTO as text in reading order: what an OCR engine writes beside its plain text, with every line's box.

use std::io::{self, BufRead, Read};

use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::Event;
use quick_xml::{Reader, XmlVersion};

use super::alto::Alto;
use super::encoding::Decoding;
use super::hocr::Hocr;
use super::{Wrong, in_words};

/// How long a tag may be, or a text between tags, in bytes: real ones have some hundreds, and one is held at a time.
const LONGEST: usize = 1 << 24;

/// How much text of one page is held, in bytes: real pages have some 100 kB.
const LARGEST_PAGE: usize = 1 << 26;

/// A format of OCR engines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Markup {
    Hocr,
    Alto,
}

/// Whether what begins so may be markup.
pub fn may_begin(head: &[u8]) -> bool {
    // Of whatever encoding: spaces, zeros and byte-order marks stand before the first tag at most.
    let first = head.iter().find(|byte| !byte.is_ascii_whitespace() && !b"\0\xef\xbb\xbf\xfe\xff".contains(byte));
    first == Some(&b'<')
}

impl Markup {
    /// The format of a text that begins so.
    pub fn of(head: &str) -> Option<Markup> {
        let has = |word: &str| head.contains(word);
        if has("<alto") || has(":alto ") || has(":alto>") {
            return Some(Markup::Alto);
        }
        (has("ocr_page") || has("ocr_line") || has("ocrx_word")).then_some(Markup::Hocr)
    }

    pub fn name(self) -> &'static str {
        match self {
            Markup::Hocr => "hOCR",
            Markup::Alto => "ALTO",
        }
    }
}

/// What reads a format: it is told of tags and texts, and adds lines to the text.
pub trait Layout: Send {
    /// A tag begins, or is one by itself. `attribute` finds an attribute's value.
    fn start(&mut self, name: &str, attribute: &dyn Fn(&str) -> Option<String>, is_empty: bool, out: &mut String);
    fn end(&mut self, name: &str, out: &mut String);
    fn text(&mut self, text: &str);
    /// The file ends.
    fn finish(&mut self, out: &mut String);
    /// How much text it holds back, in bytes.
    fn held(&self) -> usize;
}

/// The text of a file of an OCR engine: lines end at line feeds, blocks at blank lines, pages at form feeds.
pub struct MarkupText {
    xml: Reader<Limited>,
    layout: Box<dyn Layout>,
    name: &'static str,
    event: Vec<u8>,
    ready: String,
    at: usize,
    failed: Option<io::Error>,
    is_done: bool,
}

impl MarkupText {
    pub fn new(text: Decoding, markup: Markup) -> MarkupText {
        let mut xml = Reader::from_reader(Limited { inner: text, left: LONGEST });
        let config = xml.config_mut();
        // hOCR may be HTML, where some tags are never closed.
        (config.check_end_names, config.allow_unmatched_ends, config.allow_dangling_amp) = (false, true, true);
        let layout: Box<dyn Layout> = match markup {
            Markup::Hocr => Box::<Hocr>::default(),
            Markup::Alto => Box::<Alto>::default(),
        };
        let (event, ready) = (Vec::new(), String::new());
        MarkupText { xml, layout, name: markup.name(), event, ready, at: 0, failed: None, is_done: false }
    }

    /// Reads a tag or a text.
    fn step(&mut self) -> io::Result<()> {
        self.event.clear();
        self.xml.get_mut().left = LONGEST;
        let event = match self.xml.read_event_into(&mut self.event) {
            Ok(event) => event,
            Err(quick_xml::Error::Io(error)) => return Err(Wrong(in_words(io::Error::new(error.kind(), error))).into()),
            Err(error) => {
                let at = self.xml.error_position();
                return Err(self.wrong(&format!("is damaged at byte {at} of its text in UTF-8 ({error})")));
            }
        };
        let out = &mut self.ready;
        match &event {
            Event::Start(tag) | Event::Empty(tag) => {
                let attribute = |name: &str| {
                    let mut all = tag.html_attributes();
                    let all = all.with_checks(false).flatten();
                    let found = all.into_iter().find(|one| one.key.local_name().as_ref().eq_ignore_ascii_case(name))?;
                    Some(match found.normalized_value(XmlVersion::Implicit1_0) {
                        Ok(value) => value.into_owned(),
                        Err(_) => found.value.into_owned(),
                    })
                };
                let is_empty = matches!(event, Event::Empty(_));
                self.layout.start(tag.local_name().as_ref(), &attribute, is_empty, out);
            }
            Event::End(tag) => self.layout.end(tag.local_name().as_ref(), out),
            Event::Text(text) => self.layout.text(&text.html_content()),
            Event::CData(text) => self.layout.text(&text.html_content()),
            Event::GeneralRef(reference) => {
                let name = reference.html_content();
                match (reference.resolve_char_ref(), resolve_predefined_entity(&name)) {
                    (Ok(Some(c)), _) => self.layout.text(c.encode_utf8(&mut [0; 4])),
                    (_, Some(text)) => self.layout.text(text),
                    // What stands for nothing that is known stays as it is written.
                    _ => self.layout.text(&format!("&{name};")),
                }
            }
            Event::Eof => {
                self.layout.finish(out);
                self.is_done = true;
            }
            _ => {}
        }
        if self.layout.held() > LARGEST_PAGE {
            return Err(self.wrong(&format!("has a page with more than {} MiB of text", LARGEST_PAGE >> 20)));
        }
        Ok(())
    }

    fn wrong(&self, what: &str) -> io::Error {
        let name = self.name;
        Wrong(format!("the {name} file {what}: have it written again, or read it as the text it is with --from text"))
            .into()
    }
}

impl Read for MarkupText {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.at == self.ready.len() {
            self.ready.clear();
            self.at = 0;
            if let Some(error) = self.failed.take() {
                self.is_done = true;
                return Err(error);
            }
            if self.is_done {
                return Ok(0);
            }
            if let Err(error) = self.step() {
                // What was read of the page stands before the error.
                self.layout.finish(&mut self.ready);
                self.failed = Some(error);
            }
        }
        let len = (&self.ready.as_bytes()[self.at..]).read(into)?;
        self.at += len;
        Ok(len)
    }
}

/// A reader that gives no more than is allowed for one tag or text.
struct Limited {
    inner: Decoding,
    left: usize,
}

impl Read for Limited {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let len = self.fill_buf()?.read(into)?;
        self.consume(len);
        Ok(len)
    }
}

impl BufRead for Limited {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.left == 0 {
            return Err(Wrong(format!(
                "a tag or text in it is longer than {} MiB: is it markup at all?",
                LONGEST >> 20
            ))
            .into());
        }
        let bytes = self.inner.fill_buf()?;
        Ok(&bytes[..bytes.len().min(self.left)])
    }

    fn consume(&mut self, len: usize) {
        self.left -= len.min(self.left);
        self.inner.consume(len);
    }
}
