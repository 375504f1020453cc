//! What the edges (pages, command line) are given to show: plain data, no behaviour, no HTTP, no SQL.

mod evidence;
mod load;
mod person;
mod search;

pub use evidence::{FieldEvidence, JudgedPair, PairEvidence, PersonEvidence};
pub use load::{LoadReport, LoadState, LoadSummary, Measure, RuleCount};
pub use person::{
    AddressLine, ConflictingValue, CurrentIndicator, Fact, FactOf, GoldenValue, HouseholdMember, Involvement,
    Provenance, SingleView, SourceRecordView, TimelineEvent, WhyChosen,
};
pub use search::{Found, Query, SearchHit, SearchResult, SimilarHit};
