//! Identifiers with check digits, and those that were verified.

use dolen_link::{
    Apart, ColumnKind, ColumnSpecification, Explainer, Given, Guard, IdentifierCheck, Specification, Table, Verdict,
    link,
};

/// The level that two identifiers reach in a column with a check.
fn level(check: IdentifierCheck, left: &str, right: &str) -> String {
    let mut column = ColumnSpecification::new("number", ColumnKind::Identifier);
    column.check = Some(check);
    let columns = vec![column, ColumnSpecification::new("email", ColumnKind::Email)];
    let specification = Specification::for_columns(columns).unwrap();
    let specification = Specification::parse(&specification.to_toml().unwrap()).unwrap();
    let mut table = Table::new(&["number", "email"]);
    for (id, number) in [("1", left), ("2", right)] {
        table.push("s", id, [Some(number), Some("a@example.org")]);
    }
    let linkage = link(&specification, &table, &Given::NOTHING, &|_| {}).unwrap();
    let explainer = Explainer::new(&specification, &table, &linkage, &Given::NOTHING).unwrap();
    let evidence = explainer.pair(0, 1).unwrap().evidence;
    evidence.into_iter().find(|line| line.comparison == "number").unwrap().level
}

#[test]
fn what_fails_its_check_counts_as_a_slip_or_not_at_all() {
    use IdentifierCheck as Check;
    for (check, left, right, told) in [
        (Check::Uln, "9276308686", "927 630 8686", "same"),
        (Check::Uln, "9276308686", "9276308687", "one slip"),
        (Check::Uln, "9276308687", "9276308687", "missing"),
        (Check::Uln, "9276308687", "1234567890", "missing"),
        (Check::Uln, "9276308686", "1234567890", "missing"),
        (Check::Uln, "9276308686", "unknown", "missing"),
        (Check::Upn, "B801200005001", "P207000016049", "different"),
        (Check::NationalInsurance, "AB 12 34 56 C", "ab123456", "same"),
        (Check::NationalInsurance, "AB123456C", "AB123456A", "same"),
        (Check::NationalInsurance, "AB123456C", "AB123465C", "one slip"),
        (Check::NationalInsurance, "TN123456F", "AB123456C", "missing"),
        (Check::NationalInsurance, "AB123456C", "JG103759A", "different"),
        (Check::Chi, "107680017", "0107680017", "same"),
        (Check::Luhn, "4111 1111 1111 1111", "79927398713", "different"),
    ] {
        assert_eq!([level(check, left, right), level(check, right, left)], [told, told], "{check:?} {left} {right}");
    }
}

#[test]
fn fillers_and_what_no_identifier_is_say_nothing() {
    let mut table = Table::new(&["number", "email"]);
    let long = "7".repeat(40) + &"8".repeat(40);
    for (id, number) in [("1", "000000"), ("2", "000000"), ("3", "77777"), ("4", "77777"), ("5", &long), ("6", &long)] {
        table.push("s", id, [Some(number), Some("a@example.org")]);
    }
    let kinds = [("number", ColumnKind::Identifier), ("email", ColumnKind::Email)];
    let columns = kinds.map(|(name, kind)| ColumnSpecification::new(name, kind)).to_vec();
    let specification = Specification::for_columns(columns).unwrap();
    let linkage = link(&specification, &table, &Given::NOTHING, &|_| {}).unwrap();
    let explainer = Explainer::new(&specification, &table, &linkage, &Given::NOTHING).unwrap();
    let level = |left, right| {
        let evidence = explainer.pair(left, right).unwrap().evidence;
        evidence.into_iter().find(|line| line.comparison == "number").unwrap().level
    };
    assert_eq!([level(0, 1), level(2, 3), level(4, 5)], ["missing", "same", "missing"]);
}

#[test]
fn a_status_guards_where_the_comparison_is_written_out_and_where_cells_hold_several() {
    let (specification, _) = linked(&[]);
    let mut text = specification.to_toml().unwrap().replace("verified = true\n", "");
    text = text.replace("status = \"licence status\"", "separator = \";\"\nstatus = \"licence status\"");
    let specification = Specification::parse(&text).unwrap();
    let (_, table) = linked(&[("A12345", "verified"), ("Q99999", "verified"), ("Q99999\u{1f}A12345", "verified")]);
    let clusters = link(&specification, &table, &Given::NOTHING, &|_| {}).unwrap().clusters;
    assert_ne!(clusters[0], clusters[1]);
}

const COLUMNS: [&str; 6] = ["given", "family", "born", "postcode", "licence", "licence status"];

/// Rows of one person but for their licences, and a crowd of others.
fn linked(licences: &[(&str, &str)]) -> (Specification, Table) {
    use ColumnKind as Kind;
    let kinds =
        [Kind::GivenNames, Kind::FamilyName, Kind::BirthDate, Kind::Postcode, Kind::Identifier, Kind::IdentifierStatus];
    let mut columns: Vec<ColumnSpecification> =
        COLUMNS.iter().zip(kinds).map(|(name, kind)| ColumnSpecification::new(name, kind)).collect();
    columns[4].status = Some("licence status".to_owned());
    let specification = Specification::for_columns(columns).unwrap();
    let mut table = Table::new(&COLUMNS);
    for (number, (licence, status)) in licences.iter().enumerate() {
        let cells = ["Gwenllian Mair", "Prosser", "1961-05-06", "NP20 4UX", licence, status];
        table.push("s", &format!("a{number}"), cells.map(Some));
    }
    for number in 0..300 {
        let word = |place: usize| ["Huw", "Nia", "Owain", "Parry", "Rees", "Bevan", "Tudur"][number / place % 7];
        let (born, licence) =
            (format!("19{:02}-0{}-1{}", number % 80, 1 + number % 9, number % 10), format!("L{number:05}"));
        let cells = [word(1), word(7), &born, "CF10 1AA", &licence, ["verified", "pending"][number % 2]];
        table.push("s", &format!("b{number}"), cells.map(Some));
        if number % 3 == 0 {
            table.push("s", &format!("c{number}"), cells.map(Some));
        }
    }
    (specification, table)
}

#[test]
fn two_verified_identifiers_are_never_in_one_cluster() {
    // The third row, without a licence, is as near to either of the first two.
    let rows = [("A12345", "Verified"), ("Q99999", "verified"), ("", ""), ("A12345", ""), ("Q99999", "pending")];
    let (specification, table) = linked(&rows);
    let linkage = link(&specification, &table, &Given::NOTHING, &|_| {}).unwrap();
    assert_ne!(linkage.clusters[0], linkage.clusters[1]);
    assert_eq!(linkage.clusters[0], linkage.clusters[3]);
    assert_eq!(linkage.clusters[1], linkage.clusters[4]);
    let explainer = Explainer::new(&specification, &table, &linkage, &Given::NOTHING).unwrap();
    let pair = explainer.pair(0, 1).unwrap();
    assert_eq!(pair.guard, Some(Guard::VerifiedNumbersDiffer));
    assert!(matches!(pair.verdict, Verdict::Apart(Apart::TooWeak | Apart::Guarded)), "{:?}", pair.verdict);
    let level = |left, right| {
        let evidence = explainer.pair(left, right).unwrap().evidence;
        evidence.into_iter().find(|line| line.comparison == "licence").unwrap().level
    };
    let told = [level(0, 1), level(0, 3), level(3, 4), level(0, 2), level(0, 4)];
    assert_eq!(told, ["different, both verified", "same, verified", "different", "missing", "different"]);
}

#[test]
fn identifiers_that_were_not_verified_do_not_keep_rows_apart() {
    let (specification, table) = linked(&[("A12345", "verified"), ("Q99999", "pending"), ("A12345", "")]);
    let linkage = link(&specification, &table, &Given::NOTHING, &|_| {}).unwrap();
    let explainer = Explainer::new(&specification, &table, &linkage, &Given::NOTHING).unwrap();
    let pair = explainer.pair(0, 1).unwrap();
    // The difference has its weight, and no more.
    assert_eq!(pair.guard, None);
    assert_eq!(linkage.clusters[0], linkage.clusters[2]);
}

#[test]
fn a_chain_does_not_join_two_verified_identifiers() {
    // Without a status of its own the row between them is one person with each by itself.
    for between in [("", ""), ("A12345", ""), ("Q99999", "pending")] {
        let (specification, table) = linked(&[("A12345", "verified"), between, ("Q99999", "traced")]);
        let clusters = link(&specification, &table, &Given::NOTHING, &|_| {}).unwrap().clusters;
        assert_ne!(clusters[0], clusters[2], "{between:?}");
    }
}

#[test]
fn a_single_verified_identifier_keeps_a_large_cluster_apart() {
    use ColumnKind as Kind;
    let names = ["given", "family", "born", "tel", "licence", "licence status"];
    let kinds =
        [Kind::GivenNames, Kind::FamilyName, Kind::BirthDate, Kind::Phone, Kind::Identifier, Kind::IdentifierStatus];
    let columns = names.iter().zip(kinds).map(|(name, kind)| ColumnSpecification::new(name, kind));
    let mut columns: Vec<ColumnSpecification> = columns.collect();
    columns[4].status = Some("licence status".to_owned());
    let specification = Specification::for_columns(columns).unwrap();
    // Two groups of rows of one name, each with its telephone. More pairs lie between them than are weighed.
    let clusters = |licences: [&str; 2]| {
        let mut table = Table::new(&names);
        for (group, (tel, licence)) in [("01633 960001", licences[0]), ("01633 960777", licences[1])].iter().enumerate()
        {
            for number in 0..13 {
                let has_licence = number == group;
                let cells =
                    ["Gwenllian", "Prosser", "1961-05-06", tel, if has_licence { licence } else { "" }, "verified"];
                table.push("s", &format!("a{group}{number:02}"), cells.map(Some));
            }
        }
        for number in 0..300 {
            let word = |place: usize| ["Huw", "Nia", "Owain", "Parry", "Rees", "Bevan", "Tudur"][number / place % 7];
            let born = format!("19{:02}-0{}-1{}", number % 80, 1 + number % 9, number % 10);
            let (tel, licence) = (format!("01792 {number:06}"), format!("L{number:05}"));
            for copy in 0..1 + number % 2 {
                table.push("s", &format!("b{number}-{copy}"), [word(1), word(7), &born, &tel, &licence, ""].map(Some));
            }
        }
        link(&specification, &table, &Given::NOTHING, &|_| {}).unwrap().clusters
    };
    let apart = clusters(["A12345", "Q99999"]);
    assert_ne!(apart[0], apart[14]);
    let together = clusters(["A12345", "A12345"]);
    assert_eq!(together[0], together[14]);
}
