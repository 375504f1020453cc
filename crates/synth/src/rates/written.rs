//! Rates that a user has written down.

use crate::rates::Rates;

/// The heading under which a rate counts for all agencies.
const EVERY_AGENCY: &str = "every_agency";

/// Why rates that were written down cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RatesFault {
    /// The text is no TOML.
    #[error("the rates cannot be read at line {line}, column {column}: {reason}")]
    Unreadable {
        /// Line, from 1.
        line: usize,
        /// Column in characters, from 1.
        column: usize,
        /// What the reader said, on one line.
        reason: String,
    },
    /// A heading names no agency.
    #[error("the rates name `{0}`: use every_agency, council_one, council_two, council_three, health or police")]
    Agency(String),
    /// What should be a heading is something else.
    #[error("`{0}` must be a heading with rates below it")]
    Heading(String),
    /// A heading has no such rate.
    #[error("there is no rate `{agency}.{rate}`: docs/synthetic-region.md lists them")]
    Name {
        /// The heading.
        agency: String,
        /// The name under it.
        rate: String,
    },
    /// A rate is no probability.
    #[error("the rate `{agency}.{rate}` must be a number from 0 to 1")]
    Value {
        /// The heading.
        agency: String,
        /// The rate's name.
        rate: String,
    },
}

impl Rates {
    /// The default rates with those replaced that a TOML text names. A heading is an agency's name in the rates, or
    /// `every_agency` for all five; an agency's own heading counts more.
    ///
    /// ```
    /// let rates = dolen_synth::Rates::from_toml("[every_agency]\nnickname = 0.2\n[police]\nnickname = 0.3")?;
    /// assert_eq!((rates.health.nickname, rates.police.nickname), (0.2, 0.3));
    /// # Ok::<(), dolen_synth::RatesFault>(())
    /// ```
    ///
    /// # Errors
    /// [`RatesFault`] where the text is no TOML, names what is not there or holds something other than probabilities.
    pub fn from_toml(text: &str) -> Result<Self, RatesFault> {
        let written: toml::Table = text.parse().map_err(|fault| unreadable(text, &fault))?;
        let mut rates = toml::Table::try_from(Self::default()).unwrap_or_default();
        if let Some(agency) = written.keys().find(|agency| *agency != EVERY_AGENCY && !rates.contains_key(*agency)) {
            return Err(RatesFault::Agency(agency.clone()));
        }
        let (every, own): (Vec<_>, Vec<_>) = written.iter().partition(|(agency, _)| *agency == EVERY_AGENCY);
        for (heading, values) in every.into_iter().chain(own) {
            let values = values.as_table().ok_or_else(|| RatesFault::Heading(heading.clone()))?;
            for (agency, old) in &mut rates {
                if let Some(old) = old.as_table_mut().filter(|_| agency == heading || heading == EVERY_AGENCY) {
                    replace(heading, old, values)?;
                }
            }
        }
        rates.try_into().map_err(|fault| unreadable(text, &fault))
    }
}

fn replace(heading: &str, old: &mut toml::Table, values: &toml::Table) -> Result<(), RatesFault> {
    for (rate, value) in values {
        let Some(old) = old.get_mut(rate) else {
            return Err(RatesFault::Name { agency: heading.to_owned(), rate: rate.clone() });
        };
        let number = value.as_float().or_else(|| value.as_integer().map(|number| number as f64));
        match number.filter(|number| (0.0..=1.0).contains(number)) {
            Some(number) => *old = toml::Value::Float(number),
            None => return Err(RatesFault::Value { agency: heading.to_owned(), rate: rate.clone() }),
        }
    }
    Ok(())
}

fn unreadable(text: &str, fault: &toml::de::Error) -> RatesFault {
    let before = fault.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    RatesFault::Unreadable { line, column, reason: fault.message().replace('\n', " ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(text: &str) -> String {
        Rates::from_toml(text).err().unwrap().to_string()
    }

    #[test]
    fn what_is_not_written_keeps_its_default() {
        let rates = Rates::from_toml("[council_two]\nold_address = 1\n").unwrap();
        let mut expected = Rates::default();
        expected.council_two.old_address = 1.0;
        assert_eq!(rates, expected);
        assert_eq!(Rates::from_toml("").unwrap(), Rates::default());
    }

    #[test]
    fn an_agency_counts_more_than_every_agency_wherever_it_stands() {
        let rates = Rates::from_toml("[council_one]\nduplicate = 0.5\n[every_agency]\nduplicate = 0.1\n").unwrap();
        assert_eq!((rates.council_one.duplicate, rates.police.duplicate), (0.5, 0.1));
    }

    #[test]
    fn what_cannot_be_used_is_told_in_one_line_with_its_place() {
        assert_eq!(
            fault("[polis]\nnickname = 0.1"),
            "the rates name `polis`: use every_agency, council_one, council_two, council_three, health or police"
        );
        assert_eq!(fault("nickname = 0.1"), RatesFault::Agency("nickname".to_owned()).to_string());
        assert_eq!(fault("police = 0.1"), "`police` must be a heading with rates below it");
        assert_eq!(
            fault("[police]\nnicknames = 0.1"),
            "there is no rate `police.nicknames`: docs/synthetic-region.md lists them"
        );
        for value in ["1.5", "-0.1", "nan", "\"often\""] {
            assert_eq!(
                fault(&format!("[every_agency]\nnickname = {value}")),
                "the rate `every_agency.nickname` must be a number from 0 to 1"
            );
        }
        let unreadable = fault("[police]\nnickname = = 1");
        assert!(unreadable.starts_with("the rates cannot be read at line 2, column 12: "), "{unreadable}");
        assert_eq!(unreadable.lines().count(), 1);
    }
}
