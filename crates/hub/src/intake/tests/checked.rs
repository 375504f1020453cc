//! A check on the agency's own machine tells what a load would.

use std::io::Cursor;

use dolen_model::PartialDate;

use super::support::{HEADER, NOW, PERSONS, Place, rows};
use crate::HubFault;
use crate::intake::{self, CheckRequest};
use crate::view::{LoadReport, LoadState};

fn check(contract: &str, text: &str) -> Result<LoadReport, HubFault> {
    let request = CheckRequest {
        contract_file: "contract.toml",
        contract,
        file: "extract.csv",
        source: &mut Cursor::new(text.as_bytes()),
        today: PartialDate::from_epoch_days(NOW.days()).unwrap(),
        now: NOW,
        postcodes: None,
    };
    intake::check(request, &|_| ())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_check_gives_the_report_of_a_first_load() {
    let many = PERSONS.replace("key = [", "rows_per_key = \"many\"\nkey = [");
    let mut repeated = rows(1..60);
    repeated.push_str("C1,Vexbridge,Otherwise,01/02/1980,NP20,North,LA\nC99,,,,,,\n,,,,,,CP\n");
    let american = HEADER.to_owned() + "C1,Vexbridge,Oswin,03/25/1990,,,\nC2,Vexbridge,Oswin,03/26/1990,,,\n";
    for (contract, text, state) in [
        (PERSONS, rows(1..60), LoadState::Published),
        (&many, repeated, LoadState::Published),
        (PERSONS, american, LoadState::Held),
        (PERSONS, "WRONG\n1\n".to_owned(), LoadState::Rejected),
        (PERSONS, String::new(), LoadState::Rejected),
    ] {
        let place = Place::new(&[contract]).await;
        let loaded = place.load("cwm-derw-social-care", &text).await;
        let mut checked = check(contract, &text).unwrap();
        assert_eq!(checked.summary.state, state, "{:?}", checked.reasons);
        assert_eq!((checked.summary.load.as_str(), checked.summary.sequence), ("", 0));
        checked.summary.load.clone_from(&loaded.summary.load);
        checked.summary.sequence = loaded.summary.sequence;
        let json = |report: &LoadReport| serde_json::to_value(report).unwrap();
        assert_eq!(json(&checked), json(&loaded));
    }
}

#[test]
fn a_check_by_a_wrong_contract_is_refused() {
    let fault = check("name = 1\n", "").unwrap_err().to_string();
    assert!(fault.starts_with("contract.toml: the contract cannot be read"), "{fault}");
}
