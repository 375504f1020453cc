//! How hard the region is to match: measured over the records as they were written.

use std::collections::BTreeMap;

use crate::agency::Agency;
use crate::day::DateForm;
use crate::record::describe;
use crate::region::Region;
use crate::write::fold;

/// Shares between 0 and 1, and counts. Values are compared without case and marks. "Differs" means that both records
/// have the value; "equal" likewise, so a missing value is neither, nor is one that stands for it: `UNKNOWN`, 1 January 1900
/// and 1970, `ZZ99 3WZ`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hardness {
    /// Pairs of records of one person in two agencies.
    pub pairs: u64,
    /// Of those, with equal forename, family name and date of birth together.
    pub identity_equal: f64,
    /// With another forename or another family name.
    pub name_differs: f64,
    /// With another date of birth.
    pub birth_date_differs: f64,
    /// With another address: postcode or first line.
    pub address_differs: f64,
    /// Of the councils' records, those with an NHS number.
    pub council_nhs_number: f64,
    /// Of the police's records, those with an NHS number.
    pub police_nhs_number: f64,
    /// Of all records, those without an NHS number and with at most one of: both names, date of birth, place.
    pub hardly_identified: f64,
    /// Pairs with another name or date that share neither address, telephone nor NHS number.
    pub hardly_joined: f64,
    /// People in any record.
    pub people: u64,
    /// Pairs of records of one person, within agencies too.
    pub all_pairs: u64,
}

/// The compared part of a record.
struct Compared {
    agency: Agency,
    forename: String,
    family: String,
    birth: String,
    address: String,
    postcode: String,
    phone: String,
    nhs_number: String,
}

impl Compared {
    /// How many of both names, date of birth and place are there.
    fn known(&self) -> usize {
        let names = !self.forename.is_empty() && !self.family.is_empty();
        let place = !self.address.is_empty() || !self.postcode.is_empty();
        [names, !self.birth.is_empty(), place].into_iter().filter(|&there| there).count()
    }
}

impl Hardness {
    /// Measures a region. Takes memory for every record: meant for tests and for the figures in the documents.
    pub fn measure(region: &Region) -> Self {
        let mut people: BTreeMap<u32, Vec<Compared>> = BTreeMap::new();
        let mut measured = Self::default();
        let (mut council, mut council_with, mut police, mut police_with) = (0_u64, 0_u64, 0_u64, 0_u64);
        let (mut records, mut hardly) = (0_u64, 0_u64);
        for agency in Agency::ALL {
            for entry in &region.holdings(agency).entries {
                let compared = compare_form(region, agency, entry);
                let has_number = u64::from(!compared.nhs_number.is_empty());
                match agency {
                    Agency::Police => (police, police_with) = (police + 1, police_with + has_number),
                    Agency::Health => {}
                    _ => (council, council_with) = (council + 1, council_with + has_number),
                }
                records += 1;
                hardly += u64::from(has_number == 0 && compared.known() < 2);
                people.entry(entry.person.number()).or_default().push(compared);
            }
        }
        let mut counts = [0_u64; 5];
        for records in people.values() {
            for (position, left) in records.iter().enumerate() {
                for right in records.iter().skip(position + 1) {
                    measured.all_pairs += 1;
                    if left.agency != right.agency {
                        measured.pairs += 1;
                        for (count, holds) in counts.iter_mut().zip(judge(left, right)) {
                            *count += u64::from(holds);
                        }
                    }
                }
            }
        }
        let share = |count: u64, of: u64| if of == 0 { 0.0 } else { count as f64 / of as f64 };
        let [equal, name, birth, address, hardly_joined] = counts.map(|count| share(count, measured.pairs));
        Self {
            identity_equal: equal,
            name_differs: name,
            birth_date_differs: birth,
            address_differs: address,
            hardly_joined,
            council_nhs_number: share(council_with, council),
            police_nhs_number: share(police_with, police),
            hardly_identified: share(hardly, records),
            people: people.len() as u64,
            ..measured
        }
    }
}

fn compare_form(region: &Region, agency: Agency, entry: &crate::agency::Entry) -> Compared {
    let recorded = describe(region, agency, entry);
    let plain = |text: &str| fold(text).to_lowercase();
    Compared {
        agency,
        forename: known(plain(&recorded.forename), |name| name == "unknown"),
        family: known(plain(&recorded.family_name), |name| name == "unknown"),
        birth: known(recorded.birth.write(DateForm::Iso), |date| ["1900-01-01", "1970-01-01"].contains(&date)),
        address: recorded.address.as_ref().map_or_else(String::new, |lines| {
            plain(&format!("{} {}", lines.flat.as_deref().unwrap_or_default(), lines.building_and_street()))
        }),
        postcode: known(recorded.postcode, |postcode| postcode.starts_with("ZZ99")),
        phone: recorded.phone,
        nhs_number: recorded.nhs_number,
    }
}

/// Nothing in place of a value that stands for nothing.
fn known(value: String, is_nothing: impl Fn(&str) -> bool) -> String {
    if is_nothing(&value) { String::new() } else { value }
}

/// Equal identity, other name, other date, other address, hardly joined.
fn judge(left: &Compared, right: &Compared) -> [bool; 5] {
    let equal = |left: &str, right: &str| !left.is_empty() && left == right;
    let differs = |left: &str, right: &str| !left.is_empty() && !right.is_empty() && left != right;
    let identity = equal(&left.forename, &right.forename)
        && equal(&left.family, &right.family)
        && equal(&left.birth, &right.birth);
    let place = equal(&left.postcode, &right.postcode) || equal(&left.address, &right.address);
    [
        identity,
        differs(&left.forename, &right.forename) || differs(&left.family, &right.family),
        differs(&left.birth, &right.birth),
        differs(&left.address, &right.address) || differs(&left.postcode, &right.postcode),
        !identity && !place && !equal(&left.phone, &right.phone) && !equal(&left.nhs_number, &right.nhs_number),
    ]
}
