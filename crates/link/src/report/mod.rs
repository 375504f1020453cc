//! The report: one HTML page that needs nothing beside itself, no script and no network.
//!
//! It holds names of columns, ids of a few records and counts; of what the columns hold it shows only the values of the
//! column by which rows are grouped. Every text from outside is escaped, and what is shown of anything is bounded.

mod charts;
mod chosen;
mod clusters;
mod curve;
mod graph;
mod groups;
mod html;
mod model;
mod overview;
mod page;
mod profile;
mod sentences;
mod svg;
mod unlinkable;
mod waterfall;

pub use page::{EvidenceWords, ReportGroups, ReportRequest, write_report};
