//! A backup that is taken while people look and the hub loads and matches: it is verified, restored, and held against the hub.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::people::Person;
use super::portal::Portal;
use super::work::{Deliveries, LAST};
use super::{Arguments, Place, dolen, now, text, users, wait, while_they_look};
use crate::postgres::Server;
use crate::run::{command, output};

/// How long the load was at work before the backup begins.
const BEFORE: Duration = Duration::from_secs(2);

/// Takes a backup, and answers how long it took and how large it is. Up to its moment the restored hub has the ledger of the hub; and
/// once the load that was at work is in it too, which it carries on or is given anew, it puts the same records together.
pub(super) fn under_load(
    arguments: &Arguments,
    place: &Place,
    server: Option<&Server>,
    (people, deliveries): (&[Person], &Deliveries),
) -> Result<Value> {
    let file = place.folder.join("backup");
    println!("a backup, while the hub loads and matches and people look");
    let (portal, browsers) = Portal::start(place, arguments.users)?;
    let counter = users::Counter::new(usize::MAX);
    let (requests, made) =
        while_they_look(arguments, browsers, people, &counter, || made_beside_a_delivery(place, deliveries, &file));
    drop(portal);
    let (told, seconds, delivery) = made?;
    let errors = requests.iter().filter(|request| request.error.is_some()).count();
    let restored = restored(place, server, &file)?;
    same(place, &restored, &told)?;
    // What was landed at the backup's moment is carried on when the restored hub is opened; given once more, it is refused.
    match deliveries.bring_in(&restored, LAST) {
        Err(fault) if !fault.to_string().contains("was published already") => return Err(fault),
        _ => {}
    }
    ensure!(clusters(place)? == clusters(&restored)?, "the restored hub comes to other records");
    println!("it was made in {seconds:.1} s, verified and restored, and the hub that it makes is the same");
    Ok(json!({
        "seconds": seconds, "beside_seconds": delivery, "made": told, "pages": requests.len(), "errors": errors,
    }))
}

/// What the backup told of itself, its seconds, and those of the load and the match beside it.
fn made_beside_a_delivery(place: &Place, deliveries: &Deliveries, file: &Path) -> Result<(Value, f64, f64)> {
    std::thread::scope(|scope| {
        let delivery = scope.spawn(|| {
            let start = now();
            deliveries.bring_in(place, LAST).map(|()| start.elapsed().as_secs_f64())
        });
        wait(BEFORE);
        let start = now();
        let told = dolen(place, &["backup", "--to", text(file)?, "--json"]);
        let seconds = start.elapsed().as_secs_f64();
        let delivery = delivery.join().ok().context("the load beside the backup broke off")??;
        Ok((serde_json::from_str(&told?)?, seconds, delivery))
    })
}

/// Verifies the backup and makes a hub of it, in a database of the same kind.
fn restored(place: &Place, server: Option<&Server>, file: &Path) -> Result<Place> {
    let folder = place.folder.join("restored");
    let key = place.hub().join("master.key");
    let master = format!("file:{}", text(&key)?);
    let binary = place.binary.to_string_lossy();
    output(command(&binary, &["backup", "verify", text(file)?, "--master", &master]))?;
    let hub = folder.join("hub");
    let into = ["restore", text(file)?, "--into", text(&hub)?, "--master", &master, "--without-erasures"];
    let mut restore = command(&binary, &into);
    if let Some(server) = server {
        restore.args(["--database", &server.database("dolen_load_restored")]);
    }
    output(restore)?;
    std::fs::copy(&key, hub.join("master.key")).context("could not give the restored hub its master key")?;
    Ok(Place { binary: place.binary.clone(), folder, told: Value::Null })
}

/// Whether the restored hub is that of the backup's moment.
fn same(place: &Place, restored: &Place, told: &Value) -> Result<()> {
    dolen(restored, &["audit", "verify"])?;
    let head = told["head"].as_u64().and_then(|head| usize::try_from(head).ok()).context("the backup told no head")?;
    let ledgers = [ledger(place, head)?, ledger(restored, head)?];
    ensure!(ledgers[0].len() == head, "the ledger has fewer entries than the backup told");
    ensure!(ledgers[0] == ledgers[1], "the restored hub has another ledger");
    Ok(())
}

/// The entries of a ledger, as many as are asked for.
fn ledger(place: &Place, entries: usize) -> Result<Vec<String>> {
    let exported = dolen(place, &["audit", "export"])?;
    // What the first line tells is of the export itself.
    Ok(exported.lines().skip(1).take(entries).map(str::to_owned).collect())
}

/// Where every record belongs, once what is pending is matched.
fn clusters(place: &Place) -> Result<String> {
    let file: PathBuf = place.folder.join("clusters-after.csv");
    dolen(place, &["match", "--clusters", text(&file)?])?;
    std::fs::read_to_string(&file).with_context(|| format!("could not read {}", file.display()))
}
