//! How similar two texts are, as DuckDB's functions measure it.

use std::collections::BTreeSet;

use rapidfuzz::distance::{damerau_levenshtein, jaro, jaro_winkler, levenshtein};

use super::DuckDb;
use crate::splink::expression::Metric;
use crate::splink::fault::Cause;
use crate::splink::value::SplinkValue;

/// A metric of two texts that are there.
pub(crate) fn of_values(metric: Metric, values: &[&SplinkValue], duckdb: DuckDb) -> Result<SplinkValue, Cause> {
    let [SplinkValue::Text(left), SplinkValue::Text(right)] = values else {
        let found: Vec<_> = values.iter().map(|value| value.kind()).collect();
        return Err(Cause::new(format!("two texts are compared, not {}", found.join(" and "))));
    };
    of_texts(metric, left, right, duckdb)
}

pub(crate) fn of_texts(metric: Metric, left: &str, right: &str, duckdb: DuckDb) -> Result<SplinkValue, Cause> {
    match duckdb {
        DuckDb::One => of_units(metric, left.bytes(), right.bytes()),
        DuckDb::Two => of_units(metric, left.chars(), right.chars()),
    }
}

fn of_units<I>(metric: Metric, left: I, right: I) -> Result<SplinkValue, Cause>
where
    I: DoubleEndedIterator<Item: rapidfuzz::HashableChar + Copy + Ord> + Clone,
{
    let is_empty = left.clone().next().is_none() && right.clone().next().is_none();
    Ok(match metric {
        Metric::Levenshtein => count(levenshtein::distance(left, right)),
        Metric::DamerauLevenshtein => count(damerau_levenshtein::distance(left, right)),
        // Two texts without a letter have none in common.
        Metric::Jaro | Metric::JaroWinkler if is_empty => SplinkValue::Double(0.0),
        Metric::Jaro => SplinkValue::Double(jaro::similarity(left, right)),
        // Prefix weight 0.1 over four letters, from a Jaro similarity above 0.7 on: Winkler (1990) with his threshold.
        Metric::JaroWinkler => SplinkValue::Double(jaro_winkler::similarity(left, right)),
        Metric::Jaccard => return jaccard(left, right),
        Metric::Hamming => return hamming(left, right),
    })
}

/// Letters that both have, by letters that either has.
#[expect(clippy::cast_precision_loss, reason = "a count of letters")]
fn jaccard<U: Ord>(left: impl Iterator<Item = U>, right: impl Iterator<Item = U>) -> Result<SplinkValue, Cause> {
    let (left, right): (BTreeSet<U>, BTreeSet<U>) = (left.collect(), right.collect());
    if left.is_empty() || right.is_empty() {
        return Err(Cause::new("`jaccard` is not defined for an empty text"));
    }
    let shared = left.intersection(&right).count();
    Ok(SplinkValue::Double(shared as f64 / (left.len() + right.len() - shared) as f64))
}

fn hamming<U: PartialEq>(
    left: impl Iterator<Item = U> + Clone,
    right: impl Iterator<Item = U> + Clone,
) -> Result<SplinkValue, Cause> {
    let length = left.clone().count();
    if length == 0 || length != right.clone().count() {
        return Err(Cause::new("`hamming` is only defined for texts of one length above zero"));
    }
    Ok(count(left.zip(right).filter(|(left, right)| left != right).count()))
}

fn count(number: usize) -> SplinkValue {
    SplinkValue::Integer(i64::try_from(number).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    const METRICS: [Metric; 6] = [
        Metric::Levenshtein,
        Metric::DamerauLevenshtein,
        Metric::Jaro,
        Metric::JaroWinkler,
        Metric::Jaccard,
        Metric::Hamming,
    ];

    /// Lines of two texts and what each metric says of them, `!` for an error.
    fn agree(recorded: &str, duckdb: DuckDb) {
        let mut lines = 0;
        for line in recorded.lines() {
            let fields: Vec<&str> = line.split('\t').collect();
            for (metric, expected) in METRICS.into_iter().zip(&fields[2..]) {
                let told = match of_texts(metric, fields[0], fields[1], duckdb) {
                    Ok(SplinkValue::Integer(count)) => (count as f64 - expected.parse::<f64>().unwrap()).abs(),
                    Ok(SplinkValue::Double(similarity)) => (similarity - expected.parse::<f64>().unwrap()).abs(),
                    Ok(_) => f64::INFINITY,
                    Err(_) => f64::from(u8::from(*expected != "!")),
                };
                assert!(told < 1e-15, "{metric:?} of {:?} and {:?} is not {expected}", fields[0], fields[1]);
            }
            lines += 1;
        }
        assert!(lines > 1_400);
    }

    #[test]
    fn texts_are_as_similar_as_duckdb_2_says() {
        agree(include_str!("../../../tests/data/splink/similarity_duckdb2.tsv"), DuckDb::Two);
    }

    #[test]
    fn texts_are_as_similar_as_duckdb_1_says() {
        agree(include_str!("../../../tests/data/splink/similarity_duckdb1.tsv"), DuckDb::One);
    }
}
