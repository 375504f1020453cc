//! What `dolen link` promises of its files.

use dolen_link::Specification;

use super::{FileInput, FilesLinkage, LinkFilesFault, LinkRequest, evaluate_clusters, link_files};

const A: &str = "rec,forename,surname,dob,source\n7,Siân,Jones,1975-03-04,x\n8,Huw,Price,1980-01-02,y\n9,,,,z\n";
const B: &str = "rec;first_name;last_name;date_of_birth\n7;Sian;JONES;04/03/1975\n8;Mari;Owen;02/02/1990;too;many\n";

fn file<'a>(name: &str, text: &'a str) -> FileInput<'a> {
    FileInput { name: name.to_owned(), reader: Box::new(text.as_bytes()) }
}

fn run(request: &LinkRequest) -> Result<FilesLinkage, LinkFilesFault> {
    link_files(vec![file("in/a.csv", A), file("b.csv", B)], request, &|_| {})
}

fn clusters(linkage: &FilesLinkage) -> Vec<String> {
    let mut written = Vec::new();
    linkage.write_clusters(&mut written).unwrap();
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
    assert!(linkage.notes().iter().any(|note| note.starts_with("1 rows have more cells")));
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
    linkage.write_clusters(&mut written).unwrap();
    let told = evaluate_clusters(Box::new(written.as_slice()), Box::new(truth.as_bytes())).unwrap();
    assert_eq!((told.true_pairs, told.missing), (300, 0));
    assert_eq!((told.precision, told.recall), (Some(1.0), Some(1.0)));
    let mut links = Vec::new();
    linkage.write_links(&mut links).unwrap();
    assert!(links.starts_with(b"source_a,id_a,source_b,id_b,weight,probability\n"));
}
