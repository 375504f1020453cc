//! An index that is kept in step with the tables, in one process and in several.

mod people;
mod shown;
mod step;

use std::sync::Arc;

use dolen_model::{CountingIds, FixedClock, counted_secrets};

use super::{Near, follow};
use crate::Hub;
use crate::master::tests::{Loaded, NOW};

/// Another process of the same hub.
async fn another(loaded: &Loaded, number: u64) -> Hub {
    let home = loaded.folder.path().join("hub");
    let (ids, secrets) = (CountingIds::starting_at(number * 100_000), counted_secrets(number * 100_000));
    Hub::open(&home, Arc::new(FixedClock(NOW)), Arc::new(ids), secrets).await.unwrap()
}

/// What an index answers of everybody that is asked for.
async fn answers(hub: &Hub) -> Vec<Vec<Near>> {
    let mut answers = Vec::new();
    for number in 0..people::PEOPLE {
        answers.push(hub.index.search(&[people::inquiry(number)]).await.unwrap().unwrap_or_default());
    }
    answers
}

/// What one that is built now answers.
async fn answers_anew(loaded: &Loaded, number: u64) -> Vec<Vec<Near>> {
    let hub = another(loaded, number).await;
    follow::once(&hub).await.unwrap();
    let answers = answers(&hub).await;
    hub.close().await;
    answers
}
