//! Arrow IPC: one message after another.
//!
//! The messages are taken from the file here and handed to the decoder one by one, so that what each claims of its size,
//! packed and unpacked, is known before room is made for it.

use std::io::{BufRead, BufReader, Read};
use std::sync::Arc;

use arrow_array::RecordBatch;
use arrow_buffer::Buffer;
use arrow_ipc::reader::StreamDecoder;
use arrow_ipc::{Message, root_as_message};
use arrow_schema::Schema;

use super::fault::ColumnarFault;
use super::limits::{MESSAGE, METADATA};
use crate::Source;

const FORMAT: &str = "Arrow IPC";

/// Bytes of the start of a file without what fills it up.
const START: usize = 6;
/// Bytes of the start of a file at most.
const LONGEST_START: usize = 64;
/// What a message starts with.
const CONTINUATION: [u8; 4] = [0xff; 4];

/// The messages of an opened file: the batches of rows in them.
pub(super) struct Messages {
    reader: BufReader<Box<dyn Source + Send>>,
    decoder: StreamDecoder,
    schema: Arc<Schema>,
    /// Bytes that were taken and not decoded.
    pending: Vec<Buffer>,
    /// A message without body, as the schema is, is decoded with what follows it, which may be rows.
    first: Option<RecordBatch>,
    is_at_end: bool,
}

impl Messages {
    /// Reads the schema of a stream of messages. In a file the stream stands between a start, which writers fill up with
    /// zeros to 8 or to 64 bytes, and an index.
    pub(super) fn open(reader: Box<dyn Source + Send>, is_file: bool) -> Result<Self, ColumnarFault> {
        let mut reader = BufReader::with_capacity(1 << 16, reader);
        if is_file {
            reader.read_exact(&mut [0; START])?;
            for _ in START..LONGEST_START {
                let zeros = usize::from(reader.fill_buf()?.first() == Some(&0));
                reader.consume(zeros);
            }
        }
        let (decoder, schema) = (StreamDecoder::new(), Arc::new(Schema::empty()));
        let mut messages = Self { reader, decoder, schema, pending: Vec::new(), first: None, is_at_end: false };
        while !messages.is_at_end {
            messages.take_message()?;
            messages.first = messages.decode()?;
            if let Some(schema) = messages.decoder.schema() {
                messages.schema = schema;
                return Ok(messages);
            }
        }
        Err(damaged("it has no schema"))
    }

    pub(super) fn schema(&self) -> Arc<Schema> {
        self.schema.clone()
    }

    /// Takes the next message from the file; at its end, the mark of the end.
    fn take_message(&mut self) -> Result<(), ColumnarFault> {
        let mut start = Vec::new();
        self.reader.by_ref().take(8).read_to_end(&mut start)?;
        let (mark, length) = start.split_at(start.len().min(4));
        let length = <[u8; 4]>::try_from(length).map(u32::from_le_bytes);
        let length = match (mark, length) {
            ([], _) => 0,
            (mark, Ok(length)) if mark == CONTINUATION => length,
            (_, Ok(_)) => return Err(damaged("a message does not start as one, or was written by Arrow before 0.15")),
            (_, Err(_)) => return Err(damaged("it is cut off")),
        };
        self.is_at_end = length == 0;
        if self.is_at_end {
            // The last message, too, is decoded with what follows it.
            self.pending.push(Buffer::from_vec([CONTINUATION, [0; 4]].concat()));
            return Ok(());
        }
        if u64::from(length) > METADATA {
            return Err(too_large(u64::from(length), METADATA));
        }
        let metadata = self.bytes(u64::from(length))?;
        let message = root_as_message(&metadata).map_err(|_| damaged("the description of a message is damaged"))?;
        let body = u64::try_from(message.bodyLength()).map_err(|_| damaged("a message has a negative length"))?;
        if body > MESSAGE {
            return Err(too_large(body, MESSAGE));
        }
        let body = self.bytes(body)?;
        check_buffers(&message, &body)?;
        self.pending.extend([[start, metadata].concat(), body].map(Buffer::from_vec));
        Ok(())
    }

    fn bytes(&mut self, length: u64) -> Result<Vec<u8>, ColumnarFault> {
        let mut bytes = Vec::new();
        let found = self.reader.by_ref().take(length).read_to_end(&mut bytes)?;
        if found as u64 == length { Ok(bytes) } else { Err(damaged("it is cut off")) }
    }

    /// Decodes what was taken, as far as the next batch.
    fn decode(&mut self) -> Result<Option<RecordBatch>, ColumnarFault> {
        for buffer in &mut self.pending {
            while !buffer.is_empty() {
                if let Some(batch) = self.decoder.decode(buffer).map_err(damaged)? {
                    return Ok(Some(batch));
                }
            }
        }
        self.pending.clear();
        Ok(None)
    }
}

impl Iterator for Messages {
    type Item = Result<RecordBatch, ColumnarFault>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(batch) = self.first.take() {
            return Some(Ok(batch));
        }
        loop {
            match self.decode() {
                Ok(Some(batch)) => return Some(Ok(batch)),
                Ok(None) if self.is_at_end => return None,
                Ok(None) => {}
                Err(fault) => return Some(Err(fault)),
            }
            if let Err(fault) = self.take_message() {
                return Some(Err(fault));
            }
        }
    }
}

/// Holds where the buffers of a batch claim to lie, and what packed ones claim to unpack to, against what there is and the
/// limit: the decoder takes the one for true, and makes room for the other.
fn check_buffers(message: &Message<'_>, body: &[u8]) -> Result<(), ColumnarFault> {
    let of_dictionary = message.header_as_dictionary_batch().and_then(|dictionary| dictionary.data());
    let Some(batch) = message.header_as_record_batch().or(of_dictionary) else { return Ok(()) };
    let is_packed = batch.compression().is_some();
    let mut unpacked = 0_u64;
    for buffer in batch.buffers().into_iter().flatten() {
        let place = usize::try_from(buffer.offset()).ok().zip(usize::try_from(buffer.length()).ok());
        let bytes = place.and_then(|(start, length)| body.get(start..start.checked_add(length)?));
        let bytes = bytes.ok_or_else(|| damaged("a buffer lies outside its message"))?;
        if is_packed && let Some(claimed) = bytes.first_chunk() {
            unpacked = unpacked.saturating_add(u64::try_from(i64::from_le_bytes(*claimed)).unwrap_or(0));
        }
    }
    if unpacked > MESSAGE { Err(too_large(unpacked, MESSAGE)) } else { Ok(()) }
}

fn too_large(bytes: u64, limit: u64) -> ColumnarFault {
    ColumnarFault::TooMuch { what: format!("a message of {bytes} bytes"), limit }
}

fn damaged(fault: impl std::fmt::Display) -> ColumnarFault {
    ColumnarFault::damaged(FORMAT, fault)
}
