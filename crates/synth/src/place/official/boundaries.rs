//! Boundaries of small areas, GeoJSON.

use std::collections::BTreeMap;
use std::io::Read;

use serde_json::Value;

use super::{GeographyFault, OfficialArea};
use crate::place::Ring;

pub(super) fn read_boundaries(source: &mut dyn Read) -> Result<BTreeMap<String, OfficialArea>, GeographyFault> {
    let document: Value = serde_json::from_reader(source).map_err(|_| GeographyFault::Boundaries("it is not JSON"))?;
    let features =
        document.get("features").and_then(Value::as_array).ok_or(GeographyFault::Boundaries("it has no `features`"))?;
    let mut areas = BTreeMap::new();
    for feature in features {
        let Some(properties) = feature.get("properties").and_then(Value::as_object) else { continue };
        let texts: Vec<&str> = properties.values().filter_map(Value::as_str).collect();
        let Some(code) = texts.iter().find(|text| is_small_area(text)) else { continue };
        let Some(authority) = texts.iter().find(|text| is_authority(text)) else {
            return Err(GeographyFault::Boundaries("a feature has no code of its local authority, such as W06000019"));
        };
        let name = texts.iter().find(|text| text.contains(' ')).unwrap_or(code);
        let Some(boundary) = feature.get("geometry").and_then(rings) else {
            return Err(GeographyFault::Boundaries("a feature has no polygon"));
        };
        areas.insert(
            (*code).to_owned(),
            OfficialArea {
                code: (*code).to_owned(),
                authority: (*authority).to_owned(),
                authority_name: String::new(),
                names: ((*name).to_owned(), (*name).to_owned()),
                rank: 0,
                boundary,
                postcodes: Vec::new(),
            },
        );
    }
    Ok(areas)
}

fn is_small_area(text: &str) -> bool {
    is_code(text, &["W01", "E01"])
}

fn is_authority(text: &str) -> bool {
    is_code(text, &["W06", "E06", "E07", "E08", "E09"])
}

/// A code of the statistics office: three characters for the kind of area, six digits.
fn is_code(text: &str, kinds: &[&str]) -> bool {
    text.len() == 9
        && kinds.iter().any(|kind| text.starts_with(kind))
        && text.bytes().skip(3).all(|byte| byte.is_ascii_digit())
}

/// The outer rings of a polygon or a multipolygon.
fn rings(geometry: &Value) -> Option<Vec<Ring>> {
    let coordinates = geometry.get("coordinates")?.as_array()?;
    match geometry.get("type")?.as_str()? {
        "Polygon" => Some(vec![ring(coordinates.first()?)?]),
        "MultiPolygon" => coordinates.iter().map(|polygon| ring(polygon.as_array()?.first()?)).collect(),
        _ => None,
    }
}

fn ring(value: &Value) -> Option<Ring> {
    value.as_array()?.iter().map(|point| Some((point.get(0)?.as_f64()?, point.get(1)?.as_f64()?))).collect()
}

/// The mean corner of the first ring: near enough to the middle for a point that only stands for a postcode.
pub(super) fn middle(boundary: &[Ring]) -> (f64, f64) {
    let Some(ring) = boundary.first().filter(|ring| !ring.is_empty()) else { return (0.0, 0.0) };
    let sum = ring.iter().fold((0.0, 0.0), |sum, corner| (sum.0 + corner.0, sum.1 + corner.1));
    (sum.0 / ring.len() as f64, sum.1 / ring.len() as f64)
}
