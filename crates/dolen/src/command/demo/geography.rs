//! Finding the files of an official geography in a folder, by what they hold.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use dolen_synth::{Geography, GeographySources};

use crate::fault::{Fault, Outcome};

/// Vintages of small areas, those tried first first.
const VINTAGES: [&str; 2] = ["lsoa11", "lsoa21"];
/// Bytes of a boundary file in which a code's name must be met.
const HEAD: u64 = 4_096;

/// The files of one vintage.
struct Files {
    boundaries: PathBuf,
    postcodes: PathBuf,
    deprivation: PathBuf,
    points: Option<PathBuf>,
}

/// Reads the geography of a folder: boundaries (GeoJSON), postcodes with their small area and ranks of deprivation (CSV),
/// all of one vintage; points of postcodes where there are any.
pub(super) fn read(folder: &Path) -> Outcome<Geography> {
    let files = files(folder)?;
    let files = VINTAGES.iter().find_map(|vintage| choose(&files, vintage)).ok_or_else(|| {
        Fault::caller(format!("{} holds no whole geography", folder.display())).hint(
            "it needs small-area boundaries as GeoJSON, a CSV with `postcode` and `lsoa11cd`, and one with `lsoa11cd` and \
             `wimd2019_rank`, or all three of 2021",
        )
    })?;
    let open = |path: &Path| File::open(path).map_err(|error| Fault::file("cannot open", path, &error));
    let mut points = files.points.as_deref().map(open).transpose()?.map(BufReader::new);
    let sources = GeographySources {
        boundaries: &mut BufReader::new(open(&files.boundaries)?),
        postcodes: &mut BufReader::new(open(&files.postcodes)?),
        deprivation: &mut BufReader::new(open(&files.deprivation)?),
        points: points.as_mut().map(|points| points as &mut dyn Read),
    };
    Geography::read(sources).map_err(|error| Fault::caller(format!("{}: {error}", folder.display())))
}

/// A file with its first line in small letters, or of a GeoJSON its beginning.
struct Known {
    path: PathBuf,
    is_csv: bool,
    head: String,
}

/// Every CSV and GeoJSON file of the folder, by name.
fn files(folder: &Path) -> Outcome<Vec<Known>> {
    let cannot = |error: std::io::Error| Fault::file("cannot read", folder, &error);
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(cannot)? {
        let path = entry.map_err(cannot)?.path();
        let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase());
        let is_csv = match extension.as_deref() {
            Some("csv") => true,
            Some("geojson") => false,
            _ => continue,
        };
        let file = File::open(&path).map_err(|error| Fault::file("cannot open", &path, &error))?;
        let mut head = Vec::new();
        let mut reader = BufReader::new(file.take(HEAD));
        let read = if is_csv { reader.read_until(b'\n', &mut head) } else { reader.read_to_end(&mut head) };
        read.map_err(|error| Fault::file("cannot read", &path, &error))?;
        files.push(Known { path, is_csv, head: String::from_utf8_lossy(&head).to_lowercase() });
    }
    files.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(files)
}

fn choose(files: &[Known], vintage: &str) -> Option<Files> {
    let find = |is: &dyn Fn(&Known) -> bool| files.iter().find(|file| is(file)).map(|file| file.path.clone());
    let code = format!("{vintage}cd");
    let has_postcode = |file: &Known| file.has("postcode") || file.has("pcds");
    Some(Files {
        boundaries: find(&|file| !file.is_csv && file.head.contains(vintage))?,
        postcodes: find(&|file| has_postcode(file) && file.has(&code))?,
        deprivation: find(&|file| {
            !has_postcode(file) && file.has(&code) && (file.has("wimd2019_rank") || file.has("wimd2025_rank"))
        })?,
        points: find(&|file| has_postcode(file) && file.has("lat") && file.has("long")),
    })
}

impl Known {
    /// Whether a CSV has a column.
    fn has(&self, column: &str) -> bool {
        self.is_csv && self.head.split(',').any(|name| name.trim_matches(['\u{feff}', '"', '\r', '\n', ' ']) == column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_of_one_vintage_are_found_by_what_they_hold() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
        write("areas.geojson", "{\"features\":[{\"properties\":{\"LSOA21CD\":\"W01000001\"}}]}");
        write("a.csv", "\u{feff}pcds,lsoa21cd\n");
        write("b.csv", "lsoa21cd,lad_name,wimd2025_rank\n");
        assert!(choose(&files(folder.path()).unwrap(), "lsoa11").is_none());
        let found = choose(&files(folder.path()).unwrap(), "lsoa21").unwrap();
        assert!(found.postcodes.ends_with("a.csv") && found.deprivation.ends_with("b.csv") && found.points.is_none());
        write("c.csv", "postcode,lat,long\r\n");
        assert!(choose(&files(folder.path()).unwrap(), "lsoa21").unwrap().points.unwrap().ends_with("c.csv"));
        std::fs::remove_file(folder.path().join("areas.geojson")).unwrap();
        let told = read(folder.path()).err().unwrap().to_string();
        assert!(told.contains("hint"), "{told}");
    }

    #[test]
    fn the_published_files_are_found() {
        let shared = std::env::var_os("DOLEN_SHARED_DATA")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"), PathBuf::from);
        let folder = shared.join("geography");
        if !folder.is_dir() {
            println!("skipped: no real data");
            return;
        }
        assert!(read(&folder).unwrap().areas() > 300);
    }
}
