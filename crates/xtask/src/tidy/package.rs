//! What `cargo metadata` says of the packages.

use std::collections::HashMap;

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::run::{cargo, output, root};

/// A package of the workspace.
#[derive(Clone, Debug)]
pub(super) struct Package {
    pub(super) name: String,
    /// Folder from the root, with `/`.
    pub(super) folder: String,
    pub(super) dependencies: Vec<Dependency>,
}

/// An edge of the dependency graph, as the manifest has it.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Dependency {
    pub(super) name: String,
    /// `None` for a normal one, else `dev` or `build`.
    pub(super) kind: Option<String>,
}

/// A package from outside.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct ThirdParty {
    pub(super) name: String,
    pub(super) version: String,
    /// SPDX expression.
    pub(super) license: Option<String>,
    /// Where it comes from; `None` for a path.
    pub(super) source: Option<String>,
    id: String,
    /// Names of the packages that it is built with.
    #[serde(default)]
    pub(super) uses: Vec<String>,
}

#[derive(Deserialize)]
struct Metadata<T> {
    packages: Vec<T>,
}

/// Packages, and what each is built with.
#[derive(Deserialize)]
struct Resolved {
    packages: Vec<ThirdParty>,
    resolve: Graph,
}

#[derive(Deserialize)]
struct Graph {
    nodes: Vec<Node>,
}

#[derive(Deserialize)]
struct Node {
    id: String,
    dependencies: Vec<String>,
}

#[derive(Deserialize)]
struct Described {
    name: String,
    manifest_path: String,
    dependencies: Vec<Dependency>,
}

/// The packages of the workspace.
pub(super) fn workspace() -> Result<Vec<Package>> {
    let text = output(cargo(&["metadata", "--format-version", "1", "--no-deps", "--locked"]))?;
    let metadata: Metadata<Described> = serde_json::from_str(&text).context("cargo metadata is not as expected")?;
    let root = root();
    let packages = metadata.packages.into_iter().map(|package| {
        let manifest = std::path::Path::new(&package.manifest_path);
        let folder = manifest.parent().unwrap_or(manifest);
        let folder = folder.strip_prefix(&root).unwrap_or(folder).to_string_lossy().replace('\\', "/");
        Package { name: package.name, folder, dependencies: package.dependencies }
    });
    Ok(packages.collect())
}

/// Every package that comes from elsewhere, of all platforms and features.
pub(super) fn third_party() -> Result<Vec<ThirdParty>> {
    let text = output(cargo(&["metadata", "--format-version", "1", "--all-features", "--locked"]))?;
    let resolved: Resolved = serde_json::from_str(&text).context("cargo metadata is not as expected")?;
    let names: HashMap<&str, &str> =
        resolved.packages.iter().map(|package| (package.id.as_str(), package.name.as_str())).collect();
    let named = |node: &Node| {
        node.dependencies.iter().filter_map(|id| names.get(id.as_str())).map(|name| (*name).to_owned()).collect()
    };
    let mut uses: HashMap<String, Vec<String>> =
        resolved.resolve.nodes.iter().map(|node| (node.id.clone(), named(node))).collect();
    let mut packages = resolved.packages;
    packages.retain(|package| package.source.is_some());
    for package in &mut packages {
        package.uses = uses.remove(&package.id).unwrap_or_default();
    }
    Ok(packages)
}

#[cfg(test)]
impl ThirdParty {
    /// A package for a test, built with the packages of these names.
    pub(super) fn example(name: &str, license: Option<&str>, source: &str, uses: &[&str]) -> Self {
        let (version, license, source) = ("1.0.0".to_owned(), license.map(str::to_owned), Some(source.to_owned()));
        let uses = uses.iter().map(|name| (*name).to_owned()).collect();
        Self { name: name.to_owned(), version, license, source, id: name.to_owned(), uses }
    }
}

#[cfg(test)]
impl Package {
    /// A package for a test: dependencies by name, with ` (dev)` behind those for tests.
    pub(super) fn example(name: &str, folder: &str, dependencies: &[&str]) -> Self {
        let dependencies = dependencies.iter().map(|written| match written.strip_suffix(" (dev)") {
            Some(name) => Dependency { name: name.to_owned(), kind: Some("dev".to_owned()) },
            None => Dependency { name: (*written).to_owned(), kind: None },
        });
        Self { name: name.to_owned(), folder: folder.to_owned(), dependencies: dependencies.collect() }
    }
}
