//! Pieces: printed lines that an extractor broke at their punctuation are put together again.
//!
//! Where a page sets its marks narrow, the pen goes back behind each of them; `pdftotext -raw` takes that for a new line.
//! Such a page has no comma inside a line at all. Its printed lines are found as its columns are: the cheapest division of
//! the pieces into lines of the columns' widths.

use super::class::{CELL, Class, EM};
use super::columns::{CHANGE, NARROW, is_open};
use super::cues::Cues;
use super::lines::{Gap, Line, Pair, measure, pair_of};
use super::soft::carry;
use super::wide::{Closed, PIECE};
use crate::page::change::Span;

/// Fewer lines prove nothing.
const FEWEST: usize = 24;
/// At most one line in so many has a comma inside: on other pages it is one in three, on these none.
const INNER_COMMAS: usize = 16;
/// At least three lines in so many end in a mark: on these pages it is half of them, on others one in six.
const MARKED_ENDS: usize = 8;
/// One such end in so many is a comma: there the half of them are, and where each line of a film ends with ！ or ？, none.
const COMMA_ENDS: usize = 4;
/// Fewer than two lines in so many are of one length: more are verse.
const VERSE_SHARE: usize = 3;
/// A printed line has at most so many pieces.
const MOST_PIECES: usize = 9;
/// At most this many column widths are tried.
const LABELS: usize = 16;
/// One line end in so many without a mark at it parts a word: one in five at least on 12 pages of such an extractor, one in three on
/// most; in free verse with marks at the ends of its lines hardly one.
const CUT_WORDS: usize = 8;
/// What each printed line costs, in hundredths: of two divisions with the same fit, the one with fewer lines is right.
const LINE: u32 = 30;

fn is_closing(class: Class) -> bool {
    matches!(
        class,
        Class::Comma
            | Class::Stop
            | Class::StopClosed
            | Class::Semicolon
            | Class::Colon
            | Class::CloseQuote
            | Class::CloseBracket
    )
}

/// Whether the page's lines were broken at their marks.
fn is_broken(lines: &[Line]) -> bool {
    let long = || lines.iter().filter(|line| line.chars >= 4);
    let (mut count, mut inner, mut ends, mut commas) = (0, 0, 0, 0);
    for line in long() {
        count += 1;
        inner += usize::from(line.cues.has(Cues::COMMA));
        ends += usize::from(is_closing(line.last));
        commas += usize::from(line.last == Class::Comma);
    }
    count >= FEWEST
        && inner * INNER_COMMAS <= count
        && ends * MARKED_ENDS >= count * 3
        && commas * COMMA_ENDS >= ends
        && alike(long()) * VERSE_SHARE < count * 2
}

/// Whether the line ends that no mark made part words: characters stand on either side that often stand together.
fn cuts_words(text: &str, lines: &[Line]) -> bool {
    let pairs = lines.windows(2).map(|two| match two {
        [a, b] => pair_of(text, a, b),
        _ => Pair::None,
    });
    let (count, cut) = pairs
        .filter(|pair| *pair != Pair::None)
        .fold((0, 0), |(count, cut), pair| (count + 1, cut + usize::from(pair == Pair::Common)));
    cut * CUT_WORDS >= count
}

/// How many of the lines are of the commonest length, the mark at their ends aside.
fn alike<'l>(lines: impl Iterator<Item = &'l Line>) -> usize {
    let mut counts = [0; u8::MAX as usize + 1];
    for line in lines {
        if let Some(count) = counts.get_mut(usize::from(line.chars) - usize::from(is_closing(line.last))) {
            *count += 1;
        }
    }
    counts.into_iter().max().unwrap_or(0)
}

/// What it costs, in hundredths, that a printed line is so many tenths of a cell narrower than its column.
fn misfit(short: i32) -> u32 {
    match short {
        ..-24 => 900,
        -24..-10 => 200,
        -10..=10 => 0,
        11..=19 => 60,
        31..=49 => 120, // a first line
        20..=30 => 130,
        50..=69 => 190,
        _ => 260,
    }
}

/// Puts the pieces of printed lines together. The gaps that this closes are added to `closed`, in order.
pub(crate) fn join(text: &str, lines: Vec<Line>, closed: &mut Vec<Closed>) -> Vec<Line> {
    if !is_broken(&lines) || !cuts_words(text, &lines) {
        return lines;
    }
    let wide: Vec<i32> = lines.iter().map(|line| i32::from(line.wide) - NARROW * i32::from(line.marks)).collect();
    // a gap may have been made by a mark if a mark stands at it, and nothing else speaks for a line end
    let open: Vec<bool> = lines
        .iter()
        .enumerate()
        .map(|(n, line)| {
            let before = n.checked_sub(1).and_then(|b| lines.get(b));
            before.is_some_and(|before| {
                line.gap == Gap::Hard
                    && line.blanks == 0
                    && (is_closing(before.last)
                        || matches!(line.first, Class::OpenQuote | Class::OpenBracket)
                        || is_closing(line.first))
                    && !line.cues.is_byline()
                    && !line.cues.is_masthead()
                    && !before.cues.is_byline()
                    && !before.cues.is_masthead()
            })
        })
        .collect();
    let labels = widths(&lines, &wide, &open);
    if labels.is_empty() {
        return lines;
    }
    let groups = divide(&wide, &open, &labels);
    put_together(text, lines, &groups, closed)
}

/// The widths of stretches between two line ends that no mark made: most of them are one printed line.
fn widths(lines: &[Line], wide: &[i32], open: &[bool]) -> Vec<i32> {
    let mut sums = Vec::new();
    let (mut sum, mut sure) = (0, false);
    for (n, w) in wide.iter().enumerate() {
        if !open.get(n).copied().unwrap_or(false) {
            let ends_open = n.checked_sub(1).and_then(|b| lines.get(b)).is_some_and(|line| is_open(line.last));
            if sure && ends_open && (7 * EM..60 * EM).contains(&sum) {
                sums.push(sum);
            }
            (sum, sure) = (0, ends_open);
        }
        sum += w;
    }
    sums.sort_unstable();
    let near = |w: i32| sums.partition_point(|s| *s <= w + CELL / 2) - sums.partition_point(|s| *s < w - CELL / 2);
    let mut peaks: Vec<(usize, i32)> = Vec::new();
    for &w in &sums {
        let count = near(w);
        if count >= 3 && count >= near(w - CELL / 2) && count >= near(w + CELL / 2) {
            match peaks.last_mut() {
                Some(last) if w - last.1 < CELL => *last = (*last).max((count, w)),
                _ => peaks.push((count, w)),
            }
        }
    }
    peaks.sort_unstable_by_key(|p| std::cmp::Reverse(p.0));
    peaks.truncate(LABELS);
    peaks.into_iter().map(|p| p.1).collect()
}

/// The cheapest division into printed lines: how many pieces each has, in order.
fn divide(wide: &[i32], open: &[bool], labels: &[i32]) -> Vec<usize> {
    let k = labels.len();
    // a row of labels for each place between two pieces, one behind the other: what the cheapest division up to there costs, and how
    // many pieces its last line has, and the label before
    let mut costs = vec![0u32; k];
    costs.reserve(k * wide.len());
    let mut back: Vec<(u8, u8)> = Vec::with_capacity(k * wide.len());
    for end in 1..=wide.len() {
        let first = costs.len();
        costs.resize(first + k, u32::MAX);
        back.resize(first, (1, 0));
        let (rows, row) = costs.split_at_mut(first);
        let from = back.get_mut(first - k..).unwrap_or_default();
        let mut sum = 0;
        for len in 1..=MOST_PIECES.min(end) {
            let start = end - len;
            sum += wide.get(start).copied().unwrap_or(0);
            let Some(before) = rows.get(start * k..(start + 1) * k) else { break };
            let (cheapest, least) = before.iter().enumerate().min_by_key(|b| b.1).map_or((0, 0), |(n, c)| (n, *c));
            let change = least + u32::from(CHANGE.unsigned_abs());
            let ways = row.iter_mut().zip(from.iter_mut()).zip(labels).zip(before);
            for (label, (((r, f), column), &stay)) in ways.enumerate() {
                let (cost, came) = if stay <= change { (stay, label) } else { (change, cheapest) };
                let cost = cost + LINE + misfit(column - sum);
                if cost < *r {
                    (*r, *f) = (cost, (len as u8, came as u8));
                }
            }
            if !open.get(start).copied().unwrap_or(false) {
                break;
            }
        }
    }
    let best = costs.get(wide.len() * k..).unwrap_or_default();
    let mut groups = Vec::new();
    let mut label = best.iter().enumerate().min_by_key(|b| b.1).map_or(0, |(n, _)| n);
    let mut end = wide.len();
    while end > 0 {
        let (len, came) = back.get((end - 1) * k + label).copied().unwrap_or((1, 0));
        groups.push(usize::from(len));
        end = end.saturating_sub(usize::from(len.max(1)));
        label = usize::from(came);
    }
    groups.reverse();
    groups
}

fn put_together(text: &str, lines: Vec<Line>, groups: &[usize], closed: &mut Vec<Closed>) -> Vec<Line> {
    let mut out = Vec::with_capacity(groups.len());
    let mut whole = String::new();
    let mut lines = lines.into_iter();
    for &len in groups {
        let Some(first) = lines.next() else { break };
        if len == 1 {
            out.push(first);
            continue;
        }
        whole.clear();
        whole.push_str(first.span.of(text));
        let mut end = first.span.end;
        for piece in lines.by_ref().take(len - 1) {
            let span = Span::new(end, piece.span.start);
            closed.push(Closed { span, spaced: false, why: PIECE });
            whole.push_str(piece.span.of(text));
            end = piece.span.end;
        }
        out.push(carry(&first, Span::new(first.span.start, end), measure(&whole)));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::lines::scan;
    use super::*;

    /// A page of printed lines that were broken behind their marks: twelve lines, of fourteen characters where a mark is half as
    /// wide, each with a comma inside. One line end in four parts a word.
    fn page(lines: usize) -> String {
        let heads = ["民间给步道，", "作坊亮起来，", "生意停下来，", "会议跑过来，"];
        let tails = ["换上三百盏路灯人", "散步便多了一些工", "看湖上的灯火再学", "跑到了栏杆那头社"];
        (0..lines).map(|n| format!("{}\n{}\n", heads[n % 4], tails[(n + n / 4) % 4])).collect()
    }

    fn joined(text: &str) -> Vec<String> {
        let mut closed = Vec::new();
        let lines = join(text, scan(text), &mut closed);
        assert!(closed.iter().all(|gap| gap.span.of(text) == "\n" && gap.why == PIECE));
        lines.iter().map(|line| line.span.of(text).replace('\n', "/")).collect()
    }

    #[test]
    fn printed_lines_that_were_broken_at_their_marks_are_put_together() {
        let text = page(14);
        let lines = joined(&text);
        assert_eq!(lines.len(), 14, "{lines:?}");
        assert!(lines.iter().all(|line| line.contains("，/")));
    }

    #[test]
    fn few_lines_and_lines_with_commas_inside_prove_nothing() {
        assert_eq!(joined(&page(11)).len(), 22, "22 lines");
        let inside = format!("{}{}", page(14), "路灯亮，孩子跑\n".repeat(3));
        assert_eq!(joined(&inside).len(), 31);
        let unmarked = format!("{}{}", page(14), "路灯亮了孩子跑了\n".repeat(60));
        assert_eq!(joined(&unmarked).len(), 88, "one line end in six is a mark");
    }

    #[test]
    fn lines_that_end_in_no_comma_or_part_no_word_were_not_broken() {
        assert_eq!(joined(&page(14).replace('，', "！")).len(), 28, "the lines of a film");
        let whole =
            page(14).replace("民间", "镇里").replace("作坊", "路灯").replace("生意", "老人").replace("会议", "孩子");
        assert_eq!(joined(&whole).len(), 28, "no word is parted");
    }

    #[test]
    fn a_byline_and_what_stands_behind_a_blank_line_are_no_pieces() {
        let text = page(14).replacen("作坊亮起来，\n", "作坊亮起来，\n\n", 1);
        assert_eq!(joined(&text).len(), 15);
        let text = format!("{}灯都亮了。\n记者 陈穗\n{}", page(7), page(8));
        assert!(joined(&text).contains(&"记者 陈穗".to_owned()));
    }

    #[test]
    fn what_it_costs_to_be_narrower_than_the_column() {
        let bounds = [-25, -24, -11, -10, 10, 11, 19, 20, 30, 31, 49, 50, 69, 70];
        assert_eq!(bounds.map(misfit), [900, 200, 200, 0, 0, 60, 60, 130, 130, 120, 120, 190, 190, 260]);
    }

    /// Pieces that are so wide, each of which may go on with the one before.
    fn divided(wide: &[i32], labels: &[i32]) -> Vec<usize> {
        let open: Vec<bool> = (0..wide.len()).map(|n| n > 0).collect();
        divide(wide, &open, labels)
    }

    #[test]
    fn pieces_are_divided_into_lines_of_the_columns_width() {
        assert_eq!(divided(&[100, 180, 280, 140, 140], &[280]), [2, 1, 2]);
        let columns = [100, 180, 100, 180, 100, 180, 200, 200, 200, 200, 200];
        assert_eq!(divided(&columns, &[280, 200]), [2, 2, 2, 1, 1, 1, 1, 1], "two columns");
        let open = [false, true, false, true, true];
        assert_eq!(divide(&[100, 180, 100, 100, 80], &open, &[280]), [2, 3], "a line end that no mark made stays");
        assert_eq!(divide(&[100, 180], &[false, false], &[280]), [1, 1]);
        assert_eq!(divided(&[28; 10], &[252]), [9, 1], "nine pieces at most");
        assert!(divided(&[], &[280]).is_empty());
    }
}
