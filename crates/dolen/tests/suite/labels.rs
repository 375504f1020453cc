//! `dolen link --ask` and `--labels`: a person answers, and the next run learns from it.

use crate::dolen::{Place, run, text};

/// People who are each there twice, the second time with a slip here and there.
fn people() -> String {
    let mut rows = String::from("id,first_name,surname,dob\n");
    for number in 0..200_u32 {
        let mixed = (number / 2).wrapping_mul(2_654_435_761);
        let given = ["Quillanna", "Oswin", "Gethin", "Nerys"][(mixed >> 9) as usize % 4];
        let slip = if number % 4 == 1 { "e" } else { "" };
        let born = format!("{}-{:02}-{:02}", 1_930 + mixed % 70, 1 + (mixed >> 5) % 12, 1 + (mixed >> 12) % 28);
        let family: String =
            (0..4).map(|place| ["ba", "we", "ci", "do"][(mixed >> (20 + 2 * place)) as usize % 4]).collect();
        rows += &format!("{number},{given},Vex{family}{slip},{born}\n");
    }
    rows
}

#[test]
fn pairs_are_asked_about_and_the_answers_learned_from() {
    let place = Place::new();
    let (input, ask) = (place.write("people.csv", people()), place.path("ask.csv"));
    let told = run(["link", text(&input), "--id", "id", "--ask", text(&ask), "--ask-count", "4"]).ok();
    let file = std::fs::read_to_string(&ask).unwrap();
    assert_eq!(file.lines().count(), 5, "{file}");
    // What the rows hold stands in the file and nowhere else.
    assert!(file.contains("Vex") && !told.stdout.contains("Vex") && !told.stderr.contains("Vex"));
    let labels = place.write("labels.csv", file.replace(",,", ",yes,"));
    let told = run(["link", text(&input), "--id", "id", "--labels", text(&labels)]).ok();
    assert!(told.stderr.contains("4 labelled pairs took part in the estimation"), "{}", told.stderr);
}

#[test]
fn frequencies_of_all_people_are_taken_by_comparison() {
    let place = Place::new();
    let (input, names) = (
        place.write("people.csv", people()),
        place.write(
            "names.csv",
            "value,count
Jones,5000
",
        ),
    );
    let link = |comparison: &str| {
        let named = format!("{comparison}={}", text(&names));
        run(["link", text(&input), "--id", "id", "--frequencies", &named])
    };
    link("family_name").ok();
    let refused = link("birth_date");
    assert_eq!(refused.code, 1, "{refused:?}");
    assert!(refused.fault().contains("those that do: given_names, family_name"), "{}", refused.fault());
    assert_eq!(run(["link", text(&input), "--frequencies", "names.csv"]).code, 2);
    let over = run(["link", text(&input), "--frequencies", &format!("a={}", text(&names)), "--links", text(&names)]);
    assert!(over.code == 1 && over.fault().contains("written over"), "{}", over.fault());
}

#[test]
fn what_cannot_be_asked_or_learned_from_is_told() {
    let place = Place::new();
    let (input, ask) = (place.write("people.csv", people()), place.path("ask.csv"));
    let (input, asked) = (text(&input), text(&ask));
    assert_eq!(run(["link", input, "--ask", asked, "--ask-count", "0"]).code, 2);
    assert_eq!(run(["link", input, "--ask-count", "5"]).code, 2);
    let over = run(["link", input, "--ask", input]);
    assert!(over.code == 1 && over.fault().contains("written over"), "{}", over.fault());
    let twice = place.write("twice.csv", "a,b,c,d,same\npeople,0,people,1,1\npeople,1,people,0,0\n");
    let refused = run(["link", input, "--id", "id", "--labels", text(&twice)]);
    let told = refused.fault();
    assert!(refused.code == 1 && told.contains("line 3") && told.contains("line 2"), "{told}");
    assert!(!ask.exists());
}
