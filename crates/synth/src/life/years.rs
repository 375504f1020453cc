//! The ten years in order.

use crate::day::Day;
use crate::life::{couples, moving, persons};
use crate::options::{Progress, Stage};
use crate::people::World;

/// Years that the region lives before the extracts are taken.
pub(crate) const YEARS: i32 = 10;

/// Lives from the first day to today.
pub(crate) fn live(world: &mut World, progress: &mut dyn FnMut(Progress)) {
    for year in 0..YEARS {
        progress(Progress { stage: Stage::Years, done: year as u64, of: YEARS as u64 });
        let from = world.start.plus(year * 365 + year / 4);
        let to = if year + 1 == YEARS { world.today } else { world.start.plus((year + 1) * 365 + (year + 1) / 4) };
        let span = Span { year: year as u64, from, days: to.0 - from.0 };
        persons::change(world, span);
        couples::change(world, span);
        moving::change(world, span);
    }
}

/// One year of the ten.
#[derive(Clone, Copy)]
pub(crate) struct Span {
    /// From 0.
    pub(crate) year: u64,
    pub(crate) from: Day,
    pub(crate) days: i32,
}

impl Span {
    /// An entity of this year, for a stream.
    pub(crate) fn entity(self, number: u32) -> u64 {
        (u64::from(number) << 8) | self.year
    }

    /// A day of the year.
    pub(crate) fn day(self, stream: &mut crate::stream::Stream) -> Day {
        self.from.plus(stream.between(0, self.days - 1))
    }
}
