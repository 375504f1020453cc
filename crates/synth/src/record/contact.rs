//! NHS number, telephone, e-mail, ethnic group and language.

use dolen_model::NhsNumber;

use crate::arena::Id;
use crate::day::Day;
use crate::people::Person;
use crate::rates::ErrorRates;
use crate::region::Region;
use crate::stream::{Purpose, Stream};
use crate::tables::Community;

/// The person's true NHS number. Numbers begin with 9, a range that is kept for tests and given to nobody.
pub(crate) fn nhs_number(person: Id<Person>) -> u64 {
    const PEOPLE: u64 = 10_000_000;
    let number = u64::from(person.number());
    // A factor without 2 or 5 walks through every seven-digit number once.
    let tail = (number % PEOPLE) * 3_867_293 % PEOPLE;
    let block = number / PEOPLE * 2 + number * 7 % 2;
    let numbers = [block, block ^ 1].into_iter().filter_map(|second| {
        let first_nine = 900_000_000 + (second % 10) * PEOPLE + tail;
        NhsNumber::check_digit(first_nine).map(|check| first_nine * 10 + check)
    });
    // The two second digits weigh 9 apart, so at most one of them wants a check digit of 10.
    numbers.into_iter().next().unwrap_or(9_000_000_009)
}

/// The number as written down, and whether it was traced.
pub(crate) fn nhs(
    region: &Region,
    id: Id<Person>,
    day: Day,
    rates: &ErrorRates,
    stream: &mut Stream,
) -> (String, bool) {
    if !stream.chance(rates.nhs_number_present) {
        return (String::new(), false);
    }
    let person = region.world.people.at(id);
    if stream.chance(rates.repeated_digit_nhs_number) {
        let digit = ["0", "1", "4", "9"].get(stream.below(4)).copied().unwrap_or("0");
        return (digit.repeat(10), false);
    }
    if let Some(mother) = person.mother
        && person.age(day) < 2
        && stream.chance(rates.mothers_nhs_number)
    {
        return (nhs_number(mother).to_string(), false);
    }
    let mut digits = nhs_number(id).to_string();
    if stream.chance(rates.nhs_number_typing) {
        let place = 1 + stream.below(9);
        let right = digits.as_bytes().get(place).map_or(0, |digit| usize::from(digit.wrapping_sub(b'0')));
        let wrong = (right + 1 + stream.below(9)) % 10;
        digits.replace_range(place..=place, &wrong.to_string());
        return (digits, false);
    }
    let traced = stream.chance(0.92);
    (digits, traced)
}

/// The number of the phone that the person used on a day: children have a parent's or none; changed about every six years.
pub(crate) fn phone(region: &Region, id: Id<Person>, day: Day, rates: &ErrorRates, stream: &mut Stream) -> String {
    if !stream.chance(rates.phone_present) {
        return String::new();
    }
    let person = region.world.people.at(id);
    let owner = match person.mother {
        Some(mother) if person.age(day) < 14 => mother,
        _ => id,
    };
    let mut own = Stream::new(region.world.seed, Purpose::Phone, u64::from(owner.number()));
    let mut changed = region.world.start.plus(-(own.exponential(1.0 / 2_200.0) as i32));
    let mut version = 0_u64;
    loop {
        changed = changed.plus(200 + own.exponential(1.0 / 2_000.0) as i32);
        if changed > day {
            break;
        }
        version += 1;
    }
    // The numbers that the regulator keeps for drama begin with 07700 900; there are too few of them to tell people
    // apart, so the block that is not in use at all, 07000 to 07009 with six digits, serves.
    let number = (u64::from(owner.number()) * 7_919 + version * 3_000_017 + 12_345) % 10_000_000;
    format!("0700{number:07}")
}

/// The e-mail address of an adult, under a domain that the standard keeps for examples.
pub(crate) fn email(region: &Region, id: Id<Person>, day: Day, rates: &ErrorRates, stream: &mut Stream) -> String {
    let person = region.world.people.at(id);
    if person.age(day) < 18 || !stream.chance(rates.email_present) {
        return String::new();
    }
    let fold = |text: &str| -> String {
        crate::write::fold(text).chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase()
    };
    let forename = fold(region.world.pool.get(person.forename));
    let family = fold(region.world.pool.get(person.birth_family));
    format!("{forename}.{family}{}@example.org", id.number() % 97)
}

/// Position in the list of ethnic groups that each agency has its own codes for; the last is not stated.
pub(crate) fn ethnicity(community: Community, stream: &mut Stream) -> usize {
    if stream.chance(0.14) {
        return 9;
    }
    community_group(community, stream)
}

fn community_group(community: Community, stream: &mut Stream) -> usize {
    // White British, other white, Indian, Pakistani, Bangladeshi, Chinese, Arab, Black African, mixed, not stated.
    match community {
        Community::Welsh | Community::English | Community::IrishOrScottish if stream.chance(0.015) => 8,
        Community::Welsh | Community::English => 0,
        Community::IrishOrScottish | Community::EastEuropean | Community::Portuguese => 1,
        Community::Sikh | Community::Hindu => 2,
        Community::Pakistani => 3,
        Community::Bangladeshi => 4,
        Community::Chinese => 5,
        Community::Arabic => 6,
        Community::African => 7,
    }
}

/// Whether the person asked for Welsh.
pub(crate) fn prefers_welsh(community: Community, stream: &mut Stream) -> bool {
    stream.chance(if community == Community::Welsh { 0.45 } else { 0.02 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn numbers_are_valid_and_given_once() {
        let mut seen = BTreeSet::new();
        for number in (0..30_000_000_u32).step_by(997) {
            let digits = nhs_number(Id::new(number)).to_string();
            assert!(NhsNumber::parse(&digits).is_ok());
            assert!(seen.insert(digits));
        }
    }
}
