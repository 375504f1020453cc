//! The values of a column as a person would write them.

use std::fmt::{Display, Write};

use arrow_array::cast::AsArray;
use arrow_array::temporal_conversions::{as_datetime, as_time};
use arrow_array::types::{
    ArrowPrimitiveType, ArrowTemporalType, Date32Type, Date64Type, Decimal32Type, Decimal64Type, Decimal128Type,
    Decimal256Type, DecimalType, Float16Type, Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type,
    Time32MillisecondType, Time32SecondType, Time64MicrosecondType, Time64NanosecondType, TimestampMicrosecondType,
    TimestampMillisecondType, TimestampNanosecondType, TimestampSecondType, UInt8Type, UInt16Type, UInt32Type,
    UInt64Type,
};
use arrow_array::{Array, PrimitiveArray};
use arrow_schema::{DataType, TimeUnit};

/// Writes the value of a row; not asked for a row without value.
pub(super) type WriteText<'a> = Box<dyn Fn(usize, &mut String) + 'a>;

/// What a type is called of whose values no text can be made; none: text can be made.
pub(super) fn kind(data_type: &DataType) -> Option<&'static str> {
    match data_type {
        DataType::List(field) | DataType::LargeList(field) | DataType::FixedSizeList(field, _) => {
            if is_plain(field.data_type()) { None } else { Some("lists of what is nested itself") }
        }
        DataType::Dictionary(_, values) if !is_plain(values) => Some("a dictionary of what is nested itself"),
        DataType::Struct(_) => Some("structs"),
        DataType::Map(..) => Some("maps"),
        DataType::Union(..) => Some("unions"),
        DataType::Duration(_) | DataType::Interval(_) => Some("spans of time"),
        DataType::FixedSizeBinary(_) => Some("bytes"),
        DataType::Dictionary(..) => None,
        plain if is_plain(plain) => None,
        _ => Some("a type that is not known"),
    }
}

/// Whether a value is one text.
fn is_plain(data_type: &DataType) -> bool {
    use DataType as T;
    data_type.is_integer()
        || data_type.is_floating()
        || matches!(
            data_type,
            T::Null
                | T::Boolean
                | T::Utf8
                | T::LargeUtf8
                | T::Utf8View
                | T::Binary
                | T::LargeBinary
                | T::BinaryView
                | T::Decimal32(..)
                | T::Decimal64(..)
                | T::Decimal128(..)
                | T::Decimal256(..)
                | T::Date32
                | T::Date64
                | T::Time32(_)
                | T::Time64(_)
                | T::Timestamp(..)
        )
}

/// What writes the values of a column; none for those that [`kind`] names.
pub(super) fn text_of(array: &dyn Array, separator: char) -> Option<WriteText<'_>> {
    if let Some(dictionary) = array.as_any_dictionary_opt() {
        let (values, keys) = (dictionary.values().as_ref(), dictionary.keys());
        if values.is_empty() {
            return Some(Box::new(|_, _| {}));
        }
        let (write, places) = (plain(values)?, dictionary.normalized_keys());
        return Some(Box::new(move |row, text| {
            if let Some(&place) = places.get(row).filter(|&&place| !keys.is_null(row) && !values.is_null(place)) {
                write(place, text);
            }
        }));
    }
    if let Some(list) = array.as_list_opt::<i32>() {
        let offsets = list.value_offsets();
        let bounds = move |row: usize| Some((usize_of(*offsets.get(row)?)?, usize_of(*offsets.get(row + 1)?)?));
        return several(list.values().as_ref(), bounds, separator);
    }
    if let Some(list) = array.as_list_opt::<i64>() {
        let offsets = list.value_offsets();
        let bounds = move |row: usize| Some((usize_of(*offsets.get(row)?)?, usize_of(*offsets.get(row + 1)?)?));
        return several(list.values().as_ref(), bounds, separator);
    }
    if let Some(list) = array.as_fixed_size_list_opt() {
        let width = usize_of(list.value_length())?;
        return several(list.values().as_ref(), move |row| Some((row * width, (row + 1) * width)), separator);
    }
    plain(array)
}

fn usize_of(number: impl TryInto<usize>) -> Option<usize> {
    number.try_into().ok()
}

/// Several values a row, those between its bounds.
fn several<'a>(
    values: &'a dyn Array,
    bounds: impl Fn(usize) -> Option<(usize, usize)> + 'a,
    separator: char,
) -> Option<WriteText<'a>> {
    let write = plain(values)?;
    Some(Box::new(move |row, text| {
        let (start, end) = bounds(row).unwrap_or_default();
        for place in (start..end.min(values.len())).filter(|&place| !values.is_null(place)) {
            if !text.is_empty() {
                text.push(separator);
            }
            write(place, text);
        }
    }))
}

fn plain(array: &dyn Array) -> Option<WriteText<'_>> {
    use DataType as T;
    Some(match array.data_type() {
        T::Null => Box::new(|_, _| {}),
        T::Boolean => {
            let array = array.as_boolean_opt()?;
            Box::new(move |row, text| show(array.value(row), text))
        }
        T::Utf8 => texts(array.as_string_opt::<i32>()?),
        T::LargeUtf8 => texts(array.as_string_opt::<i64>()?),
        T::Utf8View => texts(array.as_string_view_opt()?),
        T::Binary => bytes(array.as_binary_opt::<i32>()?),
        T::LargeBinary => bytes(array.as_binary_opt::<i64>()?),
        T::BinaryView => bytes(array.as_binary_view_opt()?),
        T::Int8 => numbers::<Int8Type>(array)?,
        T::Int16 => numbers::<Int16Type>(array)?,
        T::Int32 => numbers::<Int32Type>(array)?,
        T::Int64 => numbers::<Int64Type>(array)?,
        T::UInt8 => numbers::<UInt8Type>(array)?,
        T::UInt16 => numbers::<UInt16Type>(array)?,
        T::UInt32 => numbers::<UInt32Type>(array)?,
        T::UInt64 => numbers::<UInt64Type>(array)?,
        T::Float16 => floats::<Float16Type>(array)?,
        T::Float32 => floats::<Float32Type>(array)?,
        T::Float64 => floats::<Float64Type>(array)?,
        T::Decimal32(..) => decimals::<Decimal32Type>(array)?,
        T::Decimal64(..) => decimals::<Decimal64Type>(array)?,
        T::Decimal128(..) => decimals::<Decimal128Type>(array)?,
        T::Decimal256(..) => decimals::<Decimal256Type>(array)?,
        T::Date32 => times::<Date32Type>(array, false)?,
        T::Date64 => times::<Date64Type>(array, false)?,
        T::Time32(TimeUnit::Second) => clocks::<Time32SecondType>(array)?,
        T::Time32(_) => clocks::<Time32MillisecondType>(array)?,
        T::Time64(TimeUnit::Microsecond) => clocks::<Time64MicrosecondType>(array)?,
        T::Time64(_) => clocks::<Time64NanosecondType>(array)?,
        T::Timestamp(TimeUnit::Second, zone) => times::<TimestampSecondType>(array, zone.is_some())?,
        T::Timestamp(TimeUnit::Millisecond, zone) => times::<TimestampMillisecondType>(array, zone.is_some())?,
        T::Timestamp(TimeUnit::Microsecond, zone) => times::<TimestampMicrosecondType>(array, zone.is_some())?,
        T::Timestamp(TimeUnit::Nanosecond, zone) => times::<TimestampNanosecondType>(array, zone.is_some())?,
        _ => return None,
    })
}

/// Nothing that is written to a text fails.
fn show(value: impl Display, text: &mut String) {
    _ = write!(text, "{value}");
}

fn texts<'a>(array: impl arrow_array::ArrayAccessor<Item = &'a str> + 'a) -> WriteText<'a> {
    Box::new(move |row, text| text.extend(array.value(row).chars().filter(|&letter| letter != '\0')))
}

/// Some writers do not say that bytes are texts. UTF-8, else Windows-1252, as in a CSV.
fn bytes<'a>(array: impl arrow_array::ArrayAccessor<Item = &'a [u8]> + 'a) -> WriteText<'a> {
    Box::new(move |row, text| {
        let bytes = array.value(row);
        let decoded = std::str::from_utf8(bytes).map_or_else(
            |_| encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0,
            std::borrow::Cow::Borrowed,
        );
        text.extend(decoded.chars().filter(|&letter| letter != '\0'));
    })
}

fn numbers<T: ArrowPrimitiveType<Native: Display>>(array: &dyn Array) -> Option<WriteText<'_>> {
    let array = array.as_primitive_opt::<T>()?;
    Some(Box::new(move |row, text| show(array.value(row), text)))
}

/// A whole number is written without a point: tables with gaps hold numbers of people as floats. What is no number is
/// no value.
fn floats<T: ArrowPrimitiveType<Native: Display + Into<f64>>>(array: &dyn Array) -> Option<WriteText<'_>> {
    let array = array.as_primitive_opt::<T>()?;
    Some(Box::new(move |row, text| {
        let value = array.value(row);
        if value.into().is_finite() {
            show(value, text);
        }
    }))
}

fn decimals<T: DecimalType>(array: &dyn Array) -> Option<WriteText<'_>> {
    let array = array.as_primitive_opt::<T>()?;
    Some(Box::new(move |row, text| text.push_str(&array.value_as_string(row))))
}

fn clocks<T: ArrowTemporalType<Native: Into<i64>>>(array: &dyn Array) -> Option<WriteText<'_>> {
    let array: &PrimitiveArray<T> = array.as_primitive_opt()?;
    Some(Box::new(move |row, text| {
        if let Some(time) = as_time::<T>(array.value(row).into()) {
            show(time, text);
        }
    }))
}

/// A time that is midnight is a date: many tools have no type for a date alone.
fn times<T: ArrowTemporalType<Native: Into<i64>>>(array: &dyn Array, is_utc: bool) -> Option<WriteText<'_>> {
    let array: &PrimitiveArray<T> = array.as_primitive_opt()?;
    Some(Box::new(move |row, text| {
        let Some(moment) = as_datetime::<T>(array.value(row).into()) else { return };
        let (date, time) = (moment.date(), moment.time().to_string());
        show(date, text);
        if time != "00:00:00" {
            text.push(' ');
            text.push_str(&time);
            text.push_str(if is_utc { "Z" } else { "" });
        }
    }))
}
