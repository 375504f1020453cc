//! Labels through `dolen link`: asked for, filled in, read and learned from.

use std::io::Cursor;

use dolen_link::EvidenceWords;
use dolen_model::Language;

use super::{FileInput, FilesLinkage, Labels, LinkFilesFault, LinkRequest, link_files};

/// People who each have two rows, the second often with something different in it.
fn people() -> String {
    let mut rows = String::from("key,forename,surname,dob\n");
    for number in 0..300_u32 {
        let person = number / 2;
        let mixed = person.wrapping_mul(2_654_435_761);
        let given = ["John", "Siân", "William", "Mary", "Dafydd", "Elizabeth"][(mixed >> 9) as usize % 6];
        let slip = if number % 2 == 1 { ["", "e", "x", "th"][person as usize % 4] } else { "" };
        let (year, month, day) = (1_920 + mixed % 83, 1 + (mixed >> 5) % 12, 1 + (mixed >> 12) % 28);
        let day = if number % 6 == 1 { day % 28 + 1 } else { day };
        let family: String =
            (0..4).map(|place| ["ba", "we", "ci", "do"][(mixed >> (20 + 2 * place)) as usize % 4]).collect();
        rows += &format!("{number},{given},{family}{slip},{year}-{month:02}-{day:02}\n");
    }
    rows
}

fn run(labels: Option<&str>) -> Result<FilesLinkage, LinkFilesFault> {
    let labels = labels.map(|labels| Labels::read(Box::new(std::io::Cursor::new(labels.to_owned())))).transpose()?;
    let request = LinkRequest { id_column: Some("key".to_owned()), labels, ..LinkRequest::default() };
    let file = FileInput { name: "people.csv".to_owned(), reader: Box::new(Cursor::new(people())) };
    link_files(vec![file], &request, &|_| {})
}

fn asked(linkage: &FilesLinkage, count: usize) -> String {
    let mut written = Vec::new();
    let told = linkage.write_asked(&linkage.explainer().unwrap(), count, &mut written).unwrap();
    let written = String::from_utf8(written).unwrap();
    assert_eq!(written.lines().count(), told + 1);
    written
}

/// Whether a note says so.
fn notes(linkage: &FilesLinkage, wanted: &str) -> bool {
    linkage.notes().iter().any(|note| note == wanted)
}

/// The rows of a line.
fn pair(line: &str) -> Vec<&str> {
    line.split(',').take(4).collect()
}

#[test]
fn what_is_asked_is_filled_in_and_learned_from() {
    let linkage = run(None).unwrap();
    assert!(!linkage.notes().iter().any(|note| note.contains("label")));
    let file = asked(&linkage, 6);
    let head = "source_a,id_a,source_b,id_b,same,forename_a,forename_b,surname_a,surname_b,dob_a,dob_b\n";
    assert!(file.starts_with(head), "{file}");
    // As it was written nothing is answered.
    let unanswered = run(Some(&file)).unwrap();
    assert!(notes(&unanswered, "6 pairs of the labels have no answer yet, and are left out"));
    assert_eq!(unanswered.linkage().model, linkage.linkage().model);
    let answer = |line: &str| {
        let person = |cell: &str| cell.parse::<u32>().unwrap() / 2;
        let of = pair(line);
        line.replacen(",,", if person(of[1]) == person(of[3]) { ",Yes," } else { ",no," }, 1)
    };
    // The last is left open.
    let is_answered = |place: usize| (1..6).contains(&place);
    let lines = file.lines().enumerate();
    let filled: Vec<String> =
        lines.map(|(place, line)| if is_answered(place) { answer(line) } else { line.to_owned() }).collect();
    let learned = run(Some(&filled.join("\n"))).unwrap();
    assert!(notes(&learned, "5 labelled pairs took part in the estimation"), "{:?}", learned.notes());
    assert!(notes(&learned, "1 pairs of the labels have no answer yet, and are left out"));
    assert_ne!(learned.linkage().model, linkage.linkage().model);
    // What is answered is not asked again.
    let again = asked(&learned, 100);
    assert!(filled[1..6].iter().all(|line| again.lines().all(|other| pair(other) != pair(line))));
    // And a report measures by the answers, and says that they were learned from.
    let mut page = Vec::new();
    let same = str::to_owned;
    let words = (Language::English, EvidenceWords { comparison: &same, level: &same });
    learned.write_report(&learned.explainer().unwrap(), None, "people.csv", words, &mut page).unwrap();
    assert!(String::from_utf8(page).unwrap().contains("The model learned from these same labels"));
}

#[test]
fn labels_of_rows_that_are_not_there_are_told() {
    let labels = "a,b,c,d,same\npeople,0,people,1,1\npeople,0,people,9999,1\nother,1,people,2,0\n";
    let linkage = run(Some(labels)).unwrap();
    assert!(notes(&linkage, "1 labelled pairs took part in the estimation"));
    assert!(notes(&linkage, "2 labelled pairs name rows that are not there, and are left out"));
}

#[test]
fn labels_that_contradict_each_other_are_refused_with_both_lines() {
    let labels = "a,b,c,d,same\npeople,0,people,1,1\npeople,2,people,3,\npeople,1,people,0,no\n";
    let fault = run(Some(labels)).err().unwrap().to_string();
    assert_eq!(fault, "labels, line 4: the same pair has another label on line 2; give each pair once");
    let itself = run(Some("a,b,c,d,same\npeople,0,people,0,1\n")).err().unwrap().to_string();
    assert!(itself.starts_with("labels, line 2: "), "{itself}");
}

#[test]
fn a_label_of_a_name_that_several_rows_have_is_refused() {
    let rows = "key,forename,surname,dob\n1,Huw,Prosser,1961-05-06\n1,Nia,Parry,1970-01-02\n2,Huw,Prosser,1961-05-06\n";
    let labels = Labels::read(Box::new(std::io::Cursor::new("a,b,c,d,same\np,2,p,1,1\n"))).unwrap();
    assert_eq!(format!("{labels:?}"), "Labels { labels: 1, .. }");
    let request = LinkRequest { id_column: Some("key".to_owned()), labels: Some(labels), ..LinkRequest::default() };
    let file = FileInput { name: "p.csv".to_owned(), reader: Box::new(Cursor::new(rows)) };
    let fault = link_files(vec![file], &request, &|_| {}).err().unwrap();
    assert!(matches!(&fault, LinkFilesFault::SeveralRows { which, rows: 2 } if which == "labels, line 2"), "{fault}");
}
