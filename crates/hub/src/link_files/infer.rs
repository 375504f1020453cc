//! What a column holds, from its name.

use dolen_link::ColumnKind;

/// Names in lower case without marks, and what such a column holds. The first row that fits counts. `=` before a word: the
/// whole name; else the word stands in the name.
const NAMES: &[(&[&str], ColumnKind)] = &[
    (&["nhsstatus", "nhsnumberstatus", "nhsnostatus", "nhstrace", "nhsverif"], ColumnKind::NhsNumberStatus),
    (&["nhs"], ColumnKind::NhsNumber),
    (
        &[
            "maiden",
            "formersurname",
            "formername",
            "formerfamily",
            "previoussurname",
            "prevsurname",
            "previousfamily",
            "birthname",
            "previousname",
        ],
        ColumnKind::FormerFamilyName,
    ),
    (&["alias", "=aka", "knownas", "preferredname", "nickname", "othername"], ColumnKind::Alias),
    (
        &["birthplace", "placeofbirth", "birthtown", "countryofbirth", "occupation", "=job", "jobtitle", "profession"],
        ColumnKind::Text,
    ),
    (&["firstandsurname", "firstandlast", "forenameandsurname", "forenamesurname"], ColumnKind::FullName),
    (
        &["dob", "birthdate", "dateofbirth", "datebirth", "dyddiadgeni", "=born", "=birth", "=birthday"],
        ColumnKind::BirthDate,
    ),
    (
        &["given", "firstname", "forename", "=first", "=fname", "middlename", "=middle", "enwcyntaf"],
        ColumnKind::GivenNames,
    ),
    (&["surname", "familyname", "lastname", "=family", "=last", "=lname", "=sname", "cyfenw"], ColumnKind::FamilyName),
    (&["=name", "fullname", "personname", "clientname", "patientname", "=enw", "enwllawn"], ColumnKind::FullName),
    (&["=sex", "gender", "rhyw", "=sexcode"], ColumnKind::Sex),
    (&["previouspostcode", "prevpostcode", "formerpostcode", "oldpostcode"], ColumnKind::PreviousPostcode),
    (&["postcode", "=pcode", "=zip", "zipcode", "codpost"], ColumnKind::Postcode),
    (&["previousaddress", "prevaddress", "formeraddress", "oldaddress"], ColumnKind::PreviousAddress),
    (&["uprn"], ColumnKind::Uprn),
    (&["email", "ebost"], ColumnKind::Email),
    (&["phone", "mobile", "=tel", "telno", "telnumber", "ffon"], ColumnKind::Phone),
    (
        &[
            "address",
            "=addr",
            "addr1",
            "addr2",
            "addr3",
            "streetnumber",
            "houseno",
            "housenumber",
            "=street",
            "=house",
            "cyfeiriad",
        ],
        ColumnKind::Address,
    ),
    (&["suburb", "=town", "=city", "=locality", "=village"], ColumnKind::Text),
    (&["=state", "=county", "=region", "ethnic", "nationality"], ColumnKind::Category),
    (
        &["socsec", "=ssn", "nationalinsurance", "=nino", "=nin", "passport", "licenceno", "socialsecurity"],
        ColumnKind::Identifier,
    ),
];

/// What a column of this name holds; `None` for a name that tells nothing, or that tells where a row comes from.
pub(super) fn kind_of(name: &str) -> Option<ColumnKind> {
    let bare: String = name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let fits = |word: &&str| word.strip_prefix('=').map_or_else(|| bare.contains(*word), |whole| bare == whole);
    NAMES.iter().find(|(words, _)| words.iter().any(fits)).map(|&(_, kind)| kind)
}

/// Whether a row has one value of this kind, so that a second column of it in one file is not used.
pub(super) const fn is_single(kind: ColumnKind) -> bool {
    matches!(
        kind,
        ColumnKind::BirthDate
            | ColumnKind::Sex
            | ColumnKind::NhsNumber
            | ColumnKind::NhsNumberStatus
            | ColumnKind::Uprn
            | ColumnKind::Postcode
            | ColumnKind::FamilyName
            | ColumnKind::FullName
    )
}

/// Whether columns of this kind are told apart by their names.
pub(super) const fn is_named(kind: ColumnKind) -> bool {
    matches!(kind, ColumnKind::Text | ColumnKind::Category | ColumnKind::Identifier | ColumnKind::Date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_names_are_recognised() {
        for (name, kind) in [
            ("First Name", Some(ColumnKind::GivenNames)),
            ("SURNAME", Some(ColumnKind::FamilyName)),
            ("date_of_birth", Some(ColumnKind::BirthDate)),
            ("NHS_NO", Some(ColumnKind::NhsNumber)),
            ("nhs_number_status", Some(ColumnKind::NhsNumberStatus)),
            ("birth_place", Some(ColumnKind::Text)),
            ("postcode_fake", Some(ColumnKind::Postcode)),
            ("previous_postcode", Some(ColumnKind::PreviousPostcode)),
            ("soc_sec_id", Some(ColumnKind::Identifier)),
            ("name", Some(ColumnKind::FullName)),
            ("source", None),
            ("cluster", None),
            ("rec_id", None),
        ] {
            assert_eq!(kind_of(name), kind, "{name}");
        }
    }
}
