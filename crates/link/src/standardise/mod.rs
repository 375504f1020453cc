//! Bringing values to a form in which those that mean the same are the same.

mod contact;
mod date;
mod name;
mod place;
mod script;
mod several;
mod sound;
mod status;
mod text;
mod variants;

pub(crate) use contact::{email, phone};
pub(crate) use date::{Day, DayOrder, from_parts as date_from_parts, month, order_of, order_told, parse as parse_date};
pub(crate) use name::{alias, family_parts, full_name, given_tokens};
pub(crate) use place::{AddressReader, PostcodeParts, postcode, uprn};
pub(crate) use several::{LIST, list, values_of};
pub(crate) use sound::sound;
pub(crate) use status::is_verified;
pub(crate) use text::{compact, fold};
pub(crate) use variants::Variants;
