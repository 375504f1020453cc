//! What is known of the records that are there, beside what they say.

use std::collections::{BTreeMap, BTreeSet};

use super::courses::Courses;
use super::groups::Groups;
use super::judgements::Judgements;
use super::links::{Links, Near};
use super::register::Register;
use crate::cluster::Attachment;
use crate::link::lowered;
use crate::plan::Plan;

/// Records, links, clusters and judgements.
pub(crate) struct State {
    pub(crate) register: Register,
    pub(crate) links: Links,
    /// For each slot the clusters that it was in while they were formed.
    pub(crate) courses: Courses,
    pub(crate) groups: Groups,
    pub(crate) judgements: Judgements,
    /// Codes of the sources that hold each person once.
    pub(crate) unique: BTreeSet<u32>,
    pub(crate) bounds: Bounds,
    /// Records that are about to take their places in clusters that were there before.
    pub(crate) recalled: BTreeMap<u32, u32>,
    /// The number of the next event.
    pub(crate) next: u64,
}

/// Probabilities from which links count.
#[derive(Clone, Copy)]
pub(crate) struct Bounds {
    /// A pair is joined.
    pub(crate) join: f64,
    /// A pair that was joined stays so through changes.
    fracture: f64,
    /// A link is a rival of others, or attaches a record that says little.
    rival: f64,
    /// Bits by which the best pair of a record with a cluster is raised; 0 where records are not attached.
    raised: f64,
    /// The least weight along which a record is attached.
    hot: f64,
}

impl State {
    pub(crate) fn new(plan: &Plan, fracture: Option<f64>) -> Self {
        let mut register = Register::default();
        let unique = plan.unique.iter().map(|source| register.code_of_source(source)).collect();
        Self {
            register,
            links: Links::default(),
            courses: Courses::default(),
            groups: Groups::default(),
            judgements: Judgements::default(),
            unique,
            bounds: Bounds::new(plan, fracture),
            recalled: BTreeMap::new(),
            next: 0,
        }
    }
}

impl State {
    /// The slots that are in one cluster with one, itself included.
    pub(crate) fn mates(&self, slot: u32) -> &[u32] {
        self.groups.of(slot).map_or(&[], |group| self.groups.slots(group))
    }
}

impl Bounds {
    fn new(plan: &Plan, fracture: Option<f64>) -> Self {
        let join = plan.join;
        let fracture = fracture.map_or(join, |fracture| fracture.clamp(0.0, join));
        let attachment = Attachment { raised: plan.raised, threshold: join };
        let rival = lowered(plan.specification.thresholds.review, plan.raised);
        Self { join, fracture, rival, raised: plan.raised, hot: attachment.least() }
    }

    /// The least probability of a link that counts for anything.
    pub(crate) const fn least(&self) -> f64 {
        if self.raised > 0.0 { self.fracture.min(self.rival) } else { self.fracture }
    }

    /// Whether changes leave some pairs joined that would not be joined anew.
    pub(crate) const fn holds(&self) -> bool {
        self.fracture < self.join
    }

    /// Whether a link is enough to stay joined, and not to be joined.
    pub(crate) fn can_hold(&self, near: &Near) -> bool {
        (self.fracture..self.join).contains(&f64::from(near.probability))
    }

    pub(crate) fn joins(&self, near: &Near) -> bool {
        f64::from(near.probability) >= self.join || (near.is_held && self.can_hold(near))
    }

    pub(crate) fn is_rival(&self, near: &Near) -> bool {
        self.raised > 0.0 && f64::from(near.probability) >= self.rival
    }

    /// Whether a record may be attached along a link.
    pub(crate) fn is_hot(&self, near: &Near) -> bool {
        self.is_rival(near) && f64::from(near.weight) >= self.hot
    }

    /// Whether two records may be in one cluster on account of a link.
    pub(crate) fn hangs_together(&self, near: &Near) -> bool {
        self.joins(near) || self.is_hot(near)
    }

    pub(crate) const fn attachment(&self) -> Attachment {
        Attachment { raised: self.raised, threshold: self.join }
    }
}
