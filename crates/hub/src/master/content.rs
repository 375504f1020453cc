//! What the store keeps of a golden record: `golden_record.content`.

use dolen_model::{PersonField, Sensitive};
use dolen_store::StoreFault;
use serde::{Deserialize, Serialize};

use crate::HubFault;
use crate::view::WhyChosen;

/// Every field that any member has, in the order in which pages show fields.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct GoldenContent {
    /// The values.
    pub(crate) values: Vec<ChosenValue>,
}

/// A value that survived, and those that did not. Sources are told by the places of members, so that file, row, column and
/// agreement are looked up where they are kept and not copied.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct ChosenValue {
    pub(crate) field: PersonField,
    pub(crate) value: Sensitive<String>,
    pub(crate) why: WhyChosen,
    /// Members that give this value, the one that decided first.
    pub(crate) places: Vec<u32>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) conflicts: Vec<OtherValue>,
}

/// A value that did not survive.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct OtherValue {
    pub(crate) value: Sensitive<String>,
    pub(crate) places: Vec<u32>,
}

impl GoldenContent {
    /// Reads what is stored.
    ///
    /// # Errors
    /// [`HubFault::Store`] where it is not what this version writes.
    pub(crate) fn read(stored: &str) -> Result<Self, HubFault> {
        // The fault of the parser could quote a value: its place alone is told.
        serde_json::from_str(stored).map_err(|fault| {
            let detail = format!("at character {}", fault.column());
            HubFault::Store(StoreFault::Content { what: "golden_record.content", detail })
        })
    }

    /// The value of a field that survived.
    pub(crate) fn value(&self, field: PersonField) -> Option<&Sensitive<String>> {
        self.values.iter().find(|value| value.field == field).map(|value| &value.value)
    }
}
