//! What the columns hold, without any value of theirs.

use rayon::prelude::*;

use super::charts::{Bar, bars};
use super::html::{beside, count, number, paragraph, percent, share, table};
use super::page::{Section, Source};
use crate::interner::hash_of;
use crate::texts::Texts;

/// Counts of one column.
pub(super) struct Profile {
    pub(super) filled: u64,
    pub(super) distinct: u64,
    /// Rows that hold the most frequent value.
    pub(super) most_frequent: u64,
}

impl Profile {
    /// Texts count as the same where their hashes are, which in a million texts happens by chance once in 37 million times.
    pub(super) fn of(column: &Texts) -> Self {
        let mut hashes: Vec<u64> = column.iter().filter(|text| !text.is_empty()).map(hash_of).collect();
        hashes.par_sort_unstable();
        let mut profile = Self { filled: hashes.len() as u64, distinct: 0, most_frequent: 0 };
        for same in hashes.chunk_by(|left, right| left == right) {
            profile.distinct += 1;
            profile.most_frequent = profile.most_frequent.max(same.len() as u64);
        }
        profile
    }
}

/// Every column that is read.
pub(super) fn profile(source: &Source<'_>) -> Section {
    let (words, table_of) = (source.words, source.explainer.table);
    let (mut rows, mut filled) = (Vec::new(), Vec::new());
    let all = table_of.len() as u64;
    for column in &source.explainer.specification.columns {
        let Some(texts) = table_of.column(&column.name) else { continue };
        let profile = Profile::of(texts);
        let of_all = share(profile.filled, all);
        rows.push(vec![
            column.name.clone(),
            column.kind.as_str().to_owned(),
            percent(of_all),
            count(profile.distinct),
            percent(share(profile.most_frequent, profile.filled)),
        ]);
        filled.push(Bar { label: column.name.clone(), value: of_all.unwrap_or(0.0), figure: percent(of_all) });
    }
    let chart = bars(&filled, Some(number(1)), words.filled);
    let head = [words.column, words.taken_as, words.filled, words.distinct, words.most_frequent];
    let body = paragraph(words.profile_intro) + &beside(&chart, &table(words.columns, &head, &rows));
    Section { anchor: "profile", heading: words.profile.to_owned(), body }
}
