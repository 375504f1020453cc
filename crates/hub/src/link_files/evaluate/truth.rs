//! Who each row is, as found and as true.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use dolen_read::Source;

use super::super::fault::LinkFilesFault;
use super::lines::{Lines, Shape};

/// Source and id of a row; without sources the first is empty.
pub(in super::super) type Key = (String, String);

/// Who each row truly is.
pub(in super::super) struct Truth {
    pub(in super::super) has_source: bool,
    pub(in super::super) people: BTreeMap<Key, String>,
    /// What the named column holds, where there is one.
    pub(super) named: Option<BTreeMap<Key, String>>,
}

impl Truth {
    /// Reads `source,id,cluster` or `id,cluster`, and beside it a column that is found by its name.
    pub(in super::super) fn read(
        name: &'static str,
        reader: Box<dyn Source + Send>,
        named: Option<&str>,
    ) -> Result<Self, LinkFilesFault> {
        let wanted = "the truth has the columns source, id, cluster or id, cluster";
        let lines = Lines::read(reader, &Shape { name, wanted, columns: (2, 3), is_cut: true, named })?;
        let mut truth = Self { has_source: lines.width > 2, people: BTreeMap::new(), named: None };
        let mut of_named = BTreeMap::new();
        for line in lines.lines {
            let mut cells = line.cells.into_iter();
            let mut next = || cells.next().unwrap_or_default();
            let source = if truth.has_source { next() } else { String::new() };
            let (id, person) = (next(), next());
            let key = (source, id);
            if let Some(value) = line.named {
                of_named.insert(key.clone(), value);
            }
            match truth.people.entry(key) {
                Entry::Vacant(entry) => _ = entry.insert(person),
                Entry::Occupied(entry) if *entry.get() != person => {
                    return Err(LinkFilesFault::Twice { file: name, line: line.number });
                }
                Entry::Occupied(_) => {}
            }
        }
        truth.named = lines.has_named.then_some(of_named);
        Ok(truth)
    }

    pub(in super::super) fn key(&self, source: String, id: String) -> Key {
        (if self.has_source { source } else { String::new() }, id)
    }
}

/// The found cluster of each row of `source,id,cluster`. Without sources ids must be unique.
pub(super) fn found(reader: Box<dyn Source + Send>, has_source: bool) -> Result<BTreeMap<Key, String>, LinkFilesFault> {
    let wanted = "three columns are wanted: source, id, cluster";
    let shape = Shape { name: "clusters", wanted, columns: (3, 3), is_cut: false, named: None };
    let mut found: BTreeMap<Key, String> = BTreeMap::new();
    for line in Lines::read(reader, &shape)?.lines {
        let [source, id, cluster] = <[String; 3]>::try_from(line.cells).unwrap_or_default();
        match found.entry((if has_source { source } else { String::new() }, id)) {
            Entry::Vacant(entry) => _ = entry.insert(cluster),
            Entry::Occupied(_) if !has_source => return Err(LinkFilesFault::AmbiguousId),
            Entry::Occupied(entry) if *entry.get() != cluster => {
                return Err(LinkFilesFault::Twice { file: "clusters", line: line.number });
            }
            Entry::Occupied(_) => {}
        }
    }
    Ok(found)
}

/// Pairs of rows of `source_a,id_a,source_b,id_b,...`, the smaller row first.
pub(super) fn pairs(reader: Box<dyn Source + Send>) -> Result<Vec<(Key, Key)>, LinkFilesFault> {
    let wanted = "four columns are wanted: source_a, id_a, source_b, id_b";
    let shape = Shape { name: "links", wanted, columns: (4, 4), is_cut: true, named: None };
    let pair = |cells: Vec<String>| {
        let [source_a, id_a, source_b, id_b] = <[String; 4]>::try_from(cells).unwrap_or_default();
        ordered((source_a, id_a), (source_b, id_b))
    };
    Ok(Lines::read(reader, &shape)?.lines.into_iter().map(|line| pair(line.cells)).collect())
}

/// Two rows, the smaller first.
pub(super) fn ordered(left: Key, right: Key) -> (Key, Key) {
    if left <= right { (left, right) } else { (right, left) }
}
