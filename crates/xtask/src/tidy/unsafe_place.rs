//! `unsafe` stands in the matcher's kernel and nowhere else.

use super::finding::Finding;
use super::lexer::{Kind, pieces};
use super::source_files::SourceFile;

/// The folder that may hold it.
const PLACE: &str = "crates/link/src/kernel/";

/// Uses of the keyword outside the kernel.
pub(super) fn check(files: &[SourceFile]) -> Vec<Finding> {
    let elsewhere = files.iter().filter(|file| file.is_rust() && !file.path.starts_with(PLACE));
    elsewhere.flat_map(check_file).collect()
}

fn check_file(file: &SourceFile) -> Vec<Finding> {
    let mut findings = Vec::new();
    for piece in pieces(&file.text).into_iter().filter(|piece| piece.kind == Kind::Code) {
        for (offset, line) in piece.text.lines().enumerate() {
            let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
            if line.split(|letter| !is_word(letter)).any(|word| word == "unsafe") {
                let message = format!("`unsafe` outside {PLACE}");
                findings.push(Finding::at("unsafe-place", &file.path, piece.line + offset, message));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_keyword_is_found_outside_the_kernel_only() {
        let block = "fn read(at: *const u8) -> u8 {\n    unsafe { *at }\n}\n";
        let files = [
            SourceFile::example("crates/read/src/csv.rs", block),
            SourceFile::example("crates/link/src/kernel/compare.rs", block),
            SourceFile::example("crates/x/src/lib.rs", "#![deny(unsafe_code)] // unsafe\nconst A: &str = \"unsafe\";"),
        ];
        let found = check(&files);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(
            found.first().map(ToString::to_string),
            Some(format!("crates/read/src/csv.rs:2: `unsafe` outside {PLACE} [unsafe-place]"))
        );
    }
}
