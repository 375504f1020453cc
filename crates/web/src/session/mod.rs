//! Who is signed in, as a browser shows it: the cookie, and secrets that only their holder knows. Sessions themselves are the
//! hub's.

mod cookie;
mod secret;
mod sessions;

pub(crate) use cookie::{cookie_value, expired_cookie, session_cookie};
pub(crate) use secret::{Hash, Secret, same};
pub(crate) use sessions::{Session, SessionFault, Sessions};
