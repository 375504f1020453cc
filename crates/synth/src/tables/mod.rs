//! Names, their frequencies and variants, streets and places. Every table lies in `data/` as text whose first lines name
//! its source; each is read once.

mod building;
mod community;
mod family_name;
mod forename;
mod gender;
mod patronymic;
mod place;
mod rows;
mod street;
#[cfg(test)]
mod tests;
mod variant;
mod weighted;

pub(crate) use building::{Building, building_name};
pub(crate) use community::Community;
pub(crate) use family_name::{family_name, family_name_for};
pub(crate) use forename::forename;
pub(crate) use gender::Gender;
pub(crate) use patronymic::{is_patronymic, patronymic, patronymic_for};
pub(crate) use place::town_name;
pub(crate) use street::{street_in_the_other_language, street_name};
pub(crate) use variant::{family_name_variant, forename_variant};
