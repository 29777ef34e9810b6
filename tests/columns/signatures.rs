//! Bylines, credits and sources, datelines, and what a paper says of itself, in the forms that papers have: each on pages of three articles
//! in columns, and how many of them are read as what they are.

use pagemend::{Kind, Mender};

use super::{MORE, TEXTS, lines, shown};

const HEADS: [&str; 3] = ["清水河清淤全线完工", "城南客运枢纽启用", "山前村桃花引来游客"];
/// Who signs the articles, for 甲, and with whom, for 乙.
const NAMES: [(&str, &str); 3] = [("陈禾", "周远"), ("李静", "王芳"), ("赵磊", "孙悦")];
/// Columns of so many characters, one after the other.
const WIDTHS: [usize; 4] = [14, 16, 18, 15];

/// Lines that say who wrote a text, who took its picture, or where it is from.
const SIGNED: [&str; 84] = [
    "本报记者 甲",
    "记者 甲 乙",
    "本报记者 甲 本报通讯员 乙",
    "文/图 本报记者 甲",
    "文图/记者 甲",
    "□ 记者 甲 报道",
    "□记者甲 通讯员乙报道",
    "■ 本报记者 甲 实习记者 乙",
    "晚报记者 甲 摄影报道",
    "清水晚报·清水新闻网记者 甲",
    "首席记者 甲",
    "见习记者 甲",
    "全媒体记者 甲",
    "融媒体中心记者 甲",
    "本报评论员 甲",
    "新华社记者 甲",
    "清水日报记者 甲",
    "据新华社",
    "据新华社电",
    "新华社发",
    "新华社发（甲 摄）",
    "新华社记者 甲 摄",
    "（新华社发）",
    "甲 摄",
    "甲/摄",
    "甲/文",
    "甲 乙 文/图",
    "摄影/甲",
    "摄影：甲",
    "图/甲",
    "图：甲",
    "供图/甲",
    "受访者供图",
    "资料图片",
    "（资料图）",
    "本报记者 甲 通讯员 乙 王小河 摄",
    "CFP供图",
    "视觉中国供图",
    "（据新华社）",
    "（据清水网）",
    "（综合新华社、清水新闻报道）",
    "（本报综合）",
    "据《清水日报》",
    "（甲）",
    "（记者 甲）",
    "（本报记者 甲）",
    "（通讯员 乙）",
    "（下转第3版）",
    "（下转A03版）",
    "（上接第一版）",
    "（上接1版）",
    "（作者系清水大学教授）",
    "（作者为清水大学教授）",
    "（作者单位：清水大学）",
    "作者：甲",
    "作者 甲",
    "编译 甲",
    "整理/甲",
    "制图/甲",
    "漫画/甲",
    "绘图 甲",
    "插图：甲",
    "书法 甲",
    "甲 画",
    "甲 作",
    "口述：甲",
    "采写：本报记者 甲",
    "采写/记者 甲",
    "统筹 甲",
    "策划 甲",
    "特约撰稿 甲",
    "特约记者 甲",
    "本报特派记者 甲",
    "驻京记者 甲",
    "本报驻上海记者 甲",
    "电视台记者 甲",
    "清水广播网记者 甲",
    "中新社记者 甲",
    "清水青年报·清水在线记者 甲",
    "实习生 甲",
    "通讯员 甲 王小河 报道",
    "热心市民 甲",
    "市民 甲",
    "读者 甲",
];

/// With what a report opens.
const OPENINGS: [&str; 20] = [
    "本报讯（记者 甲）",
    "本报讯 ",
    "晚报讯（记者 甲 通讯员 乙）",
    "清水晚报讯 ",
    "清水网讯（记者 甲）",
    "清水日报讯 记者甲报道，",
    "新华社上海4月3日电（记者 甲）",
    "据新华社电 ",
    "清水新闻消息 ",
    "清水广播网上海4月3日消息（记者甲）",
    "据中新网报道，",
    "人民网上海4月3日电 （记者甲）",
    "4月3日，",
    "本报记者甲报道 ",
    "□记者 甲 报道 ",
    "中国新闻网4月3日电 ",
    "【本报讯】",
    "晨报讯 ",
    "记者4月3日从区政府获悉，",
    "清水时报驻上海特约记者 甲 ",
];

/// What stands in a masthead.
const OF_PAPER: [&str; 51] = [
    "2034年3月5日 星期日",
    "2034年3月5日 星期日 农历正月十五",
    "2034.3.5 星期日",
    "2034年3月5日/星期日",
    "责任编辑 甲 版式设计 乙 校对 王小河",
    "责编：甲 美编：乙",
    "责编/甲 版式/乙",
    "A03 要闻",
    "A03",
    "03版 综合新闻",
    "3版",
    "要闻",
    "综合",
    "国内统一连续出版物号 CN99-0001",
    "国内统一刊号：CN99-0001",
    "邮发代号 99-1 第12345期",
    "第12345期",
    "总第1234期",
    "今日8版",
    "今日16版",
    "热线电话：0555-8519600",
    "www.qingshui.example",
    "E-mail:news@qingshui.example",
    "投稿邮箱：news@qingshui.example",
    "本版编辑 甲",
    "新闻热线 96600",
    "值班主任：甲",
    "农历二月初一",
    "主办：中共清水市委",
    "中共清水市委主办",
    "扫码关注",
    "清水日报 QINGSHUI DAILY",
    "清水日报",
    "QINGSHUI RIBAO",
    "清水日报社出版",
    "本版责编：甲 视觉：乙 校对：王小河",
    "编辑/甲 美编/乙 校对/王小河",
    "统筹：甲",
    "主编 甲 副主编 乙",
    "终审 甲 审读 乙",
    "星期日",
    "多云转晴 5℃~15℃",
    "今日天气：晴 5℃—12℃",
    "社址：清水市湖滨路1号 邮编：990000",
    "广告部电话：0555-8519600",
    "每份定价1.50元",
    "清水新闻网：www.qingshui.example",
    "零售每份1元",
    "T08",
    "B2·社会",
    "07 民生",
];

/// Where a line stands, or a head.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Place {
    /// The line under the head, before the text.
    UnderHead,
    /// The line behind the text.
    Behind,
    /// The line behind the text, and the head behind both.
    BeforeHead,
}

/// A form with the names of an article.
fn named(form: &str, article: usize) -> String {
    let (one, other) = NAMES[article % NAMES.len()];
    form.replace('甲', one).replace('乙', other)
}

/// An article's paragraphs, the first behind its opening, in columns of so many characters.
fn body(article: usize, opening: &str, turn: usize) -> Vec<String> {
    let width = WIDTHS[(article + turn) % WIDTHS.len()];
    let mut body = lines(&(opening.to_owned() + TEXTS[article]), width, usize::MAX);
    body.extend(lines(MORE[article], width, usize::MAX));
    body
}

/// An article's lines: its head and its body in this order, or the other way round.
fn article(n: usize, body: Vec<String>, trails: bool) -> Vec<String> {
    let head = vec![HEADS[n].to_owned()];
    if trails { [body, head].concat() } else { [head, body].concat() }
}

/// The blocks of a page of such lines: their kinds and texts.
fn blocks(page: &[String]) -> Vec<(Kind, String)> {
    let raw = page.join("\n") + "\n";
    let page = Mender::new().pages(&raw).next().expect("a page");
    page.blocks().map(|block| (block.kind(), block.text().trim().to_owned())).collect()
}

/// Sets a page for each form in each order of widths, and asserts that of a thousand that are asked for at least so many are read rightly:
/// `right` says of how many of a page it asks, and which are.
fn assert_share(what: &str, forms: &[&str], least: usize, right: impl Fn(&str, usize) -> Vec<bool>) {
    let pages = forms.iter().flat_map(|form| (0..WIDTHS.len()).map(move |turn| (form, turn)));
    let asked: Vec<bool> = pages.flat_map(|(form, turn)| right(form, turn)).collect();
    let share = asked.iter().filter(|right| **right).count() * 1000 / asked.len();
    println!("{what}: {share} of a thousand");
    assert!(share >= least, "{what}: {share} of a thousand");
}

#[test]
fn bylines_credits_and_sources_are_known_by_their_words() {
    for (place, least) in [(Place::UnderHead, 860), (Place::Behind, 910), (Place::BeforeHead, 910)] {
        assert_share(&format!("{place:?}"), &SIGNED, least, |form, turn| {
            let own: Vec<String> = (0..HEADS.len()).map(|n| named(form, n)).collect();
            let signed = |n: usize| {
                let (body, own) = (body(n, "", turn), vec![own[n].clone()]);
                article(
                    n,
                    if place == Place::UnderHead { [own, body] } else { [body, own] }.concat(),
                    place == Place::BeforeHead,
                )
            };
            let blocks = blocks(&(0..HEADS.len()).flat_map(signed).collect::<Vec<_>>());
            let kind = |own: &String| blocks.iter().find(|(_, text)| text == own).map(|(kind, _)| *kind);
            own.iter().map(|own| matches!(kind(own), Some(Kind::Byline | Kind::Credit))).collect()
        });
    }
}

#[test]
fn an_article_is_whole_behind_its_opening() {
    for (trails, least) in [(false, 850), (true, 715)] {
        let what = if trails { "heads behind" } else { "heads before" };
        assert_share(what, &OPENINGS, least, |form, turn| {
            let opened = |n: usize| article(n, body(n, &named(form, n), turn), trails);
            let blocks = blocks(&(0..HEADS.len()).flat_map(opened).collect::<Vec<_>>());
            let texts: Vec<String> = blocks.iter().map(|(_, text)| shown(text)).collect();
            let is_whole = |n: usize| {
                let whole = [HEADS[n], &shown(&(named(form, n) + TEXTS[n])), MORE[n]].map(str::to_owned);
                texts.windows(3).any(|three| three == whole)
            };
            (0..HEADS.len()).map(is_whole).collect()
        });
    }
}

#[test]
fn what_a_paper_says_of_itself_is_of_its_masthead() {
    for (is_first, least) in [(true, 725), (false, 890)] {
        let what = if is_first { "at the top" } else { "at the foot" };
        assert_share(what, &OF_PAPER, least, |form, turn| {
            let own = named(form, turn);
            let signed = |n: usize| article(n, [body(n, "", turn), vec![named("本报记者 甲", n)]].concat(), false);
            let mut page: Vec<String> = (0..HEADS.len()).flat_map(signed).collect();
            page.insert(if is_first { 0 } else { page.len() }, own.clone());
            vec![blocks(&page).contains(&(Kind::Masthead, own))]
        });
    }
}
