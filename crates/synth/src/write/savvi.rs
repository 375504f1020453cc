//! The first council's records once more, as the attribute CSV of the UK Vulnerabilities Data Standard: a row an attribute.

use std::borrow::Cow;
use std::io::Write;

use dolen_model::{AttributeScheme, AttributeType, event_term, indicator};

use crate::agency::{Agency, Entry};
use crate::day::DateForm;
use crate::record::{Recorded, describe};
use crate::region::Region;
use crate::write::attribute::{Told, told};
use crate::write::council_one::DATED;
use crate::write::line::{delimited, to_western};
use crate::write::ordered::in_order;
use crate::write::{WriteFault, key};

const HEADER: &str = "PersonReference,GivenNames,FamilyName,Alias,BirthDate,Gender,UPRN,Address1,Address2,Address3,Address4,\
Address5,Postcode,AttributeType,AttributeScheme,Attribute,AttributeDate,SourceSystem,ExtractedOn\r\n";

/// Writes the rows of every record: as many as it tells attributes.
pub(crate) fn write_savvi(region: &Region, out: &mut dyn Write) -> Result<(), WriteFault> {
    out.write_all(HEADER.as_bytes())?;
    let holdings = region.holdings(Agency::CouncilOne);
    in_order(out, &holdings.entries, |entry, buffer| {
        let recorded = describe(region, Agency::CouncilOne, entry);
        for told in told(region, holdings, entry, DATED) {
            let mut line = String::with_capacity(256);
            delimited(&mut line, ',', row(region, entry, &recorded, &told).into_iter().map(Cow::from));
            line.push_str("\r\n");
            buffer.extend_from_slice(line.as_bytes());
        }
    })
}

fn row(region: &Region, entry: &Entry, recorded: &Recorded, told: &Told) -> Vec<String> {
    let gender = match recorded.is_female {
        Some(true) => "Female",
        Some(false) => "Male",
        None => "unknown",
    };
    let given = format!("{} {}", recorded.forename, recorded.middle_names);
    let mut lines: Vec<String> = Vec::with_capacity(5);
    if let Some(address) = &recorded.address {
        lines.extend(address.flat.clone());
        if address.named {
            lines.push(address.building.clone());
            lines.push(address.street.clone());
        } else {
            lines.push(address.building_and_street());
        }
        lines.push(address.town.clone());
    }
    lines.resize(5, String::new());
    let (scheme, term, kind) = standard(told.term);
    let mut values = vec![
        key(Agency::CouncilOne, entry),
        given.trim().to_owned(),
        recorded.family_name.clone(),
        recorded.alias.clone(),
        recorded.birth.write(DateForm::Iso),
        gender.to_owned(),
        recorded.uprn.clone(),
    ];
    values.extend(lines);
    values.extend([
        recorded.postcode.clone(),
        kind.as_standard().to_owned(),
        scheme.to_owned(),
        term.to_owned(),
        if told.standing { String::new() } else { told.start.write(DateForm::Iso) },
        "Social care case system".to_owned(),
        region.world.today.write(DateForm::Iso),
    ]);
    // The same names as in the council's own file, which loses some marks on the way.
    values.into_iter().map(|value| to_western(&value)).collect()
}

/// Scheme, term and kind of `indicator:CODE` or `event:TERM`.
fn standard(term: &'static str) -> (&'static str, &'static str, AttributeType) {
    match term.split_once(':') {
        Some(("indicator", code)) => {
            (AttributeScheme::INDICATOR, code, indicator(code).map_or(AttributeType::Event, |indicator| indicator.kind))
        }
        Some((_, name)) => {
            (AttributeScheme::EVENT, name, event_term(name).map_or(AttributeType::Event, |event| event.kind))
        }
        None => (AttributeScheme::EVENT, term, AttributeType::Event),
    }
}
