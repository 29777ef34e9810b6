//! Flags: what looks wrong is said, and the text is left as it stands.

use pagemend::{Edit, Flag, FlagKind, Mender, Rule};

/// The flags of a text, each with what it stands on.
fn flags(text: &str) -> Vec<(FlagKind, &str)> {
    let pages = Mender::new().pages(text);
    let flags = pages.flat_map(|page| page.flags().collect::<Vec<_>>());
    flags.map(|flag| (flag.kind, &text[flag.source.start as usize..flag.source.end as usize])).collect()
}

/// A report in columns of sixteen characters, with a line of its own wishes between its two paragraphs.
fn report(between: &str) -> String {
    format!(
        "渡口新桥建成通车\n\
         东河市的新桥昨天建成通车，两岸的\n\
         居民不必再等渡船，过河的时间由半\n\
         个小时缩短到三分钟，附近的几所学\n\
         校也把上课时间推迟了一刻钟，孩子\n\
         们可以多睡一会儿。\n\
         {between}\
         旧渡口没有拆除，老林和他的铁皮船的铁皮\n\
         船还停在岸边，他说，每逢赶集的日\n\
         子，总有老人愿意坐船，一边过河一\n\
         边说话，他便一直摆下去。\n"
    )
}

#[test]
fn a_sound_page_has_none() {
    assert_eq!(flags(&report("")), []);
    assert_eq!(flags("一段完整的话。\n又一段完整的话。\n"), []);
    assert_eq!(flags(""), []);
}

#[test]
fn glyphs_without_a_character() {
    use FlagKind::UnmappedGlyph;
    assert_eq!(
        flags("朱\u{fffd}基、\u{e012}和\u{f06c}。\n"),
        [(UnmappedGlyph, "\u{fffd}"), (UnmappedGlyph, "\u{e012}"), (UnmappedGlyph, "\u{f06c}")]
    );
    assert_eq!(flags("私用\u{f0001}与\u{100001}。\n").len(), 2);
    assert_eq!(flags("他名叫陶□，是一位老船工，今年七十岁。\n"), [(UnmappedGlyph, "□")]);
    // a box at the head of a line, or between names, is a box; emoji and marks of full width are characters
    for sound in ["□本报记者 林远\n", "3□要闻\n", "（□）是，（ □ ）不是。\n", "好🎉，对！\n", "ｗｗｗ．ａ．ｃｎ\n"]
    {
        assert_eq!(flags(sound), [], "{sound}");
    }
}

#[test]
fn a_sentence_that_stops_where_its_column_is_full() {
    let text = report(
        "市交通部门的负责人介绍，新桥全长\n\
         四百二十米，双向四车道，两侧还有\n\
         \n\
         （本报记者 林远）\n\
         \n\
         老船工的铁皮船\n",
    );
    assert_eq!(flags(&text), [(FlagKind::Truncated, "四百二十米，双向四车道，两侧还有")]);
}

#[test]
fn a_line_that_belongs_to_nothing() {
    let text = report("们一起走过新桥，\n");
    let found = flags(&text);
    assert!(found.iter().all(|flag| flag.0 == FlagKind::Fragment || flag.0 == FlagKind::Truncated), "{found:?}");
}

#[test]
fn a_head_without_a_place() {
    // It shares no word with the text on either side, and behind a byline it may trail the one or lead the other.
    let text = format!("{}通讯员 周远\n\n晚风习习\n\n{}通讯员 林小满\n", report(""), report(""));
    assert_eq!(flags(&text), [(FlagKind::UnplacedHeadline, "晚风习习")]);
    let mended = Mender::new().repair_str(&text).into_owned();
    let behind = mended.split("晚风习习").nth(1).unwrap();
    assert!(behind.contains("林小满") && !behind.contains("周远"), "it was moved:\n{mended}");
    // One that shares a word has its place.
    for head in ["摆渡人老林", "老林和他的铁皮船"] {
        assert_eq!(flags(&text.replace("晚风习习", head)), [], "{head}");
    }
}

#[test]
fn a_line_end_that_is_hardly_told() {
    let text = report("");
    let mut doubted = 0;
    for threshold in [0, 200, 1000, u16::MAX] {
        for page in Mender::new().threshold(threshold).pages(&text) {
            let flags: Vec<_> = page.flags().filter(|flag| flag.kind == FlagKind::Doubtful).collect();
            assert!(flags.len() >= doubted, "fewer doubts under {threshold}");
            doubted = flags.len();
            for flag in flags {
                // what is doubted is a line end that stands
                let span = flag.source.start as usize..flag.source.end as usize;
                assert!(text[span].contains('\n'));
                assert!(
                    page.edits()
                        .all(|edit| edit.source.end <= flag.source.start || flag.source.end <= edit.source.start)
                );
            }
        }
    }
    assert!(doubted > 5, "{doubted} line ends doubted where nothing is sure enough");
    let sure = Mender::new().threshold(0).repair_str(&text).into_owned();
    assert_ne!(sure, text);
    assert_eq!(
        Mender::new().threshold(u16::MAX).repair_str(&text),
        text,
        "nothing is sure enough, and yet it was mended"
    );
}

#[test]
fn flags_change_nothing() {
    for text in [report(""), report("市交通部门的负责人介绍，新桥全长\n四百二十米，双向四车道，两侧还有\n\n")]
    {
        let mended = Mender::new().repair_str(&text).into_owned();
        assert_eq!(Mender::new().repair_str(&mended), mended);
    }
}

/// A mender that asks for more than a head's margin leaves the head, and flags it; one that asks for just that much moves it.
#[test]
fn a_head_less_sure_than_asked_stays_and_is_flagged() {
    let text = include_str!("../examples/sample-page.txt");
    let moves = |mender: &Mender| -> Vec<Edit<'static>> {
        let page = mender.pages(text).next().unwrap();
        page.edits().filter(|edit| edit.to.is_some()).map(Edit::into_owned).collect()
    };
    let surest = moves(&Mender::new()).iter().filter_map(|edit| edit.margin).max().unwrap();
    let asked = |margin: u32| Mender::new().threshold(u16::try_from(margin).unwrap());
    assert!(!moves(&asked(surest)).is_empty());
    assert!(moves(&asked(surest + 1)).is_empty());
    let page = asked(surest + 1).pages(text).next().unwrap();
    let doubtful = |flag: &Flag| flag.kind == FlagKind::Doubtful;
    let left: Vec<&str> = page.flags().filter(doubtful).filter_map(|flag| page.source_at(flag.source)).collect();
    for head in moves(&Mender::new()).iter().filter(|edit| !edit.old.trim().is_empty()) {
        assert!(left.iter().any(|flagged| *flagged == head.old.trim()), "{:?} is not among {left:?}", head.old);
    }
}

/// The same of columns in turn below a masthead whose rows stand in turn and are surer: the rows are put in order alone.
#[test]
fn columns_less_sure_than_asked_stay_below_a_masthead_in_order() {
    let masthead = "第6版\n\n编辑\n\n2031年4月12日\n\n梁禾\n\n校对\n\n星期六\n\n林渡\n\n版式\n\n8日\n\n何苗\n\n";
    let columns = "清水河清淤工程昨天全线完\n\n城南客运枢纽昨天启用，老客\n\n工。这项工程从去年十月开始，历\n\n运站同时停运。新的客运枢纽有二\n\n\
                   时五个月，清淤河道十四公里，清\n\n十个站台，每天可以发送旅客一万\n\n出淤泥三十万立方米。清水河是城\n\n人次，是老客运站的三倍。为了方\n\n\
                   区的主要排水河道，河道多年没有\n\n便旅客换乘，客运枢纽和地铁三号\n\n清淤，淤泥最厚的地方超过两米，\n\n线的车站连在一起，旅客下了地\n\n\
                   每到汛期，沿河的几个小区就会积\n\n铁，走三分钟就可以到达站台。启\n\n水。工程完工以后，清水河的排水\n\n用的第一天，志愿者在客运枢纽的\n";
    let text = [masthead, columns].concat();
    let asked = |threshold: u16| {
        let page = Mender::new().threshold(threshold).pages(&text).next().unwrap().into_owned();
        let moves = page.edits().filter(|edit| edit.rule == Rule::InterleavedColumns && edit.to.is_some());
        let margin = moves.filter_map(|edit| edit.margin).min();
        let flagged = page.flags().any(|flag| flag.kind == FlagKind::InterleavedColumns);
        (page.text().contains("城南客运枢纽昨天启用，老客运站"), margin, flagged)
    };
    let (read, margin, flagged) = asked(32);
    assert!(read && !flagged);
    let (read, margin, flagged) = asked(u16::try_from(margin.unwrap()).unwrap() + 1);
    assert!(!read && flagged && margin.is_some(), "the columns stay, and the rows do not");
}
