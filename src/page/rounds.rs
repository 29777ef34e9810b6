//! Rounds: a page that was mended, and whose text was mended once more, as one page with one log.
//!
//! What a second reading finds counts in the text of the first. Here it is brought back to the source: the mended text is cut into
//! pieces, each a stretch of source or what a change put in its place, and the second reading's changes and moves are made to
//! those.

use std::borrow::Cow;
use std::ops::Range;

use super::Page;
use super::change::{Change, Move, RawBlock, RawFlag, Reason, Span, Why, Work};
use super::moves::{Placed, moves};
use super::order::Order;

/// A piece of the mended text.
#[derive(Clone, Copy, Debug)]
struct Piece {
    /// The stretch of source that it stands for.
    span: Span,
    /// Where it begins in the mended text, and how long it is there.
    at: u32,
    len: u32,
    /// The change that it is, if it is no source.
    change: Option<Change>,
    /// The move that put it where it stands.
    moved: Option<Move>,
}

impl Piece {
    fn end(&self) -> u32 {
        self.at + self.len
    }

    /// Where the byte `at` of the mended text, which stands in this piece, begins in the source, and where it ends.
    fn source(&self, at: u32) -> Span {
        if self.change.is_some() {
            return self.span;
        }
        let start = self.span.start + (at - self.at);
        Span::new(start, start + 1)
    }
}

impl Page<'_> {
    /// Whether only the order of its lines was mended, so that it is to be read once more.
    pub(crate) fn is_unread(&self) -> bool {
        self.work.is_unread
    }

    /// What was done to this page and then to its mended text, which is `next`, as done to its source. `None` where a part of
    /// what a change has put in was changed or moved: no stretch of source stands for that.
    pub(crate) fn then(&self, next: &Page<'_>) -> Option<Work> {
        let mut pieces = cut(self.laid_out(), &ends(&next.work))?;
        let homes = self.homes();
        let is_at_home = |piece: &Piece| is_within(&homes, piece.span);
        let stays = |change: &Change| {
            let mut own = pieces.get(changed(&pieces, change.span)).unwrap_or_default().iter();
            !change.new.contains('\n') && own.all(|piece| piece.len == 0 || is_at_home(piece))
        };
        let is_inside = !self.work.is_unread && next.work.moves.is_empty() && next.work.changes.iter().all(stays);
        // where the page is read as before, what told the first reading is found again when somebody asks
        let mut told = if is_inside { self.work.told.clone() } else { self.tell(&mut pieces) };
        for (change, reason) in next.work.changes.iter().zip(next.told(&mut told)) {
            let own = changed(&pieces, change.span);
            let own = pieces.get_mut(own).unwrap_or_default().iter_mut().filter(|piece| piece.len > 0);
            for (n, piece) in own.enumerate() {
                let new = if n == 0 { change.new } else { "" };
                // what comes back as it stood was not changed
                let is_other = piece.span.of(&self.source) != new;
                piece.change = is_other.then_some(Change { span: piece.span, new, reason, ..*change });
            }
        }
        let mut work = Work { told, ..Work::default() };
        if is_inside {
            // the first reading has seen more: of what the text was, the second finds less to tell its kind by
            work.blocks.clone_from(&self.work.blocks);
            work.flags.clone_from(&self.work.flags);
            work.order.clone_from(&self.work.order);
        } else {
            let read = Read::of(&pieces, next.work.order.as_ref());
            let block = |block: &RawBlock| Some(RawBlock { span: read.find(block.span)?, ..*block });
            let flag = |flag: &RawFlag| Some(RawFlag { span: in_source(&pieces, flag.span)?, ..*flag });
            work.blocks = next.work.blocks.iter().filter_map(block).collect();
            work.flags = next.work.flags.iter().filter_map(flag).collect();
            work.flags.sort_by_key(|flag| flag.span.start);
            work.order = read.order(self.source.len() as u32);
        }
        work.changes = pieces.iter().filter_map(|piece| piece.change).collect();
        work.changes.sort_unstable_by_key(|change| change.span.start);
        if let Some(&any) = self.work.moves.iter().chain(&next.work.moves).next() {
            work.moves = moves(&placed(&pieces, next), self.source.len() as u32, any);
        }
        Some(work)
    }

    /// The stretches of source that the blocks are made of, in the order of the source.
    fn homes(&self) -> Vec<Span> {
        let mut homes: Vec<Span> = self.work.blocks.iter().flat_map(|block| self.sources(block.span)).collect();
        homes.sort_unstable_by_key(|home| home.start);
        homes
    }

    /// The pieces of the mended text, in its order.
    fn laid_out(&self) -> Vec<Piece> {
        let moves = in_order(&self.work.moves);
        let mut pieces = Vec::with_capacity(self.work.changes.len() * 2 + self.work.moves.len() + 1);
        let mut at = 0;
        for range in self.segments() {
            let mut stretch = self.stretch(range);
            while let Some((span, text)) = stretch.next_span() {
                let (span, len) = (Span::new(span.start as u32, span.end as u32), text.len() as u32);
                let change = self.change_at(span.start).and_then(|n| self.work.changes.get(n)).copied();
                pieces.push(Piece { span, at, len, change, moved: around(&moves, span) });
                at += len;
            }
        }
        pieces
    }

    /// The number of the change that begins at this byte of the source.
    fn change_at(&self, start: u32) -> Option<usize> {
        self.work.changes.binary_search_by_key(&start, |change| change.span.start).ok()
    }

    /// Tells the reasons of the changes that the pieces are, which are this page's.
    fn tell(&self, pieces: &mut [Piece]) -> Vec<Cow<'static, str>> {
        let mut told = Vec::new();
        let reasons = self.told(&mut told);
        for change in pieces.iter_mut().filter_map(|piece| piece.change.as_mut()) {
            if let Some(reason) = self.change_at(change.span.start).and_then(|n| reasons.get(n)) {
                change.reason = *reason;
            }
        }
        told
    }

    /// The reasons of the page's changes: told, where they are found again in its source alone.
    fn told(&self, told: &mut Vec<Cow<'static, str>>) -> Vec<Reason> {
        let reasons = self.work.changes.iter().zip(self.edits()).map(|(change, edit)| match change.reason.0 {
            Why::Words(_) => change.reason,
            Why::Joined { .. } | Why::Told(_) => {
                told.push(edit.reason);
                Reason(Why::Told(told.len() as u32 - 1))
            }
        });
        reasons.collect()
    }
}

/// Which pieces a span of the mended text is made of.
fn changed(pieces: &[Piece], span: Span) -> Range<usize> {
    let from = pieces.partition_point(|piece| piece.end() <= span.start);
    let rest = pieces.get(from..).unwrap_or_default();
    from..from + rest.iter().take_while(|piece| piece.at < span.end).count()
}

/// Whether the span stands in one of these, which are in order.
fn is_within(homes: &[Span], span: Span) -> bool {
    let home = homes.get(homes.partition_point(|home| home.end <= span.start));
    home.is_some_and(|home| home.start <= span.start && span.end <= home.end)
}

/// The moves in the order of what they move.
fn in_order(moves: &[Move]) -> Vec<Move> {
    let mut moves = moves.to_vec();
    moves.sort_unstable_by_key(|m| m.span.start);
    moves
}

/// The one of these moves, which are in order, that moves the span.
fn around(moves: &[Move], span: Span) -> Option<Move> {
    let n = moves.partition_point(|m| m.span.end <= span.start);
    moves.get(n).filter(|m| m.span.start <= span.start && span.end <= m.span.end).copied()
}

/// Where the text is to be cut for what was done to it, in order.
fn ends(work: &Work) -> Vec<u32> {
    let changes = work.changes.iter().flat_map(|change| [change.span.start, change.span.end]);
    let moves = work.moves.iter().flat_map(|m| [m.span.start, m.span.end, m.to]);
    let mut ends: Vec<u32> = changes.chain(moves).collect();
    let order = work.order.iter().flat_map(Order::in_source);
    ends.extend(order.flat_map(|span| [span.start, span.end]));
    ends.sort_unstable();
    ends.dedup();
    ends
}

/// Cuts the pieces at these places. `None` where one of them is inside of what a change has put in.
fn cut(pieces: Vec<Piece>, ends: &[u32]) -> Option<Vec<Piece>> {
    let mut out = Vec::with_capacity(pieces.len() + ends.len());
    let mut next = 0;
    for mut piece in pieces {
        next += ends.get(next..).unwrap_or_default().iter().take_while(|&&end| end <= piece.at).count();
        while let Some(&end) = ends.get(next).filter(|&&end| end < piece.end()) {
            if piece.change.is_some() {
                return None;
            }
            let len = end - piece.at;
            let middle = piece.span.start + len;
            out.push(Piece { span: Span::new(piece.span.start, middle), len, ..piece });
            piece = Piece { span: Span::new(middle, piece.span.end), at: end, len: piece.len - len, ..piece };
            next += 1;
        }
        out.push(piece);
    }
    Some(out)
}

/// The stretches of source in the order of the last output.
fn placed(pieces: &[Piece], next: &Page<'_>) -> Vec<Placed> {
    let moves = in_order(&next.work.moves);
    let mut out: Vec<Placed> = Vec::new();
    for range in next.segments() {
        let range = Span::new(range.start as u32, range.end as u32);
        let is_last = range.end as usize == next.source.len();
        let from = pieces.partition_point(|piece| piece.at < range.start);
        let own = pieces.iter().skip(from).take_while(|piece| piece.at < range.end || is_last);
        for piece in own {
            let moved = around(&moves, Span::new(piece.at, piece.end())).or(piece.moved);
            let origin = |moved: Option<Move>| moved.map(|m| (m.rule, m.to));
            match out.last_mut().filter(|last| last.span.end == piece.span.start && origin(last.moved) == origin(moved))
            {
                Some(last) => last.span.end = piece.span.end,
                None => out.push(Placed { span: piece.span, moved }),
            }
        }
    }
    out
}

/// Where a span of the mended text stands in the source: all of it, or where its parts stand apart, the first one.
fn in_source(pieces: &[Piece], span: Span) -> Option<Span> {
    let piece = |at: u32| pieces.get(pieces.partition_point(|piece| piece.end() <= at));
    let (first, last) = (piece(span.start)?, piece(span.end.checked_sub(1)?)?);
    let (start, end) = (first.source(span.start).start, last.source(span.end - 1).end);
    Some(Span::new(start, if first.at <= last.at && start < end { end } else { first.span.end }))
}

/// The pieces in the order in which the mended text was read.
struct Read<'p> {
    /// Each with where it begins in the text that was read, and in the stretches of source that stand for it.
    pieces: Vec<(u32, u32, &'p Piece)>,
}

impl<'p> Read<'p> {
    fn of(pieces: &'p [Piece], order: Option<&Order>) -> Read<'p> {
        let mut read = Read { pieces: Vec::with_capacity(pieces.len()) };
        let (mut at, mut source) = (0, 0);
        let mut add = |piece: &'p Piece| {
            read.pieces.push((at, source, piece));
            (at, source) = (at + piece.len, source + (piece.span.end - piece.span.start));
        };
        match order {
            None => pieces.iter().for_each(add),
            Some(order) => {
                for span in order.spans() {
                    let from = pieces.partition_point(|piece| piece.at < span.start);
                    pieces.iter().skip(from).take_while(|piece| piece.at < span.end).for_each(&mut add);
                }
            }
        }
        read
    }

    /// Where a span of the text that was read stands in the stretches of source.
    fn find(&self, span: Span) -> Option<Span> {
        let piece =
            |at: u32| self.pieces.get(self.pieces.partition_point(|(begins, _, piece)| begins + piece.len <= at));
        let (first, last) = (piece(span.start)?, piece(span.end.checked_sub(1)?)?);
        let start = first.1 + if first.2.change.is_some() { 0 } else { span.start - first.0 };
        let end =
            last.1 + if last.2.change.is_some() { last.2.span.end - last.2.span.start } else { span.end - last.0 };
        Some(Span::new(start, end))
    }

    /// The stretches of source, `len` bytes in all, unless they stand in its own order.
    fn order(&self, len: u32) -> Option<Order> {
        let order = Order::new(self.pieces.iter().map(|(_, _, piece)| piece.span));
        (order.spans() != [Span::new(0, len)]).then_some(order)
    }
}
