//! Shows what was mended, in its place: what went between [- and -], what came between {+ and +}. Below each page stand the
//! edits with their reasons.
//!
//!     cargo run --example show_diff < page.txt

use std::io::{self, BufWriter, Write};

use pagemend::Page;

fn main() -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    for page in pagemend::repair(io::stdin().lock()) {
        show(&page?, &mut out)?;
    }
    out.flush()
}

fn show(page: &Page, out: &mut impl Write) -> io::Result<()> {
    let mut at = page.offset();
    // Moves come last in the log: this shows the text where it stood.
    for edit in page.edits().take_while(|edit| edit.to.is_none()) {
        let kept = page.source_at(at..edit.source.start).unwrap_or_default();
        write!(out, "{kept}[-{}-]", edit.old)?;
        if !edit.new.is_empty() {
            write!(out, "{{+{}+}}", edit.new)?;
        }
        at = edit.source.end;
    }
    let end = page.offset() + page.source().len() as u64;
    writeln!(out, "{}", page.source_at(at..end).unwrap_or_default())?;
    page.edits().try_for_each(|edit| writeln!(out, "{edit}"))
}
