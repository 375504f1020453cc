//! A small writer of .ods and of archives.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// An archive of parts.
pub(crate) fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A spreadsheet whose tables are given as XML.
pub(crate) fn spreadsheet(tables: &str) -> Vec<u8> {
    let content = format!(
        "<?xml version='1.0' encoding='UTF-8'?><office:document-content \
         xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' \
         xmlns:table='urn:oasis:names:tc:opendocument:xmlns:table:1.0' \
         xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0' \
         xmlns:calcext='urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0' office:version='1.3'>\
         <office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    );
    let kind: &[u8] = b"application/vnd.oasis.opendocument.spreadsheet";
    archive(&[("mimetype", kind), ("content.xml", content.as_bytes())])
}

/// A table of rows given as XML.
pub(crate) fn table(name: &str, rows: &str) -> String {
    format!("<table:table table:name='{name}'><table:table-column/>{rows}</table:table>")
}

/// A row of texts.
pub(crate) fn row(texts: &[&str]) -> String {
    let cells = texts
        .iter()
        .map(|text| format!("<table:table-cell office:value-type='string'><text:p>{text}</text:p></table:table-cell>"));
    format!("<table:table-row>{}</table:table-row>", cells.collect::<String>())
}
