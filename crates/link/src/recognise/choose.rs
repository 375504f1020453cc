//! The columns of several files as the columns of one specification.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::by_name::{Taken, by_name};
use super::by_values::{by_values, described};
use super::dates::together;
use super::names::{claim, other_person};
use super::profile::Profile;
use super::slots::slots;
use super::statuses::{name_statuses, statuses};
use crate::field::fit;
use crate::propose;
use crate::sample::sample_by_content;
use crate::specification::{ColumnKind as Kind, ColumnSpecification};
use crate::table::Table;

/// Rows of a file that are looked at.
const ROWS: usize = 1_000;

/// What the columns of some files are taken as.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recognition {
    /// The columns that are used, in the order in which the files have them.
    pub taken: Vec<Recognised>,
    /// The others.
    pub left_out: Vec<LeftOut>,
}

/// A column that is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recognised {
    /// What it holds, and its names.
    pub column: ColumnSpecification,
    /// How that was told, without any value: `by its name; 97% of its values are dates`.
    pub reason: String,
}

/// A column that is not used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Its name.
    pub name: String,
    /// Why.
    pub reason: String,
}

impl Recognition {
    /// The columns that are used.
    pub fn columns(&self) -> Vec<ColumnSpecification> {
        self.taken.iter().map(|taken| taken.column.clone()).collect()
    }

    fn leave_out(&mut self, name: &str, reason: &str) {
        self.left_out.push(LeftOut { name: name.to_owned(), reason: reason.to_owned() });
    }
}

/// A column of one name, in the files that have it.
pub(super) struct Column<'a> {
    pub(super) name: &'a str,
    /// Files with the column's place in each.
    files: Vec<(usize, usize)>,
    pub(super) profile: Profile<'a>,
    pub(super) verdict: Result<Taken, String>,
}

/// Tells from names and values what the columns of files hold. The order of rows changes nothing.
pub fn recognise(files: &[Table]) -> Recognition {
    let mut told = Recognition::default();
    let mut columns = columns(files, &mut told);
    infer_from_others(&mut columns);
    statuses(&mut columns);
    for slot in slots(&mut columns) {
        let of_slot: Vec<&Column<'_>> = slot.iter().filter_map(|&place| columns.get(place)).collect();
        let Some((first, taken)) = of_slot.first().and_then(|first| Some((first, first.taken()?))) else { continue };
        let mut column = ColumnSpecification::new(first.name, taken.kind);
        column.also = of_slot.iter().skip(1).map(|column| column.name.to_owned()).collect();
        column.separator = taken.separator.map(str::to_owned);
        // Where one file's identifiers have none, a check would take all of them for slips.
        let checks = of_slot.iter().map(|column| column.taken().and_then(|taken| taken.check));
        column.check = checks.reduce(|one, other| one.filter(|_| one == other)).flatten();
        told.taken.push(Recognised { column, reason: taken.reason.clone() });
    }
    for column in &columns {
        if let Err(reason) = &column.verdict {
            told.leave_out(column.name, reason);
        }
    }
    name_statuses(&mut told);
    leave_out_what_does_not_fit(&mut told);
    told
}

/// Every distinct name with what it is taken as when looked at alone.
fn columns<'a>(files: &'a [Table], told: &mut Recognition) -> Vec<Column<'a>> {
    let samples: Vec<Vec<u32>> = files.iter().map(|table| sample_by_content(table, ROWS)).collect();
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    let mut named: Vec<(&str, Vec<(usize, usize)>)> = Vec::new();
    for (file, table) in files.iter().enumerate() {
        for (place, name) in table.columns().iter().enumerate() {
            let number = *places.entry(name).or_insert_with(|| {
                named.push((name, Vec::new()));
                named.len() - 1
            });
            let Some((_, of_name)) = named.get_mut(number) else { continue };
            if of_name.last().is_some_and(|(last, _)| *last == file) {
                told.leave_out(name, "another column of the same name stands before it");
                continue;
            }
            of_name.push((file, place));
        }
    }
    let look = |(name, of_name): (&'a str, Vec<(usize, usize)>)| {
        let sampled =
            of_name.iter().filter_map(|&(file, place)| Some((files.get(file)?, place, samples.get(file)?.as_slice())));
        let profile = Profile::new(sampled);
        let is_empty =
            || of_name.iter().all(|&(file, place)| files.get(file).is_none_or(|table| table.is_blank(place)));
        let verdict = if profile.has_rows && profile.values.is_empty() && is_empty() {
            Err("holds nothing".to_owned())
        } else {
            alone(name, &profile)
        };
        Column { name, files: of_name, profile, verdict }
    };
    named.into_par_iter().map(look).collect()
}

/// What a column is taken as by its own name and values.
fn alone(name: &str, profile: &Profile<'_>) -> Result<Taken, String> {
    if name.is_empty() {
        return Err("has no name".to_owned());
    }
    if let Some(word) = other_person(name) {
        return Err(format!("its name tells of another person or a body: {word}"));
    }
    let refuted = match claim(name).map(|claim| by_name(claim, profile)) {
        Some(Ok(taken)) => return constant(profile, taken),
        Some(Err(reason)) => Some(reason),
        None => None,
    };
    match by_values(name, profile) {
        // Dates under a name that tells of something else are dates of that.
        Some(taken) if refuted.is_none() || taken.kind != Kind::BirthDate => Ok(taken),
        _ => {
            Err(refuted.unwrap_or_else(|| format!("its name tells nothing, and its values are {}", described(profile))))
        }
    }
}

/// Leaves out what is the same on every row, of the kinds that say nothing then.
fn constant(profile: &Profile<'_>, taken: Taken) -> Result<Taken, String> {
    let is_constant = profile.is_telling() && profile.distinct == 1;
    let says_nothing = taken.kind.is_compared_alone() || taken.kind == Kind::Sex;
    if is_constant && says_nothing { Err("holds the same on every row".to_owned()) } else { Ok(taken) }
}

/// What a column is only in company of others.
fn infer_from_others(columns: &mut [Column<'_>]) {
    let has = |columns: &[Column<'_>], kind| columns.iter().any(|column| column.is(kind));
    birth_in_three(columns);
    let (given, family) = (has(columns, Kind::GivenNames), has(columns, Kind::FamilyName));
    let (year, month) = (has(columns, Kind::BirthYear), has(columns, Kind::BirthMonth));
    let (latitude, longitude) = (has(columns, Kind::Latitude), has(columns, Kind::Longitude));
    let (easting, northing) = (has(columns, Kind::Easting), has(columns, Kind::Northing));
    for column in columns {
        let Ok(taken) = &mut column.verdict else { continue };
        let is_one_word =
            || column.profile.is_telling() && column.profile.mostly(0.7, |name| !name.contains([' ', ',']));
        column.verdict = match taken.kind {
            Kind::FullName if given && family => Err("given and family name stand in columns of their own".to_owned()),
            Kind::FullName if family && is_one_word() => {
                taken.kind = Kind::GivenNames;
                taken.reason =
                    "by its name, beside a column of family names; most of its values are one word".to_owned();
                continue;
            }
            Kind::Latitude if !longitude => Err("there is no longitude beside it".to_owned()),
            Kind::Longitude if !latitude => Err("there is no latitude beside it".to_owned()),
            Kind::Easting if !northing => Err("there is no northing beside it".to_owned()),
            Kind::Northing if !easting => Err("there is no easting beside it".to_owned()),
            Kind::BirthMonth if !year => Err("there is no year of birth beside it".to_owned()),
            Kind::BirthDay if !year || !month => Err("there is no year and month of birth beside it".to_owned()),
            _ => continue,
        };
    }
}

/// Takes three columns together for a date of birth, in files that have none.
fn birth_in_three(columns: &mut [Column<'_>]) {
    let is_birth = |column: &&Column<'_>| column.is(Kind::BirthDate) || column.is(Kind::BirthYear);
    let births: Vec<&Column<'_>> = columns.iter().filter(is_birth).collect();
    let free = columns.iter().enumerate().filter(|(_, column)| !births.iter().any(|birth| birth.is_beside(column)));
    let (numbers, named): (Vec<usize>, Vec<(&str, &Profile<'_>)>) =
        free.map(|(number, column)| (number, (column.name, &column.profile))).unzip();
    let Some(places) = together(&named) else { return };
    let kinds = [(Kind::BirthYear, "years"), (Kind::BirthMonth, "months"), (Kind::BirthDay, "days")];
    for (place, (kind, noun)) in places.into_iter().zip(kinds) {
        let reason = format!("by its name and the two beside it; its values are {noun}");
        let taken = Taken { kind, about: "", separator: None, check: None, reason, is_by_name: true };
        let number = numbers.get(place).copied().unwrap_or(usize::MAX);
        columns.iter_mut().skip(number).take(1).for_each(|column| column.verdict = Ok(taken.clone()));
    }
}

impl Column<'_> {
    pub(super) fn taken(&self) -> Option<&Taken> {
        self.verdict.as_ref().ok()
    }

    fn is(&self, kind: Kind) -> bool {
        self.taken().is_some_and(|taken| taken.kind == kind)
    }

    /// Whether some file has both.
    pub(super) fn is_beside(&self, other: &Self) -> bool {
        self.files.iter().any(|(file, _)| other.files.iter().any(|(known, _)| known == file))
    }

    /// Whether the cells of both are read in the same way.
    pub(super) fn is_read_like(&self, other: &Self) -> bool {
        let separator = |column: &Self| column.taken().and_then(|taken| taken.separator);
        separator(self) == separator(other)
    }
}

/// Leaves out the last of the columns that are compared alone while there are more comparisons than can be kept apart.
fn leave_out_what_does_not_fit(told: &mut Recognition) {
    // What tells least goes first.
    let order = [Kind::Category, Kind::Date, Kind::Text, Kind::Identifier];
    while !fit(&propose::comparisons(&told.columns())) {
        let last = |kind: &Kind| told.taken.iter().rposition(|taken| taken.column.kind == *kind);
        let Some(place) = order.iter().find_map(last) else { return };
        let Recognised { column, .. } = told.taken.remove(place);
        let is_its_status = |taken: &Recognised| column.status.as_ref() == Some(&taken.column.name);
        let status = told.taken.iter().position(is_its_status).map(|place| told.taken.remove(place).column);
        for column in [Some(column), status].into_iter().flatten() {
            let reason =
                format!("would be {}, and there are more comparisons than can be kept apart", column.kind.as_str());
            column.names().for_each(|name| told.leave_out(name, &reason));
        }
    }
}
