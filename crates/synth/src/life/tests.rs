//! Ten years, looked at from inside.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use crate::day::Day;
use crate::life::live;
use crate::people::{BETWEEN_BIRTHS, Person, World, populate};
use crate::place;

/// People when the tests' region begins.
const PEOPLE: f64 = 20_000.0;

fn today() -> Day {
    Day::from_civil(2026, 3, 31)
}

fn founded() -> World {
    let land = place::build(21, PEOPLE, place::invented_plan(21, 40));
    let mut world = World::new(21, today().plus(-3_653), today(), land);
    populate(&mut world);
    world
}

/// A region at the end of its ten years.
pub(crate) fn lived() -> World {
    let mut world = founded();
    live(&mut world, &mut |_| ());
    world
}

fn shared() -> &'static World {
    static WORLD: OnceLock<World> = OnceLock::new();
    WORLD.get_or_init(lived)
}

/// Years that everybody together lived here in the ten.
fn person_years(world: &World) -> f64 {
    let years = |row: &Person| row.born.max(world.start).years_to(row.died.min(row.left).min(world.today)).max(0.0);
    world.people.each().map(|(_, row)| years(row)).sum()
}

#[test]
fn people_are_born_and_die_as_often_as_in_wales() {
    let world = shared();
    let births = world.people.each().filter(|(_, row)| row.born > world.start && row.mother.is_some()).count();
    let deaths = world.people.each().filter(|(_, row)| row.died <= world.today).count();
    let per_thousand = |count: usize| count as f64 / person_years(world) * 1_000.0;
    assert!((7.0..15.0).contains(&per_thousand(births)), "{} births", per_thousand(births));
    assert!((7.0..15.0).contains(&per_thousand(deaths)), "{} deaths", per_thousand(deaths));
}

#[test]
fn the_number_of_people_neither_grows_nor_shrinks_much() {
    let world = shared();
    let at = |day: Day| world.people.each().filter(|(_, row)| row.is_here(day)).count() as f64;
    // Newcomers are born long before they come, so the first day is counted from the founding alone.
    let first = founded().people.len() as f64;
    assert!((first / PEOPLE - 1.0).abs() < 0.12, "{first}");
    assert!((at(today()) / first - 1.0).abs() < 0.10, "{} after {first}", at(today()));
}

#[test]
fn people_move_house() {
    let world = shared();
    let mut moves: BTreeMap<u32, usize> = BTreeMap::new();
    for stay in world.stays.iter().filter(|stay| stay.from > world.start) {
        *moves.entry(stay.person.number()).or_default() += 1;
    }
    let stayed: Vec<u32> = world
        .people
        .each()
        .filter(|(_, row)| row.born < world.start && row.is_here(world.today))
        .map(|(id, _)| id.number())
        .collect();
    let moved = stayed.iter().filter(|person| moves.contains_key(*person)).count() as f64 / stayed.len() as f64;
    assert!((0.35..0.85).contains(&moved), "{moved}");
}

#[test]
fn couples_marry_separate_and_change_their_names() {
    let before = founded();
    let after = shared();
    let both_here = |person: &Person, id| person.is_here(today()) && after.people.at(id).is_here(today());
    let (mut weddings, mut separations, mut couples) = (0, 0, 0);
    for (id, row) in before.people.each() {
        let (Some(partner), now) = (row.partner, after.people.at(id)) else { continue };
        if partner < id || !both_here(now, partner) {
            continue;
        }
        couples += 1;
        weddings += usize::from(!row.married && now.married && now.partner == Some(partner));
        separations += usize::from(now.partner != Some(partner));
    }
    assert!(weddings * 50 > couples, "{weddings} weddings of {couples}");
    assert!(separations * 50 > couples, "{separations} separations of {couples}");
    let changed: BTreeSet<u32> = after
        .name_changes
        .iter()
        .filter(|change| change.from > after.start)
        .map(|change| change.person.number())
        .collect();
    let women = changed
        .iter()
        .filter(|&&person| after.people.at(crate::arena::Id::new(person)).gender == crate::tables::Gender::Female);
    assert!(changed.len() * 100 > before.people.len(), "{} changed their name", changed.len());
    assert!(women.count() * 2 > changed.len(), "most who change it are women");
}

#[test]
fn a_name_is_changed_after_the_one_before_it_was() {
    let mut last: BTreeMap<u32, Day> = BTreeMap::new();
    for change in &shared().name_changes {
        let before = last.insert(change.person.number(), change.from);
        assert!(before.is_none_or(|before| before < change.from));
    }
}

#[test]
fn everybody_who_is_here_lives_in_one_household() {
    let world = shared();
    let mut members: BTreeMap<u32, usize> = BTreeMap::new();
    for (household, row) in world.households.each() {
        for &member in &row.members {
            *members.entry(member.number()).or_default() += 1;
            assert!(world.people.at(member).household == household);
        }
    }
    for (id, row) in world.people.each() {
        assert_eq!(members.get(&id.number()).copied().unwrap_or_default(), usize::from(row.is_here(world.today)));
    }
}

#[test]
fn hardly_a_child_lives_without_an_adult() {
    let world = shared();
    let age = |member| world.people.at(member).age(world.today);
    let lived_in = world.households.each().filter(|(_, row)| !row.members.is_empty());
    let (all, alone) = lived_in.fold((0, 0), |(all, alone), (_, row)| {
        (all + 1, alone + usize::from(row.members.iter().all(|&member| age(member) < 16)))
    });
    assert!(alone * 500 < all, "{alone} of {all} households");
}

#[test]
fn one_mother_has_no_two_births_within_ten_months() {
    let world = shared();
    let mut births: BTreeMap<u32, Vec<Day>> = BTreeMap::new();
    for (_, row) in world.people.each() {
        if let Some(mother) = row.mother {
            births.entry(mother.number()).or_default().push(row.born);
        }
    }
    let (mut twins, mut all) = (0, 0);
    for days in births.values_mut() {
        days.sort_unstable();
        for pair in days.windows(2) {
            let apart = pair[1].0 - pair[0].0;
            assert!(apart == 0 || apart >= BETWEEN_BIRTHS, "{apart} days");
            twins += usize::from(apart == 0);
        }
        all += days.len();
    }
    assert!(twins > 0 && twins * 30 < all, "{twins} pairs of twins in {all} births");
}

#[test]
fn brothers_and_sisters_at_home_have_names_of_their_own() {
    let world = shared();
    for (_, household) in world.households.each().filter(|(id, _)| !world.is_institution(*id)) {
        let mut names = BTreeSet::new();
        for &member in &household.members {
            let row = world.people.at(member);
            if let Some(mother) = row.mother {
                assert!(names.insert((mother.number(), row.forename)), "two children of one mother with one name");
            }
        }
    }
}

#[test]
fn nobody_lives_as_the_partner_of_a_brother_or_sister() {
    let world = shared();
    let mut of_one_gender = 0;
    for (_, row) in world.people.each().filter(|(_, row)| row.is_here(world.today)) {
        if let Some(partner) = row.partner.map(|partner| world.people.at(partner)) {
            assert!(row.mother.is_none() || row.mother != partner.mother);
            of_one_gender += usize::from(row.gender == partner.gender);
        }
    }
    assert!(of_one_gender > 0);
}
