//! Sealing the file of the database, or sealing it with another key.
//!
//! Every row goes to a new file, is held against what it is a copy of, and the ledger is verified there, as where a hub moves
//! (`moving`); then the new file takes the place of the old one. Both keys are in the keyring until that has happened, so whatever
//! ends the process, the file that is there opens. Nobody else has the file open meanwhile.

use std::sync::Arc;

use dolen_seal::Key;
use dolen_store::archive::{self, Arriving, Sink, Source};
use dolen_store::{LockName, MIGRATIONS, Snapshot};
use serde::Serialize;

use super::database::add;
use super::ring::Purpose;
use super::{KeyFault, Sealing, sealing, settle_database, unlock};
use crate::account::kept_head;
use crate::locks::Locks;
use crate::moving;
use crate::progress::{Progress, Stage};
use crate::{Hub, HubFault, Tell, blocking, files};

/// A database that was sealed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SealedDatabase {
    /// Id of its key.
    pub key: String,
    /// Rows in all tables.
    pub rows: u64,
}

/// Seals the database where it is a file in the clear; none where it is sealed already, or on a server. The hub that is given is
/// closed afterwards; it is opened anew to be worked with. Cut off, it is carried on by being called again.
///
/// # Errors
/// [`HubFault::Busy`], [`HubFault::Keys`], [`HubFault::File`], [`HubFault::Store`], [`HubFault::Ledger`] where the ledger does not
/// verify.
pub async fn encrypt_database(hub: &Hub, actor: &str, tell: Tell<'_>) -> Result<Option<SealedDatabase>, HubFault> {
    if hub.configuration.database.is_some() || hub.store.key().is_some() {
        return Ok(None);
    }
    match sealing(hub).await? {
        Sealing::Clear => Err(KeyFault::Clear.into()),
        Sealing::Begun => Err(KeyFault::Sealing.into()),
        Sealing::Done => seal(hub, actor, tell).await.map(Some),
    }
}

/// Seals the database with a new key. The hub that is given is closed afterwards; it is opened anew to be worked with. Cut off, it
/// is carried on by being called again, with the key that it began with.
///
/// # Errors
/// As [`encrypt_database`].
pub async fn rotate_database(hub: &Hub, actor: &str, tell: Tell<'_>) -> Result<SealedDatabase, HubFault> {
    if hub.configuration.database.is_some() {
        return Err(KeyFault::OnServer.into());
    }
    if hub.store.key().is_none() {
        return Err(KeyFault::DatabaseClear.into());
    }
    seal(hub, actor, tell).await
}

async fn seal(hub: &Hub, actor: &str, tell: Tell<'_>) -> Result<SealedDatabase, HubFault> {
    let copy = hub.store.lock(LockName::Copy).await?.ok_or(HubFault::Busy("moving the database"))?;
    let mut held = Locks::from(copy);
    held.append(hub.lock_landing().await?);
    held.add(hub.store.lock(LockName::Match).await?.ok_or(HubFault::Busy("matching"))?);
    let sealed = locked(hub, &held, actor, tell).await;
    held.release().await;
    sealed
}

async fn locked(hub: &Hub, held: &Locks, actor: &str, tell: Tell<'_>) -> Result<SealedDatabase, HubFault> {
    super::settle(hub, held, actor).await?;
    settle_database(hub, held, actor).await?;
    let (mut keyring, master) = blocking::in_place(|| unlock(hub))?;
    let open = hub.store.key().map(|id| id.to_string());
    // A key that is not the file's waits from a run that was cut off.
    if keyring.named(Purpose::Database).last().map(|named| &named.id) == open.as_ref() {
        add(hub, held, &mut keyring, &master, actor).await?;
    }
    let key = keyring.open(Purpose::Database, &master)?.pop();
    let key = key.ok_or_else(|| KeyFault::Keyring("no database key".to_owned()))?;
    let rows = rewrite(hub, Some(&key), tell).await?;
    let (clock, ids, secrets) = (Arc::clone(&hub.clock), Arc::clone(&hub.ids), Arc::clone(&hub.secrets));
    let anew = Hub::open(&hub.folder, clock, ids, secrets).await?;
    let settled = settle_database(&anew, held, actor).await;
    anew.close().await;
    settled?;
    Ok(SealedDatabase { key: key.id().to_string(), rows })
}

/// Writes the file of the database anew, sealed with a key or in the clear, and puts it in the place of the old one. The hub is
/// closed. Answers how many rows there are.
pub(super) async fn rewrite(hub: &Hub, key: Option<&Key>, tell: Tell<'_>) -> Result<u64, HubFault> {
    let part = moving::part(&hub.folder);
    let head = kept_head(hub)?;
    let Some(mut held) = hub.store.close_and_hold().await? else { return Err(KeyFault::DatabaseOpen.into()) };
    let written = async |snapshot: &mut Snapshot| {
        let of = archive::count(snapshot).await?;
        let mut arriving = Arriving::in_file(&part, key, MIGRATIONS).await?;
        let told = |done| tell(Progress { stage: Stage::Copy, done, of });
        let left = archive::send(Source::Snapshot(snapshot), Sink::Arriving(&mut arriving), &told).await?;
        let rows = moving::keep(arriving, &left, head, tell).await?;
        moving::put_in_place(&hub.folder)?;
        Ok::<u64, HubFault>(rows)
    };
    let rows = written(&mut held.snapshot).await;
    if rows.is_err() {
        // A disk that is full is to have its room back.
        drop(files::remove(&part));
    }
    held.let_go().await;
    rows
}
