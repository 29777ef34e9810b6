//! hOCR and ALTO, as OCR engines and libraries write them.

use crate::{Scratch, failed, mended, run, untouched};

/// As Tesseract writes it, with a head that HTML leaves open.
const HOCR: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en" lang="en">
 <head>
  <title>no text of the page</title>
  <meta http-equiv="Content-Type" content="text/html;charset=utf-8">
  <meta name='ocr-system' content='tesseract 5.3.0' />
 </head>
 <body>
  <div class='ocr_page' id='page_1' title='image "p.png"; bbox 0 0 800 1000; ppageno 0'>
   <div class='ocr_carea' id='block_1_1' title="bbox 10 10 400 100">
    <p class='ocr_par' id='par_1_1' lang='chi_sim' title="bbox 10 10 400 100">
     <span class='ocr_header' id='line_1_1' title="bbox 10 10 400 30; baseline 0 0">
      <span class='ocrx_word' title='bbox 10 10 90 30; x_wconf 90'>眼下距离</span>
      <span class='ocrx_word' title='bbox 93 10 300 30; x_wconf 90'><strong>主汛期</strong>还有</span>
      <span class='ocrx_word' title='bbox 302 10 312 30; x_wconf 90'>2</span>
      <span class='ocrx_word' title='bbox 315 10 380 30; x_wconf 90'>个多月，</span>
      <span class='ocrx_word' title='bbox 395 10 415 30; x_wconf 90'>清</span>
     </span>
     <span class='ocr_line' id='line_1_2' title="bbox 10 35 400 55">
      <span class='ocrx_word' title='bbox 10 35 60 55'>&lt;A&amp;B&gt;</span>
      <span class='ocrx_word' title='bbox 61 35 99 55'>&#39;x&#x27;&nbsp;y</span>
     </span>
    </p>
    <p class='ocr_par'>
     <span class='ocr_line'><span class='ocrx_word' title='bbox 10 60 50 80'>记者</span> <span class='ocrx_word' title='bbox 70 60 110 80'>陈禾</span></span>
    </p>
   </div>
   <div class='ocr_carea'><p class='ocr_par'><span class='ocr_line'> <span class='ocrx_word'> </span> </span></p></div>
  </div>
  <div class='ocr_page' id='page_2'>
   <span class=ocr_line>第二页
     and more<br>so</span>
  </div>
 </body>
</html>
"#;

const HOCR_TEXT: &str = "眼下距离主汛期还有2个多月，清\n<A&B> 'x'\u{a0}y\n\n记者 陈禾\n\x0c第二页 and more\nso\n\x0c";

const ALTO: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<alto xmlns="http://www.loc.gov/standards/alto/ns-v3#"><Description><MeasurementUnit>pixel</MeasurementUnit></Description>
 <Layout><Page ID="P1" PHYSICAL_IMG_NR="1">
  <BottomMargin><TextBlock ID="foot"><TextLine><String CONTENT="第3版"/></TextLine></TextBlock></BottomMargin>
  <PrintSpace>
   <ComposedBlock>
    <TextBlock ID="b1">
     <TextLine HPOS="10"><String CONTENT="区水" HPOS="10" WIDTH="40" HEIGHT="20"/><SP WIDTH="2"/><String CONTENT="务局" HPOS="52" WIDTH="40" HEIGHT="20"/></TextLine>
     <TextLine><String CONTENT="记者" HPOS="10" WIDTH="40" HEIGHT="20"/><SP/><String CONTENT="陈&amp;禾" HPOS="70" WIDTH="40" HEIGHT="20"/></TextLine>
    </TextBlock>
    <TextBlock ID="b2"><Shape/>
     <TextLine><String CONTENT="a"/><SP/><String CONTENT="news" SUBS_TYPE="HypPart1" SUBS_CONTENT="newspaper"/><HYP CONTENT="-"/></TextLine>
     <TextLine><String CONTENT="paper"/><String CONTENT="page"/><String CONTENT="."/></TextLine>
    </TextBlock>
   </ComposedBlock>
   <TextBlock ID="b3"><TextLine/></TextBlock>
  </PrintSpace>
 </Page><Page><PrintSpace><TextBlock><TextLine><String CONTENT="二"/></TextLine></TextBlock></PrintSpace></Page></Layout>
</alto>
"#;

const ALTO_TEXT: &str = "区水务局\n记者 陈&禾\n\na news-\npaper page.\n\n第3版\n\x0c二\n\x0c";

#[test]
fn hocr_is_read_line_by_line() {
    assert_eq!(mended(&untouched(), HOCR.as_bytes()), HOCR_TEXT);
    assert_eq!(mended(&[], HOCR.as_bytes()), mended(&[], HOCR_TEXT.as_bytes()), "and mended as text is");
    let file = Scratch::new("page.hocr", HOCR);
    assert_eq!(mended(&["-f", "jsonl", file.path()], b""), mended(&["-f", "jsonl"], HOCR_TEXT.as_bytes()));
}

#[test]
fn alto_is_read_in_reading_order() {
    assert_eq!(mended(&untouched(), ALTO.as_bytes()), ALTO_TEXT);
    let prefixed = ALTO.replace("</", "</a:").replace('<', "<a:").replace("<a:/a:", "</a:").replace("<a:?", "<?");
    assert!(prefixed.contains("<a:alto ") && prefixed.contains("</a:Page>"));
    assert_eq!(mended(&untouched(), prefixed.as_bytes()), ALTO_TEXT);
}

#[test]
fn alto_may_say_the_order_of_its_blocks() {
    let block = |id: &str, next: &str| {
        format!("<TextBlock ID='{id}' IDNEXT='{next}'><TextLine><String CONTENT='{id}'/></TextLine></TextBlock>")
    };
    let page = |order: &str, blocks: &[String]| {
        let blocks = blocks.concat();
        format!("<alto>{order}<Layout><Page><PrintSpace>{blocks}</PrintSpace></Page></Layout></alto>")
    };
    let text = |page: String| mended(&untouched(), page.as_bytes());
    let blocks = [block("b", "d"), block("a", "b"), block("c", ""), block("d", "nowhere")];
    assert_eq!(text(page("", &blocks)), "a\n\nb\n\nd\n\nc\n\x0c");
    let ring = [block("a", "b"), block("b", "a"), block("c", "c"), block("d", "b")];
    assert_eq!(text(page("", &ring)), "d\n\nb\n\na\n\nc\n\x0c", "each once");
    let order = "<ReadingOrder><OrderedGroup><ElementRef REF='c'/><UnorderedGroup><ElementRef REF='b'/></UnorderedGroup>\
                 </OrderedGroup><OrderedGroup><ElementRef REF='a'/></OrderedGroup></ReadingOrder>";
    assert_eq!(text(page(order, &blocks)), "c\n\nb\n\na\n\nd\n\x0c", "the first order counts, the rest behind it");
}

#[test]
fn markup_may_be_encoded_and_packed_and_named() {
    let utf16: Vec<u8> = ["\u{feff}", ALTO].concat().encode_utf16().flat_map(u16::to_be_bytes).collect();
    assert_eq!(mended(&untouched(), &utf16), ALTO_TEXT);
    let gbk = encoding_rs::GBK.encode(HOCR).0.into_owned();
    let output = run(&untouched(), &gbk);
    assert_eq!(String::from_utf8(output.stdout).unwrap(), HOCR_TEXT);
    assert!(String::from_utf8(output.stderr).unwrap().contains("gb18030"));
    let packed = ruzstd::encoding::compress_to_vec(HOCR.as_bytes(), ruzstd::encoding::CompressionLevel::Fastest);
    assert_eq!(mended(&untouched(), &packed), HOCR_TEXT);

    let from =
        |what: &'static str, text: &str| mended(&[&["--from", what], &untouched()[..]].concat(), text.as_bytes());
    assert_eq!(from("text", HOCR), HOCR, "text it is, whatever it looks like");
    assert_eq!(from("hocr", "<p class='ocr_par'>一</p>"), "一\n");
    assert_eq!(from("alto", "<String CONTENT='一'/>"), "一\n");
    let html = "<p>HTML of no OCR engine</p>\n";
    assert_eq!(mended(&untouched(), html.as_bytes()), html);
}

#[test]
fn a_long_file_is_read_page_by_page() {
    let page = "<div class='ocr_page'><p class='ocr_par'><span class='ocr_line'>版面文字版面文字。</span></p></div>\n";
    let text = "版面文字版面文字。\n\x0c";
    assert!(mended(&untouched(), format!("<html>{}</html>", page.repeat(5000)).as_bytes()) == text.repeat(5000));
}

#[test]
fn markup_that_breaks_off_gives_what_it_has() {
    let at = HOCR.find("记者").unwrap();
    assert_eq!(mended(&untouched(), &HOCR.as_bytes()[..at]), "眼下距离主汛期还有2个多月，清\n<A&B> 'x'\u{a0}y\n\x0c");
    let (status, out, told) = failed(&untouched(), &ALTO.as_bytes()[..ALTO.find("\"news\"").unwrap()]);
    assert_eq!((status, out.as_str()), (3, "区水务局\n记者 陈&禾\n\na\n\n第3版\n"), "{told}");
    assert!(told.contains("the ALTO file is damaged at byte ") && told.contains("--from text"), "{told}");
    let bad = HOCR.replace("第二页", "第二页\u{0}").into_bytes();
    let bad: Vec<u8> = bad.into_iter().map(|byte| if byte == 0 { 0xff } else { byte }).collect();
    let (status, out, told) = failed(&untouched(), &bad);
    assert_eq!(status, 3);
    assert!(HOCR_TEXT.starts_with(out.trim_end_matches('\x0c')), "{out}");
    let offset = bad.iter().position(|&byte| byte == 0xff).unwrap();
    assert!(told.contains(&format!("invalid UTF-8 at byte {offset} of the input")), "{told}");
}

#[test]
fn markup_cannot_fill_the_memory() {
    let head = "<html><div class='ocr_page'>";
    let (status, _, told) = failed(&[], [head, &"x".repeat(17 << 20)].concat().as_bytes());
    assert!(status == 3 && told.contains("longer than 16 MiB"), "{told}");
    let deep = [head, &"<div>".repeat(200_000), "<span class='ocr_line'>一</span>"].concat();
    let (status, _, _) = failed(&[], deep.as_bytes());
    assert!(status == 0 || status == 3, "whatever comes of it, it ends");
}
