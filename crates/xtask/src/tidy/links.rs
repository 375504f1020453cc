//! Links between the documents lead somewhere.

use std::collections::{BTreeMap, BTreeSet};

use super::finding::Finding;
use super::source_files::SourceFile;
use crate::run::root;

/// Links of Markdown files to files or headings that are not there.
pub(super) fn check(files: &[SourceFile]) -> Vec<Finding> {
    let headings: BTreeMap<&str, BTreeSet<String>> = files
        .iter()
        .filter(|file| file.has_extension("md"))
        .map(|file| (file.path.as_str(), anchors(&file.text)))
        .collect();
    let mut findings = Vec::new();
    for file in files.iter().filter(|file| file.has_extension("md")) {
        for (line, target) in targets(&file.text) {
            if target.contains("://") || target.starts_with("mailto:") {
                continue;
            }
            let (path, anchor) = target.split_once('#').map_or((target, None), |(path, anchor)| (path, Some(anchor)));
            let path = if path.is_empty() { file.path.clone() } else { resolve(&file.path, path) };
            let known = headings.get(path.as_str());
            let is_there = known.is_some() || is_listed(files, &path) || root().join(&path).exists();
            if !is_there {
                findings.push(Finding::at("link", &file.path, line, format!("the link `{target}` leads nowhere")));
            } else if let (Some(anchor), Some(known)) = (anchor, known)
                && !known.contains(anchor)
            {
                findings.push(Finding::at("link", &file.path, line, format!("`{path}` has no heading `#{anchor}`")));
            }
        }
    }
    findings
}

fn is_listed(files: &[SourceFile], path: &str) -> bool {
    let folder = format!("{}/", path.trim_end_matches('/'));
    files.iter().any(|file| file.path == path || file.path.starts_with(&folder))
}

/// Targets of `[text](target)`, code left out, with their lines.
fn targets(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut in_code = false;
    for (index, line) in text.lines().enumerate() {
        if line.trim_start().starts_with("```") {
            in_code = !in_code;
        }
        if in_code {
            continue;
        }
        // Every second part between back-ticks is code.
        for outside in line.split('`').step_by(2) {
            for (offset, _) in outside.match_indices("](") {
                let rest = outside.get(offset + 2..).unwrap_or_default();
                if let Some((target, _)) = rest.split_once(')') {
                    found.push((index + 1, target.split_whitespace().next().unwrap_or_default()));
                }
            }
        }
    }
    found
}

/// The headings of a document as they are linked to: small letters, blanks as `-`, other marks dropped.
fn anchors(text: &str) -> BTreeSet<String> {
    let headings = text.lines().filter(|line| line.starts_with('#'));
    headings
        .map(|heading| {
            let words = heading.trim_start_matches('#').trim().to_lowercase();
            let kept = words.chars().filter(|letter| letter.is_alphanumeric() || matches!(letter, ' ' | '-' | '_'));
            kept.collect::<String>().replace(' ', "-")
        })
        .collect()
}

/// A relative target seen from the folder of the file that has it.
fn resolve(from: &str, target: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    if target.starts_with('/') {
        parts.clear();
    }
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_to_nothing_is_found() {
        let files = [
            SourceFile::example("docs/a.md", "# A\n[b](b.md#two-words) [c](gone.md) [d](#lost)\n`[x](code.md)`\n"),
            SourceFile::example("docs/b.md", "## Two words\n[up](../docs/a.md)\n"),
        ];
        let found: Vec<_> = check(&files).into_iter().map(|finding| finding.message).collect();
        assert_eq!(found, ["the link `gone.md` leads nowhere", "`docs/a.md` has no heading `#lost`"]);
    }
}
