//! Mends pages at the shell.
use std::io::Write;
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let jsonl = std::env::args().any(|a| a == "jsonl");
    let mut out = std::io::stdout().lock();
    for page in pagemend::repair(std::io::stdin().lock()) {
        let page = page?;
        if jsonl {
            for b in page.blocks() {
                let text =
                    b.text().replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n").replace('\t', "\\t");
                let article = b.article().map_or("null".to_string(), |a| a.to_string());
                writeln!(
                    out,
                    "{{\"page\":{},\"article\":{article},\"kind\":\"{}\",\"text\":\"{text}\"}}",
                    page.number(),
                    b.kind()
                )?;
            }
        } else {
            for p in page.pieces() {
                out.write_all(p.as_bytes())?;
            }
        }
    }
    Ok(())
}
