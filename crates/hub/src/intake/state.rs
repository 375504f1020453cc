//! How the state of a load is stored.

use dolen_store::StoreFault;

use crate::HubFault;
use crate::view::LoadState;

/// The stored name.
pub(super) const fn name(state: LoadState) -> &'static str {
    match state {
        LoadState::Landed => "landed",
        LoadState::Held => "held",
        LoadState::Published => "published",
        LoadState::Rejected => "rejected",
        LoadState::Discarded => "discarded",
    }
}

/// Reads the stored name.
pub(super) fn from_name(text: &str) -> Result<LoadState, HubFault> {
    [LoadState::Landed, LoadState::Held, LoadState::Published, LoadState::Rejected, LoadState::Discarded]
        .into_iter()
        .find(|state| name(*state) == text)
        .ok_or_else(|| StoreFault::Content { what: "load.state", detail: "unknown state".to_owned() }.into())
}
