//! Lines of columns as CSV, Parquet or Arrow IPC.

use std::io::Write;
use std::sync::Arc;

use arrow_array::builder::{Float64Builder, StringBuilder};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field, Schema};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;

use super::fault::LinkFilesFault;

/// What links and clusters are written as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OutputFormat {
    /// CSV with a header line.
    #[default]
    Csv,
    /// Apache Parquet, packed by Snappy.
    Parquet,
    /// Arrow IPC, the file format.
    Arrow,
}

impl OutputFormat {
    /// The format of a file of this name: Parquet for `.parquet`, Arrow IPC for `.arrow`, CSV for any other.
    pub fn of(name: &str) -> Self {
        let is = |extension: &str| name.rsplit_once('.').is_some_and(|(_, of)| of.eq_ignore_ascii_case(extension));
        match () {
            () if is("parquet") => Self::Parquet,
            () if is("arrow") => Self::Arrow,
            () => Self::Csv,
        }
    }
}

/// What a column holds.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    Text,
    /// A number, and its decimals in a CSV.
    Number(usize),
}

/// A value of a line.
#[derive(Clone, Copy)]
pub(super) enum Value<'a> {
    Text(&'a str),
    /// A record's source and id, and, where several are named after it, which of them it is, from 1.
    Name {
        source: &'a str,
        id: &'a str,
        number: u32,
    },
    Number(f64),
}

impl Value<'_> {
    /// Puts a name in place of what a text held.
    fn put(self, text: &mut String) {
        text.clear();
        let Self::Name { source, id, number } = self else { return };
        text.extend([source, ":", id]);
        if number > 1 {
            text.extend(["#", &number.to_string()]);
        }
    }
}

/// Lines that are made into one batch of a columnar file.
const BATCH: usize = 1 << 16;

/// Writes lines of values, one for each of the columns.
pub(super) fn write<'v, const COLUMNS: usize>(
    format: OutputFormat,
    columns: [(&str, Kind); COLUMNS],
    lines: impl Iterator<Item = [Value<'v>; COLUMNS]>,
    writer: &mut (dyn Write + Send),
) -> Result<(), LinkFilesFault> {
    if format == OutputFormat::Csv {
        return csv(columns, lines, writer).map_err(access);
    }
    let fields = columns.map(|(name, kind)| match kind {
        Kind::Text => Field::new(name, DataType::Utf8, false),
        Kind::Number(_) => Field::new(name, DataType::Float64, false),
    });
    let schema = Arc::new(Schema::new(fields.to_vec()));
    let mut batches = Batches::open(format, &schema, writer)?;
    let mut builders = columns.map(|(_, kind)| Builder::of(kind));
    let mut count = 0;
    for line in lines {
        builders.iter_mut().zip(line).for_each(|(builder, value)| builder.push(value));
        count += 1;
        if count == BATCH {
            batches.write(&schema, &mut builders)?;
            count = 0;
        }
    }
    batches.write(&schema, &mut builders)?;
    batches.close()
}

fn csv<'v, const COLUMNS: usize>(
    columns: [(&str, Kind); COLUMNS],
    lines: impl Iterator<Item = [Value<'v>; COLUMNS]>,
    writer: &mut (dyn Write + Send),
) -> Result<(), csv::Error> {
    let mut csv = csv::Writer::from_writer(writer);
    csv.write_record(columns.map(|(name, _)| name))?;
    let mut name = String::new();
    for line in lines {
        for (value, (_, kind)) in line.into_iter().zip(columns) {
            match (value, kind) {
                (Value::Text(text), _) => csv.write_field(text)?,
                (Value::Name { .. }, _) => {
                    value.put(&mut name);
                    csv.write_field(&name)?;
                }
                (Value::Number(number), Kind::Number(decimals)) => csv.write_field(format!("{number:.decimals$}"))?,
                (Value::Number(number), Kind::Text) => csv.write_field(number.to_string())?,
            }
        }
        csv.write_record(None::<&[u8]>)?;
    }
    Ok(csv.flush()?)
}

/// Values of a column that are not written yet.
enum Builder {
    Text(StringBuilder),
    Number(Float64Builder),
}

impl Builder {
    fn of(kind: Kind) -> Self {
        match kind {
            Kind::Text => Self::Text(StringBuilder::new()),
            Kind::Number(_) => Self::Number(Float64Builder::new()),
        }
    }

    fn push(&mut self, value: Value<'_>) {
        match (self, value) {
            (Self::Text(builder), Value::Text(text)) => builder.append_value(text),
            (Self::Text(builder), Value::Name { .. }) => {
                let mut name = String::new();
                value.put(&mut name);
                builder.append_value(name);
            }
            (Self::Text(builder), Value::Number(number)) => builder.append_value(number.to_string()),
            (Self::Number(builder), Value::Number(number)) => builder.append_value(number),
            (Self::Number(builder), Value::Text(_) | Value::Name { .. }) => builder.append_value(f64::NAN),
        }
    }

    fn finish(&mut self) -> ArrayRef {
        match self {
            Self::Text(builder) => Arc::new(builder.finish()),
            Self::Number(builder) => Arc::new(builder.finish()),
        }
    }
}

/// A columnar file that is being written.
enum Batches<'w> {
    Parquet(ArrowWriter<&'w mut (dyn Write + Send)>),
    Arrow(arrow_ipc::writer::FileWriter<&'w mut (dyn Write + Send)>),
}

impl<'w> Batches<'w> {
    fn open(
        format: OutputFormat,
        schema: &Arc<Schema>,
        writer: &'w mut (dyn Write + Send),
    ) -> Result<Self, LinkFilesFault> {
        if format == OutputFormat::Arrow {
            return arrow_ipc::writer::FileWriter::try_new(writer, schema).map(Self::Arrow).map_err(access);
        }
        let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
        ArrowWriter::try_new(writer, schema.clone(), Some(properties)).map(Self::Parquet).map_err(access)
    }

    fn write(&mut self, schema: &Arc<Schema>, builders: &mut [Builder]) -> Result<(), LinkFilesFault> {
        let columns = builders.iter_mut().map(Builder::finish).collect();
        let batch = RecordBatch::try_new(schema.clone(), columns).map_err(access)?;
        match self {
            Self::Parquet(writer) => writer.write(&batch).map_err(access),
            Self::Arrow(writer) => writer.write(&batch).map_err(access),
        }
    }

    fn close(self) -> Result<(), LinkFilesFault> {
        match self {
            Self::Parquet(writer) => writer.close().map(drop).map_err(access),
            Self::Arrow(mut writer) => writer.finish().map_err(access),
        }
    }
}

fn access(fault: impl std::error::Error + Send + Sync + 'static) -> LinkFilesFault {
    LinkFilesFault::Access { file: "output".to_owned(), cause: std::io::Error::other(fault) }
}
