//! Which names people are given, and which they take.

use crate::arena::Id;
use crate::day::Day;
use crate::people::{NameId, NamePool, Person, World};
use crate::stream::Stream;
use crate::tables::{self, Community, Gender};

/// The names of a person at birth.
pub(crate) struct BirthNames {
    pub(crate) forename: NameId,
    pub(crate) middle: NameId,
    pub(crate) family: NameId,
}

/// Whom the names are for.
pub(crate) struct Newborn<'a> {
    pub(crate) community: Community,
    pub(crate) gender: Gender,
    pub(crate) born: Day,
    /// The family name that the child inherits; none: one of the community's.
    pub(crate) family: NameId,
    /// Forenames already borne in the household.
    pub(crate) borne: &'a [NameId],
}

/// Share of newcomers with a Welsh patronymic, and with a double family name.
const PATRONYMIC: f64 = 0.008;
const DOUBLE: f64 = 0.018;

/// Names by the customs of a community. Brothers and sisters do not share a forename.
pub(crate) fn birth_names(pool: &mut NamePool, newborn: &Newborn<'_>, stream: &mut Stream) -> BirthNames {
    let (year, _, _) = newborn.born.civil();
    let mut forename = NameId::NONE;
    for _ in 0..8 {
        let name = tables::forename(&mut stream.generator, newborn.community, newborn.gender, year);
        forename = pool.put(name);
        if !newborn.borne.contains(&forename) {
            break;
        }
    }
    let has_middle = match newborn.community {
        Community::Welsh | Community::English | Community::IrishOrScottish => 0.72,
        Community::African | Community::Portuguese => 0.5,
        _ => 0.15,
    };
    let middle = if stream.chance(has_middle) {
        let name = tables::forename(&mut stream.generator, newborn.community, newborn.gender, year - 25);
        let middle = pool.put(name);
        if middle == forename { NameId::NONE } else { middle }
    } else {
        NameId::NONE
    };
    let family = if newborn.family == NameId::NONE {
        let name = new_family_name(newborn.community, newborn.gender, stream);
        pool.put(&name)
    } else {
        let (community, parents) = (newborn.community, pool.get(newborn.family));
        let inherited = tables::family_name_for(&mut stream.generator, community, parents, newborn.gender);
        let inherited = tables::patronymic_for(inherited, newborn.gender);
        pool.put(&inherited)
    };
    BirthNames { forename, middle, family }
}

/// A family name of a community in the form for a gender, now and then a double one or a patronymic.
pub(crate) fn new_family_name(community: Community, gender: Gender, stream: &mut Stream) -> String {
    let name = tables::family_name(&mut stream.generator, community);
    match community {
        Community::Welsh if stream.chance(PATRONYMIC) => {
            let father = tables::forename(&mut stream.generator, community, Gender::Male, 1940);
            tables::patronymic(father, gender)
        }
        Community::Welsh | Community::English | Community::IrishOrScottish if stream.chance(DOUBLE) => {
            let second = tables::family_name(&mut stream.generator, community);
            if second == name { name.to_owned() } else { format!("{name}-{second}") }
        }
        _ => tables::family_name_for(&mut stream.generator, community, name, gender).to_owned(),
    }
}

/// Gives a child a name from the father: four sons in a hundred his forename, unless a brother bears it; some Welsh children a
/// patronymic, and every child of a father who bears one.
pub(crate) fn named_after(world: &mut World, child: Id<Person>, father: Id<Person>, stream: &mut Stream) {
    let (his_name, his_family) = (world.people.at(father).forename, world.people.at(father).family);
    let row = world.people.at(child);
    let (gender, community) = (row.gender, row.community);
    let household = world.households.at(row.household);
    let is_free =
        household.members.iter().all(|&member| member == father || world.people.at(member).forename != his_name);
    let bears_his_family = row.family == his_family;
    let is_patronymic = tables::is_patronymic(world.pool.get(his_family));
    if gender == Gender::Male && stream.chance(0.04) && is_free {
        world.people.at_mut(child).forename = his_name;
    }
    if bears_his_family && (is_patronymic || community == Community::Welsh && stream.chance(PATRONYMIC)) {
        let name = tables::patronymic(world.pool.get(his_name), gender);
        let name = world.pool.put(&name);
        let row = world.people.at_mut(child);
        row.family = name;
        row.birth_family = name;
    }
}

/// The family name that one of a couple bears after the wedding: the other's, both, or still the own, as the community's
/// custom has it.
pub(crate) fn family_name_after_marriage(
    world: &mut World,
    taker: Id<Person>,
    giver: Id<Person>,
    stream: &mut Stream,
) -> NameId {
    let community = world.people.at(taker).community;
    let (takes, joins) = match community {
        Community::Welsh | Community::English | Community::IrishOrScottish => (0.76, 0.06),
        Community::EastEuropean | Community::African => (0.70, 0.04),
        Community::Portuguese => (0.45, 0.20),
        Community::Hindu | Community::Sikh => (0.40, 0.0),
        Community::Pakistani | Community::Bangladeshi | Community::Arabic | Community::Chinese => (0.15, 0.0),
    };
    let own = world.people.at(taker).family;
    let gender = world.people.at(taker).gender;
    let others = world.pool.get(world.people.at(giver).family);
    if tables::is_patronymic(others) {
        return own;
    }
    match stream.weighted(&[takes, joins, 1.0 - takes - joins]) {
        0 => {
            let form = tables::family_name_for(&mut stream.generator, community, others, gender).to_owned();
            world.pool.put(&form)
        }
        1 => {
            let last = |name: &str| name.rsplit('-').next().unwrap_or_default().to_owned();
            let (mine, theirs) = (last(world.pool.get(own)), last(others));
            if mine == theirs { own } else { world.pool.put(&format!("{mine}-{theirs}")) }
        }
        _ => own,
    }
}
