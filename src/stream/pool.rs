//! The stream over several threads: one reads and cuts, the others mend, and the pages come out in order.

use std::any::Any;
use std::collections::VecDeque;
use std::io::BufRead;
use std::iter::FusedIterator;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::mpsc::{self, Receiver, Sender, SyncSender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{Builder, JoinHandle};

use super::Core;
use super::core::Source;
use super::pages::read_on;
use crate::{Error, Mender, Page};

/// How many pages of a stream are under way at once for each thread: one that is mended, and one that waits, so that no
/// thread stands idle while the caller looks at a page.
const AHEAD: usize = 2;

/// And how many short ones, of so many bytes together: a page of 8 KiB is mended in half a millisecond, and two threads with two each
/// stood idle until the caller was woken. By the shortest of nine runs on two cores, two threads were 1.85 times as fast as one, and are
/// 1.97 times with eight each.
const SHORT_AHEAD: usize = 8;
const SHORT_BYTES: usize = 128 << 10;

/// Threads that mend pages, made by [`Mender::pool`]. With the feature `threads`.
///
/// Whoever asks for pages reads and cuts the stream, and the threads mend: what comes out is what [`Mender::repair`] gives, page
/// for page and error for error, in the same order. At most two pages a thread are under way for a stream, or eight where those have no
/// more than 128 KiB together, so that memory stays bounded, and a reader is read no faster than pages are asked for.
///
/// Several streams may share a pool. Its threads end when it and the last stream that it mends are dropped.
#[derive(Debug)]
pub struct Pool {
    mender: Mender,
    threads: Arc<Threads>,
}

/// A page to mend, and where it is waited for.
struct Job {
    source: Source,
    done: SyncSender<Outcome>,
}

/// A page, or the panic that came instead: that goes on where the page is asked for.
type Outcome = Result<Page<'static>, Box<dyn Any + Send>>;

/// A page that was given to the threads: so many bytes.
#[derive(Debug)]
struct Begun {
    page: Receiver<Outcome>,
    bytes: usize,
}

#[derive(Debug)]
struct Threads {
    /// Gone once the threads are to end.
    jobs: Option<Sender<Job>>,
    handles: Vec<JoinHandle<()>>,
}

impl Drop for Threads {
    fn drop(&mut self) {
        self.jobs = None;
        for handle in self.handles.drain(..) {
            // a thread gives its panics to whoever waits for the page, and has none of its own
            let _ = handle.join();
        }
    }
}

impl Pool {
    pub(crate) fn new(mender: Mender, threads: usize) -> Pool {
        let (jobs, queue) = mpsc::channel();
        let queue = Arc::new(Mutex::new(queue));
        let mut handles = Vec::new();
        for _ in 0..if threads > 1 { threads } else { 0 } {
            let (mender, queue) = (mender.clone(), Arc::clone(&queue));
            // where no more threads are to be had, those that there are do
            let Ok(handle) = Builder::new().name("pagemend".into()).spawn(move || work(&mender, &queue)) else { break };
            handles.push(handle);
        }
        Pool { mender, threads: Arc::new(Threads { jobs: Some(jobs), handles }) }
    }

    /// Repairs a stream, page by page, as [`Mender::repair`] does.
    ///
    /// It reads ahead: a page is given out once those behind it are under way too, or the stream has ended. Where pages come
    /// slowly and each is to be seen at once, [`Mender::repair`] is better.
    ///
    /// # Errors
    ///
    /// Those of [`Mender::repair`], once, behind every page that stands before them.
    pub fn repair<R: BufRead>(&self, reader: R) -> PoolPages<R> {
        PoolPages {
            core: self.mender.core(),
            mender: self.mender.clone(),
            reader: Some(reader),
            threads: Arc::clone(&self.threads),
            under_way: VecDeque::new(),
            bytes: 0,
            failed: None,
        }
    }
}

/// Mends what comes, until no more can.
fn work(mender: &Mender, queue: &Mutex<Receiver<Job>>) {
    loop {
        let job = queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(Job { source, done }) = job else { return };
        let page = catch_unwind(AssertUnwindSafe(|| source.mend(mender)));
        // nobody waits for it any more if the stream was dropped
        let _ = done.send(page);
    }
}

/// The mended pages of a reader, in their order, mended by a [`Pool`]: see [`Pool::repair`].
#[derive(Debug)]
pub struct PoolPages<R> {
    core: Core,
    mender: Mender,
    /// Gone once it has ended or failed.
    reader: Option<R>,
    threads: Arc<Threads>,
    under_way: VecDeque<Begun>,
    /// The bytes of those together.
    bytes: usize,
    /// The error that ended the stream, until the pages before it are given out.
    failed: Option<Error>,
}

impl<R: BufRead> PoolPages<R> {
    /// Reads on and gives pages to the threads, as far as the pool allows: what [`next`](Iterator::next) does too, but without
    /// waiting for a page. So a stream may be begun while another is still waited for.
    pub fn read_ahead(&mut self) {
        while self.has_room() && self.begin().is_some() {}
    }

    /// Whether one more page may be under way.
    fn has_room(&self) -> bool {
        let (count, threads) = (self.under_way.len(), self.threads.handles.len());
        count < AHEAD * threads || count < SHORT_AHEAD * threads && self.bytes < SHORT_BYTES
    }

    /// Gives one more page to the threads, or reads a piece on the way to it; `None` where there is nothing more.
    fn begin(&mut self) -> Option<()> {
        match self.core.take_source() {
            Ok(None) => return read_on(&mut self.core, &mut self.reader),
            Ok(Some(source)) => {
                let (done, page) = mpsc::sync_channel(1);
                let bytes = source.bytes();
                self.threads.jobs.as_ref()?.send(Job { source, done }).ok()?;
                self.bytes += bytes;
                self.under_way.push_back(Begun { page, bytes });
            }
            Err(error) => {
                self.reader = None;
                self.failed = Some(error);
            }
        }
        Some(())
    }

    /// The next page, where there are no threads.
    fn alone(&mut self) -> Option<Result<Page<'static>, Error>> {
        loop {
            match self.core.take_source() {
                Ok(None) => read_on(&mut self.core, &mut self.reader)?,
                Ok(Some(source)) => return Some(Ok(source.mend(&self.mender))),
                Err(error) => {
                    self.reader = None;
                    return Some(Err(error));
                }
            }
        }
    }
}

impl<R: BufRead> Iterator for PoolPages<R> {
    type Item = Result<Page<'static>, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.threads.handles.is_empty() {
            return self.alone();
        }
        loop {
            self.read_ahead();
            let Some(Begun { page, bytes }) = self.under_way.pop_front() else { return self.failed.take().map(Err) };
            self.bytes -= bytes;
            match page.recv() {
                Ok(Ok(page)) => return Some(Ok(page)),
                Ok(Err(panic)) => resume_unwind(panic),
                // the thread is gone without a word, which it never does: what stands behind is still given out
                Err(mpsc::RecvError) => {}
            }
        }
    }
}

impl<R: BufRead> FusedIterator for PoolPages<R> {}
