//! A column whose name makes a claim: taken unless its values refute it.

use super::dates::{is_any_date, is_date, is_day_of_month, is_month, is_year};
use super::names::Claim;
use super::profile::Profile;
use super::separator::separator;
use super::shapes::{
    has_check, is_address, is_category, is_code, is_email, is_name, is_nhs_number, is_number, is_phone, is_postal,
    is_sex, is_uprn, is_wording,
};
use crate::check::IdentifierCheck;
use crate::specification::ColumnKind as Kind;
use crate::standardise::values_of;

/// A column of which more values than this are unlike what its name claims is not what its name claims.
const REFUTED: f64 = 0.5;

/// Identifiers of which this share has a check digit have one, and the others a slip.
const NEARLY_ALL: f64 = 0.9;

/// Words of a value on average from which on it is told in sentences.
const SENTENCES: f64 = 8.0;

/// Distinct values up to which a column may be one of codes for a sex.
const SEX_CODES: usize = 6;

/// What a column is taken as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Taken {
    pub(super) kind: Kind,
    pub(super) about: &'static str,
    pub(super) separator: Option<&'static str>,
    /// Of identifiers: what nearly all of them pass.
    pub(super) check: Option<IdentifierCheck>,
    pub(super) reason: String,
    pub(super) is_by_name: bool,
}

/// Tells one value of a kind from others.
type Test = fn(&str) -> bool;

/// What the values of a kind look like, and what they are called.
fn looks(kind: Kind) -> Option<(Test, &'static str)> {
    Some(match kind {
        Kind::GivenNames | Kind::FamilyName | Kind::FormerFamilyName | Kind::Alias | Kind::FullName => {
            (is_name, "names")
        }
        Kind::BirthDate | Kind::Date => (is_any_date, "dates"),
        Kind::BirthYear => (is_year, "years"),
        Kind::BirthMonth => (is_month, "months"),
        Kind::BirthDay => (is_day_of_month, "days of a month"),
        Kind::Sex => (is_sex, "words or codes for a sex"),
        Kind::NhsNumber => (is_nhs_number, "NHS numbers with a valid check digit"),
        Kind::Identifier => (is_code, "codes"),
        Kind::Uprn => (is_uprn, "UPRNs"),
        Kind::Latitude | Kind::Longitude | Kind::Easting | Kind::Northing => (is_number, "numbers"),
        Kind::Address | Kind::PreviousAddress => (is_address, "lines of addresses"),
        Kind::Postcode | Kind::PreviousPostcode => (is_postal, "postal codes"),
        Kind::Phone => (is_phone, "telephone numbers"),
        Kind::Email => (is_email, "e-mail addresses"),
        Kind::Text => (is_wording, "words"),
        Kind::Category => (is_category, "words or codes"),
        Kind::NhsNumberStatus | Kind::IdentifierStatus => return None,
    })
}

/// What the column is taken as, or why not as its name claims.
pub(super) fn by_name(claim: Claim, profile: &Profile<'_>) -> Result<Taken, String> {
    let separator = separator(claim.kind, profile);
    let taken =
        |kind, reason: String| Taken { kind, about: claim.about, separator, check: None, reason, is_by_name: true };
    if profile.values.is_empty() {
        return Ok(taken(claim.kind, "by its name".to_owned()));
    }
    let Some((test, noun)) = looks(claim.kind) else { return Ok(taken(claim.kind, "by its name".to_owned())) };
    let parts: Vec<_> =
        profile.values.iter().flat_map(|value| values_of(value, separator.unwrap_or("\u{1f}"))).collect();
    let of_parts = Profile::of(true, parts.iter().map(AsRef::as_ref).collect());
    let percent = of_parts.percent(test);
    if of_parts.mostly(1.0 - REFUTED, test) {
        unlike(claim.kind, profile)?;
        let check = (claim.kind == Kind::Identifier).then(|| check_of(claim.about, &of_parts)).flatten();
        let (percent, noun) =
            check.map_or((percent, noun), |check| (of_parts.percent(|text| has_check(check, text)), check.told()));
        let reason = format!("by its name; {percent}% of its values are {noun}");
        return Ok(Taken { check, ..taken(claim.kind, reason) });
    }
    let instead = |kind, told: &str| Ok(taken(kind, format!("by its name; {told}")));
    match claim.kind {
        Kind::NhsNumber if profile.is_diverse() && profile.mostly(0.9, is_code) => {
            instead(Kind::Identifier, "few of its values have a valid check digit, so they are compared as other codes")
        }
        Kind::Sex if profile.is_telling() && profile.distinct <= SEX_CODES => {
            instead(Kind::Category, "its codes for the sex are not known, so they are the same or not")
        }
        Kind::BirthDay | Kind::BirthYear if profile.mostly(0.9, is_date) => {
            instead(Kind::BirthDate, "its values are whole dates")
        }
        Kind::Text if profile.distinct * 2 <= profile.values.len() && profile.mostly(0.9, is_code) => {
            instead(Kind::Category, "its values are codes")
        }
        _ => Err(format!("its name tells of {}, and {percent}% of its values are {noun}", claim.kind.as_str())),
    }
}

/// The check that nearly all values of an identifier pass: that of what its name tells of, or a usual one.
fn check_of(about: &str, profile: &Profile<'_>) -> Option<IdentifierCheck> {
    let checks: &[IdentifierCheck] = match about {
        "national insurance" => &[IdentifierCheck::NationalInsurance],
        "health index" => &[IdentifierCheck::Chi],
        "health and care" => &[IdentifierCheck::HealthAndCare],
        "public service" => &[IdentifierCheck::Pps],
        "pupil" => &[IdentifierCheck::Upn],
        "learner" => &[IdentifierCheck::Uln],
        // A few values pass one of these by chance.
        _ if !profile.is_telling() => &[],
        _ => &[IdentifierCheck::Luhn, IdentifierCheck::Mod97, IdentifierCheck::Mod11],
    };
    checks.iter().copied().find(|&check| profile.mostly(NEARLY_ALL, |text| has_check(check, text)))
}

/// Refutes what looks right value by value and is wrong as a whole.
fn unlike(kind: Kind, profile: &Profile<'_>) -> Result<(), String> {
    if !profile.is_telling() {
        return Ok(());
    }
    let is_few = profile.distinct <= 10 || 50 * profile.distinct <= profile.values.len();
    match kind {
        Kind::Identifier if is_few => Err("its name tells of an identifier, and many rows share its values".to_owned()),
        Kind::Category if profile.is_diverse() => {
            Err("its name tells of a category, and nearly every value is another".to_owned())
        }
        Kind::Text | Kind::Category if profile.words() > SENTENCES => Err("its values are free text".to_owned()),
        _ => Ok(()),
    }
}
