//! From the mended text and its log back to the source.

use std::fs;
use std::io::Read;
use std::path::Path;

use pagemend::{Edit, Error};
use serde_json::Value;

/// The source of the mended text, by the log that `--format edits` wrote. The error is a message.
pub fn undo(log: &Path, mended: &mut impl Read) -> Result<String, String> {
    let mut text = String::new();
    mended.read_to_string(&mut text).map_err(|error| format!("cannot be read: {error}"))?;
    let name = log.display();
    let lines = fs::read_to_string(log).map_err(|error| format!("the log {name} cannot be read: {error}"))?;
    let edits = lines.lines().enumerate().map(|(n, line)| {
        let edit = serde_json::from_str(line).ok().and_then(|value| edit(&value));
        edit.ok_or_else(|| format!("line {} of the log {name} is no edit as --format edits writes it", n + 1))
    });
    let edits: Vec<Edit<'static>> = edits.collect::<Result<_, _>>()?;
    pagemend::undo(&text, 0, edits).map_err(|error| match error {
        Error::LogMismatch { offset, .. } => {
            format!("the log {name} is of another text: they differ at byte {offset}")
        }
        other => other.to_string(),
    })
}

fn edit(value: &Value) -> Option<Edit<'static>> {
    let rule = value["rule"].as_str()?.parse().ok()?;
    let source = value["source"][0].as_u64()?..value["source"][1].as_u64()?;
    let edit = Edit::new(rule, source, value["old"].as_str()?, value["new"].as_str()?);
    match &value["to"] {
        Value::Null => Some(edit),
        to => Some(edit.moved_to(to.as_u64()?)),
    }
}
