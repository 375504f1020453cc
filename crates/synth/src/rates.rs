//! How often each error happens. Changing a default needs a decision record; `docs/synthetic-region.md` has the table.

use serde::{Deserialize, Serialize};

use crate::options::RegionFault;

macro_rules! error_rates {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// Probabilities of one agency, each between 0 and 1. Unless a line says otherwise it is the probability for one
        /// record.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct ErrorRates {
            $($(#[$doc])* pub $name: f64,)*
        }

        impl ErrorRates {
            /// The first rate that is no probability.
            fn fault(&self, agency: &'static str) -> Option<RegionFault> {
                $(if !(0.0..=1.0).contains(&self.$name) {
                    return Some(RegionFault::Rate { agency, rate: stringify!($name) });
                })*
                None
            }
        }
    };
}

error_rates! {
    /// A forename mistyped: a letter wrong, missing, doubled or swapped with its neighbour.
    forename_typing,
    /// A family name mistyped.
    family_name_typing,
    /// A forename written as it was heard.
    forename_sound,
    /// A family name written as it was heard.
    family_name_sound,
    /// A name or date misread by a scanner.
    scanning,
    /// A short or familiar form, or the form of the other language, in place of the forename; for people whose name has one.
    nickname,
    /// Only the initial of the forename.
    initial,
    /// Middle name used in place of the first; for people who have one.
    middle_name_first,
    /// Forename and family name in each other's column.
    swapped_names,
    /// A maiden or other former name kept after the change; for people who changed it before the record was made.
    former_name,
    /// Half of a double-barrelled name lost; for people who bear one.
    half_name,
    /// Day and month of birth swapped; for days that can be a month.
    swapped_day_month,
    /// A digit of the date of birth wrong or two swapped.
    birth_date_typing,
    /// 01/01/1900 or 01/01/1970 in place of the date of birth.
    default_birth_date,
    /// Date of birth missing.
    missing_birth_date,
    /// Forename missing.
    missing_forename,
    /// `UNKNOWN` in place of the forename.
    unknown_forename,
    /// An address that the person left earlier; for people who moved before the record was made.
    old_address,
    /// The street mistyped.
    address_typing,
    /// The street or flat in another form: abbreviated, or its name in the other language.
    address_form,
    /// A letter or digit of the postcode mistyped.
    postcode_typing,
    /// Address and postcode missing.
    missing_address,
    /// `ZZ99 3WZ` in place of the postcode.
    unknown_postcode,
    /// The UPRN present.
    uprn_present,
    /// The telephone number present.
    phone_present,
    /// The e-mail address present; for adults.
    email_present,
    /// The NHS number present.
    nhs_number_present,
    /// A digit of the NHS number wrong, so that its check digit fails.
    nhs_number_typing,
    /// The mother's NHS number on a child under two.
    mothers_nhs_number,
    /// One digit ten times in place of the NHS number.
    repeated_digit_nhs_number,
    /// Middle names present; for people who have one.
    middle_names_present,
    /// Middle names as initials, in the column of the forename, or left out; for people who have one.
    middle_names_form,
    /// The former family name known and sent; for people who have one.
    former_name_present,
    /// A former address known and sent; for people who moved.
    previous_address_present,
    /// The familiar name sent as an alias; for people who use one.
    alias_present,
    /// Sex missing or not known.
    missing_sex,
    /// Wrong sex.
    wrong_sex,
    /// The record of someone who died left open, without the date of death.
    dead_still_open,
    /// The person registered a second time in the same agency. For the police: a new nominal for a later event.
    duplicate,
}

/// The rates of the five agencies.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rates {
    /// First council, CSV.
    pub council_one: ErrorRates,
    /// Second council, XML.
    pub council_two: ErrorRates,
    /// Third council, workbook.
    pub council_three: ErrorRates,
    /// Health board.
    pub health: ErrorRates,
    /// Police.
    pub police: ErrorRates,
}

impl Rates {
    /// Refuses a rate that is no probability.
    ///
    /// # Errors
    /// [`RegionFault::Rate`] with the first that is none.
    pub fn check(&self) -> Result<(), RegionFault> {
        let agencies = [
            (&self.council_one, "council_one"),
            (&self.council_two, "council_two"),
            (&self.council_three, "council_three"),
            (&self.health, "health"),
            (&self.police, "police"),
        ];
        match agencies.into_iter().find_map(|(rates, agency)| rates.fault(agency)) {
            Some(fault) => Err(fault),
            None => Ok(()),
        }
    }
}

/// A council's habit: dates and addresses from letters and forms, NHS numbers for a little over half.
const COUNCIL: ErrorRates = ErrorRates {
    forename_typing: 0.020,
    family_name_typing: 0.022,
    forename_sound: 0.012,
    family_name_sound: 0.014,
    scanning: 0.006,
    nickname: 0.10,
    initial: 0.004,
    middle_name_first: 0.02,
    swapped_names: 0.004,
    former_name: 0.25,
    half_name: 0.12,
    swapped_day_month: 0.010,
    birth_date_typing: 0.012,
    default_birth_date: 0.003,
    missing_birth_date: 0.012,
    missing_forename: 0.002,
    unknown_forename: 0.002,
    old_address: 0.22,
    address_typing: 0.03,
    address_form: 0.06,
    postcode_typing: 0.012,
    missing_address: 0.008,
    unknown_postcode: 0.005,
    uprn_present: 0.75,
    phone_present: 0.60,
    email_present: 0.15,
    nhs_number_present: 0.55,
    nhs_number_typing: 0.004,
    mothers_nhs_number: 0.08,
    repeated_digit_nhs_number: 0.002,
    middle_names_present: 0.55,
    middle_names_form: 0.05,
    former_name_present: 0.40,
    previous_address_present: 0.45,
    alias_present: 0.30,
    missing_sex: 0.010,
    wrong_sex: 0.004,
    dead_still_open: 0.25,
    duplicate: 0.05,
};

impl Default for Rates {
    fn default() -> Self {
        Self {
            // The first council keys its records on its own land and property gazetteer: the UPRN is always there.
            council_one: ErrorRates { uprn_present: 1.0, ..COUNCIL },
            council_two: ErrorRates { nhs_number_present: 0.54, duplicate: 0.06, ..COUNCIL },
            council_three: ErrorRates { nhs_number_present: 0.56, scanning: 0.012, duplicate: 0.045, ..COUNCIL },
            health: ErrorRates {
                forename_typing: 0.012,
                family_name_typing: 0.012,
                forename_sound: 0.006,
                family_name_sound: 0.006,
                nickname: 0.05,
                old_address: 0.15,
                missing_birth_date: 0.002,
                default_birth_date: 0.002,
                uprn_present: 0.40,
                nhs_number_present: 0.94,
                nhs_number_typing: 0.002,
                mothers_nhs_number: 0.10,
                email_present: 0.0,
                dead_still_open: 0.0,
                duplicate: 0.02,
                ..COUNCIL
            },
            police: ErrorRates {
                forename_typing: 0.028,
                family_name_typing: 0.030,
                forename_sound: 0.020,
                family_name_sound: 0.022,
                scanning: 0.0,
                nickname: 0.16,
                former_name: 0.15,
                birth_date_typing: 0.016,
                swapped_day_month: 0.008,
                missing_birth_date: 0.022,
                missing_forename: 0.004,
                old_address: 0.12,
                address_typing: 0.05,
                missing_address: 0.012,
                uprn_present: 0.10,
                phone_present: 0.70,
                email_present: 0.20,
                nhs_number_present: 0.04,
                middle_names_present: 0.35,
                former_name_present: 0.05,
                previous_address_present: 0.10,
                alias_present: 0.25,
                dead_still_open: 0.0,
                duplicate: 0.22,
                ..COUNCIL
            },
        }
    }
}
