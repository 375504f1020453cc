//! The clusters that a record was in while they were formed, round after round: what decisions about others look at.

use super::links::Near;
use super::state::State;

/// For each round the cluster of a slot before it, named by a slot of it, or [`ALONE`]; the last one stands for all further
/// rounds.
type Course = Vec<u32>;

/// A record that is in no cluster with another.
const ALONE: u32 = u32::MAX;

/// The courses of all slots; those that were alone throughout have none.
#[derive(Default)]
pub(crate) struct Courses(Vec<Course>);

impl Courses {
    /// The cluster of a slot before a round; none where it was alone.
    pub(crate) fn at(&self, slot: u32, round: usize) -> Option<u32> {
        let course = self.0.get(slot as usize)?;
        course.get(round).or(course.last()).copied().filter(|&cluster| cluster != ALONE)
    }

    /// The round from which on a slot stays where it is.
    pub(crate) fn still(&self, slot: u32) -> usize {
        self.0.get(slot as usize).map_or(0, |course| course.len().saturating_sub(1))
    }

    /// Notes the course of a slot; whether it is another than before.
    pub(crate) fn set(&mut self, slot: u32, mut course: Course) -> bool {
        while let [.., before, last] = course.as_slice()
            && before == last
        {
            course.pop();
        }
        if course.first() == Some(&ALONE) && course.len() == 1 {
            course.clear();
        }
        let place = slot as usize;
        if place >= self.0.len() {
            if course.is_empty() {
                return false;
            }
            self.0.resize(place + 1, Vec::new());
        }
        self.0.get_mut(place).is_some_and(|known| std::mem::replace(known, course) != *known)
    }
}

/// The courses of the slots of a region, from the clusters before each round: for each place the smallest of its cluster.
pub(super) fn courses(region: &[u32], rounds: &[Vec<u32>]) -> Vec<Course> {
    let mut courses: Vec<Course> = vec![Vec::with_capacity(rounds.len()); region.len()];
    for clusters in rounds {
        let mut sizes = vec![0_usize; region.len()];
        for &cluster in clusters {
            if let Some(size) = sizes.get_mut(cluster as usize) {
                *size += 1;
            }
        }
        for (course, &cluster) in courses.iter_mut().zip(clusters) {
            let is_alone = sizes.get(cluster as usize).is_none_or(|&size| size < 2);
            course.push(if is_alone { ALONE } else { region.get(cluster as usize).copied().unwrap_or(ALONE) });
        }
    }
    courses
}

/// Whether a cluster of some slots may be attached to another one, so that it matters where all those are that it resembles.
pub(super) fn may_be_attached(state: &State, slots: &[u32]) -> bool {
    let core = |slot: u32| state.courses.at(slot, 0);
    let leads_out =
        |slot: u32, near: &Near| state.bounds.is_hot(near) && (core(slot).is_none() || core(slot) != core(near.slot));
    slots.iter().any(|&slot| state.links.of(slot).iter().any(|near| leads_out(slot, near)))
}
