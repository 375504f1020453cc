//! Whether an identifier was verified.

use super::text::fold;

/// What says that it was. `01` is what the NHS Data Model and Dictionary has for a number that is present and verified (NHS NUMBER
/// STATUS INDICATOR CODE).
const VERIFIED: &[&str] = &[
    "traced",
    "verified",
    "confirmed",
    "checked",
    "present and verified",
    "number present and verified",
    "01",
    "1",
    "yes",
    "y",
    "true",
    "gwiriwyd",
    "wedi ei wirio",
    "wedii wirio",
    "ie",
];

/// Whether a status says that an identifier was verified. Anything else says that it was not.
pub(crate) fn is_verified(status: &str) -> bool {
    // Most hold this word, as it stands.
    status == "traced" || !status.is_empty() && VERIFIED.contains(&fold(status).as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_for_verified_is_known_and_its_contrary_is_not() {
        for status in ["traced", "Verified", "01", "YES", "Number present and verified", "Wedi'i wirio"] {
            assert!(is_verified(status), "{status}");
        }
        for status in ["", "untraced", "not verified", "02", "no", "03", "unverified", "pending"] {
            assert!(!is_verified(status), "{status}");
        }
    }
}
