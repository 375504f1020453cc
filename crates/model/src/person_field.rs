//! The standard fields of a person, to which every feed maps its own columns.

use serde::{Deserialize, Serialize};

macro_rules! person_fields {
    ($($(#[$doc:meta])* $variant:ident = $name:literal,)*) => {
        /// A standard field. The name in TOML, JSON and the database is the one that [`PersonField::as_str`] gives.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum PersonField {
            $($(#[$doc])* #[serde(rename = $name)] $variant,)*
        }

        impl PersonField {
            /// Every field, in the order in which pages show them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The stored name.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }
        }
    };
}

person_fields! {
    /// Title, as sent.
    Title = "title",
    /// All given names in order.
    GivenNames = "given_names",
    /// Current family name.
    FamilyName = "family_name",
    /// Maiden or other former family name.
    FormerFamilyName = "former_family_name",
    /// Another name the person goes by; may hold a whole name.
    Alias = "alias",
    /// Date of birth, ISO, may be partial.
    BirthDate = "birth_date",
    /// Date of death, ISO, may be partial.
    DeathDate = "death_date",
    /// One of the values of [`crate::Sex`].
    Sex = "sex",
    /// NHS number, ten digits.
    NhsNumber = "nhs_number",
    /// One of the values of [`crate::NhsNumberStatus`].
    NhsNumberStatus = "nhs_number_status",
    /// Ethnicity as `code-set:code`.
    Ethnicity = "ethnicity",
    /// Preferred language, BCP 47.
    PreferredLanguage = "preferred_language",
    /// UPRN of the current address.
    Uprn = "uprn",
    /// Current address without its postcode, lines joined by `, `.
    Address = "address",
    /// Postcode of the current address, normalised.
    Postcode = "postcode",
    /// A former address with its postcode.
    PreviousAddress = "previous_address",
    /// Postcode of a former address.
    PreviousPostcode = "previous_postcode",
    /// Telephone number, digits.
    Phone = "phone",
    /// E-mail address, lower case.
    Email = "email",
    /// Worker who leads for this agency.
    LeadWorker = "lead_worker",
    /// Team of that worker.
    Team = "team",
    /// Telephone number of that team.
    TeamPhone = "team_phone",
    /// ISO date on which the agency's involvement began.
    InvolvedSince = "involved_since",
    /// ISO date on which it ended; absent while it is open.
    InvolvedUntil = "involved_until",
    /// ISO date of the last contact.
    LastContact = "last_contact",
    /// ISO date to which the row's values were true at the agency.
    AsAt = "as_at",
}

impl PersonField {
    /// Reads the stored name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|field| field.as_str() == name)
    }

    /// Whether one record may hold several values of it.
    pub const fn is_multiple(self) -> bool {
        matches!(self, Self::Alias | Self::PreviousAddress | Self::PreviousPostcode | Self::Phone | Self::Email)
    }

    /// Whether the value is a date.
    pub const fn is_date(self) -> bool {
        matches!(
            self,
            Self::BirthDate
                | Self::DeathDate
                | Self::InvolvedSince
                | Self::InvolvedUntil
                | Self::LastContact
                | Self::AsAt
        )
    }
}
