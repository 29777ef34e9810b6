//! The stream: cuts bytes into pages, and mends each.

mod core;
mod cut;
mod pages;
#[cfg(feature = "threads")]
mod pool;
mod str_pages;
mod utf8;

pub use self::core::Core;
pub use pages::Pages;
#[cfg(feature = "threads")]
pub use pool::{Pool, PoolPages};
pub use str_pages::StrPages;

/// The least page limit, in bytes: any character fits.
pub(crate) const LEAST_PAGE: usize = 4;

/// The greatest page limit, in bytes: places within a page are kept in 32 bits.
pub(crate) const GREATEST_PAGE: usize = 1 << 30;
