//! The files of the agencies, each with its feed contract.

use std::io::Write;

use crate::agency::Agency;
use crate::day::DateForm;
use crate::region::Region;
use crate::write::{
    WriteFault, write_council_one, write_council_three, write_council_two, write_health, write_police, write_savvi,
};

/// A file that an agency sends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedFile {
    /// Slug of the feed, unique in the region.
    pub feed: &'static str,
    /// Slug of the organisation that sends it.
    pub organisation: &'static str,
    /// The feed contract, TOML.
    pub contract: &'static str,
    /// A name for the file, as the agency gives it.
    pub file_name: String,
    /// `csv`, `xml`, `spreadsheet` or `savvi`.
    pub format: &'static str,
    /// Records in it; for the attribute form the records that it tells of, not its rows.
    pub records: usize,
    /// Whether it is one of the five that make the region's count.
    pub counted: bool,
}

/// What does not change from region to region.
struct Form {
    feed: &'static str,
    agency: Agency,
    contract: &'static str,
    stem: &'static str,
    extension: &'static str,
    format: &'static str,
    counted: bool,
    write: fn(&Region, &mut dyn Write) -> Result<(), WriteFault>,
}

static FORMS: [Form; 6] = [
    Form {
        feed: "cwm-derw-social-care",
        agency: Agency::CouncilOne,
        contract: include_str!("contracts/cwm-derw-social-care.toml"),
        stem: "CWMDERW_SOCIALCARE",
        extension: "csv",
        format: "csv",
        counted: true,
        write: write_council_one,
    },
    Form {
        feed: "glannau-afon-social-care",
        agency: Agency::CouncilTwo,
        contract: include_str!("contracts/glannau-afon-social-care.toml"),
        stem: "glannau-afon-caseview",
        extension: "xml",
        format: "xml",
        counted: true,
        write: write_council_two,
    },
    Form {
        feed: "ochr-y-rhos-social-care",
        agency: Agency::CouncilThree,
        contract: include_str!("contracts/ochr-y-rhos-social-care.toml"),
        stem: "Ochr y Rhos gofal cymdeithasol",
        extension: "xlsx",
        format: "spreadsheet",
        counted: true,
        write: write_council_three,
    },
    Form {
        feed: "gwynfan-admissions",
        agency: Agency::Health,
        contract: include_str!("contracts/gwynfan-admissions.toml"),
        stem: "GWYNFAN_ADT_ACUTE",
        extension: "txt",
        format: "csv",
        counted: true,
        write: write_health,
    },
    Form {
        feed: "gororau-victims",
        agency: Agency::Police,
        contract: include_str!("contracts/gororau-victims.toml"),
        stem: "GORORAU_VICTIMS",
        extension: "csv",
        format: "csv",
        counted: true,
        write: write_police,
    },
    Form {
        feed: "cwm-derw-attributes",
        agency: Agency::CouncilOne,
        contract: include_str!("contracts/cwm-derw-attributes.toml"),
        stem: "CWMDERW_SAVVI",
        extension: "csv",
        format: "savvi",
        counted: false,
        write: write_savvi,
    },
];

/// The files of a region.
pub(crate) fn feed_files(region: &Region) -> Vec<FeedFile> {
    let date = region.world.today.write(DateForm::Compact);
    FORMS
        .iter()
        .map(|form| FeedFile {
            feed: form.feed,
            organisation: form.agency.organisation(),
            contract: form.contract,
            file_name: format!("{}_{date}.{}", form.stem, form.extension),
            format: form.format,
            records: region.holdings(form.agency).entries.len(),
            counted: form.counted,
        })
        .collect()
}

/// Writes the file of a feed.
pub(crate) fn write_feed(region: &Region, feed: &str, out: &mut dyn Write) -> Result<(), WriteFault> {
    match FORMS.iter().find(|form| form.feed == feed) {
        Some(form) => (form.write)(region, out),
        None => Err(WriteFault::Feed(feed.to_owned())),
    }
}
