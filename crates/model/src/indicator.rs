//! The terms of Dolen's two schemes of attributes.
//!
//! Codes, sensitivity and expiry are defaults for the agencies to agree. Where a Welsh label is not an official term it
//! is the project's own translation; `docs/words.md` lists those to be checked.

use serde::Serialize;

use crate::{AttributeType, Bilingual};

/// A vulnerability indicator: a term of the scheme [`crate::AttributeScheme::INDICATOR`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Indicator {
    /// Letter for the domain (A adult, C child, H health, P police, O other) and two digits.
    pub code: &'static str,
    /// Kind of attribute it is.
    pub kind: AttributeType,
    /// Name as pages show it.
    pub name: Bilingual<&'static str>,
    /// 1 routine, 2 special category, 3 criminal, victim or child protection, 4 its very existence is withheld.
    pub sensitivity: u8,
    /// Months after its end, or after the last evidence, for which it counts as current; `None` for always.
    pub expiry_months: Option<u16>,
}

const fn row(
    code: &'static str,
    kind: AttributeType,
    en: &'static str,
    cy: &'static str,
    sensitivity: u8,
    expiry_months: Option<u16>,
) -> Indicator {
    Indicator { code, kind, name: Bilingual { en, cy }, sensitivity, expiry_months }
}

/// Every indicator, by code.
#[rustfmt::skip]
pub static INDICATORS: &[Indicator] = &[
    row("A01", AttributeType::Risk, "Adult at risk", "Oedolyn sy'n wynebu risg", 3, Some(24)),
    row("A02", AttributeType::Service, "Care and support plan", "Cynllun gofal a chymorth", 2, Some(6)),
    row("A03", AttributeType::Circumstance, "Lives alone", "Byw ar ei ben ei hun", 1, Some(12)),
    row("A04", AttributeType::Circumstance, "Learning disability", "Anabledd dysgu", 2, None),
    row("A05", AttributeType::Circumstance, "Physical disability", "Anabledd corfforol", 2, None),
    row("A06", AttributeType::Circumstance, "Sensory impairment", "Nam ar y synhwyrau", 2, None),
    row("A07", AttributeType::Circumstance, "Dementia", "Dementia", 2, None),
    row("A08", AttributeType::Circumstance, "Unpaid carer", "Gofalwr di-dâl", 1, Some(18)),
    row("A09", AttributeType::Circumstance, "Self-neglect or hoarding", "Hunanesgeulustod neu gelcio", 2, Some(24)),
    row("C01", AttributeType::Service, "Child Protection Register", "Cofrestr Amddiffyn Plant", 3, Some(24)),
    row("C02", AttributeType::Service, "Looked after", "Plentyn sy'n derbyn gofal", 3, Some(12)),
    row("C03", AttributeType::Service, "Care leaver 16-25", "Person sy'n gadael gofal", 2, Some(24)),
    row("C04", AttributeType::Service, "Receiving care and support", "Plentyn sy'n derbyn gofal a chymorth", 2, Some(12)),
    row("C05", AttributeType::Risk, "Child at risk", "Plentyn sy'n wynebu risg", 3, Some(24)),
    row("C06", AttributeType::Circumstance, "Young carer", "Gofalwr ifanc", 2, Some(18)),
    row("C07", AttributeType::Circumstance, "Additional learning needs", "Anghenion dysgu ychwanegol", 2, Some(12)),
    row("C08", AttributeType::Event, "Missing child", "Plentyn ar goll", 3, Some(12)),
    row("C09", AttributeType::Risk, "Child sexual or criminal exploitation", "Camfanteisio ar blant", 4, Some(24)),
    row("C10", AttributeType::Circumstance, "Parental factor: abuse, substances, mental health", "Ffactor gallu rhianta", 3, Some(18)),
    row("C11", AttributeType::Circumstance, "School absence or exclusion", "Absenoldeb neu waharddiad ysgol", 1, Some(12)),
    row("C12", AttributeType::Circumstance, "Young person 16-24 with support need", "Person ifanc 16-24 ag angen cymorth", 2, Some(12)),
    row("H01", AttributeType::Circumstance, "Frailty", "Eiddilwch", 2, Some(12)),
    row("H02", AttributeType::Event, "Falls", "Cwympiadau", 2, Some(12)),
    row("H03", AttributeType::Circumstance, "Serious mental ill health", "Salwch meddwl difrifol", 2, Some(18)),
    row("H04", AttributeType::Risk, "Self-harm or suicide risk", "Hunan-niwed neu risg hunanladdiad", 4, Some(24)),
    row("H05", AttributeType::Circumstance, "Alcohol misuse", "Camddefnyddio alcohol", 2, Some(24)),
    row("H06", AttributeType::Circumstance, "Substance misuse", "Camddefnyddio sylweddau", 3, Some(24)),
    row("H07", AttributeType::Event, "Frequent emergency attendance", "Mynychu adran frys yn aml", 2, Some(12)),
    row("H08", AttributeType::Circumstance, "Multiple long-term conditions", "Cyflyrau hirdymor lluosog", 2, Some(12)),
    row("H09", AttributeType::Service, "Palliative care", "Gofal lliniarol", 2, Some(12)),
    row("H10", AttributeType::Service, "Home oxygen or power-dependent", "Ocsigen yn y cartref", 1, Some(6)),
    row("H11", AttributeType::Event, "Missed care (child not brought)", "Ni ddaethpwyd â'r plentyn", 2, Some(12)),
    row("P01", AttributeType::Event, "Domestic abuse victim", "Dioddefwr cam-drin domestig", 3, Some(24)),
    row("P02", AttributeType::Event, "High-risk domestic abuse (MARAC)", "Achos MARAC", 4, Some(12)),
    row("P03", AttributeType::Risk, "Domestic abuse perpetrator", "Cyflawnwr cam-drin domestig", 4, Some(24)),
    row("P04", AttributeType::Event, "Repeat victim", "Dioddefwr mynych", 3, Some(12)),
    row("P05", AttributeType::Event, "Hate-crime victim", "Dioddefwr trosedd casineb", 3, Some(18)),
    row("P06", AttributeType::Event, "Vulnerable victim of anti-social behaviour", "Dioddefwr ymddygiad gwrthgymdeithasol", 3, Some(12)),
    row("P07", AttributeType::Event, "Public protection notice", "Hysbysiad Diogelu'r Cyhoedd", 3, Some(12)),
    row("P08", AttributeType::Event, "Missing adult", "Oedolyn ar goll", 3, Some(12)),
    row("P09", AttributeType::Event, "Section 136 detention", "Cadw dan adran 136", 4, Some(24)),
    row("P10", AttributeType::Risk, "Modern slavery, county lines, cuckooing", "Caethwasiaeth fodern a llinellau cyffuriau", 4, Some(24)),
    row("P11", AttributeType::Event, "Fraud or scam victim", "Dioddefwr twyll neu sgam", 2, Some(24)),
    row("P12", AttributeType::Circumstance, "Firearm certificate at premises", "Tystysgrif arf tanio yn yr eiddo", 4, Some(3)),
    row("P13", AttributeType::Service, "Youth justice", "Cyfiawnder ieuenctid", 3, Some(12)),
    row("O01", AttributeType::Circumstance, "Homeless or threatened", "Digartref neu dan fygythiad o ddigartrefedd", 2, Some(18)),
    row("O02", AttributeType::Circumstance, "Rent or council-tax arrears", "Ôl-ddyledion rhent neu dreth gyngor", 1, Some(12)),
    row("O03", AttributeType::Circumstance, "Low income", "Incwm isel", 1, Some(12)),
    row("O04", AttributeType::Circumstance, "Communication or interpreter need", "Angen cyfathrebu neu gyfieithydd", 1, None),
    row("O05", AttributeType::Risk, "Home fire risk", "Risg tân yn y cartref", 1, Some(24)),
];

/// The indicator with a code.
pub fn indicator(code: &str) -> Option<&'static Indicator> {
    INDICATORS.iter().find(|indicator| indicator.code == code)
}

/// A plain contact with an agency: a term of the scheme [`crate::AttributeScheme::EVENT`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EventTerm {
    /// The term.
    pub term: &'static str,
    /// Kind of attribute it is.
    pub kind: AttributeType,
    /// Name as pages show it.
    pub name: Bilingual<&'static str>,
}

const fn event(term: &'static str, kind: AttributeType, en: &'static str, cy: &'static str) -> EventTerm {
    EventTerm { term, kind, name: Bilingual { en, cy } }
}

/// Every event term.
#[rustfmt::skip]
pub static EVENT_TERMS: &[EventTerm] = &[
    event("contact", AttributeType::Event, "Contact", "Cyswllt"),
    event("referral", AttributeType::Event, "Referral", "Atgyfeiriad"),
    event("assessment", AttributeType::Event, "Assessment", "Asesiad"),
    event("review", AttributeType::Event, "Review", "Adolygiad"),
    event("plan", AttributeType::Service, "Plan", "Cynllun"),
    event("registration", AttributeType::Service, "Registration", "Cofrestriad"),
    event("admission", AttributeType::Event, "Hospital admission", "Derbyniad i'r ysbyty"),
    event("emergency_admission", AttributeType::Event, "Emergency hospital admission", "Derbyniad brys i'r ysbyty"),
    event("attendance", AttributeType::Event, "Emergency department attendance", "Ymweliad ag adran achosion brys"),
    event("crime_victim", AttributeType::Event, "Victim of a crime", "Dioddefwr trosedd"),
    event("missing", AttributeType::Event, "Missing episode", "Cyfnod ar goll"),
    event("fall", AttributeType::Event, "Fall", "Cwymp"),
];

/// The event term with a name.
pub fn event_term(term: &str) -> Option<&'static EventTerm> {
    EVENT_TERMS.iter().find(|event| event.term == term)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_named_in_both_languages() {
        let codes: std::collections::BTreeSet<_> = INDICATORS.iter().map(|indicator| indicator.code).collect();
        assert_eq!(codes.len(), INDICATORS.len());
        for indicator in INDICATORS {
            assert!(!indicator.name.en.is_empty() && !indicator.name.cy.is_empty(), "{}", indicator.code);
            assert!((1..=4).contains(&indicator.sensitivity), "{}", indicator.code);
        }
    }
}
