//! Where postcodes are, and which have been replaced, from a file that the user supplies.

use std::collections::BTreeMap;

use dolen_link::{ColumnKind, ColumnSpecification, Specification, Table, VALUE_SEPARATOR};
use dolen_model::{Postcode, PostcodeKind};

use super::fault::LinkFilesFault;
use super::rows::{FileInput, Rows};

/// Postcodes of one file at most: there have been about 2.7 million in Britain.
const MOST: usize = 5_000_000;

/// The columns that are added to the rows: degrees north and east, or metres of the national grid.
const DEGREES: [(&str, ColumnKind); 2] =
    [("postcode latitude", ColumnKind::Latitude), ("postcode longitude", ColumnKind::Longitude)];
const GRID: [(&str, ColumnKind); 2] =
    [("postcode northing", ColumnKind::Northing), ("postcode easting", ColumnKind::Easting)];

/// Names of the columns of such files, those of the Office for National Statistics among them.
const POSTCODE: &[&str] = &["postcode", "pcds", "pcd", "pcd7", "pcd8", "pcd2", "cod post"];
const LATITUDE: &[&str] = &["latitude", "lat"];
const LONGITUDE: &[&str] = &["longitude", "long", "lon", "lng"];
const NORTHING: &[&str] = &["northing", "northings", "osnrth1m", "north1m"];
const EASTING: &[&str] = &["easting", "eastings", "oseast1m", "east1m"];
const SUCCESSOR: &[&str] = &["successor", "replaced_by", "new_postcode", "current_postcode"];

/// A whole British postcode in its usual form, filled up with spaces.
type Key = [u8; 8];

/// What is known of postcodes.
#[derive(Clone, Default)]
pub struct KnownPostcodes {
    of: BTreeMap<Key, Known>,
    columns: Option<[(&'static str, ColumnKind); 2]>,
}

#[derive(Clone, Copy)]
struct Known {
    /// North and east, where the file tells them.
    point: Option<[f64; 2]>,
    successor: Option<Key>,
}

impl std::fmt::Debug for KnownPostcodes {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{} postcodes", self.of.len())
    }
}

impl KnownPostcodes {
    /// Reads a file with a column `postcode` and `latitude` and `longitude`, or `easting` and `northing`, or `successor`, or
    /// several of these. Rows without a whole British postcode are left out; of two rows of one postcode the first counts.
    ///
    /// # Errors
    /// See [`LinkFilesFault`].
    pub fn read(file: FileInput) -> Result<Self, LinkFilesFault> {
        let name = file.name.clone();
        let rows = Rows::open(file)?;
        let find = |names: &[&str]| names.iter().find_map(|name| rows.place_of(name));
        let lacks = |column: &str| LinkFilesFault::NoColumn {
            file: name.clone(),
            column: column.to_owned(),
            known: rows.header().join(", "),
        };
        let postcode = find(POSTCODE).ok_or_else(|| lacks("postcode"))?;
        let degrees = find(LATITUDE).zip(find(LONGITUDE));
        let grid = find(NORTHING).zip(find(EASTING));
        let successor = find(SUCCESSOR);
        if degrees.or(grid).is_none() && successor.is_none() {
            return Err(lacks("latitude` and `longitude`, `easting` and `northing`, or `successor"));
        }
        let point = degrees.or(grid);
        let columns = point.map(|_| if degrees.is_some() { DEGREES } else { GRID });
        let wanted: Vec<usize> =
            [Some(postcode), point.map(|at| at.0), point.map(|at| at.1), successor].into_iter().flatten().collect();
        let mut known = Self { of: BTreeMap::new(), columns };
        rows.for_each(&wanted, |row| {
            let cell = |place: usize| row.cells.get(place).map(|cell| cell.trim());
            let Some(key) = cell(postcode).and_then(key) else { return Ok(()) };
            if known.of.len() >= MOST {
                return Err(LinkFilesFault::TooManyPostcodes { file: name.clone(), most: MOST });
            }
            let number =
                |place: usize| cell(place).and_then(|cell| cell.parse::<f64>().ok()).filter(|at| at.is_finite());
            let point = point.and_then(|(north, east)| Some([number(north)?, number(east)?]));
            let successor = successor.and_then(cell).and_then(self::key).filter(|successor| *successor != key);
            known.of.entry(key).or_insert(Known { point, successor });
            Ok(())
        })?;
        Ok(known)
    }

    /// A specification without the columns that [`Self::fill`] adds, where it is one that was kept from an earlier run.
    pub(super) fn without_own_columns(&self, specification: &Specification) -> Specification {
        let is_own = |column: &ColumnSpecification| DEGREES.iter().chain(&GRID).any(|(name, _)| *name == column.name);
        let mut kept = specification.clone();
        kept.columns.retain(|column| !is_own(column));
        kept
    }

    /// Puts successors in the place of postcodes that are no longer in use, adds the coordinates of the postcode to each row,
    /// and tells how many rows have them.
    pub(super) fn fill(&self, table: &mut Table, specification: &mut Specification) -> Vec<String> {
        let mut replaced = 0_u64;
        for column in &specification.columns {
            let is_one = column.kind == ColumnKind::Postcode;
            if !is_one && column.kind != ColumnKind::PreviousPostcode {
                continue;
            }
            let separators: Vec<char> =
                column.separator.iter().flat_map(|text| text.chars()).chain([VALUE_SEPARATOR]).collect();
            table.rewrite(&column.name, |cell| {
                let values = if is_one { vec![cell] } else { cell.split(separators.as_slice()).collect() };
                let mut current = cell.to_owned();
                for value in values {
                    if let Some(successor) = self.successor(value) {
                        current = current.replace(value.trim(), &text(successor));
                    }
                }
                replaced += u64::from(current != cell);
                (current != cell).then_some(current)
            });
        }
        let mut notes = Vec::new();
        if replaced > 0 {
            notes.push(format!("{replaced} postcodes that are no longer in use stand for their successors"));
        }
        let postcode = specification.columns.iter().find(|column| column.kind == ColumnKind::Postcode);
        let (Some(columns), Some(postcode)) = (self.columns, postcode) else { return notes };
        let mut located = 0_u64;
        let at = |cell: &str| self.of.get(&key(cell)?)?.point;
        table.derive(&postcode.name, columns.map(|(name, _)| name), |cell| {
            let point = at(cell)?;
            located += 1;
            Some(point.map(|number| number.to_string()))
        });
        notes.push(format!("{located} of {} rows have a postcode whose place is known", table.len()));
        specification.add_coordinates(columns.map(|(name, kind)| ColumnSpecification::new(name, kind)));
        notes
    }

    /// What stands at the end of the chain of successors; nothing for a postcode that has none, or that follows itself.
    fn successor(&self, cell: &str) -> Option<Key> {
        const LONGEST: usize = 16;
        let first = key(cell)?;
        let next = |key: &Key| self.of.get(key).and_then(|known| known.successor);
        let mut chain = std::iter::successors(next(&first), next);
        let last = chain.by_ref().take(LONGEST).last()?;
        (chain.next().is_none() && last != first).then_some(last)
    }
}

/// The key of a whole postcode.
fn key(text: &str) -> Option<Key> {
    let postcode = Postcode::parse(text).ok()?;
    let is_whole = matches!(postcode.kind(), PostcodeKind::Full | PostcodeKind::LegacyNewport);
    let bytes = postcode.as_str().as_bytes();
    let mut key = [b' '; 8];
    (is_whole && bytes.len() <= key.len()).then(|| key.iter_mut().zip(bytes).for_each(|(to, from)| *to = *from))?;
    Some(key)
}

fn text(key: Key) -> String {
    String::from_utf8_lossy(&key).trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::{FilesLinkage, LinkRequest, explain_files, link_files};
    use super::*;

    fn file(name: &str, text: &str) -> FileInput {
        FileInput { name: name.to_owned(), reader: Box::new(std::io::Cursor::new(text.to_owned())) }
    }

    fn known(text: &str) -> KnownPostcodes {
        KnownPostcodes::read(file("postcodes.csv", text)).unwrap()
    }

    const PEOPLE: &str = "id,forename,surname,dob,postcode,previous_postcode\n\
        1,Siân,Prosser,1961-05-06,GW1 1AA,\n\
        2,Sian,Prosser,1961-05-06,GW2 9ZZ,\n\
        3,Huw,Bevan,1980-01-02,GW1 1AB,GW9 9AA\n\
        4,Nia,Parry,1990-03-04,gw1 1ad,\n\
        5,Owain,Rees,1971-07-08,,\n";

    /// The postcodes as files of the kind have them; `GW9 9AA` gave way to `GW9 9AB`, and that to `GW1 1AD`.
    const WHERE: &str = "pcds,lat,long,successor\n\
        GW1 1AA,51.5900,-3.0000,\nGW2 9ZZ,51.5907,-3.0000,\nGW1 1AB,51.7,-3.1,\n\
        GW1 1AD,51.8,-3.1,\nGW9 9AA,99.999999,0,GW99AB\nGW9 9AB,51.8,-3.1,GW1 1AD\nnot one,1,1,\n";

    fn linked(request: &LinkRequest) -> FilesLinkage {
        link_files(vec![file("people.csv", PEOPLE)], request, &|_| {}).unwrap()
    }

    fn level(linkage: &FilesLinkage, left: u32, right: u32) -> String {
        let explained = linkage.explainer().unwrap().pair(left, right).unwrap();
        explained.evidence.into_iter().find(|line| line.comparison == "place").unwrap().level
    }

    #[test]
    fn rows_are_as_far_apart_as_their_postcodes() {
        let request = LinkRequest { id_column: Some("id".to_owned()), ..LinkRequest::default() };
        assert_eq!(level(&linked(&request), 0, 1), "different");
        let request = LinkRequest { postcodes: Some(known(WHERE)), ..request };
        let linkage = linked(&request);
        assert_eq!(level(&linkage, 0, 1), "within 100 m");
        assert_eq!(level(&linkage, 2, 3), "same as a former address", "by the successor's successor");
        assert!(linkage.notes().contains(&"4 of 5 rows have a postcode whose place is known".to_owned()));
        assert!(linkage.notes().iter().any(|note| note.starts_with("1 postcodes that are no longer in use")));
    }

    #[test]
    fn what_is_explained_and_given_back_with_the_file_links_the_same() {
        let request =
            LinkRequest { id_column: Some("id".to_owned()), postcodes: Some(known(WHERE)), ..LinkRequest::default() };
        let text = explain_files(vec![file("people.csv", PEOPLE)], &request).unwrap();
        let specification = Specification::parse(&text).unwrap();
        let first = linked(&request);
        assert_eq!(&specification, first.specification(), "{text}");
        let again = linked(&LinkRequest { specification: Some(specification), ..request });
        assert_eq!(again.specification(), first.specification());
        assert_eq!(again.linkage().links, first.linkage().links);
    }

    #[test]
    fn a_circle_of_successors_changes_nothing() {
        let known = known("postcode;successor\nGW1 1AA;GW1 1AB\nGW1 1AB;GW1 1AA\nGW1 1AF;GW1 1AF\nGW1 1AD;GW1 1AE\n");
        for circle in ["GW1 1AA", "GW1 1AB", "GW1 1AF", "GW1 1AE", "", "nobody"] {
            assert_eq!(known.successor(circle), None, "{circle}");
        }
        assert_eq!(known.successor("gw11ad").map(text).as_deref(), Some("GW1 1AE"));
    }

    #[test]
    fn a_file_that_tells_nothing_is_refused_with_what_it_needs() {
        for (text, lacking) in [("place,lat,long\nx,1,1\n", "`postcode`"), ("postcode,lat\nGW1 1AA,1\n", "`longitude`")]
        {
            let fault = KnownPostcodes::read(file("where.csv", text)).unwrap_err().to_string();
            assert!(fault.starts_with("where.csv: has no column") && fault.contains(lacking), "{fault}");
        }
        assert!(KnownPostcodes::read(file("where.csv", "")).is_err());
    }
}
