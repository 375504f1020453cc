//! Matching one record that is not kept.

use super::Live;
use super::event::ClusterId;
use super::matcher::{Scored, is_alive};
use super::register::RecordKey;
use crate::fault::LinkFault;
use crate::guard::Guard;
use crate::records::{Cells, separated};
use crate::table::Table;

/// A record that is like the one that was searched for.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The record.
    pub record: RecordKey,
    /// The cluster that it is in.
    pub cluster: ClusterId,
    /// log2 of the odds that both are of one person.
    pub weight: f32,
    /// The same as a probability.
    pub probability: f32,
    /// Outcome of every comparison; [`crate::Model::evidence_of_pattern`] explains it.
    pub pattern: u64,
    /// What would keep them apart, if anything does.
    pub guard: Option<Guard>,
}

impl Live {
    /// Matches the first row of a table, which may lack columns, with every record: by the same blocks, comparisons and scores
    /// as records that are kept. Gives back those at or above the review threshold, the likest first. Nothing is kept of it.
    ///
    /// # Errors
    /// [`LinkFault::TooMuchText`].
    pub fn search(&mut self, table: &Table) -> Result<Vec<Found>, LinkFault> {
        if table.checked_len()? == 0 {
            return Ok(Vec::new());
        }
        let place = u32::try_from(self.state.register.slots()).map_err(|_| LinkFault::TooManyRows)?;
        let Self { matcher, desk, postings, state, .. } = self;
        let separated = separated(&matcher.plan.specification, table);
        let cells = Cells::of_some(&matcher.plan.specification, table, &separated);
        let mark = matcher.records.mark();
        matcher.records.put(&matcher.plan.statistics, &cells, (0, table.source(0)), place);
        let mut scored: Vec<Scored> = Vec::new();
        let fields = matcher.fields()?;
        let judge = matcher.judge(&fields);
        fields.end_at(&mut desk.caches, Some(&mark));
        matcher.find(
            (&judge, &matcher.searching),
            desk,
            postings,
            place,
            |other| is_alive(state, other),
            |found| scored.push(found),
        );
        fields.end_at(&mut desk.caches, None);
        scored.sort_unstable_by(|one, other| {
            let by_weight = other.near.weight.total_cmp(&one.near.weight);
            by_weight.then_with(|| state.register.compare(one.near.slot, other.near.slot))
        });
        let tell = |scored: Scored| {
            let Scored { near, pattern, guard } = scored;
            Some(Found {
                record: state.register.key_of_slot(near.slot),
                cluster: state.groups.get(state.groups.of(near.slot)?)?.id,
                weight: near.weight,
                probability: near.probability,
                pattern,
                guard,
            })
        };
        let found = scored.into_iter().filter_map(tell).collect();
        matcher.records.forget(&mark);
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::live::ClusterId;
    use crate::plan::Plan;
    use crate::specification::{ColumnKind, ColumnSpecification, Specification};

    #[test]
    fn nothing_is_kept_of_what_was_searched_for() {
        use ColumnKind as Kind;
        let columns = [
            ("given", Kind::GivenNames),
            ("family", Kind::FamilyName),
            ("aliases", Kind::Alias),
            ("born", Kind::BirthDate),
            ("address", Kind::Address),
            ("postcode", Kind::Postcode),
            ("previous", Kind::PreviousAddress),
            ("phone", Kind::Phone),
            ("email", Kind::Email),
            ("occupation", Kind::Text),
            ("number", Kind::Identifier),
        ];
        let columns = columns.map(|(name, kind)| ColumnSpecification::new(name, kind));
        let names: Vec<String> = columns.iter().map(|column| column.name.clone()).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let row = |word: &str, number: u32| {
            let mut table = Table::new(&names);
            let cells = [
                word.to_owned(),
                format!("{word}son"),
                format!("Al {word}"),
                format!("1961-05-{:02}", number % 28),
                format!("{number} {word} Street, {word}ton"),
                format!("NP{} 4UX", number % 90),
                format!("{number} {word} Road"),
                format!("01633 {number:06}\u{1f}01633 {:06}", number + 1),
                format!("{word}@{word}.org\u{1f}b@{word}.org"),
                format!("{word} maker"),
                format!("A{number}"),
            ];
            table.push("s", &number.to_string(), cells.iter().map(|cell| Some(cell.as_str())));
            table
        };
        let specification = Specification::for_columns(columns.to_vec()).unwrap();
        let (plan, _) = Plan::make(&specification, &row("Bran", 7), &crate::Given::NOTHING, &|_| {}).unwrap();
        let mut next = 0;
        let ids = move || {
            next += 1;
            ClusterId(next)
        };
        let mut live = Live::new(plan, None, ids).unwrap();
        live.put(&row("Bran", 7), &mut |_| {}).unwrap();
        let before = live.matcher.records.mark();
        let searched = live.search(&row("Gwern", 23)).unwrap();
        assert!(searched.is_empty());
        assert_eq!(live.matcher.records.mark(), before);
        // What comes next is not taken for what was searched for.
        live.put(&row("Efnys", 5), &mut |_| {}).unwrap();
        let found = live.search(&row("Efnys", 5)).unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].record.id, "5");
    }
}
