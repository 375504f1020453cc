//! One-time sign-in codes.

use super::Hash;

/// A code that was not used yet.
pub(super) struct Code {
    pub(super) hash: Hash,
    pub(super) user: String,
}

/// Takes the code out and gives its user; every code is compared, so that the time tells nothing.
pub(super) fn take(codes: &mut Vec<Code>, presented: &str) -> Option<String> {
    let presented = Hash::of(presented.trim());
    let mut found = None;
    for (index, code) in codes.iter().enumerate() {
        if code.hash.is(&presented) {
            found = Some(index);
        }
    }
    found.map(|index| codes.swap_remove(index).user)
}
