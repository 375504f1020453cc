//! What is taken from the machine: its clock, its randomness, its user and the memory used. Nothing else in the
//! workspace reads any of them.

use std::time::{Duration, Instant, SystemTime};

use dolen_model::{Clock, IdSource, PartialDate, Timestamp};
use uuid::Uuid;

use crate::fault::{Fault, Outcome};

/// The machine's clock.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        #[expect(clippy::disallowed_methods, reason = "the one place that reads the machine's clock")]
        let now = SystemTime::now();
        let micros = now.duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_micros());
        Timestamp(i64::try_from(micros).unwrap_or(i64::MAX))
    }
}

/// Random ids that rise with time (UUID version 7).
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct RandomIds;

impl IdSource for RandomIds {
    fn next(&self) -> Uuid {
        #[expect(clippy::disallowed_methods, reason = "the one place that makes random ids")]
        let id = Uuid::now_v7();
        id
    }

    fn salt(&self) -> [u8; 16] {
        let mut bytes = [0; 16];
        match fill_random(&mut bytes) {
            true => bytes,
            // An id asks the same source: where that has nothing to give, the process ends there.
            false => self.next().into_bytes(),
        }
    }
}

/// Seconds since it was started, on a clock that never goes back.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stopwatch(Instant);

impl Stopwatch {
    pub(crate) fn start() -> Self {
        #[expect(clippy::disallowed_methods, reason = "the one place that measures time")]
        let now = Instant::now();
        Self(now)
    }

    /// Seconds to the millisecond.
    pub(crate) fn seconds(&self) -> f64 {
        rounded(self.0.elapsed())
    }
}

fn rounded(time: Duration) -> f64 {
    (time.as_secs_f64() * 1000.0).round() / 1000.0
}

/// Asks for memory in pages of the usual size. Linux else hands it out in pages of 2 MB where it may, and clears each as a
/// whole, although a table that grows is soon moved from one to the next: at a million rows that cost a tenth of the time and
/// of the memory. Where it cannot be asked for, nothing is lost.
pub(crate) fn prefer_small_pages() {
    #[cfg(target_os = "linux")]
    let _ = rustix::thread::disable_transparent_huge_pages(true);
}

/// Bytes from the machine's source of randomness.
pub(crate) fn random_bytes<const N: usize>() -> Outcome<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| Fault::ours(format!("the machine gave no random bytes: {error}")))?;
    Ok(bytes)
}

/// Fills bytes from the machine's source of randomness; `false` where it has none to give.
pub(crate) fn fill_random(bytes: &mut [u8]) -> bool {
    getrandom::fill(bytes).is_ok()
}

/// Who runs the command, as the ledger is told: the machine's user. The system is asked, since anybody can set `USER` to
/// another's name, and what a timer starts has none; the environment is believed only where the system does not tell.
pub(crate) fn actor() -> String {
    if let Some(number) = user_number() {
        let users = std::fs::read_to_string("/etc/passwd").unwrap_or_default();
        return format!("local:{}", user_name(&users, number).unwrap_or_else(|| format!("uid-{number}")));
    }
    let name = ["USER", "LOGNAME", "USERNAME"].iter().find_map(|name| std::env::var(name).ok());
    format!("local:{}", name.filter(|name| !name.is_empty()).unwrap_or_else(|| "unknown".to_owned()))
}

/// The number of the user whose rights the process has; nothing where the system does not tell.
fn user_number() -> Option<u32> {
    number_of(&std::fs::read_to_string("/proc/self/status").ok()?)
}

/// The effective user, the second number of `Uid` in Linux's process status.
fn number_of(status: &str) -> Option<u32> {
    let line = status.lines().find_map(|line| line.strip_prefix("Uid:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

/// The name of a user in the text of `/etc/passwd`: `name:password:number:…`.
fn user_name(users: &str, number: u32) -> Option<String> {
    let number = number.to_string();
    let is_theirs = |line: &&str| line.split(':').nth(2) == Some(&number);
    let name = users.lines().find(is_theirs)?.split(':').next()?;
    (!name.is_empty()).then(|| name.to_owned())
}

/// The day in UTC.
pub(crate) fn today() -> Outcome<PartialDate> {
    PartialDate::from_epoch_days(SystemClock.now().days())
        .ok_or_else(|| Fault::ours("the machine's clock is outside the calendar"))
}

/// Highest resident set of this process so far, in megabytes of 1,000,000 bytes; nothing where the system does not tell.
pub(crate) fn peak_memory_megabytes() -> Option<f64> {
    let bytes = process_status("VmHWM:")?;
    Some((bytes / 100_000.0).round() / 10.0)
}

/// Resident set of this process now, in bytes; nothing where the system does not tell.
pub(crate) fn memory_bytes() -> Option<u64> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a whole number of bytes above 0")]
    process_status("VmRSS:").map(|bytes| bytes as u64)
}

fn process_status(figure: &str) -> Option<f64> {
    bytes_of(&std::fs::read_to_string("/proc/self/status").ok()?, figure)
}

/// A figure of Linux's process status, which is in units of 1,024 bytes.
fn bytes_of(status: &str, figure: &str) -> Option<f64> {
    let line = status.lines().find_map(|line| line.strip_prefix(figure))?;
    let kibibytes: f64 = line.trim().trim_end_matches("kB").trim().parse().ok()?;
    Some(kibibytes * 1024.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_read_from_the_process_status() {
        let status = "Name:\tdolen\nVmHWM:\t  500000 kB\nVmRSS:\t 1 kB\n";
        assert_eq!((bytes_of(status, "VmHWM:"), bytes_of(status, "VmRSS:")), (Some(512e6), Some(1024.0)));
        assert_eq!(bytes_of("Name:\tdolen\n", "VmRSS:"), None);
    }

    #[test]
    fn the_user_is_the_one_the_system_knows() {
        assert_eq!(number_of("Name:\tdolen\nUid:\t7\t1000\t1000\t1000\nGid:\t5\t5\t5\t5\n"), Some(1000));
        assert_eq!(number_of("Name:\tdolen\n"), None);
        let users = "root:x:0:0:root:/root:/bin/sh\nann:x:1000:1000::/home/ann:/bin/sh\n";
        assert_eq!(user_name(users, 1000).as_deref(), Some("ann"));
        assert_eq!(user_name(users, 100), None);
    }

    #[test]
    fn the_clock_and_the_ids_rise() {
        let (first, second) = (SystemClock.now(), SystemClock.now());
        assert!(first <= second && first.days() > 20_000);
        assert!(RandomIds.next() < RandomIds.next());
        assert_ne!(RandomIds.salt(), RandomIds.salt());
    }
}
