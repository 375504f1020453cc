//! The judgements of an index, in the order in which they were made: of those that contradict each other the earlier one counts.

use dolen_link::{Constraint, LinkFault};
use dolen_store::master::judgement::StoredJudgement;

use super::records::key;
use super::wanted::Versions;
use super::{Shared, change};
use crate::HubFault;

/// Ids of the judgements that act, with the numbers that the engine gave them.
pub(super) type Judged = Vec<(String, u64)>;

/// Lets those act that are in force and whose records are there. From the first on that is another they are taken back and made
/// anew, so that their order is theirs.
pub(super) async fn follow(
    live: &Shared,
    judged: &mut Judged,
    versions: &Versions,
    in_force: &[StoredJudgement],
) -> Result<(), HubFault> {
    let wanted: Vec<(&str, Constraint)> = in_force
        .iter()
        .filter_map(|judgement| {
            let side = |id: &str| Some(key(id, versions.get(id)?));
            let (left, right) = (side(&judgement.left)?, side(&judgement.right)?);
            // By whom and why is for those who ask the tables.
            let (actor, reason) = (String::new(), String::new());
            Some((
                judgement.id.as_str(),
                Constraint { left, right, same: judgement.is_same, actor, reason, expires: None },
            ))
        })
        .collect();
    let same = judged.iter().zip(&wanted).take_while(|((known, _), (wanted, _))| known == wanted).count();
    if same == judged.len() && same == wanted.len() {
        return Ok(());
    }
    let lifted: Vec<u64> = judged.drain(same..).map(|(_, number)| number).collect();
    let (ids, constraints): (Vec<String>, Vec<Constraint>) =
        wanted.into_iter().skip(same).map(|(id, constraint)| (id.to_owned(), constraint)).unzip();
    let numbers = change(live, move |live| {
        for number in lifted {
            live.lift(number, &mut |_| ())?;
        }
        let numbers = constraints.into_iter().map(|constraint| live.constrain(constraint, &mut |_| ()));
        numbers.collect::<Result<Vec<u64>, LinkFault>>()
    });
    judged.extend(ids.into_iter().zip(numbers.await?.unwrap_or_default()));
    Ok(())
}
