//! Source and mended text, row by row.
//!
//! A row is a stretch of source that begins where a line with a block begins, and what stands for it in the mended text. The
//! rows of what did not move have both sides. What moved has two rows: one where it stood, with the source alone, and one
//! where it stands, with the mended text alone. So each side reads on in its own order, and nothing is out of line.

use std::ops::Range;

use pagemend::{Edit, Kind, Page};

/// A page taken apart. Offsets count from the start of the page.
pub struct Rows<'p> {
    pub source: &'p str,
    /// The log.
    pub edits: Vec<Edit<'p>>,
    /// The page's pieces, in the order of the mended text.
    pub pieces: Vec<Piece<'p>>,
    /// Its blocks, in the order of the source.
    pub blocks: Vec<Block>,
    pub rows: Vec<Row>,
}

/// A stretch of source and what stands for it.
#[derive(Clone)]
pub struct Piece<'p> {
    pub source: Range<usize>,
    pub text: &'p str,
    /// The edit that it is, as a place in the log.
    pub edit: Option<usize>,
}

pub struct Block {
    pub source: Range<usize>,
    pub kind: Kind,
    pub article: Option<u32>,
}

/// A stretch of pieces, and on which sides it stands.
#[derive(Clone)]
pub struct Row {
    pub source: Range<usize>,
    pub pieces: Range<usize>,
    /// The move that took it there, as a place in the log.
    pub moved: Option<usize>,
    pub sides: Sides,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Sides {
    Both,
    Source,
    Mended,
}

impl<'p> Rows<'p> {
    pub fn of(page: &'p Page<'p>) -> Rows<'p> {
        let here = |at: u64| (at - page.offset()) as usize;
        let edits: Vec<Edit<'p>> = page.edits().collect();
        // The log has the changes in the order of the source, then the moves.
        let changes = edits.partition_point(|edit| edit.to.is_none());
        let mut moves: Vec<usize> = (changes..edits.len()).collect();
        moves.sort_by_key(|&n| edits[n].source.start);
        let moved = |at: u64| {
            let next = moves.partition_point(|&n| edits[n].source.end <= at);
            moves.get(next).copied().filter(|&n| edits[n].source.start <= at)
        };
        let change = |source: &Range<u64>| {
            let n = edits[..changes].partition_point(|edit| edit.source.start < source.start);
            (n < changes && edits[n].source == *source).then_some(n)
        };

        let blocks = blocks(page);
        let cuts = cuts(page.source(), &blocks, &edits[..changes], page.offset());
        let (mut pieces, mut rows) = (Vec::new(), Vec::<Row>::new());
        for (span, text) in page.spans() {
            let (edit, moved) = (change(&span), moved(span.start));
            let source = here(span.start)..here(span.end);
            // Untouched text is cut where a row begins.
            let inner = cuts.partition_point(|&cut| cut <= source.start)..cuts.partition_point(|&cut| cut < source.end);
            let inner = if edit.is_none() && inner.start < inner.end { &cuts[inner] } else { &[] };
            let mut start = source.start;
            for end in inner.iter().copied().chain([source.end]) {
                let text = if inner.is_empty() { text } else { &page.source()[start..end] };
                match rows.last_mut() {
                    Some(row)
                        if row.source.end == start && row.moved == moved && cuts.binary_search(&start).is_err() =>
                    {
                        row.source.end = end;
                        row.pieces.end += 1;
                    }
                    _ => rows.push(Row {
                        source: start..end,
                        pieces: pieces.len()..pieces.len() + 1,
                        moved,
                        sides: if moved.is_some() { Sides::Mended } else { Sides::Both },
                    }),
                }
                pieces.push(Piece { source: start..end, text, edit });
                start = end;
            }
        }
        Rows { source: page.source(), edits, pieces, blocks, rows: with_origins(rows) }
    }
}

/// Adds to the rows of the mended text those of the source that moved: each behind what it stood behind.
fn with_origins(rows: Vec<Row>) -> Vec<Row> {
    let mut origins: Vec<Row> = rows.iter().filter(|row| row.moved.is_some()).cloned().collect();
    origins.sort_by_key(|row| row.source.start);
    let mut origins = origins.into_iter().map(|row| Row { sides: Sides::Source, ..row }).peekable();
    let stays: Vec<usize> = rows.iter().filter(|row| row.moved.is_none()).map(|row| row.source.start).collect();
    let mut stays = stays.into_iter().peekable();
    let mut all = Vec::with_capacity(rows.len() + origins.len());
    for row in rows {
        // What stood before the next row that stayed.
        let next = stays.peek().copied().unwrap_or(usize::MAX);
        while let Some(origin) = origins.next_if(|origin| origin.source.start < next) {
            all.push(origin);
        }
        if row.moved.is_none() {
            stays.next();
        }
        all.push(row);
    }
    all.extend(origins);
    all
}

/// The blocks in the order of the source.
fn blocks(page: &Page<'_>) -> Vec<Block> {
    let here = |at: u64| (at - page.offset()) as usize;
    let mut blocks: Vec<Block> = page
        .blocks()
        .filter_map(|block| {
            let spans = block.source();
            let source = here(spans.first()?.start)..here(spans.last()?.end);
            Some(Block { source, kind: block.kind(), article: block.article() })
        })
        .collect();
    blocks.sort_by_key(|block| block.source.start);
    blocks
}

/// Where rows begin: where a block does, or its line if nothing stands there before it. What runs on behind a paragraph, as
/// bylines do, stays with it. No row begins inside a change.
fn cuts(source: &str, blocks: &[Block], changes: &[Edit<'_>], offset: u64) -> Vec<usize> {
    let mut cuts = Vec::with_capacity(blocks.len());
    for block in blocks {
        let start = block.source.start;
        let before = source[..start].trim_end_matches(|c: char| c.is_whitespace() && c != '\n');
        let begins_line = before.is_empty() || before.ends_with('\n');
        if !begins_line && matches!(block.kind, Kind::Byline | Kind::Credit) {
            continue;
        }
        let cut = if begins_line { before.len() } else { start };
        let place = offset + cut as u64;
        let next = changes.partition_point(|edit| edit.source.end <= place);
        if changes.get(next).is_none_or(|edit| place <= edit.source.start) && cuts.last().is_none_or(|&last| last < cut)
        {
            cuts.push(cut);
        }
    }
    cuts
}
