//! Figures for the documents, by hand:
//! `DOLEN_SCALE=1 cargo test --release -p dolen-synth --test suite figures -- --ignored --nocapture`.
//! `DOLEN_SEED` is another seed, `DOLEN_FILES` a folder that is given every file. At scale 1 it holds the counts and
//! the memory to what is promised.

use std::time::Instant;

use dolen_synth::Hardness;

#[test]
#[ignore = "prints figures for the documents; takes seconds at scale 1 in release"]
#[expect(clippy::disallowed_methods, reason = "it measures the time that making a region takes")]
fn figures() {
    let scale: f64 = std::env::var("DOLEN_SCALE").ok().and_then(|text| text.parse().ok()).unwrap_or(0.05);
    let seed: u64 = std::env::var("DOLEN_SEED").ok().and_then(|text| text.parse().ok()).unwrap_or(1);
    let begin = Instant::now();
    let mut last = (begin, None);
    let region = {
        let options = dolen_synth::RegionOptions::new(seed, scale, crate::made::today());
        dolen_synth::Region::generate(&options, None, &mut |progress| {
            if last.1 != Some(progress.stage) {
                println!("{:?} after {:.2} s", progress.stage, begin.elapsed().as_secs_f64());
                last = (Instant::now(), Some(progress.stage));
            }
        })
        .unwrap()
    };
    println!(
        "made in {:.2} s: {} people, {} records",
        begin.elapsed().as_secs_f64(),
        region.people(),
        region.records()
    );
    for feed in region.feeds() {
        let begin = Instant::now();
        let bytes = crate::made::file(&region, feed.feed);
        if let Ok(folder) = std::env::var("DOLEN_FILES") {
            std::fs::write(std::path::Path::new(&folder).join(&feed.file_name), &bytes).unwrap();
        }
        println!(
            "{} {} records, {} bytes, {:.2} s",
            feed.file_name,
            feed.records,
            bytes.len(),
            begin.elapsed().as_secs_f64()
        );
    }
    if let Ok(folder) = std::env::var("DOLEN_FILES") {
        let create = |name: &str| {
            std::io::BufWriter::new(std::fs::File::create(std::path::Path::new(&folder).join(name)).unwrap())
        };
        region.write_truth(&mut create("truth.csv")).unwrap();
        region.write_people(&mut create("people.csv")).unwrap();
        region.write_households(&mut create("households.csv")).unwrap();
        region.write_causes(&mut create("causes.csv")).unwrap();
        region.write_areas(&mut create("areas.geojson")).unwrap();
        region.write_residences(&mut create("residences.csv")).unwrap();
        region.write_flat(&mut create("flat.csv"), &mut create("flat-truth.csv")).unwrap();
    }
    println!("written after {:.2} s", begin.elapsed().as_secs_f64());
    println!("peak before measuring: {} MB", peak_megabytes());
    if scale == 1.0 {
        let counted = region.feeds().into_iter().filter(|feed| feed.counted).map(|feed| feed.records);
        assert_eq!(counted.collect::<Vec<_>>(), [32_501, 67_816, 49_646, 13_076, 70_045]);
        assert!(peak_megabytes() < 1_000, "in less than 1 GB");
    }
    println!("{:#?}", Hardness::measure(&region));
}

/// The highest resident set so far; 0 where the system does not tell.
fn peak_megabytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.trim().trim_end_matches("kB").trim().parse::<u64>().unwrap_or(0) / 1_000
}
