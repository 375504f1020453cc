//! Cutting a source record out of the golden records that it was part of, in every run.

use std::collections::BTreeSet;

use dolen_model::{PersonField, Sensitive};
use dolen_store::Work;
use dolen_store::erasure as stored;

use crate::HubFault;
use crate::master::GoldenContent;

/// Cuts some source records out of every state of every golden record; those that only they were part of go. Answers how
/// many states were changed or went.
///
/// # Errors
/// [`HubFault::Store`].
pub(super) async fn cut(work: &mut Work, records: &[String]) -> Result<u64, HubFault> {
    let mut changed = 0;
    for golden in stored::golden_records(work, records).await? {
        let mut gone = Vec::new();
        for state in stored::states(work, &golden.id, records).await? {
            if state.erased.is_empty() {
                continue;
            }
            changed += 1;
            if state.others == 0 {
                gone.push(state.number);
                continue;
            }
            let erased: BTreeSet<u32> = state.erased.iter().filter_map(|&place| u32::try_from(place).ok()).collect();
            let content = GoldenContent::read(state.content.expose())?.without(&erased);
            let has_home = content.value(PersonField::Address).is_some();
            let text = serde_json::to_string(&content).map_err(|fault| HubFault::Internal(fault.to_string()))?;
            stored::rewrite(work, state.number, &Sensitive::new(text), has_home).await?;
        }
        stored::remove(work, &golden.id, &gone).await?;
    }
    Ok(changed)
}

impl GoldenContent {
    /// What is left of it without the members at some places. Where the value that survived came from them alone, the next
    /// one takes its place.
    fn without(mut self, erased: &BTreeSet<u32>) -> Self {
        for value in &mut self.values {
            value.places.retain(|place| !erased.contains(place));
            for other in &mut value.conflicts {
                other.places.retain(|place| !erased.contains(place));
            }
            value.conflicts.retain(|other| !other.places.is_empty());
            if value.places.is_empty() && !value.conflicts.is_empty() {
                let next = value.conflicts.remove(0);
                (value.value, value.places) = (next.value, next.places);
            }
        }
        self.values.retain(|value| !value.places.is_empty());
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::master::{ChosenValue, OtherValue};
    use crate::view::WhyChosen;

    fn chosen(field: PersonField, text: &str, places: &[u32], conflicts: &[(&str, &[u32])]) -> ChosenValue {
        let other =
            |(text, places): &(&str, &[u32])| OtherValue { value: (*text).to_owned().into(), places: places.to_vec() };
        ChosenValue {
            field,
            value: text.to_owned().into(),
            why: WhyChosen::MostSources,
            places: places.to_vec(),
            conflicts: conflicts.iter().map(other).collect(),
        }
    }

    #[test]
    fn what_only_the_erased_said_is_gone_and_what_others_said_too_stays() {
        let values = vec![
            chosen(PersonField::FamilyName, "Rees", &[0, 1], &[("Rhys", &[2])]),
            chosen(PersonField::GivenNames, "Mair", &[1], &[("Mary", &[0]), ("Marie", &[1, 2])]),
            chosen(PersonField::NhsNumber, "9434765919", &[1], &[]),
        ];
        let left = GoldenContent { values }.without(&BTreeSet::from([1]));
        let wanted = vec![
            chosen(PersonField::FamilyName, "Rees", &[0], &[("Rhys", &[2])]),
            chosen(PersonField::GivenNames, "Mary", &[0], &[("Marie", &[2])]),
        ];
        assert!(left == GoldenContent { values: wanted });
    }
}
