//! Making the region, with its progress.

use dolen_synth::{Progress as At, Region, Stage};

use super::options::Asked;
use crate::fault::{Fault, Outcome};
use crate::progress::Progress;

/// Makes the region.
pub(super) fn generate(asked: &Asked) -> Outcome<Region> {
    let geography = asked.geography()?;
    let progress = Progress::new();
    let region = Region::generate(&asked.region, geography, &mut |at| tell(&progress, at));
    progress.end();
    region.map_err(Fault::caller)
}

fn tell(progress: &Progress, at: At) {
    let name = match at.stage {
        Stage::Places => "the region: places",
        Stage::People => "the region: people",
        Stage::Years => "the region: ten years",
        Stage::Events => "the region: events",
        Stage::Records => "the region: records",
    };
    progress.at(name, at.done, at.of);
}
