//! Every sentence of the report, one table a language. A language that lacks one does not compile.

mod english;
mod welsh;

use dolen_model::Language;

use english::ENGLISH;
use welsh::WELSH;

macro_rules! sentences {
    ($($name:ident),* $(,)?) => {
        /// Sentences; `{}` stands for what is filled in.
        pub(super) struct Sentences {
            $(pub(super) $name: &'static str,)*
        }

        #[cfg(test)]
        impl Sentences {
            /// Every sentence with its name.
            fn all(&self) -> Vec<(&'static str, &'static str)> {
                vec![$((stringify!($name), self.$name)),*]
            }
        }
    };
}

sentences! {
    title, contents, made_of, privacy,
    overview, whole_run, figure, value, records, sources, pairs_compared, links_kept, clusters, clusters_of_several, largest_cluster, records_linked, threshold, review_threshold, prior,
    profile, profile_intro, columns, column, taken_as, filled, distinct, most_frequent,
    blocking, blocking_intro, rules, rule, pairs, largest_block, cut_blocks, skipped_rows,
    weights, weights_intro, levels, weights_chart, mu_chart, mu_legend, comparison, level, bits, household,
    histogram, histogram_intro, histogram_chart, histogram_table, weight_range, line_match, line_review,
    pairs_shown, pairs_intro, strongest, weakest_joined, strongest_below, guarded, kept_apart, pair_of, together, apart, guard, sum, frequency,
    clusters_intro, sizes_chart, rows_in_cluster, number_of_clusters, largest_clusters, weakest_clusters, graph_legend, graph_of, too_large, node, record, attached, yes, no, density, weakest_link, weakest_cut, links_of_cut, bridge, none_of_several,
    unlinkable, unlinkable_intro, unlinkable_count, unlinkable_chart, unlinkable_filled, filled_unlinkable, filled_all, records_below, share,
    quality, quality_truth, quality_labels, quality_chart, quality_clusters, precision, recall, f1, predicted_pairs, true_pairs, correct_pairs, bcubed_precision, bcubed_recall, interval,
    groups, groups_intro, groups_truth, groups_chart, group, rows, linked_share, unlinkable_share, true_partners, predicted_partners, no_value, others,
}

/// The sentences of a language.
pub(super) const fn sentences(language: Language) -> &'static Sentences {
    match language {
        Language::English => &ENGLISH,
        Language::Welsh => &WELSH,
    }
}

/// A sentence with its gaps filled in order.
pub(super) fn fill(sentence: &str, with: &[&str]) -> String {
    let mut parts = sentence.split("{}");
    let mut filled = parts.next().unwrap_or_default().to_owned();
    let mut with = with.iter();
    for part in parts {
        filled.push_str(with.next().copied().unwrap_or_default());
        filled.push_str(part);
    }
    filled
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::explain::Explainer;
    use crate::report::{ReportGroups, ReportRequest, write_report};
    use crate::specification::Specification;
    use crate::table::Table;
    use crate::{Given, RowLabel};

    /// Gaps of a sentence.
    fn gaps(sentence: &str) -> usize {
        sentence.matches("{}").count()
    }

    #[test]
    fn every_sentence_is_in_both_languages_with_the_same_gaps() {
        for ((name, english), (_, welsh)) in ENGLISH.all().into_iter().zip(WELSH.all()) {
            assert!(english != welsh || name == "f1", "{name} is in one language only");
            assert_eq!(gaps(english), gaps(welsh), "{name}");
        }
    }

    /// What stands between the tags of a page.
    fn texts(page: &str) -> Vec<String> {
        let body = &page[page.find("<title>").unwrap_or(0)..];
        let texts = body.split('<').filter_map(|tag| tag.split_once('>')).map(|(_, text)| text.replace("&#39;", "'"));
        let labels = body.split("aria-label=\"").skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned);
        texts.chain(labels).filter(|text| !text.is_empty()).collect()
    }

    /// Pages with everything in them that a page can have: against a truth, and against labels.
    fn pages(language: Language) -> String {
        let specification = Specification::parse(
            "[[column]]\nname = 'x1'\nkind = 'full-name'\n[[column]]\nname = 'x2'\nkind = 'birth-date'\n",
        )
        .unwrap();
        let mut table = Table::new(&["x1", "x2"]);
        for row in 0..300_u32 {
            let person = row / 3;
            let mixed = person.wrapping_mul(2_654_435_761);
            let born = format!("{}-{:02}-{:02}", 1_930 + mixed % 71, 1 + mixed / 97 % 12, 1 + mixed / 1_201 % 28);
            let name = format!("Q{}q Z{}z", mixed >> 28, mixed >> 22);
            let born = if row % 7 == 0 { "" } else { &born };
            table.push("x3", &row.to_string(), [Some(name.as_str()), Some(born)]);
        }
        let linkage = crate::link(&specification, &table, &Given::NOTHING, &|_| {}).unwrap();
        let explainer = Explainer::new(&specification, &table, &linkage, &Given::NOTHING).unwrap();
        let truth: Vec<Option<u32>> = (0..300).map(|row| Some(row / 3)).collect();
        let labels = [RowLabel { left: 0, right: 1, same: true, weight: 1.0 }];
        let values: Vec<String> =
            (0..40).map(|group| if group == 0 { String::new() } else { format!("x{group}") }).collect();
        let of_rows: Vec<u32> = (0..300).map(|row| row % 40).collect();
        let groups = Some(ReportGroups { name: "x4", values: &values, of_rows: &of_rows });
        let quiet = |_: &str| "x5".to_owned();
        let words = Some(crate::report::EvidenceWords { comparison: &quiet, level: &quiet });
        let with_truth = ReportRequest { of: "x6", truth: Some(&truth), labels: None, groups, language, words };
        let with_labels = ReportRequest { truth: None, labels: Some(&labels), ..with_truth };
        let mut page = Vec::new();
        for request in [with_truth, with_labels] {
            write_report(&explainer, &request, &mut page).unwrap();
        }
        String::from_utf8(page).unwrap()
    }

    #[test]
    fn a_page_holds_no_sentence_of_the_other_language() {
        for language in [Language::Welsh, Language::English] {
            let page = pages(language);
            assert!(page.contains(&format!("<html lang=\"{}\">", language.tag())));
            let told = format!("\n{}\n", texts(&page).join("\n"));
            let is_told = |part: &str| {
                told.match_indices(part).any(|(at, _)| {
                    let before = told[..at].chars().next_back();
                    let after = told[at + part.len()..].chars().next();
                    ![before, after].into_iter().flatten().any(char::is_alphanumeric)
                })
            };
            // Two letters are a word of both: `do`.
            let is_word = |part: &str| part.len() > 2 && part.contains(char::is_alphabetic);
            let parts = |sentences: &'static Sentences| {
                sentences
                    .all()
                    .into_iter()
                    .flat_map(|(name, text)| text.split("{}").map(move |part| (name, part.trim())))
            };
            let other: &'static Sentences = if language == Language::Welsh { &ENGLISH } else { &WELSH };
            let found: Vec<_> =
                parts(other).filter(|(name, part)| *name != "f1" && is_word(part) && is_told(part)).collect();
            assert!(found.is_empty(), "{found:?}");
            let own: &'static Sentences = sentences(language);
            let untold = parts(own).filter(|(_, part)| is_word(part) && !is_told(part)).count();
            assert!(untold < 16, "the page of this test shows too little: {untold}");
        }
    }
}
