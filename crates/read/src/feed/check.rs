//! Whether the parts of a contract agree with each other.

use std::collections::BTreeSet;

use dolen_model::FeedSubject;

use super::{Feed, FeedFault, Layout, Target};

type Checked = Result<(), FeedFault>;

fn fault(text: impl Into<String>) -> Checked {
    Err(FeedFault::inconsistent(text))
}

/// The first thing in which a contract contradicts itself.
pub(super) fn check(feed: &Feed) -> Checked {
    names(feed)?;
    columns(feed)?;
    subject(feed)?;
    layout(feed)
}

fn names(feed: &Feed) -> Checked {
    for (what, text) in [("name", &feed.name), ("organisation", &feed.organisation)] {
        let slug = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        if text.is_empty() || text.len() > 100 || !text.bytes().all(slug) {
            return fault(format!("`{what}` is made of the letters a to z, digits and hyphens: `{text}` is not"));
        }
    }
    if feed.organisation_name.en.trim().is_empty() || feed.organisation_name.cy.trim().is_empty() {
        return fault("`organisation_name` is empty in a language");
    }
    if feed.agreement.trim().is_empty() {
        return fault("`agreement` is empty: no feed without an agreement");
    }
    Ok(())
}

fn columns(feed: &Feed) -> Checked {
    let is_xml = matches!(feed.layout, Layout::Xml { .. });
    let mut names = BTreeSet::new();
    let mut items = BTreeSet::new();
    for column in &feed.columns {
        // A header's case does not matter; the names of elements are what they are.
        let folded = if is_xml { column.name.clone() } else { column.name.trim().to_lowercase() };
        if folded.is_empty() {
            return fault("a column has no name");
        }
        if !names.insert(folded) {
            return fault(format!("column `{}` is listed twice", column.name));
        }
        if let Target::Item(item) = &column.target
            && !items.insert(item)
        {
            return fault(format!("two columns have the item `{item}`"));
        }
    }
    let mut key = BTreeSet::new();
    if !feed.key.iter().all(|column| key.insert(column)) {
        return fault("`key` names a column twice");
    }
    Ok(())
}

fn subject(feed: &Feed) -> Checked {
    let is_of_people = matches!(feed.subject, FeedSubject::Person | FeedSubject::Attribute);
    if feed.key.is_empty() && is_of_people {
        return fault("a feed about persons needs `key`");
    }
    for column in &feed.columns {
        let name = &column.name;
        match &column.target {
            Target::Field(_) if feed.subject != FeedSubject::Person => {
                return fault(format!("column `{name}` has a person's `field`, and the subject is not a person"));
            }
            Target::Item(_) if is_of_people => {
                return fault(format!("column `{name}` has an `item`, which is for premises and areas"));
            }
            _ => {}
        }
    }
    match (&feed.persons, feed.subject) {
        (None, FeedSubject::Attribute) => {
            return fault("a feed of attributes needs `persons`, the name of the feed that describes their persons");
        }
        (Some(_), FeedSubject::Person | FeedSubject::Premises | FeedSubject::Area) => {
            return fault("`persons` is for a feed of attributes");
        }
        (Some(persons), FeedSubject::Attribute) if *persons == feed.name => {
            return fault("`persons` names another feed than this one");
        }
        _ => {}
    }
    if feed.attributes.is_empty() && feed.subject == FeedSubject::Attribute {
        return fault("a feed of attributes needs an `[[attribute]]`");
    }
    if !feed.attributes.is_empty() && !is_of_people {
        return fault("an `[[attribute]]` is of a person, and the subject is not a person");
    }
    if !is_of_people && !feed.columns.iter().any(|column| matches!(column.target, Target::Item(_))) {
        return fault("a feed about premises or an area needs a column with an `item`");
    }
    Ok(())
}

fn layout(feed: &Feed) -> Checked {
    let is_xml = matches!(feed.layout, Layout::Xml { .. });
    if feed.attributes.iter().any(|rule| rule.repeat.is_some()) && !is_xml {
        return fault("`repeat` is for XML");
    }
    match &feed.layout {
        Layout::Csv { delimiter, .. } if delimiter != "sniff" => match delimiter.as_bytes() {
            [b'"' | b'\n' | b'\r' | 0] => return fault("`delimiter` cannot be a quotation mark, a line end or NUL"),
            [byte] if byte.is_ascii() => {}
            _ => return fault("`delimiter` is one ASCII character or `sniff`"),
        },
        Layout::Xml { record } if record.split('/').any(str::is_empty) => {
            return fault("`record` names elements from the root to the record with `/` between them");
        }
        Layout::Spreadsheet { sheets, .. } => {
            let once: BTreeSet<_> = sheets.iter().collect();
            if once.len() != sheets.len() {
                return fault("`sheets` names a sheet twice");
            }
        }
        _ => {}
    }
    let Some(totals) = feed.layout.totals_row() else { return Ok(()) };
    if totals.text.trim().is_empty() {
        return fault("the totals row needs the `text` with which it begins");
    }
    for name in [Some(&totals.column), totals.count_column.as_ref()].into_iter().flatten() {
        if !feed.columns.iter().any(|column| column.name == *name) {
            return fault(format!("the totals row names column `{name}`, which is not listed"));
        }
    }
    Ok(())
}
