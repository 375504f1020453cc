//! Nothing in the repository names the machine it was written on, or a package registry's host.

use super::finding::Finding;
use super::source_files::SourceFile;

/// Written in two halves, so that this file does not find itself.
const PLACES: [(&str, &str); 8] = [
    ("/wo", "rk/main"),
    ("/wo", "rk/shared"),
    ("/wo", "rk/steering"),
    ("/wo", "rk/."),
    ("/fa", "rm/"),
    ("/ro", "ot/"),
    ("/tmp/bash", "_"),
    ("/home/", "runner/"),
];
const HOSTS: [(&str, &str); 7] = [
    ("crates", ".io"),
    ("pypi", ".org"),
    ("registry", ".npmjs"),
    ("registry", ".yarnpkg"),
    ("deb", ".debian"),
    ("archive", ".ubuntu"),
    ("proxy", ".golang"),
];

/// Lines that name one. Lock files name hosts by their nature.
pub(super) fn check(files: &[SourceFile]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in files {
        let is_lock = file.has_extension("lock") || file.path.ends_with("package-lock.json");
        for (index, line) in file.text.lines().enumerate() {
            let names =
                |list: &[(&str, &str)]| list.iter().any(|(first, rest)| line.contains(&format!("{first}{rest}")));
            if names(&PLACES) {
                findings.push(Finding::at("leaked-place", &file.path, index + 1, "a path of one machine"));
            }
            if !is_lock && names(&HOSTS) {
                findings.push(Finding::at("leaked-place", &file.path, index + 1, "a package registry's host"));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_machine_path_and_a_host_are_found() {
        let host = format!("https://{}{}/x", "crates", ".io");
        let files = [
            SourceFile::example("a.md", &format!("see {}{}/x", "/wo", "rk/main")),
            SourceFile::example("b.toml", &format!("\nurl = \"{host}\"")),
            SourceFile::example("Cargo.lock", &host),
        ];
        let found: Vec<_> = check(&files).into_iter().map(|finding| (finding.place, finding.line)).collect();
        assert_eq!(found, [("a.md".to_owned(), Some(1)), ("b.toml".to_owned(), Some(2))]);
    }
}
