//! The configuration, and the ways in.

use std::borrow::Cow;
use std::io::BufRead;

use crate::mend::{is_right, left, mend};
use crate::read::{Column, Measure};
use crate::rule::Rules;
use crate::stream::{Core, GREATEST_PAGE, LEAST_PAGE, Pages, StrPages};
use crate::{Page, Rule};

/// Where a page without form feed is cut, in bytes, if nobody says otherwise.
///
/// A newspaper page is 10 to 60 kB of text, so no page of its own is ever cut; and the text of one page with its tables
/// fits a processor's second cache, and stays a few megabytes of memory in all.
const PAGE_LIMIT: usize = 256 << 10;

/// What to mend, and within which limits. Owned, `Send` and `Sync`, cheap to clone. Each setter gives a new one.
///
/// ```
/// use pagemend::{Mender, Rule};
///
/// let mender = Mender::new().without(Rule::Confusions).page_limit(1 << 20);
/// let text = "一页\x0c又一页";
/// assert_eq!(mender.pages(text).count(), 2);
/// assert_eq!(mender.repair_str(text), text);
/// ```
#[derive(Clone, Debug)]
pub struct Mender {
    rules: Rules,
    page_limit: usize,
    line_limit: Option<usize>,
    lossy: bool,
    threshold: u16,
    eager: bool,
}

/// Where the reading is less sure than this of a line break, in 1/64 nat, the break stays: half a nat, at which the
/// cheapest reading is by its own odds (e to the half, to one) right in five cases of eight.
const THRESHOLD: u16 = 32;

/// So often a page is mended at most where its text, once mended, is read otherwise: of 100 pages that takes two rounds in three or
/// so, of 120,000 random
/// ones five or more in three, and eight in none. A page that is not done by then is left as it stood.
const ROUNDS: usize = 8;

impl Default for Mender {
    fn default() -> Self {
        Mender::new()
    }
}

impl Mender {
    /// Every rule on, pages of at most 256 KiB, lines of any length, and bytes that are not UTF-8 an error.
    pub fn new() -> Mender {
        Mender {
            rules: Rules::ALL,
            page_limit: PAGE_LIMIT,
            line_limit: None,
            lossy: false,
            threshold: THRESHOLD,
            eager: false,
        }
    }

    /// The same with one rule off.
    ///
    /// ```
    /// use pagemend::{Mender, Rule};
    ///
    /// let rule: Rule = "split_numbers".parse()?;
    /// assert_eq!(Mender::new().without(rule).repair_str("定于1月 25日召开。"), "定于1月 25日召开。");
    /// # Ok::<(), pagemend::Error>(())
    /// ```
    #[must_use]
    pub fn without(self, rule: Rule) -> Mender {
        Mender { rules: self.rules.without(rule), ..self }
    }

    /// The same with the rules of this list alone. A rule that a later version brings is off.
    ///
    /// ```
    /// use pagemend::{Mender, Rule};
    ///
    /// let mender = Mender::new().only([Rule::SplitNumbers]);
    /// assert_eq!(mender.repair_str("定于1月 25日召开，⾏⼈止步。"), "定于1月25日召开，⾏⼈止步。");
    /// assert_eq!(mender.only([]).repair_str("定于1月 25日召开。"), "定于1月 25日召开。");
    /// ```
    #[must_use]
    pub fn only(self, rules: impl IntoIterator<Item = Rule>) -> Mender {
        Mender { rules: rules.into_iter().fold(Rules::NONE, Rules::with), ..self }
    }

    /// Whether a rule is on.
    ///
    /// ```
    /// use pagemend::{Mender, Rule};
    ///
    /// assert!(Rule::all().all(|rule| Mender::new().has(rule)));
    /// assert!(!Mender::new().without(Rule::Hyphens).has(Rule::Hyphens));
    /// ```
    #[must_use]
    pub fn has(&self, rule: Rule) -> bool {
        self.rules.has(rule)
    }

    /// The same with another threshold, in 1/64 nat: 32 if nobody sets it.
    ///
    /// Line breaks are taken away, and headlines and columns' lines moved, where the cheapest reading of the page costs so much
    /// less than any other; below it they stay, and are flagged as [`FlagKind::Doubtful`](crate::FlagKind::Doubtful), or as
    /// [`InterleavedColumns`](crate::FlagKind::InterleavedColumns). 0 takes every decision; a higher threshold trades repairs for
    /// certainty. An edit's `margin` counts in the same unit.
    ///
    /// ```
    /// use pagemend::Mender;
    ///
    /// let careful = Mender::new().threshold(320); // five nats
    /// assert_eq!(careful.repair_str("一页一行。"), "一页一行。");
    /// ```
    #[must_use]
    pub fn threshold(self, margin: u16) -> Mender {
        Mender { threshold: margin, ..self }
    }

    /// The same with another page limit, in bytes: 256 KiB if nobody sets it, at least 4 bytes, at most 1 GiB (what is less
    /// or more is taken as that).
    ///
    /// Text without a form feed for so long is cut into pages: behind the last article that is whole, its heads included, or
    /// else behind the last whole paragraph; what is open there opens the next page. Where the text shows neither, and below
    /// a limit of 4 KiB, it is cut at the last blank line in the second half of what the limit allows; if there is none, at the
    /// last line end; in a line longer than the limit, between two characters. A form feed counts as a byte of the page that it
    /// ends.
    ///
    /// Memory grows with it. Raise it for texts whose pages have no form feeds between them and must not be cut.
    ///
    /// ```
    /// let mender = pagemend::Mender::new().page_limit(12);
    /// let pages: Vec<_> = mender.pages("一\n二\n\n三\n四").map(|page| page.source().to_owned()).collect();
    /// assert_eq!(pages, ["一\n二\n\n", "三\n四"]);
    /// ```
    #[must_use]
    pub fn page_limit(self, bytes: usize) -> Mender {
        Mender { page_limit: bytes.clamp(LEAST_PAGE, GREATEST_PAGE), ..self }
    }

    /// The same with a limit to the length of a line, in bytes without its line feed: none if nobody sets it. A stream with
    /// a longer line ends in [`Error::LineTooLong`](crate::Error::LineTooLong), behind everything that stands before that line.
    ///
    /// For input that may be no text at all. Set it no higher than the page limit: of a line that passes that limit first,
    /// whole pages are given out before the error. A text in memory ([`pages`](Mender::pages),
    /// [`repair_str`](Mender::repair_str)) is not held to it.
    ///
    /// ```
    /// use pagemend::{Error, Mender};
    ///
    /// let mut pages = Mender::new().line_limit(6).repair("两字\n三个字\n".as_bytes());
    /// assert_eq!(pages.next().unwrap()?.source(), "两字\n");
    /// assert!(matches!(pages.next(), Some(Err(Error::LineTooLong { offset: 7, limit: 6 }))));
    /// assert!(pages.next().is_none());
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn line_limit(self, bytes: usize) -> Mender {
        Mender { line_limit: Some(bytes), ..self }
    }

    /// The same with bytes that are not UTF-8 replaced by U+FFFD, one for each sequence that is cut off, as the standard
    /// library's `String::from_utf8_lossy` does.
    ///
    /// The source is then the text *after* the replacement: pages, edits and flags count its bytes, and undoing gives it
    /// back, not the bytes that were no text. Only [`Error::Io`](crate::Error::Io) counts the bytes that were read.
    ///
    /// ```
    /// let mut pages = pagemend::Mender::new().lossy(true).repair(&b"\xb1\xa8 1\x0c2"[..]);
    /// assert_eq!(pages.next().unwrap()?.source(), "\u{fffd}\u{fffd} 1\x0c");
    /// assert_eq!(pages.next().unwrap()?.offset(), 9);
    /// # Ok::<(), pagemend::Error>(())
    /// ```
    #[must_use]
    pub fn lossy(self, lossy: bool) -> Mender {
        Mender { lossy, ..self }
    }

    /// The same with blocks and flags found as a page is mended, and not when somebody first asks for them. What comes out is the same.
    ///
    /// Of a page on which nothing is to be mended they take as long to find as to see that. Whoever asks for those of every page, of
    /// a [`pool`](Mender::pool)'s, has its threads do so.
    ///
    /// ```
    /// let mender = pagemend::Mender::new().eager(true);
    /// let page = mender.pages("湖边点亮路灯\n天一黑，人们来到湖边散步。\n").next().unwrap();
    /// assert_eq!(page.articles().count(), 1);
    /// ```
    #[must_use]
    pub fn eager(self, eager: bool) -> Mender {
        Mender { eager, ..self }
    }

    /// Repairs a stream, page by page. Its memory is that of its largest page.
    ///
    /// The pages are cut where the *bytes* say so; how the reader hands them out changes nothing.
    ///
    /// # Errors
    ///
    /// The iterator gives [`Error::Io`](crate::Error::Io), [`Error::InvalidUtf8`](crate::Error::InvalidUtf8) or
    /// [`Error::LineTooLong`](crate::Error::LineTooLong), once, behind everything that stands before it in the stream.
    ///
    /// ```
    /// # fn main() -> Result<(), pagemend::Error> {
    /// let reader = "第一页\x0c第二页\n".as_bytes(); // a file in a BufReader, standard input, a socket …
    /// for page in pagemend::Mender::new().repair(reader) {
    ///     let page = page?;
    ///     println!("page {} at byte {}: {}", page.number(), page.offset(), page.text());
    /// }
    /// # Ok(()) }
    /// ```
    pub fn repair<R: BufRead>(&self, reader: R) -> Pages<R> {
        Pages::new(self.clone(), reader)
    }

    /// Threads that mend the pages of streams, in order: see [`Pool`](crate::Pool). Of fewer than two threads, the one that
    /// asks for pages mends them itself.
    ///
    /// ```
    /// # fn main() -> Result<(), pagemend::Error> {
    /// let pool = pagemend::Mender::new().pool(4);
    /// for page in pool.repair("第一页\x0c第二页\n".as_bytes()) {
    ///     print!("{}", page?.text());
    /// }
    /// # Ok(()) }
    /// ```
    #[cfg(feature = "threads")]
    pub fn pool(&self, threads: usize) -> crate::Pool {
        crate::Pool::new(self.clone(), threads)
    }

    /// The stream without a reader: push bytes, take pages.
    pub fn core(&self) -> Core {
        Core::new(self.clone())
    }

    /// The pages of a text, mended, each borrowing its source from it. They are those of [`repair`](Mender::repair) over the
    /// same bytes.
    pub fn pages<'t>(&self, text: &'t str) -> StrPages<'t> {
        StrPages::new(self.clone(), text)
    }

    /// Repairs a text. Borrowed where nothing was wrong.
    pub fn repair_str<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let mut mended: Option<String> = None;
        let mut right = 0; // how far nothing was wrong
        for page in self.pages(text) {
            match &mut mended {
                None if !page.is_changed() => right += page.source().len(),
                None => {
                    let mut start = String::with_capacity(text.len());
                    start.push_str(text.get(..right).unwrap_or_default());
                    start.extend(page.pieces());
                    mended = Some(start);
                }
                Some(mended) => mended.extend(page.pieces()),
            }
        }
        mended.map_or(Cow::Borrowed(text), Cow::Owned)
    }

    /// Mends one page of a stream whose text is so wide, if it is one wide column: see [`Measure`].
    pub(crate) fn mend<'t>(&self, source: Cow<'t, str>, offset: u64, number: u64, column: Option<Column>) -> Page<'t> {
        let mut work = mend(&source, column, self.rules, self.threshold);
        if self.eager {
            work = work.found(&source);
        }
        self.mend_again(Page::new(source, offset, number, work), column, ROUNDS)
    }

    /// Mends what was mended, until nothing more changes, but so often at most.
    fn mend_again<'t>(&self, mut page: Page<'t>, column: Option<Column>, rounds: usize) -> Page<'t> {
        for _ in 0..rounds {
            if !page.is_changed() {
                return page;
            }
            let text = page.text();
            let wide = Measure::default().see(&text);
            if !page.is_unread() && is_right(&text, wide, self.rules, self.threshold) {
                return page;
            }
            let mut work = mend(&text, wide, self.rules, self.threshold);
            if page.is_unread() {
                work = work.found(&text);
            }
            let next = Page::new(text, 0, 1, work);
            if !page.is_unread() && !next.is_changed() {
                return page;
            }
            let Some(work) = page.then(&next) else { break };
            drop(next);
            page = page.with(work);
        }
        let work = left(page.source(), column, self.threshold);
        page.with(work)
    }

    pub(crate) fn limit_of_page(&self) -> usize {
        self.page_limit
    }

    pub(crate) fn limit_of_line(&self) -> Option<usize> {
        self.line_limit
    }

    pub(crate) fn is_lossy(&self) -> bool {
        self.lossy
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::FlagKind;

    /// A space in what looks like a title at first, and is a paragraph's last line.
    const TWICE: &str = "图书室开放\n\n“书是大家的，要爱 惜。”陈禾把破了的书一\n本一 本补好。\n";

    #[test]
    fn what_was_mended_is_mended_again() {
        let mender = Mender::new();
        let page = mender.mend(Cow::Borrowed(TWICE), 0, 1, None);
        assert_eq!(page.text(), "图书室开放\n\n“书是大家的，要爱惜。”陈禾把破了的书一\n本一本补好。\n");
        let once = Page::new(Cow::Borrowed(TWICE), 0, 1, mend(TWICE, None, mender.rules, mender.threshold));
        assert_ne!(once.text(), page.text(), "one round does");
    }

    /// The log of a page whose masthead's rows stood in turn tells of the lines as they were read then.
    #[test]
    fn reasons_are_those_of_the_text_in_order() {
        let body = "湖边的路灯亮了\n　　镇里给湖边的步道换上了路灯，\n散步的老人都停下来看灯。过去天一\n黑，湖边的步道就没人敢走，如今吃过\n\
                    晚饭，一家三口能绕着湖边走上一圈。\n路灯不用电费，镇里一年省下11万元，\n这笔钱用来修湖边的栏杆。\n";
        let reasons = |masthead: &str| {
            let text = format!("{masthead}\n\n{body}");
            let page = Mender::new().mend(Cow::Owned(text), 0, 1, None);
            let joins = page
                .edits()
                .filter(|edit| edit.rule == Rule::ColumnBreaks && edit.old == "\n" && edit.margin.is_some());
            joins.map(|edit| (edit.margin, edit.reason.into_owned())).collect::<Vec<_>>()
        };
        let in_turn = reasons("第6版\n\n责任编辑\n\n2031年4月12日\n\n梁禾\n\n星期六");
        assert_eq!(in_turn.len(), 5);
        assert_eq!(in_turn, reasons("第6版 责任编辑 梁禾\n\n2031年4月12日 星期六"));
        // in order, these items by themselves would be other rows
        let few_blanks = reasons("第6版\n2031年4月12日\n编辑：梁禾\n\n星期六\n校对：林渡");
        assert_eq!(few_blanks, reasons("第6版\n\n2031年4月12日 星期六\n编辑：梁禾 校对：林渡"));
    }

    #[test]
    fn blocks_and_flags_are_the_same_whenever_somebody_asks() {
        let text = "镇图书室开放\n镇图书室陶□每天打扫，书架擦得干干净净。\n";
        let page = Mender::new().mend(Cow::Borrowed(text), 0, 1, None);
        let (copy, owned) = (page.clone(), page.clone().into_owned());
        let shown = |page: &Page<'_>| format!("{:?} {:?}", page.articles(), page.flags());
        let there = std::thread::spawn(move || shown(&owned)).join().unwrap();
        assert_eq!((shown(&page), page.blocks().count(), page.flags().count()), (there, 2, 1));
        assert_eq!(shown(&copy), shown(&page.clone()), "asked before it is copied, and after");
        let eager = Mender::new().eager(true).mend(Cow::Borrowed(text), 0, 1, None);
        assert!(eager.later().is_none() && page.later().is_some());
        assert_eq!(shown(&eager), shown(&page));
    }

    #[test]
    fn a_page_that_is_not_done_in_so_many_rounds_stays_and_is_flagged() {
        let mender = Mender::new();
        let once = Page::new(Cow::Borrowed(TWICE), 9, 2, mend(TWICE, None, mender.rules, mender.threshold));
        let page = mender.mend_again(once, None, 1);
        assert_eq!((page.text(), page.offset(), page.number()), (Cow::Borrowed(TWICE), 9, 2));
        let flags: Vec<_> = page.flags().map(|flag| (flag.kind, flag.source)).collect();
        assert_eq!(flags, [(FlagKind::Doubtful, 9..9 + TWICE.len() as u64)]);
        assert_eq!(page.blocks().count(), 3);
    }
}
