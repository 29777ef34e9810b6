//! Which language a page is in: it says which shapes its characters have, and how its lines break.

/// How much of a page is looked at, in characters: enough to tell.
const ENOUGH: usize = 4000;

/// The commonest characters of written Chinese that are written one way in simplified text, another in traditional text.
const SIMPLIFIED: &str = "这国们来说个时会为学过发后经与长从对开进";
const TRADITIONAL: &str = "這國們來說個時會為學過發後經與長從對開進";

/// The page's language as a BCP 47 tag; empty where nothing says which.
pub fn of(text: &str) -> &'static str {
    let (mut han, mut kana, mut hangul, mut latin, mut simplified, mut traditional) = (0, 0, 0, 0, 0, 0);
    for c in text.chars().take(ENOUGH) {
        match c {
            '\u{3041}'..='\u{30ff}' => kana += 1,
            '\u{ac00}'..='\u{d7a3}' => hangul += 1,
            '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}' => {
                han += 1;
                simplified += usize::from(SIMPLIFIED.contains(c));
                traditional += usize::from(TRADITIONAL.contains(c));
            }
            'A'..='Z' | 'a'..='z' => latin += 1,
            _ => {}
        }
    }
    match () {
        () if kana * 10 > han && kana > 0 => "ja",
        () if hangul > han => "ko",
        () if han == 0 || latin > 4 * han => "",
        () if traditional > simplified => "zh-Hant",
        () => "zh-Hans",
    }
}
