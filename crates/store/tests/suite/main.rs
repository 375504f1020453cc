//! The contract of the store: every test is written against the functions of the crate, so that another database can be
//! held to it; only `behind` knows which it is, for the tests that alter it behind the store's back.

#[cfg(test)]
mod behind;
#[cfg(test)]
mod intake;
#[cfg(test)]
mod ledger;
#[cfg(test)]
mod master;
#[cfg(test)]
mod search;
#[cfg(test)]
mod upgrade;
