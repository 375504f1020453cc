//! The hub's account of itself holds when content of its ledger is erased, and is not begun by a clock that is wrong.

use std::path::Path;
use std::sync::Arc;

use dolen_ledger::{Draft, Verb};
use dolen_model::{CountingIds, FixedClock, Timestamp, counted_secrets};
use dolen_store::{StoreFault, ledger};

use super::{export, verify, verify_lines};
use crate::fault::Whose;
use crate::view::Query;
use crate::{Hub, HubFault, consult};

const NOW: Timestamp = Timestamp(1_795_512_600_000_000);
const MINUTE: i64 = 60_000_000;

async fn made(folder: &Path) -> Hub {
    let ids = Arc::new(CountingIds::starting_at(1));
    let (clock, database) = (Arc::new(FixedClock(NOW)), crate::testing::database());
    Hub::create(folder, [7; 32], database, "local:test", clock, ids, counted_secrets(1)).await.unwrap()
}

async fn exported(hub: &Hub) -> String {
    let mut out = Vec::new();
    export(hub, &mut out).await.unwrap();
    String::from_utf8(out).unwrap()
}

fn searched() -> Query {
    Query { nhs_number: Some("9434765919".to_owned().into()), ..Query::default() }
}

#[tokio::test]
async fn a_ledger_whose_content_was_erased_verifies_and_so_does_its_export() {
    let folder = tempfile::tempdir().unwrap();
    let hub = made(folder.path()).await;
    consult::find(&hub, &searched(), Some("asked by her nurse"), "local:ann").await.unwrap();
    assert!(exported(&hub).await.contains("asked by her nurse"));

    let mut work = hub.store.begin().await.unwrap();
    let mut detail = serde_json::json!({ "action": "content erased" });
    ledger::naming(&mut work, &[2]).await.unwrap().write(&mut detail);
    let draft = Draft {
        verb: Verb::Erasure,
        actor: "local:officer".to_owned(),
        organisation: None,
        subject: Vec::new(),
        reason: None,
        detail,
    };
    let by = work.enter(draft, hub.ids.salt(), NOW).await.unwrap();
    ledger::erase_content(&mut work, &[2], by.sequence).await.unwrap();
    work.commit().await.unwrap();

    let verified = verify(&hub).await.unwrap();
    assert_eq!((verified.entries, verified.erased), (3, 1));
    let text = exported(&hub).await;
    assert!(!text.contains("nurse") && text.contains("local:ann"), "who did what and when stays");
    let verified = verify_lines(&mut text.as_bytes()).unwrap();
    assert_eq!((verified.entries, verified.erased), (3, 1));
    // Without the erasure the blank entry is one that was altered.
    let again = text.replace("\"erased_by\":3", "\"erased_by\":1");
    assert!(verify_lines(&mut again.as_bytes()).unwrap_err().to_string().contains("entry 2 was altered"));
}

#[tokio::test]
async fn a_clock_far_behind_the_ledger_refuses_a_look_up_and_nothing_is_shown_or_entered() {
    let folder = tempfile::tempdir().unwrap();
    made(folder.path()).await.close().await;
    let open = async |behind: i64| {
        let clock = Arc::new(FixedClock(Timestamp(NOW.0 - behind)));
        Hub::open(folder.path(), clock, Arc::new(CountingIds::starting_at(9)), counted_secrets(9)).await.unwrap()
    };
    let hub = open(7 * MINUTE).await;
    let refused = consult::find(&hub, &searched(), None, "local:ann").await.unwrap_err();
    assert!(matches!(refused, HubFault::Store(StoreFault::ClockBehind { minutes: 7 })), "{refused}");
    assert_eq!(refused.whose(), Whose::Caller);
    assert_eq!(verify(&hub).await.unwrap().entries, 1, "verifying needs no clock");
    hub.close().await;
    let hub = open(4 * MINUTE).await;
    consult::find(&hub, &searched(), None, "local:ann").await.unwrap();
    assert_eq!(verify(&hub).await.unwrap().entries, 2);
}
