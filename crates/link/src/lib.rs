#![doc = include_str!("../README.md")]

mod ask;
mod block;
mod check;
mod cluster;
mod column;
mod comparison;
mod draw;
mod estimate;
mod evaluate;
mod explain;
mod fault;
mod field;
mod frequencies;
mod given;
mod guard;
mod interner;
mod judge;
mod level;
mod link;
mod linkage;
mod live;
mod memory;
mod model;
mod passes;
mod pattern;
mod plan;
mod progress;
mod propose;
mod recognise;
mod records;
mod report;
mod sample;
mod scorer;
mod share_out;
mod specification;
pub mod splink;
mod standardise;
mod table;
mod texts;
mod threshold;

pub use ask::AskedPair;
pub use block::{RuleCost, blocking_costs};
pub use check::IdentifierCheck;
pub use estimate::Start;
pub use evaluate::{
    Estimate, Evaluation, GroupEvaluation, LabelEvaluation, LabelledPair, SampleDesign, SampleEvaluation, evaluate,
    evaluate_across, evaluate_groups, evaluate_labels, evaluate_sample,
};
pub use explain::{
    Apart, ClusterExplanation, ColumnValues, Cut, Explainer, Join, JoinKind, KeptApart, PairExplanation, PartOnPair,
    PartState, Refused, RuleOnPair, RuleState, Together, Verdict, WouldJoin,
};
pub use fault::LinkFault;
pub use frequencies::Frequencies;
pub use given::{Given, RowLabel};
pub use guard::Guard;
pub use link::{link, link_and_forget};
pub use linkage::{Judgement, Link, Linkage, RuleReport};
pub use live::{Change, ClusterId, Constraint, Event, EventLink, Found, Live, Membership, RecordKey};
pub use memory::Memory;
pub use model::{FieldEvidence, LevelProbabilities, Model};
pub use plan::Plan;
pub use progress::{Progress, Step};
pub use recognise::{LeftOut, Recognised, Recognition, recognise};
pub use report::{EvidenceWords, ReportGroups, ReportRequest, write_report};
pub use specification::{
    BlockingRule, ColumnKind, ColumnSpecification, ComparisonKind, ComparisonSpecification, KeyPart, Measure,
    Specification, Thresholds,
};
pub use table::{Table, VALUE_SEPARATOR};
pub use threshold::Threshold;
