//! The input: rows of text in columns.

use std::borrow::Cow;

use rayon::prelude::*;

use crate::fault::LinkFault;
use crate::interner::Interner;
use crate::texts::Texts;

/// Stands between the values of a cell that holds several.
pub const VALUE_SEPARATOR: char = '\u{1f}';

/// Rows of named columns, each row with its source and its id in it.
pub struct Table {
    names: Vec<String>,
    columns: Vec<Texts>,
    ids: Texts,
    sources: Vec<u32>,
    source_names: Interner,
    /// The canonical order, where the cells that it follows from are forgotten.
    order: Option<Vec<u32>>,
}

impl Table {
    /// An empty table with these columns.
    pub fn new(names: &[&str]) -> Self {
        Self {
            names: names.iter().map(|&name| name.to_owned()).collect(),
            columns: names.iter().map(|_| Texts::default()).collect(),
            ids: Texts::all_distinct(),
            sources: Vec::new(),
            source_names: Interner::default(),
            order: None,
        }
    }

    /// Adds a row. Values come in the order of the columns; those that are missing at the end are empty. Several values
    /// of one cell are joined by [`VALUE_SEPARATOR`].
    pub fn push<'a>(&mut self, source: &str, id: &str, values: impl IntoIterator<Item = Option<&'a str>>) {
        self.sources.push(self.source_names.intern(source));
        self.ids.push(id);
        let mut values = values.into_iter();
        for column in &mut self.columns {
            column.push(values.next().flatten().map_or("", str::trim));
        }
    }

    /// Adds rows, column by column on several threads. `named` gives the source and the id of a row, `value` what stands in one
    /// of its columns, as [`Table::push`] takes it.
    pub fn push_rows<'a, R: Sync>(
        &mut self,
        rows: &'a [R],
        named: impl Fn(&'a R) -> (&'a str, Cow<'a, str>) + Send,
        value: impl Fn(&'a R, usize) -> Option<&'a str> + Sync,
    ) {
        let Self { columns, ids, sources, source_names, .. } = self;
        let push_names = || {
            for (source, id) in rows.iter().map(named) {
                sources.push(source_names.intern(source));
                ids.push(&id);
            }
        };
        let push_values = |(column, texts): (usize, &mut Texts)| {
            rows.iter().for_each(|row| texts.push(value(row, column).map_or("", str::trim)));
        };
        rayon::join(push_names, || columns.par_iter_mut().enumerate().for_each(push_values));
    }

    /// The rows of several tables, those of one after those of the other, in columns of these names. For each table it is
    /// told which of its columns fills which of the new ones.
    pub fn gather(names: &[&str], tables: Vec<(Self, Vec<Option<usize>>)>) -> Self {
        let mut gathered = Self::new(names);
        let is_one = tables.len() == 1;
        for (mut table, places) in tables {
            for (column, place) in gathered.columns.iter_mut().zip(places) {
                match place.and_then(|place| table.columns.get_mut(place)) {
                    Some(texts) if is_one => *column = std::mem::take(texts),
                    Some(texts) => std::mem::take(texts).iter().for_each(|text| column.push(text)),
                    None => (0..table.sources.len()).for_each(|_| column.push("")),
                }
            }
            let codes: Vec<u32> = table.source_names.texts().map(|name| gathered.source_names.intern(name)).collect();
            let code = |source: &u32| codes.get(*source as usize).copied().unwrap_or(0);
            gathered.sources.extend(table.sources.iter().map(code));
            table.ids.iter().for_each(|id| gathered.ids.push(id));
        }
        gathered
    }

    /// Puts other texts in the cells of a column; nothing leaves a cell as it is.
    pub fn rewrite(&mut self, column: &str, mut other: impl FnMut(&str) -> Option<String>) {
        let Some(place) = self.names.iter().position(|known| known == column) else { return };
        let Some(texts) = self.columns.get_mut(place) else { return };
        let mut rewritten = Texts::default();
        for text in texts.iter() {
            rewritten.push(other(text).as_deref().unwrap_or(text));
        }
        *texts = rewritten;
    }

    /// Adds two columns of what follows from the cells of another; nothing leaves both empty.
    pub fn derive(&mut self, from: &str, names: [&str; 2], mut of: impl FnMut(&str) -> Option<[String; 2]>) {
        let mut columns = [Texts::default(), Texts::default()];
        for row in 0..u32::try_from(self.len()).unwrap_or(u32::MAX) {
            let derived = of(self.column(from).map_or("", |texts| texts.get(row))).unwrap_or_default();
            columns.iter_mut().zip(&derived).for_each(|(column, text)| column.push(text));
        }
        self.names.extend(names.map(str::to_owned));
        self.columns.extend(columns);
    }

    /// Some rows as a table.
    pub(crate) fn part(&self, rows: &[u32]) -> Self {
        let mut part = Self::new(&self.names.iter().map(String::as_str).collect::<Vec<_>>());
        for &row in rows {
            part.push(self.source(row), self.id(row), self.cells(row).map(Some));
        }
        part
    }

    /// How many rows there are.
    pub const fn len(&self) -> usize {
        self.sources.len()
    }

    /// Whether there is no row.
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The names of the columns.
    pub fn columns(&self) -> &[String] {
        &self.names
    }

    /// The source of a row; empty outside the table.
    pub fn source(&self, row: u32) -> &str {
        let number = self.sources.get(row as usize).copied().unwrap_or(u32::MAX);
        self.source_names.text(number)
    }

    /// The id of a row in its source; empty outside the table.
    pub fn id(&self, row: u32) -> &str {
        self.ids.get(row)
    }

    /// A number for each row's source: rows of one source share it.
    pub fn source_codes(&self) -> &[u32] {
        &self.sources
    }

    /// A cell; empty outside the table.
    pub(crate) fn cell(&self, row: u32, column: usize) -> &str {
        self.columns.get(column).map_or("", |column| column.get(row))
    }

    /// The cells of a row.
    pub(crate) fn cells(&self, row: u32) -> impl Iterator<Item = &str> {
        self.columns.iter().map(move |column| column.get(row))
    }

    /// Whether a column holds nothing.
    pub(crate) fn is_blank(&self, column: usize) -> bool {
        self.columns.get(column).is_none_or(Texts::is_blank)
    }

    /// The cells of a column.
    pub(crate) fn column(&self, name: &str) -> Option<&Texts> {
        let place = self.names.iter().position(|known| known == name)?;
        self.columns.get(place)
    }

    /// Forgets what the cells hold, given the order of the rows. Sources and ids are kept.
    pub(crate) fn forget_cells(&mut self, order: Vec<u32>) {
        self.columns.iter_mut().for_each(|column| *column = Texts::default());
        self.order = Some(order);
    }

    /// The number of rows.
    ///
    /// # Errors
    /// [`LinkFault::TooManyRows`], [`LinkFault::TooMuchText`], [`LinkFault::CellsForgotten`].
    pub(crate) fn checked_len(&self) -> Result<u32, LinkFault> {
        if self.order.is_some() {
            return Err(LinkFault::CellsForgotten);
        }
        if self.columns.iter().chain([&self.ids]).any(Texts::is_cut) {
            return Err(LinkFault::TooMuchText);
        }
        u32::try_from(self.len()).map_err(|_| LinkFault::TooManyRows)
    }

    /// Rows in the order of source, then id, then content: an order that does not depend on how they were pushed.
    pub fn canonical_order(&self) -> Vec<u32> {
        if let Some(order) = &self.order {
            return order.clone();
        }
        let rows = u32::try_from(self.len()).unwrap_or(u32::MAX);
        let compare = |left: u32, right: u32| {
            let key = |row: u32| (self.source(row), self.id(row));
            key(left).cmp(&key(right)).then_with(|| self.cells(left).cmp(self.cells(right)))
        };
        let mut order: Vec<u32> = (0..rows).collect();
        if order.is_sorted_by(|&left, &right| compare(left, right).is_le()) {
            return order;
        }
        let ranks = self.source_ranks();
        let rank = |row: u32| {
            let source = self.sources.get(row as usize).copied().unwrap_or(0);
            ranks.get(source as usize).copied().unwrap_or(0)
        };
        let mut keyed: Vec<(u32, [u8; 16], u32)> =
            order.into_par_iter().map(|row| (rank(row), start(self.id(row)), row)).collect();
        keyed.par_sort_unstable_by(|left, right| {
            (left.0, left.1).cmp(&(right.0, right.1)).then_with(|| compare(left.2, right.2)).then(left.2.cmp(&right.2))
        });
        order = keyed.into_iter().map(|(_, _, row)| row).collect();
        order
    }

    /// For each source its place in the order of their names.
    fn source_ranks(&self) -> Vec<u32> {
        let mut names: Vec<&str> = self.source_names.texts().collect();
        names.sort_unstable();
        let rank = |name| names.binary_search(&name).unwrap_or(0);
        self.source_names.texts().map(|name| u32::try_from(rank(name)).unwrap_or(u32::MAX)).collect()
    }
}

/// The first bytes of a text, which order as the text does as far as they go.
fn start(text: &str) -> [u8; 16] {
    let mut start = [0; 16];
    start.iter_mut().zip(text.bytes()).for_each(|(place, byte)| *place = byte);
    start
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_come_back_as_they_were_pushed() {
        let mut table = Table::new(&["a", "b"]);
        table.push("s", "1", [Some(" x "), None]);
        table.push("t", "2", [Some("y")]);
        assert_eq!((table.len(), table.source(1), table.id(1)), (2, "t", "2"));
        let column = table.column("a").unwrap();
        assert_eq!((column.get(0), column.get(1)), ("x", "y"));
        assert_eq!(table.column("b").unwrap().get(1), "");
        assert!(table.column("c").is_none());
    }

    #[test]
    fn tables_of_other_columns_are_gathered() {
        let (mut one, mut other) = (Table::new(&["a", "b"]), Table::new(&["c"]));
        one.push("s", "1", [Some("x"), Some("y")]);
        other.push("t", "1", [Some("z")]);
        let gathered = Table::gather(&["b", "c"], vec![(one, vec![Some(1), None]), (other, vec![None, Some(0)])]);
        let row = |row| (gathered.source(row), gathered.id(row), gathered.cells(row).collect::<Vec<_>>());
        assert_eq!((row(0), row(1)), (("s", "1", vec!["y", ""]), ("t", "1", vec!["", "z"])));
    }

    #[test]
    fn canonical_order_ignores_the_order_of_arrival() {
        let mut table = Table::new(&["a"]);
        table.push("b", "1", [Some("x")]);
        table.push("a", "2", [Some("x")]);
        table.push("a", "1", [Some("x")]);
        table.push("a", "a long id that starts as another, 2", [Some("x")]);
        table.push("a", "a long id that starts as another, 1", [Some("x")]);
        table.push("a", "1", [Some("w")]);
        assert_eq!(table.canonical_order(), [5, 2, 1, 4, 3, 0]);
    }
}
