//! `--memory`: how much a command may hold.

use dolen_link::Memory;

use crate::fault::{Fault, Outcome};
use crate::machine::memory_bytes;

/// A size as it is written: `2GB`, `500MB`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct MemorySize(u64);

/// Below it the program itself has no room.
const LEAST: u64 = 50_000_000;

impl std::str::FromStr for MemorySize {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        const WANTED: &str = "a size such as 500MB or 2GB, of 50MB or more";
        let text = text.trim().to_ascii_uppercase();
        let digits = text.trim_start_matches(|letter: char| letter.is_ascii_digit());
        let (number, unit) = text.split_at(text.len() - digits.len());
        let number: u64 = number.parse().map_err(|_| WANTED)?;
        let unit = match unit.trim() {
            "MB" => 1_000_000,
            "GB" => 1_000_000_000,
            _ => return Err(WANTED),
        };
        number.checked_mul(unit).filter(|&bytes| bytes >= LEAST).map(Self).ok_or(WANTED)
    }
}

/// The budget for the engine.
pub(super) fn memory(size: Option<MemorySize>) -> Outcome<Memory> {
    let Some(MemorySize(bytes)) = size else { return Ok(Memory::UNLIMITED) };
    if memory_bytes().is_none() {
        return Err(Fault::caller("--memory: this system does not tell how much memory a process holds"));
    }
    Ok(Memory::within(bytes, || memory_bytes().unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_has_a_unit_and_is_not_tiny() {
        assert_eq!("500MB".parse(), Ok(MemorySize(500_000_000)));
        assert_eq!(" 2 gb".parse(), Ok(MemorySize(2_000_000_000)));
        for wrong in ["2", "GB", "1.5GB", "10MB", "2TB", "-1GB", "99999999999999999999GB", "18446744073709551615GB"] {
            assert!(wrong.parse::<MemorySize>().is_err(), "{wrong}");
        }
    }
}
