//! `dolen link --spec model.json` and `--export-splink`: models of Splink, and columnar files in and out.

use crate::dolen::{Place, run, text};

/// Two levels of a surname and one of a date of birth, by rules on either.
const MODEL: &str = r#"{"link_type": "dedupe_only", "probability_two_random_records_match": 0.01, "unique_id_column_name": "key",
    "comparisons": [
    {"output_column_name": "surname", "comparison_levels": [
        {"sql_condition": "surname_l IS NULL OR surname_r IS NULL", "is_null_level": true},
        {"sql_condition": "surname_l = surname_r", "m_probability": 0.9, "u_probability": 0.001},
        {"sql_condition": "levenshtein(surname_l, surname_r) <= 1", "m_probability": 0.08, "u_probability": 0.009},
        {"sql_condition": "ELSE", "m_probability": 0.02, "u_probability": 0.99}]},
    {"output_column_name": "dob", "comparison_levels": [
        {"sql_condition": "dob_l IS NULL OR dob_r IS NULL", "is_null_level": true},
        {"sql_condition": "dob_l = dob_r", "m_probability": 0.95, "u_probability": 0.0001},
        {"sql_condition": "ELSE", "m_probability": 0.05, "u_probability": 0.9999}]}],
    "blocking_rules_to_generate_predictions": ["l.dob = r.dob", "l.surname = r.surname"]}"#;

const PEOPLE: &str = "key,surname,dob
1,Zzyzxwell,1980-02-03
2,Zzyzxwel,1980-02-03
3,Vexbridge,2001-12-01
4,Vexbridge,1955-06-30
5,,1980-02-03
";

/// log2 of the odds that the model gives two rows.
fn weight(factors: &[f64]) -> f64 {
    (0.01_f64 / 0.99).log2() + factors.iter().map(|factor| factor.log2()).sum::<f64>()
}

#[test]
fn a_splink_model_scores_as_its_levels_say() {
    let place = Place::new();
    let (input, model) = (place.write("people.csv", PEOPLE), place.write("model.json", MODEL));
    let (clusters, links) = (place.path("clusters.csv"), place.path("links.csv"));
    let asked = ["link", text(&input), "--spec", text(&model), "--threshold", "0.5", "--json"];
    let outputs = ["--clusters", text(&clusters), "--links", text(&links)];
    let figures = run(asked.into_iter().chain(outputs)).ok().json();
    assert_eq!(figures["records"], 5, "{figures}");
    assert!((figures["threshold"].as_f64().unwrap() - 0.5).abs() < 1e-9, "{figures}");
    let told = std::fs::read_to_string(&links).unwrap();
    let lines: Vec<Vec<&str>> = told.lines().skip(1).map(|line| line.split(',').collect()).collect();
    // The rows without a surname agree on the date alone; 3 and 4 on the name alone, which is not enough.
    let dates = 0.95 / 0.0001;
    let wanted =
        [("1", "2", weight(&[0.08 / 0.009, dates])), ("1", "5", weight(&[dates])), ("2", "5", weight(&[dates]))];
    assert_eq!(lines.len(), wanted.len(), "{told}");
    for (line, (left, right, weight)) in lines.iter().zip(wanted) {
        assert_eq!((line[1], line[3]), (left, right), "{told}");
        assert!((line[4].parse::<f64>().unwrap() - weight).abs() < 1e-3, "{told}");
    }
    let told = std::fs::read_to_string(&clusters).unwrap();
    assert_eq!(told.lines().skip(1).filter(|line| line.ends_with(",people:1")).count(), 3, "{told}");
    assert_eq!(told.lines().count(), 6, "{told}");
}

#[test]
fn a_model_that_is_written_again_links_the_same() {
    let place = Place::new();
    let (input, model) = (place.write("people.csv", PEOPLE), place.write("model.json", MODEL));
    let again = place.path("again.json");
    run(["link", text(&input), "--spec", text(&model), "--export-splink", text(&again)]).ok();
    let links = |model: &std::path::Path, name: &str| {
        let links = place.path(name);
        run(["link", text(&input), "--spec", text(model), "--links", text(&links)]).ok();
        std::fs::read_to_string(links).unwrap()
    };
    let (before, after) = (links(&model, "before.csv"), links(&again, "after.csv"));
    assert!(before.lines().count() > 1 && before == after, "{before}\n{after}");
    // Written once more it is the same to the byte.
    let third = place.path("third.json");
    run(["link", text(&input), "--spec", text(&again), "--export-splink", text(&third)]).ok();
    assert_eq!(std::fs::read(&again).unwrap(), std::fs::read(&third).unwrap());
}

#[test]
fn what_no_splink_model_does_is_refused_before_the_work() {
    let place = Place::new();
    let (input, model) = (place.write("people.csv", PEOPLE), place.write("model.json", MODEL));
    let (input, model, output) = (text(&input), text(&model), place.path("written"));
    let output = text(&output);
    let strange =
        place.write("strange.json", MODEL.replace("levenshtein(surname_l, surname_r) <= 1", "my_own(surname_l)"));
    let specification = place.write("people.toml", "[thresholds]\nmatch = 0.9\nreview = 0.5\n");
    let labels = place.write("labels.csv", "a,b,c,d,same\npeople,1,people,2,1\n");
    let names = format!("surname={}", text(&labels));
    for (arguments, told) in [
        (vec!["--spec", model, "--report", output], "Splink"),
        (vec!["--spec", model, "--ask", output], "Splink"),
        (vec!["--spec", model, "--labels", text(&labels)], "Splink"),
        (vec!["--spec", model, "--frequencies", &names], "Splink"),
        (vec!["--spec", text(&strange), "--clusters", output], "my_own"),
        (vec!["--spec", text(&specification), "--export-splink", output], "--export-splink"),
        (vec!["--spec", model, "--export-splink", input], "written over"),
    ] {
        let answer = run(["link", input].into_iter().chain(arguments));
        assert_eq!(answer.code, 1, "{told}: {answer:?}");
        assert!(answer.fault().contains(told), "{told}: {}", answer.fault());
        assert!(!std::path::Path::new(output).exists(), "{told}");
    }
    assert_eq!(std::fs::read_to_string(input).unwrap(), PEOPLE);
}

#[test]
fn clusters_and_links_are_measured_from_every_kind_of_file() {
    let place = Place::new();
    let (input, model) = (place.write("people.csv", PEOPLE), place.write("model.json", MODEL));
    let truth =
        place.write("truth.csv", "source,id,person\npeople,1,p\npeople,2,p\npeople,3,q\npeople,4,q\npeople,5,r\n");
    let labels = place.write("labels.csv", "a,b,c,d,same\npeople,1,people,2,1\npeople,1,people,5,0\n");
    let mut measured = Vec::new();
    for format in ["csv", "parquet", "arrow"] {
        let (clusters, links) = (place.path(&format!("c.{format}")), place.path(&format!("l.{format}")));
        let (clusters, links) = (text(&clusters), text(&links));
        run(["link", text(&input), "--spec", text(&model), "--clusters", clusters, "--links", links]).ok();
        let of = |what: &str, file: &str, by: &str, known: &str| {
            run(["evaluate", what, file, by, known, "--json"]).ok().stdout
        };
        measured.push([
            of("--clusters", clusters, "--truth", text(&truth)),
            of("--links", links, "--truth", text(&truth)),
            of("--clusters", clusters, "--labels", text(&labels)),
            // What one run found as the truth of another.
            of("--clusters", clusters, "--truth", clusters),
        ]);
    }
    assert!(measured.iter().all(|other| *other == measured[0]), "{measured:?}");
    let told: serde_json::Value = serde_json::from_str(&measured[0][0]).unwrap();
    assert_eq!((&told["true_pairs"], &told["predicted_pairs"]), (&2.into(), &3.into()), "{told}");
    let damaged = place.write("damaged.parquet", b"PAR1 and nothing that follows");
    let answer = run(["evaluate", "--clusters", text(&damaged), "--truth", text(&truth)]);
    assert!(answer.code == 1 && answer.fault().contains("clusters"), "{}", answer.fault());
}
