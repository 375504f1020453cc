//! Who is signed in to the portal: one-time codes, sessions, and the little that a session remembers. All of it is in the
//! database, so that every process that serves the hub knows the same sessions, and a restart ends none. Secrets come as
//! their SHA-256 in hexadecimal digits; the hub never sees one.

mod code;
mod remembered;
mod signed_in;
#[cfg(test)]
mod tests;

pub use code::{add_code, is_code_good, withdraw_code};
pub use remembered::Remembered;
pub use signed_in::{SignedIn, find, keep_reason, keep_search, see, sign_in, sign_out};
