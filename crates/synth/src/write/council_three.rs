//! The third council: a workbook with a sheet of adults, one of children and one of codes, a title row above the header and a
//! totals row below the data.

use std::io::Write;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet};

use crate::agency::{Agency, Entry};
use crate::day::{DateForm, Day};
use crate::record::{RecordedDate, describe};
use crate::region::Region;
use crate::write::attribute::told;
use crate::write::codes::{COUNCIL_THREE, ETHNIC_WORDS, code, ethnic};
use crate::write::staff::involved;
use crate::write::{WriteFault, key};

/// Codes that a row has room for.
const DATED: usize = 2;

/// Names of the sheets: adults, children, codes.
const SHEETS: [&str; 3] = ["Oedolion", "Plant", "Codau"];

const HEADER: [&str; 31] = [
    "Rhif achos / Case no",
    "Teitl / Title",
    "Enwau cyntaf / Forenames",
    "Cyfenw / Surname",
    "Cyfenw blaenorol / Former surname",
    "Dyddiad geni / Date of birth",
    "Dyddiad marw / Date of death",
    "Rhyw / Gender",
    "Ethnigrwydd / Ethnicity",
    "Iaith / Language",
    "Rhif GIG / NHS no",
    "UPRN",
    "Cyfeiriad / Address",
    "Cod post / Postcode",
    "Cyfeiriad blaenorol / Previous address",
    "Cod post blaenorol / Previous postcode",
    "Ffôn / Telephone",
    "E-bost / Email",
    "Gweithiwr / Worker",
    "Tîm / Team",
    "Ffôn y tîm / Team telephone",
    "Agorwyd / Opened",
    "Caewyd / Closed",
    "Cyswllt diwethaf / Last contact",
    "Angen 1 / Need 1",
    "Dechrau 1 / Start 1",
    "Diwedd 1 / End 1",
    "Angen 2 / Need 2",
    "Dechrau 2 / Start 2",
    "Diwedd 2 / End 2",
    "Amgylchiadau / Circumstances",
];

/// Writes the workbook. It has to be put together in memory, as its format demands.
pub(crate) fn write_council_three(region: &Region, out: &mut dyn Write) -> Result<(), WriteFault> {
    let mut workbook = Workbook::new();
    // A fixed time of making: the same region gives the same bytes.
    let (year, month, day) = region.world.today.civil();
    let made = ExcelDateTime::from_ymd(u16::try_from(year).unwrap_or(2026), month as u8, day as u8)?;
    workbook.set_properties(&DocProperties::new().set_title("Ochr y Rhos").set_creation_datetime(&made));
    let formats = Formats { bold: Format::new().set_bold(), date: Format::new().set_num_format("dd/mm/yyyy") };
    let holdings = region.holdings(Agency::CouncilThree);
    let [adults, children, codes] = SHEETS;
    for (name, want_children) in [(adults, false), (children, true)] {
        let sheet = workbook.add_worksheet().set_name(name)?;
        heading(region, sheet, &formats, want_children)?;
        let mut row = 2;
        for entry in holdings.entries.iter().filter(|entry| region.is_child(entry) == want_children) {
            write_row(region, sheet, row, entry, &formats)?;
            row += 1;
        }
        sheet.write_with_format(row, 0, "Cyfanswm / Total", &formats.bold)?;
        sheet.write_with_format(row, 3, row - 2, &formats.bold)?;
    }
    let sheet = workbook.add_worksheet().set_name(codes)?;
    sheet.write_with_format(0, 0, "Cod / Code", &formats.bold)?;
    sheet.write_with_format(0, 1, "Ystyr / Meaning", &formats.bold)?;
    for (row, (term, code)) in (1..).zip(COUNCIL_THREE) {
        sheet.write(row, 0, *code)?;
        sheet.write(row, 1, meaning(term))?;
    }
    out.write_all(&workbook.save_to_buffer()?)?;
    Ok(())
}

struct Formats {
    bold: Format,
    date: Format,
}

fn meaning(term: &str) -> &'static str {
    match term.split_once(':') {
        Some(("indicator", code)) => dolen_model::indicator(code).map_or("", |indicator| indicator.name.en),
        Some((_, name)) => dolen_model::event_term(name).map_or("", |event| event.name.en),
        None => "",
    }
}

fn heading(region: &Region, sheet: &mut Worksheet, formats: &Formats, children: bool) -> Result<(), WriteFault> {
    let who = if children { "Plant / Children" } else { "Oedolion / Adults" };
    let title = format!("Cyngor Ochr y Rhos Council: {who}, {}", region.world.today.write(DateForm::DaySlashMonth));
    sheet.write_with_format(0, 0, title, &formats.bold)?;
    for (column, name) in (0..).zip(HEADER) {
        sheet.write_with_format(1, column, name, &formats.bold)?;
    }
    Ok(())
}

fn write_row(
    region: &Region,
    sheet: &mut Worksheet,
    row: u32,
    entry: &Entry,
    formats: &Formats,
) -> Result<(), WriteFault> {
    let recorded = describe(region, Agency::CouncilThree, entry);
    let involved = involved(region, Agency::CouncilThree, entry.number, region.is_child(entry));
    let told = told(region, region.holdings(Agency::CouncilThree), entry, DATED);
    let given = format!("{} {}", recorded.forename, recorded.middle_names);
    let gender = match recorded.is_female {
        Some(true) => "Benyw",
        Some(false) => "Gwryw",
        None => "Anhysbys",
    };
    let address = recorded.address.as_ref().map_or_else(String::new, |lines| {
        let parts = [lines.flat.clone(), Some(lines.building_and_street()), Some(lines.town.clone())];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    });
    let (previous_address, previous_postcode) =
        recorded.previous.map_or_else(Default::default, |previous| (previous.address, previous.postcode));
    let text_day = |day: Day| if day == Day::NEVER { String::new() } else { day.write(DateForm::DaySlashMonth) };
    let mut cells = vec![
        Cell::Text(key(Agency::CouncilThree, entry)),
        Cell::Text(recorded.title.to_owned()),
        Cell::Text(given.trim().to_owned()),
        Cell::Text(recorded.family_name),
        Cell::Text(recorded.former_family_name),
        Cell::Date(recorded.birth),
        Cell::Date(recorded.death),
        Cell::Text(gender.to_owned()),
        Cell::Text(ethnic(ETHNIC_WORDS, recorded.ethnicity).to_owned()),
        Cell::Text(if recorded.prefers_welsh { "Cymraeg" } else { "Saesneg" }.to_owned()),
        Cell::Text(recorded.nhs_number),
        Cell::Text(recorded.uprn),
        Cell::Text(address),
        Cell::Text(recorded.postcode),
        Cell::Text(previous_address),
        Cell::Text(previous_postcode),
        Cell::Text(recorded.phone),
        Cell::Text(recorded.email),
        Cell::Text(involved.worker),
        Cell::Text(involved.team.to_owned()),
        Cell::Text(involved.phone),
        Cell::Date(RecordedDate::Known(entry.opened)),
        Cell::Date(if entry.closed == Day::NEVER { RecordedDate::Missing } else { RecordedDate::Known(entry.closed) }),
        Cell::Date(RecordedDate::Known(entry.last_contact)),
    ];
    let mut dated = told.iter().filter(|told| !told.standing);
    for _ in 0..DATED {
        let one = dated.next();
        cells.push(Cell::Text(one.map_or_else(String::new, |told| code(COUNCIL_THREE, told.term).to_owned())));
        cells.push(Cell::Text(one.map_or_else(String::new, |told| text_day(told.start))));
        cells.push(Cell::Text(one.map_or_else(String::new, |told| text_day(told.end))));
    }
    let standing: Vec<&str> =
        told.iter().filter(|told| told.standing).map(|told| code(COUNCIL_THREE, told.term)).collect();
    cells.push(Cell::Text(standing.join(";")));
    for (column, cell) in (0..).zip(cells) {
        cell.write(sheet, row, column, formats)?;
    }
    Ok(())
}

/// A cell as this council's clerks fill it.
enum Cell {
    Text(String),
    /// A real date where the spreadsheet can hold one, else text: its calendar begins in 1900.
    Date(RecordedDate),
}

impl Cell {
    fn write(self, sheet: &mut Worksheet, row: u32, column: u16, formats: &Formats) -> Result<(), WriteFault> {
        match self {
            Self::Text(text) if text.is_empty() => {}
            Self::Text(text) => {
                sheet.write_string(row, column, text)?;
            }
            Self::Date(RecordedDate::Missing) => {}
            Self::Date(RecordedDate::Known(day)) => {
                let (year, month, day_of_month) = day.civil();
                match u16::try_from(year).ok().filter(|year| *year > 1900) {
                    Some(year) => {
                        let date = ExcelDateTime::from_ymd(year, month as u8, day_of_month as u8)?;
                        sheet.write_datetime_with_format(row, column, &date, &formats.date)?;
                    }
                    None => {
                        sheet.write_string(row, column, day.write(DateForm::DaySlashMonth))?;
                    }
                }
            }
        }
        Ok(())
    }
}
