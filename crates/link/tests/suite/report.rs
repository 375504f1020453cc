//! The report: complete, closed in itself, the same for the same input, and harmless whatever the input holds.

use dolen_link::{Explainer, Given, ReportGroups, ReportRequest, RowLabel, Specification, Table, link, write_report};

use crate::people::{People, table_of};

/// The report over a table of people, with truth and groups by source.
fn report(table: &Table, truth: &[Option<u32>], of: &str) -> String {
    let specification = Specification::person();
    let linkage = link(&specification, table, &Given::NOTHING, &|_| {}).unwrap();
    let explainer = Explainer::new(&specification, table, &linkage, &Given::NOTHING).unwrap();
    let rows = 0..u32::try_from(table.len()).unwrap();
    let mut values: Vec<String> = rows.clone().map(|row| table.source(row).to_owned()).collect();
    values.sort();
    values.dedup();
    let of_rows: Vec<u32> = rows
        .map(|row| u32::try_from(values.iter().position(|value| value == table.source(row)).unwrap()).unwrap())
        .collect();
    let groups = Some(ReportGroups { name: of, values: &values, of_rows: &of_rows });
    let mut page = Vec::new();
    write_report(&explainer, &ReportRequest { of, truth: Some(truth), groups, ..ReportRequest::default() }, &mut page)
        .unwrap();
    String::from_utf8(page).unwrap()
}

/// The names of elements that are not closed, or closed in the wrong order.
fn unclosed(page: &str) -> Vec<String> {
    let mut open: Vec<&str> = Vec::new();
    let mut wrong = Vec::new();
    for tag in page.split('<').skip(1) {
        let (tag, _) = tag.split_once('>').unwrap();
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap();
        if tag.starts_with('/') {
            if open.pop() != Some(name) {
                wrong.push(name.to_owned());
            }
        } else if !tag.ends_with('/') && !["meta", "!doctype"].contains(&name) {
            open.push(name);
        }
    }
    wrong.extend(open.iter().map(|name| (*name).to_owned()));
    wrong
}

#[test]
fn the_page_has_every_section_and_needs_nothing_beside_itself() {
    let people = People::new(250, 6);
    let truth: Vec<Option<u32>> = people.truth().into_iter().map(Some).collect();
    let page = report(&people.table(), &truth, "people.csv");
    for anchor in [
        "overview",
        "profile",
        "blocking",
        "weights",
        "histogram",
        "pairs",
        "clusters",
        "unlinkable",
        "quality",
        "groups",
    ] {
        assert!(
            page.contains(&format!("<a href=\"#{anchor}\">")) && page.contains(&format!("<h2 id=\"{anchor}\">")),
            "{anchor}"
        );
    }
    assert_eq!(unclosed(&page), Vec::<String>::new());
    for outside in ["<script", "<link", "<img", "src=", "url(", "http", "@import"] {
        assert!(!page.replace("http-equiv", "").contains(outside), "{outside}");
    }
    // Every drawing is told in words, and every table has its caption.
    assert_eq!(page.matches("<svg").count(), page.matches("<figcaption>").count());
    assert_eq!(page.matches("<table>").count(), page.matches("<caption>").count());
    assert!(!page.contains("NaN") && !page.contains("inf"), "a figure that is none");
    assert!(page.len() < 400_000, "{}", page.len());
}

#[test]
fn the_order_of_rows_does_not_show() {
    let people = People::new(150, 3);
    let truth = people.truth();
    let page = report(&people.table(), &truth.iter().copied().map(Some).collect::<Vec<_>>(), "people.csv");
    let mut turned: Vec<usize> = (0..people.rows.len()).collect();
    turned.reverse();
    turned.rotate_left(17);
    let table = table_of(turned.iter().map(|&row| &people.rows[row]));
    let truth: Vec<Option<u32>> = turned.iter().map(|&row| Some(truth[row])).collect();
    let other = report(&table, &truth, "people.csv");
    let place = page.bytes().zip(other.bytes()).position(|(one, other)| one != other);
    assert_eq!(place.map(|place| &page[place..page.len().min(place + 300)]), None);
    assert_eq!(page.len(), other.len());
}

#[test]
fn hostile_texts_mean_themselves() {
    let hostile = "<script>alert('1')</script>\"'&\u{0}";
    let column = |kind| dolen_link::ColumnSpecification::new(&format!("{hostile}{kind:?}"), kind);
    use dolen_link::ColumnKind::{BirthDate, Category, FamilyName, GivenNames};
    let columns: Vec<_> = [GivenNames, FamilyName, BirthDate, Category].map(column).into();
    let names: Vec<String> = columns.iter().map(|column| column.name.clone()).collect();
    let specification = Specification::for_columns(columns).unwrap();
    let mut table = Table::new(&names.iter().map(String::as_str).collect::<Vec<_>>());
    for row in 0..60_u32 {
        let born = format!("19{:02}-0{}-1{}", 20 + row / 2, 1 + row / 2 % 9, row / 2 % 9);
        let cells = [hostile, &format!("{hostile}{}", row / 2), &born, hostile];
        table.push(&format!("{hostile}{}", row % 2), &format!("{hostile}{}", row / 2), cells.map(Some));
    }
    let linkage = link(&specification, &table, &Given::NOTHING, &|_| {}).unwrap();
    let explainer = Explainer::new(&specification, &table, &linkage, &Given::NOTHING).unwrap();
    let values = [hostile.to_owned(), "\u{202e}".repeat(1_000)];
    let of_rows: Vec<u32> = (0..60).map(|row| row % 2).collect();
    let groups = Some(ReportGroups { name: hostile, values: &values, of_rows: &of_rows });
    let labels = [RowLabel { left: 0, right: 1, same: true, weight: 1.0 }];
    let request = ReportRequest { of: hostile, labels: Some(&labels), groups, ..ReportRequest::default() };
    let mut page = Vec::new();
    write_report(&explainer, &request, &mut page).unwrap();
    let page = String::from_utf8(page).unwrap();
    assert_eq!(unclosed(&page), Vec::<String>::new());
    assert!(!page.contains("<script") && !page.contains('\u{0}') && page.contains("&lt;script&gt;"));
}

#[test]
fn nothing_and_almost_nothing_have_a_report_too() {
    for rows in [0, 1, 2] {
        let people = People::new(20, 3);
        let table = table_of(people.rows.iter().take(rows));
        let page = report(&table, &vec![None; rows], "people.csv");
        assert_eq!(unclosed(&page), Vec::<String>::new(), "{rows}");
        assert!(!page.contains("NaN"), "{rows}");
    }
}
