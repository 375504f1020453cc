//! The police: CSV, a row a person, role and event, capitals without marks, months by name.

use std::borrow::Cow;
use std::io::Write;

use crate::agency::{Agency, Entry, Role};
use crate::day::{DateForm, Day};
use crate::event::Kind;
use crate::record::describe;
use crate::region::Region;
use crate::stream::{Purpose, Stream};
use crate::write::attribute::term;
use crate::write::codes::{ETHNIC_POLICE, POLICE, code, ethnic};
use crate::write::key::occurrence;
use crate::write::line::{delimited, fold};
use crate::write::ordered::in_order;
use crate::write::staff::involved;
use crate::write::{WriteFault, key};

const HEADER: &str = "LINK_REF,OCC_NO,NOMINAL_REF,ROLE,SURNAME,FORENAME,MIDDLE,MAIDEN_NAME,NICKNAME,DOB,SEX,SELF_DEF_ETH,NHS_NO,\
ADDRESS,POSTCODE,UPRN,PREV_ADDRESS,PREV_POSTCODE,PHONE,EMAIL,OCC_CLASS,OCC_TYPE,OCC_DATE,OIC,OIC_UNIT,OIC_TEL,STATUS_FROM,\
STATUS_TO,LAST_UPDATE,SUMMARY\r\n";

const FORM: DateForm = DateForm::DayMonthName;

/// Offences by name, as the column of types has them.
const OFFENCES: [&str; 6] = [
    "ASSAULT OCCASIONING ABH",
    "BURGLARY DWELLING",
    "THEFT FROM MOTOR VEHICLE",
    "CRIMINAL DAMAGE",
    "HARASSMENT",
    "THEFT OTHER",
];

/// Writes the extract: UTF-8 with a byte order mark, as this system exports it.
pub(crate) fn write_police(region: &Region, out: &mut dyn Write) -> Result<(), WriteFault> {
    out.write_all("\u{feff}".as_bytes())?;
    out.write_all(HEADER.as_bytes())?;
    let holdings = region.holdings(Agency::Police);
    in_order(out, &holdings.entries, |entry, buffer| {
        let kind = holdings
            .events_of(entry)
            .first()
            .and_then(|&number| region.events.get(number))
            .map_or(Kind::Crime, |event| event.kind);
        let mut line = String::with_capacity(300);
        delimited(&mut line, ',', row(region, entry, kind).into_iter().map(Cow::from));
        line.push_str("\r\n");
        buffer.extend_from_slice(line.as_bytes());
    })
}

/// The class of the occurrence. A child who was there is on record for the domestic abuse, in a role of its own.
pub(crate) fn class(kind: Kind, is_child: bool) -> &'static str {
    code(POLICE, term(kind, is_child))
}

fn row(region: &Region, entry: &Entry, kind: Kind) -> Vec<String> {
    let recorded = describe(region, Agency::Police, entry);
    let is_child = region.is_child(entry);
    let involved = involved(region, Agency::Police, entry.number, is_child);
    let mut stream = Stream::new(
        region.world.seed,
        Purpose::Casework,
        (1 << 53) | (u64::from(entry.number) << 3) | u64::from(entry.sequence),
    );
    let role = match entry.role {
        Role::Victim => "VIC",
        Role::Subject => "SUB",
        Role::ChildPresent => "CHP",
        Role::Missing => "MIS",
    };
    let sex = match recorded.is_female {
        Some(true) => "F",
        Some(false) => "M",
        None => "U",
    };
    let address = recorded.address.as_ref().map_or_else(String::new, |lines| {
        let parts = [lines.flat.clone(), Some(lines.building_and_street()), Some(lines.town.clone())];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    });
    let (previous_address, previous_postcode) =
        recorded.previous.map_or_else(Default::default, |previous| (previous.address, previous.postcode));
    let day = |day: Day| if day == Day::NEVER { String::new() } else { day.write(FORM) };
    let offence = if kind == Kind::Crime { stream.pick(&OFFENCES).copied().unwrap_or_default() } else { "" };
    let nominal = u64::from(entry.person.number()) * 31 % 9_999_991 + u64::from(entry.description) * 9_999_991;
    [
        key(Agency::Police, entry),
        occurrence(entry),
        format!("N{nominal}"),
        role.to_owned(),
        recorded.family_name,
        recorded.forename,
        recorded.middle_names,
        recorded.former_family_name,
        recorded.alias,
        recorded.birth.write(FORM),
        sex.to_owned(),
        ethnic(ETHNIC_POLICE, recorded.ethnicity).to_owned(),
        recorded.nhs_number,
        address,
        recorded.postcode,
        recorded.uprn,
        previous_address,
        previous_postcode,
        recorded.phone,
        recorded.email,
        class(kind, is_child && entry.role != Role::ChildPresent).to_owned(),
        offence.to_owned(),
        day(entry.opened),
        involved.worker,
        involved.team.to_owned(),
        involved.phone,
        day(entry.opened),
        day(entry.closed),
        day(entry.last_contact),
        "see occurrence log".to_owned(),
    ]
    .into_iter()
    .enumerate()
    // E-mail addresses keep their case; everything else is in capitals.
    .map(|(column, value): (usize, String)| if column == 19 { value } else { fold(&value).to_uppercase() })
    .collect()
}
