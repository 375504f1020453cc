//! Interchange with Splink, held against what Splink and DuckDB said when `tests/data/splink/record.py` asked them.

mod conditions;
mod functions;
mod support;
