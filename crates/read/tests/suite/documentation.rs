//! The guide to feeds says what the code does.

use dolen_model::{PersonField, Severity};
use dolen_read::{Feed, RULES};

use crate::support::{CSV, contract, field};

fn guide() -> String {
    std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/feeds.md")).unwrap()
}

fn told(severity: Severity, holds: bool, language: usize) -> &'static str {
    match (severity, holds) {
        (Severity::FileReject, _) => ["refuses the file", "yn gwrthod y ffeil"][language],
        (_, true) => ["holds the file", "yn dal y ffeil"][language],
        (Severity::RowReject, _) => ["sends the row back", "yn dychwelyd y rhes"][language],
        (Severity::Warning, _) => ["warns", "yn rhybuddio"][language],
        (Severity::Note, _) => ["notes", "yn nodi"][language],
    }
}

#[test]
fn the_tables_of_rules_are_the_catalogue() {
    let mut expected = [Vec::new(), Vec::new()];
    for rule in RULES {
        for (language, (text, mend)) in
            [(rule.text.en, rule.mend.en), (rule.text.cy, rule.mend.cy)].into_iter().enumerate()
        {
            expected[language].push(format!(
                "| `{}` | {} | {text} | {mend} |",
                rule.id,
                told(rule.severity, rule.holds, language)
            ));
        }
    }
    let guide = guide();
    let written: Vec<&str> =
        guide.lines().filter(|line| line.starts_with("| `") && line.matches(" | ").count() == 3).collect();
    let expected = expected.concat();
    assert!(written == expected, "the tables of rules in docs/feeds.md should be:\n{}", expected.join("\n"));
}

/// Names between back-ticks in the parser's list of what it knows.
fn known(fault: &str) -> Vec<String> {
    let (_, list) = fault.split_once("expected").unwrap_or_else(|| panic!("no list in `{fault}`"));
    list.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn every_key_and_word_of_a_contract_is_in_the_guide() {
    let guide = guide();
    let whole = |format: &str, columns: &str| contract("person", "full", "key = [\"ID\"]", format, columns);
    let attribute = "[[attribute]]\ncode = \"C\"\ncodes = { \"A\" = \"ignore\" }\n";
    let cases = [
        whole(CSV, "").replace("agreement", "unheard-of"),
        whole(CSV, "").replace("\"full\"", "\"unheard-of\""),
        whole(CSV, "").replace("\"monthly\"", "\"unheard-of\""),
        whole(CSV, "").replace("\"person\"", "\"unheard-of\""),
        whole(CSV, "").replace("key =", "rows_per_key = \"unheard-of\"\nkey ="),
        whole("kind = \"unheard-of\"", ""),
        whole("kind = \"csv\"\nunheard-of = 1", ""),
        whole("kind = \"csv\"\nencoding = \"unheard-of\"", ""),
        whole("kind = \"csv\"\ntotals_row = { unheard-of = 1 }", ""),
        whole("kind = \"xml\"\nunheard-of = 1", ""),
        whole("kind = \"spreadsheet\"\nunheard-of = 1", ""),
        whole(CSV, &field("S", "family_name", "unheard-of = 1")),
        whole(CSV, &field("S", "family_name", "type = \"unheard-of\"")),
        whole(CSV, &format!("{attribute}unheard-of = 1")),
    ];
    let mut words = 0;
    for text in cases {
        let fault = Feed::parse(&text).expect_err(&text).to_string();
        for word in known(&fault) {
            assert!(guide.contains(&format!("`{word}`")), "`{word}` is not in docs/feeds.md; from: {fault}");
            words += 1;
        }
    }
    assert!(words > 60, "{words} words were looked for");
    for field in PersonField::ALL {
        assert!(guide.contains(&format!("`{}`", field.as_str())), "`{}` is not in docs/feeds.md", field.as_str());
    }
}

#[test]
fn the_contracts_of_the_guide_are_contracts() {
    let guide = guide();
    let blocks: Vec<&str> = guide.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    let whole: Vec<&&str> = blocks.iter().filter(|block| block.contains("agreement =")).collect();
    assert!(!whole.is_empty());
    for block in whole {
        Feed::parse(block).unwrap_or_else(|fault| panic!("{fault}\n{block}"));
    }
}
