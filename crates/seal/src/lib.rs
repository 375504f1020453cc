#![doc = include_str!("../README.md")]

mod fault;
mod header;
mod key;
mod opened;
mod piece;
mod sealer;

pub use fault::SealFault;
pub use header::{HEADER_BYTES, Header};
pub use key::{KEY_BYTES, Key, KeyId, NONCE_BYTES, WRAPPED_BYTES};
pub use opened::Opened;
pub use piece::PIECE_BYTES;
pub use sealer::{RANDOM_BYTES, Sealer};
