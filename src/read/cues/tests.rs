//! What the words of a line say: each cue on lines that have it, and on the nearest that have not.

use super::*;
use crate::read::datelines::dateline_end;
use crate::read::lines::measure;

fn said(cue: Cues, with: &[&str], without: &[&str]) {
    let has = |text: &&&str| measure(text).cues.has(cue);
    let missed: Vec<_> = with.iter().filter(|text| !has(text)).collect();
    let mistaken: Vec<_> = without.iter().filter(has).collect();
    assert!(missed.is_empty() && mistaken.is_empty(), "missed {missed:?}, mistaken {mistaken:?}");
}

#[test]
fn who_wrote_it() {
    let with = [
        "记者 陈穗",
        "本报记者 陈穗 通讯员 梁禾",
        "■本报记者 陈穗",
        "（记者 陈穗 梁禾）",
        "北塘晚报记者陈穗",
        "通讯员陈穗梁禾",
        "文/陈穗 图/梁禾",
        "文/陈穗图/梁禾",
        "陈穗 梁禾 摄影报道",
        "（作者单位：北塘镇供电所）",
        "（本文由镇史办整理）",
        "记者 黄 新",
        "撰稿：陈穗",
        "本报记者 陈穗梁禾",
        "本报记者 陈穗梁禾儿周远",
        "通讯员 县文化馆 周远",
        "通讯员 县文化馆周远",
        "通讯员 清水银行行长周远",
        "作者：陈穗",
        "整理/陈穗",
        "采写：本报记者 陈穗",
        "北塘晚报·北塘新闻网记者 陈穗",
        "据新华社",
        "据《北塘晚报》",
        "（据北塘网）",
        "（本报综合）",
        "本报评论员",
        "新华社特约评论员",
    ];
    let without = [
        "记者 北塘镇的路灯亮了",
        "记者陈穗，北塘",
        "记者节里的路灯",
        "记者 陈 穗 新",
        "记者",
        "湖边路灯 点亮夜步道",
        "二〇三一年度北塘镇供电所记者 陈穗",
        "作者单位：北塘镇供电所的路灯队",
        "记者 陈穗点亮路灯",
        "记者 陈穗梁禾儿灯周远",
        "通讯员 县文化馆",
        "通讯员 县文化馆湖边",
        "评论员",
        "作者 陈穗",
        "据北塘村",
        "本报综合",
        "足球评论员",
    ];
    said(Cues::BYLINE, &with, &without);
}

#[test]
fn who_took_the_photograph() {
    let with = [
        "陈穗 摄",
        "陈穗摄",
        "摄影 陈穗",
        "图/陈穗",
        "陈穗 供图",
        "图片由供电所提供",
        "资料图",
        "供图/陈穗",
        "漫画：陈穗",
        "陈穗 画",
        "受访者供图",
        "新华社发（陈穗 摄）",
    ];
    said(Cues::CREDIT, &with, &["文/陈穗 图/梁禾", "陈穗 整理", "记者 陈穗", "图为夜步道", "摄", "我 摄"]);
    said(Cues::BOTH, &["陈穗 梁禾 摄影报道", "陈穗 文/图", "陈穗 图·文"], &["陈穗 摄影", "陈穗 报道", "记者 陈穗"]);
    assert!(measure("陈穗 摄影").cues.has(Cues::CREDIT));
}

#[test]
fn names_and_nothing_else() {
    said(Cues::NAMES, &["陈穗 梁禾", "陈穗", "黄 新 陈穗"], &["陈穗 亮灯队", "亮灯 步道", "黄 新 禾"]);
    let bracketed = ["（陈穗 梁禾）", "（北塘晚报 陈穗）", "【陈穗】"];
    said(Cues::BRACKET_NAMES, &bracketed, &["陈穗 梁禾", "（亮灯 晚报 点灯 陈穗）", "（亮灯 步道）", "（陈穗 梁禾"]);
    for name in ["陈穗", "陈穗儿", "欧阳修远", "端木远", "陈穗梁禾"] {
        assert!(is_name(name), "{name}");
    }
    for word in ["陈", "灯穗", "陈穗梁禾金", "安全生产", "端木", "端午节"] {
        assert!(!is_name(word), "{word}");
    }
    said(Cues::NAME_END, &["湖边路灯 陈穗", "（湖边 陈穗）"], &["陈穗 湖边路灯", "湖边路灯陈穗"]);
}

#[test]
fn roles_of_a_masthead() {
    said(
        Cues::ROLES,
        &["主编 陈穗 编辑 梁禾", "责编/陈穗 校对/梁禾", "值班编委：陈穗 版式：梁禾"],
        &["编辑 陈穗", "编辑部的故事 主编的话题"],
    );
    said(
        Cues::ROLE,
        &["编辑 陈穗", "责编：陈穗", "3□ 校对 金田", "视觉设计编辑 陈穗"],
        &["主编 陈穗 编辑 梁禾", "编辑部 陈穗", "国际新闻部的老编辑 陈穗", "他当编辑，她当校对"],
    );
}

#[test]
fn what_a_paper_says_of_itself() {
    let with = [
        "北塘晚报",
        "北塘都市报",
        "北塘晚报社出版",
        "主办：中共北塘市委",
        "中共北塘市委主办",
        "国内统一刊号：CN37-0001",
        "邮发代号 23-1",
        "第12345期",
        "今日8版 第12345期",
        "每份定价1.50元",
        "农历二月初一",
        "北塘晚报 BEITANG WANBAO",
    ];
    let without = [
        "晚报",
        "北塘晚报讯",
        "第一期",
        "第12期工程",
        "第1版",
        "今日8人",
        "热线：96678",
        "主办方说",
        "由镇里主办，每年",
        "定价",
        "农历二月 赶集",
        "星期四",
        "农历二月初二的路灯",
        "北塘村 BEITANG",
    ];
    said(Cues::OF_PAPER, &with, &without);
    assert!(!measure(&format!("{}主办", "北塘".repeat(12))).cues.has(Cues::OF_PAPER), "too long");
}

#[test]
fn dates() {
    let with = ["2031年12月4日", "星期四", "北塘 星期四", "2031.12.4", "2031-12-04 第3版", "2031年12月"];
    let without = [
        "2031年12月4日晚上",
        "12月4日",
        "31.12.4",
        "2031.12",
        "2031.12.4.5",
        "2031年12月4日，星期四，晴",
        "2031年入冬以后镇里给沿湖的步道换上太阳能路灯共计三百二十盏的那日",
        "2031..12.4",
    ];
    said(Cues::DATE, &with, &without);
}

#[test]
fn telephones_and_addresses_of_mail() {
    let with = ["电话：0555-1234567", "热线 555-12345678", "desk@beitang"];
    said(Cues::CONTACT, &with, &["比分 12-1234567", "0555-123456", "0555-123456789", "05551-1234567", "12-13"]);
}

#[test]
fn page_numbers() {
    let with = ["第3版", "12版", "A05", "3□", "05", "12版 要闻", "第3版 副刊", "/12/"];
    let without = ["要闻 第3版", "12345", "3年级", "12月4日", "第3名要闻", "3 要闻", "第3版 湖边路灯亮", "3%", "I05"];
    said(Cues::PAGE_NUMBER, &with, &without);
}

#[test]
fn how_reports_open() {
    let opener = ["近日，", "今年入冬", "昨天，灯亮了", "1月25日，", "2031年7月6日", "为进一步"];
    said(Cues::OPENER, &opener, &["近日的路灯", "31年7月", "月25日", "25盏路灯", "今天的路灯"]);
    let dateline = ["本报讯 灯亮了", "新华社北塘12月4日电", "本报北塘12月4日讯（记者", "据新华社电", "新华社北塘12月"];
    said(
        Cues::DATELINE,
        &[
            "北塘晚报讯（记者 陈穗）灯亮了",
            "晚报讯 灯亮了",
            "北塘网讯 记者陈穗",
            "北塘网北塘12月4日电 灯亮了",
            "北塘新闻网12月4日消息 灯亮了",
        ],
        &[
            "北塘晚报通讯 灯亮了",
            "晚报讯",
            "北塘讯 灯亮了",
            "北塘村12月4日电 灯亮了",
            "北塘网12月4日停电",
            "喜讯 灯亮了",
        ],
    );
    let spaced = |text: &str| measure(text).cues.has(Cues::SPACED);
    assert!(spaced("本报讯 湖边的路灯都亮了") && !spaced("本报讯（记者 陈穗）灯亮了") && !spaced("本报讯（记者 陈穗"));
    assert!(spaced("本报讯（记者 陈穗）灯亮 人来了"));
    said(
        Cues::DATELINE,
        &dateline,
        &["本报记者 陈穗", "本村讯", "北塘讯", "新华社记者，讯", "本报北塘", "本报 12月的路灯"],
    );
    assert_eq!(dateline_end("本报讯 灯亮了"), Some("本报讯".len()));
    assert_eq!(dateline_end("新华社电 报道：灯"), Some("新华社电 报道：".len()));
    assert_eq!(dateline_end("新华社，电"), None);
    assert_eq!(dateline_end("电灯亮了"), None, "it is no first character");
}

#[test]
fn items_of_a_list() {
    let with = [
        "• 路灯",
        "1、路灯",
        "1. 路灯",
        "1.路灯",
        "（一）路灯",
        "(12)路灯",
        "一、路灯",
        "第三条 路灯",
        "第十二章",
        "- 路灯",
        "十二）路灯",
        "３．路灯",
    ];
    let without = [
        "1.5 米",
        "1盏路灯",
        "一盏路灯",
        "（见图）路灯",
        "（一二三四）",
        "第三盏路灯",
        "第章",
        "-路灯",
        "（）路灯",
        "第一二三四五六七章",
    ];
    said(Cues::ITEM, &with, &without);
    said(Cues::MARKED, &["■路灯", "▲ 路灯"], &["• 路灯", "路灯■", "- 路灯"]);
}

#[test]
fn names_of_organisations() {
    let with = ["北塘镇", "供电所", "市水务局", "路灯公司", "（路灯公司）", "第三小学", "“北塘村”"];
    said(Cues::ORGANISATION, &with, &["路灯，供电所", "小学生", "大公无司", "路灯", "供电所。"]);
}

#[test]
fn brackets_dashes_and_leaders() {
    said(
        Cues::BRACKETED,
        &["（图见第三版）", "（灯亮了。）", "【路灯】"],
        &["（图见）第三版", "图见（第三版）", "（图见第三版"],
    );
    said(Cues::DASH_END, &["走进大山——", "走进大山―"], &["走进大山—", "——走进大山", "走进大山-"]);
    let leaders = ["路灯 . . . . 3", "路灯......3", "路灯………3", "路灯……3", "路灯……3元/盏"];
    let others = [
        "路灯……亮了",
        "路灯……3天以后才都亮了",
        "路灯……3天，亮了",
        "路灯…3",
        "路灯. . . 3",
        "路灯。。。。3",
        "版本 1.2.3.4",
    ];
    said(Cues::LEADERS, &leaders, &others);
}

#[test]
fn halves_and_colons() {
    said(
        Cues::HALVES,
        &["湖边路灯 点亮步道", "湖边路灯　点亮步道"],
        &["湖边路灯 点亮夜", "湖边路灯点亮步道", "湖 边 路 灯"],
    );
    said(Cues::SPACED, &["湖边 路灯", "湖 边 路 灯"], &["湖边路灯", "湖 边 路 灯 亮", "湖边 3 盏", "湖边， 路灯"]);
    said(Cues::SAYS, &["陈穗：灯亮了", "电话:1"], &["陈穗说：", "陈穗说"]);
    let long = format!("陈穗：{}", "灯".repeat(LONGEST_BYLINE as usize));
    assert!(!measure(&long).cues.has(Cues::SAYS), "a long line speaks of other things");
}

#[test]
fn marks_inside_a_line() {
    said(Cues::COMMA, &["灯，亮了", "灯、亮，"], &["灯亮了，", "灯亮了"]);
    said(
        Cues::SENTENCE,
        &["灯亮了。走", "灯；走", "“灯亮了。”走"],
        &["灯亮了。", "“灯亮了。”", "灯亮了！！", "灯亮了"],
    );
    said(Cues::PAUSE, &["灯亮了。 陈穗", "（灯） 陈穗"], &["灯亮了。陈穗", "灯亮了 陈穗"]);
    said(Cues::NUMBER, &["3盏"], &["三盏", "３盏"]);
    said(Cues::LATIN, &["The lamps 灯", "12.5"], &["路灯 12", "灯 LED 灯灯"]);
}

#[test]
fn an_indent_is_two_spaces_a_tab_or_a_wide_space() {
    let indented = |before: &str| indent(&format!("{before}灯"), before.len() as u32);
    assert!(indented("  ") && indented("\n\t") && indented("\u{3000}") && indented("上\n\u{3000}\u{3000}"));
    assert!(!indented("") && !indented(" ") && !indented("\n ") && !indented("上\n") && !indented("一"));
}

#[test]
fn bylines_of_taiwan_and_hong_kong() {
    let cues = |text: &str| super::super::lines::scan(text).first().unwrap().cues;
    let bylines = [
        "记者周远／台北报导",
        "记者 周远／台北报导",
        "记者周远、陈禾／综合报导",
        "【记者周远／台北报导】",
        "〔记者周远／台北报导〕",
        "编译周远／综合报导",
        "特约记者周远／华盛顿报导",
        "文／周远 图／陈禾",
        "◎周远",
        "周远（清水大学教授）",
    ];
    for text in bylines {
        assert!(cues(text).is_byline(), "{text}");
    }
    for text in ["（记者周远摄）", "摄影／周远", "（资料照，记者周远摄）", "图／周远提供"]
    {
        assert!(cues(text).has(Cues::CREDIT), "{text}");
    }
    for text in
        ["编译安装", "编译方法", "向群众提供", "周远提供", "周远（图片）", "台北报导", "清水镇／台北报导", "文／图／表"]
    {
        assert!(!cues(text).has(Cues::BYLINE), "{text}");
    }
}

#[test]
fn datelines_in_brackets() {
    let is_dateline = |text: &str| super::super::lines::scan(text).first().unwrap().cues.has(Cues::DATELINE);
    for text in [
        "〔记者周远／台北报导〕渡船今年又",
        "【本报讯】渡船今年又",
        "【本报消息】渡船又",
        "（中央社台北2日电）渡船今年又",
        "【记者周远、陈禾／综合报",
        "（新华社上海2日电）渡船又",
        "据法新社巴黎2日电，渡船又",
    ] {
        assert!(is_dateline(text), "{text}");
    }
    for text in ["【本报讯】", "（记者周远摄", "（本报清水1月12日", "（今年第一季）渡船又", "【注】渡船又"]
    {
        assert!(!is_dateline(text), "{text}");
    }
}

#[test]
fn mastheads_of_taiwan_and_hong_kong() {
    let cues = |text: &str| super::super::lines::scan(text).first().unwrap().cues;
    for text in ["中华民国113年5月2日", "民国99年12月31日"] {
        assert!(cues(text).has(Cues::DATE), "{text}");
    }
    for text in ["民国9年5月2日", "中华民国113年5月2日起", "113年5月2日"] {
        assert!(!cues(text).has(Cues::DATE), "{text}");
    }
    assert!(cues("责任编辑／梁禾").has(Cues::ROLE));
    assert!(cues("主编／梁禾 美编／林渡").has(Cues::ROLES));
    assert!(cues("A5／地方").has(Cues::PAGE_NUMBER));
}
