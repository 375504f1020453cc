#![doc = include_str!("../README.md")]

mod block;
mod cluster;
mod column;
mod estimate;
mod evaluate;
mod fault;
mod field;
mod guard;
mod interner;
mod judge;
mod level;
mod link;
mod linkage;
mod live;
mod model;
mod pattern;
mod plan;
mod progress;
mod propose;
mod recognise;
mod records;
mod sample;
mod scorer;
mod share_out;
mod specification;
pub mod splink;
mod standardise;
mod table;
mod texts;
mod threshold;

pub use block::{RuleCost, blocking_costs};
pub use estimate::Start;
pub use evaluate::{Evaluation, evaluate, evaluate_across};
pub use fault::LinkFault;
pub use guard::Guard;
pub use link::link;
pub use linkage::{Judgement, Link, Linkage, RuleReport};
pub use live::{Change, ClusterId, Constraint, Event, EventLink, Found, Live, Membership, RecordKey};
pub use model::{FieldEvidence, LevelProbabilities, Model};
pub use plan::Plan;
pub use progress::{Progress, Step};
pub use recognise::{LeftOut, Recognised, Recognition, recognise};
pub use specification::{
    BlockingRule, ColumnKind, ColumnSpecification, ComparisonKind, ComparisonSpecification, KeyPart, Specification,
    Thresholds,
};
pub use table::{Table, VALUE_SEPARATOR};
pub use threshold::Threshold;
