//! A reader that several parts of a Parquet file are read from at once.

use std::io::{BufReader, Read, Seek, SeekFrom};
use std::sync::{Arc, Mutex, PoisonError};

use ::parquet::errors::{ParquetError, Result};
use ::parquet::file::reader::{ChunkReader, Length};
use bytes::Bytes;

use crate::Source;

/// A file whose reader is shared: whoever reads says from where.
#[derive(Clone)]
pub(super) struct RandomAccess {
    reader: Arc<Mutex<Box<dyn Source + Send>>>,
    length: u64,
}

/// One place of a shared reader.
pub(super) struct At {
    file: RandomAccess,
    place: u64,
}

impl RandomAccess {
    pub(super) fn new(mut reader: Box<dyn Source + Send>) -> std::io::Result<Self> {
        let length = reader.seek(SeekFrom::End(0))?;
        Ok(Self { reader: Arc::new(Mutex::new(reader)), length })
    }
}

impl Read for At {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let mut reader = self.file.reader.lock().unwrap_or_else(PoisonError::into_inner);
        reader.seek(SeekFrom::Start(self.place))?;
        let count = reader.read(buffer)?;
        self.place = self.place.saturating_add(count as u64);
        Ok(count)
    }
}

impl Length for RandomAccess {
    fn len(&self) -> u64 {
        self.length
    }
}

impl ChunkReader for RandomAccess {
    type T = BufReader<At>;

    fn get_read(&self, start: u64) -> Result<Self::T> {
        Ok(BufReader::new(At { file: self.clone(), place: start }))
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<Bytes> {
        if start.checked_add(length as u64).is_none_or(|end| end > self.length) {
            return Err(ParquetError::EOF("it names a part beyond its end".to_owned()));
        }
        let mut bytes = Vec::with_capacity(length);
        At { file: self.clone(), place: start }.take(length as u64).read_to_end(&mut bytes)?;
        if bytes.len() < length {
            return Err(ParquetError::EOF("it ends before its time".to_owned()));
        }
        Ok(bytes.into())
    }
}
