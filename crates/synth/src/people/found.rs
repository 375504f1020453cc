//! Households as they are found at the start, or as they arrive later: who lives together, how old they are, how they are
//! related.

use crate::arena::Id;
use crate::day::Day;
use crate::people::{
    DEPRIVATION, Household, NameId, Newborn, Person, World, birth_names, family_name_after_marriage, named_after,
};
use crate::place::{Residence, ResidenceKind};
use crate::stream::{Purpose, Stream};
use crate::tables::{Community, Gender};

/// Share of homes that somebody lives in.
const OCCUPIED: f64 = 0.955;
/// Standard deviations of the hidden vulnerability, in log rate: the person's own part and the household's.
const PERSONAL_SPREAD: f64 = 0.85;
const HOUSEHOLD_SPREAD: f64 = 0.50;
/// Fewest days between two births of one mother.
pub(crate) const BETWEEN_BIRTHS: i32 = 300;
/// Slope of the odds of living alone in the household's and the area's part of the vulnerability.
const LIVING_ALONE: f64 = 0.5;

/// Fills the residences for the first day.
pub(crate) fn populate(world: &mut World) {
    for residence in world.land.residences.ids() {
        let mut stream = Stream::new(world.seed, Purpose::Household, u64::from(residence.number()));
        let kind = world.land.residences.at(residence).kind;
        match kind {
            ResidenceKind::House | ResidenceKind::Flat => {
                if stream.chance(OCCUPIED) {
                    found_household(world, residence, world.start, &mut stream);
                } else {
                    let authority = usize::from(world.land.authority_of(residence));
                    if let Some(vacant) = world.vacant.get_mut(authority) {
                        vacant.push(residence);
                    }
                }
            }
            ResidenceKind::CareHome => {
                let home = world.new_household(residence, 0.0);
                world.care_homes.push(home);
                for _ in 0..stream.between(22, 40) {
                    let gender = if stream.chance(0.68) { Gender::Female } else { Gender::Male };
                    newcomer(world, home, gender, (74.0, 98.0), world.start, &mut stream);
                }
            }
            ResidenceKind::Hostel => {
                let hostel = world.new_household(residence, 0.5);
                world.hostels.push(hostel);
                for _ in 0..stream.between(8, 18) {
                    let gender = if stream.chance(0.7) { Gender::Male } else { Gender::Female };
                    let person = newcomer(world, hostel, gender, (18.0, 58.0), world.start, &mut stream);
                    world.people.at_mut(person).vulnerability += 0.9;
                }
            }
        }
    }
}

/// A person without relatives in the region, with new names.
fn newcomer(
    world: &mut World,
    household: Id<Household>,
    gender: Gender,
    ages: (f64, f64),
    day: Day,
    stream: &mut Stream,
) -> Id<Person> {
    let community = Community::pick(&mut stream.generator);
    Maker { world, household, community, day, stream }.adult(gender, ages, NameId::NONE)
}

/// Somebody, or a family, comes to live in a residence. Returns the household.
pub(crate) fn found_household(
    world: &mut World,
    residence: Id<Residence>,
    day: Day,
    stream: &mut Stream,
) -> Id<Household> {
    let deprivation = f64::from(world.land.area_of(residence).deprivation);
    let vulnerability = stream.normal() * HOUSEHOLD_SPREAD;
    let household = world.new_household(residence, vulnerability);
    let community = Community::pick(&mut stream.generator);
    let lone_parents = 0.085 * libm::exp(0.4 * deprivation);
    // Who lives alone is part of what the hidden vulnerability and the area bring about.
    let alone = libm::exp(LIVING_ALONE * (vulnerability + DEPRIVATION * deprivation));
    let shape = stream.weighted(&[0.125 * alone, 0.125, 0.160 * alone, 0.195, 0.225, lone_parents, 0.045, 0.035]);
    let mut maker = Maker { world, household, community, day, stream };
    match shape {
        0 => {
            let gender = maker.gender(0.62);
            maker.adult(gender, (64.0, 93.0), NameId::NONE);
        }
        1 => {
            maker.couple((62.0, 88.0));
        }
        2 => {
            let gender = maker.gender(0.42);
            maker.adult(gender, (22.0, 64.0), NameId::NONE);
        }
        3 => {
            maker.couple((21.0, 63.0));
        }
        4 => {
            let (mother, father) = maker.couple((22.0, 50.0));
            maker.children(mother, Some(father));
        }
        5 => {
            let mother = maker.adult(Gender::Female, (19.0, 48.0), NameId::NONE);
            maker.children(mother, None);
        }
        6 => {
            for _ in 0..maker.stream.between(2, 4) {
                let gender = maker.gender(0.4);
                maker.community = Community::pick(&mut maker.stream.generator);
                maker.adult(gender, (18.0, 45.0), NameId::NONE);
            }
        }
        _ => maker.three_generations(),
    }
    household
}

/// Makes the people of one household.
struct Maker<'a> {
    world: &'a mut World,
    household: Id<Household>,
    community: Community,
    day: Day,
    stream: &'a mut Stream,
}

impl Maker<'_> {
    fn gender(&mut self, women: f64) -> Gender {
        if self.stream.chance(women) { Gender::Female } else { Gender::Male }
    }

    fn adult(&mut self, gender: Gender, ages: (f64, f64), family: NameId) -> Id<Person> {
        let age = ages.0 + (ages.1 - ages.0) * self.stream.unit();
        let born = self.day.plus(-(age * 365.25) as i32);
        self.person(gender, born, family, (None, None))
    }

    fn person(
        &mut self,
        gender: Gender,
        born: Day,
        family: NameId,
        (mother, father): (Option<Id<Person>>, Option<Id<Person>>),
    ) -> Id<Person> {
        let members = &self.world.households.at(self.household).members;
        let borne: Vec<NameId> = members.iter().map(|&member| self.world.people.at(member).forename).collect();
        let newborn = Newborn { community: self.community, gender, born, family, borne: &borne };
        let names = birth_names(&mut self.world.pool, &newborn, self.stream);
        let vulnerability = (self.stream.normal() * PERSONAL_SPREAD) as f32;
        // They may have lived there for years before the first day.
        let since = self.day.plus(-(self.stream.exponential(1.0 / 2_500.0) as i32)).max(born);
        self.world.add(
            Person {
                born,
                died: Day::NEVER,
                left: Day::NEVER,
                last_stay: born,
                renamed: born,
                bore: born,
                gender,
                community: self.community,
                married: false,
                forename: names.forename,
                middle: names.middle,
                birth_family: names.family,
                family: names.family,
                mother,
                father,
                partner: None,
                household: self.household,
                vulnerability,
            },
            since,
        )
    }

    /// A couple of about one age; older couples are more often married.
    fn couple(&mut self, ages: (f64, f64)) -> (Id<Person>, Id<Person>) {
        let woman = self.adult(Gender::Female, ages, NameId::NONE);
        let age = self.world.people.at(woman).born.years_to(self.day);
        let his_age = (age + 2.0 + self.stream.normal() * 3.5).max(18.5);
        let man = self.adult(Gender::Male, (his_age, his_age + 0.99), NameId::NONE);
        for (one, other) in [(woman, man), (man, woman)] {
            self.world.people.at_mut(one).partner = Some(other);
        }
        let married = (0.25 + (age - 22.0) * 0.018).clamp(0.15, 0.93);
        if self.stream.chance(married) {
            let years = self.stream.unit() * (age - 18.0).clamp(0.5, 40.0);
            let wedding = self.day.plus(-(years * 365.25) as i32);
            for person in [woman, man] {
                self.world.people.at_mut(person).married = true;
            }
            let after = family_name_after_marriage(self.world, woman, man, self.stream);
            self.world.rename(woman, wedding, after);
        }
        (woman, man)
    }

    /// One to four children of the mother, some of them twins, the oldest at most nineteen.
    fn children(&mut self, mother: Id<Person>, father: Option<Id<Person>>) {
        let age = self.world.people.at(mother).born.years_to(self.day);
        let count = self.stream.weighted(&[0.44, 0.38, 0.13, 0.05]) as i32 + 1;
        let parent = father.unwrap_or(mother);
        let family = self.world.people.at(parent).family;
        let oldest = (age - 17.0).clamp(0.2, 19.0);
        let mut births: Vec<Day> = Vec::new();
        let mut made = 0;
        // A birth too soon after another is tried again a few times; a young mother has fewer children.
        for _ in 0..count * 3 {
            let born = self.day.plus(-((self.stream.unit() * oldest * 365.25) as i32));
            if made >= count || births.iter().any(|other| (other.0 - born.0).abs() < BETWEEN_BIRTHS) {
                continue;
            }
            births.push(born);
            let row = self.world.people.at_mut(mother);
            row.bore = row.bore.max(born);
            let babies = if self.stream.chance(0.016) { 2 } else { 1 };
            for _ in 0..babies {
                let gender = self.gender(0.488);
                let child = self.person(gender, born, family, (Some(mother), father));
                if let Some(father) = father {
                    named_after(self.world, child, father, self.stream);
                }
            }
            made += babies;
        }
    }

    /// Grandparents, their grown son or daughter, and sometimes grandchildren.
    fn three_generations(&mut self) {
        let (mother, father) = self.couple((56.0, 80.0));
        let family = self.world.people.at(father).family;
        let age = self.world.people.at(mother).born.years_to(self.day);
        let gender = self.gender(0.45);
        let grown = (age - 34.0 + 14.0 * self.stream.unit()).clamp(18.0, 50.0);
        let born = self.day.plus(-(grown * 365.25) as i32);
        let child = self.person(gender, born, family, (Some(mother), Some(father)));
        named_after(self.world, child, father, self.stream);
        if gender == Gender::Female && grown > 20.0 && self.stream.chance(0.5) {
            self.children(child, None);
        }
    }
}
