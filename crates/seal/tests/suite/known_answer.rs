//! The format is the one that README describes: the bytes below were made from its tables by `known_answer.py`, with another
//! implementation of the cipher. They do not change: files sealed today are opened by every later version.

use std::io::Write as _;

use dolen_seal::{Key, PIECE_BYTES, RANDOM_BYTES, Sealer};
use ring::digest::{SHA256, digest};

fn sealed(clear: &[u8]) -> Vec<u8> {
    let key = Key::new(std::array::from_fn(|place| place as u8));
    let random: [u8; RANDOM_BYTES] = std::array::from_fn(|place| 100 + place as u8);
    let mut sealer = Sealer::new(Vec::new(), &key, &random).unwrap();
    sealer.write_all(clear).unwrap();
    sealer.finish().unwrap()
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn a_small_file_has_the_bytes_that_another_program_gives_it() {
    let file = hexadecimal(&sealed(b"C1,Vexbridge,Oswin\n"));
    assert_eq!(
        file,
        "444f4c454e316bd0604ee77ec8abc579209bb657c0568485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f9c2389292dd\
         22933dec4ac127efedafd48edafe4735d273d9f6a55c7a5c18153664fbe496105c53df15f3432c30277328485868788898a8b8c8d8e8f90\
         91929300000000000000000100000013aab555ac0c0abafec37eb9f07bb99c993c194dd83162458f7f8afed782b7c034dc2df8"
    );
}

#[test]
fn files_of_several_pieces_too() {
    let clear: Vec<u8> = (0..=2 * PIECE_BYTES).map(|place| (place % 251) as u8).collect();
    let hash = |length| hexadecimal(digest(&SHA256, &sealed(&clear[..length])).as_ref());
    assert_eq!(hash(2 * PIECE_BYTES), "78cad7315177e63a916d8cce7c1b0bc577cba3073636ab9e2306a84b515cf648");
    assert_eq!(hash(2 * PIECE_BYTES + 1), "f296b57792b3c9228f5796908130e65aea28c6319b7927ac5cd8fd1ca80b135e");
}
