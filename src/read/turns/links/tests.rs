//! Links of units, one by one.

use super::super::super::Page;
use super::super::costs::COSTS;
use super::super::units::{looks, units};
use super::*;
use proptest::prelude::*;

proptest! {
    /// Kept as they come, the cheapest are those that sorting gives, the first of each round.
    #[test]
    fn the_cheapest_as_they_come_are_those_in_order(
        all in prop::collection::vec((-300i32..900, 0u16..WAYS as u16, 0u64..40), 0..120),
    ) {
        let next = |&(cost, way, key): &(i32, u16, u64)| Next { cost, way, turn: Turn::New, key };
        let mut cheapest = Cheapest::default();
        all.iter().for_each(|one| cheapest.push(next(one)));
        let mut sorted: Vec<Next> = all.iter().map(next).collect();
        sorted.sort_by_key(Next::rank);
        let least = sorted.first().map_or(0, |first| first.cost);
        let mut keys = Vec::new();
        sorted.retain(|one| {
            let is_new = one.cost < least + DEAR && !keys.contains(&one.key);
            keys.push(one.key);
            is_new
        });
        sorted.truncate(WAYS);
        let ranks = |ways: &mut dyn Iterator<Item = &Next>| ways.map(Next::rank).collect::<Vec<_>>();
        prop_assert_eq!(ranks(&mut cheapest.iter()), ranks(&mut sorted.iter()));
    }
}

/// What each of some lines goes on from, by how many lines; 0 where it begins a column.
fn back(lines: &[impl AsRef<str>]) -> Vec<usize> {
    let lines: Vec<&str> = lines.iter().map(AsRef::as_ref).collect();
    let text = lines.join("\n\n");
    let page = Page::scan(&text, None);
    let units = units(&text, &page, &[]).unwrap();
    let junctions = Junctions::new(&text, &page.lines, &units);
    let before = find(&looks(&page, &units), &junctions, &COSTS);
    before.iter().enumerate().map(|(n, from)| from.map_or(0, |from| n - from)).collect()
}

const LAMPS: [&str; 6] = [
    "镇里给湖边的步道换上了路灯",
    "散步的老人都停下来看灯过去",
    "天一黑湖边的步道就没人敢走",
    "如今吃过晚饭一家三口能绕着",
    "湖边走上一圈路灯不用电费镇",
    "里一年省下的钱用来修湖边的",
];
const FERRY: [&str; 6] = [
    "柳湾村的渡口停了二十年今年春天又有",
    "了渡船新渡船是村里凑钱造的能坐三十",
    "个人船头装了灯船尾有救生衣船工说过",
    "去对岸的孩子上学要绕十二里山路天不",
    "亮就得出门现在坐渡船过河一刻钟就到",
    "校门口渡口重开的第一个月渡船来回走",
];

#[test]
fn lines_of_columns_in_turn_go_on_in_turn() {
    let lines: Vec<&str> = LAMPS.iter().zip(&FERRY).flat_map(|(a, b)| [*a, *b]).collect();
    assert_eq!(back(&lines)[2..], [2; 10]);
    assert!(back(&[""; 0]).is_empty());
}

/// A line of room stands above the second paragraph.
#[test]
fn a_column_that_misses_a_turn_has_the_next() {
    let paragraphs = [
        "镇里给湖边的步道换上了路灯",
        "散步的老人停下看灯。",
        "天一黑湖边的步道没人走",
        "如今吃过晚饭一家三口能绕着",
        "湖边走上一圈路灯不用电费镇",
    ];
    let mut lines: Vec<&str> = paragraphs.iter().zip(&FERRY).flat_map(|(a, b)| [*a, *b]).collect();
    lines.insert(4, FERRY[2]);
    lines.splice(6.., FERRY[3..].iter().zip(&paragraphs[3..]).flat_map(|(b, a)| [*b, *a]));
    assert_eq!(back(&lines)[2..], [2, 2, 1, 3, 2, 2, 2, 2]);
}

/// A line of room stands in the first of two columns as wide as each other: nothing but the words tells.
#[test]
fn a_line_goes_on_with_the_column_that_speaks_of_the_same() {
    let ferry: Vec<char> = FERRY.concat().chars().collect();
    let ferry = ferry.chunks(13).map(String::from_iter).take(6);
    let mut lines: Vec<String> = LAMPS.iter().zip(ferry).flat_map(|(a, b)| [(*a).to_owned(), b]).collect();
    let behind = ["柳湾村的渡船来回都坐满了人", "步道上的路灯照着湖边的石凳", "渡口的渡船夜里停在柳湾村边"];
    lines.extend(behind.map(str::to_owned));
    assert_eq!(back(&lines)[12..], [1, 3, 2]);
}

#[test]
fn two_columns_at_one_height_may_change_places() {
    let third = [
        "市图书馆的旧书修复室",
        "上周对外开放市民可以",
        "隔着玻璃看修书修复室",
        "有六名工作人员年纪最",
        "小的只有二十四岁一本",
        "虫蛀的县志补完一页要",
    ];
    let mut lines: Vec<&str> = LAMPS.iter().zip(&FERRY).zip(&third).flat_map(|((a, b), c)| [*a, *b, *c]).collect();
    lines.swap(9, 10);
    assert_eq!(back(&lines)[3..], [3, 3, 3, 3, 3, 3, 2, 4, 3, 2, 4, 3, 3, 3, 3]);
}

/// Longer than what is kept in mind at once.
#[test]
fn a_long_page_is_linked_to_its_end() {
    for count in [KEPT - 1, KEPT, KEPT + 1, KEPT + SETTLED, KEPT + SETTLED + 1, 3 * KEPT] {
        let lines: Vec<&str> =
            (0..count).map(|n| if n % 2 == 0 { LAMPS[n / 2 % 6] } else { FERRY[n / 2 % 6] }).collect();
        assert_eq!(back(&lines)[2..], vec![2; count - 2], "{count}");
    }
}

#[test]
fn a_round_has_so_many_places() {
    let mut round = Round::default();
    (0..20).for_each(|n| round.push(Place { unit: n, step: n, missed: n % 2 == 1 }));
    let units = |round: &Round| round.places().iter().map(|place| place.unit).collect::<Vec<_>>();
    assert_eq!(units(&round), (8..20).collect::<Vec<_>>());
    assert_eq!(units(&round.behind(Turn::At(0))), (9..20).collect::<Vec<_>>());
    assert_eq!(units(&round.behind(Turn::At(3))), [12, 13, 14, 15, 16, 17, 18, 19, 8, 10], "who misses two has left");
    assert_eq!(units(&round.behind(Turn::Swapped))[..3], [8, 10, 11]);
    assert_eq!(round.place(Turn::Swapped).unwrap().unit, 9);
    assert!(round.place(Turn::New).is_none());
}

/// A column that missed two turns may come back, and one that goes on twice takes no other's turn.
#[test]
fn who_left_comes_back_and_who_goes_on_again_waits_for_none() {
    let mut round = Round::default();
    (0..4).for_each(|n| round.push(Place { unit: n, step: n, missed: n < 2 }));
    let places = |round: &Round| round.places().iter().map(|place| (place.unit, place.missed)).collect::<Vec<_>>();
    let left = |round: &Round| round.left().iter().map(|place| place.unit).collect::<Vec<_>>();
    let third = round.behind(Turn::At(2));
    assert_eq!((places(&third), left(&third)), (vec![(3, false)], vec![1, 0]), "the last that left comes first");
    assert_eq!(third.place(Turn::Late(1)).unwrap().unit, 0);
    let back = third.behind(Turn::Late(1));
    assert_eq!((places(&back), left(&back)), (vec![(3, false)], vec![1]));
    let again = round.behind(Turn::Again);
    assert_eq!((places(&again), left(&again)), (vec![(0, true), (1, true), (2, false)], vec![]));
    assert_eq!(round.place(Turn::Again).unwrap().unit, 3);
}

/// Lines of one column that an extractor gives in a run, between lines in turn.
#[test]
fn a_column_may_have_several_lines_in_one_turn() {
    let lines = [LAMPS[0], FERRY[0], LAMPS[1], FERRY[1], FERRY[2], FERRY[3], LAMPS[2], FERRY[4], LAMPS[3], FERRY[5]];
    assert_eq!(back(&lines)[2..], [2, 2, 1, 1, 4, 2, 2, 2]);
}
