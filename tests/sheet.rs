//! The proof sheet of the example binary, read without a browser: what stands on it, and that nothing of a page becomes
//! anything but text. `.ci/sheet` looks at it in a browser.

#[path = "../examples/pagemend/sheet/mod.rs"]
mod sheet;

use std::collections::{HashMap, HashSet};
use std::fs;

use pagemend::{Kind, Mender, Page, Rule};
use proptest::prelude::*;
use sheet::Sheet;

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/sample-page.txt");

/// Text that would be more than text if it were let.
const HOSTILE: &str = "\
<script>owned=1</script>与</script><!-- 与 --> ]]> &lt;&#x41;&amp 与<img src=x onerror=owned=1>与\"引号'与`，全
文如此，“<b>”也不例外。\r\n\r孤立的回车，\u{202e}倒转\u{2066}隔离\u{2069}\u{202c}，\0空，\u{85}\u{9f}\u{2028}\u{feff}，1月 25日。
主编主编 <b><b> 林舟林舟 \u{202e}\u{202e}\n\u{0c}\0\u{0c}";

/// The sheet of a text, and its pages.
fn sheet_of(text: &str) -> (String, Vec<Page<'_>>) {
    let mut sheet = Sheet::default();
    let mut html = String::new();
    sheet.begin("page.txt", false, &mut html);
    let pages: Vec<_> = Mender::new().pages(text).collect();
    pages.iter().for_each(|page| sheet.page(page, &mut html));
    sheet.end(&mut html);
    (html, pages)
}

/// A tag, as the sheet writes it, or the text up to the next.
#[derive(Debug)]
enum Token<'h> {
    Open(&'h str, HashMap<&'h str, &'h str>),
    Close(&'h str),
    Text(&'h str),
}

/// Reads what stands between `<main>` and `</main>`. It knows the sheet's own tags and no other: what else looks like a tag,
/// an attribute or a reference is a fault.
fn tokens(html: &str) -> Vec<Token<'_>> {
    const TAGS: [&str; 11] = ["section", "header", "h2", "h3", "h4", "p", "div", "a", "i", "span", "bdi"];
    const ATTRIBUTES: [&str; 17] = [
        "class",
        "id",
        "href",
        "role",
        "lang",
        "title",
        "aria-label",
        "aria-labelledby",
        "data-c",
        "data-g",
        "data-e",
        "data-at",
        "data-b",
        "data-m",
        "data-to",
        "data-kind",
        "data-nul",
    ];
    let (_, rest) = html.split_once("<main>\n").unwrap();
    let (mut rest, behind) = rest.split_once("</main>").unwrap();
    assert!(!behind.contains("</main>"), "a page closed it");
    let mut tokens = Vec::new();
    while !rest.is_empty() {
        let text = rest.find('<').unwrap_or(rest.len());
        if text > 0 {
            let (text, behind) = rest.split_at(text);
            assert!(!text.contains(['>', '\0']), "{text:?}");
            for (at, _) in text.match_indices('&') {
                let references = ["&lt;", "&gt;", "&amp;", "&#13;"];
                assert!(references.iter().any(|reference| text[at..].starts_with(reference)), "{text:?}");
            }
            assert!(!text.contains('\r'), "the parser would make a line feed of it: {text:?}");
            tokens.push(Token::Text(text));
            rest = behind;
            continue;
        }
        let (tag, behind) = rest[1..].split_once('>').unwrap();
        rest = behind;
        if let Some(name) = tag.strip_prefix('/') {
            assert!(TAGS.contains(&name), "</{tag}>");
            tokens.push(Token::Close(name));
            continue;
        }
        let (name, mut attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        assert!(TAGS.contains(&name), "<{tag}>");
        let mut found = HashMap::new();
        while !attributes.is_empty() {
            if attributes == "data-nul" {
                found.insert("data-nul", "");
                break;
            }
            let (name, value) = attributes.split_once("=\"").unwrap_or_else(|| panic!("<{tag}>"));
            let (value, behind) = value.split_once('"').unwrap_or_else(|| panic!("<{tag}>"));
            assert!(ATTRIBUTES.contains(&name) && !value.contains(['<', '>', '\0']), "<{tag}>");
            assert!(found.insert(name, value).is_none(), "<{tag}>");
            attributes = behind.trim_start_matches(' ');
        }
        tokens.push(Token::Open(name, found));
    }
    tokens
}

/// What a browser has as the content of the page's cells of a class, page for page.
fn side(html: &str, class: &str) -> Vec<String> {
    let mut pages = Vec::new();
    let mut cell = 0;
    let mut open = Vec::new();
    for token in tokens(html) {
        match token {
            Token::Open(name, attributes) => {
                if name == "section" {
                    pages.push(String::new());
                }
                if attributes.contains_key("data-nul") && cell > 0 {
                    pages.last_mut().unwrap().push('\0');
                }
                open.push(name);
                if attributes.get("role") == Some(&"cell") && attributes.get("class") == Some(&class) {
                    cell = open.len();
                }
            }
            Token::Close(name) => {
                if open.len() == cell {
                    cell = 0;
                }
                assert_eq!(open.pop(), Some(name), "what is opened last is closed first");
            }
            Token::Text(text) if cell > 0 => {
                let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&#13;", "\r").replace("&amp;", "&");
                pages.last_mut().unwrap().push_str(&text);
            }
            Token::Text(_) => {}
        }
    }
    assert!(open.is_empty(), "{open:?}");
    pages
}

/// What must hold for the sheet of every text.
fn check(text: &str) {
    let (html, pages) = sheet_of(text);
    assert_eq!(side(&html, "s"), pages.iter().map(Page::source).collect::<Vec<_>>(), "the source");
    assert_eq!(side(&html, "m"), pages.iter().map(|page| page.text()).collect::<Vec<_>>(), "the mended text");
    let mut ids = HashSet::new();
    let mut marks = HashMap::new();
    for token in tokens(&html) {
        if let Token::Open(_, attributes) = token {
            if let Some(id) = attributes.get("id") {
                assert!(ids.insert(id.to_string()), "{id} is there twice");
            }
            if let Some(target) = attributes.get("href") {
                marks.insert(attributes["id"].to_owned(), (attributes["class"].to_owned(), target[1..].to_owned()));
            }
        }
    }
    for (id, (_, target)) in &marks {
        assert!(ids.contains(target) && marks[target].1 == *id, "{id} does not lead there and back");
    }
    let edits = pages.iter().flat_map(|page| page.edits());
    for (n, edit) in (1..).zip(edits) {
        let rule = Rule::all().position(|rule| rule == edit.rule).unwrap() + 1;
        for id in [format!("s{n}"), format!("m{n}")] {
            let (class, _) = marks.get(&id).unwrap_or_else(|| panic!("no mark {id}"));
            assert!(class.split(' ').any(|class| class == format!("r{rule}")), "{id}: {class}");
        }
    }
    let edits: usize = pages.iter().map(|page| page.edits().len()).sum();
    let flags: usize = pages.iter().map(|page| page.flags().len()).sum();
    assert_eq!(marks.len(), 2 * (edits + flags), "each on both sides, and no other");
}

/// Lines as pages have them, with what is hard to write as HTML.
fn page_text() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        Just("眼下距离主汛期还有两个多月，清".to_owned()),
        Just("水河下游的清淤工地上已经是一片繁".to_owned()),
        Just("忙。截至4月 2日，全线14.6公里河道".to_owned()),
        Just("清水河清淤赶在汛期前".to_owned()),
        Just("通讯员 高峻".to_owned()),
        Just("主编主编 林舟林舟".to_owned()),
        Just("　　另起一段，\u{fffd}字不明。".to_owned()),
        "[<>&\"'a-c一二三。，0-9 \t\u{3000}\u{0}\r\u{b}\u{85}\u{a0}\u{200d}\u{202e}\u{2028}\u{e000}]{0,24}",
        any::<String>().prop_map(|text| text.replace('\n', "")),
    ];
    let end = prop_oneof![6 => Just("\n"), 3 => Just("\n\n"), 1 => Just("\r\n"), 1 => Just("\u{0c}"), 1 => Just("")];
    prop::collection::vec((line, end), 0..24)
        .prop_map(|lines| lines.iter().flat_map(|(line, end)| [line.as_str(), end]).collect())
}

proptest! {
    #[test]
    fn each_side_is_its_text_and_every_edit_is_on_both(text in page_text()) {
        check(&text);
    }

    #[test]
    fn an_article_with_anything_in_it_is_no_harm(at in any::<prop::sample::Index>(), what in any::<String>()) {
        let sample = fs::read_to_string(SAMPLE).unwrap();
        let mut text = sample[sample.find("眼下").unwrap()..sample.find("“师傅").unwrap()].to_owned();
        let places: Vec<usize> = text.char_indices().map(|(place, _)| place).collect();
        text.insert_str(places[at.index(places.len())], &what);
        check(&text);
    }
}

#[test]
fn hostile_text_is_text() {
    check(HOSTILE);
    let (html, _) = sheet_of(HOSTILE);
    assert_eq!(html.matches("<script").count(), 1, "the sheet's own");
    for label in ["RLO", "LRI", "PDI", "PDF", "NUL", "NEL", "009F", "LS", "BOM", "CR", "FF"] {
        assert!(html.contains(&format!("<i class=\"c\" data-c=\"{label}\"")), "{label} is not shown");
    }
    assert!(!html.contains('\0'), "HTML has no NUL");
    assert_eq!(html.matches("data-c=\"CR\"").count(), 2, "the one that is alone, on both sides: the other ends a line");
}

#[test]
fn a_hostile_name_is_text() {
    let mut html = String::new();
    let mut sheet = Sheet::default();
    sheet.begin("</title><script>\u{202e}\0\"", false, &mut html);
    sheet.page(&Mender::new().pages("一\n").next().unwrap(), &mut html);
    sheet.fault("</p><script>", &mut html);
    sheet.end(&mut html);
    assert!(html.contains("<title>&lt;/title&gt;&lt;script&gt;\u{fffd}\u{fffd}&quot; · 校样"), "{html}");
    assert_eq!(html.matches("<script").count(), 1);
    tokens(&html);
}

#[test]
fn only_the_sheets_own_script_may_run_and_nothing_is_fetched() {
    let (html, _) = sheet_of("一\n");
    let (_, policy) = html.split_once("Content-Security-Policy\" content=\"").unwrap();
    let (policy, _) = policy.split_once('"').unwrap();
    assert!(
        policy.starts_with("default-src 'none';") && !policy.contains("unsafe") && !policy.contains('*'),
        "{policy}"
    );
    let (_, script) = html.split_once("<script>").unwrap();
    assert_eq!(script.matches("</script").count(), 1, "the script would end early");
    for outside in ["http:", "https:", "//www", "@import", "url("] {
        assert!(!html.contains(outside), "{outside}");
    }
}

#[test]
fn heads_bylines_and_articles_are_set_as_such() {
    let sample = fs::read_to_string(SAMPLE).unwrap();
    let (html, pages) = sheet_of(&sample);
    check(&sample);
    check(sample.trim_end());
    let count = |what: &str| html.matches(what).count();
    let kinds = |kind| pages[0].blocks().filter(|block| block.kind() == kind).count();
    assert_eq!(count("<h3 class=\"headline\">"), kinds(Kind::Headline));
    assert_eq!(count("<h4 class=\"subhead\">"), kinds(Kind::Subhead));
    assert_eq!(count("<p class=\"kicker\">"), kinds(Kind::Kicker));
    assert_eq!(count("<p class=\"byline\">"), kinds(Kind::Byline));
    assert_eq!(count("<p class=\"para\">"), kinds(Kind::Para));
    assert_eq!(count("class=\"article\""), pages[0].articles().count());
    assert!(html.contains("<section class=\"page\" lang=\"zh-Hans\""));
}

#[test]
fn indentation_stands_in_its_paragraph_and_blank_lines_stand_between() {
    let (html, _) = sheet_of("　　一日之计在于晨。\n\n　　一年之计在于春。\n");
    for paragraph in ["一日之计在于晨。</p>\n\n", "一年之计在于春。</p>\n"] {
        assert!(html.contains(&format!("<p class=\"para own\">　　{paragraph}")), "{html}");
    }
    assert!(!html.contains("class=\"gap\""));
}

/// A row with its source alone says where something went from, one with its mended text alone where it went to.
#[test]
fn what_moved_has_a_row_on_each_side() {
    let sample = fs::read_to_string(SAMPLE).unwrap();
    let (html, pages) = sheet_of(&sample);
    let rows: Vec<&str> = html.split("<div role=\"row\" class=\"r").skip(2).collect();
    let moved: Vec<&str> = rows.iter().copied().filter(|row| row.starts_with(" moved")).collect();
    let (from, to): (Vec<&str>, Vec<&str>) =
        moved.iter().partition(|row| row.contains("<div role=\"cell\" class=\"m\"></div>"));
    assert!(to.iter().all(|row| row.contains("<div role=\"cell\" class=\"s\"></div>")));
    assert_eq!(from.len(), to.len());
    let headline = "流动书车开进青石岭";
    let place = |rows: &[&str]| rows.iter().position(|row| row.contains(headline)).unwrap();
    assert!(place(&from) < from.len() && place(&to) < to.len());
    let order: Vec<usize> =
        [&to, &from].map(|side| rows.iter().position(|row| *row == side[place(side)]).unwrap()).into();
    assert!(order[0] < order[1], "it went up");
    assert!(pages[0].edits().any(|edit| edit.to.is_some()));
}

#[test]
fn a_page_says_its_language() {
    let language = |text: &str| {
        let (html, _) = sheet_of(text);
        let (_, behind) = html.split_once("<section class=\"page\" lang=\"").unwrap();
        behind.split_once('"').unwrap().0.to_owned()
    };
    assert_eq!(language("这是中国的报纸。\n"), "zh-Hans");
    assert_eq!(language("這是中國的報紙。\n"), "zh-Hant");
    assert_eq!(language("新聞の記事です。\n"), "ja");
    assert_eq!(language("신문 기사입니다.\n"), "ko");
    assert_eq!(language("Gazette of the 中 district, printed weekly\n"), "");
}

#[test]
fn an_empty_input_is_an_empty_sheet() {
    let (html, _) = sheet_of("");
    assert!(html.contains("there is no page") && tokens(&html).len() > 1);
}

/// What is written for a page does not hang on the pages before it, but for the numbers: memory is that of one page.
#[test]
fn pages_are_written_as_they_come() {
    let text = fs::read_to_string(SAMPLE).unwrap() + "\u{0c}";
    let lengths = |pages: usize| {
        let stream = text.repeat(pages);
        let (mut sheet, mut out, mut longest) = (Sheet::default(), String::new(), 0);
        for page in Mender::new().pages(&stream) {
            out.clear();
            sheet.page(&page, &mut out);
            longest = longest.max(out.len());
        }
        longest
    };
    assert!(lengths(40) < lengths(1) * 11 / 10);
}
