//! Points of postcodes and ranks of deprivation, CSV.

use std::collections::BTreeMap;
use std::io::Read;

use super::GeographyFault;

pub(super) fn read_points(source: &mut dyn Read) -> Result<BTreeMap<String, (f32, f32)>, GeographyFault> {
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

/// What the file of ranks says of an area.
pub(super) struct Ranked {
    /// 1 is the most deprived of the whole country.
    pub(super) rank: u32,
    /// The local authority's name; empty where the file has none.
    pub(super) authority: String,
}

/// The header of the code column and what is said of each code.
pub(super) fn read_ranks(source: &mut dyn Read) -> Result<(String, BTreeMap<String, Ranked>), GeographyFault> {
    let mut table = Table::open("deprivation", source)?;
    let area = table.column(&["lsoa11cd", "lsoa21cd"])?;
    let rank = table.column(&["wimd2019_rank", "wimd2025_rank"])?;
    let authority = table.find("lad_name");
    let vintage = table.headers.get(area).cloned().unwrap_or_default();
    let mut ranks = BTreeMap::new();
    while let Some(row) = table.next()? {
        if let Some(Ok(rank)) = row.get(rank).map(str::parse) {
            let authority = authority.and_then(|column| row.get(column)).unwrap_or_default().to_owned();
            ranks.insert(row.get(area).unwrap_or_default().to_owned(), Ranked { rank, authority });
        }
    }
    Ok((vintage, ranks))
}

/// A CSV file of which columns are asked for by name.
pub(super) struct Table<'a> {
    file: &'static str,
    reader: csv::Reader<&'a mut dyn Read>,
    headers: Vec<String>,
    row: csv::StringRecord,
}

impl<'a> Table<'a> {
    pub(super) fn open(file: &'static str, source: &'a mut dyn Read) -> Result<Self, GeographyFault> {
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(source);
        let headers = reader.headers().map_err(|source| GeographyFault::Csv { file, source })?;
        let headers = headers.iter().map(|header| header.trim_start_matches('\u{feff}').to_ascii_lowercase()).collect();
        Ok(Self { file, reader, headers, row: csv::StringRecord::new() })
    }

    pub(super) fn find(&self, name: &str) -> Option<usize> {
        self.headers.iter().position(|header| header == name)
    }

    pub(super) fn column(&self, names: &[&str]) -> Result<usize, GeographyFault> {
        names
            .iter()
            .find_map(|name| self.find(name))
            .ok_or_else(|| GeographyFault::Column { file: self.file, column: names.join("` or `") })
    }

    pub(super) fn next(&mut self) -> Result<Option<&csv::StringRecord>, GeographyFault> {
        let file = self.file;
        let more = self.reader.read_record(&mut self.row).map_err(|source| GeographyFault::Csv { file, source })?;
        Ok(more.then_some(&self.row))
    }
}
