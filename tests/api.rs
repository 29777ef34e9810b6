//! What users rely on without a word: what may be shared between threads, printed, cloned, kept.

use std::io::{self, BufReader};
use std::iter::FusedIterator;

use pagemend::{
    Article, Articles, Block, Blocks, Core, Edit, Edits, Error, Flag, FlagKind, Kind, Mender, Page, Pages, Rule,
    StrPages,
};

#[test]
fn everything_is_send_and_sync_and_can_be_printed() {
    fn is<T: Send + Sync + std::fmt::Debug>() {}
    is::<Mender>();
    is::<Core>();
    is::<Pages<BufReader<std::fs::File>>>();
    is::<StrPages<'_>>();
    is::<Page<'_>>();
    is::<(Article<'_>, Articles<'_>, Block<'_>, Blocks<'_>, Edit<'_>, Edits<'_>)>();
    is::<(Flag, FlagKind, Kind, Rule)>();
    is::<Error>();
}

#[test]
fn iterators_stay_at_their_end() {
    fn is<T: FusedIterator>() {}
    is::<Pages<io::Empty>>();
    is::<StrPages<'_>>();
    is::<Blocks<'_>>();
    is::<Articles<'_>>();
    is::<Edits<'_>>();
}

#[test]
fn a_page_of_a_stream_outlives_it() {
    let page: Page<'static> = pagemend::repair("一\n".as_bytes()).next().unwrap().unwrap();
    let also = page.clone();
    assert_eq!(std::thread::spawn(move || page.text().into_owned()).join().unwrap(), also.text());
    let owned: Page<'static> = {
        let text = String::from("二\n");
        Mender::new().pages(&text).next().unwrap().into_owned()
    };
    assert_eq!(owned.source(), "二\n");
}

#[test]
fn a_page_of_a_text_borrows_it() {
    let text = String::from("一\n");
    let page = Mender::default().pages(&text).next().unwrap();
    assert_eq!(page.source().as_ptr(), text.as_ptr());
}

#[test]
fn names_are_read_back() {
    for rule in Rule::ALL {
        assert_eq!(rule.to_string(), rule.name());
        assert_eq!(rule.name().parse::<Rule>().unwrap(), rule);
    }
    let error = "column breaks".parse::<Rule>().unwrap_err();
    assert!(matches!(&error, Error::UnknownRule(name) if name == "column breaks"));
    assert!(error.to_string().contains("column_breaks, "), "{error} does not say which there are");
}

#[test]
fn an_edit_is_made_from_a_log_read_back() {
    let edit = Edit::new(Rule::MisplacedHeadlines, 3..6, "二", "二").moved_to(0);
    assert_eq!(pagemend::replay("一二", 0, [edit.clone().into_owned()]).unwrap(), "二一");
    assert_eq!(pagemend::undo("二一", 0, [edit]).unwrap(), "一二");
}

#[test]
fn an_error_has_its_source() {
    let error = Error::Io { offset: 7, source: io::Error::other("gone") };
    assert_eq!(error.to_string(), "reading failed at byte 7: gone");
    assert_eq!(std::error::Error::source(&error).unwrap().to_string(), "gone");
    assert_eq!(io::Error::from(error).to_string(), "gone");
}
