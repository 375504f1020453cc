//! The second council: nested XML with ISO dates, services repeated inside each client.

use std::io::Write;

use crate::agency::{Agency, Entry};
use crate::day::{DateForm, Day};
use crate::record::describe;
use crate::region::Region;
use crate::write::attribute::told;
use crate::write::codes::{COUNCIL_TWO, ETHNIC_WORDS, code, ethnic};
use crate::write::ordered::in_order;
use crate::write::staff::involved;
use crate::write::{WriteFault, key};

const FORM: DateForm = DateForm::Iso;
/// Services that a client's element repeats at most.
const SERVICES: usize = 8;

/// Writes the extract.
pub(crate) fn write_council_two(region: &Region, out: &mut dyn Write) -> Result<(), WriteFault> {
    let holdings = region.holdings(Agency::CouncilTwo);
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(out, "<Export xmlns=\"urn:glannau-afon:case-export:3\" taken=\"{}\">", region.world.today.write(FORM))?;
    writeln!(out, "  <Header><System>CaseView</System><Count>{}</Count></Header>", holdings.entries.len())?;
    in_order(out, &holdings.entries, |entry, buffer| client(region, entry, buffer))?;
    writeln!(out, "</Export>")?;
    Ok(())
}

fn client(region: &Region, entry: &Entry, buffer: &mut Vec<u8>) {
    let recorded = describe(region, Agency::CouncilTwo, entry);
    let involved = involved(region, Agency::CouncilTwo, entry.number, region.is_child(entry));
    let mut element = Element { text: String::with_capacity(1_200) };
    element.open(&format!("Client id=\"{}\" status=\"{}\"", key(Agency::CouncilTwo, entry), status(entry)));
    element.open("Name");
    element.value("Title", recorded.title);
    element.value("Forename", &recorded.forename);
    element.value("MiddleNames", &recorded.middle_names);
    element.value("Surname", &recorded.family_name);
    element.value("PreviousSurname", &recorded.former_family_name);
    element.value("KnownAs", &recorded.alias);
    element.close("Name");
    element.open("Demographics");
    element.value("DateOfBirth", &recorded.birth.write(FORM));
    element.value("DateOfDeath", &recorded.death.write(FORM));
    let gender = match recorded.is_female {
        Some(true) => "2",
        Some(false) => "1",
        None => "X",
    };
    element.value("Gender", gender);
    element.value("Ethnicity", ethnic(ETHNIC_WORDS, recorded.ethnicity));
    element.value("Language", if recorded.prefers_welsh { "cym" } else { "eng" });
    element.value("NHSNumber", &recorded.nhs_number);
    element.close("Demographics");
    element.open("Address");
    element.value("UPRN", &recorded.uprn);
    if let Some(lines) = &recorded.address {
        element.value("SAON", lines.flat.as_deref().unwrap_or_default());
        element.value("PAON", &lines.building);
        element.value("Street", &lines.street);
        element.value("Town", &lines.town_cy);
    }
    element.value("PostCode", &recorded.postcode);
    element.close("Address");
    if let Some(previous) = &recorded.previous {
        element.open("FormerAddress");
        element.value("Text", &previous.address);
        element.value("PostCode", &previous.postcode);
        element.close("FormerAddress");
    }
    element.open("Contact");
    element.value("Telephone", &recorded.phone);
    element.value("Email", &recorded.email);
    element.close("Contact");
    element.open("Involvement");
    element.value("Worker", &involved.worker);
    element.value("Team", involved.team);
    element.value("TeamTelephone", &involved.phone);
    element.value("Opened", &day(entry.opened));
    element.value("Closed", &day(entry.closed));
    element.value("LastContact", &day(entry.last_contact));
    element.close("Involvement");
    element.open("Services");
    for told in told(region, region.holdings(Agency::CouncilTwo), entry, SERVICES) {
        element.open("Service");
        element.value("Code", code(COUNCIL_TWO, told.term));
        if !told.standing {
            element.value("Start", &day(told.start));
            element.value("End", &day(told.end));
        }
        element.close("Service");
    }
    element.close("Services");
    element.close("Client");
    element.text.push('\n');
    buffer.extend_from_slice(element.text.as_bytes());
}

fn status(entry: &Entry) -> &'static str {
    if entry.closed == Day::NEVER { "open" } else { "closed" }
}

fn day(day: Day) -> String {
    if day == Day::NEVER { String::new() } else { day.write(FORM) }
}

/// Text of one client.
struct Element {
    text: String,
}

impl Element {
    fn open(&mut self, tag: &str) {
        self.text.push('<');
        self.text.push_str(tag);
        self.text.push('>');
    }

    fn close(&mut self, tag: &str) {
        self.text.push_str("</");
        self.text.push_str(tag);
        self.text.push('>');
    }

    /// A value in its tag; an empty one is left out, as this system does.
    fn value(&mut self, tag: &str, value: &str) {
        if value.is_empty() {
            return;
        }
        self.open(tag);
        for letter in value.chars() {
            match letter {
                '&' => self.text.push_str("&amp;"),
                '<' => self.text.push_str("&lt;"),
                '>' => self.text.push_str("&gt;"),
                other => self.text.push(other),
            }
        }
        self.close(tag);
    }
}
