//! Arrows between crates point downward, as ARCHITECTURE.md draws them.

use super::finding::Finding;
use super::package::{Dependency, Package};

/// Folder of a crate and its layer.
const LAYERS: [(&str, u8); 18] = [
    ("model", 0),
    ("read", 1),
    ("link", 1),
    ("risk", 1),
    ("policy", 1),
    ("ledger", 1),
    ("seal", 1),
    ("geo", 1),
    ("synth", 1),
    ("store", 2),
    ("scale", 2),
    ("hub", 3),
    ("web", 4),
    ("doors", 4),
    ("report", 4),
    ("dolen", 5),
    ("xtask", 5),
    ("fuzz", 5),
];
/// The executables, whose package is not named after the project and the folder.
const OWN_NAMES: [&str; 2] = ["dolen", "xtask"];
/// Crates from outside that only some of ours may use, and why.
const RESERVED: [(&str, &[&str], &str); 11] = [
    ("sqlx", &["store"], "only `store` knows the database"),
    ("libsqlite3-sys", &["store"], "only `store` knows the database"),
    ("axum", &["web"], "only `web` knows HTTP"),
    ("axum-server", &["web"], "only `web` knows HTTP"),
    ("tower-http", &["web"], "only `web` knows HTTP"),
    ("askama", &["web"], "only `web` writes pages"),
    ("clap", &["dolen", "xtask"], "only an executable reads a command line"),
    ("getrandom", &["dolen"], "randomness is a parameter: only the executable takes it from the machine"),
    ("ring", &["seal"], "only `seal` holds ciphers; whoever needs one asks it"),
    ("mimalloc", &["dolen"], "only the executable chooses its allocator"),
    ("anyhow", &["dolen", "xtask"], "a library's errors have types"),
];
/// What an engine, pure as it is, has no use for.
const NOT_IN_ENGINES: [&str; 2] = ["tokio", "tracing"];

/// Edges that point up or sideways, crates in no layer, and crates from outside in the wrong place.
pub(super) fn check(packages: &[Package]) -> Vec<Finding> {
    packages.iter().flat_map(check_package).collect()
}

fn check_package(package: &Package) -> Vec<Finding> {
    let mut findings = Vec::new();
    let folder = package.folder.rsplit('/').next().unwrap_or_default();
    if !OWN_NAMES.contains(&folder) && package.name != format!("dolen-{folder}")
        || OWN_NAMES.contains(&folder) && package.name != folder
    {
        let message = format!("the package in `{}` is not named after its folder", package.folder);
        findings.push(Finding::of("package-name", &package.name, message));
    }
    let Some(layer) = layer(folder) else {
        let message = "the crate stands in no layer: add it to ARCHITECTURE.md and to this rule";
        findings.push(Finding::of("dependency-layer", &package.name, message));
        return findings;
    };
    let messages = package.dependencies.iter().filter_map(|dependency| {
        own_edge(folder, layer, dependency).or_else(|| foreign_edge(folder, layer, dependency))
    });
    findings.extend(messages.map(|message| Finding::of("dependency-layer", &package.name, message)));
    findings
}

fn layer(folder: &str) -> Option<u8> {
    LAYERS.iter().find(|(name, _)| *name == folder).map(|(_, layer)| *layer)
}

/// What is wrong with an edge to a crate of ours.
fn own_edge(folder: &str, layer: u8, dependency: &Dependency) -> Option<String> {
    let to = if dependency.name == "dolen" { "dolen" } else { dependency.name.strip_prefix("dolen-")? };
    let is_for_tests = dependency.kind.as_deref() == Some("dev");
    let below = self::layer(to)?;
    // Of its own a crate's tests ask for what it has for tests alone.
    if is_for_tests && to == folder {
        return None;
    }
    if below >= layer {
        let direction = if below == layer { "sideways" } else { "upward" };
        return Some(format!("depends {direction} on `{}`: arrows point to a lower layer", dependency.name));
    }
    if to == "synth" && !is_for_tests && folder != "dolen" {
        return Some("uses the synthetic region outside demo, tests and benchmarks".to_owned());
    }
    if folder == "web" && to == "store" {
        return Some("reaches the database past the use cases of `hub`".to_owned());
    }
    None
}

/// What is wrong with an edge to a crate from outside. Tests may use any.
fn foreign_edge(folder: &str, layer: u8, dependency: &Dependency) -> Option<String> {
    if dependency.kind.as_deref() == Some("dev") {
        return None;
    }
    if layer <= 1 && NOT_IN_ENGINES.contains(&dependency.name.as_str()) {
        return Some(format!("uses `{}`: an engine has no I/O and no async", dependency.name));
    }
    let (_, places, reason) = RESERVED.iter().find(|(name, _, _)| *name == dependency.name)?;
    (!places.contains(&folder)).then(|| format!("uses `{}`: {reason}", dependency.name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(package: Package) -> Vec<String> {
        check(&[package]).into_iter().map(|finding| finding.message).collect()
    }

    #[test]
    fn an_upward_and_a_sideways_edge_are_found() {
        let read = Package::example("dolen-read", "crates/read", &["dolen-model", "dolen-link", "dolen-hub"]);
        assert_eq!(
            messages(read),
            [
                "depends sideways on `dolen-link`: arrows point to a lower layer",
                "depends upward on `dolen-hub`: arrows point to a lower layer"
            ]
        );
    }

    #[test]
    fn tests_use_what_their_crate_has_for_tests() {
        assert!(messages(Package::example("dolen-read", "crates/read", &["dolen-read (dev)"])).is_empty());
    }

    #[test]
    fn an_edge_for_tests_counts_too() {
        let read = Package::example("dolen-read", "crates/read", &["dolen-synth (dev)"]);
        assert_eq!(messages(read), ["depends sideways on `dolen-synth`: arrows point to a lower layer"]);
    }

    #[test]
    fn the_synthetic_region_is_for_demo_and_tests() {
        assert!(messages(Package::example("dolen-web", "crates/web", &["dolen-synth (dev)"])).is_empty());
        assert!(messages(Package::example("dolen", "crates/dolen", &["dolen-synth"])).is_empty());
        assert_eq!(messages(Package::example("dolen-hub", "crates/hub", &["dolen-synth"])).len(), 1);
    }

    #[test]
    fn a_crate_from_outside_stays_in_its_place() {
        assert!(messages(Package::example("dolen-store", "crates/store", &["sqlx", "tokio"])).is_empty());
        assert_eq!(messages(Package::example("dolen-hub", "crates/hub", &["sqlx"])).len(), 1);
        assert_eq!(messages(Package::example("dolen-link", "crates/link", &["tokio"])).len(), 1);
    }

    #[test]
    fn a_crate_is_named_after_its_folder_and_stands_in_a_layer() {
        assert_eq!(messages(Package::example("reader", "crates/read", &[])).len(), 1);
        assert_eq!(messages(Package::example("dolen-more", "crates/more", &[])).len(), 1);
        assert!(messages(Package::example("xtask", "crates/xtask", &[])).is_empty());
    }
}
