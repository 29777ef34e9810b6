//! The order in which a page was read, where that is not the order of its source.

use super::change::Span;

/// The stretches of source that were read, in the order in which they were read. What is in none of them was left out.
#[derive(Clone, Debug)]
pub(crate) struct Order {
    spans: Vec<Span>,
    /// Where each stretch begins in the text that was read.
    starts: Vec<u32>,
    /// The rows of the masthead in the text that was read, where it was they that stood in turn.
    rows: Vec<Span>,
}

impl Order {
    /// An order of stretches that do not overlap. Those that stand together in the source become one.
    pub(crate) fn new(stretches: impl IntoIterator<Item = Span>) -> Order {
        let mut spans: Vec<Span> = Vec::new();
        for stretch in stretches.into_iter().filter(|s| s.start < s.end) {
            match spans.last_mut() {
                Some(last) if last.end == stretch.start => last.end = stretch.end,
                _ => spans.push(stretch),
            }
        }
        let mut at = 0;
        let mut begin = |span: &Span| {
            at += span.end - span.start;
            at - (span.end - span.start)
        };
        let starts = spans.iter().map(&mut begin).collect();
        Order { spans, starts, rows: Vec::new() }
    }

    /// The stretches of source, in the order in which they were read.
    pub(crate) fn spans(&self) -> &[Span] {
        &self.spans
    }

    /// The same order, and where in the text that is read the rows of its masthead stand.
    pub(crate) fn with_rows(self, rows: Vec<Span>) -> Order {
        Order { rows, ..self }
    }

    /// The rows of the masthead in the text that was read, if they had to be put in order.
    pub(crate) fn rows(&self) -> &[Span] {
        &self.rows
    }

    /// This order of a text that is itself the text of another one, as an order of that one's source.
    pub(crate) fn of_text_of(&self, first: &Order) -> Order {
        let spans = self.spans.iter().flat_map(|span| sources(Some(first), *span));
        Order::new(spans).with_rows(first.rows.iter().filter_map(|row| self.find(*row)).collect())
    }

    /// The text as it was read.
    pub(crate) fn text(&self, source: &str) -> String {
        self.spans.iter().map(|span| span.of(source)).collect()
    }

    /// All of the text as it was read.
    pub(crate) fn read(&self) -> Span {
        let last = self.spans.last().zip(self.starts.last());
        Span::new(0, last.map_or(0, |(span, at)| at + span.end - span.start))
    }

    /// Where a span of the source stands in the text as it was read, if it is part of one stretch.
    fn find(&self, span: Span) -> Option<Span> {
        let holds = |(stretch, _): &(&Span, &u32)| stretch.start <= span.start && span.end <= stretch.end;
        let (stretch, begins) = self.spans.iter().zip(&self.starts).find(holds)?;
        let start = begins + (span.start - stretch.start);
        Some(Span::new(start, start + (span.end - span.start)))
    }

    /// The stretches of source, in the order of the source.
    pub(crate) fn in_source(&self) -> Vec<Span> {
        let mut spans = self.spans.clone();
        spans.sort_unstable_by_key(|span| span.start);
        spans
    }
}

/// The stretches of source that a span of the text that was read is made of; without an order, the span itself.
#[derive(Clone, Debug)]
pub(crate) struct Sources<'o> {
    order: Option<&'o Order>,
    next: usize,
    span: Span,
}

/// Where a span of the text that was read stands in the source.
pub(crate) fn sources(order: Option<&Order>, span: Span) -> Sources<'_> {
    let next = order.map_or(0, |o| o.starts.partition_point(|&start| start <= span.start).saturating_sub(1));
    Sources { order, next, span }
}

impl Iterator for Sources<'_> {
    type Item = Span;

    fn next(&mut self) -> Option<Span> {
        if self.span.start >= self.span.end {
            return None;
        }
        let Some(order) = self.order else {
            let span = self.span;
            self.span.start = span.end;
            return Some(span);
        };
        let (stretch, begins) = (order.spans.get(self.next)?, order.starts.get(self.next)?);
        let from = stretch.start + self.span.start.checked_sub(*begins)?;
        let end = stretch.end.min(stretch.start + (self.span.end - begins));
        self.span.start += end - from;
        self.next += 1;
        Some(Span::new(from, end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_of_a_text_that_was_in_order_itself() {
        let first = Order::new([(0, 2), (4, 6), (2, 4)].map(|(a, b)| Span::new(a, b)));
        let first = first.with_rows(vec![Span::new(0, 2), Span::new(2, 4), Span::new(1, 3)]);
        assert_eq!(first.text("abcdef"), "abefcd");
        let second = Order::new([(0, 2), (4, 6), (2, 4)].map(|(a, b)| Span::new(a, b)));
        let both = second.of_text_of(&first);
        assert_eq!(both.text("abcdef"), second.text(&first.text("abcdef")));
        let rows: Vec<_> = both.rows().iter().map(|row| (row.start, row.end)).collect();
        assert_eq!(rows, [(0, 2), (4, 6)], "one is parted");
    }

    #[test]
    fn a_span_of_the_read_text_is_found_in_the_source() {
        let order = Order::new([(0, 2), (6, 8), (8, 10), (3, 5)].map(|(a, b)| Span::new(a, b)));
        assert_eq!(order.text("ab-cd-efgh"), "abefghcd");
        let of = |a, b| sources(Some(&order), Span::new(a, b)).map(|s| (s.start, s.end)).collect::<Vec<_>>();
        assert_eq!(of(0, 8), [(0, 2), (6, 10), (3, 5)]);
        assert_eq!(of(1, 3), [(1, 2), (6, 7)]);
        assert_eq!(of(2, 6), [(6, 10)]);
        assert_eq!(of(7, 8), [(4, 5)]);
        assert_eq!(of(3, 3), []);
        assert_eq!(sources(None, Span::new(3, 9)).collect::<Vec<_>>(), [Span::new(3, 9)]);
    }
}
