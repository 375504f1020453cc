//! What stands before the sealed part of a backup: which it is, and the keyring that opens it with the master key.

use std::fs::File;
use std::io::{Read, Write};
use std::path::Path;

use dolen_model::Timestamp;
use serde::{Deserialize, Serialize};

use super::{BackupFault, section::Section};
use crate::HubFault;
use crate::keys::{KeySource, Keyring, Landed as LandedFile, LandingKeys};

/// What a backup begins with.
const MARK: &[u8; 16] = b"dolen-backup-1\n\n";
/// Bytes of the longest cover.
const LONGEST: u32 = 1 << 20;

/// The cover of a backup. It tells nothing of anybody, and what it says of itself is said again inside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Cover {
    /// Id of the backup.
    pub(super) id: String,
    /// When it was begun.
    pub(super) made_at: Timestamp,
    /// Until when it is to be kept.
    pub(super) kept_until: Option<Timestamp>,
    /// The keys of the hub, wrapped by the master key; none where the backup is in the clear.
    pub(super) keyring: Option<Keyring>,
}

impl Cover {
    pub(super) fn write(&self, target: &mut impl Write) -> Result<(), HubFault> {
        let json = serde_json::to_vec(self).map_err(|fault| HubFault::Internal(fault.to_string()))?;
        let length = u32::try_from(json.len()).unwrap_or(u32::MAX).to_be_bytes();
        let parts = [MARK.as_slice(), &length, &json];
        let written = parts.into_iter().try_for_each(|part| target.write_all(part));
        written.map_err(|source| HubFault::file("the backup", "written", source))
    }

    /// Reads the cover of a file; answers it, and where what is behind it begins.
    fn read(path: &Path, file: &mut File) -> Result<(Self, u64), HubFault> {
        let none = || BackupFault::NoBackup(path.to_owned());
        let (mut mark, mut length) = ([0; MARK.len()], [0; 4]);
        file.read_exact(&mut mark).and_then(|()| file.read_exact(&mut length)).map_err(|_| none())?;
        let length = u32::from_be_bytes(length);
        if mark != *MARK || length > LONGEST {
            return Err(none().into());
        }
        let mut json = vec![0; length as usize];
        file.read_exact(&mut json).map_err(|fault| BackupFault::damaged("in its cover", fault))?;
        let cover = serde_json::from_slice(&json).map_err(|fault| BackupFault::damaged("in its cover", fault))?;
        Ok((cover, MARK.len() as u64 + 4 + u64::from(length)))
    }
}

/// A backup that is open.
pub(super) struct Opened {
    pub(super) cover: Cover,
    /// What is behind the cover, as it was before it was sealed.
    pub(super) body: LandedFile<Section<File>>,
    /// Keys of the landed files in it.
    pub(super) landing: LandingKeys,
}

/// Opens a backup with the master key of the hub that it was made of; a relative path of the key starts where the program was
/// started.
///
/// # Errors
/// [`BackupFault`], [`HubFault::Keys`], [`HubFault::File`].
pub(super) fn open(path: &Path, master: Option<&KeySource>) -> Result<Opened, HubFault> {
    let unread = |source| HubFault::file(path, "read", source);
    let mut file = File::open(path).map_err(unread)?;
    let (cover, begin) = Cover::read(path, &mut file)?;
    let section = Section::behind(file, begin).map_err(unread)?;
    let Some(keyring) = &cover.keyring else {
        return Ok(Opened { cover, body: LandedFile::Clear(section), landing: LandingKeys::default() });
    };
    let place = master.ok_or(BackupFault::NoMaster)?;
    let (landing, backup) = keyring.opened(place, Path::new(""))?;
    let body = backup.open_in(section).map_err(|fault| BackupFault::damaged("in what is sealed", fault))?;
    Ok(Opened { cover, body, landing })
}
