//! Which postcodes exist, from the ONS Postcode Directory or the National Statistics Postcode Lookup.

use std::io::Read;

use csv::{ByteRecord, ReaderBuilder};
use dolen_model::Postcode;
use dolen_read::{DirectoryEntry, PostcodeDirectory};

/// Names of the column with the postcode: `pcds` first, then the fixed-width forms of both generations of the header (up
/// to 2024 `pcd` and `pcd2`, since 2025 `pcd7` and `pcd8`), then the plain word of cut-down copies.
const POSTCODE: [&str; 6] = ["pcds", "pcd8", "pcd7", "pcd2", "pcd", "postcode"];
/// Name of the column with the month of termination, empty for a postcode in use. A copy may leave it out.
const TERMINATED: &str = "doterm";

/// A postcode directory in memory: eight bytes a postcode, 2.7 million of them for the whole country.
#[derive(Clone)]
pub struct PostcodeFile {
    /// Packed postcodes in order, the last bit set for one that is no longer in use.
    packed: Vec<u64>,
}

/// Why a file is no postcode directory.
#[derive(Debug, thiserror::Error)]
pub enum PostcodeFault {
    /// It is no CSV, or it could not be read.
    #[error("line {line}: the postcode directory cannot be read: save it as CSV")]
    Unreadable {
        /// Line.
        line: u64,
    },
    /// It has no column of postcodes.
    #[error(
        "the postcode directory has no column `pcds`, `pcd`, `pcd2`, `pcd7`, `pcd8` or `postcode`: use the ONSPD or NSPL as published"
    )]
    NoColumn,
    /// The column holds something else.
    #[error("line {line}: the column `{column}` of the postcode directory holds no postcode")]
    NoPostcode {
        /// Line.
        line: u64,
        /// Column.
        column: String,
    },
    /// It holds no postcode at all.
    #[error("the postcode directory is empty: every postcode would be unknown")]
    Empty,
}

impl PostcodeFile {
    /// Reads a CSV of either generation of the header.
    ///
    /// # Errors
    /// See [`PostcodeFault`].
    pub fn read(source: impl Read) -> Result<Self, PostcodeFault> {
        let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).from_reader(source);
        let mut record = ByteRecord::new();
        let mut line = 0;
        let mut next = |record: &mut ByteRecord| {
            line += 1;
            let more = reader.read_byte_record(record).map_err(|_| PostcodeFault::Unreadable { line })?;
            line = record.position().map_or(line, csv::Position::line);
            Ok(more.then_some(line))
        };
        if next(&mut record)?.is_none() {
            return Err(PostcodeFault::Empty);
        }
        let header: Vec<String> = record.iter().map(column_name).collect();
        let find = |name: &str| header.iter().position(|column| column == name);
        let (column, name) =
            POSTCODE.iter().find_map(|name| find(name).zip(Some(*name))).ok_or(PostcodeFault::NoColumn)?;
        let terminated = find(TERMINATED);
        let mut packed = Vec::new();
        while let Some(line) = next(&mut record)? {
            let cell = record.get(column).unwrap_or_default();
            let postcode = pack(cell).ok_or_else(|| PostcodeFault::NoPostcode { line, column: name.to_owned() })?;
            let month = terminated.and_then(|column| record.get(column)).unwrap_or_default();
            packed.push(postcode << 1 | u64::from(!month.trim_ascii().is_empty()));
        }
        if packed.is_empty() {
            return Err(PostcodeFault::Empty);
        }
        packed.sort_unstable();
        // Of a postcode that was terminated and given again the one in use comes first and stays.
        packed.dedup_by_key(|entry| *entry >> 1);
        packed.shrink_to_fit();
        Ok(Self { packed })
    }

    /// How many postcodes it holds.
    pub const fn len(&self) -> usize {
        self.packed.len()
    }

    /// Whether it holds none, which [`PostcodeFile::read`] refuses.
    pub const fn is_empty(&self) -> bool {
        self.packed.is_empty()
    }
}

impl PostcodeDirectory for PostcodeFile {
    fn find(&self, postcode: &Postcode) -> DirectoryEntry {
        let Some(wanted) = pack(postcode.as_str().as_bytes()) else { return DirectoryEntry::Unknown };
        let place = self.packed.partition_point(|entry| *entry >> 1 < wanted);
        match self.packed.get(place) {
            Some(entry) if *entry >> 1 == wanted && entry & 1 == 0 => DirectoryEntry::Live,
            Some(entry) if *entry >> 1 == wanted => DirectoryEntry::Terminated,
            _ => DirectoryEntry::Unknown,
        }
    }
}

/// The name of a column in lower case, without the byte order mark that may stand before the first.
fn column_name(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).trim_start_matches('\u{feff}').trim().to_ascii_lowercase()
}

/// A whole postcode as a number: letters and digits to the base of 37, blanks and case aside. `None` for what has not the
/// five to seven characters of one, with a digit before the last two letters.
fn pack(text: &[u8]) -> Option<u64> {
    let mut bare = text.iter().filter(|byte| !byte.is_ascii_whitespace());
    let mut packed = 0;
    let mut letters = [0_u8; 7];
    let mut length = 0;
    for byte in &mut bare {
        let byte = byte.to_ascii_uppercase();
        let digit = match byte {
            b'0'..=b'9' => byte - b'0' + 1,
            b'A'..=b'Z' => byte - b'A' + 11,
            _ => return None,
        };
        *letters.get_mut(length)? = byte;
        length += 1;
        packed = packed * 37 + u64::from(digit);
    }
    let [digit, first, last] = letters.get(length.checked_sub(3)?..length)? else { return None };
    let is_inward = digit.is_ascii_digit() && first.is_ascii_uppercase() && last.is_ascii_uppercase();
    ((5..=7).contains(&length) && is_inward).then_some(packed)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn directory(text: &str) -> PostcodeFile {
        PostcodeFile::read(text.as_bytes()).unwrap()
    }

    fn find(directory: &PostcodeFile, postcode: &str) -> DirectoryEntry {
        directory.find(&Postcode::parse(postcode).unwrap())
    }

    #[test]
    fn both_generations_of_the_header_are_read() {
        for text in [
            "pcd,pcd2,pcds,dointr,doterm,oscty\n\"NP204UX\",\"NP20 4UX\",\"NP20 4UX\",\"199001\",,\nNP1 0AA,NP1  0AA,NP1 0AA,198001,199606,\n",
            "\u{feff}pcd7,pcd8,pcds,dointr,doterm,lad25cd\r\nNP204UX,NP20 4UX,NP20 4UX,199001,,\r\nNP1 0AA,NP1  0AA,NP1 0AA,198001,199606,\r\n",
            "PCD7,DOTERM\nNP204UX,\nNP1 0AA,199606\n",
        ] {
            let directory = directory(text);
            assert_eq!(directory.len(), 2);
            assert_eq!(find(&directory, "np204ux"), DirectoryEntry::Live);
            assert_eq!(find(&directory, "NP1 0AA"), DirectoryEntry::Terminated);
            assert_eq!(find(&directory, "NP20 4UY"), DirectoryEntry::Unknown);
        }
    }

    #[test]
    fn without_a_month_of_termination_every_postcode_is_in_use() {
        let directory = directory("postcode,easting\nCF1 1AA,317600\nGIR 0AA,1\n");
        assert_eq!(find(&directory, "CF11AA"), DirectoryEntry::Live);
        assert_eq!(find(&directory, "GIR 0AA"), DirectoryEntry::Live);
        for other in ["CF1", "CF1 1", "BFPO 12", "ZZ99 3VZ"] {
            assert_eq!(find(&directory, other), DirectoryEntry::Unknown, "{other}");
        }
    }

    #[test]
    fn a_postcode_given_again_is_in_use() {
        let directory = directory("pcds,doterm\nNP20 4UX,199606\nNP20 4UX,\nNP20 4UX,200101\n");
        assert_eq!((directory.len(), find(&directory, "NP20 4UX")), (1, DirectoryEntry::Live));
    }

    #[test]
    fn what_is_no_directory_is_told_with_its_line_and_without_its_values() {
        let fault = |text: &str| PostcodeFile::read(text.as_bytes()).err().unwrap().to_string();
        assert!(fault("name,town\nVexbridge,Newport\n").contains("no column `pcds`"));
        let told = fault("pcds,doterm\nNP20 4UX,\nVexbridge,\n");
        assert!(told.starts_with("line 3: ") && !told.contains("Vexbridge"), "{told}");
        for nothing in ["", "pcds,doterm\n"] {
            assert!(fault(nothing).contains("is empty"), "{nothing:?}");
        }
    }

    #[test]
    fn two_postcodes_are_never_packed_as_one() {
        let texts =
            ["NP1 0AA", "NP10 0AA", "NP1 00A", "N1 0AA", "P10 0AA", "NP11 0AA", "N11 0AA", "0P1 0AA", "AAA 0AA"];
        let packed: std::collections::BTreeSet<_> = texts.iter().filter_map(|text| pack(text.as_bytes())).collect();
        assert_eq!(packed.len(), texts.len() - 1, "all but the one that is no postcode");
    }

    #[test]
    fn published_directories_are_read_whole() {
        let otherwise = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
        let data = std::env::var_os("DOLEN_SHARED_DATA").map_or(otherwise, Into::into);
        for name in ["onspd_nov2025_np_cf.csv", "nspl_may2025_np_cf_latlong.csv"] {
            let path = data.join("geography").join(name);
            let Ok(text) = std::fs::read_to_string(&path) else {
                println!("skipped: no real data");
                continue;
            };
            let directory = directory(&text);
            assert_eq!(directory.len(), text.lines().count() - 1, "{name}");
            for line in text.lines().skip(1).step_by(97) {
                let postcode = line.split(',').next().unwrap();
                assert_eq!(find(&directory, postcode), DirectoryEntry::Live, "{name}");
            }
            assert_eq!(find(&directory, "SW1A 1AA"), DirectoryEntry::Unknown, "{name}");
        }
    }
}
