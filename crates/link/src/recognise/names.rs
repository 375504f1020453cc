//! What a column's name claims.

use crate::specification::ColumnKind as Kind;
use crate::standardise::fold;

/// What a name claims: the kind, and for kinds of which each column is compared on its own what it is about, so that
/// `birth_place` in one file and `place of birth` in another are one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Claim {
    pub(super) kind: Kind,
    pub(super) about: &'static str,
}

/// Words of names without accents, marks and spaces, and what such a column holds; the first row that fits counts. `=`
/// before a word: the whole name; `+`: a word of the name; else it stands anywhere in the name.
const NAMES: &[(&str, Kind, &str)] = &[
    ("nhsstatus nhsnumberstatus nhsnostatus nhstrace nhsverif statwsrhifgig statwsgig", Kind::NhsNumberStatus, ""),
    ("nhs rhifgig", Kind::NhsNumber, ""),
    (
        "maiden formersurname formername formerfamily previoussurname prevsurname previousfamily birthname previousname \
         priorsurname surnameatbirth birthsurname =nee cyfenwblaenorol enwblaenorol morwynol",
        Kind::FormerFamilyName,
        "",
    ),
    ("alias =aka knownas preferredname nickname othername enwarall llysenw enwadwaenir", Kind::Alias, ""),
    (
        "birthplace placeofbirth birthtown townofbirth cityofbirth birthcity countryofbirth birthcountry mangeni gwladgeni",
        Kind::Text,
        "birth place",
    ),
    ("occupation =job jobtitle profession galwedigaeth =swydd", Kind::Text, "occupation"),
    ("firstandsurname firstandlast forenameandsurname forenamesurname", Kind::FullName, ""),
    ("birthyear yearofbirth =yob dobyear dobyyyy =doby blwyddyngeni", Kind::BirthYear, ""),
    ("birthmonth monthofbirth =mob dobmonth dobmm =dobm misgeni", Kind::BirthMonth, ""),
    ("=birthday dayofbirth dobday dobdd =dobd diwrnodgeni", Kind::BirthDay, ""),
    ("dob birthdate dateofbirth datebirth dyddiadgeni birthdt =dtbirth =born =birth", Kind::BirthDate, ""),
    ("deathdate dateofdeath datedeath dyddiadmarw =dod =died", Kind::Date, "death"),
    (
        "given firstname forename =first +fname middlename =middle christianname enwcyntaf enwcanol =enwau",
        Kind::GivenNames,
        "",
    ),
    ("surname familyname lastname =family =last +lname =sname cyfenw", Kind::FamilyName, ""),
    ("=name fullname wholename personname clientname patientname =enw enwllawn", Kind::FullName, ""),
    ("+sex gender rhyw =sexcode", Kind::Sex, ""),
    ("previouspostcode prevpostcode formerpostcode oldpostcode codpostblaenorol", Kind::PreviousPostcode, ""),
    ("postcode postalcode =pcode +zip zipcode codpost", Kind::Postcode, ""),
    ("previousaddress prevaddress formeraddress oldaddress cyfeiriadblaenorol", Kind::PreviousAddress, ""),
    ("uprn", Kind::Uprn, ""),
    ("=latitude =lat =lledred", Kind::Latitude, ""),
    ("=longitude =long =lon =lng =hydred", Kind::Longitude, ""),
    ("=easting =eastings =dwyreiniad", Kind::Easting, ""),
    ("=northing =northings =gogleddiad", Kind::Northing, ""),
    ("email ebost", Kind::Email, ""),
    ("phone mobile =tel telno telnumber ffon symudol =landline =cell", Kind::Phone, ""),
    (
        "address =addr addr1 addr2 addr3 streetnumber streetname houseno housenumber housename flatno flatnumber \
         buildingname =street =house =flat cyfeiriad rhifty =stryd",
        Kind::Address,
        "",
    ),
    ("suburb posttown =town =city =locality =village =tref =dinas =pentref", Kind::Text, "town"),
    ("=state =province", Kind::Category, "state"),
    ("=county =sir", Kind::Category, "county"),
    ("=region", Kind::Category, "region"),
    ("ethnic ethnig", Kind::Category, "ethnicity"),
    ("nationality cenedligrwydd", Kind::Category, "nationality"),
    ("socsec =ssn socialsecurity", Kind::Identifier, "social security"),
    ("nationalinsurance =nino =nin yswiriantgwladol", Kind::Identifier, "national insurance"),
    ("=chi chinumber =chino communityhealthindex", Kind::Identifier, "health index"),
    ("=hcn hcnumber hcno healthandcarenumber healthandcareno", Kind::Identifier, "health and care"),
    ("=pps =ppsn ppsnumber ppsno personalpublicservice", Kind::Identifier, "public service"),
    ("passport pasbort", Kind::Identifier, "passport"),
    ("licenceno licencenumber licensenumber drivinglicen driverslicen driverlicen", Kind::Identifier, "licence"),
    ("=upn uniquepupil", Kind::Identifier, "pupil"),
    ("=uln uniquelearner", Kind::Identifier, "learner"),
];

/// Words of a name that tell of somebody or something else than the person of the row.
const OTHERS: &str = "mother mothers father fathers parent parents guardian carer gp doctor practice surgery school \
    employer company organisation organization worker officer kin nok emergency spouse partner husband wife mam tad \
    rhiant meddyg ysgol cyflogwr";

/// Words of a name that tell whether something was verified.
const STATUS: &str = "status verified verification validated trace traced statws gwiriwyd dilyswyd wirio";

/// Words that may stand beside that one: `status of passport`, `passport status code`, `pasbort wedi ei wirio`.
const BESIDE_STATUS: &str = "of the code flag indicator y yr o cod wedi ei";

/// Words of a name that tell of a date other than that of birth.
const EVENTS: &str = "created updated modified inserted loaded start end from to valid admission admitted discharge \
    referral registration registered joined left event incident visit appointment expiry expires issue issued enlist \
    enlistment marriage married seen last next extract timestamp opened closed reported dyddiad";

/// What a name claims, if anything.
pub(super) fn claim(name: &str) -> Option<Claim> {
    let words = words(name);
    let bare = words.concat();
    let fits = |pattern: &str| match pattern.split_at_checked(1) {
        Some(("=", whole)) => bare == whole,
        Some(("+", word)) => words.iter().any(|known| known == word),
        _ => bare.contains(pattern),
    };
    let row = NAMES.iter().find(|(patterns, ..)| patterns.split_ascii_whitespace().any(fits))?;
    Some(Claim { kind: row.1, about: row.2 })
}

/// The word by which a name tells of another person, or of a body.
pub(super) fn other_person(name: &str) -> Option<&'static str> {
    let words = words(name);
    OTHERS.split_ascii_whitespace().find(|other| words.iter().any(|word| word == other))
}

/// What of a name is left without the word by which it tells whether something was verified: `chi` of `CHI_status`.
pub(super) fn before_status(name: &str) -> Option<String> {
    let words = words(name);
    let is = |list: &str, word: &String| list.split_ascii_whitespace().any(|known| known == word);
    let place = words.iter().rposition(|word| is(STATUS, word))?;
    let left = words.iter().enumerate().filter(|(other, word)| *other != place && !is(BESIDE_STATUS, word));
    let before: String = left.map(|(_, word)| word.as_str()).collect();
    (!before.is_empty()).then_some(before)
}

/// Whether an identifier's name is what is left of a status's.
pub(super) fn is_of(identifier: &str, before: &str) -> bool {
    let words = words(identifier);
    let is_before = |part: &[String]| part.concat() == before;
    (1..=words.len()).any(|length| words.windows(length).any(is_before))
}

/// Whether a name tells of an event, and not of a birth.
pub(super) fn is_of_event(name: &str) -> bool {
    words(name).iter().any(|word| EVENTS.split_ascii_whitespace().any(|event| event == word))
}

/// Folded words of a name: `ClientDOB_2` gives `client`, `dob`, `2`.
fn words(name: &str) -> Vec<String> {
    let mut spaced = String::with_capacity(name.len() + 8);
    let mut before = ' ';
    for letter in name.chars() {
        let is_new = letter.is_uppercase() && before.is_lowercase()
            || letter.is_numeric() && before.is_alphabetic()
            || letter.is_alphabetic() && before.is_numeric();
        if is_new {
            spaced.push(' ');
        }
        spaced.push(letter);
        before = letter;
    }
    fold(&spaced).split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_names_make_their_claims() {
        for (name, kind) in [
            ("First Name", Some(Kind::GivenNames)),
            ("fname_c1", Some(Kind::GivenNames)),
            ("SURNAME", Some(Kind::FamilyName)),
            ("LastName", Some(Kind::FamilyName)),
            ("date_of_birth", Some(Kind::BirthDate)),
            ("ClientDOB", Some(Kind::BirthDate)),
            ("dob_year", Some(Kind::BirthYear)),
            ("NHS_NO", Some(Kind::NhsNumber)),
            ("nhs_number_status", Some(Kind::NhsNumberStatus)),
            ("birth_place", Some(Kind::Text)),
            ("postcode_fake", Some(Kind::Postcode)),
            ("previous_postcode", Some(Kind::PreviousPostcode)),
            ("soc_sec_id", Some(Kind::Identifier)),
            ("CHI Number", Some(Kind::Identifier)),
            ("ppsn", Some(Kind::Identifier)),
            ("H&C number", Some(Kind::Identifier)),
            ("name", Some(Kind::FullName)),
            ("Dyddiad Geni", Some(Kind::BirthDate)),
            ("Enw cyntaf", Some(Kind::GivenNames)),
            ("Rhif ffôn", Some(Kind::Phone)),
            ("Côd post", Some(Kind::Postcode)),
            ("Rhif GIG", Some(Kind::NhsNumber)),
            ("Rhif tŷ", Some(Kind::Address)),
            ("Latitude", Some(Kind::Latitude)),
            ("platitude", None),
            ("source", None),
            ("cluster", None),
            ("rec_id", None),
            ("", None),
        ] {
            assert_eq!(claim(name).map(|claim| claim.kind), kind, "{name}");
        }
    }

    #[test]
    fn other_people_and_events_are_told_by_words() {
        assert_eq!(other_person("mother_surname"), Some("mother"));
        assert_eq!(other_person("GP name"), Some("gp"));
        assert_eq!(other_person("smother"), None);
        assert!(is_of_event("AdmissionDate") && is_of_event("admission_date") && !is_of_event("date"));
    }
}
