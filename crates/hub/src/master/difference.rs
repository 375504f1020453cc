//! What the current run holds already: rows that would be the same again stay, and what is left over ends.

use std::collections::HashMap;

use dolen_store::Store;
use dolen_store::master::golden::{self, StoredGolden};
use dolen_store::master::member::{self, Member};
use dolen_store::master::pair::{self, StoredPair};
use dolen_store::master::search_term::{self, SearchTerm};
use sha2::{Digest, Sha256};

use crate::HubFault;

/// The rows of one table that are true in the current run, by a digest of all that they say, with their numbers.
#[derive(Default)]
pub(crate) struct Rows(HashMap<[u8; 16], i64>);

impl Rows {
    /// Whether a row of the new run must be added: it is not there yet. One that is there stays.
    pub(crate) fn is_new(&mut self, row: impl FnOnce() -> [u8; 16]) -> bool {
        self.0.is_empty() || self.0.remove(&row()).is_none()
    }

    /// The numbers of the rows that the new run does not have, ascending.
    pub(crate) fn left_over(self) -> Vec<i64> {
        let mut numbers: Vec<i64> = self.0.into_values().collect();
        numbers.sort_unstable();
        numbers
    }
}

/// What is true in the current run.
#[derive(Default)]
pub(crate) struct Standing {
    pub(crate) members: Rows,
    pub(crate) golden: Rows,
    pub(crate) pairs: Rows,
    pub(crate) terms: Rows,
}

impl Standing {
    /// Reads what is true in a run; nothing is in run 0.
    ///
    /// # Errors
    /// [`HubFault::Store`].
    pub(crate) async fn read(store: &Store, run: i64) -> Result<Self, HubFault> {
        let mut standing = Self::default();
        if run == 0 {
            return Ok(standing);
        }
        member::walk::<HubFault>(store, run, |number, row| {
            standing.members.0.insert(of_member(&row), number);
            Ok(())
        })
        .await?;
        golden::walk::<HubFault>(store, run, |number, row| {
            standing.golden.0.insert(of_golden(&row), number);
            Ok(())
        })
        .await?;
        pair::walk::<HubFault>(store, run, |number, row| {
            standing.pairs.0.insert(of_pair(&row), number);
            Ok(())
        })
        .await?;
        search_term::walk::<HubFault>(store, run, |number, kind, value, golden| {
            standing.terms.0.insert(term(kind, value, golden), number);
            Ok(())
        })
        .await?;
        Ok(standing)
    }
}

pub(crate) fn of_member(row: &Member) -> [u8; 16] {
    digest(&[row.record.as_bytes(), &row.load.to_be_bytes(), row.golden.as_bytes(), &row.place.to_be_bytes()])
}

pub(crate) fn of_golden(row: &StoredGolden) -> [u8; 16] {
    let optional = |text: &Option<String>| text.clone().unwrap_or_default();
    let (residence, household) = (optional(&row.residence), optional(&row.household));
    digest(&[row.id.as_bytes(), row.content.as_bytes(), residence.as_bytes(), household.as_bytes()])
}

/// Without the run that first held it: the model of that run explains the same pattern with the same weight.
pub(crate) fn of_pair(row: &StoredPair) -> [u8; 16] {
    let (left, right) = row.between.as_ref().map_or(("", ""), |(left, right)| (left.as_str(), right.as_str()));
    digest(&[
        row.left.as_bytes(),
        row.right.as_bytes(),
        &row.weight.to_be_bytes(),
        &row.probability.to_be_bytes(),
        &row.pattern.to_be_bytes(),
        row.guard.as_deref().unwrap_or_default().as_bytes(),
        &[u8::from(row.is_joined)],
        left.as_bytes(),
        right.as_bytes(),
    ])
}

pub(crate) fn of_term(row: &SearchTerm) -> [u8; 16] {
    term(row.kind, &row.value, &row.golden)
}

fn term(kind: &str, value: &str, golden: &str) -> [u8; 16] {
    digest(&[kind.as_bytes(), value.as_bytes(), golden.as_bytes()])
}

/// Half of a SHA-256 over the parts, each behind its length: two rows of a hub never share it.
fn digest(parts: &[&[u8]]) -> [u8; 16] {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    let mut half = [0; 16];
    half.iter_mut().zip(hash.finalize()).for_each(|(byte, hashed)| *byte = hashed);
    half
}
