//! Each agency's own codes for the same things.

/// Term and code.
pub(crate) type Codes = &'static [(&'static str, &'static str)];

/// The first council: letter and two digits.
pub(crate) const COUNCIL_ONE: Codes = &[
    ("event:contact", "K01"),
    ("event:assessment", "K10"),
    ("indicator:A02", "S20"),
    ("indicator:C04", "S21"),
    ("indicator:A01", "R30"),
    ("indicator:C05", "R31"),
    ("indicator:C01", "S40"),
    ("indicator:C02", "S41"),
    ("indicator:C12", "N16"),
    ("indicator:A04", "LD"),
    ("indicator:A05", "PD"),
    ("indicator:A07", "DEM"),
    ("indicator:A08", "CAR"),
    ("indicator:C06", "YCAR"),
    ("indicator:H03", "N50"),
    ("indicator:H05", "N51"),
    ("indicator:H06", "N52"),
    ("indicator:P01", "N60"),
    ("indicator:C08", "R70"),
    ("indicator:P08", "R71"),
    ("indicator:H02", "N80"),
    ("indicator:A03", "ALONE"),
];

/// The second council: words with hyphens.
pub(crate) const COUNCIL_TWO: Codes = &[
    ("event:contact", "CONTACT-INFO"),
    ("event:assessment", "ASSESS-INT"),
    ("indicator:A02", "PLAN-ADULT"),
    ("indicator:C04", "PLAN-CHILD"),
    ("indicator:A01", "SAFEG-ADULT"),
    ("indicator:C05", "SAFEG-CHILD"),
    ("indicator:C01", "CPR"),
    ("indicator:C02", "LAC"),
    ("indicator:C12", "YP-16-24"),
    ("indicator:A04", "PSR-LD"),
    ("indicator:A05", "PSR-PD"),
    ("indicator:A07", "PSR-DEM"),
    ("indicator:A08", "CARER"),
    ("indicator:C06", "CARER-YOUNG"),
    ("indicator:H03", "PSR-MH"),
    ("indicator:H05", "SUBST-ALC"),
    ("indicator:H06", "SUBST-DRUG"),
    ("indicator:P01", "DA-VICTIM"),
    ("indicator:C08", "MISSING-CHILD"),
    ("indicator:P08", "MISSING-ADULT"),
    ("indicator:H02", "FALLS"),
    ("indicator:A03", "LIVES-ALONE"),
];

/// The third council: numbers, as its old system had them.
pub(crate) const COUNCIL_THREE: Codes = &[
    ("event:contact", "100"),
    ("event:assessment", "110"),
    ("indicator:A02", "210"),
    ("indicator:C04", "220"),
    ("indicator:A01", "310"),
    ("indicator:C05", "320"),
    ("indicator:C01", "330"),
    ("indicator:C02", "340"),
    ("indicator:C12", "350"),
    ("indicator:A04", "410"),
    ("indicator:A05", "420"),
    ("indicator:A07", "430"),
    ("indicator:A08", "440"),
    ("indicator:C06", "450"),
    ("indicator:H03", "510"),
    ("indicator:H05", "520"),
    ("indicator:H06", "530"),
    ("indicator:P01", "540"),
    ("indicator:C08", "610"),
    ("indicator:P08", "620"),
    ("indicator:H02", "630"),
    ("indicator:A03", "700"),
];

/// The health board: reason for admission.
pub(crate) const HEALTH: Codes = &[
    ("indicator:H02", "FALL"),
    ("indicator:H04", "SELFH"),
    ("indicator:H05", "ALC"),
    ("event:emergency_admission", "OTH"),
];

/// The police: class of occurrence.
pub(crate) const POLICE: Codes = &[
    ("event:crime_victim", "CRIME"),
    ("indicator:P01", "DOM"),
    ("indicator:P05", "HATE"),
    ("indicator:P06", "ASB"),
    ("indicator:P11", "FRAUD"),
    ("indicator:C08", "MISC"),
    ("indicator:P08", "MISA"),
    ("indicator:H04", "CSW"),
];

/// The code of a term; empty for a term that the agency has no code for.
pub(crate) fn code(codes: Codes, term: &str) -> &'static str {
    codes.iter().find(|(known, _)| *known == term).map_or("", |(_, code)| code)
}

/// Ethnic groups in one order for all agencies: white British, other white, Indian, Pakistani, Bangladeshi, Chinese, Arab,
/// Black African, mixed, not stated. Letters as UK Core Wales has them.
pub(crate) const ETHNIC_WALES: [&str; 10] = ["A", "A", "H", "J", "K", "R", "T", "N", "G", "Z"];
/// Words, as the second and third council write them.
pub(crate) const ETHNIC_WORDS: [&str; 10] = [
    "White British",
    "White Other",
    "Indian",
    "Pakistani",
    "Bangladeshi",
    "Chinese",
    "Arab",
    "Black African",
    "Mixed",
    "Not stated",
];
/// Self-defined, as the police write them.
pub(crate) const ETHNIC_POLICE: [&str; 10] = ["W1", "W9", "A1", "A2", "A3", "A4", "O2", "B2", "M9", "NS"];

/// The entry of a list of ethnic groups.
pub(crate) fn ethnic(list: [&'static str; 10], position: usize) -> &'static str {
    list.get(position).copied().unwrap_or_default()
}
