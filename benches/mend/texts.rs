//! The texts that are timed: made here, the same each time.

/// Sentences of which pages are made. None of them is damaged.
const SENTENCES: [&str; 12] = [
    "流动书车每月进山两趟，车上装着故事书、科普书和果树栽培的小册子。",
    "过去孩子们想看课外书，只能等家里大人赶集时捎一本回来。",
    "截至4月2日，全线14.6公里河道已经完成清淤9.1公里，占总长的62%。",
    "技术人员取样化验后发现，这些淤泥有机质很高，正好可以用来改良沙地。",
    "“师傅，3号线还停老车站吗？”志愿者宋阿姨的耳边全是这样的问题。",
    "枢纽里设了母婴室、热水间和寄存柜，残疾人通道一直铺到站台边上。",
    "运营公司每天晚上汇总乘客的意见，第二天就改。",
    "去年秋天，区里请来测量队，把河底扫了一遍，一共标出31处淤塞的河段！",
    "为了让老人也能用得上，馆员们把农技书里的要点录成方言。",
    "今年，文化馆打算再添一辆车，把没有通班车的18个村也连起来。",
    "挖出来的淤泥放在哪里，一度让人犯难？",
    "等草长起来，就是一条可以散步的绿道。",
];

/// What goes wrong in a text layer and in OCR: one damage each, and all.
const HEADS: [(&str, &str); 4] = [
    ("城东区文化馆", "流动书车开进青石岭"),
    ("区水务局", "清水河清淤赶在汛期前"),
    ("市交通局", "城南客运枢纽启用"),
    ("县气象台", "今春雨水偏少两成"),
];

/// Draws numbers, the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }
}

/// A page of at least so many bytes, with nothing wrong: a paragraph a line, heads over their articles.
pub fn clean_page(bytes: usize, seed: u64) -> String {
    page(bytes, seed, false)
}

/// A page of at least so many bytes with every damage: columns, trailing heads, doubled masthead, split numbers, stray
/// spaces, radicals, half-width commas.
pub fn damaged_page(bytes: usize, seed: u64) -> String {
    page(bytes, seed, true)
}

/// A page of at least so many bytes whose columns stand side by side, as programs write them that keep the layout.
#[allow(dead_code, reason = "not every bench has such pages")]
pub fn laid_out_page(bytes: usize, seed: u64) -> String {
    let mut dice = Dice(seed);
    let mut text = String::with_capacity(bytes + 4096);
    while text.len() < bytes {
        let width = 12 + dice.below(6) as usize;
        let mut columns = [const { String::new() }; 3];
        for column in &mut columns {
            let (kicker, headline) = HEADS[dice.below(4) as usize];
            let para: String = (0..6 + dice.below(6)).map(|_| SENTENCES[dice.below(12) as usize]).collect();
            column.extend([kicker, "\n", headline, "\n"]);
            push_column(column, &para, width, &mut dice);
        }
        let columns = columns.map(|column| column.lines().map(str::to_owned).collect::<Vec<_>>());
        for row in 0..columns.iter().map(Vec::len).max().unwrap_or(0) {
            let (mut line, mut begins) = (String::new(), 0);
            for piece in columns.iter().map(|column| column.get(row).map_or("", String::as_str)) {
                while line.chars().count() < begins {
                    line.push(' ');
                }
                line.push_str(piece);
                begins += 2 * width;
            }
            text.extend([line.trim_end(), "\n"]);
        }
        text.push_str("\n\n\n");
    }
    text
}

/// Pages with form feeds between, of at least so many bytes in all: 24 kB each, as a newspaper's are.
pub fn stream(bytes: usize, page: fn(usize, u64) -> String) -> String {
    let mut text = String::with_capacity(bytes + (32 << 10));
    let mut seed = 0;
    while text.len() < bytes {
        seed += 1;
        text.push_str(&page(24 << 10, seed));
        text.push('\x0c');
    }
    text
}

fn page(bytes: usize, seed: u64, damaged: bool) -> String {
    let mut dice = Dice(seed);
    let mut text = String::with_capacity(bytes + 4096);
    if damaged {
        text.push_str("33□□主编主编 林舟林舟 编辑编辑 何穗何穗 20262026年年44月月33日日 星期五星期五\n\n");
    }
    while text.len() < bytes {
        let (kicker, headline) = HEADS[dice.below(4) as usize];
        let width = 15 + dice.below(10) as usize;
        if !damaged {
            text.extend([kicker, "\n\n", headline, "\n\n"]);
        }
        for _ in 0..3 + dice.below(4) {
            let para: String = (0..3 + dice.below(5)).map(|_| SENTENCES[dice.below(12) as usize]).collect();
            if damaged {
                push_column(&mut text, &spoil(&para, &mut dice), width, &mut dice);
            } else {
                text.push_str(&para);
            }
            text.push_str("\n\n");
        }
        text.push_str("通讯员 林小满 周远\n\n");
        if damaged {
            text.extend([kicker, "\n\n", headline, "\n\n"]);
        }
    }
    text
}

fn spoil(para: &str, dice: &mut Dice) -> String {
    let mut out = String::with_capacity(para.len() + 64);
    let mut last = ' ';
    for c in para.chars() {
        if (last.is_ascii_digit() && !c.is_ascii() && dice.below(3) == 0) || (!last.is_ascii() && dice.below(60) == 0) {
            out.push(' ');
        }
        out.push(match c {
            '，' if dice.below(8) == 0 => ',',
            '一' if dice.below(8) == 0 => '⼀',
            '人' if dice.below(8) == 0 => '⼈',
            c => c,
        });
        last = c;
    }
    out
}

fn push_column(text: &mut String, para: &str, width: usize, dice: &mut Dice) {
    let mut cells = 4;
    for c in para.chars() {
        let wide = if c.is_ascii() { 1 } else { 2 };
        if cells + wide > width * 2 && !matches!(c, '，' | '。' | '”' | '、' | '！' | '？') {
            text.push_str(if dice.below(30) == 0 { "\n\n" } else { "\n" });
            cells = 0;
        }
        text.push(c);
        cells += wide;
    }
}
