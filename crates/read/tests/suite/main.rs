//! What reading must hold for whoever sends and whoever receives.

#[cfg(test)]
mod bad_input;
#[cfg(test)]
mod catalogue;
#[cfg(test)]
mod columnar;
#[cfg(test)]
mod contract;
#[cfg(test)]
mod cross_row;
#[cfg(test)]
mod csv;
#[cfg(test)]
mod dates;
#[cfg(test)]
mod documentation;
#[cfg(test)]
mod examples;
#[cfg(test)]
mod header;
#[cfg(test)]
mod ods;
#[cfg(test)]
mod ods_builder;
#[cfg(test)]
mod oracle;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod savvi;
#[cfg(test)]
mod spreadsheet;
#[cfg(test)]
mod support;
#[cfg(test)]
mod totals;
#[cfg(test)]
mod values;
#[cfg(test)]
mod workbook;
#[cfg(test)]
mod xls;
#[cfg(test)]
mod xls_builder;
#[cfg(test)]
mod xlsx;
#[cfg(test)]
mod xml;
