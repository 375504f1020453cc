#![doc = include_str!("../README.md")]

mod columnar;
mod feed;
mod format;
mod limits;
mod map;
mod outcome;
mod postcode_directory;
mod read;
mod rule;
mod summary;

pub use columnar::{ColumnarFault, ColumnarFile, ColumnarFormat};
pub use feed::{Cadence, Delivery, Feed, FeedFault, RowsPerKey};
pub use limits::Limits;
pub use outcome::{ItemRecord, QuarantinedRow, RowContent, RowOutcome, StagedRow};
pub use postcode_directory::{DirectoryEntry, PostcodeDirectory};
pub use read::{ReadOptions, Source, read};
pub use rule::{RULES, Rule, rule};
pub use summary::{Drift, Filled, ReadSummary, RuleTally, Verdict};
