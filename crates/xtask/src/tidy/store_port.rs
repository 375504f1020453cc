//! What differs between one kind of database and another stands in the store's `database` folder and nowhere else: names
//! of drivers, and words of a statement that not every database knows.

use super::finding::Finding;
use super::lexer::{Kind, pieces};
use super::source_files::SourceFile;

/// The crate that knows databases.
const STORE: &str = "crates/store/";
/// Where its statements stand.
const STATEMENTS: &str = "crates/store/src/";
/// The folder that may name drivers and hold statements of one kind of database.
const PORT: &str = "crates/store/src/database/";
/// The tests that know which kind of database it is: they reach behind the store's back, or look at what one kind alone has.
const BEHIND: [&str; 4] = [
    "crates/store/tests/suite/home.rs",
    "crates/store/tests/suite/ledger/raw.rs",
    "crates/store/tests/suite/schema.rs",
    "crates/store/tests/suite/server.rs",
];
/// Words that one kind of database knows and another does not, or not alike.
const WORDS: [&str; 7] = ["rowid", "pragma", "json_each", "like", "glob", "immediate", "sqlite_schema"];
/// Columns that may be empty. SQLite puts an empty value first and PostgreSQL last where a statement does not say.
const NULLABLE: [&str; 7] = ["part", "end_entry", "ended_at", "until_run", "residence", "household", "guard"];

/// Names of drivers outside the port, and words and forms in the statements of the store that are not shared.
pub(super) fn check(files: &[SourceFile]) -> Vec<Finding> {
    let of_store = files.iter().filter(|file| file.is_rust() && file.path.starts_with(STORE));
    let elsewhere = of_store.filter(|file| !file.path.starts_with(PORT) && !BEHIND.contains(&file.path.as_str()));
    elsewhere.flat_map(check_file).collect()
}

fn check_file(file: &SourceFile) -> Vec<Finding> {
    const RULE: &str = "store-port";
    let mut findings = Vec::new();
    for piece in pieces(&file.text) {
        match piece.kind {
            Kind::Code => {
                for (offset, line) in piece.text.lines().enumerate() {
                    let message = driver(line).map(|name| format!("`{name}` outside {PORT}"));
                    findings.extend(message.map(|message| Finding::at(RULE, &file.path, piece.line + offset, message)));
                }
            }
            Kind::Text if file.path.starts_with(STATEMENTS) => {
                let message = unshared(piece.text);
                findings.extend(message.map(|message| Finding::at(RULE, &file.path, piece.line, message)));
            }
            _ => {}
        }
    }
    findings
}

/// The first name of a driver, such as `SqlitePool` or `PgRow`.
fn driver(code: &str) -> Option<&str> {
    let is_type = |rest: &str| rest.is_empty() || rest.starts_with(|letter: char| letter.is_ascii_uppercase());
    code.split(|letter: char| !letter.is_alphanumeric() && letter != '_').find(|word| {
        word.strip_prefix("Sqlite").is_some_and(is_type)
            || word.strip_prefix("Pg").is_some_and(|rest| !rest.is_empty() && is_type(rest))
    })
}

/// What a statement says that not every database understands alike.
fn unshared(text: &str) -> Option<String> {
    let spaced = text.to_lowercase().replace(['(', ')', ','], " ");
    let words: Vec<&str> = spaced.split_whitespace().map(|word| word.rsplit('.').next().unwrap_or(word)).collect();
    if let Some(word) = words.iter().find(|word| WORDS.contains(word)) {
        return Some(format!("`{word}` is not of the shared language: see the README of the store"));
    }
    let is_boolean = |word: &str| word == "linkable" || word.starts_with("is_");
    let compared = words.windows(3).find(|words| match words {
        [column, "=", value] => is_boolean(column) && matches!(*value, "0" | "1"),
        _ => false,
    });
    if let Some([column, ..]) = compared {
        return Some(format!("`{column}` is true or not, it is no number"));
    }
    let column = order(text).find_map(|column| {
        let mut words = column.split_whitespace();
        let name = words.next()?.rsplit('.').next()?;
        let is_said = words.any(|word| matches!(word, "nulls" | "is"));
        (NULLABLE.contains(&name) && !is_said).then(|| name.to_owned())
    })?;
    Some(format!("`{column}` may be empty: say NULLS FIRST"))
}

/// What statements are ordered by, in small letters.
fn order(text: &str) -> impl Iterator<Item = String> {
    let text = text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
    let clauses: Vec<String> = text.split("order by ").skip(1).map(str::to_owned).collect();
    clauses.into_iter().flat_map(|clause| {
        let end = clause.find([')', '(']).into_iter().chain(clause.find(" limit ")).min().unwrap_or(clause.len());
        let columns = clause.get(..end).unwrap_or_default();
        columns.split(',').map(|column| column.trim().to_owned()).collect::<Vec<_>>()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(path: &str, text: &str) -> Vec<Option<usize>> {
        check(&[SourceFile::example(path, text)]).into_iter().map(|finding| finding.line).collect()
    }

    #[test]
    fn a_driver_is_named_in_the_port_alone() {
        let code = "// SqlitePool\nuse sqlx::SqlitePool;\nfn of(row: &PgRow) -> &'static str { \"SqliteRow\" }\n";
        for path in ["crates/store/src/load.rs", "crates/store/tests/suite/ledger.rs"] {
            assert_eq!(places(path, code), [Some(2), Some(3)], "{path}");
        }
        for path in ["crates/store/src/database/row.rs", "crates/link/src/dialect.rs", BEHIND[0]] {
            assert!(places(path, code).is_empty(), "{path}");
        }
        assert!(places("crates/store/src/load.rs", "struct Pages; let pg = PG; fn sqlite() {}").is_empty());
    }

    #[test]
    fn a_word_that_is_not_shared_is_found() {
        let of = |statement: &str| places("crates/store/src/load.rs", &format!("query(\"{statement}\")")).len();
        assert_eq!(of("WHERE rowid IN (1)"), 1);
        assert_eq!(of("WHERE a.name LIKE $1"), 1);
        assert_eq!(of("WHERE number IN (1) AND load = $1"), 0);
    }

    #[test]
    fn a_boolean_is_no_number_and_an_order_says_where_empty_values_stand() {
        for (statement, is_wrong) in [
            ("WHERE linkable = 0", true),
            ("WHERE (r.linkable = 1)", true),
            ("WHERE NOT linkable", false),
            ("FROM r ORDER BY r.load, r.part, r.line LIMIT $1", true),
            ("FROM r ORDER BY r.load,\n r.part", true),
            ("FROM r ORDER BY r.load, r.part NULLS FIRST, r.line LIMIT $1", false),
            ("(SELECT o.line FROM o ORDER BY p.end_entry LIMIT 1)", true),
            ("FROM pair ORDER BY guard IS NOT NULL, weight DESC", false),
        ] {
            assert_eq!(unshared(statement).is_some(), is_wrong, "{statement}");
        }
    }
}
