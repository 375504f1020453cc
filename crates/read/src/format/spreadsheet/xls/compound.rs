//! The container of the old binary formats (\[MS-CFB\]): sectors in chains, a directory of streams.

use dolen_model::Problem;

use super::bytes::{u16_at, u32_at};
use crate::format::spreadsheet::unreadable;

/// Sectors from here on are marks and not sectors.
const FIRST_MARK: u32 = 0xffff_fffa;
/// Bytes of an entry of the directory.
const ENTRY: usize = 128;
/// Streams shorter than this lie in the small sectors.
const SMALL_STREAM: usize = 4096;
const SMALL_SECTOR: usize = 64;

/// The container.
pub(super) struct Compound<'a> {
    bytes: &'a [u8],
    sector: usize,
    table: Vec<u32>,
    small_table: Vec<u32>,
    small: Vec<u8>,
    directory: Vec<u8>,
}

fn damaged() -> Problem {
    unreadable("it is damaged or cut off", "mae wedi'i ddifrodi neu ei dorri")
}

impl<'a> Compound<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Problem> {
        let sector = match u16_at(bytes, 30) {
            Some(9) => 512,
            Some(12) => 4096,
            _ => return Err(damaged()),
        };
        let mut compound = Self {
            bytes,
            sector,
            table: Vec::new(),
            small_table: Vec::new(),
            small: Vec::new(),
            directory: Vec::new(),
        };
        compound.table = compound.allocation_table()?;
        let start = |at: usize| u32_at(bytes, at).ok_or_else(damaged);
        compound.directory = compound.chain(start(48)?, usize::MAX)?;
        let small_table = compound.chain(start(60)?, usize::MAX)?;
        compound.small_table = numbers(&small_table);
        if let (Some(first), Some(length)) = (u32_at(&compound.directory, 116), u32_at(&compound.directory, 120)) {
            compound.small = compound.chain(first, length as usize)?;
        }
        Ok(compound)
    }

    /// The bytes of a stream, or nothing where there is none of that name.
    pub(super) fn stream(&self, name: &str) -> Result<Option<Vec<u8>>, Problem> {
        for entry in self.directory.chunks_exact(ENTRY) {
            // Kind 2 is a stream.
            if entry.get(66) != Some(&2) || !is_name(entry, name) {
                continue;
            }
            let first = u32_at(entry, 116).ok_or_else(damaged)?;
            let length = u32_at(entry, 120).ok_or_else(damaged)? as usize;
            let bytes =
                if length < SMALL_STREAM { self.small_chain(first, length)? } else { self.chain(first, length)? };
            return if bytes.len() < length { Err(damaged()) } else { Ok(Some(bytes)) };
        }
        Ok(None)
    }

    fn sector(&self, number: u32) -> Result<&'a [u8], Problem> {
        let start = (number as usize).checked_add(1).and_then(|place| place.checked_mul(self.sector));
        let rest = start.and_then(|start| self.bytes.get(start..)).filter(|rest| !rest.is_empty());
        let rest = rest.ok_or_else(damaged)?;
        // The last sector of a file may be short.
        Ok(rest.get(..self.sector).unwrap_or(rest))
    }

    /// The table that says which sector follows which. Its own sectors are listed in the header and a chain behind it.
    fn allocation_table(&self) -> Result<Vec<u32>, Problem> {
        let mut listed = numbers(self.bytes.get(76..512).ok_or_else(damaged)?);
        let mut next = u32_at(self.bytes, 68).ok_or_else(damaged)?;
        let mut left = self.bytes.len() / self.sector;
        while next < FIRST_MARK {
            left = left.checked_sub(1).ok_or_else(damaged)?;
            let mut more = numbers(self.sector(next)?);
            next = more.pop().ok_or_else(damaged)?;
            listed.extend(more);
        }
        listed.retain(|sector| *sector < FIRST_MARK);
        if listed.len() > self.bytes.len() / self.sector {
            return Err(damaged());
        }
        let mut table = Vec::with_capacity(listed.len() * self.sector / 4);
        for sector in listed {
            table.extend(numbers(self.sector(sector)?));
        }
        Ok(table)
    }

    fn chain(&self, first: u32, length: usize) -> Result<Vec<u8>, Problem> {
        let mut bytes = Vec::new();
        let mut sector = first;
        let mut left = self.table.len();
        while sector < FIRST_MARK && bytes.len() < length {
            // A chain longer than all sectors runs in a circle.
            left = left.checked_sub(1).ok_or_else(damaged)?;
            bytes.extend_from_slice(self.sector(sector)?);
            if bytes.len() > self.bytes.len() {
                return Err(damaged());
            }
            sector = self.table.get(sector as usize).copied().ok_or_else(damaged)?;
        }
        bytes.truncate(length);
        Ok(bytes)
    }

    fn small_chain(&self, first: u32, length: usize) -> Result<Vec<u8>, Problem> {
        let mut bytes = Vec::new();
        let mut sector = first;
        while sector < FIRST_MARK && bytes.len() < length {
            let start = (sector as usize).checked_mul(SMALL_SECTOR).ok_or_else(damaged)?;
            let rest = self.small.get(start..).filter(|rest| !rest.is_empty()).ok_or_else(damaged)?;
            bytes.extend_from_slice(rest.get(..SMALL_SECTOR).unwrap_or(rest));
            sector = self.small_table.get(sector as usize).copied().ok_or_else(damaged)?;
        }
        bytes.truncate(length);
        Ok(bytes)
    }
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    bytes.chunks_exact(4).filter_map(|chunk| u32_at(chunk, 0)).collect()
}

/// Names are UTF-16 with a zero behind, their length in bytes with it.
fn is_name(entry: &[u8], name: &str) -> bool {
    let length = usize::from(u16_at(entry, 64).unwrap_or(0)).saturating_sub(2);
    let letters: Vec<u16> =
        entry.get(..length).unwrap_or_default().chunks_exact(2).filter_map(|pair| u16_at(pair, 0)).collect();
    String::from_utf16(&letters).is_ok_and(|found| found.eq_ignore_ascii_case(name))
}
