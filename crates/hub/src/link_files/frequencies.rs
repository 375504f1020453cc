//! Tables of how common values are among all people.

use dolen_link::Frequencies;
use dolen_read::Source;

use super::evaluate::{Lines, Shape};
use super::fault::LinkFilesFault;

/// Values at most: more than the names of any country.
const MOST: usize = 2_000_000;

/// Reads a table of a comparison: `value,count` by position, where a count is a number of people or a share of all, above 0.
///
/// # Errors
/// See [`LinkFilesFault`].
pub fn read_frequencies(comparison: &str, reader: Box<dyn Source + Send>) -> Result<Frequencies, LinkFilesFault> {
    let wanted =
        "frequencies have the columns value, count, where a count is a number above 0 and a value is not empty";
    let shape = Shape { name: "frequencies", wanted, columns: (2, 2), is_cut: true, named: None };
    let mut counts = Vec::new();
    for line in Lines::read(reader, &shape)?.lines {
        let fault = LinkFilesFault::Shape { file: format!("frequencies of {comparison}"), line: line.number, wanted };
        let [value, count] = <[String; 2]>::try_from(line.cells).unwrap_or_default();
        let count = count.parse::<f64>().ok().filter(|count| count.is_finite() && *count > 0.0);
        let Some(count) = count.filter(|_| !value.is_empty()) else { return Err(fault) };
        counts.push((value, count));
        if counts.len() > MOST {
            return Err(LinkFilesFault::TooManyLines { file: format!("frequencies of {comparison}"), most: MOST });
        }
    }
    Ok(Frequencies { comparison: comparison.to_owned(), counts })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::{FileInput, LinkRequest, link_files};
    use super::*;

    fn read(text: &str) -> Result<Frequencies, LinkFilesFault> {
        read_frequencies("family_name", Box::new(std::io::Cursor::new(text.to_owned())))
    }

    #[test]
    fn a_table_is_read_by_position_and_told_where_it_is_wrong() {
        let table = read("Surname;People;Rank\nJones;5000;1\nProsser; 12 ;2\n").unwrap();
        assert_eq!(table.counts, [("Jones".to_owned(), 5_000.0), ("Prosser".to_owned(), 12.0)]);
        assert_eq!(format!("{table:?}"), "Frequencies { comparison: \"family_name\", values: 2 }");
        for (text, line) in
            [("a\nx\n", 1), ("a,b\nx,1\ny,many\n", 3), ("a,b\nx,0\n", 2), ("a,b\n,5\n", 2), ("a,b\nx,NaN\n", 2)]
        {
            let fault = read(text).unwrap_err();
            assert!(matches!(fault, LinkFilesFault::Shape { line: told, .. } if told == line), "{fault}");
        }
    }

    #[test]
    fn an_official_table_weighs_a_rare_name_higher_than_a_common_one() {
        let otherwise = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
        let data = std::env::var_os("DOLEN_SHARED_DATA").map_or(otherwise, Into::into);
        let Ok(file) = std::fs::File::open(data.join("names/sdglinkage_lastname_uk.csv")) else {
            println!("skipped: no published names");
            return;
        };
        let table = read_frequencies("family_name", Box::new(file)).unwrap();
        let mut rows = String::from("forename,surname,dob\n");
        for number in 0..40 {
            let surname = if number / 2 % 2 == 0 { "Smith" } else { "Prosser" };
            rows += &format!("{},{surname},19{}-05-06\n", ["Huw", "Nia"][number / 2 % 2], 40 + number / 2);
        }
        let request = LinkRequest { frequencies: vec![table], ..LinkRequest::default() };
        let input = FileInput { name: "p.csv".to_owned(), reader: Box::new(std::io::Cursor::new(rows)) };
        let linkage = link_files(vec![input], &request, &|_| {}).unwrap();
        let explainer = linkage.explainer().unwrap();
        let bits = |left, right| {
            let pair = explainer.pair(left, right).unwrap();
            pair.evidence.iter().find(|line| line.comparison == "family_name").unwrap().frequency_weight
        };
        // In the rows both are as common.
        assert!(bits(2, 3) > bits(0, 1) + 2.0, "{} {}", bits(2, 3), bits(0, 1));
    }
}
