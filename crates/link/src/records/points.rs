//! Where on the earth each row's address is.

use super::growing::put;
use crate::specification::ColumnKind;

/// Kinds of columns that coordinates are read from: degrees north and east, or metres of a national grid.
pub(crate) const POINT_KINDS: &[ColumnKind] =
    &[ColumnKind::Latitude, ColumnKind::Longitude, ColumnKind::Easting, ColumnKind::Northing];

/// Metres of one degree of latitude: a sphere of 6,371 km.
const DEGREE: f64 = 111_194.93;

/// The points of all rows; none at all where no column holds coordinates.
#[derive(Default)]
pub(crate) struct Points(Vec<Point>);

/// A point, to ten millionths of a degree or to a centimetre, so that it is the same on every machine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Point {
    #[default]
    Unknown,
    /// Latitude and longitude.
    Degrees([i32; 2]),
    /// Northing and easting.
    Grid([i32; 2]),
}

impl Point {
    /// Reads the point of a row from its cells. Half a point is none, and so is one where both are 0, which stands in files
    /// for what is not known.
    pub(crate) fn read<'a>(cells: impl Iterator<Item = (ColumnKind, &'a str)>) -> Self {
        let (mut degrees, mut grid) = ([None; 2], [None; 2]);
        for (kind, text) in cells {
            let (slot, scale, most) = match kind {
                ColumnKind::Latitude => (&mut degrees[0], 1e7, 90.0),
                ColumnKind::Longitude => (&mut degrees[1], 1e7, 180.0),
                ColumnKind::Northing => (&mut grid[0], 1e2, 1e7),
                ColumnKind::Easting => (&mut grid[1], 1e2, 1e7),
                _ => continue,
            };
            *slot = slot.or_else(|| scaled(text, scale, most));
        }
        match (degrees, grid) {
            ([Some(north), Some(east)], _) if (north, east) != (0, 0) => Self::Degrees([north, east]),
            (_, [Some(north), Some(east)]) if (north, east) != (0, 0) => Self::Grid([north, east]),
            _ => Self::Unknown,
        }
    }

    /// Metres between two points of one kind.
    pub(crate) fn metres(self, other: Self) -> Option<f64> {
        let apart = |one: i32, other: i32, scale: f64| (f64::from(one) - f64::from(other)) / scale;
        match (self, other) {
            (Self::Degrees([north, east]), Self::Degrees([other_north, other_east])) => {
                let middle = (f64::from(north) + f64::from(other_north)) / 2e7;
                let round = apart(east, other_east, 1e7).abs();
                let round = round.min(360.0 - round) * libm::cos(middle.to_radians());
                Some(libm::hypot(apart(north, other_north, 1e7), round) * DEGREE)
            }
            (Self::Grid([north, east]), Self::Grid([other_north, other_east])) => {
                Some(libm::hypot(apart(north, other_north, 1e2), apart(east, other_east, 1e2)))
            }
            _ => None,
        }
    }
}

/// A number within its bounds, scaled to a whole one.
fn scaled(text: &str, scale: f64, most: f64) -> Option<i32> {
    let number: f64 = text.trim().parse().ok()?;
    let is_within = number.abs() <= most;
    #[expect(clippy::cast_possible_truncation, reason = "within the bounds it fits")]
    is_within.then(|| (number * scale).round() as i32)
}

impl Points {
    pub(crate) const fn new(of_rows: Vec<Point>) -> Self {
        Self(of_rows)
    }

    /// Metres between the points of two rows; none where either is not known.
    pub(crate) fn metres(&self, left: u32, right: u32) -> Option<f64> {
        let of = |row: u32| self.0.get(row as usize).copied().unwrap_or_default();
        of(left).metres(of(right))
    }

    /// Puts a point at a row; points that nobody knows take no room.
    pub(super) fn put(&mut self, row: u32, point: Point) {
        if point != Point::Unknown || (row as usize) < self.0.len() {
            put(&mut self.0, row, point);
        }
    }

    pub(super) fn truncate(&mut self, rows: usize) {
        self.0.truncate(rows);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(cells: &[(ColumnKind, &str)]) -> Point {
        Point::read(cells.iter().copied())
    }

    #[test]
    fn distances_are_those_of_the_map() {
        let place =
            |latitude, longitude| point(&[(ColumnKind::Latitude, latitude), (ColumnKind::Longitude, longitude)]);
        // Newport and Cardiff castles, as an atlas has them: about 17.6 km.
        let far = place("51.5907", "-2.9951").metres(place("51.4823", "-3.1811")).unwrap();
        assert!((17_000.0..18_200.0).contains(&far), "{far}");
        // Over the line where the days change the short way counts.
        let near = place("0", "179.9995").metres(place("0", "-179.9995")).unwrap();
        assert!((110.0..113.0).contains(&near), "{near}");
        let grid = |east, north| point(&[(ColumnKind::Easting, east), (ColumnKind::Northing, north)]);
        assert_eq!(grid("331000", "188000").metres(grid("331030.0", "188040")), Some(50.0));
        assert_eq!(grid("331000", "188000").metres(place("51.5", "-3")), None);
    }

    #[test]
    fn what_is_no_point_is_none() {
        for (latitude, longitude) in [
            ("", "-3"),
            ("51.5", ""),
            ("99.999999", "0"),
            ("51.5", "181"),
            ("0", "0"),
            ("NaN", "1"),
            ("x", "1"),
            ("1e300", "1"),
        ] {
            let read = point(&[(ColumnKind::Latitude, latitude), (ColumnKind::Longitude, longitude)]);
            assert_eq!(read, Point::Unknown, "{latitude} {longitude}");
        }
    }
}
