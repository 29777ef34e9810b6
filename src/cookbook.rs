//! Whole programs to begin with. This module holds no code.
//!
//! They are the files under `examples/`, and the tests run each of them. Of the further crates that they use, `serde_json` is the
//! only one.
//!
//! - [Index a folder](#index-a-folder)
//! - [JSON Lines for a corpus](#json-lines-for-a-corpus)
//! - [Only joins, nothing else](#only-joins-nothing-else)
//! - [Show a diff](#show-a-diff)
//! - [Undo one rule](#undo-one-rule)
//! - [Drive the core from async code](#drive-the-core-from-async-code)
//!
//! # Index a folder
//!
//! A phrase that the end of a column cuts in two is found in the mended text. To show where it stands in the file, keep
//! [`Block::source`] with it.
//!
//! ```no_run
#![doc = include_str!("../examples/index_folder.rs")]
//! ```
//!
//! # JSON Lines for a corpus
//!
//! An article a line. Flags say what the text alone could not settle ([`FlagKind`]): who wants sound articles more than all of
//! them leaves out what has one, or sets a higher [`Mender::threshold`] and mends less.
//!
//! For a block a line with its spans of source, the program's own form is ready: see [`json`](crate::json).
//!
//! ```no_run
#![doc = include_str!("../examples/jsonl_corpus.rs")]
//! ```
//!
//! # Only joins, nothing else
//!
//! [`Mender::only`] takes the rules that you name; [`Mender::without`] leaves some out. A switch changes what is mended, not how
//! the page is read.
//!
//! ```no_run
#![doc = include_str!("../examples/only_joins.rs")]
//! ```
//!
//! # Show a diff
//!
//! ```no_run
#![doc = include_str!("../examples/show_diff.rs")]
//! ```
//!
//! # Undo one rule
//!
//! The source is not kept: the mended text and the log make it again, and the log without the edits of one rule makes the text
//! without them. The log is that of the program (`--format edits`), or your own, written with the feature `serde`.
//!
#![cfg_attr(feature = "serde", doc = "```no_run")]
#![cfg_attr(not(feature = "serde"), doc = "```ignore")]
#![doc = include_str!("../examples/undo_rule.rs")]
//! ```
//!
//! # Drive the core from async code
//!
//! [`Core`] does no input or output: it takes bytes when they are there, and gives out the pages that are whole. Mending a page
//! takes a millisecond or two and does not wait for anything; where that is too long for your runtime, hand the page's turn to
//! one of its blocking threads.
//!
//! ```
#![doc = include_str!("../examples/async_core.rs")]
//! ```

#[cfg(doc)]
use crate::{Block, Core, FlagKind, Mender};
