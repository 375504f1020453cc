//! The truth: who is who, who has died, who lives with whom, what caused what. No agency's file holds any of it.

use std::io::Write;

use crate::agency::Agency;
use crate::day::{DateForm, Day};
use crate::place::Land;
use crate::record::nhs_number;
use crate::region::Region;
use crate::tables::Gender;
use crate::write::{WriteFault, key};

/// `source,id,person`: a line a record of the five feeds.
pub(crate) fn write_truth(region: &Region, out: &mut dyn Write) -> Result<(), WriteFault> {
    writeln!(out, "source,id,person")?;
    for agency in Agency::ALL {
        for entry in &region.holdings(agency).entries {
            writeln!(out, "{},{},{}", agency.organisation(), key(agency, entry), entry.person.number())?;
        }
    }
    Ok(())
}

/// A line a person in any record.
pub(crate) fn write_people(region: &Region, out: &mut dyn Write) -> Result<(), WriteFault> {
    writeln!(
        out,
        "person,forename,family_name,birth_date,death_date,left_region,sex,nhs_number,area,area_rank,vulnerability_personal,vulnerability_household,mother,father,events"
    )?;
    let world = &region.world;
    let or_none = |day: Day| if day > world.today { String::new() } else { day.write(DateForm::Iso) };
    for person in region.people_in_records() {
        let row = world.people.at(person);
        let household = world.households.at(row.household);
        let area = region.history.stay(person, world.today).map(|stay| world.land.area_of(stay.residence));
        let parent =
            |parent: Option<crate::arena::Id<_>>| parent.map_or_else(String::new, |parent| parent.number().to_string());
        writeln!(
            out,
            "{},{},{},{},{},{},{},{},{},{},{:.4},{:.4},{},{},{}",
            person.number(),
            world.pool.get(row.forename),
            world.pool.get(row.family),
            row.born.write(DateForm::Iso),
            or_none(row.died),
            or_none(row.left),
            if row.gender == Gender::Female { "female" } else { "male" },
            nhs_number(person),
            area.map_or("", |area| area.code.as_str()),
            area.map_or(0, |area| area.rank),
            row.vulnerability,
            household.vulnerability,
            parent(row.mother),
            parent(row.father),
            region.events.of(person).len(),
        )?;
    }
    Ok(())
}

/// `person,household,uprn`: where everybody in any record lives today. The dead and those who left are not in it.
pub(crate) fn write_households(region: &Region, out: &mut dyn Write) -> Result<(), WriteFault> {
    writeln!(out, "person,household,uprn")?;
    let world = &region.world;
    for person in region.people_in_records() {
        let row = world.people.at(person);
        if row.is_here(world.today) {
            let residence = world.households.at(row.household).residence;
            writeln!(out, "{},{},{}", person.number(), row.household.number(), Land::uprn(residence))?;
        }
    }
    Ok(())
}

/// `event,person,date,kind,cause,parent_event`: every event of the people in the person file, recorded or not, and what
/// brought it about.
pub(crate) fn write_causes(region: &Region, out: &mut dyn Write) -> Result<(), WriteFault> {
    writeln!(out, "event,person,date,kind,cause,parent_event")?;
    let people = region.people_in_records();
    for (number, event) in region.events.each().filter(|(_, event)| people.binary_search(&event.person).is_ok()) {
        let parent = if event.parent == u32::MAX { String::new() } else { event.parent.to_string() };
        writeln!(
            out,
            "{number},{},{},{},{},{parent}",
            event.person.number(),
            event.day.write(DateForm::Iso),
            event.kind.as_str(),
            event.cause.as_str(),
        )?;
    }
    Ok(())
}

/// `uprn,kind,address,town,town_cy,postcode,area,longitude,latitude`: the gazetteer.
pub(crate) fn write_residences(region: &Region, out: &mut dyn Write) -> Result<(), WriteFault> {
    writeln!(out, "uprn,kind,address,town,town_cy,postcode,area,longitude,latitude")?;
    let land = &region.world.land;
    for (residence, row) in land.residences.each() {
        let lines = land.address(residence);
        let flat = lines.flat.as_ref().map_or_else(String::new, |flat| format!("{flat}, "));
        let (longitude, latitude) = land.point(residence);
        writeln!(
            out,
            "{},{},\"{flat}{}\",{},{},{},{},{longitude:.6},{latitude:.6}",
            Land::uprn(residence),
            row.kind.as_str(),
            lines.building_and_street(),
            lines.town,
            lines.town_cy,
            lines.postcode,
            land.area_of(residence).code,
        )?;
    }
    Ok(())
}
