//! Interchange with Splink, held against what Splink and DuckDB said when `tests/data/splink/record.py` asked them.

mod conditions;
mod constructors;
mod export;
mod functions;
mod reading;
mod run;
mod scores;
mod support;
