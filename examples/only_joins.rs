//! Joins the lines that columns cut, and nothing else: standard input to standard output.
//!
//!     cargo run --example only_joins < page.txt

use std::io::{self, BufWriter, Write};

use pagemend::{Mender, Rule};

fn main() -> io::Result<()> {
    let mender = Mender::new().only([Rule::ColumnBreaks]);
    let mut out = BufWriter::new(io::stdout().lock());
    for page in mender.repair(io::stdin().lock()) {
        write!(out, "{}", page?)?;
    }
    out.flush()
}
