//! Rows out of bytes. Nothing in them is believed: not a name, not a length, not a count.

use std::io::{ErrorKind, Read};

use super::cell::{Cell, array};
use super::shape::Shape;
use super::sink::{ALL, END, Flow, MARK, ROW, TABLE, kind_name, newest};
use super::{ArchiveFault, Counted, Sink, Told};
use crate::tables::{ARCHIVED, Column};

/// Reads what an archive begins with: the migration of the schema that its rows are of.
pub(super) fn begin(source: &mut dyn Read) -> Result<i64, ArchiveFault> {
    let place = || "at its start".to_owned();
    if array::<16>(source).map_err(|fault| read(fault, place()))? != *MARK {
        return Err(ArchiveFault::damaged(place(), "it is no archive of a hub"));
    }
    let found = i64::from_be_bytes(array(source).map_err(|fault| read(fault, place()))?);
    let known = newest();
    match found {
        found if found > known => Err(ArchiveFault::Newer { found, known }),
        found if found < 1 => Err(ArchiveFault::damaged(place(), "its schema has no such number")),
        found => Ok(found),
    }
}

/// Sends what bytes hold.
pub(super) async fn send(
    source: &mut (dyn Read + Send),
    into: Sink<'_>,
    told: Told<'_>,
) -> Result<Vec<Counted>, ArchiveFault> {
    let migration = begin(source)?;
    let mut flow = Flow::begin(into, migration, told)?;
    let mut last = None;
    loop {
        let [next] = array(source).map_err(|fault| read(fault, flow.place()))?;
        match next {
            TABLE => {
                let shape = shape(source, &flow.place())?;
                let place = ARCHIVED.iter().position(|table| table.name == shape.table.name);
                // Rows come behind those that they refer to, and no table comes twice.
                if place <= last {
                    return Err(ArchiveFault::damaged(flow.place(), "a table is out of its order"));
                }
                last = place;
                rows(source, shape, &mut flow).await?;
            }
            ALL => {
                let rows = u64::from_be_bytes(array(source).map_err(|fault| read(fault, flow.place()))?);
                if rows != flow.through() {
                    return Err(ArchiveFault::damaged("at its end", "it has fewer or more rows than were counted"));
                }
                return flow.end();
            }
            _ => return Err(ArchiveFault::damaged(flow.place(), "neither a table nor the end")),
        }
    }
}

async fn rows(source: &mut dyn Read, shape: Shape, flow: &mut Flow<'_, '_>) -> Result<(), ArchiveFault> {
    let columns = shape.columns.clone();
    flow.table(shape)?;
    loop {
        let place = flow.place();
        let failed = |fault| read(fault, place.clone());
        match array(source).map_err(failed)? {
            [ROW] => {
                let cells = columns.iter().map(|column| Cell::read(source, column.kind));
                let row = cells.collect::<Result<_, _>>().map_err(failed)?;
                flow.row(row).await?;
            }
            [END] => {
                let rows = u64::from_be_bytes(array(source).map_err(failed)?);
                let sha256: [u8; 32] = array(source).map_err(failed)?;
                let found = flow.end_table().await?;
                if found.rows != rows || found.sha256 != sha256 {
                    let place = format!("in table {}", found.table);
                    return Err(ArchiveFault::damaged(place, "its rows are not those that were counted"));
                }
                return Ok(());
            }
            _ => return Err(ArchiveFault::damaged(place, "neither a row nor the end of a table")),
        }
    }
}

/// A table and its columns, which this version knows.
fn shape(source: &mut dyn Read, place: &str) -> Result<Shape, ArchiveFault> {
    let mut name = || -> Result<String, ArchiveFault> {
        let [length] = array(source).map_err(|fault| read(fault, place.to_owned()))?;
        let mut bytes = vec![0; usize::from(length)];
        source.read_exact(&mut bytes).map_err(|fault| read(fault, place.to_owned()))?;
        String::from_utf8(bytes).map_err(|_| ArchiveFault::damaged(place, "a name is no text"))
    };
    let table = name()?;
    let table = ARCHIVED.iter().find(|known| known.name == table);
    let table = table.ok_or_else(|| ArchiveFault::damaged(place, "this version knows no such table"))?;
    let mut columns: Vec<&'static Column> = Vec::new();
    loop {
        let column = name()?;
        if column.is_empty() {
            break;
        }
        let kind = name()?;
        let known = table.columns.iter().find(|known| known.name == column && kind_name(known.kind) == kind);
        let known = known.ok_or_else(|| ArchiveFault::damaged(place, "this version knows no such column"))?;
        if columns.iter().any(|other| other.name == known.name) {
            return Err(ArchiveFault::damaged(place, "a column stands twice"));
        }
        columns.push(known);
    }
    let has_key = table.key.iter().all(|key| columns.iter().any(|column| column.name == *key));
    if has_key { Ok(Shape { table, columns }) } else { Err(ArchiveFault::damaged(place, "a table without its key")) }
}

/// A fault of reading, told as damage where the bytes end too early or are none of a value.
fn read(fault: std::io::Error, place: String) -> ArchiveFault {
    match fault.kind() {
        ErrorKind::UnexpectedEof => ArchiveFault::damaged(place, "it is cut off"),
        // What lies below may say more of it than that.
        ErrorKind::InvalidData if fault.get_ref().is_none() => {
            ArchiveFault::damaged(place, "a value is none of its kind")
        }
        _ => ArchiveFault::Read(fault),
    }
}
