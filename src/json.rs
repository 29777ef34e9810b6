//! The forms as data: JSON Lines of the program, and serde's of the library. This module holds no code.
//!
//! With the feature `serde`, [`Page`], [`Article`], [`Block`], [`Edit`] and [`Flag`] are [`Serialize`](https://docs.rs/serde/1/serde/trait.Serialize.html), and
//! [`Edit`], [`Flag`], [`Rule`], [`Kind`] and [`FlagKind`] also [`Deserialize`](https://docs.rs/serde/1/serde/trait.Deserialize.html). A block in JSON is a line of
//! `pagemend --format jsonl`, and an edit one of `--format edits`: there is one form, whoever writes it.
//!
//! ```
//! # #[cfg(feature = "serde")] {
//! let page = pagemend::Mender::new().pages("定于1月 25日召开。\n").next().unwrap();
//! let block = page.blocks().next().unwrap();
//! assert_eq!(
//!     serde_json::to_string(&block)?,
//!     r#"{"page":1,"article":1,"kind":"para","text":"定于1月25日召开。","source":[[0,10],[11,25]]}"#
//! );
//! # }
//! # Ok::<(), serde_json::Error>(())
//! ```
//!
//! Where the program reads several inputs, each line has the input's name in front, as `file`; each input counts its own pages
//! and bytes.
//!
//! # A block
//!
//! | field | type | what it says |
//! |---|---|---|
//! | `page` | integer | the number of its page in the stream, from 1 |
//! | `article` | integer or null | the article that it belongs to, from 1 on its page; null for page furniture |
//! | `kind` | string | what it is, a [`Kind`]: `kicker`, `headline`, `subhead`, `para`, `byline`, `credit`, `masthead`, `fragment` |
//! | `text` | string | its mended text |
//! | `source` | list of `[start, end]` | the spans of source that it is made of, in their order |
//!
//! Spans count bytes of UTF-8 from the start of the stream, and do not hold the byte at their end. What stands between two
//! spans of a block was taken away. What something else was put in the place of is within a span: the log says what.
//!
//! # An edit
//!
//! | field | type | what it says |
//! |---|---|---|
//! | `page` | integer | the number of the page that it was made on, from 1 |
//! | `rule` | string | the [`Rule`] that made it, by its name |
//! | `source` | `[start, end]` | where, as above |
//! | `old` | string | what the source has there |
//! | `new` | string | what the output has for it; of a move, the same as `old` |
//! | `to` | integer or null | for a move, the byte of the source before which the span now stands |
//! | `margin` | integer or null | how far the next-best reading is, in 1/64 nat; null where it stands on a proof |
//! | `reason` | string | why, in words; the words may change in any version |
//!
//! Read back, an edit needs `rule`, `source`, `old` and `new`; what else is missing is page 1, or none; what it does not know
//! (`file`) it passes over. A log read back undoes:
//!
//! ```
//! # #[cfg(feature = "serde")] {
//! use pagemend::{Edit, Mender, undo};
//!
//! let source = "定于1月 25日召开。\n";
//! let page = Mender::new().pages(source).next().unwrap();
//! let log = serde_json::to_string(&page.edits().collect::<Vec<_>>())?;
//!
//! let log: Vec<Edit> = serde_json::from_str(&log)?;
//! assert_eq!(undo("定于1月25日召开。\n", 0, &log)?, source);
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # A flag
//!
//! | field | type | what it says |
//! |---|---|---|
//! | `page` | integer | the number of the page that it is on, from 1 |
//! | `kind` | string | what looks wrong, a [`FlagKind`], by its name |
//! | `source` | `[start, end]` | where, as above |
//!
//! # An article, a page
//!
//! An article has `page`, `article` (its number) and `blocks`. A page has `page`, `offset` (where it begins in the stream), `text`,
//! `blocks`, `edits` and `flags`. Its source is not repeated: undoing the edits makes it of the text.
//!
//! # What stays
//!
//! Names, types and meanings of fields, and the names of rules, kinds and flags. A later version may add fields, rules, kinds and
//! flags; a reader should pass over what it does not know. What `text`, `margin` and `reason` say for the same input may
//! change, as a repair may: the changelog lists it.
//!
//! # As JSON Schema
//!
//! The files are in the package too, under `data/schema`; the tests hold what is written against them.
//!
#![doc = concat!("`block.json`\n\n```json\n", include_str!("../data/schema/block.json"), "```\n")]
//!
#![doc = concat!("`edit.json`\n\n```json\n", include_str!("../data/schema/edit.json"), "```\n")]
//!
#![doc = concat!("`flag.json`\n\n```json\n", include_str!("../data/schema/flag.json"), "```\n")]
//!
#![doc = concat!("`article.json`\n\n```json\n", include_str!("../data/schema/article.json"), "```\n")]
//!
#![doc = concat!("`page.json`\n\n```json\n", include_str!("../data/schema/page.json"), "```\n")]

#[cfg(doc)]
use crate::{Article, Block, Edit, Flag, FlagKind, Kind, Page, Rule};
