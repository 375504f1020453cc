//! All that is true in the current run, to be compared.

use dolen_store::master::{golden, member, pair, run, search_term};

use crate::{Hub, HubFault};

/// Everything of a run. Rows have no numbers here: a row that ended and came back is the same to whoever reads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Everything {
    /// Source record, load, golden record, place.
    pub(crate) members: Vec<(String, i64, String, i64)>,
    /// Id, content, residence, household.
    pub(crate) golden: Vec<(String, String, Option<String>, Option<String>)>,
    /// Everything but the run that first held it.
    pub(crate) pairs: Vec<String>,
    /// Kind, value, golden record.
    pub(crate) terms: Vec<(String, String, String)>,
}

impl Everything {
    /// What everybody reads now.
    pub(crate) async fn current(hub: &Hub) -> Self {
        Self::of(hub, run::current(&hub.store).await.unwrap()).await
    }

    /// What was true in a run.
    pub(crate) async fn of(hub: &Hub, run: i64) -> Self {
        let mut all = Self::default();
        let store = &hub.store;
        member::walk::<HubFault>(store, run, |_, row| {
            all.members.push((row.record, row.load, row.golden, row.place));
            Ok(())
        })
        .await
        .unwrap();
        golden::walk::<HubFault>(store, run, |_, row| {
            all.golden.push((row.id, row.content, row.residence, row.household));
            Ok(())
        })
        .await
        .unwrap();
        pair::walk::<HubFault>(store, run, |_, row| {
            all.pairs.push(format!("{:?}", pair::StoredPair { from_run: 0, ..row }));
            Ok(())
        })
        .await
        .unwrap();
        search_term::walk::<HubFault>(store, run, |_, kind, value, golden| {
            all.terms.push((kind.to_owned(), value.to_owned(), golden.to_owned()));
            Ok(())
        })
        .await
        .unwrap();
        all.members.sort();
        all.golden.sort();
        all.pairs.sort();
        all.terms.sort();
        all
    }

    /// The golden record of a source record.
    pub(crate) fn golden_of(&self, record: &str) -> Option<&str> {
        self.members.iter().find(|member| member.0 == record).map(|member| member.2.as_str())
    }

    /// The members of a golden record, by place.
    pub(crate) fn members_of(&self, golden: &str) -> Vec<&str> {
        let mut members: Vec<_> = self.members.iter().filter(|member| member.2 == golden).collect();
        members.sort_by_key(|member| member.3);
        members.into_iter().map(|member| member.0.as_str()).collect()
    }
}

/// Everything as it stands in the tables, row numbers and runs included, for a run that must be the same to the byte.
pub(crate) async fn rows(hub: &Hub) -> Vec<String> {
    let run = run::current(&hub.store).await.unwrap();
    let mut all = vec![format!("run {run}")];
    for run in 1..=run {
        let stored = run::find(&hub.store, run).await.unwrap().unwrap();
        all.push(format!("{:?} {:?} {:?} {:?}", stored.number, stored.state, stored.basis, stored.model));
        member::walk::<HubFault>(&hub.store, run, |number, row| {
            all.push(format!("{run} {number} {row:?}"));
            Ok(())
        })
        .await
        .unwrap();
        golden::walk::<HubFault>(&hub.store, run, |number, row| {
            all.push(format!("{run} {number} {row:?}"));
            Ok(())
        })
        .await
        .unwrap();
        pair::walk::<HubFault>(&hub.store, run, |number, row| {
            all.push(format!("{run} {number} {row:?}"));
            Ok(())
        })
        .await
        .unwrap();
        search_term::walk::<HubFault>(&hub.store, run, |number, kind, value, golden| {
            all.push(format!("{run} {number} {kind} {value} {golden}"));
            Ok(())
        })
        .await
        .unwrap();
    }
    all
}
