//! The matcher alone, over files (CSV, Parquet, Arrow IPC): what `dolen link` and `dolen evaluate` do, without a hub.
//!
//! The caller opens files and tells the time; here they are only read and written:
//! 1. [`FileInput`] for each file: its name, which becomes the source, and a reader.
//! 2. [`LinkRequest`]: a specification (or none, or a part: the rest follows from the columns' names and values), `--id`, `--source-column`.
//! 3. [`link_files`] gives a [`FilesLinkage`]: write it with [`FilesLinkage::write_clusters`] and
//!    [`FilesLinkage::write_links`], tell it with [`FilesLinkage::notes`] and [`FilesLinkage::json`].
//!    Where postcodes are is told by [`KnownPostcodes`].
//! 4. [`link_files_by_splink`] does the same by a Splink model.
//! 5. [`FilesLinkage::explainer`] answers why two rows are one person or not, and how a cluster formed.
//! 6. [`FilesLinkage::write_report`] writes all of it as one page.
//! 7. [`FilesLinkage::write_asked`] writes the pairs that a person should be asked about; filled in they are [`Labels`], from
//!    which the next run learns.
//! 8. [`evaluate_clusters`], [`evaluate_links`], [`evaluate_labelled`] and [`evaluate_sampled`] read what was written, and
//!    what is known of the truth.

mod asked;
mod columns;
mod evaluate;
mod explain;
#[cfg(test)]
mod explained;
mod fault;
mod frequencies;
#[cfg(test)]
mod interchange;
#[cfg(test)]
mod labelled;
mod output;
mod postcodes;
mod prepare;
#[cfg(test)]
mod quality;
mod read;
mod report;
mod rows;
mod run;
mod splink;
#[cfg(test)]
mod tests;
mod write;

pub use evaluate::{
    Drawn, FilesEvaluation, FilesGroup, FilesLabelEvaluation, FilesSampleEvaluation, GroupColumn, Labels, Predicted,
    evaluate_clusters, evaluate_labelled, evaluate_links, evaluate_sampled,
};
pub use fault::LinkFilesFault;
pub use frequencies::read_frequencies;
pub use output::OutputFormat;
pub use postcodes::KnownPostcodes;
pub use report::KnownTruth;
pub use rows::FileInput;
pub use run::{FilesLinkage, LinkRequest, explain_files, link_files};
pub use splink::{SplinkFilesLinkage, link_files_by_splink};
