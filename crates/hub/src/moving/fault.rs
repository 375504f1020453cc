//! Why a hub is not moved.

use std::path::PathBuf;

/// A move that is refused, or did not come to its end.
#[derive(Debug, thiserror::Error)]
pub enum MoveFault {
    /// It is there.
    #[error("the hub's database is at {0} already: nothing was moved")]
    AlreadyThere(String),
    /// It moves, and to somewhere else.
    #[error("the hub is about to move to {0}: name that place again, or give it up first with `dolen copy --undo`")]
    Elsewhere(String),
    /// From one server to another.
    #[error("the hub's database is on a server: move it to the file first, with `dolen copy --to file`, and then on")]
    BetweenServers,
    /// Nothing is to be given up.
    #[error("the hub does not move: there is nothing to give up")]
    NotMoving,
    /// It has moved.
    #[error("hub.toml names the new place already: end the move with `dolen copy --to {0}`, then move it back")]
    Switched(String),
    /// The other side has gone on.
    #[error(
        "entry {0} was made where the hub has moved to: give nothing up here, and put back the hub.toml that names that place"
    )]
    GoneOn(i64),
    /// Something is where the file of the database is to be.
    #[error("`{}` is there, and no half copy of this hub: put it elsewhere", .0.display())]
    FileThere(PathBuf),
    /// An old database is there still.
    #[error("`{}`, the database of before an earlier move, is there still: remove it or put it elsewhere", .0.display())]
    KeptThere(PathBuf),
    /// Rows did not arrive as they left.
    #[error(
        "table `{table}` did not arrive as it left: {left} rows left and {found} are there, or one is another; the hub is where it was: try again, or give it up with `dolen copy --undo`"
    )]
    Differs {
        /// Name.
        table: String,
        /// Rows that left.
        left: u64,
        /// Rows that arrived.
        found: u64,
    },
    /// The section of the configuration is not one that we can take out.
    #[error(
        "the section `[database]` of hub.toml could not be taken out without changing something else: write it as a section of its own at the end of the file"
    )]
    Section,
}
