//! A log message is a fixed sentence; what varies goes into fields, which an allow-list filters (docs/logging.md).

use super::finding::Finding;
use super::lexer::{Kind, Piece, pieces};
use super::source_files::SourceFile;

const MACROS: [&str; 6] = ["trace!(", "debug!(", "info!(", "warn!(", "error!(", "event!("];

/// Log calls whose message takes values in.
pub(super) fn check(files: &[SourceFile]) -> Vec<Finding> {
    files.iter().filter(|file| file.is_rust()).flat_map(check_file).collect()
}

fn check_file(file: &SourceFile) -> Vec<Finding> {
    let pieces = pieces(&file.text);
    let mut findings = Vec::new();
    for (index, piece) in pieces.iter().enumerate().filter(|(_, piece)| piece.kind == Kind::Code) {
        for name in MACROS {
            for (offset, _) in piece.text.match_indices(name) {
                let before = piece.text.get(..offset).unwrap_or_default();
                if before.ends_with(|letter: char| letter.is_alphanumeric() || letter == '_') {
                    continue;
                }
                let arguments = piece.text.get(offset + name.len()..).unwrap_or_default();
                if takes_values_in(arguments, pieces.get(index + 1..).unwrap_or_default()) {
                    let line = piece.line + before.matches('\n').count();
                    let message = "a log message takes a value in: put it into a field of the allow-list";
                    findings.push(Finding::at("log-message", &file.path, line, message));
                }
            }
        }
    }
    findings
}

/// Whether a string with `{` stands between the opening bracket and its closing one.
fn takes_values_in(arguments: &str, following: &[Piece<'_>]) -> bool {
    let mut depth = 1_i32;
    let first = Piece { kind: Kind::Code, text: arguments, line: 0 };
    for piece in std::iter::once(&first).chain(following) {
        match piece.kind {
            Kind::Comment => {}
            Kind::Text if piece.text.replace("{{", "").contains('{') => return true,
            Kind::Text => {}
            Kind::Code => {
                for letter in piece.text.chars() {
                    depth += i32::from(letter == '(') - i32::from(letter == ')');
                    if depth == 0 {
                        return false;
                    }
                }
            }
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_in_the_message_is_found_and_a_field_is_not() {
        let files = [
            SourceFile::example("a.rs", "fn a(name: &str) {\n    tracing::info!(\"opened {name}\");\n}"),
            SourceFile::example(
                "b.rs",
                "info!(load = %load.id(), rows, \"load published\"); let x = format!(\"{rows}\");",
            ),
        ];
        let found: Vec<_> = check(&files).into_iter().map(|finding| (finding.place, finding.line)).collect();
        assert_eq!(found, [("a.rs".to_owned(), Some(2))]);
    }
}
