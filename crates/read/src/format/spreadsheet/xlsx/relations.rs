//! Which part of the archive belongs to which.

use dolen_model::Problem;
use quick_xml::events::Event;

use crate::format::spreadsheet::parts::{Parts, attribute};

/// One part that another one names.
pub(super) struct Relation {
    pub(super) id: String,
    kind: String,
    /// Name in the archive.
    pub(super) target: String,
}

impl Relation {
    /// Whether it is of a kind, told by the end of a long name.
    pub(super) fn is(&self, kind: &str) -> bool {
        self.kind.rsplit('/').next() == Some(kind)
    }
}

/// What a part names; the empty name is the whole. Nothing where it names none.
pub(super) fn relations(parts: &mut Parts<'_>, part: &str) -> Result<Vec<Relation>, Problem> {
    let (folder, name) = part.rsplit_once('/').map_or(("", part), |(folder, name)| (folder, name));
    let list = resolved(folder, &format!("_rels/{name}.rels"));
    let mut found = Vec::new();
    if !parts.has(&list) {
        return Ok(found);
    }
    parts.events(&list, "", &mut |event| {
        if let Event::Start(start) | Event::Empty(start) = event
            && start.local_name().as_ref() == "Relationship"
            && let (Some(id), Some(kind), Some(target)) =
                (attribute(start, "Id")?, attribute(start, "Type")?, attribute(start, "Target")?)
        {
            found.push(Relation { id, kind, target: resolved(folder, &target) });
        }
        Ok::<_, Problem>(true)
    })?;
    Ok(found)
}

/// A name in the archive, from a folder of it.
fn resolved(folder: &str, target: &str) -> String {
    let start = if target.starts_with('/') { "" } else { folder };
    let mut names: Vec<&str> = Vec::new();
    for name in start.split('/').chain(target.split('/')) {
        match name {
            "" | "." => {}
            ".." => {
                names.pop();
            }
            name => names.push(name),
        }
    }
    names.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_from_their_folder() {
        assert_eq!(resolved("xl", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolved("xl", "/xl/styles.xml"), "xl/styles.xml");
        assert_eq!(resolved("xl/worksheets", "../media/x"), "xl/media/x");
        assert_eq!(resolved("", "_rels/.rels"), "_rels/.rels");
    }
}
