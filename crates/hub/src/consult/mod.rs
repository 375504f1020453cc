//! Finding a person and opening the single view. Both are consultations: the ledger has them before anything is given out.

use crate::view::{Query, SearchResult, SingleView};
use crate::{Hub, HubFault};

/// Finds people by an identifier, or by two of name, date of birth and postcode.
pub async fn find(_hub: &Hub, _query: &Query, _actor: &str) -> Result<SearchResult, HubFault> {
    Err(HubFault::Internal("not joined yet".to_owned()))
}

/// Opens a person.
pub async fn open(_hub: &Hub, _golden: &str, _reason: &str, _actor: &str) -> Result<SingleView, HubFault> {
    Err(HubFault::Internal("not joined yet".to_owned()))
}
