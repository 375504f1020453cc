//! Files as a table, with the specification to link it by.

use dolen_link::{LeftOut, Recognition, Specification, Table, recognise};

use super::columns::{notes, places};
use super::fault::LinkFilesFault;
use super::read::{Csv, FileInput};
use super::run::LinkRequest;

/// What is ready to be linked.
pub(super) struct Prepared {
    pub(super) table: Table,
    pub(super) specification: Specification,
    /// Where the request names no columns: what they were taken as.
    pub(super) recognition: Recognition,
    /// What the user should know, line by line.
    pub(super) notes: Vec<String>,
}

/// An opened file, and where its rows have their id and source.
struct Opened<'a> {
    csv: Csv<'a>,
    stem: String,
    id: Option<usize>,
    source: Option<usize>,
}

/// Rows that are told to the user.
#[derive(Default)]
struct Odd {
    ragged: u64,
    without_id: u64,
}

/// Reads the files: the columns that the request names, or all that can be recognised.
pub(super) fn prepare(files: Vec<FileInput<'_>>, request: &LinkRequest) -> Result<Prepared, LinkFilesFault> {
    let opened = open(files, request)?;
    let mut odd = Odd::default();
    let given = request.specification.as_ref().filter(|specification| !specification.columns.is_empty());
    let mut prepared = match given {
        Some(specification) => named(opened, specification, request, &mut odd)?,
        None => recognised(opened, request, &mut odd)?,
    };
    let told = [
        (odd.ragged, "rows with more cells than the header, matched on nothing"),
        (odd.without_id, "rows without an id, named by their number"),
    ];
    let told = told.into_iter().filter(|(count, _)| *count > 0);
    prepared.notes.extend(told.map(|(count, text)| format!("{count} {text}")));
    Ok(prepared)
}

fn open<'a>(files: Vec<FileInput<'a>>, request: &LinkRequest) -> Result<Vec<Opened<'a>>, LinkFilesFault> {
    let mut opened: Vec<Opened<'a>> = Vec::new();
    for file in files {
        let stem = file.stem();
        if request.source_column.is_none() && opened.iter().any(|known| known.stem == stem) {
            return Err(LinkFilesFault::SameSource(stem));
        }
        let csv = Csv::open(&file.name, file.reader)?;
        let place = |column: &Option<String>| column.as_ref().map(|column| csv.place(column)).transpose();
        let (id, source) = (place(&request.id_column)?, place(&request.source_column)?);
        opened.push(Opened { csv, stem, id, source });
    }
    Ok(opened)
}

/// The columns that a specification names.
fn named(
    opened: Vec<Opened<'_>>,
    specification: &Specification,
    request: &LinkRequest,
    odd: &mut Odd,
) -> Result<Prepared, LinkFilesFault> {
    let is_of_rows =
        |name: &str| [&request.id_column, &request.source_column].iter().any(|of| of.as_deref() == Some(name));
    if let Some(name) = specification.columns.iter().flat_map(|column| column.names()).find(|name| is_of_rows(name)) {
        return Err(LinkFilesFault::NamesRows(name.to_owned()));
    }
    let headers: Vec<&[String]> = opened.iter().map(|file| file.csv.header.as_slice()).collect();
    let places = places(specification, &headers)?;
    let mut table = empty(specification);
    for (file, places) in opened.into_iter().zip(&places) {
        fill(&mut table, file, places, odd)?;
    }
    let (recognition, notes) = (Recognition::default(), Vec::new());
    Ok(Prepared { table, specification: specification.clone(), recognition, notes })
}

/// What names and values tell of all columns but those of id and source.
fn recognised(opened: Vec<Opened<'_>>, request: &LinkRequest, odd: &mut Odd) -> Result<Prepared, LinkFilesFault> {
    let mut tables = Vec::new();
    for file in opened {
        let is_of_rows = |place: &usize| [file.id, file.source].contains(&Some(*place));
        let places: Vec<usize> = (0..file.csv.header.len()).filter(|place| !is_of_rows(place)).collect();
        let names = places.iter().filter_map(|&place| file.csv.header.get(place)).map(String::as_str);
        let mut table = Table::new(&names.collect::<Vec<_>>());
        let places: Vec<Option<usize>> = places.into_iter().map(Some).collect();
        fill(&mut table, file, &places, odd)?;
        tables.push(table);
    }
    let mut recognition = recognise(&tables);
    for (column, reason) in
        [(&request.id_column, "it holds the id of a row"), (&request.source_column, "it holds the source of a row")]
    {
        let left_out = column.iter().map(|name| LeftOut { name: name.clone(), reason: reason.to_owned() });
        recognition.left_out.extend(left_out);
    }
    let notes = notes(&recognition);
    let asked = request.specification.clone().unwrap_or_default();
    let is_all_left = asked.comparisons.is_empty() && asked.blocks.is_empty();
    let specification = match asked.with_columns(recognition.columns()) {
        Err(_) if is_all_left => {
            return Err(LinkFilesFault::NothingRecognised(if notes.is_empty() {
                "no columns".into()
            } else {
                notes.join("; ")
            }));
        }
        other => other?,
    };
    let headers: Vec<&[String]> = tables.iter().map(Table::columns).collect();
    let places = places(&specification, &headers)?;
    let names: Vec<&str> = specification.columns.iter().map(|column| column.name.as_str()).collect();
    let table = Table::gather(&names, tables.into_iter().zip(places).collect());
    Ok(Prepared { table, specification, recognition, notes })
}

fn empty(specification: &Specification) -> Table {
    Table::new(&specification.columns.iter().map(|column| column.name.as_str()).collect::<Vec<_>>())
}

/// Reads the rows of a file into a table whose columns are at these places of the file.
fn fill(table: &mut Table, file: Opened<'_>, places: &[Option<usize>], odd: &mut Odd) -> Result<(), LinkFilesFault> {
    let Opened { csv, stem, id: id_place, source: source_place } = file;
    csv.for_each(|row| {
        let cell = |place: Option<usize>| {
            place.and_then(|place| row.cells.get(place)).map(|cell| cell.trim()).filter(|cell| !cell.is_empty())
        };
        let number = row.number.to_string();
        odd.without_id += u64::from(id_place.is_some() && cell(id_place).is_none());
        odd.ragged += u64::from(row.is_ragged);
        let values = places.iter().map(|&place| if row.is_ragged { None } else { cell(place) });
        table.push(cell(source_place).unwrap_or(&stem), cell(id_place).unwrap_or(&number), values);
        Ok(())
    })
}
