//! Parquet: row groups, page by page.

use std::sync::Arc;

use ::parquet::arrow::ProjectionMask;
use ::parquet::arrow::arrow_reader::{ArrowReaderOptions, ParquetRecordBatchReaderBuilder};
use arrow_array::RecordBatch;
use arrow_schema::Schema;

use super::fault::ColumnarFault;
use super::limits::{BATCH, ROWS};
use super::random_access::RandomAccess;
use crate::Source;

const FORMAT: &str = "Parquet";

/// An opened Parquet file.
pub(super) struct Groups(ParquetRecordBatchReaderBuilder<RandomAccess>);

impl Groups {
    pub(super) fn open(reader: Box<dyn Source + Send>) -> Result<Self, ColumnarFault> {
        let file = RandomAccess::new(reader)?;
        // What the writer's own library would have made of the columns is a second description that could contradict the
        // first.
        let options = ArrowReaderOptions::new().with_skip_arrow_metadata(true);
        let builder = ParquetRecordBatchReaderBuilder::try_new_with_options(file, options).map_err(damaged)?;
        let mut counts = builder.metadata().row_groups().iter().map(|group| u64::try_from(group.num_rows()).ok());
        let rows = counts.try_fold(0_u64, |sum, count| sum.checked_add(count?));
        let columns = builder.metadata().row_groups().iter().flat_map(|group| group.columns());
        let mut places = columns.flat_map(|column| {
            [column.data_page_offset(), column.compressed_size(), column.dictionary_page_offset().unwrap_or(0)]
        });
        if places.any(|place| place < 0) {
            return Err(damaged("a column lies before its start"));
        }
        match rows {
            Some(rows) if rows <= ROWS => Ok(Self(builder)),
            Some(rows) => Err(ColumnarFault::TooMuch { what: format!("{rows} rows"), limit: ROWS }),
            None => Err(damaged("its numbers of rows are none")),
        }
    }

    pub(super) fn schema(&self) -> Arc<Schema> {
        self.0.schema().clone()
    }

    /// Batches of the columns at these places, which ascend.
    pub(super) fn batches(
        self,
        places: &[usize],
    ) -> Result<impl Iterator<Item = Result<RecordBatch, ColumnarFault>> + use<>, ColumnarFault> {
        let mask = ProjectionMask::roots(self.0.parquet_schema(), places.iter().copied());
        let reader = self.0.with_projection(mask).with_batch_size(BATCH).build().map_err(damaged)?;
        Ok(reader.map(|batch| batch.map_err(damaged)))
    }
}

fn damaged(fault: impl std::fmt::Display) -> ColumnarFault {
    ColumnarFault::damaged(FORMAT, fault)
}
