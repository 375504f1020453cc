//! The matcher alone, over CSV files: what `dolen link` and `dolen evaluate` do, without a hub.
//!
//! The caller opens files and tells the time; here they are only read and written:
//! 1. [`FileInput`] for each file: its name, which becomes the source, and a reader.
//! 2. [`LinkRequest`]: a specification (or none, or a part: the rest follows from the columns' names and values), `--id`, `--source-column`.
//! 3. [`link_files`] gives a [`FilesLinkage`]: write it with [`FilesLinkage::write_clusters`] and
//!    [`FilesLinkage::write_links`], tell it with [`FilesLinkage::notes`] and [`FilesLinkage::json`].
//! 4. [`evaluate_clusters`] and [`evaluate_links`] read what was written, and the truth.

mod columns;
mod evaluate;
#[cfg(test)]
mod explained;
mod fault;
mod prepare;
#[cfg(test)]
mod quality;
mod read;
mod run;
#[cfg(test)]
mod tests;
mod write;

pub use evaluate::{FilesEvaluation, evaluate_clusters, evaluate_links};
pub use fault::LinkFilesFault;
pub use read::FileInput;
pub use run::{FilesLinkage, LinkRequest, explain_files, link_files};
