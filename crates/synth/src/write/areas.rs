//! The small areas as GeoJSON.

use std::io::Write;

use serde_json::json;

use crate::region::Region;
use crate::write::WriteFault;

/// A feature an area: code, names, authority, rank of deprivation (1 is the most deprived), boundary in WGS84.
pub(crate) fn write_areas(region: &Region, out: &mut dyn Write) -> Result<(), WriteFault> {
    let land = &region.world.land;
    write!(out, "{{\"type\":\"FeatureCollection\",\"features\":[")?;
    for (id, area) in land.areas.each() {
        let authority = land.authorities.get(usize::from(area.authority));
        let rings: Vec<Vec<Vec<[f64; 2]>>> = area
            .boundary
            .iter()
            .map(|ring| vec![ring.iter().map(|&(longitude, latitude)| [longitude, latitude]).collect()])
            .collect();
        let feature = json!({
            "type": "Feature",
            "properties": {
                "code": area.code,
                "name": area.name_en,
                "name_cy": area.name_cy,
                "authority_code": authority.map(|authority| authority.code.as_str()),
                "authority": authority.map(|authority| authority.name_en.as_str()),
                "authority_cy": authority.map(|authority| authority.name_cy.as_str()),
                "deprivation_rank": area.rank,
            },
            "geometry": { "type": "MultiPolygon", "coordinates": rings },
        });
        if id.number() > 0 {
            write!(out, ",")?;
        }
        writeln!(out)?;
        write!(out, "{feature}")?;
    }
    writeln!(out, "\n]}}")?;
    Ok(())
}
