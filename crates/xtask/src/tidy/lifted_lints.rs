//! A lint is lifted by `expect` with a reason, never by `allow`.

use super::finding::Finding;
use super::lexer::{Kind, pieces};
use super::source_files::SourceFile;

/// Attributes that allow a lint, or that expect one without saying why.
pub(super) fn check(files: &[SourceFile]) -> Vec<Finding> {
    files.iter().filter(|file| file.is_rust()).flat_map(check_file).collect()
}

fn check_file(file: &SourceFile) -> Vec<Finding> {
    const RULE: &str = "lifted-lint";
    let mut findings = Vec::new();
    for piece in pieces(&file.text).into_iter().filter(|piece| piece.kind == Kind::Code) {
        for opening in ["#[allow(", "#![allow("] {
            for (offset, _) in piece.text.match_indices(opening) {
                let line = piece.line + piece.text.get(..offset).unwrap_or_default().matches('\n').count();
                let message = "a lint is allowed: use `expect` with its reason";
                findings.push(Finding::at(RULE, &file.path, line, message));
            }
        }
        for opening in ["#[expect(", "#![expect("] {
            for (offset, _) in piece.text.match_indices(opening) {
                let rest = piece.text.get(offset..).unwrap_or_default();
                // A reason is a string, so the piece of code ends where it begins; one that closes first has none.
                let attribute = rest.split_once(']').map_or(rest, |(attribute, _)| attribute);
                if !attribute.contains("reason") {
                    let line = piece.line + piece.text.get(..offset).unwrap_or_default().matches('\n').count();
                    findings.push(Finding::at(RULE, &file.path, line, "a lint is lifted without its reason"));
                }
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_expectation_with_its_reason_passes() {
        let files = [
            SourceFile::example("a.rs", "#[allow(dead_code)]\nfn a() {}"),
            SourceFile::example("b.rs", "\n#[expect(dead_code)]\nfn b() {}"),
            SourceFile::example("c.rs", "#[expect(dead_code, reason = \"shown\")]\nfn c() {} // #[allow(x)]"),
        ];
        let found: Vec<_> = check(&files).into_iter().map(|finding| (finding.place, finding.line)).collect();
        assert_eq!(found, [("a.rs".to_owned(), Some(1)), ("b.rs".to_owned(), Some(2))]);
    }
}
