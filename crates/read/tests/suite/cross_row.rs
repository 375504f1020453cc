//! Rules over several rows.

use crate::support::{CSV, feed, field, people, read_bytes};

fn columns() -> String {
    field("S", "family_name", "")
        + &field("N", "nhs_number", "")
        + &field("B", "birth_date", "date_format = \"YYYY-MM-DD\"")
}

#[test]
fn a_second_row_of_a_key_goes_back_where_a_key_has_one_row() {
    let read = read_bytes(&people(CSV, &columns()), "ID,S,N,B\n1,Rees,,\n1,Rees,,\n2,Price,,\n");
    assert_eq!((read.of_row(1), read.summary.published), (vec!["key-duplicate"], 2));
}

#[test]
fn a_row_that_went_back_takes_no_key_from_its_twin() {
    let read = read_bytes(&people(CSV, &columns()), "ID,S,N,B\n1,Rees\n1,Rees,,\n");
    assert_eq!((read.of_row(0), read.of_row(1).len()), (vec!["row-ragged"], 0));
}

#[test]
fn rows_of_one_person_agree_on_the_person() {
    let feed = feed("person", "full", "key = [\"ID\"]\nrows_per_key = \"many\"", CSV, &columns());
    let read = read_bytes(&feed, "ID,S,N,B\n1,Rees,,\n1,Rees,,\n1,Price,,\n").published();
    assert_eq!((read.of_row(1).len(), read.of_row(2)), (0, vec!["person-differs"]));
}

#[test]
fn one_nhs_number_with_two_dates_of_birth_is_told() {
    let text = "ID,S,N,B\n1,Rees,9434765919,1987-04-03\n2,Rees,943 476 5919,2026-01-02\n3,Rees,9434765919,1987-04-03\n\
                4,Rees,9434765919,\n";
    let read = read_bytes(&people(CSV, &columns()), text).published();
    assert_eq!(read.of_row(1), ["nhs-number-shared"]);
    assert_eq!(read.summary.rules["nhs-number-shared"].count, 1);
}

#[test]
fn the_same_file_is_answered_alike_twice() {
    let text = "ID,S,N,B\n1,Rees,9434765919,1987-04-03\n2,Rees,9434765919,2026-01-02\n1,Llŷr,1,31/12/1999\n";
    let (one, other) = (read_bytes(&people(CSV, &columns()), text), read_bytes(&people(CSV, &columns()), text));
    assert_eq!((one.rows, one.summary), (other.rows, other.summary));
}
