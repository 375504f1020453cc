//! Interchange with Splink, held against what Splink and DuckDB said when `tests/data/splink/record.py` asked them.

mod conditions;
mod constructors;
mod functions;
mod scores;
mod support;
