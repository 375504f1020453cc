//! What a match is made from, as one digest: equal digests give equal golden records.

use std::collections::HashSet;

use dolen_ledger::SetDigest;
use dolen_link::{Specification, Threshold};
use dolen_store::master::judgement::{self, StoredJudgement};
use dolen_store::{Snapshot, feed, load};

use crate::erasure::Hidden;
use crate::{Hub, HubFault};

/// Changed whenever the same records would give other golden records, search terms or households than before.
const PIPELINE: &str = "3";

/// What a match is made from.
pub(crate) struct Basis {
    /// Its digest, hexadecimal.
    pub(crate) digest: String,
    /// Judgements in force, oldest first.
    pub(crate) judgements: Vec<StoredJudgement>,
    /// How records are linked.
    pub(crate) specification: Specification,
    /// Ids of the records that are being erased: they are left out.
    pub(crate) hidden: HashSet<String>,
}

impl Basis {
    /// Reads what a match would be made from in a snapshot.
    ///
    /// # Errors
    /// [`HubFault::Store`], [`HubFault::Internal`].
    pub(crate) async fn read(hub: &Hub, snapshot: &mut Snapshot) -> Result<Self, HubFault> {
        let hidden = Hidden::read(&hub.store, &mut *snapshot).await?;
        let mut judgements = judgement::in_force(&mut *snapshot).await?;
        judgements.retain(|judgement| {
            !hidden.records.contains(&judgement.left) && !hidden.records.contains(&judgement.right)
        });
        let specification = specification(hub);
        let configuration = &hub.configuration;
        let settings = serde_json::to_string(&(&configuration.survivorship, configuration.households))
            .map_err(|fault| HubFault::Internal(fault.to_string()))?;
        let mut digest = SetDigest::default();
        digest.push(&["pipeline", PIPELINE]);
        digest.push(&["specification", &specification.to_toml()?]);
        digest.push(&["configuration", &settings]);
        let feeds = feed::all(&mut *snapshot).await?;
        for (feed, sequence) in load::visible(snapshot).await? {
            let Some(feed) = feeds.iter().find(|known| known.name == feed) else { continue };
            // Rows about premises and areas are not matched.
            if matches!(feed.subject.as_str(), "person" | "attribute") {
                digest.push(&["load", &feed.name, &feed.organisation, &feed.subject, &sequence.to_string()]);
            }
        }
        for judgement in &judgements {
            digest.push(&["judgement", &judgement.id]);
        }
        for erasure in &hidden.erasures {
            digest.push(&["erasure", erasure]);
        }
        Ok(Self { digest: digest.finish().1, judgements, specification, hidden: hidden.records })
    }
}

/// The engine's specification of persons with the thresholds of the hub.
fn specification(hub: &Hub) -> Specification {
    let mut specification = Specification::person();
    let matching = &hub.configuration.matching;
    if let Some(review) = matching.review {
        specification.thresholds.review = review;
    }
    specification.join_from(matching.join.map_or(specification.thresholds.join, Threshold::Probability));
    specification
}
