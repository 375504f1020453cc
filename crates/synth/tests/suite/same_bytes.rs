//! Same seed, same bytes.

use sha2::{Digest, Sha256};

use dolen_synth::Region;

use crate::made::{file, make};

/// A digest of every file that a region can write.
fn digest(region: &Region) -> Vec<u8> {
    let mut all = Sha256::new();
    for feed in region.feeds() {
        all.update(file(region, feed.feed));
    }
    let mut bytes = Vec::new();
    let mut truth = Vec::new();
    region.write_flat(&mut bytes, &mut truth).unwrap();
    region.write_people(&mut bytes).unwrap();
    region.write_households(&mut bytes).unwrap();
    region.write_causes(&mut bytes).unwrap();
    region.write_areas(&mut bytes).unwrap();
    region.write_residences(&mut bytes).unwrap();
    all.update(&bytes);
    all.update(&truth);
    all.finalize().to_vec()
}

fn with_threads(threads: usize, seed: u64) -> Vec<u8> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    pool.install(|| digest(&make(seed, 0.02)))
}

#[test]
fn the_same_seed_gives_the_same_bytes_whatever_the_number_of_threads() {
    let one = with_threads(1, 3);
    assert_eq!(one, with_threads(4, 3));
    assert_eq!(one, with_threads(3, 3));
}

#[test]
fn another_seed_gives_another_region() {
    assert_ne!(with_threads(2, 3), with_threads(2, 4));
}
