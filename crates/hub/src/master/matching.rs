//! Handing the records to the engine.

use std::collections::HashMap;

use dolen_link::{Given, Judgement, LinkFault, Linkage, Plan, Specification, Step, Table, VALUE_SEPARATOR};
use dolen_model::PersonField;
use dolen_store::master::judgement::StoredJudgement;
use tokio::sync::mpsc::unbounded_channel;

use super::gather::Gathered;
use crate::quiet::quietly;
use crate::{HubFault, Progress, Stage, Tell};

/// Links the records; rows of the linkage are places in [`Gathered::records`]. Beside it the plan, by which records are compared
/// that come later, as bytes.
///
/// # Errors
/// [`HubFault::Link`], [`HubFault::Internal`] where the engine broke.
pub(crate) async fn linkage(
    specification: Specification,
    table: Table,
    judgements: Vec<Judgement>,
    tell: Tell<'_>,
) -> Result<(Linkage, Vec<u8>), HubFault> {
    let (sender, mut receiver) = unbounded_channel::<dolen_link::Progress>();
    let linking = quietly(move || {
        let given = Given { judgements: &judgements, ..Given::NOTHING };
        let (plan, linkage) = Plan::make(&specification, &table, &given, &|progress| {
            // Nobody listens any more where the match was given up.
            let _ = sender.send(progress);
        })?;
        Ok::<_, LinkFault>((linkage, plan.to_bytes()?))
    });
    let telling = async {
        while let Some(progress) = receiver.recv().await {
            tell(Progress { stage: stage(progress.step), done: progress.done, of: progress.of });
        }
    };
    let (linked, ()) = tokio::join!(linking, telling);
    Ok(linked??)
}

/// The records as the engine takes them: the organisation is the source, the place among the gathered the id. The engine
/// orders rows by both, and what it estimates from samples hangs on that order; ids of records hang on the hub's key, and
/// the same files must give the same matches in every hub.
pub(crate) fn table(gathered: &Gathered, specification: &Specification) -> Table {
    let names: Vec<&str> = specification.columns.iter().map(|column| column.name.as_str()).collect();
    let fields: Vec<Option<PersonField>> = names.iter().map(|name| PersonField::from_name(name)).collect();
    let mut table = Table::new(&names);
    let mut joined: Vec<String> = vec![String::new(); fields.len()];
    for (place, record) in gathered.records.iter().enumerate() {
        for (cell, field) in joined.iter_mut().zip(&fields) {
            cell.clear();
            let Some(field) = *field else { continue };
            for number in record.all(field) {
                if !cell.is_empty() {
                    cell.push(VALUE_SEPARATOR);
                }
                cell.push_str(gathered.texts.text(number));
            }
        }
        let source = gathered.organisations.get(record.organisation as usize).map_or("", String::as_str);
        // As many digits as there can be places, so that texts order as numbers do.
        table.push(source, &format!("{place:010}"), joined.iter().map(|cell| Some(cell.as_str())));
    }
    table
}

/// Judgements as the engine takes them, and the place of each among all. Those of records that are not there are kept for
/// later.
pub(crate) fn judgements(gathered: &Gathered, stored: &[StoredJudgement]) -> (Vec<Judgement>, Vec<usize>) {
    if stored.is_empty() {
        return Default::default();
    }
    let rows: HashMap<&str, u32> =
        gathered.records.iter().zip(0_u32..).map(|(record, row)| (&*record.id, row)).collect();
    let mut found = (Vec::new(), Vec::new());
    for (place, judgement) in stored.iter().enumerate() {
        if let (Some(&left), Some(&right)) = (rows.get(judgement.left.as_str()), rows.get(judgement.right.as_str())) {
            found.0.push(Judgement { left, right, same: judgement.is_same });
            found.1.push(place);
        }
    }
    found
}

const fn stage(step: Step) -> Stage {
    match step {
        Step::Standardise => Stage::Standardise,
        Step::Block => Stage::Block,
        Step::Compare => Stage::Compare,
        Step::Estimate => Stage::Estimate,
        Step::Score => Stage::Score,
        Step::Cluster => Stage::Cluster,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::master::gather::SourceRecord;
    use crate::master::texts::Texts;

    fn gathered(ids: [&str; 12]) -> Gathered {
        let mut texts = Texts::default();
        let record = |(number, id): (usize, &str)| SourceRecord {
            id: id.into(),
            key: number.to_string().into(),
            organisation: 0,
            load: 1,
            first: (1, 1),
            known_on: 0,
            values: [(PersonField::FamilyName, texts.number(&format!("Name{number}")))].into(),
        };
        let records = ids.into_iter().enumerate().map(record).collect();
        texts.close();
        Gathered { records, texts, organisations: vec!["council".to_owned()], visible: 12 }
    }

    /// Two hubs name one record differently, and must match it alike.
    #[test]
    fn the_engine_sees_no_id_that_hangs_on_the_key_of_the_hub() {
        let specification = Specification::person();
        let here = table(&gathered(["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"]), &specification);
        let there = table(&gathered(["z", "y", "x", "w", "v", "u", "t", "s", "r", "q", "p", "o"]), &specification);
        let ids = |table: &Table| (0..12).map(|row| table.id(row).to_owned()).collect::<Vec<_>>();
        assert_eq!(ids(&here), ids(&there));
        assert!(ids(&here).is_sorted(), "the order of organisation, feed and key");
    }
}
