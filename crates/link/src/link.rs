//! The run: standardise, block, compare, estimate, score, cluster.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::block::{Cut, Scheme, Turns};
use crate::cluster::{Attachment, Constraints, Edge, Outside, attach, cluster, raised};
use crate::estimate::{from_several_starts, random_patterns, sorted, start};
use crate::fault::LinkFault;
use crate::field::Fields;
use crate::given::{Given, RowLabel};
use crate::guard::Guard;
use crate::judge::Judge;
use crate::linkage::{Judgement, Link, Linkage};
use crate::memory::Memory;
use crate::passes::Passes;
use crate::progress::{Progress, Step};
use crate::records::{Company, Records};
use crate::specification::{Specification, Thresholds};
use crate::table::Table;
use crate::threshold::{Threshold, probability_of};

/// A source of which no more than this share of rows would be joined with another row of it holds each person once; the
/// few joins are then taken for mistakes.
const UNIQUE_SHARE: f64 = 0.002;

/// Bits from which a link tells that a source holds somebody twice: a probability of 0.95.
const CERTAIN: f32 = 4.25;

/// Links the rows of a table. `given` is what is known beside them: [`Given::NOTHING`] where nothing is.
///
/// The result is the same for any order of the rows and any number of threads. Where judgements contradict each other,
/// the earlier one counts; a judgement counts more than any guard.
///
/// # Errors
/// See [`LinkFault`].
pub fn link(
    specification: &Specification,
    table: &Table,
    given: &Given<'_>,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<Linkage, LinkFault> {
    run(specification, table, given, progress, |_, _| ()).map(|(linkage, ..)| linkage)
}

/// Links the rows of a table within so much memory, and forgets its cells as soon as they are read, which makes room for the
/// work; sources and ids stay. The result is that of [`link`].
///
/// # Errors
/// See [`LinkFault`]; the cells may be forgotten then, too.
pub fn link_and_forget(
    specification: &Specification,
    table: &mut Table,
    given: &Given<'_>,
    memory: Memory,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<Linkage, LinkFault> {
    memory.check()?;
    let (records, company) = standardise(specification, table, given, progress)?;
    drop(company);
    memory.check()?;
    table.forget_cells(records.order.clone());
    let sources = table.source_codes();
    link_records(specification, &records, (sources, memory), given, progress).map(|(linkage, _)| linkage)
}

/// What a run found out on the way, for a plan to be made of it.
pub(crate) struct Ground {
    /// Paths of the blocks that were cut.
    pub(crate) cut: Cut,
    /// Codes of the sources that hold each person once.
    pub(crate) unique: BTreeSet<u32>,
    /// See [`Attachment`].
    pub(crate) raised: f64,
}

/// Links the rows of a table; gives back beside the result what it found out on the way, and what was kept of the rows in
/// standard form.
pub(crate) fn run<K>(
    specification: &Specification,
    table: &Table,
    given: &Given<'_>,
    progress: &(dyn Fn(Progress) + Sync),
    keep: impl FnOnce(&Records, &Company) -> K,
) -> Result<(Linkage, Ground, K), LinkFault> {
    let (records, company) = standardise(specification, table, given, progress)?;
    let kept = keep(&records, &company);
    drop(company);
    let held = (table.source_codes(), Memory::UNLIMITED);
    let (linkage, ground) = link_records(specification, &records, held, given, progress)?;
    Ok((linkage, ground, kept))
}

fn standardise(
    specification: &Specification,
    table: &Table,
    given: &Given<'_>,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<(Records, Company), LinkFault> {
    given.check(table.checked_len()?)?;
    progress(Progress { step: Step::Standardise, done: 0, of: 1 });
    Records::standardise(specification, table, given.frequencies)
}

/// Links rows in standard form, of each of which the source is given.
fn link_records(
    specification: &Specification,
    records: &Records,
    (sources, memory): (&[u32], Memory),
    given: &Given<'_>,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<(Linkage, Ground), LinkFault> {
    let tell = |step, done, of| progress(Progress { step, done, of });
    let rows = u32::try_from(records.len()).map_err(|_| LinkFault::TooManyRows)?;
    let fields = Fields::new(specification, records)?;

    tell(Step::Block, 0, 1);
    let scheme = Scheme::new(specification, records.len());
    let turns = Turns::new(&scheme, specification.block_cap, records, memory)?;
    let passes = Passes { fields: &fields, turns: &turns, progress };
    let counts = passes.count()?;

    tell(Step::Estimate, 0, 1);
    let random = sorted(random_patterns(&fields));
    let population = u64::from(rows) * u64::from(rows).saturating_sub(1) / 2;
    let labels = labelled(&fields, given.labels);
    let model = from_several_starts(&start(&fields, &random, records.len()), &counts, population, &labels);

    let scorer = model.scorer();
    let judge = Judge::new(&fields, &model, &scorer);
    let Thresholds { join, review } = specification.thresholds;
    let raised = raised(model.match_share * f64::from(rows));
    let mut links = passes.score(&judge, lowered(review, raised))?;
    let pairs_scored = turns.pairs();

    tell(Step::Cluster, 0, 1);
    let join = lowest(join, &links, review);
    let joins = |link: &&Link| link.guard.is_none() && f64::from(link.probability) >= join;
    let edges: Vec<Edge> = links.iter().filter(joins).map(edge).collect();
    let constraints = constraints(sources, &records.order, given.judgements, &edges);
    let clusters = cluster(&judge, &edges, &constraints);
    let all: Vec<Edge> = links.iter().filter(|link| link.guard.is_none()).map(edge).collect();
    let attachment = Attachment { raised, threshold: join };
    let rounds = attach(&judge, &mut fields.caches(), (&all, &Outside::NOTHING), &constraints, attachment, &clusters);
    let attached = rounds.into_iter().last().unwrap_or_else(|| clusters.clone());
    // What holds an attached record to its cluster is told, however little it is.
    let is_within =
        |clusters: &[u32], link: &Link| clusters.get(link.left as usize) == clusters.get(link.right as usize);
    links.retain(|link| {
        f64::from(link.probability) >= review || (is_within(&attached, link) && !is_within(&clusters, link))
    });
    let clusters = attached;

    let unique = constraints.unique().clone();
    let linkage = Linkage {
        clusters: by_row(&clusters, &records.order),
        links: told(links, &constraints, &records.order),
        pairs_scored,
        threshold: join,
        review_threshold: review,
        blocking: turns.reports,
        weights: weights(&judge, &counts),
        unhonoured: constraints.unhonoured,
        model,
    };
    let ground = Ground { cut: turns.cut, unique, raised };
    Ok((linkage, ground))
}

/// The probability that is so many bits of odds below another.
pub(crate) fn lowered(probability: f64, bits: f64) -> f64 {
    probability_of((probability / (1.0 - probability)).log2() - bits)
}

/// What labels tell the model: patterns of pairs, each with its answer, in an order that does not depend on that of rows.
fn labelled(fields: &Fields<'_>, labels: &[RowLabel]) -> Vec<(u64, bool)> {
    if labels.is_empty() {
        return Vec::new();
    }
    let places = inverse(&fields.records.order);
    let place = |row: u32| places.get(row as usize).copied().unwrap_or(0);
    let pairs: BTreeMap<(u32, u32), bool> = labels.iter().map(|label| (label.rows(), label.same)).collect();
    let mut caches = fields.caches();
    let pattern = |((left, right), same)| (fields.pattern(&mut caches, place(left), place(right)), same);
    let mut labelled: Vec<(u64, bool)> = pairs.into_iter().map(pattern).collect();
    labelled.sort_unstable();
    labelled
}

/// The probability from which on pairs are joined.
fn lowest(join: Threshold, links: &[Link], review: f64) -> f64 {
    let free = links.iter().filter(|link| link.guard.is_none() && f64::from(link.probability) >= review);
    join.fixed().unwrap_or_else(|| join.among(free.map(|link| link.probability).collect(), review))
}

const fn edge(link: &Link) -> Edge {
    Edge { left: link.left, right: link.right, weight: link.weight }
}

/// What clusters must hold to, given the links that may join rows. Links are of places in the order, judgements of rows.
pub(crate) fn constraints(sources: &[u32], order: &[u32], judgements: &[Judgement], edges: &[Edge]) -> Constraints {
    let places = inverse(order);
    let place = |row: u32| places.get(row as usize).copied().unwrap_or(0);
    let sources: Vec<u32> = order.iter().map(|&row| sources.get(row as usize).copied().unwrap_or(0)).collect();
    let unique = unique_sources(edges, &sources);
    let judged = judgements.iter().map(|judgement| (place(judgement.left), place(judgement.right), judgement.same));
    Constraints::new(judged, sources, unique)
}

/// How many pairs have each weight, in whole bits rounded down.
fn weights(judge: &Judge<'_>, counts: &[(u64, u64)]) -> Vec<(i32, u64)> {
    let mut weights: BTreeMap<i32, u64> = BTreeMap::new();
    for &(pattern, count) in counts {
        *weights.entry(whole_bits(judge.weigh_pattern(pattern).score.weight)).or_default() += count;
    }
    weights.into_iter().collect()
}

#[expect(clippy::cast_possible_truncation, reason = "a weight has fewer bits than a double's exponent can tell")]
const fn whole_bits(weight: f64) -> i32 {
    weight.floor() as i32
}

/// Sources that, with others beside them, hold each person once as far as the links tell.
fn unique_sources(edges: &[Edge], sources: &[u32]) -> BTreeSet<u32> {
    let source = |row: u32| sources.get(row as usize).copied().unwrap_or(0);
    let mut rows: BTreeMap<u32, u64> = BTreeMap::new();
    let mut within: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
    sources.iter().for_each(|&source| *rows.entry(source).or_default() += 1);
    for edge in edges.iter().filter(|edge| edge.weight >= CERTAIN && source(edge.left) == source(edge.right)) {
        within.entry(source(edge.left)).or_default().extend([edge.left, edge.right]);
    }
    if rows.len() < 2 {
        return BTreeSet::new();
    }
    let is_unique = |(source, rows): &(u32, u64)| {
        let joined = within.get(source).map_or(0, BTreeSet::len);
        crate::estimate::to_f64(joined as u64) <= UNIQUE_SHARE * crate::estimate::to_f64(*rows)
    };
    rows.into_iter().filter(is_unique).map(|(source, _)| source).collect()
}

/// The links in row numbers of the table, with the pairs that were judged different marked.
fn told(links: Vec<Link>, constraints: &Constraints, order: &[u32]) -> Vec<Link> {
    let row = |place: u32| order.get(place as usize).copied().unwrap_or(0);
    let tell = |link: Link| {
        let is_judged = constraints.is_judged_different(link.left, link.right);
        let guard = if is_judged { Some(Guard::JudgedDifferent) } else { link.guard };
        let (left, right) = (row(link.left), row(link.right));
        Link { left: left.min(right), right: left.max(right), guard, ..link }
    };
    let mut links: Vec<Link> = links.into_iter().map(tell).collect();
    links.par_sort_unstable_by_key(|link| (link.left, link.right));
    links
}

/// For each row of the table its place in the order.
pub(crate) fn inverse(order: &[u32]) -> Vec<u32> {
    let mut places = vec![0; order.len()];
    for (place, &row) in (0_u32..).zip(order) {
        if let Some(known) = places.get_mut(row as usize) {
            *known = place;
        }
    }
    places
}

/// Clusters of places as clusters of rows: for each row the smallest row of its cluster.
fn by_row(clusters: &[u32], order: &[u32]) -> Vec<u32> {
    let mut smallest: Vec<u32> = vec![u32::MAX; order.len()];
    for (&cluster, &row) in clusters.iter().zip(order) {
        if let Some(known) = smallest.get_mut(cluster as usize) {
            *known = row.min(*known);
        }
    }
    let mut rows = vec![0; order.len()];
    for (&cluster, &row) in clusters.iter().zip(order) {
        if let (Some(known), Some(&smallest)) = (rows.get_mut(row as usize), smallest.get(cluster as usize)) {
            *known = smallest;
        }
    }
    rows
}

#[expect(clippy::cast_possible_truncation, reason = "weights and probabilities are stored in single precision")]
pub(crate) const fn to_f32(value: f64) -> f32 {
    value as f32
}
