//! The database as its users have it: through the functions of the crate, and altered behind their back.

#[cfg(test)]
mod ledger;
#[cfg(test)]
mod search;
