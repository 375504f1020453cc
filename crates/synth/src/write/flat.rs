//! The whole region as one CSV for the matcher alone: a row a record, standard columns, the source named.

use std::borrow::Cow;
use std::io::Write;

use crate::agency::{Agency, Entry};
use crate::day::DateForm;
use crate::record::describe;
use crate::region::Region;
use crate::write::line::{delimited, fold, to_western};
use crate::write::ordered::in_order;
use crate::write::{WriteFault, key, write_truth};

const HEADER: &str = "source,id,forename,middle_names,family_name,former_family_name,alias,birth_date,death_date,sex,nhs_number,uprn,\
address,postcode,previous_address,previous_postcode,phone,email\n";

/// Writes every record and its truth.
pub(crate) fn write_flat(region: &Region, out: &mut dyn Write, truth: &mut dyn Write) -> Result<(), WriteFault> {
    out.write_all(HEADER.as_bytes())?;
    for agency in Agency::ALL {
        in_order(out, &region.holdings(agency).entries, |entry, buffer| {
            let mut line = String::with_capacity(256);
            delimited(&mut line, ',', row(region, agency, entry).into_iter().map(Cow::from));
            line.push('\n');
            buffer.extend_from_slice(line.as_bytes());
        })?;
    }
    write_truth(region, truth)
}

/// The values as the agency's file has them once its codes and dates are read: its capitals and lost marks are kept.
fn row(region: &Region, agency: Agency, entry: &Entry) -> Vec<String> {
    let recorded = describe(region, agency, entry);
    let sex = match recorded.is_female {
        Some(true) => "female",
        Some(false) => "male",
        None => "",
    };
    let address = recorded.address.as_ref().map_or_else(String::new, |lines| {
        let town = if agency == Agency::CouncilTwo { &lines.town_cy } else { &lines.town };
        let parts = [lines.flat.clone(), Some(lines.building_and_street()), Some(town.clone())];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    });
    let (previous_address, previous_postcode) =
        recorded.previous.map_or_else(Default::default, |previous| (previous.address, previous.postcode));
    let values = vec![
        agency.organisation().to_owned(),
        key(agency, entry),
        recorded.forename,
        recorded.middle_names,
        recorded.family_name,
        recorded.former_family_name,
        recorded.alias,
        recorded.birth.write(DateForm::Iso),
        recorded.death.write(DateForm::Iso),
        sex.to_owned(),
        recorded.nhs_number,
        recorded.uprn,
        address,
        recorded.postcode,
        previous_address,
        previous_postcode,
        recorded.phone,
        recorded.email,
    ];
    let as_written = |(column, value): (usize, String)| match agency {
        Agency::Police if (2..7).contains(&column) || (12..16).contains(&column) => fold(&value).to_uppercase(),
        Agency::CouncilOne => to_western(&value),
        _ => value,
    };
    values.into_iter().enumerate().map(as_written).collect()
}
