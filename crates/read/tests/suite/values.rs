//! Values by the rules of the field they go to.

use std::io::Cursor;

use dolen_model::{AttributeRole, PersonField};
use dolen_read::{Limits, PostcodeDirectory};

use crate::support::{CSV, Directory, Read, feed, field, people, read_bytes, read_with};

fn one(name: &str, more: &str, value: &str, postcodes: Option<&dyn PostcodeDirectory>) -> Read {
    let feed = people(CSV, &field("V", name, more));
    let value = value.replace('"', "\"\"");
    read_with(&feed, &mut Cursor::new(format!("ID,V\n1,\"{value}\"\n")), Limits::default(), postcodes)
}

/// The value that a text comes to, and the rules that it breaks.
fn comes_to(name: &str, value: &str, postcodes: Option<&dyn PostcodeDirectory>) -> (Option<String>, Vec<String>) {
    let read = one(name, "", value, postcodes);
    let field = PersonField::from_name(name).unwrap();
    (read.values(field).pop(), read.of_row(0).into_iter().map(str::to_owned).collect())
}

fn some(value: &str, rules: &[&str]) -> (Option<String>, Vec<String>) {
    let value = (!value.is_empty()).then(|| value.to_owned());
    (value, rules.iter().map(|rule| (*rule).to_owned()).collect())
}

#[test]
fn nhs_numbers_pass_every_trap() {
    for (text, value, rules) in [
        ("9434765919", "9434765919", &[][..]),
        ("943 476 5919", "9434765919", &[]),
        ("943-476-5919", "9434765919", &[]),
        ("943\u{a0}476\u{a0}5919", "9434765919", &[]),
        ("9449305552", "9449305552", &[]),
        ("9876543210", "9876543210", &[]),
        ("4010232137", "4010232137", &[]),
        ("1234567890", "", &["nhs-number-check-digit"]),
        // The sum of this one asks for a check digit of ten, which no number has.
        ("4000000080", "", &["nhs-number-check-digit"]),
        ("943476591", "", &["nhs-number-length"]),
        ("94347659199", "", &["nhs-number-length"]),
        ("943476591O", "", &["nhs-number-character"]),
        ("9.43E+09", "", &["nhs-number-character"]),
        ("0000000000", "", &["nhs-number-repeated-digit"]),
        ("9999999999", "", &["nhs-number-repeated-digit"]),
        ("NOT KNOWN", "", &["placeholder"]),
        ("0101990014", "0101990014", &["nhs-number-scotland"]),
        ("3201234567", "3201234567", &["nhs-number-northern-ireland"]),
    ] {
        assert_eq!(comes_to("nhs_number", text, None), some(value, rules), "{text}");
    }
    for digit in '0'..='9' {
        let text: String = std::iter::repeat_n(digit, 10).collect();
        assert_eq!(comes_to("nhs_number", &text, None), some("", &["nhs-number-repeated-digit"]), "{text}");
    }
}

#[test]
fn postcodes_are_read_with_everything_that_stands_for_one() {
    for (text, value, rules) in [
        ("np204ux", "NP20 4UX", &[][..]),
        (" NP20-4UX ", "NP20 4UX", &[]),
        ("N1P 2AA", "N1P 2AA", &[]),
        ("GIR 0AA", "GIR 0AA", &[]),
        ("NPT 4UX", "NPT 4UX", &["postcode-legacy"]),
        ("NP20", "NP20", &["postcode-partial"]),
        ("NP20 4", "NP20 4", &["postcode-partial"]),
        ("NPT", "NPT", &["postcode-partial"]),
        ("BFPO 801", "BFPO 801", &["postcode-forces"]),
        ("ZZ99 3VZ", "", &["postcode-no-fixed-abode"]),
        ("ZZ99 3WZ", "", &["postcode-pseudo"]),
        ("ZZ99 3CZ", "", &["postcode-pseudo"]),
        ("NP2O 4UX", "", &["postcode-shape"]),
        ("Newport", "", &["postcode-shape"]),
        ("UNKNOWN", "", &["placeholder"]),
    ] {
        assert_eq!(comes_to("postcode", text, None), some(value, rules), "{text}");
    }
}

#[test]
fn a_directory_knows_which_postcodes_exist_and_without_one_nothing_is_said() {
    for (text, rules) in [
        ("NP20 4UX", &[][..]),
        ("NP20 4UY", &["postcode-terminated"]),
        ("NP20 4UZ", &["postcode-unknown"]),
        ("NPT 4UX", &["postcode-legacy"]),
        ("NPT 4UZ", &["postcode-unknown"]),
        ("BFPO 801", &["postcode-forces"]),
        ("NP20", &["postcode-partial"]),
    ] {
        // A postcode that the directory does not have is kept: directories are late.
        assert_eq!(comes_to("postcode", text, Some(&Directory)), some(text, rules), "{text}");
    }
    assert_eq!(comes_to("postcode", "NP20 4UZ", None), some("NP20 4UZ", &[]));
}

#[test]
fn uprns_are_whole_numbers_of_twelve_digits_at_most() {
    for (text, value, rules) in [
        ("100100123456", "100100123456", &[][..]),
        ("000200", "200", &[]),
        ("1.001E+11", "", &["uprn-scientific"]),
        ("1E11", "", &["uprn-scientific"]),
        ("100012000000", "", &["uprn-rounded"]),
        ("1234567890123", "", &["uprn-shape"]),
        ("0", "", &["uprn-shape"]),
        ("12 3", "", &["uprn-shape"]),
    ] {
        assert_eq!(comes_to("uprn", text, None), some(value, rules), "{text}");
    }
}

#[test]
fn telephones_and_addresses_are_what_they_are() {
    assert_eq!(comes_to("phone", "01633 123456", None), some("01633123456", &[]));
    assert_eq!(comes_to("phone", "ask", None), some("", &["phone-shape"]));
    assert_eq!(comes_to("email", "Ann@Example.ORG", None), some("ann@example.org", &[]));
    for text in ["ann", "ann@", "@example.org", "ann@example", "a b@example.org", "a@b@example.org"] {
        assert_eq!(comes_to("email", text, None), some("", &["email-shape"]), "{text}");
    }
}

#[test]
fn codes_mean_what_the_contract_says_in_any_case_and_nothing_else() {
    let codes =
        "codes = { \"F\" = \"female\", \"M\" = \"male\", \"U\" = \"unknown\", \"-\" = \"\", \"N/K\" = \"unknown\" }";
    for (text, value, rules) in [
        ("F", "female", &[][..]),
        ("m", "male", &[]),
        ("X", "", &["code-unknown"]),
        ("-", "", &[]),
        ("n/k", "unknown", &[]),
        ("TBC", "", &["placeholder"]),
    ] {
        let read = one("sex", codes, text, None);
        assert_eq!(
            (read.values(PersonField::Sex).pop(), read.of_row(0)),
            (some(value, &[]).0, rules.to_vec()),
            "{text}"
        );
    }
    // Codes of a field that usually holds text are applied too.
    let read = one("ethnicity", "codes = { \"A\" = \"wales:A\" }", "A", None);
    assert_eq!(read.values(PersonField::Ethnicity), ["wales:A"]);
}

#[test]
fn names_keep_their_letters_and_lose_what_nobody_sees() {
    assert_eq!(comes_to("family_name", " Llŷr\u{a0}\u{200b} ap  Gwilym ", None), some("Llŷr ap Gwilym", &[]));
    for damaged in ["SiÃ´n", "Si\u{fffd}n", "Ll?r"] {
        assert_eq!(comes_to("family_name", damaged, None), some(damaged, &["value-encoding"]), "{damaged}");
    }
    for steering in ["Ann\u{7}", "Ann\u{1b}[2J", "\u{202e}nnA", "Ann\u{81}"] {
        assert_eq!(comes_to("family_name", steering, None), some("", &["value-control-character"]), "{steering:?}");
    }
    assert_eq!(comes_to("family_name", &"x".repeat(4_000), None).1.len(), 0);
    assert_eq!(comes_to("family_name", &"ŵ".repeat(4_001), None), some("", &["value-length"]));
}

#[test]
fn words_for_nothing_are_nothing() {
    for text in ["UNKNOWN", "n/k", "N/A", "Anhysbys"] {
        assert_eq!(comes_to("family_name", text, None), some("", &["placeholder"]), "{text}");
    }
    let read = one("family_name", "placeholders = [\"*\", \"dim\"]", "DIM", None);
    assert_eq!((read.of_row(0), read.values(PersonField::FamilyName).len()), (vec!["placeholder"], 0));
}

#[test]
fn a_required_value_must_be_of_use() {
    for (name, more, value, rules) in [
        ("family_name", "", "", &["required-missing"][..]),
        ("family_name", "", "N/K", &["placeholder", "required-missing"]),
        ("nhs_number", "", "123", &["nhs-number-length", "required-missing"]),
        ("birth_date", "date_format = \"DD/MM/YYYY\"", "31/02/1999", &["date-impossible", "required-missing"]),
        ("postcode", "", "ZZ99 3WZ", &["postcode-pseudo", "required-missing"]),
        // That somebody has no fixed abode is an answer.
        ("postcode", "", "ZZ99 3VZ", &["postcode-no-fixed-abode"]),
        ("family_name", "", "Rees", &[]),
    ] {
        let read = people(CSV, &field("V", name, &format!("required = true\n{more}")));
        let read = read_bytes(&read, format!("ID,V,W\n1,{value},w\n"));
        assert_eq!(read.of_row(0), rules, "{value}");
    }
}

#[test]
fn a_key_is_a_key() {
    let feed = people(CSV, &field("V", "family_name", ""));
    let read = read_bytes(&feed, "ID,V\n,a\nN/A,b\n#N/A,c\n1.23E+11,d\n1E10,e\n 00 7 ,f\n");
    let rules: Vec<Vec<&str>> = (0..6).map(|row| read.of_row(row)).collect();
    assert_eq!(rules[0], ["key-missing"]);
    assert_eq!(rules[1], ["placeholder", "key-missing"]);
    assert_eq!(rules[2], ["value-cell-error", "key-missing"]);
    assert_eq!(rules[3], ["key-scientific"]);
    assert_eq!(read.keys(), ["1E10", "00 7"]);
}

#[test]
fn roles_are_never_guessed() {
    let attribute = "[[attribute]]\ncode = \"C\"\ncodes = { \"DA\" = \"indicator:P01\" }\n\
                     role = { column = \"R\", codes = { \"VIC\" = \"victim\", \"OFF\" = \"perpetrator\" } }\n";
    let feed = feed("attribute", "full", "persons = \"people\"\nkey = [\"ID\"]", CSV, attribute);
    let read = read_bytes(&feed, "ID,C,R\n1,DA,vic\n2,DA,OFF\n3,DA,SUSP\n4,DA,\n").published();
    let roles: Vec<_> = read.attributes().iter().map(|attribute| attribute.role).collect();
    assert_eq!(roles, [AttributeRole::Victim, AttributeRole::Perpetrator]);
    assert_eq!((read.of_row(2), read.of_row(3)), (vec!["code-unknown"], vec!["code-unknown"]));
}

#[test]
fn several_codes_in_one_value_are_several_attributes() {
    let attribute = "[[attribute]]\ncode = \"C\"\nseparator = \";\"\n\
                     codes = { \"LD\" = \"indicator:A04\", \"PD\" = \"indicator:A05\", \"OLD\" = \"ignore\" }\n\
                     [[attribute]]\nwhen = { column = \"A\", equals = [\"Y\"] }\nterm = \"indicator:A03\"\n";
    let feed = feed("attribute", "full", "persons = \"people\"\nkey = [\"ID\"]", CSV, attribute);
    let read = read_bytes(&feed, "ID,C,A\n1,ld; PD;OLD;;N/A,y\n2,LD;ODD,N\n").published();
    let terms: Vec<_> = read.attributes().iter().map(|attribute| attribute.term.as_str()).collect();
    assert_eq!(terms, ["A04", "A05", "A03", "A04"]);
    assert_eq!((read.of_row(0).len(), read.of_row(1)), (0, vec!["code-unknown"]));
}
