//! Repairs the text of newspaper pages that a PDF's text layer or an OCR engine has broken, from the text alone.
//!
//! ```
//! let page = "\
//! 眼下距离主汛期还有两个多月，清
//! 水河下游的清淤工地上已经是一片繁
//! 忙。截至4月2日，全线14.6公里河道
//!
//! 已经完成清淤9.1公里，占总长62%。
//!
//! 通讯员 高峻
//!
//! 清水河清淤赶在汛期前
//! ";
//! assert_eq!(pagemend::repair_str(page), "\
//! 清水河清淤赶在汛期前
//!
//! 眼下距离主汛期还有两个多月，清水河下游的清淤工地上已经是一片繁忙。截至4月2日，全线14.6公里河道已经完成清淤9.1公里，占总长62%。
//!
//! 通讯员 高峻
//! ");
//! ```
//!
//! Three types do the work:
//!
//! - [`Mender`] says what to mend and within which limits. It mends a stream ([`Mender::repair`]), a text in memory
//!   ([`Mender::pages`], [`Mender::repair_str`]), or bytes that come another way ([`Mender::core`]). [`repair`] and
//!   [`repair_str`] are short for one with every [`Rule`] on.
//! - [`Page`] is what comes out: its text, its blocks and articles, the log of its edits, and flags where something looks
//!   wrong and was left.
//! - [`Edit`] is one entry of the log. [`undo`] takes a log back, [`replay`] does it again.
//!
//! The [`cookbook`] has whole programs: to index a folder, to make a corpus, to drive it from async code. [`json`] says how pages
//! and edits are written as data.
//!
//! # What is a page?
//!
//! The text up to a form feed (U+000C), which belongs to the page that it ends, or to the end of the input. Text that has no
//! form feed for 256 KiB ([`Mender::page_limit`]) is cut: behind the last article that is whole, or else paragraph, blank line, line end.
//! So a cut parts no head from its body. Nothing is mended across a form feed.
//!
//! Each page is read by itself, but for one thing: how wide the text was set on the pages before it, where it stands in one
//! wide column as in a manual. A sheet of a manual has few full lines of its own to prove that. So a page that is mended alone
//! may be mended less than in its stream; on newspaper pages it makes no difference.
//!
//! A line ends at a line feed, or a carriage return and a line feed; both stay as they are where the line break stays. Every
//! other character is text: a byte-order mark (which stays the first character of its page), NUL, U+0085, U+2028, a carriage
//! return alone. The last line may have no line feed; none is added. Empty input has no page, and empty output.
//!
//! # What is never changed?
//!
//! What is not proved to be damage. No character is guessed, none added but spaces at Latin words, line ends between a
//! headline and what stands beside it on its line, and what a rule puts in the place of another character: a mark of full
//! width for one of half width, a character for its radical or look-alike.
//! Poems, tables, lists and code stay as they are; and where the second-best reading of a line is nearly as good as the
//! best, the text is left, and flagged.
//!
//! Text with nothing to mend comes back borrowed, byte for byte.
//!
//! Traditional and simplified characters stay what they are. A page in traditional ones is read as if it had been set in simplified ones
//! (Unihan says which stands for which), and mended in the same places:
//!
//! ```
//! let page = "\
//! 眼下距離主汛期還有兩個多月，清
//! 水河下游的清淤工地上已經是一片繁
//! 忙。截至4月2日，全線14.6公里河道
//!
//! 已經完成清淤9.1公里，佔總長62%。
//!
//! 記者高峻／清水報導
//!
//! 清水河清淤趕在汛期前
//! ";
//! assert_eq!(pagemend::repair_str(page), "\
//! 清水河清淤趕在汛期前
//!
//! 眼下距離主汛期還有兩個多月，清水河下游的清淤工地上已經是一片繁忙。截至4月2日，全線14.6公里河道已經完成清淤9.1公里，佔總長62%。
//!
//! 記者高峻／清水報導
//! ");
//! ```
//!
//! # What if I mend what was mended?
//!
//! Nothing more changes. A page that was mended is read again, as a text of its own, and mended until nothing changes, before you
//! get it: a space in a line that reads as text only once it is joined goes at once. All of it is one log, in places of the source.
//! A page that is not done after eight rounds would be left as it stood, and flagged as [`FlagKind::Doubtful`]: of 120,000 random
//! pages none was.
//!
//! ```
//! let once = pagemend::repair_str("镇图书室开放\n\n“书是大家的，要爱 惜。”陈禾把破了的书一\n本一 本补好。\n");
//! assert_eq!(once, "镇图书室开放\n\n“书是大家的，要爱惜。”陈禾把破了的书一\n本一本补好。\n");
//! assert_eq!(pagemend::repair_str(&once), once);
//! ```
//!
//! That holds for each page by itself. A page that was cut at the page limit may be cut elsewhere once it is shorter.
//!
//! # What does the log hold, and how do I undo?
//!
//! Every edit: its rule, the bytes of source where it was made, what stood there, what stands there now, how far the
//! next-best reading was, and why. Headlines and lines that move are edits too. The log is not written beside the work, it is the work:
//! a page is its source and its log, and the text is made from both when you ask for it.
//!
//! ```
//! use pagemend::{Mender, undo};
//!
//! let source = "定于1月 25日召开。\n";
//! let mender = Mender::new();
//! for page in mender.pages(source) {
//!     for edit in page.edits() {
//!         println!("{edit}"); // split_numbers at 10..11: " " → "" (a date is set without spaces)
//!     }
//!     assert_eq!(undo(&page.text(), page.offset(), page.edits())?, page.source());
//! }
//! # Ok::<(), pagemend::Error>(())
//! ```
//!
//! A log that was kept, or read back, is lent: `undo(&text, 0, &log)`. The places of edits count bytes of the source's UTF-8 from
//! the start of the stream, so the log of a stream, all its pages' edits in one list, undoes the whole text with offset 0.
//!
//! To take back one rule and keep the others, [`replay`] the log without its edits on the source; or switch it off and mend
//! again ([`Mender::without`]).
//!
//! # How do I judge an edit?
//!
//! By its margin: how much dearer the best reading of the page would be in which the edit is not made. It counts in 1/64 nat: 64
//! is one nat, and says that the reading's own costs hold the edit for e times as likely as its opposite. A higher margin is
//! a safer edit. `None` is an edit that was proved, not weighed: glyphs that a whole line has twice, a row of a table whose
//! context is given.
//!
//! Of the edits made on pages that nothing was fitted to, so many of a hundred are right (75 printed pages read back by four
//! extractors, 300 simulated ones, 150 as an OCR engine reads them; counted before the costs last learned on, which changed little of it):
//!
//! | margin, in nats | a line end taken away: right (of) | a headline moved: right (of) |
//! |---|---|---|
//! | 0.5 to 1 | 56 (99) | 86 (7) |
//! | 1 to 2 | 73 (221) | 75 (51) |
//! | 2 to 4 | 93 (1,293) | 88 (332) |
//! | 4 to 8 | 99.75 (46,784) | 94 (908) |
//! | 8 and more | 99.94 (25,944) | 93 (276) |
//! | proved: pieces of one printed line | 95.9 (2,779) | |
//!
//! The margins of line ends are about as likely as they say, below two nats less. Those of headlines say too much above two nats:
//! what a headline shares with a text counts as if each word were drawn alone, and its margin is half of what that gives. The other rules prove their edits: on a thousand simulated pages for each damage none of theirs was
//! wrong, and on a million characters of clean text none was made.
//!
//! What is below a threshold ([`Mender::threshold`], half a nat if nobody sets it) is not done, but flagged as
//! [`FlagKind::Doubtful`]. An edit says why in words ([`Edit::reason`]): the evidences that weighed most.
//!
//! # What can fail?
//!
//! Reading bytes: [`Error`] is an I/O error, bytes that are not UTF-8, or a line above a limit that you set, each with its byte
//! offset, and each behind every page that stands before it. Repairing text never fails, and nothing here panics.
//!
//! # What does it cost?
//!
//! Time is meant to be linear in the text, whatever the text is; `cargo bench --bench attack` shows where it is not. A damaged
//! page of a newspaper takes a millisecond or two on one core, with the log on; its reasons are put into words only when they
//! are asked for. Memory is that of the largest page and its tables, a few megabytes with the limits as they are, however long
//! the stream is. There are no global settings, no `unsafe`, and no threads but those of a `Pool` that you ask for; a [`Mender`]
//! is shared between threads as you like, and pages may be mended in any order.
//!
//! # What are the features?
//!
//! | feature | what it brings | what it costs |
//! |---|---|---|
//! | none | the whole of the mending | nine crates: `aho-corasick`, `memchr`, `once_cell`, `simdutf8`, `thiserror`, `unicode-segmentation`, `wide` with `bytemuck` and `safe_arch`; to build it, the five that `thiserror`'s derive needs |
//! | `threads` (on by default) | `Mender::pool`: a stream's pages mended on several threads, given out in order | no crate; the standard library's threads |
//! | `serde` | pages, articles, blocks, edits and flags as data: [`json`] | three crates: `serde`, `serde_core`, `serde_derive` |

#![cfg_attr(docsrs, feature(doc_cfg))]
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::string_slice,
        clippy::unreachable,
        clippy::todo,
        clippy::unimplemented
    )
)]
#![doc(html_root_url = "https://docs.rs/pagemend/0.1.0")]

pub mod cookbook;
mod error;
pub mod json;
mod mend;
mod mender;
mod page;
mod read;
mod rule;
mod stream;

pub use error::Error;
pub use mender::Mender;
pub use page::{
    Article, Articles, Block, Blocks, Edit, Edits, Flag, FlagKind, Flags, Kind, Page, Pieces, Spans, Texts, replay,
    undo,
};
pub use rule::Rule;
pub use stream::{Core, Pages, StrPages};
#[cfg(feature = "threads")]
pub use stream::{Pool, PoolPages};

use std::borrow::Cow;
use std::io::BufRead;

/// Repairs a stream, page by page, with every rule on: short for [`Mender::repair`].
///
/// # Errors
///
/// The iterator gives an [`Error`], once, behind every page that stands before it.
///
/// ```
/// for page in pagemend::repair("第一版\x0c第二版\n".as_bytes()) {
///     print!("{}", page?.text());
/// }
/// # Ok::<(), pagemend::Error>(())
/// ```
pub fn repair<R: BufRead>(reader: R) -> Pages<R> {
    Mender::new().repair(reader)
}

/// Repairs a text with every rule on: short for [`Mender::repair_str`]. Borrowed where nothing was wrong.
///
/// ```
/// assert!(matches!(pagemend::repair_str("人人都说好。\n"), std::borrow::Cow::Borrowed(_)));
/// ```
pub fn repair_str(text: &str) -> Cow<'_, str> {
    Mender::new().repair_str(text)
}

#[cfg(pagemend_fit)]
pub use read::fit;

/// The examples of the README, as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
