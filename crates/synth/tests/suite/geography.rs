//! An official geography in place of the invented one.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs::File;
use std::path::{Path, PathBuf};

use dolen_synth::{Geography, GeographyFault, GeographySources, Region, RegionFault, RegionOptions};
use serde_json::Value;

use crate::made::{make, today};
use crate::table::truth;

fn folder() -> Option<PathBuf> {
    let shared = std::env::var_os("DOLEN_SHARED_DATA")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"), PathBuf::from);
    Some(shared.join("geography")).filter(|folder| folder.is_dir())
}

fn official(folder: &Path) -> Geography {
    let open = |name: &str| std::io::BufReader::new(File::open(folder.join(name)).unwrap());
    Geography::read(GeographySources {
        boundaries: &mut open("gwent_lsoa11.geojson"),
        postcodes: &mut open("wg_postcode_to_lsoa11_wimd2019_np_cf.csv"),
        deprivation: &mut open("wimd2019_lsoa11_wales.csv"),
        points: Some(&mut open("nspl_may2025_np_cf_latlong.csv")),
    })
    .unwrap()
}

fn generate(scale: f64, geography: Geography) -> Result<Region, RegionFault> {
    Region::generate(&RegionOptions::new(1, scale, today()), Some(geography), &mut |_| ())
}

#[test]
fn official_areas_postcodes_and_ranks_are_used() {
    let Some(folder) = folder() else {
        println!("skipped: no real data");
        return;
    };
    let geography = official(&folder);
    assert_eq!(geography.areas(), 368);
    let region = generate(0.05, geography).unwrap();
    assert_eq!(region.records(), 11_654);
    let homes = truth(|out| region.write_residences(out).unwrap());
    assert!(homes.iter().all(|row| ["NP", "CF", "GL"].iter().any(|area| row["postcode"].starts_with(area))));
    assert!(homes.iter().all(|row| row["area"].starts_with("W01")));
    let longitude: f64 = homes[0]["longitude"].parse().unwrap();
    assert!((-3.5..-2.5).contains(&longitude));
    let mut areas = Vec::new();
    region.write_areas(&mut areas).unwrap();
    let areas: Value = serde_json::from_slice(&areas).unwrap();
    let features = areas["features"].as_array().unwrap();
    assert_eq!(features.len(), 368);
    let of = |code: &str| features.iter().find(|area| area["properties"]["code"] == code).unwrap();
    assert_eq!(of("W01001325")["properties"]["name_cy"], "Aberbargod 1");
    assert_eq!(of("W01001325")["properties"]["authority"], "Caerphilly");
    // Their order is the official one: St James 3 in Caerphilly is the second most deprived area of all Wales.
    assert_eq!(of("W01001421")["properties"]["deprivation_rank"], 1);
}

#[test]
fn the_councils_are_large_enough_for_their_extracts_at_scale_one() {
    let Some(folder) = folder() else {
        println!("skipped: no real data");
        return;
    };
    // At 0.2 each authority has the same share of the people as at 1.
    assert_eq!(generate(0.2, official(&folder)).unwrap().records(), 46_616);
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
fn invented_towns_and_authorities_are_no_places_of_wales() {
    let Some(folder) = folder() else {
        println!("skipped: no real data");
        return;
    };
    let names = std::fs::read_to_string(folder.join("lsoa11_names_en_cy_wg.csv")).unwrap();
    let real: BTreeSet<String> = names
        .lines()
        .flat_map(|line| {
            line.split(',').skip(1).map(|name| name.trim_end_matches(|end: char| end.is_ascii_digit() || end == ' '))
        })
        .map(str::to_lowercase)
        .collect();
    for row in truth(|out| make(1, 0.15).write_residences(out).unwrap()) {
        for town in [&row["town"], &row["town_cy"]] {
            assert!(!real.contains(&town.to_lowercase()), "{town} is real");
        }
    }
}

/// Boundaries, postcodes and ranks of authorities with numbers of areas, as the publishers lay them out.
fn written(sizes: &[usize]) -> (String, String, String) {
    let (mut features, mut postcodes, mut ranks) =
        (Vec::new(), "postcode,lsoa21cd\n".to_owned(), "lsoa21cd,lad_name,wimd2025_rank\n".to_owned());
    let mut number = 0;
    for (authority, &size) in sizes.iter().enumerate() {
        for _ in 0..size {
            number += 1;
            let code = format!("W01{number:06}");
            let west = f64::from(number) * 0.01;
            features.push(serde_json::json!({
                "type": "Feature",
                "properties": { "lsoa21_name": format!("Somewhere {number}"), "lsoa21_code": code, "lad_cd": format!("W0600000{authority}") },
                "geometry": { "type": "Polygon", "coordinates": [[[west, 0.0], [west + 0.01, 0.0], [west, 0.01], [west, 0.0]]] },
            }));
            for letter in ['A', 'B', 'D'] {
                writeln!(postcodes, "RX{} {}A{letter},{code}", number % 90 + 1, number / 90).unwrap();
            }
            writeln!(ranks, "{code},Authority {authority},{}", 1_900 - number * 3).unwrap();
        }
    }
    let boundaries = serde_json::json!({ "type": "FeatureCollection", "features": features });
    (boundaries.to_string(), postcodes, ranks)
}

fn read((boundaries, postcodes, deprivation): &(String, String, String)) -> Result<Geography, GeographyFault> {
    Geography::read(GeographySources {
        boundaries: &mut boundaries.as_bytes(),
        postcodes: &mut postcodes.as_bytes(),
        deprivation: &mut deprivation.as_bytes(),
        points: None,
    })
}

#[test]
fn any_files_of_the_layout_will_do() {
    let region = generate(0.01, read(&written(&[6, 4, 8])).unwrap()).unwrap();
    let homes = truth(|out| region.write_residences(out).unwrap());
    let areas: BTreeSet<&str> = homes.iter().map(|row| row["area"].as_str()).collect();
    assert_eq!(areas.len(), 18);
    assert!(homes.iter().all(|row| row["postcode"].starts_with("RX")));
}

#[test]
fn a_geography_that_cannot_bear_the_region_is_refused() {
    assert_eq!(generate(0.01, read(&written(&[9, 9])).unwrap()).err(), Some(RegionFault::Geography));
    assert_eq!(generate(0.01, read(&written(&[1, 1, 1])).unwrap()).err(), Some(RegionFault::Geography));
    let fault = generate(0.01, read(&written(&[1, 1, 60])).unwrap()).err().unwrap().to_string();
    assert!(fault.starts_with("`cwm-derw-council` finds people for"), "{fault}");
    let (boundaries, postcodes, ranks) = written(&[6, 4, 8]);
    let without = (boundaries.replace("W0600000", "X0600000"), postcodes, ranks);
    assert_eq!(
        read(&without).err().unwrap().to_string(),
        "the boundary file is no GeoJSON of small areas: a feature has no code of its local authority, such as W06000019"
    );
}

#[test]
fn a_file_that_is_no_geography_is_refused() {
    let nothing = ("{}".to_owned(), String::new(), String::new());
    assert!(read(&nothing).err().unwrap().to_string().contains("features"));
}
