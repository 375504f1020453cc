//! The health board: pipe-separated, HL7 v2 tables, dates without separators, a row an admission spell.

use std::borrow::Cow;
use std::io::Write;

use crate::agency::{Agency, Entry};
use crate::day::DateForm;
use crate::event::Kind;
use crate::record::describe;
use crate::region::Region;
use crate::stream::{Purpose, Stream};
use crate::write::attribute::term;
use crate::write::codes::{ETHNIC_WALES, HEALTH, code, ethnic};
use crate::write::line::delimited;
use crate::write::ordered::in_order;
use crate::write::staff::involved;
use crate::write::{WriteFault, key};

const HEADER: &str = "SPELL_ID|PAT_NAME_FAMILY|PAT_NAME_GIVEN|PAT_NAME_SECOND|PAT_NAME_PREFIX|PAT_NAME_MAIDEN|PAT_DOB|PAT_SEX|\
PAT_DEATH_DT|NHS_NUMBER|NHS_NUMBER_STATUS|ETHNIC|LANGUAGE|ADDR_LINE1|ADDR_LINE2|ADDR_TOWN|ADDR_PCODE|UPRN|PHONE_HOME|ADMIT_DT|\
ADMIT_TYPE|PAT_CLASS|VIA_ED|REASON|DISCH_DT|DISCH_DISP|WARD|TEAM_TEL|LEAD_CLIN|BED\r\n";

const FORM: DateForm = DateForm::Compact;

/// Writes the extract.
pub(crate) fn write_health(region: &Region, out: &mut dyn Write) -> Result<(), WriteFault> {
    out.write_all(HEADER.as_bytes())?;
    let holdings = region.holdings(Agency::Health);
    in_order(out, &holdings.entries, |entry, buffer| {
        let kind = holdings
            .events_of(entry)
            .first()
            .and_then(|&number| region.events.get(number))
            .map_or(Kind::Admission, |event| event.kind);
        let mut line = String::with_capacity(300);
        delimited(&mut line, '|', row(region, entry, kind).into_iter().map(Cow::from));
        line.push_str("\r\n");
        buffer.extend_from_slice(line.as_bytes());
    })
}

fn row(region: &Region, entry: &Entry, kind: Kind) -> Vec<String> {
    let recorded = describe(region, Agency::Health, entry);
    let is_child = region.is_child(entry);
    let involved = involved(region, Agency::Health, entry.number, is_child);
    let mut stream = Stream::new(region.world.seed, Purpose::Casework, (1 << 52) | u64::from(entry.number));
    // HL7 table 0001.
    let sex = match recorded.is_female {
        Some(true) => "F",
        Some(false) => "M",
        None => "U",
    };
    // NHS number status, Wales: present and traced, or present and not.
    let status = match (recorded.nhs_number.is_empty(), recorded.nhs_number_traced) {
        (true, _) => "07",
        (false, true) => "01",
        (false, false) => "02",
    };
    let (line_one, line_two, town) = recorded.address.as_ref().map_or_else(Default::default, |lines| {
        let first = lines.flat.clone().or_else(|| lines.named.then(|| lines.building.clone())).unwrap_or_default();
        let second = if lines.named { lines.street.clone() } else { lines.building_and_street() };
        if first.is_empty() { (second, String::new(), lines.town.clone()) } else { (first, second, lines.town.clone()) }
    });
    let died_there = region.world.people.at(entry.person).died == entry.closed;
    let still_there = !died_there && entry.closed >= region.world.today;
    // HL7 table 0112: expired, still a patient, home.
    let disposition = if died_there {
        "20"
    } else if still_there {
        "30"
    } else {
        "01"
    };
    let minutes = stream.below(1_440);
    let admitted = format!("{}{:02}{:02}", entry.opened.write(FORM), minutes / 60, minutes % 60);
    vec![
        key(Agency::Health, entry),
        recorded.family_name,
        recorded.forename,
        recorded.middle_names,
        recorded.title.to_owned(),
        recorded.former_family_name,
        recorded.birth.write(FORM),
        sex.to_owned(),
        recorded.death.write(FORM),
        recorded.nhs_number,
        status.to_owned(),
        ethnic(ETHNIC_WALES, recorded.ethnicity).to_owned(),
        if recorded.prefers_welsh { "cy" } else { "en" }.to_owned(),
        line_one,
        line_two,
        town,
        recorded.postcode,
        recorded.uprn,
        recorded.phone,
        admitted,
        // HL7 tables 0007 and 0004: accident or emergency, inpatient.
        if kind == Kind::Fall { "A" } else { "E" }.to_owned(),
        "I".to_owned(),
        if stream.chance(0.7) { "Y" } else { "N" }.to_owned(),
        code(HEALTH, term(kind, is_child)).to_owned(),
        if still_there { String::new() } else { entry.closed.write(FORM) },
        disposition.to_owned(),
        involved.team.to_owned(),
        involved.phone,
        involved.worker,
        format!("B{:02}", stream.below(40)),
    ]
}
