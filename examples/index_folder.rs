//! Finds a phrase in a folder of pages, also where the end of a column cut it.
//!
//!     cargo run --example index_folder -- FOLDER 清淤工地

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fs::{self, File};
use std::io::BufReader;
use std::path::Path;

use pagemend::Mender;

/// An article of the folder.
struct Entry {
    place: String,
    title: String,
    text: String,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let (Some(folder), Some(phrase)) = (args.next(), args.next()) else {
        return Err("usage: index_folder FOLDER PHRASE".into());
    };
    let entries = read(Path::new(&folder))?;

    // Which articles have which two characters side by side: a phrase is looked for only where its rarest pair stands.
    let mut index: BTreeMap<(char, char), BTreeSet<usize>> = BTreeMap::new();
    for (n, entry) in entries.iter().enumerate() {
        for pair in pairs(&entry.text) {
            index.entry(pair).or_default().insert(n);
        }
    }
    let none = BTreeSet::new();
    let lists = pairs(&phrase).map(|pair| index.get(&pair).unwrap_or(&none));
    let rarest = lists.min_by_key(|list| list.len()).unwrap_or(&none);
    for entry in rarest.iter().map(|&n| &entries[n]).filter(|entry| entry.text.contains(&phrase)) {
        println!("{}: {}", entry.place, entry.title);
    }
    Ok(())
}

/// The articles of every text in the folder.
fn read(folder: &Path) -> Result<Vec<Entry>, Box<dyn Error>> {
    let mender = Mender::new();
    let mut files = fs::read_dir(folder)?.map(|file| Ok(file?.path())).collect::<Result<Vec<_>, std::io::Error>>()?;
    files.retain(|file| file.extension().is_some_and(|extension| extension == "txt"));
    files.sort();
    let mut entries = Vec::new();
    for file in files {
        for page in mender.repair(BufReader::new(File::open(&file)?)) {
            let page = page.map_err(|error| format!("{}: {error}", file.display()))?;
            for article in page.articles() {
                entries.push(Entry {
                    place: format!("{}, page {}", file.display(), page.number()),
                    title: article.headline().collect::<Vec<_>>().join(" "),
                    text: article.to_string(),
                });
            }
        }
    }
    Ok(entries)
}

fn pairs(text: &str) -> impl Iterator<Item = (char, char)> {
    text.chars().zip(text.chars().skip(1))
}
