//! The serde forms of what a page shows: see [`json`](crate::json) for what they promise.

use std::ops::Range;

use serde::ser::{Serialize, SerializeStruct, Serializer};

use super::{Article, Block, Page};

impl Serialize for Page<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut form = serializer.serialize_struct("Page", 6)?;
        form.serialize_field("page", &self.number())?;
        form.serialize_field("offset", &self.offset())?;
        form.serialize_field("text", &self.text())?;
        form.serialize_field("blocks", &List(self.blocks()))?;
        form.serialize_field("edits", &List(self.edits()))?;
        form.serialize_field("flags", &List(self.flags()))?;
        form.end()
    }
}

impl Serialize for Article<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut form = serializer.serialize_struct("Article", 3)?;
        form.serialize_field("page", &self.page_number())?;
        form.serialize_field("article", &self.number())?;
        form.serialize_field("blocks", &List(self.blocks()))?;
        form.end()
    }
}

impl Serialize for Block<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut form = serializer.serialize_struct("Block", 5)?;
        form.serialize_field("page", &self.page_number())?;
        form.serialize_field("article", &self.article())?;
        form.serialize_field("kind", &self.kind())?;
        form.serialize_field("text", &self.text())?;
        form.serialize_field("source", &List(self.source().iter().map(|span| [span.start, span.end])))?;
        form.end()
    }
}

/// What an iterator gives, as a list.
struct List<I>(I);

impl<I: Iterator<Item: Serialize> + Clone> Serialize for List<I> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.clone())
    }
}

/// A span as `[start, end]`.
pub(super) mod span {
    use super::Range;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(crate) fn serialize<S: Serializer>(span: &Range<u64>, serializer: S) -> Result<S::Ok, S::Error> {
        [span.start, span.end].serialize(serializer)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Range<u64>, D::Error> {
        <[u64; 2]>::deserialize(deserializer).map(|[start, end]| start..end)
    }
}

/// The page of an edit or a flag whose form has none.
pub(super) fn first_page() -> u64 {
    1
}
