#![doc = include_str!("../README.md")]

mod chain;
mod content;
mod digest;
mod entry;
mod erasure;
mod head;
mod line;
#[cfg(test)]
mod tests;
mod verb;
mod verify;

pub use chain::seal;
pub use content::{Content, Parts, PartsFault, Salt, Told};
pub use digest::{Hash, SetDigest, from_hexadecimal, hexadecimal};
pub use entry::{Draft, Entry};
pub use erasure::{ErasureFault, NAMED_LIMIT, Naming};
pub use head::{Head, HeadFault};
pub use line::{LINE_LIMIT, LineFault, from_line, to_line};
pub use verb::Verb;
pub use verify::{Finding, Verifier};
