//! Moving a hub's database: from the file in its folder to a server, and back. Ids, history, ledger, jobs and decisions are
//! the same afterwards.
//!
//! The last entry of the ledger says that the hub moves, and from then on nothing is written where it was. All rows go to the
//! other database in one transaction, are held against what they are copies of, and the ledger is verified there. Then
//! `hub.toml` is replaced, which is the moment of the move; an entry in the other database says that it has arrived. Whatever
//! ends the process, the same command again completes it, or the move is given up; two databases that both take entries there
//! never are.

mod arrival;
mod copy;
mod fault;
mod leftover;
mod place;
mod section;
#[cfg(test)]
mod tests;
mod undo;

pub(crate) use arrival::settle;
pub use copy::copy;
pub(crate) use copy::keep;
pub use fault::MoveFault;
pub use place::Destination;
#[cfg(test)]
pub(crate) use place::{AT_WORK, LEFT};
pub(crate) use place::{left_behind, part, put_in_place};
pub(crate) use section::{put_in, take_out};
use serde::Serialize;
pub use undo::undo;

/// What became of a move.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Moved {
    /// Where the database is now: an address of a server without a user, or `file`.
    pub to: String,
    /// Rows that were copied in all tables; none where an earlier command had copied them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rows: Option<u64>,
    /// Where the old database is: a file, or an address of a server. Nothing is entered in it any more.
    pub kept: Option<String>,
    /// Whether the old one is a file that another process still has open: it bears its old name until that has ended.
    pub is_open: bool,
}
