//! How good the matcher is on the synthetic region, without a specification and without a hub.

use dolen_model::PartialDate;
use dolen_synth::{Region, RegionOptions};

use super::{FileInput, FilesEvaluation, LinkRequest, OutputFormat, evaluate_clusters, link_files};

/// Links a region's records and measures the clusters.
fn measured(seed: u64, scale: f64) -> FilesEvaluation {
    let today = PartialDate::from_day(2026, 11, 24).unwrap();
    let region = Region::generate(&RegionOptions::new(seed, scale, today), None, &mut |_| ()).unwrap();
    let (mut records, mut truth) = (Vec::new(), Vec::new());
    region.write_flat(&mut records, &mut truth).unwrap();
    let files = vec![FileInput { name: "region.csv".to_owned(), reader: Box::new(std::io::Cursor::new(records)) }];
    let request = LinkRequest {
        id_column: Some("id".to_owned()),
        source_column: Some("source".to_owned()),
        ..LinkRequest::default()
    };
    let linkage = link_files(files, &request, &|_| {}).unwrap();
    let mut clusters = Vec::new();
    linkage.write_clusters(&mut clusters, OutputFormat::Csv).unwrap();
    evaluate_clusters(Box::new(std::io::Cursor::new(clusters)), Box::new(std::io::Cursor::new(truth)), None).unwrap()
}

#[test]
fn a_region_is_linked_as_well_as_is_promised() {
    let all = measured(5, 0.05);
    let across = all.cross_source.as_deref().unwrap();
    assert!(all.true_pairs > 2_000 && all.missing == 0, "{all:?}");
    assert!(all.precision.unwrap() >= 0.995, "{all:?}");
    assert!(all.recall.unwrap() >= 0.95, "{all:?}");
    assert!(across.recall.unwrap() >= 0.94, "{across:?}");
}
