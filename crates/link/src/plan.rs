//! What a run leaves behind, compiled and frozen: later records are matched by it with the same scores.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::block::{Cut, Scheme};
use crate::fault::LinkFault;
use crate::field::Fields;
use crate::link::{Ground, run};
use crate::linkage::{Judgement, Linkage};
use crate::model::Model;
use crate::progress::Progress;
use crate::records::{Records, Statistics};
use crate::specification::Specification;
use crate::table::Table;

/// The form of stored plans. One of another form is made again from its table.
const VERSION: u32 = 1;

/// No stored plan is larger: in bytes.
const LARGEST: usize = 1 << 30;

/// A specification with the estimated model, and how common values, blocks and records of one person are. It holds no text
/// of a row: values are named by numbers that follow from their texts.
///
/// Under one plan a pair of records always has the same score, and a set of records the same clusters, in whatever order they
/// came; see [`crate::Live`].
#[derive(Clone, Serialize, Deserialize)]
pub struct Plan {
    version: u32,
    pub(crate) specification: Specification,
    pub(crate) model: Model,
    pub(crate) statistics: Statistics,
    /// The probability from which on a pair is joined.
    pub(crate) join: f64,
    /// Paths of the blocks that say too little to be compared whole, ascending.
    cut: Vec<u32>,
    /// Sources that hold each person once.
    pub(crate) unique: BTreeSet<String>,
    /// Bits by which the best pair of a record with a cluster is raised; 0 where records are not attached.
    pub(crate) raised: f64,
    /// Rows that it was made from.
    rows: u32,
}

impl Plan {
    /// Links the rows of a table as [`crate::link`] does, and keeps what it found out as a plan.
    ///
    /// # Errors
    /// See [`LinkFault`].
    pub fn make(
        specification: &Specification,
        table: &Table,
        judgements: &[Judgement],
        progress: &(dyn Fn(Progress) + Sync),
    ) -> Result<(Self, Linkage), LinkFault> {
        let (linkage, ground, statistics) = run(specification, table, judgements, progress, Statistics::new)?;
        let Ground { cut, unique, raised } = ground;
        let mut cut: Vec<u32> = cut.into_iter().collect();
        cut.sort_unstable();
        let name = |code: u32| {
            let row = table.source_codes().iter().position(|&known| known == code);
            row.map_or("", |row| table.source(u32::try_from(row).unwrap_or(u32::MAX))).to_owned()
        };
        let plan = Self {
            version: VERSION,
            specification: specification.clone(),
            model: linkage.model.clone(),
            statistics,
            join: linkage.threshold,
            cut,
            unique: unique.into_iter().map(name).collect(),
            raised,
            rows: table.checked_len()?,
        };
        Ok((plan, linkage))
    }

    /// The specification that it was made with.
    pub const fn specification(&self) -> &Specification {
        &self.specification
    }

    /// The model: it explains a link from its pattern.
    pub const fn model(&self) -> &Model {
        &self.model
    }

    /// How many rows it was made from. Where there are many times more by now, it is time for another.
    pub const fn rows(&self) -> u32 {
        self.rows
    }

    /// The plan as bytes, to be kept.
    ///
    /// # Errors
    /// [`LinkFault::UnreadablePlan`] where a number of it has no form in JSON.
    pub fn to_bytes(&self) -> Result<Vec<u8>, LinkFault> {
        serde_json::to_vec(self).map_err(|fault| LinkFault::UnreadablePlan(fault.to_string()))
    }

    /// Reads a plan.
    ///
    /// # Errors
    /// [`LinkFault::UnreadablePlan`] for bytes that are no plan, more than 1 GiB of them, one of another version, or one whose
    /// parts do not fit each other.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, LinkFault> {
        let unreadable = |text: &str| LinkFault::UnreadablePlan(text.to_owned());
        if bytes.len() > LARGEST {
            return Err(unreadable("it has more than 1 GiB"));
        }
        // Where it is wrong is told, not what stands there.
        let read: Self = serde_json::from_slice(bytes).map_err(|fault| {
            unreadable(&format!("line {}, column {} is not as plans are", fault.line(), fault.column()))
        })?;
        if read.version != VERSION {
            return Err(unreadable("it is of another version: make it again"));
        }
        let records = Records::known(&read.specification, &read.statistics);
        let fields = Fields::new(&read.specification, &records)?;
        if !read.model.fits(&fields) {
            return Err(unreadable("its model is not of its specification"));
        }
        Ok(read)
    }

    pub(crate) fn cut(&self) -> Cut {
        self.cut.iter().copied().collect()
    }

    pub(crate) fn scheme(&self) -> Scheme {
        Scheme::new(&self.specification, self.rows as usize)
    }
}
