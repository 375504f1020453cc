//! `cargo xtask load`: how long pages take while many look and the hub works.

mod backup;
mod figures;
mod people;
mod portal;
mod users;
mod work;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::browser::Browser;
use crate::database::Database;
use crate::postgres::{Durability, Server};
use crate::run::{cargo, command, output, root, run, target_folder};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Size of the region, 4.3 being a million records
    #[arg(long, default_value_t = 4.3)]
    scale: f64,
    /// People who look at the same time, each in a session of their own
    #[arg(long, default_value_t = 50)]
    users: usize,
    /// How often each of them opens a page, such as `2s` or `500ms`
    #[arg(long, default_value = "2s", value_parser = time)]
    every: Duration,
    /// Requests after which it ends
    #[arg(long, default_value_t = 5_000)]
    pages: usize,
    /// Kind of database
    #[arg(long, value_enum, default_value = "both")]
    database: Database,
    /// Afterwards also takes a backup under the same load, restores it and holds it against the hub
    #[arg(long)]
    backup: bool,
    /// Measures this executable, instead of the release binary, which is built
    #[arg(long, value_name = "FILE")]
    binary: Option<PathBuf>,
}

/// A hub that is looked at, and what it was made from.
struct Place {
    binary: PathBuf,
    /// Of the demo.
    folder: PathBuf,
    /// What the demo told of itself.
    told: Value,
}

impl Place {
    fn hub(&self) -> PathBuf {
        self.folder.join("hub")
    }
}

/// Measures one kind of database after the other, and prints and keeps the figures.
pub(crate) fn load(arguments: &Arguments) -> Result<()> {
    if arguments.binary.is_none() {
        run(cargo(&["build", "--release", "--package", "dolen", "--locked"]))?;
    }
    let mut documents = Vec::new();
    for database in arguments.database.kinds() {
        let name = database.name();
        // With a commit as safe as in use: that is a part of how long it takes.
        let server = (database == Database::Server).then(|| Server::start(Durability::Full)).transpose()?;
        let place = place(arguments, name, server.as_ref())?;
        let (people, deliveries) = (people::of(&place, arguments.scale)?, work::Deliveries::of(&place)?);
        let mut document = measure(arguments, name, &place, (&people, &deliveries))?;
        println!("\n{}", figures::table(&document));
        if arguments.backup {
            let backup = backup::under_load(arguments, &place, server.as_ref(), (&people, &deliveries))?;
            println!("{}", figures::of_backup(&backup));
            if let Some(document) = document.as_object_mut() {
                document.insert("backup".to_owned(), backup);
            }
        }
        documents.push(document);
    }
    let file = target_folder().join("load.json");
    std::fs::write(&file, serde_json::to_string_pretty(&documents)?)?;
    println!("\nthe figures are in {}", file.display());
    Ok(())
}

/// Makes the hub anew.
fn place(arguments: &Arguments, name: &str, server: Option<&Server>) -> Result<Place> {
    let binary = arguments.binary.clone().unwrap_or_else(|| target_folder().join("release").join("dolen"));
    let folder = target_folder().join(format!("load-{name}"));
    if folder.exists() {
        std::fs::remove_dir_all(&folder).with_context(|| format!("could not empty {}", folder.display()))?;
    }
    let scale = arguments.scale.to_string();
    let mut demo = command(&binary.to_string_lossy(), &["demo", "--no-serve", "--json", "--scale", &scale, "--dir"]);
    demo.arg(&folder).current_dir(root());
    if let Some(server) = server {
        demo.args(["--database", &server.database("dolen_load")]);
    }
    println!("the hub of scale {scale}, in a {name}");
    let told = serde_json::from_str(&output(demo)?).context("the demo did not print one JSON document")?;
    Ok(Place { binary, folder, told })
}

fn measure(
    arguments: &Arguments,
    name: &str,
    place: &Place,
    (people, deliveries): (&[people::Person], &work::Deliveries),
) -> Result<Value> {
    let (portal, browsers) = portal::Portal::start(place, arguments.users)?;
    println!("{} people look, while the hub loads and matches", browsers.len());
    let counter = users::Counter::new(arguments.pages);
    let start = now();
    let (requests, work) = while_they_look(arguments, browsers, people, &counter, || {
        work::until(place, deliveries, || counter.is_enough())
    });
    let seconds = start.elapsed().as_secs_f64();
    if requests.len() < arguments.pages {
        work?;
        bail!("{} of {} requests were made", requests.len(), arguments.pages);
    }
    Ok(figures::document(&figures::Measured {
        database: name,
        scale: arguments.scale,
        users: arguments.users,
        every: arguments.every,
        seconds,
        source_records: place.told.get("source_records").and_then(Value::as_u64).unwrap_or_default(),
        peak_memory_mb: portal.peak_memory_megabytes(),
        requests,
        work: work?,
    }))
}

/// Everybody looks for as long as some work goes on; answers what they asked for and what came of the work.
fn while_they_look<T>(
    arguments: &Arguments,
    browsers: Vec<Browser>,
    people: &[people::Person],
    counter: &users::Counter,
    work: impl FnOnce() -> T,
) -> (Vec<users::Request>, T) {
    std::thread::scope(|scope| {
        let look = |(user, browser)| {
            scope.spawn(move || users::look(user, browser, people, counter, (arguments.users, arguments.every)))
        };
        let looking: Vec<_> = browsers.into_iter().enumerate().map(look).collect();
        let work = work();
        // What could not be done must not keep the others looking.
        counter.end();
        let requests = looking.into_iter().filter_map(|looking| looking.join().ok()).flatten().collect();
        (requests, work)
    })
}

fn now() -> Instant {
    #[expect(clippy::disallowed_methods, reason = "a measurement is of the machine's clock")]
    Instant::now()
}

fn wait(time: Duration) {
    #[expect(clippy::disallowed_methods, reason = "users rest between two pages: that is what is measured")]
    std::thread::sleep(time);
}

fn time(text: &str) -> Result<Duration, String> {
    let number = |digits: &str| digits.parse::<u64>().map_err(|_| format!("`{text}` is no time such as 2s or 500ms"));
    match (text.strip_suffix("ms"), text.strip_suffix('s')) {
        (Some(digits), _) => Ok(Duration::from_millis(number(digits)?)),
        (None, Some(digits)) => Ok(Duration::from_secs(number(digits)?)),
        _ => Err(format!("`{text}` is no time such as 2s or 500ms")),
    }
}

/// Runs the executable on the hub and gives what it printed.
fn dolen(place: &Place, arguments: &[&str]) -> Result<String> {
    output(on_hub(place, arguments))
}

fn on_hub(place: &Place, arguments: &[&str]) -> std::process::Command {
    let mut command = command(&place.binary.to_string_lossy(), arguments);
    command.arg("--hub").arg(place.hub()).env_remove("DOLEN_HUB").env_remove("DOLEN_LOG");
    command
}

/// The path as an argument.
fn text(path: &Path) -> Result<&str> {
    path.to_str().context("a path is not UTF-8")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read_in_seconds_or_thousandths() {
        assert_eq!(time("2s"), Ok(Duration::from_secs(2)));
        assert_eq!(time("500ms"), Ok(Duration::from_millis(500)));
        for wrong in ["2", "s", "-1s", "2m"] {
            assert!(time(wrong).is_err(), "{wrong}");
        }
    }
}
