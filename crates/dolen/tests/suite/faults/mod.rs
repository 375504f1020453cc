//! Faults at random moments: the executable killed, also while it restores, the portal killed, PostgreSQL killed, connections cut, disks full. After
//! each the ledger verifies, every row that was received was published or quarantined, what was told as done is there, and the
//! same commands come to the same records as where nothing happened.
//!
//! `cargo xtask faults --kills 200` runs these tests at size, and counts.

mod controlled;
mod cut;
mod disk;
mod pipeline;
mod portal;
mod postgres;
mod proxy;
mod region;
mod restore;
mod small_disk;

use std::collections::BTreeMap;
use std::io::Write as _;
use std::sync::mpsc;
use std::time::{Duration, Instant};

use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;

pub(crate) use region::{Database, Hub, Region, Step, Work};

/// A setting of these tests, given by `cargo xtask faults`.
pub(crate) fn setting<T: std::str::FromStr>(name: &str, otherwise: T) -> T {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(otherwise)
}

/// How many faults there are to be of a kind.
pub(crate) fn wanted() -> u32 {
    setting("DOLEN_FAULTS", 3)
}

/// Size of the region.
pub(crate) fn scale() -> f64 {
    setting("DOLEN_FAULTS_SCALE", 0.004)
}

/// The rounds of one test, each with random moments that hang on its number alone: a round that failed can be repeated.
pub(crate) struct Rounds {
    what: &'static str,
    database: &'static str,
    seed: u64,
    round: u64,
    /// How many faults there were, by what was at work.
    counts: BTreeMap<String, u32>,
}

impl Rounds {
    pub(crate) fn of(what: &'static str, database: &'static str) -> Self {
        Self { what, database, seed: setting("DOLEN_FAULTS_SEED", 1), round: 0, counts: BTreeMap::new() }
    }

    /// The next round's number and randomness, until there were enough faults.
    pub(crate) fn next(&mut self) -> Option<(String, ChaCha8Rng)> {
        let had = self.had();
        if had >= wanted() {
            return None;
        }
        let round = self.round;
        // What ends before its moment is no fault: another is begun in its place.
        assert!(round <= u64::from(3 * wanted() + 3), "{had} faults in {round} rounds: they end before their moment");
        self.round += 1;
        let random = ChaCha8Rng::seed_from_u64(self.seed.wrapping_add(round));
        let seed = self.seed.wrapping_add(round);
        Some((format!("{} on {}, seed {seed}", self.what, self.database), random))
    }

    /// A name that no other test's hub has.
    pub(crate) fn named(&self, name: &str) -> String {
        format!("{} on {}, {name}", self.what, self.database)
    }

    /// Counts a fault that met this work.
    pub(crate) fn count(&mut self, work: &str) {
        *self.counts.entry(work.to_owned()).or_default() += 1;
    }

    fn had(&self) -> u32 {
        self.counts.values().sum()
    }
}

impl Drop for Rounds {
    /// Tells the counts, for the table of `cargo xtask faults` too.
    fn drop(&mut self) {
        let Self { what, database, seed, round, counts } = self;
        let line = serde_json::json!({
            "what": what, "database": database, "seed": seed, "rounds": round, "faults": counts,
            "is_complete": !std::thread::panicking(),
        });
        eprintln!("faults: {line}");
        if let Ok(path) = std::env::var("DOLEN_FAULTS_FILE")
            && let Ok(mut file) = std::fs::OpenOptions::new().create(true).append(true).open(path)
        {
            drop(writeln!(file, "{line}"));
        }
    }
}

pub(crate) fn now() -> Instant {
    #[expect(clippy::disallowed_methods, reason = "the moment of a fault is a moment of the machine's clock")]
    Instant::now()
}

/// Waits until a moment, or until something is so; whether it is so.
pub(crate) fn is_so_before(deadline: Instant, mut is_so: impl FnMut() -> bool) -> bool {
    loop {
        if is_so() {
            return true;
        }
        let left = deadline.saturating_duration_since(now());
        if left.is_zero() {
            return false;
        }
        pause(left.min(Duration::from_millis(1)));
    }
}

/// Lets time pass.
pub(crate) fn pause(time: Duration) {
    // Nobody sends: the wait for a message is the wait for time to pass.
    let (_sender, receiver) = mpsc::channel::<()>();
    receiver.recv_timeout(time).ok();
}

/// One of a list.
pub(crate) fn one_of<'a, T>(random: &mut ChaCha8Rng, all: &'a [T]) -> &'a T {
    &all[random.random_range(0..all.len())]
}
