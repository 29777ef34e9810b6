//! Each mark of half width, and what becomes of it, on a page whose commas have lost their width.

/// What becomes of a line there.
fn mended(line: &str) -> String {
    let page = format!("镇里的路灯亮了,老人停下来看,孩子跑过来。\n\n{line}\n");
    let mended = crate::repair_str(&page).into_owned();
    mended.split_once("\n\n").map(|(_, line)| line.trim_end_matches('\n').to_owned()).unwrap_or_default()
}

fn become_so(lines: &[(&str, &str)]) {
    let wrong = lines.iter().filter(|(line, want)| mended(line) != *want).map(|(line, _)| (*line, mended(line)));
    assert_eq!(wrong.collect::<Vec<_>>(), []);
}

fn stay(lines: &[&str]) {
    become_so(&lines.iter().map(|&line| (line, line)).collect::<Vec<_>>());
}

#[test]
fn quotes_face_as_their_neighbours_say_or_open_and_close_in_turn() {
    become_so(&[
        ("他说:\"好\"。", "他说：“好”。"),
        ("\"Go\"是镇里的新品牌,好", "“Go”是镇里的新品牌，好"),
        ("他说,镇里的新品牌是\"Go\"", "他说，镇里的新品牌是“Go”"),
        ("他说:\"好\",走了。", "他说：“好”，走了。"),
        ("\"好\"他说,走了。", "“好”他说，走了。"),
        ("他说\"好\"", "他说“好”"),
        ("他说: \"好\"", "他说：“好”"),
        ("(\"好\"他说)", "（“好”他说）"),
        ("“好\"他说,走了", "“好”他说，走了"),
        ("他说'好',走", "他说‘好’，走"),
        ("他说'好'和'坏',走", "他说‘好’和‘坏’，走"),
        ("他说'好,走", "他说'好，走"),
    ]);
    stay(&["他说\"好", "好\"他说", "他说it's好"]);
}

#[test]
fn brackets_are_wide_where_they_hold_or_touch_a_character() {
    become_so(&[
        ("增长(见图)三成,", "增长（见图）三成，"),
        ("增长 (见图) 三成,", "增长 （见图） 三成，"),
        ("GDP(亿元),好", "GDP(亿元)，好"),
        ("(见图", "（见图"),
        ("1)全市", "1）全市"),
        ("<晚报>,好", "《晚报》，好"),
    ]);
}

#[test]
fn a_title_between_angle_brackets_begins_and_ends_with_a_character() {
    become_so(&[
        ("<晚报>", "《晚报》"),
        ("<2031年晚报>,好", "《2031年晚报》，好"),
        ("< 晚报 >,好", "《晚报》，好"),
        ("《<晚报>》,好", "《〈晚报〉》，好"),
        ("《晚报》和<湖报>,好", "《晚报》和《湖报》，好"),
        ("增长40%,60人", "增长40%，60人"),
    ]);
    stay(&["<a>,好"]);
}

#[test]
fn marks_beside_numbers_and_words() {
    become_so(&[
        ("第一APP,2017年,好", "第一APP，2017年，好"),
        ("3,000人,好", "3,000人，好"),
        ("比分3:2,好", "比分3:2，好"),
        ("比分::好,", "比分::好，"),
        ("时间10:30,好", "时间10:30，好"),
    ]);
    stay(&["灯亮了."]);
}

#[test]
fn a_full_stop_of_half_width_only_ends_a_paragraph() {
    become_so(&[
        ("镇里的路灯全都亮了,好.", "镇里的路灯全都亮了，好。"),
        ("镇里的路灯全都亮了,好. ", "镇里的路灯全都亮了，好。 "),
    ]);
    stay(&["好!"]);
}

#[test]
fn cries_and_questions() {
    become_so(&[("灯亮了?好!", "灯亮了？好！"), ("好 , 好", "好，好")]);
    stay(&["a?b,好"]);
}

#[test]
fn spaces_go_with_their_mark() {
    become_so(&[
        ("好 ,好", "好，好"),
        ("好, 好", "好，好"),
        ("灯 (见图),好", "灯（见图），好"),
        ("“铁拳\" 行动,好", "“铁拳”行动，好"),
        ("全区 \"清荫\" 专项,好", "全区“清荫”专项，好"),
        ("全区\"清荫\" 专项,好", "全区“清荫”专项，好"),
        ("好)a,好", "好）a，好"),
    ]);
}
