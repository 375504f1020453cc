//! The rules: which of several values survives, and which rule said so.

use std::collections::BTreeMap;

use dolen_model::PersonField;

use super::agreement::Completeness;
use crate::configuration::{Survivorship, SurvivorshipRule};
use crate::view::WhyChosen;

/// What stands behind a value.
#[derive(Clone, Debug, Default)]
pub(crate) struct Support {
    /// Numbers of the organisations that give it, ascending, each once.
    pub(crate) organisations: Vec<u32>,
    /// Whether no source had it traced, then the rank of its most trusted organisation: less is better.
    pub(crate) distrust: (bool, usize),
    /// The last day on which a source says it was true.
    pub(crate) newest: i64,
    /// How much it says.
    pub(crate) completeness: Completeness,
    /// The first place of a member that gives it.
    pub(crate) first_place: u32,
}

/// The rules of one field.
pub(crate) struct FieldRule {
    pub(crate) rules: Vec<SurvivorshipRule>,
    /// For each organisation its rank: less is more trusted.
    ranks: Vec<usize>,
}

impl FieldRule {
    /// Rank of an organisation: less is more trusted.
    pub(crate) fn rank(&self, organisation: u32) -> usize {
        self.ranks.get(organisation as usize).copied().unwrap_or(usize::MAX)
    }
}

/// The rules of every field, with the organisations by their numbers.
pub(crate) fn field_rules(survivorship: &Survivorship, organisations: &[String]) -> BTreeMap<PersonField, FieldRule> {
    let of_field = |&field: &PersonField| {
        let own = survivorship.field.get(&field);
        let rules = own.map(|own| &own.rules).filter(|rules| !rules.is_empty()).unwrap_or(&survivorship.rules);
        let trusted = own.map(|own| &own.trusted).filter(|list| !list.is_empty()).unwrap_or(&survivorship.trusted);
        let rank =
            |organisation: &String| trusted.iter().position(|known| known == organisation).unwrap_or(trusted.len());
        (field, FieldRule { rules: rules.clone(), ranks: organisations.iter().map(rank).collect() })
    };
    PersonField::ALL.iter().map(of_field).collect()
}

/// The place of the value that survives, and why; `None` where there is none to choose from.
pub(crate) fn decide(rules: &[SurvivorshipRule], candidates: &[Support]) -> Option<(usize, WhyChosen)> {
    if let [only] = candidates {
        return Some((0, unopposed(only)));
    }
    let mut left: Vec<(usize, &Support)> = candidates.iter().enumerate().collect();
    for rule in rules {
        let best = left.iter().map(|(_, support)| standing(*rule, support)).max()?;
        left.retain(|(_, support)| standing(*rule, support) == best);
        if let [(place, _)] = left.as_slice() {
            return Some((*place, why(*rule)));
        }
    }
    let (place, _) = left.into_iter().min_by_key(|(_, support)| support.first_place)?;
    Some((place, WhyChosen::FirstPublished))
}

/// Why a value survives that no other stands against.
pub(crate) fn unopposed(support: &Support) -> WhyChosen {
    if support.organisations.len() > 1 { WhyChosen::AllAgree } else { WhyChosen::OnlyValue }
}

/// What a rule looks at: more is better.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Standing {
    Trust(std::cmp::Reverse<(bool, usize)>),
    Sources(usize),
    Day(i64),
    Completeness(Completeness),
}

fn standing(rule: SurvivorshipRule, support: &Support) -> Standing {
    match rule {
        SurvivorshipRule::TrustedSource => Standing::Trust(std::cmp::Reverse(support.distrust)),
        SurvivorshipRule::MostSources => Standing::Sources(support.organisations.len()),
        SurvivorshipRule::Newest => Standing::Day(support.newest),
        SurvivorshipRule::MostComplete => Standing::Completeness(support.completeness),
    }
}

const fn why(rule: SurvivorshipRule) -> WhyChosen {
    match rule {
        SurvivorshipRule::TrustedSource => WhyChosen::TrustedSource,
        SurvivorshipRule::MostSources => WhyChosen::MostSources,
        SurvivorshipRule::Newest => WhyChosen::Newest,
        SurvivorshipRule::MostComplete => WhyChosen::MostComplete,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn support(organisations: &[u32], rank: usize, newest: i64, first_place: u32) -> Support {
        Support {
            organisations: organisations.to_vec(),
            distrust: (true, rank),
            newest,
            first_place,
            ..Support::default()
        }
    }

    #[test]
    fn the_first_rule_that_leaves_one_value_decides() {
        use SurvivorshipRule as Rule;
        let candidates = [support(&[0, 1], 5, 10, 0), support(&[2, 3], 1, 9, 1), support(&[4], 0, 30, 2)];
        let decided = |rules: &[Rule]| decide(rules, &candidates);
        assert_eq!(decided(&[Rule::MostSources, Rule::TrustedSource]), Some((1, WhyChosen::TrustedSource)));
        assert_eq!(decided(&[Rule::MostSources, Rule::Newest]), Some((0, WhyChosen::Newest)));
        assert_eq!(decided(&[Rule::TrustedSource]), Some((2, WhyChosen::TrustedSource)));
        assert_eq!(decided(&[Rule::MostSources]), Some((0, WhyChosen::FirstPublished)));
        assert_eq!(decide(&[], &candidates[..1]), Some((0, WhyChosen::AllAgree)));
        assert_eq!(decide(&[], &candidates[2..]), Some((0, WhyChosen::OnlyValue)));
        assert_eq!(decide(&[Rule::Newest], &[]), None);
    }

    #[test]
    fn the_list_of_a_field_comes_before_the_general_one() {
        let mut survivorship = Survivorship { trusted: vec!["b".to_owned()], ..Survivorship::default() };
        survivorship.field.entry(PersonField::Title).or_default().trusted = vec!["a".to_owned()];
        let rules = field_rules(&survivorship, &["a".to_owned(), "b".to_owned()]);
        assert!(rules[&PersonField::Title].rank(0) < rules[&PersonField::Title].rank(1));
        assert!(rules[&PersonField::Sex].rank(1) < rules[&PersonField::Sex].rank(0));
        assert_eq!(rules[&PersonField::Title].rules, survivorship.rules);
    }
}
