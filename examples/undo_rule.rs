//! Takes back what one rule did to a mended text, and keeps the rest: from the text and its log alone.
//!
//!     cargo run --features serde --example undo_rule -- confusions edits.jsonl < mended.txt

use std::error::Error;
use std::{env, fs, io};

use pagemend::{Edit, Rule, replay, undo};

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = env::args().skip(1);
    let (Some(rule), Some(log)) = (args.next(), args.next()) else {
        return Err("usage: undo_rule RULE LOG < MENDED".into());
    };
    let rule: Rule = rule.parse()?;
    let log: Vec<Edit> = fs::read_to_string(log)?.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let mended = io::read_to_string(io::stdin())?;

    let source = undo(&mended, 0, &log)?;
    let kept = log.iter().filter(|edit| edit.rule != rule);
    print!("{}", replay(&source, 0, kept)?);
    Ok(())
}
