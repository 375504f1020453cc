//! How texts are measured.

use dolen_link::{ColumnKind, ColumnSpecification, Explainer, Given, LinkFault, Measure, Specification, Table, link};

use crate::comparisons::level_by;

fn level(measure: Measure, left: &str, right: &str) -> String {
    let change = |specification: &mut Specification| {
        let text = specification.comparisons.iter_mut().find(|comparison| comparison.name == "column 0").unwrap();
        (text.measure, text.similar) = (measure, None);
    };
    level_by(&change, "column 0", &[(ColumnKind::Text, left, right)])
}

#[test]
fn each_measure_has_its_own_idea_of_what_is_alike() {
    let texts = [
        ("Stone Mason", "stone mason"),
        ("carpenter", "carpentre"),
        ("Carmarthen", "Caernarfon"),
        ("stone mason", "mason stone"),
        ("agricultural labourer", "labourer"),
        ("sheep farmer of 200 acres", "cattle farmer of 200 acres"),
        ("baker", "schoolmistress"),
        ("baker", ""),
    ];
    let told = |measure: Measure| texts.map(|(left, right)| level(measure, left, right));
    let (same, near, word, other) = ("same", "a letter or so differs", "similar or a word in common", "different");
    assert_eq!(told(Measure::JaroWinkler), [same, near, other, word, word, word, other, "missing"]);
    let (near, far) = ("spelt nearly the same", "spelt similarly");
    assert_eq!(told(Measure::Ngrams), [same, far, other, far, other, far, other, "missing"]);
    assert_eq!(told(Measure::Edits), [same, near, other, other, other, far, other, "missing"]);
    let (near, far) = ("most words the same", "some words the same");
    assert_eq!(told(Measure::Words), [same, near, other, same, far, far, other, "missing"]);
}

#[test]
fn longer_ngrams_are_stricter() {
    let by = |letters: u8| {
        let change = move |specification: &mut Specification| {
            let text = specification.comparisons.iter_mut().find(|comparison| comparison.name == "column 0").unwrap();
            (text.measure, text.letters, text.similar) = (Measure::Ngrams, Some(letters), Some([0.7, 0.6]));
        };
        level_by(&change, "column 0", &[(ColumnKind::Text, "carpenter", "carpentre")])
    };
    assert_eq!([1, 2, 5].map(by), ["spelt nearly the same", "spelt nearly the same", "different"]);
}

#[test]
fn a_word_that_many_rows_hold_says_less() {
    let mut columns = vec![ColumnSpecification::new("work", ColumnKind::Text)];
    columns.push(ColumnSpecification::new("email", ColumnKind::Email));
    let mut specification = Specification::for_columns(columns).unwrap();
    for comparison in specification.comparisons.iter_mut().filter(|comparison| comparison.name == "work") {
        (comparison.measure, comparison.similar) = (Measure::Words, None);
    }
    let mut table = Table::new(&["work", "email"]);
    let works = ["weaver ward", "porter ward", "night porter"];
    // Nearly every row works on some ward.
    let all = works.into_iter().map(str::to_owned).chain((0..400).map(|number| format!("w{number} ward")));
    for (number, work) in all.enumerate() {
        table.push("s", &format!("{number:03}"), [Some(work.as_str()), Some("a@example.org")]);
    }
    let linkage = link(&specification, &table, &Given::NOTHING, &|_| {}).unwrap();
    let explainer = Explainer::new(&specification, &table, &linkage, &Given::NOTHING).unwrap();
    let level = |left, right| explainer.pair(left, right).unwrap().evidence[2].level.clone();
    assert_eq!((level(0, 1), level(1, 2)), ("different".to_owned(), "some words the same".to_owned()));
}

#[test]
fn a_measure_is_of_texts_and_survives_toml() {
    let columns = "[[column]]\nname = 'job'\nkind = 'text'\n[[column]]\nname = 'tel'\nkind = 'phone'\n";
    let comparison = |lines: &str| {
        Specification::parse(&format!(
            "{columns}[[comparison]]\nname = 'job'\ncolumn = 'job'\nkind = 'text'\n{lines}\n"
        ))
    };
    let told = comparison("measure = 'ngrams'\nletters = 3").unwrap();
    assert_eq!((told.comparisons[0].measure, told.comparisons[0].letters), (Measure::Ngrams, Some(3)));
    assert!(told.comparisons[0].similar.is_some_and(|[high, _]| high < 0.9), "those of the measure");
    assert_eq!(Specification::parse(&told.to_toml().unwrap()).unwrap(), told);
    let plain = comparison("").unwrap();
    assert_eq!(plain.comparisons[0].similar, Some([0.92, 0.82]));
    assert!(!plain.to_toml().unwrap().contains("measure"), "what is usual need not be told");
    let fault = |told: Result<Specification, LinkFault>| told.unwrap_err().to_string();
    assert!(fault(comparison("measure = 'soundex'")).contains("line"));
    assert!(fault(comparison("letters = 3")).contains("`ngrams` alone"));
    assert!(fault(comparison("measure = 'ngrams'\nletters = 0")).contains("less than 1"));
    assert!(fault(comparison("measure = 'words'\nsimilar = [0.5, 0.9]")).contains("the higher first"));
    let phone = "[[comparison]]\nname = 'tel'\nkind = 'phone'\nmeasure = 'words'\n";
    assert!(fault(Specification::parse(&format!("{columns}{phone}"))).contains("`text` alone"));
}
