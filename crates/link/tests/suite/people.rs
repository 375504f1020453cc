//! A small invented population with what makes linking hard: households, couples, twins, fathers and sons of one name,
//! several sources with errors of their own.

use dolen_link::{Table, VALUE_SEPARATOR};

/// Columns of the table, those of a hub.
pub(crate) const COLUMNS: &[&str] = &[
    "given_names",
    "family_name",
    "former_family_name",
    "alias",
    "birth_date",
    "death_date",
    "sex",
    "nhs_number",
    "nhs_number_status",
    "uprn",
    "address",
    "postcode",
    "previous_postcode",
    "previous_address",
    "phone",
    "email",
];

const COMMON_FAMILIES: &[&str] = &[
    "Jones",
    "Williams",
    "Davies",
    "Evans",
    "Thomas",
    "Roberts",
    "Lewis",
    "Morgan",
    "Hughes",
    "Price",
    "Griffiths",
    "Edwards",
];
const FORENAMES: &[(&str, &str, bool)] = &[
    ("David", "Dai", true),
    ("John", "Siôn", true),
    ("William", "Bill", true),
    ("Thomas", "Tom", true),
    ("Robert", "Bob", true),
    ("Michael", "Mike", true),
    ("Gareth", "Gaz", true),
    ("Rhys", "Reece", true),
    ("Owen", "Owain", true),
    ("Peter", "Pete", true),
    ("Mark", "Marc", true),
    ("Daniel", "Dan", true),
    ("Huw", "Hugh", true),
    ("James", "Jim", true),
    ("Mohammed", "Muhammad", true),
    ("Mary", "Mair", false),
    ("Elizabeth", "Bethan", false),
    ("Margaret", "Peggy", false),
    ("Catherine", "Catrin", false),
    ("Sarah", "Sally", false),
    ("Susan", "Sue", false),
    ("Jennifer", "Jenny", false),
    ("Siân", "Jane", false),
    ("Rebecca", "Becca", false),
    ("Emily", "Em", false),
    ("Hannah", "Hanna", false),
    ("Rhian", "Rhi", false),
    ("Angharad", "Hari", false),
    ("Victoria", "Vicky", false),
    ("Gwenllian", "Gwen", false),
];
const SYLLABLES: &[&str] = &[
    "bar", "wyn", "cad", "ed", "for", "gal", "ham", "kin", "lor", "mel", "nor", "pen", "rad", "sel", "tor", "ves",
    "win", "zan",
];
const SOURCES: &[&str] = &["council-one", "council-two", "health", "police"];

/// A table and, for each row, who it is.
pub(crate) struct People {
    pub(crate) rows: Vec<Row>,
}

/// One record.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) source: &'static str,
    pub(crate) id: String,
    pub(crate) person: u32,
    pub(crate) cells: Vec<Option<String>>,
}

struct Person {
    number: u32,
    given: usize,
    middle: Option<usize>,
    family: String,
    former: Option<String>,
    birth: (u32, u32, u32),
    house: usize,
    former_house: Option<usize>,
}

/// Numbers that follow from a seed.
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) >> 16).unwrap() % bound
    }

    fn percent(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

impl People {
    /// So many households, and the records that four sources hold of their people.
    pub(crate) fn new(households: usize, seed: u64) -> Self {
        let chance = &mut Chance::new(seed);
        let mut people = Vec::new();
        for house in 0..households {
            household(chance, house, households, &mut people);
        }
        let mut rows = Vec::new();
        for person in &people {
            for &source in SOURCES {
                let held = match source {
                    "health" => 25,
                    "police" => 40,
                    _ if (source == "council-one") == (person.house % 2 == 0) => 70,
                    _ => 8,
                };
                while chance.percent(held) && rows.len() < usize::MAX {
                    let cells = record(chance, person, source);
                    rows.push(Row { source, id: format!("{:07}", rows.len()), person: person.number, cells });
                    if source == "health" || chance.percent(70) {
                        break;
                    }
                }
            }
        }
        Self { rows }
    }

    pub(crate) fn table(&self) -> Table {
        table_of(self.rows.iter())
    }

    pub(crate) fn truth(&self) -> Vec<u32> {
        self.rows.iter().map(|row| row.person).collect()
    }
}

/// A table of rows in a given order.
pub(crate) fn table_of<'a>(rows: impl Iterator<Item = &'a Row>) -> Table {
    let mut table = Table::new(COLUMNS);
    for row in rows {
        table.push(row.source, &row.id, row.cells.iter().map(Option::as_deref));
    }
    table
}

fn family_name(chance: &mut Chance) -> String {
    if chance.percent(45) {
        return COMMON_FAMILIES[chance.below(COMMON_FAMILIES.len())].to_owned();
    }
    let name: String = (0..2 + chance.below(2)).map(|_| SYLLABLES[chance.below(SYLLABLES.len())]).collect();
    name[..1].to_uppercase() + &name[1..]
}

/// A forename's usual form, its other form and whether it is a man's. Numbers past the table make a name of syllables.
fn forename_of(number: usize) -> (String, String, bool) {
    if let Some(&(name, other, is_male)) = FORENAMES.get(number) {
        return (name.to_owned(), other.to_owned(), is_male);
    }
    let count = SYLLABLES.len();
    let (first, second) = (SYLLABLES[number / 2 % count], SYLLABLES[number / 2 / count % count]);
    let is_male = number.is_multiple_of(2);
    let name = format!("{}{}{second}{}", first[..1].to_uppercase(), &first[1..], if is_male { "" } else { "a" });
    (name.clone(), name, is_male)
}

fn forename(chance: &mut Chance, is_male: bool) -> usize {
    if chance.percent(50) {
        return 1_000 + 2 * chance.below(200) + usize::from(!is_male);
    }
    let half = FORENAMES.len() / 2;
    // The smaller of two draws: earlier names are more common.
    let place = chance.below(half).min(chance.below(half));
    if is_male { place } else { half + place }
}

fn household(chance: &mut Chance, house: usize, households: usize, people: &mut Vec<Person>) {
    let family = family_name(chance);
    let mut add =
        |chance: &mut Chance, given: usize, family: String, former: Option<String>, birth: (u32, u32, u32)| {
            let number = u32::try_from(people.len()).unwrap();
            let middle = chance.percent(50).then(|| forename(chance, forename_of(given).2));
            let former_house = chance.percent(30).then(|| chance.below(households));
            people.push(Person { number, given, middle, family, former, birth, house, former_house });
        };
    let year = 1940 + u32::try_from(chance.below(60)).unwrap();
    let day = |chance: &mut Chance, year: u32| {
        (year, 1 + u32::try_from(chance.below(12)).unwrap(), 1 + u32::try_from(chance.below(28)).unwrap())
    };
    let father = forename(chance, true);
    let birth = day(chance, year);
    add(chance, father, family.clone(), None, birth);
    if chance.percent(65) {
        let maiden = family_name(chance);
        let (own, former) = if chance.percent(75) { (family.clone(), Some(maiden)) } else { (maiden, None) };
        let (given, birth) = (forename(chance, false), day(chance, year + 2));
        add(chance, given, own, former, birth);
    }
    let mut children = chance.below(4);
    while children > 0 {
        children -= 1;
        let is_male = chance.percent(50);
        let birth_year = (year + 24 + u32::try_from(chance.below(10)).unwrap()).min(2024);
        let birth = day(chance, birth_year);
        let given = if is_male && chance.percent(8) { father } else { forename(chance, is_male) };
        add(chance, given, family.clone(), None, birth);
        if chance.percent(3) {
            let twin = forename(chance, is_male);
            add(chance, twin, family.clone(), None, birth);
        }
    }
}

fn slip(chance: &mut Chance, text: &str) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    let place = chance.below(letters.len());
    match chance.below(3) {
        0 => letters[place] = char::from(b'a' + u8::try_from(chance.below(26)).unwrap()),
        1 if letters.len() > 3 => drop(letters.remove(place)),
        _ if place > 0 => letters.swap(place - 1, place),
        _ => letters.push('e'),
    }
    letters.into_iter().collect()
}

fn record(chance: &mut Chance, person: &Person, source: &str) -> Vec<Option<String>> {
    let (name, pet, is_male) = forename_of(person.given);
    let aliases = match chance.below(20) {
        0 => Some(pet.clone()),
        1 => Some(format!("{pet} {}{VALUE_SEPARATOR}{name}", person.family)),
        _ => None,
    };
    let mut given = if chance.percent(8) { pet } else { name };
    if chance.percent(4) {
        given = slip(chance, &given);
    }
    if let Some(middle) = person.middle.filter(|_| chance.percent(40)) {
        given = format!("{given} {}", forename_of(middle).0);
    }
    let mut family = match &person.former {
        Some(former) if chance.percent(15) => former.clone(),
        _ => person.family.clone(),
    };
    if chance.percent(4) {
        family = slip(chance, &family);
    }
    let (mut year, mut month, mut day) = person.birth;
    match chance.below(100) {
        0 => (month, day) = (day.min(12), month),
        1 => year += 1,
        2 => day = day % 28 + 1,
        3 => month = month % 12 + 1,
        4 => year -= 10,
        _ => {}
    }
    let is_old = chance.percent(25);
    let house = person.former_house.filter(|_| is_old).unwrap_or(person.house);
    let street = house / 12;
    let (word, kind) = (SYLLABLES[street % SYLLABLES.len()], ["Street", "Road", "Close"][street % 3]);
    let place = (
        format!("{} {word}{} {kind}", house % 12 + 1, SYLLABLES[(street / 18) % SYLLABLES.len()]),
        format!("NP{} {}{}{}", 1 + street / 600, street / 60 % 10, letter(street), letter(street / 20)),
    );
    let number_held = match source {
        "health" => 95,
        "police" => 4,
        _ => 50,
    };
    let cell = |wanted: bool, text: String| wanted.then_some(text);
    let former = person.former.clone().filter(|former| *former != family);
    vec![
        cell(!chance.percent(1), given),
        cell(true, family),
        former.filter(|_| chance.percent(20)),
        aliases,
        cell(!chance.percent(4), format!("{year:04}-{month:02}-{day:02}")),
        None,
        cell(!chance.percent(5), if is_male { "male".into() } else { "female".into() }),
        cell(chance.percent(number_held), nhs_number(person.number)),
        cell(source == "health", "traced".into()),
        cell(chance.percent(50), format!("{}", 10_000_000 + house)),
        cell(!chance.percent(5), place.0),
        cell(!chance.percent(5), place.1),
        None,
        None,
        cell(chance.percent(30), format!("01633 {:06}", 100_000 + person.house)),
        cell(chance.percent(15), format!("person{}@example.org", person.number)),
    ]
}

fn letter(number: usize) -> char {
    char::from(b"ABDEFGHJLNPQRSTUWXYZ"[number % 20])
}

/// A number of its own for each person, with its check digit.
fn nhs_number(person: u32) -> String {
    let mut first_nine = 400_000_000 + u64::from(person) * 7;
    loop {
        if let Some(check) = dolen_model::NhsNumber::check_digit(first_nine) {
            return format!("{first_nine}{check}");
        }
        first_nine += 1;
    }
}
