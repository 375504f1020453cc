//! Every single bit of every cell, as a file has them.

use dolen_ledger::{Content, Finding};
use dolen_store::{StoreFault, ledger};

use super::erased::of_both_forms;
use super::raw::Raw;
use super::{Found, verify};
use crate::home::Kind;

/// The entries that are named: where one has another's place, the one that was due too.
fn named(found: &Found) -> Vec<i64> {
    let entry = match found {
        Found::Chain(Finding::Sequence { due, found }) => return vec![*due, *found],
        Found::Chain(
            Finding::Link(entry)
            | Finding::Altered(entry)
            | Finding::Form(entry)
            | Finding::Time(entry)
            | Finding::Rewritten(entry),
        ) => *entry,
        Found::Chain(Finding::CutOff { known, .. }) => *known,
        Found::Unreadable(told) => {
            let number = told.strip_prefix("entry ").and_then(|rest| rest.split(':').next());
            number.and_then(|number| number.parse().ok()).unwrap_or_else(|| panic!("names no entry: {told}"))
        }
    };
    vec![entry]
}

#[tokio::test]
async fn a_changed_bit_of_any_cell_is_found_and_its_entry_named() {
    let (home, store) = of_both_forms(Kind::File).await;
    let mut proves_nothing = Vec::new();
    ledger::walk::<StoreFault>(&store, |entry| {
        proves_nothing.push(matches!(entry.content, Content::FirstErased { .. }));
        Ok(())
    })
    .await
    .unwrap();
    let mut raw = Raw::open(&home).await;
    let mut changes = 0;
    for sequence in 1..=9 {
        for cell in raw.cells("ledger_entry", sequence).await {
            for bit in 0..cell.bits() {
                let Some(changed) = cell.with_flipped(bit) else { continue };
                // A number that another entry has cannot be given.
                let Some(now) = raw.set("ledger_entry", sequence, &changed).await else { continue };
                let found = verify(&store).await.expect_err(&format!("bit {bit} of {cell} of entry {sequence}"));
                // Where the next entry proves nothing of what it follows, both sides of the break are told.
                let next = usize::try_from(sequence).unwrap();
                let is_between = matches!(found, Found::Chain(Finding::Link(entry)) if entry == sequence + 1)
                    && proves_nothing.get(next) == Some(&true);
                let is_named = named(&found).iter().any(|entry| [sequence, now].contains(entry));
                assert!(is_named || is_between, "bit {bit} of {cell} of entry {sequence}: {found:?}");
                raw.set("ledger_entry", now, &cell).await.expect("put back");
                changes += 1;
            }
        }
    }
    assert!(changes > 10_000, "{changes}");
    assert_eq!(verify(&store).await.unwrap().sequence, 9);
}
