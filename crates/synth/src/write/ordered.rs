//! Records made in parallel and written in their order, a bounded number at a time.

use std::io::Write;

use rayon::prelude::*;

use crate::write::WriteFault;

/// Records made before the next are begun: what bounds the memory.
const AT_ONCE: usize = 32_768;
const CHUNK: usize = 1_024;

/// Appends each entry to a buffer by `make`, and writes the buffers in order.
pub(crate) fn in_order<E: Sync>(
    out: &mut dyn Write,
    entries: &[E],
    make: impl Fn(&E, &mut Vec<u8>) + Sync,
) -> Result<(), WriteFault> {
    for group in entries.chunks(AT_ONCE) {
        let buffers: Vec<Vec<u8>> = group
            .par_chunks(CHUNK)
            .map(|chunk| {
                let mut buffer = Vec::with_capacity(chunk.len() * 256);
                for entry in chunk {
                    make(entry, &mut buffer);
                }
                buffer
            })
            .collect();
        for buffer in buffers {
            out.write_all(&buffer)?;
        }
    }
    Ok(())
}
