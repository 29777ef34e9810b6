//! Heads side by side: columns that begin on one line of the page have their heads there, and a text layer gives them in
//! turn, line by line, or several on one line. By what each piece shares with the paragraphs near, they are told apart.

mod divide;
mod rows;
mod shares;
mod tops;
mod words;

use divide::Heads;
use shares::Shares;

use super::Page;
use super::blocks::ReadBlock;
use super::decode::Decision;
use super::echoes::Echoes;
use crate::page::change::Kind;

/// Heads of more printed lines are none: lists are longer.
const ROWS: usize = 8;

/// A head that stands elsewhere than beside its body: its blocks, and the block that it belongs before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub blocks: Vec<usize>,
    /// The lines that they stand on.
    pub lines: Vec<u32>,
    pub before: usize,
    /// Whether its first line is a kicker by how it ends.
    pub kicker: bool,
}

/// Finds heads that stand side by side, and takes lines apart that hold pieces of several.
pub(super) fn find(
    text: &str,
    page: &Page,
    echoes: &Echoes,
    decisions: &[Decision],
    blocks: &mut Vec<ReadBlock>,
) -> Vec<Place> {
    let found = Shares::of(text, page, echoes, blocks, decisions).heads(page, blocks, decisions);
    if found.is_empty() { Vec::new() } else { settle(blocks, &found) }
}

fn is_title(kind: Kind) -> bool {
    matches!(kind, Kind::Kicker | Kind::Headline | Kind::Subhead)
}

fn is_text(kind: Kind) -> bool {
    matches!(kind, Kind::Para | Kind::Fragment)
}

/// Takes the lines apart and says where each head belongs.
fn settle(blocks: &mut Vec<ReadBlock>, found: &[Heads]) -> Vec<Place> {
    let mut out: Vec<ReadBlock> = Vec::with_capacity(blocks.len() + found.len());
    let mut moved: Vec<usize> = Vec::with_capacity(blocks.len()); // where each block stands now
    let mut own: Vec<Piece> = Vec::new();
    let mut words =
        found.iter().enumerate().flat_map(|(run, heads)| heads.words.iter().map(move |word| (run, *word))).peekable();
    for (n, block) in blocks.iter().enumerate() {
        let first = out.len();
        moved.push(first);
        let mut last = None; // the head of the word before
        while let Some((run, (word, head))) = words.next_if(|(_, (word, _))| word.block == n) {
            if last == Some(head) {
                if let Some(piece) = out.last_mut() {
                    piece.span.end = word.span.end;
                }
            } else {
                own.push(Piece { run, head, block: out.len(), kicker: word.kicker });
                out.push(ReadBlock { span: word.span, ..*block });
            }
            last = Some(head);
        }
        if last.is_none() {
            out.push(*block);
        } else if let [piece, ..] = out.get_mut(first..).unwrap_or_default() {
            piece.span.start = block.span.start;
            out.last_mut().into_iter().for_each(|piece| piece.span.end = block.span.end);
        }
    }
    *blocks = out;
    let mut places = Vec::new();
    for (run, heads) in found.iter().enumerate() {
        for (head, &body) in heads.bodies.iter().enumerate() {
            let own: Vec<&Piece> = own.iter().filter(|piece| piece.run == run && piece.head == head).collect();
            let lines = own.iter().filter_map(|piece| blocks.get(piece.block)).map(|b| b.line).collect();
            places.push(Place {
                blocks: own.iter().map(|piece| piece.block).collect(),
                lines,
                before: moved.get(body).copied().unwrap_or(0),
                kicker: own.len() > 1 && own.first().is_some_and(|piece| piece.kicker),
            });
        }
    }
    places
}

/// A piece of a line: its run of titles, its head there, and its block now.
#[derive(Clone, Copy, Debug)]
struct Piece {
    run: usize,
    head: usize,
    block: usize,
    kicker: bool,
}

#[cfg(test)]
mod divide_tests;
#[cfg(test)]
mod heads_tests;
#[cfg(test)]
mod line_tests;
#[cfg(test)]
mod tests;
