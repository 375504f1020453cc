//! Who is signed in: one-time codes, sessions, and the little that a session remembers. All of it is kept in memory only,
//! and the secrets only as their hashes.

mod code;
mod cookie;
mod remembered;
mod secret;
mod store;

pub(crate) use cookie::{cookie_value, expired_cookie, session_cookie};
pub(crate) use secret::{Hash, Secret, same};
pub(crate) use store::{SecretFault, Session, Sessions};
