//! Two clocks: when something was so, and when the hub knew it. Pure reckoning; the reading is done elsewhere.

use std::collections::BTreeMap;

use dolen_model::{PartialDate, Timestamp};

/// Something that a source says, with both clocks: it was so from `valid_from` up to but without `valid_until`, and the hub
/// said so from `known_from` up to but without `known_until`. No end is none that is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fact<V, S> {
    pub(super) value: V,
    pub(super) valid_from: Option<PartialDate>,
    pub(super) valid_until: Option<PartialDate>,
    pub(super) known_from: Timestamp,
    pub(super) known_until: Option<Timestamp>,
    pub(super) source: S,
}

/// What was so for a time, as it is known at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Period<V, S> {
    pub(super) value: V,
    pub(super) valid_from: Option<PartialDate>,
    pub(super) valid_until: Option<PartialDate>,
    pub(super) source: S,
}

/// What one version of a record says on a day; nothing where it says no more.
#[derive(Clone, Debug)]
pub(super) struct Telling<V, S> {
    pub(super) value: Option<V>,
    /// Day to which the version was true.
    pub(super) as_at: PartialDate,
    pub(super) source: S,
}

/// The times for which values held, by what is told of single days: each from the first day on which it was told up to the
/// first on which something else was. Of two tellings of one day the later in the list counts.
pub(super) fn periods<V: Clone + PartialEq, S: Clone>(tellings: &[Telling<V, S>]) -> Vec<Period<V, S>> {
    let by_day: BTreeMap<PartialDate, &Telling<V, S>> =
        tellings.iter().map(|telling| (telling.as_at, telling)).collect();
    let mut periods: Vec<Period<V, S>> = Vec::new();
    for (day, telling) in by_day {
        let open = periods.last_mut().filter(|period| period.valid_until.is_none());
        if let Some(open) = open {
            if telling.value.as_ref() == Some(&open.value) {
                continue;
            }
            open.valid_until = Some(day);
        }
        if let Some(value) = &telling.value {
            periods.push(Period {
                value: value.clone(),
                valid_from: Some(day),
                valid_until: None,
                source: telling.source.clone(),
            });
        }
    }
    periods
}

/// What was known from when to when, by what was known after each moment; moments rise. A period that goes on being known
/// keeps the source that told it first.
pub(super) fn facts<V: Clone + PartialEq, S: Clone>(states: Vec<(Timestamp, Vec<Period<V, S>>)>) -> Vec<Fact<V, S>> {
    let mut facts: Vec<Fact<V, S>> = Vec::new();
    for (moment, periods) in states {
        let mut going_on = vec![false; periods.len()];
        for fact in facts.iter_mut().filter(|fact| fact.known_until.is_none()) {
            let same =
                periods.iter().zip(&mut going_on).find(|(period, is_taken)| !**is_taken && is_same(fact, period));
            match same {
                Some((_, is_taken)) => *is_taken = true,
                None => fact.known_until = Some(moment),
            }
        }
        let new = periods.into_iter().zip(going_on).filter(|(_, is_taken)| !is_taken);
        facts.extend(new.map(|(period, _)| Fact {
            value: period.value,
            valid_from: period.valid_from,
            valid_until: period.valid_until,
            known_from: moment,
            known_until: None,
            source: period.source,
        }));
    }
    // What came and went at one moment was never known to anybody.
    facts.retain(|fact| fact.known_until != Some(fact.known_from));
    facts
}

fn is_same<V: PartialEq, S>(fact: &Fact<V, S>, period: &Period<V, S>) -> bool {
    fact.value == period.value && fact.valid_from == period.valid_from && fact.valid_until == period.valid_until
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    type Told = Telling<u8, usize>;

    fn day(number: u16) -> PartialDate {
        PartialDate::from_epoch_days(i64::from(number)).unwrap()
    }

    prop_compose! {
        /// Tellings in the order of their publication, each with its moment: days in any order, values that return.
        fn published()(told in prop::collection::vec((prop::option::of(0..4_u8), 0..12_u16, 0..3_i64), 0..12)) -> Vec<(Timestamp, Told)> {
            let mut moment = 0;
            told.into_iter().enumerate().map(|(source, (value, as_at, later))| {
                moment += later;
                (Timestamp(moment), Telling { value, as_at: day(as_at), source })
            }).collect()
        }
    }

    /// What is told up to a moment.
    fn until(published: &[(Timestamp, Told)], moment: Timestamp) -> Vec<Told> {
        published.iter().filter(|(at, _)| *at <= moment).map(|(_, telling)| telling.clone()).collect()
    }

    fn states(published: &[(Timestamp, Told)]) -> Vec<(Timestamp, Vec<Period<u8, usize>>)> {
        let mut moments: Vec<Timestamp> = published.iter().map(|(at, _)| *at).collect();
        moments.dedup();
        moments.into_iter().map(|moment| (moment, periods(&until(published, moment)))).collect()
    }

    /// What facts say was known at a moment, without their sources.
    fn known(facts: &[Fact<u8, usize>], moment: Timestamp) -> Vec<(u8, Option<PartialDate>, Option<PartialDate>)> {
        let is_known =
            |fact: &&Fact<u8, usize>| fact.known_from <= moment && fact.known_until.is_none_or(|until| moment < until);
        let mut known: Vec<_> =
            facts.iter().filter(is_known).map(|fact| (fact.value, fact.valid_from, fact.valid_until)).collect();
        known.sort_by_key(|known| known.1);
        known
    }

    proptest! {
        #[test]
        fn at_every_moment_is_known_what_was_told_until_then_and_nothing_that_came_later(published in published(), moment in 0..40_i64) {
            let moment = Timestamp(moment);
            let told: Vec<_> = periods(&until(&published, moment))
                .into_iter()
                .map(|period| (period.value, period.valid_from, period.valid_until))
                .collect();
            prop_assert_eq!(&known(&facts(states(&published)), moment), &told);
            // Later publications do not change it.
            let then: Vec<_> = published.iter().filter(|(at, _)| *at <= moment).cloned().collect();
            prop_assert_eq!(&known(&facts(states(&then)), moment), &told);
        }

        #[test]
        fn of_one_field_one_value_holds_on_a_day(published in published(), moment in 0..40_i64) {
            let known = known(&facts(states(&published)), Timestamp(moment));
            for pair in known.windows(2) {
                prop_assert!(pair[0].2.is_some() && pair[0].2 <= pair[1].1, "{:?}", known);
            }
            for fact in &known {
                prop_assert!(fact.2.is_none_or(|until| fact.1 < Some(until)), "{:?}", known);
            }
        }

        #[test]
        fn what_is_so_to_this_day_is_what_was_told_of_the_latest_one(published in published()) {
            let all = until(&published, Timestamp(i64::MAX));
            let latest = all.iter().max_by_key(|telling| telling.as_at).and_then(|telling| telling.value);
            let known = known(&facts(states(&published)), Timestamp(i64::MAX));
            prop_assert_eq!(known.iter().find(|fact| fact.2.is_none()).map(|fact| fact.0), latest);
        }

        #[test]
        fn a_fact_is_known_for_some_time(published in published()) {
            for fact in facts(states(&published)) {
                prop_assert!(fact.known_until.is_none_or(|until| fact.known_from < until), "{:?}", fact);
            }
        }
    }

    #[test]
    fn a_correction_is_known_from_its_publication_and_what_it_corrects_until_then() {
        let told = |value, as_at, source| Telling { value: Some(value), as_at: day(as_at), source };
        let published =
            [(Timestamp(10), told(1, 1, 0)), (Timestamp(20), told(2, 5, 1)), (Timestamp(30), told(1, 5, 2))];
        let fact = |value, from, until: Option<u16>, known_from, known_until: Option<i64>, source| Fact {
            value,
            valid_from: Some(day(from)),
            valid_until: until.map(day),
            known_from: Timestamp(known_from),
            known_until: known_until.map(Timestamp),
            source,
        };
        let wanted = [
            fact(1, 1, None, 10, Some(20), 0),
            fact(1, 1, Some(5), 20, Some(30), 0),
            fact(2, 5, None, 20, Some(30), 1),
            fact(1, 1, None, 30, None, 0),
        ];
        assert_eq!(facts(states(&published)), wanted);
    }
}
