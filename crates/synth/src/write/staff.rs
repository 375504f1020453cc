//! The workers and teams of the agencies, so that a page can show who is involved.

use crate::agency::Agency;
use crate::region::Region;
use crate::stream::{Purpose, Stream};
use crate::tables::{self, Community, Gender};

/// The worker of a record and the worker's team.
pub(crate) struct Involved {
    pub(crate) worker: String,
    pub(crate) team: &'static str,
    pub(crate) phone: String,
}

const ADULT_TEAMS: [&str; 5] = [
    "Tîm Oedolion Gogledd / Adults North",
    "Tîm Oedolion De / Adults South",
    "Safeguarding Adults",
    "Mental Health",
    "Older People",
];
const CHILD_TEAMS: [&str; 4] =
    ["Tîm Plant / Children's Team", "Looked After Children", "Child Protection", "Early Help / Cymorth Cynnar"];
const POLICE_TEAMS: [&str; 4] = ["Response East", "Response West", "Public Protection Unit", "Neighbourhood"];
const HEALTH_TEAMS: [&str; 4] =
    ["Acute Medicine", "Emergency Department", "Care of the Elderly", "Trauma and Orthopaedics"];

/// Who deals with a record: one of the team's workers, the same for the same number.
pub(crate) fn involved(region: &Region, agency: Agency, number: u32, is_child: bool) -> Involved {
    let teams: &'static [&'static str] = match agency {
        Agency::Police => &POLICE_TEAMS,
        Agency::Health => &HEALTH_TEAMS,
        _ if is_child => &CHILD_TEAMS,
        _ => &ADULT_TEAMS,
    };
    let mut stream = Stream::new(
        region.world.seed,
        Purpose::Casework,
        (1 << 50) | (u64::from(number) << 3) | agency.position() as u64,
    );
    let team = stream.below(teams.len());
    let member = stream.below(14) as u64;
    let entity =
        (1 << 51) | ((agency.position() as u64) << 16) | (u64::from(is_child) << 15) | ((team as u64) << 8) | member;
    let mut own = Stream::new(region.world.seed, Purpose::Casework, entity);
    let gender = if own.chance(0.7) { Gender::Female } else { Gender::Male };
    let community = if own.chance(0.4) { Community::Welsh } else { Community::English };
    let worker = format!(
        "{} {}",
        tables::forename(&mut own.generator, community, gender, 1980),
        tables::family_name(&mut own.generator, community)
    );
    Involved {
        worker,
        team: teams.get(team).copied().unwrap_or_default(),
        // 01632 960 and three digits is kept by the regulator for drama: it belongs to nobody.
        phone: format!("01632 960{:03}", agency.position() * 100 + usize::from(is_child) * 50 + team),
    }
}
