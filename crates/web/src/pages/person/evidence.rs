//! Why the records are held to be one person: pair by pair, field by field, in words and in bits.

use std::collections::BTreeMap;

use dolen_hub::view::{FieldEvidence, JudgedPair, PairEvidence, SingleView};

use super::provenance::Organisations;
use crate::display::{bits, comparison, level, probability, strength};
use crate::words::Words;

/// Frequency parts smaller than this are not worth a sentence.
const FREQUENCY_WORTH_TELLING: f64 = 0.5;

/// All of it.
pub(super) struct Evidence {
    pub(super) summary: String,
    pub(super) pairs: Vec<Pair>,
    pub(super) judged: Vec<String>,
    pub(super) near: Vec<Pair>,
}

/// Two records.
pub(super) struct Pair {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) sum: String,
    pub(super) judgement: Option<String>,
    pub(super) rows: Vec<Row>,
}

/// One comparison.
pub(super) struct Row {
    pub(super) compared: String,
    pub(super) level: String,
    pub(super) strength: String,
    pub(super) frequency: Option<String>,
    pub(super) bits: String,
}

pub(super) fn show(w: Words, view: &SingleView, organisations: &Organisations) -> Evidence {
    let names: BTreeMap<&str, String> = view
        .sources
        .iter()
        .map(|source| {
            let organisation = organisations.name(&source.provenance.organisation);
            (source.provenance.record.as_str(), w.source_title(organisation, source.reference.expose().as_str()))
        })
        .collect();
    let summary = match (view.sources.len(), view.evidence.weakest_link) {
        (0 | 1, _) => w.evidence_single(),
        (records, Some(weight)) => w.evidence_sure(bits(weight), records, strength(w, weight)),
        (records, None) => w.evidence_many(records),
    };
    let pairs = |prefix: &str, of: &[PairEvidence]| {
        of.iter().enumerate().map(|(index, pair)| show_pair(w, &format!("{prefix}-{index}"), pair, &names)).collect()
    };
    let judged = |pair: &JudgedPair| w.judged_unscored(name(w, &names, &pair.left), name(w, &names, &pair.right));
    Evidence {
        summary,
        pairs: pairs("pair", &view.evidence.pairs),
        judged: view.evidence.judged.iter().map(judged).collect(),
        near: pairs("near", &view.evidence.near_misses),
    }
}

/// A record outside this person is not named: to see it is another consultation.
fn name(w: Words, names: &BTreeMap<&str, String>, record: &str) -> String {
    names.get(record).cloned().unwrap_or_else(|| w.evidence_other_record())
}

fn show_pair(w: Words, id: &str, pair: &PairEvidence, names: &BTreeMap<&str, String>) -> Pair {
    let mut rows: Vec<Row> = pair.fields.iter().map(|field| show_field(w, field)).collect();
    let told: f64 = pair.fields.iter().map(|field| field.weight + field.frequency_weight).sum();
    rows.push(Row {
        compared: w.evidence_start(),
        level: w.evidence_start_level(),
        strength: strength(w, pair.weight - told),
        frequency: None,
        bits: bits(pair.weight - told),
    });
    Pair {
        id: id.to_owned(),
        title: w.pair_title(name(w, names, &pair.left), name(w, names, &pair.right)),
        sum: w.pair_sum(bits(pair.weight), probability(pair.probability), strength(w, pair.weight)),
        judgement: pair.judgement.as_deref().map(|judgement| match judgement {
            "same" => w.judged_same(),
            _ => w.judged_different(),
        }),
        rows,
    }
}

fn show_field(w: Words, field: &FieldEvidence) -> Row {
    let frequency = match field.frequency_weight {
        weight if weight >= FREQUENCY_WORTH_TELLING => Some(w.frequency_rare(bits(weight))),
        weight if weight <= -FREQUENCY_WORTH_TELLING => Some(w.frequency_common(bits(weight))),
        _ => None,
    };
    let weight = field.weight + field.frequency_weight;
    Row {
        compared: comparison(w, &field.comparison),
        level: level(w, &field.level),
        strength: strength(w, weight),
        frequency,
        bits: bits(weight),
    }
}
