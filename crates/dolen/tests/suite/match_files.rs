//! `dolen link` and `dolen evaluate`: the matcher alone.

use crate::dolen::{Place, run, text};

const LEFT: &str = "id,first_name,surname,dob,postcode
1,Quillanna,Zzyzxwell,1980-02-03,NP20 4UX
2,Oswin,Vexbridge,2001-12-01,NP20 4UZ
3,,,,
";
const RIGHT: &str = "id,first_name,surname,dob,postcode
1,Quillana,Zzyzxwell,1980-02-03,NP20 4UX
7,Gethin,Bowen-Hale,1955-06-30,CF10 1AA
";

#[test]
fn every_input_row_is_in_the_clusters_once() {
    let place = Place::new();
    let (left, right) = (place.write("left.csv", LEFT), place.write("right.csv", RIGHT));
    let (clusters, links) = (place.path("clusters.csv"), place.path("links.csv"));
    let arguments = [
        "link",
        text(&left),
        text(&right),
        "--id",
        "id",
        "--clusters",
        text(&clusters),
        "--links",
        text(&links),
        "--json",
    ];
    let figures = run(arguments).ok().json();
    assert_eq!(figures["records"], 5, "{figures}");
    for key in ["pairs_scored", "links", "clusters", "threshold", "seconds", "peak_memory_mb"] {
        assert!(figures[key].is_number(), "{key}: {figures}");
    }
    let written = std::fs::read_to_string(clusters).unwrap();
    let mut lines = written.lines();
    assert_eq!(lines.next(), Some("source,id,cluster"));
    let mut rows: Vec<String> = lines.map(|line| line.rsplit_once(',').expect("a cluster").0.to_owned()).collect();
    rows.sort();
    assert_eq!(rows, ["left,1", "left,2", "left,3", "right,1", "right,7"]);
    let head = std::fs::read_to_string(links).unwrap();
    assert_eq!(head.lines().next(), Some("source_a,id_a,source_b,id_b,weight,probability"));
}

#[test]
fn clusters_are_measured_against_the_truth() {
    let place = Place::new();
    let clusters = place.write("clusters.csv", "source,id,cluster\na,1,x\na,2,x\nb,1,x\nb,2,y\n");
    let truth = place.write("truth.csv", "source,id,person\na,1,p\nb,1,p\na,2,q\nb,2,q\nb,3,r\n");
    let measured = run(["evaluate", "--clusters", text(&clusters), "--truth", text(&truth), "--json"]).ok().json();
    assert_eq!(measured["true_pairs"], 2, "{measured}");
    assert_eq!(measured["predicted_pairs"], 3, "{measured}");
    assert_eq!(measured["missing"], 1, "{measured}");
    assert!((measured["precision"].as_f64().unwrap() - 1.0 / 3.0).abs() < 1e-9, "{measured}");
    assert!((measured["recall"].as_f64().unwrap() - 0.5).abs() < 1e-9, "{measured}");
}

#[test]
fn an_input_that_cannot_be_read_is_one_line() {
    let place = Place::new();
    let missing = place.path("missing.csv");
    let clusters = place.path("clusters.csv");
    let answer = run(["link", text(&missing), "--clusters", text(&clusters)]);
    assert_eq!(answer.code, 1, "{answer:?}");
    assert!(answer.fault().contains("missing.csv"), "{}", answer.fault());
}

#[test]
fn what_does_not_fit_into_the_memory_allowed_is_refused_and_nothing_is_written() {
    let place = Place::new();
    let mut many = "id,first_name,surname,dob,address\n".to_owned();
    (0..30_000).for_each(|row| many += &format!("{row},Quillanna,Zzyzxwell,1980-02-03,\"{row:02000}\"\n"));
    let (large, small) = (place.write("large.csv", &many), place.write("small.csv", LEFT));
    let clusters = place.path("clusters.csv");
    let link = |file, memory| run(["link", text(file), "--clusters", text(&clusters), "--memory", memory]);
    let refused = link(&large, "50MB");
    assert_eq!(refused.code, 1, "{refused:?}");
    assert!(refused.fault().contains("may hold 50") && !clusters.exists(), "{}", refused.fault());
    link(&small, "500MB").ok();
    assert_eq!(link(&small, "500").code, 2);
}

#[test]
fn no_output_is_written_over_an_input_or_another_output() {
    let place = Place::new();
    let (input, both) = (place.write("left.csv", LEFT), place.path("both.csv"));
    for arguments in [
        vec!["link", text(&input), "--clusters", text(&input)],
        vec!["link", text(&input), "--clusters", text(&both), "--links", text(&both)],
    ] {
        let answer = run(arguments);
        assert_eq!(answer.code, 1, "{answer:?}");
        assert!(answer.fault().contains("written over"), "{}", answer.fault());
    }
    assert_eq!(std::fs::read_to_string(&input).unwrap(), LEFT);
    assert!(!both.exists());
}

#[test]
fn an_output_that_cannot_be_written_is_told_before_the_work() {
    let place = Place::new();
    let (input, clusters) = (place.write("left.csv", LEFT), place.path("no-folder").join("clusters.csv"));
    let answer = run(["link", text(&input), "--clusters", text(&clusters)]);
    assert_eq!(answer.code, 1, "{answer:?}");
    assert_eq!(answer.stderr.lines().count(), 1, "nothing was begun: {}", answer.stderr);
    assert!(answer.fault().contains("no-folder"), "{}", answer.fault());
}

/// The lines of a file after its header.
fn lines(path: &std::path::Path) -> Vec<String> {
    std::fs::read_to_string(path).unwrap().lines().skip(1).map(str::to_owned).collect()
}

/// The keys of a JSON object, in order.
fn keys(document: &serde_json::Value) -> Vec<&str> {
    let mut keys: Vec<&str> = document.as_object().unwrap().keys().map(String::as_str).collect();
    keys.sort_unstable();
    keys
}

#[test]
fn the_json_of_both_commands_has_the_promised_keys() {
    let place = Place::new();
    let (left, clusters) = (place.write("left.csv", LEFT), place.path("clusters.csv"));
    let figures = run(["link", text(&left), "--clusters", text(&clusters), "--json"]).ok().json();
    let promised = ["clusters", "links", "pairs_scored", "peak_memory_mb", "records", "seconds", "threshold"];
    assert_eq!(keys(&figures), promised);
    let truth = place.write("truth.csv", "source,id,person\nleft,1,p\nleft,2,q\nleft,3,q\n");
    let measured = run(["evaluate", "--clusters", text(&clusters), "--truth", text(&truth), "--json"]).ok().json();
    for key in
        ["precision", "recall", "f1", "bcubed_precision", "bcubed_recall", "true_pairs", "predicted_pairs", "missing"]
    {
        assert!(measured.get(key).is_some(), "{key}: {measured}");
    }
    assert_eq!((&measured["true_pairs"], &measured["missing"]), (&1.into(), &0.into()), "{measured}");
}

#[test]
fn rows_that_cannot_be_read_are_written_too() {
    let place = Place::new();
    let odd = b"first_name,surname,dob\nSi\xe2n,Jones,1980-02-03\nHuw,Price,1975-03-04,too,many\nMari\n\"Owen, \"\"O\"\"\n\",x,\n,,\n";
    let (odd, clusters) = (place.write("odd.csv", odd), place.path("clusters.csv"));
    run(["link", text(&odd), "--clusters", text(&clusters)]).ok();
    let ids: Vec<String> = lines(&clusters).iter().map(|line| line.rsplit_once(',').unwrap().0.to_owned()).collect();
    assert_eq!(ids, ["odd,1", "odd,2", "odd,3", "odd,4", "odd,5"]);
}

#[test]
fn the_source_is_a_column_where_one_is_named() {
    let place = Place::new();
    let one = "agency,key,first_name,surname,dob\nhealth,9,Quillanna,Zzyzxwell,1980-02-03\npolice,7,Oswin,Vexbridge,2001-12-01\n";
    let (one, clusters) = (place.write("one.csv", one), place.path("clusters.csv"));
    run(["link", text(&one), "--source-column", "agency", "--id", "key", "--clusters", text(&clusters)]).ok();
    let rows = lines(&clusters);
    assert!(rows[0].starts_with("health,9,") && rows[1].starts_with("police,7,"), "{rows:?}");
}

#[test]
fn each_wrong_request_is_one_line_and_the_users() {
    let place = Place::new();
    let left = place.write("left.csv", LEFT);
    std::fs::create_dir(place.path("other")).unwrap();
    let other = place.write("other/left.csv", LEFT);
    let (empty, binary) = (place.write("empty.csv", ""), place.write("binary.csv", b"PK\x03\x04\0\0\n"));
    let (nothing, spec) =
        (place.write("nothing.csv", "a,b\n1,2\n"), place.write("spec.toml", "[[column]]\nnaam = 'x'\n"));
    let clusters = place.path("clusters.csv");
    let (clusters, left) = (text(&clusters), text(&left));
    for (arguments, told) in [
        (vec!["link", left, "--id", "nope", "--clusters", clusters], "nope"),
        (vec!["link", left, "--source-column", "nope", "--clusters", clusters], "nope"),
        (vec!["link", left, text(&other), "--clusters", clusters], "--source-column"),
        (vec!["link", text(&empty), "--clusters", clusters], "empty.csv"),
        (vec!["link", text(&binary), "--clusters", clusters], "binary.csv"),
        (vec!["link", text(&nothing), "--clusters", clusters], "--spec"),
        (vec!["link", left, "--spec", text(&spec), "--clusters", clusters], "spec.toml"),
        (vec!["link", left, "--clusters", "no/such/folder/c.csv"], "no/such/folder"),
        (vec!["evaluate", "--clusters", text(&nothing), "--truth", left], "three columns"),
    ] {
        let answer = run(arguments);
        assert_eq!(answer.code, 1, "{told}: {answer:?}");
        assert!(answer.fault().contains(told), "{}", answer.fault());
    }
}

#[test]
fn the_specification_that_is_printed_links_the_same() {
    let place = Place::new();
    let (left, right) = (place.write("left.csv", LEFT), place.write("right.csv", RIGHT));
    let printed = run(["link", text(&left), text(&right), "--id", "id", "--explain-spec"]).ok().stdout;
    assert!(printed.contains("# by its name; 100% of its values are dates\n[[column]]\nname = \"dob\""), "{printed}");
    let spec = place.write("kept.toml", &printed);
    let link = |name: &str, more: &[&str]| {
        let clusters = place.path(name);
        let arguments = ["link", text(&left), text(&right), "--id", "id", "--clusters", text(&clusters)];
        run(arguments.into_iter().chain(more.iter().copied())).ok();
        std::fs::read(clusters).unwrap()
    };
    assert_eq!(link("without.csv", &[]), link("with.csv", &["--spec", text(&spec)]));
}

#[test]
fn why_and_how_are_told_as_text_and_as_json() {
    let place = Place::new();
    let (left, right) = (place.write("left.csv", LEFT), place.write("right.csv", RIGHT));
    let report = place.path("report.html");
    let asked = ["link", text(&left), text(&right), "--id", "id", "--why", "left:1", "right:1", "--how", "right:7"];
    let told = run(asked).ok().stdout;
    for word in ["left:1 and right:1 are", "Family name", "Blocking rule", "the cluster of right:7 has 1 rows"] {
        assert!(told.contains(word), "{word}: {told}");
    }
    let told = run(asked.into_iter().chain(["--json", "--report", text(&report)])).ok().json();
    assert_eq!(told["why"][0]["right"], "right:1", "{told}");
    assert_eq!(told["how"][0]["rows"][0], "right:7", "{told}");
    let page = std::fs::read_to_string(&report).unwrap();
    assert!(page.starts_with("<!doctype html>") && !page.contains("Zzyzxwell"));
    let welsh = run(asked.into_iter().chain(["--language", "cy", "--report", text(&report)])).ok().stdout;
    for word in ["left:1 – right:1: ", "Cyfenw", "Rheol flocio", "clwstwr right:7: nifer y rhesi: 1", "Yr un fath"] {
        assert!(welsh.contains(word), "{word}: {welsh}");
    }
    let page = std::fs::read_to_string(&report).unwrap();
    assert!(page.contains("<html lang=\"cy\">") && page.contains("Yr un fath") && !page.contains(">The same<"));
    assert_eq!(run(["link", text(&left), "--language", "cy"]).code, 2, "a language of nothing that is told");
    let unknown = run(["link", text(&left), "--id", "id", "--why", "left:1", "left:Vexbridge"]);
    assert_eq!(unknown.code, 1);
    assert!(unknown.fault().contains("--why, second row") && !unknown.fault().contains("Vexbridge"));
    // The report may not be written over what is read.
    assert_eq!(run(["link", text(&left), "--report", text(&left)]).code, 1);
}

#[test]
fn labels_and_samples_have_intervals() {
    let place = Place::new();
    let clusters = place.write("clusters.csv", "source,id,cluster\na,1,x\na,2,x\nb,1,x\nb,2,y\n");
    let labels = place.write("labels.csv", "source_a,id_a,source_b,id_b,same\na,1,a,2,1\na,1,b,1,0\na,2,b,2,0\n");
    let told = run(["evaluate", "--clusters", text(&clusters), "--labels", text(&labels), "--json"]).ok().json();
    assert_eq!((&told["labelled"], &told["predicted"], &told["correct"]), (&3.into(), &2.into(), &1.into()), "{told}");
    assert!(told["precision"]["low"].is_number() && told["recall"]["value"].is_number(), "{told}");
    let sample = place.write("sample.csv", "source,id,person\na,1,p\na,2,p\nb,2,q\n");
    let asked = ["evaluate", "--clusters", text(&clusters), "--sample", text(&sample)];
    assert!(run(asked).fault().contains("--drawn"));
    let told = run(asked.into_iter().chain(["--drawn", "records"])).ok().stdout;
    assert!(told.contains("pairwise precision") && told.contains("95% interval"), "{told}");
    assert_eq!(run(["evaluate", "--clusters", text(&clusters)]).code, 2);
}
