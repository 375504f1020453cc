//! Contracts that say too little, too much, or two things at once.

use dolen_read::{Cadence, Delivery, Feed, FeedFault, RowsPerKey};

use crate::support::{CSV, contract, field};

#[track_caller]
fn fault(text: &str) -> String {
    let fault = Feed::parse(text).expect_err(text);
    let told = fault.to_string();
    assert!(!told.contains('\n'), "more than one line: {told}");
    told
}

fn with(format: &str, columns: &str) -> String {
    contract("person", "full", "key = [\"ID\"]", format, columns)
}

#[test]
fn what_a_contract_says_is_there_to_be_shown() {
    let feed = Feed::parse(&with(CSV, &field("S", "family_name", ""))).unwrap();
    assert_eq!((feed.name.as_str(), feed.agreement.as_str(), feed.format()), ("cwm", "ISP-1", "csv"));
    assert_eq!((feed.organisation.as_str(), feed.organisation_name.cy.as_str()), ("cwm-council", "Cyngor Cwm"));
    assert_eq!((feed.delivery, feed.cadence, feed.rows_per_key), (Delivery::Full, Cadence::Monthly, RowsPerKey::One));
    let attributes = contract(
        "attribute",
        "delta",
        "persons = \"people\"\nkey = [\"ID\"]",
        CSV,
        "[[attribute]]\ncode = \"C\"\ncodes = { \"A\" = \"ignore\" }",
    );
    assert_eq!(Feed::parse(&attributes).unwrap().rows_per_key, RowsPerKey::Many);
}

#[test]
fn a_word_that_contracts_do_not_have_is_told_with_its_place() {
    let told = fault(&with(CSV, &field("S", "family_name", "")).replace("agreement =", "agreemnt ="));
    assert!(told.contains("line 4, column 1") && told.contains("agreemnt"), "{told}");
    let told = fault(&with(CSV, &field("S", "famly_name", "")));
    assert!(told.contains("line 13") && told.contains("famly_name"), "{told}");
    let told = fault(&with(CSV, "[[column]]\nname = "));
    assert!(told.contains("line 12"), "{told}");
    let told = fault(&with(CSV, "[[attribute]]\ncode = \"C\"\ncodes = { \"A\" = \"ignore\" }\nrole = \"victm\"\n"));
    assert!(told.contains("victim, perpetrator"), "{told}");
}

#[test]
fn what_contradicts_itself_is_told() {
    let cases = [
        (with(CSV, "").replace("\"cwm\"", "\"Cwm derw\""), "letters a to z"),
        (with(CSV, "").replace("\"ISP-1\"", "\" \""), "no feed without an agreement"),
        (with(CSV, "").replace("\"Cyngor Cwm\"", "\"\""), "empty in a language"),
        (with(CSV, "").replace("key = [\"ID\"]", ""), "needs `key`"),
        (with(CSV, "").replace("key = [\"ID\"]", "key = [\"ID\", \"ID\"]"), "a column twice"),
        (with(CSV, &(field("S", "family_name", "") + &field("s ", "alias", ""))), "listed twice"),
        (with(CSV, &field("", "family_name", "")), "no name"),
        (with(CSV, &field("S", "sex", "")), "needs `codes`"),
        (with(CSV, &field("S", "sex", "codes = { \"F\" = \"woman\" }")), "does not have"),
        (with(CSV, &field("S", "nhs_number_status", "codes = { \"01\" = \"yes\" }")), "does not have"),
        (with(CSV, &field("S", "family_name", "type = \"date\"")), "leave `type` out"),
        (with(CSV, &field("S", "birth_date", "type = \"text\"")), "leave `type` out"),
        (with(CSV, &field("S", "nhs_number", "codes = { \"1\" = \"2\" }")), "is not `code`"),
        (with(CSV, &field("S", "birth_date", "")), "needs `date_format`"),
        (with(CSV, &field("S", "birth_date", "date_format = \"dd/mm/yy\"")), "not one of DD/MM/YYYY"),
        (with(CSV, &field("S", "family_name", "date_format = \"DD/MM/YYYY\"")), "is no date"),
        (with(CSV, "[[column]]\nname = \"S\"\nitem = \"s\"\n"), "for premises and areas"),
        (with(CSV, "[[column]]\nname = \"S\"\nitem = \"s\"\nfield = \"alias\"\n"), "both `field` and `item`"),
        (with("kind = \"csv\"\ndelimiter = \"ab\"", ""), "one ASCII character"),
        (with("kind = \"csv\"\ndelimiter = \"\\n\"", ""), "cannot be"),
        (with("kind = \"csv\"\ntotals_row = { column = \"X\", text = \"T\" }", ""), "not listed"),
        (with("kind = \"csv\"\ntotals_row = { column = \"ID\", text = \" \" }", ""), "needs the `text`"),
        (with("kind = \"xml\"\nrecord = \"/A//B\"", ""), "from the root"),
        (with("kind = \"spreadsheet\"\nsheets = [\"A\", \"A\"]", ""), "a sheet twice"),
        (with("kind = \"savvi\"", ""), "`PersonReference`"),
        (contract("attribute", "full", "persons = \"people\"\nkey = [\"ID\"]", CSV, ""), "needs an `[[attribute]]`"),
        (contract("attribute", "full", "key = [\"ID\"]", CSV, ""), "needs `persons`"),
        (contract("person", "full", "persons = \"people\"\nkey = [\"ID\"]", CSV, ""), "`persons` is for"),
        (contract("area", "full", "", CSV, &field("S", "alias", "")), "the subject is not a person"),
        (contract("area", "full", "", CSV, ""), "needs a column with an `item`"),
        (
            contract(
                "premises",
                "full",
                "",
                CSV,
                "[[column]]\nname = \"S\"\nitem = \"s\"\n[[attribute]]\ncode = \"C\"\ncodes = { \"A\" = \"ignore\" }",
            ),
            "the subject is not a person",
        ),
        (
            contract(
                "area",
                "full",
                "",
                CSV,
                "[[column]]\nname = \"S\"\nitem = \"s\"\n[[column]]\nname = \"T\"\nitem = \"s\"\n",
            ),
            "two columns have the item",
        ),
        (with(CSV, "[[attribute]]\ncode = \"C\"\n"), "needs `codes`"),
        (with(CSV, "[[attribute]]\ncode = \"C\"\ncodes = { \"A\" = \"indicator:Z99\" }"), "known code"),
        (with(CSV, "[[attribute]]\ncode = \"C\"\ncodes = { \"A\" = \"ignore\" }\nterm = \"ignore\""), "has `term`"),
        (
            with(CSV, "[[attribute]]\ncode = \"C\"\ncodes = { \"A\" = \"ignore\" }\nseparator = \"\""),
            "empty `separator`",
        ),
        (with(CSV, "[[attribute]]\ncode = \"C\"\ncodes = { \"A\" = \"ignore\" }\nrepeat = \"S\""), "for XML"),
        (with(CSV, "[[attribute]]\ncode = \"C\"\ncodes = { \"A\" = \"ignore\" }\nstart = \"D\""), "needs date_format"),
        (with(CSV, "[[attribute]]\nwhen = { column = \"C\", equals = [] }\nterm = \"event:fall\""), "`equals`"),
        (with(CSV, "[[attribute]]\nwhen = { column = \"C\", equals = [\"Y\"] }"), "needs `term`"),
        (with(CSV, "[[attribute]]\nterm = \"event:fall\""), "either `code`"),
    ];
    for (text, expected) in cases {
        let told = fault(&text);
        assert!(told.contains(expected), "expected `{expected}`, told `{told}`");
        assert!(matches!(Feed::parse(&text), Err(FeedFault::Inconsistent(_))), "{told}");
    }
}
