//! The contract of the store: every test is written against the functions of the crate, and each kind of database is held
//! to it; only `home` knows which it is, and the tests of what one kind alone has.

#[cfg(test)]
mod archive;
#[cfg(test)]
mod concurrency;
#[cfg(test)]
mod fence;
#[cfg(test)]
mod home;
#[cfg(test)]
mod intake;
#[cfg(test)]
mod job;
#[cfg(test)]
mod ledger;
#[cfg(test)]
mod lost_answer;
#[cfg(test)]
mod master;
#[cfg(test)]
mod portal_session;
#[cfg(test)]
mod schema;
#[cfg(test)]
mod sealed;
#[cfg(test)]
mod search;
#[cfg(test)]
mod server;
#[cfg(test)]
mod upgrade;
