//! Households against the truth: pairs of people, who lives with whom.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::path::Path;

use dolen_link::evaluate;

use super::figures::Pairwise;
use super::measure::{Published, rows};
use crate::fault::Outcome;

/// Pairwise precision and recall over the people of whom a record is in a golden record. Each person counts once: what the
/// hub says of them is the household of the golden record that holds most of their records. Who is in no household, in the
/// hub or in truth (the dead, those who left), is one alone.
pub(super) fn measure(published: &[Published], truth: &[[String; 3]], households: &Path) -> Outcome<Pairwise> {
    let true_households: BTreeMap<String, String> =
        rows(households)?.into_iter().map(|[person, household, _]| (person, household)).collect();
    Ok(of(published, truth, &true_households))
}

fn of(published: &[Published], truth: &[[String; 3]], true_households: &BTreeMap<String, String>) -> Pairwise {
    let people: BTreeMap<(&str, &str), &str> =
        truth.iter().map(|[source, id, person]| ((source.as_str(), id.as_str()), person.as_str())).collect();
    // Records of each person in each golden record, and the first of them in the order of publication.
    let mut held: BTreeMap<&str, BTreeMap<&str, Part<'_>>> = BTreeMap::new();
    for (place, record) in published.iter().enumerate() {
        let (Some(golden), Some(person)) = (&record.golden, people.get(&(record.source.as_str(), record.id.as_str())))
        else {
            continue;
        };
        let golden = held.entry(person).or_default().entry(golden);
        let golden = golden.or_insert((0, Reverse(place), record.household.as_deref()));
        golden.0 += 1;
    }
    let (mut predicted, mut real) = (Numbers::default(), Numbers::default());
    for (person, golden) in &held {
        // Of those that hold as many, the one of the first record: ids differ from hub to hub, and figures must not.
        let best = golden.values().max_by_key(|(records, first, _)| (*records, *first));
        predicted.push(best.and_then(|(_, _, household)| *household));
        real.push(true_households.get(*person).map(String::as_str));
    }
    let told = evaluate(&predicted.numbers, &real.numbers);
    Pairwise {
        precision: told.precision,
        recall: told.recall,
        true_pairs: told.true_pairs,
        predicted_pairs: told.predicted_pairs,
    }
}

/// What a golden record holds of a person: how many records, the place of the first of them, and its household.
type Part<'a> = (usize, Reverse<usize>, Option<&'a str>);

/// Households as numbers; none is a number of its own each time.
#[derive(Default)]
struct Numbers<'a> {
    known: BTreeMap<&'a str, u32>,
    next: u32,
    numbers: Vec<u32>,
}

impl<'a> Numbers<'a> {
    fn push(&mut self, household: Option<&'a str>) {
        let next = self.next;
        let number = household.map_or(next, |household| *self.known.entry(household).or_insert(next));
        self.next += u32::from(number == next);
        self.numbers.push(number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(id: &str, golden: &str, household: Option<&str>) -> Published {
        Published {
            source: "s".to_owned(),
            id: id.to_owned(),
            golden: Some(golden.to_owned()),
            household: household.map(str::to_owned),
        }
    }

    #[test]
    fn people_are_counted_once_by_the_record_that_holds_most_of_them() {
        let truth: Vec<[String; 3]> = [("1", "a"), ("2", "a"), ("3", "a"), ("4", "b"), ("5", "c"), ("6", "d")]
            .map(|(id, person)| ["s".to_owned(), id.to_owned(), person.to_owned()])
            .to_vec();
        let real =
            BTreeMap::from([("a", "x"), ("b", "x"), ("c", "x")].map(|(one, other)| (one.to_owned(), other.to_owned())));
        let published = [
            record("1", "g1", Some("h1")),
            record("2", "g1", Some("h1")),
            // A part of the first person that was not joined, in another household: it does not count.
            record("3", "g2", Some("h2")),
            record("4", "g3", Some("h1")),
            record("5", "g4", None),
            record("6", "g5", Some("h2")),
        ];
        let told = of(&published, &truth, &real);
        assert_eq!((told.predicted_pairs, told.true_pairs), (1, 3));
        assert_eq!((told.precision, told.recall), (Some(1.0), Some(1.0 / 3.0)));
    }
    /// Ids of golden records hang on the hub's key, so two runs of one region name them differently.
    #[test]
    fn a_person_held_in_halves_counts_the_same_whatever_the_halves_are_called() {
        let truth: Vec<[String; 3]> = [("1", "a"), ("2", "a"), ("3", "b")]
            .map(|(id, person)| ["s".to_owned(), id.to_owned(), person.to_owned()])
            .to_vec();
        let real = BTreeMap::from([("a", "x"), ("b", "x")].map(|(one, other)| (one.to_owned(), other.to_owned())));
        for (first, second) in [("g1", "g2"), ("g2", "g1")] {
            let published =
                [record("1", first, Some("h1")), record("2", second, Some("h2")), record("3", "g3", Some("h1"))];
            let told = of(&published, &truth, &real);
            assert_eq!((told.predicted_pairs, told.recall), (1, Some(1.0)), "{first}");
        }
    }
}
