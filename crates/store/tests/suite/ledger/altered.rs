//! Whatever is done to the ledger's table behind the hub's back is found.

use dolen_ledger::Finding;
use dolen_store::ledger;

use super::{ENTRIES, Found, fill, filled, verify};
use crate::behind::tamper;

#[tokio::test]
async fn an_untouched_ledger_verifies() {
    let (_folder, store) = filled().await;
    assert_eq!(verify(&store).await.unwrap().sequence, ENTRIES);
}

#[tokio::test]
async fn any_altered_cell_is_found_in_any_entry() {
    let changes = [
        "time = time + 1",
        "time = 'never'",
        "verb = 'erasure'",
        "verb = 'glance'",
        "actor = 'local:nobody'",
        "organisation = 'another-council'",
        "organisation = NULL",
        "reason = 'curiosity'",
        "reason = NULL",
        "subject = '[\"load-0\"]'",
        "subject = '[]'",
        "subject = 'nothing'",
        "detail = '{\"rows\":0}'",
        "detail = ''",
        "previous_hash = zeroblob(32)",
        "hash = zeroblob(32)",
        "hash = zeroblob(7)",
        "sequence = sequence + 100",
        "form = 1",
        "form = 1, salt = NULL, content_digest = NULL",
        "form = 3",
        "salt = zeroblob(16)",
        "salt = zeroblob(15)",
        "salt = NULL",
        "content_digest = zeroblob(32)",
        "content_digest = NULL",
        "erased_by = 6",
        "subject = '', reason = NULL, detail = '', salt = NULL",
        "subject = '', reason = NULL, detail = '', salt = NULL, erased_by = 6",
    ];
    for change in changes {
        for number in 1..=ENTRIES {
            // Some columns are empty in some entries, and the first entry follows zeros: there is nothing to alter then.
            let is_nothing = match change {
                "organisation = NULL" => number % 2 == 0,
                "reason = NULL" => number % 2 == 1,
                "previous_hash = zeroblob(32)" => number == 1,
                _ => false,
            };
            if is_nothing {
                continue;
            }
            let (folder, store) = filled().await;
            tamper(&folder, &format!("UPDATE ledger_entry SET {change} WHERE sequence = {number}")).await;
            let found = verify(&store).await;
            assert!(found.is_err(), "`{change}` in entry {number} was not found");
        }
    }
}

#[tokio::test]
async fn any_removed_entry_is_found_the_last_ones_too() {
    for number in 1..=ENTRIES {
        let (folder, store) = filled().await;
        tamper(&folder, &format!("DELETE FROM ledger_entry WHERE sequence = {number}")).await;
        assert!(verify(&store).await.is_err(), "entry {number} is gone and nothing was found");
        let (folder, store) = filled().await;
        tamper(&folder, &format!("DELETE FROM ledger_entry WHERE sequence >= {number}")).await;
        let found = verify(&store).await;
        assert!(matches!(found, Err(Found::Chain(Finding::CutOff { known: ENTRIES, .. }))), "{number}: {found:?}");
    }
}

#[tokio::test]
async fn a_removed_entry_whose_place_is_closed_is_found() {
    let (folder, store) = filled().await;
    let renumber = "DELETE FROM ledger_entry WHERE sequence = 3;
        UPDATE ledger_entry SET sequence = sequence - 1 WHERE sequence > 3";
    tamper(&folder, renumber).await;
    assert!(verify(&store).await.is_err());
}

#[tokio::test]
async fn two_exchanged_entries_are_found() {
    for (one, other) in [(1, 2), (2, 5), (5, 6)] {
        let (folder, store) = filled().await;
        let exchange = format!(
            "UPDATE ledger_entry SET sequence = -1 WHERE sequence = {one};
             UPDATE ledger_entry SET sequence = {one} WHERE sequence = {other};
             UPDATE ledger_entry SET sequence = {other} WHERE sequence = -1"
        );
        tamper(&folder, &exchange).await;
        assert!(verify(&store).await.is_err(), "{one} and {other}");
    }
}

#[tokio::test]
async fn a_head_behind_the_chain_is_no_fault_and_one_before_it_is() {
    let (folder, store) = filled().await;
    let head = std::fs::read_to_string(store.head_file()).unwrap();
    fill(&store, ENTRIES + 1..=ENTRIES + 1).await;
    std::fs::write(store.head_file(), head).unwrap();
    assert_eq!(verify(&store).await.unwrap().sequence, ENTRIES + 1);
    drop(folder);
}

#[tokio::test]
async fn an_end_that_was_cut_off_is_found_however_long_the_chain_has_grown_since() {
    for kept in [0, 1, ENTRIES - 1] {
        let (folder, store) = filled().await;
        tamper(&folder, &format!("DELETE FROM ledger_entry WHERE sequence > {kept}")).await;
        // Not the ones that were there.
        fill(&store, 100..=100 + ENTRIES).await;
        assert!(matches!(verify(&store).await, Err(Found::Chain(_))), "after entry {kept}");
    }
}

#[tokio::test]
async fn a_head_that_was_removed_is_not_made_anew() {
    let (folder, store) = filled().await;
    std::fs::remove_file(store.head_file()).unwrap();
    fill(&store, ENTRIES + 1..=ENTRIES + 2).await;
    assert!(!store.head_file().exists(), "nothing would tell that entries may be missing");
    drop(folder);
}

#[tokio::test]
async fn a_head_behind_the_chain_catches_up() {
    let (_folder, store) = filled().await;
    let early = std::fs::read_to_string(store.head_file()).unwrap();
    fill(&store, ENTRIES + 1..=ENTRIES + 2).await;
    std::fs::write(store.head_file(), early).unwrap();
    fill(&store, ENTRIES + 3..=ENTRIES + 3).await;
    assert_eq!(ledger::read_head(store.head_file()).unwrap().unwrap().sequence, ENTRIES + 3);
    assert_eq!(verify(&store).await.unwrap().sequence, ENTRIES + 3);
}
