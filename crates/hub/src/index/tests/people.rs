//! Invented people whom two agencies know.

use dolen_model::FixedClock;
use dolen_model::PersonField::{self, BirthDate, FamilyName, GivenNames, Postcode};

use crate::index::Inquiry;
use crate::master::tests::{Loaded, NOW, Row, row};

/// How many there are.
pub(super) const PEOPLE: usize = 40;
/// Their feeds, each of an organisation of its own.
pub(super) const FEEDS: [&str; 2] = ["adults", "admissions"];

const GIVEN: [&str; 8] = ["Ceinwen", "Olwen", "Rhodri", "Gethin", "Mabli", "Iestyn", "Heulwen", "Tegwen"];
const FAMILY: [&str; 10] =
    ["Prydderch", "Vexbridge", "Llewelyn", "Bevan", "Cadwaladr", "Gwilym", "Mostyn", "Trevor", "Vaughan", "Wynne"];

/// What a person is recorded with; `slip` is how the record differs: not at all, by a letter of the name, by another home.
pub(super) fn values(number: usize, slip: usize) -> Vec<(PersonField, String)> {
    let (given, family) = (GIVEN[number % GIVEN.len()], FAMILY[(number / 4) % FAMILY.len()]);
    let mut family = family.to_owned();
    if slip == 1 {
        family.remove(2);
    }
    let home = if slip == 2 { number + 50 } else { number };
    vec![
        (GivenNames, given.to_owned()),
        (FamilyName, family),
        (BirthDate, format!("19{:02}-{:02}-{:02}", 30 + number, number % 12 + 1, number % 28 + 1)),
        (Postcode, format!("NP{} {}UX", 10 + home % 30, home % 9 + 1)),
    ]
}

/// Somebody as somebody asks for them.
pub(super) fn inquiry(number: usize) -> Inquiry {
    values(number, 0).into_iter().map(|(field, value)| (field, value.into())).collect()
}

/// The row of a person in a file.
pub(super) fn told(number: usize, slip: usize) -> Row {
    let values = values(number, slip);
    let values: Vec<(PersonField, &str)> = values.iter().map(|(field, value)| (*field, value.as_str())).collect();
    row(&number.to_string(), number as i64 + 2, &values)
}

/// A hub in which both agencies told of everybody.
pub(super) async fn known(configuration: &str) -> Loaded {
    let loaded = Loaded::configured(FixedClock(NOW), configuration).await;
    for (feed, slip) in FEEDS.into_iter().zip([0, 2]) {
        loaded.feed(feed, &format!("of-{feed}")).await;
        let rows = (0..PEOPLE).map(|number| told(number, if number % 3 == 0 { slip } else { 0 })).collect();
        loaded.publish(feed, true, rows).await;
    }
    loaded
}
