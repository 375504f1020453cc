//! A growing table whose rows are reached by the number that it gave out for them.

use std::marker::PhantomData;

/// A row number of one table. Kept to 32 bits: a region at scale 15 still has far fewer of anything.
pub(crate) struct Id<T>(u32, PhantomData<fn() -> T>);

impl<T> Id<T> {
    /// The id with a number, for tables that are walked by number.
    pub(crate) const fn new(number: u32) -> Self {
        Self(number, PhantomData)
    }

    /// The row's number, from 0.
    pub(crate) const fn number(self) -> u32 {
        self.0
    }

    /// The row's number as an index into a list of the same length.
    pub(crate) const fn index(self) -> usize {
        self.0 as usize
    }
}

impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Id<T> {}

impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<T> Eq for Id<T> {}

impl<T> PartialOrd for Id<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> Ord for Id<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.cmp(&other.0)
    }
}

impl<T> std::hash::Hash for Id<T> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

/// Rows reached by [`Id`].
pub(crate) struct Arena<T> {
    rows: Vec<T>,
}

impl<T> Default for Arena<T> {
    fn default() -> Self {
        Self { rows: Vec::new() }
    }
}

impl<T> Arena<T> {
    /// Adds a row.
    pub(crate) fn push(&mut self, row: T) -> Id<T> {
        let id = Id::new(u32::try_from(self.rows.len()).unwrap_or(u32::MAX));
        self.rows.push(row);
        id
    }

    /// How many rows there are.
    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    /// The row of an id.
    #[expect(
        clippy::indexing_slicing,
        reason = "an id is given out only for a row that was pushed, and rows never leave"
    )]
    pub(crate) fn at(&self, id: Id<T>) -> &T {
        &self.rows[id.index()]
    }

    /// The row of an id, to change it.
    #[expect(
        clippy::indexing_slicing,
        reason = "an id is given out only for a row that was pushed, and rows never leave"
    )]
    pub(crate) fn at_mut(&mut self, id: Id<T>) -> &mut T {
        &mut self.rows[id.index()]
    }

    /// Every row with its id, in order.
    pub(crate) fn each(&self) -> impl ExactSizeIterator<Item = (Id<T>, &T)> {
        self.rows.iter().enumerate().map(|(number, row)| (Id::new(u32::try_from(number).unwrap_or(u32::MAX)), row))
    }

    /// Every id, in order. It does not borrow the table.
    pub(crate) fn ids(&self) -> impl Iterator<Item = Id<T>> + use<T> {
        (0..u32::try_from(self.rows.len()).unwrap_or(u32::MAX)).map(Id::new)
    }
}
