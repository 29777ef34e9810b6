//! Heads and bodies, on pages of a few blocks.

use proptest::prelude::*;

use super::*;

fn overlap(above: i32, below: i32) -> Overlap {
    Overlap { above, below, decides: 0, since: [above; SLOTS] }
}

/// A line of a title that may as well be a head as a heading inside a body, and shares so much with its two sides.
fn title(above: i32, below: i32) -> Item {
    Item::Title { subhead: 100, head: 100, banner: 1000, kicker: false, overlap: overlap(above, below), parted: true }
}

/// A paragraph that may as well open an article as go on with one.
const BODY: Item = Item::Body { opens: 60, goes_on: 60, cohesion: 0, slot: NO_SLOT };
const GOES_ON: Item = Item::Body { opens: 600, goes_on: 0, cohesion: 0, slot: NO_SLOT };

/// The roles of the items, a letter each: leads, trails, inside, opens, furniture.
fn roles(items: &[Item]) -> String {
    let letter = |verdict: &Verdict| match verdict.role {
        Role::Leads => 'l',
        Role::Trails => 't',
        Role::Inside => 'i',
        Role::Opens => 'o',
        Role::Furniture => 'f',
    };
    assign(items, &HEAD_COSTS).iter().map(letter).collect()
}

#[test]
fn a_head_stands_over_its_body_or_behind_it_by_what_they_share() {
    let (leads, trails) = (title(0, 300), title(300, 0));
    assert_eq!(roles(&[leads, BODY, GOES_ON]), "loi");
    assert_eq!(roles(&[leads, BODY, Item::Byline, leads, BODY, Item::Byline]), "loiloi");
    assert_eq!(roles(&[BODY, Item::Byline, trails, BODY, Item::Byline, trails]), "oitoit");
    assert_eq!(roles(&[BODY, GOES_ON, trails]), "oit", "without a byline too");
    assert_eq!(roles(&[leads, leads, BODY]), "llo", "of two lines");
    assert_eq!(roles(&[BODY, Item::Byline, trails, trails]), "oitt");
}

#[test]
fn a_head_that_shares_nothing_stands_as_the_others_on_the_page_do() {
    let (nothing, leads, trails) = (title(0, 0), title(0, 300), title(300, 0));
    let article = |head| [head, BODY, Item::Byline];
    let page = [article(leads), article(leads), article(nothing), article(leads)].concat();
    assert_eq!(roles(&page), "loi".repeat(4));
    let behind = |head| [BODY, Item::Byline, head];
    let page = [behind(trails), behind(trails), behind(nothing), behind(trails)].concat();
    assert_eq!(roles(&page), "oit".repeat(4));
}

#[test]
fn a_title_inside_a_body_speaks_of_both_sides() {
    let inside =
        Item::Title { subhead: 0, head: 400, banner: 1000, kicker: false, overlap: overlap(200, 200), parted: true };
    assert_eq!(roles(&[title(0, 300), BODY, inside, GOES_ON, inside, GOES_ON, Item::Byline]), "loiiiii");
    assert_eq!(roles(&[BODY, inside, GOES_ON, Item::Byline]), "oiii", "of an article without a head too");
    let head =
        Item::Title { subhead: 400, head: 0, banner: 1000, kicker: false, overlap: overlap(0, 300), parted: true };
    assert_eq!(roles(&[title(0, 300), BODY, head, BODY]), "lolo");
}

#[test]
fn a_banner_is_furniture_and_so_is_what_stands_between_articles() {
    let banner =
        Item::Title { subhead: 500, head: 500, banner: 0, kicker: false, overlap: overlap(0, 0), parted: true };
    assert_eq!(roles(&[banner, title(0, 300), BODY]), "flo");
    assert_eq!(roles(&[Item::Masthead, title(0, 300), BODY, Item::Byline, Item::Masthead]), "floif");
    assert_eq!(roles(&[title(0, 300), Item::Masthead, BODY]), "lfo", "a masthead between a head and its body");
}

#[test]
fn a_byline_ends_its_article_and_a_paragraph_behind_it_opens_another() {
    assert_eq!(roles(&[title(0, 300), BODY, Item::Byline, BODY, Item::Byline]), "loioi");
    let coheres = Item::Body { opens: 300, goes_on: 0, cohesion: 256, slot: NO_SLOT };
    assert_eq!(roles(&[title(0, 300), BODY, Item::Byline, coheres, Item::Byline]), "loiii", "unless it goes on");
    assert_eq!(roles(&[title(0, 300), Item::Byline, BODY]), "lio", "who wrote it may stand below the head");
}

#[test]
fn a_paragraph_opens_an_article_unless_it_speaks_of_what_went_before() {
    let body = |cohesion| Item::Body { opens: 100, goes_on: 300, cohesion, slot: NO_SLOT };
    assert_eq!(roles(&[BODY, body(0)]), "oo");
    assert_eq!(roles(&[BODY, body(256)]), "oi");
}

#[test]
fn a_head_behind_several_paragraphs_says_with_which_its_article_begins() {
    let body = |slot| Item::Body { opens: 150, goes_on: 0, cohesion: 0, slot };
    let head = |since| match title(300, 0) {
        Item::Title { subhead, head, banner, kicker, overlap, parted } => {
            Item::Title { subhead, head, banner, kicker, overlap: Overlap { since, ..overlap }, parted }
        }
        other => other,
    };
    assert_eq!(roles(&[BODY, body(0), GOES_ON, head([300; SLOTS])]), "oiit");
    assert_eq!(roles(&[BODY, body(0), GOES_ON, head([900, 300, 300, 300])]), "ooit", "it speaks of the second");
    assert_eq!(roles(&[BODY, body(0), body(1), Item::Byline, head([300, 900, 300, 300])]), "oioit", "of the third");
    assert_eq!(roles(&[BODY, body(0), body(0), head([900, 300, 300, 300])]), "oiot", "a slot is the last one's");
}

#[test]
fn what_is_known_is_not_asked() {
    assert_eq!(roles(&[BODY, Item::Placed, Item::Placed, BODY, Item::Break, BODY]), "ollofo");
    assert_eq!(roles(&[BODY, Item::Break, GOES_ON]), "ofo", "what was open is over");
}

#[test]
fn a_head_is_cut_at_a_kicker_or_a_blank_line_rather_than_elsewhere() {
    let behind = title(300, 0);
    let next = |kicker, parted| Item::Title {
        subhead: 400,
        head: 100,
        banner: 1000,
        kicker,
        overlap: overlap(0, 300),
        parted,
    };
    for (kicker, parted) in [(true, false), (false, true), (false, false)] {
        assert_eq!(roles(&[BODY, Item::Byline, behind, next(kicker, parted), BODY]), "oitlo");
    }
    // what it costs is what the next-best reading is nearer by
    let margin =
        |kicker, parted| assign(&[BODY, Item::Byline, behind, next(kicker, parted), BODY], &HEAD_COSTS)[3].margin;
    assert_eq!(margin(true, true) - margin(false, true), HEAD_COSTS.cut_parted);
    assert_eq!(margin(true, false) - margin(false, false), HEAD_COSTS.cut);
}

#[test]
fn nothing_is_read_of_nothing() {
    assert!(assign(&[], &HEAD_COSTS).is_empty());
}

/// Every reading: what it costs, and its roles.
fn readings(items: &[Item], habits: &Habits) -> Vec<(i32, Vec<Role>)> {
    let mut all = vec![(At::Nothing, 0, Vec::new())];
    for item in items {
        let mut next = Vec::new();
        each_way(&HEAD_COSTS, habits, item, |way| {
            for (at, cost, roles) in all.iter().filter(|reading| reading.0 == way.from) {
                let _: &At = at;
                let roles: Vec<Role> = roles.iter().copied().chain([way.role]).collect();
                next.push((way.to, cost + way.cost, roles));
            }
        });
        all = next;
    }
    all.into_iter().map(|(at, cost, roles)| (cost + habits.over(&HEAD_COSTS, at), roles)).collect()
}

fn any_item() -> impl Strategy<Value = Item> {
    let cost = -400..400i32;
    prop_oneof![
        3 => (cost.clone(), cost.clone(), -200..200i32, 0..=NO_SLOT)
            .prop_map(|(opens, goes_on, cohesion, slot)| Item::Body { opens, goes_on, cohesion, slot }),
        4 => (cost.clone(), cost.clone(), cost.clone(), any::<[bool; 2]>(), prop::array::uniform4(cost.clone()), cost.clone(), cost).prop_map(
            |(subhead, head, banner, [kicker, parted], since, above, below)| {
                let overlap = Overlap { since, ..overlap(above, below) };
                Item::Title { subhead, head, banner, kicker, overlap, parted }
            }
        ),
        2 => Just(Item::Byline),
        1 => Just(Item::Masthead),
        1 => Just(Item::Placed),
        1 => Just(Item::Break),
    ]
}

proptest! {
    #[test]
    fn the_reading_is_the_cheapest_of_all_and_its_margins_are_to_the_next(
        items in prop::collection::vec(any_item(), 1..6),
        seen in any::<[[u8; 2]; 3]>(),
    ) {
        let seen = seen.map(|pair| pair.map(|count| i32::from(count % 8)));
        let habits = Habits::new(&HEAD_COSTS, seen[0], seen[1], seen[2]);
        let rows = cheapest(&items, &HEAD_COSTS, &habits);
        let verdicts = verdicts(&items, &rows, &HEAD_COSTS, &habits);
        let all = readings(&items, &habits);
        let least = all.iter().map(|reading| reading.0).min();
        prop_assume!(least.is_some());
        let roles: Vec<Role> = verdicts.iter().map(|verdict| verdict.role).collect();
        let own = all.iter().filter(|reading| reading.1 == roles).map(|reading| reading.0).min();
        prop_assert_eq!(own, least);
        for (n, verdict) in verdicts.iter().enumerate() {
            let other = all.iter().filter(|reading| reading.1[n] != verdict.role).map(|reading| reading.0).min();
            let margin = other.map_or(1 << 14, |other| (other - least.unwrap()).clamp(0, 1 << 14));
            prop_assert_eq!(verdict.margin, margin);
        }
    }
}

#[test]
fn what_was_seen_more_often_costs_less() {
    let habits = |heads, places, bylines| Habits::new(&HEAD_COSTS, heads, places, bylines);
    let none = habits([0, 0], [0, 0], [0, 0]);
    assert_eq!((none.leads, none.signed), (none.trails, none.unsigned));
    assert!(none.headed < none.headless, "most articles have a head");
    let seen = habits([0, 9], [9, 0], [9, 0]);
    assert!(seen.headless < seen.headed && seen.leads < seen.trails && seen.signed < seen.unsigned);
    // nine of nine, and two before them that are halves: a logarithm of ten parts of eleven, and of one
    assert_eq!((seen.leads, seen.trails), (5, 133));
}
