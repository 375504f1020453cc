//! An official geography in place of the invented one.

use std::fs::File;
use std::path::PathBuf;

use dolen_synth::{Geography, GeographySources, Region, RegionOptions};

use crate::made::today;
use crate::table::truth;

fn folder() -> Option<PathBuf> {
    let shared = std::env::var_os("DOLEN_SHARED_DATA").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"),
        PathBuf::from,
    );
    Some(shared.join("geography")).filter(|folder| folder.is_dir())
}

#[test]
fn official_areas_postcodes_and_ranks_are_used() {
    let Some(folder) = folder() else {
        println!("skipped: no real data");
        return;
    };
    let open = |name: &str| File::open(folder.join(name)).unwrap();
    let geography = Geography::read(GeographySources {
        boundaries: &mut open("gwent_lsoa11.geojson"),
        postcodes: &mut open("wg_postcode_to_lsoa11_wimd2019_np_cf.csv"),
        deprivation: &mut open("wimd2019_lsoa11_wales.csv"),
        points: Some(&mut open("nspl_may2025_np_cf_latlong.csv")),
    })
    .unwrap();
    assert_eq!(geography.areas(), 368);
    let region = Region::generate(&RegionOptions::new(1, 0.05, today()), Some(geography), &mut |_| ()).unwrap();
    assert_eq!(region.records(), 11_654);
    let homes = truth(|out| region.write_residences(out).unwrap());
    assert!(homes.iter().all(|row| ["NP", "CF", "GL"].iter().any(|area| row["postcode"].starts_with(area))));
    assert!(homes.iter().all(|row| row["area"].starts_with("W01")));
    let longitude: f64 = homes[0]["longitude"].parse().unwrap();
    assert!((-3.5..-2.5).contains(&longitude));
}

#[test]
fn files_of_two_vintages_are_not_joined() {
    let Some(folder) = folder() else {
        println!("skipped: no real data");
        return;
    };
    let open = |name: &str| File::open(folder.join(name)).unwrap();
    let fault = Geography::read(GeographySources {
        boundaries: &mut open("gwent_lsoa11.geojson"),
        postcodes: &mut open("wg_postcode_to_lsoa11_wimd2019_np_cf.csv"),
        deprivation: &mut open("wimd2025_lsoa21_wales.csv"),
        points: None,
    })
    .err()
    .unwrap();
    assert_eq!(
        fault.to_string(),
        "the postcode file has no column `lsoa21cd`: choose files of one vintage (2011 or 2021)"
    );
}

#[test]
fn a_file_that_is_no_geography_is_refused() {
    let fault = Geography::read(GeographySources {
        boundaries: &mut "{}".as_bytes(),
        postcodes: &mut "".as_bytes(),
        deprivation: &mut "".as_bytes(),
        points: None,
    })
    .err()
    .unwrap();
    assert!(fault.to_string().contains("features"));
}
