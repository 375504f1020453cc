//! The values of every row for every part that a rule is on, worked out once.

use std::ops::Range;

use rayon::prelude::*;

use super::parts::values;
use crate::records::Records;
use crate::specification::KeyPart;

/// For each row its values for each part, in 31 bits each. Two values that fall together make one block of two, whose rows
/// are then compared for nothing, and nothing is lost.
pub(crate) struct PartLines<'a> {
    parts: &'a [KeyPart],
    rows: u32,
    chunks: Vec<Chunk>,
}

/// Some rows after each other.
struct Chunk {
    /// For each row one number a part, end to end: 0 for no value, a value, or where several stand.
    lines: Vec<u32>,
    /// Several values of a row, each set after its length.
    sets: Vec<u32>,
}

/// Rows of one chunk: what is read of them stays at hand from one part to the next.
const CHUNK: u32 = 1 << 14;

/// Marks the place of a set.
const SET: u32 = 1 << 31;

impl<'a> PartLines<'a> {
    /// Of some parts.
    pub(crate) fn new(parts: &'a [KeyPart], records: &Records) -> Self {
        let rows = u32::try_from(records.len()).unwrap_or(u32::MAX);
        let read = |chunk: u32| Chunk::read(parts, records, chunk * CHUNK..rows.min((chunk + 1) * CHUNK));
        let chunks = (0..rows.div_ceil(CHUNK)).into_par_iter().map(read).collect();
        Self { parts, rows, chunks }
    }

    /// How many rows there are.
    pub(crate) const fn rows(&self) -> u32 {
        self.rows
    }

    /// The values of a row for the part at a place.
    pub(crate) fn values(&self, part: usize, row: u32) -> &[u32] {
        let Some(chunk) = self.chunks.get((row / CHUNK) as usize) else { return &[] };
        let Some(value) = chunk.lines.get((row % CHUNK) as usize * self.parts.len() + part) else { return &[] };
        match *value {
            0 => &[],
            set if set & SET != 0 => chunk.set((set & !SET) as usize),
            _ => std::slice::from_ref(value),
        }
    }
}

impl Chunk {
    fn read(parts: &[KeyPart], records: &Records, rows: Range<u32>) -> Self {
        let mut chunk = Self { lines: vec![0; rows.len() * parts.len()], sets: Vec::new() };
        // Part by part: the same few tables are then asked for all rows.
        for (place, part) in parts.iter().enumerate() {
            for (line, row) in chunk.lines.chunks_exact_mut(parts.len()).zip(rows.clone()) {
                let values = values(part, records, row);
                let Some(of_part) = line.get_mut(place) else { continue };
                match values.as_slice() {
                    [] => {}
                    [one] => *of_part = folded(*one),
                    several => {
                        *of_part = SET | u32::try_from(chunk.sets.len()).unwrap_or(0);
                        chunk.sets.push(u32::try_from(several.len()).unwrap_or(0));
                        chunk.sets.extend(several.iter().map(|&value| folded(value)));
                    }
                }
            }
        }
        chunk
    }

    fn set(&self, place: usize) -> &[u32] {
        let length = self.sets.get(place).map_or(0, |&length| length as usize);
        self.sets.get(place + 1..place + 1 + length).unwrap_or(&[])
    }
}

/// A value in 31 bits, never 0.
pub(crate) const fn folded(value: u64) -> u32 {
    let mixed = (value ^ (value >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let folded = (mixed >> 33) as u32;
    if folded == 0 { 1 } else { folded }
}
