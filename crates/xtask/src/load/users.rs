//! Users who look for people and open their records.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use super::people::Person;
use super::{now, wait};
use crate::browser::{Browser, Page};

/// A request that was answered, or was not.
pub(super) struct Request {
    pub(super) kind: &'static str,
    /// When it was made, since the first user began.
    pub(super) at: Duration,
    pub(super) time: Duration,
    /// Why it is counted as an error: the status, or what the connection met.
    pub(super) error: Option<String>,
}

/// How many requests were made, of how many.
pub(super) struct Counter {
    start: Instant,
    made: AtomicUsize,
    wanted: usize,
    is_ended: AtomicBool,
}

impl Counter {
    pub(super) fn new(wanted: usize) -> Self {
        Self { start: now(), made: AtomicUsize::new(0), wanted, is_ended: AtomicBool::new(false) }
    }

    pub(super) fn is_enough(&self) -> bool {
        self.made.load(Ordering::Relaxed) >= self.wanted
    }

    /// Nobody looks any more once there were enough.
    pub(super) fn end(&self) {
        self.is_ended.store(true, Ordering::Relaxed);
    }

    fn is_over(&self) -> bool {
        self.is_ended.load(Ordering::Relaxed)
    }
}

/// One user's session, and what came of it.
struct Session<'a> {
    browser: Browser,
    counter: &'a Counter,
    requests: Vec<Request>,
}

/// Looks until there were enough requests and the hub's work is done: a search, then a record that it found, and so on; one
/// of them each so often. Users begin one after the other.
pub(super) fn look(
    user: usize,
    browser: Browser,
    people: &[Person],
    counter: &Counter,
    (users, every): (usize, Duration),
) -> Vec<Request> {
    let mut session = Session { browser, counter, requests: Vec::new() };
    let mut next = now() + every.mul_f64(user as f64 / users.max(1) as f64);
    let mut found: Option<String> = None;
    for place in 0.. {
        // Whoever waited for a page longer than that opens the next at once.
        wait(next.saturating_duration_since(now()));
        next = now().max(next) + every;
        if counter.is_over() {
            break;
        }
        found = match found.take() {
            Some(golden) => {
                session.open(&golden);
                None
            }
            // Another in each search, and by each user.
            None => people
                .get((place * users + user) % people.len().max(1))
                .and_then(|person| session.search(place, person)),
        };
    }
    session.requests
}

impl Session<'_> {
    /// By name and date of birth, or by name and postcode; answers somebody who was found.
    fn search(&mut self, place: usize, person: &Person) -> Option<String> {
        let second = match place % 4 {
            0 => ("birth_date", person.birth_date.as_str()),
            _ => ("postcode", person.postcode.as_str()),
        };
        let page = self.timed("search", 303, |browser| browser.send("/search", &[("name", &person.name), second]))?;
        let results = self.timed("results", 200, |browser| browser.get(&page.location))?;
        let link = results.body.split("href=\"/person/").nth(1)?;
        Some(link.split('"').next()?.to_owned())
    }

    /// Says why, and opens the record.
    fn open(&mut self, golden: &str) {
        let path = format!("/person/{golden}");
        let reason = format!("{path}/reason");
        let given = self.timed("reason", 303, |browser| browser.send(&reason, &[("purpose", "direct-care")]));
        if given.is_some() {
            self.timed("single view", 200, |browser| browser.get(&path));
        }
    }

    /// The page, where it is what it should be.
    fn timed(
        &mut self,
        kind: &'static str,
        status: u16,
        ask: impl FnOnce(&mut Browser) -> std::io::Result<Page>,
    ) -> Option<Page> {
        let start = now();
        let answer = ask(&mut self.browser);
        let (at, time) = (start.duration_since(self.counter.start), start.elapsed());
        self.counter.made.fetch_add(1, Ordering::Relaxed);
        let (page, error) = match answer {
            Ok(page) if page.status == status => (Some(page), None),
            Ok(page) => (None, Some(page.status.to_string())),
            Err(fault) => (None, Some(fault.kind().to_string())),
        };
        self.requests.push(Request { kind, at, time, error });
        page
    }
}
