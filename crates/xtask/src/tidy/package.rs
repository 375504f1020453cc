//! What `cargo metadata` says of the packages.

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
    /// What its manifest names, optional ones included.
    pub(super) dependencies: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Metadata<T> {
    packages: Vec<T>,
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
    let metadata: Metadata<ThirdParty> = serde_json::from_str(&text).context("cargo metadata is not as expected")?;
    Ok(metadata.packages.into_iter().filter(|package| package.source.is_some()).collect())
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
