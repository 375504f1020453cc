//! Which files of a folder make up an official geography.

use super::GeographyFault;

/// Names of the files in a folder, for the caller to open: the crate opens none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GeographyFiles {
    /// Boundaries of small areas, GeoJSON.
    pub boundaries: String,
    /// Postcodes with their small area, CSV.
    pub postcodes: String,
    /// Ranks of deprivation, CSV.
    pub deprivation: String,
    /// Points of postcodes, CSV, where the folder has them.
    pub points: Option<String>,
}

/// The small areas of 2011, and those of 2021.
const VINTAGES: [&str; 2] = ["lsoa11", "lsoa21"];

impl GeographyFiles {
    /// Chooses among the names in a folder by what they contain: boundaries are the `.geojson` with `lsoa11` in its name,
    /// postcodes the `.csv` with `postcode` and `lsoa11`, ranks the `.csv` with `wimd` and `lsoa11`, points the `.csv` with
    /// `latlong`. Where the areas of 2011 are not whole, `lsoa21` stands in for `lsoa11`. Of several the first by name counts.
    ///
    /// # Errors
    /// [`GeographyFault::Missing`] with what neither vintage has.
    pub fn choose<'a>(names: impl IntoIterator<Item = &'a str>) -> Result<Self, GeographyFault> {
        let mut names: Vec<&str> = names.into_iter().collect();
        names.sort_unstable();
        let mut missing = None;
        for vintage in VINTAGES {
            match of_vintage(&names, vintage) {
                Ok(files) => return Ok(files),
                Err(fault) => missing = missing.or(Some(fault)),
            }
        }
        Err(missing.unwrap_or(GeographyFault::Missing("a file")))
    }
}

fn of_vintage(names: &[&str], vintage: &str) -> Result<GeographyFiles, GeographyFault> {
    let find = |fits: &dyn Fn(&str) -> bool| {
        names.iter().find(|name| fits(&name.to_ascii_lowercase())).map(|name| (*name).to_owned())
    };
    let boundaries = find(&|name| name.ends_with(".geojson") && name.contains(vintage));
    let postcodes = find(&|name| name.ends_with(".csv") && name.contains("postcode") && name.contains(vintage));
    let deprivation = find(&|name| {
        name.ends_with(".csv") && name.contains("wimd") && name.contains(vintage) && !name.contains("postcode")
    });
    Ok(GeographyFiles {
        boundaries: boundaries
            .ok_or(GeographyFault::Missing("boundaries, a .geojson with lsoa11 or lsoa21 in its name"))?,
        postcodes: postcodes
            .ok_or(GeographyFault::Missing("postcodes, a .csv with postcode and lsoa11 or lsoa21 in its name"))?,
        deprivation: deprivation
            .ok_or(GeographyFault::Missing("ranks, a .csv with wimd and lsoa11 or lsoa21 in its name"))?,
        points: find(&|name| name.ends_with(".csv") && name.contains("latlong")),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_one_vintage_are_chosen_whatever_their_order() {
        let names =
            ["wimd2025_lsoa21_x.csv", "x_LSOA21.geojson", "wimd2019_lsoa11_x.csv", "postcode_lsoa21.csv", "notes.txt"];
        let files = GeographyFiles::choose(names).unwrap();
        assert_eq!(files.boundaries, "x_LSOA21.geojson");
        assert_eq!(files.deprivation, "wimd2025_lsoa21_x.csv");
        assert_eq!(files.points, None);
        let mut turned = names;
        turned.reverse();
        assert_eq!(GeographyFiles::choose(turned).unwrap(), files);
    }

    #[test]
    fn what_is_missing_is_named() {
        let fault = GeographyFiles::choose(["a_lsoa11.geojson", "wimd2019_lsoa11.csv"]).err().unwrap();
        assert_eq!(
            fault.to_string(),
            "the folder holds no postcodes, a .csv with postcode and lsoa11 or lsoa21 in its name: docs/synthetic-region.md says where to get them"
        );
    }
}
