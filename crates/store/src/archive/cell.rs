//! A value of a row, and how it is written as bytes: a tag, and behind it the value. The digest of a table goes over these
//! bytes, so that it is the same whatever kind of database the row comes from.

use std::io::{self, ErrorKind, Read};

use crate::StoreFault;
use crate::database::{Row, Value};
use crate::tables::{Column, Kind};

/// A value on its way. It has no `Debug`: it may be about a person.
pub(crate) enum Cell {
    Integer(Option<i64>),
    Text(Option<String>),
    Bytes(Option<Vec<u8>>),
    Real(f64),
    Boolean(bool),
}

/// Bytes of the longest text: longer ones come from no database of ours.
const LONGEST: u32 = 256 << 20;

const NONE: u8 = 0;
const INTEGER: u8 = 1;
const TEXT: u8 = 2;
const BYTES: u8 = 3;
const REAL: u8 = 4;
const FALSE: u8 = 5;
const TRUE: u8 = 6;

impl Cell {
    /// The value of a column in a row that was read.
    pub(super) fn of(row: &Row, place: usize, column: &Column) -> Result<Self, StoreFault> {
        Ok(match column.kind {
            Kind::Integer => Self::Integer(row.try_get(place)?),
            Kind::Text => Self::Text(row.try_get(place)?),
            Kind::Bytes => Self::Bytes(row.try_get(place)?),
            Kind::Real => Self::Real(row.try_get(place)?),
            Kind::Boolean => Self::Boolean(row.try_get(place)?),
        })
    }

    /// As it is given to a database.
    pub(super) fn value(&self) -> Value<'_> {
        match self {
            Self::Integer(integer) => Value::from(*integer),
            Self::Text(text) => Value::from(text),
            Self::Bytes(bytes) => Value::from(bytes.as_deref()),
            Self::Real(real) => Value::from(*real),
            Self::Boolean(boolean) => Value::from(*boolean),
        }
    }

    /// Appends its bytes.
    pub(super) fn write(&self, target: &mut Vec<u8>) -> Result<(), &'static str> {
        let mut put = |tag: u8, bytes: &[u8], has_length: bool| {
            let length = u32::try_from(bytes.len()).ok().filter(|length| *length <= LONGEST);
            let length = length.ok_or("a value is longer than 256 MiB")?;
            target.push(tag);
            if has_length {
                target.extend_from_slice(&length.to_be_bytes());
            }
            target.extend_from_slice(bytes);
            Ok(())
        };
        match self {
            Self::Integer(None) | Self::Text(None) | Self::Bytes(None) => put(NONE, &[], false),
            Self::Integer(Some(integer)) => put(INTEGER, &integer.to_be_bytes(), false),
            Self::Text(Some(text)) => put(TEXT, text.as_bytes(), true),
            Self::Bytes(Some(bytes)) => put(BYTES, bytes, true),
            // Zero has one form: not every kind of database keeps the sign of the other.
            Self::Real(real) => put(REAL, &(real + 0.0).to_bits().to_be_bytes(), false),
            Self::Boolean(false) => put(FALSE, &[], false),
            Self::Boolean(true) => put(TRUE, &[], false),
        }
    }

    /// Reads the bytes of a value of a kind; an error of the kind `InvalidData` where they are none.
    pub(super) fn read(source: &mut dyn Read, kind: Kind) -> io::Result<Self> {
        let wrong = || io::Error::from(ErrorKind::InvalidData);
        let [tag] = array::<1>(source)?;
        Ok(match (kind, tag) {
            (Kind::Integer, NONE) => Self::Integer(None),
            (Kind::Integer, INTEGER) => Self::Integer(Some(i64::from_be_bytes(array(source)?))),
            (Kind::Text, NONE) => Self::Text(None),
            (Kind::Text, TEXT) => {
                let text = String::from_utf8(long(source)?).map_err(|_| wrong())?;
                // No database of ours holds it, and one kind refuses it.
                if text.contains('\0') {
                    return Err(wrong());
                }
                Self::Text(Some(text))
            }
            (Kind::Bytes, NONE) => Self::Bytes(None),
            (Kind::Bytes, BYTES) => Self::Bytes(Some(long(source)?)),
            (Kind::Real, REAL) => Self::Real(f64::from_bits(u64::from_be_bytes(array(source)?))),
            (Kind::Boolean, FALSE) => Self::Boolean(false),
            (Kind::Boolean, TRUE) => Self::Boolean(true),
            _ => return Err(wrong()),
        })
    }

    /// How much room it takes, about.
    pub(super) fn size(&self) -> usize {
        match self {
            Self::Text(Some(text)) => text.len(),
            Self::Bytes(Some(bytes)) => bytes.len(),
            _ => 8,
        }
    }
}

/// As many bytes as the array has.
pub(super) fn array<const N: usize>(source: &mut dyn Read) -> io::Result<[u8; N]> {
    let mut bytes = [0; N];
    source.read_exact(&mut bytes)?;
    Ok(bytes)
}

/// A length and so many bytes; room is made as they come, not as the length promises.
fn long(source: &mut dyn Read) -> io::Result<Vec<u8>> {
    let length = u32::from_be_bytes(array(source)?);
    if length > LONGEST {
        return Err(io::Error::from(ErrorKind::InvalidData));
    }
    let mut bytes = Vec::new();
    let found = source.take(u64::from(length)).read_to_end(&mut bytes)?;
    if found < length as usize {
        return Err(io::Error::from(ErrorKind::UnexpectedEof));
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(cell: &Cell, kind: Kind) -> bool {
        let mut bytes = Vec::new();
        cell.write(&mut bytes).unwrap();
        let mut rest = bytes.as_slice();
        let read = Cell::read(&mut rest, kind).unwrap();
        let mut again = Vec::new();
        read.write(&mut again).unwrap();
        // Every part of a value that is cut off is found to be.
        (0..bytes.len()).all(|length| Cell::read(&mut &bytes[..length], kind).is_err())
            && rest.is_empty()
            && again == bytes
    }

    #[test]
    fn a_value_is_read_as_it_was_written_and_a_cut_one_is_refused() {
        assert!(same(&Cell::Integer(Some(i64::MIN)), Kind::Integer) && same(&Cell::Integer(None), Kind::Integer));
        assert!(same(&Cell::Text(Some("ŷ".to_owned())), Kind::Text) && same(&Cell::Text(None), Kind::Text));
        assert!(same(&Cell::Bytes(Some(vec![0, 255])), Kind::Bytes) && same(&Cell::Bytes(None), Kind::Bytes));
        assert!(same(&Cell::Real(-0.0), Kind::Real) && same(&Cell::Boolean(true), Kind::Boolean));
    }

    #[test]
    fn nothing_and_empty_are_two_values_and_a_value_of_another_kind_is_refused() {
        let bytes = |cell: Cell| {
            let mut bytes = Vec::new();
            cell.write(&mut bytes).unwrap();
            bytes
        };
        assert_ne!(bytes(Cell::Text(None)), bytes(Cell::Text(Some(String::new()))));
        assert_eq!(bytes(Cell::Real(0.0)), bytes(Cell::Real(-0.0)));
        let refused = |bytes: &[u8], kind| Cell::read(&mut &*bytes, kind).is_err();
        assert!(refused(&bytes(Cell::Integer(Some(1))), Kind::Text));
        assert!(refused(&bytes(Cell::Text(Some("a\0b".to_owned()))), Kind::Text));
        assert!(refused(&[TEXT, 0, 0, 0, 1, 0xff], Kind::Text), "no UTF-8");
        assert!(refused(&[BYTES, 0xff, 0xff, 0xff, 0xff], Kind::Bytes), "longer than any");
    }
}
