//! The ledger's table: what is altered is found, what is erased is gone and the chain holds.

mod altered;
mod bits;
mod clock;
mod erased;
mod raw;

use dolen_ledger::{Draft, Finding, Head, Verb, Verifier};
use dolen_model::Timestamp;
use dolen_store::{Store, StoreFault, ledger};

use crate::home::{Home, Kind};

const ENTRIES: i64 = 6;

/// What verifying found.
#[derive(Debug)]
enum Found {
    Chain(Finding),
    Unreadable(String),
}

impl From<StoreFault> for Found {
    fn from(fault: StoreFault) -> Self {
        match fault {
            StoreFault::Content { detail, .. } => Self::Unreadable(detail),
            fault => panic!("told as a fault of the database: {fault}"),
        }
    }
}

/// A ledger of some entries, with every column filled somewhere.
async fn filled(kind: Kind) -> (Home, Store) {
    let home = Home::new(kind).await;
    let store = home.open().await;
    fill(&store, 1..=ENTRIES).await;
    (home, store)
}

async fn fill(store: &Store, numbers: std::ops::RangeInclusive<i64>) {
    for number in numbers {
        let mut work = store.begin().await.unwrap();
        work.enter(draft(number), salt(number), Timestamp(1_000_000 * number)).await.unwrap();
        work.commit().await.unwrap();
    }
}

fn draft(number: i64) -> Draft {
    Draft {
        verb: if number % 2 == 0 { Verb::Consultation } else { Verb::Collection },
        actor: "local:steward".to_owned(),
        organisation: (number % 2 == 1).then(|| "cwm-derw-council".to_owned()),
        subject: vec![format!("load-{number}")],
        reason: (number % 2 == 0).then(|| "duty\u{1f} call".to_owned()),
        detail: serde_json::json!({ "rows": number, "file": "a\u{1f}.csv" }),
    }
}

fn salt(number: i64) -> [u8; 16] {
    [u8::try_from(number).unwrap(); 16]
}

async fn verify(store: &Store) -> Result<Head, Found> {
    let known = ledger::read_head(store.head_file()).unwrap();
    let mut verifier = Verifier::against(known.into_iter().collect());
    ledger::walk(store, |entry| verifier.push(&entry).map_err(Found::Chain)).await?;
    verifier.finish().map_err(Found::Chain)
}
