//! Whether a postcode exists, where somebody knows.

use dolen_model::Postcode;

/// What a directory knows of a postcode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DirectoryEntry {
    /// It is not in it.
    Unknown,
    /// It is in use.
    Live,
    /// It is no longer in use.
    Terminated,
}

/// A list of postcodes, such as the ONS Postcode Directory.
pub trait PostcodeDirectory: Sync {
    /// Looks a postcode up.
    fn find(&self, postcode: &Postcode) -> DirectoryEntry;
}
