//! What can go wrong in a record, with its probability.

use serde::{Deserialize, Serialize};

use crate::options::RegionFault;

macro_rules! error_rates {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// Probabilities of one agency, each between 0 and 1. Unless a line says otherwise it is the probability for one
        /// record. Errors of name, date, former address, postcode and missing values seldom meet in one record: after one
        /// of them the others strike a quarter as often, after two none does.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct ErrorRates {
            $($(#[$doc])* pub $name: f64,)*
        }

        impl ErrorRates {
            /// The first rate that is no probability.
            pub(super) fn fault(&self, agency: &'static str) -> Option<RegionFault> {
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
    /// A forename misread by a scanner; a family name likewise.
    scanning,
    /// A familiar form, a transliteration or the other language's form in place of the forename; for names that have one.
    nickname,
    /// Only the initial of the forename.
    initial,
    /// Middle name used in place of the first; for people who have one.
    middle_name_first,
    /// Forename and family name in each other's column.
    swapped_names,
    /// A maiden or other former name kept after a change of the last ten years; 0.04 times as often after an older one.
    former_name,
    /// A double-barrelled name or patronymic written otherwise: half of it lost, run together, turned round; for people who bear one.
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
    /// Names, date of birth and NHS number missing together: somebody who gave none.
    nameless,
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
    /// The UPRN in scientific notation, as a spreadsheet spoils long numbers; for records that send one.
    scientific_uprn,
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
    /// The familiar name sent as an alias; for four in ten of those whose name has one.
    alias_present,
    /// Sex missing or not known.
    missing_sex,
    /// The other sex.
    wrong_sex,
    /// The record of someone who died left open, without the date of death.
    dead_still_open,
    /// Of a council's records, those that register a person a second time (at most half); of later records of one person at the
    /// health board and the police, those that describe the person anew.
    duplicate,
}
