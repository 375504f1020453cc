//! Explanations as data: why two rows are one person or not, and how a cluster formed.
//!
//! The three questions are those that Senzing's tools ask of an entity: why, why not, how. The answers follow from the
//! specification, the table and the linkage alone; nothing is estimated again.

mod blocking;
mod cut;
mod formation;
mod pair;
mod tree;
mod would_join;

pub use blocking::{PartOnPair, PartState, RuleOnPair, RuleState};
pub use cut::Cut;
pub use formation::{ClusterExplanation, Join, JoinKind};
pub use pair::{Apart, ColumnValues, KeptApart, PairExplanation, Refused, Together, Verdict};
pub use would_join::WouldJoin;

use crate::block::Blocks;
use crate::cluster::{Constraints, Edge};
use crate::fault::LinkFault;
use crate::field::Fields;
use crate::judge::Judge;
use crate::link::{constraints, inverse};
use crate::linkage::{Judgement, Link, Linkage};
use crate::records::Records;
use crate::specification::Specification;
use crate::table::Table;

/// Answers questions about a linkage.
///
/// ```
/// use dolen_link::{Explainer, Specification, Table, Verdict, link};
///
/// let specification = Specification::parse(
///     "[[column]]\nname = 'surname'\nkind = 'family-name'\n[[column]]\nname = 'born'\nkind = 'birth-date'\n",
/// )?;
/// let mut table = Table::new(&["surname", "born"]);
/// table.push("council", "1", [Some("Prosser"), Some("1961-05-06")]);
/// table.push("health", "A7", [Some("Vaughan"), Some("1990-12-30")]);
/// let linkage = link(&specification, &table, &[], &|_| {})?;
/// let explainer = Explainer::new(&specification, &table, &linkage, &[])?;
/// let pair = explainer.pair(0, 1)?;
/// assert!(matches!(pair.verdict, Verdict::Apart(_)));
/// let sum: f64 = pair.evidence.iter().map(|line| line.weight + line.frequency_weight).sum();
/// assert!((sum - pair.weight).abs() < 1e-6);
/// # Ok::<(), dolen_link::LinkFault>(())
/// ```
pub struct Explainer<'a> {
    pub(crate) specification: &'a Specification,
    pub(crate) table: &'a Table,
    pub(crate) linkage: &'a Linkage,
    judgements: &'a [Judgement],
    pub(crate) records: Records,
    blocks: Blocks,
    /// For each row of the table its place in the order.
    places: Vec<u32>,
}

impl<'a> Explainer<'a> {
    /// Brings the table to standard form and forms the blocks once more, which takes as long as in the run itself. All four
    /// must be those of the run.
    ///
    /// # Errors
    /// [`LinkFault::UnknownColumn`] and the other faults of a run, where they are not.
    pub fn new(
        specification: &'a Specification,
        table: &'a Table,
        linkage: &'a Linkage,
        judgements: &'a [Judgement],
    ) -> Result<Self, LinkFault> {
        let rows = table.checked_len()? as usize;
        if linkage.clusters.len() != rows {
            return Err(LinkFault::OtherTable { linked: linkage.clusters.len(), rows });
        }
        let (records, _) = Records::standardise(specification, table)?;
        let blocks = Blocks::new(specification, &records);
        let places = inverse(&records.order);
        Ok(Self { specification, table, linkage, judgements, records, blocks, places })
    }

    /// Asks something that needs pairs compared.
    pub(crate) fn with_judge<T>(&self, ask: impl FnOnce(&Judge<'_>) -> T) -> Result<T, LinkFault> {
        let fields = Fields::new(self.specification, &self.records)?;
        Ok(ask(&Judge::new(&fields, &self.linkage.model, &self.linkage.model.scorer())))
    }

    pub(crate) fn place(&self, row: u32) -> u32 {
        self.places.get(row as usize).copied().unwrap_or(0)
    }

    fn row(&self, place: u32) -> u32 {
        self.records.order.get(place as usize).copied().unwrap_or(0)
    }

    fn check(&self, row: u32) -> Result<u32, LinkFault> {
        let rows = self.table.len();
        if (row as usize) < rows { Ok(row) } else { Err(LinkFault::NoSuchRow { row, rows }) }
    }

    fn cluster_of(&self, row: u32) -> u32 {
        self.linkage.clusters.get(row as usize).copied().unwrap_or(row)
    }

    /// The link between two rows, where it is kept.
    fn link(&self, left: u32, right: u32) -> Option<&Link> {
        let wanted = (left.min(right), left.max(right));
        let place = self.linkage.links.binary_search_by_key(&wanted, |link| (link.left, link.right)).ok()?;
        self.linkage.links.get(place)
    }

    /// The links that may have joined rows, as places, and what clusters had to hold to.
    fn edges(&self, judge: &Judge<'_>) -> (Vec<Edge>, Constraints) {
        let joins = |link: &&Link| f64::from(link.probability) >= self.linkage.threshold;
        let edges: Vec<Edge> = self
            .linkage
            .links
            .iter()
            .filter(joins)
            // A judgement hides the guard of a link, which follows from its pattern.
            .filter(|link| judge.guard(&judge.weigh_pattern(link.pattern)).is_none())
            .map(|link| {
                let (left, right) = (self.place(link.left), self.place(link.right));
                Edge { left: left.min(right), right: left.max(right), weight: link.weight }
            })
            .collect();
        let constraints = constraints(self.table.source_codes(), &self.records.order, self.judgements, &edges);
        (edges, constraints)
    }
}

/// The weight that has a probability.
pub(crate) fn weight_of(probability: f64) -> f64 {
    (probability / (1.0 - probability)).log2()
}
