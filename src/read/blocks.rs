//! Blocks and articles: what the decisions about lines make of the page.

use super::Page;
use super::beside::{self, Place};
use super::bodies::beside_titles;
use super::class::Class;
use super::costs::COSTS;
use super::cues::Cues;
use super::decode::{Decision, decode};
use super::echoes::Echoes;
use super::flags::{Found, flags, is_unplaced};
use super::ground::{Ground, is_halved};
use super::heads::{HEAD_COSTS, Item, Role, Verdict, assign};
use super::items::items;
use super::lines::{Gap, Line};
use super::placed::{Order, doubt, leave_doubtful, part_doubtful};
use super::rigid::may_move;
use super::rows::{Piece, pieces};
use super::state::State;
use super::wide::Closed;
use super::witness::Witness;
use crate::page::change::{FlagKind, Kind, NO_ARTICLE, RawFlag, Span};

/// A block as it was read, in the order of the source: the lines of one paragraph, one line of a headline, a byline.
/// Blocks never overlap; between them stands white space.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ReadBlock {
    pub span: Span,
    pub kind: Kind,
    /// What it is by its lines alone, whatever article it is of: what the rules inside lines go by.
    pub of_lines: Kind,
    /// The article's number, in the order of the articles' bodies, or `NO_ARTICLE`.
    pub article: u32,
    /// The first of its lines.
    pub line: u32,
}

impl ReadBlock {
    /// A block that begins with a line, of no article yet.
    pub(crate) fn new(span: Span, kind: Kind, line: u32) -> ReadBlock {
        ReadBlock { span, kind, of_lines: kind, article: NO_ARTICLE, line }
    }
}

/// A gap that the reading closes: the line end, or the space, between a line and the next of its block.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Join {
    pub span: Span,
    pub gap: Gap,
    /// Within a row of the masthead, whose pieces stand apart.
    pub row: bool,
    pub margin: u16,
    pub before: Class,
    pub behind: Class,
    /// The line behind it, and the state of the one before.
    pub line: u32,
    pub state_before: State,
}

/// A head that stands behind its body.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Trailing {
    /// Its blocks: the first, and the one behind the last.
    pub from: usize,
    pub end: usize,
    /// The first block of its article.
    pub before: usize,
    /// How far the next-best reading is, in 1/64 nat.
    pub margin: i32,
}

/// One page, read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reading {
    pub blocks: Vec<ReadBlock>,
    pub joins: Vec<Join>,
    /// The copies of doubled glyphs.
    pub copies: Vec<Span>,
    /// The gaps that were closed before the page was read, in order.
    pub pieces: Vec<Closed>,
    pub heads: Vec<Trailing>,
    /// The gaps between a head and what stands beside it on its printed line.
    pub beside: Vec<Span>,
    /// What looks wrong and is left.
    pub flags: Vec<RawFlag>,
    /// Whether the page's text stands in columns for certain: without them nothing is out of place, and only line ends that cut words are
    /// damage.
    pub in_columns: bool,
    /// Whether it is one wide column, as manuals have it.
    pub wide_text: bool,
}

/// A page's lines put together into blocks, and what it takes to find their articles.
#[derive(Clone, Debug)]
pub(crate) struct Layout {
    /// What was read: without articles, heads and most of the flags until they are asked for.
    pub reading: Reading,
    ground: Ground,
    decisions: Vec<Decision>,
}

impl Layout {
    /// Finds articles, heads that stand behind their bodies, and flags.
    pub(crate) fn find_articles(&mut self, text: &str, page: &Page, threshold: u16) {
        let Layout { reading, ground, decisions } = self;
        let echoes = if reading.in_columns {
            Echoes::of_all(text, page, &reading.blocks)
        } else {
            Echoes::of(text, page, &reading.blocks, beside_titles(&reading.blocks).into_iter())
        };
        let placed = if reading.in_columns {
            beside::find(text, page, &echoes, decisions, &mut reading.blocks)
        } else {
            Vec::new()
        };
        reading.beside.extend(reading.blocks.windows(2).filter_map(|pair| match pair {
            [a, b] if a.line == b.line => Some(Span::new(a.span.end, b.span.start)),
            _ => None,
        }));
        reading.beside.sort_unstable_by_key(|gap| gap.start);
        let items = items(text, page, &echoes, decisions, &reading.blocks);
        let verdicts = articles(page, reading, &items, &placed, threshold);
        let heads = std::mem::take(&mut reading.heads);
        reading.heads = heads.into_iter().filter(|head| may_move(text, page, ground, &reading.blocks, head)).collect();
        leave_doubtful(reading, threshold);
        let blocks = &reading.blocks;
        let doubtful = std::mem::take(&mut reading.flags);
        reading.flags = flags(&Found { text, page, ground, blocks, items: &items, verdicts: &verdicts });
        if !doubtful.is_empty() {
            reading.flags.extend(doubtful);
            reading.flags.sort_by_key(|flag| flag.span.start);
        }
    }
}

/// Puts lines together into blocks, which are of no article yet.
pub(crate) fn lay_out(text: &str, page: &Page, threshold: u16) -> Layout {
    let witness = Witness::new(&page.lines, &page.wide, &page.columns);
    let mut decisions = decode(&witness, page.lines.len(), &COSTS);
    // a row that is known begins one, whatever its line looks like
    if !page.masthead.rows.is_empty() {
        let rows = page.lines.iter().zip(&mut decisions).filter(|(line, _)| page.masthead.begins_row(line));
        rows.for_each(|(_, known)| known.state = State::Masthead);
    }
    let ground = if page.wide_text { Ground::default() } else { Ground::of(text, &page.lines, &witness, &page.ties) };
    let mut reading = Reading { in_columns: ground.is_sure(), wide_text: page.wide_text, ..Reading::default() };
    // a line is joined or begins a block
    reading.joins.reserve(page.lines.len());
    reading.blocks.reserve(page.lines.len() / 4);
    let row_pieces = pieces(text, &page.lines, &decisions);
    for (n, ((line, decision), piece)) in page.lines.iter().zip(&decisions).zip(&row_pieces).enumerate() {
        let state_before = n.checked_sub(1).and_then(|b| decisions.get(b)).map_or(State::Para, |d| d.state);
        let joined = match decision.state {
            // furniture has no prose about it
            State::Row => !line.gap.is_break() || ground.may_be_row(&page.lines, n) && *piece != Piece::Doubtful,
            State::Goes => !line.gap.is_break() || ground.may_join(&page.lines, n),
            // the halves of a headline, after all
            state => line.gap == Gap::Beside && state.is_title() && state_before.is_title(),
        };
        // a coin's toss is no repair, nor is what would take a heading into the text: the lines stay apart, and are flagged
        let heading = |n: usize| {
            let before = n.checked_sub(1).and_then(|b| page.lines.get(b)).map(|b| b.last);
            let begins = reading.blocks.last().is_none_or(|block| block.line as usize == n);
            let ended = matches!(before, Some(Class::Stop | Class::StopClosed | Class::CloseQuote));
            (begins || ended) && is_halved(text, &page.lines, n)
        };
        let doubted = joined
            && line.gap == Gap::Hard
            && (decision.gap_margin < threshold || heading(n) || n > 0 && heading(n - 1));
        if doubted {
            let start = n.checked_sub(1).and_then(|b| page.lines.get(b)).map_or(line.span.start, |b| b.span.end);
            reading.flags.push(RawFlag { kind: FlagKind::Doubtful, span: Span::new(start, line.span.start) });
        }
        let joined = joined && !doubted;
        match reading.blocks.last_mut() {
            Some(block) if joined => {
                let before = page.lines.get(n - 1).copied().unwrap_or(*line);
                block.span.end = line.span.end;
                if *piece == Piece::Copy {
                    reading.copies.push(Span::new(before.span.end, line.span.end));
                    continue;
                }
                let span = Span::new(before.span.end, line.span.start);
                if line.gap == Gap::Soft && decision.gap_margin < threshold {
                    // one printed line all the same, with a space in it
                    reading.flags.push(RawFlag { kind: FlagKind::Doubtful, span });
                    continue;
                }
                reading.joins.push(Join {
                    span,
                    gap: line.gap,
                    row: decision.state == State::Row,
                    margin: decision.gap_margin,
                    before: before.last,
                    behind: line.first,
                    line: n as u32,
                    state_before,
                });
            }
            before => {
                if let Some(before) = before.filter(|before| line.gap == Gap::Beside && is_title(before.kind)) {
                    reading.beside.push(Span::new(before.span.end, line.span.start));
                }
                reading.blocks.push(ReadBlock::new(line.span, kind_of(line, decision), n as u32));
            }
        }
    }
    reading.joins.retain(|join| join.gap.is_break());
    if ground.in_columns || page.wide_text {
        reading.pieces.clone_from(&page.closed);
    }
    reading.copies.extend_from_slice(&page.doubled);
    reading.copies.sort_unstable_by_key(|copy| copy.start);
    Layout { reading, ground, decisions }
}

/// Finds articles and heads, and writes them down: in the order in which the blocks were meant, where heads stood side by
/// side.
fn articles(page: &Page, reading: &mut Reading, items: &[Item], placed: &[Place], threshold: u16) -> Vec<Verdict> {
    // elsewhere nothing moves
    let threshold = if reading.in_columns { threshold } else { 0 };
    if placed.is_empty() {
        let mut verdicts = assign(items, &HEAD_COSTS);
        let doubtful = part_doubtful(items, &mut verdicts, threshold);
        reading.flags.extend(doubtful.iter().filter_map(|lines| doubt(&reading.blocks, lines)));
        settle_kinds(&mut reading.blocks, items, &verdicts);
        let (numbers, heads) = number_articles(&verdicts);
        reading.blocks.iter_mut().zip(numbers).for_each(|(block, number)| block.article = number);
        settle_bylines(page, &mut reading.blocks);
        // promised: in doubt it stays, and is flagged
        reading.heads = heads.into_iter().filter(|head| !is_unplaced(items, head)).collect();
        return verdicts;
    }
    let order = Order::of(&reading.blocks, placed);
    let logical: Vec<Item> = order.list.iter().map(|entry| order.item(*entry, items)).collect();
    let mut verdicts = assign(&logical, &HEAD_COSTS);
    let keep = |n: usize| matches!(order.list.get(n), Some(Some(_)));
    let mut n = 0;
    verdicts.retain(|_| {
        n += 1;
        keep(n - 1)
    });
    let list: Vec<usize> = order.list.iter().copied().flatten().collect();
    let logical: Vec<Item> = list.iter().filter_map(|&n| items.get(n)).copied().collect();
    let mut blocks: Vec<ReadBlock> = list.iter().filter_map(|&n| reading.blocks.get(n)).copied().collect();
    let doubtful = part_doubtful(&logical, &mut verdicts, threshold);
    reading.flags.extend(doubtful.iter().filter_map(|lines| doubt(&blocks, lines)));
    settle_kinds(&mut blocks, &logical, &verdicts);
    // of the pieces of one line, each is what the line was: but a kicker stands over its headline
    for group in blocks.chunk_by_mut(|a, b| is_title(a.kind) && is_title(b.kind)) {
        let over = group.iter().position(|b| b.kind == Kind::Headline).unwrap_or(group.len());
        let pieces = group.iter_mut().skip(over).filter(|b| b.kind == Kind::Kicker);
        pieces.filter(|b| placed.iter().any(|p| p.lines.contains(&b.line))).for_each(|b| b.kind = Kind::Headline);
    }
    for place in placed.iter().filter(|place| place.kicker) {
        let first = place.blocks.first().and_then(|n| list.iter().position(|m| m == n));
        first.and_then(|n| blocks.get_mut(n)).into_iter().for_each(|block| block.kind = Kind::Kicker);
    }
    let (numbers, heads) = number_articles(&verdicts);
    blocks.iter_mut().zip(numbers).for_each(|(block, number)| block.article = number);
    settle_bylines(page, &mut blocks);
    let mut moves: Vec<(Vec<usize>, usize, i32)> = Vec::new();
    for head in heads.iter().filter(|head| !is_unplaced(&logical, head)) {
        let own = list.get(head.from..head.end).unwrap_or_default().to_vec();
        moves.push((own, list.get(head.before).copied().unwrap_or(0), head.margin));
    }
    for place in order.moved(placed) {
        moves.push((place.blocks.clone(), place.before, PLACED));
    }
    let mut out = vec![Verdict { role: Role::Inside, margin: 0 }; list.len()];
    for ((&n, block), verdict) in list.iter().zip(&blocks).zip(&verdicts) {
        if let (Some(place), Some(said)) = (reading.blocks.get_mut(n), out.get_mut(n)) {
            (*place, *said) = (*block, *verdict);
        }
    }
    for (own, before, margin) in moves {
        for run in own.chunk_by(|a, b| a + 1 == *b) {
            if let (Some(&from), Some(&last)) = (run.first(), run.last()) {
                reading.heads.push(Trailing { from, end: last + 1, before, margin });
            }
        }
    }
    reading.heads.sort_by_key(|head| head.from);
    out
}

/// Who wrote and photographed, or stands behind a mark, has the byline of an article with a head, and the credit of a
/// photograph's caption: of 300 such lines on printed and simulated pages, all but 20.
fn settle_bylines(page: &Page, blocks: &mut [ReadBlock]) {
    let cues = |block: &ReadBlock| page.lines.get(block.line as usize).map(|line| line.cues).unwrap_or_default();
    for article in blocks.chunk_by_mut(|a, b| a.article == b.article) {
        let headed = article.iter().any(|b| matches!(b.kind, Kind::Kicker | Kind::Headline));
        for block in article.iter_mut().filter(|b| matches!(b.kind, Kind::Byline | Kind::Credit)) {
            let cues = cues(block);
            if cues.has(Cues::BOTH) || cues.has(Cues::MARKED) && !cues.has(Cues::CREDIT) {
                block.kind = if headed { Kind::Byline } else { Kind::Credit };
            }
        }
    }
}

/// How sure it is that a head that was told from the one beside it belongs where it does: as sure as [`beside`] asks for.
const PLACED: i32 = 5 * 64;

/// The blocks and items of a page, for the trainer.
#[cfg(pagemend_fit)]
pub(crate) fn problem(text: &str) -> (Vec<ReadBlock>, Vec<Item>) {
    let page = Page::scan(text, None);
    let mut layout = lay_out(text, &page, 0);
    layout.find_articles(text, &page, 0);
    let Layout { reading, decisions, .. } = layout;
    let echoes = Echoes::of_all(text, &page, &reading.blocks);
    let items = items(text, &page, &echoes, &decisions, &reading.blocks);
    (reading.blocks, items)
}

fn kind_of(line: &Line, decision: &Decision) -> Kind {
    match decision.state {
        // without a masthead's words it is a banner, or a title: the second stage tells
        State::Masthead if line.cues.is_bare() => Kind::Headline,
        State::Masthead | State::Row => Kind::Masthead,
        State::Kicker => Kind::Kicker,
        State::Headline => Kind::Headline,
        State::Subhead => Kind::Subhead,
        State::Opens | State::Para | State::Goes => Kind::Para,
        State::Byline if line.cues.has(Cues::CREDIT) => Kind::Credit,
        State::Byline => Kind::Byline,
    }
}

pub(super) fn is_title(kind: Kind) -> bool {
    matches!(kind, Kind::Kicker | Kind::Headline | Kind::Subhead)
}

/// A title's kind by what the second stage made of it: inside a body a subhead, else a head.
fn settle_kinds(blocks: &mut [ReadBlock], items: &[Item], verdicts: &[Verdict]) {
    for ((block, item), verdict) in blocks.iter_mut().zip(items).zip(verdicts) {
        if let Item::Title { kicker, .. } = *item {
            block.kind = match verdict.role {
                Role::Inside => Kind::Subhead,
                Role::Furniture => Kind::Masthead,
                _ if kicker => Kind::Kicker,
                _ => Kind::Headline,
            };
        }
    }
    // a head of nothing but kickers is a headline
    let mut n = 0;
    while n < blocks.len() {
        let role = verdicts.get(n).map(|v| v.role);
        let run =
            blocks.iter().zip(verdicts).skip(n).take_while(|(b, v)| is_title(b.kind) && Some(v.role) == role).count();
        let group = blocks.get_mut(n..n + run).unwrap_or_default();
        if group.iter().all(|b| b.kind == Kind::Kicker)
            && let Some(last) = group.last_mut()
        {
            last.kind = Kind::Headline;
        }
        n += run.max(1);
    }
}

/// The number of each item's article, or `NO_ARTICLE`, and the heads that stand behind their bodies.
pub(crate) fn number_articles(verdicts: &[Verdict]) -> (Vec<u32>, Vec<Trailing>) {
    let mut numbers = Vec::with_capacity(verdicts.len());
    let mut heads: Vec<Trailing> = Vec::new();
    let mut article: Option<(u32, usize)> = None; // its number and first block
    let mut next = 0;
    let mut headed = false; // the article has begun with a head, and waits for its body
    let mut before = Role::Furniture;
    let mut begin = |n: usize| {
        next += 1;
        Some((next - 1, n))
    };
    for (n, verdict) in verdicts.iter().enumerate() {
        match verdict.role {
            Role::Leads => {
                if before != Role::Leads || !headed {
                    article = begin(n);
                }
                headed = true;
            }
            Role::Opens => {
                if !headed {
                    article = begin(n);
                }
                headed = false;
            }
            Role::Furniture => {}
            _ if article.is_none() => article = begin(n),
            Role::Trails => {
                let first = article.map_or(n, |a| a.1);
                match heads.last_mut() {
                    Some(head) if head.end == n => {
                        head.end = n + 1;
                        head.margin = head.margin.min(verdict.margin);
                    }
                    _ => {
                        // it is no surer than that its article begins there
                        let opens = verdicts.get(first).filter(|first| first.role == Role::Opens);
                        let margin = opens.map_or(verdict.margin, |opens| verdict.margin.min(opens.margin));
                        heads.push(Trailing { from: n, end: n + 1, before: first, margin });
                    }
                }
            }
            Role::Inside => {}
        }
        numbers.push(if verdict.role == Role::Furniture { NO_ARTICLE } else { article.map_or(NO_ARTICLE, |a| a.0) });
        before = verdict.role;
    }
    (numbers, heads)
}

#[cfg(test)]
mod tests;
