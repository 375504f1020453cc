//! What a backup holds is the hub at one moment; what was done to one is found; a restore that is cut off begins again.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use dolen_model::{CountingIds, FixedClock, Timestamp, counted_secrets};
use dolen_store::{LockName, StoreFault};

use super::{BackupFault, BackupRequest, Made, RestoreRequest, Restored, list, make, restore, verify};
use crate::intake::tests::support::{ACTOR, NOW, PERSONS, Place, rows, visible};
use crate::keys::KeySource;
use crate::keys::tests::support::{three, three_in_the_clear, until};
use crate::master::{judge, match_pending, undo};
use crate::{Hub, HubFault, NewDatabase, account, consult, erasure, session, testing};

const FEED: &str = "cwm-derw-social-care";

async fn filled() -> Place {
    let place = three().await;
    match_pending(&place.hub, ACTOR, &|_| ()).await.unwrap();
    place
}

fn request(to: &Path) -> BackupRequest<'_> {
    BackupRequest { to, kept_until: Some(Timestamp(NOW.0 - 1)), may_be_clear: false, actor: ACTOR }
}

async fn backup(place: &Place) -> (PathBuf, Made) {
    let to = place.folder.path().join("backup");
    let made = make(&place.hub, &request(&to), &|_| ()).await.unwrap();
    (to, made)
}

fn master(place: &Place) -> KeySource {
    KeySource::File(place.hub.folder().join("master.key"))
}

async fn try_restore(
    file: &Path,
    into: &Path,
    master: Option<&KeySource>,
    url: Option<&str>,
    tell: &(dyn Fn(crate::Progress) + Sync),
) -> Result<Restored, HubFault> {
    let database = url.map(|url| NewDatabase::at(url, [8; 48]).unwrap());
    let request = RestoreRequest { file, into, database, master, erasures: None, actor: ACTOR };
    let (clock, ids) = (Arc::new(FixedClock(NOW)), Arc::new(CountingIds::starting_at(5_000)));
    restore(&request, clock, ids, counted_secrets(5_000_000), tell).await
}

/// A restored hub with its master key, as the next command opens it.
async fn opened(into: &Path, master: &KeySource) -> Hub {
    if let KeySource::File(path) = master {
        fs::copy(path, into.join("master.key")).unwrap();
    }
    let (clock, ids) = (Arc::new(FixedClock(NOW)), Arc::new(CountingIds::starting_at(9_000)));
    Hub::open(into, clock, ids, counted_secrets(9_000_000)).await.unwrap()
}

async fn exported(hub: &Hub) -> Vec<String> {
    let mut out = Vec::new();
    account::export(hub, &mut out).await.unwrap();
    String::from_utf8(out).unwrap().lines().skip(1).map(str::to_owned).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_goes_into_either_kind_of_database_and_is_the_hub() {
    let place = filled().await;
    let (records, ledger) = (place.visible().await, exported(&place.hub).await);
    session::add_code(&place.hub, "code", ACTOR).await.unwrap();
    assert!(session::sign_in(&place.hub, "code", "token").await.unwrap());
    session::add_code(&place.hub, "another", ACTOR).await.unwrap();
    let (file, made) = backup(&place).await;
    assert_eq!((made.files, made.missing, made.is_sealed), (3, 0, true));
    let key = master(&place);
    let verified = verify(&file, Some(&key), &|_| ()).await.unwrap();
    assert_eq!((verified.entries, verified.rows, verified.files), (made.head.unsigned_abs(), made.rows, 3));
    for server in [false, true] {
        let url = if server { testing::server("a_backup_goes_into_either_kind_of_database") } else { None };
        if server && url.is_none() {
            continue;
        }
        let into = place.folder.path().join(format!("restored-{server}"));
        let restored = try_restore(&file, &into, Some(&key), url.as_deref(), &|_| ()).await.unwrap();
        assert_eq!((restored.head, restored.rows, restored.files), (made.head, made.rows, 3));
        let hub = opened(&into, &key).await;
        assert_eq!(hub.configuration.database.is_some(), server);
        assert!(session::find(&hub, "token").await.unwrap().is_none(), "nobody is signed in");
        assert!(!session::is_code_good(&hub, "another").await.unwrap(), "nor can be without being let in anew");
        let verified = account::verify(&hub).await.unwrap();
        assert_eq!((verified.landed_files, verified.entries), (Some(3), made.head.unsigned_abs() + 1));
        assert_eq!(visible(&hub).await, records);
        // The backup has an entry of the key that it is sealed with, and not the one that it was made.
        let now = exported(&hub).await;
        assert_eq!(now[..ledger.len()], ledger, "the same ledger");
        assert!(now.last().unwrap().contains("hub restored"));
        // Ids hang on the key that came along.
        let report =
            crate::intake::tests::support::load(&hub, FEED, "f", rows(2..24).as_bytes(), &|_| ()).await.unwrap();
        assert!(report.summary.sequence == 4 && !into.join("restoring").exists());
        match_pending(&hub, ACTOR, &|_| ()).await.unwrap();
        account::verify(&hub).await.unwrap();
        let again = try_restore(&file, &into, Some(&key), url.as_deref(), &|_| ()).await.unwrap_err();
        assert!(!into.join("restoring").exists(), "{again}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_erased_since_is_erased_again_before_anybody_can_open_the_hub() {
    let place = filled().await;
    let (file, _) = backup(&place).await;
    let named = ["cwm-derw-council:C5".to_owned()];
    let erased = erasure::erase(&place.hub, &named, "order", ACTOR, &|_| ()).await.unwrap();
    assert_eq!((erased.records, erased.backups), (1, 0), "the day of that backup has passed");
    let (into, key) = (place.folder.path().join("restored"), master(&place));
    let list = place.hub.folder().join("erasures");
    let attempt = async |erasures: &Path| {
        let (master, erasures) = (Some(&key), Some(erasures));
        let request = RestoreRequest { file: &file, into: &into, database: None, master, erasures, actor: ACTOR };
        let (clock, ids) = (Arc::new(FixedClock(NOW)), Arc::new(CountingIds::starting_at(5_000)));
        restore(&request, clock, ids, counted_secrets(5_000_000), &|_| ()).await
    };
    let open = async || {
        let (clock, ids) = (Arc::new(FixedClock(NOW)), Arc::new(CountingIds::starting_at(9_000)));
        Hub::open(&into, clock, ids, counted_secrets(9_000_000)).await
    };
    let wrong = place.folder.path().join("wrong");
    fs::write(&wrong, "dolen-erasures-1\nno erasure\n").unwrap();
    assert!(matches!(attempt(&wrong).await.unwrap_err(), HubFault::ErasureList { line: 2, .. }));
    assert!(
        matches!(open().await.err(), Some(HubFault::Backup(BackupFault::Restoring(_)))),
        "it holds what was erased"
    );
    let restored = attempt(&list).await.unwrap();
    assert_eq!((restored.erasures.done, restored.erasures.known), (1, 0));
    let hub = opened(&into, &key).await;
    let there = visible(&hub).await;
    assert!(!there.is_empty() && there.iter().all(|line| !line.contains("C5,") && !line.contains("Oswin 5\"")));
    assert_eq!(there, place.visible().await);
    account::verify(&hub).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn while_others_work_a_backup_is_of_one_moment() {
    let place = filled().await;
    let is_over = AtomicBool::new(false);
    let work = async {
        let mut number = 30;
        let mut decided = Vec::new();
        while !is_over.load(Ordering::SeqCst) || decided.is_empty() {
            place.load(FEED, &rows(1..number)).await;
            match_pending(&place.hub, ACTOR, &|_| ()).await.unwrap();
            let one =
                judge(&place.hub, "cwm-derw-council:C1", "cwm-derw-council:C2", false, "seen", ACTOR).await.unwrap();
            undo(&place.hub, &one.decision, "not so", ACTOR).await.unwrap();
            decided.push(one.decision);
            number += 1;
        }
        decided.len()
    };
    let backups = async {
        let mut made = Vec::new();
        for number in 0..6 {
            let to = place.folder.path().join(format!("backup-{number}"));
            made.push((make(&place.hub, &request(&to), &|_| ()).await.unwrap(), to));
            tokio::task::yield_now().await;
        }
        is_over.store(true, Ordering::SeqCst);
        made
    };
    let (decisions, made) = tokio::join!(work, backups);
    assert!(decisions > 0);
    let key = master(&place);
    let ledger = exported(&place.hub).await;
    for (made, file) in made {
        let into = file.with_extension("hub");
        try_restore(&file, &into, Some(&key), None, &|_| ()).await.unwrap();
        let hub = opened(&into, &key).await;
        account::verify(&hub).await.unwrap();
        let head = usize::try_from(made.head).unwrap();
        assert_eq!(exported(&hub).await[..head], ledger[..head]);
        // What the ledger tells up to its head is what the rows are.
        let told = |action: &str| ledger[..head].iter().filter(|line| line.contains(action)).count();
        let loads = dolen_store::load::all(&hub.store).await.unwrap();
        assert_eq!(loads.len(), told("\"action\":\"landed\""));
        let judgements = dolen_store::master::judgement::all(&hub.store).await.unwrap();
        let undone = judgements.iter().filter(|judgement| judgement.is_undone).count();
        assert_eq!(judgements.len() + undone, told("\"action\":\"judgement\"") + told("judgement undone"));
        hub.recover(ACTOR, &|_| ()).await.unwrap();
        account::verify(&hub).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_master_key_a_backup_tells_nothing() {
    let place = filled().await;
    consult::find(&place.hub, &crate::view::Query::default(), Some("a marked reason"), ACTOR).await.ok();
    let (file, _) = backup(&place).await;
    let bytes = fs::read(&file).unwrap();
    let key = fs::read_to_string(place.hub.folder().join("hub.key")).unwrap();
    for marker in ["Vexbridge", "Oswin", "NP20", "1980", "a marked reason", "swing", key.trim()] {
        assert!(!bytes.windows(marker.len()).any(|window| window == marker.as_bytes()), "{marker}");
    }
    let refused = verify(&file, None, &|_| ()).await.unwrap_err();
    assert!(matches!(refused, HubFault::Backup(BackupFault::NoMaster)), "{refused}");
    let other = place.folder.path().join("other.key");
    fs::write(&other, "ab".repeat(32)).unwrap();
    let refused = verify(&file, Some(&KeySource::File(other)), &|_| ()).await.unwrap_err();
    assert!(matches!(refused, HubFault::Keys(_)), "{refused}");
    let listed = list(&place.hub).await.unwrap();
    assert!(listed.len() == 1 && listed[0].is_due && listed[0].is_there, "{listed:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_done_to_a_backup_is_found_and_nothing_is_written_from_it() {
    let place = filled().await;
    let (file, _) = backup(&place).await;
    let (whole, key) = (fs::read(&file).unwrap(), master(&place));
    let into = place.folder.path().join("restored");
    let bad = place.folder.path().join("bad");
    let check = async |bytes: &[u8], what: &str| {
        fs::write(&bad, bytes).unwrap();
        let found = verify(&bad, Some(&key), &|_| ()).await;
        assert!(found.is_err(), "{what}");
        assert!(try_restore(&bad, &into, Some(&key), None, &|_| ()).await.is_err() && !into.exists(), "{what}");
    };
    let step = whole.len() / 40;
    for place in (0..whole.len()).step_by(step) {
        let mut altered = whole.clone();
        altered[place] ^= 0x10;
        check(&altered, &format!("byte {place}")).await;
        check(&whole[..place], &format!("cut off at {place}")).await;
    }
    check(&[whole.as_slice(), b"more"].concat(), "something behind it").await;
    assert!(verify(&file, Some(&key), &|_| ()).await.is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_landed_file_that_was_missing_is_told_and_the_rest_is_kept() {
    let place = filled().await;
    let lost = fs::read_dir(place.hub.landing()).unwrap().next().unwrap().unwrap().path();
    fs::remove_file(lost).unwrap();
    let (file, made) = backup(&place).await;
    assert_eq!((made.files, made.missing), (2, 1));
    let key = master(&place);
    let told = verify(&file, Some(&key), &|_| ()).await.unwrap_err();
    assert!(matches!(told, HubFault::Backup(BackupFault::Lacks { count: 1, .. })), "{told}");
    let into = place.folder.path().join("restored");
    let restored = try_restore(&file, &into, Some(&key), None, &|_| ()).await.unwrap();
    assert_eq!((restored.files, restored.lacking.len()), (2, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hub_without_keys_is_kept_in_the_clear_only_where_that_is_said() {
    if std::env::var_os("DOLEN_TEST_HOME").is_some() {
        return;
    }
    let place = three_in_the_clear().await;
    let to = place.folder.path().join("backup");
    let refused = make(&place.hub, &request(&to), &|_| ()).await.unwrap_err();
    assert!(matches!(refused, HubFault::Backup(BackupFault::NoKeys)) && !to.exists(), "{refused}");
    let made = make(&place.hub, &BackupRequest { may_be_clear: true, ..request(&to) }, &|_| ()).await.unwrap();
    assert!(!made.is_sealed);
    verify(&to, None, &|_| ()).await.unwrap();
    let whole = fs::read(&to).unwrap();
    for place in (0..whole.len()).step_by(whole.len() / 30) {
        let mut altered = whole.clone();
        altered[place] ^= 0x01;
        fs::write(&to, altered).unwrap();
        assert!(verify(&to, None, &|_| ()).await.is_err(), "byte {place}");
    }
    fs::write(&to, whole).unwrap();
    let into = place.folder.path().join("restored");
    try_restore(&to, &into, None, None, &|_| ()).await.unwrap();
    let hub = opened(&into, &KeySource::Environment("NONE".to_owned())).await;
    assert_eq!(account::verify(&hub).await.unwrap().landed_files, Some(3));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_that_is_cut_off_leaves_nothing_that_looks_like_one() {
    let place = filled().await;
    let to = place.folder.path().join("backup");
    let entries = place.ledger().await.len();
    for stop in 1..=4 {
        assert!(!until(stop, async |tell| make(&place.hub, &request(&to), tell).await).await, "{stop}");
        assert!(!to.exists());
    }
    // Only the key for backups was entered.
    assert_eq!(place.ledger().await.len(), entries + 1);
    let (_, made) = backup(&place).await;
    assert_eq!(fs::read(&to).unwrap().len() as u64, made.bytes);
    let refused = make(&place.hub, &request(&to), &|_| ()).await.unwrap_err();
    assert!(matches!(refused, HubFault::Backup(BackupFault::There(_))), "{refused}");
    let elsewhere = place.folder.path().join("no").join("folder");
    assert!(matches!(make(&place.hub, &request(&elsewhere), &|_| ()).await.unwrap_err(), HubFault::File { .. }));
    for name in [LockName::Backup, LockName::Keys] {
        let held = place.hub.store.try_lock(name).await.unwrap().unwrap();
        let other = place.folder.path().join("other");
        assert!(matches!(make(&place.hub, &request(&other), &|_| ()).await.unwrap_err(), HubFault::Busy(_)));
        held.release().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restore_that_is_cut_off_begins_again() {
    let place = filled().await;
    let (file, made) = backup(&place).await;
    let key = master(&place);
    for server in [false, true] {
        let url = if server { testing::server("a_restore_that_is_cut_off_begins_again") } else { None };
        if server && url.is_none() {
            continue;
        }
        let into = place.folder.path().join(format!("restored-{server}"));
        let mut stop = 4;
        loop {
            let cut = until(stop, async |tell| try_restore(&file, &into, Some(&key), url.as_deref(), tell).await);
            if cut.await {
                break;
            }
            assert!(!into.join("hub.key").exists(), "nobody can open it yet");
            stop += 1;
        }
        let hub = opened(&into, &key).await;
        assert_eq!(account::verify(&hub).await.unwrap().entries, made.head.unsigned_abs() + 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_or_a_database_that_holds_something_is_left_alone() {
    let place = filled().await;
    let (file, _) = backup(&place).await;
    let key = master(&place);
    let refused = try_restore(&file, place.hub.folder(), Some(&key), None, &|_| ()).await.unwrap_err();
    assert!(matches!(refused, HubFault::Backup(BackupFault::Occupied(_))), "{refused}");
    let Some(url) = testing::server("a_folder_or_a_database_that_holds_something_is_left_alone") else { return };
    let other = Place::on(Some(NewDatabase::at(&url, [9; 48]).unwrap()), &[PERSONS]).await;
    let entries = exported(&other.hub).await;
    let into = place.folder.path().join("restored");
    let refused = try_restore(&file, &into, Some(&key), Some(&url), &|_| ()).await.unwrap_err();
    assert!(matches!(refused, HubFault::Store(StoreFault::Occupied)), "{refused}");
    assert_eq!(exported(&other.hub).await, entries);
}
