use super::*;

/// The text with its doubling gone.
pub(super) fn single(text: &str) -> String {
    let mut lines = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let from = start + (line.len() - line.trim_start().len());
        if !line.trim().is_empty() {
            lines.push(Span::new(from as u32, (from + line.trim().len()) as u32));
        }
        start += line.len();
    }
    let mut out = String::new();
    let mut at = 0;
    for span in find(text, &lines) {
        assert!(at <= span.start && span.start < span.end, "spans in order: {span:?} in {text}");
        out.push_str(&text[at as usize..span.start as usize]);
        at = span.end;
    }
    out + &text[at as usize..]
}

#[test]
fn six_shapes() {
    for (raw, want) in [
        ("主编主编 丁庆新丁庆新 20202020 年年77月月88日日", "主编 丁庆新 2020 年7月8日"),
        ("责责任任编编辑辑：：周周远远", "责任编辑：周远"),
        ("主主 编编 丁丁 庆庆 新新 22 00 22 00", "主编丁庆新2020"),
        ("主主 编编 丁丁 庆庆 新新   22 00 22 00", "主编丁庆新   2020"),
        (
            "秋粮收购有序推进秋粮收购有序推进\n收购点增设窗口。农民不再排队。",
            "秋粮收购有序推进\n收购点增设窗口。农民不再排队。",
        ),
        ("2018年11月15日 星期三 2018年11月15日 星期三", "2018年11月15日 星期三"),
        (
            "第16版 要闻\n第16版 要闻\n2018年11月15日 星期三\n2018年11月15日 星期三",
            "第16版 要闻\n2018年11月15日 星期三",
        ),
        ("22001199..99..55 星星期期四四 要要闻闻", "2019.9.5 星期四 要闻"),
        ("电话电话 55885588", "电话 5588"),
        ("《《《 东东东 方方方 》》》 ——— ——— 读读读 书书书", "《东方》——读书"),
        ("第\n第11\n11版\n版 三审\n三审 沈行\n沈行", "第11版 三审 沈行"),
        ("图\n图片\n片新\n新闻\n闻", "图片新闻"),
        ("第第第666版版版 二二二审审审：：：李李李明明明远远远", "第6版 二审：李明远"),
    ] {
        assert_eq!(single(raw), want);
    }
}

#[test]
fn language_stays() {
    for text in [
        "人人",
        "谢谢",
        "1100",
        "2020",
        "88",
        "哈哈哈哈",
        "AA11",
        "李莉莉",
        "tomtom",
        "天耀中华 天耀中华",
        "----",
        "}\n}\n}",
        "放松放松 休息休息",
        "寻寻觅觅 冷冷清清 凄凄惨惨戚戚",
        "end end",
        "迎战！迎战！",
        "1122 3344 5566",
    ] {
        assert_eq!(single(text), text);
    }
}

#[test]
fn a_head_over_prose() {
    let prose = "\n　　记者昨日获悉，全市秋粮收购\n已近尾声。各收购点增设窗口，农\n民卖粮不再排队。\n";
    assert_eq!(
        single(&format!("秋粮收购工作有序推进\n秋粮收购工作有序推进{prose}")),
        format!("秋粮收购工作有序推进{prose}")
    );
    for sound in ["新华社记者周远山摄影报道\n新华社记者周远山摄影报道", "丰收\n丰收"] {
        let text = format!("{sound}{prose}");
        assert_eq!(single(&text), text);
    }
    let song = "我们走在希望的田野上\n我们走在希望的田野上\n炊烟在新建的住房上飘荡\n小河在美丽的村庄旁流淌\n";
    assert_eq!(single(song), song);
}

#[test]
fn short_items_are_believed_beside_others() {
    let dated = "2031年4月12日 星期六\n2031年4月12日 星期六\n";
    let date = "2031年4月12日 星期六\n";
    let names = |names: &str| names.split(' ').map(|name| format!("{name}\n")).collect::<String>();
    let (twice, once) = (names("何苗 何苗 校对 林渡 林渡"), names("何苗 校对 林渡"));
    assert_eq!(single(&format!("{dated}{twice}")), format!("{date}{once}"), "one bears out the next");
    assert_eq!(single(&format!("{twice}{dated}")), format!("{once}{date}"));
    let far = names("周远 宋竹 何穗 林禾");
    assert_eq!(single(&format!("{dated}{far}{twice}")), format!("{date}{far}{twice}"));
    assert_eq!(single(&twice), twice);
}

#[test]
fn graphemes_are_whole() {
    assert_eq!(single("e\u{301}e\u{301}版版本本编编辑辑：：周周"), "e\u{301}版本编辑：周");
}

proptest::proptest! {
    /// Of lines that come twice every which way, nothing is taken twice.
    #[test]
    fn what_goes_never_overlaps(
        units in proptest::collection::vec(("[一二1□版]{1,3}", 1usize..5), 1..12),
        cuts in proptest::collection::vec(proptest::bool::ANY, 64),
    ) {
        let glyphs = units.iter().flat_map(|(unit, times)| std::iter::repeat_n(unit.as_str(), *times)).collect::<String>();
        let cut = |(c, cut): (char, &bool)| if *cut { format!("{c}\n") } else { c.to_string() };
        let chain = glyphs.chars().zip(cuts.iter().cycle()).map(cut).collect::<String>();
        let lines = units.iter().flat_map(|(unit, times)| std::iter::repeat_n(format!("{unit}\n"), *times));
        let dated = "2031年4月12日 星期六\n2031年4月12日 星期六\n";
        single(&format!("{dated}{chain}\n{}", lines.collect::<String>()));
    }

    /// What is passed over at a glance has no parse.
    #[test]
    fn a_line_that_parses_is_looked_at(
        units in proptest::collection::vec("[一丁〇é12，。👍\u{3000}\u{a0}\u{2003} ]{1,3}", 1..6),
        factor in 1usize..5,
        between in proptest::sample::select(vec!["", " ", "\u{3000}"]),
    ) {
        let text: String = units.iter().flat_map(|unit| std::iter::repeat_n([unit, between], factor).flatten()).collect();
        let text = text.trim();
        let mut glyphs = Vec::new();
        let line = [Span::new(0, text.len() as u32)];
        if prove_line(text, &line, 0, u8::MAX, &mut glyphs).is_some() {
            proptest::prop_assert!(begins_again(text.as_bytes()), "{text}");
            proptest::prop_assert!(may_double(text) != 0);
        }
    }
}
