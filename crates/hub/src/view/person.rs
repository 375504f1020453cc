//! The single view of a person.

use serde::{Deserialize, Serialize};

use dolen_model::{AttributeRole, AttributeType, Bilingual, PartialDate, PersonField, Sensitive, Timestamp};

use super::PersonEvidence;

/// Where a value comes from: file, row, column and the agreement that let it in.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Provenance {
    /// Id of the source record.
    pub record: String,
    /// Slug of the organisation.
    pub organisation: String,
    /// Name of the feed.
    pub feed: String,
    /// Id of the load.
    pub load: String,
    /// Name of the file.
    pub file: String,
    /// Line of the file or row of the sheet.
    pub line: u64,
    /// Sheet or path inside the file.
    pub part: Option<String>,
    /// Column of the file.
    pub column: Option<String>,
    /// Agreement reference of the feed.
    pub agreement: String,
    /// Day to which the value was true at the agency, else the day of the load.
    pub as_at: PartialDate,
}

/// Why a value won: the survivorship rule that decided, of those of the hub's configuration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhyChosen {
    /// Every source that has the field agrees.
    AllAgree,
    /// Only one source has the field.
    OnlyValue,
    /// The source is trusted most for this field.
    TrustedSource,
    /// Most sources agree on it.
    MostSources,
    /// It is the newest.
    Newest,
    /// It is the most complete.
    MostComplete,
    /// All rules were even: the record first published.
    FirstPublished,
}

/// A value that did not win.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ConflictingValue {
    /// The value.
    pub value: Sensitive<String>,
    /// Its sources.
    pub provenance: Vec<Provenance>,
}

/// A value of the golden record.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct GoldenValue {
    /// The field.
    pub field: PersonField,
    /// The value that won.
    pub value: Sensitive<String>,
    /// Why.
    pub why: WhyChosen,
    /// Every source of it, the winner first.
    pub provenance: Vec<Provenance>,
    /// The values that did not win.
    pub conflicts: Vec<ConflictingValue>,
}

/// An agency's involvement.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Involvement {
    /// Slug of the organisation.
    pub organisation: String,
    /// Its name.
    pub organisation_name: Bilingual,
    /// Reference of the person there.
    pub reference: Sensitive<String>,
    /// Lead worker, where sent.
    pub lead_worker: Option<Sensitive<String>>,
    /// Team.
    pub team: Option<String>,
    /// Telephone of the team.
    pub team_phone: Option<String>,
    /// Since when.
    pub since: Option<PartialDate>,
    /// Until when; `None` while it is open.
    pub until: Option<PartialDate>,
    /// Last contact.
    pub last_contact: Option<PartialDate>,
    /// Whether it is open at the moment of viewing.
    pub open: bool,
}

/// An indicator that counts as current.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CurrentIndicator {
    /// Code of the indicator.
    pub code: String,
    /// Its name.
    pub name: Bilingual,
    /// 1 to 4, see [`dolen_model::Indicator`].
    pub sensitivity: u8,
    /// The person's part.
    pub role: AttributeRole,
    /// First and last evidence.
    pub first: Option<PartialDate>,
    /// Last evidence, or its end.
    pub last: Option<PartialDate>,
    /// Distinct events behind it: one event told by two agencies counts once.
    pub events: u32,
    /// When it stops counting, if it does.
    pub expires: Option<PartialDate>,
    /// Where it comes from.
    pub provenance: Vec<Provenance>,
}

/// One thing on the timeline, newest first.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TimelineEvent {
    /// Day it happened or began.
    pub start: Option<PartialDate>,
    /// Day it ended.
    pub end: Option<PartialDate>,
    /// Kind.
    pub kind: AttributeType,
    /// Scheme and term, `dolen-indicator:P01`.
    pub term: String,
    /// Name of the term.
    pub name: Bilingual,
    /// The person's part.
    pub role: AttributeRole,
    /// Name of the organisation.
    pub organisation_name: Bilingual,
    /// Where it comes from.
    pub provenance: Provenance,
}

/// An address, now or before.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AddressLine {
    /// Address without its postcode.
    pub address: Sensitive<String>,
    /// Postcode.
    pub postcode: Option<Sensitive<String>>,
    /// UPRN.
    pub uprn: Option<Sensitive<String>>,
    /// Whether a source gives it as the present one.
    pub current: bool,
    /// Latest day on which a source said so.
    pub as_at: Option<PartialDate>,
    /// Where it comes from.
    pub provenance: Vec<Provenance>,
}

/// Another golden record at the same residence.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct HouseholdMember {
    /// Id of the golden record.
    pub golden: String,
    /// Name.
    pub name: Sensitive<String>,
    /// Date of birth.
    pub birth_date: Option<PartialDate>,
}

/// A source record as it was sent, after its contract.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SourceRecordView {
    /// Where it comes from.
    pub provenance: Provenance,
    /// Name of the organisation.
    pub organisation_name: Bilingual,
    /// Reference there.
    pub reference: Sensitive<String>,
    /// Field and value, in the order sent.
    pub values: Vec<(PersonField, Sensitive<String>)>,
    /// Number of attributes.
    pub attributes: usize,
}

/// What a fact is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FactOf {
    /// A value of a field.
    Field(PersonField),
    /// An attribute.
    Attribute {
        /// Kind.
        kind: AttributeType,
        /// Name of the term.
        name: Bilingual,
        /// The person's part.
        role: AttributeRole,
    },
}

/// Something that a source said, with when it was so and when the hub knew it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Fact {
    /// What it is about.
    pub of: FactOf,
    /// The value, or scheme and term of an attribute; several of one field together.
    pub value: Sensitive<String>,
    /// First day on which it was so: of an attribute its beginning, of a value the first day to which a record told it.
    pub valid_from: Option<PartialDate>,
    /// First day on which it was no longer so (of an attribute its end); none where that is not known.
    pub valid_until: Option<PartialDate>,
    /// When the hub began to know it so.
    pub known_from: Timestamp,
    /// When the hub learnt otherwise; none where it did not, up to the end of the day that is looked back to.
    pub known_until: Option<Timestamp>,
    /// Where it was told first.
    pub source: Provenance,
}

/// Everything on one page about one person.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SingleView {
    /// Id of the golden record.
    pub golden: String,
    /// Moment of the viewing.
    pub viewed_at: Timestamp,
    /// Day at whose end everything is as it was known; none for now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_at: Option<PartialDate>,
    /// Ledger sequence of the consultation that this view was given under.
    pub consultation: i64,
    /// Values with why they won.
    pub values: Vec<GoldenValue>,
    /// Who is involved, open ones first.
    pub involvements: Vec<Involvement>,
    /// Current indicators, by sensitivity then recency.
    pub indicators: Vec<CurrentIndicator>,
    /// Everything, newest first.
    pub timeline: Vec<TimelineEvent>,
    /// Addresses, present ones first.
    pub addresses: Vec<AddressLine>,
    /// Others at the residence; none for a residence of many (a care home, a hostel).
    pub household: Vec<HouseholdMember>,
    /// Number of people at the residence, this one included.
    pub residence_size: u32,
    /// Source records.
    pub sources: Vec<SourceRecordView>,
    /// Why they are one person.
    pub evidence: PersonEvidence,
    /// What was known when, where one looks back to a day.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<Fact>,
}

impl SingleView {
    /// The winning value of a field.
    pub fn value(&self, field: PersonField) -> Option<&Sensitive<String>> {
        self.values.iter().find(|value| value.field == field).map(|value| &value.value)
    }
}
