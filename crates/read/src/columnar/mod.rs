//! Parquet and Arrow IPC files (the file format and the stream format) as rows of text.
//!
//! A file is told by how it starts. It is read a batch of rows at a time: what is held is one batch, and of a Parquet file
//! one page of each column. What a file claims of its own sizes is held against limits before anything is made room for.

mod arrow;
mod fault;
mod file;
mod limits;
mod parquet;
mod random_access;
mod text;

pub use fault::ColumnarFault;
pub use file::{ColumnarFile, ColumnarFormat};
