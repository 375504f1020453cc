//! The contract of the store: every test is written against its functions, so that another database can be held to it.

#[cfg(test)]
mod intake;
