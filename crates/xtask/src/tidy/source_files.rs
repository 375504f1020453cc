//! The files that are, or would be, in the repository.

use std::path::Path;

use anyhow::Result;

use crate::run::{command, output};

/// A text file.
#[derive(Clone, Debug)]
pub(super) struct SourceFile {
    /// Path from the root, with `/`.
    pub(super) path: String,
    /// Its text.
    pub(super) text: String,
}

impl SourceFile {
    pub(super) fn has_extension(&self, extension: &str) -> bool {
        Path::new(&self.path).extension().is_some_and(|found| found == extension)
    }

    pub(super) fn is_rust(&self) -> bool {
        self.has_extension("rs")
    }

    #[cfg(test)]
    pub(super) fn example(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned() }
    }
}

/// Every text file that git tracks or that nobody told it to ignore.
pub(super) fn read(root: &Path) -> Result<Vec<SourceFile>> {
    let listed = output(command("git", &["ls-files", "-z", "--cached", "--others", "--exclude-standard"]))?;
    let mut files: Vec<SourceFile> = listed
        .split('\0')
        .filter(|path| !path.is_empty())
        .filter_map(|path| {
            let text = std::fs::read_to_string(root.join(path)).ok()?;
            Some(SourceFile { path: path.to_owned(), text })
        })
        .collect();
    files.sort_by(|left, right| left.path.cmp(&right.path));
    files.dedup_by(|left, right| left.path == right.path);
    Ok(files)
}
