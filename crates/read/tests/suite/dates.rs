//! Dates.

use dolen_model::PersonField;

use crate::support::{CSV, Read, feed, field, people, read_bytes};

fn born(format: &str, values: &[&str]) -> Read {
    let feed = people(CSV, &field("Born", "birth_date", &format!("date_format = \"{format}\"")));
    let rows: String = values.iter().enumerate().map(|(row, value)| format!("{row},{value}\n")).collect();
    read_bytes(&feed, format!("ID,Born\n{rows}"))
}

#[test]
fn each_form_is_read_as_its_contract_says() {
    for (format, text) in [
        ("DD/MM/YYYY", "03/04/1987"),
        ("DD-MM-YYYY", "3-4-1987"),
        ("DD.MM.YYYY", "03.04.1987"),
        ("MM/DD/YYYY", "04/03/1987"),
        ("YYYY-MM-DD", "1987-04-03"),
        ("YYYY-MM-DDTHH:MM", "1987-04-03T10:15"),
        ("YYYYMMDD", "19870403"),
        ("YYYYMMDDHHMM", "198704031015"),
        ("DD-MMM-YYYY", "03-Apr-1987"),
        ("DD MMM YYYY", "3 Ebrill 1987"),
        ("DD/MM/YYYY", "03/04/1987 00:00:00"),
    ] {
        assert_eq!(born(format, &[text]).published().values(PersonField::BirthDate), ["1987-04-03"], "{format} {text}");
    }
}

#[test]
fn what_no_date_of_birth_can_be_is_told_and_not_taken() {
    for (text, rule) in [
        ("1999-02-03", "date-shape"),
        ("3 Feb", "date-shape"),
        ("03/02/99", "date-shape"),
        ("25/11/2026", "date-future"),
        ("31/12/1899", "date-before-1900"),
        ("01/01/1900", "date-default"),
        ("01/01/1970", "date-default"),
        ("UNKNOWN", "placeholder"),
    ] {
        let read = born("DD/MM/YYYY", &[text]).published();
        assert_eq!((read.of_row(0), read.values(PersonField::BirthDate).len()), (vec![rule], 0), "{text}");
    }
    for text in ["24/11/2026", "02/01/1900", "29/02/2000"] {
        assert!(born("DD/MM/YYYY", &[text]).published().of_row(0).is_empty(), "{text}");
    }
}

#[test]
fn a_row_with_a_date_that_no_calendar_has_goes_back_with_its_place() {
    for text in ["31/02/1999", "00/00/0000", "29/02/1900", "99/99/9999"] {
        let read = born("DD/MM/YYYY", &["03/04/1987", text]).published();
        assert_eq!((read.summary.quarantined, read.of_row(1)), (1, vec!["date-impossible"]), "{text}");
        let told = &read.summary.rules["date-impossible"].examples[0];
        assert_eq!((told.line, told.column.as_deref()), (Some(3), Some("Born")));
        assert_eq!(told.value_class, Some(dolen_model::ValueClass::Date));
    }
}

#[test]
fn an_impossible_day_of_an_attribute_does_not_keep_back_the_person() {
    let attribute = "[[attribute]]\ncode = \"C\"\ncodes = { \"F\" = \"event:fall\" }\nstart = \"S\"\ndate_format = \"YYYY-MM-DD\"\n";
    let feed = feed("attribute", "full", "persons = \"people\"\nkey = [\"ID\"]", CSV, attribute);
    let read = read_bytes(&feed, "ID,C,S\n1,F,2020-02-30\n").published();
    assert_eq!((read.of_row(0), read.attributes()[0].start), (vec!["attribute-date-impossible"], None));
}

#[test]
fn one_value_in_the_other_order_holds_the_file_and_nothing_of_the_column_is_read() {
    // The value that tells stands last, and the others could be read either way.
    let read = born("DD/MM/YYYY", &["03/04/1987", "05/06/1990", "", "04/23/1987"]);
    assert_eq!(read.held(), ["date-order"]);
    assert!(read.values(PersonField::BirthDate).is_empty(), "a doubtful date was read");
    assert_eq!(read.summary.rules["date-order"].count, 3);
    assert_eq!(read.summary.rules["date-order"].column.as_deref(), Some("Born"));

    let other = born("MM/DD/YYYY", &["03/04/1987", "23/04/1987"]);
    assert_eq!((other.held(), other.values(PersonField::BirthDate).len()), (vec!["date-order"], 0));
}

#[test]
fn a_column_that_could_be_american_and_never_has_to_be_is_read() {
    let read = born("DD/MM/YYYY", &["03/04/1987", "12/12/1990"]).published();
    assert_eq!(read.values(PersonField::BirthDate), ["1987-04-03", "1990-12-12"]);
}

#[test]
fn an_american_date_under_a_contract_of_another_form_holds_the_file_too() {
    assert_eq!(born("YYYY-MM-DD", &["1987-04-03", "04/23/1987"]).held(), ["date-order"]);
}

#[test]
fn only_the_column_in_the_other_order_is_not_read() {
    let columns = field("Born", "birth_date", "date_format = \"DD/MM/YYYY\"")
        + &field("Seen", "last_contact", "date_format = \"DD/MM/YYYY\"");
    let read = read_bytes(&people(CSV, &columns), "ID,Born,Seen\n1,03/04/1987,05/06/2020\n2,04/05/1988,06/25/2020\n");
    assert_eq!((read.held(), read.values(PersonField::BirthDate).len()), (vec!["date-order"], 2));
    assert!(read.values(PersonField::LastContact).is_empty());
}

#[test]
fn the_order_of_dates_inside_repeated_elements_is_held_too() {
    let attribute = "[[attribute]]\nrepeat = \"S\"\ncode = \"C\"\ncodes = { \"P\" = \"indicator:A02\" }\nstart = \"F\"\n\
                     date_format = \"DD/MM/YYYY\"\n";
    let feed = feed(
        "attribute",
        "full",
        "persons = \"people\"\nkey = [\"@id\"]",
        "kind = \"xml\"\nrecord = \"E/C\"",
        attribute,
    );
    let group = |day: &str| format!("<S><C>P</C><F>{day}</F></S>");
    let read = read_bytes(&feed, format!("<E><C id='1'>{}{}</C></E>", group("03/04/2020"), group("04/23/2020")));
    assert_eq!(read.held(), ["date-order"]);
    assert!(read.attributes().iter().all(|attribute| attribute.start.is_none()));
}

#[test]
fn one_date_must_not_lie_before_another() {
    let date = "date_format = \"YYYY-MM-DD\"";
    let columns = field("Born", "birth_date", date)
        + &field("Died", "death_date", date)
        + &field("From", "involved_since", date)
        + &field("To", "involved_until", date);
    let read = read_bytes(
        &people(CSV, &columns),
        "ID,Born,Died,From,To\n1,1950-05-05,1950-05-04,2020-02-02,2020-02-01\n2,1950-05-05,1950-05-05,2020-02-02,2020-02\n\
         3,1950-05,1950,2020,\n4,1950,1949,,\n",
    )
    .published();
    assert_eq!(read.of_row(0), ["death-before-birth", "end-before-start"]);
    assert!(read.of_row(1).is_empty() && read.of_row(2).is_empty(), "a partial date was read too strictly");
    assert_eq!(read.of_row(3), ["death-before-birth"]);
    assert_eq!(read.values(PersonField::DeathDate), ["1950-05-05", "1950"]);
}

#[test]
fn an_event_lies_behind_us_and_ends_after_it_began() {
    let attribute = "[[attribute]]\ncode = \"C\"\ncodes = { \"F\" = \"event:fall\", \"P\" = \"indicator:A02\" }\nstart = \"S\"\n\
                     end = \"E\"\ndate_format = \"YYYY-MM-DD\"\n";
    let feed = feed("attribute", "full", "persons = \"people\"\nkey = [\"ID\"]", CSV, attribute);
    let read = read_bytes(&feed, "ID,C,S,E\n1,F,2027-01-01,\n2,P,2027-01-01,\n3,P,2020-02-02,2020-01-01\n").published();
    assert_eq!((read.of_row(0), read.of_row(1).len()), (vec!["date-future"], 0));
    assert_eq!(read.of_row(2), ["end-before-start"]);
    let dates: Vec<_> = read.attributes().iter().map(|one| (one.start.is_some(), one.end.is_some())).collect();
    assert_eq!(dates, [(false, false), (true, false), (true, false)]);
}
