//! Labels in estimation, and which pairs are asked about.

use dolen_link::{Explainer, Given, Linkage, RowLabel, Specification, Table, evaluate, link};

use crate::people::{People, table_of};

fn experiment(name: &str, specification: &Specification, table: &Table, truth: &[u32]) {
    let mut labels: Vec<RowLabel> = Vec::new();
    for round in 0..5 {
        let linkage = link(specification, table, &Given { labels: &labels, ..Given::NOTHING }, &|_| {}).unwrap();
        let told = evaluate(&linkage.clusters, truth);
        println!(
            "{name} labels {} prior {:.3e} P {:.4?} R {:.4?} F1 {:.4?}",
            labels.len(),
            linkage.model.prior(),
            told.precision.unwrap_or(9.0),
            told.recall.unwrap_or(9.0),
            told.f1.unwrap_or(9.0)
        );
        let explainer = Explainer::new(specification, table, &linkage, &Given::NOTHING).unwrap();
        let asked = explainer.pairs_to_ask(&labels, 10).unwrap();
        let mut line = String::new();
        for pair in &asked {
            let same = truth[pair.left as usize] == truth[pair.right as usize];
            line += &format!(" {:.1}{}", pair.weight, if same { "+" } else { "-" });
            labels.push(RowLabel { left: pair.left, right: pair.right, same, weight: 1.0 });
        }
        println!("   asked {line}");
        let _ = round;
    }
}

#[test]
fn try_it() {
    let people = People::new(400, 7);
    experiment("full", &Specification::person(), &people.table(), &people.truth());
    let few = |columns: &[(&str, &str)]| {
        let text: String =
            columns.iter().map(|(name, kind)| format!("[[column]]\nname = '{name}'\nkind = '{kind}'\n")).collect();
        Specification::parse(&text).unwrap()
    };
    let names = few(&[("given_names", "given-names"), ("family_name", "family-name"), ("birth_date", "birth-date")]);
    experiment("names and dob", &names, &people.table(), &people.truth());
    let names = few(&[
        ("given_names", "given-names"),
        ("family_name", "family-name"),
        ("sex", "sex"),
        ("postcode", "postcode"),
    ]);
    experiment("names sex postcode", &names, &people.table(), &people.truth());
    let names = few(&[("family_name", "family-name"), ("sex", "sex"), ("address", "address"), ("phone", "phone")]);
    experiment("no given no dob", &names, &people.table(), &people.truth());
    // Small overlap: each person once, but for a few.
    for again in [5, 20, 60] {
        let mut seen = std::collections::BTreeMap::<u32, u32>::new();
        let big = People::new(2000, 9);
        let rows: Vec<_> = big
            .rows
            .iter()
            .filter(|row| {
                let times = seen.entry(row.person).or_default();
                *times += 1;
                *times <= if row.person % 10 == 0 && row.person / 10 < again { 2 } else { 1 }
            })
            .collect();
        let truth: Vec<u32> = rows.iter().map(|row| row.person).collect();
        let table = table_of(rows.iter().copied());
        experiment(&format!("overlap {again} full of {}", rows.len()), &Specification::person(), &table, &truth);
        experiment(
            &format!("overlap {again} names dob"),
            &few(&[("given_names", "given-names"), ("family_name", "family-name"), ("birth_date", "birth-date")]),
            &table,
            &truth,
        );
        experiment(
            &format!("overlap {again} names sex postcode"),
            &few(&[
                ("given_names", "given-names"),
                ("family_name", "family-name"),
                ("sex", "sex"),
                ("postcode", "postcode"),
            ]),
            &table,
            &truth,
        );
    }
    let _ = |_: Linkage| ();
}
