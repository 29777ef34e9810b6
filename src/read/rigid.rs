//! What never moves and is never joined, wherever it stands: the lines of markup, of labels and of tables; and which heads may
//! move.

use super::Page;
use super::blocks::{ReadBlock, Trailing};
use super::class::{Class, has_han, is_han, is_wide_mark};
use super::cues::{Cues, LONGEST_BYLINE};
use super::ground::Ground;
use super::imprint::has_clock;
use super::lines::Line;
use super::measure::SURE;

// The bounds below were set on texts of other kinds (lists, tables, listings, chat, minutes), while the scores of printed pages were
// watched, so that none fell: prose has two labels below each other by chance, and three entries.

/// What a run of lines below each other must say for itself, all together, to be a list: three labels or stamps, four entries, or
/// some of each.
const ENOUGH: u32 = 12;
const LABEL_SAYS: u32 = 4;
const STAMP_SAYS: u32 = 4;
const HEAD_SAYS: u32 = 3;
/// Behind a stamp stand so many lines of what was said then.
const MESSAGE: usize = 2;

/// The lines that stand among markup, in tables, or in lists: of labels, of entries, of what was said or happens at some minute.
pub(super) fn rigid(text: &str, lines: &[Line]) -> Vec<bool> {
    let mut out = vec![false; lines.len()];
    let mut markup = Vec::new();
    let (mut from, mut to, mut sum, mut message) = (0, 0, 0, 0);
    let mut list = |from: usize, to: usize, sum: u32| {
        if sum >= ENOUGH {
            out.iter_mut().take(to).skip(from).for_each(|rigid| *rigid = true);
        }
    };
    for (n, line) in lines.iter().enumerate() {
        let shown = line.span.of(text);
        if is_markup(shown) {
            markup.push(n);
        }
        let stamp = is_stamp(line, shown);
        let says = if stamp { STAMP_SAYS } else { says(line, shown) };
        if says == 0 && message == 0 {
            list(from, to, sum);
            (from, sum) = (n + 1, 0);
            continue;
        }
        message = if stamp { MESSAGE } else { message - usize::from(says == 0) };
        // the line behind the last stamp is its message
        to = if says > 0 { n + 1 + usize::from(stamp) } else { to };
        sum += says;
    }
    list(from, to, sum);
    among_markup(&markup, &mut out);
    among_rows(text, lines, &mut out);
    out
}

/// The lines that stand among markup.
pub(super) fn markup(text: &str, lines: &[Line]) -> Vec<bool> {
    let mut out = vec![false; lines.len()];
    let of_markup = lines.iter().enumerate().filter(|(_, line)| is_markup(line.span.of(text)));
    among_markup(&of_markup.map(|(n, _)| n).collect::<Vec<_>>(), &mut out);
    out
}

/// Whether the line is a rule, or a sign between two texts: nothing but such signs of ASCII as no sentence ends with.
pub(super) fn is_rule(shown: &str) -> bool {
    !shown.is_empty() && shown.bytes().all(|b| b"%-=*#~+_|/\\<>@&^ ".contains(&b))
}

/// What a line says for standing in a list: that it begins with a label, or with a word and what is said of it.
fn says(line: &Line, shown: &str) -> u32 {
    // the measuring of a line saw its colons, if it is not too long
    let may_have = line.cues.has(Cues::SAYS) || line.last == Class::Colon || u32::from(line.chars) > LONGEST_BYLINE;
    if line.cues.has(Cues::DATELINE) {
        0
    } else if may_have && has_label(shown) || line.first == Class::OpenBracket && is_entry(shown) {
        LABEL_SAYS
    } else if has_head(shown) {
        HEAD_SAYS
    } else {
        0
    }
}

/// Whether the line begins or ends with a minute, and has no mark of prose: 09:12 老林, 老林 20:15:03.
fn is_stamp(line: &Line, shown: &str) -> bool {
    let prose = line.cues.has(Cues::COMMA) || line.cues.has(Cues::SENTENCE) || is_end(line.last);
    line.cues.has(Cues::SAYS) && line.cues.has(Cues::NUMBER) && !prose && {
        let head = shown.find(is_han).and_then(|at| shown.get(..at)).unwrap_or(shown);
        let tail = shown.rfind(char::is_whitespace).and_then(|at| shown.get(at..)).unwrap_or_default();
        has_clock(head.as_bytes()) || has_clock(tail.as_bytes())
    }
}

/// Whether a sentence, or a part of one, ends there.
fn is_end(last: Class) -> bool {
    matches!(last, Class::Stop | Class::StopClosed | Class::Semicolon | Class::Comma)
}

/// Rows below each other from which on they are a table.
const ROWS: usize = 3;
/// And where one place of each begins with a number, among commas of full width.
const LONG_TABLE: usize = 5;
/// What stands between the cells of a row.
const SEPARATORS: [char; 6] = [',', ';', '，', '、', '；', ' '];
/// A row with so many needs no number: names, six in a row. In prose they stand between 、.
const MANY_CELLS: usize = 4;

/// Marks the rows of tables whose cells stand between commas or their like: as many in each, and a number in one place of all but
/// the first, which may head them.
fn among_rows(text: &str, lines: &[Line], out: &mut [bool]) {
    let has_cells = |n: usize| lines.get(n).is_some_and(|line| usize::from(line.marks) >= MANY_CELLS);
    let has_number = |n: usize| lines.get(n).is_some_and(|line| line.cues.has(Cues::NUMBER));
    let mut from = 0;
    while from + ROWS <= lines.len() {
        // most lines have none, and are not looked at
        let run = if (from + 1..from + ROWS).all(|n| has_number(n) || has_cells(n)) {
            let rest = lines.get(from..).unwrap_or_default();
            let counts = rest.first().map_or([0; SEPARATORS.len()], |line| separators(line.span.of(text)));
            let may_be = SEPARATORS.into_iter().zip(counts).filter(|(separator, count)| *count >= least(*separator));
            may_be.map(|(separator, _)| rows(text, rest, separator)).max()
        } else {
            None
        };
        let run = run.unwrap_or(0);
        out.iter_mut().skip(from).take(run).for_each(|row| *row = true);
        from += run.max(1);
    }
}

/// So many of a sign part the cells of a row at least.
fn least(separator: char) -> usize {
    if separator == ' ' { 1 } else { 2 }
}

/// How many of each of the [`SEPARATORS`] stand in a line; none where a sentence ends in it, which no row has.
fn separators(line: &str) -> [usize; SEPARATORS.len()] {
    let mut counts = [0; SEPARATORS.len()];
    for c in line.chars() {
        if c == '。' {
            return [0; SEPARATORS.len()];
        }
        let c = if c.is_whitespace() { ' ' } else { c };
        let own = SEPARATORS.iter().position(|&separator| separator == c);
        own.and_then(|n| counts.get_mut(n)).into_iter().for_each(|count| *count += 1);
    }
    counts
}

/// How many of the lines, from the first on, are rows of a table whose cells this sign parts.
fn rows(text: &str, lines: &[Line], separator: char) -> usize {
    let spaced = separator == ' ';
    let cells = |line: &Line| {
        let line = line.span.of(text);
        match spaced {
            _ if line.contains('。') => 0,
            // 八段，2633分；九段，2619分: prose that lists pairs
            false if separator == '，' && (line.contains('；') || line.ends_with('，')) => 0,
            true if line.contains('，') => 0,
            true => line.split_whitespace().count() - 1,
            false => line.matches(separator).count(),
        }
    };
    let count = lines.first().map_or(0, cells);
    if count < least(separator) {
        return 0;
    }
    let run = lines.iter().take_while(|line| cells(line) == count).count();
    if run < ROWS {
        return 0;
    }
    // 2个, 18~27℃, 5月23日, -3%; a part of a sentence may begin so too, and a number alone may not
    let led = |cell: &str| cell.trim_start_matches(['-', '+']).starts_with(|c: char| c.is_numeric());
    let alone = |cell: &str| cell.bytes().all(|b| b.is_ascii_digit() || b".%+-".contains(&b));
    let says = |line: &Line, cell: usize| {
        let line = line.span.of(text);
        let cell =
            if spaced { line.split_whitespace().nth(cell) } else { line.split(separator).nth(cell).map(str::trim) };
        match cell {
            Some(cell) if led(cell) => {
                if separator.is_ascii() || alone(cell) {
                    2
                } else {
                    1
                }
            }
            _ => 0,
        }
    };
    let body = lines.get(1..run).unwrap_or_default();
    let numbers: u32 = (0..=count).map(|cell| body.iter().map(|line| says(line, cell)).min().unwrap_or(0)).sum();
    let many = separator != '、' && !spaced && count >= MANY_CELLS;
    let is_table = many || numbers > 1 || numbers > 0 && run >= LONG_TABLE;
    if is_table { run } else { 0 }
}

/// Whether a line begins with a word in brackets that a text explains: `【渡】`, `[渡]`.
fn is_entry(line: &str) -> bool {
    let mut chars = line.chars();
    let end = match chars.next() {
        Some('【') => '】',
        Some('〔') => '〕',
        Some('[') => ']',
        Some('《') => '》',
        _ => return false,
    };
    let len = chars.by_ref().take(LABEL).position(|c| c == end);
    len.is_some_and(|len| len > 0) && (end != '》' || chars.next().is_some_and(char::is_whitespace))
}

/// Characters of the longest word that is explained.
const HEAD: usize = 8;

/// Whether a line is a word, one gap or a dash set apart, and what is said of the word: 渡 过河, 渡口 — 上船的地方.
fn has_head(line: &str) -> bool {
    // most lines begin with more characters, or with fewer and no gap behind them
    let bytes = line.as_bytes();
    if let Some(head) = bytes.first_chunk::<{ 3 * HEAD + 1 }>()
        && !head.iter().skip(6).step_by(3).fold(false, |any, &b| any | (b == b' ') | (b == 0xe3))
    {
        return false;
    }
    let character = |c: &&[u8; 3]| matches!(c, [0xe4..=0xe9, ..] | [0xe3, 0x90..=0xbf, _] | [0xe3, 0x80, 0x85 | 0x87]);
    let head = bytes.as_chunks().0.iter().take(HEAD + 1).take_while(character).count();
    let gap = matches!(bytes.get(3 * head..), Some([b' ', ..] | [0xe3, 0x80, 0x80, ..]));
    if !gap || !(2..=HEAD).contains(&head) {
        return false;
    }
    let white = |c: char| matches!(c, ' ' | '\u{3000}');
    let Some((head, said)) = line.split_once(white) else { return false };
    let said = said.trim_start_matches(white);
    let said = said.strip_prefix("— ").unwrap_or(said);
    head.chars().all(is_han) && !said.is_empty() && !said.contains(white)
}

/// Characters of the longest label.
const LABEL: usize = 12;

/// Whether a line begins with a label: a word, and a colon. Those that speak in turn have one too.
pub(super) fn has_label(line: &str) -> bool {
    // the last byte of a colon of either width: most lines have neither so early
    let bytes = line.as_bytes();
    if memchr::memchr2(b':', 0x9a, bytes.get(..3 * LABEL + 3).unwrap_or(bytes)).is_none() {
        return false;
    }
    // a score or a minute is none
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let parts = |&(at, c): &(usize, char)| {
        matches!(c, '：' | ':')
            && !(digit(line.get(..at).and_then(|label| label.chars().next_back()))
                && digit(line.get(at + c.len_utf8()..).and_then(|behind| behind.chars().next())))
    };
    let Some((at, _)) = line.char_indices().take(LABEL + 1).find(parts) else { return false };
    let label = line.get(..at).unwrap_or_default();
    !label.is_empty()
        && !label.chars().any(|c| is_wide_mark(c) && !matches!(c, '（' | '）') || matches!(c, ',' | ';'))
        && at + 1 < line.len()
}

/// Lines of markup that make a text markup, so many of them within so many lines: the sources of 350 manual pages have a
/// request every few lines.
const MARKUP: usize = 3;
const AMONG: usize = 32;

/// Marks the lines that are `markup`, and those among them: the source of a manual page or of a page of the web. What it makes of its
/// line ends is its reader's affair.
fn among_markup(markup: &[usize], out: &mut [bool]) {
    for run in markup.windows(MARKUP) {
        if let (Some(&first), Some(&last)) = (run.first(), run.last())
            && last - first <= AMONG
        {
            let from = first.saturating_sub(AMONG / 2);
            out.iter_mut().take(last + AMONG / 2 + 1).skip(from).for_each(|still| *still = true);
        }
    }
}

/// Whether the line is a request of roff (.PP, .B), begins with a tag, or says when a subtitle is shown.
fn is_markup(line: &str) -> bool {
    match line.as_bytes() {
        [b'.', a, rest @ ..] if a.is_ascii_alphabetic() => {
            let word = rest.iter().take_while(|b| b.is_ascii_alphabetic()).count();
            word <= 2 && matches!(rest.get(word), None | Some(b' '))
        }
        [b'.', b'\\', b'"', ..] => true,
        [b'<', b'/' | b'!' | b'?', ..] => true,
        // what somebody else wrote, in an answer
        [b'>', b' ' | b'>', ..] => true,
        [b'<', a, ..] => a.is_ascii_alphabetic() && line.contains('>'),
        // the time that a subtitle is shown
        [b'0'..=b'9', ..] => line.contains(" --> "),
        _ => false,
    }
}

/// Marks that stand before the lines of a headline too.
const DISPLAY: [char; 8] = ['●', '■', '▲', '◆', '★', '◇', '○', '□'];

/// Whether the line begins as a command or its option does: a word in small letters, a hyphen.
fn is_command(line: &str) -> bool {
    match line.as_bytes() {
        [b'-', ..] => true,
        [a, b, ..] => a.is_ascii_lowercase() && (b.is_ascii_lowercase() || *b == b' '),
        _ => false,
    }
}

/// Whether a head that stands behind its body may be out of place: the body stands in a newspaper's columns, and no line of the
/// head is an item of a list, a sentence, or in another script, or begins as a command does.
pub(super) fn may_move(text: &str, page: &Page, ground: &Ground, blocks: &[ReadBlock], head: &Trailing) -> bool {
    let line = |n: usize| blocks.get(n).map_or(page.lines.len(), |block| block.line as usize);
    let (from, to) = (line(head.from), line(head.end));
    let title = |line: &Line| {
        let shown = line.span.of(text);
        (!line.cues.has(Cues::ITEM) || shown.starts_with(DISPLAY))
            && !shown.ends_with('。')
            && has_han(shown)
            && !is_command(shown)
    };
    let lines = page.lines.get(from..to).unwrap_or_default();
    let body = line(head.before);
    let over = body.min(from)..body.max(to);
    let narrow = page.columns.get(over.clone()).is_none_or(|columns| columns.iter().any(|&wide| wide < SURE));
    narrow && lines.iter().all(title) && ground.may_move(over, from..to.max(from))
}

#[cfg(test)]
mod tests {
    use super::super::lines::scan;
    use super::*;

    /// The lines that never move, by their numbers.
    fn still(text: &str) -> Vec<usize> {
        let rigid = rigid(text, &scan(text));
        (0..rigid.len()).filter(|&n| rigid[n]).collect()
    }

    #[test]
    fn a_line_of_signs_is_a_rule() {
        assert!(["%", "----", "* * *", "====", "~~~~"].into_iter().all(is_rule));
        assert!(!["", "。", "62%", ")", "...", "——", "a"].into_iter().any(is_rule));
    }

    #[test]
    fn three_lines_that_begin_with_a_label_are_a_list_of_them() {
        assert_eq!(still("路灯亮了\n地址：湖东路三号\n电话：五五一二\n邮编: 二三一\n路灯亮了\n"), [1, 2, 3]);
        assert!(still("地址：湖东路三号\n电话：五五一二\n路灯亮了\n").is_empty());
        assert!(still("地址：湖东路三号\n路灯亮了\n电话：五五一二\n邮编：二三一\n").is_empty());
        let long = format!("备注：{}", "灯".repeat(60));
        assert_eq!(still(&format!("地址：湖东路三号\n电话：五五一二\n{long}\n")), [0, 1, 2], "its line may be long");
    }

    #[test]
    fn labels_entries_and_minutes_add_up_to_a_list() {
        let entries = "湖东 路口\n湖心亭 湖中\n桥 桥头\n";
        assert!(still(entries).is_empty(), "one character is no entry");
        assert_eq!(still("湖东 路口\n湖心亭 湖中\n湖西 桥头\n湖边 步道\n"), [0, 1, 2, 3]);
        assert!(still("湖东 路口\n湖心亭 湖中\n湖西 桥头\n").is_empty(), "three entries");
        assert_eq!(still("湖东 路口\n湖心亭 湖中\n湖西：桥头\n湖边：步道\n"), [0, 1, 2, 3], "two, and two labels");
        assert!(still("本报湖东 讯\n湖心亭 湖中\n湖西：桥头\n湖边 步道\n").len() != 4, "a dateline");
    }

    #[test]
    fn what_was_said_stands_behind_its_minute() {
        assert_eq!(
            still("陈穗 20:15:03\n灯亮了吗\n梁禾 20:15:20\n亮了\n陈穗 20:16:02\n好\n路灯\n"),
            [0, 1, 2, 3, 4, 5]
        );
        assert_eq!(still("[20:15] 陈穗 灯亮了吗\n[20:16] 梁禾 亮了\n20:17 陈穗 好\n"), [0, 1, 2]);
        assert!(still("陈穗 20:15:03\n灯亮了吗\n梁禾 20:15:20\n亮了\n").is_empty(), "two");
        assert!(still("20:15，灯亮了\n20:16，老人来了\n20:17，都亮了\n").is_empty(), "sentences");
        assert!(still("在20:15亮灯\n到20:16亮了\n在20:17亮着\n").is_empty(), "amid the line");
        let far = "陈穗 20:15\n灯\n亮\n了\n梁禾 20:16\n亮\n陈穗 20:17\n";
        assert!(still(far).is_empty(), "more than two lines behind one");
    }

    #[test]
    fn a_label_is_a_word_and_something_stands_behind_it() {
        for label in ["地址：湖东", "灯（路边）：湖东", "a: b", "十二个字以内的一个词语啊：湖"]
        {
            assert!(has_label(label), "{label}");
        }
        for other in [
            "24：22险胜",
            "以3:2胜",
            "十二个字以上的一个长词语啊啊：湖",
            "灯，亮：湖",
            "灯。亮：湖",
            "a,b: c",
            "：湖",
            "说明",
            "湖东路灯亮",
        ] {
            assert!(!has_label(other), "{other}");
        }
        assert!(!has_label("a:"), "nothing behind it");
    }

    #[test]
    fn rows_have_as_many_cells_and_numbers_below_each_other() {
        assert_eq!(still("路段，灯数，用电\n湖东，120，33\n湖西，98，11\n路灯亮了\n"), [0, 1, 2]);
        assert_eq!(still("a,b,c\nd,1,e\nf,2.5,g\nh,-3%,i\n"), [0, 1, 2, 3]);
        assert_eq!(still("a、b、c\nd、1、e\nf、2、g\n"), [0, 1, 2]);
        assert!(still("湖东，120，33\n湖西，98，11\n").is_empty(), "two rows");
        assert!(still("路段，灯数\n湖东，120\n湖西，98\n").is_empty(), "two cells");
        assert!(still("路段，灯数，用电\n湖东，120，33\n湖西，98\n").is_empty(), "a cell is missing");
        assert!(still("路段，灯数，用电\n湖东，1，亮\n湖西，暗，2\n").is_empty(), "no place has a number in each");
        assert!(still("路段，灯数，用电\n湖东，120，33\n湖西，98，11。\n").is_empty(), "a sentence");
        assert_eq!(still("姓名,货名,日期\n老林,蜂蜜,3月14日\n陈立,苹果,5月23日\n"), [0, 1, 2], "a date");
        assert!(still("路段，灯数，用电\n湖东，3月亮，灯\n湖西，5月亮，灯\n").is_empty(), "a part of a sentence");
        assert_eq!(
            still("月日，用电，花费\n3月4日，亮灯，31元\n5月6日，亮灯，8元\n"),
            [0, 1, 2],
            "two numbers in each"
        );
        let books = "《湖灯》，陈穗著，1998年\n".repeat(5);
        assert_eq!(still(&books).len(), 5, "one in each of five");
        assert!(still(&books["《湖灯》，陈穗著，1998年\n".len()..]).is_empty(), "of four");
        assert!(
            still("湖东，3盏，31度；湖西\n湖心，4盏，8度；桥\n湖边，5盏，9度；坊\n").is_empty(),
            "pairs in a sentence"
        );
        assert_eq!(still("a;b;c\n1;2;3\n4;5;6\n1;2\n"), [0, 1, 2], "the last has fewer cells");
    }

    #[test]
    fn lines_among_markup_stay_and_those_far_from_it_do_not() {
        let page = |between: usize| format!(".SH 路灯\n{}.PP\n.B 亮灯\n", "路灯亮了\n".repeat(between));
        assert_eq!(still(&page(3)).len(), 6);
        assert_eq!(still(&page(30)).len(), 33);
        assert!(still(&page(31)).is_empty(), "three requests too far apart");
        let far = format!("{}{}", page(0), "路灯亮了\n".repeat(40));
        assert_eq!(still(&far), (0..19).collect::<Vec<_>>(), "sixteen lines behind the last");
        assert!(still(".SH 路灯\n路灯\n.PP\n").is_empty(), "two requests");
    }

    #[test]
    fn markup_is_requests_tags_and_times_of_subtitles() {
        for line in [".PP", ".B 灯", ".SH 灯", ".\\\" 灯", "<p>灯", "</p>", "<!-- 灯", "<?xml", "00:01 --> 00:02"]
        {
            assert!(is_markup(line), "{line}");
        }
        for line in [".PARA 灯", ".5 度", ".灯", "<3 灯", "<灯>", "<p 灯", "00:01 - 00:02", "灯 --> 亮", "", ".P灯"]
        {
            assert!(!is_markup(line), "{line}");
        }
    }

    #[test]
    fn a_command_begins_with_a_word_in_small_letters_or_a_hyphen() {
        for line in ["ferry list", "-v 灯", "a 灯"] {
            assert!(is_command(line), "{line}");
        }
        for line in ["Ferry", "LED灯", "灯 ferry", "a", "", "aB", "a灯"] {
            assert!(!is_command(line), "{line}");
        }
    }

    proptest::proptest! {
        #[test]
        fn a_word_and_what_is_said_of_it_are_told_as_by_taking_the_line_apart(line in "[一渡㐀々〇，a]{0,10}[ \u{3000}]{0,2}(— )?[一，a \u{3000}]{0,12}") {
            let white = |c: char| matches!(c, ' ' | '\u{3000}');
            let plain = line.split_once(white).is_some_and(|(head, said)| {
                let said = said.trim_start_matches(white);
                let said = said.strip_prefix("— ").unwrap_or(said);
                let is_word = (2..=HEAD).contains(&head.chars().count()) && head.chars().all(is_han);
                is_word && !said.is_empty() && !said.contains(white)
            });
            proptest::prop_assert_eq!(has_head(&line), plain);
        }
    }
}
