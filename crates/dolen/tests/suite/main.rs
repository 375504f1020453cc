//! The executable as a user has it: run by its path, read by its output, killed as no user wishes.

#[cfg(test)]
mod backup;
#[cfg(test)]
mod bad_input;
#[cfg(test)]
mod browser;
#[cfg(test)]
mod copy;
#[cfg(test)]
mod demo;
#[cfg(test)]
mod dolen;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod feed;
#[cfg(test)]
mod judgement;
#[cfg(test)]
mod keys;
#[cfg(test)]
mod labels;
#[cfg(test)]
mod ledger;
#[cfg(test)]
mod match_files;
#[cfg(test)]
mod region_contracts;
#[cfg(test)]
mod served;
#[cfg(test)]
mod server;
#[cfg(test)]
mod sign_in;
#[cfg(test)]
mod splink_models;
#[cfg(test)]
mod usage;
