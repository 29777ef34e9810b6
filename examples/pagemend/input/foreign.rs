//! Files that are no text, known by their first bytes: what they are, and how to come by their text.

/// First bytes, what file begins so, and what to do with it.
const FOREIGN: [(&[u8], &str, &str); 18] = [
    (b"%PDF-", "a PDF", PDF),
    (b"\x89PNG\r\n", "an image (PNG)", IMAGE),
    (b"\xff\xd8\xff", "an image (JPEG)", IMAGE),
    (b"II*\0", "an image (TIFF)", IMAGE),
    (b"MM\0*", "an image (TIFF)", IMAGE),
    (b"GIF87a", "an image (GIF)", IMAGE),
    (b"GIF89a", "an image (GIF)", IMAGE),
    (b"\0\0\0\x0cjP  ", "an image (JPEG 2000)", IMAGE),
    (b"AT&TFORM", "a DjVu file", "write its text with `djvutxt FILE`, and give that"),
    (b"%!PS", "a PostScript file", "make a PDF of it (ps2pdf), and write that one's text with `pdftotext -raw FILE -`"),
    (b"PK\x03\x04", "a ZIP archive, as .zip, .docx and .epub are", "unpack it, or save it as text, and give that"),
    (b"\xd0\xcf\x11\xe0", "a Word document", "save it as text, and give that"),
    (b"{\\rtf", "an RTF document", "save it as text, and give that"),
    (b"\xfd7zXZ\0", "packed with xz", "unpack it with `xz -dc FILE | pagemend`"),
    (b"BZh", "packed with bzip2", "unpack it with `bzip2 -dc FILE | pagemend`"),
    (b"\x04\x22\x4d\x18", "packed with lz4", "unpack it with `lz4 -dc FILE | pagemend`"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "unpack it, and give what was in it"),
    (b"\x7fELF", "a program", "give the text of a page"),
];

const PDF: &str =
    "pagemend reads the text of its text layer: write that with `pdftotext -raw FILE - | pagemend`, or with PDFBox";
const IMAGE: &str =
    "pagemend reads the text that an OCR engine made of it, as `tesseract FILE - -l chi_sim hocr | pagemend`";

/// An error where a file that begins so is known, and no text. The error is a message.
pub fn refuse(head: &[u8]) -> Result<(), String> {
    // A PDF may have a few bytes before its first, a mark of order, say, or a line end.
    let blank = head.iter().take_while(|byte| byte.is_ascii_whitespace() || b"\xef\xbb\xbf".contains(byte)).count();
    let known = FOREIGN.iter().find(|(first, ..)| head.starts_with(first) || head[blank..].starts_with(first));
    // Words may begin with the letters of a short mark; only bytes that no text has prove it then.
    let is_proved = |first: &[u8]| first.len() > 3 || first.iter().any(|byte| !byte.is_ascii()) || head.contains(&0);
    if head.get(257..262) == Some(b"ustar") {
        return Err("is a tar archive, not text: unpack it, and give what was in it".into());
    }
    match known {
        Some((first, what, remedy)) if is_proved(first) => Err(format!("is {what}, not text: {remedy}")),
        _ => Ok(()),
    }
}
