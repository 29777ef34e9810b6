//! Bytes to text, a piece at a time: a character may be cut by the end of a piece.

/// Decodes a stream of UTF-8.
#[derive(Debug)]
pub(super) struct Decoder {
    /// Whether what is not UTF-8 is replaced, or an error.
    lossy: bool,
    /// How many bytes have come.
    read: u64,
    /// The first bytes of a character whose last have not come yet: three at most, and one more while it is looked at.
    partial: [u8; 4],
    partial_len: usize,
}

impl Decoder {
    pub(super) fn new(lossy: bool) -> Decoder {
        Decoder { lossy, read: 0, partial: [0; 4], partial_len: 0 }
    }

    /// How many bytes have come so far.
    pub(super) fn read(&self) -> u64 {
        self.read
    }

    /// Adds the text of `bytes` to `text`. The error is the offset of the first byte, from the start of the stream, that no
    /// character begins at; the text before it has been added.
    pub(super) fn push(&mut self, bytes: &[u8], text: &mut String) -> Result<(), u64> {
        let mut rest = self.complete(bytes, text)?;
        loop {
            match simdutf8::compat::from_utf8(rest) {
                Ok(valid) => {
                    text.push_str(valid);
                    self.read += rest.len() as u64;
                    return Ok(());
                }
                Err(error) => {
                    let (valid, bad) = rest.split_at(error.valid_up_to());
                    // Looked at twice, but with `unsafe` forbidden there is no other way to have it as text.
                    text.push_str(simdutf8::basic::from_utf8(valid).unwrap_or_default());
                    self.read += valid.len() as u64;
                    let Some(len) = error.error_len() else {
                        self.keep(bad);
                        return Ok(());
                    };
                    self.replace(len as u64, text)?;
                    rest = bad.get(len..).unwrap_or_default();
                }
            }
        }
    }

    /// Says that no more bytes come: a character that has not ended is none.
    pub(super) fn finish(&mut self, text: &mut String) -> Result<(), u64> {
        match std::mem::take(&mut self.partial_len) {
            0 => Ok(()),
            len => {
                self.read -= len as u64;
                self.replace(len as u64, text)
            }
        }
    }

    /// Completes the character that the last piece cut, and gives back the bytes behind it.
    fn complete<'b>(&mut self, mut bytes: &'b [u8], text: &mut String) -> Result<&'b [u8], u64> {
        while self.partial_len > 0
            && let Some((&byte, rest)) = bytes.split_first()
        {
            let begun = self.partial_len;
            if let Some(next) = self.partial.get_mut(begun) {
                *next = byte;
            }
            match std::str::from_utf8(self.partial.get(..=begun).unwrap_or_default()) {
                Ok(character) => {
                    text.push_str(character);
                    self.partial_len = 0;
                }
                Err(error) if error.error_len().is_none() => self.partial_len = begun + 1,
                Err(_) => {
                    // The byte does not go on with the character, so it is looked at again as the first of another.
                    self.finish(text)?;
                    continue;
                }
            }
            self.read += 1;
            bytes = rest;
        }
        Ok(bytes)
    }

    fn keep(&mut self, begun: &[u8]) {
        for (to, &byte) in self.partial.iter_mut().zip(begun) {
            *to = byte;
        }
        self.partial_len = begun.len();
        self.read += begun.len() as u64;
    }

    /// `len` bytes from here on are no character.
    fn replace(&mut self, len: u64, text: &mut String) -> Result<(), u64> {
        if !self.lossy {
            return Err(self.read);
        }
        text.push(char::REPLACEMENT_CHARACTER);
        self.read += len;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decode(lossy: bool, pieces: &[&[u8]]) -> (String, Result<u64, u64>) {
        let (mut decoder, mut text) = (Decoder::new(lossy), String::new());
        for piece in pieces {
            if let Err(at) = decoder.push(piece, &mut text) {
                return (text, Err(at));
            }
        }
        let outcome = decoder.finish(&mut text);
        (text, outcome.map(|()| decoder.read()))
    }

    #[test]
    fn a_character_cut_between_pieces_is_whole() {
        let emoji = "👍".as_bytes();
        assert_eq!(decode(false, &[&emoji[..1], &emoji[1..3], b"", &emoji[3..]]), ("👍".to_owned(), Ok(4)));
    }

    #[test]
    fn the_offset_is_where_no_character_begins() {
        assert_eq!(decode(false, &[b"ab\xff"]), ("ab".to_owned(), Err(2)));
        assert_eq!(decode(false, &[b"ab\xe4\xb8"]), ("ab".to_owned(), Err(2)), "cut off by the end");
        assert_eq!(decode(false, &[b"ab\xe4", b"\xb8", b"c"]), ("ab".to_owned(), Err(2)), "cut off by another");
        assert_eq!(decode(false, &["一".as_bytes(), b"\x80"]), ("一".to_owned(), Err(3)));
        assert_eq!(decode(false, &[b"\xed", b"\xa0\x80"]), (String::new(), Err(0)), "a surrogate");
    }

    #[test]
    fn read_lossily_the_text_is_that_of_the_standard_library() {
        let bytes = b"a\xff\xe4\xb8\xe4\xb8\xadb\xf0\x9f\x91\xc3\x28\xed\xa0\x80\xe4\xb8";
        for size in 1..bytes.len() {
            let pieces: Vec<&[u8]> = bytes.chunks(size).collect();
            let expected = (String::from_utf8_lossy(bytes).into_owned(), Ok(bytes.len() as u64));
            assert_eq!(decode(true, &pieces), expected, "in pieces of {size}");
        }
    }
}
