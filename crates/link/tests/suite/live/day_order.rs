//! Whether the day or the month comes first is known of a source, and holds for what it sends later.

use dolen_link::{Given, Live, Plan, Specification, Table};

use super::support::ids;

const COLUMNS: &str = "[[column]]\nname = 'given'\nkind = 'given-names'\n[[column]]\nname = 'family'\nkind = 'family-name'\n\
                       [[column]]\nname = 'born'\nkind = 'birth-date'\n";
const STARTS: [&str; 8] = ["Bren", "Cad", "Dil", "Elf", "Gwen", "Idr", "Mor", "Ter"];
const ENDS: [&str; 8] = ["an", "eth", "id", "os", "ur", "wen", "yn", "el"];

fn names(person: usize) -> [String; 2] {
    let of = |one: usize, other: usize| format!("{}{}", STARTS[one % 8], ENDS[other % 8]);
    [of(person, person / 8), format!("{}son", of(person / 8, person + 3))]
}

/// Whom two sources know: one writes the day first, the other the month.
fn known() -> Table {
    let mut table = Table::new(&["given", "family", "born"]);
    for person in 0..64 {
        let ([given, family], day, month) = (names(person), person % 28 + 1, person % 12 + 1);
        let year = 1950 + person % 50;
        let born = [("here", format!("{day:02}/{month:02}/{year}")), ("there", format!("{month:02}/{day:02}/{year}"))];
        for (source, born) in born {
            table.push(source, &person.to_string(), [given.as_str(), &family, &born].map(Some));
        }
    }
    table
}

#[test]
fn a_date_that_can_be_read_in_two_ways_is_read_as_its_source_writes_it() {
    let (plan, _) = Plan::make(&Specification::parse(COLUMNS).unwrap(), &known(), &Given::NOTHING, &|_| {}).unwrap();
    let mut live = Live::new(Plan::from_bytes(&plan.to_bytes().unwrap()).unwrap(), None, ids()).unwrap();
    live.put(&known(), &mut |_| {}).unwrap();
    // Person 32 was born on 5 September.
    for (source, born, level) in [
        ("here", "05/09/1982", "same"),
        ("there", "09/05/1982", "same"),
        ("there", "05/09/1982", "day and month exchanged"),
    ] {
        let [given, family] = names(32);
        let mut asked = Table::new(&["given", "family", "born"]);
        asked.push(source, "new", [given.as_str(), &family, born].map(Some));
        let found = live.search(&asked).unwrap();
        let best = found.iter().find(|found| found.record.id == "32").unwrap();
        let evidence = live.plan().model().evidence_of_pattern(best.pattern);
        let told = evidence.iter().find(|field| field.comparison == "birth_date").unwrap();
        assert_eq!(told.level, level, "{source} {born}");
    }
}
