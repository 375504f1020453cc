//! Finding a person.

use serde::{Deserialize, Serialize};

use dolen_model::{Bilingual, PartialDate, Sensitive};

/// What a user searches by. Searching needs an identifier (NHS number, agency reference) or at least two of the others.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Query {
    /// Given or family names, or both.
    pub name: Option<Sensitive<String>>,
    /// Date of birth: `1980-02-01`, `1/2/1980`, `1980`.
    pub birth_date: Option<Sensitive<String>>,
    /// Postcode, whole or outward part.
    pub postcode: Option<Sensitive<String>>,
    /// NHS number, any spacing.
    pub nhs_number: Option<Sensitive<String>>,
    /// An agency's own reference of the person.
    pub reference: Option<Sensitive<String>>,
}

/// One person found: as little as choosing needs, and no score (NHS England, PDS FHIR conformance: the user chooses on
/// the data).
#[derive(Clone, Debug, Serialize)]
pub struct SearchHit {
    /// Id of the golden record.
    pub golden: String,
    /// `FAMILY, Given`; empty where no source has a name.
    pub name: Sensitive<String>,
    /// Date of birth.
    pub birth_date: Option<PartialDate>,
    /// First line and postcode.
    pub part_address: Option<Sensitive<String>>,
    /// Names of organisations that hold a record.
    pub organisations: Vec<Bilingual>,
    /// Whether a source records the person as dead.
    pub dead: bool,
}

/// What was found.
#[derive(Clone, Debug, Default, Serialize)]
pub struct SearchResult {
    /// At most the limit, best first.
    pub hits: Vec<SearchHit>,
    /// Whether there were more: the user is asked to refine.
    pub more: bool,
    /// Who else is similar, the likest first; nothing where that could not be asked: in a process that does not serve, which has no
    /// matcher's index, and in one whose index is being built or changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub similar: Option<Vec<SimilarHit>>,
}

/// A person who is similar to the one that was asked for.
#[derive(Clone, Debug, Serialize)]
pub struct SimilarHit {
    /// The person.
    #[serde(flatten)]
    pub hit: SearchHit,
    /// log2 of the odds that it is the one who was asked for.
    pub weight: f64,
}

/// Whom a search found, without a value of anybody: to show the same people again.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Found {
    /// Ids of golden records, in the order in which they are shown.
    pub golden: Vec<String>,
    /// Whether there were more.
    pub more: bool,
    /// Ids of golden records that were similar, in the order in which they are shown, with their weights; nothing where that could
    /// not be asked.
    #[serde(default)]
    pub similar: Option<Vec<(String, f64)>>,
}

impl Found {
    /// Of what was shown.
    pub fn of(result: &SearchResult) -> Self {
        let kept = |similar: &SimilarHit| (similar.hit.golden.clone(), similar.weight);
        Self {
            golden: result.hits.iter().map(|hit| hit.golden.clone()).collect(),
            more: result.more,
            similar: result.similar.as_ref().map(|similar| similar.iter().map(kept).collect()),
        }
    }
}
