//! Content that is erased is gone, and the chain holds; content that is blanked otherwise is found.

use std::collections::BTreeSet;

use dolen_ledger::{Draft, Finding, Verb};
use dolen_model::Timestamp;
use dolen_store::{MIGRATIONS, Store, StoreFault, ledger};

use super::{ENTRIES, Found, draft, fill, filled, salt, verify};
use crate::home::{Home, Kind, on_both};
use crate::upgrade;

on_both!(
    any_set_of_entries_may_be_erased_and_the_chain_holds,
    a_chain_of_both_forms_holds_with_some_of_each_erased,
    what_was_erased_is_no_more_told,
    an_erasure_that_stopped_between_its_steps_is_completed_and_may_be_repeated,
    of_two_erasures_that_name_an_entry_the_first_is_noted,
    nothing_is_blanked_that_the_verifier_would_not_accept,
    an_entry_that_was_altered_before_is_not_made_to_verify_by_erasing_it,
    blanking_without_an_erasure_is_found_in_either_form,
);

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
pub(super) async fn of_both_forms(kind: Kind) -> (Home, Store) {
    let home = upgrade::at(kind, MIGRATIONS.iter().position(|step| step.name == "ledger_content").unwrap()).await;
    let store = home.open_at(MIGRATIONS.len()).await;
    fill(&store, 6..=7).await;
    let by = named(&store, &[2, 3, 6]).await;
    assert_eq!(erase(&store, &[2, 3, 6], by).await.unwrap(), 3);
    fill(&store, 9..=9).await;
    (home, store)
}

async fn any_set_of_entries_may_be_erased_and_the_chain_holds(kind: Kind) {
    // Every subset of six; on a server, where each takes a database of its own, some.
    let step = if kind == Kind::File { 1 } else { 9 };
    for set in (0..1_u32 << ENTRIES).step_by(step) {
        let sequences: Vec<i64> = (1..=ENTRIES).filter(|entry| set >> (entry - 1) & 1 == 1).collect();
        let (_home, store) = filled(kind).await;
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

async fn a_chain_of_both_forms_holds_with_some_of_each_erased(kind: Kind) {
    let (_home, store) = of_both_forms(kind).await;
    assert_eq!(verify(&store).await.unwrap().sequence, 9);
}

async fn what_was_erased_is_no_more_told(kind: Kind) {
    let (home, store) = of_both_forms(kind).await;
    let mut told = String::new();
    ledger::walk::<StoreFault>(&store, |entry| {
        told.push_str(&format!("{:?}", entry.told()));
        Ok(())
    })
    .await
    .unwrap();
    assert!(told.contains("load-7") && !told.contains("load-6"), "{told}");
    drop((home, store));
}

async fn an_erasure_that_stopped_between_its_steps_is_completed_and_may_be_repeated(kind: Kind) {
    let (_home, store) = filled(kind).await;
    let by = named(&store, &[1, 2, 4]).await;
    assert_eq!(verify(&store).await.unwrap().sequence, by, "named and still there");
    assert_eq!(erase(&store, &[2], by).await.unwrap(), 1);
    assert_eq!(verify(&store).await.unwrap().sequence, by, "blank in part");
    assert_eq!(erase(&store, &[1, 2, 4], by).await.unwrap(), 2);
    assert_eq!(erase(&store, &[1, 2, 4], by).await.unwrap(), 0);
    assert_eq!(verify(&store).await.unwrap().sequence, by);
}

async fn of_two_erasures_that_name_an_entry_the_first_is_noted(kind: Kind) {
    let (_home, store) = filled(kind).await;
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

async fn nothing_is_blanked_that_the_verifier_would_not_accept(kind: Kind) {
    let (_home, store) = filled(kind).await;
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

async fn an_entry_that_was_altered_before_is_not_made_to_verify_by_erasing_it(kind: Kind) {
    let (home, store) = filled(kind).await;
    home.tamper("UPDATE ledger_entry SET actor = 'local:nobody' WHERE sequence = 3").await;
    let by = named(&store, &[3]).await;
    let fault = erase(&store, &[3], by).await.unwrap_err().to_string();
    assert!(fault.contains("entry 3 was altered"), "{fault}");
    assert!(matches!(verify(&store).await, Err(Found::Chain(Finding::Altered(3)))));
}

async fn blanking_without_an_erasure_is_found_in_either_form(kind: Kind) {
    // All of them take a database each: on a server some must do.
    let (entries, erasures) = match kind {
        Kind::File => (&[1, 4, 5, 7, 8, 9][..], &["NULL", "8", "9", "4", "100"][..]),
        Kind::Server => (&[4, 7][..], &["NULL", "8"][..]),
    };
    for &entry in entries {
        for by in erasures {
            let (home, store) = of_both_forms(kind).await;
            let blank = "subject = '', reason = NULL, detail = '', salt = NULL";
            home.tamper(&format!("UPDATE ledger_entry SET {blank}, erased_by = {by} WHERE sequence = {entry}")).await;
            match verify(&store).await {
                Err(Found::Chain(Finding::Altered(found))) => assert_eq!(found, entry, "by {by}"),
                // What was erased by an erasure that is blank itself is named with it, and stands before.
                Err(Found::Unreadable(told)) => assert!(told.contains(&format!("entry {entry}")), "{told}"),
                other => panic!("entry {entry} blanked by {by}: {other:?}"),
            }
        }
    }
}
