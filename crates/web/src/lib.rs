#![doc = include_str!("../README.md")]

mod assets;
mod components;
mod display;
mod frame;
mod pages;
mod portal;
mod records;
mod router;
mod serving;
mod session;
mod words;

#[cfg(test)]
mod fixture;
#[cfg(test)]
mod tests;

pub use display::{comparison_words, level_words};
pub use pages::load_report_document;
pub use serving::{Announce, ServeFault, ServeOptions, SignInLink, Tls, TlsFault, serve};
