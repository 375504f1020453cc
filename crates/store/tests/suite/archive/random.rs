//! Rows of any values in every table that the schema has: nothing here knows which tables those are.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::schema::{Schema, Table};

/// Numbers that look random and are the same for the same seed.
pub(super) struct Random(pub(super) u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, count: usize) -> usize {
        usize::try_from(self.next() % count as u64).unwrap()
    }

    fn one<'a, T: ?Sized>(&mut self, of: &[&'a T]) -> &'a T {
        of[self.below(of.len())]
    }

    /// A value of a kind as a statement writes it.
    pub(super) fn literal(&mut self, kind: &str) -> String {
        match kind {
            "bigint" => match self.below(5) {
                0 => "0".to_owned(),
                1 => i64::MAX.to_string(),
                2 => (i64::MIN + 1).to_string(),
                _ => (self.next() % 1_000_000).to_string(),
            },
            "text" => {
                let begin = self.one(&["", "O''Brien\n\t\\", "ŷ €\u{1f}", "{\"a\":1}", "long "]);
                let more = if begin == "long " { "w ".repeat(3_000) } else { String::new() };
                format!("'{begin}{more}{}'", self.next() % 1_000)
            }
            "double precision" => {
                let value = self.one(&["0.1", "-1.5e300", "3.0", "0.0", "4.9e-300", "-7.0"]);
                if self.below(2) == 0 { value.to_owned() } else { format!("{}.25", self.next() % 99) }
            }
            "bytea" => format!(" x'{:016x}'", self.next()),
            "boolean" => self.one(&["TRUE", "FALSE"]).to_owned(),
            other => panic!("{other}"),
        }
    }
}

/// Statements that put so many rows into every table but that of migrations.
pub(super) fn statements(schema: &Schema, random: &mut Random, rows: usize) -> String {
    let mut text = String::new();
    // What rows can refer to, by table and column.
    let mut there: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
    let mut done = BTreeSet::from(["migration".to_owned()]);
    while done.len() < schema.len() {
        let is_ready = |table: &Table| table.references.iter().all(|(_, to, _)| done.contains(to));
        let next = schema.iter().find(|(name, table)| !done.contains(*name) && is_ready(table));
        let (name, table) = next.expect("references without a circle");
        for row in 0..rows {
            let mut values = Vec::new();
            for (column, (kind, is_nullable, _)) in &table.columns {
                let refers = table.references.iter().find(|(from, _, _)| from == column);
                let is_unique = table.key.contains(column) || table.unique.contains(&vec![column.clone()]);
                let value = match (refers, kind.as_str()) {
                    (Some((_, to, at)), _) => {
                        let place = if is_unique { row } else { random.below(rows) };
                        there[&(to.clone(), at.clone())][place].clone()
                    }
                    // With gaps, and with more digits as they rise: they are not ordered as texts are.
                    (None, "bigint") if is_unique => (row * 7 + 1).to_string(),
                    (None, "text") if is_unique => format!("'{}{row}'", random.one(&["a", "B", "ŷ", " "])),
                    (None, _) if *is_nullable && random.below(4) == 0 => "NULL".to_owned(),
                    (None, kind) => random.literal(kind),
                };
                there.entry((name.clone(), column.clone())).or_default().push(value.clone());
                values.push(value);
            }
            let columns: Vec<&str> = table.columns.keys().map(String::as_str).collect();
            writeln!(text, "INSERT INTO {name} ({}) VALUES ({});", columns.join(", "), values.join(", ")).unwrap();
        }
        done.insert(name.clone());
    }
    text
}
