//! A sealed file that somebody worked on: what comes out of it is a start of what was sealed, and all of it where nothing
//! was changed. The same bytes as a file of their own are answered in one line.
#![no_main]

use std::io::{Cursor, Read as _, Write as _};

use dolen_seal::{Header, Key, Opened, PIECE_BYTES, RANDOM_BYTES, Sealer};
use libfuzzer_sys::fuzz_target;

const KEY: Key = Key::new([7; 32]);

/// Reads to the end or the first fault; whether the end was reached.
fn read(file: &[u8]) -> (Vec<u8>, bool) {
    let mut read = Vec::new();
    let outcome = match Opened::open(Cursor::new(file), &[KEY]) {
        Ok(mut opened) => opened.read_to_end(&mut read).map(drop),
        Err(fault) => Err(fault.into()),
    };
    if let Err(fault) = &outcome {
        assert_eq!(fault.to_string().lines().count(), 1);
    }
    (read, outcome.is_ok())
}

/// Carries out what the bytes say, five a step: cut, append, alter, or copy one place over another.
fn work_on(file: &mut Vec<u8>, steps: &[u8]) {
    for step in steps.chunks_exact(5) {
        let [way, high, low, other, value] = *step else { return };
        if file.is_empty() {
            return;
        }
        // Places near the borders of pieces come up as often as others.
        let near = |number: u8| usize::from(number % 4) * (PIECE_BYTES + 45) + usize::from(number / 4);
        let at = if way & 4 == 0 { near(high) + usize::from(low) } else { usize::from(high) << 8 | usize::from(low) };
        let at = at % file.len();
        match way & 3 {
            0 => file.truncate(at),
            1 => file.extend(std::iter::repeat_n(value, at)),
            2 => file[at] ^= value,
            _ => {
                let from = near(other) % file.len();
                let length = (PIECE_BYTES + 45).min(file.len() - at.max(from));
                file.copy_within(from..from + length, at);
            }
        }
    }
}

fuzz_target!(|bytes: &[u8]| {
    let _ = Header::read(&mut &*bytes);
    read(bytes);
    let Some(([kind, random], steps)) = bytes.split_first_chunk() else { return };
    let lengths = [0, 1, PIECE_BYTES - 1, PIECE_BYTES, PIECE_BYTES + 1, 2 * PIECE_BYTES, 2 * PIECE_BYTES + 900, 10];
    let length = lengths[usize::from(*kind) % lengths.len()];
    let clear: Vec<u8> = (0..length).map(|place| (place % 251) as u8).collect();
    let mut sealer = Sealer::new(Vec::new(), &KEY, &[*random; RANDOM_BYTES]).expect("a file");
    sealer.write_all(&clear).expect("written");
    let whole = sealer.finish().expect("finished");
    let mut file = whole.clone();
    work_on(&mut file, steps);
    let (read, is_whole) = read(&file);
    assert!(clear.starts_with(&read));
    assert_eq!(is_whole, file == whole, "what was changed is told, what was not is read");
});
