//! Clusters as golden records: who is in each, who founded it, what it is called.

use rayon::prelude::*;

use super::gather::Gathered;
use crate::key::HubKey;

/// A golden record before its values are chosen.
pub(crate) struct Group {
    /// Id of the golden record, derived from its founder (decision 0002).
    pub(crate) id: String,
    /// Places of its records in [`Gathered::records`], in the order of first publication: the founder first.
    pub(crate) members: Vec<u32>,
}

/// The golden records, by id. `clusters` has for each record the label of its cluster.
pub(crate) fn groups(key: &HubKey, gathered: &Gathered, clusters: &[u32]) -> Vec<Group> {
    let publication = |row: u32| gathered.records.get(row as usize).map(super::gather::SourceRecord::publication);
    let mut rows: Vec<(u32, u32)> = clusters.iter().copied().zip(0_u32..).collect();
    rows.par_sort_unstable_by(|left, right| {
        left.0.cmp(&right.0).then_with(|| publication(left.1).cmp(&publication(right.1)))
    });
    let mut groups: Vec<Group> = rows
        .par_chunk_by(|left, right| left.0 == right.0)
        .map(|members| {
            let members: Vec<u32> = members.iter().map(|&(_, row)| row).collect();
            let founder = members.first().and_then(|&row| gathered.records.get(row as usize));
            Group { id: key.golden_record(founder.map_or("", |founder| &founder.id)), members }
        })
        .collect();
    groups.par_sort_unstable_by(|left, right| left.id.cmp(&right.id));
    groups
}

/// For each record the place of its golden record in `groups`.
pub(crate) fn group_of(groups: &[Group], records: usize) -> Vec<u32> {
    let mut of = vec![u32::MAX; records];
    for (group, number) in groups.iter().zip(0_u32..) {
        for &row in &group.members {
            if let Some(known) = of.get_mut(row as usize) {
                *known = number;
            }
        }
    }
    of
}
