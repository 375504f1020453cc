#![doc = include_str!("../README.md")]

mod chain;
mod digest;
mod entry;
mod head;
mod line;
mod verb;
mod verify;

pub use chain::seal;
pub use digest::{Hash, SetDigest, from_hexadecimal, hexadecimal};
pub use entry::{Draft, Entry};
pub use head::{Head, HeadFault};
pub use line::{LINE_LIMIT, LineFault, from_line, to_line};
pub use verb::Verb;
pub use verify::{Finding, Verifier};
