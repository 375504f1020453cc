//! Rows of a run on their way to the store.

use dolen_store::master::golden::{self, StoredGolden};
use dolen_store::master::member::{self, Member};
use dolen_store::master::pair::{self, StoredPair};
use dolen_store::master::search_term::{self, SearchTerm};

use crate::job::Held;
use crate::{Hub, HubFault};

/// Rows to be written in one transaction. In a file a look-up waits for one batch at most before it may enter the ledger, so
/// batches are small.
#[derive(Default)]
pub(crate) struct Batch {
    pub(crate) members: Vec<Member>,
    pub(crate) golden: Vec<StoredGolden>,
    pub(crate) pairs: Vec<StoredPair>,
    pub(crate) terms: Vec<SearchTerm>,
    /// Numbers of rows that are true no more.
    pub(crate) ended_members: Vec<i64>,
    pub(crate) ended_golden: Vec<i64>,
    pub(crate) ended_pairs: Vec<i64>,
    pub(crate) ended_terms: Vec<i64>,
}

impl Batch {
    /// Rows that are new.
    pub(crate) const fn added(&self) -> usize {
        self.members.len() + self.golden.len() + self.pairs.len() + self.terms.len()
    }

    /// Rows that end.
    pub(crate) const fn ended(&self) -> usize {
        self.ended_members.len() + self.ended_golden.len() + self.ended_pairs.len() + self.ended_terms.len()
    }

    /// Writes the batch under a run that nobody reads.
    ///
    /// # Errors
    /// [`HubFault::Store`].
    pub(crate) async fn write(&self, hub: &Hub, held: &Held, run: i64) -> Result<(), HubFault> {
        if self.added() + self.ended() == 0 {
            return Ok(());
        }
        let mut work = held.begin_unseen(hub).await?;
        member::end(&mut work, run, &self.ended_members).await?;
        golden::end(&mut work, run, &self.ended_golden).await?;
        pair::end(&mut work, run, &self.ended_pairs).await?;
        search_term::end(&mut work, run, &self.ended_terms).await?;
        member::add(&mut work, run, &self.members).await?;
        golden::add(&mut work, run, &self.golden).await?;
        pair::add(&mut work, run, &self.pairs).await?;
        search_term::add(&mut work, run, &self.terms).await?;
        Ok(work.commit().await?)
    }
}
