//! Classes of characters: what a line begins and ends with, and what may touch what.

/// Whether `c` is a Chinese character: the unified ideographs and their extensions, 〇 and 々, and the compatibility block.
pub(crate) fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{20000}'..='\u{323af}' | '\u{f900}'..='\u{faff}' | '々' | '〇')
}

/// Whether `c` is kana.
pub(crate) fn is_kana(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}')
}

/// Whether `c` is Hangul, whose words stand apart by spaces.
pub(crate) fn is_hangul(c: char) -> bool {
    matches!(c, '\u{ac00}'..='\u{d7a3}' | '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}')
}

/// Whether `c` is punctuation of full width, quotes and dashes of Chinese included.
pub(crate) fn is_wide_mark(c: char) -> bool {
    matches!(c, '、' | '。' | '〈'..='】' | '〔'..='〗' | '，' | '．' | '：' | '；' | '？' | '！' | '（' | '）' | '［' | '］' | '｛' | '｝'
        | '“' | '”' | '‘' | '’' | '…' | '—' | '·' | '～')
}

/// Whether `c` is set without spaces in Chinese: a character, kana, or a mark of full width.
pub(crate) fn is_cjk(c: char) -> bool {
    is_han(c) || is_kana(c) || is_wide_mark(c)
}
