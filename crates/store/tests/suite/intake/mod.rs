//! Feeds, loads, staged rows and what of them is visible.

mod feed;
mod load;
pub(crate) mod place;
mod source_record;
mod staging;
mod visibility;
