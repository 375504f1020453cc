//! The executable as a user has it: run by its path, read by its output, killed as no user wishes.

mod bad_input;
mod demo;
mod dolen;
mod feed;
mod judgement;
mod kill;
mod ledger;
mod match_files;
#[cfg(test)]
mod region_contracts;
mod usage;
