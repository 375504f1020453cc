//! No file is longer than a person reads in one go.

use super::finding::Finding;
use super::source_files::SourceFile;

/// Lines a file may have, tests included.
const MOST_LINES: usize = 600;
/// Kinds of file that hold data, not text to be read.
const DATA: [&str; 12] =
    ["tsv", "ftl", "lock", "csv", "toml", "json", "geojson", "snap", "xml", "svg", "txt", "sha256"];

/// Files over the limit.
pub(super) fn check(files: &[SourceFile]) -> Vec<Finding> {
    let read_by_people = files
        .iter()
        .filter(|file| !DATA.iter().any(|extension| file.has_extension(extension)) && file.path != "LICENSE");
    read_by_people
        .filter_map(|file| {
            let lines = file.text.lines().count();
            let message = || format!("{lines} lines, at most {MOST_LINES}: split it by concept");
            (lines > MOST_LINES).then(|| Finding::of("file-size", &file.path, message()))
        })
        .collect()
}

/// Number, median, 90th percentile and longest of the Rust files.
pub(super) fn summary(files: &[SourceFile]) -> String {
    let mut lengths: Vec<usize> =
        files.iter().filter(|file| file.is_rust()).map(|file| file.text.lines().count()).collect();
    lengths.sort_unstable();
    let at = |share: f64| {
        let last = lengths.len().saturating_sub(1);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a count of files")]
        let rank = (last as f64 * share).round() as usize;
        lengths.get(rank).copied().unwrap_or(0)
    };
    format!("{} Rust files, lines: median {}, p90 {}, longest {}", lengths.len(), at(0.5), at(0.9), at(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_file_is_found_and_long_data_is_not() {
        let long = "line\n".repeat(MOST_LINES + 1);
        let files = [
            SourceFile::example("crates/x/tests/suite/long.rs", &long),
            SourceFile::example("crates/x/data/names.tsv", &long),
            SourceFile::example("crates/x/src/short.rs", "line\n"),
        ];
        let found: Vec<_> = check(&files).into_iter().map(|finding| finding.place).collect();
        assert_eq!(found, ["crates/x/tests/suite/long.rs"]);
        assert_eq!(summary(&files), "2 Rust files, lines: median 601, p90 601, longest 601");
    }
}
