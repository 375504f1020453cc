//! Every name once.

use std::collections::HashMap;

/// A name in the pool; 0 is no name.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct NameId(u32);

impl NameId {
    /// No name.
    pub(crate) const NONE: Self = Self(0);
}

/// Names by number. The map is only ever asked for one name: its order reaches no output.
pub(crate) struct NamePool {
    names: Vec<Box<str>>,
    numbers: HashMap<Box<str>, u32>,
}

impl Default for NamePool {
    fn default() -> Self {
        Self { names: vec!["".into()], numbers: HashMap::from([("".into(), 0)]) }
    }
}

impl NamePool {
    /// The id of a name, new or old.
    pub(crate) fn put(&mut self, name: &str) -> NameId {
        if let Some(&number) = self.numbers.get(name) {
            return NameId(number);
        }
        let number = u32::try_from(self.names.len()).unwrap_or(0);
        self.names.push(name.into());
        self.numbers.insert(name.into(), number);
        NameId(number)
    }

    /// The name of an id; empty for none.
    pub(crate) fn get(&self, id: NameId) -> &str {
        self.names.get(id.0 as usize).map_or("", |name| name)
    }
}
