//! Files as they come: encodings, packings, and what is no text.

use std::fs;
use std::io::{Read, Write};
use std::process::{Command, Stdio};

use encoding_rs::{BIG5, Encoding, GB18030, GBK, SHIFT_JIS};
use flate2::read::GzEncoder;
use ruzstd::encoding::{CompressionLevel, compress_to_vec};

use crate::{SAMPLE, Scratch, binary, failed, mended, run, untouched};

/// A page in traditional characters, which Big5 has.
const TRADITIONAL: &str = "\
城東區文化館的流動書車昨日清晨沿\n著盤山路開進青石嶺，等在村口的孩\n子們一下子圍了上來。書車今年第8\n\
次進山，也是它跑得最遠的一趟。\n\n村小的校長說，學校圖書角裡最新的\n一本書還是2011年買的，封面早就\n翻爛了，孩子們卻捨不得扔。\n";

fn sample() -> String {
    fs::read_to_string(SAMPLE).unwrap()
}

fn encoded(text: &str, encoding: &'static Encoding) -> Vec<u8> {
    let (bytes, used, has_failed) = encoding.encode(text);
    assert!(used == encoding && !has_failed);
    bytes.into_owned()
}

fn utf16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(order).collect()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = Vec::new();
    GzEncoder::new(bytes, flate2::Compression::default()).read_to_end(&mut packed).unwrap();
    packed
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    compress_to_vec(bytes, CompressionLevel::Fastest)
}

/// What is written and what is told of an input that is read well.
fn told(args: &[&str], input: &[u8]) -> (String, String) {
    let output = run(args, input);
    let text = |bytes| String::from_utf8(bytes).unwrap();
    let (out, told) = (text(output.stdout), text(output.stderr));
    assert_eq!(output.status.code(), Some(0), "{told}");
    (out, told)
}

#[test]
fn encodings_are_found_out_and_a_guess_is_told() {
    let sample = sample();
    let expected = mended(&[], sample.as_bytes());
    let guessed = [
        ("gb18030", encoded(&sample, GB18030)),
        ("UTF-16LE", utf16(&sample, u16::to_le_bytes)),
        ("UTF-16BE", utf16(&sample, u16::to_be_bytes)),
    ];
    for (name, bytes) in guessed {
        let (out, note) = told(&[], &bytes);
        assert!(out == expected, "{name}");
        assert!(note.contains(&format!("read as {name}")) && note.contains("--encoding"), "{note}");
        assert_eq!(told(&["--quiet"], &bytes), (expected.clone(), String::new()));
        let file = Scratch::new(&format!("guessed-{name}"), &bytes);
        let (out, note) = told(&[file.path()], b"");
        assert!(out == expected && note.starts_with(&format!("pagemend: {}: ", file.path())), "{note}");
    }
    let (out, note) = told(&[], &encoded(TRADITIONAL, BIG5));
    assert!(out == mended(&[], TRADITIONAL.as_bytes()) && note.contains("read as Big5"), "{note}");
    let (out, _) = told(&[], &encoded(TRADITIONAL, GBK));
    assert_eq!(out, mended(&[], TRADITIONAL.as_bytes()));
}

#[test]
fn a_mark_says_the_encoding() {
    let sample = sample();
    let marked = ["\u{feff}", &sample].concat();
    // Of UTF-8 it stays, as nothing is lost; of UTF-16 it is no part of the text.
    assert_eq!(mended(&untouched(), marked.as_bytes()), marked);
    for order in [u16::to_le_bytes, u16::to_be_bytes] {
        assert_eq!(mended(&untouched(), &utf16(&marked, order)), sample);
        assert_eq!(mended(&[&["-e", "utf-16"], &untouched()[..]].concat(), &utf16(&marked, order)), sample);
    }
    let (status, out, told) = failed(&[], b"\xff\xfe\0\0\x31\0\0\0");
    assert!(status == 3 && out.is_empty() && told.contains("UTF-32"), "{told}");
}

#[test]
fn an_encoding_may_be_named() {
    let expected = mended(&[], TRADITIONAL.as_bytes());
    assert_eq!(mended(&["--encoding", "big5"], &encoded(TRADITIONAL, BIG5)), expected);
    assert_eq!(mended(&["-e", "gb2312", "-"], &encoded(TRADITIONAL, GBK)), expected);
    assert_eq!(mended(&["-e", "UTF-16LE"], &utf16(TRADITIONAL, u16::to_le_bytes)), expected);
    let japanese = "これは日本語の文章です。\n";
    assert_eq!(mended(&["-e", "shift_jis"], &encoded(japanese, SHIFT_JIS)), japanese);
    let (status, _, told) = failed(&["-e", "klingon"], b"");
    assert!(status == 2 && told.contains("gb18030"), "{told}");
    // A name is heeded, also where it is wrong.
    let (status, out, told) = failed(&["-e", "utf-8"], &encoded(TRADITIONAL, BIG5));
    assert!((status, out.as_str()) == (3, "") && told.contains("invalid UTF-8 at byte 0 of the input"), "{told}");
}

#[test]
fn a_long_text_is_decoded_as_a_short_one() {
    let text = [&sample(), TRADITIONAL].concat().repeat(50);
    assert!(text.len() > 3 << 16);
    let args = [&["-e", "gb18030"], &untouched()[..]].concat();
    assert!(mended(&args, &encoded(&text, GB18030)) == text);
    let marked = utf16(&["\u{feff}", &text].concat(), u16::to_be_bytes);
    assert!(mended(&untouched(), &marked) == text);
    assert!(mended(&[&["-j", "2"], &untouched()[..]].concat(), &gzip(&marked)) == text);
}

#[test]
fn how_a_pipe_is_filled_changes_nothing() {
    let page = ["Vol. 12\n", TRADITIONAL].concat();
    for bytes in [page.clone().into_bytes(), encoded(&page, GBK), gzip(page.as_bytes()), zstd(&encoded(&page, BIG5))] {
        let expected = run(&[], &bytes);
        let mut child =
            Command::new(binary()).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        for piece in bytes.chunks(9) {
            stdin.write_all(piece).unwrap();
            std::thread::yield_now();
        }
        drop(stdin);
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.stdout, expected.stdout);
        assert_eq!(output.stdout, mended(&[], page.as_bytes()).as_bytes());
    }
}

#[test]
fn bytes_that_are_no_text_are_told_of_or_replaced() {
    let bad = Scratch::new("bad", b"one\n\xb1\xa8\n");
    let (status, out, told) = failed(&[bad.path(), "-"], b"two\n");
    assert_eq!((status, out.as_str()), (3, "one\ntwo\n"), "what stands before is written, and the next input as well");
    assert!(told.starts_with(&format!("pagemend: {}: ", bad.path())), "{told}");
    assert!(told.contains("byte 4 of the file") && told.contains("--lossy") && told.contains("--encoding"), "{told}");
    assert_eq!(mended(&["--lossy", bad.path()], b""), "one\n\u{fffd}\u{fffd}\n");
}

#[test]
fn damaged_utf8_is_never_taken_for_another_encoding() {
    let sample = sample();
    for at in [sample.find('城').unwrap(), sample.len()] {
        let (before, behind) = sample.as_bytes().split_at(at);
        let bad = [before, b"\xb1", behind].concat();
        let (status, _, told) = failed(&[], &bad);
        assert!(status == 3 && told.contains(&format!("invalid UTF-8 at byte {at} of the input")), "{told}");
    }
    // Behind what is looked at, too, where a mark, or nothing but Latin letters, came before.
    for first in [sample.repeat(30), "\u{feff}an English line\n".repeat(5000)] {
        let bad = [first.as_bytes(), &encoded(&sample, GBK)].concat();
        let (status, out, told) = failed(&untouched(), &bad);
        assert!(
            status == 3 && told.contains(&format!("invalid UTF-8 at byte {} of the input", first.len() + 2)),
            "{told}"
        );
        assert!(out.starts_with(&first));
    }
}

#[test]
fn an_encoding_that_breaks_off_says_where() {
    let good = encoded(TRADITIONAL, BIG5);
    let bad = [&good[..], b"\xff\n"].concat();
    let args = [&["-e", "big5"], &untouched()[..]].concat();
    let (status, out, told) = failed(&args, &bad);
    assert_eq!((status, out.as_str()), (3, TRADITIONAL));
    assert!(told.contains(&format!("invalid Big5 at byte {} of the input:", good.len())), "{told}");
    let packed = Scratch::new("breaks-off.gz", gzip(&bad));
    let (_, _, told) = failed(&[&args[..], &[packed.path()]].concat(), b"");
    assert!(told.contains(&format!("at byte {} of the file as it unpacks:", good.len())), "{told}");
    let lossy = mended(&[&args[..], &["--lossy"]].concat(), &bad);
    assert_eq!(lossy, [TRADITIONAL, "\u{fffd}\n"].concat());

    let long = encoded(&TRADITIONAL.repeat(400), GBK);
    let (status, _, told) = failed(&[], &[&long[..], b"\xff"].concat());
    let words = format!("invalid gb18030 (which was a guess) at byte {} of the input", long.len());
    assert!(status == 3 && told.contains(&words), "{told}");
    // Half a pair of surrogates.
    let (_, _, told) = failed(&["-e", "utf-16le"], b"1\0\x00\xd82\0");
    assert!(told.contains("invalid UTF-16LE at byte 2"), "{told}");
}

#[test]
fn packed_files_are_unpacked() {
    let sample = sample();
    let expected = mended(&[], sample.as_bytes());
    let twice = mended(&[], sample.repeat(2).as_bytes());
    let skipped = [b"\x53\x2a\x4d\x18\x05\0\0\0later".as_slice(), &zstd(sample.as_bytes())].concat();
    for (packed, expected) in [
        (gzip(sample.as_bytes()), &expected),
        (zstd(sample.as_bytes()), &expected),
        (skipped, &expected),
        ([gzip(sample.as_bytes()), gzip(sample.as_bytes())].concat(), &twice),
        ([zstd(sample.as_bytes()), zstd(b""), zstd(sample.as_bytes())].concat(), &twice),
    ] {
        let file = Scratch::new("packed", &packed);
        assert!(mended(&[file.path()], b"") == *expected);
        assert!(mended(&[], &packed) == *expected);
    }
}

#[test]
fn damaged_packings_are_told_of_behind_what_was_good() {
    let page = "版面文字版面文字。\n\n".repeat(4000);
    let mut other = zstd(page.as_bytes());
    // Its checksum stands at its end.
    *other.last_mut().unwrap() ^= 1;
    for (name, bad) in [
        ("gzip", [&gzip(page.as_bytes())[..], b"no gzip"].concat()),
        ("zstd", [&zstd(page.as_bytes())[..], b"no zstd"].concat()),
        ("zstd", other),
    ] {
        let (status, out, told) = failed(&[], &bad);
        assert!(out == page, "{name}: {} {told}", out.len());
        assert!(
            status == 3 && told.contains(&format!("the {name} file is damaged or cut off behind byte {}", page.len())),
            "{told}"
        );
    }
    for packed in [gzip(page.as_bytes()), zstd(page.as_bytes())] {
        let (status, out, told) = failed(&[], &packed[..packed.len() - 5]);
        assert!(status == 3 && told.contains("cut off behind byte "), "{told}");
        assert!(page.starts_with(&out));
        assert_eq!(failed(&[], &packed[..6]).0, 3);
    }
}

#[test]
fn what_is_no_text_is_named_with_what_to_do() {
    for (bytes, words) in [
        (&b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"[..], "is a PDF, not text"),
        (b"\xef\xbb\xbf%PDF-1.4", "pdftotext -raw"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "tesseract"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "JPEG"),
        (b"PK\x03\x04\x14\0", "ZIP"),
        (b"\xfd7zXZ\0\0", "xz -dc"),
        (b"\x7fELF\x02\x01", "a program"),
        (b"\x01\x02\0\xff\xfe\0\xfa", "zero bytes"),
    ] {
        let (status, out, told) = failed(&[], bytes);
        assert_eq!((status, out.as_str()), (3, ""), "{words}");
        assert!(told.starts_with("pagemend: standard input: ") && told.contains(words), "{told}");
        assert_eq!(failed(&[], &gzip(bytes)).2, told, "packed or not");
    }
    let tar = [&[b'a'; 257][..], b"ustar\0", &[0; 300]].concat();
    assert!(failed(&[], &gzip(&tar)).2.contains("is a tar archive"));
    // Words may begin so too; and who names an encoding says that it is text.
    for text in ["PK 赛 results\n", "BZh and what it means\n", "GIF8\n"] {
        assert_eq!(mended(&[], text.as_bytes()), text);
    }
    assert_eq!(mended(&["-e", "utf-8"], b"%PDF-1.7\n"), "%PDF-1.7\n");
}
