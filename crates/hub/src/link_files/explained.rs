//! What `dolen link` tells of its choice, and what it makes of files that nobody wishes for.

use dolen_link::{ColumnKind, Specification};

use super::{FileInput, FilesLinkage, LinkRequest, explain_files, link_files};

fn file<'a>(name: &str, text: &'a str) -> FileInput<'a> {
    FileInput { name: name.to_owned(), reader: Box::new(text.as_bytes()) }
}

fn written(linkage: &FilesLinkage) -> (Vec<u8>, Vec<u8>) {
    let (mut clusters, mut links) = (Vec::new(), Vec::new());
    linkage.write_clusters(&mut clusters).unwrap();
    linkage.write_links(&mut links).unwrap();
    (clusters, links)
}

/// People of two agencies that name and write things differently; every third of the first is in the second as well.
fn agencies() -> (String, String) {
    const GIVEN: [&str; 6] = ["John", "Sian", "William", "Mary", "Dafydd", "Elizabeth"];
    let mut one = String::from("key,first name,surname,maiden,year,month,day,contact,aliases\n");
    let mut other = String::from("ref;FORENAME;cyfenw;c7;phone no\n");
    for person in 0..300_u32 {
        let mixed = person.wrapping_mul(2_654_435_761);
        let (given, family) = (GIVEN[(mixed >> 9) as usize % 6], format!("Fam{}x", mixed >> 22));
        let (year, month, day) = (1_920 + mixed % 83, 1 + (mixed >> 5) % 12, 1 + (mixed >> 12) % 28);
        one += &format!(
            "K{person},{given},{family},,{year},{month},{day},07700 9{person:05},\"['{given}', 'Jo{person}']\"\n"
        );
        if person % 3 == 0 {
            other += &format!(
                "{person};{given};{family};{day:02}/{month:02}/{year};01633 9{person:05} | 07700 9{person:05}\n"
            );
        }
    }
    (one, other)
}

#[test]
fn what_is_explained_and_given_back_links_the_same() {
    let (one, other) = agencies();
    let files = || vec![file("one.csv", &one), file("other.csv", &other)];
    let request = LinkRequest { id_column: None, ..LinkRequest::default() };
    let linked = link_files(files(), &request, &|_| {}).unwrap();
    let text = explain_files(files(), &request).unwrap();
    let specification = Specification::parse(&text).unwrap();
    assert_eq!(&specification, linked.specification(), "{text}");
    let kinds: Vec<ColumnKind> = specification.columns.iter().map(|column| column.kind).collect();
    for kind in [ColumnKind::BirthYear, ColumnKind::BirthMonth, ColumnKind::BirthDay, ColumnKind::BirthDate] {
        assert!(kinds.contains(&kind), "{kind:?}: {text}");
    }
    assert!(specification.columns.iter().any(|column| column.also == ["FORENAME"]), "{text}");
    assert!(specification.columns.iter().any(|column| column.separator.as_deref() == Some("|")), "{text}");
    let again = LinkRequest { specification: Some(specification), ..request };
    assert_eq!(written(&linked), written(&link_files(files(), &again, &|_| {}).unwrap()));
    assert!(linked.clusters() < 320, "those who are in both are found: {}", linked.clusters());
}

#[test]
fn reasons_and_costs_are_comments_without_values() {
    let (one, other) = agencies();
    let text = explain_files(vec![file("one.csv", &one), file("other.csv", &other)], &LinkRequest::default()).unwrap();
    for told in
        ["# by its values: 100% are dates, over ", "#   maiden: holds nothing", " pairs; the largest blocks have "]
    {
        assert!(text.contains(told), "{told}: {text}");
    }
    assert!(!text.contains("Fam") && !text.contains("07700"), "{text}");
}

#[test]
fn a_part_of_a_specification_is_completed() {
    let (one, _) = agencies();
    let link = |text: &str| {
        let specification = Some(Specification::parse_part(text).unwrap());
        let request = LinkRequest { specification, ..LinkRequest::default() };
        link_files(vec![file("one.csv", &one)], &request, &|_| {}).unwrap().specification().clone()
    };
    let whole = link("");
    let thresholds = link("[thresholds]\nmatch = 0.9\nreview = 0.5\n");
    assert_eq!(Specification { thresholds: whole.thresholds, ..thresholds.clone() }, whole);
    assert!((thresholds.thresholds.join - 0.9).abs() < 1e-9);
    let blocks = link("[[block]]\non = ['birth-year', 'family-sound']\n");
    assert_eq!((blocks.blocks.len(), blocks.comparisons), (1, whole.comparisons));
    let columns = link("[[column]]\nname = 'surname'\nkind = 'family-name'\n[[block]]\non = ['family-sound']\n");
    assert_eq!(columns.columns.len(), 1, "columns that are given are all that there are");
}

#[test]
fn files_that_nobody_wishes_for_are_answered() {
    let header = "forename,surname,dob\n";
    let equal = header.to_owned() + &"Siân,Jones,1975-03-04\n".repeat(500);
    let forms = header.to_owned()
        + &["A,B,1975-03-04", "A,B,04/03/1975", "A,B,4 March 1975", "A,B,19750304", "A,B,04/03/75"].join("\n");
    let wide = (0..10_000).map(|number| format!("c{number}")).collect::<Vec<_>>().join(",")
        + ",forename,surname\n"
        + &(",".repeat(10_000) + "Siân,Jones\n").repeat(20);
    let rubbish: String = header.to_owned()
        + &(1..2_000_u32).map(|number| char::from_u32(number * 37 % 0xd000).unwrap_or(',')).collect::<String>();
    for (text, records, clusters) in [
        (header, 0, Some(0)),
        ("forename,surname,dob\nSiân,Jones,1975-03-04\n", 1, Some(1)),
        (equal.as_str(), 500, None),
        (forms.as_str(), 5, Some(1)),
        (wide.as_str(), 20, None),
    ] {
        let linkage = link_files(vec![file("a.csv", text)], &LinkRequest::default(), &|_| {}).unwrap();
        assert_eq!(linkage.records(), records);
        assert!(clusters.is_none_or(|clusters| linkage.clusters() == clusters), "{records}: {}", linkage.clusters());
        assert!(linkage.notes().len() < 20);
    }
    let read = link_files(vec![file("a.csv", &rubbish)], &LinkRequest::default(), &|_| {});
    assert!(read.is_ok() || read.is_err_and(|fault| fault.to_string().lines().count() == 1));
}
