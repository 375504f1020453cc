//! What a region is made from.

use std::path::Path;

use dolen_model::PartialDate;
use dolen_synth::{Geography, Rates, RegionOptions};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Arguments;
use super::geography;
use crate::fault::{Fault, Outcome};

/// Day on which the agencies take their extracts. It is fixed, so that the same seed gives the same bytes whenever the
/// demo is made. The portal counts with the machine's own day: the later a demo is looked at, the more of its indicators
/// have expired, and `--today` moves the region.
pub(super) const TODAY: &str = "2026-10-31";

/// The options, as the demo's folder keeps them: another demo is not mixed into one of other options.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Options {
    pub(super) scale: f64,
    pub(super) seed: u64,
    pub(super) today: PartialDate,
    /// The folder of the geography, whole.
    pub(super) geography: Option<String>,
    pub(super) rates: Value,
}

/// The options and what the region is generated from.
pub(super) struct Asked {
    pub(super) region: RegionOptions,
    pub(super) geography: Option<std::path::PathBuf>,
}

impl Asked {
    /// The official geography, where one is asked for.
    pub(super) fn geography(&self) -> Outcome<Option<Geography>> {
        self.geography.as_deref().map(geography::read).transpose()
    }
}

/// Reads the arguments.
pub(super) fn read(arguments: &Arguments) -> Outcome<(Options, Asked)> {
    let rates = match &arguments.rates {
        Some(path) => rates(path)?,
        None => Rates::default(),
    };
    let geography = match &arguments.geography {
        Some(path) => Some(path.canonicalize().map_err(|error| Fault::file("cannot open", path, &error))?),
        None => None,
    };
    let region =
        RegionOptions { rates: rates.clone(), ..RegionOptions::new(arguments.seed, arguments.scale, arguments.today) };
    let options = Options {
        scale: arguments.scale,
        seed: arguments.seed,
        today: arguments.today,
        geography: geography.as_ref().map(|path| path.to_string_lossy().into_owned()),
        rates: serde_json::to_value(rates).map_err(Fault::ours)?,
    };
    Ok((options, Asked { region, geography }))
}

/// A scale that a region can have.
pub(super) fn scale(text: &str) -> Result<f64, String> {
    let scale: f64 = text.parse().map_err(|_| "a scale is a number".to_owned())?;
    if (0.001..=50.0).contains(&scale) { Ok(scale) } else { Err("a scale lies from 0.001 to 50".to_owned()) }
}

/// A day that is known to the day.
pub(super) fn day(text: &str) -> Result<PartialDate, String> {
    let date = PartialDate::parse_iso(text).map_err(|fault| fault.to_string())?;
    if date.day().is_some() { Ok(date) } else { Err("a day is written YYYY-MM-DD".to_owned()) }
}

/// The default rates with those of a file in their place.
fn rates(path: &Path) -> Outcome<Rates> {
    let text = std::fs::read_to_string(path).map_err(|error| Fault::file("cannot read", path, &error))?;
    Rates::from_toml(&text).map_err(|fault| Fault::caller(format!("{}: {fault}", path.display())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_rates_changes_what_it_names_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("rates.toml");
        std::fs::write(&path, "[police]\nnickname = 0.5\n").unwrap();
        let read = rates(&path).unwrap();
        assert_eq!(read.police.nickname, 0.5);
        assert_eq!(read.police.duplicate, Rates::default().police.duplicate);
        assert_eq!(read.health, Rates::default().health);
        for wrong in ["[police]\nnicknam = 0.5\n", "[polise]\nnickname = 0.5\n", "police = 3", "nickname"] {
            std::fs::write(&path, wrong).unwrap();
            assert!(rates(&path).unwrap_err().to_string().contains("rates.toml"), "{wrong}");
        }
    }

    #[test]
    fn the_default_day_is_a_day() {
        assert!(day(TODAY).is_ok());
        assert!(day("2026-10").is_err() && day("31/10/2026").is_err());
        assert!(scale("0").is_err() && scale("51").is_err() && scale("NaN").is_err() && scale("0.02").is_ok());
    }
}
