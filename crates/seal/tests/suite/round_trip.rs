//! What was sealed is read again, whatever way it is written and read.

use std::io::{Cursor, Read as _, Seek as _, SeekFrom, Write as _};

use dolen_seal::{Header, Key, Opened, PIECE_BYTES, RANDOM_BYTES, Sealer};
use proptest::prelude::*;

use crate::support::{HEADER, KEY, PIECE, clear, read, sealed};

/// Lengths about the borders of pieces.
fn length() -> impl Strategy<Value = usize> {
    (0..4_usize, -3..=3_isize).prop_map(|(pieces, more)| (pieces * PIECE_BYTES).saturating_add_signed(more))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_goes_in_comes_out_however_it_was_cut(length in length(), cuts in prop::collection::vec(1..100_000_usize, 1..6)) {
        let clear = clear(length);
        let mut sealer = Sealer::new(Vec::new(), &KEY, &[3; RANDOM_BYTES]).unwrap();
        let (mut rest, mut cuts) = (clear.as_slice(), cuts.iter().cycle());
        while !rest.is_empty() {
            let (now, later) = rest.split_at(rest.len().min(*cuts.next().unwrap()));
            sealer.write_all(now).unwrap();
            rest = later;
        }
        let file = sealer.finish().unwrap();
        let pieces = length.div_ceil(PIECE_BYTES).max(1);
        prop_assert_eq!(file.len(), HEADER + length + pieces * (PIECE - PIECE_BYTES));
        let (read, fault) = read(&file);
        prop_assert!(fault.is_none() && read == clear, "{:?}", fault);
    }

    #[test]
    fn any_place_is_read_as_in_the_clear(length in length(), moves in prop::collection::vec((0..3_u8, any::<i32>(), 1..80_000_usize), 1..12)) {
        let clear = clear(length);
        let file = sealed(&clear, 1);
        let mut opened = Opened::open(Cursor::new(&file), &[KEY]).unwrap();
        let mut wanted = Cursor::new(&clear);
        prop_assert_eq!(opened.length(), length as u64);
        for (way, offset, count) in moves {
            let offset = i64::from(offset) % (length as i64 + 10);
            let to = match way {
                0 => SeekFrom::Start(offset.unsigned_abs()),
                1 => SeekFrom::End(offset),
                _ => SeekFrom::Current(offset),
            };
            prop_assert_eq!(opened.seek(to).ok(), wanted.seek(to).ok());
            let (mut found, mut expected) = (Vec::new(), Vec::new());
            opened.by_ref().take(count as u64).read_to_end(&mut found).unwrap();
            wanted.by_ref().take(count as u64).read_to_end(&mut expected).unwrap();
            prop_assert!(found == expected, "{to:?}");
        }
    }
}

#[test]
fn no_clear_bytes_stand_in_the_file() {
    let clear = clear(PIECE_BYTES + 500);
    let file = sealed(&clear, 1);
    let wanted: Vec<&[u8]> = clear.chunks(8).collect();
    assert!(!file.windows(8).any(|window| wanted.contains(&window)));
}

#[test]
fn a_new_wrapping_key_opens_the_same_pieces_and_the_old_one_no_more() {
    let (clear, new) = (clear(100_000), Key::new([8; 32]));
    let mut file = sealed(&clear, 1);
    let header = Header::read(&mut file.as_slice()).unwrap();
    assert_eq!(header.key(), KEY.id());
    let rewrapped = header.rewrapped(&[KEY], &new, [5; 12]).unwrap();
    assert_eq!(rewrapped.key(), new.id());
    file[..HEADER].copy_from_slice(&rewrapped.to_bytes());
    let mut read = Vec::new();
    Opened::open(Cursor::new(&file), &[KEY, new]).unwrap().read_to_end(&mut read).unwrap();
    assert!(read == clear);
    let fault = Opened::open(Cursor::new(&file), &[KEY]).err().unwrap();
    assert!(fault.to_string().contains(&rewrapped.key().to_string()), "{fault}");
}
