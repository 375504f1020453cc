//! The whole way from published loads to golden records, on hubs with records of every kind.

mod loaded;
mod region;
mod scale;
