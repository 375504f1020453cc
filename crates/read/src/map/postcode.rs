//! A postcode, with what a directory knows of it.

use dolen_model::{Postcode, PostcodeKind};

use super::value::Reading;
use crate::{DirectoryEntry, ReadOptions};

pub(super) fn read_postcode(text: &str, options: &ReadOptions<'_>) -> Reading {
    let Ok(postcode) = Postcode::parse(text) else {
        return Reading::broken("postcode-shape");
    };
    let told = |rule| Reading::noted(postcode.as_str(), rule);
    let entry = || options.postcodes.map(|directory| directory.find(&postcode));
    match postcode.kind() {
        PostcodeKind::Full => match entry() {
            Some(DirectoryEntry::Unknown) => told("postcode-unknown"),
            Some(DirectoryEntry::Terminated) => told("postcode-terminated"),
            Some(DirectoryEntry::Live) | None => Reading::value(postcode.as_str()),
        },
        // Every postcode of this kind is terminated: that it is from before the recoding says more.
        PostcodeKind::LegacyNewport => match entry() {
            Some(DirectoryEntry::Unknown) => told("postcode-unknown"),
            _ => told("postcode-legacy"),
        },
        // A part of a postcode is kept: it still says where, roughly, and never passes for a whole one.
        PostcodeKind::Outward | PostcodeKind::Sector => told("postcode-partial"),
        PostcodeKind::ForcesPostOffice => told("postcode-forces"),
        // It says something, and where somebody lives is not what it says.
        PostcodeKind::NoFixedAbode => {
            Reading { value: None, broken: vec!["postcode-no-fixed-abode"], is_empty: false, is_answer: true }
        }
        PostcodeKind::Pseudo => Reading { broken: vec!["postcode-pseudo"], ..Reading::empty() },
    }
}
