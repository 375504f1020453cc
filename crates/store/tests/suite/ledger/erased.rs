//! Content that is erased is gone, and the chain holds; content that is blanked otherwise is found.

use std::collections::BTreeSet;

use dolen_ledger::{Draft, Finding, Verb};
use dolen_model::Timestamp;
use dolen_store::{MIGRATIONS, Store, StoreFault, ledger};
use tempfile::TempDir;

use super::{ENTRIES, Found, draft, fill, filled, salt, verify};
use crate::behind::tamper;
use crate::upgrade;

const LATER: Timestamp = Timestamp(9_000_000);

/// Enters an erasure of entries; answers its sequence.
pub(super) async fn named(store: &Store, sequences: &[i64]) -> i64 {
    let mut work = store.begin().await.unwrap();
    let mut detail = serde_json::json!({ "action": "content erased" });
    ledger::naming(&mut work, sequences).await.unwrap().write(&mut detail);
    let draft = Draft { verb: Verb::Erasure, detail, ..draft(0) };
    let entry = work.enter(draft, salt(99), LATER).await.unwrap();
    work.commit().await.unwrap();
    entry.sequence
}

async fn erase(store: &Store, sequences: &[i64], by: i64) -> Result<u64, StoreFault> {
    let mut work = store.begin().await.unwrap();
    let count = ledger::erase_content(&mut work, sequences, by).await?;
    work.commit().await.unwrap();
    Ok(count)
}

/// A ledger of five entries of form 1 and two of form 2, of which 2, 3 and 6 are erased by entry 8; 9 comes after.
pub(super) async fn of_both_forms() -> (TempDir, Store) {
    let folder = upgrade::at(MIGRATIONS.iter().position(|step| step.name == "ledger_content").unwrap()).await;
    let store = Store::open(folder.path()).await.unwrap();
    fill(&store, 6..=7).await;
    let by = named(&store, &[2, 3, 6]).await;
    assert_eq!(erase(&store, &[2, 3, 6], by).await.unwrap(), 3);
    fill(&store, 9..=9).await;
    (folder, store)
}

#[tokio::test]
async fn any_set_of_entries_may_be_erased_and_the_chain_holds() {
    // Every subset of six.
    for set in 0..1_u32 << ENTRIES {
        let sequences: Vec<i64> = (1..=ENTRIES).filter(|entry| set >> (entry - 1) & 1 == 1).collect();
        let (_folder, store) = filled().await;
        let by = named(&store, &sequences).await;
        assert_eq!(erase(&store, &sequences, by).await.unwrap(), sequences.len() as u64);
        assert_eq!(verify(&store).await.unwrap().sequence, ENTRIES + 1, "{sequences:?}");
        let mut blank = BTreeSet::new();
        ledger::walk::<StoreFault>(&store, |entry| {
            if let Some(noted) = entry.content.erased_by() {
                assert_eq!(noted, by);
                blank.insert(entry.sequence);
            }
            Ok(())
        })
        .await
        .unwrap();
        assert!(blank.into_iter().eq(sequences));
    }
}

#[tokio::test]
async fn a_chain_of_both_forms_holds_with_some_of_each_erased() {
    let (_folder, store) = of_both_forms().await;
    assert_eq!(verify(&store).await.unwrap().sequence, 9);
}

#[tokio::test]
async fn what_was_erased_is_no_more_told() {
    let (folder, store) = of_both_forms().await;
    let mut told = String::new();
    ledger::walk::<StoreFault>(&store, |entry| {
        told.push_str(&format!("{:?}", entry.told()));
        Ok(())
    })
    .await
    .unwrap();
    assert!(told.contains("load-7") && !told.contains("load-6"), "{told}");
    drop((folder, store));
}

#[tokio::test]
async fn an_erasure_that_stopped_between_its_steps_is_completed_and_may_be_repeated() {
    let (_folder, store) = filled().await;
    let by = named(&store, &[1, 2, 4]).await;
    assert_eq!(verify(&store).await.unwrap().sequence, by, "named and still there");
    assert_eq!(erase(&store, &[2], by).await.unwrap(), 1);
    assert_eq!(verify(&store).await.unwrap().sequence, by, "blank in part");
    assert_eq!(erase(&store, &[1, 2, 4], by).await.unwrap(), 2);
    assert_eq!(erase(&store, &[1, 2, 4], by).await.unwrap(), 0);
    assert_eq!(verify(&store).await.unwrap().sequence, by);
}

#[tokio::test]
async fn of_two_erasures_that_name_an_entry_the_first_is_noted() {
    let (_folder, store) = filled().await;
    let (first, second) = (named(&store, &[3]).await, named(&store, &[3, 4]).await);
    assert_eq!(erase(&store, &[3, 4], second).await.unwrap(), 2);
    let mut noted = Vec::new();
    ledger::walk::<StoreFault>(&store, |entry| {
        noted.extend(entry.content.erased_by());
        Ok(())
    })
    .await
    .unwrap();
    assert_eq!(noted, [first, second]);
    assert_eq!(verify(&store).await.unwrap().sequence, second);
}

#[tokio::test]
async fn nothing_is_blanked_that_the_verifier_would_not_accept() {
    let (_folder, store) = filled().await;
    let by = named(&store, &[3]).await;
    let refused =
        [(vec![3, 4], by, "does not name entry 4"), (vec![3], 2, "tells of no erasure"), (vec![77], by, "no entry 77")];
    for (sequences, by, told) in refused {
        let fault = erase(&store, &sequences, by).await.unwrap_err().to_string();
        assert!(fault.contains(told), "{fault}");
    }
    let mut work = store.begin().await.unwrap();
    let fault = ledger::naming(&mut work, &[by]).await.unwrap_err().to_string();
    assert!(fault.contains("keeps its content"), "{fault}");
    drop(work);
    let mut blank = 0;
    ledger::walk::<StoreFault>(&store, |entry| {
        blank += u64::from(entry.told().is_none());
        Ok(())
    })
    .await
    .unwrap();
    assert_eq!(blank, 0);
}

#[tokio::test]
async fn an_entry_that_was_altered_before_is_not_made_to_verify_by_erasing_it() {
    let (folder, store) = filled().await;
    tamper(&folder, "UPDATE ledger_entry SET actor = 'local:nobody' WHERE sequence = 3").await;
    let by = named(&store, &[3]).await;
    let fault = erase(&store, &[3], by).await.unwrap_err().to_string();
    assert!(fault.contains("entry 3 was altered"), "{fault}");
    assert!(matches!(verify(&store).await, Err(Found::Chain(Finding::Altered(3)))));
}

#[tokio::test]
async fn blanking_without_an_erasure_is_found_in_either_form() {
    for entry in [1, 4, 5, 7, 8, 9] {
        for by in ["NULL", "8", "9", "4", "100"] {
            let (folder, store) = of_both_forms().await;
            let blank = "subject = '', reason = NULL, detail = '', salt = NULL";
            tamper(&folder, &format!("UPDATE ledger_entry SET {blank}, erased_by = {by} WHERE sequence = {entry}"))
                .await;
            match verify(&store).await {
                Err(Found::Chain(Finding::Altered(found))) => assert_eq!(found, entry, "by {by}"),
                // What was erased by an erasure that is blank itself is named with it, and stands before.
                Err(Found::Unreadable(told)) => assert!(told.contains(&format!("entry {entry}")), "{told}"),
                other => panic!("entry {entry} blanked by {by}: {other:?}"),
            }
        }
    }
}
