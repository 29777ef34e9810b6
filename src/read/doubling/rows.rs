//! Rows: the items of a masthead's row, a line each, all of which come again behind the last: `3版 / 编辑/梁禾 / 3版 / 编辑/梁禾`.
//! Extractors that order by place, and not by copies, give each item beside its own; these give one copy of the row, and then the other.
//!
//! A chorus comes again so, and the lines of a table. So it is believed only at either end of a page, where a date, a page number or a
//! role opens the row, another is in it, and each of its lines may be an item of a masthead.

use super::super::mastheads::{MOST_ITEMS, is_item, may_be_item};
use crate::page::change::Span;

/// Fewer lines may come again by chance. By hand.
const FEWEST: usize = 3;
/// Nothing is printed more than four times: what comes more often is a list.
const MOST_COPIES: usize = 3;

/// The lines from `at` on that are a row and its copies: the one behind the last, and what is to be deleted.
pub(super) fn find(text: &str, lines: &[Span], at: usize) -> Option<(usize, Span)> {
    let own = lines.get(at)?;
    let (first, len) = (own.of(text), own.end - own.start);
    let below = lines.get(at + FEWEST..lines.len().min(at + MOST_ITEMS + 1))?;
    let count = FEWEST + below.iter().position(|line| line.end - line.start == len && line.of(text) == first)?;
    let row = lines.get(at..at + count)?;
    let is_copy = |copy: &&[Span]| copy.iter().zip(row).all(|(line, copy)| line.of(text) == copy.of(text));
    let copies = lines.get(at + count..)?.chunks_exact(count).take(MOST_COPIES + 1).take_while(is_copy);
    let end = copies.clone().last()?.last()?.end;
    let comes_before =
        at.checked_sub(count).and_then(|before| lines.get(before..at)).is_some_and(|rows| is_copy(&rows));
    let is_row = copies.clone().count() <= MOST_COPIES
        && !comes_before
        && is_item(first)
        && row.iter().filter(|line| is_item(line.of(text))).count() > 1
        && row.iter().all(|line| may_be_item(line.of(text)));
    is_row.then_some((at + count * (copies.count() + 1), Span::new(row.last()?.end, end)))
}

#[cfg(test)]
mod tests {
    use super::super::tests::single;

    #[test]
    fn a_row_that_comes_again_stands_once() {
        let row = "25版\n2031.8.8\n星期四\n见习编辑\n岳禾";
        let text = "\n\n柳湾村的渡口停了二十年，今年又有了渡船。";
        assert_eq!(single(&format!("{row}\n{row}{text}")), format!("{row}{text}"));
        assert_eq!(single(&format!("{row}\n\n{row}{text}")), format!("{row}{text}"));
        assert_eq!(single(&format!("{row}\n\n{row}\n\n{row}\n\n{row}{text}")), format!("{row}{text}"), "four times");
        let foot = format!("{}\n", text.trim().repeat(3));
        assert_eq!(single(&format!("{}{row}\n{row}", foot.repeat(90))), format!("{}{row}", foot.repeat(90)));
    }

    #[test]
    fn what_comes_again_by_itself_stays() {
        let chorus = "湖边的灯\n亮了又灭\n船来了又去";
        let table = "12\n灯笼\n三十元\n北塘";
        for text in [
            format!("{chorus}\n{chorus}"),
            format!("3版\n{chorus}\n3版\n{chorus}"),
            format!("{table}\n{table}"),
            "3版\n要闻\n3版\n要闻\n湖边的路灯亮了".to_owned(),
            "3版\n星期四\n湖边的路灯亮了，人来了\n3版\n星期四\n湖边的路灯亮了，人来了".to_owned(),
            "3版\n要闻\n星期四\n3版\n要闻\n星期五\n湖边的路灯亮了".to_owned(),
        ] {
            assert_eq!(single(&text), text);
        }
        let list = "3版\n星期四\n编辑/梁禾\n".repeat(9);
        assert_eq!(single(list.trim_end()), list.trim_end());
        let row = "25版\n2031.8.8\n星期四";
        let amid = format!("{0}{row}\n{row}\n{0}", "渡口停了二十年，今年又有了渡船。\n".repeat(90));
        assert_eq!(single(amid.trim_end()), amid.trim_end(), "amid a page");
    }
}
