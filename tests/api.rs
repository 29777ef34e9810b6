//! What users rely on without a word: what may be shared between threads, printed, cloned, kept.

use std::io::{self, BufReader};
use std::iter::FusedIterator;

use pagemend::{
    Article, Articles, Block, Blocks, Core, Edit, Edits, Error, Flag, FlagKind, Flags, Kind, Mender, Page, Pages,
    Pieces, Rule, Spans, StrPages, Texts, replay, undo,
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
    is::<(Flag, Flags<'_>, FlagKind, Kind, Rule, Pieces<'_>, Spans<'_>, Texts<'_>)>();
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
    is::<Flags<'_>>();
    is::<Pieces<'_>>();
    is::<Spans<'_>>();
    is::<Texts<'_>>();
}

/// A page with damage of every kind, and a glyph to flag.
const PAGE: &str = concat!(include_str!("../examples/sample-page.txt"), "\n他名叫陶□，是一位老船工。\n");

#[test]
fn iterators_run_from_both_ends_and_know_what_is_left() {
    fn both_ways<T: PartialEq + std::fmt::Debug>(
        iter: impl DoubleEndedIterator<Item = T> + ExactSizeIterator + Clone,
    ) -> usize {
        let all: Vec<T> = iter.clone().collect();
        assert_eq!(iter.len(), all.len());
        let mut back: Vec<T> = iter.clone().rev().collect();
        back.reverse();
        assert_eq!(back, all);
        for split in 0..=all.len() {
            let mut rest = iter.clone();
            let front: Vec<T> = rest.by_ref().take(split).collect();
            assert_eq!(rest.len(), all.len() - split);
            assert_eq!(front, all[..split]);
            assert_eq!(rest.next_back().as_ref(), all[split..].last());
            assert_eq!(iter.clone().nth(split).as_ref(), all.get(split));
        }
        let mut rest = iter.clone();
        assert_eq!(rest.nth(all.len()), None);
        assert_eq!((rest.next(), rest.next_back(), rest.len()), (None, None, 0));
        all.len()
    }
    let page = Mender::new().pages(PAGE).next().unwrap();
    assert!(both_ways(page.edits()) > 3);
    assert!(both_ways(page.flags()) > 0);
    assert!(both_ways(page.blocks().map(|block| block.to_string())) > 3);
    assert_eq!(both_ways(Rule::all()), 11);
    let article = page.articles().next().unwrap();
    assert_eq!(article.paragraphs().count(), article.paragraphs().rev().count());
    let shown: Vec<_> = page.articles().flatten().map(|block| block.to_string()).collect();
    let articles = page.blocks().filter(|block| block.article().is_some());
    assert_eq!(shown, articles.map(|block| block.to_string()).collect::<Vec<_>>());
}

#[test]
fn what_is_shown_can_be_read() {
    let page = Mender::new().pages(PAGE).next().unwrap();
    assert_eq!(page.to_string(), page.text());
    for block in page.blocks() {
        assert_eq!(block.to_string(), block.text());
    }
    for article in page.articles() {
        let texts = article.blocks().map(|block| block.text().into_owned() + "\n");
        assert_eq!(article.to_string(), texts.collect::<String>());
    }
    for edit in page.edits() {
        let shown = edit.to_string();
        assert!(shown.starts_with(edit.rule.name()) && shown.contains(&*edit.reason), "{shown}");
    }
    assert_eq!(Edit::new(Rule::Hyphens, 4..6, "-\n", "").to_string(), r#"hyphens at 4..6: "-\n" → """#);
    assert_eq!(format!("[{:>8}]", Kind::Para), "[    para]");
    // Nobody who prints a block wants its page with all its tables.
    let block = page.blocks().next_back().unwrap();
    assert_eq!(
        format!("{block:?}"),
        format!("Block {{ article: {:?}, kind: {:?}, text: {:?} }}", block.article(), block.kind(), block.text())
    );
    let shown = page.pieces().collect::<Vec<_>>();
    assert_eq!(format!("{:?}", page.pieces()), format!("{shown:?}"));
    assert_eq!(format!("{:?}", page.spans()), format!("{:?}", page.spans().collect::<Vec<_>>()));
    assert_eq!(format!("{:?}", page.edits()), format!("{:?}", page.edits().collect::<Vec<_>>()));
    assert_eq!(format!("{:?}", page.flags()), format!("{:?}", page.flags().collect::<Vec<_>>()));
    assert_eq!(format!("{:?}", page.blocks()), format!("{:?}", page.blocks().collect::<Vec<_>>()));
    assert_eq!(format!("{:?}", page.articles()), format!("{:?}", page.articles().collect::<Vec<_>>()));
    let debug = format!("{:?} {:?}", page, Mender::new().without(Rule::Hyphens).only([Rule::Radicals]).core());
    assert!(debug.contains("number: 1, offset: 0") && debug.contains("{Radicals}"), "{debug}");
    assert!(debug.len() < page.text().len() * 3 + 1000, "{debug}");
}

#[test]
fn spans_of_the_stream_are_found_in_their_page() {
    let text = ["一页\n\x0c", PAGE].concat();
    let page = Mender::new().pages(&text).nth(1).unwrap();
    assert!(page.edits().all(|edit| page.source_at(edit.source) == Some(&*edit.old)));
    assert_eq!(page.source_at(page.offset()..page.offset() + page.source().len() as u64), Some(page.source()));
    for outside in
        [0..1, 7..9, page.offset() + 2..page.offset() + 3, 8..u64::MAX, std::ops::Range { start: 20, end: 9 }]
    {
        assert_eq!(page.source_at(outside), None);
    }
}

#[test]
fn blocks_with_a_flag_on_them_are_flagged() {
    let page = Mender::new().pages(PAGE).next().unwrap();
    let boxes: Vec<bool> = page.blocks().map(|block| block.text().contains("陶□")).collect();
    let flagged: Vec<bool> = page.blocks().map(|block| block.is_flagged()).collect();
    assert!(boxes.contains(&true) && boxes.contains(&false));
    assert_eq!(boxes, flagged);
    for article in page.articles() {
        assert_eq!(article.is_flagged(), article.blocks().any(|block| block.text().contains("陶□")));
    }
}

#[test]
fn a_kept_log_is_lent() {
    let page = Mender::new().pages(PAGE).next().unwrap();
    let log: Vec<Edit<'_>> = page.edits().collect();
    assert_eq!(replay(PAGE, 0, &log).unwrap(), page.text());
    assert_eq!(undo(&page.text(), 0, log.iter().rev()).unwrap(), PAGE);
    // one rule taken back, the others kept
    let source = undo(&page.text(), 0, &log).unwrap();
    let kept = replay(&source, 0, log.iter().filter(|edit| edit.rule != Rule::ColumnBreaks)).unwrap();
    assert!(
        kept.starts_with("3□主编 林舟 编辑 何穗") && kept.contains("登个名字就能带走，下个月书车再来时归还。\n文化馆"),
        "{kept}"
    );
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
    for rule in Rule::all() {
        assert_eq!(rule.to_string(), rule.name());
        assert_eq!(rule.name().parse::<Rule>().unwrap(), rule);
    }
    let error = "column breaks".parse::<Rule>().unwrap_err();
    assert!(matches!(&error, Error::UnknownRule(name) if name == "column breaks"));
    assert!(error.to_string().contains("column_breaks, "), "{error} does not say which there are");
    for kind in Kind::all() {
        assert_eq!(kind.to_string().parse::<Kind>().unwrap(), kind);
    }
    let error = "paragraph".parse::<Kind>().unwrap_err();
    assert!(error.to_string().contains("para, "), "{error} does not say which there are");
    for kind in FlagKind::all() {
        assert_eq!(kind.to_string().parse::<FlagKind>().unwrap(), kind);
    }
    let error = "doubt".parse::<FlagKind>().unwrap_err();
    assert!(error.to_string().contains("doubtful"), "{error} does not say which there are");
    assert_eq!(error.offset(), None);
}

/// The short ways in are those of a mender with every rule on.
#[test]
fn short_ways_are_the_long_ways() {
    assert_eq!(pagemend::repair_str(PAGE), Mender::new().repair_str(PAGE));
    let page = Mender::new().pages(PAGE).next().unwrap();
    assert_eq!(page.clone().into_text(), page.text());
    let stream: String = pagemend::repair(PAGE.as_bytes()).map(|page| page.unwrap().into_text().into_owned()).collect();
    assert_eq!(stream, page.text());
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

/// Bylines between headlines of two lines and their texts, which nothing but their widths sets in.
#[test]
fn a_byline_under_its_headline_belongs_to_the_text_below() {
    let lines = [
        "村口的新码头通了船",
        "果农的梨半日进省城",
        "",
        "本报记者 何平",
        "柳河村的新码头昨天通船，对岸的果",
        "农不用再绕二十里山路，早上摘的梨中午",
        "就能装上去省城的货车，晚上已经摆在批",
        "发市场的摊位上。往年这个时候，山路上",
        "的三轮车排成长队，遇到下雨就要等上两",
        "天。",
        "码头是村里人自己修的，石料从后山",
        "采，工钱记在账上，等秋天卖了梨再结，",
        "没有一家来催。村委会主任说，账本就挂",
        "在码头的墙上，谁都可以看，今年的梨卖",
        "完以后，先结石匠的工钱，再添一条渡船。",
        "",
        "夜校里的老木匠教了",
        "三年徒弟不收一分钱",
        "",
        "记者 周清 宋远",
        "六十八岁的老木匠余田每周三晚上在",
        "镇里的夜校教刨板子，学徒有十一个，最",
        "小的刚满二十岁，白天在砖厂上班，晚上",
        "骑车赶十里路来上课。刨子和凿子是余田",
        "自己带来的，用坏了也不要学徒赔。",
        "余田说，刨子要磨，人也要磨，一块",
        "板子刨平要半天，急的人学不会，他当年",
        "学了三年才敢接活。学徒里已经有四个人",
        "出师，在镇上合开了一家木器店，店里的",
        "第一张桌子送给了夜校。",
    ];
    let text = lines.join("\n");
    let page = Mender::new().pages(&text).next().unwrap();
    let kinds = |article: Article<'_>| article.blocks().map(|block| block.kind()).collect::<Vec<_>>();
    let article = [Kind::Headline, Kind::Headline, Kind::Byline, Kind::Para, Kind::Para];
    assert_eq!(page.articles().map(kinds).collect::<Vec<_>>(), [article, article]);
}
