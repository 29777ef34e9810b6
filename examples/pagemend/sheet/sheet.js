'use strict';
(() => {
    const byId = (id) => document.getElementById(id);
    const all = (selector) => [...document.querySelectorAll(selector)];
    const note = byId('note');
    const slip = byId('slip');
    const place = byId('place');
    const path = document.querySelector('#lead path');
    const narrow = matchMedia('(max-width: 52rem)');
    const still = matchMedia('(prefers-reduced-motion: reduce)');

    // HTML has no NUL, a document has.
    for (const empty of all('i[data-nul]')) empty.append('\0');

    // The edits in the order of the source; each has a mark on either side.
    const edits = all('.s .e');
    const flags = all('.s .f');
    const rules = all('#rules label').map((label) => ({
        label, box: label.querySelector('input'), name: label.querySelector('.name').textContent, count: 0,
    }));
    const order = new Map();
    edits.forEach((mark, n) => order.set(mark.id.slice(1), n));
    const isFlag = (mark) => mark.classList.contains('f');
    const ruleOf = (mark) => Number(/\br(\d+)\b/.exec(mark.className)[1]) - 1;
    const other = (mark) => byId(mark.getAttribute('href').slice(1));
    const left = (mark) => (mark.closest('.s') ? mark : other(mark));
    const isOn = (mark) => isFlag(mark) || rules[ruleOf(mark)].box.checked;
    const isSeen = (mark) => mark.getClientRects().length > 0;

    // Counts
    for (const mark of edits) rules[ruleOf(mark)].count += 1;
    for (const { label, count } of rules) {
        label.querySelector('output').textContent = count;
        label.classList.toggle('none', count === 0);
    }
    let shown = edits;
    let at = null;
    const tell = () => {
        const n = at && !isFlag(at) ? shown.indexOf(left(at)) : -1;
        place.textContent = `${n < 0 ? '–' : n + 1} / ${shown.length}`;
    };

    // Flags
    byId('flag-count').textContent = flags.length;
    byId('flags').hidden = flags.length === 0;
    byId('flags').querySelector('ol').append(...flags.map((flag) => {
        const covered = flag.nextElementSibling?.matches('.fl') ? flag.nextElementSibling.textContent : '';
        const link = el('a', '', el('b', '', flag.dataset.kind), ' ', pageOf(flag), ' ', el('bdi', '', plain(covered.slice(0, 24))));
        link.href = `#${flag.id}`;
        return el('li', '', link);
    }));

    function el(name, className, ...children) {
        const element = document.createElement(name);
        if (className) element.className = className;
        element.append(...children);
        return element;
    }

    function pageOf(mark) {
        return mark.closest('.page').querySelector('h2').textContent;
    }

    function plain(text) {
        return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ');
    }

    // What a mark holds, as it is shown; white space by what stands for it.
    function content(nodes, glyphs) {
        const part = document.createDocumentFragment();
        if (glyphs) part.append(el('span', 'ws', glyphs));
        else part.append(...[...nodes].map((node) => node.cloneNode(true)));
        for (const mark of part.querySelectorAll('a')) {
            const inner = mark.dataset.g || [...mark.childNodes];
            mark.replaceWith(...(mark.matches('.mv, .f') ? [] : [inner].flat()));
        }
        return part;
    }

    // The browser's own tooltip would cover the note: the reason is kept elsewhere once it is asked for.
    function reason(mark) {
        if (mark.title) {
            mark.dataset.why = mark.title;
            mark.removeAttribute('title');
        }
        return mark.dataset.why;
    }

    function entries(mark) {
        if (isFlag(mark)) return [['reason', reason(mark)]];
        const [source, mended] = [left(mark), other(left(mark))];
        const { b, m, to } = source.dataset;
        const text = (nodes, glyphs) => {
            const dd = el('dd', 'text', content(nodes, glyphs));
            dd.lang = source.closest('.page').lang;
            return dd;
        };
        const rows = [];
        if (to === undefined) {
            rows.push(['old', text(source.childNodes, source.dataset.g)]);
            rows.push(['new', mended.textContent ? text(mended.childNodes, mended.dataset.g) : el('em', '', 'nothing')]);
        } else {
            const blocks = all(`.moved[data-e="${source.id.slice(1)}"] > .m > :not(.e, .f)`);
            const moved = text([]);
            moved.classList.add('lines');
            moved.append(...blocks.map((block) => el('div', '', content(block.childNodes))));
            rows.push(['moved', blocks.length ? moved : el('em', '', 'line ends')]);
            rows.push(['old', `at byte ${b.split('–')[0]}`], ['new', `before byte ${to}`]);
        }
        rows.push(['reason', reason(source)]);
        rows.push(['margin', m === undefined ? 'none: a proof, not a comparison' : `${(m / 64).toFixed(1)} nats to the next-best reading`]);
        rows.push(['source', `bytes ${b}`]);
        return rows;
    }

    // The note, the line between the two sides, and what is marked as meant
    let open = null;
    let kept = null;
    let later = 0;

    function show(mark) {
        clearTimeout(later);
        if (open === mark || !isOn(mark)) return;
        put(null);
        open = mark;
        const rule = isFlag(mark) ? null : ruleOf(mark);
        const number = isFlag(mark) ? `flag ${mark.id.slice(1)}` : `edit ${mark.id.slice(1)}`;
        const list = el('dl', '');
        for (const [name, value] of entries(mark)) {
            list.append(el('dt', '', name), value instanceof Element && value.tagName === 'DD' ? value : el('dd', '', value));
        }
        note.replaceChildren(el('p', 'what', rule === null ? mark.dataset.kind : rules[rule].name, el('small', '', number)), list);
        const colour = rule === null ? 'var(--cf)' : `var(--c${rule + 1})`;
        note.style.setProperty('--c', colour);
        path.style.setProperty('--c', colour);
        for (const one of meant(mark)) one.classList.add('on');
        mark.setAttribute('aria-describedby', 'note');
        note.hidden = false;
        draw(mark);
    }

    function meant(mark) {
        return [mark, other(mark), ...(mark.matches('.mv') ? all(`.moved[data-e="${mark.id.slice(1)}"]`) : [])];
    }

    // Takes the note away; what was kept comes back.
    function put(back) {
        clearTimeout(later);
        if (open) {
            for (const one of meant(open)) one.classList.remove('on');
            open.removeAttribute('aria-describedby');
            open = null;
            note.hidden = true;
            path.removeAttribute('d');
        }
        if (back) show(back);
    }

    function first(mark) {
        const boxes = [...mark.getClientRects()];
        return boxes.find((box) => box.width > 0) ?? boxes[0] ?? mark.getBoundingClientRect();
    }

    // What the note must leave free: the mark, or what moved.
    function free(mark) {
        const box = first(mark);
        const side = mark.closest('.m') ? '.m' : '.s';
        const cells = mark.matches('.mv') ? all(`.moved[data-e="${mark.id.slice(1)}"] > ${side}:not(:empty)`) : [];
        const boxes = [box, ...cells.map((cell) => cell.getBoundingClientRect())];
        return { left: box.left, top: box.top, bottom: Math.max(...boxes.map(({ bottom }) => bottom)) };
    }

    function draw(mark) {
        if (!narrow.matches) {
            const box = free(mark);
            const { offsetWidth: width, offsetHeight: height } = note;
            const below = box.bottom + 12;
            const top = below + height > innerHeight && box.top - height - 12 > slip.getBoundingClientRect().bottom ? box.top - height - 12 : below;
            note.style.left = `${scrollX + Math.max(8, Math.min(box.left - 24, document.documentElement.clientWidth - width - 12))}px`;
            note.style.top = `${scrollY + top}px`;
        }
        const [source, mended] = [left(mark), other(left(mark))];
        if (narrow.matches || !isSeen(source) || !isSeen(mended)) return;
        const [a, b] = [first(source), first(mended)];
        const cell = mended.closest('.m').getBoundingClientRect();
        const gutter = scrollX + (source.closest('.s').getBoundingClientRect().right + cell.left) / 2;
        const [ax, ay, bx, by] = [a.right + scrollX, a.bottom + scrollY, b.left + scrollX, b.bottom + scrollY];
        const bend = Math.min(6, Math.abs(by - ay) / 2) * Math.sign(by - ay);
        const r = Math.abs(bend);
        path.setAttribute('d', `M${ax} ${ay}H${gutter - r}q${r} 0 ${r} ${bend}V${by - bend}q0 ${bend} ${r} ${bend}H${bx}`);
    }

    function reveal(mark) {
        const top = slip.getBoundingClientRect().bottom + 8;
        // Where it is narrow, the note has the lower part.
        const bottom = narrow.matches ? innerHeight * 0.55 : innerHeight - 32;
        const away = () => {
            const box = first(mark);
            return box.top >= top && box.bottom <= bottom ? 0 : box.top - top - (bottom - top) * 0.3;
        };
        const far = away();
        if (!far) return;
        const behavior = still.matches || Math.abs(far) > innerHeight * 1.5 ? 'instant' : 'smooth';
        scrollBy({ top: far, behavior });
        // What had not been laid out may have another height than was thought.
        if (behavior === 'instant') scrollBy({ top: away(), behavior });
    }

    function go(mark) {
        if (at) for (const one of [at, other(at)]) one.tabIndex = -1;
        at = kept = mark;
        mark.tabIndex = 0;
        reveal(mark);
        mark.focus({ preventScroll: true });
        put(mark);
        tell();
    }

    // The mark on the side where the eye is; on the other where that is not shown.
    function sideOf(mark) {
        const wanted = at?.closest('.m') ? other(mark) : mark;
        return isSeen(wanted) ? wanted : other(wanted);
    }

    function step(list, by) {
        if (!list.length) return;
        const key = (mark) => (isFlag(mark) ? flags.indexOf(mark) : order.get(mark.id.slice(1)));
        const here = at && isFlag(at) === isFlag(list[0]) ? key(left(at)) : by > 0 ? -1 : Infinity;
        const next = by > 0 ? list.find((mark) => key(mark) > here) ?? list[0] : list.findLast((mark) => key(mark) < here) ?? list.at(-1);
        go(sideOf(next));
    }

    function toggled() {
        shown = edits.filter(isOn);
        if (open && !isOn(open)) {
            kept = null;
            put(null);
        }
        tell();
    }

    // What a place on the page belongs to: a mark, or the move that took it there.
    function markAt(target) {
        const mark = target.closest?.('main .e, main .f');
        if (mark) return mark;
        const cell = target.closest?.('.moved > :not(:empty)');
        return cell ? byId(`${cell.classList.contains('s') ? 's' : 'm'}${cell.parentElement.dataset.e}`) : null;
    }

    document.addEventListener('pointerover', (event) => {
        if (event.pointerType === 'touch') return;
        const mark = markAt(event.target);
        clearTimeout(later);
        if (mark) {
            reason(left(mark));
            later = setTimeout(() => show(mark), 60);
        } else if (!note.contains(event.target)) {
            later = setTimeout(() => open !== kept && put(kept), 200);
        }
    });
    document.addEventListener('focusin', (event) => {
        const mark = event.target.closest('main .e, main .f');
        if (mark) show(mark);
    });
    document.addEventListener('click', (event) => {
        const listed = event.target.closest('#flags li a');
        if (listed) {
            event.preventDefault();
            byId('flags').open = false;
            go(sideOf(byId(listed.hash.slice(1))));
            return;
        }
        for (const details of all('#slip details[open]')) if (!details.contains(event.target)) details.open = false;
        const mark = markAt(event.target);
        if (mark && isOn(mark) && (mark.contains(event.target) || getSelection().isCollapsed)) {
            event.preventDefault();
            const there = other(mark);
            go(isSeen(there) ? there : mark);
        } else if (!note.contains(event.target) && event.target.closest('main')) {
            kept = null;
            put(null);
        }
    });
    document.addEventListener('keydown', (event) => {
        if (event.ctrlKey || event.metaKey || event.altKey) return;
        const onMark = event.target.matches?.('main .e, main .f');
        const act = {
            n: () => step(shown, 1), j: () => step(shown, 1), p: () => step(shown, -1), k: () => step(shown, -1),
            f: () => step(flags, 1), F: () => step(flags, -1),
            ArrowRight: onMark && (() => step(isFlag(event.target) ? flags : shown, 1)),
            ArrowLeft: onMark && (() => step(isFlag(event.target) ? flags : shown, -1)),
            Escape: () => {
                for (const details of all('#slip details[open]')) details.open = false;
                kept = null;
                put(null);
            },
            '-': () => rules[9].box.click(),
            '=': () => rules[10].box.click(),
            0: () => {
                const off = rules.some(({ box }) => !box.checked);
                for (const { box } of rules) box.checked = off;
                toggled();
            },
        }[event.key] || (/^[1-9]$/.test(event.key) && (() => rules[event.key - 1].box.click()));
        if (!act) return;
        event.preventDefault();
        act();
    });
    byId('rules').addEventListener('change', toggled);
    byId('view').addEventListener('change', () => put(null));
    byId('next').addEventListener('click', () => step(shown, 1));
    byId('previous').addEventListener('click', () => step(shown, -1));
    addEventListener('resize', () => open && draw(open));
    addEventListener('beforeprint', () => put(null));

    // One stop for the tabulator; from there the keys go on.
    for (const mark of all('main .e, main .f')) mark.tabIndex = -1;
    if (edits.length) edits[0].tabIndex = 0;
    const asked = /^#[smfg]\d+$/.test(location.hash) ? byId(location.hash.slice(1)) : null;
    if (asked) go(asked);
    tell();
})();
