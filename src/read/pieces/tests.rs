//! Pieces that are put together, on small pages and as widths alone.

use proptest::prelude::*;

use super::super::Page;
use super::super::lines::scan;
use super::*;

/// A page of printed lines that were broken behind their marks: twelve lines, of fourteen characters where a mark is half as
/// wide, each with a comma inside. One line end in four parts a word.
fn page(lines: usize) -> String {
    let heads = ["民间给步道，", "作坊亮起来，", "生意停下来，", "会议跑过来，"];
    let tails = ["换上三百盏路灯人", "散步便多了一些工", "看湖上的灯火再学", "跑到了栏杆那头社"];
    (0..lines).map(|n| format!("{}\n{}\n", heads[n % 4], tails[(n + n / 4) % 4])).collect()
}

fn joined(text: &str) -> Vec<String> {
    let mut closed = Vec::new();
    let lines = join(text, scan(text), &mut closed);
    assert!(closed.iter().all(|gap| gap.span.of(text) == "\n" && gap.why == PIECE));
    lines.iter().map(|line| line.span.of(text).replace('\n', "/")).collect()
}

#[test]
fn printed_lines_that_were_broken_at_their_marks_are_put_together() {
    let text = page(14);
    let lines = joined(&text);
    assert_eq!(lines.len(), 14, "{lines:?}");
    assert!(lines.iter().all(|line| line.contains("，/")));
}

#[test]
fn few_lines_and_lines_with_commas_inside_prove_nothing() {
    assert_eq!(joined(&page(11)).len(), 22, "22 lines");
    let inside = format!("{}{}", page(14), "路灯亮，孩子跑\n".repeat(3));
    assert_eq!(joined(&inside).len(), 31);
    let unmarked = format!("{}{}", page(14), "路灯亮了孩子跑了\n".repeat(60));
    assert_eq!(joined(&unmarked).len(), 88, "one line end in six is a mark");
}

#[test]
fn lines_that_end_in_no_comma_or_part_no_word_were_not_broken() {
    assert_eq!(joined(&page(14).replace('，', "！")).len(), 28, "the lines of a film");
    let whole =
        page(14).replace("民间", "镇里").replace("作坊", "路灯").replace("生意", "老人").replace("会议", "孩子");
    assert_eq!(joined(&whole).len(), 28, "no word is parted");
}

#[test]
fn a_byline_and_what_stands_behind_a_blank_line_are_no_pieces() {
    let text = page(14).replacen("作坊亮起来，\n", "作坊亮起来，\n\n", 1);
    assert_eq!(joined(&text).len(), 15);
    let text = format!("{}灯都亮了。\n记者 陈穗\n{}", page(7), page(8));
    assert!(joined(&text).contains(&"记者 陈穗".to_owned()));
}

#[test]
fn a_dateline_behind_a_sentence_begins_a_line() {
    let behind = |end: &str| {
        let text = format!("{}{end}\n本报北塘县四日电\n{}", page(7), page(7));
        joined(&text).into_iter().find(|line| line.contains("本报"))
    };
    let dateline = behind("路灯都亮了。").unwrap_or_default();
    assert!(dateline.starts_with("本报"), "{dateline}");
    let part = behind("还有人送来，").unwrap_or_default();
    assert!(part.contains("，/本报"), "within a sentence it is a part of the line: {part}");
}

#[test]
fn the_source_of_a_manual_page_is_not_put_together() {
    let requests = |count| page(14) + &".PP\n.B 渡船\n".repeat(count);
    assert_eq!(
        joined(&requests(1)).len(),
        14 + 2,
        "two requests are no manual yet, and a dot of ASCII begins no piece"
    );
    assert_eq!(joined(&requests(2)).len(), 28 + 4);
}

#[test]
fn where_one_line_in_six_is_latin_nothing_is_put_together() {
    let latin = |count| page(14) + &"the ferry on the lake\n".repeat(count);
    assert_eq!(joined(&latin(5)).len(), 14 + 5);
    assert_eq!(joined(&latin(6)).len(), 28 + 6);
}

#[test]
fn what_it_costs_to_be_narrower_than_the_column() {
    let bounds = [-21, -20, -6, -5, 5, 6, 10, 11, 15, 16, 20, 21, 25, 26];
    assert_eq!(bounds.map(misfit), [2000, 120, 25, 0, 0, 25, 25, 70, 70, 120, 120, 200, 200, 700]);
}

const ENDED: i32 = 1000;

/// Pieces that are so wide, and end as sentences do if so much is added; at those that are open a mark stands.
fn divided(wide: &[i32], open: impl Fn(usize) -> bool, labels: &[i32]) -> Vec<usize> {
    let piece = |(n, wide): (usize, &i32)| Piece {
        wide: wide % ENDED,
        open: n > 0 && open(n),
        tied: false,
        part: 0,
        ends: *wide >= ENDED,
        title: 0,
    };
    divide(&wide.iter().enumerate().map(piece).collect::<Vec<_>>(), labels, 0)
}

#[test]
fn pieces_are_divided_into_lines_of_the_columns_width() {
    let anywhere = |_| true;
    assert_eq!(divided(&[100, 180, 280, 140, 140], anywhere, &[280]), [2, 1, 2]);
    let columns = [100, 180, 100, 180, 100, 180, 200, 200, 200, 200, 200];
    assert_eq!(divided(&columns, anywhere, &[280, 200]), [2, 2, 2, 1, 1, 1, 1, 1], "two columns");
    assert_eq!(divided(&[100, 180, 100, 100, 80], |n| n != 2, &[280]), [2, 3], "a line end that no mark made stays");
    assert_eq!(divided(&[100, 180], |_| false, &[280]), [1, 1]);
    assert_eq!(divided(&[23; 24], anywhere, &[276]), [12, 12], "twelve pieces at most");
    assert!(divided(&[], anywhere, &[280]).is_empty());
}

#[test]
fn behind_a_short_line_stands_one_that_is_set_in() {
    // the last line of a paragraph and the first of the next are as wide together as a line, but for a tenth
    assert_eq!(divided(&[280, 60 + ENDED, 240, 280, 280], |n| n == 2, &[280]), [1, 1, 1, 1, 1]);
    assert_eq!(divided(&[280, 60 + ENDED, 220, 280, 280], |n| n == 2, &[280]), [1, 2, 1, 1], "it fits as it is");
}

#[test]
fn a_byline_is_a_part_of_a_line_only_where_little_else_fits() {
    let piece = |wide, part| Piece { wide, open: true, tied: false, part, ends: true, title: 0 };
    let pieces = |part| [piece(280, 0), piece(100, 0), piece(180, part), piece(280, 0)];
    assert_eq!(divide(&pieces(CUE_MARKED), &[280], 0), [1, 2, 1]);
    assert_eq!(divide(&pieces(CUE), &[280], 0), [1, 1, 1, 1]);
}

#[test]
fn what_may_be_a_title_fills_a_line_where_nothing_else_speaks_for_one() {
    let piece = |wide, title| Piece { wide, open: true, tied: false, part: 0, ends: title == 0, title };
    // the line behind it is set in, as the first of a paragraph is, or it is not
    let pieces = |title, next| [piece(280, 0), piece(100, 0), piece(180, title), piece(next, 0), piece(280, 0)];
    let lines = |title, next| divide(&pieces(title, next), &[280], 0).len();
    assert_eq!([0, BEFORE_OTHER, BEFORE_BLOCK].map(|title| lines(title, 240)), [4, 5, 5]);
    assert_eq!([0, BEFORE_OTHER, BEFORE_BLOCK].map(|title| lines(title, 280)), [4, 4, 4]);
}

#[test]
fn no_line_begins_with_a_closing_mark() {
    let piece = |wide, tied| Piece { wide, open: true, tied, part: 0, ends: true, title: 0 };
    assert_eq!(divide(&[piece(280, false), piece(40, false), piece(280, false)], &[280], 0), [1, 1, 1]);
    assert_eq!(divide(&[piece(280, false), piece(40, true), piece(280, false)], &[280], 0), [2, 1]);
}

#[test]
fn where_few_lines_are_broken_a_joint_costs() {
    let piece = |wide, ends| Piece { wide, open: true, tied: false, part: 0, ends, title: 0 };
    let cut = [piece(280, false), piece(100, true), piece(60, false), piece(120, false), piece(280, false)];
    assert_eq!(divide(&cut, &[280], SELDOM), [1, 3, 1], "a sentence ends there, and no paragraph");
    // a line that is not full, and one that would be too narrow with the next
    let apart = [piece(280, true), piece(245, true), piece(280, true)];
    assert_eq!(divide(&apart, &[280], SELDOM), [1, 1, 1]);
}

#[test]
fn a_comma_that_leaves_room_tells_that_lines_are_broken() {
    // the lines of the page above stand in one column: once whole, and with a line broken twice
    let whole = "墙边开花一会儿，种子没有发芽以前\n".repeat(FEWEST);
    let broken = "墙边开花一会儿，种子没有发芽以前\n墙边开花，\n一会儿种子没有发芽以前\n".repeat(FEWEST / 2);
    let proofs = |text: &str| {
        let lines = scan(text);
        let mut pieces = pieces(text, &lines);
        let labels = widths(&lines, &mut pieces, true);
        (may_be_broken(&lines), is_broken_somewhere(&lines, &pieces, &labels))
    };
    assert_eq!(proofs(&whole), (false, false));
    assert_eq!(proofs(&broken), (true, true));
}

#[test]
fn columns_are_as_wide_as_most_stretches_near_them() {
    assert_eq!(peaks(&[210, 250, 251, 252, 330]), [(3, 250)]);
    assert_eq!(peaks(&[250, 250, 255, 255, 255, 264, 265]), [(5, 250), (2, 264)]);
    let many: Vec<i32> = (0..40).map(|n| 150 + n / 2 * 20).collect();
    assert_eq!(peaks(&many).len(), LABELS);
}

/// What the cheapest division costs, in the plainest way; of those alone that have these groups, if any are given.
fn plainly(pieces: &[Piece], labels: &[i32], joint: u32, groups: Option<&[usize]>) -> Option<u32> {
    // what it costs to be at a place with a line before it that stands in this column, and ends so
    let mut costs = vec![vec![[None::<u32>; ENDS]; labels.len()]; pieces.len() + 1];
    costs[0].iter_mut().for_each(|ends| ends[NOT_FULL] = Some(0));
    let mut at = 0;
    let mut allowed: Vec<(usize, usize)> = match groups {
        Some(groups) => groups
            .iter()
            .map(|len| {
                (at, {
                    at += len;
                    at
                })
            })
            .collect(),
        None => (0..pieces.len()).flat_map(|from| (from + 1..=pieces.len()).map(move |to| (from, to))).collect(),
    };
    allowed.sort_by_key(|line| line.1);
    for (from, to) in allowed {
        let line = &pieces[from..to];
        let free = line.iter().enumerate().filter(|(n, piece)| *n == 0 || !piece.tied).count() as u32;
        let sum: i32 = line.iter().map(|piece| piece.wide).sum();
        if line.len() > usize::from(MOST_PIECES) || line[0].tied || line[1..].iter().any(|piece| !piece.open) {
            continue;
        }
        let parts: u32 = if free > 1 { line.iter().map(|piece| piece.part).sum() } else { 0 };
        for (column, before, end) in labels
            .iter()
            .flat_map(|column| (0..labels.len()).flat_map(move |b| [(column, b, FULL), (column, b, NOT_FULL)]))
        {
            let Some(cost) = costs[from][before][end] else { continue };
            let (short, n) = (column - sum, labels.iter().position(|label| label == column).unwrap());
            if free > 1 && short < -OVER {
                continue;
            }
            let joints = joint * free.saturating_sub(1);
            let cost = cost + LINE + parts + joints + if n == before { 0 } else { CHANGE };
            let (set_in, flush) = if end == FULL { (UNUSUAL, 0) } else { (0, UNUSUAL) };
            let title = line.last().filter(|_| line.len() > 1).map_or(0, |piece| piece.title);
            let full = (misfit(short) + flush).min(misfit(short - INDENT) + set_in) + title;
            let ends = line.last().is_some_and(|piece| piece.ends);
            let not_full = match short < -OVER {
                true => WIDER,
                false => SHORT * (1 + end as u32) + if ends { 0 } else { UNENDED * free.min(2) },
            };
            for (to, cost) in costs[to][n].iter_mut().zip([cost + full, cost + not_full]) {
                *to = Some(to.map_or(cost, |least| least.min(cost)));
            }
        }
    }
    costs.last()?.iter().flatten().flatten().min().copied()
}

proptest! {
    #[test]
    fn no_other_division_is_cheaper(
        pieces in prop::collection::vec((1..45i32, any::<[bool; 3]>(), 0..6usize), 1..16),
        labels in prop::collection::btree_set(1..6i32, 1..4),
        joint in prop::sample::select(vec![0, SELDOM]),
    ) {
        let piece = |(n, (wide, [open, tied, ends], part)): (usize, (i32, [bool; 3], usize))| {
            let open = n > 0 && open;
            let title = [0, 0, BEFORE_OTHER, BEFORE_BLOCK, 0, 0][part];
            let part = [0, 0, 0, 0, CUE_MARKED, CUE][part];
            Piece { wide: wide * 10, open, tied: open && tied, part, ends, title }
        };
        let pieces: Vec<Piece> = pieces.into_iter().enumerate().map(piece).collect();
        let labels: Vec<i32> = labels.into_iter().map(|label| 130 + 55 * label).collect();
        let groups = divide(&pieces, &labels, joint);
        prop_assert_eq!(groups.iter().sum::<usize>(), pieces.len());
        let cost = plainly(&pieces, &labels, joint, Some(&groups));
        prop_assert_eq!(cost, plainly(&pieces, &labels, joint, None), "{:?}", groups);
    }
}

/// A masthead that comes last is put together before the lines above it are.
#[test]
fn what_is_closed_stands_in_order() {
    let text = format!("{}编辑\n梁禾\n2031年4月12日\n星期六\n", page(14));
    let closed = Page::scan(&text, None).closed;
    assert_eq!(closed.len(), 14 + 2);
    assert!(closed.is_sorted_by_key(|gap| gap.span.start));
}

#[test]
fn what_fills_a_line_behind_a_sentence_may_be_a_title_by_what_comes_next() {
    let title = |before: &str, line: &str, next: &str| {
        let text = format!("{before}\n{line}\n{next}");
        pieces(&text, &scan(&text))[1].title
    };
    let before = "路灯都亮了。";
    for block in ["本报讯 渡船又开了", "记者 陈穗", "值班编辑 陈穗"] {
        assert_eq!(title(before, "湖边的步道", block), BEFORE_BLOCK, "{block}");
    }
    assert_eq!(title(before, "湖边的步道", "灯火通明"), BEFORE_OTHER);
    assert_eq!(title(before, "湖边的路人", "民间给步道"), 0, "a word goes on");
    assert_eq!(title("路灯都亮了，", "湖边的步道", "记者 陈穗"), 0, "no sentence ends before it");
    assert_eq!(title(before, "湖边的步道，", "记者 陈穗"), 0, "its end is a mark's");
    assert_eq!(title(before, "”湖边的步道", "记者 陈穗"), 0, "it begins with a mark that no line begins with");
    let last = format!("{before}\n湖边的步道");
    assert_eq!(pieces(&last, &scan(&last))[1].title, 0);
}

#[test]
fn a_title_before_a_dateline_is_no_piece_of_the_line_before() {
    let title = "湖边的步道亮起来";
    let alone = |next: &str| joined(&format!("{}路灯都亮了。\n{title}\n{next}\n{}", page(14), page(7)));
    assert!(alone("本报讯渡船今年又开始摆渡").contains(&title.to_owned()));
    assert!(alone("了三百盏路灯都亮了起来了").contains(&format!("路灯都亮了。/{title}")));
}
