#![doc = include_str!("../README.md")]

mod attribute;
mod clock;
mod feed_subject;
mod identity;
mod indicator;
mod nhs_number;
mod partial_date;
mod person_field;
mod postcode;
mod problem;
mod record;
mod secret_source;
mod sensitive;
mod sex;
mod text;
mod uprn;

pub use attribute::{Attribute, AttributeRole, AttributeScheme, AttributeType};
pub use clock::{Clock, FixedClock, Timestamp};
pub use feed_subject::FeedSubject;
pub use identity::{CountingIds, IdSource};
pub use indicator::{EVENT_TERMS, EventTerm, INDICATORS, Indicator, event_term, indicator};
pub use nhs_number::{NhsNumber, NhsNumberFault, NhsNumberStatus};
pub use partial_date::{PartialDate, PartialDateFault};
pub use person_field::PersonField;
pub use postcode::{Postcode, PostcodeFault, PostcodeKind};
pub use problem::{Problem, Severity, ValueClass};
pub use record::{FieldValue, PersonRecord};
pub use secret_source::{SecretSource, counted_secrets};
pub use sensitive::Sensitive;
pub use sex::Sex;
pub use text::{Bilingual, Language};
pub use uprn::{Uprn, UprnFault};
