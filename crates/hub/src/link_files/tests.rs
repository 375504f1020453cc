//! What `dolen link` promises of its files.

use dolen_link::{EvidenceWords, Specification};
use dolen_model::Language;

use super::{FileInput, FilesLinkage, LinkFilesFault, LinkRequest, OutputFormat, evaluate_clusters, link_files};

const A: &str = "rec,forename,surname,dob,source\n7,Siân,Jones,1975-03-04,x\n8,Huw,Price,1980-01-02,y\n9,,,,z\n";
const B: &str = "rec;first_name;last_name;date_of_birth\n7;Sian;JONES;04/03/1975\n8;Mari;Owen;02/02/1990;too;many\n";

fn file(name: &str, text: &str) -> FileInput {
    FileInput { name: name.to_owned(), reader: Box::new(std::io::Cursor::new(text.to_owned())) }
}

fn run(request: &LinkRequest) -> Result<FilesLinkage, LinkFilesFault> {
    link_files(vec![file("in/a.csv", A), file("b.csv", B)], request, &|_| {})
}

fn clusters(linkage: &FilesLinkage) -> Vec<String> {
    let mut written = Vec::new();
    linkage.write_clusters(&mut written, OutputFormat::Csv).unwrap();
    String::from_utf8(written).unwrap().lines().map(str::to_owned).collect()
}

#[test]
fn every_row_is_written_once_with_the_number_of_its_row() {
    let written = clusters(&run(&LinkRequest::default()).unwrap());
    assert_eq!(written[0], "source,id,cluster");
    let keys: Vec<String> =
        written[1..].iter().map(|line| line.split(',').take(2).collect::<Vec<_>>().join(",")).collect();
    assert_eq!(keys, ["a,1", "a,2", "a,3", "b,1", "b,2"]);
}

#[test]
fn id_and_source_come_from_columns_where_they_are_named() {
    let request = LinkRequest { id_column: Some("rec".to_owned()), ..LinkRequest::default() };
    let linkage = run(&request).unwrap();
    assert!(clusters(&linkage)[1].starts_with("a,7,"));
    assert!(linkage.notes().iter().any(|note| note.contains("rec")));
    assert!(linkage.specification().columns.iter().all(|column| column.name != "rec" && column.name != "source"));
    let only_a = vec![file("a.csv", A)];
    let request = LinkRequest { source_column: Some("source".to_owned()), ..LinkRequest::default() };
    assert!(clusters(&link_files(only_a, &request, &|_| {}).unwrap())[1].starts_with("x,1,"));
}

#[test]
fn a_row_with_too_many_cells_is_told_and_kept() {
    let linkage = run(&LinkRequest::default()).unwrap();
    assert!(linkage.notes().iter().any(|note| note.starts_with("1 rows with more cells")));
    assert_eq!(linkage.records(), 5);
}

#[test]
fn json_has_the_promised_keys() {
    let json = run(&LinkRequest::default()).unwrap().json(0.5, 12.0);
    let keys: Vec<&str> = json.as_object().unwrap().keys().map(String::as_str).collect();
    let mut wanted = ["records", "pairs_scored", "links", "clusters", "threshold", "seconds", "peak_memory_mb"];
    wanted.sort_unstable();
    let mut keys = keys;
    keys.sort_unstable();
    assert_eq!(keys, wanted);
}

#[test]
fn faults_are_told_in_one_line() {
    let missing = LinkRequest { id_column: Some("nope".to_owned()), ..LinkRequest::default() };
    assert!(matches!(run(&missing), Err(LinkFilesFault::NoColumn { .. })));
    let twice = link_files(vec![file("a.csv", A), file("x/a.csv", A)], &LinkRequest::default(), &|_| {});
    assert!(matches!(twice, Err(LinkFilesFault::SameSource(_))));
    let person = LinkRequest { specification: Some(Specification::person()), ..LinkRequest::default() };
    let fault = run(&person).err().unwrap();
    assert_eq!(fault.to_string().lines().count(), 1);
}

#[test]
fn a_specification_may_not_match_on_the_id() {
    let specification = Specification::parse("[[column]]\nname = 'rec'\nkind = 'identifier'\n").unwrap();
    let request =
        LinkRequest { specification: Some(specification), id_column: Some("rec".to_owned()), ..LinkRequest::default() };
    assert!(matches!(run(&request), Err(LinkFilesFault::NamesRows(column)) if column == "rec"));
}

/// So many people as rows; of every `again`th one a second row with another house.
fn people(from: u64, count: u64, again: u64) -> String {
    let mut rows = String::from("given,family,dob,address,postcode\n");
    for person in from..from + count {
        // Something that follows from the person alone, and from nothing else.
        let pick = |what: u64, of: u64| {
            let mixed = (person * 31 + what + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            (mixed ^ (mixed >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9) % 0xffff_fffb % of
        };
        let syllable =
            |what| ["bar", "wyn", "cad", "ed", "for", "gal", "ham", "kin", "lor", "mel"][pick(what, 10) as usize];
        let given = ["Huw", "Mari", "Rhys", "Nerys", "Emrys", "Dilwyn", "Eirlys"][pick(0, 7) as usize];
        let family = format!("{}{}{}", syllable(1), syllable(2), syllable(3));
        let born = format!("{}-{:02}-{:02}", 1930 + pick(4, 80), 1 + pick(5, 12), 1 + pick(6, 28));
        for copy in 0..if (person + 1).is_multiple_of(again) { 2 } else { 1 } {
            let (house, street, town) = (1 + pick(7, 90) + copy, pick(8, 211), 1 + pick(9, 44));
            rows += &format!("{given},{family},{born},{house} Heol {street},NP{town} {}AA\n", pick(10, 10));
        }
    }
    rows
}

/// Whether any two rows of a source are in one cluster.
fn joins_within(linkage: &FilesLinkage, source: &str) -> bool {
    let written = clusters(linkage);
    let of_source = written.iter().filter(|line| line.starts_with(source));
    let names: Vec<&str> = of_source.filter_map(|line| line.rsplit_once(',')).map(|(_, cluster)| cluster).collect();
    names.iter().collect::<std::collections::BTreeSet<_>>().len() < names.len()
}

#[test]
fn the_engine_decides_which_of_several_files_holds_duplicates() {
    // The first file holds each person once, but for two rows that could be taken for one person.
    let mut once = people(0, 1_500, u64::MAX);
    once += "Olwen,Trahaearn,1950-03-04,1 Heol Isaf,NP1 1AB\nOlwen,Trahaearn,1950-03-04,2 Heol Uchaf,NP9 1AB\n";
    let again = people(700, 1_500, 10);
    let link = |files| link_files(files, &LinkRequest::default(), &|_| {}).unwrap();
    let both = link(vec![file("once.csv", &once), file("again.csv", &again)]);
    assert!(!joins_within(&both, "once,") && joins_within(&both, "again,"));
    // Alone it is deduplicated: nothing says that it holds each person once.
    assert!(joins_within(&link(vec![file("once.csv", &once)]), "once,"));
}

#[test]
fn a_handful_of_rows_is_linked_too() {
    let left = "name,dob,postcode\nSiân Jones,1975-03-04,NP20 4UX\nHuw Price,1980-01-02,CF10 1AA\n";
    let right = "name,dob,postcode\nSIAN JONES,04/03/1975,np204ux\nMari Owen,02/02/1990,SA1 1AA\n";
    let files = vec![file("l.csv", left), file("r.csv", right)];
    let linkage = link_files(files, &LinkRequest::default(), &|_| {}).unwrap();
    let written = clusters(&linkage);
    let cluster = |row: &str| {
        let line = written.iter().find(|line| line.starts_with(row)).unwrap();
        line.rsplit_once(',').unwrap().1.to_owned()
    };
    assert_eq!(cluster("l,1,"), cluster("r,1,"));
    assert_eq!(linkage.clusters(), 3);
}

#[test]
fn a_column_merely_named_source_is_not_matched_on() {
    let text = "source,name,dob\ncouncil,Siân Jones,1975-03-04\ncouncil,Huw Price,1980-01-02\n";
    let linkage = link_files(vec![file("a.csv", text)], &LinkRequest::default(), &|_| {}).unwrap();
    assert!(linkage.specification().columns.iter().all(|column| column.name != "source"));
    assert!(linkage.notes().iter().any(|note| note.starts_with("not matched on: source (")));
    assert_eq!(clusters(&linkage)[1], "a,1,a:1");
}

#[test]
fn links_name_both_rows_with_weight_and_probability() {
    let people = people(0, 300, u64::MAX);
    let files = vec![file("l.csv", &people), file("r.csv", &people)];
    let linkage = link_files(files, &LinkRequest::default(), &|_| {}).unwrap();
    let mut written = Vec::new();
    linkage.write_links(&mut written, OutputFormat::Csv).unwrap();
    let written = String::from_utf8(written).unwrap();
    let mut lines = written.lines();
    assert_eq!(lines.next(), Some("source_a,id_a,source_b,id_b,weight,probability"));
    let first: Vec<&str> = lines.next().unwrap().split(',').collect();
    assert_eq!(first[..4], ["l", "1", "r", "1"]);
    assert!(written.lines().count() > 299);
    assert!(first[4].parse::<f64>().unwrap() > 3.0 && first[5].parse::<f64>().unwrap() > 0.9, "{first:?}");
}

#[test]
fn what_is_written_can_be_evaluated() {
    let mut rows = String::from("forename,surname,dob,postcode\n");
    let mut truth = String::from("id,person\n");
    for person in 0..300_u32 {
        for copy in 0..2_u32 {
            let (given, family) = (["Huw", "Mari", "Rhys", "Siân", "Emrys"][person as usize % 5], person / 5);
            rows += &format!(
                "{given},Fam{family}x,19{:02}-{:02}-{:02},NP{} 1AA\n",
                20 + person % 79,
                1 + person % 12,
                1 + person % 28,
                1 + person % 40
            );
            truth += &format!("{},{person}\n", person * 2 + copy + 1);
        }
    }
    let linkage = link_files(vec![file("a.csv", &rows)], &LinkRequest::default(), &|_| {}).unwrap();
    let mut written = Vec::new();
    linkage.write_clusters(&mut written, OutputFormat::Csv).unwrap();
    let told = evaluate_clusters(
        Box::new(std::io::Cursor::new(written)),
        Box::new(std::io::Cursor::new(truth.to_owned())),
        None,
    )
    .unwrap();
    assert_eq!((told.true_pairs, told.missing), (300, 0));
    assert_eq!((told.precision, told.recall), (Some(1.0), Some(1.0)));
    let mut links = Vec::new();
    linkage.write_links(&mut links, OutputFormat::Csv).unwrap();
    assert!(links.starts_with(b"source_a,id_a,source_b,id_b,weight,probability\n"));
}

#[test]
fn rows_are_asked_about_by_the_names_that_clusters_have() {
    let linkage = run(&LinkRequest::default()).unwrap();
    assert_eq!((linkage.row("a:2", "").unwrap(), linkage.row("b:2", "").unwrap()), (1, 4));
    assert_eq!(linkage.row("3", "").unwrap(), 2);
    assert!(matches!(linkage.row("1", "--how"), Err(LinkFilesFault::SeveralRows { rows: 2, .. })));
    let fault = linkage.row("c:Owen", "--how").unwrap_err().to_string();
    assert!(fault.starts_with("--how: ") && fault.ends_with("a, b") && !fault.contains("Owen"), "{fault}");
    let explainer = linkage.explainer().unwrap();
    let pair = linkage.pair_json(&explainer.pair(0, 3).unwrap());
    assert_eq!((pair["left"].as_str(), pair["right"].as_str()), (Some("a:1"), Some("b:1")));
    assert!(pair["blocking"].as_array().is_some_and(|rules| !rules.is_empty()));
    assert_eq!(linkage.cluster_json(&explainer.cluster(2).unwrap())["rows"][0], "a:3");
}

#[test]
fn the_report_groups_by_any_column_and_counts_against_the_truth() {
    let people = people(0, 300, 3);
    let request = LinkRequest { group_column: Some("dob".to_owned()), ..LinkRequest::default() };
    let linkage = link_files(vec![file("p.csv", &people)], &request, &|_| {}).unwrap();
    let page = |truth: Option<&str>| {
        let known = truth.map(|truth| linkage.known_truth(Box::new(std::io::Cursor::new(truth.to_owned()))).unwrap());
        let mut page = Vec::new();
        let same = str::to_owned;
        let words = (Language::English, EvidenceWords { comparison: &same, level: &same });
        linkage.write_report(&linkage.explainer().unwrap(), known.as_ref(), "p.csv", words, &mut page).unwrap();
        String::from_utf8(page).unwrap()
    };
    assert!(page(None).contains("By group: dob") && !page(None).contains("id=\"quality\""));
    let truth: String = (1..=400).map(|row| format!("{row},{}\n", row / 4)).collect();
    assert!(page(Some(&format!("id,person\n{truth}"))).contains("id=\"quality\""));
    let missing = LinkRequest { group_column: Some("nope".to_owned()), ..LinkRequest::default() };
    let fault = link_files(vec![file("p.csv", &people)], &missing, &|_| {}).err().unwrap();
    assert!(matches!(fault, LinkFilesFault::NoColumn { .. }), "{fault}");
}
