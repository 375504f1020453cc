//! What reading must hold for whoever sends and whoever receives.

mod bad_input;
mod catalogue;
mod contract;
mod cross_row;
mod csv;
mod dates;
mod documentation;
mod examples;
mod header;
mod ods;
mod ods_builder;
mod oracle;
mod properties;
mod savvi;
mod spreadsheet;
mod support;
mod totals;
mod values;
mod workbook;
mod xls;
mod xls_builder;
mod xml;
