//! The bytes: kept first, on record whatever becomes of them, known again by their hash.

use std::fs;
use std::io::Read;

use super::support::{ACTOR, HEADER, PERSONS, Place, rows};
use crate::intake::{self, LoadRequest, landing};
use crate::view::LoadState;
use crate::{HubFault, keys};

const FEED: &str = "cwm-derw-social-care";

#[tokio::test(flavor = "multi_thread")]
async fn what_was_sent_is_kept_for_the_owner_alone_and_put_on_record_before_it_is_read() {
    let place = Place::new(&[PERSONS]).await;
    let text = rows(1..4);
    let report = place.try_load(FEED, "/home/them/Extract 7.csv", &text).await.unwrap();
    assert_eq!(place.landed_bytes(&report).await, text.as_bytes());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(fs::metadata(place.landed(&report)).unwrap().permissions().mode() & 0o777, 0o600);
    }
    assert_eq!(place.actions().await, ["hub made", "feed added", "landed", "published"]);
    let entry = &place.ledger().await[2];
    let landed = entry.told().unwrap();
    assert_eq!(entry.verb, dolen_ledger::Verb::Collection);
    assert_eq!((entry.actor.as_str(), entry.organisation.as_deref()), (ACTOR, Some("cwm-derw-council")));
    assert_eq!(landed.subject, std::slice::from_ref(&report.summary.load));
    for (key, value) in [("file", "Extract 7.csv"), ("agreement", "ISP-CD-2026-01"), ("sha256", &report.sha256)] {
        assert_eq!(landed.detail[key], value, "{}", landed.detail);
    }
    assert_eq!(landed.detail["bytes"], text.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_cannot_be_read_is_on_record_with_its_report_and_leaves_no_row() {
    let place = Place::new(&[PERSONS]).await;
    // So long that rows are staged before the fault is met.
    let text = rows(1..3_000) + "C9999,Vex\0bridge,,,,,\n";
    let report = place.load(FEED, &text).await;
    assert_eq!(report.summary.state, LoadState::Rejected);
    assert_eq!((report.summary.received, report.summary.published), (0, 0), "rows before the fault count");
    assert_eq!(report.rules[0].rule, "text-nul");
    assert!(report.reasons[0].en.contains("line 3001"), "{:?}", report.reasons);
    assert_eq!(place.actions().await, ["hub made", "feed added", "landed", "rejected"]);
    assert_eq!(place.counts(1).await, dolen_store::staging::Counts::default());
    assert_eq!(place.landed_bytes(&report).await, text.as_bytes());
    assert_eq!(intake::report(&place.hub, "1").await.unwrap().reasons, report.reasons);
    assert!(place.visible().await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_published_file_is_refused_the_second_time_and_changes_nothing() {
    let place = Place::new(&[PERSONS]).await;
    place.load(FEED, &rows(1..4)).await;
    let (visible, actions) = (place.visible().await, place.actions().await);
    let fault = place.try_load(FEED, "again.csv", &rows(1..4)).await.unwrap_err();
    assert!(matches!(fault, HubFault::AlreadyPublished { sequence: 1, .. }), "{fault}");
    assert_eq!(fault.to_string(), "again.csv was published already, as load 1 on 2026-11-24: nothing was loaded again");
    assert_eq!((place.visible().await, place.actions().await), (visible, actions));
    assert_eq!(fs::read_dir(place.hub.landing()).unwrap().count(), 1, "a copy was left");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_bytes_of_another_feed_are_another_file() {
    let other = PERSONS.replace("name = \"cwm-derw-social-care\"", "name = \"other\"");
    let place = Place::new(&[PERSONS, &other]).await;
    place.load(FEED, &rows(1..4)).await;
    assert_eq!(place.load("other", &rows(1..4)).await.summary.state, LoadState::Published);
    assert_eq!(place.visible().await.len(), 6);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_file_is_read_again_under_the_mended_contract() {
    let strict = PERSONS.replace("name = \"TEAM\"\n", "name = \"TEAM_NAME\"\nrequired = true\n");
    let place = Place::new(&[&strict]).await;
    let refused = place.load(FEED, &rows(1..4)).await;
    assert_eq!(refused.summary.state, LoadState::Rejected);
    assert!(refused.reasons[0].en.contains("`TEAM_NAME`"), "{:?}", refused.reasons);
    intake::add_feed(&place.hub, "contract.toml", PERSONS, ACTOR).await.unwrap();
    let report = place.load(FEED, &rows(1..4)).await;
    assert_eq!((report.summary.state, report.summary.sequence), (LoadState::Published, 1));
    assert_eq!(
        place.actions().await[2..],
        ["landed", "rejected", "contract replaced", "taken up again", "published"].map(String::from)
    );
    assert_eq!(place.visible().await.len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_beyond_the_limit_is_refused_and_nothing_of_it_stays() {
    let place = Place::new(&[PERSONS]).await;
    let mut bytes: &[u8] = &[b'a'; 3_000_000];
    let mut request = LoadRequest { feed: FEED, file: "large.csv", bytes: &mut bytes, length: None, actor: ACTOR };
    let folder = place.hub.landing();
    let keys = keys::of_landing(&place.hub).await.unwrap();
    let fault = landing::receive(&folder, "x", &mut request, 2_999_999, (&keys, &[1; 60]), &|_| ()).err().unwrap();
    assert_eq!(fault.to_string(), "large.csv is larger than 2999999 bytes: send the data in several files");
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sender_that_breaks_off_leaves_nothing_on_record() {
    struct Broken(bool);
    impl Read for Broken {
        fn read(&mut self, target: &mut [u8]) -> std::io::Result<usize> {
            if std::mem::replace(&mut self.0, true) {
                return Err(std::io::ErrorKind::ConnectionReset.into());
            }
            target[..HEADER.len()].copy_from_slice(HEADER.as_bytes());
            Ok(HEADER.len())
        }
    }
    let place = Place::new(&[PERSONS]).await;
    let request = LoadRequest { feed: FEED, file: "cut.csv", bytes: &mut Broken(false), length: None, actor: ACTOR };
    let fault = intake::load(&place.hub, request, &|_| ()).await.unwrap_err();
    assert!(fault.to_string().starts_with("`cut.csv` could not be read"), "{fault}");
    assert!(intake::loads(&place.hub).await.unwrap().is_empty());
    assert_eq!(fs::read_dir(place.hub.landing()).unwrap().count(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn bytes_that_a_process_left_unnamed_are_kept_if_they_are_on_record_and_removed_if_not() {
    let place = Place::new(&[PERSONS]).await;
    let report = place.load(FEED, &rows(1..4)).await;
    let folder = place.hub.landing();
    let unnamed = folder.join(format!("incoming-{}", report.summary.load));
    fs::rename(place.landed(&report), &unnamed).unwrap();
    fs::write(folder.join("incoming-00000000-0000-8000-8000-00000000ffff"), "half a fi").unwrap();
    landing::sweep(&place.hub, false).await.unwrap();
    assert_eq!(place.landed_bytes(&report).await, rows(1..4).as_bytes());
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_process_loads_a_feed_at_a_time() {
    let place = Place::new(&[PERSONS]).await;
    let held = place.load(FEED, &rows(1..11)).await;
    let lock = place.hub.lock_feed(FEED).await.unwrap();
    let busy = |fault: HubFault| assert!(matches!(fault, HubFault::Busy(_)), "{fault}");
    busy(place.try_load(FEED, "more.csv", &rows(1..5)).await.unwrap_err());
    busy(intake::release(&place.hub, &held.summary.load, None, ACTOR).await.unwrap_err());
    busy(intake::discard(&place.hub, &held.summary.load, "why", ACTOR).await.unwrap_err());
    lock.release().await;
    place.load(FEED, &rows(1..10)).await;
}

#[test]
fn a_load_may_be_carried_on_by_any_thread() {
    fn check<T: Send>(_: &T) {}
    fn all(hub: &crate::Hub, request: LoadRequest<'_>) {
        check(&intake::load(hub, request, &|_| ()));
        check(&intake::release(hub, "", None, ""));
        check(&intake::discard(hub, "", "", ""));
        check(&hub.recover("", &|_| ()));
        check(&crate::job::work(hub, ""));
        check(&crate::index::follow(hub));
        check(&crate::lead::lead(hub, ""));
    }
    let _ = all;
}

#[test]
fn a_name_of_a_file_is_a_name() {
    for (given, kept) in [
        ("/a/b/c.csv", "c.csv"),
        ("C:\\them\\d.xlsx", "d.xlsx"),
        ("bell\u{7}.csv", "bell_.csv"),
        ("  spaced.csv ", "spaced.csv"),
        ("", "unnamed"),
        ("..//", ".."),
    ] {
        assert_eq!(landing::file_name(given), kept, "{given:?}");
    }
    assert_eq!(landing::file_name(&"é".repeat(900)).chars().count(), 255);
}
