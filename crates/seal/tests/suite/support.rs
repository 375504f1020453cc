//! Files to seal, and how they are opened again.

use std::io::{Cursor, Read as _, Write as _};

use dolen_seal::{Key, Opened, PIECE_BYTES, RANDOM_BYTES, SealFault, Sealer};

pub(crate) const KEY: Key = Key::new([7; 32]);
/// Bytes of a header, a head and a tag, as README has them.
pub(crate) const HEADER: usize = 98;
pub(crate) const HEAD: usize = 29;
pub(crate) const PIECE: usize = HEAD + PIECE_BYTES + 16;

/// Bytes in which no two places look alike.
pub(crate) fn clear(length: usize) -> Vec<u8> {
    (0..length as u64).map(|place| (place.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 56) as u8).collect()
}

/// The sealed file; `seed` stands for what is drawn at random.
pub(crate) fn sealed(clear: &[u8], seed: u8) -> Vec<u8> {
    let random: [u8; RANDOM_BYTES] = std::array::from_fn(|place| seed.wrapping_mul(31).wrapping_add(place as u8));
    let mut sealer = Sealer::new(Vec::new(), &KEY, &random).expect("a file");
    sealer.write_all(clear).expect("written");
    sealer.finish().expect("finished")
}

/// What can be read from a file up to its end or the first fault, and that fault.
pub(crate) fn read(file: &[u8]) -> (Vec<u8>, Option<SealFault>) {
    let mut opened = match Opened::open(Cursor::new(file), &[KEY]) {
        Ok(opened) => opened,
        Err(fault) => return (Vec::new(), Some(fault)),
    };
    let (mut read, mut buffer) = (Vec::new(), [0; 10_000]);
    loop {
        match opened.read(&mut buffer) {
            Ok(0) => return (read, None),
            Ok(count) => read.extend_from_slice(&buffer[..count]),
            Err(fault) => {
                let fault = fault.into_inner().expect("a fault of ours").downcast::<SealFault>();
                return (read, Some(*fault.expect("a fault of ours")));
            }
        }
    }
}

/// The fault of a file, where what was read before it is a start of what was sealed.
pub(crate) fn fault(file: &[u8], sealed_bytes: &[u8]) -> SealFault {
    let (read, fault) = read(file);
    assert!(sealed_bytes.starts_with(&read), "bytes came out that were not sealed");
    fault.expect("a fault")
}
