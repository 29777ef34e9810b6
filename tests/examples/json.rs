//! One form of a block, an edit and a flag: the program's lines, serde's form and the schemas say the same.

use std::fs;
use std::path::Path;

use pagemend::{Edit, Flag, FlagKind, Kind, Mender, Page, Rule, replay, undo};
use serde_json::{Value, json};

use crate::{SAMPLE, output};

/// The sample, and a second page with what is hard to write down.
fn text() -> String {
    let sample = fs::read_to_string(SAMPLE).unwrap();
    sample + "\x0c\u{feff}“一”\\\"\t\u{1}\u{7f}\u{2028}二\r\n\n定于1月 25日召开□会。\n\x0c"
}

fn lines(format: &str, text: &str) -> Vec<Value> {
    output("pagemend", &["--format", format], text).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn a_line_of_jsonl_is_the_form_of_a_block() {
    let text = text();
    let mender = Mender::new();
    let pages: Vec<Page<'_>> = mender.pages(&text).collect();
    let blocks: Vec<Value> =
        pages.iter().flat_map(Page::blocks).map(|block| serde_json::to_value(block).unwrap()).collect();
    assert_eq!(lines("jsonl", &text), blocks);
    for block in &blocks {
        check("block.json", block);
    }
}

#[test]
fn a_line_of_edits_is_the_form_of_an_edit() {
    let text = text();
    let mender = Mender::new();
    let pages: Vec<Page<'_>> = mender.pages(&text).collect();
    let edits: Vec<Value> =
        pages.iter().flat_map(Page::edits).map(|edit| serde_json::to_value(edit).unwrap()).collect();
    assert_eq!(lines("edits", &text), edits);
    for edit in &edits {
        check("edit.json", edit);
    }
    for (what, has) in
        [("a move", edits.iter().any(|e| e["to"].is_u64())), ("a proof", edits.iter().any(|e| e["margin"].is_null()))]
    {
        assert!(has, "the text shows no edit with {what}");
    }
}

#[test]
fn a_log_written_and_read_back_undoes() {
    let text = text();
    let mender = Mender::new();
    let log: Vec<Edit<'static>> =
        mender.pages(&text).flat_map(|page| page.edits().map(Edit::into_owned).collect::<Vec<_>>()).collect();
    let written: Vec<String> = log.iter().map(|edit| serde_json::to_string(edit).unwrap()).collect();
    let read: Vec<Edit<'static>> = written.iter().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(read, log);
    let mended = mender.repair_str(&text);
    assert_eq!(undo(&mended, 0, &read).unwrap(), text);
    assert_eq!(replay(&text, 0, read).unwrap(), mended);
    // as the program wrote it
    let read: Vec<Edit<'static>> =
        output("pagemend", &["-f", "edits"], &text).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(read, log);
}

#[test]
fn an_edit_needs_its_rule_its_place_and_its_texts() {
    let whole = json!({"file": "a.txt", "rule": "hyphens", "source": [3, 5], "old": "-\n", "new": ""});
    let edit: Edit<'static> = serde_json::from_value(whole.clone()).unwrap();
    assert_eq!(edit, Edit::new(Rule::Hyphens, 3..5, "-\n", ""));
    for field in ["rule", "source", "old", "new"] {
        let mut part = whole.clone();
        part.as_object_mut().unwrap().remove(field);
        let error = serde_json::from_value::<Edit<'static>>(part).unwrap_err();
        assert!(error.to_string().contains(field), "{error} does not say that {field} is missing");
    }
    let unknown = json!({"rule": "hyphen", "source": [3, 5], "old": "-\n", "new": ""});
    let error = serde_json::from_value::<Edit<'static>>(unknown).unwrap_err().to_string();
    assert!(error.contains("hyphen") && error.contains("column_breaks"), "{error} does not say which rules there are");
}

#[test]
fn pages_articles_and_flags_have_their_forms() {
    let text = text();
    let mut seen = Vec::new();
    for page in Mender::new().pages(&text) {
        let form = serde_json::to_value(&page).unwrap();
        check("page.json", &form);
        assert_eq!(form["text"], page.text().as_ref());
        assert_eq!(form["blocks"].as_array().unwrap().len(), page.blocks().len());
        let log: Vec<Edit<'static>> = serde_json::from_value(form["edits"].clone()).unwrap();
        assert_eq!(undo(form["text"].as_str().unwrap(), page.offset(), log).unwrap(), page.source());
        let flags: Vec<Flag> = serde_json::from_value(form["flags"].clone()).unwrap();
        assert_eq!(flags, page.flags().collect::<Vec<_>>());
        seen.extend(flags.iter().map(|flag| flag.kind));
        for article in page.articles() {
            let form = serde_json::to_value(article).unwrap();
            check("article.json", &form);
            assert_eq!(form["article"], article.number());
        }
    }
    assert!(seen.contains(&FlagKind::UnmappedGlyph), "{seen:?}");
}

#[test]
fn names_are_the_same_in_serde_and_in_the_schemas() {
    fn is<T: serde::Serialize + serde::de::DeserializeOwned + ToString + PartialEq>(
        all: impl Iterator<Item = T>,
        names: &Value,
    ) {
        let all: Vec<T> = all.collect();
        assert_eq!(names, &json!(all.iter().map(T::to_string).collect::<Vec<_>>()));
        for name in &all {
            let form = serde_json::to_value(name).unwrap();
            assert_eq!(form, name.to_string());
            assert!(serde_json::from_value::<T>(form).unwrap() == *name);
        }
    }
    is(Rule::all(), &schema("edit.json")["properties"]["rule"]["enum"]);
    is(Kind::all(), &schema("block.json")["properties"]["kind"]["enum"]);
    is(FlagKind::all(), &schema("flag.json")["properties"]["kind"]["enum"]);
}

#[test]
fn a_schema_refuses_what_is_not_its_form() {
    let edit = json!({"page": 1, "rule": "hyphens", "source": [3, 5], "old": "-\n", "new": "", "to": null, "margin": null, "reason": ""});
    assert_eq!(fault("edit.json", &edit), None);
    for (field, wrong) in [
        ("page", json!(0)),
        ("page", json!("1")),
        ("rule", json!("hyphen")),
        ("source", json!([3])),
        ("source", json!([3, 5, 7])),
        ("source", json!([-3, 5])),
        ("source", json!({"start": 3, "end": 5})),
        ("old", json!("")),
        ("new", json!(null)),
        ("to", json!("5")),
        ("margin", json!(0.5)),
        ("extra", json!(1)),
    ] {
        let mut changed = edit.clone();
        changed[field] = wrong.clone();
        assert!(fault("edit.json", &changed).is_some(), "{field} may be {wrong}");
    }
    let mut part = edit.clone();
    part.as_object_mut().unwrap().remove("reason");
    assert!(fault("edit.json", &part).is_some(), "reason may be missing");
}

fn schema(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/schema").join(name);
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

fn check(name: &str, value: &Value) {
    if let Some(fault) = fault(name, value) {
        panic!("{name}: {fault}: {value}");
    }
}

/// What is wrong with the value by the schema of this name, if anything.
fn fault(name: &str, value: &Value) -> Option<String> {
    walk(&schema(name), value).err()
}

/// Holds a value against a schema, as far as ours go: a keyword that this does not know is a fault of the schema. What the
/// schema does not name must not be there: it may be, for a reader of a later version, but then it is not documented.
fn walk(schema: &Value, value: &Value) -> Result<(), String> {
    let limit = |keyword: &Value| keyword.as_u64().unwrap();
    for (keyword, says) in schema.as_object().unwrap() {
        let holds = match keyword.as_str() {
            "$schema" | "$id" | "title" | "description" => true,
            "$ref" => return walk(&self::schema(says.as_str().unwrap()), value),
            "type" => match says {
                Value::Array(types) => types.iter().any(|name| is_a(name, value)),
                name => is_a(name, value),
            },
            "enum" => says.as_array().unwrap().contains(value),
            "minimum" => value.as_u64().is_none_or(|n| n >= limit(says)) && value.as_i64().is_none_or(|n| n >= 0),
            "minLength" => value.as_str().is_none_or(|text| text.chars().count() as u64 >= limit(says)),
            "minItems" => value.as_array().is_none_or(|list| list.len() as u64 >= limit(says)),
            "maxItems" => value.as_array().is_none_or(|list| list.len() as u64 <= limit(says)),
            "items" => {
                value.as_array().into_iter().flatten().try_for_each(|item| walk(says, item))?;
                true
            }
            "required" => {
                let names = says.as_array().unwrap();
                names.iter().all(|name| value.get(name.as_str().unwrap()).is_some())
            }
            "properties" => {
                for (field, value) in value.as_object().into_iter().flatten() {
                    let schema = says.get(field).ok_or_else(|| format!("the field {field} is not documented"))?;
                    walk(schema, value).map_err(|fault| format!("{field}: {fault}"))?;
                }
                true
            }
            other => return Err(format!("the schema has a keyword {other} that this test does not know")),
        };
        if !holds {
            return Err(format!("{value} breaks {keyword}: {says}"));
        }
    }
    Ok(())
}

fn is_a(name: &Value, value: &Value) -> bool {
    match name.as_str().unwrap() {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_u64() || value.is_i64(),
        "null" => value.is_null(),
        other => panic!("the schema has a type {other} that this test does not know"),
    }
}
