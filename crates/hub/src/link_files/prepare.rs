//! Files as a table, with the specification to link it by.

use std::borrow::Cow;

use dolen_link::splink::{SplinkLinkType, SplinkModel};
use dolen_link::{LeftOut, Memory, Recognition, Specification, Table, recognise};

use super::columns::{notes, places};
use super::fault::LinkFilesFault;
use super::read::Row;
use super::report::Groups;
use super::rows::{FileInput, Rows};
use super::run::LinkRequest;

/// What is ready to be linked.
pub(super) struct Prepared {
    pub(super) table: Table,
    pub(super) specification: Specification,
    /// Where the request names no columns: what they were taken as.
    pub(super) recognition: Recognition,
    /// By which column the report groups rows.
    pub(super) groups: Option<Groups>,
    /// What the user should know, line by line.
    pub(super) notes: Vec<String>,
}

/// An opened file, and where its rows have their id and source.
struct Opened {
    rows: Rows,
    stem: String,
    id: Option<usize>,
    source: Option<usize>,
}

/// What is kept of rows beside their values.
#[derive(Default)]
struct Beside {
    /// Rows that are told to the user.
    ragged: u64,
    without_id: u64,
    groups: Option<Groups>,
    memory: Memory,
}

/// Reads the files: the columns that the request names, or all that can be recognised.
pub(super) fn prepare(files: Vec<FileInput>, request: &LinkRequest) -> Result<Prepared, LinkFilesFault> {
    let opened = open(files, request)?;
    let groups = request.group_column.as_deref().map(|column| grouped_by(column, &opened)).transpose()?;
    let mut beside = Beside { groups, memory: request.memory, ..Beside::default() };
    let given = request.specification.as_ref().filter(|specification| !specification.columns.is_empty());
    let mut prepared = match given {
        Some(specification) => {
            let postcodes = request.postcodes.as_ref();
            let without = postcodes.map(|postcodes| postcodes.without_own_columns(specification));
            named(opened, without.as_ref().unwrap_or(specification), request, &mut beside)?
        }
        None => recognised(opened, request, &mut beside)?,
    };
    prepared.notes.extend(beside.notes());
    if let Some(postcodes) = &request.postcodes {
        prepared.notes.extend(postcodes.fill(&mut prepared.table, &mut prepared.specification));
    }
    prepared.groups = beside.groups;
    if let Some(threshold) = request.threshold {
        prepared.specification.join_from(threshold);
    }
    Ok(prepared)
}

/// Reads the columns of a Splink model, and gives back what the user should know of the rows. Every file has all of them,
/// under any capitals, as Splink demands.
pub(super) fn prepare_for_splink(
    files: Vec<FileInput>,
    model: &SplinkModel,
    request: &LinkRequest,
) -> Result<(Table, Vec<String>), LinkFilesFault> {
    let mut opened = open(files, request)?;
    let settings = model.settings();
    let of_all = |opened: &[Opened], name: &str| opened.iter().map(|file| file.rows.place_of(name)).collect();
    let ids: Option<Vec<usize>> = of_all(&opened, &settings.unique_id_column_name);
    let sources: Option<Vec<usize>> = of_all(&opened, &settings.source_dataset_column_name);
    let is_of_one_source = model.link_type() == SplinkLinkType::DedupeOnly;
    for (place, file) in opened.iter_mut().enumerate() {
        let at = |places: &Option<Vec<usize>>| places.as_ref().and_then(|places| places.get(place)).copied();
        file.id = file.id.or_else(|| at(&ids));
        file.source = file.source.or_else(|| at(&sources).filter(|_| !is_of_one_source));
    }
    let names: Vec<&str> = model.columns().iter().map(|column| column.name.as_str()).collect();
    let (mut table, mut beside) = (Table::new(&names), Beside::default());
    for file in opened {
        let place = |name: &&str| file.rows.place_of(name).map_or_else(|| file.rows.place(name), Ok).map(Some);
        let places = names.iter().map(place).collect::<Result<Vec<_>, _>>()?;
        fill(&mut table, file, &places, &mut beside)?;
    }
    Ok((table, beside.notes()))
}

impl Beside {
    fn notes(&self) -> Vec<String> {
        let told = [
            (self.ragged, "rows with more cells than the header, matched on nothing"),
            (self.without_id, "rows without an id, named by their number"),
        ];
        told.into_iter().filter(|(count, _)| *count > 0).map(|(count, text)| format!("{count} {text}")).collect()
    }
}

fn open(files: Vec<FileInput>, request: &LinkRequest) -> Result<Vec<Opened>, LinkFilesFault> {
    let mut opened: Vec<Opened> = Vec::new();
    for file in files {
        let stem = file.stem();
        if request.source_column.is_none() && opened.iter().any(|known| known.stem == stem) {
            return Err(LinkFilesFault::SameSource(stem));
        }
        let rows = Rows::open(file)?;
        let place = |column: &Option<String>| column.as_ref().map(|column| rows.place(column)).transpose();
        let (id, source) = (place(&request.id_column)?, place(&request.source_column)?);
        opened.push(Opened { rows, stem, id, source });
    }
    Ok(opened)
}

/// Groups by a column that at least one file has.
fn grouped_by(column: &str, files: &[Opened]) -> Result<Groups, LinkFilesFault> {
    let mut places = files.iter().map(|file| file.rows.place(column).map(drop));
    let first = places.next().unwrap_or(Ok(()));
    first.or_else(|fault| if places.any(|place| place.is_ok()) { Ok(()) } else { Err(fault) })?;
    Ok(Groups::of(column))
}

/// The columns that a specification names.
fn named(
    opened: Vec<Opened>,
    specification: &Specification,
    request: &LinkRequest,
    beside: &mut Beside,
) -> Result<Prepared, LinkFilesFault> {
    let is_of_rows =
        |name: &str| [&request.id_column, &request.source_column].iter().any(|of| of.as_deref() == Some(name));
    if let Some(name) = specification.columns.iter().flat_map(|column| column.names()).find(|name| is_of_rows(name)) {
        return Err(LinkFilesFault::NamesRows(name.to_owned()));
    }
    let headers: Vec<&[String]> = opened.iter().map(|file| file.rows.header()).collect();
    let places = places(specification, &headers)?;
    let mut table = empty(specification);
    for (file, places) in opened.into_iter().zip(&places) {
        fill(&mut table, file, places, beside)?;
    }
    let (recognition, notes) = (Recognition::default(), Vec::new());
    Ok(Prepared { table, specification: specification.clone(), recognition, groups: None, notes })
}

/// What names and values tell of all columns but those of id and source.
fn recognised(opened: Vec<Opened>, request: &LinkRequest, beside: &mut Beside) -> Result<Prepared, LinkFilesFault> {
    let mut tables = Vec::new();
    for file in opened {
        let is_of_rows = |place: &usize| [file.id, file.source].contains(&Some(*place));
        let places: Vec<usize> = (0..file.rows.header().len()).filter(|place| !is_of_rows(place)).collect();
        let names = places.iter().filter_map(|&place| file.rows.header().get(place)).map(String::as_str);
        let mut table = Table::new(&names.collect::<Vec<_>>());
        let places: Vec<Option<usize>> = places.into_iter().map(Some).collect();
        fill(&mut table, file, &places, beside)?;
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
    Ok(Prepared { table, specification, recognition, groups: None, notes })
}

fn empty(specification: &Specification) -> Table {
    Table::new(&specification.columns.iter().map(|column| column.name.as_str()).collect::<Vec<_>>())
}

/// Reads the rows of a file into a table whose columns are at these places of the file.
fn fill(table: &mut Table, file: Opened, places: &[Option<usize>], beside: &mut Beside) -> Result<(), LinkFilesFault> {
    let Opened { rows, stem, id: id_place, source: source_place } = file;
    let group_place = beside.groups.as_ref().and_then(|groups| rows.place(&groups.column).ok());
    let beside_values = [id_place, source_place, group_place];
    let wanted: Vec<usize> = places.iter().copied().chain(beside_values).flatten().collect();
    let memory = beside.memory;
    rows.for_each_batch(&wanted, |rows| {
        memory.check()?;
        let named = |row| (cell(row, source_place).unwrap_or(&stem), id(row, id_place));
        table.push_rows(rows, named, |row, column| trusted(row, places.get(column).copied()?));
        let count = |is: &dyn Fn(&Row) -> bool| rows.iter().filter(|row| is(row)).count() as u64;
        beside.without_id += count(&|row| id_place.is_some() && cell(row, id_place).is_none());
        beside.ragged += count(&|row| row.is_ragged);
        if let Some(groups) = &mut beside.groups {
            rows.iter().for_each(|row| groups.push(cell(row, group_place).unwrap_or_default()));
        }
        Ok(())
    })
}

/// What a cell holds.
fn cell(row: &Row, place: Option<usize>) -> Option<&str> {
    place.and_then(|place| row.cells.get(place)).map(str::trim).filter(|cell| !cell.is_empty())
}

/// What a cell holds of a row whose cells can be trusted.
fn trusted(row: &Row, place: Option<usize>) -> Option<&str> {
    if row.is_ragged { None } else { cell(row, place) }
}

/// The id of a row, or its number.
fn id(row: &Row, place: Option<usize>) -> Cow<'_, str> {
    cell(row, place).map_or_else(|| row.number.to_string().into(), Into::into)
}
