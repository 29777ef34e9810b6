//! A corpus in JSON Lines: an article a line, with its title, its text and where it came from. What looks damaged still is left
//! out.
//!
//!     cargo run --example jsonl_corpus < pages.txt > articles.jsonl

use std::error::Error;
use std::io::{self, BufWriter, Write};

use serde_json::json;

fn main() -> Result<(), Box<dyn Error>> {
    let mut out = BufWriter::new(io::stdout().lock());
    for page in pagemend::repair(io::stdin().lock()) {
        for article in page?.articles().filter(|article| !article.is_flagged()) {
            let title: Vec<_> = article.headline().collect();
            let text: Vec<_> = article.paragraphs().collect();
            if title.is_empty() || text.is_empty() {
                continue;
            }
            let line = json!({
                "page": article.page_number(),
                "title": title.join(" "),
                "byline": article.byline().collect::<Vec<_>>(),
                "text": text.join("\n"),
            });
            writeln!(out, "{line}")?;
        }
    }
    out.flush()?;
    Ok(())
}
