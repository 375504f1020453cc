//! Separated values.

use dolen_model::PersonField;

use crate::support::{CSV, field, people, read_bytes};

fn names(format: &str) -> dolen_read::Feed {
    people(format, &(field("Surname", "family_name", "") + &field("Address", "address", "")))
}

#[test]
fn a_byte_order_mark_is_no_part_of_the_first_name() {
    let read = read_bytes(&names(CSV), "\u{feff}ID,Surname,Address\n1,Llŷr,1 Stryd Fawr\n").published();
    assert_eq!((read.keys(), read.values(PersonField::FamilyName)), (vec!["1"], vec!["Llŷr".to_owned()]));
}

#[test]
fn windows_1252_is_read_when_the_contract_says_so() {
    let feed = names("kind = \"csv\"\nencoding = \"windows-1252\"");
    let read = read_bytes(&feed, b"ID,Surname,Address\n1,Si\xf4n\x96Jones,5\x80\n").published();
    assert_eq!(read.values(PersonField::FamilyName), ["Siôn–Jones"]);
    // The same bytes are no UTF-8: told with their line, and nothing is guessed.
    let refused = read_bytes(&names(CSV), b"ID,Surname,Address\n1,Price,x\n2,Si\xf4n,x\n");
    assert_eq!((refused.refused().rule.as_str(), refused.refused().line), ("text-encoding", Some(3)));
}

#[test]
fn a_file_that_says_it_is_utf_8_is_not_read_as_windows_1252() {
    let feed = names("kind = \"csv\"\nencoding = \"windows-1252\"");
    assert_eq!(read_bytes(&feed, "\u{feff}ID,Surname,Address\n1,Siôn,x\n").refused().rule, "text-encoding");
    // Without the mark the letters tell, value by value.
    let read = read_bytes(&feed, "ID,Surname,Address\n1,Siôn,x\n2,Price,x\n");
    assert_eq!((read.of_row(0), read.of_row(1).is_empty()), (vec!["value-encoding"], true));
}

#[test]
fn any_delimiter_is_read() {
    for (written, delimiter) in [(";", ";"), ("|", "|"), ("\\t", "\t"), ("~", "~"), ("^", "^")] {
        let feed = names(&format!("kind = \"csv\"\ndelimiter = \"{written}\""));
        let text = "ID,Surname,Address\n7,\"O'Brien, \"\"Bob\"\"\",Flat 2\n".replace(',', delimiter);
        let read = read_bytes(&feed, text.replace(&format!("Brien{delimiter} "), "Brien, ")).published();
        assert_eq!(read.values(PersonField::FamilyName), ["O'Brien, \"Bob\""], "{delimiter}");
    }
}

#[test]
fn a_delimiter_is_found_by_the_columns_that_it_makes() {
    let feed = names("kind = \"csv\"\ndelimiter = \"sniff\"\ntitle_rows = 1");
    // More commas than semicolons, and a title that has yet another.
    let text = "Extract, of, November | 2026\nID;Surname;Address;A, b, c, d, e\n1;Price;1, Castle St, Newport;x\n";
    let read = read_bytes(&feed, text).published();
    assert_eq!(read.values(PersonField::Address), ["1, Castle St, Newport"]);
    for delimiter in [",", ";", "\t", "|"] {
        let text = "x\nID,Surname,Address\n1,Price,Newport\n".replace(',', delimiter);
        assert_eq!(read_bytes(&feed, text).published().keys(), ["1"], "{delimiter:?}");
    }
}

#[test]
fn line_breaks_inside_quotation_marks_belong_to_the_value_and_count_as_lines() {
    let read = read_bytes(&names(CSV), "ID,Surname,Address\n1,Price,\"1 Castle St\nNewport\"\n2,Rees,x\n").published();
    assert_eq!(read.values(PersonField::Address), ["1 Castle St Newport", "x"]);
    assert_eq!(read.lines(), [2, 4]);
}

#[test]
fn lines_are_counted_alike_whatever_ends_them() {
    for end in ["\n", "\r\n", "\r"] {
        let text = "ID,Surname,Address\n\n1,Price,\"a\nb\"\n\n\n2,Rees,x\n3,Howe,y".replace('\n', end);
        let read = read_bytes(&names(CSV), text).published();
        assert_eq!(read.lines(), [3, 7, 8], "{end:?}");
    }
}

#[test]
fn a_ragged_row_goes_back_and_its_neighbours_do_not() {
    let read = read_bytes(&names(CSV), "ID,Surname,Address\n1,Price,x\n2,Rees\n3,Howe,y,z\n4,Bell,w\n").published();
    assert_eq!((read.summary.published, read.summary.quarantined), (2, 2));
    assert_eq!((read.of_row(1), read.of_row(2)), (vec!["row-ragged"], vec!["row-ragged"]));
    let told = &read.summary.rules["row-ragged"].examples;
    assert_eq!(told[1].detail.as_ref().map(|detail| detail.en.as_str()), Some("4 values, the header has 3"));
}

#[test]
fn rows_that_a_missing_mark_took_into_a_value_are_not_lost_silently() {
    let text = "ID,Surname,Address\n1,\"Price,x\n2,Rees,y\n3,\"Howe\",z\n4,Bell,w\n";
    let read = read_bytes(&names(CSV), text).published();
    assert_eq!((read.summary.received, read.lines()), (2, vec![2, 5]));
    assert!(read.of_row(0).contains(&"row-quotation"), "{:?}", read.of_row(0));
    // Blanks behind the mark say nothing of a missing one.
    let read = read_bytes(&names(CSV), "ID,Surname,Address\n1,\"Price\" \t,\"x\" \n2,\"Rees\",\"y\"").published();
    assert_eq!(
        (read.summary.published, read.values(PersonField::FamilyName)),
        (2, vec!["Price".into(), "Rees".into()])
    );
}

#[test]
fn a_mark_inside_a_plain_value_is_text() {
    let read = read_bytes(&names(CSV), "ID,Surname,Address\n1,Pri\"ce,12\" lane\n").published();
    assert_eq!(read.values(PersonField::FamilyName), ["Pri\"ce"]);
}

#[test]
fn a_line_of_blanks_is_no_row_and_a_row_of_other_columns_is() {
    let read = read_bytes(&names(CSV), "ID,Surname,Address,Note\n1,Price,x,\n , ,,\n,,,\n,,,seen\n").published();
    assert_eq!(read.summary.received, 2);
    assert_eq!(read.of_row(1), ["row-empty"]);
}

#[test]
fn titles_above_the_header_are_stepped_over() {
    let feed = names("kind = \"csv\"\ntitle_rows = 2");
    let read = read_bytes(&feed, "Social care, November\n\"printed\nID,Surname,Address\n1,Price,x\n").published();
    assert_eq!((read.keys(), read.lines()), (vec!["1"], vec![4]));
}
