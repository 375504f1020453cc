//! Every crate says what it does, what it never does and how it is laid out.

use super::finding::Finding;
use super::package::Package;
use super::source_files::SourceFile;

/// Crates without a README, or with one that names no limit.
pub(super) fn check(packages: &[Package], files: &[SourceFile]) -> Vec<Finding> {
    const RULE: &str = "crate-readme";
    let mut findings = Vec::new();
    for package in packages {
        let path = format!("{}/README.md", package.folder);
        match files.iter().find(|file| file.path == path) {
            None => {
                findings.push(Finding::of(RULE, &path, "missing: say what the crate does, never does, and its layout"))
            }
            Some(readme) if !readme.text.to_lowercase().contains("never") => {
                findings.push(Finding::of(RULE, &path, "does not say what the crate never does"));
            }
            Some(_) => {}
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crate_without_a_readme_or_a_limit_is_found() {
        let packages = ["crates/a", "crates/b", "crates/c"].map(|folder| Package::example("x", folder, &[]));
        let files = [
            SourceFile::example("crates/b/README.md", "# b\n\nDoes all."),
            SourceFile::example("crates/c/README.md", "# c\n\nDoes one thing. Never: the other."),
        ];
        let found: Vec<_> = check(&packages, &files).into_iter().map(|finding| finding.place).collect();
        assert_eq!(found, ["crates/a/README.md", "crates/b/README.md"]);
    }
}
