//! Verifying a backup, without the hub that it was made of: every piece is opened, every row counted, every landed file held
//! against its hash, and the ledger walked from its first entry to its last.

use std::io::ErrorKind;
use std::path::Path;

use dolen_ledger::{Entry, Head, hexadecimal};
use dolen_model::Timestamp;
use dolen_store::archive::{self, ArchiveFault, Sink, Source};
use serde::Serialize;

use super::BackupFault;
use super::body::{self, Contents, told_of};
use super::cover::{self, Opened};
use super::section::Section;
use crate::account::{self, LandedFiles, Walk};
use crate::keys::KeySource;
use crate::progress::{Progress, Stage};
use crate::{HubFault, Tell};

/// A backup in which nothing is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct VerifiedBackup {
    /// Id.
    pub backup: String,
    /// When it was made.
    pub made_at: Timestamp,
    /// Until when it is to be kept.
    pub kept_until: Option<Timestamp>,
    /// Entries of the ledger in it.
    pub entries: u64,
    /// Hash of the last one, hexadecimal.
    pub head: String,
    /// Rows in all tables.
    pub rows: u64,
    /// Landed files.
    pub files: u64,
    /// Whether it is sealed.
    pub is_sealed: bool,
}

/// Verifies a backup. `master` is the place of the master key of the hub that it was made of; a relative path starts where the
/// program was started.
///
/// # Errors
/// [`BackupFault`] with what is wrong and where, [`HubFault::Ledger`], [`HubFault::Keys`], [`HubFault::File`].
pub async fn verify(file: &Path, master: Option<&KeySource>, tell: Tell<'_>) -> Result<VerifiedBackup, HubFault> {
    let mut opened = cover::open(file, master)?;
    let found = examine(&mut opened, tell).await?;
    if let Some(load) = found.lacking.first() {
        return Err(BackupFault::Lacks { count: found.lacking.len() as u64, load: load.clone() }.into());
    }
    let rows = found.contents.counted.iter().map(|counted| counted.rows).sum();
    Ok(VerifiedBackup {
        backup: opened.cover.id,
        made_at: opened.cover.made_at,
        kept_until: opened.cover.kept_until,
        entries: u64::try_from(found.head.sequence).unwrap_or_default(),
        head: hexadecimal(&found.head.hash),
        rows,
        files: found.contents.files.len() as u64,
        is_sealed: opened.cover.keyring.is_some(),
    })
}

/// What was found in a backup in which nothing was altered.
pub(super) struct Examined {
    pub(super) contents: Contents,
    pub(super) head: Head,
    /// Loads whose file is missing, as it was in the hub.
    pub(super) lacking: Vec<String>,
}

/// Verifies a backup that is open.
///
/// # Errors
/// As [`verify`].
pub(super) async fn examine(opened: &mut Opened, tell: Tell<'_>) -> Result<Examined, HubFault> {
    let mut walk = Walk::against(None);
    let mut wrong = None;
    let mut each = |entry: Entry| {
        if wrong.is_none() {
            wrong = walk.take(&entry).err();
        }
    };
    let told = |done| tell(Progress { stage: Stage::Check, done, of: 0 });
    let contents = body::read(&mut opened.body, &told, async |_, rows, told| {
        archive::send(Source::Bytes(rows), Sink::Entries(&mut each), told).await.map_err(damaged)
    })
    .await?;
    if contents.end.id != opened.cover.id {
        return Err(BackupFault::damaged("in its cover", "it is that of another backup").into());
    }
    wrong.map_or(Ok(()), Err)?;
    let (head, _, landed) = walk.end()?;
    if contents.end.head()? != (Head { time: 0, ..head }) {
        return Err(BackupFault::damaged("at its end", "its ledger ends with another entry").into());
    }
    let lacking = check_files(opened, &contents, &landed, tell)?;
    Ok(Examined { contents, head, lacking })
}

/// Holds every landed file against its name; answers the loads that the ledger tells of whose file is not there.
fn check_files(
    opened: &mut Opened,
    contents: &Contents,
    landed: &LandedFiles,
    tell: Tell<'_>,
) -> Result<Vec<String>, HubFault> {
    let of = contents.files.len() as u64;
    for (done, file) in (0_u64..).zip(&contents.files) {
        tell(Progress { stage: Stage::Seal, done, of });
        let section = Section::of(&mut opened.body, file.begin, file.length);
        let digest = opened.landing.open_in(section).and_then(|mut clear| account::digest(&mut clear));
        let load = || landed.load(&file.name).map_or_else(|| file.name.clone(), |load| format!("load {load}"));
        match digest {
            Ok((_, found)) if found == file.name => {}
            Ok(_) => return Err(damaged_file(&load(), "its bytes are not those that were landed")),
            Err(fault) if matches!(fault.kind(), ErrorKind::InvalidData | ErrorKind::UnexpectedEof) => {
                return Err(damaged_file(&load(), &told_of(&fault)));
            }
            Err(source) => return Err(HubFault::file("the backup", "read", source)),
        }
    }
    let is_there = |name: &str| contents.files.iter().any(|file| file.name == name);
    Ok(landed.loads().filter(|(name, _)| !is_there(name)).map(|(_, load)| load.to_owned()).collect())
}

fn damaged_file(load: &str, detail: &str) -> HubFault {
    BackupFault::damaged(format!("in the landed file of {load}"), detail).into()
}

/// A fault of rows, told as damage of the backup where the bytes are wrong.
pub(super) fn damaged(fault: ArchiveFault) -> HubFault {
    match fault {
        ArchiveFault::Damaged { place, detail } => BackupFault::damaged(place, detail).into(),
        ArchiveFault::Read(source) => BackupFault::damaged("in its rows", told_of(&source)).into(),
        other => other.into(),
    }
}
