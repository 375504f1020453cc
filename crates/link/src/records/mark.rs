//! How much has been read, so that what is read after it can be forgotten.

use super::Records;
use super::emails::EmailMark;
use super::names::NameMark;
use super::places::PlaceMark;
use super::text_column::TextMark;

/// How many of everything there are.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    rows: usize,
    pub(crate) names: NameMark,
    places: PlaceMark,
    phones: usize,
    pub(crate) emails: EmailMark,
    pub(crate) texts: Vec<TextMark>,
}

impl Records {
    pub(crate) fn mark(&self) -> Mark {
        Mark {
            rows: self.rows.len(),
            names: self.names.mark(),
            places: self.places.mark(),
            phones: self.phones.mark(),
            emails: self.emails.mark(),
            texts: self.texts.iter().map(super::TextColumn::mark).collect(),
        }
    }

    /// Forgets all rows after a mark, and every value that only they hold.
    pub(crate) fn forget(&mut self, mark: &Mark) {
        self.rows.truncate(mark.rows);
        self.place_of.truncate(mark.rows);
        self.points.truncate(mark.rows);
        self.phone_of.truncate(mark.rows);
        self.email_of.truncate(mark.rows);
        self.names.forget(&mark.names);
        self.places.forget(&mark.places);
        self.phones.forget(mark.phones);
        self.emails.forget(&mark.emails);
        for (texts, of_column) in self.texts.iter_mut().zip(&mark.texts) {
            texts.forget(mark.rows, of_column);
        }
    }
}
