//! An official geography in place of the invented one.

mod boundaries;
mod fault;
mod plan;
mod table;

use std::collections::BTreeMap;
use std::io::Read;

use crate::place::Ring;
use boundaries::{middle, read_boundaries};
use table::{Table, read_points, read_ranks};

pub use fault::GeographyFault;

/// The files of an official geography, already open. All must be of one vintage of small areas (2011 or 2021).
pub struct GeographySources<'a> {
    /// Small-area boundaries as GeoJSON (WGS84), each with its code and its local authority's code.
    pub boundaries: &'a mut dyn Read,
    /// CSV of postcodes with the code of their small area: `postcode`, `lsoa11cd` or `lsoa21cd`, and if they are there
    /// `lsoa_name_en`, `lsoa_name_cy`.
    pub postcodes: &'a mut dyn Read,
    /// CSV of deprivation ranks: the same code column and `wimd2019_rank` or `wimd2025_rank`.
    pub deprivation: &'a mut dyn Read,
    /// CSV of the points of postcodes: `postcode,lat,long`. Without it they lie at the middle of their area.
    pub points: Option<&'a mut dyn Read>,
}

/// Boundaries, postcodes and deprivation ranks that have been read and put together.
pub struct Geography {
    areas: Vec<OfficialArea>,
}

struct OfficialArea {
    code: String,
    authority: String,
    authority_name: String,
    names: (String, String),
    rank: u32,
    boundary: Vec<Ring>,
    postcodes: Vec<(String, f32, f32)>,
}

impl Geography {
    /// Reads and joins the files. Areas without a rank or a postcode are left out.
    ///
    /// # Errors
    /// [`GeographyFault`] where a file is not what it should be.
    pub fn read(sources: GeographySources<'_>) -> Result<Self, GeographyFault> {
        let mut boundaries = read_boundaries(sources.boundaries)?;
        if boundaries.is_empty() {
            return Err(GeographyFault::Boundaries("it holds no feature with a code such as W01001325"));
        }
        let points = match sources.points {
            Some(points) => read_points(points)?,
            None => BTreeMap::new(),
        };
        let (vintage, ranks) = read_ranks(sources.deprivation)?;
        let mut table = Table::open("postcode", sources.postcodes)?;
        let postcode_column = table.column(&["postcode", "pcds"])?;
        let area_column = table.column(&[&vintage])?;
        let name_columns = [table.find("lsoa_name_en"), table.find("lsoa_name_cy")];
        while let Some(row) = table.next()? {
            let Some(area) = boundaries.get_mut(row.get(area_column).unwrap_or_default()) else { continue };
            let Some(postcode) = row.get(postcode_column).and_then(|text| dolen_model::Postcode::parse(text).ok())
            else {
                continue;
            };
            if postcode.kind() != dolen_model::PostcodeKind::Full {
                continue;
            }
            let [name_en, name_cy] =
                name_columns.map(|column| column.and_then(|column| row.get(column)).unwrap_or_default());
            if area.postcodes.is_empty() && !name_en.is_empty() {
                let welsh = if name_cy.is_empty() { name_en } else { name_cy };
                area.names = (name_en.to_owned(), welsh.to_owned());
            }
            let middle = middle(&area.boundary);
            let (longitude, latitude) =
                points.get(postcode.as_str()).copied().unwrap_or((middle.0 as f32, middle.1 as f32));
            area.postcodes.push((postcode.as_str().to_owned(), longitude, latitude));
        }
        let areas = boundaries
            .into_values()
            .filter_map(|mut area| {
                let ranked = ranks.get(&area.code)?;
                area.rank = ranked.rank;
                area.authority_name.clone_from(&ranked.authority);
                (!area.postcodes.is_empty()).then_some(area)
            })
            .collect();
        Ok(Self { areas })
    }

    /// How many areas have a boundary, a rank and postcodes.
    pub fn areas(&self) -> usize {
        self.areas.len()
    }
}
