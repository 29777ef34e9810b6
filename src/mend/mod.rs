//! Mending: one file a damage, all of one shape. A mend looks at what was read and proposes changes; it never edits.

mod amounts;
mod column_breaks;
mod confusions;
mod doubled_glyphs;
mod habits;
mod hyphens;
mod interleaved_columns;
mod look;
mod misplaced_headlines;
mod names;
mod openings;
mod punctuation_width;
mod radicals;
mod side_by_side_columns;
mod spaces;
mod split_numbers;
mod stray_spaces;
mod walk;

use std::cell::OnceCell;
use std::sync::Arc;

use habits::Habits;

use crate::page::change::{Change, FlagKind, RawBlock, RawFlag, Span, Work};
use crate::page::found::{Found, Later};
use crate::page::settle;
use crate::read::signs::Sign;
use crate::read::{Column, Layout, Page, ReadBlock, Reading, Trailing, gutters, lay_out, simplified, turns};
use crate::rule::{Rule, Rules};

/// What a mend looks at.
#[derive(Debug)]
pub(crate) struct Sheet<'t> {
    /// The page's source.
    pub text: &'t str,
    /// Its signs.
    pub signs: &'t [Sign],
    /// What was read.
    pub reading: &'t Reading,
    /// What the rules before this one change, sorted by place, never overlapping.
    pub settled: Vec<Change>,
    /// What the page is like, once a rule has asked.
    habits: OnceCell<Habits>,
}

impl<'t> Sheet<'t> {
    pub(crate) fn new(text: &'t str, signs: &'t [Sign], reading: &'t Reading) -> Sheet<'t> {
        Sheet { text, signs, reading, settled: Vec::new(), habits: OnceCell::new() }
    }

    /// What the page is like.
    fn habits(&self) -> &Habits {
        self.habits.get_or_init(|| Habits::of(self))
    }

    /// The blocks in the order of the source.
    pub(crate) fn blocks(&self) -> &[ReadBlock] {
        &self.reading.blocks
    }

    /// The characters that stand before the byte `at`, nearest first, with the changes made so far. `at` is no byte inside
    /// a change.
    pub(crate) fn chars_before(&self, at: u32) -> impl Iterator<Item = char> + '_ {
        let mut n = self.settled.partition_point(|c| c.span.end <= at);
        let mut at = at as usize;
        let mut piece: std::iter::Rev<std::str::Chars<'_>> = "".chars().rev();
        std::iter::from_fn(move || {
            loop {
                if let Some(c) = piece.next() {
                    return Some(c);
                }
                match n.checked_sub(1).and_then(|n| self.settled.get(n)) {
                    Some(change) if change.span.end as usize == at => {
                        piece = change.new.chars().rev();
                        (at, n) = (change.span.start as usize, n - 1);
                    }
                    before => {
                        let from = before.map_or(0, |change| change.span.end as usize);
                        if at <= from {
                            return None;
                        }
                        piece = self.text.get(from..at).unwrap_or_default().chars().rev();
                        at = from;
                    }
                }
            }
        })
    }

    /// The characters that stand from the byte `at` on, with the changes made so far.
    pub(crate) fn chars_after(&self, at: u32) -> impl Iterator<Item = char> + '_ {
        let mut n = self.settled.partition_point(|c| c.span.start < at);
        let mut at = at as usize;
        let mut piece: std::str::Chars<'_> = "".chars();
        std::iter::from_fn(move || {
            loop {
                if let Some(c) = piece.next() {
                    return Some(c);
                }
                match self.settled.get(n) {
                    Some(change) if change.span.start as usize == at => {
                        piece = change.new.chars();
                        (at, n) = (change.span.end as usize, n + 1);
                    }
                    behind => {
                        let to = behind.map_or(self.text.len(), |change| change.span.start as usize);
                        if at >= to {
                            return None;
                        }
                        piece = self.text.get(at..to).unwrap_or_default().chars();
                        at = to;
                    }
                }
            }
        })
    }

    /// Whether a change made so far touches the span.
    pub(crate) fn is_settled(&self, span: Span) -> bool {
        let n = self.settled.partition_point(|c| c.span.end <= span.start);
        self.settled.get(n).is_some_and(|c| c.span.start < span.end)
    }
}

/// A mend: looks, and proposes.
type Mend = fn(&Sheet<'_>, &mut Vec<Change>);

/// The mends in the order in which they run. Each sees what those before it change.
const ORDER: &[(Rule, Mend)] = &[
    (Rule::DoubledGlyphs, doubled_glyphs::propose),
    (Rule::ColumnBreaks, column_breaks::propose),
    (Rule::MisplacedHeadlines, misplaced_headlines::part),
    (Rule::Hyphens, hyphens::propose),
    (Rule::Radicals, radicals::propose),
    (Rule::Confusions, confusions::propose),
    (Rule::SplitNumbers, split_numbers::propose),
    (Rule::StraySpaces, stray_spaces::propose),
    (Rule::PunctuationWidth, punctuation_width::propose),
];

/// Reads and mends one page.
pub(crate) fn mend(text: &str, column: Option<Column>, rules: Rules, threshold: u16) -> Work {
    let text = &*simplified(text);
    let page = Page::scan(text, column);
    let beside = if rules.has(Rule::SideBySideColumns) { gutters::find(text, &page.lines) } else { None };
    match beside {
        Some(columns) if columns.margin >= threshold => side_by_side_columns::part(text, &columns),
        left => {
            let mut work = mend_rows(text, page, column, rules, threshold);
            if left.is_some() {
                work = work.found(text);
                flag_whole(&mut work, FlagKind::Doubtful, Span::new(0, text.len() as u32));
            }
            work
        }
    }
}

/// Reads and mends a page with one column on each line.
fn mend_rows(text: &str, page: Page, column: Option<Column>, rules: Rules, threshold: u16) -> Work {
    let turns = turns::find(text, &page, column, threshold);
    match turns.order {
        Some(order) if rules.has(Rule::InterleavedColumns) && turns.margin >= threshold => {
            let read = order.text(text);
            let page = turns.page.unwrap_or_else(|| Page::scan_with(&read, column, order.rows()));
            let work = mend_lines(&read, page, rules, threshold).found(&read);
            let mut work = interleaved_columns::bring_back(order, text.len(), turns.margin, work);
            if turns.doubtful.is_some() {
                flag_whole(&mut work, FlagKind::InterleavedColumns, Span::new(0, text.len() as u32));
            }
            work
        }
        left => {
            let mut work = mend_lines(text, page, rules, threshold);
            let whole = left.and_then(|order| order.in_source().first().map(|_| Span::new(0, text.len() as u32)));
            if let Some(span) = turns.doubtful.or(whole) {
                work = work.found(text);
                flag_whole(&mut work, FlagKind::InterleavedColumns, span);
            }
            work
        }
    }
}

/// Flags a stretch of the page whose lines seem to stand in another order.
fn flag_whole(work: &mut Work, kind: FlagKind, span: Span) {
    work.flags.push(RawFlag { kind, span });
    work.flags.sort_by_key(|flag| flag.span.start);
}

/// Reads a page that is left as it stands, as it could not be mended for good.
pub(crate) fn left(text: &str, column: Option<Column>, threshold: u16) -> Work {
    let mut work = mend(text, column, Rules::NONE, threshold).found(text);
    work.flags.insert(0, RawFlag { kind: FlagKind::Doubtful, span: Span::new(0, text.len() as u32) });
    work
}

/// Reads and mends a page whose lines are in order.
fn mend_lines(text: &str, mut page: Page, rules: Rules, threshold: u16) -> Work {
    let mut layout = lay_out(text, &page, threshold);
    // elsewhere nothing is out of place, and what is to be mended depends on the lines alone
    let in_columns = layout.reading.in_columns;
    if in_columns {
        layout.find_articles(text, &page, threshold);
    }
    let mut sheet = Sheet::new(text, &page.signs, &layout.reading);
    propose(&mut sheet, rules);
    let (mut moves, mut moved) = (Vec::new(), Vec::new());
    if rules.has(Rule::MisplacedHeadlines) {
        moved = misplaced_headlines::propose(&sheet, &mut moves);
    }
    let mut changes = sheet.settled;
    // the log is kept longer than what it was made with
    changes.shrink_to_fit();
    if !in_columns {
        if changes.is_empty() {
            page.signs = Vec::new();
            return Work { later: Some(Arc::new(Unasked { page, layout, threshold })), ..Work::default() };
        }
        layout.find_articles(text, &page, threshold);
    }
    let Found { blocks, flags } = found(layout.reading, &moved);
    Work { changes, moves, blocks, flags, ..Work::default() }
}

/// The blocks in the order of the output, and the flags.
fn found(reading: Reading, moved: &[Trailing]) -> Found {
    Found { blocks: in_reading_order(&reading, moved), flags: reading.flags }
}

/// A page on which nothing is to be mended, and of which nobody has asked yet what its articles are.
#[derive(Debug)]
struct Unasked {
    page: Page,
    layout: Layout,
    threshold: u16,
}

impl Later for Unasked {
    fn find(&self, source: &str) -> Found {
        let mut layout = self.layout.clone();
        layout.find_articles(&simplified(source), &self.page, self.threshold);
        found(layout.reading, &[])
    }
}

/// Lets the rules propose, each with what those before it change.
fn propose(sheet: &mut Sheet<'_>, rules: Rules) {
    let mut proposals = Vec::with_capacity(sheet.reading.joins.len());
    for &(rule, propose) in ORDER {
        if !rules.has(rule) {
            continue;
        }
        propose(sheet, &mut proposals);
        if !proposals.is_empty() {
            settle(&mut sheet.settled, &mut proposals);
        }
    }
}

/// Whether it is plain that nothing on the page is to be mended: what its articles are need not be known for that where nothing
/// can be out of place.
pub(crate) fn is_right(text: &str, column: Option<Column>, rules: Rules, threshold: u16) -> bool {
    let text = &*simplified(text);
    let page = Page::scan(text, column);
    if rules.has(Rule::SideBySideColumns) && gutters::find(text, &page.lines).is_some() {
        return false;
    }
    if rules.has(Rule::InterleavedColumns) && turns::find(text, &page, column, threshold).order.is_some() {
        return false;
    }
    let Layout { reading, .. } = lay_out(text, &page, threshold);
    if reading.in_columns {
        return false;
    }
    let mut sheet = Sheet::new(text, &page.signs, &reading);
    propose(&mut sheet, rules);
    sheet.settled.is_empty()
}

/// The blocks in the order of the output: a head that was moved stands over its body.
fn in_reading_order(reading: &Reading, moved: &[Trailing]) -> Vec<RawBlock> {
    let raw = |block: &ReadBlock| RawBlock { span: block.span, kind: block.kind, article: block.article };
    if moved.is_empty() {
        return reading.blocks.iter().map(raw).collect();
    }
    let mut order: Vec<(usize, usize)> = (0..reading.blocks.len()).map(|n| (n, n)).collect();
    for head in moved {
        for entry in order.get_mut(head.from..head.end).unwrap_or_default() {
            entry.0 = head.before;
        }
    }
    // stable: of those that stand before one block, the moved ones come first
    order.sort_by_key(|&(place, n)| (place, place == n));
    order.into_iter().filter_map(|(_, n)| reading.blocks.get(n)).map(raw).collect()
}

/// Asks about a text that is one paragraph.
#[cfg(test)]
pub(crate) fn one_block<T>(text: &str, ask: impl Fn(&Sheet<'_>, ReadBlock) -> T) -> T {
    use crate::page::change::Kind;
    use crate::read::signs;

    let span = Span::new(0, text.len() as u32);
    let block = ReadBlock::new(span, Kind::Para, 0);
    let reading = Reading { blocks: vec![block], ..Reading::default() };
    ask(&Sheet::new(text, &signs::of(text), &reading), block)
}

#[cfg(test)]
mod tests;
