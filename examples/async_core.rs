//! Pages from a connection that is read asynchronously: the core takes bytes as they come. No runtime is needed for it; the one
//! here is the least that runs.

use std::future::{Future, poll_fn};
use std::io;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use pagemend::{Mender, Page};

/// What gives bytes in its own time, as a socket of your runtime does.
struct Connection<'a> {
    chunks: std::slice::Chunks<'a, u8>,
    is_ready: bool,
}

impl<'a> Connection<'a> {
    /// The next bytes, none at the end.
    async fn read(&mut self) -> io::Result<&'a [u8]> {
        poll_fn(|context| {
            self.is_ready = !self.is_ready;
            if self.is_ready {
                Poll::Ready(Ok(self.chunks.next().unwrap_or_default()))
            } else {
                context.waker().wake_by_ref();
                Poll::Pending
            }
        })
        .await
    }
}

/// Mends what comes, page by page.
async fn mend(mut from: Connection<'_>, mut each: impl FnMut(Page<'static>)) -> Result<(), Box<dyn std::error::Error>> {
    let mut core = Mender::new().core();
    loop {
        let bytes = from.read().await?;
        if bytes.is_empty() {
            core.finish();
        } else {
            core.push(bytes);
        }
        while let Some(page) = core.take()? {
            each(page);
        }
        if bytes.is_empty() {
            return Ok(());
        }
    }
}

/// Runs a future to its end.
fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let text = "定于4月 2日召开。\n\x0c全线14.6 公里。\n";
    let mut mended = Vec::new();
    block_on(mend(Connection { chunks: text.as_bytes().chunks(5), is_ready: true }, |page| {
        mended.push(page.to_string())
    }))?;
    assert_eq!(mended, ["定于4月2日召开。\n\x0c", "全线14.6公里。\n"]);
    print!("{}", mended.concat());
    Ok(())
}
