//! Comparisons and blocking rules that follow from what the columns hold.

use crate::specification::{
    BlockingRule, ColumnKind, ColumnSpecification, ComparisonKind, ComparisonSpecification, KeyPart, Specification,
    Thresholds,
};
use crate::threshold::Threshold;

/// Rows up to which every rule is worth its cost.
const FURTHER_ROWS: u32 = 500_000;

/// Columns of the person records of a hub.
const PERSON: &[(&str, ColumnKind)] = &[
    ("given_names", ColumnKind::GivenNames),
    ("family_name", ColumnKind::FamilyName),
    ("former_family_name", ColumnKind::FormerFamilyName),
    ("alias", ColumnKind::Alias),
    ("birth_date", ColumnKind::BirthDate),
    ("sex", ColumnKind::Sex),
    ("nhs_number", ColumnKind::NhsNumber),
    ("nhs_number_status", ColumnKind::NhsNumberStatus),
    ("uprn", ColumnKind::Uprn),
    ("address", ColumnKind::Address),
    ("postcode", ColumnKind::Postcode),
    ("previous_postcode", ColumnKind::PreviousPostcode),
    ("previous_address", ColumnKind::PreviousAddress),
    ("phone", ColumnKind::Phone),
    ("email", ColumnKind::Email),
];

/// The specification for the person records of a hub.
pub(crate) fn person() -> Specification {
    let columns: Vec<ColumnSpecification> =
        PERSON.iter().map(|&(name, kind)| ColumnSpecification::new(name, kind)).collect();
    Specification {
        // A stranger's record in somebody's view is worse than one that is missing: one pair in a thousand may be wrong.
        thresholds: Thresholds { join: Threshold::Probability(0.97), ..Thresholds::default() },
        block_cap: 2_000,
        comparisons: comparisons(&columns),
        blocks: blocks(&columns),
        columns,
    }
}

/// One comparison for each thing that the columns tell.
pub(crate) fn comparisons(columns: &[ColumnSpecification]) -> Vec<ComparisonSpecification> {
    use ColumnKind as Column;
    use ComparisonKind as Kind;
    let has = |kinds: &[Column]| columns.iter().any(|column| kinds.contains(&column.kind));
    let whole: &[(&[Column], Kind, &str, bool)] = &[
        (&[Column::GivenNames, Column::FullName], Kind::GivenNames, "given_names", true),
        (&[Column::FamilyName, Column::FullName], Kind::FamilyName, "family_name", true),
        (&[Column::BirthDate, Column::BirthYear], Kind::BirthDate, "birth_date", true),
        (&[Column::Sex], Kind::Sex, "sex", false),
        (&[Column::NhsNumber], Kind::NhsNumber, "nhs_number", false),
        (&[Column::Uprn, Column::Address, Column::Postcode], Kind::Place, "place", true),
        (&[Column::Phone], Kind::Phone, "phone", true),
        (&[Column::Email], Kind::Email, "email", true),
    ];
    let mut comparisons: Vec<ComparisonSpecification> = whole
        .iter()
        .filter(|(kinds, kind, ..)| has(kinds) || *kind == Kind::Place && has_coordinates(columns))
        .map(|&(_, kind, name, term_frequency)| ComparisonSpecification {
            term_frequency,
            distance: kind == Kind::Place && has_coordinates(columns),
            ..ComparisonSpecification::new(name, kind)
        })
        .collect();
    for column in columns {
        let (kind, term_frequency) = match column.kind {
            Column::Identifier => (Kind::Identifier, false),
            Column::Date => (Kind::Date, true),
            Column::Text => (Kind::Text, true),
            Column::Category => (Kind::Category, false),
            _ => continue,
        };
        comparisons.push(ComparisonSpecification {
            column: Some(column.name.clone()),
            term_frequency,
            ..ComparisonSpecification::new(&column.name, kind)
        });
    }
    comparisons
}

/// Whether columns hold both coordinates of a place.
pub(crate) fn has_coordinates(columns: &[ColumnSpecification]) -> bool {
    let has = |kind: ColumnKind| columns.iter().any(|column| column.kind == kind);
    has(ColumnKind::Latitude) && has(ColumnKind::Longitude) || has(ColumnKind::Easting) && has(ColumnKind::Northing)
}

/// Rules of which a true pair should meet at least one even where two of its fields differ.
pub(crate) fn blocks(columns: &[ColumnSpecification]) -> Vec<BlockingRule> {
    use ColumnKind as Column;
    use KeyPart as Part;
    let has = |kind: Column| columns.iter().any(|column| column.kind == kind);
    let full = has(Column::FullName);
    let (given, family) = (has(Column::GivenNames) || full, has(Column::FamilyName) || full);
    let postcode = has(Column::Postcode);
    // As much of the date of birth as the columns can tell.
    let birth = has(Column::BirthDate) || has(Column::BirthYear);
    let birth_month = has(Column::BirthDate) || has(Column::BirthYear) && has(Column::BirthMonth);
    let birth_day = has(Column::BirthDate) || birth_month && has(Column::BirthDay);
    let is_placed = postcode && birth;
    let rules: &[(bool, &[Part])] = &[
        (has(Column::NhsNumber), &[Part::NhsNumber]),
        (birth_day, &[Part::BirthDate]),
        (given && family, &[Part::Given, Part::FamilySound]),
        (has(Column::Email), &[Part::Email]),
        (has(Column::Phone), &[Part::Phone]),
        (has(Column::Uprn) && given && !is_placed, &[Part::Uprn, Part::GivenInitial]),
        (postcode && given, &[Part::Postcode, Part::Given]),
        (postcode && family, &[Part::Postcode, Part::FamilySound]),
        (is_placed, &[Part::Postcode, Part::BirthYear]),
        (is_placed && birth_day, &[Part::Postcode, Part::BirthDayMonth]),
        (has(Column::Address) && given && !is_placed, &[Part::House, Part::GivenInitial]),
        (family && birth && given, &[Part::FamilySound, Part::GivenInitial, Part::BirthYear]),
    ];
    let further: &[(bool, &[Part])] = &[
        (family && birth_month, &[Part::FamilySound, Part::BirthMonth]),
        (given && birth_month, &[Part::Given, Part::BirthMonth]),
    ];
    let rule = |(_, parts): &(bool, &[Part])| BlockingRule { on: parts.to_vec(), at_most_rows: None };
    let mut blocks: Vec<BlockingRule> = rules.iter().filter(|(wanted, _)| *wanted).map(rule).collect();
    let further = further.iter().filter(|(wanted, _)| *wanted).map(rule);
    blocks.extend(further.map(|rule| BlockingRule { at_most_rows: Some(FURTHER_ROWS), ..rule }));
    for column in columns.iter().filter(|column| column.kind == Column::Identifier) {
        blocks.push(BlockingRule { on: vec![Part::Column(column.name.clone())], at_most_rows: None });
    }
    for column in columns.iter().filter(|column| column.kind == Column::Text) {
        if given && family {
            for name in [Part::Given, Part::FamilySound] {
                let on = vec![Part::ColumnStart(column.name.clone()), name];
                blocks.push(BlockingRule { on, at_most_rows: None });
            }
        }
    }
    blocks
}
