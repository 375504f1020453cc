//! An official geography in place of the invented one.

use std::collections::BTreeMap;
use std::io::Read;

use serde_json::Value;

use crate::arena::Arena;
use crate::place::land::Authority;
use crate::place::{Ring, Town};
use crate::place::stock::AreaPlan;

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
    names: (String, String),
    rank: u32,
    boundary: Vec<Ring>,
    postcodes: Vec<(String, f32, f32)>,
}

/// Why a geography could not be read.
#[derive(Debug, thiserror::Error)]
pub enum GeographyFault {
    /// The boundary file is not the GeoJSON it should be.
    #[error("the boundary file is no GeoJSON of small areas: {0}")]
    Boundaries(&'static str),
    /// A CSV file lacks a column.
    #[error("the {file} file has no column `{column}`: choose files of one vintage (2011 or 2021)")]
    Column {
        /// Which of the files.
        file: &'static str,
        /// The missing header.
        column: String,
    },
    /// A CSV file cannot be read.
    #[error("the {file} file cannot be read as CSV: {source}")]
    Csv {
        /// Which of the files.
        file: &'static str,
        /// What the reader said.
        source: csv::Error,
    },
}

impl Geography {
    /// Reads and joins the files. Areas without a rank or a postcode are left out.
    ///
    /// # Errors
    /// [`GeographyFault`] where a file is not what it should be.
    pub fn read(sources: GeographySources<'_>) -> Result<Self, GeographyFault> {
        let mut boundaries = read_boundaries(sources.boundaries)?;
        let Some(code) = boundaries.keys().next() else {
            return Err(GeographyFault::Boundaries("it holds no feature with a code such as W01001325"));
        };
        debug_assert!(is_small_area(code));
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
            let Some(postcode) = row.get(postcode_column).and_then(|text| dolen_model::Postcode::parse(text).ok()) else {
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
                area.rank = *ranks.get(&area.code)?;
                (!area.postcodes.is_empty()).then_some(area)
            })
            .collect();
        Ok(Self { areas })
    }

    /// How many areas have a boundary, a rank and postcodes.
    pub fn areas(&self) -> usize {
        self.areas.len()
    }

    /// Plans the areas: authorities in the order of size that the invented region has, so that the councils' extracts
    /// fit the places they come from; ranks counted again among these areas.
    pub(crate) fn plan(self) -> (Vec<Authority>, Arena<Town>, Vec<AreaPlan>) {
        let mut areas = self.areas;
        let mut sizes: BTreeMap<String, usize> = BTreeMap::new();
        for area in &areas {
            *sizes.entry(area.authority.clone()).or_default() += 1;
        }
        let order = authority_order(sizes);
        let position = |code: &str| order.iter().position(|authority| authority == code).unwrap_or(0);
        areas.sort_by(|left, right| {
            (position(&left.authority), &left.names.0, &left.code).cmp(&(position(&right.authority), &right.names.0, &right.code))
        });
        let mut ranks: Vec<u32> = areas.iter().map(|area| area.rank).collect();
        ranks.sort_unstable();
        let mut towns: Arena<Town> = Arena::default();
        let mut plans: Vec<AreaPlan> = Vec::new();
        let mut current: Option<(usize, String)> = None;
        for area in areas {
            let authority = position(&area.authority);
            let stem = |name: &str| name.trim_end_matches(|letter: char| letter.is_ascii_digit() || letter == ' ').to_owned();
            let key = (authority, stem(&area.names.0));
            if current.as_ref() != Some(&key) {
                towns.push(Town { name_en: stem(&area.names.0), name_cy: stem(&area.names.1) });
                current = Some(key);
            }
            plans.push(AreaPlan {
                code: area.code,
                number: 0,
                authority: u8::try_from(authority).unwrap_or(u8::MAX),
                town: crate::arena::Id::new((towns.len() as u32).saturating_sub(1)),
                rank: ranks.partition_point(|&rank| rank < area.rank) as u32 + 1,
                score: 0.0,
                middle: middle(&area.boundary),
                boundary: area.boundary,
                names: Some(area.names),
                postcodes: area.postcodes,
            });
        }
        let authorities = order
            .into_iter()
            .map(|code| Authority { name_en: code.clone(), name_cy: code.clone(), code })
            .collect();
        (authorities, towns, plans)
    }
}

/// Smallest, largest, then the others from the second largest down: near to the shares of the invented authorities.
fn authority_order(sizes: BTreeMap<String, usize>) -> Vec<String> {
    let mut by_size: Vec<(usize, String)> = sizes.into_iter().map(|(code, size)| (size, code)).collect();
    by_size.sort();
    if by_size.len() > 2 {
        by_size.rotate_right(1);
        by_size.swap(0, 1);
        if let Some(rest) = by_size.get_mut(2..) {
            rest.reverse();
        }
    }
    by_size.into_iter().map(|(_, code)| code).collect()
}

fn is_small_area(text: &str) -> bool {
    text.len() == 9 && (text.starts_with("W01") || text.starts_with("E01")) && text.bytes().skip(3).all(|byte| byte.is_ascii_digit())
}

fn read_boundaries(source: &mut dyn Read) -> Result<BTreeMap<String, OfficialArea>, GeographyFault> {
    let document: Value =
        serde_json::from_reader(source).map_err(|_| GeographyFault::Boundaries("it is not JSON"))?;
    let features =
        document.get("features").and_then(Value::as_array).ok_or(GeographyFault::Boundaries("it has no `features`"))?;
    let mut areas = BTreeMap::new();
    for feature in features {
        let Some(properties) = feature.get("properties").and_then(Value::as_object) else { continue };
        let texts: Vec<&str> = properties.values().filter_map(Value::as_str).collect();
        let Some(code) = texts.iter().find(|text| is_small_area(text)) else { continue };
        let authority = texts.iter().find(|text| text.len() == 9 && (text.starts_with("W06") || text.starts_with("E0")) && **text != *code);
        let name = texts.iter().find(|text| text.contains(' ')).unwrap_or(code);
        let Some(boundary) = feature.get("geometry").and_then(rings) else {
            return Err(GeographyFault::Boundaries("a feature has no polygon"));
        };
        areas.insert(
            (*code).to_owned(),
            OfficialArea {
                code: (*code).to_owned(),
                authority: authority.copied().unwrap_or("W06000000").to_owned(),
                names: ((*name).to_owned(), (*name).to_owned()),
                rank: 0,
                boundary,
                postcodes: Vec::new(),
            },
        );
    }
    Ok(areas)
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
    value
        .as_array()?
        .iter()
        .map(|point| Some((point.get(0)?.as_f64()?, point.get(1)?.as_f64()?)))
        .collect()
}

/// The mean corner of the first ring: near enough to the middle for a point that only stands for a postcode.
fn middle(boundary: &[Ring]) -> (f64, f64) {
    let Some(ring) = boundary.first().filter(|ring| !ring.is_empty()) else { return (0.0, 0.0) };
    let sum = ring.iter().fold((0.0, 0.0), |sum, corner| (sum.0 + corner.0, sum.1 + corner.1));
    (sum.0 / ring.len() as f64, sum.1 / ring.len() as f64)
}

fn read_points(source: &mut dyn Read) -> Result<BTreeMap<String, (f32, f32)>, GeographyFault> {
    let mut table = Table::open("points", source)?;
    let columns = [table.column(&["postcode", "pcds"])?, table.column(&["long"])?, table.column(&["lat"])?];
    let mut points = BTreeMap::new();
    while let Some(row) = table.next()? {
        let [postcode, longitude, latitude] = columns.map(|column| row.get(column).unwrap_or_default());
        let (Ok(longitude), Ok(latitude)) = (longitude.parse(), latitude.parse()) else { continue };
        if let Ok(postcode) = dolen_model::Postcode::parse(postcode) {
            points.insert(postcode.as_str().to_owned(), (longitude, latitude));
        }
    }
    Ok(points)
}

/// The header of the code column and the rank of each code.
fn read_ranks(source: &mut dyn Read) -> Result<(String, BTreeMap<String, u32>), GeographyFault> {
    let mut table = Table::open("deprivation", source)?;
    let area = table.column(&["lsoa11cd", "lsoa21cd"])?;
    let rank = table.column(&["wimd2019_rank", "wimd2025_rank"])?;
    let vintage = table.headers.get(area).cloned().unwrap_or_default();
    let mut ranks = BTreeMap::new();
    while let Some(row) = table.next()? {
        if let Some(Ok(rank)) = row.get(rank).map(str::parse) {
            ranks.insert(row.get(area).unwrap_or_default().to_owned(), rank);
        }
    }
    Ok((vintage, ranks))
}

/// A CSV file of which columns are asked for by name.
struct Table<'a> {
    file: &'static str,
    reader: csv::Reader<&'a mut dyn Read>,
    headers: Vec<String>,
    row: csv::StringRecord,
}

impl<'a> Table<'a> {
    fn open(file: &'static str, source: &'a mut dyn Read) -> Result<Self, GeographyFault> {
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(source);
        let headers = reader.headers().map_err(|source| GeographyFault::Csv { file, source })?;
        let headers = headers.iter().map(|header| header.trim_start_matches('\u{feff}').to_ascii_lowercase()).collect();
        Ok(Self { file, reader, headers, row: csv::StringRecord::new() })
    }

    fn find(&self, name: &str) -> Option<usize> {
        self.headers.iter().position(|header| header == name)
    }

    fn column(&self, names: &[&str]) -> Result<usize, GeographyFault> {
        names
            .iter()
            .find_map(|name| self.find(name))
            .ok_or_else(|| GeographyFault::Column { file: self.file, column: names.join("` or `") })
    }

    fn next(&mut self) -> Result<Option<&csv::StringRecord>, GeographyFault> {
        let file = self.file;
        let more = self.reader.read_record(&mut self.row).map_err(|source| GeographyFault::Csv { file, source })?;
        Ok(more.then_some(&self.row))
    }
}
