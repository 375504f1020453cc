//! Whatever is done to a file is told by its name, and no byte comes out that was not sealed.

use std::io::{Cursor, Read as _, Seek as _, SeekFrom};

use dolen_seal::{Key, Opened, PIECE_BYTES, SealFault};
use proptest::prelude::*;

use crate::support::{HEADER, KEY, PIECE, clear, fault, read, sealed};

/// A file of three pieces, the last one short.
fn three() -> (Vec<u8>, Vec<u8>) {
    let clear = clear(2 * PIECE_BYTES + 1_000);
    let file = sealed(&clear, 1);
    (clear, file)
}

/// Where a piece stands.
fn piece(number: usize) -> std::ops::Range<usize> {
    HEADER + number * PIECE..HEADER + (number + 1) * PIECE
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn a_file_that_was_cut_off_anywhere_is_told(at in any::<prop::sample::Index>(), of in prop::sample::select(vec![0, 10, PIECE_BYTES, PIECE_BYTES + 1, 2 * PIECE_BYTES])) {
        let clear = clear(of);
        let file = sealed(&clear, 1);
        let at = at.index(file.len());
        let fault = fault(&file[..at], &clear);
        prop_assert!(matches!((&fault, at), (SealFault::NotSealed, 0..6) | (SealFault::Truncated, 6..)), "{at}: {fault:?}");
    }

    #[test]
    fn a_file_that_goes_on_is_told(more in 1..2 * PIECE, of in prop::sample::select(vec![0, 10, PIECE_BYTES, PIECE_BYTES + 1, 2 * PIECE_BYTES]), is_copy in any::<bool>()) {
        let clear = clear(of);
        let mut file = sealed(&clear, 1);
        let copied: Vec<u8> = file.iter().skip(HEADER).copied().cycle().take(more).collect();
        file.extend_from_slice(&if is_copy { copied } else { vec![0; more] });
        let fault = fault(&file, &clear);
        prop_assert!(matches!(fault, SealFault::Extended), "{fault:?}");
    }

    #[test]
    fn an_altered_byte_anywhere_is_told(at in any::<prop::sample::Index>(), bit in 0..8_u32) {
        let (clear, mut file) = three();
        let at = at.index(file.len());
        file[at] ^= 1 << bit;
        fault(&file, &clear);
    }

    #[test]
    fn bytes_that_are_no_file_of_ours_are_no_fault_of_the_reader(bytes in prop::collection::vec(any::<u8>(), 0..400), is_marked in any::<bool>()) {
        let file = if is_marked { [b"DOLEN1".as_slice(), &bytes].concat() } else { bytes };
        prop_assert!(read(&file).1.is_some());
    }
}

#[test]
fn a_file_cut_between_two_pieces_is_told() {
    let (clear, file) = three();
    for pieces in 0..3 {
        assert!(matches!(fault(&file[..HEADER + pieces * PIECE], &clear), SealFault::Truncated), "{pieces} pieces");
    }
}

#[test]
fn altered_bytes_are_told_with_their_piece() {
    let (clear, file) = three();
    for number in 0..3 {
        let mut altered = file.clone();
        altered[piece(number).start + 500] ^= 1;
        assert!(matches!(fault(&altered, &clear), SealFault::Altered { place } if place == number as u64));
    }
}

#[test]
fn pieces_that_changed_places_are_told() {
    let (clear, file) = three();
    let mut reordered = file.clone();
    reordered[piece(0)].copy_from_slice(&file[piece(1)]);
    reordered[piece(1)].copy_from_slice(&file[piece(0)]);
    assert!(matches!(fault(&reordered, &clear), SealFault::Reordered { place: 0, found: 1 }));
    let repeated = [&file[..piece(0).end], &file[piece(0)], &file[piece(2).start..]].concat();
    assert!(matches!(fault(&repeated, &clear), SealFault::Reordered { place: 1, found: 0 }));
    let without = [&file[..piece(0).end], &file[piece(2).start..]].concat();
    assert!(matches!(fault(&without, &clear), SealFault::Reordered { place: 1, found: 2 }));
}

#[test]
fn a_piece_of_another_file_is_told() {
    let (clear, mut file) = three();
    let other = sealed(&clear, 2);
    file[piece(1)].copy_from_slice(&other[piece(1)]);
    assert!(matches!(fault(&file, &clear), SealFault::Spliced { place: 1 }));
}

#[test]
fn a_piece_of_another_file_that_says_it_is_of_this_one_is_told() {
    let (clear, mut file) = three();
    let other = sealed(&clear, 2);
    let kept: [u8; 16] = file[piece(1)][..16].try_into().unwrap();
    file[piece(1)].copy_from_slice(&other[piece(1)]);
    file[piece(1)][..16].copy_from_slice(&kept);
    assert!(matches!(fault(&file, &clear), SealFault::Altered { place: 1 }));
}

#[test]
fn a_header_of_another_file_opens_nothing() {
    let (clear, mut file) = three();
    let other = sealed(&clear, 2);
    file[..HEADER].copy_from_slice(&other[..HEADER]);
    assert!(matches!(fault(&file, &clear), SealFault::Spliced { place: 2 }));
}

#[test]
fn a_wrong_key_is_told_from_an_altered_file() {
    let (clear, mut file) = three();
    let fault_of = |file: &[u8], key: Key| Opened::open(Cursor::new(file), &[key]).err().unwrap();
    let wrong = fault_of(&file, Key::new([8; 32]));
    assert!(matches!(wrong, SealFault::UnknownKey(id) if id == KEY.id()), "{wrong:?}");
    file[40] ^= 1;
    assert!(matches!(fault(&file, &clear), SealFault::HeaderAltered));
}

#[test]
fn a_file_in_the_clear_is_told() {
    assert!(matches!(fault(b"CASE_NO,SURNAME\n", b""), SealFault::NotSealed));
}

#[test]
fn after_a_fault_other_pieces_are_read_as_they_were_sealed() {
    let (clear, mut file) = three();
    file[piece(1).start + 500] ^= 1;
    let mut opened = Opened::open(Cursor::new(&file), &[KEY]).unwrap();
    let mut first = vec![0; 100];
    opened.read_exact(&mut first).unwrap();
    opened.seek(SeekFrom::Start(PIECE_BYTES as u64)).unwrap();
    opened.read_exact(&mut first).unwrap_err();
    opened.rewind().unwrap();
    opened.read_exact(&mut first).unwrap();
    assert!(clear.starts_with(&first));
}
