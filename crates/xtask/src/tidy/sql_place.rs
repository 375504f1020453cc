//! SQL stands in `store` and nowhere else.

use super::finding::Finding;
use super::lexer::{Kind, pieces};
use super::source_files::SourceFile;

/// The crate that may hold SQL.
const PLACE: &str = "crates/store/";
/// First words of a statement with a word that must follow later, both in one case.
const STATEMENTS: [(&str, &str); 12] = [
    ("select ", " from "),
    ("insert into ", " values"),
    ("insert into ", "select "),
    ("insert or ", " into "),
    ("update ", " set "),
    ("delete from ", " where "),
    ("create table ", "("),
    ("create index ", " on "),
    ("create unique index ", " on "),
    ("alter table ", " "),
    ("drop table ", ""),
    ("pragma ", ""),
];

/// String literals that hold a statement, and SQL files, outside the store.
pub(super) fn check(files: &[SourceFile]) -> Vec<Finding> {
    let elsewhere = files.iter().filter(|file| !file.path.starts_with(PLACE));
    elsewhere.flat_map(check_file).collect()
}

fn check_file(file: &SourceFile) -> Vec<Finding> {
    const RULE: &str = "sql-place";
    if file.has_extension("sql") {
        return vec![Finding::of(RULE, &file.path, "SQL belongs to crates/store")];
    }
    if !file.is_rust() {
        return Vec::new();
    }
    let literals = pieces(&file.text).into_iter().filter(|piece| piece.kind == Kind::Text);
    let found = literals.filter(|piece| is_statement(piece.text));
    found.map(|piece| Finding::at(RULE, &file.path, piece.line, "a SQL statement outside crates/store")).collect()
}

/// Whether a text is a statement: keywords in capitals, or all of them small. `Select a file from the list` is neither.
fn is_statement(text: &str) -> bool {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = text.replace("\\n", " ");
    STATEMENTS.iter().any(|(first, later)| {
        [first.to_uppercase(), (*first).to_owned()].iter().zip([later.to_uppercase(), (*later).to_owned()]).any(
            |(first, later)| text.strip_prefix(first.as_str()).is_some_and(|rest| format!(" {rest} ").contains(&later)),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_outside_the_store_is_found() {
        let statement = format!("let rows = query(\"{} golden FROM person WHERE id = $1\");", "SELECT");
        let files = [
            SourceFile::example("crates/hub/src/master/find.rs", &statement),
            SourceFile::example("crates/store/src/person.rs", &statement),
        ];
        let found = check(&files);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found.first().and_then(|finding| finding.line), Some(1));
    }

    #[test]
    fn an_english_sentence_is_no_statement() {
        assert!(!is_statement("Select a file from the list"));
        assert!(!is_statement("update the contract and load again"));
        assert!(is_statement(&format!("{} person\n  set name = $1", "update")));
    }
}
