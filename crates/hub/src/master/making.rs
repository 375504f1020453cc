//! Making golden records, pairs and search terms, batch by batch, while the batches before are written.

use std::collections::HashSet;

use dolen_ledger::SetDigest;
use dolen_link::Link;
use dolen_store::master::golden::StoredGolden;
use dolen_store::master::member::Member;
use dolen_store::master::search_term::SearchTerm;
use rayon::prelude::*;

use super::TermKind;
use super::batch::Batch;
use super::difference::{Standing, of_golden, of_member, of_pair, of_term};
use super::gather::Gathered;
use super::grouping::{Group, group_of, groups};
use super::household::{Dwelling, dwellings};
use super::pairs::{Belonging, ordered};
use super::residence::Places;
use super::survivorship::Merger;
use super::terms::terms;
use crate::HubFault;
use crate::configuration::Configuration;
use crate::key::HubKey;

/// Golden records of one batch; their search terms, some six each, are the next. The indexes by value are in another order
/// than the records, so that every batch writes much of them anew: fewer and larger ones cost less, and let a look-up wait
/// longer.
const GOLDEN: usize = 4_000;
/// Pairs of one batch.
const PAIRS: usize = 10_000;
/// Rows that end in one batch.
const ENDED: usize = 10_000;

/// What golden records are made from.
pub(crate) struct Making {
    pub(crate) gathered: Gathered,
    /// For each record the label of its cluster.
    pub(crate) clusters: Vec<u32>,
    pub(crate) links: Vec<Link>,
    pub(crate) standing: Standing,
    pub(crate) key: HubKey,
    pub(crate) configuration: Configuration,
}

/// What was made.
#[derive(Clone, Debug, Default)]
pub(crate) struct Made {
    pub(crate) golden_records: u64,
    /// Golden records of more than one source record.
    pub(crate) combined: u64,
    pub(crate) households: u64,
    /// Rows that are new.
    pub(crate) added: u64,
    /// Rows that end.
    pub(crate) ended: u64,
    /// Digest over source record and golden record of every member, in the order of the ids of source records.
    pub(crate) members_digest: String,
    /// Digest over the golden records, in the order of their ids.
    pub(crate) golden_digest: String,
}

/// Where batches go, and what has gone.
struct Hand<'a> {
    give: &'a mut dyn FnMut(Batch) -> bool,
    made: Made,
}

impl Hand<'_> {
    fn give(&mut self, batch: Batch) -> Result<(), HubFault> {
        self.made.added += batch.added() as u64;
        self.made.ended += batch.ended() as u64;
        if (self.give)(batch) { Ok(()) } else { Err(HubFault::Internal("the match was given up".to_owned())) }
    }
}

impl Making {
    /// Makes everything and gives it away in batches; `give` answers whether anybody takes them.
    ///
    /// # Errors
    /// [`HubFault::Internal`] where nobody takes the batches.
    pub(crate) fn run(self, give: &mut dyn FnMut(Batch) -> bool) -> Result<Made, HubFault> {
        let Self { gathered, clusters, links, mut standing, key, configuration } = self;
        let mut hand = Hand { give, made: Made::default() };
        let groups = groups(&key, &gathered, &clusters);
        drop(clusters);
        let group_of = group_of(&groups, gathered.records.len());
        let belonging = Belonging { gathered: &gathered, groups: &groups, group_of: &group_of };
        give_pairs(&belonging, links, &mut standing, &mut hand)?;
        hand.made.members_digest = members_digest(&belonging);

        let places = Places::read(&gathered);
        let merger = Merger::new(&configuration.survivorship, &gathered, &places);
        let dwellings = dwellings(&groups, &merger, &places, &key, configuration.households.largest);
        hand.made.golden_records = groups.len() as u64;
        hand.made.combined = groups.iter().filter(|group| group.members.len() > 1).count() as u64;
        hand.made.households = distinct(dwellings.iter().filter_map(|dwelling| dwelling.household.as_deref()));
        give_golden(&gathered, &merger, (&groups, &dwellings), &mut standing, &mut hand)?;
        give_ended(standing, &mut hand)?;
        Ok(hand.made)
    }
}

fn give_pairs(
    belonging: &Belonging<'_>,
    links: Vec<Link>,
    standing: &mut Standing,
    hand: &mut Hand<'_>,
) -> Result<(), HubFault> {
    for chunk in ordered(belonging, links).chunks(PAIRS) {
        let stored = chunk.iter().map(|(link, is_strongest)| belonging.stored(link, *is_strongest));
        let pairs = stored.filter(|pair| standing.pairs.is_new(|| of_pair(pair))).collect();
        hand.give(Batch { pairs, ..Batch::default() })?;
    }
    Ok(())
}

/// Gives golden records with their members and search terms, by id.
fn give_golden(
    gathered: &Gathered,
    merger: &Merger<'_>,
    (groups, dwellings): (&[Group], &[Dwelling]),
    standing: &mut Standing,
    hand: &mut Hand<'_>,
) -> Result<(), HubFault> {
    let mut digest = SetDigest::default();
    for (groups, dwellings) in groups.chunks(GOLDEN).zip(dwellings.chunks(GOLDEN)) {
        let make = |(group, dwelling): (&Group, &Dwelling)| {
            let members = merger.members(&group.members);
            let content = serde_json::to_string(&merger.content(&members))
                .map_err(|fault| HubFault::Internal(fault.to_string()))?;
            let Dwelling { residence, household } = dwelling.clone();
            Ok((StoredGolden { id: group.id.clone(), content, residence, household }, terms(gathered, &members)))
        };
        let made: Vec<_> = groups.par_iter().zip(dwellings).map(make).collect::<Result<_, HubFault>>()?;
        let mut batch = Batch::default();
        let mut found_by: Vec<SearchTerm> = Vec::new();
        for (group, (golden, terms)) in groups.iter().zip(made) {
            let text = |text: &Option<String>| text.clone().unwrap_or_default();
            digest.push(&[&golden.id, &golden.content, &text(&golden.residence), &text(&golden.household)]);
            let term =
                |(kind, value): (TermKind, String)| SearchTerm { kind: kind.as_str(), value, golden: group.id.clone() };
            found_by.extend(terms.into_iter().map(term).filter(|term| standing.terms.is_new(|| of_term(term))));
            let is_new = |member: &Member| standing.members.is_new(|| of_member(member));
            batch.members.extend(members(gathered, group).filter(is_new));
            if standing.golden.is_new(|| of_golden(&golden)) {
                batch.golden.push(golden);
            }
        }
        hand.give(batch)?;
        // By value: neighbours in the index are then written together.
        found_by.par_sort_unstable();
        hand.give(Batch { terms: found_by, ..Batch::default() })?;
    }
    hand.made.golden_digest = digest.finish().1;
    Ok(())
}

fn members<'a>(gathered: &'a Gathered, group: &'a Group) -> impl Iterator<Item = Member> + 'a {
    let member = |(&row, place): (&u32, i64)| {
        let record = gathered.records.get(row as usize)?;
        Some(Member { record: record.id.to_string(), load: record.load, golden: group.id.clone(), place })
    };
    group.members.iter().zip(0..).filter_map(member)
}

fn give_ended(standing: Standing, hand: &mut Hand<'_>) -> Result<(), HubFault> {
    let Standing { members, golden, pairs, terms } = standing;
    for numbers in members.left_over().chunks(ENDED) {
        hand.give(Batch { ended_members: numbers.to_vec(), ..Batch::default() })?;
    }
    for numbers in golden.left_over().chunks(ENDED) {
        hand.give(Batch { ended_golden: numbers.to_vec(), ..Batch::default() })?;
    }
    for numbers in pairs.left_over().chunks(ENDED) {
        hand.give(Batch { ended_pairs: numbers.to_vec(), ..Batch::default() })?;
    }
    for numbers in terms.left_over().chunks(ENDED) {
        hand.give(Batch { ended_terms: numbers.to_vec(), ..Batch::default() })?;
    }
    Ok(())
}

/// The digest of who belongs to whom, for the ledger.
fn members_digest(belonging: &Belonging<'_>) -> String {
    let mut rows: Vec<(&str, u32)> =
        belonging.gathered.records.iter().map(|record| &*record.id).zip(belonging.group_of.iter().copied()).collect();
    rows.par_sort_unstable();
    let mut digest = SetDigest::default();
    for (record, group) in rows {
        digest.push(&[record, belonging.groups.get(group as usize).map_or("", |group| &group.id)]);
    }
    digest.finish().1
}

fn distinct<'a>(ids: impl Iterator<Item = &'a str>) -> u64 {
    ids.collect::<HashSet<_>>().len() as u64
}
