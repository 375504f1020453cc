//! The keys of landed files, and the files as they are read and written with them.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use dolen_seal::{Header, Key, Opened, RANDOM_BYTES, SealFault, Sealer};

/// What landed files are sealed with. Read anew for each piece of work: another process may have changed them.
#[derive(Clone, Debug, Default)]
pub(crate) struct LandingKeys {
    /// The last is the one in use; none where files are kept in the clear.
    pub(super) keys: Vec<Key>,
    /// Whether some are still in the clear, since they are being sealed.
    pub(super) may_be_clear: bool,
}

impl LandingKeys {
    /// Begins to write a landed file. `random` has been drawn for it alone.
    ///
    /// # Errors
    /// Those of the file.
    pub(crate) fn seal(&self, file: File, random: &[u8; RANDOM_BYTES]) -> io::Result<Landing> {
        match self.keys.last() {
            None => Ok(Landing::Clear(file)),
            Some(key) => Ok(Landing::Sealed(Box::new(Sealer::new(file, key, random)?))),
        }
    }

    /// Opens a landed file.
    ///
    /// # Errors
    /// Those of the file; of the kind `InvalidData` where it is not what was sealed.
    pub(crate) fn open(&self, path: &Path) -> io::Result<Landed> {
        self.open_in(File::open(path)?)
    }

    /// Opens a landed file that lies in something else.
    ///
    /// # Errors
    /// As [`LandingKeys::open`].
    pub(crate) fn open_in<R: Read + Seek>(&self, mut source: R) -> io::Result<Landed<R>> {
        if self.keys.is_empty() || self.may_be_clear && !self.is_sealed(&mut source)? {
            source.rewind()?;
            return Ok(Landed::Clear(source));
        }
        Ok(Landed::Sealed(Box::new(Opened::open(source, &self.keys)?)))
    }

    /// Whether a file is sealed with one of these keys. The header tells, for nobody else can have made it: an agency's
    /// file that begins with the same mark is not taken for a sealed one.
    ///
    /// # Errors
    /// Those of the file.
    pub(super) fn is_sealed(&self, file: &mut impl Read) -> io::Result<bool> {
        match Header::read(file) {
            Ok(header) => Ok(header.is_of(&self.keys)),
            Err(SealFault::Source(source)) => Err(source),
            Err(_) => Ok(false),
        }
    }
}

/// A landed file that is being written.
pub(crate) enum Landing {
    Clear(File),
    Sealed(Box<Sealer<File>>),
}

impl Landing {
    /// Ends it, and sees to it that the bytes outlast a loss of power.
    ///
    /// # Errors
    /// Those of the file.
    pub(crate) fn finish(self) -> io::Result<()> {
        match self {
            Self::Clear(file) => file.sync_all(),
            Self::Sealed(sealer) => sealer.finish()?.sync_all(),
        }
    }
}

impl Write for Landing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Clear(file) => file.write(bytes),
            Self::Sealed(sealer) => sealer.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Clear(file) => file.flush(),
            Self::Sealed(sealer) => sealer.flush(),
        }
    }
}

/// A landed file as the bytes that came.
pub(crate) enum Landed<R = File> {
    Clear(R),
    Sealed(Box<Opened<R>>),
}

impl<R: Read + Seek> Read for Landed<R> {
    fn read(&mut self, target: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Clear(file) => file.read(target),
            Self::Sealed(opened) => opened.read(target),
        }
    }
}

impl<R: Read + Seek> Seek for Landed<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        match self {
            Self::Clear(file) => file.seek(to),
            Self::Sealed(opened) => opened.seek(to),
        }
    }
}
