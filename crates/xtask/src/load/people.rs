//! Whom the users look for.

use std::fs::File;
use std::io::{BufRead as _, BufReader};

use anyhow::{Context, Result, bail};

use super::{Place, text};
use crate::run::{command, output};

/// How many are looked for in turn.
const PEOPLE: usize = 5_000;

/// Somebody by what a page is searched by.
pub(super) struct Person {
    pub(super) name: String,
    pub(super) birth_date: String,
    pub(super) postcode: String,
}

/// People of the region, from all its agencies: every so many rows of it as one file.
pub(super) fn of(place: &Place, scale: f64) -> Result<Vec<Person>> {
    let flat = place.folder.join("flat.csv");
    let scale = scale.to_string();
    output(command(&place.binary.to_string_lossy(), &["demo", "--flat", text(&flat)?, "--scale", &scale]))?;
    let file = File::open(&flat).with_context(|| format!("could not open {}", flat.display()))?;
    let mut lines = BufReader::new(file).lines();
    let header = cells(&lines.next().context("the region has no header")??);
    let column = |name: &str| {
        header.iter().position(|cell| cell == name).with_context(|| format!("the region has no column `{name}`"))
    };
    let columns = [column("forename")?, column("family_name")?, column("birth_date")?, column("postcode")?];
    let mut people = Vec::new();
    for line in lines {
        let cells = cells(&line?);
        let [given, family, birth_date, postcode] =
            columns.map(|column| cells.get(column).map_or("", String::as_str).trim().to_owned());
        if !given.is_empty() && !family.is_empty() && !postcode.is_empty() && birth_date.len() == "1980-01-02".len() {
            people.push(Person { name: format!("{given} {family}"), birth_date, postcode });
        }
    }
    if people.is_empty() {
        bail!("nobody in the region can be looked for");
    }
    let step = people.len().div_ceil(PEOPLE);
    Ok(people.into_iter().step_by(step).collect())
}

/// The cells of a line of CSV that has no line break in a cell.
fn cells(line: &str) -> Vec<String> {
    let (mut cells, mut cell, mut is_quoted) = (Vec::new(), String::new(), false);
    let mut letters = line.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if is_quoted && letters.peek() == Some(&'"') => {
                cell.push('"');
                letters.next();
            }
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => cells.push(std::mem::take(&mut cell)),
            letter => cell.push(letter),
        }
    }
    cells.push(cell);
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_may_hold_commas_and_quotation_marks() {
        assert_eq!(cells("a,\"b, \"\"c\"\"\",,d"), ["a", "b, \"c\"", "", "d"]);
    }
}
