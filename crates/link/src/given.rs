//! What is known beside the rows.

use std::collections::BTreeMap;

use crate::fault::LinkFault;
use crate::frequencies::Frequencies;
use crate::linkage::Judgement;

/// What is known beside the rows.
#[derive(Clone, Copy, Default)]
pub struct Given<'a> {
    /// What people decided about pairs of rows: it holds, whatever the model says.
    pub judgements: &'a [Judgement],
    /// Pairs whose answer is known: evidence for the model, which decides about these pairs as about any other.
    pub labels: &'a [RowLabel],
    /// How common values are among all people: instead of how common they are in the rows.
    pub frequencies: &'a [Frequencies],
}

/// A pair of rows that somebody labelled.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RowLabel {
    /// A row.
    pub left: u32,
    /// Another row.
    pub right: u32,
    /// Whether they are of one person.
    pub same: bool,
    /// How many pairs it stands for where a linkage is measured; see [`crate::LabelledPair`]. Estimation does not look at it.
    pub weight: f64,
}

impl RowLabel {
    /// Its rows, the smaller first.
    pub(crate) const fn rows(&self) -> (u32, u32) {
        if self.left <= self.right { (self.left, self.right) } else { (self.right, self.left) }
    }
}

impl Given<'_> {
    /// Nothing is known.
    pub const NOTHING: Self = Given { judgements: &[], labels: &[], frequencies: &[] };

    /// Whether it fits a table of so many rows, and does not contradict itself.
    pub(crate) fn check(&self, rows: u32) -> Result<(), LinkFault> {
        let judged = self.judgements.iter().flat_map(|judgement| [judgement.left, judgement.right]);
        let labelled = self.labels.iter().flat_map(|label| [label.left, label.right]);
        if let Some(row) = judged.chain(labelled).find(|&row| row >= rows) {
            return Err(LinkFault::UnknownRow { row, rows: rows as usize });
        }
        let mut known: BTreeMap<(u32, u32), (usize, bool)> = BTreeMap::new();
        for (position, label) in self.labels.iter().enumerate() {
            if label.left == label.right {
                return Err(LinkFault::LabelOfOneRow { position });
            }
            let (earlier, same) = *known.entry(label.rows()).or_insert((position, label.same));
            if same != label.same {
                return Err(LinkFault::LabelsContradict { earlier, position });
            }
        }
        Ok(())
    }
}
