//! Who else lives there.

use dolen_model::{PartialDate, PersonField, Sensitive};
use dolen_store::master::golden::{self, StoredGolden};

use super::names::full_name;
use super::sources::content;
use crate::view::HouseholdMember;
use crate::{Hub, HubFault};

/// Most members shown: no household is larger, see `households.largest`.
const SHOWN: i64 = 100;

/// The other people of the household, by name, and the number of people at the residence, this one included. Where many
/// live at one residence there is no household, and only the number is told.
///
/// # Errors
/// [`HubFault::Store`].
pub(super) async fn household(hub: &Hub, run: i64, of: &StoredGolden) -> Result<(Vec<HouseholdMember>, u32), HubFault> {
    let size = match &of.residence {
        Some(residence) => golden::count_at_residence(&hub.store, run, residence).await?,
        None => 0,
    };
    let mut members = Vec::new();
    if let Some(household) = &of.household {
        for other in golden::of_household(&hub.store, run, household, SHOWN).await? {
            if other.id != of.id {
                members.push(member(&other)?);
            }
        }
    }
    members.sort_by(|one, other| (&one.name, &one.golden).cmp(&(&other.name, &other.golden)));
    Ok((members, u32::try_from(size).unwrap_or(u32::MAX)))
}

fn member(stored: &StoredGolden) -> Result<HouseholdMember, HubFault> {
    let content = content(stored)?;
    let birth_date = content.value(PersonField::BirthDate);
    Ok(HouseholdMember {
        golden: stored.id.clone(),
        name: Sensitive::new(full_name(&content)),
        birth_date: birth_date.and_then(|date| PartialDate::parse_iso(date.expose()).ok()),
    })
}
