//! Residences: which records name one home.

use std::collections::HashMap;

use dolen_model::{PersonField, Postcode, PostcodeKind, Uprn};
use rayon::prelude::*;

use super::gather::{Gathered, SourceRecord};
use super::home_key::{HomeKey, home_key};
use super::texts::Texts;

/// What the place of a record says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Place {
    /// Number of the residence, where it names one home.
    pub(crate) residence: Option<u32>,
    /// Whether it says that the person has no fixed abode.
    pub(crate) is_no_fixed_abode: bool,
}

/// The places of all records, and the residences that they name.
pub(crate) struct Places {
    /// For each record its place.
    of_record: Vec<Place>,
    /// What the residences number: `uprn:10002336956`, or `home:NP20 4UX|14`.
    names: Texts,
}

/// A record's place before the UPRNs of other records are known.
struct Named {
    uprn: Option<Uprn>,
    home: Option<HomeKey>,
    is_no_fixed_abode: bool,
}

/// The UPRNs that records give together with a home key.
#[derive(Clone, Copy)]
enum Known {
    One(Uprn),
    Several,
}

impl Places {
    /// Reads the places of all records. One without a UPRN learns it from the records that name the same home and have
    /// one, if all of them have the same.
    pub(crate) fn read(gathered: &Gathered) -> Self {
        let named: Vec<Named> = gathered.records.par_iter().map(|record| name(gathered, record)).collect();
        let mut known: HashMap<&str, Known> = HashMap::new();
        for named in &named {
            let (Some(uprn), Some(home)) = (named.uprn, &named.home) else { continue };
            for key in [&home.coarse, &home.fine] {
                let merge = |known: &mut Known| match *known {
                    Known::One(other) if other == uprn => {}
                    _ => *known = Known::Several,
                };
                known.entry(key).and_modify(merge).or_insert(Known::One(uprn));
            }
        }
        let mut names = Texts::default();
        let of_record = named
            .iter()
            .map(|named| Place {
                residence: residence(named, &known).map(|name| names.number(&name)),
                is_no_fixed_abode: named.is_no_fixed_abode,
            })
            .collect();
        names.close();
        Self { of_record, names }
    }

    /// The place of a record.
    pub(crate) fn of_record(&self, row: u32) -> Place {
        self.of_record.get(row as usize).copied().unwrap_or_default()
    }

    /// What a residence is called; its id is derived from it.
    pub(crate) fn name(&self, residence: u32) -> &str {
        self.names.text(residence)
    }
}

fn name(gathered: &Gathered, record: &SourceRecord) -> Named {
    let first = |field| record.all(field).next().map(|number| gathered.texts.text(number));
    let postcode = first(PersonField::Postcode).unwrap_or_default();
    let is_no_fixed_abode =
        Postcode::parse(postcode).is_ok_and(|postcode| postcode.kind() == PostcodeKind::NoFixedAbode);
    Named {
        uprn: first(PersonField::Uprn).and_then(|uprn| Uprn::parse(uprn).ok()).filter(|_| !is_no_fixed_abode),
        home: first(PersonField::Address).and_then(|address| home_key(postcode, address)),
        is_no_fixed_abode,
    }
}

/// What the residence of a place is called.
fn residence(named: &Named, known: &HashMap<&str, Known>) -> Option<String> {
    if let Some(uprn) = named.uprn {
        return Some(format!("uprn:{uprn}"));
    }
    let home = named.home.as_ref()?;
    let by = |key: &str| known.get(key).copied();
    match by(&home.coarse) {
        Some(Known::One(uprn)) => Some(format!("uprn:{uprn}")),
        None => Some(format!("home:{}", home.coarse)),
        // Two homes of one postcode have these numbers: the building or street tells them apart, or nothing does.
        Some(Known::Several) => match by(&home.fine) {
            Some(Known::One(uprn)) => Some(format!("uprn:{uprn}")),
            _ => Some(format!("home:{}", home.fine)),
        },
    }
}
