//! XML.

use std::io::Cursor;

use dolen_model::PersonField;
use dolen_read::{Drift, Feed, Limits};

use crate::support::{feed, field, read_bytes, read_with};

const XML: &str = "kind = \"xml\"\nrecord = \"Export/Client\"";

fn clients() -> Feed {
    clients_of("full")
}

fn clients_of(delivery: &str) -> Feed {
    let columns = field("Name/Surname", "family_name", "")
        + &field("Name/Alias", "alias", "")
        + &field("Note", "address", "")
        + &field("Born", "birth_date", "date_format = \"DD/MM/YYYY\"");
    let attribute = "[[attribute]]\nrepeat = \"Services/Service\"\ncode = \"@type\"\n\
                     codes = { \"PLAN\" = \"indicator:A02\" }\nstart = \"From\"\ndate_format = \"DD/MM/YYYY\"\n";
    feed("person", delivery, "key = [\"@id\"]", XML, &(columns + attribute))
}

#[test]
fn references_are_letters_and_not_breaks() {
    let text = "<Export><Client id='1&amp;2'><Name><Surname>A&amp;B &lt;&#67;&#x44;&gt; O&apos;Neil&quot;</Surname></Name>\
                <Note><![CDATA[R&B <flat>]]> 2</Note></Client></Export>";
    let read = read_bytes(&clients(), text).published();
    assert_eq!(read.values(PersonField::FamilyName), ["A&B <CD> O'Neil\""]);
    assert_eq!(read.values(PersonField::Address), ["R&B <flat> 2"]);
    assert_eq!(read.keys(), ["1&2"]);
}

#[test]
fn prefixes_are_the_senders_choice() {
    let text = "<x:Export xmlns:x='urn:a' xmlns:xsi='urn:b'><x:Client id='1'><n:Name xmlns:n='urn:c'><n:Surname>Price\
                </n:Surname></n:Name><x:Born xsi:nil='true'/></x:Client></x:Export>";
    let read = read_bytes(&clients(), text).published();
    assert_eq!(read.values(PersonField::FamilyName), ["Price"]);
    assert!(read.summary.dropped_columns.is_empty(), "{:?}", read.summary.dropped_columns);
}

#[test]
fn text_around_other_elements_is_kept_whole() {
    let text = "<Export><Client id='1'><Note>before <b>not agreed</b> behind<!-- and --> it</Note></Client></Export>";
    let read = read_bytes(&clients(), text).published();
    assert_eq!(read.values(PersonField::Address), ["before behind it"]);
    assert_eq!(read.summary.dropped_columns, ["Note/b"]);
}

#[test]
fn repeated_groups_become_an_attribute_each() {
    let text = "<Export><Client id='1'><Services><Service type='PLAN'><From>03/02/2020</From></Service>\
                <Service type='PLAN'/><Service type='ODD'/></Services></Client></Export>";
    let read = read_bytes(&clients(), text).published();
    let starts: Vec<_> = read.attributes().iter().map(|one| one.start.map(|date| date.to_string())).collect();
    assert_eq!(starts, [Some("2020-02-03".to_owned()), None]);
    assert_eq!(read.summary.rules["code-unknown"].column.as_deref(), Some("Services/Service/@type"));
}

#[test]
fn a_second_value_is_taken_where_people_may_have_several_and_told_where_not() {
    let name = "<Name><Surname>Price</Surname><Surname>Rees</Surname><Alias>Al</Alias><Alias>Bo</Alias></Name>";
    let read = read_bytes(&clients(), format!("<Export><Client id='1'>{name}</Client></Export>")).published();
    assert_eq!(read.values(PersonField::Alias), ["Al", "Bo"]);
    assert_eq!(
        (read.values(PersonField::FamilyName), read.of_row(0)),
        (vec!["Price".to_owned()], vec!["value-repeated"])
    );
}

#[test]
fn elements_that_no_record_has_are_told_like_missing_columns() {
    let read = read_bytes(&clients(), "<Export><Client id='1'><Name><Surnam>x</Surnam></Name></Client></Export>");
    let nearest = read.summary.header_drift.iter().find_map(|drift| match drift {
        Drift::Missing { column, nearest, .. } if column == "Name/Surname" => nearest.clone(),
        _ => None,
    });
    assert_eq!(nearest.as_deref(), Some("Name/Surnam"));
    let keyless = read_bytes(&clients(), "<Export><Client ident='1'><Note>x</Note></Client></Export>");
    assert_eq!(keyless.refused().rule, "header-missing-column");
    assert_eq!(keyless.refused().detail.as_ref().map(|detail| detail.en.as_str()), Some("`@id`"));
}

#[test]
fn declared_and_marked_encodings_are_read() {
    let latin =
        b"<?xml version='1.0' encoding='windows-1252'?><Export><Client id='1'><Note>Si\xf4n</Note></Client></Export>";
    assert_eq!(read_bytes(&clients(), latin).values(PersonField::Address), ["Siôn"]);
    let text = "<?xml version='1.0' encoding='UTF-16'?><Export><Client id='1'><Note>Siôn</Note></Client></Export>";
    for little in [true, false] {
        let units = std::iter::once(0xfeff).chain(text.encode_utf16());
        let bytes: Vec<u8> =
            units.flat_map(|unit: u16| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect();
        assert_eq!(read_bytes(&clients(), bytes).values(PersonField::Address), ["Siôn"]);
    }
    let marked = [b"\xef\xbb\xbf".as_slice(), text.replace("UTF-16", "utf-8").as_bytes()].concat();
    assert_eq!(read_bytes(&clients(), marked).values(PersonField::Address), ["Siôn"]);
}

#[test]
fn a_wrong_encoding_is_told_as_such() {
    let read = read_bytes(&clients(), b"<Export>\n<Client id='1'><Note>Si\xf4n</Note></Client></Export>");
    assert_eq!((read.refused().rule.as_str(), read.refused().line), ("text-encoding", Some(2)));
    // Far down, behind letters of three bytes that lie across whatever is read at a time.
    let many: String = (0..40_000).map(|id| format!("<Client id='{id}'><Note>Ŵ€</Note></Client>\n")).collect();
    let text = [b"<Export>\n", many.as_bytes(), b"<Client id='x'><Note>\xf4</Note></Client></Export>"].concat();
    assert_eq!(read_bytes(&clients(), text).refused().line, Some(40_002));
    assert_eq!(
        read_bytes(&clients(), "<?xml version='1.0' encoding='klingon'?><Export/>").refused().rule,
        "text-encoding"
    );
}

#[test]
fn what_is_not_one_whole_document_is_refused() {
    let client = "<Client id='1'/>";
    for text in [
        format!("<Export>{client}"),
        format!("<Export>{client}</Export><Export>{client}</Export>"),
        format!("<Export>{client}</Export> and more"),
        format!("ID,Surname\n<Export>{client}</Export>"),
        format!("<Export>{client}</Exporter>"),
        format!("<Export>{client} A & B</Export>"),
        format!("<Export>{client}<Client id='2"),
        format!("<Export>{client}<!-- never closed"),
        "not XML".to_owned(),
        "<Export><Client id='1' id='2'/></Export>".to_owned(),
    ] {
        assert_eq!(read_bytes(&clients(), &text).refused().rule, "xml-malformed", "{text}");
    }
}

#[test]
fn lines_tell_where() {
    let read =
        read_bytes(&clients(), "<Export>\r\n<Client id='1'/>\r\n\r\n<Client\r\n id='2'/>\r\n<Client id='3'/></Export>");
    assert_eq!(read.lines(), [2, 4, 6]);
    assert_eq!(read_bytes(&clients(), "<Export>\n\n<Client id='1'>\n</Export>").refused().line, Some(4));
}

#[test]
fn depth_groups_attributes_and_names_are_bounded() {
    let deep = format!("<Export><Client id='1'>{}", "<a>".repeat(1_000_000));
    assert_eq!(read_bytes(&clients(), deep).refused().rule, "xml-depth");

    let limits = Limits { groups: 3, ..Limits::default() };
    let services = "<Service type='PLAN'/>".repeat(4);
    let many = format!("<Export><Client id='1'><Services>{services}</Services></Client><Client id='2'/></Export>");
    let read = read_with(&clients(), &mut Cursor::new(many), limits, None).published();
    assert_eq!((read.of_row(0), read.of_row(1).len()), (vec!["row-groups"], 0));

    let limits = Limits { columns: 10, ..Limits::default() };
    let attributes: String = (0..11).map(|count| format!(" a{count}='x'")).collect();
    let wide = format!("<Export><Client id='1'{attributes}/></Export>");
    assert_eq!(read_with(&clients(), &mut Cursor::new(wide), limits, None).refused().rule, "record-size");

    let names: String = (0..20).map(|count| format!("<n{count}>x</n{count}>")).collect();
    let many = format!("<Export><Client id='1'>{names}</Client></Export>");
    assert_eq!(read_with(&clients(), &mut Cursor::new(many), limits, None).refused().rule, "header-too-wide");
}

#[test]
fn nothing_to_send_is_an_answer_only_of_a_delivery_of_changes() {
    let empty = "<Export></Export>";
    assert_eq!(read_bytes(&clients(), empty).refused().rule, "no-records");
    assert_eq!(read_bytes(&clients_of("delta"), empty).published().summary.received, 0);
    assert_eq!(read_bytes(&clients_of("delta"), "<Exports></Exports>").refused().rule, "no-records");
}
