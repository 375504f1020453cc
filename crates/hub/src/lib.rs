#![doc = include_str!("../README.md")]

pub mod link_files;
pub mod view;
