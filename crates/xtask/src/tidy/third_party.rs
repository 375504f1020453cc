//! Licences, bans and sources of what comes from outside, by the list in deny.toml. cargo-deny checks the same list and
//! more (`cargo xtask deny`); this check needs nothing installed, so it always runs.

use std::path::Path;

use anyhow::{Context, Result};
use serde::Deserialize;

use super::finding::Finding;
use super::licence;
use super::package::ThirdParty;

/// Start of the one source allowed, in two halves so that no host stands here.
const REGISTRY: (&str, &str) = ("registry+https://github.com/rust-lang/crates", ".io-index");

/// What deny.toml says, as far as this check needs it.
#[derive(Deserialize)]
pub(super) struct Policy {
    licenses: Licences,
    bans: Bans,
}

#[derive(Deserialize)]
struct Licences {
    allow: Vec<String>,
    #[serde(default)]
    exceptions: Vec<Exception>,
}

/// More licences, for one crate.
#[derive(Deserialize)]
struct Exception {
    #[serde(rename = "crate")]
    name: String,
    allow: Vec<String>,
}

impl Licences {
    /// What a crate may be under.
    fn of(&self, name: &str) -> Vec<String> {
        let more = self.exceptions.iter().filter(|exception| exception.name == name);
        self.allow.iter().chain(more.flat_map(|exception| &exception.allow)).cloned().collect()
    }
}

#[derive(Deserialize)]
struct Bans {
    deny: Vec<Ban>,
}

#[derive(Deserialize)]
struct Ban {
    #[serde(rename = "crate")]
    name: String,
    reason: String,
    /// Packages that may use it all the same.
    #[serde(default)]
    wrappers: Vec<String>,
}

impl Ban {
    /// Whether a package is what is banned, or uses it where only others may.
    fn is_of(&self, package: &ThirdParty) -> bool {
        if self.wrappers.is_empty() {
            return self.name == package.name;
        }
        package.uses.contains(&self.name) && !self.wrappers.contains(&package.name)
    }
}

impl Policy {
    pub(super) fn read(path: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(path).with_context(|| format!("could not read {}", path.display()))?;
        Self::parse(&text)
    }

    fn parse(text: &str) -> Result<Self> {
        toml::from_str(text).context("deny.toml is not as expected")
    }
}

/// Packages with a licence, a name or a source that the policy does not let in.
pub(super) fn check(policy: &Policy, packages: &[ThirdParty]) -> Vec<Finding> {
    const RULE: &str = "third-party";
    let mut findings = Vec::new();
    for package in packages {
        let place = format!("{} {}", package.name, package.version);
        let mut find = |message: String| findings.push(Finding::of(RULE, &place, message));
        match &package.license {
            None => find("has no licence".to_owned()),
            Some(expression) if !licence::is_satisfied(expression, &policy.licenses.of(&package.name)) => {
                find(format!("licence `{expression}` is not on the list of deny.toml"));
            }
            Some(_) => {}
        }
        if let Some(ban) = policy.bans.deny.iter().find(|ban| ban.is_of(package)) {
            find(format!("is banned, or uses `{}` that is: {}", ban.name, ban.reason));
        }
        if package.source.as_deref() != Some(&format!("{}{}", REGISTRY.0, REGISTRY.1)) {
            find("does not come from the default registry".to_owned());
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(name: &str, license: Option<&str>, source: &str) -> ThirdParty {
        ThirdParty::example(name, license, source, &[])
    }

    #[test]
    fn a_foreign_licence_name_or_source_is_found() {
        let policy = "[licenses]\nallow = [\"MIT\"]\nexceptions = [{ crate = \"excepted\", allow = [\"CC0-1.0\"] }]\n[bans]\ndeny = [{ crate = \"openssl-sys\", reason = \"rustls\" }]";
        let policy = Policy::parse(policy).expect("a policy");
        let registry = format!("{}{}", REGISTRY.0, REGISTRY.1);
        let packages = [
            package("fine", Some("MIT OR GPL-3.0-only"), &registry),
            package("copyleft", Some("GPL-3.0-only"), &registry),
            package("silent", None, &registry),
            package("excepted", Some("CC0-1.0"), &registry),
            package("other", Some("CC0-1.0"), &registry),
            package("openssl-sys", Some("MIT"), &registry),
            package("forked", Some("MIT"), "git+https://example.org/forked"),
        ];
        let found: Vec<_> = check(&policy, &packages).into_iter().map(|finding| finding.place).collect();
        assert_eq!(found, ["copyleft 1.0.0", "silent 1.0.0", "other 1.0.0", "openssl-sys 1.0.0", "forked 1.0.0"]);
    }

    #[test]
    fn what_only_one_may_use_is_found_at_any_other() {
        let policy = "[licenses]\nallow = [\"MIT\"]\n[bans]\ndeny = [{ crate = \"openssl-sys\", wrappers = [\"libsqlite3-sys\"], reason = \"rustls\" }]";
        let policy = Policy::parse(policy).expect("a policy");
        let registry = format!("{}{}", REGISTRY.0, REGISTRY.1);
        let packages = ["openssl-sys", "libsqlite3-sys", "openssl"].map(|name| {
            let uses: &[&str] = if name == "openssl-sys" { &[] } else { &["openssl-sys"] };
            ThirdParty::example(name, Some("MIT"), &registry, uses)
        });
        let found: Vec<_> = check(&policy, &packages).into_iter().map(|finding| finding.place).collect();
        assert_eq!(found, ["openssl 1.0.0"]);
    }
}
