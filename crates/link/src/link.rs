//! The run: standardise, block, compare, estimate, score, cluster.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicU64, Ordering};

use rayon::prelude::*;

use crate::block::{Blocks, Cut, Seen, Task};
use crate::cluster::{Attachment, Constraints, Edge, Outside, attach, cluster, raised};
use crate::estimate::{Counts, from_several_starts, merge, random_patterns, sorted, start};
use crate::fault::LinkFault;
use crate::field::{Caches, Fields, Sieve};
use crate::guard::Guard;
use crate::judge::Judge;
use crate::linkage::{Judgement, Link, Linkage};
use crate::progress::{Progress, Step};
use crate::records::{Company, Line, Records};
use crate::share_out::share_out;
use crate::specification::{Specification, Thresholds};
use crate::table::Table;
use crate::threshold::{Threshold, probability_of};

/// A source of which no more than this share of rows would be joined with another row of it holds each person once; the
/// few joins are then taken for mistakes.
const UNIQUE_SHARE: f64 = 0.002;

/// Bits from which a link tells that a source holds somebody twice: a probability of 0.95.
const CERTAIN: f32 = 4.25;

/// Links the rows of a table.
///
/// The result is the same for any order of the rows and any number of threads. Where judgements contradict each other,
/// the earlier one counts; a judgement counts more than any guard.
///
/// # Errors
/// See [`LinkFault`].
pub fn link(
    specification: &Specification,
    table: &Table,
    judgements: &[Judgement],
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<Linkage, LinkFault> {
    run(specification, table, judgements, progress, |_, _| ()).map(|(linkage, _)| linkage)
}

/// What a run found out on the way, for a plan to be made of it.
pub(crate) struct Ground<K> {
    /// What was taken from the rows in standard form.
    pub(crate) kept: K,
    /// Paths of the blocks that were cut.
    pub(crate) cut: Cut,
    /// Codes of the sources that hold each person once.
    pub(crate) unique: BTreeSet<u32>,
    /// See [`Attachment`].
    pub(crate) raised: f64,
}

/// Links the rows of a table; gives back beside the result what it found out on the way.
pub(crate) fn run<K>(
    specification: &Specification,
    table: &Table,
    judgements: &[Judgement],
    progress: &(dyn Fn(Progress) + Sync),
    keep: impl FnOnce(&Records, &Company) -> K,
) -> Result<(Linkage, Ground<K>), LinkFault> {
    let rows = table.checked_len()?;
    check(judgements, rows)?;
    let tell = |step, done, of| progress(Progress { step, done, of });

    tell(Step::Standardise, 0, 1);
    let (records, company) = Records::standardise(specification, table)?;
    let kept = keep(&records, &company);
    drop(company);
    let fields = Fields::new(specification, &records)?;

    tell(Step::Block, 0, 1);
    let blocks = Blocks::new(specification, &records);
    let run = Run { fields: &fields, blocks: &blocks, progress };
    let counts = run.count();

    tell(Step::Estimate, 0, 1);
    let random = sorted(random_patterns(&fields));
    let population = u64::from(rows) * u64::from(rows).saturating_sub(1) / 2;
    let model = from_several_starts(&start(&fields, &random, table.len()), &counts, population);

    let scorer = model.scorer();
    let judge = Judge::new(&fields, &model, &scorer);
    let Thresholds { join, review } = specification.thresholds;
    let raised = raised(model.match_share * f64::from(rows));
    let mut links = run.score(&judge, lowered(review, raised));
    let pairs_scored = blocks.pairs();

    tell(Step::Cluster, 0, 1);
    let join = lowest(join, &links, review);
    let joins = |link: &&Link| link.guard.is_none() && f64::from(link.probability) >= join;
    let edges: Vec<Edge> = links.iter().filter(joins).map(edge).collect();
    let constraints = constraints(table, &records.order, judgements, &edges);
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
        blocking: blocks.reports,
        weights: weights(&judge, &counts),
        unhonoured: constraints.unhonoured,
        model,
    };
    let ground = Ground { kept, cut: blocks.cut, unique, raised };
    Ok((linkage, ground))
}

/// The probability that is so many bits of odds below another.
pub(crate) fn lowered(probability: f64, bits: f64) -> f64 {
    probability_of((probability / (1.0 - probability)).log2() - bits)
}

/// What the passes over all pairs read.
struct Run<'a> {
    fields: &'a Fields<'a>,
    blocks: &'a Blocks,
    progress: &'a (dyn Fn(Progress) + Sync),
}

/// Pairs, about, of which patterns are counted: more tell the model nothing that it does not know.
const COUNTED: u64 = 1_000_000;

/// Links that a thread gathers before it drops those that it has twice.
const GATHERED: usize = 1 << 20;

impl Run<'_> {
    /// Counts the patterns of blocked pairs, in order. Of many pairs a part is drawn, by the numbers of their rows alone, and
    /// counted for all.
    fn count(&self) -> Vec<(u64, u64)> {
        let rate = self.blocks.pairs().div_ceil(COUNTED).max(1);
        let done = AtomicU64::new(0);
        let draw = |(seen, drawn): &mut (Seen, Vec<u64>), task: &Task| {
            let rows = self.blocks.rows(task);
            self.blocks.for_each_pair(task, seen, |left, right| {
                let (Some(&left), Some(&right)) = (rows.get(left), rows.get(right)) else { return };
                let pair = u64::from(left) << 32 | u64::from(right);
                if rate == 1 || is_drawn(pair, rate) {
                    drawn.push(pair);
                }
            });
            self.tell(Step::Compare, &done);
        };
        let drawn = share_out(self.blocks.tasks(), Default::default, draw);
        let mut pairs: Vec<u64> = drawn.into_iter().flat_map(|(_, drawn)| drawn).collect();
        pairs.par_sort_unstable();
        pairs.dedup();
        let chunks: Vec<&[u64]> = pairs.chunks(10_000).collect();
        let start = || (self.fields.caches(), Counts::default());
        let counted = share_out(&chunks, start, |(caches, counts), pairs| {
            for &pair in *pairs {
                let pattern = self.fields.pattern(caches, (pair >> 32) as u32, (pair & 0xffff_ffff) as u32);
                *counts.entry(pattern).or_default() += rate;
            }
        });
        sorted(counted.into_iter().map(|(_, counts)| counts).fold(Counts::default(), merge))
    }

    /// Scores every blocked pair; gives back those at or above the review threshold, in order, each once. Rows are places in
    /// the canonical order.
    fn score(&self, judge: &Judge<'_>, review: f64) -> Vec<Link> {
        let done = AtomicU64::new(0);
        let sieve = Sieve::reaching(judge.model, review);
        let start = || Scoring { caches: self.fields.caches(), limit: GATHERED, ..Scoring::default() };
        let score = |scoring: &mut Scoring, task: &Task| {
            let Scoring { caches, lines, seen, links, limit } = scoring;
            self.fields.records.lines(self.blocks.rows(task), lines);
            self.blocks.for_each_pair(task, seen, |left, right| {
                let (Some(left), Some(right)) = (lines.get(left), lines.get(right)) else { return };
                let Some(pattern) = self.fields.sift(caches, &sieve, left, right) else { return };
                let (weighed, left, right) = (judge.weigh_pattern(pattern), left.place, right.place);
                let probability = to_f32(weighed.score.probability);
                if f64::from(probability) >= review {
                    links.push(Link {
                        left,
                        right,
                        weight: to_f32(weighed.score.weight),
                        probability,
                        pattern: weighed.pattern,
                        guard: judge.guard(&weighed),
                    });
                }
            });
            if links.len() > *limit {
                once(links);
                *limit = GATHERED.max(2 * links.len());
            }
            self.tell(Step::Score, &done);
        };
        let scored = share_out(self.blocks.tasks(), start, score);
        let mut links: Vec<Link> = scored.into_iter().flat_map(|scoring| scoring.links).collect();
        once(&mut links);
        links
    }

    fn tell(&self, step: Step, done: &AtomicU64) {
        let done = done.fetch_add(1, Ordering::Relaxed) + 1;
        let of = self.blocks.tasks().len() as u64;
        (self.progress)(Progress { step, done, of });
    }
}

/// What one thread scores with, and what it found.
#[derive(Default)]
struct Scoring {
    caches: Caches,
    lines: Vec<Line>,
    seen: Seen,
    links: Vec<Link>,
    limit: usize,
}

/// Whether a pair is one of those drawn, which are one in `rate`.
const fn is_drawn(pair: u64, rate: u64) -> bool {
    let mixed = (pair ^ (pair >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    (mixed ^ (mixed >> 32)).is_multiple_of(rate)
}

/// Links in order, each once.
fn once(links: &mut Vec<Link>) {
    links.par_sort_unstable_by_key(|link| (link.left, link.right));
    links.dedup_by_key(|link| (link.left, link.right));
}

fn check(judgements: &[Judgement], rows: u32) -> Result<(), LinkFault> {
    let named = judgements.iter().flat_map(|judgement| [judgement.left, judgement.right]);
    match named.into_iter().find(|&row| row >= rows) {
        Some(row) => Err(LinkFault::UnknownRow { row, rows: rows as usize }),
        None => Ok(()),
    }
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
pub(crate) fn constraints(table: &Table, order: &[u32], judgements: &[Judgement], edges: &[Edge]) -> Constraints {
    let places = inverse(order);
    let place = |row: u32| places.get(row as usize).copied().unwrap_or(0);
    let sources: Vec<u32> =
        order.iter().map(|&row| table.source_codes().get(row as usize).copied().unwrap_or(0)).collect();
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
