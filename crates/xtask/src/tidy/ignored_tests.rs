//! A test that does not run says why and who runs it.

use super::finding::Finding;
use super::lexer::{Kind, pieces};
use super::source_files::SourceFile;

/// Tests ignored without a word.
pub(super) fn check(files: &[SourceFile]) -> Vec<Finding> {
    let bare = concat!("#[", "ignore]");
    let mut findings = Vec::new();
    for file in files.iter().filter(|file| file.is_rust()) {
        for piece in pieces(&file.text).into_iter().filter(|piece| piece.kind == Kind::Code) {
            for (offset, _) in piece.text.match_indices(bare) {
                let line = piece.line + piece.text.get(..offset).unwrap_or_default().matches('\n').count();
                let message = "a test is ignored without its reason and who runs it";
                findings.push(Finding::at("ignored-test", &file.path, line, message));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bare_attribute_is_found() {
        let bare = concat!("#[test]\n#[", "ignore]\nfn slow() {}\n");
        let with_reason =
            concat!("#[test]\n#[", "ignore = \"ten minutes: run by `cargo xtask faults`\"]\nfn slow() {}\n");
        let files = [SourceFile::example("a.rs", bare), SourceFile::example("b.rs", with_reason)];
        let found: Vec<_> = check(&files).into_iter().map(|finding| (finding.place, finding.line)).collect();
        assert_eq!(found, [("a.rs".to_owned(), Some(2))]);
    }
}
