//! A clock that goes backwards: a little is borne, more is refused.

use dolen_model::Timestamp;
use dolen_store::StoreFault;

use super::{ENTRIES, draft, filled, salt, verify};
use crate::home::{Kind, on_both};

on_both!(
    time_never_decreases_and_a_clock_far_behind_is_refused_with_nothing_entered,
    a_clock_that_is_right_again_goes_on,
);

const MINUTE: i64 = 60_000_000;
const LAST: i64 = 1_000_000 * ENTRIES;

async fn time_never_decreases_and_a_clock_far_behind_is_refused_with_nothing_entered(kind: Kind) {
    let (_folder, store) = filled(kind).await;
    for (behind, refused) in [(1, None), (5 * MINUTE, None), (5 * MINUTE + 1, Some(5)), (90 * MINUTE, Some(90))] {
        let mut work = store.begin().await.unwrap();
        let entered = work.enter(draft(7), salt(7), Timestamp(LAST - behind)).await;
        match refused {
            None => {
                assert_eq!(entered.unwrap().time, LAST, "{behind} behind");
                work.commit().await.unwrap();
            }
            Some(minutes) => {
                let fault = entered.unwrap_err();
                let told = fault.to_string();
                assert!(matches!(fault, StoreFault::ClockBehind { minutes: found } if found == minutes), "{told}");
                assert!(
                    told.contains(&format!("{minutes} minutes behind")) && told.contains("set the clock"),
                    "{told}"
                );
            }
        }
    }
    assert_eq!(verify(&store).await.unwrap().sequence, ENTRIES + 2);
}

async fn a_clock_that_is_right_again_goes_on(kind: Kind) {
    let (_folder, store) = filled(kind).await;
    for time in [LAST - 6 * MINUTE, LAST + 1] {
        let mut work = store.begin().await.unwrap();
        if let Ok(entry) = work.enter(draft(7), salt(7), Timestamp(time)).await {
            assert_eq!(entry.time, LAST + 1);
            work.commit().await.unwrap();
        }
    }
    assert_eq!(verify(&store).await.unwrap().sequence, ENTRIES + 1);
}
