//! How common values are, where that is known from elsewhere.

use dolen_link::{
    ClusterId, Explainer, FieldEvidence, Frequencies, Given, LinkFault, Linkage, Live, Plan, Specification, Table, link,
};

const COLUMNS: [&str; 4] = ["given", "family", "born", "work"];

fn specification() -> Specification {
    let columns = [("given", "given-names"), ("family", "family-name"), ("born", "birth-date"), ("work", "text")];
    let text = columns.map(|(name, kind)| format!("[[column]]\nname = '{name}'\nkind = '{kind}'\n"));
    Specification::parse(&text.concat()).unwrap()
}

/// People who are each there twice. Every value is as common in the rows as the next.
fn table() -> Table {
    let mut table = Table::new(&COLUMNS);
    for number in 0..40_u32 {
        let of = |values: [&'static str; 4]| values[number as usize / 2 % 4];
        let (given, family) =
            (of(["Huw", "Nia", "Macsen", "Mair"]), of(["Jones", "O'Quill-Vane", "Prosser", "Vexham"]));
        let born = format!("19{}-0{}-1{}", 40 + number / 2, 1 + number / 2 % 9, number / 2 % 7);
        let cells = [given, family, &born, of(["smith", "farrier", "clerk", "diver"])];
        table.push("s", &format!("{number:02}"), cells.map(Some));
    }
    table
}

fn frequencies(comparison: &str, counts: &[(&str, f64)]) -> Frequencies {
    let counts = counts.iter().map(|&(text, count)| (text.to_owned(), count)).collect();
    Frequencies { comparison: comparison.to_owned(), counts }
}

/// The line of a comparison in the evidence of two rows.
fn evidence(linkage: &Linkage, given: &Given<'_>, comparison: &str, left: u32) -> FieldEvidence {
    let (specification, table) = (specification(), table());
    let explainer = Explainer::new(&specification, &table, linkage, given).unwrap();
    let told = explainer.pair(left, left + 1).unwrap();
    let link = linkage.links.iter().find(|link| (link.left, link.right) == (left, left + 1)).unwrap();
    assert!((told.weight - f64::from(link.weight)).abs() < 1e-4, "explained as it was decided");
    told.evidence.into_iter().find(|line| line.comparison == comparison).unwrap()
}

#[test]
fn a_table_counts_instead_of_the_rows() {
    let population = [
        frequencies("family_name", &[("JONES", 6_000.0), ("O\u{2019}quill vane", 2.0), ("Evans", 93_998.0)]),
        frequencies("work", &[("Smith", 0.2), ("Farrier", 0.0001), ("clerk", 0.05)]),
    ];
    let given = Given { frequencies: &population, ..Given::NOTHING };
    let (with, without) = (
        link(&specification(), &table(), &given, &|_| {}).unwrap(),
        link(&specification(), &table(), &Given::NOTHING, &|_| {}).unwrap(),
    );
    for comparison in ["family_name", "work"] {
        let bits = |linkage, given: &Given<'_>, left| {
            let line = evidence(linkage, given, comparison, left);
            line.weight + line.frequency_weight
        };
        // By the rows both are as common; by the table the second is far rarer.
        let of_rows = [0, 2].map(|left| bits(&without, &Given::NOTHING, left));
        let of_table = [0, 2].map(|left| bits(&with, &given, left));
        assert!((of_rows[0] - of_rows[1]).abs() < 1e-9, "{comparison}: {of_rows:?}");
        assert!(of_table[1] > of_table[0] + 6.0, "{comparison}: {of_table:?}");
        // Prosser and clerk: the first is not in its table and counts as the rarest there, the second is rather common.
        let third = bits(&with, &given, 4);
        let wanted = if comparison == "work" { third < of_table[1] } else { (third - of_table[1]).abs() < 1e-9 };
        assert!(wanted, "{comparison}: {third} {of_table:?}");
    }
    // Comparisons without a table stay as they are in kind: by the rows.
    let [one, other] = [0, 2].map(|left| evidence(&with, &given, "given_names", left).frequency_weight);
    assert!((one - other).abs() < 1e-9);
}

#[test]
fn a_table_of_what_takes_none_is_refused() {
    let fault = |population: &[Frequencies]| {
        link(&specification(), &table(), &Given { frequencies: population, ..Given::NOTHING }, &|_| {}).unwrap_err()
    };
    for name in ["birth_date", "nobody"] {
        let told = fault(&[frequencies(name, &[("x", 1.0)])]);
        let LinkFault::TakesNoFrequencies { comparison, known } = &told else { panic!("{told}") };
        assert_eq!((comparison.as_str(), known.as_str()), (name, "given_names, family_name, work"));
        assert!(told.to_string().ends_with("those that do: given_names, family_name, work"), "{told}");
    }
    let names = || frequencies("family_name", &[("x", 1.0)]);
    assert!(fault(&[names(), names()]).to_string().contains("two tables"));
    for number in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        assert!(fault(&[frequencies("family_name", &[("x", number)])]).to_string().contains("not above 0"));
    }
}

#[test]
fn a_plan_keeps_what_a_table_told() {
    // Neither name is in the rows of the plan.
    let population = [frequencies("family_name", &[("Evans", 9_000.0), ("Gwilym", 30.0), ("Jones", 9_000.0)])];
    let given = Given { frequencies: &population, ..Given::NOTHING };
    let (plan, _) = Plan::make(&specification(), &table(), &given, &|_| {}).unwrap();
    let plan = Plan::from_bytes(&plan.to_bytes().unwrap()).unwrap();
    let mut number = 0;
    let mut live = Live::new(plan, None, move || {
        number += 1;
        ClusterId(number)
    })
    .unwrap();
    let bits = [("Idris", "Evans", "1951-03-02"), ("Dilys", "Gwilym", "1978-11-23")].map(|(first, family, born)| {
        let mut arrival = Table::new(&COLUMNS);
        arrival.push("t", family, [Some(first), Some(family), Some(born), None]);
        live.put(&arrival, &mut |_| {}).unwrap();
        let found = live.search(&arrival).unwrap();
        let told = live.plan().model().evidence_of_pattern(found[0].pattern);
        told.iter().find(|line| line.comparison == "family_name").unwrap().frequency_weight
    });
    assert!(bits[1] > bits[0] + 6.0, "{bits:?}");
}
