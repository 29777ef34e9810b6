"""The proof sheet in a headless Chromium: .ci/sheet calls it with the browser and the program."""

import collections
import functools
import json
import os
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(__file__))
from chromium import Chromium  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parent.parent
SAMPLE = (ROOT / "examples/sample-page.txt").read_bytes()

# Newspaper columns with all that would do harm if it were let, in front of edits, within them and behind.
HOSTILE = """\
主编主编 <b><b> 林舟林舟 <script>window.owned=1</script>
20262026年年44月月33日日

眼下距离主汛期还有两个多月，<script>window.owned=1</script>清
水河下游的"清淤"工地上已经</script>是一片\u202e繁忙\u202c。两
台挖泥船一前一后，把河底的淤\u2066泥抽上\u2069岸边的沉淀池，
运泥车排着队\0开往堆场。截至4月 2日，<img src=x onerror="window.owned=1">

河道已经完成清淤9.1公里，占总长的62 %。<!-- --> ]]> &lt;已转义&gt; &#x41; </main></textarea>
零宽\u200b与\u200d连接\ufeff软\u00ad连\u00a0接，响铃\x07，C1\u0091，段\u2028落\u2029分\u0085隔。\r
孤立\r回车，私用\ue000字形，替\ufffd换字，\U000e0041标签，שלום עולם。

通讯员 <i onmouseover=window.owned=1>高峻</i>

"onfocus=window.owned=1 autofocus x="
\f""".encode() + b"A" * 200 + b"\n"

# The sample, with such text where columns break, in headlines and where glyphs are doubled.
SPLICED = {"主编主编": "<b><b>", "何穗何穗": "\u202e&\u202e&", "孩子们一下子围了\n": "<script>子围了\n", "流动书车开进": "</h3><img>开进", "书店要走": "\0店要走",
                 "摸清家底": '"><i>家底', "高峻": "\u2066高峻", "里路。今年，": "</p>今年，"}
assert all(old in SAMPLE.decode() for old in SPLICED)
HOSTILE += functools.reduce(lambda text, splice: text.replace(*splice), SPLICED.items(), SAMPLE.decode()).encode()

SIDES = """[...document.querySelectorAll('.page')].map((page) =>
    ['.s', '.m'].map((side) => [...page.querySelectorAll(`[role=cell]${side}`)].map((cell) => cell.textContent).join('')))"""

# The least contrast of what can be read, with what it is: text, generated labels, and the marks that are drawn.
CONTRAST = """(() => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d', { willReadFrequently: true });
    const rgba = (colour) => {
        canvas.clearRect(0, 0, 1, 1);
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
        const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
        return [r, g, b, a / 255];
    };
    const over = ([r, g, b, a], below) => [r, g, b].map((c, n) => c * a + below[n] * (1 - a));
    const behind = (element) => {
        const layers = [];
        for (let e = element; e; e = e.parentElement) layers.push(rgba(getComputedStyle(e).backgroundColor));
        return layers.reverse().reduce((below, layer) => over(layer, below), [255, 255, 255]);
    };
    const light = (colour) => colour.map((c) => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
        .reduce((sum, c, n) => sum + c * [0.2126, 0.7152, 0.0722][n], 0);
    const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + 0.05) / (y + 0.05); };
    const least = {};
    const note = (what, value) => { least[what] = Math.min(least[what] ?? 99, value); };
    for (const element of document.querySelectorAll('body *')) {
        if (!element.checkVisibility({ contentVisibilityAuto: false, opacityProperty: true }) || element.closest('svg')) continue;
        const style = getComputedStyle(element);
        const ground = behind(element);
        const name = element.className || element.id || element.tagName;
        if ([...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()) && style.fontSize !== '0px') {
            note(`text ${name}`, ratio(over(rgba(style.color), ground), ground));
        }
        for (const pseudo of ['::before', '::after']) {
            const drawn = getComputedStyle(element, pseudo);
            if (drawn.content === 'none' || drawn.content === 'normal') continue;
            const own = over(rgba(drawn.backgroundColor), ground);
            if (drawn.content !== '""') note(`label ${name}`, ratio(over(rgba(drawn.color), own), own));
            else if (drawn.clipPath !== 'none') note(`drawing ${name}`, ratio(own, ground));
        }
    }
    return least;
})()"""

checks = 0


def check(what, holds, found=""):
    global checks
    checks += 1
    if not holds:
        sys.exit(f"the proof sheet: {what}: {found!r}")


def main(chromium, program):
    with tempfile.TemporaryDirectory() as scratch, Chromium(chromium) as browser:
        def sheet(name, data, *options):
            path = pathlib.Path(scratch, name)
            path.write_bytes(data)
            write = lambda how: subprocess.run([program, *options, "--format", how, path], check=True, capture_output=True).stdout
            html = path.with_suffix(".html")
            html.write_bytes(write("html"))
            edits = [json.loads(line) for line in write("edits").decode().split("\n")[:-1]]
            return html, write("text"), edits

        def opened(html, fragment=""):
            browser.open(html, fragment)
            faults = [event for event in browser.events if event.get("method") in ("Runtime.exceptionThrown", "Log.entryAdded", "Page.javascriptDialogOpening")]
            check("it opens without fault", not faults, faults)

        browser.size(1280, 900)
        browser.media(prefers_reduced_motion="reduce", prefers_color_scheme="light")

        html, mended, edits = sheet("sample.txt", SAMPLE)
        opened(html)
        the_text(browser, SAMPLE, mended)
        counts(browser, edits)
        reasons(browser, edits)
        mouse(browser, html, opened)
        rules(browser, edits)
        keyboard(browser, html, opened)
        reading_aloud(browser)
        contrast(browser, html, opened)
        narrow(browser, html, opened)
        printed(browser, html, opened)

        html, mended, edits = sheet("hostile.txt", HOSTILE)
        check("the hostile page has edits", len(edits) > 50, len(edits))
        opened(html)
        hostile(browser, mended)
        contrast(browser, html, opened)
        narrow(browser, html, opened)
        flags(browser, html, opened)

        many(browser, *sheet("many.txt", (SAMPLE + b"\f") * 60), opened)

        html, mended, _ = sheet("empty.txt", b"")
        opened(html)
        check("an empty input has no page", browser.run("document.querySelectorAll('.page').length") == 0)
    print(f"{checks} checks hold")


# The content of the cells of each side, as the browser has it in its document, joined in their order and written as UTF-8,
# against the file and against --format text: byte for byte, white space and controls included.
def the_text(browser, source, mended):
    pages = browser.run(SIDES)
    for side, expected in ((0, source), (1, mended)):
        found = "".join(page[side] for page in pages).encode()
        check(f"side {side} is its text", found == expected, (found[:200], expected[:200]))


def counts(browser, edits):
    found = browser.run("Object.fromEntries([...document.querySelectorAll('#rules label')].map((rule) => [rule.querySelector('.name').textContent, Number(rule.querySelector('output').textContent)]))")
    expected = collections.Counter(edit["rule"] for edit in edits)
    check("eleven rules are counted", len(found) == 11 and +collections.Counter(found) == expected, found)


# Every edit: a click on its mark in the source goes to its mark in the mended text, in sight, and the note says what the log says.
def reasons(browser, edits):
    found = browser.run("""(() => {
        const slip = document.getElementById('slip').getBoundingClientRect().bottom;
        return [...Array(%d).keys()].map((n) => {
            const mark = document.getElementById(`s${n + 1}`);
            mark.click();
            const there = document.activeElement;
            const { top, bottom } = there.getBoundingClientRect();
            const note = document.getElementById('note');
            const said = Object.fromEntries([...note.querySelectorAll('dt')].map((dt) => [dt.textContent, dt.nextElementSibling.textContent]));
            const box = note.getBoundingClientRect();
            return { id: there.id, seen: top >= slip && bottom <= innerHeight, noted: !note.hidden && box.width > 0 && box.height > 0, rule: note.querySelector('.what').firstChild.data, ...said };
        });
    })()""" % len(edits))
    for n, (edit, said) in enumerate(zip(edits, found, strict=True), 1):
        check(f"edit {n} is shown", said["id"] == f"m{n}" and said["seen"] and said["noted"], said)
        check(f"edit {n} has its rule and reason", said["rule"] == edit["rule"] and said["reason"] == edit["reason"], (edit, said))
        margin = "none: a proof, not a comparison" if edit["margin"] is None else f"{edit['margin'] / 64:.1f} nats to the next-best reading"
        check(f"edit {n} has its margin", abs(float(said["margin"].split()[0]) - edit["margin"] / 64) < 0.051 if edit["margin"] else said["margin"] == margin, (edit, said))
        check(f"edit {n} has its place", said["source"] == "bytes {}–{}".format(*edit["source"]), said)
        if edit["to"] is None:
            old = edit["old"].replace("\n", "↵").replace(" ", "␣") if not edit["old"].strip() else edit["old"]
            check(f"edit {n} has old and new", (said["old"], said["new"]) == (old, edit["new"] or "nothing"), (edit, said))
        else:
            check(f"edit {n} has both its places", (said["old"], said["new"]) == (f"at byte {edit['source'][0]}", f"before byte {edit['to']}"), said)
            moved = "".join(edit["old"].split("\n")) or "line ends"
            check(f"edit {n} has what moved", said["moved"] == moved, said)


def middle(browser, selector):
    return browser.run(f"(() => {{ const box = [...document.querySelector('{selector}').getClientRects()].find((box) => box.width > 0); return [box.left + box.width / 2, box.top + box.height / 2]; }})()")


def mouse(browser, html, opened):
    opened(html)
    x, y = middle(browser, "#s3")
    browser.mouse("mouseMoved", x, y)
    browser.run("new Promise((done) => setTimeout(done, 150))")
    check("the mouse over a mark shows its note", "printed several times" in browser.run("note.hidden ? '' : note.textContent"))
    check("and marks both sides", browser.run("[...document.querySelectorAll('.on')].map((mark) => mark.id)") == ["s3", "m3"])
    check("and draws the line between them", browser.run("document.querySelector('#lead path').getTotalLength()") > 100)
    browser.mouse("mouseMoved", 5, 500)
    browser.run("new Promise((done) => setTimeout(done, 300))")
    check("and elsewhere the note goes", browser.run("note.hidden"))
    browser.click(x, y)
    check("a click goes to the other side", browser.run("document.activeElement.id") == "m3")
    browser.mouse("mouseMoved", 5, 500)
    browser.run("new Promise((done) => setTimeout(done, 300))")
    check("and its note stays", not browser.run("note.hidden"))
    x, y = browser.run("(() => { const box = document.querySelector('#m16').getBoundingClientRect(); return [box.left, box.bottom]; })()")
    browser.key("Escape")
    check("Escape puts it away", browser.run("note.hidden"))
    browser.click(x, y)
    check("a caret is hit where it is drawn, below the line", browser.run("document.activeElement.id") == "s16")


MARKED = "(() => { const style = getComputedStyle(%s); return [style.textDecorationLine, style.backgroundColor, style.backgroundImage, getComputedStyle(%s, '::before').content, getComputedStyle(%s, '::after').content]; })()"


def marked(browser, mark):
    return browser.run(MARKED % (mark, mark, mark))


def rules(browser, edits):
    bare = ["none", "rgba(0, 0, 0, 0)", "none", "none", "none"]
    every = "[...document.querySelectorAll('main .e')].filter((mark) => mark.classList.contains('r%d') === %s).map((mark) => mark.id)"
    for number in (3, 4, 6, 9):
        browser.key(str(number))
        browser.mouse("mouseMoved", 5, 500)
        for mark in browser.run(every % (number, "true")):
            check(f"rule {number} is off, and {mark} not to be seen", marked(browser, mark) == bare, marked(browser, mark))
        for mark in browser.run(every % (number, "false"))[::7]:
            check(f"rule {number} is off, and {mark} is still marked", marked(browser, mark) != bare)
        browser.key(str(number))
        for mark in browser.run(every % (number, "true")):
            check(f"rule {number} is on again, and so is {mark}", marked(browser, mark) != bare)
    x, y = middle(browser, "#rule4")
    browser.click(x, y)
    rest = sum(edit["rule"] != "column_breaks" for edit in edits)
    browser.key("n")
    check("a rule that is off is passed over", browser.run("place.textContent").endswith(f"/ {rest}"), browser.run("place.textContent"))
    found = []
    for _ in range(rest):
        browser.key("n")
        found.append(browser.run("document.activeElement.className"))
    check("by every step", not any("r4" in name.split() for name in found) and len(set(found)) > 2, found)
    browser.click(x, y)


def keyboard(browser, html, opened):
    opened(html)
    here = lambda: browser.run("document.activeElement.id")
    steps = []
    for key in ["n", "n", "n", "p", "ArrowRight", "ArrowLeft", "Enter", "n", "Enter"]:
        browser.key(key) if key != "Enter" else enter(browser)
        steps.append(here())
    check("the keys go from edit to edit", steps == ["s1", "s2", "s3", "s2", "s3", "s2", "m2", "m3", "s3"], steps)
    check("what has the focus shows it", browser.run("[getComputedStyle(document.activeElement).outlineStyle, parseFloat(getComputedStyle(document.activeElement).outlineWidth)]") == ["solid", 2])
    check("and its note", "printed several times" in browser.run("note.hidden ? '' : note.textContent"))
    check("which is its description", browser.run("document.activeElement.getAttribute('aria-describedby')") == "note")
    check("one mark is a stop of the tabulator", browser.run("document.querySelectorAll('main [tabindex=\"0\"]').length") == 1)
    browser.key("Escape")
    check("Escape puts the note away", browser.run("note.hidden") and here() == "s3")
    last = len(browser.run("[...document.querySelectorAll('.s .e')].map((mark) => mark.id)"))
    browser.run("document.activeElement.blur()")
    order = browser.run("[...document.querySelectorAll('.s .e')].map((mark) => mark.id)")
    browser.run(f"document.getElementById('{order[-1]}').focus(); document.getElementById('m{order[-1][1:]}').click()")
    browser.key("n")
    check("behind the last comes the first", here() == order[0] and last == len(order), here())
    opened(html, "#s40")
    check("an address with an edit goes there", here() == "s40" and not browser.run("note.hidden"), here())


def enter(browser):
    for kind in ("keyDown", "keyUp"):
        browser.call("Input.dispatchKeyEvent", type=kind, key="Enter", code="Enter", windowsVirtualKeyCode=13, text="\r")


# What a screen reader is given.
def reading_aloud(browser):
    nodes = browser.call("Accessibility.getFullAXTree")["nodes"]
    nodes = [(node["role"]["value"], node.get("name", {}).get("value", "")) for node in nodes if not node.get("ignored")]
    roles = collections.Counter(role for role, _ in nodes)
    for role in ("button", "checkbox", "radio", "link", "table", "heading", "columnheader"):
        check(f"{role}s have names", roles[role] and all(name for kind, name in nodes if kind == role), [node for node in nodes if node[0] == role and not node[1]][:5])
    check("both sides have a name", ("columnheader", "source") in nodes and ("columnheader", "mended") in nodes)
    check("headlines are headings", ("heading", "流动书车开进青石岭") in nodes)
    check("the document says its language", browser.run("[document.documentElement.lang, document.querySelector('.page').lang]") == ["en", "zh-Hans"])


def contrast(browser, html, opened):
    for scheme in ("light", "dark"):
        browser.media(prefers_reduced_motion="reduce", prefers_color_scheme=scheme)
        opened(html)
        dark = browser.run("getComputedStyle(document.body).backgroundColor")
        check(f"{scheme} is {scheme}", (sum(map(int, dark[4:-1].split(","))) < 200) == (scheme == "dark"), dark)
        for n in (1, 25, 81):
            # with what is meant, and its note
            browser.run(f"document.getElementById('s{n}')?.click()")
            least = browser.run(CONTRAST)
            check("there is something to see", len(least) > 12, least)
            for what, ratio in least.items():
                check(f"{scheme}: {what} can be read", ratio >= (3 if what.startswith("drawing") else 4.5), ratio)
    browser.media(prefers_reduced_motion="reduce", prefers_color_scheme="light")


def narrow(browser, html, opened):
    for width in (320, 390, 800):
        browser.size(width, 800)
        opened(html)
        browser.run("document.querySelector('main .e').click()")
        wide = browser.run("[document.scrollingElement.scrollWidth, innerWidth, [...document.querySelectorAll('main *, #note')].filter((e) => e.getBoundingClientRect().right > innerWidth + 1 || e.matches('.s, .m') && e.scrollWidth > e.clientWidth + 40).map((e) => e.outerHTML.slice(0, 80))]")
        check(f"nothing is wider than a screen of {width}", wide[0] <= width == wide[1] and not wide[2], wide)
        boxes = browser.run("(() => { const row = [...document.querySelectorAll('.r:not(.moved)')].find((row) => row.querySelector('.m p')); return ['.s', '.m'].map((side) => row.querySelector(side).getBoundingClientRect()).map(({ left, top, width }) => [left, top, width]); })()")
        check("the sides stand one over the other", boxes[0][1] < boxes[1][1] and abs(boxes[0][0] - boxes[1][0]) < 20, boxes)
        hidden = browser.run("(() => { const mark = document.activeElement.getBoundingClientRect(); const box = note.getBoundingClientRect(); return mark.bottom > box.top; })()")
        check("the note does not cover what it speaks of", not hidden)
    browser.size(1280, 900)


def printed(browser, html, opened):
    opened(html)
    browser.run("document.querySelector('#s16').click()")
    browser.media("print")
    browser.run("dispatchEvent(new Event('beforeprint'))")
    boxes = browser.run("[...document.querySelectorAll('.page .r:not(.moved, .sides)')].map((row) => ['.s', '.m'].map((side) => { const { left, right, width, height } = row.querySelector(side).getBoundingClientRect(); return [left, right, width * height]; }))")
    check("both sides are printed, side by side", boxes and all(s[1] <= m[0] and s[2] > 0 for s, m in boxes), boxes)
    check("and the counts with them", browser.run("document.querySelector('#rules').checkVisibility()"))
    check("and nothing that is only of use on a screen", browser.run("['view', 'walk', 'keys', 'note'].every((id) => !document.getElementById(id).checkVisibility())"))
    check("black on white", browser.run("[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.querySelector('.m .para')).color]") == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"])
    check("in the colours of the rules", browser.run("getComputedStyle(document.querySelector('.s .e')).printColorAdjust") == "exact")
    browser.media(prefers_reduced_motion="reduce", prefers_color_scheme="light")
    check("it makes a PDF", len(browser.call("Page.printToPDF", printBackground=True)["data"]) > 10_000)


def hostile(browser, mended):
    the_text(browser, HOSTILE, mended)
    browser.run("document.querySelectorAll('main *').forEach((e) => { e.dispatchEvent(new MouseEvent('mouseover', { bubbles: true })); e.focus?.(); })")
    check("no script of the page has run", browser.run("[typeof owned, document.querySelectorAll('script').length]") == ["undefined", 1])
    strange = browser.run("[...document.querySelectorAll('main *')].filter((e) => !/^(SECTION|HEADER|H2|H3|H4|P|DIV|A|I|SPAN|BDI)$/.test(e.tagName) || [...e.attributes].some(({ name }) => name.startsWith('on') || name === 'src' || name === 'style')).map((e) => e.outerHTML.slice(0, 120))")
    check("and no element is of its making", not strange, strange)
    fetched = [event["params"]["request"]["url"] for event in browser.events if event.get("method") == "Network.requestWillBeSent"]
    check("nothing is fetched", all(url.startswith("file:") and url.endswith("hostile.html") for url in fetched), fetched)
    # innerText is what is laid out: all of it must be.
    browser.run("document.querySelectorAll('.article, .furniture').forEach((group) => { group.style.contentVisibility = 'visible'; })")
    seen = browser.run("document.querySelector('main').innerText")
    for text in ("<script>window.owned=1</script>", '<img src=x onerror="window.owned=1">', "</main></textarea>", "</h3><img>开进"):
        check(f"{text} can be read", seen.count(text) >= 2, seen)
    labels = browser.run("[...document.querySelectorAll('.m .c')].filter((label) => label.getBoundingClientRect().width > 8 && label.getBoundingClientRect().height > 8).map((label) => getComputedStyle(label, '::before').content)")
    for label in ("RLO", "PDF", "LRI", "PDI", "NUL", "ZWSP", "ZWJ", "BOM", "SHY", "NBSP", "BEL", "0091", "LS", "PS", "NEL", "CR", "E000", "E0041", "FF"):
        check(f"{label} is shown", f'"{label}"' in labels, labels)
    # Where the text says right to left and is not, it is set as it is written.
    lefts = browser.run("""[...document.querySelectorAll('.s, .m')].filter((cell) => cell.textContent.includes('\\u202e繁')).map((cell) => {
        const walk = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
        const found = [];
        for (let node = walk.nextNode(); node; node = walk.nextNode()) {
            for (let n = 0; n < node.length; n += 1) if ('是一片繁忙'.includes(node.data[n])) {
                const range = document.createRange();
                range.setStart(node, n);
                range.setEnd(node, n + 1);
                const { left, top } = range.getBoundingClientRect();
                found.push([node.data[n], left, Math.round(top)]);
            }
        }
        return found;
    })""")
    check("the override is on both sides", len(lefts) == 2)
    for found in lefts:
        for (_, left, top), (_, right, below) in zip(found, found[1:]):
            check("the override turns nothing around", left < right or top < below, found)


def flags(browser, html, opened):
    opened(html)
    count = browser.run("document.querySelectorAll('.s .f').length")
    check("there are flags, on both sides", count > 1 and count == browser.run("document.querySelectorAll('.m .f').length"))
    check("which are listed", browser.run("document.querySelectorAll('#flags li').length") == count)
    browser.run("document.querySelector('#flags').open = true; document.querySelectorAll('#flags li a')[1].click()")
    check("the list goes there", browser.run("document.activeElement.id") == "f2" and not browser.run("note.hidden"))
    check("and says why", "without a character" in browser.run("note.textContent"), browser.run("note.textContent"))
    browser.key("f")
    check("f is for the next flag", browser.run("document.activeElement.id") == ("f3" if count > 2 else "f1"))


def many(browser, html, mended, edits, opened):
    opened(html)
    the_text(browser, (SAMPLE + b"\f") * 60, mended)
    check("there are thousands", len(edits) > 4000 and browser.run("place.textContent") == f"– / {len(edits)}")
    check("what is out of sight is not laid out", browser.run("[...document.querySelectorAll('.article')].filter((e) => getComputedStyle(e).contentVisibility === 'auto').length") > 100)
    seen = "(() => { const box = document.activeElement.getBoundingClientRect(); return [document.activeElement.id, box.top > slip.getBoundingClientRect().bottom && box.bottom < innerHeight]; })()"
    for n in (4000, 50, 2600):
        browser.run(f"document.getElementById('s{n}').click()")
        check("a far edit comes in sight", browser.run(seen) == [f"m{n}", True], browser.run(seen))
    counts(browser, edits)


main(*sys.argv[1:])
