//! Why a pair has its weight: by the model of the run that first held it.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use dolen_link::Model;
use dolen_store::master::pair::StoredPair;
use dolen_store::master::run;
use dolen_store::{Store, StoreFault};

use crate::HubFault;
use crate::view::{FieldEvidence, PairEvidence};

/// Models of runs, each read once.
#[derive(Default)]
pub(crate) struct Models(BTreeMap<i64, Model>);

impl Models {
    /// The evidence of a pair.
    ///
    /// # Errors
    /// [`HubFault::Store`].
    pub(crate) async fn explain(
        &mut self,
        store: &Store,
        pair: &StoredPair,
        judgement: Option<&str>,
    ) -> Result<PairEvidence, HubFault> {
        let model = match self.0.entry(pair.from_run) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => {
                let model = run::find(store, pair.from_run).await?.and_then(|run| run.model);
                place.insert(serde_json::from_str(&model.unwrap_or_default()).map_err(|fault| {
                    HubFault::Store(StoreFault::Content { what: "run.model", detail: fault.to_string() })
                })?)
            }
        };
        let lines = model.evidence_of_pattern(pair.pattern);
        let field = |line: dolen_link::FieldEvidence| FieldEvidence {
            comparison: line.comparison,
            level: line.level,
            weight: line.weight,
            frequency_weight: line.frequency_weight,
        };
        Ok(PairEvidence {
            left: pair.left.clone(),
            right: pair.right.clone(),
            weight: pair.weight,
            probability: pair.probability,
            fields: lines.into_iter().map(field).collect(),
            judgement: judgement.map(str::to_owned),
        })
    }
}
