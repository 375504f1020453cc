//! The contract of the store: every test is written against the functions of the crate, so that another database can be
//! held to it; only the tests of tampering alter the database behind its back.

#[cfg(test)]
mod intake;
#[cfg(test)]
mod ledger;
#[cfg(test)]
mod master;
#[cfg(test)]
mod search;
