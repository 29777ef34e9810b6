//! Printed pages, and what extractors make of them: the clean text and the damaged text of one page, made together.

use proptest::prelude::*;

/// Words of which articles are made: everyday words of a local paper, none of which looks like damage.
const WORDS: [&str; 60] = [
    "居民", "社区", "学校", "图书", "河道", "公园", "道路", "医院", "市场", "车站", "孩子", "老师", "医生", "农户",
    "果园", "工程", "设备", "技术", "服务", "活动", "计划", "会议", "消息", "问题", "经验", "整修", "开放", "建成",
    "组织", "举办", "参加", "安排", "介绍", "发现", "解决", "提高", "减少", "增加", "完成", "检查", "春季", "上午",
    "附近", "全部", "部分", "及时", "认真", "主动", "积极", "继续", "方便", "安全", "整洁", "宽敞", "顺利", "新建",
    "周边", "沿线", "每周", "如今",
];

const ORGANISATIONS: [&str; 5] = ["城东区文化馆", "区水务局", "市园林处", "南湖街道办", "县气象台"];

const NAMES: [&str; 6] = ["林小满", "周远", "高峻", "陈禾", "许川", "何穗"];

/// Lines that stand among the Han on real pages, or could. None is damaged, and none may change.
pub const ODD: [&str; 16] = [
    "The quick brown fox jumps over the lazy dog.",
    "fn main() { println!(\"{}\", 1 + 1); }",
    "\tlet x = y[0];   // two",
    "열차는 오전 9시에 출발합니다.",
    "القطار يغادر في الساعة التاسعة",
    "👩\u{200d}👩\u{200d}👧\u{200d}👦 👍🏽 🇨🇳",
    "e\u{301}a\u{308}o\u{303} 一\u{301}二\u{300}",
    "\u{e001}\u{e002} \u{f8ff}",
    "| 班次 | 时间 | 票价 |",
    "甲\t12\t3.5\t40",
    "10 17 24 31",
    "\u{0}\u{1}\u{8}\u{1b}[0m",
    "https://example.org/a?b=1&c=2",
    "{\"page\": 1, \"text\": \"一\"}",
    "----------",
    "\u{200b}\u{feff}\u{2060}",
];

/// A page as it was printed.
#[derive(Clone, Debug)]
pub struct Printed {
    pub articles: Vec<Article>,
}

/// An article as it was printed.
#[derive(Clone, Debug)]
pub struct Article {
    pub kicker: Option<&'static str>,
    pub headline: Vec<String>,
    pub paras: Vec<String>,
    pub byline: Option<String>,
    /// A line of something else behind it.
    pub odd: Option<&'static str>,
}

fn words(count: std::ops::Range<usize>) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(&WORDS[..]), count).prop_map(|words| words.concat())
}

/// A number with what belongs to it.
fn amount() -> impl Strategy<Value = String> {
    prop_oneof![
        (1u32..13, 1u32..29).prop_map(|(month, day)| format!("{month}月{day}日")),
        (1u32..500).prop_map(|n| format!("{n}人")),
        (1u32..99, 0u32..10).prop_map(|(whole, tenth)| format!("{whole}.{tenth}万元")),
        (1u32..100).prop_map(|n| format!("占{n}%")),
        (2001u32..2026).prop_map(|year| format!("{year}年")),
    ]
}

fn clause() -> impl Strategy<Value = String> {
    prop_oneof![
        5 => words(2..6),
        1 => (words(1..3), amount(), words(1..3)).prop_map(|(a, n, b)| a + &n + &b),
        1 => (words(1..3), words(1..3)).prop_map(|(a, b)| format!("{a}“{b}”")),
    ]
}

fn sentence() -> impl Strategy<Value = String> {
    let end = prop_oneof![8 => Just("。"), 1 => Just("！"), 1 => Just("？")];
    (prop::collection::vec(clause(), 1..5), end).prop_map(|(clauses, end)| clauses.join("，") + end)
}

fn para() -> impl Strategy<Value = String> {
    prop::collection::vec(sentence(), 2..7).prop_map(|sentences| sentences.concat())
}

fn article() -> impl Strategy<Value = Article> {
    let byline = prop::collection::vec(prop::sample::select(&NAMES[..]), 1..3);
    // the same line twice is a headline that is printed twice: no clean page
    let headline = prop::collection::vec(words(3..6), 1..3)
        .prop_filter("two lines that are the same", |lines| lines.first() != lines.get(1));
    (
        prop::option::of(prop::sample::select(&ORGANISATIONS[..])),
        headline,
        prop::collection::vec(para(), 2..6),
        prop::option::weighted(0.8, byline),
        prop::option::weighted(0.2, prop::sample::select(&ODD[..])),
    )
        .prop_map(|(kicker, headline, paras, byline, odd)| {
            let byline = byline.map(|names| format!("通讯员 {}", names.join(" ")));
            Article { kicker, headline, paras, byline, odd }
        })
}

/// A page of some articles.
pub fn printed() -> impl Strategy<Value = Printed> {
    prop::collection::vec(article(), 1..5).prop_map(|articles| Printed { articles })
}

/// How clean text is laid out: each a way in which people write articles down.
#[derive(Clone, Copy, Debug)]
pub enum Layout {
    /// A paragraph a line, a blank line between any two.
    Apart,
    /// A paragraph a line, blank lines between articles alone.
    Dense,
    /// The same, and paragraphs begin with two ideographic spaces.
    Indented,
}

pub fn layout() -> impl Strategy<Value = Layout> {
    prop::sample::select(&[Layout::Apart, Layout::Dense, Layout::Indented][..])
}

impl Printed {
    /// The page with nothing wrong.
    pub fn clean(&self, layout: Layout) -> String {
        let between = if matches!(layout, Layout::Apart) { "\n\n" } else { "\n" };
        let indent = if matches!(layout, Layout::Indented) { "\u{3000}\u{3000}" } else { "" };
        let articles = self.articles.iter().map(|article| {
            let mut blocks: Vec<String> = Vec::new();
            blocks.extend(article.kicker.map(str::to_owned));
            blocks.push(article.headline.join(" "));
            blocks.extend(article.paras.iter().map(|para| format!("{indent}{para}")));
            blocks.extend(article.byline.clone());
            blocks.extend(article.odd.map(str::to_owned));
            blocks.join(between)
        });
        articles.collect::<Vec<_>>().join("\n\n") + "\n"
    }

    /// What an extractor makes of it.
    pub fn damaged(&self, damage: &Damage) -> String {
        let mut dice = Dice(damage.seed | 1);
        let mut out = String::new();
        if damage.doubled {
            let names: Vec<String> = NAMES[..3].iter().map(|name| format!("编辑编辑 {name}{name}")).collect();
            out.push_str(&format!("33□□{}\n20262026年年44月月33日日 星期五星期五\n\n", names.join(" ")));
        }
        for article in &self.articles {
            let mut head: Vec<String> = article.kicker.map(str::to_owned).into_iter().collect();
            head.extend(article.headline.iter().cloned());
            let head = head.join("\n") + "\n\n";
            if !damage.trailing {
                out.push_str(&head);
            }
            damage.body(article, &mut dice, &mut out);
            if damage.trailing {
                out.push_str(&head);
            }
            if let Some(odd) = article.odd {
                out.push_str(&format!("{odd}\n\n"));
            }
        }
        if damage.crlf { out.replace('\n', "\r\n") } else { out }
    }
}

/// What is done to a page.
#[derive(Clone, Debug)]
pub struct Damage {
    /// Columns are this wide, in characters.
    pub width: usize,
    /// A line in so many stands at the top of a column: a blank line before it. 0 is never.
    pub column_jumps: u64,
    pub blank_between: bool,
    /// Heads stand behind their articles.
    pub trailing: bool,
    /// The masthead is printed twice.
    pub doubled: bool,
    /// A digit in so many has a space behind it before a Chinese character.
    pub split_numbers: u64,
    /// A character in so many has a stray space behind it.
    pub stray_spaces: u64,
    pub half_width: bool,
    pub radicals: bool,
    pub crlf: bool,
    pub seed: u64,
}

pub fn damage() -> impl Strategy<Value = Damage> {
    let rarely = || prop_oneof![Just(0u64), 5u64..40];
    let flags = (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>(), prop::bool::weighted(0.2));
    (14usize..27, rarely(), rarely(), rarely(), flags, any::<u64>()).prop_map(
        |(width, column_jumps, split_numbers, stray_spaces, flags, seed)| {
            let (blank_between, trailing, doubled, half_width, radicals, crlf) = flags;
            Damage {
                width,
                column_jumps,
                blank_between,
                trailing,
                doubled,
                split_numbers,
                stray_spaces,
                half_width,
                radicals,
                crlf,
                seed,
            }
        },
    )
}

impl Damage {
    /// Line breaks and nothing else, blank lines between paragraphs, heads behind their bodies.
    pub const TEXT_LAYER: Damage = Damage {
        width: 20,
        column_jumps: 0,
        blank_between: true,
        trailing: true,
        doubled: false,
        split_numbers: 0,
        stray_spaces: 0,
        half_width: false,
        radicals: false,
        crlf: false,
        seed: 1,
    };

    /// An article without its head.
    fn body(&self, article: &Article, dice: &mut Dice, out: &mut String) {
        for para in &article.paras {
            let para = self.in_line(para, dice);
            for (n, line) in wrap(&para, self.width).iter().enumerate() {
                if n > 0 && dice.one_in(self.column_jumps) {
                    out.push('\n');
                }
                out.push_str(line);
                out.push('\n');
            }
            if self.blank_between {
                out.push('\n');
            }
        }
        if let Some(byline) = &article.byline {
            out.push_str(&format!("\n{byline}\n\n"));
        }
    }

    fn in_line(&self, para: &str, dice: &mut Dice) -> String {
        let mut out = String::with_capacity(para.len());
        let mut chars = para.chars().peekable();
        while let Some(c) = chars.next() {
            out.push(match c {
                '，' if self.half_width => ',',
                '行' if self.radicals => '⾏',
                '见' if self.radicals => '⻅',
                c => c,
            });
            let next_is_han = chars.peek().is_some_and(|next| ('一'..='龥').contains(next));
            let is_split = c.is_ascii_digit() && dice.one_in(self.split_numbers);
            let is_stray = ('一'..='龥').contains(&c) && dice.one_in(self.stray_spaces);
            if next_is_han && (is_split || is_stray) {
                out.push(' ');
            }
        }
        out
    }
}

/// How the heads of two articles stand on the lines of the page.
#[derive(Clone, Copy, Debug)]
pub enum Beside {
    /// Both on one line before the two bodies.
    Before,
    /// Both on one line behind them.
    Behind,
    /// Both on one line between them: the first speaks of the text above, the second of the text below.
    Between,
    /// In two lines, each with a piece of both, before the two bodies.
    InTurn,
    /// Each beside the first line of its own body.
    RunIn,
}

impl Article {
    /// A head that speaks of the text: characters of its opening.
    fn head(&self, chars: std::ops::Range<usize>) -> String {
        let han = self.paras.iter().flat_map(|para| para.chars()).filter(|c| ('一'..='龥').contains(c));
        han.skip(chars.start).take(chars.len()).collect()
    }
}

/// Pages whose articles stand two by two, their heads side by side.
pub fn side_by_side() -> impl Strategy<Value = String> {
    use Beside::{Before, Behind, Between, InTurn, RunIn};
    let ways = prop::sample::select(&[Before, Behind, Between, InTurn, RunIn][..]);
    (printed(), damage(), prop::collection::vec(ways, 3)).prop_map(|(page, damage, ways)| {
        let mut dice = Dice(damage.seed | 1);
        let mut out = String::new();
        for (pair, way) in page.articles.chunks(2).zip(ways) {
            let heads = |from, to| pair.iter().map(|article| article.head(from..to)).collect::<Vec<_>>().join(" ");
            match way {
                Before => out.push_str(&format!("{}\n\n", heads(0, 10))),
                InTurn => out.push_str(&format!("{}\n{}\n\n", heads(0, 8), heads(8, 15))),
                _ => {}
            }
            for (n, article) in pair.iter().enumerate() {
                if matches!(way, RunIn) {
                    out.push_str(&format!("{} ", article.head(0..10)));
                }
                damage.body(article, &mut dice, &mut out);
                out.push('\n');
                if matches!(way, Between) && n == 0 {
                    out.push_str(&format!("{}\n\n", heads(0, 10)));
                }
            }
            if matches!(way, Behind) {
                out.push_str(&format!("{}\n\n", heads(0, 10)));
            }
        }
        if damage.crlf { out.replace('\n', "\r\n") } else { out }
    })
}

/// Some programs fill the rows of a page up to its width, in characters.
const ROW: usize = 90;

/// Pages whose articles stand beside each other on each line, as programs write them that keep the layout: what stands further right is
/// put at its place counted in characters, or behind what stands before it.
pub fn laid_out() -> impl Strategy<Value = String> {
    let page = (printed(), damage(), 2usize..4, 2usize..7, any::<bool>(), any::<bool>());
    page.prop_map(|(page, damage, many, apart, is_filled, is_ended)| {
        let mut dice = Dice(damage.seed | 1);
        let mut out = String::new();
        for articles in page.articles.chunks(many) {
            let columns: Vec<Vec<String>> = articles
                .iter()
                .map(|article| {
                    let mut column = format!("{}\n\n", article.head(0..10));
                    damage.body(article, &mut dice, &mut column);
                    column.trim_end().lines().map(str::to_owned).collect()
                })
                .collect();
            for row in 0..columns.iter().map(Vec::len).max().unwrap_or(0) {
                let (mut line, mut begins) = (String::new(), 0);
                for column in &columns {
                    let text = column.get(row).map_or("", |text| text.trim());
                    let before = line.chars().count();
                    let gap = if text.is_empty() || begins == 0 { 0 } else { begins.max(before + 1) - before };
                    line.extend(std::iter::repeat_n(' ', gap));
                    line.push_str(text);
                    begins += damage.width + apart;
                }
                if is_filled {
                    line.extend(std::iter::repeat_n(' ', ROW.saturating_sub(line.chars().count())));
                }
                out.push_str(&line);
                out.push('\n');
            }
            out.push_str(if is_filled { "   \n   \n" } else { "\n\n" });
        }
        let out = match (is_ended, is_filled) {
            (true, _) => out,
            (false, true) => out.trim_end_matches('\n').to_owned(),
            (false, false) => out.trim_end().to_owned(),
        };
        if damage.crlf { out.replace('\n', "\r\n") } else { out }
    })
}

/// The lines of a paragraph set in a column: marks hang over, numbers stay whole.
fn wrap(para: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut cells = 4; // the indent
    let mut chars = para.chars().peekable();
    while let Some(c) = chars.next() {
        let mut piece = String::from(c);
        while c.is_ascii_digit()
            && let Some(next) = chars.next_if(|next| next.is_ascii_digit() || matches!(next, '.' | '%'))
        {
            piece.push(next);
        }
        let wide = if c.is_ascii() { piece.len() } else { 2 };
        let hangs = matches!(c, '，' | '。' | '”' | '！' | '？' | ',');
        if cells + wide > width * 2 && !hangs {
            lines.push(String::new());
            cells = 0;
        }
        cells += wide;
        if let Some(line) = lines.last_mut() {
            line.push_str(&piece);
        }
    }
    lines
}

/// Chance that a seed decides: the same seed, the same page.
struct Dice(u64);

impl Dice {
    /// Once in `n` times; never if `n` is 0.
    fn one_in(&mut self, n: u64) -> bool {
        // xorshift
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        n > 0 && self.0.is_multiple_of(n)
    }
}

/// Damaged pages riddled with stray spaces: where those are gone lines are narrower, and read otherwise.
pub fn riddled() -> impl Strategy<Value = String> {
    (printed(), damage(), 2u64..8)
        .prop_map(|(page, damage, stray_spaces)| page.damaged(&Damage { stray_spaces, ..damage }))
}

/// Text of any kind: soup of what means something to some rule, and of what means nothing to any.
pub fn soup() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => words(1..8),
        3 => sentence(),
        2 => amount(),
        3 => prop::sample::select(&["\n", "\n\n", "\r\n", " ", "  ", "\u{3000}", "\x0c", "\t", "\u{2028}", "\u{a0}"][..])
            .prop_map(str::to_owned),
        2 => prop::sample::select(&["主编主编", "20202020", "年年", "人人", "⾏⼈", "深人", "O", "□", "\u{fffd}", "■通讯员 林小满 摄",
            "通讯员 周远", "exam-\nple", "一,二", "“", "”", "治 国 理 政", "1 月", "3 %"][..]).prop_map(str::to_owned),
        1 => prop::sample::select(&ODD[..]).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..80).prop_map(|pieces| pieces.concat())
}

/// Any text that the promises are made for: damaged pages, clean pages, soup, and what proptest finds.
pub fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => (printed(), damage()).prop_map(|(page, damage)| page.damaged(&damage)),
        2 => side_by_side(),
        2 => laid_out(),
        1 => (printed(), layout()).prop_map(|(page, layout)| page.clean(layout)),
        3 => soup(),
        1 => any::<String>(),
    ]
}
