//! Whatever is done to the ledger's table behind the hub's back is found.

use dolen_ledger::Finding;
use dolen_store::ledger;

use super::{ENTRIES, Found, fill, filled, verify};
use crate::home::{Kind, on_both};

on_both!(
    an_untouched_ledger_verifies,
    any_altered_cell_is_found_in_any_entry,
    any_removed_entry_is_found_the_last_ones_too,
    a_removed_entry_whose_place_is_closed_is_found,
    two_exchanged_entries_are_found,
    a_head_behind_the_chain_is_no_fault_and_one_before_it_is,
    an_end_that_was_cut_off_is_found_however_long_the_chain_has_grown_since,
    a_head_that_was_removed_is_not_made_anew,
    a_head_behind_the_chain_catches_up,
);

async fn an_untouched_ledger_verifies(kind: Kind) {
    let (_home, store) = filled(kind).await;
    assert_eq!(verify(&store).await.unwrap().sequence, ENTRIES);
}

async fn any_altered_cell_is_found_in_any_entry(kind: Kind) {
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
        "previous_hash = {32 zeros}",
        "hash = {32 zeros}",
        "hash = {7 zeros}",
        "sequence = sequence + 100",
        "form = 1",
        "form = 1, salt = NULL, content_digest = NULL",
        "form = 3",
        "salt = {16 zeros}",
        "salt = {15 zeros}",
        "salt = NULL",
        "content_digest = {32 zeros}",
        "content_digest = NULL",
        "erased_by = 6",
        "subject = '', reason = NULL, detail = '', salt = NULL",
        "subject = '', reason = NULL, detail = '', salt = NULL, erased_by = 6",
    ];
    let (home, store) = filled(kind).await;
    home.tamper("CREATE TABLE kept AS SELECT * FROM ledger_entry").await;
    let zeros = |length: usize| match kind {
        Kind::File => format!("zeroblob({length})"),
        Kind::Server => format!("decode(repeat('00', {length}), 'hex')"),
    };
    for change in changes {
        for number in 1..=ENTRIES {
            // Some columns are empty in some entries, and the first entry follows zeros: there is nothing to alter then.
            let is_nothing = match change {
                "organisation = NULL" => number % 2 == 0,
                "reason = NULL" => number % 2 == 1,
                "previous_hash = {32 zeros}" => number == 1,
                // The column of a server takes no text for a number.
                "time = 'never'" => kind == Kind::Server,
                _ => false,
            };
            if is_nothing {
                continue;
            }
            let lengths = [32, 16, 15, 7];
            let filled_in = |text: String, length: usize| text.replace(&format!("{{{length} zeros}}"), &zeros(length));
            let change = lengths.into_iter().fold(change.to_owned(), filled_in);
            home.tamper(&format!("UPDATE ledger_entry SET {change} WHERE sequence = {number}")).await;
            let found = verify(&store).await;
            assert!(found.is_err(), "`{change}` in entry {number} was not found");
            home.tamper("DELETE FROM ledger_entry; INSERT INTO ledger_entry SELECT * FROM kept").await;
            assert!(verify(&store).await.is_ok(), "put back after `{change}`");
        }
    }
}

async fn any_removed_entry_is_found_the_last_ones_too(kind: Kind) {
    for number in 1..=ENTRIES {
        let (home, store) = filled(kind).await;
        home.tamper(&format!("DELETE FROM ledger_entry WHERE sequence = {number}")).await;
        assert!(verify(&store).await.is_err(), "entry {number} is gone and nothing was found");
        let (home, store) = filled(kind).await;
        home.tamper(&format!("DELETE FROM ledger_entry WHERE sequence >= {number}")).await;
        let found = verify(&store).await;
        assert!(matches!(found, Err(Found::Chain(Finding::CutOff { known: ENTRIES, .. }))), "{number}: {found:?}");
    }
}

async fn a_removed_entry_whose_place_is_closed_is_found(kind: Kind) {
    let (home, store) = filled(kind).await;
    let renumber = "DELETE FROM ledger_entry WHERE sequence = 3;
        UPDATE ledger_entry SET sequence = sequence - 1 WHERE sequence > 3";
    home.tamper(renumber).await;
    assert!(verify(&store).await.is_err());
}

async fn two_exchanged_entries_are_found(kind: Kind) {
    for (one, other) in [(1, 2), (2, 5), (5, 6)] {
        let (home, store) = filled(kind).await;
        let exchange = format!(
            "UPDATE ledger_entry SET sequence = -1 WHERE sequence = {one};
             UPDATE ledger_entry SET sequence = {one} WHERE sequence = {other};
             UPDATE ledger_entry SET sequence = {other} WHERE sequence = -1"
        );
        home.tamper(&exchange).await;
        assert!(verify(&store).await.is_err(), "{one} and {other}");
    }
}

async fn a_head_behind_the_chain_is_no_fault_and_one_before_it_is(kind: Kind) {
    let (home, store) = filled(kind).await;
    let head = std::fs::read_to_string(store.head_file()).unwrap();
    fill(&store, ENTRIES + 1..=ENTRIES + 1).await;
    std::fs::write(store.head_file(), head).unwrap();
    assert_eq!(verify(&store).await.unwrap().sequence, ENTRIES + 1);
    drop(home);
}

async fn an_end_that_was_cut_off_is_found_however_long_the_chain_has_grown_since(kind: Kind) {
    for kept in [0, 1, ENTRIES - 1] {
        let (home, store) = filled(kind).await;
        home.tamper(&format!("DELETE FROM ledger_entry WHERE sequence > {kept}")).await;
        // Not the ones that were there.
        fill(&store, 100..=100 + ENTRIES).await;
        assert!(matches!(verify(&store).await, Err(Found::Chain(_))), "after entry {kept}");
    }
}

async fn a_head_that_was_removed_is_not_made_anew(kind: Kind) {
    let (home, store) = filled(kind).await;
    std::fs::remove_file(store.head_file()).unwrap();
    fill(&store, ENTRIES + 1..=ENTRIES + 2).await;
    assert!(!store.head_file().exists(), "nothing would tell that entries may be missing");
    drop(home);
}

async fn a_head_behind_the_chain_catches_up(kind: Kind) {
    let (_home, store) = filled(kind).await;
    let early = std::fs::read_to_string(store.head_file()).unwrap();
    fill(&store, ENTRIES + 1..=ENTRIES + 2).await;
    std::fs::write(store.head_file(), early).unwrap();
    fill(&store, ENTRIES + 3..=ENTRIES + 3).await;
    assert_eq!(ledger::read_head(store.head_file()).unwrap().unwrap().sequence, ENTRIES + 3);
    assert_eq!(verify(&store).await.unwrap().sequence, ENTRIES + 3);
}
