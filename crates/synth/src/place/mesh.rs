//! Boundaries that tile: a grid of which every corner and every middle of an edge is moved a little, once for all the areas
//! that share it.

use crate::place::Ring;
use crate::stream::{Purpose, Stream};

/// South-west corner of an invented region: in Cardigan Bay, where the tale of Cantre'r Gwaelod has its drowned land and
/// no real area can be mistaken for it.
const ORIGIN: (f64, f64) = (-5.05, 52.20);
/// Width and height of a cell in degrees: about 1.4 km each way.
const CELL: (f64, f64) = (0.020, 0.0125);

/// The boundary of the cell in a column and a row.
pub(crate) fn cell(seed: u64, column: u32, row: u32) -> Ring {
    let corner = |column: u32, row: u32| point(seed, column * 2, row * 2, 0.2);
    let edge = |column: u32, row: u32| point(seed, column, row, 0.1);
    let (left, bottom) = (column * 2, row * 2);
    let first = corner(column, row);
    vec![
        first,
        edge(left + 1, bottom),
        corner(column + 1, row),
        edge(left + 2, bottom + 1),
        corner(column + 1, row + 1),
        edge(left + 1, bottom + 2),
        corner(column, row + 1),
        edge(left, bottom + 1),
        first,
    ]
}

/// The middle of a cell.
pub(crate) fn middle(column: u32, row: u32) -> (f64, f64) {
    (ORIGIN.0 + (f64::from(column) + 0.5) * CELL.0, ORIGIN.1 + (f64::from(row) + 0.5) * CELL.1)
}

/// A point of the mesh in half cells, moved by up to `reach` cells each way.
fn point(seed: u64, half_column: u32, half_row: u32, reach: f64) -> (f64, f64) {
    let mut stream = Stream::new(seed, Purpose::Area, (u64::from(half_column) << 32) | u64::from(half_row));
    let east = f64::from(half_column) / 2.0 + (stream.unit() * 2.0 - 1.0) * reach;
    let north = f64::from(half_row) / 2.0 + (stream.unit() * 2.0 - 1.0) * reach;
    let rounded = |degrees: f64| (degrees * 1e6).round() / 1e6;
    (rounded(ORIGIN.0 + east * CELL.0), rounded(ORIGIN.1 + north * CELL.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_share_their_edge() {
        let left = cell(3, 4, 5);
        let right = cell(3, 5, 5);
        let shared = left.iter().filter(|corner| right.contains(corner)).count();
        assert_eq!(shared, 3, "two corners and the middle of the edge");
    }

    #[test]
    fn boundaries_are_closed_and_run_anticlockwise() {
        for column in 0..20 {
            for row in 0..20 {
                let ring = cell(9, column, row);
                assert_eq!(ring.first(), ring.last());
                let doubled: f64 = ring.windows(2).map(|pair| pair[0].0 * pair[1].1 - pair[1].0 * pair[0].1).sum();
                assert!(doubled > 0.0);
            }
        }
    }
}
