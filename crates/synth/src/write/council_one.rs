//! The first council: one CSV, Windows-1252, day first, codes of a letter and two digits.

use std::borrow::Cow;
use std::io::Write;

use crate::agency::{Agency, Entry};
use crate::day::{DateForm, Day};
use crate::record::{RecordedDate, describe};
use crate::region::Region;
use crate::write::attribute::{Told, told};
use crate::write::codes::{COUNCIL_ONE, ETHNIC_WALES, code, ethnic};
use crate::write::line::{delimited, to_western};
use crate::write::ordered::in_order;
use crate::write::staff::involved;
use crate::write::{WriteFault, key};

/// Dated codes that a row has room for.
pub(crate) const DATED: usize = 3;

const HEADER: &str = "PERSON_ID,TITLE,SURNAME,FORENAME,MIDDLE_NAMES,PREV_SURNAME,KNOWN_AS,DOB,DOD,GENDER,ETHNICITY,LANG,NHS_NO,\
UPRN,ADDR1,ADDR2,TOWN,POSTCODE,PREV_ADDR,PREV_POSTCODE,TEL,EMAIL,KEY_WORKER,TEAM,TEAM_TEL,REFERRED,CLOSED,LAST_CONTACT,\
CLASS1,CLASS1_FROM,CLASS1_TO,CLASS2,CLASS2_FROM,CLASS2_TO,CLASS3,CLASS3_FROM,CLASS3_TO,FLAGS,BUDGET_CODE,EXTRACTED\r\n";

const FORM: DateForm = DateForm::DaySlashMonth;

/// Writes the extract.
pub(crate) fn write_council_one(region: &Region, out: &mut dyn Write) -> Result<(), WriteFault> {
    out.write_all(HEADER.as_bytes())?;
    let holdings = region.holdings(Agency::CouncilOne);
    in_order(out, &holdings.entries, |entry, buffer| {
        let told = told(region, holdings, entry, DATED);
        let mut line = String::with_capacity(400);
        delimited(&mut line, ',', row(region, entry, &told).into_iter().map(Cow::from));
        line.push_str("\r\n");
        let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(&line);
        buffer.extend_from_slice(&bytes);
    })
}

fn row(region: &Region, entry: &Entry, told: &[Told]) -> Vec<String> {
    let recorded = describe(region, Agency::CouncilOne, entry);
    let is_child = region.is_child(entry);
    let involved = involved(region, Agency::CouncilOne, entry.number, is_child);
    let gender = match recorded.is_female {
        Some(true) => "F",
        Some(false) => "M",
        None => "U",
    };
    let (flat_and_number, street, town) = recorded.address.as_ref().map_or_else(Default::default, |lines| {
        let number =
            [lines.flat.clone(), lines.named.then(|| lines.building.clone())].into_iter().flatten().collect::<Vec<_>>();
        let street = if lines.named { lines.street.clone() } else { lines.building_and_street() };
        (number.join(", "), street, lines.town.clone())
    });
    let (previous_address, previous_postcode) =
        recorded.previous.map_or_else(Default::default, |previous| (previous.address, previous.postcode));
    let day = |day: Day| if day == Day::NEVER { String::new() } else { day.write(FORM) };
    let mut values = vec![
        key(Agency::CouncilOne, entry),
        recorded.title.to_owned(),
        recorded.family_name,
        recorded.forename,
        recorded.middle_names,
        recorded.former_family_name,
        recorded.alias,
        recorded.birth.write(FORM),
        recorded.death.write(FORM),
        gender.to_owned(),
        ethnic(ETHNIC_WALES, recorded.ethnicity).to_owned(),
        if recorded.prefers_welsh { "W" } else { "E" }.to_owned(),
        spaced(&recorded.nhs_number),
        recorded.uprn,
        flat_and_number,
        street,
        town,
        recorded.postcode,
        previous_address,
        previous_postcode,
        recorded.phone,
        recorded.email,
        involved.worker,
        involved.team.to_owned(),
        involved.phone,
        day(entry.opened),
        day(entry.closed),
        day(entry.last_contact),
    ];
    let mut dated = told.iter().filter(|told| !told.standing);
    for _ in 0..DATED {
        let one = dated.next();
        values.push(one.map_or_else(String::new, |told| code(COUNCIL_ONE, told.term).to_owned()));
        values.push(one.map_or_else(String::new, |told| day(told.start)));
        values.push(one.map_or_else(String::new, |told| day(told.end)));
    }
    let flags: Vec<&str> = told.iter().filter(|told| told.standing).map(|told| code(COUNCIL_ONE, told.term)).collect();
    values.push(flags.join(";"));
    values.push(format!("{}", 4_000 + entry.number % 37));
    values.push(RecordedDate::Known(region.world.today).write(FORM));
    values.into_iter().map(|value| to_western(&value)).collect()
}

/// Three, three and four digits.
fn spaced(digits: &str) -> String {
    match (digits.get(..3), digits.get(3..6), digits.get(6..)) {
        (Some(first), Some(second), Some(third)) => format!("{first} {second} {third}"),
        _ => digits.to_owned(),
    }
}
