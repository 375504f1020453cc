//! Vulnerability attributes, in the terms of the UK Vulnerabilities Data Standard (SAVVI, alpha of June 2026).

use serde::{Deserialize, Serialize};

use crate::PartialDate;

/// What kind of thing an attribute is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AttributeType {
    /// Something that is so for a time: lives alone.
    Circumstance,
    /// Something that happened: a fall.
    Event,
    /// Something an organisation does for the person: a care and support plan.
    Service,
    /// A judgement of risk: domestic abuse.
    Risk,
}

impl AttributeType {
    /// The word that the standard's CSV uses.
    pub const fn as_standard(self) -> &'static str {
        match self {
            Self::Circumstance => "Circumstance",
            Self::Event => "Event",
            Self::Service => "Service",
            Self::Risk => "Risk",
        }
    }

    /// Reads the word of the standard's CSV, any case.
    pub fn from_standard(text: &str) -> Option<Self> {
        [Self::Circumstance, Self::Event, Self::Service, Self::Risk]
            .into_iter()
            .find(|kind| kind.as_standard().eq_ignore_ascii_case(text.trim()))
    }
}

/// Whose part the person has in it. Mandatory: a victim must never be shown as an offender.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AttributeRole {
    /// It is about this person.
    #[default]
    Subject,
    /// It was done to this person.
    Victim,
    /// This person is recorded as having done it.
    Perpetrator,
    /// This person cares for the subject.
    Carer,
    /// This person is a parent of the subject.
    Parent,
    /// This person lives with the subject.
    Household,
}

impl AttributeRole {
    const ALL: [Self; 6] = [Self::Subject, Self::Victim, Self::Perpetrator, Self::Carer, Self::Parent, Self::Household];

    /// The stored word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Subject => "subject",
            Self::Victim => "victim",
            Self::Perpetrator => "perpetrator",
            Self::Carer => "carer",
            Self::Parent => "parent",
            Self::Household => "household",
        }
    }

    /// Reads the stored word.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == name)
    }
}

/// The list of terms that an attribute's term is taken from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AttributeScheme(pub String);

impl AttributeScheme {
    /// Dolen's indicators, see [`crate::INDICATORS`].
    pub const INDICATOR: &'static str = "dolen-indicator";
    /// Dolen's plain events, see [`crate::EVENT_TERMS`].
    pub const EVENT: &'static str = "dolen-event";
}

/// One attribute of a person with its provenance in time.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Attribute {
    /// Kind.
    pub kind: AttributeType,
    /// Scheme of the term.
    pub scheme: AttributeScheme,
    /// Term, a code of its scheme.
    pub term: String,
    /// Day it happened or began.
    pub start: Option<PartialDate>,
    /// Day it ended.
    pub end: Option<PartialDate>,
    /// The person's part in it.
    pub role: AttributeRole,
    /// The agency's own reference of the event, so that one event told by two agencies counts once.
    pub event_reference: Option<String>,
    /// Columns of the agency's file that it was read from, the term's own first.
    pub columns: Vec<String>,
}
