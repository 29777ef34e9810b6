//! Openings: what stands apart from the text that it opens, the number of an article of a law or of a chapter, and the dateline of a
//! report. The space behind it is right.

use super::Sheet;
use super::spaces::{Space, is_white};
use crate::page::change::Span;
use crate::read::ReadBlock;

/// Whether the space stands behind the number that opens an article of a law, a chapter or a part: 第一条 为了….
pub(super) fn is_behind_number(sheet: &Sheet<'_>, block: ReadBlock, space: &Space) -> bool {
    is_article_number(Span::new(block.span.start, space.span.start).of(sheet.text))
}

/// Whether the text is the number of an article of a law, a chapter or a part.
fn is_article_number(text: &str) -> bool {
    const PARTS: [char; 12] = ['条', '章', '节', '款', '编', '回', '讲', '课', '部', '卷', '集', '篇'];
    text.len() <= ARTICLE_NUMBER && text.starts_with('第') && text.ends_with(PARTS)
}

/// Whether the text begins with such a number, and white space behind it.
pub(super) fn is_numbered(text: &str) -> bool {
    text.starts_with('第') && text.split_once(is_white).is_some_and(|(number, _)| is_article_number(number))
}

/// Longest number of an article, in bytes: 第一百二十三条.
const ARTICLE_NUMBER: usize = 27;

/// Whether the space sets a report's dateline apart from its text: 本报讯 近日, 据新华社电 南方, 4月3日电 记者.
pub(super) fn is_behind_dateline(sheet: &Sheet<'_>, space: &Space) -> bool {
    let last = space.before;
    if !matches!(last, '电' | '讯' | '息') {
        return false; // most
    }
    let before = sheet.chars_before(space.span.start).skip(1);
    let mut paper = before.take(DATELINE).take_while(|c| !is_white(*c)).peekable();
    match last {
        // 本报综合消息, 本报最新消息
        '息' => paper.next() == Some('消') && paper.any(|c| matches!(c, '报' | '社' | '台')),
        _ if matches!(paper.peek(), Some('日' | '报' | '社' | '网')) => true,
        // 本报东河讯
        '讯' => paper.any(|c| matches!(c, '报' | '台')),
        _ => false,
    }
}

/// Characters before 讯, 电 or 消息 within which the paper stands that brings it.
const DATELINE: usize = 6;
